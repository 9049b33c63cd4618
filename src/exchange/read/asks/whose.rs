//! Rows of what was said that may be the team's own words: a column says so of some of them. Must not decide.

use hashbrown::HashSet;

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::domain::money::counted;
use crate::exchange::read::columns::squeeze;
use crate::exchange::read::{Source, values};
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, Way, each_row};

/// What such cells say of the team, whole, and of customers.
const OURS: &str = "admin agent staff operator employee team internal bot system outbound outgoing out note internalnote teammate \
    supportagent mitarbeiter intern supportteam support csm customersuccess helpdesk serviceteam kundenservice";
/// The same of what no customer is called, so that it says it alone.
const SURELY: &str = "supportteam supportbot bot chatbot autoresponder automatedreply supportagent helpdesk serviceteam \
    kundenservice internalnote";
const THEIRS: &str = "user customer client contact lead visitor enduser requester external inbound incoming in reply comment \
    kunde guest consumer";

/// Columns in which yes says it, and such in which no does.
const PRIVATE: &str = "internal isinternal private isprivate isnote isstaff isagent isadmin fromagent fromstaff outgoing";
const PUBLIC: &str = "public ispublic incoming isincoming fromcustomer iscustomer";

/// Columns of who wrote it.
const WRITERS: &str = "author sender from by writer sentby repliedby role absender autor auteur";

/// A column with more words than this says something else, unless it is one of those.
const MOST: usize = 8;

/// A column and what was seen of it.
struct WhoseColumn {
    at: usize,
    /// What a tick in it says: that the words are the team's.
    ours: Option<bool>,
    /// Whether it says who wrote it.
    writers: bool,
    rows: u64,
    surely: bool,
    theirs: u64,
    seen: String,
    values: HashSet<String>,
}

impl WhoseColumn {
    fn new(source: &Source, at: usize) -> WhoseColumn {
        let name = squeeze(&source.names[at]);
        let private = is_listed(PRIVATE, &name);
        WhoseColumn {
            at,
            ours: (private || is_listed(PUBLIC, &name)).then_some(private),
            writers: is_listed(WRITERS, &name),
            rows: 0,
            surely: false,
            theirs: 0,
            seen: String::new(),
            values: HashSet::new(),
        }
    }

    fn look(&mut self, cell: &str) {
        if values::is_nothing(cell) || self.is_of_too_many() {
            return;
        }
        let word = squeeze(cell);
        let surely = self.writers && is_listed(SURELY, &word);
        let ticked = self.ours.zip(values::tick(cell));
        let ours = match ticked {
            Some((ours, ticked)) => Some(ours == ticked),
            None if surely || is_listed(OURS, &word) => Some(true),
            None if is_listed(THEIRS, &word) => Some(false),
            None => None,
        };
        self.surely |= surely;
        self.theirs += u64::from(ours == Some(false));
        if ours == Some(true) {
            self.rows += 1;
            if self.seen.is_empty() {
                self.seen = quoted(cell, 20);
            }
        }
        if !self.is_of_too_many() {
            self.values.insert(word);
        }
    }

    fn is_of_too_many(&self) -> bool {
        !self.writers && self.values.len() > MOST
    }

    /// Whether some rows are the team's and others a customer's.
    fn tells(&self) -> bool {
        let others = self.theirs > 0 || (self.surely && self.values.len() > 1);
        self.rows > 0 && others && !self.is_of_too_many()
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
