//! `churnroom thread`: everything that hangs on one thing, from the quote to the result. Must not know screens.

use clap::ValueEnum;
use serde_json::{Value, json};

use super::names;
use super::output::{Block, Shown};
use super::session::Session;
use crate::domain::change::Subject;
use crate::domain::effect::aim::Aim;
use crate::domain::effect::{Effect, words};
use crate::domain::failure::Failure;
use crate::domain::feedback::TagView;
use crate::domain::ids::{LinkId, NoteId};
use crate::domain::metrics::Dimension;
use crate::domain::note::NoteKind;
use crate::domain::period::Period;
use crate::domain::query::Query;
use crate::domain::roadmap::RoadmapItem;
use crate::domain::themes::Theme;
use crate::domain::thread::{Thread, ThreadOf, ThreadSegment};
use crate::exchange::shapes;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// What kind of thing it is
    #[arg(value_enum)]
    kind: ThreadKind,
    /// Its number, name or key; of a segment such as plan=Team
    id: String,
    /// Count its money over this period [default: the last whole month in the data]
    #[arg(long, value_name = "PERIOD")]
    period: Option<Period>,
}

/// What a thread can be asked of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ThreadKind {
    Theme,
    Feedback,
    Account,
    Item,
    Link,
    Note,
    Decision,
    Action,
    Meeting,
    Owner,
    Segment,
}

pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let period = session.period(args.period)?;
    let of = thread_of(session, args.kind, &args.id)?;
    let thread: Box<Thread> = session.ask(&Query::Thread { of, period })?;
    let tags: Vec<TagView> = session.ask(&Query::Tags)?;
    let items: Vec<RoadmapItem> = session.ask(&Query::Roadmap)?;
    let links = thread.links.iter();
    let links: Vec<Value> = links
        .map(|link| shapes::link(link, &tags, &items))
        .collect();
    let document = json!({
        "of": {"kind": args.kind.to_possible_value().map(|kind| kind.get_name().to_owned()), "id": args.id},
        "period": period,
        "quotes": thread.quotes.iter().map(shapes::feedback).collect::<Vec<_>>(),
        "themes": thread.themes.iter().map(theme).collect::<Vec<_>>(),
        "segment": thread.segment.as_ref().map(segment),
        "links": links,
        "items": thread.items.iter().map(shapes::item).collect::<Vec<_>>(),
        "notes": thread.notes.iter().map(shapes::note).collect::<Vec<_>>(),
        "actions": thread.actions.iter().map(shapes::action).collect::<Vec<_>>(),
        "results": thread.results.iter().map(shapes::effect).collect::<Vec<_>>(),
    });
    let results = thread.results.iter().map(result).collect();
    Ok(shown(document, results))
}

/// The steps in their order, each a table; one that holds nothing is left out.
fn shown(document: Value, results: Vec<Value>) -> Shown {
    let steps = [
        ("quotes", "name|~text|source|received"),
        (
            "themes",
            "theme|lost MRR=lost_mrr_cents|#accounts|#left|#shrank",
        ),
        ("segment", "segment|lost MRR=lost_mrr_cents|#left|#accounts"),
        ("links", "theme|stance|item|~why=note"),
        ("items", "item|~title|status|target"),
        ("notes", "kind|~text|~answer|person"),
        (
            "actions",
            "status|~what|who=owner|when=due|room says=said|by=said_by",
        ),
        ("results", "action|item|judged from|~verdict"),
    ];
    let mut shown = Shown::value(document.clone());
    let (mut is_empty, mut records) = (true, Vec::new());
    for (key, columns) in steps {
        let rows = match &document[key] {
            Value::Array(rows) => rows.clone(),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
            Value::Object(one) => vec![one.clone().into()],
        };
        if !rows.is_empty() {
            is_empty = false;
            let told = if key == "results" { &results } else { &rows };
            shown = shown.line(key).with(Block::columns(columns, told));
        }
        // A spreadsheet has one table: the list that a row is of stands in front.
        records.extend(rows.iter().map(|row| of_list(key, row)));
    }
    let shown = shown.with_records(records).like(of_list("", &Value::Null));
    match is_empty {
        true => shown.line("nothing on file hangs on it, and nothing was lost to it in the period"),
        false => shown,
    }
}

