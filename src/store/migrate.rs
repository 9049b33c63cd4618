//! Brings a file to this version's tables, a verified backup first.
//! Must not know what the tables mean.

use std::path::{Path, PathBuf};

use rusqlite::{Connection, TransactionBehavior};

use super::fault::SaysDoing;
use super::steps::{APPLICATION_ID, version};
use super::{backup, letters, place, sql, sums, tick};
use crate::domain::failure::Failure;

/// Takes the steps that are missing, all of them in one transaction. A step may rebuild a table: foreign keys
/// are off meanwhile, and afterwards every table that was there must hold as many rows as before.
///
/// # Errors
/// When a step, the look at its outcome or the backup before it fails; then nothing has changed.
pub fn up(db: &mut Connection, path: Option<&Path>, steps: &[&str]) -> Result<(), Failure> {
    let missing = |from: i64| (from as usize) < steps.len();
    let old = version(db).is_ok_and(|from| from > 0 && missing(from));
    // Of several that open it at once, one makes the backup and takes the steps. (A new one has its turn.)
    let _alone = path.filter(|_| old).and_then(place::alone);
    let from = version(db)?;
    if !missing(from) {
        return Ok(());
    }
    if let Some(path) = path
        && from > 0
    {
        keep(db, path, &format!(".v{from}.bak")).doing("backing it up before an upgrade")?;
    }
    // Dropping a table deletes what points to it, and inside a transaction this switch does nothing.
    let keys: bool = db.pragma_query_value(None, "foreign_keys", |row| row.get(0))?;
    db.pragma_update(None, "foreign_keys", false)?;
    let taken = take(db, steps);
    db.pragma_update(None, "foreign_keys", keys)?;
    taken
}

/// Backs the file up, unless a try that failed has done so already and nobody has written since.
fn keep(db: &Connection, path: &Path, suffix: &str) -> Result<(), Failure> {
    // Before there were ticks each change left a row at least, or took one away.
    let told = |db: &Connection| {
        let tick = db.query_row("SELECT words FROM tick", [], |row| row.get::<_, String>(0));
        Ok::<_, Failure>((tick.ok(), holdings(db)?))
    };
    let now = told(db)?;
    let is_copy = |copy: PathBuf| {
        let held = tick::alone(&copy).map_err(Failure::from);
        held.and_then(|it| told(&it)).is_ok_and(|held| held == now)
    };
    match place::taken_names(path, suffix).any(is_copy) {
        true => Ok(()),
        false => backup::copy(db, &place::free_name(path, suffix)),
    }
}

fn take(db: &mut Connection, steps: &[&str]) -> Result<(), Failure> {
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have taken the steps while this one waited.
    let taken = version(&tx)? as usize;
    let before = holdings(&tx)?;
    let wrong = sums::wrong(&tx)?;
    for step in steps.iter().skip(taken) {
        tx.execute_batch(step)?;
    }
    sound(&tx, &before)?;
    if taken < steps.len() {
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", steps.len() as i64)?;
        letters::give(&tx, None)?;
        sums::renew_all(&tx)?;
        sums::stays_wrong(&tx, &wrong)?;
        tick::move_on(&tx)?;
    }
    Ok(tx.commit()?)
}

