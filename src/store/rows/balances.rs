//! Balances into their table, and to zero with a complete list that leaves an account out.
//! Must not know movements: they are where a balance differs from the one before.

use std::collections::{BTreeSet, HashMap};

use rusqlite::OptionalExtension;

use crate::domain::failure::Failure;
use crate::domain::import::{BalanceRow, ImportRow, SourceRow};

use super::accounts::{Accounts, doubled};
use super::former::BALANCES;
use super::run::Run;

/// Takes in the rows of a balances file and gives the names of accounts that go to zero by being left out.
pub(super) fn import(run: &mut Run<'_>, complete: bool) -> Result<Vec<String>, Failure> {
    let mut accounts = Accounts::load(run.tx)?;
    let mut seen: HashMap<(i64, i32), i64> = HashMap::new();
    while let Some(SourceRow { line, hash, row }) = run.next()? {
        let ImportRow::Balance(row) = row else {
            return Err(Run::mixed_up(line));
        };
        if row.account.is_empty() || row.mrr.0 < 0 {
            run.reject(line, "the balance names no account or is below zero");
            continue;
        }
        let key = (accounts.number(run, &row.account)?, row.day.0);
        match seen.get(&key) {
            Some(first) if *first == hash => run.counts.unchanged += 1,
            Some(_) => run.reject(line, doubled(&format!("{} on {}", row.account, row.day))),
            None => {
                seen.insert(key, hash);
                run.converted(row.rate.as_ref());
                write(run, key, &row, hash)?;
            }
        }
    }
    if complete {
        zero_the_rest(run, &seen)
    } else {
        Ok(Vec::new())
    }
}

fn write(
    run: &mut Run<'_>,
    (account, day): (i64, i32),
    row: &BalanceRow,
    hash: i64,
) -> Result<(), Failure> {
    let stored: Option<(i64, i64)> = run
        .tx
        .prepare_cached("SELECT id, hash FROM balances WHERE account = ?1 AND day = ?2")?
        .query_row((account, day), |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    match stored {
        Some((_, known)) if known == hash => run.counts.unchanged += 1,
        Some((id, _)) => {
            set(run, id, row, hash)?;
            run.counts.updated += 1;
        }
        None => {
            insert(run, (account, day), row, hash)?;
            run.counts.new += 1;
        }
    }
    Ok(())
}

fn set(run: &Run<'_>, id: i64, row: &BalanceRow, hash: i64) -> Result<(), Failure> {
    BALANCES.keep(run.tx, run.import.0, id)?;
    let mut update = run
        .tx
        .prepare_cached("UPDATE balances SET mrr = ?2, hash = ?3, rate = ?4 WHERE id = ?1")?;
    update.execute((id, row.mrr, hash, &row.rate))?;
    Ok(())
}

fn insert(
    run: &Run<'_>,
    (account, day): (i64, i32),
    row: &BalanceRow,
    hash: i64,
) -> Result<(), Failure> {
    run.tx
        .prepare_cached(
            "INSERT INTO balances (account, day, mrr, hash, rate, import) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        )?
        .execute((account, day, row.mrr, hash, &row.rate, run.import.0))?;
    Ok(())
}

/// A stored balance.
struct Stored {
    id: i64,
    account: i64,
    day: i32,
    mrr: i64,
}

/// Writes a zero for every account with MRR that a day of the file does not name.
fn zero_the_rest(run: &Run<'_>, seen: &HashMap<(i64, i32), i64>) -> Result<Vec<String>, Failure> {
    let days: BTreeSet<i32> = seen.keys().map(|(_, day)| *day).collect();
    let rows: Vec<Stored> = run
        .tx
        .prepare("SELECT id, account, day, mrr FROM balances ORDER BY account, day")?
        .query_map([], |r| {
            Ok(Stored {
                id: r.get(0)?,
                account: r.get(1)?,
                day: r.get(2)?,
                mrr: r.get(3)?,
            })
        })?
        .collect::<Result<_, _>>()?;
    let mut names = BTreeSet::new();
    for rows in rows.chunk_by(|a, b| a.account == b.account) {
        if zero_account(run, rows, &days, seen)? {
            names.insert(run.tx.query_row(
                "SELECT name FROM accounts WHERE id = ?1",
                [rows[0].account],
                |r| r.get::<_, String>(0),
            )?);
        }
    }
    Ok(names.into_iter().collect())
}

/// One account: whether it went to zero on some day by being left out.
fn zero_account(
    run: &Run<'_>,
    rows: &[Stored],
    days: &BTreeSet<i32>,
    seen: &HashMap<(i64, i32), i64>,
) -> Result<bool, Failure> {
    let account = rows[0].account;
    let mut rest = rows;
    let (mut balance, mut zeroed) = (0, false);
    let nothing = BalanceRow::default();
    for &day in days {
        let before = rest.partition_point(|row| row.day < day);
        balance = rest[..before].last().map_or(balance, |row| row.mrr);
        rest = &rest[before..];
        let here = rest.first().filter(|row| row.day == day);
        if seen.contains_key(&(account, day)) {
            continue;
        }
        match here {
            Some(row) if row.mrr > 0 => set(run, row.id, &nothing, 0)?,
            None if balance > 0 => insert(run, (account, day), &nothing, 0)?,
            _ => continue,
        }
        zeroed = true;
        balance = 0;
    }
    Ok(zeroed)
}
