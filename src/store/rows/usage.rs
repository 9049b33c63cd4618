//! Usage and health into their table: one row per account and day, to which a file adds its signs.
//! Must not know what a sign means.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::import::UsageRow;
use crate::store::sql;

use super::accounts::AccountNumbers;
use super::former::{USAGE, values};
use super::run::{DAY_DOUBLED, Run};

const STORED: &str = "SELECT id, signs FROM usage WHERE account = ?1 AND day = ?2";

/// Takes in the rows of a usage file; a row that names no day is of the day `as_of`. The signs are added to
/// those of the account's day; what the file does not say stays.
pub(super) fn import(run: &mut Run<'_>, as_of: Option<Day>) -> Result<(), Failure> {
    let mut accounts = AccountNumbers::load(run.tx)?;
    let mut seen = HashMap::new();
    let mut writer = USAGE.writer(run.tx, run.import, &["account", "day"])?;
    while let Some((line, hash, row)) = run.next_of::<UsageRow>()? {
        let Some(day) = row.day.or(as_of) else {
            let reason = "it names no day; say which day the file is of with --as-of";
            run.reject(line, reason);
            continue;
        };
        if row.account.is_empty() || row.signs.is_empty() {
            run.reject(line, "it names no account, or says nothing about it");
            continue;
        }
        let account = accounts.number(run, &row.account)?;
        if !run.is_first(&mut seen, (account, day), (line, hash), DAY_DOUBLED) {
            continue;
        }
        let read = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get(1)?));
        let stored: Option<(i64, String)> = sql::first(run.tx, STORED, (account, day), read)?;
        let (id, signs) = stored.unzip();
        let before: BTreeMap<String, String> = signs
            .and_then(|signs| serde_json::from_str(&signs).ok())
            .unwrap_or_default();
        let mut after = before.clone();
        after.extend(row.signs);
        if run.admit(USAGE, id, after == before, 1)? {
            let row = UsageRow {
                account: String::new(),
                day: Some(day),
                signs: after,
            };
            writer.write(id, values(&row, account))?;
        }
    }
    Ok(())
}
