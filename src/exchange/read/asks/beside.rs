//! Amounts that the name of their column says more of than is read: that it stands there a second time, as in a table
//! beside the first, or that they are another time's. Must not decide.

use crate::domain::failure::Failure;
use crate::domain::import::{ImportKind, Interval};
use crate::exchange::read::fields::ValueShape;
use crate::exchange::read::price::Every;
use crate::exchange::read::{Sign, Source, priced_as, values};
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, Way, each_row};

/// What is open about them.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn questions(source: &Source) -> Result<Vec<Question>, Failure> {
    if !source.kind.is_ledger() || source.mapping.shape.is_some() {
        return Ok(Vec::new());
    }
    let fields = source.mapping.fields();
    let amounts = fields.filter(|(field, _)| field.shape == ValueShape::Amount);
    let amounts: Vec<usize> = amounts.map(|(_, at)| at).collect();
    let mut asked: Vec<Question> = Vec::new();
    for at in amounts {
        asked.extend(second(source, at)?);
        asked.extend(longer(source, at));
    }
    Ok(asked)
}

/// A column that is called as the amounts are and holds others.
fn second(source: &Source, at: usize) -> Result<Option<Question>, Failure> {
    let name = &source.names[at];
    let copy = format!("{name} (2)");
    let free = source.unused().filter(|at| !source.is_idle(*at));
    let Some(other) = free.into_iter().find(|at| source.names[*at] == copy) else {
        return Ok(None);
    };
    let mut seen = None;
    each_row(source, SAMPLE, |record| {
        let (own, second) = (record.cell(at), record.cell(other));
        seen = (values::is_some(second) && own != second).then(|| quoted(second, 20));
        seen.is_none()
    })?;
    Ok(seen.map(|seen| {
        let open = format!(
            "{} stands there twice, and the second ({seen}) is not used: cut two tables that stand side by side apart",
            quoted(name, 40)
        );
        let way = Way::when(format!("--ignore {}", shell(&copy)), "if the first alone counts");
        Question::new(&source.file, open, vec![way]).proposing(0)
    }))
}

/// Balances and changes are a month's: those of a year are twelve times as much.
fn longer(source: &Source, at: usize) -> Option<Question> {
    let ledger = matches!(source.kind, ImportKind::Balances | ImportKind::Movements);
    let name = &source.names[at];
    let month = Sign::Only(Every::one(Interval::Month));
    let due = priced_as::due(name);
    let is_longer = matches!(due, Sign::Only(_)) && due != month;
    let open = format!(
        "{} is another time's than a month's by its name, and is read as a month's: write what it is a month",
        quoted(name, 40)
    );
    let way = Way::when(
        "--ignore-rest".to_owned(),
        "if it is a month's all the same",
    );
    let asked = Question::new(&source.file, open, vec![way]).proposing(0);
    (ledger && is_longer).then_some(asked)
}
