//! What an import sets on the room itself: its currency, where its ledger comes from, its reach.
//! Must not know rows.

use rusqlite::Connection;

use crate::domain::change::Author;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::ids::ImportId;
use crate::domain::import::{ImportHead, ImportKind};
use crate::domain::word::Word;
use crate::store::convert::JsonText;
use crate::store::sql;

use super::answers;
use super::tags::Retag;
use super::was::{self, RoomWas};

const AMOUNTS: &str = "SELECT EXISTS (SELECT 1 FROM subscriptions) OR EXISTS (SELECT 1 FROM movements) \
                       OR EXISTS (SELECT 1 FROM balances)";

/// Refuses what the room cannot take, and gives what it was before.
pub(super) fn admit(tx: &Connection, head: &ImportHead) -> Result<RoomWas, Failure> {
    let was = read(tx)?;
    if let (true, Some(ledger)) = (head.kind.is_ledger(), was.ledger.as_deref())
        && ledger != head.kind.word()
    {
        return Err(Failure::usage(format!(
            "this room's ledger comes from {ledger}, and a second kind would count its MRR twice"
        ))
        .hint(format!(
            "import {ledger}, or open another room with --db FILE"
        )));
    }
    if let (Some(now), Some(room)) = (&head.currency, was.currency.as_deref())
        && now.code() != room
    {
        return Err(Failure::usage(format!(
            "its amounts are in {now}, this room's are in {room}"
        ))
        .hint(format!(
            "convert them to {room}, or open another room with --db FILE"
        )));
    }
    Ok(was)
}

/// The reach an import gives the room. That of a usage file is the day of its rows, and says nothing about
/// how far the ledger goes.
fn reach(head: &ImportHead) -> Option<Day> {
    head.as_of.filter(|_| head.kind != ImportKind::Usage)
}

/// Opens the import: its row, and what it sets on the room.
pub(super) fn begin(
    tx: &Connection,
    author: &Author,
    head: &ImportHead,
    was: &RoomWas,
) -> Result<ImportId, Failure> {
    tx.execute(
        "INSERT INTO imports (at, person, head, room_was) VALUES (?1, ?2, '{}', ?3)",
        (author.at, &author.person, JsonText(was)),
    )?;
    let id = ImportId(tx.last_insert_rowid());
    tx.execute(
        "UPDATE room SET currency = ifnull(currency, ?1), ledger = ifnull(ledger, ?2), as_of = ifnull(?3, as_of)",
        (
            head.currency.as_ref().map(|c| c.code()),
            head.kind.is_ledger().then(|| head.kind.word()),
            reach(head).map(|day| day.0),
        ),
    )?;
    Ok(id)
}

/// Closes the import: its head with the counts. New facts of the ledger outdate a reach given earlier.
pub(super) fn end(tx: &Connection, head: &ImportHead) -> Result<(), Failure> {
    keep(tx, head)?;
    if head.kind.is_ledger() && head.as_of.is_none() && head.counts.new + head.counts.updated > 0 {
        tx.execute("UPDATE room SET as_of = NULL", [])?;
    }
    Ok(())
}

/// Writes its head.
pub(super) fn keep(tx: &Connection, head: &ImportHead) -> Result<(), Failure> {
    let keep = "UPDATE imports SET head = ?2 WHERE id = ?1";
    sql::run(tx, keep, (head.id, JsonText(head))).map(drop)
}

