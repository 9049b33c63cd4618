//! A sum of every few rows that figures are made of, kept with each change: a byte that the disk turned over
//! may leave the file in order and a figure wrong, and only this tells. Must not know what the rows mean.

mod tally;

use std::collections::{BTreeMap, BTreeSet};
use std::mem::take;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, params};

use super::{sql, steps};
use crate::domain::failure::Failure;
use tally::SumTally;

/// By how many bits the numbers of short rows are shifted.
const OF_MANY: u32 = 4;

/// The tables, and by how many bits a row's number is shifted to give the block of rows that one sum is of.
/// Meetings and the journal's rows can be long. What the full-text search keeps is held against its texts instead, and
/// `UNSUMMED` says why three have none.
static TABLES: [(&str, u32); 23] = [
    ("accounts", OF_MANY),
    ("actions", OF_MANY),
    ("aim_accounts", OF_MANY),
    ("aims", OF_MANY),
    ("balances", OF_MANY),
    ("feedback", OF_MANY),
    ("former_names", OF_MANY),
    ("imports", OF_MANY),
    ("journal", 0),
    ("links", OF_MANY),
    ("marks", OF_MANY),
    ("meetings", 0),
    ("movements", OF_MANY),
    ("notes", OF_MANY),
    ("outreach", OF_MANY),
    ("owners", OF_MANY),
    ("roadmap", OF_MANY),
    ("room", OF_MANY),
    ("subscriptions", OF_MANY),
    ("tags", OF_MANY),
    ("usage", OF_MANY),
    ("warning_lists", OF_MANY),
    ("warnings", OF_MANY),
];

/// Tables without sums: who has the room open just now, these sums, and the tick, which every transaction draws anew. It
/// says whose a log is and nothing else; one that was turned over makes the log another room's, and that is said. Of the
/// room's own row the version of `fold` is summed with the others, but never found wrong: before anything else is looked
/// at, another version than ours has the indexes made anew and is ours then.
#[cfg(test)]
const UNSUMMED: [&str; 3] = ["presence", "sums", "tick"];

/// A table by its place in the list, and a block of its rows.
type AddedBlock = (usize, i64);

/// The sums of rows of one table that are just being written, so that nobody has to read them again.
#[derive(Clone, Debug, Default)]
pub struct SumsTold(BTreeMap<i64, Checksum>);

impl SumsTold {
    /// A row that was put behind all others of its block. The values are those of its columns in their order.
    pub fn row<'v>(&mut self, id: i64, values: impl IntoIterator<Item = ValueRef<'v>>) {
        let sum = self.0.entry(id >> OF_MANY).or_default();
        values.into_iter().for_each(|value| sum.add(value));
    }
}

/// The blocks that have changed since their sums were last written, and by how much those of whole tables have.
#[derive(Default)]
pub struct Checksums(Arc<Mutex<BTreeSet<AddedBlock>>>, SumTally);

impl Checksums {
    /// From now on changes through this connection are seen, whatever makes them.
    pub fn watch(db: &mut Connection) -> Result<Checksums, Failure> {
        let sums = Checksums(Arc::default(), SumTally::watch(db)?);
        let changed = Arc::clone(&sums.0);
        let mut last = None;
        db.update_hook(Some(move |_, _: &str, table: &str, row: i64| {
            let Some(at) = TABLES.iter().position(|(name, _)| *name == table) else {
                return;
            };
            let block = (at, row >> TABLES[at].1);
            let mut changed = changed.lock().unwrap_or_else(PoisonError::into_inner);
            if last != Some(block) || changed.is_empty() {
                changed.insert(block);
                last = Some(block);
            }
        }))?;
        Ok(sums)
    }

    /// Forgets what was seen: a transaction begins anew.
    pub fn begin(&self) {
        self.changed();
        self.1.begin();
    }

