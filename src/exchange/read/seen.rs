//! What was seen of one column of days or amounts, and what that settles.
//! Must not know other columns.

use crate::domain::money::Currency;
use crate::exchange::safe::quoted;

use super::Sign;
use super::amounts::{self, Decimal, Shows};
use super::dates::{self, DayOrder};
use super::fields::ValueShape;
use super::question::{FRACTION, THOUSANDS, Unread, Way};
use super::{text, values};

/// What was seen of one column.
#[derive(Clone, Debug, Default)]
pub(super) struct ColumnSeen {
    /// Whether there is any value.
    pub(super) any: bool,
    /// Whether one has the first way, a day or a dot.
    pub(super) first: bool,
    /// Whether one has the second, a month or a comma.
    pub(super) second: bool,
    /// The first that could have either.
    pub(super) open: Option<String>,
    /// Whether one is a day.
    dated: bool,
    /// The first that is none.
    undated: Option<String>,
    /// The amounts.
    pub(super) signs: SignsBefore,
}

/// What stands before the cents of a column's amounts, or between thousands.
#[derive(Clone, Debug, Default)]
pub(super) struct SignsBefore {
    /// The first that shows what stands before the cents.
    shown: Option<String>,
    /// Those with three digits behind their only sign, which may be thousands or a fraction: with a dot, with a comma.
    threes: [Threes; 2],
}

/// The amounts with one sign before three digits.
#[derive(Clone, Debug, Default)]
struct Threes {
    /// The first of them.
    first: Option<String>,
    /// How many.
    open: u64,
    /// How many others show surely that the sign stands before the cents.
    sure: u64,
}

/// What is known of the sign of a column before it is seen.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct KnownSigns {
    /// What somebody said, or what it was in the file that the rows come from.
    pub(super) said: Option<Decimal>,
    /// Whether that holds for three digits behind it as well: it is said now, or they were a fraction in the last file.
    pub(super) of_three: bool,
    /// What it was in the last file with the same columns, unless somebody says it now.
    pub(super) last: Option<Decimal>,
}

/// Why it is not settled what stands before the cents.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Undecided<'a> {
    /// Some have a comma there and some a dot.
    Mixed,
    /// This one could be thousands or a fraction, and no other is sure.
    Either {
        /// The amount.
        value: &'a str,
        /// Another that shows what it would be a fraction by.
        beside: Option<&'a str>,
        /// Whether its currency has thousandths: in others hardly anybody writes a fraction so.
        thousandths: bool,
    },
    /// It stands otherwise in the last file with the same columns.
    Otherwise {
        /// An amount that shows it.
        value: &'a str,
        /// What it would be now.
        now: Decimal,
    },
}

/// When a sign before three digits stands between thousands, where others show a fraction: those are none then.
const THOUSANDS_BESIDE: &str = "if it is thousands (what does not fit is rejected by its line)";
const SO: &str = "if that is right (the others are rejected by their lines)";

impl Undecided<'_> {
    /// The amount that is open.
    pub(super) fn value(&self) -> Option<&str> {
        match self {
            Undecided::Mixed => None,
            Undecided::Either { value, .. } | Undecided::Otherwise { value, .. } => Some(value),
        }
    }

    /// What is open, in words.
    pub(super) fn words(&self, column: &str) -> String {
        match self {
            Undecided::Mixed => {
                format!("some amounts in {column} have a comma before the cents and some a dot")
            }
            Undecided::Either {
                value,
                beside: Some(beside),
                ..
            } => format!(
                "{} in {column} could be thousands or a fraction: {} has the same sign before its cents",
                quoted(value, 40),
                quoted(beside, 40)
            ),
            Undecided::Either { value, .. } => format!(
                "{} in {column} could be thousands or a fraction, and no other row settles it",
                quoted(value, 40)
            ),
            Undecided::Otherwise { value, now } => format!(
                "{} in {column} would be read with a {} before the cents, the last file with these columns with a {}",
                quoted(value, 40),
                now.word(),
                now.other().word()
            ),
        }
    }

    /// The question.
    pub(super) fn asked(&self, column: &str, name: &str) -> Unread {
        let way = |decimal: Decimal, when| Way::when(format!("--decimal {}", decimal.word()), when);
        let ways = match self {
            Undecided::Mixed => [Decimal::Dot, Decimal::Comma].map(|d| way(d, SO)).into(),
            Undecided::Otherwise { now, .. } => {
                vec![way(*now, "if it is so now, or else export it as before")]
            }
            Undecided::Either {
                value,
                beside,
                thousandths,
            } => {
                let point = match value.contains(',') {
                    true => Decimal::Comma,
                    false => Decimal::Dot,
                };
                let thousands = beside.map_or(THOUSANDS, |_| THOUSANDS_BESIDE);
                let mut ways = vec![way(point.other(), thousands), way(point, FRACTION)];
                if *thousandths {
                    ways.reverse();
                }
                ways
            }
        };
        Unread::asks(name, self.words(&quoted(column, 40)), ways)
    }
}

impl SignsBefore {
    /// Whether some amount has that sign before three digits.
    pub(super) fn has_three(&self, point: Decimal) -> bool {
        self.threes[point as usize].first.is_some()
    }

    /// Whether any amount has a sign.
    pub(super) fn any(&self) -> bool {
        self.example().is_some()
    }

    /// The first amount of each kind.
    fn firsts(&self) -> impl Iterator<Item = &String> {
        let threes = self.threes.iter().map(|threes| &threes.first);
        std::iter::once(&self.shown).chain(threes).flatten()
    }

    fn example(&self) -> Option<&str> {
        self.firsts().next().map(String::as_str)
    }

