//! Actions for other tools: a tracker's CSV, Markdown, a calendar, JSON; each escaped by its own rules.
//! Must not know minutes, tables or the clock.

use std::fmt::Write as _;

use chrono::DateTime;
use serde_json::{Value, json};
use strum::{IntoStaticStr, VariantArray};

use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::field::Thing;
use crate::domain::note::{Action, ActionChanges, ActionStatus, ActionView};
use crate::domain::safe::{clean, one_line};
use crate::domain::sentence::capital;
use crate::domain::word::Word;

use super::csv_out::{CsvCell, CsvSheet};
use super::minutes::{action_words, markdown};
use super::safe::wash;
use super::shapes;
pub use super::uid::{uid_before, uid_of};

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
    /// An iCalendar file of to-dos, or of days in the calendar.
    #[strum(serialize = "ics")]
    Calendar,
    /// JSON, as lists of actions look everywhere.
    Json,
    /// JSON that `task import` takes.
    Task,
}

/// Writes actions for another tool; an error only when a writer in memory fails.
/// In a calendar those with a day are `events` or to-dos like the others.
pub fn write(to: To, actions: &[ActionView], events: bool) -> Result<String, Failure> {
    match to {
        To::Csv => {
            sheet(actions).map_err(|e| Failure::failed(format!("writing actions as csv: {e}")))
        }
        To::Markdown => Ok(checklist(actions)),
        To::Calendar => Ok(calendar(actions, events)),
        To::Json => list(actions),
        To::Task => tasks(actions),
    }
}

const COLUMNS: &str =
    "Id,Summary,Description,Assignee,Assignee email,Team,Due date,Status,Labels,Created,Reporter";

fn sheet(actions: &[ActionView]) -> std::io::Result<String> {
    let mut sheet = CsvSheet::new(Vec::new());
    sheet.row(COLUMNS.split(',').map(CsvCell::Plain))?;
    for view in actions {
        let (id, due) = (uid_of(view), day(view.action.due));
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
    let items = actions.iter().map(|view| {
        let mut item = shapes::action(view);
        item["uid"] = uid_of(view).into();
        item
    });
    line(json!({ "items": items.collect::<Vec<_>>(), "next": null }))
}

/// The tasks of Taskwarrior. It has no field for who answers for one: `owner` is one more, which it keeps.
fn tasks(actions: &[ActionView]) -> Result<String, Failure> {
    let task = |view: &ActionView| {
        let action = &view.action;
        let status = match action.status {
            ActionStatus::Open => "pending",
            ActionStatus::Done => "completed",
            ActionStatus::Dropped => "deleted",
        };
        let mut task = json!({
            "uuid": uid_of(view), "description": one_line(&action.what), "status": status,
            "entry": stamp(action.at.0), "modified": stamp(changes(view).last.0), "project": "churn",
        });
        // At noon it is the same day wherever it is read.
        let noon = |day: Day| format!("{}T120000Z", compact(day));
        if let Some(due) = action.due {
            task["due"] = noon(due).into();
        }
        if action.status != ActionStatus::Open {
            let end = action
                .closed
                .map_or_else(|| stamp(changes(view).last.0), noon);
            task["end"] = end.into();
        }
        if let Some(owner) = &view.owner {
            task["owner"] = owner.name.clone().into();
        }
        let label = labels(view);
        if !label.is_empty() {
            task["tags"] = json!([label]);
        }
        let more = description(view);
        if !more.is_empty() {
            let at = stamp(action.at.0);
            task["annotations"] =
                json!([{ "entry": at, "description": one_line(&more.replace('\n', "; ")) }]);
        }
        task
    };
    line(actions.iter().map(task).collect())
}

/// What the journal has of an action; where that was not asked, that it was written.
fn changes(view: &ActionView) -> ActionChanges {
    view.changes.unwrap_or(ActionChanges {
        times: 0,
        last: view.action.at,
        ..ActionChanges::default()
    })
}

fn line(mut value: Value) -> Result<String, Failure> {
    wash(&mut value);
    serde_json::to_string(&value)
        .map(|text| text + "\n")
        .map_err(|e| Failure::failed(format!("writing actions as json: {e}")))
}

fn calendar(actions: &[ActionView], events: bool) -> String {
    let mut out = String::new();
    fold(&mut out, "BEGIN:VCALENDAR");
    fold(&mut out, "VERSION:2.0");
    fold(&mut out, "PRODID:-//churnroom//actions//EN");
    for view in actions {
        entry(&mut out, view, events);
    }
    fold(&mut out, "END:VCALENDAR");
    out
}

/// A to-do, or a day in the calendar. Its stamps are when it was written and changed, not now.
fn entry(out: &mut String, view: &ActionView, events: bool) {
    let action = &view.action;
    let event = action.due.filter(|_| events);
    let name = if event.is_some() { "VEVENT" } else { "VTODO" };
    let changes = changes(view);
    fold(out, &format!("BEGIN:{name}"));
    fold(out, &format!("UID:{}", uid_of(view)));
    fold(out, &format!("DTSTAMP:{}", stamp(changes.last.0)));
    fold(out, &format!("CREATED:{}", stamp(action.at.0)));
    fold(out, &format!("SEQUENCE:{}", changes.times));
    if let Some(due) = event {
        fold(out, &format!("DTSTART;VALUE=DATE:{}", compact(due)));
        fold(out, &format!("DTEND;VALUE=DATE:{}", compact(due.plus(1))));
        fold(out, "TRANSP:TRANSPARENT");
    } else if let Some(due) = action.due {
        fold(out, &format!("DUE;VALUE=DATE:{}", compact(due)));
    }
    let who = view.owner.as_ref().map_or("nobody yet", |o| &o.name);
    // An event cannot be done: it says so.
    let done = action.status == ActionStatus::Done;
    let is = if event.is_some() && done {
        "done: "
    } else {
        ""
    };
    let summary = ics(&format!("{is}{who}: {}", action.what));
    fold(out, &format!("SUMMARY:{summary}"));
    let description = description(view);
    if !description.is_empty() {
        fold(out, &format!("DESCRIPTION:{}", ics(&description)));
    }
    let status = match (action.status, event) {
        (ActionStatus::Dropped, _) => "CANCELLED",
        (_, Some(_)) => "CONFIRMED",
        (ActionStatus::Open, None) => "NEEDS-ACTION",
        (ActionStatus::Done, None) => "COMPLETED",
    };
    fold(out, &format!("STATUS:{status}"));
    if let (None, true, Some(closed)) = (event, done, action.closed) {
        fold(out, &format!("COMPLETED:{}T120000Z", compact(closed)));
        fold(out, "PERCENT-COMPLETE:100");
    }
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
