//! What was seen of one column of days or amounts, and what that settles.
//! Must not know other columns.

use crate::domain::failure::Failure;
use crate::domain::money::Currency;
use crate::exchange::safe::quoted;

use super::Sign;
use super::amounts::{self, Decimal};
use super::dates::{self, Order};
use super::fields::Shape;
use super::question::{Unread, Way};

/// What was seen of one column.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// Whether there is any value.
    pub(super) any: bool,
    /// Whether one has the first way, a day or a dot.
    pub(super) first: bool,
    /// Whether one has the second, a month or a comma.
    pub(super) second: bool,
    /// The first that could have either.
    pub(super) open: Option<String>,
    /// The first amount with a comma before three digits.
    pub(super) grouped: Option<String>,
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
        /// Whether its currency has thousandths: in others hardly anybody writes a fraction so.
        thousandths: bool,
    },
}

impl Undecided<'_> {
    /// What is open, in words.
    pub(super) fn words(&self, column: &str) -> String {
        match self {
            Undecided::Mixed => {
                format!("some amounts in {column} have a comma before the cents and some a dot")
            }
            Undecided::Either { value, .. } => format!(
                "{} in {column} could be thousands or a fraction, and no other row settles it",
                quoted(value, 40)
            ),
        }
    }

    /// The question, or the refusal of a file that nothing settles.
    pub(super) fn asked(&self, column: &str, name: &str) -> Unread {
        let open = self.words(&quoted(column, 40));
        let Undecided::Either { value, thousandths } = self else {
            let failure = Failure::failed(format!("reading {name}: {open}"));
            return failure.hint("export them in one way of writing").into();
        };
        let point = match value.contains(',') {
            true => Decimal::Comma,
            false => Decimal::Dot,
        };
        let way = |decimal: Decimal, when| Way::when(format!("--decimal {}", decimal.word()), when);
        let mut ways = vec![
            way(point.other(), "if it is thousands"),
            way(point, "if it is a fraction"),
        ];
        if *thousandths {
            ways.reverse();
        }
        Unread::asks(name, open, ways)
    }
}

impl Seen {
    pub(super) fn day(&mut self, value: &str) {
        self.says(value, dates::sign(value), Order::DayFirst);
    }

    /// Takes in an amount.
    pub(super) fn amount(&mut self, value: &str) {
        let sign = amounts::sign(value);
        if sign == Sign::None && value.contains(',') && amounts::taken_apart(value).is_some() {
            self.grouped.get_or_insert_with(|| value.to_owned());
        }
        self.says(value, sign, Decimal::Dot);
    }

    fn says<T: PartialEq>(&mut self, value: &str, sign: Sign<T>, first: T) {
        match sign {
            Sign::None => {}
            Sign::Only(way) if way == first => self.first = true,
            Sign::Only(_) => self.second = true,
            Sign::Either => {
                self.open.get_or_insert_with(|| value.to_owned());
            }
        }
    }

    /// What stands before the cents in a column of amounts. `known` is what it was in the file that the rows come
    /// from, or what somebody said. A currency without a smaller unit has thousands there and no fractions; in one
    /// with thousandths a comma before three digits may be either.
    pub(super) fn decimal(
        &self,
        known: Option<Decimal>,
        currency: Option<&Currency>,
    ) -> Result<Decimal, Undecided<'_>> {
        let whole = currency.is_some_and(Currency::has_no_cents);
        let thousandths = currency.is_some_and(|currency| currency.decimals() == 3);
        let grouped = self.grouped.as_ref().filter(|_| thousandths);
        match (self.first, self.second, known) {
            (true, true, _) => Err(Undecided::Mixed),
            (false, true, _) => Ok(Decimal::Comma),
            (true, false, _) => Ok(Decimal::Dot),
            (false, false, _) if whole && self.open.is_some() => Ok(Decimal::Comma),
            (false, false, Some(known)) => Ok(known),
            (false, false, None) => match self.open.as_ref().or(grouped) {
                None => Ok(Decimal::Dot),
                Some(value) => Err(Undecided::Either { value, thousandths }),
            },
        }
    }

    pub(super) fn proven(&self) -> bool {
        self.first || self.second
    }

    pub(super) fn wants_more(&self, shape: Shape) -> bool {
        match shape {
            Shape::Text => false,
            Shape::Day => !self.any || (self.open.is_some() && !self.proven()),
            Shape::Amount => !self.proven(),
            Shape::Count => self.open.is_some(),
        }
    }

    /// What stands before the cents in a column of amounts that shows it.
    pub(super) fn shown(&self) -> Option<Decimal> {
        match (self.first, self.second) {
            (true, false) => Some(Decimal::Dot),
            (false, true) => Some(Decimal::Comma),
            (true, true) | (false, false) => None,
        }
    }
}
