//! What the cells of one column say of how MRR changed in their rows.
//! Must not know which of several columns is asked about.

use hashbrown::HashMap;

use super::{Question, Way};
use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::domain::money::Cents;
use crate::exchange::read::columns::{squeeze, words};
use crate::exchange::read::fields::{Goes, form};
use crate::exchange::read::guess::{HOW, nearly_names_customer};
use crate::exchange::read::records::FileRecord;
use crate::exchange::read::{Source, amounts, kinds, values};
use crate::exchange::safe::{quoted, shell};

/// So many words are named.
const NAMED: usize = 4;

/// A column of more words is none of what happened.
const WORDS: usize = 12;

/// So many accounts tell whether a column says the same of one in all its rows, and so many are looked at.
const TELL: usize = 3;
const ACCOUNTS: usize = 10_000;

/// A column that says how MRR changed, or may.
#[derive(Default)]
pub(super) struct DirectionColumn {
    pub(super) at: usize,
    rows: u64,
    filled: u64,
    up: u64,
    pub(super) down: u64,
    /// Rows in which MRR fell and some is left, by its amount.
    left: u64,
    /// The same of those in which all of it went, with the word of the first, and those without an amount.
    all_left: u64,
    pub(super) word: String,
    none_left: u64,
    /// Its words, each once, as far as they could be those of changes, and whether it is known what each says.
    seen: Vec<(String, bool)>,
    /// Whether some are numbers or texts.
    other: bool,
    /// What each account had in its last row: its word, `None` where it has several, and its amount.
    accounts: HashMap<String, (Option<usize>, Cents)>,
    again: usize,
    /// Rows in which MRR grew by their word, and those of them with less than the row before of their account.
    grew: u64,
    less: u64,
}

impl DirectionColumn {
    /// The column of kinds, and those of which nothing is made.
    pub(super) fn all(source: &Source) -> Vec<DirectionColumn> {
        let free = source.unused().filter(|at| !source.is_idle(*at));
        let columns = source.mapping.column("kind").into_iter().chain(free);
        let column = |at| DirectionColumn {
            at,
            ..DirectionColumn::default()
        };
        columns.map(column).collect()
    }

    /// Takes in the cell of a row with its amount.
    pub(super) fn look(&mut self, source: &Source, record: &FileRecord, amount: Cents) {
        let cell = record.cell(self.at);
        self.rows += 1;
        self.filled += u64::from(!cell.is_empty());
        let goes = source.goes(cell);
        match goes {
            None => {}
            Some(Goes::Up) => self.up += 1,
            Some(Goes::Down) => {
                self.down += 1;
                let (all, some) = (kinds::ends(cell), amount > Cents::ZERO);
                let first = some && (self.word.is_empty() || (all && self.all_left == 0));
                if first {
                    self.word = quoted(cell, 20);
                }
                self.left += u64::from(some);
                self.all_left += u64::from(some && all);
                self.none_left += u64::from(!some && all);
            }
        }
        let number = values::tick(cell).is_none() && amounts::taken_apart(cell).is_some();
        self.other |= number || cell.split_whitespace().count() > NAMED;
        let Some(word) = self.place(cell, goes.is_some()) else {
            return;
        };
        let at = source.mapping.column("account");
        let account = at.map_or("", |at| record.cell(at));
        if let Some((known, before)) = self.accounts.get_mut(account) {
            self.again += usize::from(known.is_some());
            *known = known.filter(|known| *known == word);
            let grew = kinds::grows(cell);
            self.grew += u64::from(grew);
            self.less += u64::from(grew && amount < *before);
            if self.word.is_empty() && grew && amount < *before {
                self.word = quoted(cell, 20);
            }
            *before = amount;
        } else if self.accounts.len() < ACCOUNTS {
            self.accounts
                .insert(account.to_owned(), (Some(word), amount));
        }
    }

    /// Whether what it calls growth is mostly less than what was paid before: then that is what it grew by.
    pub(super) fn shrinks(&self) -> bool {
        self.less * 2 > self.grew
    }

    fn place(&mut self, cell: &str, known: bool) -> Option<usize> {
        let place = self.seen.iter().position(|(word, _)| word == cell);
        if place.is_none() && self.seen.len() <= WORDS {
            self.seen.push((cell.to_owned(), known));
            return Some(self.seen.len() - 1);
        }
        place
    }

    /// Whether it says of some rows how MRR rose.
    pub(super) fn rises(&self) -> bool {
        self.up > 0
    }

    /// Whether it says how MRR changed, and the amounts can hardly be what is left; `bare` where their name does not
    /// say that they are.
    pub(super) fn speaks_against(&self, bare: bool) -> bool {
        let tells = self.up > 0 && (self.up + self.down) * 10 >= self.filled * 9;
        tells && (self.all_left > 0 || (bare && self.left > 0 && self.none_left == 0))
    }

