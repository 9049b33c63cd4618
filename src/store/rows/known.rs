//! Knowing rows again: by their external id, else by their cells as they stand, the hash of their values, or the
//! hashes of what earlier readings made of them.
//! Must not know what the rows say. Holds no text, so that a million rows fit in little memory.

use std::hash::{BuildHasher, BuildHasherDefault, RandomState};

use hashbrown::{HashMap, HashSet};
use rusqlite::{Connection, OptionalExtension, Result, Statement};

use crate::domain::import::FormerKey;

use super::as_is::AsIs;
use super::run::Run;

/// What a row is to the room.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum RowVerdict {
    /// Never seen; without an external id, the how-manieth of its hash it is.
    New(u32),
    /// Seen with the same values, in the row of this number.
    Unchanged(i64),
    /// Seen with other values.
    Changed(FoundRow),
    /// An earlier line of the same file has the id with other values.
    Doubled,
}

/// The row that stands for one of the file and has other values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FoundRow {
    /// Its number.
    pub id: i64,
    /// The how-manieth of its new hash it is; 0 with an external id.
    pub occurrence: u32,
    /// Whether the file says what it said before, and only the reading is another.
    pub reread: bool,
}

/// The rows of one table as this import knows them.
pub(super) struct KnownRows<'a> {
    /// Whether the table had no such rows before: then nothing needs to be looked up.
    pub fresh: bool,
    /// Whether it had rows without an external id.
    nameless: bool,
    hasher: RandomState,
    /// Row numbers of this file's ids, by the hash of the id.
    seen: HashMap<u64, i64, BuildHasherDefault<AsIs>>,
    /// What makes the hash of a row that keeps what this file has no column for another than that of what it says.
    mark: i64,
    /// The hash of what this file says, of rows that stand there with another.
    says: HashMap<i64, i64>,
    /// Rows without an id that stand for one of this file already.
    taken: HashSet<i64>,
    /// The imports that made the rows which this file says again.
    again: HashSet<i64>,
    /// The occurrence from which on each hash is looked for.
    occurrences: HashMap<i64, u32>,
    /// The same for cells, by row number.
    raws: HashMap<i64, i64>,
    by_external: Statement<'a>,
    /// Rows of the other of two kinds, where the same file was taken for it before.
    elsewhere: Option<Statement<'a>>,
    by_hash: Statement<'a>,
    by_raw: Statement<'a>,
    by_row: Statement<'a>,
    most: Statement<'a>,
}

