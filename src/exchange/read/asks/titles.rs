//! Titles above a table that say something of its amounts which no column does: that they are a year's, in thousands, or
//! added up. Must not decide.

use std::io;

use crate::domain::failure::Failure;
use crate::domain::import::Interval;
use crate::domain::listed::is_listed;
use crate::exchange::read::columns::words;
use crate::exchange::read::fields::ValueShape;
use crate::exchange::read::price::Every;
use crate::exchange::read::records::FileRecord;
use crate::exchange::read::{Sign, Source, priced_as};
use crate::exchange::safe::quoted;

use super::{Question, Way};

/// Words of amounts that are none of what is paid a month.
const OTHERS: &str = "cumulative cumulated ytd forecast budget plan kumuliert prognose";

/// What is open about them.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn question(source: &Source) -> Result<Option<Question>, Failure> {
    let above = source.skip.saturating_sub(source.heads);
    let mut fields = source.mapping.fields();
    let amounts = |shape: ValueShape| shape == ValueShape::Amount;
    let said = fields.any(|(field, at)| {
        let name = &source.names[at];
        let says = priced_as::due(name) != Sign::None || priced_as::unit(name) != Sign::None;
        amounts(field.shape) && says
    });
    if !source.kind.is_ledger() || above == 0 || said || source.said.unit.is_some() {
        return Ok(None);
    }
    let unreadable = |e: io::Error| Failure::disk(&format!("reading {}", source.file), e);
    let (mut records, mut record) = (source.records()?, FileRecord::default());
    for _ in 0..above {
        if !records.next_into(&mut record).map_err(unreadable)? {
            break;
        }
        let told = record.cells.iter().find(|cell| says_more(cell));
        if let Some(told) = told {
            let open = format!(
                "{} above the table may say what its amounts are, and no column does: write it into the name of their \
                 column",
                quoted(told, 60)
            );
            let ways = vec![
                Way::when("--unit thousands".to_owned(), "if they are in thousands"),
                Way::when(
                    "--ignore-rest".to_owned(),
                    "if they are what is paid a month",
                ),
            ];
            return Ok(Some(
                Question::new(&source.file, open, ways)
                    .of(told)
                    .proposing(0),
            ));
        }
    }
    Ok(None)
}

/// Whether a title says that amounts are another time's than a month's, or another unit.
fn says_more(title: &str) -> bool {
    let month = Sign::Only(Every::one(Interval::Month));
    let due = priced_as::due(title);
    let longer = matches!(due, Sign::Only(_)) && due != month;
    let scaled = matches!(priced_as::unit(title), Sign::Only(_));
    longer || scaled || words(title).any(|word| is_listed(OTHERS, &word))
}
