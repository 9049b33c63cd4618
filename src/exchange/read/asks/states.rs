//! Whether what a status says agrees with the days: an ended row without an end, a running one that ended long ago.
//! Must not decide which of the two is right.

use crate::domain::cause::Cause;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::money::{Money, count};
use crate::exchange::read::turns::Ended;
use crate::exchange::read::{Noticed, Source, values};
use crate::exchange::safe::{quoted, shell};

use super::{Question, STATES, Way, each_row};

/// What is open about the states of subscriptions; `today` is the day it is, where anybody knows.
pub(super) fn questions(source: &Source, today: Option<Day>) -> Result<Vec<Question>, Failure> {
    let states = columns(source);
    let at_period_end = source.mapping.column("at_period_end");
    if source.kind != ImportKind::Subscriptions || (states.is_empty() && at_period_end.is_none()) {
        return Ok(Vec::new());
    }
    let mut rows = source.rows()?;
    rows.by_ref().for_each(drop);
    let noticed = rows.noticed();
    let mut asked = Vec::new();
    if let Some(status) = states.first() {
        asked.extend(unknown(source, *status)?);
    }
    let named = Named::of(source, &states);
    let ignored = || named.ignored("if only the days count");
    if noticed.unended > 0 {
        let mut ways = vec![day(source)];
        ways.extend(ignored());
        asked.push(Question::new(
            &source.file,
            unended(source, &named, &noticed),
            ways,
        ));
    }
    if let Some(ended) = rows.ended_running(today) {
        let open = running(source, &named, (ended, noticed.rows));
        asked.push(Question::new(&source.file, open, ignored()));
    }
    let unsaid = at_period_end.filter(|at| noticed.endless > 0 && !source.given.contains(at));
    asked.extend(unsaid.map(|at| endless(source, at, &noticed)));
    Ok(asked)
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
struct Named {
    said: String,
    options: Vec<String>,
}

impl Named {
    fn of(source: &Source, states: &[usize]) -> Named {
        let names = || states.iter().map(|at| &source.names[*at]);
        let said: Vec<String> = names().map(|name| quoted(name, 40)).collect();
        Named {
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
    let all = Way::when(
        format!("--ignore {}", shell(name)),
        "if all of them pay between their days",
    );
    Ok((!unknown.is_empty()).then(|| Question::new(&source.file, open, vec![all])))
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
    Way::when(format!("--status-ends {name}"), "if that day ended it")
}

fn unended(source: &Source, named: &Named, noticed: &Noticed) -> String {
    let money = Money::of(source.currency.as_ref());
    format!(
        "{} of {} rows ended, are unpaid or paused as {} says, {} a month, and no day says since when",
        count(noticed.unended),
        count(noticed.rows),
        named.said,
        money.plain(noticed.unended_sum)
    )
}

fn running(source: &Source, named: &Named, (ended, rows): (Ended, u64)) -> String {
    let money = Money::of(source.currency.as_ref());
    format!(
        "{} of {} rows still run as {} says, {} a month, and ended before {}",
        count(ended.rows),
        count(rows),
        named.said,
        money.plain(ended.sum),
        ended.before
    )
}

/// Cancelled ones that count until the end of a period, of which no day is known.
fn endless(source: &Source, at: usize, noticed: &Noticed) -> Question {
    let (name, money) = (&source.names[at], Money::of(source.currency.as_ref()));
    let open = format!(
        "{} of {} rows are cancelled at the end of their period as {} says, {} a month, and no day says when that is",
        count(noticed.endless),
        count(noticed.rows),
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
    Question::new(&source.file, open, ways)
}