impl<'a> KnownRows<'a> {
    /// For a table with the columns `id`, `external`, `hash`, `occurrence` and `raw`; `scope` narrows which
    /// of its rows share external ids (`exit_survey = 1`).
    pub(super) fn new(run: &Run<'a>, table: &str, scope: &str) -> Result<KnownRows<'a>> {
        let tx = run.tx;
        let any = |filter: &str| {
            let any = format!("SELECT 1 FROM {table} WHERE {filter} LIMIT 1");
            tx.query_row(&any, [], |_| Ok(())).optional()
        };
        let prepare = |what: &str, filter: &str| {
            tx.prepare(&format!("SELECT {what} FROM {table} WHERE {filter}"))
        };
        let row = "id, external, hash, import";
        Ok(KnownRows {
            fresh: any(scope)?.is_none(),
            nameless: any("external = '' AND hash IS NOT NULL")?.is_some(),
            hasher: RandomState::new(),
            seen: HashMap::default(),
            mark: run.lacks.mark,
            says: HashMap::new(),
            taken: HashSet::new(),
            again: HashSet::new(),
            occurrences: HashMap::new(),
            raws: HashMap::new(),
            by_external: prepare(
                row,
                &format!("external = ?1 AND external <> '' AND {scope}"),
            )?,
            elsewhere: None,
            by_hash: prepare(
                "id, occurrence, import",
                "hash = ?1 AND occurrence >= ?2 AND external = '' ORDER BY occurrence LIMIT 1",
            )?,
            by_raw: prepare(
                "id, hash, import",
                "raw = ?1 AND id > ?2 AND external = '' ORDER BY id LIMIT 1",
            )?,
            by_row: prepare(row, "id = ?1")?,
            most: prepare("max(occurrence)", "hash = ?1 AND external = ''")?,
        })
    }

    /// Looks for rows in another scope as well: a file with the same columns was taken for that.
    pub(super) fn look_in(&mut self, tx: &'a Connection, table: &str, scope: &str) -> Result<()> {
        self.fresh = false;
        self.elsewhere = Some(tx.prepare(&format!(
            "SELECT id, external, hash, import FROM {table} WHERE external = ?1 AND external <> '' AND {scope}"
        ))?);
        Ok(())
    }

    /// Whether this file had the id already (or, once in a blue moon, another id of the same hash): the
    /// row that was made of it must be in the table before `judge` is asked again.
    pub(super) fn has_seen(&self, external: &str) -> bool {
        !external.is_empty() && self.seen.contains_key(&self.key(external))
    }

    /// Whether a row of the table stands for one of this file.
    pub(super) fn has_found(&self, id: i64, external: &str) -> bool {
        self.taken.contains(&id) || self.has_seen(external)
    }

    /// The imports that made the rows which this file says again.
    pub(super) fn imports(&self) -> &HashSet<i64> {
        &self.again
    }

    /// What a row is, by its external id (empty when the file has none), the hash of its values, and what else it may
    /// be known by. After `New` with an external id, say `remember`.
    pub(super) fn judge(
        &mut self,
        external: &str,
        hash: i64,
        former: &FormerKey,
    ) -> Result<RowVerdict> {
        if external.is_empty() {
            return self.by_values(hash, former);
        }
        if let Some(first) = self.seen.get(&self.key(external)) {
            let first = self.by_row.query_row([first], stored)?;
            if first.external == external {
                let says = self.says.get(&first.id).copied().or(first.hash);
                return Ok(match self.is_said(says, hash) {
                    true => RowVerdict::Unchanged(first.id),
                    false => RowVerdict::Doubled,
                });
            }
        }
        if self.fresh {
            return Ok(RowVerdict::New(0));
        }
        let found = self.by_external.query_row([external], stored).optional()?;
        self.again
            .extend(found.as_ref().and_then(|found| found.import));
        let found = match found {
            Some(found) if self.is_said(found.hash, hash) => {
                self.remember(external, found.id);
                return Ok(RowVerdict::Unchanged(found.id));
            }
            Some(found) => {
                let reread = |known| former.hashes.contains(&known);
                Some((found.id, found.hash.is_some_and(reread)))
            }
            // It may have come without its id before, or as something else.
            None => match self.read_before(former)? {
                Some(id) => Some((id, true)),
                None => match self.renamed(former)? {
                    Some(found) => Some((found.id, true)),
                    None => self.as_another(external)?.map(|id| (id, true)),
                },
            },
        };
        let Some((id, reread)) = found else {
            return Ok(RowVerdict::New(0));
        };
        self.remember(external, id);
        Ok(RowVerdict::Changed(FoundRow {
            id,
            occurrence: 0,
            reread,
        }))
    }

    /// What a row is that was known by its words, in the row of this number.
    pub(super) fn by_words(&mut self, id: i64, external: &str, hash: i64) -> Result<RowVerdict> {
        let found = self.by_row.query_row([id], stored)?;
        self.taken.insert(id);
        self.again.extend(found.import);
        self.remember(external, id);
        if found.hash == Some(hash) || external.is_empty() {
            return self.again(id, hash, found.hash);
        }
        Ok(RowVerdict::Changed(FoundRow {
            id,
            occurrence: 0,
            reread: true,
        }))
    }

    /// Whether a row of this hash is what the file says, or that with what the file has no column for.
    fn is_said(&self, known: Option<i64>, hash: i64) -> bool {
        known.is_some_and(|known| known == hash || known == hash ^ self.mark)
    }

    /// Notes the hash of what the file says of a row that stands there with another.
    pub(super) fn says(&mut self, id: i64, hash: i64) {
        self.says.insert(id, hash);
    }

    /// Whether a row of the table stands for one of this file that has no id.
    pub(super) fn is_taken(&self, id: i64) -> bool {
        self.taken.contains(&id)
    }

    /// Whether the table had rows without an external id.
    pub(super) fn has_nameless(&self) -> bool {
        self.nameless
    }

    /// Keeps the number of a row that was written.
    pub(super) fn remember(&mut self, external: &str, id: i64) {
        if !external.is_empty() {
            self.seen.insert(self.key(external), id);
        }
    }

    fn by_values(&mut self, hash: i64, former: &FormerKey) -> Result<RowVerdict> {
        let lookup = !self.fresh && self.nameless;
        if lookup && let Some((id, known)) = self.next_raw(former.raw)? {
            return self.again(id, hash, known);
        }
        if lookup && let Some((id, known)) = self.next_raw(self.raw_as_another(former))? {
            return self.again(id, hash, known);
        }
        if lookup && let Some(id) = self.next_hash(hash)? {
            return Ok(RowVerdict::Unchanged(id));
        }
        for hash_before in &former.hashes {
            if lookup && let Some(id) = self.next_hash(*hash_before)? {
                return self.again(id, hash, Some(*hash_before));
            }
        }
        if !self.fresh
            && let Some(found) = self.renamed(former)?
        {
            return self.again(found.id, hash, found.hash);
        }
        let next = self.occurrences.entry(hash).or_default();
        let occurrence = *next;
        *next += 1;
        Ok(RowVerdict::New(occurrence))
    }

    /// A row that had another id when the file was read in another way, and the values that it had then.
    fn renamed(&mut self, former: &FormerKey) -> Result<Option<StoredRow>> {
        for id in &former.ids {
            let own = self.by_external.query_row([id], stored).optional()?;
            let other = match &mut self.elsewhere {
                Some(elsewhere) => elsewhere.query_row([id], stored).optional()?,
                None => None,
            };
            // What a file was taken for is a bit of the hash.
            let was = |found: &StoredRow, bit: i64| {
                let hash = found.hash.map(|hash| hash ^ bit);
                hash.is_some_and(|hash| former.hashes.contains(&hash))
            };
            let own = own.filter(|found| was(found, 0));
            let found = own.or_else(|| other.filter(|found| was(found, 1)));
            if let Some(found) = found
                && self.taken.insert(found.id)
            {
                self.again.extend(found.import);
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// The hash of its cells where the file was taken for the other of two kinds: that is a bit of it.
    fn raw_as_another(&self, former: &FormerKey) -> Option<i64> {
        let raw = former.raw.filter(|_| self.elsewhere.is_some());
        raw.map(|raw| raw ^ 1)
    }

    fn as_another(&mut self, external: &str) -> Result<Option<i64>> {
        let Some(elsewhere) = &mut self.elsewhere else {
            return Ok(None);
        };
        let found = elsewhere.query_row([external], stored).optional()?;
        Ok(found.map(|found| found.id))
    }

    /// A row with the same cells, or with what was made of them before.
    fn read_before(&mut self, former: &FormerKey) -> Result<Option<i64>> {
        if !self.nameless {
            return Ok(None);
        }
        for raw in [former.raw, self.raw_as_another(former)] {
            if let Some((id, _)) = self.next_raw(raw)? {
                return Ok(Some(id));
            }
        }
        for hash in &former.hashes {
            if let Some(id) = self.next_hash(*hash)? {
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// A row that is found again, and what its hash was.
    fn again(&mut self, id: i64, hash: i64, known: Option<i64>) -> Result<RowVerdict> {
        if known == Some(hash) {
            return Ok(RowVerdict::Unchanged(id));
        }
        let most: Option<u32> = self.most.query_row([hash], |row| row.get(0))?;
        let behind = most.map_or(0, |most| most + 1);
        let own = self.occurrences.get(&hash).copied().unwrap_or_default();
        Ok(RowVerdict::Changed(FoundRow {
            id,
            occurrence: behind.max(own),
            reread: true,
        }))
    }

    /// The next row of a hash that stands for none of the file yet.
    fn next_hash(&mut self, hash: i64) -> Result<Option<i64>> {
        let from = self.occurrences.entry(hash).or_default();
        loop {
            let row = self.by_hash.query_row((hash, *from), |row| {
                Ok((row.get::<_, i64>(0)?, row.get::<_, u32>(1)?, row.get(2)?))
            });
            let Some((id, occurrence, import)) = row.optional()? else {
                return Ok(None);
            };
            *from = occurrence + 1;
            if self.taken.insert(id) {
                self.again.extend::<Option<i64>>(import);
                return Ok(Some(id));
            }
        }
    }

    /// The next row of the same cells, with its hash.
    fn next_raw(&mut self, raw: Option<i64>) -> Result<Option<(i64, Option<i64>)>> {
        let Some(raw) = raw else { return Ok(None) };
        let after = self.raws.entry(raw).or_insert(i64::MIN);
        loop {
            let row = self.by_raw.query_row((raw, *after), |row| {
                Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get(2)?))
            });
            let Some((id, hash, import)) = row.optional()? else {
                return Ok(None);
            };
            *after = id;
            if self.taken.insert(id) {
                self.again.extend::<Option<i64>>(import);
                return Ok(Some((id, hash)));
            }
        }
    }

    fn key(&self, external: &str) -> u64 {
        self.hasher.hash_one(external)
    }
}

/// A row as the table has it.
struct StoredRow {
    id: i64,
    external: String,
    hash: Option<i64>,
    import: Option<i64>,
}

fn stored(row: &rusqlite::Row<'_>) -> Result<StoredRow> {
    Ok(StoredRow {
        id: row.get(0)?,
        external: row.get(1)?,
        hash: row.get(2)?,
        import: row.get(3)?,
    })
}
