//! A sum of every few rows that figures are made of, kept with each change: a byte that the disk turned over
//! may leave the file in order and a figure wrong, and only this tells. Must not know what the rows mean.

use std::collections::{BTreeMap, BTreeSet};
use std::mem::take;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};

use super::sql;
use crate::domain::failure::Failure;

/// The tables, and by how many bits a row's number is shifted to give the block of rows that one sum is of.
/// Meetings and the journal's rows can be long.
static TABLES: [(&str, u32); 19] = [
    ("accounts", 4),
    ("actions", 4),
    ("balances", 4),
    ("feedback", 4),
    ("imports", 4),
    ("journal", 0),
    ("links", 4),
    ("marks", 4),
    ("meetings", 0),
    ("movements", 4),
    ("notes", 4),
    ("owners", 4),
    ("roadmap", 4),
    ("room", 4),
    ("subscriptions", 4),
    ("tags", 4),
    ("usage", 4),
    ("warning_lists", 4),
    ("warnings", 4),
];

/// A table by its place in the list, and a block of its rows.
type Block = (usize, i64);

/// The blocks that have changed since their sums were last written.
#[derive(Default)]
pub struct Sums(Arc<Mutex<BTreeSet<Block>>>);

impl Sums {
    /// From now on changes through this connection are seen, whatever makes them.
    pub fn watch(db: &mut Connection) -> Result<Sums, Failure> {
        let sums = Sums::default();
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
        Ok(())
    }

    fn changed(&self) -> BTreeSet<Block> {
        take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Writes every sum, where the file has a place for them.
pub fn renew_all(db: &Connection) -> Result<(), Failure> {
    for table in kept(db)? {
        renew(db, *table, i64::MIN >> table.1, i64::MAX >> table.1)?;
    }
    Ok(())
}

/// The tables that have sums: a file of an older version has none.
fn kept(db: &Connection) -> Result<&'static [(&'static str, u32)], Failure> {
    let there = "SELECT 1 FROM sqlite_schema WHERE name = 'sums'";
    let there = sql::first(db, there, [], |_| Ok(()))?.is_some();
    Ok(if there { &TABLES } else { &[] })
}

fn renew(db: &Connection, table: (&str, u32), from: i64, to: i64) -> Result<(), Failure> {
    let gone = "DELETE FROM sums WHERE name = ?1 AND block BETWEEN ?2 AND ?3";
    sql::run(db, gone, params![table.0, from, to])?;
    let sum = "INSERT INTO sums (name, block, sum) VALUES (?1, ?2, ?3)";
    each(db, table, from, to, |block, found| {
        sql::run(db, sum, params![table.0, block, found]).map(drop)
    })
}

/// A sentence for rows that are not as they were last written.
pub fn faults(db: &Connection) -> Result<Vec<String>, Failure> {
    let mut faults = Vec::new();
    for &(name, shift) in kept(db)? {
        let kept = "SELECT block, sum FROM sums WHERE name = ?1";
        let kept = sql::all(db, kept, [name], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut kept: BTreeMap<i64, i64> = kept.into_iter().collect();
        let mut wrong = Vec::new();
        let (from, to) = (i64::MIN >> shift, i64::MAX >> shift);
        each(db, (name, shift), from, to, |block, found| {
            if kept.remove(&block) != Some(found) {
                wrong.push(block);
            }
            Ok(())
        })?;
        wrong.extend(kept.keys());
        let rows = wrong.iter().take(20).map(|block| {
            let first = block << shift;
            let last = first | ((1 << shift) - 1);
            format!("a row of {name} from {first} to {last} is not as it was written")
        });
        faults.extend(rows);
    }
    Ok(faults)
}

/// The sums of some blocks of a table, as its rows are now.
fn each(
    db: &Connection,
    (name, shift): (&str, u32),
    from: i64,
    to: i64,
    mut say: impl FnMut(i64, i64) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let sql = format!("SELECT id, * FROM {name} WHERE id BETWEEN ?1 AND ?2 ORDER BY id");
    let mut under_way: Option<(i64, i64)> = None;
    let last = (to << shift) | ((1 << shift) - 1);
    sql::each(db, &sql, [from << shift, last], |row| {
        let block = row.get::<_, i64>(0)? >> shift;
        let (of, so_far) = under_way.unwrap_or((block, START));
        if of != block {
            say(of, so_far)?;
        }
        let so_far = if of == block { so_far } else { START };
        under_way = Some((block, summed(row, so_far)?));
        Ok(())
    })?;
    under_way.map_or(Ok(()), |(block, sum)| say(block, sum))
}

/// FNV-1a 64: one byte that differs makes a difference to the end.
const START: i64 = 0xcbf2_9ce4_8422_2325_u64.cast_signed();

fn summed(row: &Row<'_>, so_far: i64) -> Result<i64, Failure> {
    let mut sum = so_far.cast_unsigned();
    let mut add = |kind: u8, bytes: &[u8]| {
        for byte in [kind].iter().chain(bytes) {
            sum = (sum ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    };
    let columns = row.as_ref().column_count();
    for column in 1..columns {
        match row.get_ref(column)? {
            ValueRef::Null => add(0, &[]),
            ValueRef::Integer(number) => add(1, &number.to_le_bytes()),
            ValueRef::Real(number) => add(2, &number.to_le_bytes()),
            ValueRef::Text(text) => add(3, text),
            ValueRef::Blob(bytes) => add(4, bytes),
        }
    }
    Ok(sum.cast_signed())
}
