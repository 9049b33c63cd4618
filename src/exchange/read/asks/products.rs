//! Prices whose cells have two numbers, as `3 x 50`: how many, and what one of them costs. Must not decide.

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::money::counted;
use crate::exchange::read::{Source, price};
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, Way, each_row};

/// What is open about them.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn question(source: &Source) -> Result<Option<Question>, Failure> {
    let column = |field: &str| source.mapping.column(field);
    let open = source.kind == ImportKind::Subscriptions && column("quantity").is_none();
    let Some(at) = column("amount").filter(|_| open) else {
        return Ok(None);
    };
    let (mut rows, mut seen) = (0, None);
    each_row(source, SAMPLE, |record| {
        let value = record.cell(at);
        if price::several(value).is_some() {
            rows += 1;
            seen.get_or_insert_with(|| quoted(value, 20));
        }
        true
    })?;
    let name = &source.names[at];
    Ok(seen.map(|seen| {
        let open = format!(
            "{} has two numbers in {} ({seen}); is it so many at that price each",
            quoted(name, 40),
            counted(rows, "row")
        );
        let shelled = shell(name);
        let ways = vec![
            Way::of(format!("--map amount={shelled} --map quantity={shelled}")),
            Way::when(
                "--ignore-rest".to_owned(),
                "if those rows are to be rejected",
            ),
        ];
        Question::new(&source.file, open, ways)
    }))
}
