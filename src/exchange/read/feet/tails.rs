//! Rows of a list by day that stand behind the accounts of each day and are like none of them: they have nothing in the
//! columns that all accounts fill, or break the order in which all of them stand.
//! Must not know amounts.

use hashbrown::{HashMap, HashSet};

use super::FootRow;
use crate::domain::import::ImportKind;
use crate::exchange::read::{Source, values};

/// A list of fewer days shows no custom.
const DAYS: u32 = 2;
const DAYS_IN_ORDER: u32 = 3;

/// So many accounts that follow each other are no order by chance.
const IN_ORDER: u32 = 8;

/// So many rows a day break an order, at most; more have none.
const BREAK: usize = 3;

/// So many accounts there are for each such row, at least.
const EACH: usize = 3;

/// How often a name was seen, and how often behind the others.
#[derive(Clone, Copy, Default)]
struct Times {
    rows: u32,
    behind: u32,
}

/// The rows at the end of each day so far.
pub(super) struct Tails {
    day: Option<usize>,
    /// The columns that a row behind the others has nothing in; none where the order alone tells.
    beside: Vec<usize>,
    failed: bool,
    /// The day at hand, and all so far.
    now: String,
    days: HashSet<String>,
    names: HashMap<String, Times>,
    /// How many rows are like no account, wherever they stand.
    unlike: u32,
    /// Of the day at hand those behind its last account, and that account with how many are in order up to it.
    behind: Vec<String>,
    last: String,
    in_order: u32,
}

impl Tails {
    pub(super) fn of(source: &Source, beside: Vec<usize>) -> Tails {
        let by_day = source.kind == ImportKind::Balances && !source.mapping.is_wide();
        let day = source.mapping.column("day").filter(|_| by_day);
        Tails {
            day,
            beside,
            failed: day.is_none(),
            now: String::new(),
            days: HashSet::new(),
            names: HashMap::new(),
            unlike: 0,
            behind: Vec::new(),
            last: String::new(),
            in_order: 0,
        }
    }

    pub(super) fn take(&mut self, row: &FootRow) {
        let day = self.day.map_or("", |at| row.record.cell(at));
        if self.failed || row.called || row.group || values::is_nothing(day) {
            return;
        }
        if self.now != day {
            self.end_day();
            day.clone_into(&mut self.now);
            // Where days come again the file is no list by day.
            self.failed |= !self.days.insert(day.to_owned());
        }
        self.names.entry_ref(row.name.as_str()).or_default().rows += 1;
        let is_unlike = match self.beside.is_empty() {
            true => !self.is_in_order(&row.name),
            false => {
                let mut cells = self.beside.iter().map(|at| row.record.cell(*at));
                cells.all(values::is_nothing)
            }
        };
        match is_unlike {
            true => {
                self.unlike += 1;
                self.behind.push(row.name.clone());
            }
            false => self.behind.clear(),
        }
    }

    /// Whether a name follows those above it of its day. Numbers have an order of their own.
    fn is_in_order(&mut self, name: &str) -> bool {
        self.failed |= name.contains(char::is_numeric);
        if !self.behind.is_empty() || name < self.last.as_str() {
            return false;
        }
        name.clone_into(&mut self.last);
        self.in_order += 1;
        true
    }

    fn end_day(&mut self) {
        self.failed |= self.beside.is_empty() && !self.days.is_empty() && self.in_order < IN_ORDER;
        for name in self.behind.drain(..) {
            self.names.entry(name).or_default().behind += 1;
        }
        self.last.clear();
        self.in_order = 0;
    }

    /// What those are called that stand there on each day, and nowhere else, where no other row is like them.
    pub(super) fn names(mut self) -> Vec<String> {
        self.end_day();
        let days = self.days.len() as u32;
        let (least, most) = match self.beside.is_empty() {
            true => (DAYS_IN_ORDER, BREAK),
            false => (DAYS, usize::MAX),
        };
        let all = self.names.len();
        let found = self.names.into_iter();
        let found = found.filter(|(_, times)| times.rows == days && times.behind == days);
        let found: Vec<String> = found.map(|(name, _)| name).collect();
        let alone = found.len() as u32 * days == self.unlike;
        let few = found.len() <= most && all >= found.len() * (EACH + 1);
        match !self.failed && days >= least && alone && few {
            true => found,
            false => Vec::new(),
        }
    }
}
