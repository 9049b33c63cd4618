//! What an import brought of customers that were erased after it: it stays when the import is taken back, as no file
//! brings it again. Must not know how a customer is erased, nor how an import is taken back.

use rusqlite::Connection;

use crate::domain::failure::Failure;
use crate::domain::ids::ImportId;
use crate::store::sql;

use super::former::ImportTable;

/// The accounts of those customers; what an import of later did to them (a full list that leaves one out) is as any
/// other's.
const AFTER: &str = "
    SELECT account FROM journal WHERE kind = 'room' AND account IS NOT NULL AND forward LIKE '{\"erase\"%'
      AND id > (SELECT min(id) FROM journal WHERE kind = 'import' AND subject = ?1)";

/// Tables whose rows can do without the import that made them.
const LOOSE: [(&str, &str); 2] = [("accounts", "id"), ("feedback", "account")];

/// Of which rows of a table taking the import `?1` back has to keep off, as a condition on the others.
pub(super) fn others(shape: ImportTable) -> String {
    match shape.of_account() {
        Some(account) => format!("ifnull({account}, 0) NOT IN ({AFTER})"),
        None => "1 = 1".to_owned(),
    }
}

fn is_any(tx: &Connection, import: ImportId) -> Result<bool, Failure> {
    let any = format!("SELECT EXISTS ({AFTER})");
    sql::one(tx, &any, [import], |row| row.get(0))
}

/// How many of them have something that the import brought.
pub fn staying(tx: &Connection, import: ImportId) -> Result<i64, Failure> {
    if !is_any(tx, import)? {
        return Ok(0);
    }
    let mut brought = Vec::new();
    for shape in ImportTable::ALL {
        let (table, Some(account)) = (shape.table, shape.of_account()) else {
            continue;
        };
        let made = format!("SELECT {account} FROM {table} WHERE import = ?1");
        let changed = format!(
            "SELECT {account} FROM {table} WHERE id IN \
               (SELECT row FROM import_former WHERE import = ?1 AND kind = '{table}')"
        );
        brought.extend([made, changed]);
    }
    let count = format!(
        "SELECT count(*) FROM ({AFTER} INTERSECT SELECT * FROM ({}))",
        brought.join(" UNION ")
    );
    sql::one(tx, &count, [import], |row| row.get(0))
}

/// Before an import is taken back: what it changed of them stays changed, and their rows need it no more where they can do
/// without.
pub(super) fn stay(tx: &Connection, import: ImportId) -> Result<(), Failure> {
    if !is_any(tx, import)? {
        return Ok(());
    }
    for shape in ImportTable::ALL {
        let forget = format!(
            "DELETE FROM import_former WHERE import = ?1 AND kind = '{table}' \
               AND row NOT IN (SELECT id FROM {table} WHERE {})",
            others(shape),
            table = shape.table
        );
        sql::run(tx, &forget, [import])?;
    }
    for (table, account) in LOOSE {
        let loose = format!(
            "UPDATE {table} SET import = NULL WHERE import = ?1 AND {account} IN ({AFTER})"
        );
        sql::run(tx, &loose, [import])?;
    }
    Ok(())
}
