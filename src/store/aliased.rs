//! What was written with names covered and comes back: it calls customers by their aliases, and would make each of them
//! anew. Must not know files.

use rusqlite::Connection;

use super::sql;
use crate::domain::erasure::stand_in;
use crate::domain::failure::Failure;
use crate::domain::ids::ImportId;
use crate::domain::masking::stand_ins::places;
use crate::domain::money::counted;

const HINT: &str = "write it again without --mask";

/// Refuses a name that holds the alias of one of the room's customers; what is left of one that was erased is no
/// alias.
pub(super) fn refuse(db: &Connection, name: &str) -> Result<(), Failure> {
    const KNOWN: &str = "SELECT 1 FROM accounts WHERE alias = ?1";
    for at in places(name) {
        let (alias, from) = (&name[at.clone()], &name[at.start..]);
        if !from.starts_with(&stand_in(alias))
            && sql::first(db, KNOWN, [alias], |_| Ok(()))?.is_some()
        {
            let words = format!(
                "`{name}` calls a customer as it is covered: the file was written with names masked"
            );
            return Err(Failure::usage(words).hint(format!("{HINT}; nothing was changed")));
        }
    }
    Ok(())
}

/// The refusal of accounts that came with an import and are called as others are covered.
pub(super) fn refusal(tx: &Connection, import: ImportId) -> Result<Option<Failure>, Failure> {
    const CALLED: &str = "
        SELECT n.name FROM accounts n WHERE n.import = ?1 AND EXISTS
          (SELECT 1 FROM accounts o WHERE o.id < n.id AND o.alias IN (n.external, n.name))
        ORDER BY n.id";
    let called: Vec<String> = sql::all(tx, CALLED, [import], |row| row.get(0))?;
    let Some(first) = called.first() else {
        return Ok(None);
    };
    let many = counted(called.len(), "account");
    let words = format!(
        "{many} that are new are called as others are covered ({first}): the file was written with names masked, and \
         they would be there twice; nothing was written"
    );
    Ok(Some(Failure::usage(words).hint(HINT)))
}