    fn and(&mut self, other: &SignsBefore) {
        if self.shown.is_none() {
            self.shown.clone_from(&other.shown);
        }
        let pairs = self.threes.iter_mut().zip(&other.threes);
        pairs.for_each(|(threes, other)| threes.and(other));
    }

    /// Whether it is the column in which an amount was seen first.
    pub(super) fn has(&self, value: &str) -> bool {
        self.firsts().any(|first| first == value)
    }
}

impl Threes {
    fn and(&mut self, other: &Threes) {
        if self.first.is_none() {
            self.first.clone_from(&other.first);
        }
        self.open += other.open;
        self.sure += other.sure;
    }

    /// The first of them, where too few others show that three digits behind the sign are a fraction. Those with fewer
    /// digits do not: whoever writes `99,50` may write `1,200` as well. In a currency with thousandths one is enough.
    fn doubted(&self, thousandths: bool) -> Option<&str> {
        let enough = self.open == 0 || self.sure > self.open || (thousandths && self.sure > 0);
        self.first.as_deref().filter(|_| !enough)
    }
}

impl ColumnSeen {
    /// Takes in a day; `is_one` says whether it is one in some order of its numbers.
    pub(super) fn day(&mut self, value: &str, is_one: impl FnOnce(&str) -> bool) {
        if !self.dated && !values::is_nothing(value) && !text::says_nothing(value) {
            self.dated = is_one(value);
            let undated = Some(value).filter(|_| !self.dated && self.undated.is_none());
            self.undated = undated.map(str::to_owned).or(self.undated.take());
        }
        match dates::sign(value) {
            Sign::None => {}
            Sign::Only(DayOrder::DayFirst) => self.first = true,
            Sign::Only(DayOrder::MonthFirst) => self.second = true,
            Sign::Either => {
                self.open.get_or_insert_with(|| value.to_owned());
            }
        }
    }

    /// Takes in an amount. Where its own currency has thousandths it is no wonder that three digits are a fraction.
    pub(super) fn amount(&mut self, value: &str, has_thousandths: impl FnOnce() -> bool) {
        let shows = amounts::shows(value);
        match shows {
            Shows::Nothing => {}
            Shows::Three(point) => {
                let threes = &mut self.signs.threes[point as usize];
                threes.first.get_or_insert_with(|| value.to_owned());
                threes.open += u64::from(!has_thousandths());
            }
            Shows::Short(point) | Shows::Surely(point) => {
                self.first |= point == Decimal::Dot;
                self.second |= point == Decimal::Comma;
                self.signs.threes[point as usize].sure += u64::from(shows == Shows::Surely(point));
                self.signs.shown.get_or_insert_with(|| value.to_owned());
            }
        }
    }

    /// The same with what was seen of another column.
    pub(super) fn and(mut self, other: &ColumnSeen) -> ColumnSeen {
        self.first |= other.first;
        self.second |= other.second;
        self.signs.and(&other.signs);
        self
    }

    /// What stands before the cents in a column of amounts.
    pub(super) fn decimal(
        &self,
        known: KnownSigns,
        currency: Option<&Currency>,
    ) -> Result<Decimal, Undecided<'_>> {
        // That dots stand between thousands says nothing of a comma before three digits.
        let three = |said: &Decimal| self.signs.has_three(*said);
        let said = known.said.filter(|said| known.of_three || !three(said));
        let now = self.read(said, currency)?;
        let other = known.last.is_some_and(|last| last != now);
        match self.signs.example().filter(|_| other) {
            Some(value) => Err(Undecided::Otherwise { value, now }),
            None => Ok(now),
        }
    }

    /// The same, whatever it was in the last file. A currency without a smaller unit has thousands there and no
    /// fractions; in one with thousandths a comma before three digits may be either.
    fn read(
        &self,
        said: Option<Decimal>,
        currency: Option<&Currency>,
    ) -> Result<Decimal, Undecided<'_>> {
        let whole = currency.is_some_and(Currency::has_no_cents);
        let thousandths = currency.is_some_and(|currency| currency.decimals() == 3);
        let SignsBefore {
            shown,
            threes: [dots, commas],
        } = &self.signs;
        let (point, open) = match (self.first, self.second) {
            (true, true) => return said.ok_or(Undecided::Mixed),
            (true, false) => (Decimal::Dot, dots.doubted(thousandths)),
            (false, true) => (Decimal::Comma, commas.doubted(thousandths)),
            (false, false) if whole && dots.open > 0 => (Decimal::Comma, None),
            (false, false) => {
                let grouped = commas.first.as_ref().filter(|_| thousandths);
                let open = dots.first.as_ref().or(grouped);
                (said.unwrap_or_default(), open.map(String::as_str))
            }
        };
        match (open, said) {
            (None, _) => Ok(point),
            (Some(_), Some(said)) => Ok(said),
            (Some(value), None) => Err(Undecided::Either {
                value,
                beside: shown.as_deref(),
                thousandths,
            }),
        }
    }

    /// The first value of a column of which none is a day.
    pub(super) fn undated(&self) -> Option<&str> {
        self.undated.as_deref().filter(|_| !self.dated)
    }

    pub(super) fn proven(&self) -> bool {
        self.first || self.second
    }

    pub(super) fn wants_more(&self, shape: ValueShape) -> bool {
        match shape {
            ValueShape::Text => false,
            ValueShape::Day => !self.any || (self.open.is_some() && !self.proven()),
            // One that shows its sign says nothing of another that could have it either way.
            ValueShape::Amount => true,
            ValueShape::Count => self.open.is_some(),
        }
    }
}
