//! `churnroom marks`: releases, price changes, campaigns and outages that stand beside the numbers.
//! Must not know screens.

use serde_json::Value as Json;

use super::edit::{self, As, setting};
use super::names;
use super::output::{Column, Shown};
use super::session::Session;
use super::shapes;
use crate::domain::change::{Change, Field, Record, Subject};
use crate::domain::failure::Failure;
use crate::domain::field::Thing;
use crate::domain::ids::DayMarkId;
use crate::domain::marks::{self, DayMark, MarkKind};
use crate::domain::period::Period;
use crate::domain::query::Query;
use crate::domain::word::Word;

/// Options of `marks`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// All of them, by their days
    List(List),
    /// One of them
    Show { id: i64 },
    /// Add one: `2026-09-14 price New price list`, `1 aug to 14 aug campaign Summer offer`
    Add {
        /// The day (and `to` its last), then release, price, campaign, outage or other, then words
        #[arg(required = true, value_name = "DAY KIND WORDS")]
        line: Vec<String>,
    },
    /// Change one
    Edit(Edit),
    /// Remove one
    Drop { id: i64 },
}

/// Which ones.
#[derive(Debug, Default, clap::Args)]
struct List {
    /// Only those of this period
    #[arg(long, value_name = "PERIOD")]
    period: Option<Period>,
}

/// What to change.
#[derive(Debug, clap::Args)]
struct Edit {
    /// Its number
    id: i64,
    /// The day, or its first day
    #[arg(long, value_name = "DAY")]
    day: Option<String>,
    /// Its last day; empty for one that took a day
    #[arg(long, value_name = "DAY")]
    until: Option<String>,
    /// release, price, campaign, outage or other
    #[arg(long)]
    kind: Option<String>,
    /// What happened
    #[arg(long)]
    words: Option<String>,
    /// The value the changed field must have now, else it is a conflict
    #[arg(long, value_name = "VALUE")]
    was: Option<String>,
}

const COLUMNS: &[Column] = &[
    Column::id("id", "id"),
    Column::plain("day", "day"),
    Column::plain("until", "until"),
    Column::plain("kind", "kind"),
    Column::text("words", "words"),
];

/// Runs it.
pub fn run(session: &mut Session, args: Args) -> Result<Shown, Failure> {
    match args.verb.unwrap_or_else(|| Verb::List(List::default())) {
        Verb::List(args) => list(session, &args),
        Verb::Show { id } => Ok(Shown::one(item(session, id)?)),
        Verb::Add { line } => add(session, &line.join(" ")),
        Verb::Edit(args) => change(session, &args),
        Verb::Drop { id } => remove(session, id),
    }
}

fn list(session: &mut Session, args: &List) -> Result<Shown, Failure> {
    let mut marks: Vec<DayMark> = session.ask(&Query::Marks)?;
    marks.retain(|mark| args.period.is_none_or(|period| mark.in_period(period)));
    let mask = session.mask()?;
    let items = marks.iter().map(|mark| shapes::mark(mark, &mask)).collect();
    Ok(Shown::list(COLUMNS, items, None))
}

fn item(session: &mut Session, id: i64) -> Result<Json, Failure> {
    let mark = names::mark(session, id)?;
    let mask = session.mask()?;
    Ok(shapes::mark(&mark, &mask))
}

fn add(session: &mut Session, line: &str) -> Result<Shown, Failure> {
    session.may_create();
    let mark = marks::read(line, session.today).map_err(|why| {
        Failure::usage(format!("the mark `{line}` is not understood: {why}"))
            .hint("write `churnroom marks add 2026-09-14 price \"New price list\"`")
    })?;
    let applied = session.apply(&Change::add(Record::DayMark(mark)))?;
    let Subject::DayMark(DayMarkId(id)) = applied.subject else {
        return Err(Failure::failed("the room did not say which mark it made"));
    };
    Ok(Shown::edit(&applied, item(session, id)?))
}

fn change(session: &mut Session, args: &Edit) -> Result<Shown, Failure> {
    let unknown = args
        .kind
        .as_deref()
        .filter(|k| MarkKind::from_word(k).is_none());
    if let Some(kind) = unknown {
        let kinds = MarkKind::ALL.map(MarkKind::word).join(", ");
        return Err(Failure::usage(format!("`{kind}` is no kind of mark"))
            .hint(format!("use one of {kinds}")));
    }
    let settings = [
        setting(Field::Day, As::DayBack, &args.day),
        setting(Field::Until, As::DayBack, &args.until),
        setting(Field::Kind, As::Text, &args.kind),
        setting(Field::Text, As::Name, &args.words),
    ];
    let current = |session: &mut Session, field: Field| {
        let mark = names::mark(session, args.id)?;
        Ok(mark.value(field))
    };
    let subject = Subject::DayMark(DayMarkId(args.id));
    let applied = edit::edit(session, subject, &settings, args.was.as_deref(), &current)?;
    Ok(Shown::edit(&applied, item(session, args.id)?))
}

fn remove(session: &mut Session, id: i64) -> Result<Shown, Failure> {
    let mark = names::mark(session, id)?;
    let item = item(session, id)?;
    let applied = session.apply(&Change::Remove(Box::new(Record::DayMark(mark))))?;
    Ok(Shown::edit(&applied, item))
}
