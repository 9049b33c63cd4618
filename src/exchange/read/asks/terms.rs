//! Columns that say for how long a discount holds, beside one that is taken off for good. Must not decide.

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::exchange::read::columns::{squeeze, words};
use crate::exchange::read::{Source, off};
use crate::exchange::safe::{quoted, shell};

use super::suspects::DISCOUNTS;
use super::{Question, SAMPLE, Way, each_row};

/// Parts of names that say for how long.
const TERMS: &str = "until till expir duration months valid enddate endsat endson ends term period laufzeit cycles bis jusqu hasta";

/// Whether a column is called as what says for how long a discount holds.
fn is_term(name: &str) -> bool {
    let squeezed = squeeze(name);
    let part = |list: &str| list.split_whitespace().any(|part| squeezed.contains(part));
    let is_off =
        part("discount coupon promo rabatt remise nachlass descuento sconto korting rebate");
    is_off && (part(TERMS) || words(name).any(|word| word == "end"))
}

/// What is open about them, where one of their cells says that it ends, and a column is taken off the price or is
/// `asked` about.
pub(super) fn question(source: &Source, asked: &[Question]) -> Result<Option<Question>, Failure> {
    let taken = |field: &&str| source.mapping.column(field).is_some();
    let ways = || asked.iter().flat_map(|question| &question.settled_by);
    let proposed = || ways().any(|way| way.option.starts_with("--map discount"));
    if source.kind != ImportKind::Subscriptions || !(DISCOUNTS.iter().any(taken) || proposed()) {
        return Ok(None);
    }
    let is_term = |at: &usize| !source.is_idle(*at) && is_term(&source.names[*at]);
    let Some(term) = source.unused().find(is_term) else {
        return Ok(None);
    };
    let mut seen = None;
    each_row(source, SAMPLE, |record| {
        let value = record.cell(term);
        seen = (!off::is_none(value) && !off::is_good(value)).then(|| quoted(value, 20));
        seen.is_none()
    })?;
    let name = &source.names[term];
    Ok(seen.map(|seen| {
        let open = format!(
            "{} ({seen}) says for how long a discount holds, and each is taken off for good",
            quoted(name, 40)
        );
        let when = "if they are still taken off, or none is (empty those that are over)";
        let way = Way::when(format!("--ignore {}", shell(name)), when);
        Question::new(&source.file, open, vec![way]).proposing(0)
    }))
}
