//! Rows that together add up all others wherever they stand: at the top, before the rows of each group, or behind them.
//! A list by day is looked at as a table with a row for each account. Must not know names but those of groups.

use super::above::Above;
use super::blocks::BothTold;
use super::dealt::FewAccount;
use super::groups::{GroupRow, Groups};
use crate::exchange::read::foot;

/// The names of such rows.
pub(super) fn names(above: &Above<'_>) -> Vec<String> {
    let Some(rows) = above.few().all() else {
        return Vec::new();
    };
    let paying: Vec<&FewAccount> = rows.iter().filter(|row| row.sum() != 0).collect();
    let found = at_the_top(above, &paying);
    let found = found.or_else(|| called_so(above, &paying));
    let found = found.or_else(|| of_groups(above, &paying));
    found.unwrap_or_default()
}

/// The first rows, where they come to as much as those below them.
fn at_the_top(above: &Above<'_>, rows: &[&FewAccount]) -> Option<Vec<String>> {
    let mut tops = 1..=rows.len() / 2;
    let top = tops.find(|top| are_sums(above, rows, |at, _| at < *top, false))?;
    Some(named(&rows[..top]))
}

/// Those that are called as customers are grouped.
fn called_so(above: &Above<'_>, rows: &[&FewAccount]) -> Option<Vec<String>> {
    let is = |_: usize, row: &FewAccount| foot::is_group(&row.name);
    let of_groups = rows.iter().copied().filter(|row| is(0, row));
    let of_groups: Vec<&FewAccount> = of_groups.collect();
    let found = of_groups.len() > 1 && are_sums(above, rows, is, true);
    found.then(|| named(&of_groups))
}

/// The first or the last row of each group, where all of a list by day is made of groups.
fn of_groups(above: &Above<'_>, rows: &[&FewAccount]) -> Option<Vec<String>> {
    if !above.is_by_day() {
        return None;
    }
    let mut groups = Groups::new();
    for (at, account) in rows.iter().enumerate() {
        let row = GroupRow {
            line: at as u64,
            name: &account.name,
            ..GroupRow::default()
        };
        let amounts = account.amounts.iter().copied().enumerate();
        groups.look(&row, &amounts.collect::<Vec<_>>());
    }
    let lines = groups.lines();
    let found = lines.iter().filter_map(|line| rows.get(*line as usize));
    let found: Vec<&FewAccount> = found.copied().collect();
    (!found.is_empty()).then(|| named(&found))
}

fn named(rows: &[&FewAccount]) -> Vec<String> {
    rows.iter().map(|row| row.name.clone()).collect()
}

/// Whether some rows come to as much as all others in each place, and not by chance; where they are `called` as sums are,
/// that is none.
fn are_sums(
    above: &Above<'_>,
    rows: &[&FewAccount],
    is: impl Fn(usize, &FewAccount) -> bool,
    called: bool,
) -> bool {
    let (mut sums, mut others) = (Vec::new(), Vec::new());
    for (at, row) in rows.iter().enumerate() {
        match is(at, row) {
            true => sums.push(*row),
            false => others.push(*row),
        }
    }
    let places = rows.iter().map(|row| row.amounts.len()).max();
    let own = |rows: &[&FewAccount], at: usize| -> i64 {
        let own = rows.iter().filter_map(|row| row.amounts.get(at));
        own.sum()
    };
    let largest = |rows: &[&FewAccount]| rows.iter().map(|row| row.sum()).max();
    let mut told = BothTold {
        accounts: others.len() as i64,
        ..BothTold::default()
    };
    for at in 0..places.unwrap_or_default() {
        let (sum, rest) = (own(&sums, at), own(&others, at));
        if sum.abs_diff(rest) > sums.len() as u64 {
            return false;
        }
        told.exact &= sum == rest;
        told.sums.extend((sum != 0).then_some((at, sum)));
    }
    let names: Vec<(&str, Vec<i64>)> = sums
        .iter()
        .map(|row| (row.name.as_str(), Vec::new()))
        .collect();
    let larger = largest(&sums) > largest(&others);
    let enough = called && told.exact && told.accounts >= sums.len() as i64;
    enough || told.is_no_chance(above, &names, larger, true)
}
