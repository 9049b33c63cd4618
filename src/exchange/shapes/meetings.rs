//! A meeting in its one shape. Must not know what time it is.

use serde_json::{Value, json};

use super::moment;
use crate::domain::day::Moment;
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::word::Word;

/// Who and what was there, by name.
#[derive(Clone, Debug, Default)]
pub struct Attended {
    /// People.
    pub present: Vec<String>,
    /// Themes.
    pub discussed: Vec<String>,
    /// How many actions were written.
    pub actions: u64,
}

/// A meeting, with its clock as it stands at `now`. What is planned is what the agenda says; what it has is that with
/// what was added and taken away since.
pub fn meeting(meeting: &Meeting, attended: &Attended, now: Moment) -> Value {
    let (clock, agenda) = (&meeting.clock, &meeting.agenda);
    let sections = clock.times(agenda, now).map(|time| {
        let item = agenda.0.iter().find(|item| item.section == time.section);
        json!({
            "section": time.section,
            "presents": item.map(|item| &item.presents),
            "planned_seconds": agenda.seconds(time.section),
            "has_seconds": time.has,
            "used_seconds": time.used,
            "over_seconds": time.over(),
        })
    });
    let paused = meeting.status == MeetingStatus::Running && !clock.runs();
    json!({
        "id": meeting.id,
        "period": meeting.period,
        "profile": meeting.profile,
        "status": if paused { "paused" } else { meeting.status.word() },
        "started": moment(meeting.started),
        "day": meeting.started.day(meeting.utc_offset),
        "section": clock.section,
        "sitting": clock.sitting,
        "used_seconds": clock.total_used(now),
        "planned_seconds": agenda.total(),
        "has_seconds": agenda.total() + clock.extra.iter().sum::<i64>(),
        "sections": sections,
        "present": attended.present,
        "discussed": attended.discussed,
        "actions": attended.actions,
    })
}
