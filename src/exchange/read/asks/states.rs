//! Whether what a status says agrees with the days: an ended row without an end, a running one that ended long ago.
//! Must not decide which of the two is right.

use std::cmp::Reverse;

use crate::domain::cause::Cause;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::domain::money::{Money, by_count, count, counted};
use crate::domain::sort::sort_by_key;
use crate::exchange::read::columns::words;
use crate::exchange::read::hints::NEVER;
use crate::exchange::read::turns::EndedRuns;
use crate::exchange::read::{Noticed, Source, values};
use crate::exchange::safe::{quoted, shell};

use super::likely::LikelyLook;
use super::{Question, STATES, Way, each_row};

/// What is open about the states of subscriptions.
#[derive(Default)]
pub(super) struct States {
    pub(super) asked: Vec<Question>,
    /// Whether some still run whose days are over.
    pub(super) some_run: bool,
}

/// What is open about them; `today` is the day it is, where anybody knows.
pub(super) fn questions(
    source: &Source,
    looked: &LikelyLook,
    today: Option<Day>,
) -> Result<States, Failure> {
    let states = columns(source);
    let at_period_end = source.mapping.column("at_period_end");
    if source.kind != ImportKind::Subscriptions || (states.is_empty() && at_period_end.is_none()) {
        return Ok(States::default());
    }
    let mut rows = source.rows()?;
    rows.by_ref().for_each(drop);
    let noticed = rows.noticed();
    let mut asked = Vec::new();
    if let Some(status) = states.first().filter(|at| !source.given.contains(at)) {
        asked.extend(unknown(source, *status)?);
    }
    let named = NamedStates::of(source, &states);
    // Who said which day ends them has seen that some have none: those are rejected.
    if noticed.unended > 0 && source.said.status_ends.is_none() {
        asked.push(unended(
            source,
            &named,
            &noticed,
            &candidates(source, looked, &rows.unended(), today)?,
        ));
    }
    let ended = rows.ended_running(today);
    let some_run = ended.is_some();
    let ends: Vec<usize> = source.mapping.columns("end").collect();
    if let Some(ended) = ended.filter(|_| !ends.iter().all(|at| source.given.contains(at))) {
        asked.push(running(source, &named, (ended, noticed.rows), &ends));
    }
    let unsaid = at_period_end.filter(|at| noticed.endless > 0 && !source.given.contains(at));
    asked.extend(unsaid.map(|at| endless(source, at, &noticed)));
    Ok(States { asked, some_run })
}

/// The columns that say the state of a row, the first that of most of them.
fn columns(source: &Source) -> Vec<usize> {
    let by_flag = source
        .mapping
        .column("status")
        .filter(|_| source.flag.is_some());
    let state = STATES.iter().find_map(|field| source.mapping.column(field));
    let mut columns: Vec<usize> = match source.lenient_trial || source.cause_is_status {
        true => state.into_iter().chain(by_flag).collect(),
        false => by_flag.or(state).into_iter().collect(),
    };
    columns.dedup();
    columns
}

/// The columns of states as sentences and options name them.
struct NamedStates {
    said: String,
    options: Vec<String>,
}

impl NamedStates {
    fn of(source: &Source, states: &[usize]) -> NamedStates {
        let names = || states.iter().map(|at| &source.names[*at]);
        let said: Vec<String> = names().map(|name| quoted(name, 40)).collect();
        NamedStates {
            said: said.join(" or "),
            options: names()
                .map(|name| format!("--ignore {}", shell(name)))
                .collect(),
        }
    }

    fn ignored(&self, when: &'static str) -> Vec<Way> {
        let options = self.options.iter().cloned();
        options.map(|option| Way::when(option, when)).collect()
    }
}

/// The first statuses that no word is known for. What is no status, as a reason, says nothing of it.
fn unknown(source: &Source, status: usize) -> Result<Option<Question>, Failure> {
    let mut unknown = Vec::new();
    if !source.lenient_trial {
        return Ok(None);
    }
    each_row(source, u64::MAX, |record| {
        let value = record.cell(status);
        let known = values::trial_state(value).is_some()
            || Cause::is_over(value)
            || Cause::is_running(value)
            || Cause::of_status(value).is_some();
        let value = quoted(value, 20);
        if !known && !unknown.contains(&value) {
            unknown.push(value);
        }
        unknown.len() < MOST
    })?;
    let name = &source.names[status];
    let open = format!(
        "whether {} in {} means that somebody pays is not known; write active, canceled or trial there",
        unknown.join(", "),
        quoted(name, 40)
    );
    let ways = vec![
        Way::when(
            format!("--map trial={}", shell(name)),
            "if those pay between their days",
        ),
        Way::when(
            format!("--ignore {}", shell(name)),
            "if all of them do, whatever it says",
        ),
    ];
    // What nobody knows may mean that somebody left.
    Ok((!unknown.is_empty()).then(|| Question::new(&source.file, open, ways).proposing(0)))
}

/// So many statuses are named.
const MOST: usize = 4;

