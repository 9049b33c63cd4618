//! Money as people and systems write it, into cents; the decimal sign is settled once for a whole column.
//! Must not know what a currency's sign beside a number means for its row, nor files.

use serde::{Deserialize, Serialize};

use super::Sign;
use super::marks::{self, MoneyMark};
use super::vendors::Unit;
use crate::domain::import::Expect;
use crate::domain::money::{Cents, Currency, Money, Thousandths};

/// More than this, a hundred billion, is a broken cell rather than somebody's bill.
const LARGEST: i64 = 100_000_000_000;

/// What stands before the cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Decimal {
    /// `1,234.50`
    #[default]
    Dot,
    /// `1.234,50`
    Comma,
}

impl Decimal {
    /// What stands before the cents, and what between thousands.
    pub(super) fn signs(self) -> (char, char) {
        match self {
            Decimal::Dot => ('.', ','),
            Decimal::Comma => (',', '.'),
        }
    }

    /// The one that a person names.
    pub fn from_word(word: &str) -> Option<Decimal> {
        match word {
            "dot" => Some(Decimal::Dot),
            "comma" => Some(Decimal::Comma),
            _ => None,
        }
    }

    /// Its name.
    pub(super) fn word(self) -> &'static str {
        match self {
            Decimal::Dot => "dot",
            Decimal::Comma => "comma",
        }
    }

    /// The other of the two.
    pub(super) fn other(self) -> Decimal {
        match self {
            Decimal::Dot => Decimal::Comma,
            Decimal::Comma => Decimal::Dot,
        }
    }
}

/// How the amounts of a column are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// What stands before the cents.
    pub decimal: Decimal,
    /// What its numbers count.
    pub unit: Unit,
    /// Whether that unit is the one that Stripe counts.
    pub of_stripe: bool,
    /// Whether any of them has a sign before cents or between thousands.
    pub(super) signed: bool,
    /// Whether some have three digits behind their only sign, and those are a fraction.
    pub(super) of_three: bool,
}

/// Blanks and apostrophes that group digits.
fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\'' | '\u{2019}' | '\u{A0}' | '\u{202F}' | '\u{2009}'
    )
}

/// A number taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberParts<'a> {
    /// Its digits and what stands between them.
    digits: &'a str,
    negative: bool,
    /// What stands before the cents of a round amount, as in `500,-`: it has none.
    round: Option<Decimal>,
    /// The currency that is written beside it.
    pub mark: Option<MoneyMark>,
}

/// What stands around the digits of a number.
#[derive(Default)]
struct DigitsAround {
    minus: u32,
    open: u32,
    close: u32,
    mark: Option<MoneyMark>,
}

impl DigitsAround {
    /// Takes in what stands on one side; `None` if that belongs to no amount.
    fn take(&mut self, side: &str) -> Option<()> {
        let mut rest = side;
        loop {
            rest = rest.trim_matches(is_blank);
            let without = |signs: &[char]| {
                rest.strip_prefix(signs)
                    .or_else(|| rest.strip_suffix(signs))
            };
            if let Some(less) = without(&['-', '\u{2212}']) {
                (rest, self.minus) = (less, self.minus + 1);
            } else if let Some(less) = without(&['(']) {
                (rest, self.open) = (less, self.open + 1);
            } else if let Some(less) = without(&[')']) {
                (rest, self.close) = (less, self.close + 1);
            } else if let Some(less) = without(&['+']) {
                rest = less;
            } else {
                break;
            }
        }
        if rest.is_empty() {
            return Some(());
        }
        let mark = marks::of(rest).or_else(|| {
            let (a, b) = rest.rsplit_once(is_blank)?;
            marks::of(a.trim())?.and(marks::of(b)?)
        })?;
        let known = self.mark.replace(mark);
        if let Some(known) = known {
            self.mark = Some(known.and(mark)?);
        }
        Some(())
    }
}

/// Whether it is what a spreadsheet writes for nothing in a column of money: a sign of a currency and a dash.
fn is_accounting_zero(text: &str) -> bool {
    const SIGNS: [char; 5] = ['$', '\u{20ac}', '\u{a3}', '\u{a5}', '\u{20b9}'];
    let dash = |rest: &str| matches!(rest.trim(), "-" | "\u{2013}" | "\u{2014}");
    text.strip_prefix(SIGNS).is_some_and(dash) || text.strip_suffix(SIGNS).is_some_and(dash)
}

