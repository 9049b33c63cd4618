//! Rows of what was said that may be the team's own words: a column says so of some of them. Must not decide.

use hashbrown::HashSet;

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::money::counted;
use crate::exchange::read::columns::{is_among, squeeze};
use crate::exchange::read::{Source, values};
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, Way, each_row};

/// What such cells say of the team, whole, and of customers.
const OURS: &str = "admin agent staff operator employee team internal bot system outbound outgoing out note internalnote teammate \
    supportagent mitarbeiter intern";
const THEIRS: &str = "user customer client contact lead visitor enduser requester external inbound incoming in reply comment \
    kunde guest consumer";

/// Columns in which yes says it, and such in which no does.
const PRIVATE: &str = "internal isinternal private isprivate isnote isstaff isagent isadmin fromagent fromstaff outgoing";
const PUBLIC: &str = "public ispublic incoming isincoming fromcustomer iscustomer";

/// A column with more words than this says something else.
const MOST: usize = 8;

/// A column and what was seen of it.
struct WhoseColumn {
    at: usize,
    /// What a tick in it says: that the words are the team's.
    ours: Option<bool>,
    rows: u64,
    theirs: u64,
    seen: String,
    values: HashSet<String>,
}

impl WhoseColumn {
    fn new(source: &Source, at: usize) -> WhoseColumn {
        let name = squeeze(&source.names[at]);
        let private = is_among(&[PRIVATE], &name);
        WhoseColumn {
            at,
            ours: (private || is_among(&[PUBLIC], &name)).then_some(private),
            rows: 0,
            theirs: 0,
            seen: String::new(),
            values: HashSet::new(),
        }
    }

    fn look(&mut self, cell: &str) {
        if values::is_nothing(cell) || self.values.len() > MOST {
            return;
        }
        let word = squeeze(cell);
        let ticked = self.ours.zip(values::tick(cell));
        let ours = match ticked {
            Some((ours, ticked)) => Some(ours == ticked),
            None if is_among(&[OURS], &word) => Some(true),
            None if is_among(&[THEIRS], &word) => Some(false),
            None => None,
        };
        self.theirs += u64::from(ours == Some(false));
        if ours == Some(true) {
            self.rows += 1;
            if self.seen.is_empty() {
                self.seen = quoted(cell, 20);
            }
        }
        self.values.insert(word);
    }

    /// Whether some rows are the team's and others a customer's.
    fn tells(&self) -> bool {
        self.rows > 0 && self.theirs > 0 && self.values.len() <= MOST
    }
}

/// What is open about them.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn question(source: &Source) -> Result<Option<Question>, Failure> {
    let said = source.kind == ImportKind::Feedback && source.mapping.shape.is_none();
    let free = source.unused().filter(|at| said && !source.is_idle(*at));
    let columns = free.map(|at| WhoseColumn::new(source, at));
    let mut columns: Vec<WhoseColumn> = columns.collect();
    if columns.is_empty() {
        return Ok(None);
    }
    each_row(source, SAMPLE, |record| {
        let look = |column: &mut WhoseColumn| column.look(record.cell(column.at));
        columns.iter_mut().for_each(look);
        true
    })?;
    let found = columns.iter().find(|column| column.tells());
    Ok(found.map(|column| {
        let name = &source.names[column.at];
        let open = format!(
            "{} says {} in {}, as of the team's own words, and those count as a customer's: take them out of the file",
            quoted(name, 40),
            column.seen,
            counted(column.rows, "row")
        );
        let way = Way::when(
            format!("--ignore {}", shell(name)),
            "if all are customers' words",
        );
        Question::new(&source.file, open, vec![way]).proposing(0)
    }))
}
