//! `churnroom marks`: releases, price changes, campaigns and outages that stand beside the numbers.
//! Must not know screens.

use super::output::Shown;
use super::session::Session;
use super::typed::{Sets, TypedThing};
use super::{edit, thing};
use crate::domain::change::{Field, Record, Subject};
use crate::domain::failure::Failure;
use crate::domain::marks::{self, DayMark};
use crate::domain::period::Period;
use crate::domain::query::Query;
use crate::exchange::shapes;

#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// All of them, by their days
    List(MarksList),
    /// One of them
    Show { id: i64 },
    /// Add one: `2026-09-14 price New price list`, `1 aug to 14 aug campaign Summer offer`
    Add {
        /// The day (and `to` its last), then release, price, campaign, outage or other, then words
        #[arg(required = true, value_name = "DAY KIND WORDS")]
        line: Vec<String>,
    },
    /// Change one
    Edit {
        /// Its number
        id: i64,
        #[command(flatten)]
        sets: Sets<DayMark>,
    },
    /// Remove one
    Drop { id: i64 },
}

#[derive(Debug, Default, clap::Args)]
pub struct MarksList {
    /// Only those of this period
    #[arg(long, value_name = "PERIOD")]
    period: Option<Period>,
}

impl TypedThing for DayMark {
    const IN_WORDS: &'static [Field] = &[];
}

const COLUMNS: &str = ">id|day|until|kind|~words";

pub fn run(session: &mut Session, verb: Option<Verb>) -> Result<Shown, Failure> {
    match verb.unwrap_or_else(|| Verb::List(MarksList::default())) {
        Verb::List(args) => list(session, &args),
        Verb::Show { id } => thing::shown(session, Subject::DayMark(id.into())),
        Verb::Add { line } => add(session, &line.join(" ")),
        Verb::Edit { id, sets } => edit::edit(session, Subject::DayMark(id.into()), &sets),
        Verb::Drop { id } => thing::removed(session, Subject::DayMark(id.into())),
    }
}

fn list(session: &mut Session, args: &MarksList) -> Result<Shown, Failure> {
    let mut marks: Vec<DayMark> = session.ask(&Query::Marks)?;
    marks.retain(|mark| args.period.is_none_or(|period| mark.in_period(period)));
    let items = marks.iter().map(shapes::mark).collect();
    let shown = Shown::things::<DayMark>(COLUMNS, items);
    Ok(shown.like(shapes::mark(&DayMark::default())))
}

/// Adds one from its line.
pub(super) fn add(session: &mut Session, line: &str) -> Result<Shown, Failure> {
    session.may_create();
    let mark = marks::read(line, session.today).map_err(|why| {
        Failure::usage(format!("the mark `{line}` is not understood: {why}"))
            .hint("write `churnroom marks add 2026-09-14 price \"New price list\"`")
    })?;
    thing::added(session, Record::DayMark(mark))
}
