//! A piece of feedback on its way into the table. Must not know how it was judged, nor who else needs it.

use rusqlite::types::ValueRef;

use crate::domain::ids::ImportId;
use crate::domain::import::FeedbackRow;

/// A row on its way into the table.
pub(super) struct Piece {
    pub id: i64,
    pub account: Option<i64>,
    pub hash: i64,
    /// Of its cells; only of one without an id.
    pub raw: Option<i64>,
    pub occurrence: u32,
    pub row: FeedbackRow,
}

impl Piece {
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
