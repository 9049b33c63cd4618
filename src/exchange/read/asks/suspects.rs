//! Columns that are not used and look as if they should be: what could change a price, and the day or the account
//! that most rows would lack. Must not decide: a person does.

mod discounts;
mod names;

use crate::domain::cause::Cause;
use crate::domain::failure::Failure;
use crate::domain::import::{ImportKind, Interval};
use crate::domain::money::{Cents, Currency};
use crate::domain::word::Word;
use crate::exchange::read::amounts::taken_apart;
use crate::exchange::read::by_name::{counted, flag as flag_of, shared};
use crate::exchange::read::counts::{self, CountsWay, Uncounted};
use crate::exchange::read::marks;
use crate::exchange::read::records::FileRecord;
use crate::exchange::read::{Source, off, price, values};
use crate::exchange::safe::{quoted, shell, unguard};

use super::bare::{Bare, dated};
use super::hidden;
use super::{Question, SAMPLE, STATES, Way, each_row};
use names::looks;
pub(super) use names::{ends_nothing, is_addon, is_of_loading};

/// What a column that is not used looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looks {
    Quantity,
    Count,
    Discount,
    Addon,
    Currency,
    Interval,
    Status,
    End,
    Day,
    Account,
}

/// The fields of what a price loses.
pub(super) const DISCOUNTS: [&str; 3] = ["discount", "discount_percent", "discount_fraction"];

/// A column under suspicion and what was seen of it.
struct Suspect {
    column: usize,
    looks: Looks,
    /// Whether its name says so: then one value that fits is enough.
    named: bool,
    filled: u64,
    fitting: u64,
    values: Vec<String>,
    /// Whether a value says that nobody pays any more.
    over: bool,
    /// By what it differs from the price: one number in every row makes it a multiple.
    ratios: Vec<Option<i64>>,
}

/// What is open about columns that are not used.
pub(super) fn questions(source: &Source) -> Result<Vec<Question>, Failure> {
    let empty = empty(source)?;
    let lacks = |field: &str| source.mapping.column(field).is_none() || empty.contains(&field);
    let mut suspects = suspects(source, lacks);
    let mut bare = [Bare::of(source, "received"), Bare::of(source, "account")];
    let mut hidden = match is_priced(source) {
        true => hidden::of(source, lacks),
        false => Vec::new(),
    };
    each_row(source, SAMPLE, |record| {
        hidden
            .iter_mut()
            .for_each(|hidden| hidden.look(source, record));
        suspects
            .iter_mut()
            .for_each(|suspect| suspect.look(source, record));
        bare.iter_mut().flatten().for_each(|bare| bare.look(record));
        true
    })?;
    let found = suspects.iter().filter(|suspect| suspect.is_one(source));
    let mut found: Vec<&Suspect> = found.collect();
    // A number with its word says how often; how many of them is the same question.
    let often: Vec<usize> = found
        .iter()
        .filter(|found| found.looks == Looks::Interval)
        .map(|found| found.column)
        .collect();
    found.retain(|found| found.looks != Looks::Count || !often.contains(&found.column));
    let kinds = discounts::without_kinds(&mut found);
    let mut asked: Vec<Question> = found
        .iter()
        .map(|found| found.question(source, kinds))
        .collect();
    hidden.retain(|hidden| found.iter().all(|found| found.column != hidden.column));
    asked.extend(hidden.iter().filter_map(|hidden| hidden.question(source)));
    asked.extend(
        bare.iter()
            .flatten()
            .filter_map(|bare| bare.question(source)),
    );
    Ok(asked)
}

/// Whether its prices may be for another time than a month.
fn is_priced(source: &Source) -> bool {
    source.kind == ImportKind::Subscriptions && source.interval.is_none()
}

