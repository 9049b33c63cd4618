//! How a row without an id is known again when it is read in another way than before: by its cells as they stand,
//! and by the hashes of what earlier readings made of it.
//! Must not know what either is looked up in.

use crate::domain::import::{Former, ImportRow};
use crate::domain::word::Word;

use super::cells::Cells;
use super::hash::{self, Fnv};
use super::{Reading, Source};

/// What makes a row's values of its cells.
pub(super) type Read = fn(&Cells<'_>) -> Result<ImportRow, String>;

impl Source {
    /// Tells files with the same columns from others, 16 hex digits.
    pub fn header(&self) -> String {
        let mut fnv = Fnv::new();
        fnv.text(&self.header_key);
        format!("{:016x}", fnv.sum())
    }

    /// Tells apart how files with the same columns are read, 16 hex digits: which column is which field.
    pub fn reading(&self) -> String {
        let mut fnv = Fnv::new();
        fnv.text(self.kind.word());
        for (field, at) in self.mapping.fields() {
            fnv.text(field.name);
            fnv.text(&self.names[at]);
        }
        for tags in &self.spoken.tags {
            fnv.text(&self.names[tags.at]);
        }
        for asked in &self.spoken.questions {
            fnv.text(&self.names[asked.at]);
        }
        format!("{:016x}", fnv.sum())
    }

    /// Whether it is what was rejected of a file, mended and brought back: a part of it.
    pub fn is_returned(&self) -> bool {
        self.mapping.ours > 0
    }

    /// Where the hash of the cells of its rows begins: the same cells under another header are another row.
    pub(super) fn seed(&self) -> i64 {
        let mut fnv = Fnv::new();
        fnv.text(&self.header_key);
        fnv.sum()
    }
}

/// What else the row at hand may be known by, `hash` being that of its values.
pub(super) fn of(cells: &Cells<'_>, row: &ImportRow, hash: i64, seed: i64, read: Read) -> Former {
    let external = match row {
        ImportRow::Feedback(row) => &row.external,
        ImportRow::Subscription(row) => &row.external,
        // The others are known by an id, or by their account and day.
        ImportRow::Account(_)
        | ImportRow::Movement(_)
        | ImportRow::Balance(_)
        | ImportRow::Owner(_)
        | ImportRow::Roadmap(_)
        | ImportRow::Usage(_)
        | ImportRow::LeftOut => return Former::default(),
    };
    let mut former = Former::default();
    if external.is_empty() || !cells.source.before.is_empty() {
        former.raw = Some(raw(cells, seed));
    }
    let mut also = |cells: &Cells<'_>| {
        let before = read(cells).ok().as_ref().map(hash::of);
        former
            .hashes
            .extend(before.filter(|before| *before != hash));
    };
    if cells.otherwise.get() {
        also(&Cells {
            reading: Reading::Before,
            ..*cells
        });
    }
    for source in &cells.source.before {
        for reading in [Reading::Now, Reading::Before] {
            also(&Cells {
                source,
                reading,
                ..*cells
            });
        }
    }
    former
}

/// The hash of the cells as they stand, but for those that this program put before a rejected row.
fn raw(cells: &Cells<'_>, seed: i64) -> i64 {
    let mut fnv = Fnv::from(seed);
    let ours = cells.source.mapping.ours;
    for cell in cells.record.cells.iter().skip(ours) {
        fnv.text(cell);
    }
    fnv.sum()
}
