//! Subscriptions into their table. Must not know what they add up to: the ledger is derived.

use rusqlite::{Statement, params};

use crate::domain::failure::Failure;
use crate::domain::import::{ImportRow, SourceRow, SubscriptionRow};
use crate::domain::word::Word;

use super::accounts::{Accounts, doubled};
use super::former::SUBSCRIPTIONS;
use super::known::{Identity, Known, Verdict};
use super::run::Run;

/// Takes in the rows of a subscriptions file.
pub(super) fn import(run: &mut Run<'_>) -> Result<(), Failure> {
    let tx = run.tx;
    let mut accounts = Accounts::load(tx)?;
    let mut known = Known::new(tx, "subscriptions", "1 = 1")?;
    let mut insert = tx.prepare(
        "INSERT INTO subscriptions \
           (account, start, end, amount, interval, plan, trial, hash, cause, rate, external, occurrence, import) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
    )?;
    let mut update = tx.prepare(
        "UPDATE subscriptions SET account = ?1, start = ?2, end = ?3, amount = ?4, interval = ?5, \
           plan = ?6, trial = ?7, hash = ?8, cause = ?9, rate = ?10 WHERE id = ?11",
    )?;
    while let Some(SourceRow { line, hash, row }) = run.next()? {
        let ImportRow::Subscription(row) = row else {
            return Err(Run::mixed_up(line));
        };
        if let Some(reason) = unusable(&row) {
            run.reject(line, reason);
            continue;
        }
        run.converted(row.rate.as_ref());
        match known.judge(Identity {
            external: &row.external,
            hash,
        })? {
            Verdict::Unchanged => run.counts.unchanged += 1,
            Verdict::Doubled => run.reject(line, doubled(&row.external)),
            Verdict::New(occurrence) => {
                let account = accounts.number(run, &row.account)?;
                bind(&mut insert, account, &row, hash)?;
                insert.raw_bind_parameter(11, &row.external)?;
                insert.raw_bind_parameter(12, occurrence)?;
                insert.raw_bind_parameter(13, run.import.0)?;
                insert.raw_execute()?;
                known.remember(&row.external, tx.last_insert_rowid());
                run.counts.new += 1;
            }
            Verdict::Changed(id) => {
                SUBSCRIPTIONS.keep(tx, run.import.0, id)?;
                let account = accounts.number(run, &row.account)?;
                bind(&mut update, account, &row, hash)?;
                update.raw_bind_parameter(11, id)?;
                update.raw_execute()?;
                run.counts.updated += 1;
            }
        }
    }
    Ok(())
}

/// Why a row cannot be stored, whatever the border let through.
fn unusable(row: &SubscriptionRow) -> Option<&'static str> {
    if row.account.is_empty() {
        Some("the subscription names no account")
    } else if row.end.is_some_and(|end| end < row.start) {
        Some("the subscription ends before it starts")
    } else if row.amount.0 < 0 {
        Some("the amount is below zero")
    } else {
        None
    }
}

fn bind(
    statement: &mut Statement<'_>,
    account: i64,
    row: &SubscriptionRow,
    hash: i64,
) -> Result<(), Failure> {
    let values = params![
        account,
        row.start.0,
        row.end.map(|day| day.0),
        row.amount.0,
        row.interval.word(),
        row.plan,
        row.trial,
        hash,
        row.cause,
        row.rate,
    ];
    for (i, value) in values.iter().enumerate() {
        statement.raw_bind_parameter(i + 1, value)?;
    }
    Ok(())
}
