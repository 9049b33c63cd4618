//! Rows that stand there a second time, word for word and in the same order: a copy of the first. Must not decide.

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashMap;

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::money::counted;
use crate::exchange::read::{Source, values};

use super::{Question, Way, each_row};

/// Fewer may well be several of the same.
const FEW: u64 = 3;

/// What is open about them, where rows have no id and are added up.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn question(source: &Source) -> Result<Option<Question>, Failure> {
    let plain = source.kind == ImportKind::Subscriptions && source.mapping.column("id").is_none();
    let day = match source.kind {
        ImportKind::Movements => source.mapping.column("day"),
        _ => source.mapping.column("start").filter(|_| plain),
    };
    let Some(day) = day else {
        return Ok(None);
    };
    let hasher = RandomState::new();
    let mut known: HashMap<u64, u64> = HashMap::new();
    // The lines of the first copy and of its row, and how far the rows that came again are in their order.
    let (mut rows, mut first, mut before, mut in_order) = (0_u64, None, 0, true);
    each_row(source, u64::MAX, |record| {
        let of = record.cell(day);
        if values::is_nothing(of) || !of.contains(|c: char| c.is_ascii_digit()) {
            return true;
        }
        let line = record.line;
        let own = *known
            .entry(hasher.hash_one(record.cells.as_slice()))
            .or_insert(line);
        if own < line {
            rows += 1;
            let (copy, _) = *first.get_or_insert((line, own));
            in_order &= before < own && own < copy;
            before = own;
        }
        in_order
    })?;
    let found = first.filter(|_| in_order && rows >= FEW);
    Ok(found.map(|(line, own)| {
        let open = format!(
            "{} from line {line} on stand there a second time, word for word and in their order (from line {own} on), and \
             both are added up: take the copy out of the file",
            counted(rows, "row")
        );
        let way = Way::when("--ignore-rest".to_owned(), "if both count");
        Question::new(&source.file, open, vec![way]).proposing(0)
    }))
}
