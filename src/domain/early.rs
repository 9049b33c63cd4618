//! Who was gone within 90 days, of those who joined lately, by any dimension.
//! Must not know screens or tables: pure functions over a `Ledger`.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::behind::{What, When, behind};
use super::breakdown::Cells;
use super::cohorts::known_cohorts;
use super::day::Day;
use super::known::KnownSince;
use super::ledger::{Days, Ledger};
use super::metrics::{Cohort, Dimension};
use super::period::Period;
use super::profile::Profile;
use super::sort::sort_by_key;

/// Months of joining that are looked at together.
const MONTHS: usize = 3;

/// Of those who joined in the last three months that can be said of: who was gone on day 90.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Early {
    /// The first month of joining.
    pub first: Period,
    /// The last.
    pub last: Period,
    /// How many were gone.
    pub gone: u64,
    /// Of how many.
    pub of: u64,
    /// The dimension of the cells.
    pub by: Dimension,
    /// The cells, the largest share first, those with too few accounts last.
    pub cells: Vec<EarlyCell>,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct EarlyCell {
    /// The value of the dimension.
    pub value: String,
    /// How many were gone.
    pub gone: u64,
    /// Of how many.
    pub of: u64,
    /// Whether they are too few to be ranked.
    pub too_few: bool,
}

impl Early {
    /// The accounts behind it: those gone.
    pub fn what(&self) -> What {
        What::cohort((self.first, self.last), When::Day90, true)
    }
}

/// The days of joining of the last three cohorts whose 90th days are all over by `end`, if there are any.
pub fn joined(ledger: &Ledger, known: KnownSince, end: Day) -> Option<Period> {
    let all = known_cohorts(ledger, known, end).cohorts;
    let known: Vec<&Cohort> = all.iter().filter(|c| c.day_90.is_some()).collect();
    let last = &known[known.len().saturating_sub(MONTHS)..];
    Some(Period::Custom {
        from: last.first()?.month.first(),
        to: last.last()?.month.last(),
    })
}

/// Who of those who joined in some days was gone on day 90, by cells as of those days.
pub fn early(
    ledger: &Ledger,
    known: KnownSince,
    joined: Period,
    by: Dimension,
    cells: &Cells,
    too_few: u64,
) -> Early {
    let mut early = Early {
        first: Period::month_of(joined.first()),
        last: Period::month_of(joined.last()),
        gone: 0,
        of: 0,
        by,
        cells: Vec::new(),
    };
    let mut counts: BTreeMap<&str, (u64, u64)> = BTreeMap::new();
    for gone in [true, false] {
        let what = What::cohort((early.first, early.last), When::Day90, gone);
        let days = Days::from(joined);
        let follows = |account| {
            ledger
                .first_active(account)
                .is_some_and(|day| known.joined(day))
        };
        for part in behind(ledger, what, days, Profile::Snapshot, days.last, follows) {
            let cell = counts.entry(cells.name(part.account)).or_default();
            cell.0 += u64::from(gone);
            cell.1 += 1;
        }
    }
    early.gone = counts.values().map(|c| c.0).sum();
    early.of = counts.values().map(|c| c.1).sum();
    let cells = counts.into_iter().map(|(value, (gone, of))| EarlyCell {
        value: value.to_owned(),
        gone,
        of,
        too_few: of < too_few,
    });
    early.cells = cells.collect();
    // A stable sort: cells alike stay in the order of their names.
    let share = |c: &EarlyCell| c.gone * 1_000_000 / c.of.max(1);
    sort_by_key(&mut early.cells, |c| (c.too_few, Reverse(share(c))));
    early
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{day, paid};

    #[test]
    fn those_gone_by_day_90_are_counted_by_cell() {
        let ledger = paid(
            "1: 2026-05-03 10, 2026-06-01 -10; 2: 2026-06-10 10; 3: 2026-07-30 10, 2026-08-30 -10; \
         4: 2026-09-01 10; 5: 2026-03-01 10",
        );
        let known = KnownSince::of(&ledger, None, None).unwrap();
        let span = joined(&ledger, known, day("2026-10-31")).unwrap();
        assert_eq!(span.to_string(), "2026-05-01..2026-07-31");
        let channel = ["ads", "ads", "web", "web", "web"];
        let cells = Cells::by(&ledger, |a| channel[a]);
        let found = early(&ledger, known, span, Dimension("channel".into()), &cells, 2);
        assert_eq!((found.gone, found.of), (2, 3));
        let cells = found.cells.iter();
        let cells: Vec<_> = cells
            .map(|c| (&*c.value, c.gone, c.of, c.too_few))
            .collect();
        assert_eq!(cells, [("ads", 1, 2, false), ("web", 1, 1, true)]);
        assert_eq!(joined(&ledger, known, day("2026-04-01")), None);
    }
}