/// Words of days that are still to come: they ended nothing.
const TO_COME: &str = "next renew renews renewal due trial";

/// The columns that have days where those rows have no end, with how many of them, those with most first. What is over
/// did not end later than `today`.
fn candidates(
    source: &Source,
    looked: &LikelyLook,
    lines: &[u64],
    today: Option<Day>,
) -> Result<Vec<(usize, u64)>, Failure> {
    let mut ends = looked.at(source)?.ends(source);
    ends.retain(|at| !words(&source.names[*at]).any(|word| is_listed(TO_COME, &word)));
    let mut found: Vec<(usize, u64)> = ends.into_iter().map(|at| (at, 0)).collect();
    if !found.is_empty() {
        each_row(source, u64::MAX, |record| {
            if lines.binary_search(&record.line).is_ok() {
                for (at, days) in &mut found {
                    let day = source.settled.days.read(record.cell(*at));
                    *days += u64::from(day.is_some_and(|day| today.is_none_or(|now| day <= now)));
                }
            }
            true
        })?;
    }
    found.retain(|(_, days)| *days > 0);
    let likely = |at: usize| {
        let name = source.names[at].to_lowercase();
        let known = ["cancel", "end", "updated", "changed", "churn"];
        known.iter().any(|word| name.contains(word))
    };
    sort_by_key(&mut found, |(at, days)| (Reverse(*days), !likely(*at)));
    Ok(found)
}

/// Rows that are over without a day. That they pay all the same is never proposed.
fn unended(
    source: &Source,
    named: &NamedStates,
    noticed: &Noticed,
    candidates: &[(usize, u64)],
) -> Question {
    let money = Money::of(source.currency.as_ref());
    let mut open = format!(
        "{} of {} ended, {} unpaid or paused as {} says, {} a month, and no day says since when",
        count(noticed.unended),
        counted(noticed.rows, "row"),
        by_count(noticed.unended, "is", "are"),
        named.said,
        money.plain(noticed.unended_sum)
    );
    for (at, days) in candidates {
        let name = quoted(&source.names[*at], 40);
        open.push_str(&match *days == noticed.unended {
            true => format!("; {name} has a day in each"),
            false => format!("; {name} has a day in {} of them", count(*days)),
        });
    }
    let mut ways: Vec<Way> = candidates
        .iter()
        .map(|(at, days)| {
            let when = match *days == noticed.unended {
                true => "if that day ended it",
                false => "if that day ended it: those without one are rejected",
            };
            Way::when(format!("--status-ends {}", shell(&source.names[*at])), when)
        })
        .collect();
    ways.push(Way::when(
        format!("--status-ends {NEVER}"),
        "if they are to be rejected until a day is known",
    ));
    ways.extend(named.ignored("if they still pay, whatever it says"));
    Question::new(&source.file, open, ways).proposing(1)
}

/// Rows that run on as their status says. Both answers leave the status in use.
fn running(
    source: &Source,
    named: &NamedStates,
    (ended, rows): (EndedRuns, u64),
    ends: &[usize],
) -> Question {
    let money = Money::of(source.currency.as_ref());
    let open = format!(
        "{} of {} still {} as {} says, {} a month, and ended before {}",
        count(ended.rows),
        counted(rows, "row"),
        by_count(ended.rows, "runs", "run"),
        named.said,
        money.plain(ended.sum),
        ended.before
    );
    let all = |option: &str| {
        let each = ends.iter();
        let each = each.map(|at| format!("{option}{}", shell(&source.names[*at])));
        each.collect::<Vec<_>>().join(" ")
    };
    let ways = vec![
        Way::when(all("--map end="), "if those days ended them"),
        Way::when(all("--ignore "), "if they ended nothing"),
    ];
    Question::new(&source.file, open, ways).proposing(1)
}

/// Cancelled ones that count until the end of a period, of which no day is known.
fn endless(source: &Source, at: usize, noticed: &Noticed) -> Question {
    let (name, money) = (&source.names[at], Money::of(source.currency.as_ref()));
    let open = format!(
        "{} of {} {} as {} says, {} a month, and no day says when that is",
        count(noticed.endless),
        counted(noticed.rows, "row"),
        by_count(
            noticed.endless,
            "is cancelled at the end of its period",
            "are cancelled at the end of their period"
        ),
        quoted(name, 40),
        money.plain(noticed.endless_sum)
    );
    let paid = ["period", "term", "renew", "paid", "until", "next"];
    let is_paid = |name: &String| {
        let name = name.to_lowercase();
        paid.iter().any(|word| name.contains(word))
    };
    let mut free = source.unused().map(|at| &source.names[at]);
    let column = free
        .find(|name| is_paid(name))
        .map_or_else(|| "COLUMN".to_owned(), |name| shell(name));
    let ways = vec![
        Way::when(
            format!("--map period_end={column}"),
            "if that day ends their period",
        ),
        Way::when(format!("--ignore {}", shell(name)), "if they count on"),
    ];
    Question::new(&source.file, open, ways).proposing(1)
}
