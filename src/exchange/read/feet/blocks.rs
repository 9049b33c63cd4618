//! Rows at the foot that together come to as much as all accounts above them: each plan's sum, each region's.
//! Must not know names.

use super::FootRow;
use super::above::Above;

/// Of so many accounts others may be the sums.
const LEAST: i64 = 3;

/// So many accounts for each row that adds them up, at least.
const EACH: i64 = 2;

/// From so many on it is no chance that they come to the same, even in a single month.
const MANY: i64 = 5;

/// Nor is it where they come to so many times what all of them are multiples of.
const UNITS: i64 = 1_000;

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
    let (mut sums, mut names): (Vec<Option<i64>>, Vec<&str>) = (Vec::new(), Vec::new());
    let mut larger = false;
    for (at, row) in foot.iter().enumerate().filter(|(_, row)| !row.called) {
        if above.is_one_more(row) {
            return 0;
        }
        let amounts = above.amounts(row);
        larger |= above.are_largest(&amounts);
        for (at, amount) in amounts {
            if sums.len() <= at {
                sums.resize(at + 1, None);
            }
            sums[at] = Some(sums[at].unwrap_or_default() + amount);
        }
        if !names.contains(&row.name.as_str()) {
            names.push(&row.name);
        }
        if are_all(above, &sums, &names, larger) {
            return at + 1 + behind(above, &foot[at + 1..], &sums);
        }
        if above.exceeded(&sums) {
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

/// Whether sums of rows that are called so, one of them `larger` than any account, are those of all accounts, and not by
/// chance.
fn are_all(above: &Above<'_>, sums: &[Option<i64>], names: &[&str], larger: bool) -> bool {
    let before = above.called(names);
    let places = sums.len().max(above.places());
    [true, false].into_iter().any(|all| {
        let (mut told, mut rows) = (Vec::new(), 0);
        for at in 0..places {
            let part = above.part(at, all);
            let others = before.get(at).copied().unwrap_or_default();
            let own = sums.get(at).copied().flatten();
            let rest = part.sum - others.sum;
            match own.map_or(others.sum, |own| own + others.sum) {
                0 if above.is_by_day() || rest == 0 => {}
                sum if is_near(sum, rest, names.len()) => {
                    told.push(sum);
                    rows = rows.max(part.rows - others.rows);
                }
                // Of another month there may be more above than accounts and these sums.
                _ if own.is_none() && above.is_by_day() => {}
                _ => return false,
            }
        }
        let rows = (rows, names.len() as i64);
        are_many(&told, rows, above.unit(), larger)
    })
}

fn is_near(sum: i64, of: i64, rows: usize) -> bool {
    sum.abs_diff(of) <= rows as u64
}

/// Whether so many accounts come to these sums and so many rows do as well, and not by chance.
fn are_many(sums: &[i64], (accounts, rows): (i64, i64), unit: i64, larger: bool) -> bool {
    let Some(first) = sums.first() else {
        return false;
    };
    let several = sums.iter().any(|sum| sum != first);
    let fine = first.abs() / unit.max(1) >= UNITS;
    let parts = larger && rows > 1;
    let chance = !(several || fine || parts || accounts >= MANY * rows);
    accounts >= LEAST && accounts >= EACH * rows && !chance
}

/// No more rows than accounts say something of them, but for so many.
const SMALL: i64 = 8;
