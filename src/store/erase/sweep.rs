//! The texts that others wrote, searched for the customer: every table that holds texts, the journal, what
//! imports kept, what meetings froze. Must not know the customer's own rows.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Row, params};
use traversable::TraversableMut;

use crate::domain::account::Account;
use crate::domain::change::Change;
use crate::domain::effect::aim::Aim;
use crate::domain::erasure::Erasure;
use crate::domain::failure::Failure;
use crate::domain::feedback::{Feedback, Tag};
use crate::domain::field::Field;
use crate::domain::marks::DayMark;
use crate::domain::note::{Action, Note};
use crate::domain::roadmap::{Link, Owner, RoadmapItem};
use crate::store::convert::Json;
use crate::store::sql;
use crate::store::table::{self, Table};

/// What people typed of a search.
const SEARCHES: [&str; 2] = ["name", "words"];

/// A column of plain texts or JSON of no type of ours, and the key of its row.
const COLUMNS: [(&str, &str, &str); 5] = [
    ("subscriptions", "plan", "id"),
    ("usage", "signs", "id"),
    ("imports", "head", "id"),
    ("imports", "room_was", "id"),
    (
        "import_former",
        "was",
        "import || ' ' || kind || ' ' || row",
    ),
];

/// Where a customer was met: the table, the row, and a text as it was.
pub(super) type Met = (&'static str, i64, String);

/// Everything but the journal and meetings; how many texts and values named the customer.
pub(super) fn others(db: &Connection, erasure: &mut Erasure) -> Result<usize, Failure> {
    let mut count = things(db, erasure, &mut None)?;
    for (table, column, key) in COLUMNS {
        count += values(db, erasure, (table, column, key), &mut None)?;
    }
    for (id, mut name) in sql::all(db, "SELECT id, name FROM former_names", [], |row| {
        Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?))
    })? {
        if erasure.meets(|erasure| erasure.text(&mut name)) {
            count += sql::run(db, "DELETE FROM former_names WHERE id = ?1", [id])?;
        }
    }
    let maps = "SELECT header, map FROM import_maps";
    for (header, map) in sql::all(db, maps, [], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
    })? {
        if erasure.meets(|erasure| {
            [header.clone(), map]
                .iter_mut()
                .for_each(|text| erasure.text(text))
        }) {
            count += sql::run(db, "DELETE FROM import_maps WHERE header = ?1", [header])?;
        }
    }
    Ok(count)
}

/// What people and other customers wrote that names the customer, as it is; nothing is changed.
pub(super) fn named(db: &Connection, erasure: &mut Erasure) -> Result<Vec<Met>, Failure> {
    let mut met = Some(Vec::new());
    things(db, erasure, &mut met)?;
    Ok(met.unwrap_or_default())
}

/// The things of every kind: rewritten, or told where that is asked for.
fn things(
    db: &Connection,
    erasure: &mut Erasure,
    told: &mut Option<Vec<Met>>,
) -> Result<usize, Failure> {
    let mut count = of_kind::<Account>(db, erasure, told)?;
    count += of_kind::<Feedback>(db, erasure, told)?;
    count += of_kind::<Tag>(db, erasure, told)? + of_kind::<Owner>(db, erasure, told)?;
    count += of_kind::<RoadmapItem>(db, erasure, told)? + of_kind::<Link>(db, erasure, told)?;
    count += of_kind::<Note>(db, erasure, told)? + of_kind::<Action>(db, erasure, told)?;
    count += of_kind::<DayMark>(db, erasure, told)? + of_kind::<Aim>(db, erasure, told)?;
    for column in SEARCHES {
        count += values(db, erasure, ("searches", column, "id"), told)?;
    }
    Ok(count)
}

