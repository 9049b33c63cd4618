//! Searches kept under a name. Must not know how they are looked for.

use rusqlite::Connection;

use super::done::{Done, Turn};
use super::kept::short;
use super::sql;
use crate::domain::change::{Change, Subject};
use crate::domain::failure::Failure;
use crate::domain::field::LONGEST_TEXT;
use crate::domain::sought::kept::{Keeping, Search, allow_name, names, same, spelled, under};

const ALL: &str = "SELECT name, words FROM searches ORDER BY name, id";
const DROP: &str = "DELETE FROM searches WHERE name = ?1";
const KEEP: &str = "INSERT INTO searches (name, words) VALUES (?1, ?2)";

/// All of them, by their names.
pub fn all(db: &Connection) -> Result<Vec<Search>, Failure> {
    sql::all(db, ALL, [], |row| {
        Ok(Search {
            name: row.get(0)?,
            words: row.get(1)?,
        })
    })
}

/// Carries out `Change::Keep`.
pub fn keep(turn: &Turn<'_>, asked: &Keeping) -> Result<Done, Failure> {
    let kept = all(turn.db)?;
    let stored = under(&asked.name, &kept);
    let was = stored.map_or("", |one| one.words.as_str());
    let now = asked.now.trim();
    // A search that is changed keeps its name as it was written first.
    let name = stored.map_or(asked.name.trim(), |one| one.name.as_str());
    if was != asked.was {
        let what = format!("the search @{name}");
        let is_it = |change: &Change| matches!(change, Change::Keep(one) if same(&one.name, name));
        return Err(turn.changed_by(Subject::Room, is_it, &what)?);
    }
    if stored.is_none() && !turn.back {
        allow_name(name)?;
    }
    if !turn.back {
        fits(now)?;
    }
    sql::run(turn.db, DROP, [name])?;
    if !now.is_empty() {
        sql::run(turn.db, KEEP, [name, now])?;
    }
    verify(turn.db, name)?;
    let verb = match (was, now) {
        ("", _) => "kept",
        (_, "") => "dropped",
        _ => "changed",
    };
    let change = |was: &str, now: &str| {
        let (name, was, now) = (name.to_owned(), was.to_owned(), now.to_owned());
        Change::Keep(Box::new(Keeping { name, was, now }))
    };
    let words = if now.is_empty() { was } else { now };
    Ok(Done {
        subject: Subject::Room,
        accounts: Vec::new(),
        words: format!("{verb} the search @{name}: {}", short(words)),
        forward: change(was, now),
        inverse: change(now, was),
        nothing: was == now,
    })
}

fn fits(words: &str) -> Result<(), Failure> {
    if words.len() <= LONGEST_TEXT {
        return Ok(());
    }
    let most = LONGEST_TEXT >> 10;
    Err(Failure::usage(format!("a search has at most {most} KiB")).hint("leave some of it out"))
}

/// Whether each search can still be spelled out.
fn verify(db: &Connection, changed: &str) -> Result<(), Failure> {
    let kept = all(db)?;
    let there = kept.iter().any(|one| one.name == changed);
    for one in &kept {
        if !there && names(&one.words, changed) {
            let message = format!("@{} looks for @{changed} too", one.name);
            return Err(Failure::usage(message).hint("change that one first, or drop it"));
        }
        spelled(&format!("@{}", one.name), &kept)?;
    }
    Ok(())
}
