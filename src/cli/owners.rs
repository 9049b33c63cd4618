//! `churnroom owners`: people who can own an action and sit in the meeting. Must not know screens.

use serde_json::{Value, json};

use super::names::of;
use super::output::Shown;
use super::session::Session;
use super::typed::{self, OtherFields, Sets, TypedThing};
use super::{edit, names, thing};
use crate::domain::change::{Change, Field, Record, Subject};
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::field::FieldValue;
use crate::domain::ids::OwnerId;
use crate::domain::note::{ActionView, NoteView};
use crate::domain::owned::{OwnerLoad, asked_of, handed_over, left_behind, open_of};
use crate::domain::query::{ActionFilter, NoteFilter, Query};
use crate::domain::roadmap::Owner;
use crate::exchange::shapes;

#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// Everybody
    List,
    /// One of them
    Show { name: String },
    /// Add somebody
    Add {
        name: String,
        #[command(flatten)]
        others: OtherFields<Owner>,
    },
    /// Change fields; an empty value clears
    Edit {
        /// The name as it is now
        owner: String,
        #[command(flatten)]
        sets: Sets<Owner>,
    },
    /// Somebody leaves the team; what they have to do still is named, or handed over with it
    Leave {
        name: String,
        /// The day they left [default: today]
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
        /// Who takes over their open actions and the decisions asked of them
        #[arg(long, value_name = "NAME")]
        hand_to: Option<String>,
    },
    /// Hand open actions over to somebody else, all or some
    Hand {
        name: String,
        /// Who takes over
        to: String,
        /// Only this action
        #[arg(long, value_name = "ID")]
        action: Vec<i64>,
    },
    /// Remove somebody whom nothing points to
    Drop { name: String },
}

impl TypedThing for Owner {
    const IN_WORDS: &'static [Field] = &[Field::Name];
}

const COLUMNS: &str = ">id|name|team|e-mail=email|#open|#late";

pub fn run(session: &mut Session, verb: Option<Verb>) -> Result<Shown, Failure> {
    match verb.unwrap_or(Verb::List) {
        Verb::List => {
            let owners: Vec<Owner> = session.ask(&Query::Owners)?;
            let open = open(session)?;
            let today = session.today;
            let items = owners.iter().map(|owner| loaded(owner, &open, today));
            let shown = Shown::things::<Owner>(COLUMNS, items.collect());
            Ok(shown.like(loaded(&Owner::default(), &[], today)))
        }
        Verb::Show { name } => {
            let owner = names::owner(session, &name)?;
            let open = open(session)?;
            Ok(Shown::one(loaded(&owner, &open, session.today)))
        }
        Verb::Leave { name, on, hand_to } => leave(session, &name, &on, &hand_to),
        Verb::Hand { name, to, action } => hand(session, &name, &to, &action),
        Verb::Add { name, others } => add(session, name, &others),
        Verb::Edit { owner, sets } => {
            let id = names::owner(session, &owner)?.id;
            edit::edit(session, Subject::Owner(id), &sets)
        }
        Verb::Drop { name } => {
            let id = names::owner(session, &name)?.id;
            let behind = left_with(session, id)?;
            thing::removed(session, Subject::Owner(id)).map_err(|failure| match behind {
                None => failure,
                Some(has) => failure.hint(format!(
                    "{name} has {has}: `churnroom owners leave {name} --hand-to NAME` hands them over"
                )),
            })
        }
    }
}

fn add(session: &mut Session, name: String, others: &OtherFields<Owner>) -> Result<Shown, Failure> {
    session.may_create();
    if names::owner(session, &name).is_ok() {
        return Err(
            Failure::usage(format!("there is an owner `{name}` already"))
                .hint("use `churnroom owners edit`"),
        );
    }
    let mut owner = Owner {
        name,
        ..Owner::default()
    };
    others.put(session, &mut owner)?;
    thing::added(session, Record::Owner(owner))
}

/// All open actions.
fn open(session: &mut Session) -> Result<Vec<ActionView>, Failure> {
    session.ask(&Query::Actions(ActionFilter::open()))
}

/// The decisions that wait for somebody's answer.
fn asked(session: &mut Session) -> Result<Vec<NoteView>, Failure> {
    session.ask(&Query::Notes(NoteFilter::asked()))
}

