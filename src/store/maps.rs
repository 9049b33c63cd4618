//! What an import wants to know before it reads a file: the room's currency, and how files with the same columns
//! were mapped before.
//! Must not know what a header or a mapping says: both are texts of the border.

use crate::domain::failure::Failure;
use crate::domain::money::Currency;

use super::{Store, sql};

impl Store {
    /// The room's reporting currency, without waiting for its ledger; `None` before the first ledger import.
    pub fn currency(&self) -> Result<Option<Currency>, Failure> {
        let currency = "SELECT currency FROM room";
        let code: Option<String> = sql::one(&self.db, currency, [], |row| row.get(0))?;
        Ok(code.and_then(|code| code.parse().ok()))
    }

    /// Every remembered header with its mapping.
    pub fn import_maps(&self) -> Result<Vec<(String, String)>, Failure> {
        let maps = "SELECT header, map FROM import_maps";
        sql::all(&self.db, maps, [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Remembers the mapping of a header in place of what was remembered.
    pub fn remember_map(&mut self, header: &str, map: &str) -> Result<(), Failure> {
        self.db.execute(
            "INSERT INTO import_maps (header, map) VALUES (?1, ?2) \
             ON CONFLICT (header) DO UPDATE SET map = excluded.map",
            (header, map),
        )?;
        Ok(())
    }
}
