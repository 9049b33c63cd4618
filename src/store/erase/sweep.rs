//! The texts that others wrote, searched for the customer: every table that holds texts, the journal, what
//! imports kept, what meetings froze. Must not know the customer's own rows.

use std::collections::BTreeSet;

use memchr::memmem::Finder;
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Row, params};
use traversable::TraversableMut;

use crate::domain::account::Account;
use crate::domain::change::Change;
use crate::domain::effect::aim::Aim;
use crate::domain::erasure::Erasure;
use crate::domain::failure::Failure;
use crate::domain::feedback::{Feedback, Tag};
use crate::domain::field::{Described, Field, Holds};
use crate::domain::ids::AccountId;
use crate::domain::marks::DayMark;
use crate::domain::note::{Action, Note};
use crate::domain::outreach::Outreach;
use crate::domain::roadmap::{Link, Owner, RoadmapItem};
use crate::store::convert::JsonText;
use crate::store::sql;
use crate::store::table::{self, Tabled};

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

/// Rows that go as a whole where they name the customer: the table, the key, and what is searched.
const ROWS: [(&str, &str, &[&str]); 2] = [
    ("former_names", "id", &["name", "external"]),
    ("import_maps", "header", &["header", "map"]),
];

/// Where a customer was met: the table, the row, and a text as it was.
pub(super) type Swept = (&'static str, Value, String);

/// Everything but the journal and meetings; how many texts and values named the customer.
pub(super) fn others(db: &Connection, erasure: &mut Erasure) -> Result<usize, Failure> {
    all(db, erasure, &mut None)
}

/// What all of that says of the customer, as it is; nothing is changed.
pub(super) fn named(db: &Connection, erasure: &mut Erasure) -> Result<Vec<Swept>, Failure> {
    let mut met = Some(Vec::new());
    all(db, erasure, &mut met)?;
    Ok(met.unwrap_or_default())
}

/// Every place: rewritten, or told where that is asked for.
fn all(
    db: &Connection,
    erasure: &mut Erasure,
    told: &mut Option<Vec<Swept>>,
) -> Result<usize, Failure> {
    let mut count = things(db, erasure, told)?;
    for column in COLUMNS {
        count += values(db, erasure, column, told)?;
    }
    for rows in ROWS {
        count += going(db, erasure, rows, told)?;
    }
    Ok(count)
}

/// The things of every kind: rewritten, or told where that is asked for.
fn things(
    db: &Connection,
    erasure: &mut Erasure,
    told: &mut Option<Vec<Swept>>,
) -> Result<usize, Failure> {
    let mut count = of_kind::<Account>(db, erasure, told)?;
    count += of_kind::<Feedback>(db, erasure, told)?;
    count += of_kind::<Tag>(db, erasure, told)? + of_kind::<Owner>(db, erasure, told)?;
    count += of_kind::<RoadmapItem>(db, erasure, told)? + of_kind::<Link>(db, erasure, told)?;
    count += of_kind::<Note>(db, erasure, told)? + of_kind::<Action>(db, erasure, told)?;
    count += of_kind::<DayMark>(db, erasure, told)? + of_kind::<Aim>(db, erasure, told)?;
    count += of_kind::<Outreach>(db, erasure, told)?;
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
fn of_kind<T: Tabled + TraversableMut>(
    db: &Connection,
    erasure: &mut Erasure,
    told: &mut Option<Vec<Swept>>,
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
                Some(told) => tell(told, erasure, T::TABLE, &id.into()),
                None => rewrite(db, id, thing)?,
            }
        }
    }
    Ok(count)
}

/// Writes a thing; where another has the name by now, with a number behind it.
fn rewrite<T: Tabled>(db: &Connection, id: i64, mut thing: T) -> Result<(), Failure> {
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
    told: &mut Option<Vec<Swept>>,
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
        let is_other = is_of_other(erasure, &at);
        let without = |erasure: &mut Erasure| match column {
            "signs" => erasure.columns(&mut text),
            "was" if is_other => erasure.of_other(&mut text),
            _ => erasure.json(&mut text),
        };
        if erasure.meets(without) {
            count += 1;
            match told {
                Some(told) => tell(told, erasure, table, &at),
                None => {
                    let sql = format!("UPDATE {table} SET {column} = ?2 WHERE {key} = ?1");
                    sql::run(db, &sql, params![at, text])?;
                }
            }
        }
    }
    Ok(count)
}

/// Whether the key of what an import kept is that of an account of others.
fn is_of_other(erasure: &Erasure, key: &Value) -> bool {
    let Value::Text(key) = key else { return false };
    let account = key.split_once(" accounts ");
    let account = account.and_then(|(_, row)| row.parse().ok().map(AccountId));
    account.is_some_and(|account| erasure.others.contains(&account))
}

