//! Where an action stands, from the command line: kept, done, dropped, open again, and what the room says of it.
//! Must not know how a line is understood.

use crate::cli::names::{self, of};
use crate::cli::output::Shown;
use crate::cli::session::Session;
use crate::cli::typed::day;
use crate::cli::{course, edit};
use crate::domain::change::{Applied, Field, Record, Subject, Value};
use crate::domain::day::Day;
use crate::domain::effect::agreed;
use crate::domain::failure::Failure;
use crate::domain::field::FieldValue;
use crate::domain::ids::ActionId;
use crate::domain::note::{Action, ActionStatus};
use crate::domain::says::RoomSays;

/// Closes one, or opens it again, and says whether it worked.
pub fn close(
    session: &mut Session,
    id: ActionId,
    status: ActionStatus,
    worked: Option<bool>,
) -> Result<Shown, Failure> {
    let (person, today) = (session.person.clone(), session.today);
    let says = worked.map(RoomSays::of);
    closed(session, id, status, |action| match says {
        Some(says) => agreed::said(action, Some(says), &person, today),
        None => Vec::new(),
    })
}

/// The same with what else is set.
fn closed(
    session: &mut Session,
    id: ActionId,
    status: ActionStatus,
    more: impl Fn(&Action) -> Vec<(Field, Value)>,
) -> Result<Shown, Failure> {
    let subject = Subject::Action(id);
    let day = (status != ActionStatus::Open).then_some(session.today);
    let applied = edit::set(session, &[subject], |record| {
        let Record::Action(action) = record else {
            return Vec::new();
        };
        let mut wanted = Vec::new();
        if action.status != status {
            wanted.push((Field::Status, status.value()));
            wanted.push((Field::Closed, day.value()));
        }
        wanted.extend(more(action));
        wanted
    })?;
    edit::shown(session, &applied, subject)
}

/// Drops one, with why.
pub(super) fn drop_it(
    session: &mut Session,
    id: ActionId,
    because: &Option<String>,
) -> Result<Shown, Failure> {
    closed(session, id, ActionStatus::Dropped, |_| {
        let why = because
            .iter()
            .map(|why| (Field::Because, why.trim().into()));
        why.collect()
    })
}

/// Keeps one in the review that is open.
pub(super) fn keep(
    session: &mut Session,
    id: ActionId,
    due: &Option<String>,
    because: &Option<String>,
) -> Result<Shown, Failure> {
    let meeting = course::open(session)?.meeting.id;
    let action = names::action(session, id.0)?.action;
    if action.status != ActionStatus::Open || action.origin.meeting == Some(meeting) {
        let why = match action.status {
            ActionStatus::Open => "it was written in this review",
            ActionStatus::Done | ActionStatus::Dropped => "it is not open",
        };
        return Err(Failure::usage(format!("keeping action {id}: {why}"))
            .hint("see `churnroom actions list --carried-into MEETING --status open`"));
    }
    let subject = Subject::Action(id);
    let due = of(due, |text| to_come(session, text))?;
    let applied = edit::set(session, &[subject], |_| {
        let kept = [(Field::Kept, Some(meeting).value())];
        let why = because
            .iter()
            .map(|why| (Field::Because, why.trim().into()));
        let until = due.iter().map(|day| (Field::Due, day.value()));
        kept.into_iter().chain(why).chain(until).collect()
    })?;
    edit::shown(session, &applied, subject)
}

/// A day for something still to be done: not one that is over.
pub(super) fn to_come(session: &Session, text: &str) -> Result<Day, Failure> {
    let day = day(session, text)?;
    match day < session.today {
        true => Err(over(day)),
        false => Ok(day),
    }
}

pub(super) fn over(day: Day) -> Failure {
    Failure::usage(format!("the day {day} is over")).hint("give a day to come")
}

/// What the room itself says.
pub(super) fn say(session: &mut Session, id: ActionId, says: RoomSays) -> Result<Applied, Failure> {
    let (person, today) = (session.person.clone(), session.today);
    edit::set(session, &[Subject::Action(id)], |record| {
        let Record::Action(action) = record else {
            return Vec::new();
        };
        agreed::said(action, Some(says), &person, today)
    })
}
