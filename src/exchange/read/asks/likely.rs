//! Which columns could say what another does not: those whose values look like days, or like what tells customers
//! apart. Must not decide: a person picks one.

use std::cell::OnceCell;
use std::hash::{BuildHasher, RandomState};

use hashbrown::HashSet;

use crate::domain::failure::Failure;
use crate::domain::listed::is_listed;
use crate::exchange::read::columns::{is_on_a_bill, words};
use crate::exchange::read::counts::CountsWay;
use crate::exchange::read::records::FileRecord;
use crate::exchange::read::{Source, guess, price, things, values};
use crate::exchange::safe::shell;

use crate::exchange::read::question::ANY;

use super::ledgers::is_price;
use super::spans::is_sum;
use super::{Question, SAMPLE, Way, each_row};

/// So many columns are offered.
const MOST: usize = 5;

/// Answers whose columns hold numbers of something.
const COUNTS: [&str; 2] = ["--map interval_count=COLUMN", "--map quantity=COLUMN"];

/// Answers whose columns hold days that end something.
const DAYS: [&str; 1] = ["--map period_end="];

/// So many values of a column are told apart.
const DISTINCT: usize = 1_000;

/// An id or a name has at most so many bytes, and so many words.
const LONGEST: usize = 80;
const WORDS: usize = 4;

/// Words in the names of columns that tell customers apart.
const NAMES: &str = "id ids uid uuid guid key ref reference no nr number org organization organisation tenant workspace \
    team site domain url contact requester reporter author user username name login handle account client customer \
    company firm firma kunde subscriber member shop store brand business email mail phone from who";

/// What was seen of one column.
#[derive(Clone, Default)]
struct LikelyColumn {
    filled: u64,
    days: u64,
    short: u64,
    counts: u64,
    intervals: u64,
    values: HashSet<u64>,
}

/// What was seen of all of them.
pub(super) struct Likely {
    rows: u64,
    columns: Vec<LikelyColumn>,
    hasher: RandomState,
}

impl Likely {
    /// Looks at the first rows.
    fn of(source: &Source) -> Result<Likely, Failure> {
        let mut likely = Likely {
            rows: 0,
            columns: vec![LikelyColumn::default(); source.names.len()],
            hasher: RandomState::new(),
        };
        each_row(source, SAMPLE, |record| {
            likely.look(source, record);
            true
        })?;
        Ok(likely)
    }

    fn look(&mut self, source: &Source, record: &FileRecord) {
        self.rows += 1;
        for (at, column) in self.columns.iter_mut().enumerate() {
            let cell = record.cell(at);
            if values::is_nothing(cell) {
                continue;
            }
            column.filled += 1;
            let day = cell.len() >= 8 && source.settled.days.could_be(cell);
            let rated = cell.len() < 4 && values::score(cell).is_some();
            let short = cell.len() <= LONGEST && cell.split_whitespace().nth(WORDS).is_none();
            column.days += u64::from(day);
            column.counts += u64::from(CountsWay::default().thousandths(cell).is_ok());
            let worded = cell.contains(char::is_alphabetic);
            column.intervals += u64::from(worded && price::every(cell).is_some());
            column.short += u64::from(short && !day && !rated && values::tick(cell).is_none());
            if column.values.len() < DISTINCT {
                column.values.insert(self.hasher.hash_one(cell));
            }
        }
    }

    /// How many rows were looked at.
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    /// The free columns whose values could tell customers apart; those that are called so alone, if there are any.
    pub(super) fn ids(&self, source: &Source) -> Vec<usize> {
        let free = source.unused().filter(|at| !source.is_idle(*at));
        let is_one = |at: &usize| {
            let column = &self.columns[*at];
            let many = column.values.len() as u64 * 3 >= column.filled.min(DISTINCT as u64);
            let varied = column.values.len() > 1 || column.filled == 1;
            column.filled * 2 > self.rows
                && column.short * 10 >= column.filled * 9
                && many
                && varied
        };
        let all = free.filter(is_one);
        let other = |name: &str| things::is_of_another(name) || guess::counts_customers(name);
        let all = all.filter(|at| !other(&source.names[*at]));
        let all: Vec<usize> = all.collect();
        let named = |at: &&usize| words(&source.names[**at]).any(|word| is_listed(NAMES, &word));
        let named: Vec<usize> = all.iter().filter(named).copied().collect();
        // What is asked is no customer, whatever is answered, nor is what half of them share.
        let unlikely = |at: &usize| {
            let column = &self.columns[*at];
            let shared = column.values.len() as u64 * 3 < column.filled.min(DISTINCT as u64) * 2;
            shared || source.names[*at].trim_end().ends_with('?')
        };
        let mut found = match named.is_empty() {
            true => all.into_iter().filter(|at| !unlikely(at)).collect(),
            false => named,
        };
        found.truncate(MOST);
        found
    }

