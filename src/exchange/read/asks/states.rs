//! Whether what a status says agrees with the days: an ended row without an end, a running one that ended long ago.
//! Must not decide which of the two is right.

use crate::domain::cause::Cause;
use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::money::{count, number};
use crate::exchange::read::{Noticed, Source, values};
use crate::exchange::safe::{quoted, shell};

use super::{Question, STATES, Way, each_row};

/// What is open about the states of subscriptions.
pub(super) fn questions(source: &Source) -> Result<Vec<Question>, Failure> {
    let status = column(source);
    let (ImportKind::Subscriptions, Some(status)) = (source.kind, status) else {
        return Ok(Vec::new());
    };
    let mut rows = source.rows()?;
    rows.by_ref().for_each(drop);
    let noticed = rows.noticed();
    let unknown = unknown(source, status)?;
    let ignore = Way {
        option: format!("--ignore {}", shell(&source.names[status])),
        when: "if only the days count",
    };
    let mut asked = Vec::new();
    if !unknown.is_empty() {
        let open = format!(
            "whether {} in {} means that somebody pays is not known; write active, canceled or trial there",
            unknown.join(", "),
            quoted(&source.names[status], 40)
        );
        let all = Way {
            option: ignore.option.clone(),
            when: "if all of them pay between their days",
        };
        asked.push(Question::new(source, open, vec![all]));
    }
    if noticed.unended > 0 {
        asked.push(Question::new(
            source,
            unended(source, status, &noticed),
            vec![day(source), ignore.clone()],
        ));
    }
    if noticed.ended_active > 0 {
        asked.push(Question::new(
            source,
            running(source, status, &noticed),
            vec![ignore],
        ));
    }
    Ok(asked)
}

/// The column that says the state of a row.
fn column(source: &Source) -> Option<usize> {
    let by_flag = source
        .mapping
        .column("status")
        .filter(|_| source.flag.is_some());
    let by_flag = by_flag.filter(|_| !source.lenient_trial && !source.cause_is_status);
    by_flag.or_else(|| STATES.iter().find_map(|field| source.mapping.column(field)))
}

/// The first statuses that no word is known for. What is no status, as a reason, says nothing of it.
fn unknown(source: &Source, status: usize) -> Result<Vec<String>, Failure> {
    let mut unknown = Vec::new();
    if !source.lenient_trial {
        return Ok(unknown);
    }
    each_row(source, u64::MAX, |record| {
        let value = record.cell(status);
        let known = values::trial(value).is_some()
            || Cause::is_over(value)
            || Cause::is_running(value)
            || Cause::of_status(value).is_some();
        let value = quoted(value, 20);
        if !known && !unknown.contains(&value) {
            unknown.push(value);
        }
        unknown.len() < MOST
    })?;
    Ok(unknown)
}

/// So many statuses are named.
const MOST: usize = 4;

/// A column with days that nothing is made of, to say when it ended.
fn day(source: &Source) -> Way {
    let end = |at: &usize| {
        let name = source.names[*at].to_lowercase();
        ["cancel", "end", "updated", "changed", "churn"]
            .iter()
            .any(|word| name.contains(word))
    };
    let free = source.unused().find(end);
    let name = free.map_or_else(|| "COLUMN".to_owned(), |at| shell(&source.names[at]));
    Way {
        option: format!("--status-ends {name}"),
        when: "if that day ended it",
    }
}

fn unended(source: &Source, status: usize, noticed: &Noticed) -> String {
    format!(
        "{} of {} rows ended, are unpaid or paused as {} says, {} a month, and no day says since when",
        count(noticed.unended),
        count(noticed.rows),
        quoted(&source.names[status], 40),
        number(source.currency.as_ref(), noticed.unended_sum)
    )
}

fn running(source: &Source, status: usize, noticed: &Noticed) -> String {
    format!(
        "{} of {} rows still run as {} says, and ended before the last one started",
        count(noticed.ended_active),
        count(noticed.rows),
        quoted(&source.names[status], 40)
    )
}
