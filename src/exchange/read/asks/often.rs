//! Columns that say how often a price is due and can be read two ways: numbers where words should be, and a word and a
//! number that say the same twice. Must not decide.

use crate::domain::failure::Failure;
use crate::domain::import::{ImportKind, Interval};
use crate::domain::money::counted;
use crate::exchange::read::counts::Counts;
use crate::exchange::read::price::{self, Every};
use crate::exchange::read::{Source, values};
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

/// A word for more than a month beside a number of months that are as many: `annual` and 12.
fn twice(source: &Source, every: usize, count: usize) -> Result<Option<Question>, Failure> {
    let (mut rows, mut seen) = (0, None);
    each_row(source, SAMPLE, |record| {
        let (word, number) = (record.cell(every), record.cell(count));
        let times = Counts::default().intervals(number).unwrap_or(1);
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
    let (mut worded, mut seen) = (false, Vec::new());
    each_row(source, SAMPLE, |record| {
        let value = record.cell(every);
        if values::is_nothing(value) {
            return true;
        }
        worded |= Counts::default().intervals(value).is_err();
        let value = quoted(value, 20);
        if seen.len() < 4 && !seen.contains(&value) {
            seen.push(value);
        }
        !worded
    })?;
    if worded || seen.is_empty() {
        return Ok(None);
    }
    let name = &source.names[every];
    let open = format!(
        "{} ({}) has numbers and no words; is the price for so many months",
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