    /// The free columns with numbers of something, which are no ids.
    fn counts(&self, source: &Source) -> Vec<usize> {
        let is_id = |at: &usize| words(&source.names[*at]).any(|word| word == "id");
        let mut found = self.free(source, |column| column.counts);
        let total =
            |name: &str| words(name).any(|word| is_listed("total subtotal net amount", &word));
        let money = |at: &usize| {
            let name = source.names[*at].as_str();
            is_price(name) || is_sum(name) || total(name) || is_on_a_bill(name)
        };
        found.retain(|at| !is_id(at) && !money(at));
        found
    }

    /// The free columns of which nearly all values are such.
    fn free(&self, source: &Source, such: impl Fn(&LikelyColumn) -> u64) -> Vec<usize> {
        let free = source.unused().filter(|at| !source.is_idle(*at));
        let is_one = |at: &usize| {
            let column = &self.columns[*at];
            such(column) > 0 && such(column) * 10 >= column.filled * 9
        };
        free.filter(is_one).take(MOST).collect()
    }

    /// The columns with days, but for those of a start and an end.
    pub(super) fn days(&self, source: &Source) -> Vec<usize> {
        let taken = ["start", "end", "received", "day"];
        let taken = taken.map(|field| source.mapping.column(field));
        let is_one = |at: &usize| {
            let column = &self.columns[*at];
            column.days > 0 && column.days * 10 >= column.filled * 9 && !taken.contains(&Some(*at))
        };
        let days = (source.mapping.ours..self.columns.len()).filter(is_one);
        days.filter(|at| !source.is_idle(*at)).take(MOST).collect()
    }

    /// The same without those of a beginning.
    pub(super) fn ends(&self, source: &Source) -> Vec<usize> {
        let mut days = self.days(source);
        days.retain(|at| !begins(&source.names[*at]));
        days
    }
}

/// Whether the days of a column of this name are those of a beginning.
fn begins(name: &str) -> bool {
    const BEGINNINGS: [&str; 7] = [
        "start", "started", "begin", "created", "signup", "since", "first",
    ];
    words(name).any(|word| BEGINNINGS.contains(&word.as_str()))
}

/// Looks at a file's first rows once, whoever asks first.
#[derive(Default)]
pub(super) struct LikelyLook(OnceCell<Likely>);

impl LikelyLook {
    /// What was seen of its columns.
    pub(super) fn at(&self, source: &Source) -> Result<&Likely, Failure> {
        if let Some(seen) = self.0.get() {
            return Ok(seen);
        }
        let seen = Likely::of(source)?;
        Ok(self.0.get_or_init(|| seen))
    }
}

/// Names the columns that could be meant where an answer leaves that open, so that each answer can be given as it is.
pub(super) fn named(
    source: &Source,
    looked: &LikelyLook,
    asked: &mut [Question],
) -> Result<(), Failure> {
    let open = |way: &Way| !way.is_whole();
    if !asked
        .iter()
        .flat_map(|question| &question.settled_by)
        .any(open)
    {
        return Ok(());
    }
    let likely = looked.at(source)?;
    for question in asked {
        let ways = std::mem::take(&mut question.settled_by);
        for way in ways {
            let columns = match open(&way) {
                false => Vec::new(),
                // Where no column is a price, none is to be named.
                true if way.option.contains("--map amount=") => Vec::new(),
                true if DAYS.iter().any(|of| way.option.starts_with(of)) => likely.ends(source),
                true if way.option.starts_with("--map received") => likely.days(source),
                true if way.option.starts_with("--map account") => likely.ids(source),
                true if way.option == "--map interval=COLUMN" => {
                    likely.free(source, |column| column.intervals)
                }
                true if COUNTS.contains(&way.option.as_str()) => likely.counts(source),
                true => source
                    .unused()
                    .filter(|at| !source.is_idle(*at))
                    .take(MOST)
                    .collect(),
            };
            let all = columns.iter().map(|at| Way {
                option: way.option.replace(ANY, &shell(&source.names[*at])),
                when: way.when,
            });
            question.settled_by.extend(all);
            if columns.is_empty() {
                question.settled_by.push(way);
            }
        }
    }
    Ok(())
}
