//! Columns of amounts beside those of the kinds of change, of which nothing is made: another kind under another name, or
//! what was paid before. Must not decide.

use crate::domain::failure::Failure;
use crate::exchange::read::columns::squeeze;
use crate::exchange::read::fields::PARTS;
use crate::exchange::read::{Source, amounts, values};
use crate::exchange::safe::{quoted, shell, unguard};

use super::{Question, SAMPLE, Way, each_row};

/// What a balance before the changes of a row is called.
const BEFORE: [&str; 14] = [
    "starting",
    "opening",
    "beginning",
    "before",
    "previous",
    "openingbalance",
    "startingmrr",
    "openingmrr",
    "beginningmrr",
    "startmrr",
    "mrrstart",
    "mrratstart",
    "previousmrr",
    "mrrbefore",
];

/// What is open about them.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn questions(source: &Source) -> Result<Vec<Question>, Failure> {
    if !source.mapping.has_parts() {
        return Ok(Vec::new());
    }
    let unused = source.unused().filter(|at| !source.is_idle(*at));
    let mut others: Vec<PartsColumn> = unused.map(PartsColumn::new).collect();
    each_row(source, SAMPLE, |record| {
        others
            .iter_mut()
            .for_each(|other| other.look(record.cell(other.at)));
        true
    })?;
    let asked = others.iter().filter(|other| other.some && !other.words);
    Ok(asked.map(|other| question(source, other.at)).collect())
}

/// A column of which nothing is made, and what was seen of it.
struct PartsColumn {
    at: usize,
    /// Whether there is an amount in it that is not zero.
    some: bool,
    /// Whether there is something else.
    words: bool,
}

impl PartsColumn {
    fn new(at: usize) -> PartsColumn {
        PartsColumn {
            at,
            some: false,
            words: false,
        }
    }

    fn look(&mut self, cell: &str) {
        let cell = unguard(cell.trim());
        if values::is_nothing(cell) {
            return;
        }
        self.words |= amounts::taken_apart(cell).is_none();
        self.some |= values::is_some(cell);
    }
}

fn question(source: &Source, at: usize) -> Question {
    let name = &source.names[at];
    let (said, column) = (quoted(name, 40), shell(name));
    if BEFORE.contains(&squeeze(name).as_str()) {
        let open = format!(
            "{said} is what was paid before, and only changes are read: what an account paid before its first row is in \
             none"
        );
        let ways = vec![Way::when(
            format!("--ignore {column}"),
            "if each begins with nothing in this file",
        )];
        return Question::new(&source.file, open, ways);
    }
    let open = format!("{said} holds amounts and is none of the kinds of change that are read");
    let left = PARTS
        .iter()
        .filter(|(field, _)| source.mapping.column(field).is_none());
    let mut ways: Vec<Way> = left
        .map(|(field, _)| Way::of(format!("--map {field}={column}")))
        .collect();
    ways.push(Way::when(
        format!("--ignore {column}"),
        "if it changes no MRR",
    ));
    Question::new(&source.file, open, ways)
}