/// Fields of a price whose columns were found by name and are empty.
fn empty(source: &Source) -> Result<Vec<&'static str>, Failure> {
    let fields = ["interval", "interval_count", "currency"].into_iter();
    let mapped = fields.filter_map(|field| Some((field, source.mapping.column(field)?)));
    let mut empty: Vec<_> = mapped
        .filter(|(_, at)| !source.given.contains(at))
        .collect();
    if is_priced(source) && !empty.is_empty() {
        each_row(source, SAMPLE, |record| {
            let nothing = |at: usize| values::is_nothing(record.cells.get(at).unwrap_or(""));
            empty.retain(|(_, at)| nothing(*at));
            !empty.is_empty()
        })?;
    }
    Ok(empty.into_iter().map(|(field, _)| field).collect())
}

fn suspects(source: &Source, lacks_one: impl Fn(&str) -> bool) -> Vec<Suspect> {
    let ledger = source.kind == ImportKind::Subscriptions;
    let priced = is_priced(source);
    let reckoned = ledger && (priced || source.of_one);
    let plain = source.mapping.shape.is_none();
    let said = matches!(source.kind, ImportKind::Surveys | ImportKind::Feedback);
    let lacks = |field: &str| said && source.mapping.column(field).is_none();
    let wanted = |looks: Looks| match looks {
        Looks::Quantity => reckoned && lacks_one("quantity"),
        Looks::Count => priced && lacks_one("interval_count"),
        Looks::Discount => reckoned && DISCOUNTS.iter().all(|field| lacks_one(field)),
        Looks::Addon => reckoned && lacks_one("addon"),
        Looks::Currency => reckoned && lacks_one("currency"),
        Looks::Interval => priced && plain && lacks_one("interval"),
        Looks::Status => {
            ledger && plain && STATES.iter().all(|f| source.mapping.column(f).is_none())
        }
        Looks::End => ledger && plain && source.mapping.column("end").is_none(),
        Looks::Day => lacks("received"),
        Looks::Account => lacks("account"),
    };
    // A column that is called like a flag may hold days.
    let flag = source
        .mapping
        .column("status")
        .filter(|_| source.flag.is_some());
    let flag = flag.filter(|at| !source.given.contains(at));
    let free = source.unused().filter(|&at| !source.is_idle(at));
    let suspects = free.chain(flag).flat_map(|column| {
        let name = &source.names[column];
        let (mut looks, named) = looks(name, wanted);
        looks.retain(|looks| Some(column) != flag || *looks == Looks::End);
        // Beside a status a flag says more: what is paused stays active.
        let says_more = ledger && plain && Some(column) != flag && flag_of(name).is_some();
        if says_more && !looks.contains(&Looks::Status) {
            looks.push(Looks::Status);
        }
        looks.into_iter().map(move |looks| Suspect {
            column,
            looks,
            named,
            filled: 0,
            fitting: 0,
            values: Vec::new(),
            over: false,
            ratios: Vec::new(),
        })
    });
    suspects.collect()
}

impl Suspect {
    fn look(&mut self, source: &Source, record: &FileRecord) {
        let value = record.cell(self.column);
        let is_discount = self.looks == Looks::Discount;
        if values::is_nothing(value) || (is_discount && off::is_none(value)) {
            return;
        }
        self.filled += 1;
        let fits = self.fits(source, value);
        self.fitting += u64::from(fits);
        // Of one that has an end, that it left is known.
        let over = self.looks == Looks::Status && is_over(&source.names[self.column], value);
        let mut ends = source.mapping.columns("end");
        self.over |= over && !ends.any(|at| values::is_some(record.cell(at)));
        if self.values.len() < 4 && !self.values.iter().any(|known| known == value) {
            self.values.push(value.chars().take(20).collect());
        }
        if fits && self.ratios.len() < 2 {
            let ratio = self.ratio(source, record, value);
            if !self.ratios.contains(&ratio) {
                self.ratios.push(ratio);
            }
        }
    }

