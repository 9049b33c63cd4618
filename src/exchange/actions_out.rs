//! Actions for other tools: a tracker's CSV, Markdown, a calendar, JSON; each escaped by its own rules.
//! Must not know minutes, tables or the clock.

use std::fmt::Write as _;

use chrono::DateTime;
use serde_json::json;
use strum::{IntoStaticStr, VariantArray};

use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::field::Thing;
use crate::domain::note::{Action, ActionStatus, ActionView};
use crate::domain::safe::{clean, one_line};
use crate::domain::word::Word;

use super::csv_out::{CsvCell, CsvSheet};
use super::minutes::{action_words, markdown};
use super::safe::wash;
use super::shapes;

/// Where actions go; the word on the command line is the file's ending.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub enum To {
    /// CSV with the columns that trackers such as Jira and Linear import.
    #[default]
    Csv,
    /// A Markdown checklist.
    #[strum(serialize = "md")]
    Markdown,
    /// An iCalendar file: a day in the calendar for each dated action, a to-do for the rest.
    #[strum(serialize = "ics")]
    Calendar,
    /// JSON, as lists of actions look everywhere.
    Json,
}

/// Writes actions for another tool; an error only when a writer in memory fails.
pub fn write(to: To, actions: &[ActionView]) -> Result<String, Failure> {
    match to {
        To::Csv => {
            sheet(actions).map_err(|e| Failure::failed(format!("writing actions as csv: {e}")))
        }
        To::Markdown => Ok(checklist(actions)),
        To::Calendar => Ok(calendar(actions)),
        To::Json => list(actions),
    }
}

const COLUMNS: &str =
    "Id,Summary,Description,Assignee,Assignee email,Team,Due date,Status,Labels,Created,Reporter";

fn sheet(actions: &[ActionView]) -> std::io::Result<String> {
    let mut sheet = CsvSheet::new(Vec::new());
    sheet.row(COLUMNS.split(',').map(CsvCell::Plain))?;
    for view in actions {
        let (id, due) = (view.action.id.to_string(), day(view.action.due));
        let created = view.action.at.day(0).to_string();
        let owner = view.owner.clone().unwrap_or_default();
        let description = description(view);
        let (what, name, email) = (&view.action.what, &owner.name, &owner.email);
        let texts = [what, &description, name, email, &owner.team].map(|t| clean(t));
        let labels = labels(view);
        let mut cells = vec![CsvCell::Plain(&id)];
        cells.extend(texts.iter().map(|t| CsvCell::Text(t)));
        let status = view.action.status.word();
        cells.extend([
            CsvCell::Plain(&due),
            CsvCell::Plain(status),
            CsvCell::Text(&labels),
        ]);
        cells.extend([CsvCell::Plain(&created), CsvCell::Text(&view.action.person)]);
        sheet.row(cells)?;
    }
    let bytes = sheet.finish()?;
    String::from_utf8(bytes).map_err(std::io::Error::other)
}

fn day(day: Option<Day>) -> String {
    day.map_or_else(String::new, |d| d.to_string())
}

/// What else a tracker's reader needs to know, a line each.
fn description(view: &ActionView) -> String {
    let with: Vec<&str> = view.with.iter().map(|o| o.name.as_str()).collect();
    let from = action_words(&view.from);
    let texts = Action::texts().map(|row| (row.is.head(), row.text(&view.action)));
    let lines = texts.chain([("from", from), ("with", with.join(", "))]);
    let told = lines.filter(|(_, text)| !text.is_empty());
    let told = told.map(|(name, text)| format!("{}: {text}", capital(name)));
    told.collect::<Vec<_>>().join("\n")
}

fn capital(words: &str) -> String {
    let (first, rest) = words.split_at(1);
    first.to_uppercase() + rest
}

/// The theme as one label: trackers split labels at spaces.
fn labels(view: &ActionView) -> String {
    let theme = view.from.theme.as_deref().unwrap_or_default();
    let label: Vec<&str> = theme.split_whitespace().collect();
    one_line(&label.join("-")).into_owned()
}

