//! Movements into their table: one row per account and day, no balance below zero.
//! Must not know kinds of movement: whether it is new or churn follows when the ledger is loaded.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::domain::cause::Cause;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::field::Field;
use crate::domain::import::{Lacks, MovementAmount, MovementRow};
use crate::domain::money::Cents;
use crate::store::sql;

use super::accounts::AccountNumbers;
use super::former::{MOVEMENTS, RowWriter, values};
use super::run::Run;

const STORED: &str = "SELECT day, id, delta, hash, cause, rate FROM movements WHERE account = ?1";

/// One row of the file with its account's number.
#[derive(Clone, Copy, Debug)]
struct GivenMovement {
    account: i64,
    day: i32,
    amount: MovementAmount,
    cause: Option<Cause>,
    /// The place of its rate among those of the file.
    rate: Option<usize>,
    line: u64,
    hash: i64,
}

impl GivenMovement {
    /// Rises before falls within a day, so that a day which nets out is not refused; balances as written.
    fn order(&self) -> (i64, i32, i64, u64) {
        let amount = match self.amount {
            MovementAmount::Delta(delta) => -delta.0,
            MovementAmount::Balance(_) => 0,
        };
        (self.account, self.day, amount, self.line)
    }
}

/// What a day of an account comes to.
#[derive(Clone, Debug, Default)]
struct DayOf {
    id: Option<i64>,
    stored: i64,
    stored_hash: i64,
    stored_cause: Option<Cause>,
    stored_rate: Option<String>,
    given: Vec<(GivenMovement, i64)>,
}

impl DayOf {
    /// The change that counts: the file's where it has rows, else what is stored.
    fn delta(&self) -> i64 {
        if self.given.is_empty() {
            self.stored
        } else {
            self.given.iter().map(|(_, d)| d).sum()
        }
    }

    /// Why it ended: what the last row of the file that says so says.
    fn cause(&self) -> Option<Cause> {
        self.given.iter().rev().find_map(|(given, _)| given.cause)
    }

    /// Why it ended as an earlier file said, where this one, which `lacks` some fields, says nothing of it.
    fn kept(&self, lacks: &Lacks) -> Option<Cause> {
        let keeps = lacks.has(Field::Cause) && self.cause().is_none() && self.delta() < 0;
        self.stored_cause.filter(|_| keeps)
    }

    /// Whether what the file says stands there, and what it has no column for beside it.
    fn stands(&self, rate: Option<&String>, lacks: &Lacks) -> bool {
        let same = self.stored_hash == self.hash() || self.stored_hash == self.hash() ^ lacks.mark;
        let kept = self.kept(lacks).is_some() && self.stored_rate.as_ref() == rate;
        self.stored == self.delta() && (same || kept)
    }

    /// The place of the rate that its last converted row was converted at.
    fn rate(&self) -> Option<usize> {
        self.given.iter().rev().find_map(|(given, _)| given.rate)
    }

    fn hash(&self) -> i64 {
        self.given
            .iter()
            .fold(0, |sum: i64, (given, _)| sum.wrapping_add(given.hash))
    }
}

/// Takes in the rows of a movements file.
pub(super) fn import(run: &mut Run<'_>) -> Result<(), Failure> {
    let mut accounts = AccountNumbers::load(run.tx)?;
    let (mut rows, mut rates) = (Vec::new(), Vec::new());
    while let Some((line, hash, row)) = run.next_of::<MovementRow>()? {
        if row.account.is_empty() {
            run.reject(line, "the movement names no account");
            continue;
        }
        let account = accounts.number(run, &row.account)?;
        rows.push(GivenMovement {
            account,
            day: row.day.0,
            amount: row.amount,
            cause: row.cause,
            rate: row.rate.map(|rate| place(&mut rates, rate)),
            line,
            hash,
        });
    }
    rows.sort_unstable_by_key(GivenMovement::order);
    let mut writer = MOVEMENTS.writer(run.tx, run.import, &["account", "day"])?;
    for rows in rows.chunk_by(|a, b| a.account == b.account) {
        let mut days = stored(run.tx, rows[0].account)?;
        walk(run, rows, &mut days);
        write(run, &mut writer, rows[0].account, days, &rates)?;
    }
    run.rates = rates.into_iter().collect();
    Ok(())
}

