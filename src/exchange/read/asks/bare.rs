//! Columns that are used and turn out empty in most rows: then another may be meant. Must not decide.

use crate::domain::import::ImportKind;
use crate::exchange::read::records::FileRecord;
use crate::exchange::read::{Source, values};
use crate::exchange::safe::{quoted, shell, unguard};

use super::{Question, Way};
use crate::domain::money::{by_count, counted};

/// A column that is used and may turn out empty in most rows.
pub(super) struct Bare {
    field: &'static str,
    columns: Vec<usize>,
    rows: u64,
    empty: u64,
}

impl Bare {
    pub(super) fn of(source: &Source, field: &'static str) -> Option<Bare> {
        let said = matches!(source.kind, ImportKind::Surveys | ImportKind::Feedback);
        let columns: Vec<usize> = source.mapping.columns(field).collect();
        let first = columns.first()?;
        (said && !source.given.contains(first)).then_some(Bare {
            field,
            columns,
            rows: 0,
            empty: 0,
        })
    }

    pub(super) fn look(&mut self, record: &FileRecord) {
        self.rows += 1;
        let mut cells = self
            .columns
            .iter()
            .map(|at| record.cells.get(*at).unwrap_or(""));
        let empty = cells.all(|cell| values::is_nothing(unguard(cell.trim())));
        self.empty += u64::from(empty);
    }

    pub(super) fn question(&self, source: &Source) -> Option<Question> {
        let most = self.rows > 1 && self.empty * 2 > self.rows;
        let what = if self.field == "received" {
            "day"
        } else {
            "account"
        };
        let name = &source.names[self.columns[0]];
        let open = format!(
            "{} of {} {} no {what}: {} is empty there",
            self.empty,
            counted(self.rows, "row"),
            by_count(self.empty, "has", "have"),
            quoted(name, 40)
        );
        let field = self.field;
        let ways = [
            Way::when(format!("--map {field}=COLUMN"), "if another says it"),
            Way::when(
                format!("--map {field}={}", shell(name)),
                "if it is right as it is",
            ),
        ];
        most.then(|| Question::new(&source.file, open, ways.into()))
    }
}

/// Which column holds the days of what was said, behind a question about something else.
pub(super) fn dated(source: &Source) -> String {
    let named = |at: usize| format!(" (its days are in {})", quoted(&source.names[at], 40));
    source
        .mapping
        .column("received")
        .map_or_else(String::new, named)
}