/// An owner, with what they have to do already.
fn loaded(owner: &Owner, open: &[ActionView], today: Day) -> Value {
    let mut item = shapes::owner(owner);
    let load = OwnerLoad::of(owner.id, open, today);
    shapes::extend(&mut item, json!({"open": load.open, "late": load.late}));
    item
}

/// What somebody has to do still, each by its number: `2 open actions (4, 9)`.
fn left_with(session: &mut Session, owner: OwnerId) -> Result<Option<String>, Failure> {
    let (open, asked) = (open(session)?, asked(session)?);
    let (actions, decisions) = (open_of(owner, &open), asked_of(owner, &asked));
    let Some(words) = left_behind(actions.len(), decisions.len()) else {
        return Ok(None);
    };
    let actions = actions
        .iter()
        .map(|view| format!("action {}", view.action.id));
    let decisions = decisions
        .iter()
        .map(|view| format!("decision {}", view.note.id));
    let all: Vec<String> = actions.chain(decisions).collect();
    Ok(Some(format!("{words} ({})", all.join(", "))))
}

/// Somebody leaves, and hands over what they have to do still, as one change.
fn leave(
    session: &mut Session,
    name: &str,
    on: &Option<String>,
    hand_to: &Option<String>,
) -> Result<Shown, Failure> {
    let owner = names::owner(session, name)?;
    let day = match on {
        Some(text) => typed::day_back(session, text)?,
        None => session.today,
    };
    let subject = Subject::Owner(owner.id);
    let to = of(hand_to, |name| to(session, name, owner.id))?;
    let applied = edit::again_on_conflict(|| {
        let owner = names::owner(session, &owner.name)?;
        let (was, now) = (owner.left_on.value(), Some(day).value());
        let mut changes: Vec<Change> = Vec::new();
        changes.extend((was != now).then(|| Change::set(subject, Field::LeftOn, was, now)));
        if let Some(to) = to {
            let (open, asked) = (open(session)?, asked(session)?);
            let (actions, decisions) = (open_of(owner.id, &open), asked_of(owner.id, &asked));
            changes.extend(handed_over(&actions, &decisions, to));
        }
        edit::apply_all(session, subject, changes)
    })?;
    let shown = edit::shown(session, &applied, subject)?;
    let behind = left_with(session, owner.id)?;
    Ok(shown.noted(behind.map(|has| {
        format!("{name} has {has} still: `churnroom owners hand {name} NAME` gives them to NAME")
    })))
}

/// Who takes over: anybody else who is in the team.
fn to(session: &mut Session, name: &str, from: OwnerId) -> Result<OwnerId, Failure> {
    let owner = names::owner(session, name)?;
    if owner.id == from {
        let message = format!("{name} cannot take over from themselves");
        return Err(Failure::usage(message).hint("name somebody else, see `churnroom owners list`"));
    }
    names::who_answers(owner).map(|owner| owner.id)
}

/// Gives open actions to somebody else, as one change; all of them with the decisions that are asked for.
fn hand(session: &mut Session, name: &str, next: &str, only: &[i64]) -> Result<Shown, Failure> {
    let from = names::owner(session, name)?.id;
    let to = to(session, next, from)?;
    let subject = Subject::Owner(to);
    let applied = edit::again_on_conflict(|| {
        let (open, asked) = (open(session)?, asked(session)?);
        let mut actions = open_of(from, &open);
        let mut decisions = asked_of(from, &asked);
        let own = |id: &i64| actions.iter().any(|view| view.action.id.0 == *id);
        if let Some(other) = only.iter().find(|id| !own(id)) {
            let message = format!("action {other} is no open action of {name}");
            return Err(Failure::usage(message).hint(format!(
                "see `churnroom actions list --owner {name} --status open`"
            )));
        }
        if !only.is_empty() {
            actions.retain(|view| only.contains(&view.action.id.0));
            decisions.clear();
        }
        edit::apply_all(session, subject, handed_over(&actions, &decisions, to))
    })?;
    let owner = names::owner(session, next)?;
    let open = open(session)?;
    Ok(Shown::edit(&applied, loaded(&owner, &open, session.today)))
}
