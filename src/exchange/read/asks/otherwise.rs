//! Plans and other words that say otherwise than the column of intervals how often a price is due: where that is empty, or
//! where the price is rather what they say. Must not decide.

use hashbrown::HashMap;

use crate::domain::failure::Failure;
use crate::domain::import::{ImportKind, Interval};
use crate::domain::money::{Cents, counted};
use crate::exchange::read::columns::words;
use crate::exchange::read::counts::CountsWay;
use crate::exchange::read::price::{self, Every};
use crate::exchange::read::records::FileRecord;
use crate::exchange::read::worded::{self, CodeEnd};
use crate::exchange::read::{Source, values};
use crate::exchange::safe::{quoted, shell};

use super::hidden::{SHORT, is_said};
use super::{Question, SAMPLE, Way, each_row};

const MONTH: Every = Every::one(Interval::Month);

/// What the columns of intervals say of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OwnInterval {
    /// Nothing: it is read as a month.
    Unsaid,
    Said(Every),
    /// What cannot be read: the row is rejected.
    Unread,
}

/// What a month costs by each of the two.
struct SaidTwice {
    plan: String,
    own: i64,
    other: i64,
    seen: [String; 2],
}

/// Rows of which both say the same, or only the column of intervals: how many they are, and what a month of them costs.
type SaidOnce = (i64, i64);

/// A column that may say otherwise.
struct OtherwiseColumn {
    at: usize,
    is_plan: bool,
    /// The rows of which it alone says it, and the first value.
    alone: u64,
    seen: String,
    apart: Vec<SaidTwice>,
    once: HashMap<String, SaidOnce>,
    /// Whether the column of intervals says more than a month where this one says nothing.
    says_less: bool,
}

/// What is open about them, where no person said what they are; `asked` is whether the empty cells of the column of
/// intervals are asked about already.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn question(source: &Source, asked: bool) -> Result<Option<Question>, Failure> {
    let plain = source.kind == ImportKind::Subscriptions
        && source.interval.is_none()
        && source.mapping.shape.is_none()
        && source.mapping.column("period_start").is_none();
    let own = ["interval", "interval_count"].map(|field| source.mapping.column(field));
    let is_given = |at: &usize| source.given.contains(at);
    if !plain || own.iter().all(Option::is_none) || own.iter().flatten().any(is_given) {
        return Ok(None);
    }
    let plan = source.mapping.column("plan");
    let free = source.unused().filter(|at| !source.is_idle(*at));
    let columns = plan.into_iter().chain(free);
    let columns = columns.filter(|at| !is_said(source, *at, "interval"));
    let mut columns: Vec<OtherwiseColumn> = columns
        .map(|at| OtherwiseColumn::new(at, plan == Some(at)))
        .collect();
    let (added, mut says) = (source.added(), false);
    each_row(source, SAMPLE, |record| {
        let amount = source.amounts_of(&added, &record.cells)[0];
        if let Some(amount) = amount.filter(|amount| amount.0 > 0) {
            let of_row = OwnInterval::of(own, record);
            says |= of_row != OwnInterval::Unsaid;
            let look =
                |column: &mut OtherwiseColumn| column.look(record.cell(column.at), of_row, amount);
            columns.iter_mut().for_each(look);
        }
        true
    })?;
    let mut found = columns.iter().filter(|_| says);
    Ok(found.find_map(|column| column.question(source, own, asked)))
}

impl OwnInterval {
    fn of([word, number]: [Option<usize>; 2], record: &FileRecord) -> OwnInterval {
        let cell = |at: Option<usize>| at.map(|at| record.cell(at));
        let filled = |at| cell(at).filter(|cell| !values::is_nothing(cell));
        let (word, number) = (filled(word), filled(number));
        if word.is_none() && number.is_none() {
            return OwnInterval::Unsaid;
        }
        let times = number.map_or(Ok(1), |number| CountsWay::default().intervals(number));
        let every = word.map_or(Some(MONTH), price::every);
        match (every, times) {
            (Some(every), Ok(times)) => OwnInterval::Said(every.times(times)),
            (Some(_) | None, _) => OwnInterval::Unread,
        }
    }
}

/// What a price is a month.
fn a_month(every: Every, amount: Cents) -> i64 {
    let (amount, interval) = every.price(amount);
    interval.monthly(amount).0
}

/// Whether a price is the same a month by both: 12 months are a year.
fn are_alike(one: Every, other: Every) -> bool {
    const SOME: Cents = Cents(100_000_000);
    a_month(one, SOME) == a_month(other, SOME)
}

