//! Accounts of an import that a review keeps on its list of who was at risk: they stay when it is taken back, by their ids
//! alone, as the numbers of a past review stay. Must not know how an import is taken back.

use rusqlite::{Connection, params_from_iter};

use crate::domain::account::Account;
use crate::domain::failure::Failure;
use crate::domain::field::{Field, Thing, Value};
use crate::domain::ids::ImportId;
use crate::store::sql;

/// Those that the import `?1` made.
const LISTED: &str = "import = ?1 AND id IN (SELECT account FROM warnings)";

/// How many there are.
pub fn staying(tx: &Connection, import: ImportId) -> Result<i64, Failure> {
    let count = format!("SELECT count(*) FROM accounts WHERE {LISTED}");
    sql::one(tx, &count, [import], |row| row.get(0))
}

/// Before an import is taken back: what it said of them goes, and they need it no more. The same file finds them again.
pub(super) fn stay(tx: &Connection, import: ImportId) -> Result<(), Failure> {
    let nothing = Account::default();
    let said = Account::FIELDS.iter();
    let said = said.filter(|of| of.is.import.is_some() || of.is.field == Field::Attributes);
    let mut sets = vec!["hash = NULL".to_owned(), "import = NULL".to_owned()];
    let mut values = vec![Value::Int(import.0)];
    for of in said {
        if of.is.field == Field::Name {
            sets.push("name = external".to_owned());
        } else if of.is.field != Field::External {
            values.push(of.is.holds.tidy(&(of.get)(&nothing).value()));
            sets.push(format!("{} = ?{}", of.is.column, values.len()));
        }
    }
    let bare = format!("UPDATE accounts SET {} WHERE {LISTED}", sets.join(", "));
    sql::run(tx, &bare, params_from_iter(values)).map(drop)
}
