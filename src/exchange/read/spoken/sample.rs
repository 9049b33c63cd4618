//! What the first rows of a column hold: words, choices, ticks, and what stands between tags.
//! Must not know what is made of it.

use std::io;

use hashbrown::HashSet;

use super::asking;
use crate::exchange::read::columns::{Columns, beginning, squeeze};
use crate::exchange::read::records::{FileRecord, Records};
use crate::exchange::read::values;
use crate::exchange::safe::unguard;

/// So many rows are looked at.
const ROWS: usize = 2_000;

/// What was seen of one column.
#[derive(Debug)]
pub struct ColumnSample {
    /// The column.
    pub at: usize,
    /// Its lower or only name, or the choice that this names, squeezed.
    own: String,
    filled: usize,
    /// How much its name asks for words that nobody chose from a list.
    asks: f64,
    /// Whether a value has a letter.
    lettered: bool,
    /// Values of more than a word.
    worded: usize,
    /// The words of all of them.
    length: usize,
    /// Values that say yes.
    ticks: usize,
    /// Values that say no.
    unticked: usize,
    /// Values that are the name of their column.
    named: usize,
    /// Parts of values, and how many of them differ.
    parts: usize,
    different: HashSet<String>,
    /// Values as a whole that differ.
    whole: HashSet<String>,
    separators: [bool; 3],
}

/// What may stand between two tags, the surest first.
const SEPARATORS: [char; 3] = [';', '|', ','];

/// Looks at the first rows behind a header of so many.
pub fn look(mut records: Records, skip: usize, samples: &mut [ColumnSample]) -> io::Result<()> {
    let mut record = FileRecord::default();
    let mut rows = 0;
    while !samples.is_empty() && rows < skip + ROWS && records.next_into(&mut record)? {
        rows += 1;
        if rows > skip && !record.broken {
            samples
                .iter_mut()
                .for_each(|sample| sample.see(record.cells.get(sample.at).unwrap_or("")));
        }
    }
    Ok(())
}

impl ColumnSample {
    pub fn new(at: usize, columns: &Columns) -> ColumnSample {
        ColumnSample {
            at,
            own: squeeze(super::choice(columns, at)),
            asks: asking::asks(columns.question(at)),
            filled: 0,
            lettered: false,
            worded: 0,
            length: 0,
            ticks: 0,
            unticked: 0,
            named: 0,
            parts: 0,
            different: HashSet::new(),
            whole: HashSet::new(),
            separators: [false; 3],
        }
    }

    fn see(&mut self, cell: &str) {
        let value = unguard(cell.trim());
        if values::is_nothing(value) {
            return;
        }
        self.filled += 1;
        self.lettered |= value.contains(char::is_alphabetic);
        self.worded += usize::from(value.contains(' ') && value.chars().any(char::is_alphabetic));
        self.length += value.split_whitespace().count();
        self.ticks += usize::from(values::tick(value) == Some(true));
        self.unticked += usize::from(values::tick(value) == Some(false));
        self.named +=
            usize::from(!self.own.is_empty() && squeeze(beginning(value, 200)) == self.own);
        self.whole.insert(beginning(value, 80).to_lowercase());
        for part in value.split([';', '|']) {
            self.parts += 1;
            self.different
                .insert(beginning(part.trim(), 80).to_lowercase());
        }
        // The sign of an entity of HTML separates nothing.
        let decoded = super::super::text::plain(value);
        let value = decoded.as_deref().unwrap_or(value);
        for (seen, separator) in self.separators.iter_mut().zip(SEPARATORS) {
            *seen |= value.contains(separator);
        }
    }

    /// What stands between two tags in it: of several signs the surest, for the others belong to names then.
    pub fn separator(&self) -> char {
        let seen = SEPARATORS
            .into_iter()
            .zip(self.separators)
            .find(|(_, seen)| *seen);
        seen.map_or(',', |(separator, _)| separator)
    }

    /// Whether it holds words, and not choices among a few.
    pub fn is_worded(&self) -> bool {
        self.worded > 0 && self.different.len() * 2 > self.parts.min(self.filled * 4)
    }

    /// Whether it holds short answers to a question that asks for somebody's own words: no choices, since hardly two are
    /// the same.
    pub fn is_short(&self) -> bool {
        const OWN: f64 = 2.0;
        let free = self.different.len() * 2 > self.parts;
        self.asks > OWN && self.lettered && free && self.is_written()
    }

    /// How much it looks like what people wrote in their own words, where a column has at most so many values: many
    /// words in a value, hardly two of them the same, in most rows, under an open question.
    pub fn freedom(&self, most: usize) -> f64 {
        let of = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
        let words = (of(self.length, self.filled) - 1.0).max(0.1);
        let whole = of(self.whole.len(), self.filled);
        let parts = of(self.different.len(), self.parts);
        let filled = of(self.filled, most);
        words * whole * whole.min(parts) * filled.sqrt() * self.asks
    }

    /// In how many rows there is something in it.
    pub fn filled(&self) -> usize {
        self.filled
    }

    /// Whether all it says is yes or no.
    pub fn holds_ticks(&self) -> bool {
        self.filled > 0 && self.ticks + self.unticked == self.filled
    }

    /// Whether all it says is its own name.
    pub fn says_its_name(&self) -> bool {
        self.filled > 0 && self.named == self.filled
    }

    /// Whether somebody wrote into it, and more than that it was chosen.
    pub fn is_written(&self) -> bool {
        self.filled > self.named && !self.holds_ticks()
    }

    /// Whether it is one choice of several: ticked, or with its name where it was chosen. One that nobody chose is.
    pub fn is_choice(&self) -> bool {
        self.filled == 0 || self.holds_ticks() || self.says_its_name()
    }
}
