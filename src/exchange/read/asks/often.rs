//! Columns that say how often a price is due and can be read two ways: numbers where words should be, and a word and a
//! number that say the same twice. Must not decide.

use crate::domain::failure::Failure;
use crate::domain::import::{ImportKind, Interval};
use crate::domain::money::{count, counted};
use crate::exchange::read::counts::CountsWay;
use crate::exchange::read::price::{self, Every};
use crate::exchange::read::{Source, foot, values};
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, Way, each_row};

/// What is open about them, where no person and no maker said what they are.
pub(super) fn question(source: &Source) -> Result<Option<Question>, Failure> {
    let plain = source.kind == ImportKind::Subscriptions
        && source.interval.is_none()
        && source.mapping.shape.is_none();
    let found = |field: &str| {
        let at = source.mapping.column(field)?;
        Some(at).filter(|at| !source.given.contains(at))
    };
    match (
        plain,
        source.mapping.column("interval"),
        found("interval_count"),
    ) {
        (true, Some(every), Some(count)) => twice(source, every, count),
        (true, Some(_), None) => match found("interval") {
            Some(every) if source.mapping.column("interval_count").is_none() => {
                numbers(source, every)
            }
            Some(_) | None => Ok(None),
        },
        (true, None, _) | (false, ..) => Ok(None),
    }
}

/// Prices of which nothing says how often they are due, where others of the file are due otherwise than every month.
pub(super) fn empty(source: &Source) -> Result<Option<Question>, Failure> {
    let column = |field: &str| source.mapping.column(field);
    let plain = source.kind == ImportKind::Subscriptions
        && source.interval.is_none()
        && column("period_start").is_none();
    let (true, Some(every), Some(amount)) = (plain, column("interval"), column("amount")) else {
        return Ok(None);
    };
    let month = Every::one(Interval::Month);
    let (mut rows, mut empty, mut seen) = (0, 0, None);
    each_row(source, SAMPLE, |record| {
        let is_empty = |at: usize| record.cell(at).is_empty();
        // What adds up others has no start, or is called so.
        let label = column("account").map_or("", |at| record.cell(at));
        if column("start").is_some_and(is_empty) || foot::called(label).is_some() {
            return true;
        }
        let priced = values::is_some(record.cell(amount));
        let counted = column("interval_count").is_some_and(|at| !is_empty(at));
        rows += u64::from(priced);
        empty += u64::from(priced && is_empty(every) && !counted);
        if seen.is_none() && price::every(record.cell(every)).is_some_and(|of| of != month) {
            seen = Some(quoted(record.cell(every), 20));
        }
        true
    })?;
    let open = |seen: String| {
        format!(
            "{} is empty in {} of {} with a price, and others say {seen} there: write how often those are due",
            quoted(&source.names[every], 40),
            count(empty),
            counted(rows, "row")
        )
    };
    let way = || Way::when("--ignore-rest".to_owned(), "if an empty one is a month");
    let seen = seen.filter(|_| empty > 0);
    Ok(seen.map(|seen| Question::new(&source.file, open(seen), vec![way()]).proposing(0)))
}

/// A word for more than a month beside a number of months that are as many: `annual` and 12.
fn twice(source: &Source, every: usize, count: usize) -> Result<Option<Question>, Failure> {
    let (mut rows, mut seen) = (0, None);
    each_row(source, SAMPLE, |record| {
        let (word, number) = (record.cell(every), record.cell(count));
        let times = CountsWay::default().intervals(number).unwrap_or(1);
        let months = price::every(word).map_or(1, months);
        if months > 1 && times > 1 && times % months == 0 {
            rows += 1;
            seen.get_or_insert_with(|| [quoted(number, 20), quoted(word, 20)]);
        }
        true
    })?;
    let [every, count] = [every, count].map(|at| &source.names[at]);
    let question = |[number, word]: [String; 2]| {
        let open = format!(
            "{} says {number} where {} says {word}, in {}; is that so many of them, or the same again in months",
            quoted(count, 40),
            quoted(every, 40),
            counted(rows, "row")
        );
        let ways = vec![
            Way::when(
                format!("--ignore {}", shell(every)),
                "if it is the same in months",
            ),
            Way::when(
                format!("--map interval_count={}", shell(count)),
                "if it is so many of them",
            ),
        ];
        Question::new(&source.file, open, ways)
    };
    Ok(seen.map(question))
}

/// How many months one interval is; 1 for those that are shorter.
fn months(every: Every) -> i64 {
    let of = match every.interval {
        Interval::Month => 1,
        Interval::Quarter => 3,
        Interval::Year => 12,
        Interval::Week | Interval::Day => return 1,
    };
    of * every.count
}

/// Numbers where a word says how often should be.
fn numbers(source: &Source, every: usize) -> Result<Option<Question>, Failure> {
    let (mut numbers, mut others, mut seen) = (0, 0, Vec::new());
    each_row(source, SAMPLE, |record| {
        let value = record.cell(every);
        if values::is_nothing(value) {
            return true;
        }
        match CountsWay::default().intervals(value) {
            Ok(_) => numbers += 1,
            Err(_) => others += 1,
        }
        let value = quoted(value, 20);
        if seen.len() < 4 && !seen.contains(&value) {
            seen.push(value);
        }
        true
    })?;
    if numbers <= others {
        return Ok(None);
    }
    let name = &source.names[every];
    let no = if others == 0 { "no" } else { "few" };
    let open = format!(
        "{} ({}) has numbers and {no} words; is the price for so many months",
        quoted(name, 40),
        seen.join(", ")
    );
    let ways = vec![
        Way::when(format!("--map interval_count={}", shell(name)), ""),
        Way::when(
            format!("--ignore {}", shell(name)),
            "if it is the price of a month",
        ),
    ];
    Ok(Some(Question::new(&source.file, open, ways)))
}