/// Takes a number apart; `None` if it is no amount.
pub fn taken_apart(text: &str) -> Option<NumberParts<'_>> {
    let text = text.trim();
    if is_accounting_zero(text) {
        return taken_apart("0");
    }
    let digit = |c: char| c.is_ascii_digit();
    let (mut begin, last) = (text.find(digit)?, text.rfind(digit)? + 1);
    // A decimal sign before all digits is theirs, unless it ends a word, as in `Rs.100`.
    let before = &text[..begin];
    if let Some(before) = before.strip_suffix(['.', ','])
        && !before.ends_with(char::is_alphabetic)
    {
        begin -= 1;
    }
    let (mut digits, mut behind) = (&text[begin..last], &text[last..]);
    if matches!(behind, "." | ",") {
        (digits, behind) = (&text[begin..], "");
    }
    let round = round(behind);
    if let Some((_, rest)) = round {
        behind = rest;
    }
    let mut around = DigitsAround::default();
    around.take(&text[..begin])?;
    around.take(behind)?;
    let sound = around.minus <= 1 && around.open <= 1 && around.open == around.close;
    sound.then_some(NumberParts {
        digits,
        negative: around.minus + around.open > 0,
        round: round.map(|(point, _)| point),
        mark: around.mark,
    })
}

/// What stands for the cents of a round amount, `,-` or `.--`, and what follows it.
fn round(behind: &str) -> Option<(Decimal, &str)> {
    let point = match behind.chars().next()? {
        '.' => Decimal::Dot,
        ',' => Decimal::Comma,
        _ => return None,
    };
    let rest =
        behind[1..].trim_start_matches(['-', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}', '=']);
    (rest.len() < behind.len() - 1).then_some((point, rest))
}

/// What stands in an amount before its cents, as far as it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    /// It has no sign, or is no amount.
    Nothing,
    /// Three digits behind its only sign, which may be thousands or a fraction.
    Three(Decimal),
    /// It is that, by fewer digits behind it: of three digits behind the same sign this says nothing.
    Short(Decimal),
    /// It is that, by three digits or more behind it that are no group: so may others have a fraction of three.
    Surely(Decimal),
}

/// What stands before the cents of a value.
pub(super) fn shows(text: &str) -> Shows {
    let Some(NumberParts {
        digits: number,
        round,
        ..
    }) = taken_apart(text)
    else {
        return Shows::Nothing;
    };
    if let Some(point) = round {
        return Shows::Short(point);
    }
    let Some(last) = number.rfind(['.', ',']) else {
        return Shows::Nothing;
    };
    let point = match number.as_bytes()[last] {
        b',' => Decimal::Comma,
        _ => Decimal::Dot,
    };
    let (before, behind) = (&number[..last], number.len() - last - 1);
    let same = before.contains(point.signs().0);
    let plain = before.bytes().all(|b| b.is_ascii_digit());
    let group = (1..=3).contains(&before.len()) && !before.starts_with('0');
    match behind {
        // A sign that stands twice groups thousands, and the other one is left for the cents.
        _ if same && !before.contains(point.signs().1) => Shows::Short(point.other()),
        3 if plain && group => Shows::Three(point),
        0..3 => Shows::Short(point),
        _ => Shows::Surely(point),
    }
}

/// What a value says about the decimal sign of its column. `1,200` is twelve hundred unless others say that a comma
/// is decimal; `1.200` could be that or one and a fifth.
pub(super) fn sign(text: &str) -> Sign<Decimal> {
    match shows(text) {
        Shows::Nothing | Shows::Three(Decimal::Comma) => Sign::None,
        Shows::Three(Decimal::Dot) => Sign::Either,
        Shows::Short(point) | Shows::Surely(point) => Sign::Only(point),
    }
}

/// A single amount that a person writes, and whether the three digits behind its only sign may be thousands: that is for
/// its currency to say.
///
/// # Errors
/// A sentence when it is none.
pub fn amount(text: &str) -> Result<(Thousandths, bool), String> {
    let sign = sign(text);
    let decimal = match sign {
        Sign::None | Sign::Either => Decimal::Dot,
        Sign::Only(decimal) => decimal,
    };
    let amounts = Amounts {
        decimal,
        ..Amounts::default()
    };
    let read = taken_apart(text).and_then(|written| amounts.parts(&written, 1_000));
    let read = read.ok_or_else(|| "it is not an amount; write it as 1234.50".to_owned());
    read.map(|read| (Thousandths(read), sign == Sign::Either))
}

