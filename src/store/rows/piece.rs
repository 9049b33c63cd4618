//! A piece of feedback on its way into the table, and the writing of many. Must not know how it was judged, nor who
//! else needs it.

use std::slice::from_ref;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, Result, Row, Statement};

use crate::domain::ids::ImportId;
use crate::domain::import::FeedbackRow;

/// Pieces written by one statement: starting one costs as much as a row.
const GROUP: usize = 16;

/// A row on its way into the table.
pub(super) struct Pending {
    pub id: i64,
    pub account: Option<i64>,
    pub hash: i64,
    /// Of its cells; only of one without an id.
    pub raw: Option<i64>,
    pub occurrence: u32,
    pub row: FeedbackRow,
}

impl Pending {
    /// What stands in the table for the one of a number.
    pub(super) const STANDS: &str = "
        SELECT f.external, ifnull(a.external, ''), f.source, f.reason, f.text, f.received, f.score, f.exit_survey
        FROM feedback f LEFT JOIN accounts a ON a.id = f.account WHERE f.id = ?1";

    /// The row that stands there.
    pub(super) fn stood(row: &Row<'_>) -> Result<FeedbackRow> {
        Ok(FeedbackRow {
            external: row.get(0)?,
            account: row.get(1)?,
            source: row.get(2)?,
            reason: row.get(3)?,
            text: row.get(4)?,
            received: row.get(5)?,
            score: row.get(6)?,
            exit_survey: row.get(7)?,
            tags: None,
        })
    }

    /// The columns of the table in their order.
    pub(super) const COLUMNS: [&str; 15] = [
        "id",
        "external",
        "account",
        "source",
        "exit_survey",
        "received",
        "reason",
        "text",
        "score",
        "mark",
        "pinned",
        "import",
        "hash",
        "occurrence",
        "raw",
    ];

    /// What it is found by.
    pub(super) fn words(&self) -> String {
        [&*self.row.text, &*self.row.reason].join(" ")
    }

    /// What stands in them when it is written.
    pub(super) fn values(&self, import: ImportId) -> [ValueRef<'_>; 15] {
        let text = |text| ValueRef::Text(str::as_bytes(text));
        let number = |number| ValueRef::Integer(number);
        let perhaps = |held: Option<i64>| held.map_or(ValueRef::Null, ValueRef::Integer);
        let row = &self.row;
        [
            number(self.id),
            text(&row.external),
            perhaps(self.account),
            text(&row.source),
            number(row.exit_survey.into()),
            perhaps(row.received.map(|day| day.0.into())),
            text(&row.reason),
            text(&row.text),
            // SQLite keeps no zero below zero.
            row.score
                .map_or(ValueRef::Null, |score| ValueRef::Real(score + 0.0)),
            ValueRef::Null,
            number(0),
            number(import.0),
            number(self.hash),
            number(self.occurrence.into()),
            perhaps(self.raw),
        ]
    }
}

/// Writes new pieces.
pub(super) struct Adder<'a> {
    group: Statement<'a>,
    one: Statement<'a>,
    import: ImportId,
}

impl<'a> Adder<'a> {
    /// For one import.
    pub(super) fn new(tx: &'a Connection, import: ImportId) -> Result<Adder<'a>> {
        let columns = Pending::COLUMNS.join(", ");
        let places = vec!["?"; Pending::COLUMNS.len()].join(", ");
        // Where one cannot be written the import is over: SQLite need not keep how the others' pages were.
        let add = |rows| {
            let rows = vec![format!("({places})"); rows].join(", ");
            tx.prepare(&format!(
                "INSERT OR FAIL INTO feedback ({columns}) VALUES {rows}"
            ))
        };
        Ok(Adder {
            group: add(GROUP)?,
            one: add(1)?,
            import,
        })
    }

    /// Writes pieces that have numbers nobody has.
    pub(super) fn add(&mut self, pieces: &[Pending]) -> Result<()> {
        let mut groups = pieces.chunks_exact(GROUP);
        for group in &mut groups {
            put(&mut self.group, group, self.import)?;
        }
        let mut others = groups.remainder().iter();
        others.try_for_each(|piece| put(&mut self.one, from_ref(piece), self.import))
    }
}

fn put(statement: &mut Statement<'_>, pieces: &[Pending], import: ImportId) -> Result<()> {
    let values = pieces.iter().flat_map(|piece| piece.values(import));
    for (place, value) in (1..).zip(values) {
        statement.raw_bind_parameter(place, ToSqlOutput::Borrowed(value))?;
    }
    statement.raw_execute().map(drop)
}