/// Puts back what an import set on the room, as far as no other standing import says the same.
pub(super) fn put_back(tx: &Connection, head: &ImportHead) -> Result<(), Failure> {
    let was = was::of(tx, head.id)?;
    let others = standing(tx, head.id)?;
    let priced = |head: &ImportHead| head.currency.is_some();
    // Amounts of customers that were erased stay, and are as they were.
    let stays: bool = sql::one(tx, AMOUNTS, [], |row| row.get(0))?;
    if was.currency.is_none() && priced(head) && !stays && !others.iter().any(priced) {
        tx.execute("UPDATE room SET currency = NULL", [])?;
    }
    let ledger = |head: &ImportHead| head.kind.is_ledger();
    if was.ledger.is_none() && ledger(head) && !stays && !others.iter().any(ledger) {
        tx.execute("UPDATE room SET ledger = NULL", [])?;
    }
    let later = |o: &ImportHead| o.id > head.id && (reach(o).is_some() || o.kind.is_ledger());
    if !others.iter().any(later) {
        tx.execute("UPDATE room SET as_of = ?1", [was.as_of])?;
    }
    answers::take_back(tx, head.id, was)
}

/// The head of an import and whether it was taken back.
pub(super) fn head(tx: &Connection, import: ImportId) -> Result<(ImportHead, bool), Failure> {
    let found = "SELECT head, reverted FROM imports WHERE id = ?1";
    let found = sql::first(tx, found, [import], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (head, reverted): (String, bool) = found.ok_or_else(|| {
        Failure::not_found(format!("there is no import {import}")).hint("list them with `check`")
    })?;
    Ok((parse(&head)?, reverted))
}

/// How files like one were read before it.
pub(super) struct FilesAlike {
    /// Whether the last with the same columns was read in another way.
    pub reread: bool,
    /// Whether a file with the same columns was taken for the other of surveys and feedback: its rows are these.
    pub other_kind: bool,
    /// Whether surveys or feedback came with other columns.
    pub other_columns: bool,
    /// Whether feedback that says what it said before gets the file's tags.
    pub retag: Retag,
}

/// How files like one were read before, as far as that is known.
pub(super) fn alike(tx: &Connection, head: &ImportHead) -> Result<FilesAlike, Failure> {
    let others = standing(tx, head.id)?.into_iter();
    let others: Vec<ImportHead> = others.filter(|_| !head.reading.is_empty()).collect();
    let said = |head: &ImportHead| matches!(head.kind, ImportKind::Surveys | ImportKind::Feedback);
    let other_columns = |other: &ImportHead| said(other) && other.header != head.header;
    let other_columns = said(head) && others.iter().any(other_columns);
    let (alike, others): (Vec<ImportHead>, Vec<ImportHead>) = others
        .into_iter()
        .partition(|other| other.kind == head.kind);
    let other_kind = |other: &ImportHead| said(other) && other.header == head.header;
    let other_kind = said(head) && others.iter().any(other_kind);
    let same = alike.iter().filter(|other| other.header == head.header);
    let last = same.max_by_key(|other| other.id);
    let reread = last.is_some_and(|last| last.reading != head.reading);
    // Of a file with other columns, or of one from before this was kept, nobody knows whether tags were read.
    let unknown = last.is_none() && !alike.is_empty();
    let retag = match (reread, unknown) {
        (true, _) => Retag::All,
        (false, true) => Retag::Bare,
        (false, false) => Retag::No,
    };
    Ok(FilesAlike {
        reread,
        other_kind,
        other_columns,
        retag,
    })
}

/// The heads of all imports but one that were not taken back.
pub(super) fn standing(tx: &Connection, but: ImportId) -> Result<Vec<ImportHead>, Failure> {
    let heads = "SELECT head FROM imports WHERE NOT reverted AND id <> ?1";
    let heads: Vec<String> = sql::all(tx, heads, [but], |row| row.get(0))?;
    heads.iter().map(|head| parse(head)).collect()
}

fn read(tx: &Connection) -> Result<RoomWas, Failure> {
    sql::one(tx, "SELECT currency, ledger, as_of FROM room", [], |row| {
        Ok(RoomWas {
            currency: row.get(0)?,
            ledger: row.get(1)?,
            as_of: row.get(2)?,
            answers: None,
        })
    })
}

fn parse(head: &str) -> Result<ImportHead, Failure> {
    serde_json::from_str(head)
        .map_err(|e| Failure::failed(format!("reading an import's head: {e}")))
}