/// The place of a rate among those there are, added if need be.
fn place(rates: &mut Vec<String>, rate: String) -> usize {
    rates
        .iter()
        .position(|known| *known == rate)
        .unwrap_or_else(|| {
            rates.push(rate);
            rates.len() - 1
        })
}

fn stored(tx: &Connection, account: i64) -> Result<BTreeMap<i32, DayOf>, Failure> {
    let days = sql::all(tx, STORED, [account], |r| {
        let of = DayOf {
            id: r.get(1)?,
            stored: r.get(2)?,
            stored_hash: r.get(3)?,
            stored_cause: r.get(4)?,
            stored_rate: r.get(5)?,
            given: Vec::new(),
        };
        Ok((r.get(0)?, of))
    })?;
    Ok(days.into_iter().collect())
}

/// Goes through an account's days in order and sets aside each row of the file that would take the
/// balance below zero, there or, for a fall, where a stored movement after it then would.
fn walk(run: &mut Run<'_>, rows: &[GivenMovement], days: &mut BTreeMap<i32, DayOf>) {
    for given in rows {
        days.entry(given.day).or_default();
    }
    let mut walk = AccountWalk {
        rejected: Vec::new(),
        balance: 0,
        falls: Vec::new(),
    };
    let mut rest = rows;
    let order: Vec<i32> = days.keys().copied().collect();
    for day in order {
        let mine = rest.partition_point(|given| given.day == day);
        let (now, later) = rest.split_at(mine);
        rest = later;
        if let Some(of) = days.get_mut(&day) {
            walk.take(of, now);
        }
        walk.mend(days);
    }
    for line in walk.rejected {
        run.reject(line, "it would take the account's MRR below zero");
    }
}

/// One account on its way through time.
struct AccountWalk {
    rejected: Vec<u64>,
    balance: i64,
    /// Falls of the file that were let in: their day and place in it.
    falls: Vec<(i32, usize)>,
}

impl AccountWalk {
    /// One day: the rows of the file for it, or what is stored when none of them can be used.
    fn take(&mut self, of: &mut DayOf, rows: &[GivenMovement]) {
        for given in rows {
            let delta = match given.amount {
                MovementAmount::Delta(delta) => delta.0,
                MovementAmount::Balance(after) => after.0 - self.balance,
            };
            if self.balance + delta < 0 {
                self.rejected.push(given.line);
                continue;
            }
            self.balance += delta;
            if delta < 0 {
                self.falls.push((given.day, of.given.len()));
            }
            of.given.push((*given, delta));
        }
        if of.given.is_empty() {
            self.balance += of.stored;
        }
    }

    /// Takes the latest falls of the file out again until the balance holds.
    fn mend(&mut self, days: &mut BTreeMap<i32, DayOf>) {
        while self.balance < 0
            && let Some((day, at)) = self.falls.pop()
            && let Some(of) = days.get_mut(&day).filter(|of| at < of.given.len())
        {
            let before = of.delta();
            let (given, _) = of.given.remove(at);
            self.rejected.push(given.line);
            self.balance += of.delta() - before;
        }
    }
}

/// Writes the days the file has rows for, and counts those rows.
fn write(
    run: &mut Run<'_>,
    writer: &mut RowWriter<'_>,
    account: i64,
    days: BTreeMap<i32, DayOf>,
    rates: &[String],
) -> Result<(), Failure> {
    for (day, of) in days {
        let rows = of.given.len() as u64;
        let rate = of.rate().and_then(|at| rates.get(at));
        let same = of.stands(rate, &run.lacks);
        if rows > 0 {
            let stands = of.id.map(|_| of.stored);
            run.replaced.take((account, Day(day)), stands, of.delta());
        }
        if rows > 0 && run.admit(MOVEMENTS, of.id, same, rows)? {
            let kept = of.kept(&run.lacks);
            run.kept.note(kept.map(|_| "cause").as_slice());
            let hash = of.hash() ^ kept.map_or(0, |_| run.lacks.mark);
            let row = MovementRow {
                account: String::new(),
                day: Day(day),
                amount: MovementAmount::Delta(Cents(of.delta())),
                cause: kept.or(of.cause()),
                rate: rate.cloned(),
            };
            writer.write(of.id, values(&row, account).chain([hash.into()]))?;
        }
    }
    Ok(())
}
