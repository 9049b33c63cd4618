//! When a subscription ends: by its end, by the period that was paid for when it was cancelled, or by the day that
//! stands for a status without one. Must not know prices.

use super::RecordCells;
use crate::domain::cause::Cause;
use crate::domain::day::Day;
use crate::domain::money::Cents;
use crate::exchange::read::{Source, columns, values};
use crate::exchange::safe::quoted;

/// When a subscription ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct End {
    /// The first day it no longer counts.
    pub(super) day: Option<Day>,
    /// Whether somebody cancelled it, whatever its status says.
    pub(super) cancelled: bool,
}

/// The end that a record's days say, with one before its start refused.
pub(super) fn stated(cells: &RecordCells<'_>, start: Day) -> Result<End, String> {
    let said = cells.day("end")?;
    let (mut end, mut cancelled) = (last_paid(cells, said), false);
    if counts_on(cells) && (said.is_none() || says_cancelled(cells.source)) {
        let day = said.or(cells.day("canceled")?);
        let paid = cells.day("period_end")?;
        // Without the end of the period the day of the cancellation is all that is known.
        end = paid.max(day).or(end);
        cancelled = true;
        if paid.is_some() {
            cells.note(|noting| noting.noticed.paid_on += 1);
        }
    }
    if let Some(day) = end.filter(|day| *day < start) {
        let day = said.unwrap_or(day);
        return Err(format!("It ends on {day}, before it starts on {start}."));
    }
    let end = match end == said {
        true => end,
        false => cells.otherwise(end, || said),
    };
    Ok(End {
        day: end,
        cancelled,
    })
}

/// The same for a record whose status may say that it ended while no day does: then the day that stands for it, or a
/// reason why the record cannot be used. `mrr` is what it comes to.
pub(super) fn settled(
    cells: &RecordCells<'_>,
    start: Day,
    end: End,
    mrr: Cents,
) -> Result<End, String> {
    let status = status(cells);
    if mrr == Cents::ZERO {
        return Ok(end);
    }
    match end.day {
        Some(day) if Cause::is_running(status) && !end.cancelled => {
            cells.note(|noting| noting.turns.runs_until(day, mrr));
            return Ok(end);
        }
        None if end.cancelled => cells.note(|noting| {
            noting.noticed.endless += 1;
            noting.noticed.endless_sum += mrr;
        }),
        Some(_) | None => {}
    }
    if end.day.is_some() || !Cause::is_over(status) {
        note_overruled(cells, end, mrr);
        return Ok(end);
    }
    if let Some(said) = cells.day("status_end")? {
        if said < start {
            let title = cells.title("status_end");
            return Err(format!(
                "Its status is {}, and {title} says {said}, before it starts on {start}.",
                quoted(status, 40)
            ));
        }
        let day = last_paid(cells, Some(said));
        return Ok(End {
            day: cells.otherwise(day, || None),
            ..end
        });
    }
    cells.note(|noting| {
        noting.noticed.unended += 1;
        noting.noticed.unended_sum += mrr;
        noting.unended.push(cells.record.line);
    });
    let status = quoted(status, 40);
    Err(match cells.has("status_end") {
        true => format!(
            "Its status is {status}, and {} is empty; write the day it ended.",
            cells.title("status_end")
        ),
        false => format!(
            "Its status is {status}, and no day says since when; name the column with that day with --status-ends."
        ),
    })
}

/// What the record says of its state, if it says anything. Of several columns the one counts that says it is over: what
/// is paused may be called active beside it.
fn status<'c>(cells: &'c RecordCells<'_>) -> &'c str {
    let said = [
        cells.source.lenient_trial.then_some("trial"),
        cells.source.cause_is_status.then_some("cause"),
        Some("status"),
    ];
    let said = said.into_iter().flatten().map(|field| state(cells, field));
    let mut first = "";
    for word in said {
        if Cause::is_over(word) {
            return word;
        }
        if values::is_nothing(first) {
            first = word;
        }
    }
    first
}

/// Whether the record says of its state that it is paid on.
pub(super) fn runs(cells: &RecordCells<'_>) -> bool {
    Cause::is_running(status(cells))
}

/// What one column says of the state; a yes or no of one that holds those as a word.
fn state<'c>(cells: &'c RecordCells<'_>, field: &str) -> &'c str {
    let said = cells.raw(field);
    let flag = cells
        .source
        .flag
        .filter(|_| field == "status" && !values::is_nothing(said));
    match flag.zip(values::tick(said)) {
        Some((pays, yes)) if pays == yes => "active",
        Some(_) => "inactive",
        None => said,
    }
}

/// Notes a record without an end of which a column of states that is not to be used says that it is over.
fn note_overruled(cells: &RecordCells<'_>, end: End, mrr: Cents) {
    let mut states = cells.source.ignored_states.iter();
    let is_over = states.any(|(at, pays)| {
        let said = cells.at(*at);
        match pays.zip(values::tick(said)) {
            Some((pays, yes)) => pays != yes && !values::is_nothing(said),
            None => Cause::is_over(said),
        }
    });
    if is_over && end.day.is_none() {
        cells.note(|noting| {
            noting.noticed.overruled += 1;
            noting.noticed.overruled_sum += mrr;
        });
    }
}

/// Whether a cancelled one is said to count until the end of its period: by a flag, or by its day of cancellation where
/// a person said that this is what it means.
fn counts_on(cells: &RecordCells<'_>) -> bool {
    let mapping = &cells.source.mapping;
    let column = mapping.column("at_period_end");
    match column.is_some() && column == mapping.column("end") {
        true => !cells.is_empty("end"),
        false => values::tick(cells.raw("at_period_end")) == Some(true),
    }
}

/// An end as the first day that no longer counts, in a file whose ends are the last that do.
fn last_paid(cells: &RecordCells<'_>, end: Option<Day>) -> Option<Day> {
    let days = i32::from(cells.source.said.last_day == Some(true));
    end.map(|end| end.plus(days))
}

/// Whether the column of ends holds the days on which somebody cancelled.
pub(in crate::exchange::read) fn says_cancelled(source: &Source) -> bool {
    let column = source.mapping.column("end");
    column.is_some_and(|at| columns::squeeze(&source.names[at]).contains("cancel"))
}
