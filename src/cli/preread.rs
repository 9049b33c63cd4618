//! `churnroom pre-read`: one page for those who will sit in the next review, before it.
//! Must not know what stands on it.

use super::course;
use super::globals::formats;
use super::output::{Format, OutFile, Shown};
use super::session::Session;
use crate::domain::failure::Failure;
use crate::domain::meeting::has_begun;
use crate::domain::period::Period;
use crate::exchange::minutes::{MinutesFormat, PreRead};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The period that will be reviewed [default: the last whole month]
    period: Option<Period>,
    /// md or html [default: md]
    #[arg(long, value_name = "FORMAT", value_parser = formats(["md", "html"]))]
    format: Option<Format>,
    #[command(flatten)]
    target: OutFile,
}

pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let format = match args.format {
        Some(Format::Html) => MinutesFormat::Html,
        _ => MinutesFormat::Markdown,
    };
    let today = session.today;
    let period = has_begun(session.period(args.period)?, today)?;
    let next = course::next(session, period)?;
    let mut found = PreRead::gather(next, today, &mut |query| session.answer(&query))?;
    found.minutes.masked = session.masked;
    args.target.deliver(found.render(format)?)
}