    fn fits(&self, source: &Source, value: &str) -> bool {
        match self.looks {
            Looks::Quantity => CountsWay::default().thousandths(value) != Err(Uncounted::NoNumber),
            Looks::Count => self.counts_intervals(source, value),
            // Until when one is given is none itself.
            Looks::Discount => value.len() < 8 || !source.settled.days.could_be(value),
            Looks::Addon => values::is_some(value),
            Looks::Currency => value.parse::<Currency>().is_ok() && marks::of(value).is_some(),
            // `Y` beside `N` is no year, and no letter an interval, unless its column says how often.
            Looks::Interval => {
                let is_word = self.named || !names::is_no_word(value);
                is_word && value.contains(char::is_alphabetic) && price::every(value).is_some()
            }
            Looks::Status => {
                let flag = flag_of(&source.names[self.column]).and(values::tick(value));
                flag.is_some() || Cause::is_over(value) || Cause::is_running(value)
            }
            Looks::Day | Looks::End => value.len() >= 8 && source.settled.days.could_be(value),
            Looks::Account => true,
        }
    }

    /// Whether a value is a number of intervals, or says how many times in one a price is due.
    fn counts_intervals(&self, source: &Source, value: &str) -> bool {
        let counted = CountsWay::default().intervals(value);
        match shared(&source.names[self.column]) {
            Some(interval) => {
                counted.is_ok_and(|times| price::Every::one(interval).shared(times).is_some())
            }
            None => counted != Err(Uncounted::NoNumber),
        }
    }

    /// So many times the price it is, in millionths; none where there is no price to compare it with.
    fn ratio(&self, source: &Source, record: &FileRecord, value: &str) -> Option<i64> {
        let place = source.mapping.column("amount")?;
        let mut amounts = source.settled.amounts.iter();
        let amounts = amounts.find(|amounts| **amounts != Default::default());
        let amounts = amounts.copied().unwrap_or_default();
        let read = |text: &str| {
            amounts
                .read(unguard(text.trim()), source.currency.as_ref())
                .filter(|cents| *cents != Cents::ZERO)
        };
        let price = read(record.cells.get(place)?)?;
        Some(read(value)?.0.saturating_mul(1_000_000) / price.0)
    }

    /// Whether it really could be what its name says.
    fn is_one(&self, source: &Source) -> bool {
        // A column is what most of its values are; odd ones are rejected once it is used.
        let mostly = self.fitting * 2 > self.filled || (self.named && self.fitting > 0);
        let varies = self.values.len() > 1;
        let multiple = matches!(self.ratios[..], [Some(_)]);
        // In a column of states one word that is known says what the others are.
        let mostly = mostly
            || (self.looks == Looks::Status && names::is_of_states(&source.names[self.column]));
        mostly
            && match self.looks {
                Looks::Quantity => (varies && !multiple) || (self.filled == 1 && self.is_not_one()),
                // A price that grows with the months beside it is the price of so many months.
                Looks::Count => varies || self.is_not_one(),
                Looks::Discount => (varies || self.is_not_zero()) && !(multiple && varies),
                Looks::Currency => {
                    let own = source.currency.as_ref().map(ToString::to_string);
                    varies || self.values.first().map(|v| v.to_uppercase()) != own
                }
                Looks::Interval => varies || !self.is_month(),
                Looks::Status => self.over,
                Looks::Addon | Looks::End | Looks::Day | Looks::Account => true,
            }
    }

    fn is_month(&self) -> bool {
        let month = price::Every::one(Interval::Month);
        self.values
            .first()
            .is_some_and(|value| price::every(value) == Some(month))
    }

    fn is_not_one(&self) -> bool {
        self.values
            .first()
            .is_some_and(|value| !counts::is_one(value))
    }

    fn is_not_zero(&self) -> bool {
        self.values
            .first()
            .is_some_and(|value| price::thousandths(value) != Some(0))
    }

    fn is_in_percent(&self, name: &str) -> bool {
        names::is_in_percent(name) || self.values.iter().any(|value| off::of(value).percent)
    }

