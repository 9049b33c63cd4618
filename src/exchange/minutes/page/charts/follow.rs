//! What was promised and what became of it, on a line of days. Must not know what an action was for.

use crate::domain::day::Day;
use crate::domain::gate;
use crate::domain::money::counted;
use crate::domain::note::{ActionStatus, ActionView};

use super::super::MinutesTable;
use super::{Drawing, DrawnSpan};
use crate::exchange::minutes::words::{cut, who};

/// Actions that are drawn; the table has all.
const MOST: usize = 14;
/// Where the line of days begins and ends.
const LINE: (f64, f64) = (124.0, 292.0);

/// How an action of before stands on a day, in a word, and how that looks.
pub(in super::super) fn stands(action: &ActionView, on: Day) -> (&'static str, &'static str) {
    let action = &action.action;
    match (action.status, action.closed) {
        (ActionStatus::Open, _) if gate::late(action, on).is_some() => ("late", "b"),
        (ActionStatus::Open, _) => ("open", ""),
        (ActionStatus::Dropped, _) => ("dropped", "g"),
        (ActionStatus::Done, Some(day)) if action.due.is_some_and(|due| due < day) => {
            ("done late", "")
        }
        (ActionStatus::Done, _) => ("done", ""),
    }
}

/// `2 of 3 done, 1 late`.
pub(in super::super) fn told(all: &[&ActionView], on: Day) -> String {
    let count = |word: &str| {
        let own = all.iter().filter(|a| stands(a, on).0 == word);
        own.count()
    };
    let done = count("done") + count("done late");
    let mut out = format!("{done} of {} done", all.len());
    for word in ["late", "dropped"] {
        if let n @ 1.. = count(word) {
            out.push_str(&format!(", {n} {word}"));
        }
    }
    out
}

/// Actions of before, from the day they were written to the day they were due, and when they were closed.
pub(in super::super) fn owed(all: &[&ActionView], on: Day, offset: i32) -> Option<Drawing> {
    if all.is_empty() {
        return None;
    }
    let title = told(all, on);
    let about = "Actions from before: when they were written, due and closed; the table below says the same";
    Some(drawn(
        Drawing::new(title, about, &MinutesTable::new("", "")),
        all,
        on,
        offset,
    ))
}

/// The new ones, by the day they are due.
pub(in super::super) fn promised(all: &[&ActionView], on: Day, offset: i32) -> Option<Drawing> {
    let dated: Vec<&ActionView> = all
        .iter()
        .filter(|a| a.action.due.is_some())
        .copied()
        .collect();
    let last = dated.iter().filter_map(|a| a.action.due).max()?;
    let title = format!(
        "{} due by {}",
        counted(dated.len() as u64, "action"),
        last.short()
    );
    let about = "New actions: when each was written and is due; the table below says the same";
    Some(drawn(
        Drawing::new(title, about, &MinutesTable::new("", "")),
        &dated,
        on,
        offset,
    ))
}

fn drawn(mut chart: Drawing, all: &[&ActionView], on: Day, offset: i32) -> Drawing {
    let written = |a: &ActionView| a.action.at.day(offset);
    let days = all.iter().flat_map(|a| {
        let ends = [a.action.due, a.action.closed].into_iter().flatten();
        ends.chain([written(a)])
    });
    let days = days.chain([on]).map(|day| f64::from(day.0));
    let x = DrawnSpan::of(days, LINE);
    let place = |day: Day| x.at(f64::from(day.0));
    let mut y = 0.0;
    for action in all.iter().take(MOST) {
        let (word, is) = stands(action, on);
        chart.text(is, (0.0, y + 13.0), cut(&who(action), 19));
        let end = action.action.due.or(action.action.closed).unwrap_or(on);
        let (from, to, middle) = (place(written(action)), place(end), y + 9.0);
        chart.line("past", &[(from, middle), (to, middle)]);
        if let Some(due) = action.action.due {
            chart.rect("ink", (place(due) - 0.7, y + 3.0), (1.4, 12.0));
        }
        if let Some(closed) = action.action.closed {
            let is = if action.action.status == ActionStatus::Done {
                "now"
            } else {
                "ring"
            };
            chart.dot(is, (place(closed), middle), 4.0);
        }
        let due = action.action.due.map(Day::short).unwrap_or_default();
        let words = if word == "open" { due } else { word.to_owned() };
        let look = if is == "b" { "b e" } else { "e" };
        chart.text(look, (360.0, y + 13.0), words);
        y += 22.0;
    }
    chart.line("goal", &[(place(on), 0.0), (place(on), y)]);
    chart.text("g m", (place(on), y + 12.0), on.short());
    chart.height = y + 18.0;
    chart.below = "The short stroke is the day it is due, a dot the day it was closed, the dashed line the meeting.".to_owned();
    chart
}
