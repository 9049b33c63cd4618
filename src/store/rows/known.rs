//! Knowing rows again: by their external id, else by the hash of their values and its occurrence.
//! Must not know what the rows say. Holds no text, so that a million rows fit in little memory.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use rusqlite::{Connection, OptionalExtension, Result, Statement};

/// What a row is to the room.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Never seen; without an external id, the how-manieth of its hash it is.
    New(u32),
    /// Seen with the same values.
    Unchanged,
    /// The row of this number had other values.
    Changed(i64),
    /// An earlier line of the same file has the id with other values.
    Doubled,
}

/// The rows of one table as this import knows them.
pub(super) struct Known<'a> {
    /// Whether the table had no such rows before: then nothing needs to be looked up.
    pub fresh: bool,
    hasher: RandomState,
    /// Row numbers of this file's ids, by the hash of the id.
    seen: HashMap<u64, i64>,
    /// How often each hash occurred in this file.
    occurrences: HashMap<i64, u32>,
    by_external: Statement<'a>,
    by_hash: Statement<'a>,
    by_row: Statement<'a>,
}

impl<'a> Known<'a> {
    /// For a table with the columns `id`, `external`, `hash` and `occurrence`; `scope` narrows which
    /// of its rows share external ids (`exit_survey = 1`).
    pub(super) fn new(tx: &'a Connection, table: &str, scope: &str) -> Result<Known<'a>> {
        let any = format!("SELECT 1 FROM {table} WHERE {scope} LIMIT 1");
        let fresh = tx.query_row(&any, [], |_| Ok(())).optional()?.is_none();
        let prepare = |filter: &str| {
            tx.prepare(&format!(
                "SELECT id, external, hash FROM {table} WHERE {filter}"
            ))
        };
        Ok(Known {
            fresh,
            hasher: RandomState::new(),
            seen: HashMap::new(),
            occurrences: HashMap::new(),
            by_external: prepare(&format!("external = ?1 AND external <> '' AND {scope}"))?,
            by_hash: prepare("hash = ?1 AND occurrence = ?2 AND external = ''")?,
            by_row: prepare("id = ?1")?,
        })
    }

    /// Whether this file had the id already (or, once in a blue moon, another id of the same hash): the
    /// row that was made of it must be in the table before `judge` is asked again.
    pub(super) fn has_seen(&self, external: &str) -> bool {
        !external.is_empty() && self.seen.contains_key(&self.key(external))
    }

    /// What a row is, by its external id (empty when the file has none) and the hash of its values. After
    /// `New` with an external id, say `remember`.
    pub(super) fn judge(&mut self, external: &str, hash: i64) -> Result<Verdict> {
        if external.is_empty() {
            return self.by_values(hash);
        }
        if let Some(first) = self.seen.get(&self.key(external)) {
            let (_, first, known) = self.by_row.query_row([first], stored)?;
            if first == external {
                let same = known == Some(hash);
                return Ok(if same {
                    Verdict::Unchanged
                } else {
                    Verdict::Doubled
                });
            }
        }
        if self.fresh {
            return Ok(Verdict::New(0));
        }
        let found = self.by_external.query_row([external], stored).optional()?;
        let Some((id, _, known)) = found else {
            return Ok(Verdict::New(0));
        };
        self.remember(external, id);
        Ok(match known {
            Some(known) if known == hash => Verdict::Unchanged,
            _ => Verdict::Changed(id),
        })
    }

    /// Keeps the number of a row that was written.
    pub(super) fn remember(&mut self, external: &str, id: i64) {
        if !external.is_empty() {
            self.seen.insert(self.key(external), id);
        }
    }

    fn by_values(&mut self, hash: i64) -> Result<Verdict> {
        let next = self.occurrences.entry(hash).or_default();
        let occurrence = *next;
        *next += 1;
        let known = !self.fresh && self.by_hash.exists((hash, occurrence))?;
        Ok(if known {
            Verdict::Unchanged
        } else {
            Verdict::New(occurrence)
        })
    }

    fn key(&self, external: &str) -> u64 {
        self.hasher.hash_one(external)
    }
}

fn stored(row: &rusqlite::Row<'_>) -> Result<(i64, String, Option<i64>)> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}