/// What became of what an action was for, as people read it.
fn result(effect: &Effect) -> Value {
    let (action, item) = Aim::ends(effect.of);
    json!({
        "action": action, "item": item, "judged_from": effect.judged_from,
        "verdict": words::verdict(effect),
    })
}

/// A row behind the name of the list it is of.
fn of_list(list: &str, row: &Value) -> Value {
    let mut record = json!({ "list": list });
    shapes::extend(&mut record, row.clone());
    record
}

/// A note that is a decision.
fn decision(session: &mut Session, id: i64) -> Result<NoteId, Failure> {
    let note = names::note(session, id)?.note;
    match note.kind {
        NoteKind::Decision => Ok(note.id),
        NoteKind::Note | NoteKind::Question | NoteKind::NoAction => {
            Err(Failure::usage(format!("note {id} is no decision"))
                .hint("see `churnroom decisions list`, or ask for `thread note`"))
        }
    }
}

fn theme(theme: &Theme) -> Value {
    json!({
        "theme": theme.theme, "lost_mrr_cents": theme.lost_mrr, "accounts": theme.accounts,
        "left": theme.left, "shrank": theme.shrank, "exposed_accounts": theme.exposed_accounts,
        "exposed_mrr_cents": theme.exposed_mrr,
    })
}

fn segment(ThreadSegment { by, row }: &ThreadSegment) -> Value {
    let (left, accounts) = row.metrics.left();
    json!({
        "segment": by.cell(&row.value), "lost_mrr_cents": row.lost, "left": left, "accounts": accounts,
    })
}

fn thread_of(session: &mut Session, kind: ThreadKind, id: &str) -> Result<ThreadOf, Failure> {
    let number = || {
        let wrong = || {
            Failure::usage(format!("`{id}` is no number"))
                .hint("give the number that its list shows")
        };
        id.parse::<i64>().map_err(|_| wrong())
    };
    let subject = match kind {
        ThreadKind::Theme => Subject::Tag(names::tag(session, id)?.id),
        ThreadKind::Feedback => {
            let id = number()?.into();
            Subject::Feedback(names::feedback(session, id)?.feedback.id)
        }
        ThreadKind::Account => Subject::Account(names::account_id(session, id)?),
        ThreadKind::Item => Subject::Item(names::item(session, id)?.id),
        ThreadKind::Link => Subject::Link(LinkId(number()?)),
        ThreadKind::Note => Subject::Note(names::note(session, number()?)?.note.id),
        ThreadKind::Decision => Subject::Note(decision(session, number()?)?),
        ThreadKind::Action => Subject::Action(names::action(session, number()?)?.action.id),
        ThreadKind::Meeting => Subject::Meeting(names::meeting_id(session, id)?),
        ThreadKind::Owner => Subject::Owner(names::owner(session, id)?.id),
        ThreadKind::Segment => {
            return segment_named(session, id).map(ThreadOf::Segment);
        }
    };
    Ok(subject.into())
}

/// A segment as it is typed, by what accounts are broken down by.
fn segment_named(session: &mut Session, id: &str) -> Result<(Dimension, String), Failure> {
    let cell = Dimension::of_cell(id).ok_or_else(|| {
        Failure::usage(format!("`{id}` is no segment"))
            .hint("write what it is broken down by, = and its value: plan=Team")
    })?;
    let known = session.room()?.dimensions;
    if known.contains(&cell.0) {
        return Ok(cell);
    }
    let known: Vec<&str> = known.iter().map(|by| by.0.as_str()).collect();
    let wrong = format!("accounts are not broken down by `{}`", cell.0.0);
    Err(Failure::usage(wrong).hint(format!("use one of these: {}", known.join(", "))))
}