/// How often a cell says that a price is due, and no letter or number alone.
fn said_by(cell: &str) -> Option<Every> {
    if cell.chars().count() <= SHORT || values::tick(cell).is_some() {
        return None;
    }
    let sure = || match worded::code_end(cell) {
        CodeEnd::Every(every, true) => Some(every),
        CodeEnd::Every(..) | CodeEnd::Other | CodeEnd::None => None,
    };
    price::every(cell).or_else(|| match worded::intervals(cell)?[..] {
        [] => sure(),
        [one] => Some(one),
        _ => None,
    })
}

/// What a plan is called beside how often it is due.
fn plan_of(cell: &str) -> String {
    let of_time = |word: &String| {
        word.starts_with(|c: char| c.is_ascii_digit())
            || price::every(word).is_some()
            || worded::intervals(word).is_none_or(|often| !often.is_empty())
    };
    let words: Vec<String> = words(cell).filter(|word| !of_time(word)).collect();
    words.join(" ")
}

impl OtherwiseColumn {
    fn new(at: usize, is_plan: bool) -> OtherwiseColumn {
        OtherwiseColumn {
            at,
            is_plan,
            alone: 0,
            seen: String::new(),
            apart: Vec::new(),
            once: HashMap::new(),
            says_less: false,
        }
    }

    fn look(&mut self, cell: &str, own: OwnInterval, amount: Cents) {
        let said = said_by(cell);
        match (own, said) {
            (OwnInterval::Unread, _) => {}
            (OwnInterval::Unsaid, Some(said)) if !are_alike(said, MONTH) => {
                self.alone += 1;
                if self.seen.is_empty() {
                    self.seen = quoted(cell, 40);
                }
            }
            (OwnInterval::Said(own), Some(said)) if !are_alike(own, said) => {
                self.apart.push(SaidTwice {
                    plan: plan_of(cell),
                    own: a_month(own, amount),
                    other: a_month(said, amount),
                    seen: [quoted(cell, 40), own.to_string()],
                })
            }
            (OwnInterval::Unsaid, _) => {}
            (OwnInterval::Said(own), said) => {
                self.says_less |= said.is_none() && !are_alike(own, MONTH);
                let once = self.once.entry(plan_of(cell)).or_default();
                *once = (once.0 + 1, once.1.saturating_add(a_month(own, amount)));
            }
        }
    }

    /// Those of which the price is rather that of the other interval, by what a month of the same plan costs, or of all.
    fn rather(&self) -> Vec<&SaidTwice> {
        let all = self.once.values();
        let all = all.fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
        let is_rather = |twice: &&SaidTwice| {
            let known = self.once.get(&twice.plan).copied();
            let (rows, sum) = known.unwrap_or(all);
            let Some(usual) = sum.checked_div(rows) else {
                return self.is_plan;
            };
            let (usual, both) = (
                i128::from(usual).pow(2),
                i128::from(twice.own) * i128::from(twice.other),
            );
            match twice.own > twice.other {
                true => usual < both,
                false => usual > both,
            }
        };
        self.apart.iter().filter(is_rather).collect()
    }

    fn question(&self, source: &Source, own: [Option<usize>; 2], asked: bool) -> Option<Question> {
        let name = |at: usize| source.names[at].as_str();
        let (column, field) = (name(self.at), own.into_iter().flatten().next()?);
        let says = quoted(name(field), 40);
        let rather = self.rather();
        let (rows, seen, there) = match rather.first() {
            Some(first) => {
                let [seen, own] = &first.seen;
                (
                    rather.len() as u64,
                    seen,
                    format!("{says} says {own} there"),
                )
            }
            None if self.alone > 0 && !asked => {
                let there = format!("{says} is empty there and read as a month");
                (self.alone, &self.seen, there)
            }
            None => return None,
        };
        let mut open = format!(
            "{} says in {} how often a price is due ({seen}), and {there}",
            quoted(column, 40),
            counted(rows, "row")
        );
        let not = match self.is_plan {
            true => format!("--map plan={}", shell(column)),
            false => format!("--ignore {}", shell(column)),
        };
        let not = Way::when(not, "if it changes no price");
        if self.says_less {
            open = format!("{open}: write there how often those are due");
            return Some(Question::new(&source.file, open, vec![not]).proposing(0));
        }
        let when = "if that is right; rows that do not say it are monthly";
        let is = Way::when(format!("--map interval={}", shell(column)), when);
        Some(Question::new(&source.file, open, vec![is, not]))
    }
}
