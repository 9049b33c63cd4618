//! `churnroom minutes`: what a meeting leaves behind, to standard output or into a file.
//! Must not know what stands in minutes.

use super::globals::formats;
use super::names;
use super::output::{Format, OutFile, Shown};
use super::session::Session;
use crate::domain::failure::Failure;
use crate::exchange::minutes::{self, Minutes};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The meeting, by number or period [default: the newest]
    meeting: Option<String>,
    /// md, html or json [default: md]
    #[arg(long, value_name = "FORMAT", value_parser = formats(["md", "html", "json"]))]
    format: Option<Format>,
    /// Half a page of plain text instead, for a chat: at most 120 words
    #[arg(long, conflicts_with = "format")]
    half: bool,
    #[command(flatten)]
    target: OutFile,
}

pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let meeting = names::meeting(session, args.meeting.as_deref())?.meeting.id;
    let format = match args.format {
        Some(Format::Html) => minutes::MinutesFormat::Html,
        Some(Format::Json) => minutes::MinutesFormat::Json,
        _ => minutes::MinutesFormat::Markdown,
    };
    let today = session.today;
    let mut found = Minutes::gather(meeting, today, &mut |query| session.answer(&query))?;
    found.masked = session.masked;
    let text = match args.half {
        true => found.half(),
        false => found.render(format)?,
    };
    args.target.deliver(text)
}