fn checklist(actions: &[ActionView]) -> String {
    let mut out = String::new();
    for view in actions {
        let open = view.action.status == ActionStatus::Open;
        let done = if open { ' ' } else { 'x' };
        let who = view.owner.as_ref().map_or("nobody yet", |o| &o.name);
        let due = view.action.due.map(|d| d.long());
        let mut parts = vec![
            who.to_owned(),
            due.unwrap_or_else(|| "no day yet".to_owned()),
        ];
        parts.extend(description(view).lines().map(str::to_owned));
        if view.action.status == ActionStatus::Dropped {
            parts.push("dropped".to_owned());
        }
        let parts: Vec<String> = parts.iter().map(|p| markdown(p)).collect();
        let (what, parts) = (markdown(&view.action.what), parts.join("; "));
        let _ = writeln!(out, "- [{done}] {what} ({parts})");
    }
    out
}

fn list(actions: &[ActionView]) -> Result<String, Failure> {
    let items = actions.iter().map(shapes::action);
    let mut value = json!({ "items": items.collect::<Vec<_>>(), "next": null });
    wash(&mut value);
    serde_json::to_string(&value)
        .map(|text| text + "\n")
        .map_err(|e| Failure::failed(format!("writing actions as json: {e}")))
}

fn calendar(actions: &[ActionView]) -> String {
    let mut out = String::new();
    fold(&mut out, "BEGIN:VCALENDAR");
    fold(&mut out, "VERSION:2.0");
    fold(&mut out, "PRODID:-//churnroom//actions//EN");
    for view in actions {
        entry(&mut out, view);
    }
    fold(&mut out, "END:VCALENDAR");
    out
}

/// A day for a dated action, a to-do for one without. The stamp is when it was written, not now.
fn entry(out: &mut String, view: &ActionView) {
    let action = &view.action;
    let name = if action.due.is_some() {
        "VEVENT"
    } else {
        "VTODO"
    };
    let (id, at) = (action.id, action.at.0);
    fold(out, &format!("BEGIN:{name}"));
    fold(out, &format!("UID:action-{id}-{at}@churnroom"));
    fold(out, &format!("DTSTAMP:{}", stamp(at)));
    if let Some(due) = action.due {
        fold(out, &format!("DTSTART;VALUE=DATE:{}", compact(due)));
        fold(out, &format!("DTEND;VALUE=DATE:{}", compact(due.plus(1))));
        fold(out, "TRANSP:TRANSPARENT");
    }
    let who = view.owner.as_ref().map_or("nobody yet", |o| &o.name);
    let summary = ics(&format!("{who}: {}", action.what));
    fold(out, &format!("SUMMARY:{summary}"));
    let description = description(view);
    if !description.is_empty() {
        fold(out, &format!("DESCRIPTION:{}", ics(&description)));
    }
    let status = match (action.status, action.due) {
        (ActionStatus::Dropped, _) => "CANCELLED",
        (_, Some(_)) => "CONFIRMED",
        (ActionStatus::Open, None) => "NEEDS-ACTION",
        (ActionStatus::Done, None) => "COMPLETED",
    };
    fold(out, &format!("STATUS:{status}"));
    fold(out, &format!("END:{name}"));
}

fn compact(day: Day) -> String {
    day.to_string().replace('-', "")
}

/// Seconds since 1970 as `20261102T130000Z`.
fn stamp(seconds: i64) -> String {
    let at = DateTime::from_timestamp(seconds, 0).unwrap_or_default();
    at.format("%Y%m%dT%H%M%SZ").to_string()
}

/// Text by the rules of RFC 5545, section 3.3.11.
fn ics(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

/// A content line, folded after at most 75 bytes and never inside a character (RFC 5545, section 3.1).
fn fold(out: &mut String, line: &str) {
    let mut room = 75;
    for c in line.chars() {
        if c.len_utf8() > room {
            out.push_str("\r\n ");
            room = 74;
        }
        out.push(c);
        room -= c.len_utf8();
    }
    out.push_str("\r\n");
}