    /// The field it could be, and what is open then.
    fn asked(&self, source: &Source, column: &str, seen: &str) -> (&'static str, String) {
        let name = &source.names[self.column];
        let percent = self.is_in_percent(name);
        let open = |what: &str| format!("{column} ({seen}) is not used; {what}");
        match self.looks {
            Looks::Quantity => ("quantity", open("is the price for one of them")),
            Looks::Count => {
                let asked = match (shared(name), counted(name)) {
                    (Some(unit), _) => format!("is the price due so many times a {}", unit.word()),
                    (None, Some(unit)) => format!("is the price for so many {}s", unit.word()),
                    (None, None) => "is the price for so many intervals".to_owned(),
                };
                ("interval_count", open(&asked))
            }
            Looks::Discount if percent => {
                ("discount_percent", open("does the price still lose it"))
            }
            Looks::Discount => ("discount", open("does the price still lose it")),
            Looks::Addon => ("addon", open("is it paid on top of the price")),
            Looks::Currency => ("currency", open("are the prices in it")),
            Looks::Interval => ("interval", open("is it how often the price is due")),
            Looks::Status => ("status", open("does it say which still pay")),
            Looks::End => (
                "end",
                format!("no column says when it ended; {column} ({seen}) could"),
            ),
            Looks::Day => (
                "received",
                format!("no column says on which day it was said; {column} ({seen}) could"),
            ),
            Looks::Account => (
                "account",
                format!(
                    "no column says who said it; {column} could{}",
                    dated(source)
                ),
            ),
        }
    }

    /// The first count that could be thousands or a fraction.
    fn open_count(&self) -> Option<&String> {
        let counted = matches!(self.looks, Looks::Quantity | Looks::Count);
        let mut counts = CountsWay::default();
        self.values.iter().for_each(|value| counts.see(value));
        let is_open = |value: &&String| counts.thousandths(value) == Err(Uncounted::Either);
        self.values.iter().find(|value| counted && is_open(value))
    }

    fn question(&self, source: &Source, kinds: bool) -> Question {
        let column = quoted(&source.names[self.column], 40);
        let values = self.values.iter().map(|v| quoted(v, 20));
        let seen = values.collect::<Vec<_>>().join(", ");
        let (field, mut open) = self.asked(source, &column, &seen);
        let name = &source.names[self.column];
        let name = shell(name);
        let mut ways = match self.looks {
            Looks::Discount => {
                open.push_str(&discounts::unsaid(&self.values));
                discounts::ways(&self.values, (field, &name), kinds)
            }
            Looks::Addon if !self.values.iter().any(|v| taken_apart(v).is_some()) => {
                open.push_str(" (it is no amount: write what is paid in all as the price)");
                Vec::new()
            }
            _ => {
                let map = format!("--map {field}={name}");
                self.open_count().map_or_else(
                    || vec![Way::of(map.clone())],
                    |value| {
                        open.push_str(&format!(
                            ", and {} thousands or a fraction",
                            quoted(value, 20)
                        ));
                        let ways = CountsWay::ways(value).into_iter();
                        ways.map(|way| Way::when(format!("{map} {}", way.option), way.when))
                            .collect()
                    },
                )
            }
        };
        // That nothing is lost is not for a command to say.
        let (when, proposed) = match ways.is_empty() {
            true => ("if the price is what is paid", 0),
            false if self.looks == Looks::Addon => ("if the price has it in it", 1),
            false => ("", usize::MAX),
        };
        ways.push(Way::when(format!("--ignore {name}"), when));
        let of_days = matches!(self.looks, Looks::Day | Looks::End);
        if of_days && is_of_loading(&source.names[self.column]) {
            ways.reverse();
        }
        Question::new(&source.file, open, ways).proposing(proposed)
    }
}

/// Whether a value of a column says that nobody pays any more: by a word, or by the yes or no of a flag.
fn is_over(name: &str, value: &str) -> bool {
    let flag = flag_of(name).zip(values::tick(value));
    flag.map_or_else(|| Cause::is_over(value), |(pays, yes)| pays != yes)
}
