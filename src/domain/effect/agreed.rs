//! What is settled when an action is agreed, as a change, and what others read of it: names beside ids.
//! Must not know how it is judged, nor the store.

use traversable::TraversableMut;

use super::Effect;
use super::aim::Aim;
use super::verdict::Verdict;
use crate::domain::account::AccountBrief;
use crate::domain::change::{Change, Field, Record, Subject, Value};
use crate::domain::day::Day;
use crate::domain::field::{FieldValue, Thing};
use crate::domain::ids::{AccountId, ActionId, MeetingId};
use crate::domain::note::Action;
use crate::domain::says::{self, RoomSays};

/// What something is for, with the names of the accounts and what became of it.
#[derive(Clone, Debug, PartialEq, TraversableMut)]
pub struct AimView {
    /// What was settled.
    pub aim: Aim,
    /// The accounts that something is done for.
    pub touched: Vec<AccountBrief>,
    /// What became of it.
    pub effect: Option<Effect>,
}

/// What goes with an action that is added: with a theme it is judged by that. `day` is the one it is agreed on.
pub fn agreed(action: Action, day: Day) -> Change {
    let theme = action.origin.theme;
    let added = Change::add(Record::Action(action));
    match theme {
        None => added,
        Some(_) => {
            let aim = Aim {
                action: Some(ActionId(0)),
                theme,
                day,
                ..Aim::default()
            };
            Change::All(vec![added, Change::add(Record::Aim(aim))])
        }
    }
}

/// What of an action is set when the room says how it went, beside what is counted; nothing where it says so already.
pub fn said(action: &Action, now: Option<RoomSays>, by: &str, on: Day) -> Vec<(Field, Value)> {
    if action.said == now && action.worked == now.and_then(RoomSays::worked) {
        return Vec::new();
    }
    let worked = (Field::Worked, now.and_then(RoomSays::worked).value());
    [worked].into_iter().chain(says::set(now, by, on)).collect()
}

/// The same as a change; `None` where nothing changes.
pub fn says(action: &Action, now: Option<RoomSays>, by: &str, on: Day) -> Option<Change> {
    differing(
        Subject::Action(action.id),
        action,
        said(action, now, by, on),
    )
}

/// What sets fields of a thing that are not so already; `None` where all are.
pub fn differing<T: Thing>(
    subject: Subject,
    thing: &T,
    wanted: Vec<(Field, Value)>,
) -> Option<Change> {
    let set = wanted.into_iter().filter_map(|(field, now)| {
        let was = thing.value(field);
        (was != now).then(|| Change::set(subject, field, was, now))
    });
    all(set)
}

/// The change that keeps the verdicts that have fallen; `None` where there is none to keep.
pub fn fallen(effects: &[Effect]) -> Option<Change> {
    let fallen = effects.iter().filter(|effect| effect.has_fallen());
    all(fallen.map(|effect| keeps(effect, None)))
}

/// The same as a review begins that tells those verdicts that have fallen on some actions: each is told in one review.
pub fn heard(effects: &[Effect], here: &[Effect], meeting: MeetingId) -> Option<Change> {
    let kept = effects.iter().filter_map(|effect| {
        let judged = effect.verdict.judged_on.is_some() && effect.verdict.told.is_none();
        let told = judged && here.iter().any(|one| one.aim == effect.aim);
        (told || effect.has_fallen()).then(|| keeps(effect, told.then_some(meeting)))
    });
    all(kept)
}

/// The change that gives back the verdicts which a review told: the next one tells them.
pub fn untold(effects: &[Effect], meeting: MeetingId) -> Vec<Change> {
    let told = effects
        .iter()
        .filter(|effect| effect.verdict.told == Some(meeting));
    told.map(|effect| keeps(effect, None)).collect()
}

fn all(changes: impl Iterator<Item = Change>) -> Option<Change> {
    let all: Vec<Change> = changes.collect();
    (!all.is_empty()).then_some(Change::All(all))
}

/// Keeps a verdict as it is found, and which review told it.
fn keeps(effect: &Effect, told: Option<MeetingId>) -> Change {
    let was = effect.kept.then(|| effect.verdict.clone());
    let now = Verdict {
        told,
        ..effect.verdict.clone()
    };
    let subject = Subject::Aim(effect.aim);
    Change::set(subject, Field::Verdict, was.value(), Some(now).value())
}

/// An account that a list names.
#[derive(Clone, Debug, Default, PartialEq, TraversableMut)]
pub struct Named {
    /// As it was named.
    pub name: String,
    /// The account; `None` where nobody is called so.
    pub account: Option<AccountBrief>,
    /// The account of the customer it is.
    pub customer: AccountId,
    /// Whether it is active on the day asked about.
    pub active: bool,
    /// Whether it is left out of every number.
    pub left_out: bool,
}
