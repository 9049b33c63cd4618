//! `churnroom export`: actions for a tracker or a calendar. Must not know those formats.

use super::names;
use super::output::{OutFile, Shown};
use super::session::Session;
use crate::domain::failure::Failure;
use crate::domain::note::{ActionStatus, ActionView};
use crate::domain::query::{ActionFilter, Query};
use crate::domain::word::Word;
use crate::exchange::actions_out::{self, To};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: ExportWhat,
}

#[derive(Debug, clap::Subcommand)]
enum ExportWhat {
    /// Actions, for a tracker (csv), a document (md), a calendar (ics), Taskwarrior (task) or a program (json)
    Actions(ExportActions),
}

#[derive(Debug, clap::Args)]
struct ExportActions {
    /// csv, md, ics, json or task (for `task import`)
    #[arg(long, value_name = "FORMAT", value_parser = to)]
    to: To,
    #[command(flatten)]
    target: OutFile,
    /// Written in this meeting
    #[arg(long, value_name = "MEETING")]
    meeting: Option<String>,
    /// Only open ones
    #[arg(long)]
    open: bool,
    /// In a calendar those with a day as events instead of to-dos
    #[arg(long)]
    events: bool,
}

fn to(text: &str) -> Result<To, String> {
    To::from_word(text).ok_or_else(|| "use csv, md, ics, json or task".to_owned())
}

pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let ExportWhat::Actions(args) = &args.what;
    let meeting = names::of(&args.meeting, |name| names::meeting_id(session, name))?;
    let views: Vec<ActionView> = session.ask(&Query::Actions(ActionFilter {
        meeting,
        status: args.open.then_some(ActionStatus::Open),
        changes: true,
        ..ActionFilter::default()
    }))?;
    if args.events && args.to != To::Calendar {
        return Err(Failure::usage("only a calendar has events")
            .hint("add --to ics, or leave --events out"));
    }
    let text = actions_out::write(args.to, &views, args.events)?;
    args.target.deliver(text)
}