    /// Whether it may name what happened by its cells: a few words that come again, in each row, and not the same in all
    /// rows of an account.
    fn may_name(&self, source: &Source) -> bool {
        let words = self.seen.len();
        let few = (2..=WORDS).contains(&words) && (words as u64) < self.rows;
        let same = self.accounts.values().all(|(word, _)| word.is_some());
        let describes = same && self.again >= TELL;
        let is = few && self.filled == self.rows && !self.other && !describes;
        is && !is_of_customers(&source.names[self.at])
    }

    /// Its words of which nobody knows what they say.
    fn open(&self) -> Vec<&str> {
        let open = self.seen.iter().filter(|(_, known)| !known);
        open.map(|(word, _)| word.as_str()).collect()
    }

    /// The first of its words that says that somebody paid again, where none says that somebody left.
    pub(super) fn repeats(&self) -> Option<&str> {
        const AGAIN: &str =
            "renewal renewed renew recurring recurrence payment payments charge invoice rebill";
        let again = |word: &&str| words(word).any(|word| is_listed(AGAIN, &word));
        let mut seen = self.seen.iter().map(|(word, _)| word.as_str());
        seen.find(again)
            .filter(|_| self.all_left + self.none_left == 0)
    }

    fn named<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
        let words = words.into_iter().take(NAMED).map(|word| quoted(word, 20));
        words.collect::<Vec<_>>().join(", ")
    }

    /// Words of the kind that nobody knows.
    pub(super) fn unknown(&self, source: &Source, amounts: &str) -> Option<Question> {
        let open = self.open();
        if open.is_empty() {
            return None;
        }
        let asked = format!(
            "{} ({}) does not say whether MRR rises or falls there, and no amount of {amounts} is below zero: with which \
             words does it fall",
            quoted(&source.names[self.at], 40),
            DirectionColumn::named(open.iter().copied())
        );
        let mut ways = falls("", &open);
        let none = "if it rises with all of those";
        ways.push(Way::when("--falls none".to_owned(), none));
        let asked = Question::new(&source.file, asked, ways);
        Some(asked.of(&open.join("|")).proposing(0))
    }

    /// Whether it says yes or no, and by its name yes of a loss.
    pub(super) fn is_named_loss(&self, source: &Source) -> bool {
        let mut words = self.seen.iter();
        let ticks = words.all(|(word, _)| values::tick(word).is_some());
        ticks && kinds::goes(&source.names[self.at]) == Some(Goes::Down)
    }

    /// Words of losses in a column of which nothing is made, or words of which nobody knows what they say.
    pub(super) fn unused(&self, source: &Source, amounts: &str) -> Option<Question> {
        let open = self.open();
        let losses = self.down > 0;
        if !losses && (open.is_empty() || !self.may_name(source)) {
            return None;
        }
        let name = &source.names[self.at];
        let asked = format!(
            "{} ({}) is not used, and no amount of {amounts} is below zero; does it say which are losses",
            quoted(name, 40),
            DirectionColumn::named(self.seen.iter().map(|(word, _)| word.as_str()))
        );
        let kind = format!("--map kind={}", shell(name));
        let mut ways = match losses {
            true => vec![Way::of(kind)],
            false if self.is_named_loss(source) => {
                let words = self.seen.iter().map(|(word, _)| word.as_str());
                let yes = words.filter(|word| values::tick(word) == Some(true));
                falls(&format!("{kind} "), &yes.collect::<Vec<_>>())
            }
            false => falls(&format!("{kind} "), &open),
        };
        ways.push(Way::when(
            format!("--ignore {}", shell(name)),
            "if none is a loss",
        ));
        let asked = Question::new(&source.file, asked, ways);
        Some(match losses {
            true => asked,
            false => asked.proposing(0),
        })
    }
}

/// That MRR falls with one of some words.
fn falls(before: &str, words: &[&str]) -> Vec<Way> {
    let words = words.iter().filter(|word| !word.is_empty()).take(NAMED);
    let way = |(at, word): (usize, &&str)| {
        let when = match at {
            0 => "if it falls with that (with commas between where it falls with several)",
            _ => "",
        };
        Way::when(format!("{before}--falls {}", shell(word)), when)
    };
    words.enumerate().map(way).collect()
}

/// Whether a column is called as what is said of customers, whatever happens to them.
fn is_of_customers(name: &str) -> bool {
    const MORE: &str = "owner manager rep csm agent seller sales source campaign channel city language team department industry \
        vertical sector market note notes comment comments name email month quarter year week weekday size system entity \
        company by user author created updated account customer tag tags cohort";
    const CHANGES: &str = "status state type";
    let of_them = |word: &String| {
        is_listed(MORE, word) || (is_listed(HOW, word) && !is_listed(CHANGES, word))
    };
    let accounts = form(ImportKind::Accounts).fields.iter();
    let squeezed = squeeze(name);
    let known = accounts.flat_map(|field| field.known.split_whitespace().chain([field.name]));
    words(name).any(|word| of_them(&word))
        || nearly_names_customer(name)
        || known.into_iter().any(|known| known == squeezed)
}