/// Whether a text of a row may name the customer.
fn may_meet(erasure: &Erasure, row: &Row<'_>, columns: usize) -> rusqlite::Result<bool> {
    for column in 0..columns {
        if let ValueRef::Text(text) = row.get_ref(column)?
            && erasure.may_meet(std::str::from_utf8(text).unwrap_or_default())
        {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The things of one kind.
fn of_kind<T: Table + TraversableMut>(
    db: &Connection,
    erasure: &mut Erasure,
    told: &mut Option<Vec<Met>>,
) -> Result<usize, Failure> {
    let mut found = Vec::new();
    let mut statement = db.prepare(&format!("SELECT * FROM {}", T::TABLE))?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if may_meet(erasure, row, columns)? {
            found.push((row.get::<_, i64>("id")?, table::read::<T>(row)?));
        }
    }
    let mut count = 0;
    for (id, mut thing) in found {
        if erasure.meets(|erasure| erasure.all(&mut thing)) {
            count += 1;
            match told {
                Some(told) => told.extend(erasure.met.drain(..).map(|text| (T::TABLE, id, text))),
                None => rewrite(db, id, thing)?,
            }
        }
    }
    Ok(count)
}

/// Writes a thing; where another has the name by now, with a number behind it.
fn rewrite<T: Table>(db: &Connection, id: i64, mut thing: T) -> Result<(), Failure> {
    let mut taken = 1;
    while table::rewrite(db, id, &thing)? == 0 && taken < 100 {
        taken += 1;
        let named = T::FIELDS
            .iter()
            .filter(|row| matches!(row.is.field, Field::Name | Field::External));
        for row in named {
            for text in (row.get_mut)(&mut thing).texts() {
                *text = format!("{text} {taken}");
            }
        }
    }
    Ok(())
}

/// One column: rewritten, or told where that is asked for.
fn values(
    db: &Connection,
    erasure: &mut Erasure,
    (table, column, key): (&'static str, &str, &str),
    told: &mut Option<Vec<Met>>,
) -> Result<usize, Failure> {
    let mut found: Vec<(Value, String)> = Vec::new();
    let mut statement = db.prepare(&format!("SELECT {column}, {key} FROM {table}"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        if may_meet(erasure, row, 1)? {
            found.push((row.get(1)?, row.get(0)?));
        }
    }
    let mut count = 0;
    for (at, mut text) in found {
        if erasure.meets(|erasure| erasure.json(&mut text)) {
            count += 1;
            match (told.as_mut(), at) {
                (Some(told), Value::Integer(id)) => {
                    told.extend(erasure.met.drain(..).map(|text| (table, id, text)));
                }
                (_, at) => {
                    let sql = format!("UPDATE {table} SET {column} = ?2 WHERE {key} = ?1");
                    sql::run(db, &sql, params![at, text])?;
                }
            }
        }
    }
    Ok(count)
}

/// The journal: how many rows named the customer or held words of it, and how many of them cannot be taken back.
pub(super) fn journal(db: &Connection, erasure: &mut Erasure) -> Result<(usize, usize), Failure> {
    let mut found = Vec::new();
    let mut statement = db.prepare("SELECT id, forward, inverse, words FROM journal")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut forward: Change = row.get::<_, Json<_>>(1)?.0;
        let mut inverse: Change = row.get::<_, Json<_>>(2)?.0;
        let mut words: String = row.get(3)?;
        erasure.cut = false;
        let met = erasure.meets(|erasure| {
            erasure.change(&mut forward);
            erasure.change(&mut inverse);
            erasure.text(&mut words);
        });
        if erasure.cut {
            words = format!("changed something of {}", erasure.name);
            inverse = Change::Erase(erasure.account);
        }
        if met || erasure.cut {
            found.push((
                row.get::<_, i64>(0)?,
                Json(forward),
                Json(inverse),
                words,
                erasure.cut,
            ));
        }
    }
    let sql = "UPDATE journal SET forward = ?2, inverse = ?3, words = ?4, course = max(course, ?5) WHERE id = ?1";
    let (mut all, mut cut) = (0, 0);
    for (id, forward, inverse, words, is_cut) in found {
        all += sql::run(db, sql, params![id, forward, inverse, words, is_cut])?;
        cut += usize::from(is_cut);
    }
    Ok((all, cut))
}

/// What meetings froze; how many of them named the customer.
pub(super) fn meetings(db: &Connection, erasure: &mut Erasure) -> Result<usize, Failure> {
    let mut count = 0;
    for (id, mut frozen) in frozen(db)? {
        let each = |erasure: &mut Erasure| {
            frozen
                .iter_mut()
                .flatten()
                .for_each(|one| erasure.frozen(one))
        };
        if erasure.meets(each) {
            let sql = "UPDATE meetings SET frozen_start = ?2, frozen_end = ?3 WHERE id = ?1";
            count += sql::run(db, sql, params![id, frozen[0], frozen[1]])?;
        }
    }
    Ok(count)
}

/// A meeting's number, and what it froze at its start and its end.
type Frozen = (i64, [Option<String>; 2]);

/// What every meeting froze.
pub(super) fn frozen(db: &Connection) -> Result<Vec<Frozen>, Failure> {
    let sql = "SELECT id, frozen_start, frozen_end FROM meetings ORDER BY id";
    sql::all(db, sql, [], |row| {
        Ok((row.get(0)?, [row.get(1)?, row.get(2)?]))
    })
}
