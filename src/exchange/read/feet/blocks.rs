//! Rows at the foot that together come to as much as all accounts above them: each plan's sum, each region's.
//! Must not know names.

use super::FootRow;
use super::above::Above;
use super::dealt;

/// Of so many accounts others may be the sums.
const LEAST: i64 = 3;

/// So many accounts for each row that adds them up are plenty; of fewer it has to be seen which make which row.
const EACH: i64 = 2;

/// From so many on it is no chance that they come to the same, even in a single month.
const MANY: i64 = 5;

/// Nor is it where they come to so many times what all of them are multiples of, or where one does on average.
const UNITS: i64 = 1_000;

/// Rows that may add up those above them.
#[derive(Default)]
struct SumsBlock<'a> {
    /// What they come to in each place.
    sums: Vec<Option<i64>>,
    /// The amounts of each of those called so.
    rows: Vec<(&'a str, Vec<i64>)>,
    /// Whether one of them is larger than any account.
    larger: bool,
}

impl<'a> SumsBlock<'a> {
    fn take(&mut self, above: &mut Above<'_>, row: &'a FootRow) {
        let amounts = above.amounts(row);
        self.larger |= above.are_largest(&amounts);
        for (at, amount) in &amounts {
            if self.sums.len() <= *at {
                self.sums.resize(at + 1, None);
            }
            self.sums[*at] = Some(self.sums[*at].unwrap_or_default() + amount);
        }
        let known = self.rows.iter_mut().find(|(name, _)| *name == row.name);
        match known {
            Some((_, own)) => dealt::add(own, &amounts),
            None => {
                let mut own = Vec::new();
                dealt::add(&mut own, &amounts);
                self.rows.push((&row.name, own));
            }
        }
    }

    fn names(&self) -> Vec<&'a str> {
        self.rows.iter().map(|(name, _)| *name).collect()
    }
}

/// How many of these rows, from the first, are such rows and what stands behind them: that says something of the accounts
/// as well.
pub(super) fn begins(above: &mut Above<'_>, foot: &[FootRow]) -> usize {
    if !above.is_by_day() && foot.len() as i64 > above.rows().max(SMALL) {
        return 0;
    }
    // Whoever pays nothing is no part of any sum.
    let first = foot
        .first()
        .map(|row| above.amounts(row))
        .unwrap_or_default();
    if first.iter().all(|(_, amount)| *amount == 0) {
        return 0;
    }
    let mut block = SumsBlock::default();
    for (at, row) in foot
        .iter()
        .enumerate()
        .filter(|(_, row)| !row.called || row.extreme)
    {
        if above.is_one_more(row) {
            return 0;
        }
        block.take(above, row);
        if are_all(above, &block) {
            return at + 1 + behind(above, &foot[at + 1..], &block.sums);
        }
        if above.exceeded(&block.sums) {
            return 0;
        }
    }
    0
}

/// How many of the rows behind them, from the first, belong to them: where there are several days, those of the same
/// that are called like no account.
fn behind(above: &mut Above<'_>, rest: &[FootRow], sums: &[Option<i64>]) -> usize {
    if !above.is_by_day() {
        return rest.len();
    }
    let mut belongs = |row: &FootRow| {
        let same = |(at, _): &(usize, i64)| sums.get(*at).is_some_and(Option::is_some);
        row.called || (!above.knows(&row.name) && above.amounts(row).iter().all(same))
    };
    let ends = rest.iter().position(|row| !belongs(row));
    ends.unwrap_or(rest.len())
}

/// Whether what these rows come to is what all accounts do, and not by chance.
fn are_all(above: &Above<'_>, block: &SumsBlock<'_>) -> bool {
    let names = block.names();
    let before = above.called(&names);
    let places = block.sums.len().max(above.places());
    [true, false].into_iter().any(|all| {
        let mut told = BothTold::default();
        for at in 0..places {
            let part = above.part(at, all);
            let others = before.get(at).copied().unwrap_or_default();
            let own = block.sums.get(at).copied().flatten();
            let rest = part.sum - others.sum;
            match own.map_or(others.sum, |own| own + others.sum) {
                0 if above.is_by_day() || rest == 0 => {}
                sum if is_near(sum, rest, names.len()) => {
                    told.exact &= sum == rest;
                    told.sums.push((at, sum));
                    told.accounts = told.accounts.max(part.rows - others.rows);
                }
                // Of another month there may be more above than accounts and these sums.
                _ if own.is_none() && above.is_by_day() => {}
                _ => return false,
            }
        }
        told.is_no_chance(above, &block.rows, block.larger, all)
    })
}

fn is_near(sum: i64, of: i64, rows: usize) -> bool {
    sum.abs_diff(of) <= rows as u64
}

/// What accounts and some rows both come to.
pub(super) struct BothTold {
    /// In each place that has something.
    pub(super) sums: Vec<(usize, i64)>,
    /// Whether they are the same to the cent.
    pub(super) exact: bool,
    pub(super) accounts: i64,
}

impl Default for BothTold {
    fn default() -> BothTold {
        BothTold {
            sums: Vec::new(),
            exact: true,
            accounts: 0,
        }
    }
}

impl BothTold {
    /// Whether these rows, one of them `larger` than any account, add up all accounts or those that have not ended.
    pub(super) fn is_no_chance(
        &self,
        above: &Above<'_>,
        named: &[(&str, Vec<i64>)],
        larger: bool,
        all: bool,
    ) -> bool {
        let Some((_, first)) = self.sums.first() else {
            return false;
        };
        let rows = named.len() as i64;
        let several = self.sums.iter().any(|(_, sum)| sum != first);
        if self.accounts < LEAST {
            return false;
        }
        let units = self.exact.then(|| first.abs() / above.unit().max(1));
        let units = units.unwrap_or_default();
        if self.accounts >= EACH * rows {
            let parts = self.exact && larger && rows > 1;
            return several || units >= UNITS || parts || self.accounts >= MANY * rows;
        }
        let fine = units >= UNITS * self.accounts;
        let places = self.sums.iter().map(|(at, _)| *at).collect::<Vec<_>>();
        self.accounts > rows
            && match above.few().deal(named, &places, all) {
                Some(dealt) => dealt.is_whole && (several || fine || dealt.is_telling),
                None => several || fine,
            }
    }
}

/// No more rows than accounts say something of them, but for so many.
const SMALL: i64 = 8;
