//! Columns of ticks in what customers said, of which nothing is made: each may be a reason, or a topic. Must not decide.

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::exchange::read::columns::words;
use crate::exchange::read::{Source, values};
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, Way, each_row};

/// Words of columns that say yes or no of a customer, and not why.
const FLAGS: &str = "is has had was are did do does would will can want wants flag consent opt optin allowed agreed \
    recommend contact contacted follow followup subscribed verified test";

/// So many columns of ticks belong together; where some say no, more.
const FEW: usize = 2;
const FEW_FLAGS: usize = 3;

/// So many are named.
const NAMED: usize = 3;

/// A column, and what was seen of it.
struct TickColumn {
    at: usize,
    filled: u64,
    yes: u64,
    no: u64,
}

impl TickColumn {
    fn look(&mut self, cell: &str) {
        if !values::is_nothing(cell) {
            let tick = values::tick(cell);
            self.filled += 1;
            self.yes += u64::from(tick == Some(true));
            self.no += u64::from(tick == Some(false));
        }
    }
}

/// What is open about them.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn question(source: &Source) -> Result<Option<Question>, Failure> {
    let said = matches!(source.kind, ImportKind::Surveys | ImportKind::Feedback);
    let flag = |at: &usize| words(&source.names[*at]).any(|word| is_listed(FLAGS, &word));
    let free = source.unused().filter(|at| said && !source.is_idle(*at));
    let columns = free.filter(|at| !flag(at)).map(|at| TickColumn {
        at,
        filled: 0,
        yes: 0,
        no: 0,
    });
    let mut columns: Vec<TickColumn> = columns.collect();
    if source.mapping.shape.is_some() || columns.len() < FEW {
        return Ok(None);
    }
    let mut rows = 0;
    each_row(source, SAMPLE, |record| {
        rows += 1;
        let look = |column: &mut TickColumn| column.look(record.cell(column.at));
        columns.iter_mut().for_each(look);
        true
    })?;
    columns.retain(|column| {
        let some = column.yes > 0 && column.yes < rows;
        some && column.yes + column.no == column.filled
    });
    let bare = columns.iter().all(|column| column.no == 0);
    let few = if bare { FEW } else { FEW_FLAGS };
    Ok((columns.len() >= few).then(|| asked(source, &columns)))
}

fn asked(source: &Source, columns: &[TickColumn]) -> Question {
    let names = || {
        columns
            .iter()
            .map(|column| source.names[column.at].as_str())
    };
    let named: Vec<String> = names().take(NAMED).map(|name| quoted(name, 40)).collect();
    let more = match columns.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let each = |option: &str| {
        let each = names().map(|name| format!("{option}{}", shell(name)));
        each.collect::<Vec<_>>().join(" ")
    };
    let open = format!(
        "{}{more} hold nothing but ticks and are not used; does each stand for what a customer said",
        named.join(", ")
    );
    let survey = source.kind == ImportKind::Surveys;
    let own = source.mapping.column("reason").filter(|_| survey);
    let own = own.map_or_else(String::new, |at| {
        format!("--map reason={} ", shell(&source.names[at]))
    });
    let kind = if survey { "" } else { "--as-kind surveys " };
    let reasons = format!("{kind}{own}{}", each("--map reason="));
    let ways = vec![
        Way::when(reasons, "if each is a reason for leaving"),
        Way::when(each("--tag-from "), "if each is a tag"),
        Way::when(each("--ignore "), "if they say something else"),
    ];
    Question::new(&source.file, open, ways).proposing(if survey { 1 } else { 0 })
}
