//! `churnroom actions`: who does what by when, and did it work. Must not know screens.

use serde_json::Value as Json;

use super::edit::{self, As, setting};
use super::names;
use super::origin;
use super::output::{Column, Shown};
use super::session::Session;
use super::shapes;
use crate::domain::change::{Change, Field, Member, Record, Subject, Value};
use crate::domain::entry::{self, Around, Understood};
use crate::domain::failure::Failure;
use crate::domain::feedback::TagView;
use crate::domain::ids::ActionId;
use crate::domain::note::{Action, ActionStatus, ActionView};
use crate::domain::query::{ActionFilter, Query};
use crate::domain::roadmap::Owner;
use crate::domain::word::Word;

/// Options of `actions`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// All actions, or some
    List(List),
    /// One action
    Show { id: i64 },
    /// One line makes an action: words, @owner, a date, #theme
    Add(Add),
    /// Change fields of an action; an empty value clears
    Edit(Edit),
    /// It is done
    Done {
        id: i64,
        /// Did it work?
        #[arg(long, value_name = "yes|no", value_parser = yes_no)]
        worked: Option<bool>,
    },
    /// The team decided not to do it
    Drop { id: i64 },
    /// Open it again
    Reopen { id: i64 },
}

#[derive(Debug, Default, clap::Args)]
struct List {
    /// open, done or dropped
    #[arg(long, value_name = "STATUS", value_parser = status)]
    status: Option<ActionStatus>,
    /// This owner's
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// Against this theme
    #[arg(long, value_name = "THEME")]
    theme: Option<String>,
    /// Written in this meeting
    #[arg(long, value_name = "MEETING")]
    meeting: Option<String>,
    /// Carried over into this meeting
    #[arg(long, value_name = "MEETING")]
    carried_into: Option<String>,
}

#[derive(Debug, clap::Args)]
struct Add {
    /// "fix excel export @priya fri #reporting"
    #[arg(required = true, value_name = "LINE")]
    line: Vec<String>,
    /// The effect looked for
    #[arg(long)]
    effect: Option<String>,
    #[command(flatten)]
    origin: origin::Args,
}

#[derive(Debug, clap::Args)]
struct Edit {
    id: i64,
    /// What is to be done
    #[arg(long)]
    what: Option<String>,
    /// Who answers for it
    #[arg(long, value_name = "NAME")]
    owner: Option<String>,
    /// The day it is due
    #[arg(long, value_name = "DAY")]
    due: Option<String>,
    /// The effect looked for
    #[arg(long)]
    effect: Option<String>,
    /// Somebody who helps
    #[arg(long, value_name = "NAME")]
    with: Vec<String>,
    /// Somebody who helps no more
    #[arg(long, value_name = "NAME")]
    without: Vec<String>,
    /// The value the changed field must have now, else it is a conflict
    #[arg(long, value_name = "VALUE")]
    was: Option<String>,
}

const COLUMNS: &[Column] = &[
    Column::id("id", "id"),
    Column::plain("status", "status"),
    Column::text("what", "what"),
    Column::plain("who", "owner"),
    Column::plain("team", "team"),
    Column::plain("when", "due"),
    Column::plain("from", "from.theme"),
    Column::plain("effect looked for", "effect"),
    Column::plain("worked", "worked"),
];

/// Runs it.
pub fn run(session: &mut Session, args: Args) -> Result<Shown, Failure> {
    match args.verb.unwrap_or_else(|| Verb::List(List::default())) {
        Verb::List(args) => list(session, &args),
        Verb::Show { id } => show(session, id),
        Verb::Add(args) => add(session, &args),
        Verb::Edit(args) => change(session, &args),
        Verb::Done { id, worked } => close(session, id, ActionStatus::Done, worked),
        Verb::Drop { id } => close(session, id, ActionStatus::Dropped, None),
        Verb::Reopen { id } => close(session, id, ActionStatus::Open, None),
    }
}

/// The actions a filter finds, in their JSON shape.
pub fn items(session: &mut Session, filter: ActionFilter) -> Result<Vec<Json>, Failure> {
    let views: Vec<ActionView> = session.ask(&Query::Actions(filter))?;
    let mask = session.mask()?;
    Ok(views
        .iter()
        .map(|view| shapes::action(view, &mask))
        .collect())
}

fn list(session: &mut Session, args: &List) -> Result<Shown, Failure> {
    let filter = ActionFilter {
        status: args.status,
        owner: match &args.owner {
            Some(name) => Some(names::owner(session, name)?.id),
            None => None,
        },
        theme: match &args.theme {
            Some(name) => Some(names::theme(session, name)?.id),
            None => None,
        },
        meeting: match &args.meeting {
            Some(name) => Some(names::meeting(session, Some(name))?.meeting.id),
            None => None,
        },
        carried_into: match &args.carried_into {
            Some(name) => Some(names::meeting(session, Some(name))?.meeting.id),
            None => None,
        },
        id: None,
    };
    Ok(Shown::list(COLUMNS, items(session, filter)?, None))
}

fn show(session: &mut Session, id: i64) -> Result<Shown, Failure> {
    Ok(Shown::one(item(session, id)?))
}

fn item(session: &mut Session, id: i64) -> Result<Json, Failure> {
    let view = names::action(session, id)?;
    let mask = session.mask()?;
    Ok(shapes::action(&view, &mask))
}