/// Rows of one table: they go, or are told where that is asked for.
fn going(
    db: &Connection,
    erasure: &mut Erasure,
    (table, key, columns): (&'static str, &str, &[&str]),
    told: &mut Option<Vec<Swept>>,
) -> Result<usize, Failure> {
    let mut count = 0;
    let rows = format!("SELECT {key}, {} FROM {table}", columns.join(", "));
    for (at, mut texts) in sql::all(db, &rows, [], |row| {
        let texts = (1..=columns.len()).map(|column| row.get::<_, String>(column));
        Ok((
            row.get::<_, Value>(0)?,
            texts.collect::<Result<Vec<_>, _>>()?,
        ))
    })? {
        if erasure.meets(|erasure| texts.iter_mut().for_each(|text| erasure.text(text))) {
            count += 1;
            match told {
                Some(told) => tell(told, erasure, table, &at),
                None => {
                    let sql = format!("DELETE FROM {table} WHERE {key} = ?1");
                    sql::run(db, &sql, [at])?;
                }
            }
        }
    }
    Ok(count)
}

fn tell(told: &mut Vec<Swept>, erasure: &mut Erasure, table: &'static str, at: &Value) {
    let met = erasure.met.drain(..);
    told.extend(met.map(|text| (table, at.clone(), text)));
}

/// The columns of a kind of things in which people write.
fn written<T: Tabled>() -> impl Iterator<Item = String> {
    let writes = |row: &&_| {
        let is: &Described = row;
        is.secret && matches!(is.holds, Holds::Text | Holds::Name | Holds::Texts)
    };
    let columns = T::FIELDS.iter().map(|row| &row.is).filter(writes);
    columns.map(|is| format!("SELECT {} FROM {}", is.column, T::TABLE))
}

/// Which of some words stand by themselves in what people wrote, in capitals or not.
pub(super) fn standing(db: &Connection, words: &[String]) -> Result<BTreeSet<String>, Failure> {
    let small: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
    let finders: Vec<Finder<'_>> = small.iter().map(Finder::new).collect();
    let mut found = BTreeSet::new();
    let things = written::<Account>()
        .chain(written::<Feedback>())
        .chain(written::<Tag>());
    let things = things
        .chain(written::<RoadmapItem>())
        .chain(written::<Link>());
    let things = things.chain(written::<Note>()).chain(written::<Action>());
    let things = things.chain(written::<DayMark>()).chain(written::<Aim>());
    for column in things.chain(written::<Outreach>()) {
        sql::each(db, &column, [], |row| {
            let text = row.get::<_, Option<String>>(0)?.unwrap_or_default();
            let text = text.to_lowercase();
            for (word, finder) in words.iter().zip(&finders) {
                let mut places = finder.find_iter(text.as_bytes());
                if places.any(|at| is_apart(&text, at, finder.needle().len())) {
                    found.insert(word.clone());
                }
            }
            Ok(())
        })?;
    }
    Ok(found)
}

/// Whether no letter and no digit stands beside a part of a text.
fn is_apart(text: &str, at: usize, length: usize) -> bool {
    let before = text[..at].chars().next_back();
    let behind = text[at + length..].chars().next();
    !before.into_iter().chain(behind).any(char::is_alphanumeric)
}

/// A row of the journal without the customer.
pub(super) struct WithoutCustomer {
    pub id: i64,
    forward: Change,
    inverse: Change,
    words: String,
    cut: bool,
}

/// The rows of the journal that name the customer or hold words of it, as they are without it; nothing is changed.
pub(super) fn journal_without(
    db: &Connection,
    erasure: &mut Erasure,
) -> Result<Vec<WithoutCustomer>, Failure> {
    let mut found = Vec::new();
    let mut statement = db.prepare("SELECT id, forward, inverse, words, account FROM journal")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut without = WithoutCustomer {
            id: row.get(0)?,
            forward: row.get::<_, JsonText<_>>(1)?.0,
            inverse: row.get::<_, JsonText<_>>(2)?.0,
            words: row.get(3)?,
            cut: false,
        };
        erasure.cut = false;
        let of: Option<AccountId> = row.get(4)?;
        erasure.is_at_own = of.is_some_and(|of| erasure.is_own(of));
        let met = erasure.meets(|erasure| {
            erasure.change(&mut without.forward);
            erasure.change(&mut without.inverse);
            erasure.text(&mut without.words);
        });
        without.cut = erasure.cut;
        if without.cut {
            without.words = format!("changed something of {}", erasure.name);
            without.inverse = Change::Erase(erasure.account);
        }
        if met || without.cut {
            found.push(without);
        }
    }
    Ok(found)
}

/// The journal: how many rows named the customer or held words of it, and how many of them cannot be taken back.
pub(super) fn journal(db: &Connection, erasure: &mut Erasure) -> Result<(usize, usize), Failure> {
    let sql = "UPDATE journal SET forward = ?2, inverse = ?3, words = ?4, course = max(course, ?5) WHERE id = ?1";
    let (mut all, mut cut) = (0, 0);
    for row in journal_without(db, erasure)? {
        let (forward, inverse) = (JsonText(row.forward), JsonText(row.inverse));
        all += sql::run(
            db,
            sql,
            params![row.id, forward, inverse, row.words, row.cut],
        )?;
        cut += usize::from(row.cut);
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
