//! Usage and health into their table: one row per account and day, to which a file adds its signs.
//! Must not know what a sign means.

use std::collections::{BTreeMap, HashMap};

use rusqlite::OptionalExtension;

use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::import::{ImportRow, SourceRow};

use super::accounts::{Accounts, doubled};
use super::former::USAGE;
use super::run::Run;

type Signs = BTreeMap<String, String>;

/// Takes in the rows of a usage file; a row that names no day is of the day `as_of`.
pub(super) fn import(run: &mut Run<'_>, as_of: Option<Day>) -> Result<(), Failure> {
    let mut accounts = Accounts::load(run.tx)?;
    let mut seen: HashMap<(i64, i32), i64> = HashMap::new();
    while let Some(SourceRow { line, hash, row }) = run.next()? {
        let ImportRow::Usage(row) = row else {
            return Err(Run::mixed_up(line));
        };
        let Some(day) = row.day.or(as_of) else {
            run.reject(
                line,
                "it names no day; say which day the file is of with --as-of",
            );
            continue;
        };
        if row.account.is_empty() || row.signs.is_empty() {
            run.reject(line, "it names no account, or says nothing about it");
            continue;
        }
        let key = (accounts.number(run, &row.account)?, day.0);
        match seen.get(&key) {
            Some(first) if *first == hash => run.counts.unchanged += 1,
            Some(_) => run.reject(line, doubled(&format!("{} on {day}", row.account))),
            None => {
                seen.insert(key, hash);
                write(run, key, row.signs)?;
            }
        }
    }
    Ok(())
}

/// Adds the signs to those of the account's day; what the file does not say stays.
fn write(run: &mut Run<'_>, (account, day): (i64, i32), signs: Signs) -> Result<(), Failure> {
    let stored: Option<(i64, String)> = run
        .tx
        .prepare_cached("SELECT id, signs FROM usage WHERE account = ?1 AND day = ?2")?
        .query_row((account, day), |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    let Some((id, stored)) = stored else {
        run.tx
            .prepare_cached(
                "INSERT INTO usage (account, day, signs, import) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute((account, day, json(&signs)?, run.import.0))?;
        run.counts.new += 1;
        return Ok(());
    };
    let before: Signs = serde_json::from_str(&stored).unwrap_or_default();
    let mut after = before.clone();
    after.extend(signs);
    if after == before {
        run.counts.unchanged += 1;
        return Ok(());
    }
    USAGE.keep(run.tx, run.import.0, id)?;
    run.tx
        .prepare_cached("UPDATE usage SET signs = ?2 WHERE id = ?1")?
        .execute((id, json(&after)?))?;
    run.counts.updated += 1;
    Ok(())
}

fn json(signs: &Signs) -> Result<String, Failure> {
    serde_json::to_string(signs).map_err(|e| Failure::failed(format!("writing signs: {e}")))
}
