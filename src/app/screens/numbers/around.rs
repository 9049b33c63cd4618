//! What stands around the Numbers screen: the meeting whose numbers they are, the dimensions of the room.
//! Must not know the screen's state.

use crate::app::cx::{Choice, Cx, Offer};
use crate::app::screen::Screen;
use crate::app::shared::Shared;
use crate::domain::ids::MeetingId;
use crate::domain::meeting::{Again, MeetingStatus, MeetingView};
use crate::domain::metrics::Dimension;
use crate::domain::note::{ActionStatus, ActionView};
use crate::domain::query::NEXT;
use crate::domain::sort::sort_by_key;

/// The meeting under way, else the last ended one of the period looked at.
pub(super) fn reviewed(shared: &Shared) -> Option<&MeetingView> {
    let ended = || {
        let mut meetings = shared.room.meetings.iter().flatten();
        meetings.find(|m| {
            Some(m.meeting.period) == shared.period && m.meeting.status == MeetingStatus::Ended
        })
    };
    shared.meeting().or_else(ended)
}

/// That the meeting under way is not the first review of its period.
pub fn again(shared: &Shared) -> Option<String> {
    let own = &shared.meeting()?.meeting;
    let meetings = shared.room.meetings.as_deref()?;
    let again = Again::of(meetings, own.period, Some(own))?;
    Some(again.words(own.period))
}

/// The meeting whose actions are looked back on: the one under way or ended, before it the next one.
pub(super) fn looks_back(shared: &Shared) -> MeetingId {
    let sitting = shared.sitting.map(|sitting| sitting.meeting);
    let reviewed = || reviewed(shared).map(|view| view.meeting.id);
    sitting.or_else(reviewed).unwrap_or(NEXT)
}

/// The actions that a review looks back on, done ones first. Of a period long over that no review was about those that
/// had been written then.
pub(super) fn worth_a_look(mut actions: Vec<ActionView>, shared: &Shared) -> Vec<ActionView> {
    let no_review = shared.period.filter(|_| looks_back(shared) == NEXT);
    if let Some(old) = no_review.filter(|it| it.plus(1).last() <= shared.time.today) {
        let written = |view: &ActionView| view.action.at.day(shared.time.utc_offset);
        actions.retain(|view| written(view) <= old.last());
    }
    sort_by_key(&mut actions, |a| {
        (a.action.status != ActionStatus::Done, a.action.id)
    });
    actions
}

/// The headlines and then each dimension, round and round.
pub(super) fn next_dimension(
    now: Option<&Dimension>,
    forward: bool,
    shared: &Shared,
) -> Option<Dimension> {
    let all = shared.dimensions();
    let at = now.and_then(|by| all.iter().position(|d| d == by));
    let at = at.map_or(0, |i| i + 1);
    let ways = all.len() + 1;
    let next = (at + if forward { 1 } else { ways - 1 }) % ways;
    next.checked_sub(1).and_then(|i| all.get(i)).cloned()
}

/// What numbers can be broken down by, to pick one; the first choice leads back to the whole.
pub fn dimensions<S: Screen>(
    cx: &Cx<'_>,
    break_down: impl FnOnce(&mut S, Option<Dimension>, &mut Cx<'_>) + 'static,
) -> Offer {
    let detail = |d: &Dimension| match d.0.as_str() {
        "tenure" => "how long they had been customers",
        "mrr" => "what they paid at the start, in bands",
        _ => "",
    };
    let mut choices = vec![Choice::new(None, "everything", "no breakdown")];
    let all = cx.shared.dimensions().iter();
    choices.extend(all.map(|d| Choice::new(Some(d.clone()), &d.0, detail(d))));
    Offer::new(cx.place, "Break down by", choices, break_down)
}
