//! Lists of balances in which a status or a day says that somebody left, beside an amount that counts on. Must not decide.

use hashbrown::{HashMap, HashSet};

use crate::domain::cause::Cause;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::domain::money::{by_count, count, counted};
use crate::exchange::read::by_name::flag;
use crate::exchange::read::columns::{squeeze, words};
use crate::exchange::read::header::pairs;
use crate::exchange::read::records::FileRecord;
use crate::exchange::read::{Source, values};
use crate::exchange::safe::{quoted, shell};

use super::lists::day_of;
use super::{Question, SAMPLE, Way, each_row, is_asked};

/// A column with more words than this is none of states.
const MOST: usize = 12;

/// Words of columns that say what was before.
const BEFORE: &str = "prev previous prior old before former last from vorher";

/// So many columns are looked at.
const COLUMNS: usize = 64;

/// A column that may say who left.
struct OverColumn {
    at: usize,
    /// Whether it is called as the last of two days is.
    ends: bool,
    seen: String,
    values: HashSet<String>,
    accounts: u64,
}

impl OverColumn {
    fn new(source: &Source, at: usize) -> OverColumn {
        OverColumn {
            at,
            ends: pairs::is_end(&source.names[at]),
            seen: String::new(),
            values: HashSet::new(),
            accounts: 0,
        }
    }

    /// Whether a cell says that somebody had left on a day.
    fn says(&self, source: &Source, cell: &str, day: Day) -> bool {
        if values::is_nothing(cell) {
            return false;
        }
        let flag = flag(&source.names[self.at]).zip(values::tick(cell));
        let ended = || source.settled.days.read(cell).is_some_and(|end| end < day);
        match flag {
            Some((pays, yes)) => pays != yes,
            None => Cause::is_over(cell) || (self.ends && ended()),
        }
    }

    fn look(&mut self, source: &Source, cell: &str, day: Day) {
        if self.seen.is_empty() && self.says(source, cell, day) {
            self.seen = quoted(cell, 20);
        }
        if !self.ends && self.values.len() <= MOST {
            self.values.insert(squeeze(cell));
        }
    }

    fn question(&self, source: &Source, accounts: u64) -> Question {
        let name = &source.names[self.at];
        let open = format!(
            "{} ({}) says that {} of {} left, and the last amount of {} is not 0 and counts on: write 0 there if nothing was \
             paid",
            quoted(name, 40),
            self.seen,
            count(self.accounts),
            counted(accounts, "account"),
            by_count(self.accounts, "it", "each")
        );
        let way = Way::when(format!("--ignore {}", shell(name)), "if they still pay");
        Question::new(&source.file, open, vec![way]).proposing(0)
    }
}

/// What is open about them, but for columns that other questions ask about.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn questions(source: &Source, asked: &[Question]) -> Result<Vec<Question>, Failure> {
    let open = source.kind == ImportKind::Balances && source.mapping.shape.is_none();
    let free = source.unused().filter(|at| !source.is_idle(*at));
    let now = |name: &str| !words(name).any(|word| is_listed(BEFORE, &word));
    let free = free.filter(|at| open && now(&source.names[*at]));
    let free = free.filter(|at| !is_asked(asked, &source.names[*at]));
    let columns = free.map(|at| OverColumn::new(source, at)).take(COLUMNS);
    let mut columns: Vec<OverColumn> = columns.collect();
    if columns.is_empty() || source.is_returned() {
        return Ok(Vec::new());
    }
    let paid = LastPaid::of(source);
    each_row(source, SAMPLE, |record| {
        if let Some((day, true)) = paid.on(record) {
            let look = |column: &mut OverColumn| column.look(source, record.cell(column.at), day);
            columns.iter_mut().for_each(look);
        }
        true
    })?;
    columns.retain(|column| !column.seen.is_empty() && column.values.len() <= MOST);
    let accounts = match columns.is_empty() {
        true => 0,
        false => tell(source, &paid, &mut columns)?,
    };
    let found = columns.iter().filter(|column| column.accounts > 0);
    Ok(found
        .map(|column| column.question(source, accounts))
        .collect())
}

/// Counts the accounts of which their last row says it, and all.
fn tell(source: &Source, paid: &LastPaid<'_>, columns: &mut [OverColumn]) -> Result<u64, Failure> {
    let mut last: HashMap<String, (Day, u64)> = HashMap::new();
    let account = source.mapping.column("account");
    each_row(source, u64::MAX, |record| {
        let name = account.map_or("", |at| record.cell(at));
        if let Some((day, paid)) = paid.on(record) {
            let over = columns.iter().enumerate().filter(|_| paid);
            let over = over.filter(|(_, of)| of.says(source, record.cell(of.at), day));
            let over = over.fold(0, |all, (place, _)| all | (1 << place));
            let own = last.entry_ref(name).or_insert((day, over));
            if own.0 <= day {
                *own = (day, over);
            }
        }
        true
    })?;
    for (place, column) in columns.iter_mut().enumerate() {
        let says = last.values().filter(|(_, over)| over >> place & 1 == 1);
        column.accounts = says.count() as u64;
    }
    Ok(last.len() as u64)
}

/// On which day a row last says an amount.
struct LastPaid<'a> {
    source: &'a Source,
    added: Vec<(usize, usize)>,
    day: Option<usize>,
}

impl LastPaid<'_> {
    fn of(source: &Source) -> LastPaid<'_> {
        LastPaid {
            source,
            added: source.added(),
            day: source.mapping.column("day"),
        }
    }

    /// That day, and whether it is more than nothing.
    fn on(&self, record: &FileRecord) -> Option<(Day, bool)> {
        if let Some(at) = self.day {
            let amount = self.source.amounts_of(&self.added, &record.cells)[0]?;
            return Some((day_of(self.source, record.cell(at))?, amount.0 != 0));
        }
        let months = self.source.mapping.months.iter();
        let said = months.filter(|(at, _)| !values::is_nothing(record.cell(*at)));
        let (at, day) = said.max_by_key(|(_, day)| *day)?;
        Some((*day, values::is_some(record.cell(*at))))
    }
}
