//! What became of the last reviews themselves: were their actions done on time, did they work, how often do they come
//! again, and how was the time used. Must not know who shows it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::agenda::Section;
use super::day::Day;
use super::failure::Failure;
use super::frozen::AtEnd;
use super::ids::MeetingId;
use super::meeting::{MeetingStatus, MeetingView};
use super::note::{ActionStatus, ActionView};
use super::period::Period;
use super::roadmap::Owner;

/// Reviews that are looked at unless somebody asks for fewer.
pub const REVIEWS: usize = 12;

/// What became of the actions of one review, or of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "a field is what its name says")]
pub struct FollowedActions {
    pub written: u64,
    pub done: u64,
    /// Of those done that had a day: by it.
    pub on_time: u64,
    pub after_its_day: u64,
    /// Of those done, as the room says.
    pub worked: u64,
    pub did_not_work: u64,
    pub dropped: u64,
    pub open: u64,
    /// Found open by at least one later review.
    pub carried: u64,
    /// How often later reviews found them open, all together.
    pub times_carried: u64,
}

impl FollowedActions {
    fn of<'a>(actions: impl Iterator<Item = &'a ActionView>) -> FollowedActions {
        let mut all = FollowedActions::default();
        actions.for_each(|view| all.count(view));
        all
    }

    fn count(&mut self, view: &ActionView) {
        let action = &view.action;
        self.written += 1;
        self.carried += u64::from(view.carried > 0);
        self.times_carried += view.carried;
        match action.status {
            ActionStatus::Open => self.open += 1,
            ActionStatus::Dropped => self.dropped += 1,
            ActionStatus::Done => {
                self.done += 1;
                self.worked += u64::from(action.worked == Some(true));
                self.did_not_work += u64::from(action.worked == Some(false));
                match action
                    .closed
                    .zip(action.due)
                    .map(|(closed, due)| closed <= due)
                {
                    Some(true) => self.on_time += 1,
                    Some(false) => self.after_its_day += 1,
                    None => {}
                }
            }
        }
    }
}

/// The time of one section, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "a field is what its name says")]
pub struct FollowedSection {
    pub section: Section,
    pub planned_seconds: i64,
    pub used_seconds: i64,
}

/// What became of one review.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "a field is what its name says")]
pub struct FollowedReview {
    pub meeting: MeetingId,
    pub period: Period,
    pub held: Day,
    pub actions: FollowedActions,
    pub discussed: u64,
    /// Discussed themes that left it without an action and without a reason for none.
    pub without_action: Vec<String>,
    pub sections: Vec<FollowedSection>,
    /// How many were there, by team; an owner without a team under an empty name.
    pub present: BTreeMap<String, u64>,
}

/// The last ended reviews, the newest first.
///
/// # Errors
/// When what a meeting froze cannot be read.
pub fn followed(
    meetings: &[MeetingView],
    actions: &[ActionView],
    owners: &[Owner],
    reviews: usize,
) -> Result<Vec<FollowedReview>, Failure> {
    let ended = meetings.iter();
    let ended = ended.filter(|view| view.meeting.status == MeetingStatus::Ended);
    let of_one = |view: &MeetingView| review(view, actions, owners);
    ended.take(reviews).map(of_one).collect()
}

fn review(
    view: &MeetingView,
    actions: &[ActionView],
    owners: &[Owner],
) -> Result<FollowedReview, Failure> {
    let meeting = &view.meeting;
    let own = |action: &&ActionView| action.action.origin.meeting == Some(meeting.id);
    let frozen = meeting.frozen_end.as_deref().map(AtEnd::from_json);
    let without_action = frozen.transpose()?.map(|end| end.untied());
    let times = meeting.clock.times(&meeting.agenda, meeting.started);
    let sections = times.iter().map(|time| FollowedSection {
        section: time.section,
        planned_seconds: meeting.agenda.seconds(time.section),
        used_seconds: time.used,
    });
    let mut present = BTreeMap::new();
    for owner in owners
        .iter()
        .filter(|owner| view.present.contains(&owner.id))
    {
        *present.entry(owner.team.clone()).or_insert(0) += 1;
    }
    Ok(FollowedReview {
        meeting: meeting.id,
        period: meeting.period,
        held: meeting.started.day(meeting.utc_offset),
        actions: FollowedActions::of(actions.iter().filter(own)),
        discussed: view.discussed.len() as u64,
        without_action: without_action.unwrap_or_default(),
        sections: sections.collect(),
        present,
    })
}

/// The same of all of them together.
pub fn together(reviews: &[FollowedReview], actions: &[ActionView]) -> FollowedActions {
    let theirs = |action: &&ActionView| {
        let of = action.action.origin.meeting;
        reviews.iter().any(|review| of == Some(review.meeting))
    };
    FollowedActions::of(actions.iter().filter(theirs))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::note::{Action, Origin};

    #[test]
    fn what_became_of_the_actions_of_a_review() {
        use ActionStatus::{Done, Dropped, Open};
        let action = |status, due: Option<i32>, closed: Option<i32>, worked, carried| ActionView {
            action: Action {
                status,
                due: due.map(Day),
                closed: closed.map(Day),
                worked,
                origin: Origin {
                    meeting: Some(MeetingId(3)),
                    ..Origin::default()
                },
                ..Action::default()
            },
            carried,
            ..ActionView::default()
        };
        let mut all = vec![
            action(Done, Some(10), Some(10), Some(true), 0),
            action(Done, Some(10), Some(11), Some(false), 2),
            action(Done, None, Some(11), None, 1),
            action(Dropped, Some(10), Some(9), None, 0),
            action(Open, Some(10), None, None, 3),
        ];
        let found = FollowedActions::of(all.iter());
        let wanted = FollowedActions {
            written: 5,
            done: 3,
            on_time: 1,
            after_its_day: 1,
            worked: 1,
            did_not_work: 1,
            dropped: 1,
            open: 1,
            carried: 3,
            times_carried: 6,
        };
        assert_eq!(found, wanted);
        all[0].action.origin.meeting = None;
        assert_eq!(together(&[], &all), FollowedActions::default());
    }
}
