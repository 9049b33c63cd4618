//! Movements without a sign, of which no word says whether MRR rose or fell: as they stand, all of them rise.
//! Must not decide.

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::money::Cents;
use crate::exchange::read::fields::Goes;
use crate::exchange::read::records::Record;
use crate::exchange::read::{Source, kinds};
use crate::exchange::safe::{quoted, shell};

use super::{Question, Way, each_row};

/// So many words are named.
const NAMED: usize = 4;

/// What is open about them.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn question(source: &Source) -> Result<Option<Question>, Failure> {
    let open = source.kind == ImportKind::Movements && source.mapping.shape.is_none();
    let Some(delta) = source.mapping.column("delta").filter(|_| open) else {
        return Ok(None);
    };
    let added = source.added();
    let kind = source.mapping.column("kind");
    let free = source.unused().filter(|at| !source.is_idle(*at));
    let columns: Vec<usize> = kind.map_or_else(|| free.collect(), |at| vec![at]);
    let mut columns: Vec<Column> = columns.into_iter().map(Column::new).collect();
    let mut signed = false;
    each_row(source, u64::MAX, |record| {
        let amount = source.amounts_of(&added, &record.cells)[0].unwrap_or_default();
        signed |= amount < Cents::ZERO;
        if amount > Cents::ZERO {
            columns.iter_mut().for_each(|column| column.look(record));
        }
        !signed
    })?;
    if signed {
        return Ok(None);
    }
    let name = quoted(&source.names[delta], 40);
    Ok(match kind {
        Some(_) => columns
            .iter()
            .find_map(|column| column.unknown(source, &name)),
        None => columns
            .iter()
            .find_map(|column| column.unused(source, &name)),
    })
}

/// A column that says it, or may.
struct Column {
    at: usize,
    falls: u64,
    /// The first values, each once, and those of which it is not known what they say.
    seen: Vec<String>,
    unknown: Vec<String>,
}

impl Column {
    fn new(at: usize) -> Column {
        Column {
            at,
            falls: 0,
            seen: Vec::new(),
            unknown: Vec::new(),
        }
    }

    fn look(&mut self, record: &Record) {
        let value = record.cell(self.at);
        let goes = kinds::goes(value);
        self.falls += u64::from(goes == Some(Goes::Down));
        let shown = quoted(value, 20);
        let note = |known: &mut Vec<String>| {
            if known.len() < NAMED && !known.contains(&shown) {
                known.push(shown.clone());
            }
        };
        note(&mut self.seen);
        if goes.is_none() {
            note(&mut self.unknown);
        }
    }

    /// Words of the kind that nobody knows.
    fn unknown(&self, source: &Source, amounts: &str) -> Option<Question> {
        if self.unknown.is_empty() {
            return None;
        }
        let open = format!(
            "{} ({}) does not say whether MRR rises or falls there, and no amount of {amounts} is below zero: write a \
             minus where it falls",
            quoted(&source.names[self.at], 40),
            self.unknown.join(", ")
        );
        let way = Way::when("--ignore-rest".to_owned(), "if it rises with all of those");
        Some(Question::new(&source.file, open, vec![way]).proposing(0))
    }

    /// Words of losses in a column of which nothing is made.
    fn unused(&self, source: &Source, amounts: &str) -> Option<Question> {
        if self.falls == 0 {
            return None;
        }
        let name = &source.names[self.at];
        let open = format!(
            "{} ({}) is not used, and no amount of {amounts} is below zero; does it say which are losses",
            quoted(name, 40),
            self.seen.join(", ")
        );
        let ways = vec![
            Way::of(format!("--map kind={}", shell(name))),
            Way::when(format!("--ignore {}", shell(name)), "if none is a loss"),
        ];
        Some(Question::new(&source.file, open, ways))
    }
}
