//! Subscriptions into their table. Must not know what they add up to: the ledger is derived.

use crate::domain::failure::Failure;
use crate::domain::field::{Field, Thing, Value};
use crate::domain::import::SubscriptionRow;
use crate::store::sql;

use super::accounts::AccountNumbers;
use super::former::{SUBSCRIPTIONS, values};
use super::known::{KnownRows, RowVerdict};
use super::run::{DOUBLED, Run};
use super::starts;

/// Takes in the rows of a subscriptions file.
pub(super) fn import(run: &mut Run<'_>) -> Result<(), Failure> {
    let tx = run.tx;
    let mut accounts = AccountNumbers::load(tx)?;
    let mut known = KnownRows::new(run, "subscriptions", "1 = 1")?;
    let mut writer = SUBSCRIPTIONS.writer(tx, run.import, &[])?;
    while let Some(read) = run.next_read::<SubscriptionRow>()? {
        let (line, hash, row) = (read.line, read.hash, read.row);
        if let Some(reason) = unusable(&row) {
            run.reject(line, reason);
            continue;
        }
        run.converted(row.rate.as_ref());
        let (found, occurrence) = match known.judge(&row.external, hash, &read.former)? {
            RowVerdict::New(occurrence) => (None, occurrence),
            RowVerdict::Changed(found) => (Some(found), found.occurrence),
            RowVerdict::Unchanged(_) => {
                run.counts.unchanged += 1;
                continue;
            }
            RowVerdict::Doubled => {
                run.reject(line, DOUBLED);
                continue;
            }
        };
        let account = accounts.number(run, &row.account)?;
        let raw = read.former.raw.filter(|_| row.external.is_empty());
        let mut said: Vec<Value> = values(&row, account).collect();
        let (mut hash, id, mut same) = (hash, found.map(|found| found.id), false);
        if let Some(found) = found.filter(|found| !found.reread) {
            known.says(found.id, hash);
            let keeps;
            (keeps, same) = held_against(run, found.id, &mut said, row.runs)?;
            hash ^= if keeps { run.lacks.mark } else { 0 };
        }
        if !run.admit(SUBSCRIPTIONS, id, same, 1)? {
            continue;
        }
        let further = [Value::Int(occurrence.into()), raw.into(), hash.into()];
        writer.write(id, said.into_iter().chain(further))?;
        if id.is_none() {
            let id = tx.last_insert_rowid();
            known.remember(&row.external, id);
            if row.runs && run.lacks.has(Field::End) {
                run.runs.insert(id);
            }
        }
    }
    starts::settle(run, &known, &mut writer)?;
    run.doubt_reckoned()?;
    run.doubt_new_prices()
}

/// What a subscription that stands there says from now on: whether some of it stays that the file has no column for, and
/// whether it is as it was.
fn held_against(
    run: &mut Run<'_>,
    id: i64,
    said: &mut [Value],
    runs: bool,
) -> Result<(bool, bool), Failure> {
    let stands = stands(run, id)?;
    let keeps = run.keep_of_subscription(said, &stands, runs);
    run.note_other(id, said, &stands);
    Ok((keeps, said == stands))
}

/// The values of a row as they stand.
fn stands(run: &Run<'_>, id: i64) -> Result<Vec<Value>, Failure> {
    let columns: Vec<&str> = SubscriptionRow::FIELDS
        .iter()
        .map(|row| row.is.column)
        .collect();
    let columns = columns.join(", ");
    let sql = format!("SELECT {columns} FROM subscriptions WHERE id = ?1");
    sql::one(run.tx, &sql, [id], |row| {
        let values = 0..SubscriptionRow::FIELDS.len();
        values.map(|at| row.get(at)).collect()
    })
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
