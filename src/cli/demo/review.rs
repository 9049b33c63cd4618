//! The demo's past review: what was said, linked, decided and promised, by name and local time, and done again
//! through the commands that people would have typed. Must not know how any of them is carried out.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDateTime;
use serde::Deserialize;

use crate::cli::session::Session;
use crate::cli::{actions, course, edit, marks, meetings, names, origin};
use crate::domain::account::{Account, AccountView};
use crate::domain::agenda::Section;
use crate::domain::change::{Change, Field, Record, Subject, Value};
use crate::domain::day::{Day, Moment};
use crate::domain::effect::agreed::{Named, agreed};
use crate::domain::effect::aim::{Aim, Listed};
use crate::domain::failure::Failure;
use crate::domain::feedback::{FeedbackView, Mark};
use crate::domain::field::FieldValue;
use crate::domain::ids::{ActionId, FeedbackId, LinkId};
use crate::domain::note::{Action, ActionStatus, Note, NoteKind};
use crate::domain::page::Page;
use crate::domain::period::Period;
use crate::domain::query::{AccountFilter, AimQuery, FeedbackFilter, Query};
use crate::domain::risk::hash;
use crate::domain::roadmap::{Link, Stance};

/// Everything that happened, in order.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DemoPast {
    utc_offset: i32,
    steps: Vec<DemoStep>,
}

/// One thing somebody did.
#[derive(Clone, Debug, Deserialize)]
struct DemoStep {
    /// Local time, `2026-10-02 10:04:10`.
    at: String,
    /// Who typed.
    by: String,
    #[serde(flatten)]
    deed: DemoDeed,
}

/// What can be done, each in the fewest words a reader needs.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum DemoDeed {
    Codebook(Vec<TagEntry>),
    Mark {
        #[serde(rename = "as")]
        mark: Mark,
        feedback: Vec<String>,
    },
    Pin(Vec<String>),
    /// A day beside the numbers, as `churnroom marks add` takes it.
    Happened(String),
    Start {
        period: Period,
        present: Vec<String>,
    },
    Section(Section),
    Discuss(String),
    Link(Linked),
    Note(Noted),
    Action(Promised),
    End {},
    Done(String),
    Worked {
        action: String,
        answer: bool,
    },
}

/// A tag's letter and what belongs to it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TagEntry {
    tag: String,
    key: String,
    about: String,
}

/// A theme's stance.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Linked {
    theme: String,
    #[serde(default)]
    item: Option<String>,
    stance: Stance,
    note: String,
}

/// A note, question or decision.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Noted {
    kind: NoteKind,
    text: String,
    #[serde(default)]
    theme: Option<String>,
    #[serde(default)]
    item: Option<String>,
    #[serde(default)]
    segment: String,
}

/// An action; `key` is how later steps call it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Promised {
    key: String,
    what: String,
    owner: String,
    #[serde(default)]
    with: Vec<String>,
    due: Day,
    theme: String,
    #[serde(default)]
    item: Option<String>,
    effect: String,
    /// The plan whose accounts it is for; half of those active that day are drawn.
    #[serde(default)]
    half_of: Option<String>,
}

/// Plays it into a room that holds the demo's files and nothing else.
pub(super) fn play(session: &mut Session) -> Result<(), Failure> {
    let past = DemoPast::of_the_demo()?;
    session.utc_offset = past.utc_offset;
    let mut played = Played {
        feedback: feedback(session)?,
        actions: BTreeMap::new(),
    };
    for step in &past.steps {
        session.now = step.moment(past.utc_offset)?;
        session.today = session.now.day(past.utc_offset);
        session.person.clone_from(&step.by);
        played.perform(session, &step.deed)?;
    }
    Ok(())
}

impl DemoPast {
    fn of_the_demo() -> Result<DemoPast, Failure> {
        serde_json::from_str(include_str!("../../../fixtures/demo/review.json"))
            .map_err(|error| Failure::failed(format!("reading the demo's past review: {error}")))
    }
}

impl DemoStep {
    fn moment(&self, utc_offset: i32) -> Result<Moment, Failure> {
        NaiveDateTime::parse_from_str(&self.at, "%Y-%m-%d %H:%M:%S")
            .map(|local| Moment(local.and_utc().timestamp() - i64::from(utc_offset)))
            .map_err(|_| {
                Failure::failed(format!(
                    "`{}` in the demo's past review is no time",
                    self.at
                ))
            })
    }
}

/// What later steps call by names of their own.
struct Played {
    feedback: BTreeMap<String, FeedbackId>,
    actions: BTreeMap<String, ActionId>,
}

impl Played {
    fn perform(&mut self, session: &mut Session, deed: &DemoDeed) -> Result<(), Failure> {
        match deed {
            DemoDeed::Codebook(entries) => codebook(session, entries),
            DemoDeed::Mark { mark, feedback } => {
                self.each(session, feedback, Field::Mark, &mark.value())
            }
            DemoDeed::Pin(feedback) => self.each(session, feedback, Field::Pinned, &true.value()),
            DemoDeed::Happened(line) => marks::add(session, line).map(drop),
            DemoDeed::Start { period, present } => {
                course::start(session, Some(*period), None, false)?;
                meetings::present(session, present, true).map(drop)
            }
            DemoDeed::Section(section) => meetings::go(session, section.title()).map(drop),
            DemoDeed::Discuss(theme) => meetings::discuss(session, theme, true).map(drop),
            DemoDeed::Link(linked) => link(session, linked),
            DemoDeed::Note(noted) => note(session, noted),
            DemoDeed::Action(promised) => self.action(session, promised),
            DemoDeed::End {} => course::end(session).map(drop),
            DemoDeed::Done(key) => {
                let id = known(&self.actions, "action", key)?;
                actions::close(session, id, ActionStatus::Done, None).map(drop)
            }
            DemoDeed::Worked { action, answer } => {
                let id = known(&self.actions, "action", action)?;
                actions::close(session, id, ActionStatus::Done, Some(*answer)).map(drop)
            }
        }
    }