    /// Writes the sums of blocks of which somebody has told every row.
    pub fn told(&self, db: &Connection, name: &str, told: SumsTold) -> Result<(), Failure> {
        let at = TABLES.iter().position(|table| *table == (name, OF_MANY));
        let Some(at) = at else { return Ok(()) };
        for (block, sum) in told.0 {
            write(db, name, block, sum)?;
            let mut changed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            changed.remove(&(at, block));
        }
        Ok(())
    }

    /// Writes the sums of what has changed; the last thing before a commit.
    pub fn settle(&self, db: &Connection) -> Result<(), Failure> {
        let mut runs: Vec<(usize, i64, i64)> = Vec::new();
        for (at, block) in self.changed() {
            match runs.last_mut() {
                Some((table, _, to)) if *table == at && *to + 1 == block => *to = block,
                _ => runs.push((at, block, block)),
            }
        }
        for (at, from, to) in runs {
            renew(db, TABLES[at], from, to)?;
        }
        self.1.settle(db)
    }

    fn changed(&self) -> BTreeSet<AddedBlock> {
        take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Writes every sum, where the file has a place for them.
pub fn renew_all(db: &Connection) -> Result<(), Failure> {
    for table in kept(db)? {
        renew(db, table, i64::MIN >> table.1, i64::MAX >> table.1)?;
    }
    tally::renew_all(db)
}

/// The tables that have sums: a file of an older version has none, or only those of fewer tables.
fn kept(db: &Connection) -> Result<Vec<(&'static str, u32)>, Failure> {
    let there = "SELECT 1 FROM sqlite_schema WHERE name = 'sums'";
    if sql::first(db, there, [], |_| Ok(()))?.is_none() {
        return Ok(Vec::new());
    }
    let mut kept = TABLES.to_vec();
    if steps::version(db)? < steps::STEPS.len() as i64 {
        let names = "SELECT DISTINCT name FROM sums";
        let names: Vec<String> = sql::all(db, names, [], |row| row.get(0))?;
        kept.retain(|(table, _)| names.iter().any(|name| name == table));
    }
    Ok(kept)
}

fn renew(db: &Connection, table: (&str, u32), from: i64, to: i64) -> Result<(), Failure> {
    let gone = "DELETE FROM sums WHERE name = ?1 AND block BETWEEN ?2 AND ?3";
    sql::run(db, gone, params![table.0, from, to])?;
    each(db, table, from, to, |block, sum| {
        write(db, table.0, block, sum)
    })
}

fn write(db: &Connection, name: &str, block: i64, sum: Checksum) -> Result<(), Failure> {
    let write = "INSERT OR REPLACE INTO sums (name, block, sum) VALUES (?1, ?2, ?3)";
    sql::run(db, write, params![name, block, sum.0.cast_signed()]).map(drop)
}

/// A sentence for rows that are not as they were last written.
pub fn faults(db: &Connection) -> Result<Vec<String>, Failure> {
    let mut faults = Vec::new();
    for (name, shift) in kept(db)? {
        let rows = wrong_in(db, (name, shift))?.into_iter().take(20);
        let rows = rows.map(|block| {
            let first = block << shift;
            let last = first | ((1 << shift) - 1);
            format!("a row of {name} from {first} to {last} is not as it was written")
        });
        faults.extend(rows);
    }
    let wrong = tally::wrong(db)?.into_iter();
    faults.extend(wrong.map(|name| format!("a row of {name} is not as it was written")));
    Ok(faults)
}

/// The blocks of a table whose rows are not as they were last written.
fn wrong_in(db: &Connection, (name, shift): (&str, u32)) -> Result<Vec<i64>, Failure> {
    let kept = "SELECT block, sum FROM sums WHERE name = ?1";
    let kept = sql::all(db, kept, [name], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut kept: BTreeMap<i64, i64> = kept.into_iter().collect();
    let mut wrong = Vec::new();
    let (from, to) = (i64::MIN >> shift, i64::MAX >> shift);
    each(db, (name, shift), from, to, |block, found| {
        if kept.remove(&block) != Some(found.0.cast_signed()) {
            wrong.push(block);
        }
        Ok(())
    })?;
    wrong.extend(kept.keys());
    Ok(wrong)
}

/// What an upgrade finds wrong before it writes all sums anew: a table, and a block of it.
pub type Wrong = Vec<(&'static str, i64)>;

/// The rows that are not as they were last written, of the tables that this version of the file keeps sums of.
pub fn wrong(db: &Connection) -> Result<Wrong, Failure> {
    let mut wrong = Wrong::new();
    for table in kept(db)? {
        let blocks = wrong_in(db, table)?.into_iter();
        wrong.extend(blocks.map(|block| (table.0, block)));
    }
    wrong.extend(tally::wrong(db)?.into_iter().map(|name| (name, 0)));
    Ok(wrong)
}

/// What was wrong before an upgrade is so behind it: its sums are of no rows.
pub fn stays_wrong(db: &Connection, wrong: &Wrong) -> Result<(), Failure> {
    for (name, block) in wrong {
        let found = "SELECT sum FROM sums WHERE name = ?1 AND block = ?2";
        let found: Option<i64> = sql::first(db, found, params![name, block], |row| row.get(0))?;
        write(
            db,
            name,
            *block,
            Checksum(!found.unwrap_or_default().cast_unsigned()),
        )?;
    }
    Ok(())
}

/// The sums of some blocks of a table, as its rows are now.
fn each(
    db: &Connection,
    (name, shift): (&str, u32),
    from: i64,
    to: i64,
    mut say: impl FnMut(i64, Checksum) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let sql = format!("SELECT id, * FROM {name} WHERE id BETWEEN ?1 AND ?2 ORDER BY id");
    let mut under_way: Option<(i64, Checksum)> = None;
    let last = (to << shift) | ((1 << shift) - 1);
    sql::each(db, &sql, [from << shift, last], |row| {
        let block = row.get::<_, i64>(0)? >> shift;
        if let Some((of, sum)) = under_way.take_if(|(of, _)| *of != block) {
            say(of, sum)?;
        }
        let (_, sum) = under_way.get_or_insert((block, Checksum::default()));
        for column in 1..row.as_ref().column_count() {
            sum.add(row.get_ref(column)?);
        }
        Ok(())
    })?;
    under_way.map_or(Ok(()), |(block, sum)| say(block, sum))
}

/// The sum of some rows: FNV-1a 64, in which one byte that differs makes a difference to the end.
#[derive(Clone, Copy, Debug)]
struct Checksum(u64);

impl Default for Checksum {
    fn default() -> Checksum {
        Checksum(0xcbf2_9ce4_8422_2325)
    }
}

impl Checksum {
    fn add(&mut self, value: ValueRef<'_>) {
        match value {
            ValueRef::Null => self.bytes(0, &[]),
            ValueRef::Integer(number) => self.bytes(1, &number.to_le_bytes()),
            ValueRef::Real(number) => self.bytes(2, &number.to_le_bytes()),
            ValueRef::Text(text) => self.bytes(3, text),
            ValueRef::Blob(bytes) => self.bytes(4, bytes),
        }
    }

    fn bytes(&mut self, kind: u8, bytes: &[u8]) {
        for byte in [kind].iter().chain(bytes) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[test]
    fn every_table_has_a_sum_or_a_reason_to_have_none() {
        let store = Store::in_memory().unwrap();
        let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' \
                      AND name NOT GLOB '*_fts*' AND name NOT GLOB '*_terms'";
        let tables: Vec<String> = sql::all(&store.db, tables, [], |row| row.get(0)).unwrap();
        let has = |name: &str| {
            TABLES.iter().any(|(table, _)| *table == name)
                || tally::TABLES.contains(&name)
                || UNSUMMED.contains(&name)
        };
        let without: Vec<String> = tables.into_iter().filter(|name| !has(name)).collect();
        assert_eq!(without, Vec::<String>::new());
    }
}
