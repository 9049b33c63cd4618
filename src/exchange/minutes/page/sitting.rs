//! Time per section and sitting with overtime, and who was there by team.
//! Must not know the clock on the wall: a section that still runs counts up to when it was opened.

use serde_json::{Value, json};

use crate::domain::agenda::Section;
use crate::domain::day::{Day, Moment};
use crate::domain::meeting::Meeting;

use super::super::Minutes;
use super::super::words::{clock, section};
use super::MinutesTable;

/// The last moment the clock saw.
pub(in super::super) fn last_seen(meeting: &Meeting) -> Moment {
    let spans = meeting.clock.spans.iter();
    spans
        .map(|s| s.to.unwrap_or(s.from))
        .max()
        .unwrap_or(meeting.started)
}

/// The day it ended, or was looked at last.
pub(super) fn last_day(meeting: &Meeting) -> Day {
    last_seen(meeting).day(meeting.utc_offset)
}

/// Time and attendance.
pub(super) fn sitting(minutes: &Minutes) -> Value {
    json!({
        "time": time(&minutes.meeting),
        "sittings": sittings(&minutes.meeting),
        "teams": teams(minutes),
    })
}

pub(super) fn time(meeting: &Meeting) -> MinutesTable {
    let mut table = MinutesTable::new("Time", "section|presented by|planned|had|used|over");
    let last = last_seen(meeting);
    let times = meeting.clock.times(&meeting.agenda, last);
    let over = |seconds: i64| match seconds {
        1.. => format!("+{}", clock(seconds)),
        _ => String::new(),
    };
    for t in times {
        let item = meeting.agenda.0.iter().find(|i| i.section == t.section);
        table.rows.push(vec![
            section(t.section),
            item.map_or_else(String::new, |i| i.presents.clone()),
            clock(meeting.agenda.seconds(t.section)),
            clock(t.has.max(0)),
            clock(t.used),
            over(t.over()),
        ]);
    }
    let (planned, used) = (meeting.agenda.total(), meeting.clock.total_used(last));
    let had: i64 = times.iter().map(|t| t.has.max(0)).sum();
    table.rows.push(vec![
        "all".to_owned(),
        String::new(),
        clock(planned),
        clock(had),
        clock(used),
        over(used - had),
    ]);
    table
}

/// A line per sitting: its day, from when to when, and the time it spent in each section.
fn sittings(meeting: &Meeting) -> Vec<String> {
    let offset = meeting.utc_offset;
    let spans = &meeting.clock.spans;
    let mut numbers: Vec<u32> = spans.iter().map(|s| s.sitting).collect();
    numbers.dedup();
    let line = |n: u32| {
        let mine: Vec<_> = spans.iter().filter(|s| s.sitting == n).collect();
        let (first, last) = (mine.first()?, mine.last()?);
        let used = |of: Section| -> i64 {
            let here = mine.iter().filter(|s| s.section == of);
            here.map(|s| s.to.unwrap_or(s.from).since(s.from)).sum()
        };
        let parts: Vec<String> = Section::ALL
            .into_iter()
            .filter(|s| used(*s) > 0)
            .map(|s| format!("{} {}", section(s), clock(used(s))))
            .collect();
        Some(format!(
            "Sitting {n}: {}, {} to {}; {}",
            first.from.day(offset).long(),
            first.from.hh_mm(offset),
            last.to
                .map_or_else(|| "now".to_owned(), |to| to.hh_mm(offset)),
            parts.join(", ")
        ))
    };
    numbers.into_iter().filter_map(line).collect()
}

/// Those who were there, by team.
fn teams(minutes: &Minutes) -> Vec<Value> {
    let mut teams: Vec<(&str, Vec<&str>)> = Vec::new();
    for owner in &minutes.end.present {
        let team = match owner.team.as_str() {
            "" => "no team",
            team => team,
        };
        match teams.iter_mut().find(|(known, _)| *known == team) {
            Some((_, people)) => people.push(&owner.name),
            None => teams.push((team, vec![&owner.name])),
        }
    }
    let told =
        |(team, people): (&str, Vec<&str>)| json!({"team": team, "people": people.join(", ")});
    teams.into_iter().map(told).collect()
}