/// The MRR that somebody gives for the room, with the currency it is said to be in.
pub fn expected(text: &str) -> Result<Expect, String> {
    let (amount, open) = amount(text)?;
    if amount.0 < 0 {
        return Err("an MRR is never below zero".to_owned());
    }
    let mark = taken_apart(text).and_then(|written| written.mark);
    Ok(Expect {
        amount,
        open,
        codes: mark.map_or("", MoneyMark::written),
        on: None,
    })
}

impl Amounts {
    /// The amount of a value in its currency, half up to what is kept; `None` if it is no amount or too large to be one.
    pub fn read(&self, text: &str, currency: Option<&Currency>) -> Option<Cents> {
        self.of(&taken_apart(text)?, currency)
    }

    /// The same of a number that was taken apart.
    pub fn of(&self, written: &NumberParts<'_>, currency: Option<&Currency>) -> Option<Cents> {
        let unit = Money::of(currency).unit();
        let whole = |times: i64| {
            let parts = self.parts(written, unit * times)?;
            (parts.abs() <= LARGEST * unit).then_some(Cents(parts))
        };
        let decimals = match self.of_stripe {
            true => Currency::decimals_of_stripe,
            false => Currency::decimals,
        };
        let per = match self.unit {
            Unit::Whole => return whole(1),
            Unit::Thousands => return whole(1_000),
            Unit::Millions => return whole(1_000_000),
            Unit::Minor => 10_i64.pow(currency.map_or(2, decimals)),
            Unit::Micros => 1_000_000,
        };
        let minor = self.parts(written, 1).filter(|_| self.is_whole(written))?;
        let size = minor.unsigned_abs().checked_mul(unit.unsigned_abs())?;
        let size = (size + per.unsigned_abs() / 2) / per.unsigned_abs();
        let size = i64::try_from(size)
            .ok()
            .filter(|size| *size <= LARGEST * unit)?;
        Some(Cents(if minor < 0 { -size } else { size }))
    }

    /// A number in parts of one, so many to it, half up.
    fn parts(&self, written: &NumberParts<'_>, unit: i64) -> Option<i64> {
        let (whole, part) = self.split(written);
        let broken = written.round.is_some() && whole.len() < written.digits.len();
        if broken || !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let (_, group) = self.signs(written);
        let size = digits(whole, group)?.checked_mul(unit)?;
        let size = size.checked_add(fraction(part, unit))?;
        let number = if written.negative { -size } else { size };
        (size <= LARGEST.saturating_mul(unit.max(100))).then_some(number)
    }

    fn is_whole(&self, written: &NumberParts<'_>) -> bool {
        self.split(written).1.bytes().all(|b| b == b'0')
    }

    fn split<'a>(&self, written: &NumberParts<'a>) -> (&'a str, &'a str) {
        let (point, _) = self.signs(written);
        let number = written.digits;
        number.split_once(point).unwrap_or((number, ""))
    }

    fn signs(&self, written: &NumberParts<'_>) -> (char, char) {
        written.round.unwrap_or(self.decimal).signs()
    }
}

/// The digits before the decimal sign; what groups them has to stand where groups end.
pub(super) fn digits(whole: &str, group: char) -> Option<i64> {
    let mut value = 0_i64;
    let mut since = None;
    for c in whole.chars() {
        if let Some(digit) = c.to_digit(10) {
            value = value.checked_mul(10)?.checked_add(i64::from(digit))?;
            since = since.map(|n: u32| n + 1);
        } else if c == group || is_blank(c) {
            // Groups are of three digits, Indian ones but the last are of two, and none stands behind a zero.
            if value == 0 || !matches!(since, None | Some(2 | 3)) {
                return None;
            }
            since = Some(0);
        } else {
            return None;
        }
    }
    matches!(since, None | Some(3)).then_some(value)
}

/// The digits behind the decimal sign in parts of one, half up by the first digit that is left out.
fn fraction(part: &str, unit: i64) -> i64 {
    let digit = |at: usize| part.as_bytes().get(at).map_or(0, |b| i64::from(b - b'0'));
    let places = unit.ilog10() as usize;
    let parts = (0..places).fold(0, |parts, at| parts * 10 + digit(at));
    parts + i64::from(digit(places) >= 5)
}

#[cfg(test)]
mod tests;
