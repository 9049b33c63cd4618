//! A meeting: its period, agenda, clock, attendance and frozen numbers.
//! Must not know how minutes are written.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray, VariantNames};
use traversable::TraversableMut;

use super::agenda::Agenda;
use super::clock::Clock;
use super::day::Moment;
use super::field::{Field, FieldOf, Holds, Plain, Thing, is, row};
use super::ids::{MeetingId, OwnerId, TagId};
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
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
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

/// Somebody who has the room open.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Present {
    /// A number unique to the process.
    pub process: i64,
    /// Who types there.
    pub person: String,
    /// Last heartbeat.
    pub seen: Moment,
    /// The meeting whose clock it moves, if it does.
    pub meeting: Option<MeetingId>,
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
