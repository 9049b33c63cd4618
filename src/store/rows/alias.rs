//! A supply of the unique random names that stand for accounts when names are masked.
//! Must not know accounts, nor the words that they are made of.

use rusqlite::{Connection, Result};

use crate::domain::masking::stand_ins;

/// A supply of random aliases, such as `Amber Heron 4821`. Whether one is taken, the table says.
#[derive(Debug, Default)]
pub struct Aliases {
    pool: Vec<u8>,
}

impl Aliases {
    /// The next alias, out of SQLite's random bytes (seeded by the operating system).
    pub fn next(&mut self, connection: &Connection) -> Result<String> {
        if self.pool.len() < 4 {
            self.pool = connection.query_row("SELECT randomblob(4096)", [], |row| row.get(0))?;
        }
        let bytes = std::array::from_fn(|_| self.pool.pop().unwrap_or_default());
        Ok(stand_ins::drawn(bytes))
    }
}

#[cfg(test)]
mod tests {
    use hashbrown::HashSet;

    use super::*;

    #[test]
    fn aliases_are_many_and_readable() {
        let connection = Connection::open_in_memory().unwrap();
        let mut aliases = Aliases::default();
        let made: HashSet<String> = (0..2_000)
            .map(|_| aliases.next(&connection).unwrap())
            .collect();
        assert!(made.len() > 1_990, "{}", made.len());
        assert!(made.iter().all(|alias| alias.split(' ').count() == 3));
    }
}
