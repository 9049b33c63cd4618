//! Prices that by their name are a month's, and of which rows of a year have about twelve times as much: there they may
//! be the year's. Must not decide.

use crate::domain::failure::Failure;
use crate::domain::import::{ImportKind, Interval};
use crate::domain::money::counted;
use crate::exchange::read::columns::squeeze;
use crate::exchange::read::price::{self, Every};
use crate::exchange::read::{Source, worded};
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, Way, each_row};

/// How many times a month's a year's price is, with what is taken off it.
const TIMES: std::ops::RangeInclusive<i64> = 7..=13;

/// A column whose words say how often, and what the prices beside them come to.
struct LongerColumn {
    at: usize,
    month: (i64, i64),
    year: (i64, i64),
    seen: String,
}

impl LongerColumn {
    fn look(&mut self, cell: &str, amount: i64) {
        let often = price::every(cell).or_else(|| worded::interval(cell).flatten());
        let part = match often {
            Some(every) if every == Every::one(Interval::Month) => &mut self.month,
            Some(every) if every.interval == Interval::Year => {
                if self.seen.is_empty() {
                    self.seen = quoted(cell, 20);
                }
                &mut self.year
            }
            Some(_) | None => return,
        };
        *part = (part.0 + 1, part.1.saturating_add(amount));
    }

    /// Whether those of a year are on average so many times as much.
    fn is_longer(&self) -> bool {
        let mean = |(rows, sum): (i64, i64)| sum.checked_div(rows).filter(|mean| *mean > 0);
        let times = mean(self.month).zip(mean(self.year));
        times.is_some_and(|(month, year)| TIMES.contains(&((year + month / 2) / month)))
    }
}

/// What is open about them.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn question(source: &Source) -> Result<Option<Question>, Failure> {
    let monthly = source.interval == Some(Every::one(Interval::Month));
    let open = source.kind == ImportKind::Subscriptions && source.mapping.shape.is_none();
    let Some(price) = source.mapping.column("amount").filter(|_| open && monthly) else {
        return Ok(None);
    };
    let name = &source.names[price];
    if squeeze(name).contains("mrr") {
        return Ok(None);
    }
    let used = ["interval", "plan"].into_iter();
    let used = used.filter_map(|field| source.mapping.column(field));
    let free = source.unused().filter(|at| !source.is_idle(*at));
    let columns = used.chain(free).map(|at| LongerColumn {
        at,
        month: (0, 0),
        year: (0, 0),
        seen: String::new(),
    });
    let mut columns: Vec<LongerColumn> = columns.collect();
    let added = source.added();
    each_row(source, SAMPLE, |record| {
        let amount = source.amounts_of(&added, &record.cells)[0];
        if let Some(amount) = amount.filter(|amount| amount.0 > 0) {
            let look = |column: &mut LongerColumn| column.look(record.cell(column.at), amount.0);
            columns.iter_mut().for_each(look);
        }
        true
    })?;
    let found = columns.iter().find(|column| column.is_longer());
    Ok(found.map(|column| {
        let of = &source.names[column.at];
        let open = format!(
            "{} is a month's by its name, and {} where {} says {} have about twelve times as much as those of a month; \
             is it the price of a year there",
            quoted(name, 40),
            counted(column.year.0, "row"),
            quoted(of, 40),
            column.seen
        );
        let ways = vec![
            Way::when(format!("--map interval={}", shell(of)), "if it is"),
            Way::when(format!("--ignore {}", shell(of)), "if it is a month's everywhere"),
        ];
        Question::new(&source.file, open, ways)
    }))
}
