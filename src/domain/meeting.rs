//! A meeting: its period, agenda, clock, attendance and frozen numbers.
//! Must not know how minutes are written.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray, VariantNames};
use traversable::TraversableMut;

use super::agenda::Agenda;
use super::clock::Clock;
use super::day::{Day, Moment};
use super::failure::Failure;
use super::field::{Field, FieldOf, Holds, Plain, Thing, is, row};
use super::ids::{FeedbackId, MeetingId, OwnerId, TagId};
use super::money::nth;
use super::period::Period;
use super::profile::Profile;
use super::word::words;

/// Where a meeting stands. Paused is a matter of its clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, VariantArray, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum MeetingStatus {
    /// People are in the room.
    #[default]
    Running,
    /// Left before its end; it goes on another day.
    Adjourned,
    /// Over: its minutes no longer change.
    Ended,
}

impl Plain for MeetingStatus {}

/// One churn review of one period.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "a field is what its name says")]
pub struct Meeting {
    pub id: MeetingId,
    pub period: Period,
    /// The way of counting it was started with, and keeps.
    pub profile: Profile,
    pub status: MeetingStatus,
    pub started: Moment,
    /// Local offset from UTC in seconds where it was started, so that minutes never change.
    pub utc_offset: i32,
    pub agenda: Agenda,
    /// What the clock has seen.
    pub clock: Clock,
    /// Metrics, trend and cohorts as they were at the start: versioned JSON (`frozen::AtStart`).
    pub frozen_start: Option<String>,
    /// Themes, breakdowns, links and quotes as they were at the end: versioned JSON (`frozen::AtEnd`).
    pub frozen_end: Option<String>,
}

/// A meeting with what belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct MeetingView {
    /// The meeting.
    pub meeting: Meeting,
    /// Who was there.
    pub present: Vec<OwnerId>,
    /// Themes discussed.
    pub discussed: Vec<TagId>,
    /// Actions written in it.
    pub actions: u64,
}

/// Refuses to review a period that has not begun; one that is not over is reviewed as far as it goes.
///
/// # Errors
/// When its first day is still to come.
pub fn has_begun(period: Period, today: Day) -> Result<Period, Failure> {
    if period.first() <= today {
        return Ok(period);
    }
    let (name, from, today) = (period.long(), period.first().long(), today.long());
    let what = format!("{name} begins on {from}: there is nothing to review yet, today is {today}");
    Err(Failure::usage(what).hint("name a period that has begun"))
}

/// That a period was reviewed before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Again {
    /// The day it was last reviewed on.
    pub last: Day,
    /// Which review of it the next one is: 2 for the second.
    pub nth: u64,
}

impl Again {
    /// Of a period, up to one of its reviews, or to the next one; `None` where nobody had reviewed it by then.
    pub fn of(meetings: &[MeetingView], period: Period, own: Option<&Meeting>) -> Option<Again> {
        let place = |one: &Meeting| (one.started, one.id);
        let all = meetings.iter().map(|view| &view.meeting);
        let earlier =
            all.filter(|one| one.period == period && own.is_none_or(|own| place(one) < place(own)));
        let days: Vec<Day> = earlier.map(|one| one.started.day(one.utc_offset)).collect();
        Some(Again {
            last: days.iter().max().copied()?,
            nth: days.len() as u64 + 1,
        })
    }

    /// `second`, `third`, `4th`.
    pub fn which(self) -> String {
        match self.nth {
            2 => "second".to_owned(),
            3 => "third".to_owned(),
            n => nth(n),
        }
    }

    /// `September 2026 was reviewed on Fri 2 Oct 2026; this is its second review`.
    pub fn words(self, period: Period) -> String {
        let (period, last, which) = (period.long(), self.last.long(), self.which());
        format!("{period} was reviewed on {last}; this is its {which} review")
    }
}

/// Somebody who has the room open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Present {
    /// A number unique to the process.
    pub process: i64,
    /// Who types there.
    pub person: String,
    /// Last heartbeat.
    pub seen: Moment,
    /// The meeting whose clock it moves, if it does.
    pub meeting: Option<MeetingId>,
    /// The texts it has in front, if others are to pass over them.
    #[serde(default)]
    pub claim: Option<Claim>,
}

impl Present {
    /// Whether a text is not to be offered to others now. Whoever sat on it for two minutes went for coffee; a clock
    /// that jumped makes no claim last longer.
    pub fn holds(&self, text: FeedbackId, now: Moment) -> bool {
        let claim = self.claim.as_ref();
        claim.is_some_and(|claim| now.apart(claim.at) < 120 && claim.texts.contains(&text))
    }
}

/// Texts that are offered to nobody else for a while.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Claim {
    /// When it was made, or made again.
    pub at: Moment,
    /// The text that is read and the one after it; fewer where no more were to be had.
    pub texts: Vec<FeedbackId>,
}

impl Claim {
    /// Whether it is to be made again before it lapses.
    pub fn ages(&self, now: Moment) -> bool {
        now.apart(self.at) >= 60
    }
}

#[rustfmt::skip]
impl Thing for Meeting {
    const FIELDS: &'static [FieldOf<Meeting>] = &[
        row(is(Field::Period, "period", Holds::Period, "the period").fixed(), |m| &m.period, |m| &mut m.period),
        row(is(Field::Profile, "profile", Holds::Profile, "the way of counting").fixed(), |m| &m.profile, |m| &mut m.profile),
        row(is(Field::Status, "status", Holds::Words(words::<MeetingStatus>(), false), "the status"), |m| &m.status, |m| &mut m.status),
        row(is(Field::Started, "started", Holds::Whole, "the start").fixed(), |m| &m.started, |m| &mut m.started),
        row(is(Field::UtcOffset, "utc_offset", Holds::Whole, "the offset from UTC").fixed(), |m| &m.utc_offset, |m| &mut m.utc_offset),
        row(is(Field::Agenda, "agenda", Holds::Agenda, "the agenda"), |m| &m.agenda, |m| &mut m.agenda),
        row(is(Field::Clock, "clock", Holds::Clock, "the clock"), |m| &m.clock, |m| &mut m.clock),
        row(is(Field::FrozenStart, "frozen_start", Holds::Frozen, "the numbers at the start"), |m| &m.frozen_start, |m| &mut m.frozen_start),
        row(is(Field::FrozenEnd, "frozen_end", Holds::Frozen, "the numbers at the end"), |m| &m.frozen_end, |m| &mut m.frozen_end),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_that_was_reviewed_before_is_reviewed_again() {
        let period: Period = "2026-09".parse().unwrap();
        let held = |of: &str, day: i64| MeetingView {
            meeting: Meeting {
                period: of.parse().unwrap(),
                started: Moment(day * 86_400 + 36_000),
                ..Meeting::default()
            },
            present: Vec::new(),
            discussed: Vec::new(),
            actions: 0,
        };
        let all = [
            held("2026-09", 20_728),
            held("2026-08", 20_700),
            held("2026-09", 20_740),
        ];
        let again = |own: Option<usize>| Again::of(&all, period, own.map(|n| &all[n].meeting));
        assert_eq!(again(Some(0)), None);
        let second = again(Some(2)).unwrap();
        assert_eq!(
            second.words(period),
            "September 2026 was reviewed on Fri 2 Oct 2026; this is its second review"
        );
        let third = again(None).unwrap();
        assert_eq!((third.which().as_str(), third.last), ("third", Day(20_740)));
        let fourth = Again { nth: 4, ..third };
        assert_eq!(fourth.which(), "4th");
    }
}
