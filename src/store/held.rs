//! What a room or a backup holds, as far as two are compared by it. Must not know what is done with either.

use hashbrown::HashMap;
use rusqlite::Connection;

use super::erase::marks::ErasedMarks;
use super::sql;
use crate::domain::day::Moment;
use crate::domain::failure::Failure;
use crate::domain::risk::hash;

/// What rooms are compared by: the words and the table.
const HELD: [(&str, &str); 8] = [
    ("accounts", "accounts"),
    ("feedback", "feedback"),
    ("tags", "tags"),
    ("roadmap items", "roadmap"),
    ("meetings", "meetings"),
    ("notes", "notes"),
    ("actions", "actions"),
    ("imports", "imports"),
];

/// What a room or a backup holds.
#[derive(Clone, Debug)]
pub struct Held {
    /// How many of each thing.
    pub counts: Vec<(&'static str, i64)>,
    /// The last change: its number, when and by whom.
    pub last: Option<(i64, Moment, String)>,
    /// All of them, and of each a number made of what was done: a room that went on from a backup gives the same numbers
    /// again, perhaps in the same second.
    changes: HashMap<(i64, Moment, String), u64>,
    secret: Vec<u8>,
    /// Its customers' ids with their aliases.
    pub(super) customers: Vec<(String, String)>,
    /// The customers that were erased from it.
    pub(super) erased: ErasedMarks,
}

impl Held {
    /// What is in a room that can be read.
    pub(super) fn read(db: &Connection) -> Result<Held, Failure> {
        let count = |(words, table): &(&'static str, &str)| {
            let sql = format!("SELECT count(*) FROM {table}");
            Ok((*words, db.query_row(&sql, [], |row| row.get(0))?))
        };
        let mut changes = HashMap::new();
        let all = "SELECT id, at, person, forward FROM journal";
        sql::each(db, all, [], |row| {
            let done = hash(&row.get::<_, String>(3)?);
            changes.insert((row.get(0)?, row.get(1)?, row.get(2)?), done);
            Ok(())
        })?;
        Ok(Held {
            counts: HELD.iter().map(count).collect::<Result<_, Failure>>()?,
            last: changes.keys().max_by_key(|(id, ..)| *id).cloned(),
            changes,
            secret: db.query_row("SELECT secret FROM room", [], |row| row.get(0))?,
            customers: sql::all(db, "SELECT external, alias FROM accounts", [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?,
            erased: erased(db)?,
        })
    }

    /// Whether both are of one room, however far apart.
    pub(super) fn is_of_the_room_of(&self, other: &Held) -> bool {
        self.secret == other.secret
    }

    /// How many of its changes another does not have.
    pub(super) fn lacking_in(&self, other: &Held) -> usize {
        // Erasing a customer alters what was done: where only one has erased it, nothing but its number tells a change.
        let says = self.erased == other.erased;
        let has = |(change, done): &(&_, &u64)| match other.changes.get(*change) {
            Some(same) => says && same != *done,
            None => true,
        };
        self.changes.iter().filter(has).count()
    }
}

/// The customers that were erased; a room of an older version cannot have any.
fn erased(db: &Connection) -> Result<ErasedMarks, Failure> {
    let there = "SELECT 1 FROM sqlite_schema WHERE name = 'erased'";
    match sql::first(db, there, [], |_| Ok(()))? {
        Some(()) => ErasedMarks::load(db),
        None => Ok(ErasedMarks::default()),
    }
}
