//! Ids that a spreadsheet wrote as numbers, cut short: several may have become one. Must not decide.

use crate::domain::failure::Failure;
use crate::domain::money::counted;
use crate::exchange::read::Source;
use crate::exchange::safe::quoted;

use super::{Question, SAMPLE, Way, each_row};

/// What is open about them.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn question(source: &Source) -> Result<Option<Question>, Failure> {
    let column = |field: &str| source.mapping.column(field);
    let ids = ["account", "id"].into_iter().filter_map(column);
    for at in ids {
        let (mut rows, mut seen) = (0_u64, None);
        each_row(source, SAMPLE, |record| {
            let cell = record.cell(at);
            if is_cut(cell) {
                rows += 1;
                seen.get_or_insert_with(|| quoted(cell, 20));
            }
            true
        })?;
        if let Some(seen) = seen {
            let open = format!(
                "{} has in {} what a spreadsheet cut short ({seen}), and several ids may have become one: export it again \
                 with that column as text",
                quoted(&source.names[at], 40),
                counted(rows, "row")
            );
            let way = Way::when("--ignore-rest".to_owned(), "if they are the ids");
            return Ok(Some(
                Question::new(&source.file, open, vec![way]).proposing(0),
            ));
        }
    }
    Ok(None)
}

/// Whether an id is written as a number with an exponent: `1.23E+12`.
fn is_cut(id: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let parts = id.split_once("E+").and_then(|(number, power)| {
        let (whole, part) = number.split_once(['.', ','])?;
        Some([whole, part, power])
    });
    parts.is_some_and(|parts| parts.into_iter().all(digits))
}

#[cfg(test)]
mod tests {
    use super::is_cut;

    #[test]
    fn an_id_with_an_exponent_is_one_that_was_cut() {
        for (id, is) in [
            ("1.23457E+12", true),
            ("4,5E+11", true),
            ("E+12", false),
            ("1E+12", false),
            ("A1.2E+3", false),
            ("1.2E-3", false),
            ("AE+B", false),
        ] {
            assert_eq!(is_cut(id), is, "{id}");
        }
    }
}
