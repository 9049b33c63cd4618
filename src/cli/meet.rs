//! `churnroom meet`: starts or resumes the meeting on the screen. Must not know screens.

use super::names::of;
use super::output::Shown;
use super::room;
use super::session::Session;
use crate::domain::failure::Failure;
use crate::domain::meeting::has_begun;
use crate::domain::period::Period;
use crate::runtime::OpenedRoom;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The period under review [default: the last whole month in the data]
    #[arg(long, value_name = "PERIOD")]
    period: Option<Period>,
    /// When the room must be empty: what is left is shortened in proportion, Actions last
    #[arg(long, value_name = "HH:MM")]
    until: Option<String>,
    /// Try it out: nothing is kept
    #[arg(long)]
    rehearse: bool,
}

pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let until = of(&args.until, |text| {
        session.now.next_at(text, session.utc_offset)
    })?;
    let period = args
        .period
        .map(|period| has_begun(session.typed(period), session.today));
    let period = period.transpose()?;
    let start = OpenedRoom::Meeting {
        period,
        until,
        rehearse: args.rehearse,
    };
    room::open_with(session, start)
}
