//! Balances into their table, and to zero with a complete list that leaves an account out.
//! Must not know movements: they are where a balance differs from the one before.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;

use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::field::Value;
use crate::domain::import::BalanceRow;
use crate::domain::money::Cents;
use crate::store::sql;

use super::accounts::AccountNumbers;
use super::former::{BALANCES, RowWriter, values};
use super::run::{DAY_DOUBLED, Run};

const STORED: &str = "SELECT id, hash, mrr FROM balances WHERE account = ?1 AND day = ?2";
const ALL: &str = "SELECT id, account, day, mrr FROM balances ORDER BY account, day";
const BELOW: &str = "the balance names no account or is below zero";
const NAME: &str = "SELECT name FROM accounts WHERE id = ?1";

/// Takes in the rows of a balances file and gives the names of accounts that go to zero by being left out.
pub(super) fn import(run: &mut Run<'_>, complete: bool) -> Result<Vec<String>, Failure> {
    let mut accounts = AccountNumbers::load(run.tx)?;
    let mut seen: HashMap<(i64, i32), i64> = HashMap::new();
    let mut parts: BTreeMap<(i64, i32), DayOfParts> = BTreeMap::new();
    let mut writer = BALANCES.writer(run.tx, run.import, &["account", "day"])?;
    while let Some((line, hash, row)) = run.next_of::<BalanceRow>()? {
        if row.account.is_empty() || (row.mrr.0 < 0 && row.part.is_none()) {
            run.reject(line, BELOW);
            continue;
        }
        let key = (accounts.number(run, &row.account)?, row.day.0);
        if row.part.is_some() {
            parts.entry(key).or_default().take(run, (line, hash), row);
            continue;
        }
        if !run.is_first(&mut seen, key, (line, hash), DAY_DOUBLED) {
            continue;
        }
        write(run, &mut writer, (key.0, hash, 1), &row)?;
    }
    for ((account, day), parts) in parts {
        seen.insert((account, day), parts.hash);
        if parts.sum.mrr.0 < 0 {
            let lines = parts.lines.iter();
            lines.for_each(|line| run.reject(*line, BELOW));
            continue;
        }
        write(
            run,
            &mut writer,
            (account, parts.hash, parts.lines.len() as u64),
            &parts.sum,
        )?;
    }
    if complete {
        zero_the_rest(run, &mut writer, &seen)
    } else {
        Ok(Vec::new())
    }
}

/// Writes what an account pays on a day, as so many rows of the file say.
fn write(
    run: &mut Run<'_>,
    writer: &mut RowWriter<'_>,
    (account, hash, rows): (i64, i64, u64),
    row: &BalanceRow,
) -> Result<(), Failure> {
    run.converted(row.rate.as_ref());
    let key = (account, row.day.0);
    let stored = sql::first(run.tx, STORED, key, |r| {
        Ok((r.get(0)?, (r.get(1)?, r.get(2)?)))
    })?;
    let (id, before): (_, Option<(i64, i64)>) = stored.unzip();
    let (known, mrr) = before.unzip();
    run.replaced.take((account, row.day), mrr, row.mrr.0);
    if run.admit(BALANCES, id, known == Some(hash), rows)? {
        writer.write(id, values(row, account).chain([hash.into()]))?;
    }
    Ok(())
}

/// What the parts of a day of an account come to.
#[derive(Default)]
struct DayOfParts {
    sum: BalanceRow,
    hash: i64,
    /// The lines of their rows.
    lines: Vec<u64>,
    /// The parts there were, each with the hash of its row.
    seen: HashMap<String, i64>,
}

impl DayOfParts {
    fn take(&mut self, run: &mut Run<'_>, (line, hash): (u64, i64), row: BalanceRow) {
        let part = row.part.unwrap_or_default();
        if !run.is_first(&mut self.seen, part, (line, hash), DAY_DOUBLED) {
            return;
        }
        self.lines.push(line);
        self.hash = self.hash.wrapping_add(hash);
        self.sum = BalanceRow {
            mrr: Cents(self.sum.mrr.0.saturating_add(row.mrr.0)),
            rate: row.rate.or(self.sum.rate.take()),
            account: row.account,
            day: row.day,
            part: None,
        };
    }
}

/// A stored balance.
struct StoredBalance {
    id: i64,
    account: i64,
    day: i32,
    mrr: i64,
}

/// Writes a zero for every account with MRR that a day of the file does not name.
fn zero_the_rest(
    run: &Run<'_>,
    writer: &mut RowWriter<'_>,
    seen: &HashMap<(i64, i32), i64>,
) -> Result<Vec<String>, Failure> {
    let days: BTreeSet<i32> = seen.keys().map(|(_, day)| *day).collect();
    let rows = sql::all(run.tx, ALL, [], |r| {
        Ok(StoredBalance {
            id: r.get(0)?,
            account: r.get(1)?,
            day: r.get(2)?,
            mrr: r.get(3)?,
        })
    })?;
    let mut names = BTreeSet::new();
    // What an erased customer pays by now is not known: the file's rows of it are not looked at.
    let known = |rows: &&[StoredBalance]| !run.erased.contains(&rows[0].account);
    for rows in rows.chunk_by(|a, b| a.account == b.account).filter(known) {
        if zero_account(run, writer, rows, &days, seen)? {
            names.insert(sql::one(run.tx, NAME, [rows[0].account], |r| r.get(0))?);
        }
    }
    Ok(names.into_iter().collect())
}

/// One account: whether it went to zero on some day by being left out.
fn zero_account(
    run: &Run<'_>,
    writer: &mut RowWriter<'_>,
    rows: &[StoredBalance],
    days: &BTreeSet<i32>,
    seen: &HashMap<(i64, i32), i64>,
) -> Result<bool, Failure> {
    let account = rows[0].account;
    let mut rest = rows;
    let (mut balance, mut zeroed) = (0, false);
    for &day in days {
        let before = rest.partition_point(|row| row.day < day);
        balance = rest[..before].last().map_or(balance, |row| row.mrr);
        rest = &rest[before..];
        let here = rest.first().filter(|row| row.day == day);
        if seen.contains_key(&(account, day)) {
            continue;
        }
        match here {
            Some(row) if row.mrr > 0 => BALANCES.keep(run.tx, run.import, row.id)?,
            None if balance > 0 => {}
            _ => continue,
        }
        let id = here.map(|row| row.id);
        let zero = BalanceRow {
            day: Day(day),
            ..BalanceRow::default()
        };
        writer.write(id, values(&zero, account).chain([Value::Int(0)]))?;
        zeroed = true;
        balance = 0;
    }
    Ok(zeroed)
}
