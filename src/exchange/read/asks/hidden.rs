//! What plan names and free words say of a price in passing, where no column says it: how often it is due, another
//! currency, a discount. Must not decide: a person does.

use crate::domain::import::Interval;
use crate::domain::listed::is_listed;
use crate::domain::money::counted;
use crate::exchange::read::columns::{squeeze, words};
use crate::exchange::read::fields::WORDED;
use crate::exchange::read::marks::MoneyMark;
use crate::exchange::read::off::{self, DiscountTerm};
use crate::exchange::read::price::Every;
use crate::exchange::read::records::FileRecord;
use crate::exchange::read::worded::CodeEnd;
use crate::exchange::read::{Source, price, values, worded};
use crate::exchange::safe::{quoted, shell};

use super::{Question, Way};

/// A column and what its words could say.
pub(super) struct Hidden {
    pub(super) column: usize,
    /// The field.
    field: &'static str,
    rows: u64,
    /// The first value that says it.
    seen: Option<String>,
    /// Whether one can be read: no discount for a time is.
    readable: bool,
    ends: CodeEnds,
}

/// What the numbers and letters are that codes end with.
#[derive(Default)]
struct CodeEnds {
    rows: u64,
    /// The first that is no month.
    seen: Option<String>,
    /// Whether one is surely a time, and whether one is a month.
    sure: bool,
    month: bool,
    /// Whether one is no time: then none of them is.
    other: bool,
}

impl CodeEnds {
    fn look(&mut self, value: &str) {
        let (every, sure) = match worded::code_end(value) {
            CodeEnd::Every(every, sure) => (every, sure),
            CodeEnd::Other => return self.other = true,
            CodeEnd::None => return,
        };
        self.sure |= sure;
        if every == Every::one(Interval::Month) {
            self.month = true;
        } else {
            self.rows += 1;
            self.seen.get_or_insert_with(|| quoted(value, 40));
        }
    }

    /// The first of them, where they are times: one is hardly anything else, or a letter stands beside that of a month.
    fn first(&self) -> Option<&String> {
        let lettered = || {
            self.seen
                .as_ref()
                .is_some_and(|seen| !seen.contains(|c: char| c.is_ascii_digit()))
        };
        let is = !self.other && (self.sure || (self.month && lettered()));
        self.seen.as_ref().filter(|_| is)
    }
}

/// So few letters say nothing among other words.
pub(super) const SHORT: usize = 3;

/// Words of columns with places.
const PLACES: &str = "country region state province land pays pais país language locale";

/// The columns whose words are looked at: the plan, and those nothing is made of. `lacks` says whether no column says
/// a field.
pub(super) fn of(source: &Source, lacks: impl Fn(&str) -> bool) -> Vec<Hidden> {
    if source.mapping.shape.is_some() {
        return Vec::new();
    }
    let lacks_interval = ["interval", "interval_count", "period_start"];
    let discounts = ["discount", "discount_percent", "discount_fraction"];
    let open = WORDED.into_iter().filter(|field| match *field {
        "interval" => lacks_interval.into_iter().all(&lacks),
        "discount_percent" => discounts.into_iter().all(&lacks),
        field => lacks(field),
    });
    let plan = source.mapping.column("plan");
    // The codes of places are words for something else in other lists: `PA`, `MO`, `DE`.
    let place = |name: &str| words(name).any(|word| is_listed(PLACES, &word));
    let free = source
        .unused()
        .filter(|at| !source.is_idle(*at) && !place(&source.names[*at]));
    let columns: Vec<usize> = plan.into_iter().chain(free).collect();
    let hidden = open.flat_map(|field| {
        let of = columns
            .iter()
            .filter(move |at| !is_said(source, **at, field));
        of.map(move |column| Hidden {
            column: *column,
            field,
            rows: 0,
            seen: None,
            readable: false,
            ends: CodeEnds::default(),
        })
    });
    hidden.collect()
}

/// Whether a person said what a column is.
pub(super) fn is_said(source: &Source, at: usize, field: &str) -> bool {
    let name = squeeze(&source.names[at]);
    let mut said = source.said.map.iter();
    said.any(|(of, column)| squeeze(column) == name && (of == field || of == "plan"))
}

impl Hidden {
    pub(super) fn look(&mut self, source: &Source, record: &FileRecord) {
        let value = record.cell(self.column);
        let is_plan = source.mapping.column("plan") == Some(self.column);
        if self.field == "interval" && is_plan {
            self.ends.look(value);
        }
        let says = match self.field {
            // `Y` beside `N` is no year.
            "interval" if values::tick(value).is_some() => false,
            // A letter is a grade and `Ann` a name: a column of short words alone is looked at as a whole.
            "interval" if value.trim().chars().count() <= SHORT => false,
            "interval" => {
                let month = Every::one(Interval::Month);
                let often = price::every(value).map_or_else(
                    || worded::intervals(value).unwrap_or_default(),
                    |one| vec![one],
                );
                price::share(value).is_some() || often.iter().any(|every| *every != month)
            }
            "currency" => {
                let other = |mark| {
                    source
                        .currency
                        .as_ref()
                        .is_none_or(|own| !MoneyMark::can_be(mark, own))
                };
                worded::says_currency(value) && worded::currency(value).is_some_and(other)
            }
            _ => worded::says_discount(value),
        };
        if says {
            self.rows += 1;
            self.seen.get_or_insert_with(|| quoted(value, 40));
            self.readable |=
                self.field != "discount_percent" || off::of(value).term == DiscountTerm::Always;
        }
    }

    pub(super) fn question(&self, source: &Source) -> Option<Question> {
        let ends = self.ends.first().filter(|_| self.seen.is_none());
        let seen = self.seen.as_ref().or(ends)?;
        let name = &source.names[self.column];
        let (column, shelled, field) = (quoted(name, 40), shell(name), self.field);
        let (rows, readable) = match ends {
            Some(_) => (self.ends.rows, true),
            None => (self.rows, self.readable),
        };
        let rows = counted(rows, "row");
        let (what, when) = match field {
            "interval" => (
                "how often a price is due",
                "if so; rows that do not say it are monthly",
            ),
            "currency" => ("in which currency a price is", "if so"),
            _ if readable => ("that a price is less", "if the price still loses it"),
            _ => ("that a price is less for a time", ""),
        };
        let open = format!("{column} says in {rows} {what} ({seen}), and no column does");
        let is_plan = source.mapping.column("plan") == Some(self.column);
        let not = match is_plan {
            true => format!("--map plan={shelled}"),
            false => format!("--ignore {shelled}"),
        };
        let map = Way::when(format!("--map {field}={shelled}"), when);
        let mut ways: Vec<Way> = readable.then_some(map).into_iter().collect();
        let proposed = if readable { usize::MAX } else { 0 };
        ways.push(Way::when(not, "if it changes no price"));
        Some(Question::new(&source.file, open, ways).proposing(proposed))
    }
}
