//! Values that a sound room cannot have, whoever put them there: days that no calendar has, amounts that no
//! bill has, numbers that no row gets, things that stand under themselves. Must not know how a row is written.

use rusqlite::Connection;

use super::sql;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::money::Cents;

/// The largest number of a row: a JSON reader may keep it in a float.
const LARGEST: i64 = 1 << 53;

/// The last second of the last day.
const LAST_SECOND: i64 = (Day::LAST.0 as i64 + 1) * 86_400 - 1;

/// What a column holds.
type AllowedValues = (&'static str, i64, i64);

const DAY: AllowedValues = ("day", Day::FIRST.0 as i64, Day::LAST.0 as i64);
const AMOUNT: AllowedValues = ("amount", -Cents::LARGEST.0, Cents::LARGEST.0);
const MOMENT: AllowedValues = ("moment", Day::FIRST.0 as i64 * 86_400, LAST_SECOND);
const NUMBER: AllowedValues = ("number of a row", 1, LARGEST);
/// Reasons are counted by them, in 32 bits.
const TAG: AllowedValues = ("number of a tag", 1, u32::MAX as i64);
/// The day is its upper part, and may be one before 1970.
const DATED: AllowedValues = (NUMBER.0, (Day::FIRST.0 as i64) << 24, LARGEST);

/// The columns that figures are made of, table by table.
const COLUMNS: &[(AllowedValues, &str)] = &[
    (
        DAY,
        "room.as_of room.losses_since accounts.signed_up subscriptions.start subscriptions.end movements.day balances.day",
    ),
    (
        DAY,
        "feedback.received usage.day marks.day marks.until actions.due actions.closed warning_lists.as_of \
         warnings.since",
    ),
    (AMOUNT, "subscriptions.amount movements.delta balances.mrr"),
    (
        MOMENT,
        "journal.at imports.at meetings.started notes.at actions.at presence.seen presence.claimed",
    ),
    (
        NUMBER,
        "journal.id imports.id accounts.id subscriptions.id movements.id balances.id usage.id",
    ),
    (
        NUMBER,
        "owners.id roadmap.id meetings.id links.id notes.id actions.id marks.id warning_lists.id warnings.id",
    ),
    (TAG, "tags.id"),
    (DATED, "feedback.id presence.reading presence.ahead"),
];

/// There are two levels: whatever has something above what is above it stands in a circle, or too deep.
const DEEP: &str = "
    SELECT 'the tag `' || t.name || '` is ' || CASE t.id WHEN p.id THEN 'its own theme'
      ELSE 'under `' || p.name || '`, which is under a theme itself' END
    FROM tags t JOIN tags p ON p.id = t.parent WHERE p.parent IS NOT NULL LIMIT 100";
const ROUND: &str = "
    WITH RECURSIVE way (account, at) AS (
      SELECT id, same_as FROM accounts WHERE same_as IS NOT NULL
      UNION SELECT account, same_as FROM way JOIN accounts ON id = at WHERE same_as IS NOT NULL)
    SELECT 'the account `' || name || '` goes on in itself' FROM way JOIN accounts ON id = account
    WHERE account = at LIMIT 100";

/// A sentence for each value that cannot be.
pub fn faults(db: &Connection) -> Result<Vec<String>, Failure> {
    let mut faults = sql::all(db, DEEP, [], |row| row.get(0))?;
    if has(db, "accounts", "same_as")? {
        faults.extend(sql::all(db, ROUND, [], |row| row.get(0))?);
    }
    for ((kind, first, last), columns) in COLUMNS {
        for (table, column) in columns.split(' ').filter_map(|name| name.split_once('.')) {
            if !has(db, table, column)? {
                continue;
            }
            let sql = format!(
                "SELECT '{column} of row ' || rowid || ' of {table} is ' || \"{column}\" || ', which is no {kind}'
                 FROM {table} WHERE \"{column}\" NOT BETWEEN ?1 AND ?2 LIMIT 20"
            );
            faults.extend(sql::all(db, &sql, [first, last], |row| row.get(0))?);
        }
    }
    Ok(faults)
}

/// A file of an older version does not have every column yet.
fn has(db: &Connection, table: &str, column: &str) -> Result<bool, Failure> {
    let sql = "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2";
    Ok(sql::first(db, sql, [table, column], |_| Ok(()))?.is_some())
}