    /// The same on several pieces of feedback, each a change of its own, as the tagging screen does it.
    fn each(
        &self,
        session: &mut Session,
        feedback: &[String],
        field: Field,
        now: &Value,
    ) -> Result<(), Failure> {
        for external in feedback {
            let id = known(&self.feedback, "piece of feedback", external)?;
            edit::set(session, &[Subject::Feedback(id)], |_| {
                vec![(field, now.clone())]
            })?;
        }
        Ok(())
    }

    fn action(&mut self, session: &mut Session, promised: &Promised) -> Result<(), Failure> {
        let with = names::all(&promised.with, |name| names::owner(session, name))?;
        let action = Action {
            what: promised.what.clone(),
            owner: Some(names::owner(session, &promised.owner)?.id),
            with: with.into_iter().map(|owner| owner.id).collect(),
            due: Some(promised.due),
            effect: promised.effect.clone(),
            person: session.person.clone(),
            at: session.now,
            origin: origin::Args::about(Some(&promised.theme), promised.item.as_ref(), "")
                .origin(session)?,
            ..Action::default()
        };
        let agreed = match &promised.half_of {
            Some(plan) => drawn(session, action, plan, &promised.key)?,
            None => agreed(action, session.today),
        };
        let applied = session.apply(&agreed)?;
        if let Subject::Action(id) = applied.subject {
            self.actions.insert(promised.key.clone(), id);
        }
        Ok(())
    }
}

/// An action for half of a plan's accounts. What it is called in the story draws them: a room draws by a secret of its
/// own, and who left after it would not be the same twice.
fn drawn(session: &mut Session, action: Action, plan: &str, seed: &str) -> Result<Change, Failure> {
    let page: Page<AccountView> = session.ask(&Query::Accounts {
        filter: AccountFilter::default(),
        after: None,
        limit: 100_000,
    })?;
    let mut accounts: Vec<Account> = page.items.into_iter().map(|view| view.account).collect();
    accounts.retain(|account| account.plan == plan);
    let day = session.today;
    let names = accounts.iter().map(|one| one.external.clone()).collect();
    let named: Vec<Named> = session.ask(&Query::Aims(AimQuery::Named { names, day }))?;
    let active = accounts
        .iter()
        .zip(&named)
        .filter(|(_, named)| named.active);
    let listed = active.map(|(account, _)| Listed {
        account: account.id,
        touched: true,
    });
    let mut aim = Aim {
        action: Some(ActionId(0)),
        theme: action.origin.theme,
        day,
        source: format!("plan {plan}"),
        members: listed.collect(),
        ..Aim::default()
    };
    aim.draw(seed, hash);
    Ok(Change::All(vec![
        Change::add(Record::Action(action)),
        Change::add(Record::Aim(aim)),
    ]))
}

/// Every piece of feedback by the id that its file gives it.
fn feedback(session: &mut Session) -> Result<BTreeMap<String, FeedbackId>, Failure> {
    let page: Page<FeedbackView> = session.ask(&Query::Feedback {
        filter: FeedbackFilter::default(),
        after: None,
        limit: 100_000,
    })?;
    let all = page.items.into_iter().map(|view| view.feedback);
    Ok(all.map(|f| (f.external, f.id)).collect())
}

fn known<T: Copy>(known: &BTreeMap<String, T>, what: &str, name: &str) -> Result<T, Failure> {
    known.get(name).copied().ok_or_else(|| {
        Failure::not_found(format!(
            "the demo's past review speaks of the {what} `{name}`, which is not there"
        ))
    })
}

fn codebook(session: &mut Session, entries: &[TagEntry]) -> Result<(), Failure> {
    let mut changes = Vec::new();
    for entry in entries {
        let tag = Subject::Tag(names::tag(session, &entry.tag)?.id);
        let (key, about) = (entry.key.as_str(), entry.about.as_str());
        changes.push(Change::set(tag, Field::Key, "", key));
        changes.push(Change::set(tag, Field::Description, "", about));
    }
    session.apply(&Change::All(changes)).map(drop)
}

fn link(session: &mut Session, linked: &Linked) -> Result<(), Failure> {
    let link = Link {
        id: LinkId(0),
        theme: names::tag(session, &linked.theme)?.id,
        item: names::of(&linked.item, |key| names::item(session, key))?.map(|item| item.id),
        stance: linked.stance,
        note: linked.note.clone(),
        meeting: Some(course::open(session)?.meeting.id),
    };
    session.apply(&Change::add(Record::Link(link))).map(drop)
}

fn note(session: &mut Session, noted: &Noted) -> Result<(), Failure> {
    let about = origin::Args::about(noted.theme.as_ref(), noted.item.as_ref(), &noted.segment);
    let note = Note {
        kind: noted.kind,
        text: noted.text.clone(),
        person: session.person.clone(),
        at: session.now,
        origin: about.origin(session)?,
        ..Note::default()
    };
    session.apply(&Change::add(Record::Note(note))).map(drop)
}