/// How many rows each table has, and the last number it gave: one that was taken back is never given again.
fn holdings(db: &Connection) -> Result<Vec<(String, i64)>, Failure> {
    let tables = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' \
                  AND name NOT LIKE 'sqlite_schema'";
    let mut found = Vec::new();
    for table in sql::all(db, tables, [], |row| row.get::<_, String>(0))? {
        if table == "sqlite_sequence" {
            let last = "SELECT name || ' (last number)', seq FROM sqlite_sequence";
            found.extend(sql::all(db, last, [], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?);
        } else {
            let rows = format!("SELECT count(*) FROM {table}");
            found.push((table, db.query_row(&rows, [], |row| row.get(0))?));
        }
    }
    Ok(found)
}

/// Everything that was there is there as before, and nothing points to a row that is not there.
fn sound(tx: &Connection, before: &[(String, i64)]) -> Result<(), Failure> {
    let after = holdings(tx)?;
    let lost = before.iter().find(|held| !after.contains(held));
    let dangling = sql::first(tx, "PRAGMA foreign_key_check", [], |row| row.get(0))?;
    let table: String = match (lost, dangling) {
        (Some((table, _)), _) => table.clone(),
        (None, Some(table)) => table,
        (None, None) => return Ok(()),
    };
    let message =
        format!("the upgrade would have lost something of `{table}`; nothing was changed");
    Err(Failure::failed(message).hint("go on with the churnroom that made it, and tell its makers"))
}

#[cfg(test)]
mod tests {
    use super::super::steps::STEPS;
    use super::*;

    const NEXT: &str = "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT;";
    /// Four of five items are copied, or all of them; their links stay where they are.
    fn rebuilding(kept: &str) -> String {
        format!(
            "CREATE TABLE anew (id INTEGER PRIMARY KEY AUTOINCREMENT, external TEXT NOT NULL, title TEXT NOT NULL) STRICT;
             INSERT INTO anew SELECT id, external, title FROM roadmap WHERE {kept};
             UPDATE sqlite_sequence SET seq = (SELECT seq FROM sqlite_sequence WHERE name = 'roadmap')
               WHERE name = 'anew';
             DROP TABLE roadmap; ALTER TABLE anew RENAME TO roadmap;"
        )
    }

    /// Five items with a link to each, and a sixth whose number is given and taken back.
    fn linked(db: &Connection) {
        db.execute_batch("INSERT INTO tags (name) VALUES ('reporting')")
            .unwrap();
        for n in 1..=6 {
            let item = "INSERT INTO roadmap (external, title) VALUES (?1, 'Export')";
            db.execute(item, [format!("R-{n}")]).unwrap();
            let link = "INSERT INTO links (theme, item, stance) VALUES (1, ?1, 'aligns')";
            db.execute(link, [n]).unwrap();
        }
        db.execute_batch("DELETE FROM roadmap WHERE id = 6")
            .unwrap();
    }

    fn count(db: &Connection, table: &str) -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        sql::one(db, &sql, [], |row| row.get(0)).unwrap()
    }

    /// The steps there are and one more.
    fn and(step: &str) -> Vec<&str> {
        STEPS.iter().copied().chain([step]).collect()
    }

    const BROKEN: &str = "CREATE TABLE later (id INTEGER PRIMARY KEY) STRICT; SELECT nothing;";

    fn room() -> (tempfile::TempDir, PathBuf, Connection) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("room.db");
        let mut db = Connection::open(&path).unwrap();
        up(&mut db, Some(&path), STEPS).unwrap();
        (folder, path, db)
    }

    #[test]
    fn an_empty_file_needs_no_backup() {
        let (_folder, path, db) = room();
        assert_eq!(version(&db).unwrap(), STEPS.len() as i64);
        let beside = std::fs::read_dir(path.parent().unwrap()).unwrap();
        let names = beside.map(|e| e.unwrap().file_name().into_string().unwrap());
        assert_eq!(names.filter(|n| n.contains(".bak")).count(), 0);
    }

    #[test]
    fn a_step_leaves_a_verified_copy_of_what_was() {
        let (_folder, path, mut db) = room();
        let from = version(&db).unwrap();
        let suffix = format!(".v{from}.bak");
        let copy = place::free_name(&path, &suffix);
        up(&mut db, Some(&path), &and(NEXT)).unwrap();
        assert_eq!(version(&db).unwrap(), from + 1);
        let before = Connection::open(&copy).unwrap();
        assert_eq!(version(&before).unwrap(), from);
        assert_ne!(place::free_name(&path, &suffix), copy);
    }

    #[test]
    fn what_was_turned_over_before_a_step_is_told_of_behind_it() {
        let (_folder, path, mut db) = room();
        linked(&db);
        db.execute_batch("INSERT INTO shortlist (period, theme) VALUES ('2026-10', 1)")
            .unwrap();
        sums::renew_all(&db).unwrap();
        up(&mut db, Some(&path), &and(NEXT)).unwrap();
        assert_eq!(sums::faults(&db).unwrap(), Vec::<String>::new());
        let over = "UPDATE roadmap SET title = 'Import' WHERE id = 2; UPDATE shortlist SET period = '2026-11';
                    DELETE FROM links;";
        db.execute_batch(over).unwrap();
        let faults = sums::faults(&db).unwrap();
        assert_eq!(faults.len(), 3, "{faults:?}");
        let later = [
            &and(NEXT)[..],
            &["CREATE TABLE latest (id INTEGER PRIMARY KEY) STRICT;"],
        ];
        up(&mut db, Some(&path), &later.concat()).unwrap();
        assert_eq!(sums::faults(&db).unwrap(), faults);
    }

    #[test]
    fn a_file_of_before_is_held_against_the_sums_that_it_has() {
        let (_folder, _path, db) = room();
        linked(&db);
        sums::renew_all(&db).unwrap();
        // Before there were sums of links, and a table of former names.
        let before = "DROP TABLE former_names; DELETE FROM sums WHERE name = 'links'; PRAGMA user_version = 20;";
        db.execute_batch(before).unwrap();
        assert_eq!(sums::faults(&db).unwrap(), Vec::<String>::new());
        db.execute_batch("UPDATE roadmap SET title = 'Import' WHERE id = 2")
            .unwrap();
        assert_eq!(sums::faults(&db).unwrap().len(), 1);
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let (_folder, path, mut db) = room();
        let from = version(&db).unwrap();
        for _ in 0..3 {
            assert!(up(&mut db, Some(&path), &and(BROKEN)).is_err());
        }
        assert_eq!(version(&db).unwrap(), from);
        // One copy of it is enough, until somebody has written.
        let copies = || place::taken_names(&path, &format!(".v{from}.bak")).count();
        assert_eq!(copies(), 1);
        tick::move_on(&db).unwrap();
        for _ in 0..2 {
            assert!(up(&mut db, Some(&path), &and(BROKEN)).is_err());
        }
        assert_eq!(copies(), 2);
        assert!(db.prepare("SELECT * FROM later").is_err());
    }

    /// Of a version that had no ticks: each try that was killed behind its backup would leave one more.
    #[test]
    fn an_old_room_is_backed_up_once_until_somebody_has_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("room.db");
        let mut db = Connection::open(&path).unwrap();
        super::super::search::index::register(&db).unwrap();
        STEPS[..5]
            .iter()
            .for_each(|step| db.execute_batch(step).unwrap());
        db.pragma_update(None, "user_version", 5).unwrap();
        let copies = || place::taken_names(&path, ".v5.bak").count();
        for wanted in [1, 2] {
            for _ in 0..3 {
                assert!(up(&mut db, Some(&path), &and(BROKEN)).is_err());
            }
            assert_eq!(copies(), wanted);
            let more = "INSERT INTO notes (kind, text, person, at, origin) VALUES ('note', 'x', 'Mo', 1, '{}')";
            db.execute_batch(more).unwrap();
        }
    }

    #[test]
    fn a_step_that_rebuilds_a_table_keeps_its_rows_and_what_points_to_them() {
        let (_folder, path, mut db) = room();
        linked(&db);
        up(&mut db, Some(&path), &and(&rebuilding("true"))).unwrap();
        assert_eq!((count(&db, "roadmap"), count(&db, "links")), (5, 5));
        db.execute_batch("DELETE FROM roadmap WHERE id = 5")
            .unwrap();
        assert_eq!(count(&db, "links"), 4, "foreign keys are on again");
        db.execute_batch("INSERT INTO roadmap (external, title) VALUES ('R-7', 'x')")
            .unwrap();
        assert_eq!(db.last_insert_rowid(), 7, "a number is never given twice");
    }

    #[test]
    fn a_step_that_would_lose_something_changes_nothing() {
        let (_folder, path, mut db) = room();
        linked(&db);
        let from = version(&db).unwrap();
        let forgets = rebuilding("true").replace("UPDATE", "-- UPDATE");
        let forgets = forgets.replace("WHERE name = 'anew'", "--");
        let dangles = "UPDATE links SET item = 99 WHERE id = 1";
        for (step, table) in [
            (rebuilding("id > 1").as_str(), "roadmap"),
            ("DELETE FROM links WHERE id = 2", "links"),
            ("DROP TABLE usage", "usage"),
            (&forgets, "roadmap (last number)"),
            (dangles, "links"),
        ] {
            let failure = up(&mut db, Some(&path), &and(step)).unwrap_err();
            assert!(failure.message.contains(&format!("`{table}`")), "{failure}");
            assert_eq!(version(&db).unwrap(), from);
            assert_eq!((count(&db, "roadmap"), count(&db, "links")), (5, 5));
        }
        let keys: bool = db
            .pragma_query_value(None, "foreign_keys", |row| row.get(0))
            .unwrap();
        assert!(keys);
    }
}
