//! The letters that tags have by themselves: one each while there are free ones, and it stays whatever becomes of other
//! tags. Must not know who presses them.

use hashbrown::HashMap;
use rusqlite::{Connection, params};

use super::sql;
use crate::domain::change::{Change, Field, Record, Subject, Value};
use crate::domain::failure::Failure;
use crate::domain::feedback::free_letter;
use crate::domain::ids::TagId;

/// The letters in force: of tags that are there and have no key, where nobody gave the letter as a key, and where it was
/// not given once more while its tag was away.
const LETTERS: &str = "
    SELECT own.tag, own.letter FROM tag_letters own JOIN tags ON tags.id = own.tag AND tags.key = ''
    WHERE own.letter NOT IN (SELECT key FROM tags) AND NOT EXISTS (
        SELECT 1 FROM tag_letters later JOIN tags ON tags.id = later.tag AND tags.key = ''
        WHERE later.letter = own.letter AND later.id > own.id)";
const KEYS: &str = "SELECT key FROM tags WHERE key <> ''";
const BARE: &str = "SELECT id, name FROM tags WHERE key = '' ORDER BY id";
const GIVE: &str = "INSERT OR REPLACE INTO tag_letters (tag, letter) VALUES (?1, ?2)";
const HAD: &str = "SELECT letter FROM tag_letters WHERE tag = ?1";
const TAKE: &str = "DELETE FROM tag_letters WHERE tag = ?1";
/// Letters that were taken from tags as keys of others, one after the other: each is kept below zero, under the tag's
/// number and, times two to the 32, how many of its letters were taken before.
const LOSE: &str = "
    INSERT OR REPLACE INTO tag_letters (tag, letter)
    VALUES (-(?1 + ((SELECT count(*) FROM tag_letters WHERE tag < 0 AND (-tag & 4294967295) = ?1) << 32)), ?2)";
/// The letters lost, the first one first, where nobody has them as a key now, and whether their tag has none.
const LOST: &str = "
    SELECT tags.id, tags.name, own.letter, own.id, tags.key = '' FROM tag_letters own
    JOIN tags ON tags.id = (-own.tag & 4294967295)
    WHERE own.tag < 0 AND own.letter NOT IN (SELECT key FROM tags) ORDER BY own.id";
/// With a letter that a tag has again go those that it lost after it: they stood for it.
const FOUND: &str =
    "DELETE FROM tag_letters WHERE tag < 0 AND (-tag & 4294967295) = ?1 AND id >= ?2";

/// The letters that tags got by themselves.
pub fn all(db: &Connection) -> Result<HashMap<TagId, String>, Failure> {
    let letters = sql::all(db, LETTERS, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(letters.into_iter().collect())
}

/// Gives a letter of its own to every tag that has neither key nor letter, the first one made first, and another one
/// where people gave its letter to a tag as its key. All others keep theirs: a key must not move under the finger.
/// Answers with what is to be said of tags that had another letter before, but of the one that was changed: under the
/// key that it had, nobody pressed its letter.
pub fn give(db: &Connection, changed: Option<TagId>) -> Result<Vec<String>, Failure> {
    let mut said = Vec::new();
    let letters = all(db)?;
    let mut bare: Vec<(TagId, String)> =
        sql::all(db, BARE, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    bare.retain(|(id, _)| !letters.contains_key(id));
    if bare.is_empty() {
        return Ok(said);
    }
    let mut taken: Vec<String> = sql::all(db, KEYS, [], |row| row.get(0))?;
    taken.extend(letters.into_values());
    for (id, name) in bare {
        let is_taken = |key: char| taken.iter().any(|taken| taken.starts_with(key));
        let letter = free_letter(&name, is_taken).map(String::from);
        if let Some(had) = sql::first(db, HAD, [id], |row| row.get::<_, String>(0))? {
            sql::run(db, LOSE, params![id, had])?;
            sql::run(db, TAKE, [id])?;
            let now = letter.as_deref().unwrap_or("none");
            if changed != Some(id) {
                said.push(format!(
                    "{name}, which had the key {had} by itself, has {now} now"
                ));
            }
        }
        if let Some(letter) = letter {
            sql::run(db, GIVE, params![id, letter])?;
            taken.push(letter);
        }
    }
    Ok(said)
}

/// A letter that a tag lost.
struct LostLetter {
    tag: TagId,
    name: String,
    letter: String,
    row: i64,
    is_bare: bool,
}

/// After something was taken back, `done` being what that did: tags from which it had taken their letters as keys have
/// them again. Nothing else gives a letter back: whoever has got another one presses that.
pub fn give_back(db: &Connection, done: &Change) -> Result<Vec<String>, Failure> {
    let mut freed = Vec::new();
    keys_gone(done, &mut freed);
    if freed.is_empty() {
        return Ok(Vec::new());
    }
    let lost: Vec<LostLetter> = sql::all(db, LOST, [], |row| {
        Ok(LostLetter {
            tag: row.get(0)?,
            name: row.get(1)?,
            letter: row.get(2)?,
            row: row.get(3)?,
            is_bare: row.get(4)?,
        })
    })?;
    let (mut said, mut given) = (Vec::new(), Vec::new());
    // Of several that are free again, the one that it had first.
    loop {
        let letters = all(db)?;
        let is_free = |one: &LostLetter| {
            let mut others = letters.iter().filter(|(tag, _)| **tag != one.tag);
            !others.any(|(_, letter)| *letter == one.letter)
        };
        let mut lost = lost.iter();
        let next = lost
            .find(|one| freed.contains(&one.letter) && !given.contains(&one.tag) && is_free(one));
        let Some(one) = next else {
            return Ok(said);
        };
        // What it had instead may be another's again.
        freed.extend(sql::first(db, HAD, [one.tag], |row| row.get(0))?);
        sql::run(db, FOUND, params![one.tag, one.row])?;
        sql::run(db, GIVE, params![one.tag, one.letter])?;
        given.push(one.tag);
        let again = || format!("{} has the key {} again", one.name, one.letter);
        said.extend(one.is_bare.then(again));
    }
}

/// The keys that a change takes from tags.
fn keys_gone(done: &Change, freed: &mut Vec<String>) {
    match done {
        Change::Set(edit) => {
            if let (Subject::Tag(_), Field::Key, Value::Text(was)) =
                (edit.subject, edit.field, &edit.was)
                && !was.is_empty()
            {
                freed.push(was.clone());
            }
        }
        Change::Remove(record) => {
            if let Record::Tag(tag) = &**record
                && !tag.key.is_empty()
            {
                freed.push(tag.key.clone());
            }
        }
        Change::All(changes) => {
            let each = changes.iter();
            each.for_each(|change| keys_gone(change, freed));
        }
        Change::Add(_)
        | Change::Join(_)
        | Change::Leave(_)
        | Change::Give(_)
        | Change::Move(_)
        | Change::Sweep(_)
        | Change::Blind(_)
        | Change::Keep(_)
        | Change::Import(_)
        | Change::RevertImport(_)
        | Change::Erase(_)
        | Change::Warn(_)
        | Change::Undo
        | Change::Redo => {}
    }
}