fn add(session: &mut Session, args: &Add) -> Result<Shown, Failure> {
    session.may_create();
    let line = args.line.join(" ");
    let owners: Vec<Owner> = session.ask(&Query::Owners)?;
    let tags: Vec<TagView> = session.ask(&Query::Tags)?;
    let tags: Vec<_> = tags.into_iter().map(|view| view.tag).collect();
    let mut origin = args.origin.origin(session)?;
    let understood = entry::action(
        &line,
        &Around {
            today: session.today,
            owners: &owners,
            tags: &tags,
            theme: origin.theme,
        },
    );
    usable(&understood, &line)?;
    origin.theme = understood.theme;
    let mut people = understood.owners.iter().copied();
    let action = Action {
        what: understood.what.clone(),
        owner: people.next(),
        with: people.collect(),
        due: understood.due,
        effect: args.effect.clone().unwrap_or_default(),
        person: session.person.clone(),
        at: session.now,
        origin,
        ..Action::default()
    };
    let applied = session.apply(&Change::add(Record::Action(action)))?;
    let Subject::Action(ActionId(id)) = applied.subject else {
        return Err(Failure::failed("the room did not say which action it made"));
    };
    let mut shown = Shown::edit(&applied, item(session, id)?).line(understood.line.clone());
    for theme in &understood.unknown_themes {
        shown = shown.note(format!(
            "there is no theme `{theme}`; it stays in the words"
        ));
    }
    Ok(shown)
}

/// A script cannot be asked again, so what is unclear is refused.
fn usable(understood: &Understood, line: &str) -> Result<(), Failure> {
    if let Some(name) = understood.unknown_owners.first() {
        return Err(Failure::usage(format!("there is no owner `{name}`")).hint(
            "see `churnroom owners list`, or add them with `churnroom owners add NAME --team TEAM`",
        ));
    }
    if let Some(name) = understood.unclear_owners.first() {
        return Err(
            Failure::usage(format!("more than one owner could be `{name}`"))
                .hint("write more of the name, without spaces"),
        );
    }
    if let Some(day) = understood.past {
        return Err(Failure::usage(format!("the day {day} is over")).hint("give a day to come"));
    }
    if understood.what.is_empty() {
        return Err(
            Failure::usage(format!("`{line}` does not say what is to be done"))
                .hint("write words, @owner, a date and #theme"),
        );
    }
    Ok(())
}

fn current(session: &mut Session, id: i64, field: Field) -> Result<Value, Failure> {
    let action = names::action(session, id)?.action;
    Ok(match field {
        Field::What => action.what.into(),
        Field::Owner => action.owner.map(|owner| owner.0).into(),
        Field::Due => edit::stored_day(action.due),
        Field::Effect => action.effect.into(),
        Field::Status => action.status.word().into(),
        Field::Closed => edit::stored_day(action.closed),
        Field::Worked => action.worked.map(i64::from).into(),
        _ => Value::None,
    })
}

fn change(session: &mut Session, args: &Edit) -> Result<Shown, Failure> {
    let id = args.id;
    let mut applied = edit::unchanged(Subject::Action(ActionId(id)));
    names::action(session, id)?;
    for (names, joins) in [(&args.with, true), (&args.without, false)] {
        for name in names {
            let owner = names::owner(session, name)?.id;
            let member = Member::With {
                action: ActionId(id),
                owner,
            };
            let change = if joins {
                Change::Join(member)
            } else {
                Change::Leave(member)
            };
            applied = session.apply(&change)?;
        }
    }
    let settings = [
        setting(Field::What, As::Name, &args.what),
        setting(Field::Owner, As::Owner, &args.owner),
        setting(Field::Due, As::Day, &args.due),
        setting(Field::Effect, As::Text, &args.effect),
    ];
    let only_people = !(args.with.is_empty() && args.without.is_empty());
    if !only_people || settings.iter().any(|s| s.to.is_some()) {
        let subject = Subject::Action(ActionId(id));
        let was = args.was.as_deref();
        applied = edit::edit(session, subject, &settings, was, &|session, field| {
            current(session, id, field)
        })?;
    }
    Ok(Shown::edit(&applied, item(session, id)?))
}

fn close(
    session: &mut Session,
    id: i64,
    status: ActionStatus,
    worked: Option<bool>,
) -> Result<Shown, Failure> {
    let subject = Subject::Action(ActionId(id));
    let applied = edit::again_on_conflict(|| {
        let action = names::action(session, id)?.action;
        let closed = (status != ActionStatus::Open).then_some(session.today);
        let mut wanted: Vec<(Field, Value)> = Vec::new();
        if action.status != status {
            wanted.push((Field::Status, status.word().into()));
            wanted.push((Field::Closed, edit::stored_day(closed)));
        }
        if worked.is_some() {
            wanted.push((Field::Worked, worked.map(i64::from).into()));
        }
        let mut changes = Vec::new();
        for (field, now) in wanted {
            let was = current(session, id, field)?;
            if was != now {
                changes.push(Change::set(subject, field, was, now));
            }
        }
        edit::apply_all(session, subject, changes)
    })?;
    Ok(Shown::edit(&applied, item(session, id)?))
}

fn status(text: &str) -> Result<ActionStatus, String> {
    ActionStatus::from_word(text).ok_or_else(|| "use open, done or dropped".to_owned())
}

/// `yes` or `no`.
pub fn yes_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("say yes or no".to_owned()),
    }
}
