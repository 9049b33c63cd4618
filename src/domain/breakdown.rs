//! A period by plan, segment, tenure or any other value an account has.
//! Must not know where values come from: it is given a cell per account.

#[cfg(test)]
mod tests;

use std::cmp::Reverse;

use super::counting::CountingWay;
use super::figure::{fraction, round6};
use super::ledger::{Days, Ledger};
use super::metrics::{Breakdown, BreakdownRow, Dimension, Metrics};
use super::money::Cents;
use super::numbered::Numbered;
use super::period::Period;
use super::sort::sort_by_key;
use super::stats::newcombe::differ;
use super::tally::Tally;

/// The cell of accounts without a value.
pub const NONE: &str = "(none)";

/// Opening accounts below which a cell is not ranked: with fewer, one account moves the rate by over 3 points.
pub const TOO_FEW: u64 = 30;

/// Which cell of a dimension each account is in; accounts are added in the ledger's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cells {
    names: Numbered,
    of: Vec<u32>,
}

impl Cells {
    /// The cells of a dimension by a function from account to value.
    pub fn by<'a>(ledger: &Ledger, value: impl Fn(usize) -> &'a str) -> Cells {
        let mut cells = Cells::default();
        for account in 0..ledger.len() {
            cells.push(value(account));
        }
        cells
    }

    /// The next account's value; empty for none.
    pub fn push(&mut self, value: &str) {
        let value = value.trim();
        let value = if value.is_empty() { NONE } else { value };
        self.of.push(self.names.number(value));
    }

    /// Fills up to `accounts` accounts with "no value".
    pub fn pad(&mut self, accounts: usize) {
        while self.of.len() < accounts {
            self.push("");
        }
    }

    /// An account's value; empty for none.
    pub fn value(&self, account: usize) -> &str {
        valued(self.name(account))
    }

    /// The number of an account's cell.
    pub fn number(&self, account: usize) -> Option<usize> {
        self.of.get(account).map(|cell| *cell as usize)
    }

    /// The names of all cells, by their numbers.
    pub fn names(&self) -> &[String] {
        self.names.names()
    }

    /// The name of an account's cell; `(none)` is that of accounts without a value.
    pub fn name(&self, account: usize) -> &str {
        let name = self.number(account).and_then(|cell| self.names().get(cell));
        name.map_or(NONE, String::as_str)
    }

    /// Every cell's name with its number of accounts.
    pub fn sizes(&self) -> impl Iterator<Item = (&str, usize)> {
        let mut sizes = vec![0; self.names().len()];
        for cell in &self.of {
            sizes[*cell as usize] += 1;
        }
        self.names().iter().map(String::as_str).zip(sizes)
    }

    /// The same accounts under other names, one for each name there is; no value stays no value.
    pub fn renamed(&self, name: impl Fn(&str) -> String) -> Cells {
        let mut cells = Cells::default();
        let renamed = |old: &String| match old.as_str() {
            NONE => String::new(),
            old => name(old),
        };
        let names: Vec<String> = self.names().iter().map(renamed).collect();
        for cell in &self.of {
            cells.push(&names[*cell as usize]);
        }
        cells
    }

    /// How many different values there are, "no value" included.
    pub fn distinct(&self) -> usize {
        self.names().len()
    }

    /// Whether any account has a value.
    pub fn any(&self) -> bool {
        self.names().iter().any(|name| name != NONE)
    }
}

/// The value that a cell's name stands for; empty for none.
pub fn valued(name: &str) -> &str {
    if name == NONE { "" } else { name }
}

/// How long accounts had been customers when the period began, as cells.
pub fn tenure(ledger: &Ledger, period: Period) -> Cells {
    let first = period.first();
    Cells::by(ledger, |account| match ledger.first_active(account) {
        None => "",
        Some(joined) if joined >= first => "joined in the period",
        Some(joined) => BANDS
            .iter()
            .find(|(months, _)| first < joined.plus_months(*months))
            .map_or("over 3 years", |(_, name)| name),
    })
}

/// Tenure bands: the first whose months are not yet full on the period's first day.
const BANDS: [(i32, &str); 5] = [
    (3, "under 3 months"),
    (6, "3 to 6 months"),
    (12, "6 to 12 months"),
    (24, "1 to 2 years"),
    (36, "2 to 3 years"),
];

/// The plan of each account: its own, else that of its largest subscription at the period's
/// opening (new accounts: at its closing).
pub fn plans(ledger: &Ledger, period: Period, own: &Cells) -> Cells {
    let days = Days::from(period);
    Cells::by(ledger, |account| match own.value(account) {
        "" => ledger.plan(account, days).unwrap_or_default(),
        plan => plan,
    })
}

/// A period by a dimension: ranked cells by lost MRR, then by name, then those with fewer than
/// `too_few` accounts at opening. Cells that nothing happened in are left out.
pub fn breakdown(
    ledger: &Ledger,
    period: Period,
    by: &Dimension,
    cells: &Cells,
    way: &CountingWay,
    too_few: u64,
) -> Breakdown {
    let days = Days::from(period);
    let mut total = Tally::default();
    let mut tallies = vec![Tally::default(); cells.distinct()];
    for account in 0..ledger.len() {
        let own = Tally::of(ledger, account, days, way.profile);
        total += own;
        if let Some(cell) = cells.of.get(account) {
            tallies[*cell as usize] += own;
        }
    }
    let whole = total.metrics(period, way);
    let told = whole.is_told();
    // Not the profile's own rate: not every profile has one of money.
    let share = |tally: &Tally| fraction(lost(tally).0, tally.mrr.opening.0).filter(|_| told);
    let of_lost = |tally: &Tally| fraction(lost(tally).0, lost(&total).0).filter(|_| told);
    let average = share(&total).filter(|rate| *rate > 0.0);
    let mut rows: Vec<BreakdownRow> = tallies
        .into_iter()
        .zip(cells.names())
        .filter(|(tally, _)| *tally != Tally::default())
        .map(|(tally, value)| {
            let mut metrics = tally.metrics(period, way);
            metrics.by = Some([(by.0.clone(), value.clone())].into());
            let ratio = share(&tally).zip(average);
            let few = tally.accounts.opening < too_few;
            BreakdownRow {
                value: value.clone(),
                lost: lost(&tally),
                share: of_lost(&tally).map(round6),
                of_average: ratio.map(|(own, all)| round6(own / all)),
                more_left: more_left(&metrics, &whole).filter(|_| !few),
                too_few: few,
                metrics,
            }
        })
        .collect();
    sort_by_key(&mut rows, |row| {
        (row.too_few, Reverse(row.lost), row.value.clone())
    });
    Breakdown {
        by: by.clone(),
        too_few,
        total: whole,
        rows,
    }
}

/// Whether more of a cell's accounts left than of all others, or fewer; `None` where the two shares differ by no more
/// than they would by themselves.
fn more_left(cell: &Metrics, whole: &Metrics) -> Option<bool> {
    let (own, all) = (cell.left(), whole.left());
    let others = (all.0.checked_sub(own.0)?, all.1.checked_sub(own.1)?);
    // Ways that count movements can count more that left than there were: no share is made of that.
    let share = |(part, all): (u64, u64)| {
        let share = fraction(part.cast_signed(), all.cast_signed());
        share.filter(|share| *share <= 1.0)
    };
    let (share, rest) = (share(own)?, share(others)?);
    let told = cell.is_told() && differ(own, others);
    told.then_some(share > rest)
}

/// Churn and contraction.
fn lost(tally: &Tally) -> Cents {
    tally.mrr.churn + tally.mrr.contraction
}
