//! The tables, indexes, views and triggers of a room's file, held against those that its version has. What
//! is not ours could change or delete anything at the next change that somebody makes.
//! Must not know what any of them is for.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::steps::{self, APPLICATION_ID, STEPS};
use super::{search, sql};
use crate::domain::failure::Failure;
use crate::domain::sort::sort_by_key;

/// Everything that a room of this version has, as [`written`] writes it: a room in which nobody has changed anything
/// is known by one look, and for none of them are the steps taken again to compare.
const OURS: &str = include_str!("schema.sql");

/// What is said of a thing that is not there.
const MISSING: &str = "is missing";

/// What to do about it.
pub const MEND: &str =
    "`churnroom check` tells all of it; find out who put it there, and go on with a backup";

/// Everything in a file, but for statistics, which are anybody's to make. An index that a table makes for itself has no
/// words.
const FOUND: &str = "
    SELECT type, name, tbl_name, ifnull(sql, '') FROM sqlite_schema
    WHERE NOT (type = 'table' AND name GLOB 'sqlite_stat[0-9]')";

/// Something in a file that is not as its version has it.
pub struct Fault {
    /// In a sentence.
    pub words: String,
    /// Whether a change could come to something else because of it.
    pub acts: bool,
}

/// What kind of thing it is and its name; the table it is about and the words it was made with.
type SchemaThings = BTreeMap<(String, String), (String, String)>;

/// What is not as the file's version has it.
pub fn faults(db: &Connection) -> Result<Vec<Fault>, Failure> {
    let taken = usize::try_from(steps::version(db)?).unwrap_or_default();
    let mut found = things(db)?;
    let mut faults = Vec::new();
    if taken == STEPS.len() && written(&found) == OURS {
        return Ok(faults);
    }
    for ((kind, name), (table, words)) in fresh(taken)? {
        let wrong = match found.remove(&(kind.clone(), name.clone())) {
            None => MISSING,
            Some((on, there)) if on == table && (same(&there, &words) || inner(&kind, &name)) => {
                continue;
            }
            Some(_) => "is not as churnroom makes it",
        };
        let words = format!("the {kind} `{name}` {wrong}");
        faults.push(Fault { words, acts: true });
    }
    for ((kind, name), (table, _)) in found {
        let on = match kind.as_str() {
            "trigger" | "index" => format!(" on {table}"),
            _ => String::new(),
        };
        // A table and an index of somebody else's only lie there.
        let acts = !matches!(kind.as_str(), "table" | "index");
        let words = format!("the {kind} `{name}`{on} is not churnroom's");
        faults.push(Fault { words, acts });
    }
    // A table takes what is about it with it.
    sort_by_key(&mut faults, |fault| {
        (!fault.acts, !fault.words.starts_with("the table"))
    });
    Ok(faults)
}

/// What could make a change come to something else: the first of it, and how much more there is.
pub fn foreign(db: &Connection) -> Result<Option<String>, Failure> {
    if steps::version(db)? > STEPS.len() as i64 {
        return Ok(Some(
            "a newer churnroom has brought it up to date".to_owned(),
        ));
    }
    let mut acting = faults(db)?.into_iter().filter(|fault| fault.acts);
    let first = acting.next().map(|fault| fault.words);
    Ok(first.map(|words| match acting.count() {
        0 => words,
        more => format!("{words}, and {more} more of the kind"),
    }))
}

/// A table or an index of somebody else's, which only lies there.
pub fn stranger(db: &Connection) -> Result<Option<String>, Failure> {
    let mut lying = faults(db)?.into_iter().filter(|fault| !fault.acts);
    Ok(lying.next().map(|fault| fault.words))
}

/// What is not in the file of a room any more, in words that follow one another; `None` where nothing is missing, and
/// where it is no room of this version.
pub fn missing(db: &Connection) -> Option<String> {
    let id: i64 = db
        .pragma_query_value(None, "application_id", |row| row.get(0))
        .ok()?;
    let ours = id == APPLICATION_ID && steps::version(db).ok()? == STEPS.len() as i64;
    let all = sentences(db).ok().filter(|_| ours)?;
    let gone = all.into_iter().filter(|words| words.ends_with(MISSING));
    let gone: Vec<String> = gone.collect();
    (!gone.is_empty()).then(|| gone.join(", "))
}

/// The same as sentences.
pub fn sentences(db: &Connection) -> Result<Vec<String>, Failure> {
    Ok(faults(db)?.into_iter().map(|fault| fault.words).collect())
}

/// The schema as it was last looked at: SQLite counts its changes.
pub struct TableShape(i64);

impl TableShape {
    /// As it is now.
    pub fn of(db: &Connection) -> Result<TableShape, Failure> {
        let changes = db.pragma_query_value(None, "schema_version", |row| row.get(0))?;
        Ok(TableShape(changes))
    }

    /// What somebody has made of it since that is not ours.
    pub fn look(&mut self, db: &Connection) -> Result<Option<String>, Failure> {
        let now = TableShape::of(db)?;
        let foreign = if now.0 == self.0 { None } else { foreign(db)? };
        if foreign.is_none() {
            *self = now;
        }
        Ok(foreign)
    }
}

/// What a file has that took so many steps.
fn fresh(taken: usize) -> Result<SchemaThings, Failure> {
    let db = Connection::open_in_memory()?;
    search::index::register(&db)?;
    for step in STEPS.iter().take(taken) {
        db.execute_batch(step)?;
    }
    things(&db)
}

fn things(db: &Connection) -> Result<SchemaThings, Failure> {
    let all = sql::all(db, FOUND, [], |row| {
        Ok(((row.get(0)?, row.get(1)?), (row.get(2)?, row.get(3)?)))
    })?;
    Ok(all.into_iter().collect())
}

/// All of it as one text.
fn written(things: &SchemaThings) -> String {
    let mut text = String::with_capacity(OURS.len());
    for ((kind, name), (table, words)) in things {
        let words = match inner(kind, name) {
            true => "-- made by the full-text search",
            false => &unquoted(words),
        };
        text += &format!("-- {kind} {name} on {table}\n{words};\n\n");
    }
    text
}

/// A table that was made anew under another name and then renamed has quotes around its own.
fn same(there: &str, ours: &str) -> bool {
    unquoted(there) == unquoted(ours)
}

fn unquoted(words: &str) -> String {
    words.replace('"', "")
}

/// A table that the full-text search keeps for itself: each version of SQLite may make it otherwise.
fn inner(kind: &str, name: &str) -> bool {
    kind == "table" && name.contains("_fts_")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A room that has taken so many steps.
    fn of_version(taken: usize) -> Connection {
        let db = Connection::open_in_memory().unwrap();
        search::index::register(&db).unwrap();
        for step in &STEPS[..taken] {
            db.execute_batch(step).unwrap();
        }
        db.pragma_update(None, "user_version", taken as i64)
            .unwrap();
        db
    }

    #[test]
    fn every_version_is_as_churnroom_makes_it_then_and_when_it_is_brought_up_to_date() {
        for taken in 1..=STEPS.len() {
            let mut db = of_version(taken);
            assert_eq!(sentences(&db).unwrap(), [""; 0], "{taken}");
            super::super::migrate::up(&mut db, None, STEPS).unwrap();
            assert_eq!(sentences(&db).unwrap(), [""; 0], "from {taken}");
        }
    }

    #[test]
    fn the_file_of_this_version_says_what_all_steps_make() {
        let made = written(&fresh(STEPS.len()).unwrap());
        assert!(made == OURS, "schema.sql has to be:\n{made}");
    }

    #[test]
    fn a_table_made_anew_and_renamed_is_the_same_table() {
        let db = of_version(STEPS.len());
        let sql: String = db
            .query_row(
                "SELECT sql FROM sqlite_schema WHERE name = 'marks'",
                [],
                |r| r.get(0),
            )
            .unwrap();
        let anew = sql.replace("TABLE marks", "TABLE anew");
        db.execute_batch(&format!(
            "{anew}; DROP TABLE marks; ALTER TABLE anew RENAME TO marks;
             CREATE INDEX marks_day ON marks (day); ANALYZE;"
        ))
        .unwrap();
        assert_eq!(sentences(&db).unwrap(), [""; 0]);
    }

    /// Whatever is taken out of the list of what is in the file alone, its rows and all, is named.
    #[test]
    fn what_is_taken_out_of_the_list_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let all = things(&of_version(STEPS.len())).unwrap();
        let made = folder.path().join("made");
        drop(crate::store::Store::open(&made, &Default::default()).unwrap());
        for (nth, (kind, name)) in all.keys().enumerate() {
            let path = folder.path().join(nth.to_string());
            std::fs::copy(&made, &path).unwrap();
            let db = Connection::open(&path).unwrap();
            let list = format!(
                "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = '{name}';
                 PRAGMA schema_version = 9999"
            );
            db.execute_batch(&list).unwrap();
            drop(db);
            let found = crate::store::open::reader(&path).and_then(|db| sentences(&db));
            let said = found
                .unwrap_or_else(|failure| vec![failure.message])
                .join("; ");
            // What SQLite keeps the last numbers in is found by those.
            if name != "sqlite_sequence" {
                assert!(
                    said.contains(&format!("the {kind} `{name}` is missing")),
                    "{name}: {said}"
                );
            }
        }
    }

    #[test]
    fn what_is_planted_or_taken_away_is_told_in_every_version() {
        for taken in 1..=STEPS.len() {
            let db = of_version(taken);
            db.execute_batch(
                "CREATE TRIGGER x AFTER INSERT ON notes BEGIN DELETE FROM accounts; END;
                 DROP INDEX tags_key; CREATE TABLE y (z)",
            )
            .unwrap();
            let told = sentences(&db).unwrap();
            assert_eq!(
                told,
                [
                    "the index `tags_key` is missing",
                    "the trigger `x` on notes is not churnroom's",
                    "the table `y` is not churnroom's"
                ]
            );
            let foreign = foreign(&db).unwrap().unwrap();
            assert_eq!(foreign, format!("{}, and 1 more of the kind", told[0]));
        }
    }
}
