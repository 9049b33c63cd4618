//! Money as integer minor units and the one reporting currency of a room.
//! Must not know exchange formats: reading `1.234,50` is the border's work.

mod currency;

use derive_more::{Add, AddAssign, Neg, Sub, SubAssign, Sum};
use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

pub use currency::Currency;

/// An amount in minor units (cents) of the room's currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
#[derive(PartialOrd, Ord, Add, AddAssign, Sub, SubAssign, Neg, Sum, TraversableMut)]
pub struct Cents(pub i64);

impl Cents {
    /// Nothing.
    pub const ZERO: Cents = Cents(0);

    /// More than this nobody pays: anything else is a slip or damage, and many of them still add up.
    pub const LARGEST: Cents = Cents(1_000_000_000_000_000);

    /// Whether it is no more than that.
    pub fn is_sound(&self) -> bool {
        self.0.unsigned_abs() <= Cents::LARGEST.0.unsigned_abs()
    }
}

/// How amounts are written: as those of a currency, or as bare numbers with two decimals where none is known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money<'a>(Option<&'a Currency>);

impl<'a> Money<'a> {
    /// As those of a currency, if it is known.
    pub fn of(currency: Option<&'a Currency>) -> Money<'a> {
        Money(currency)
    }

    /// With the sign and all decimals, `€18,412.30`, `JPY 18,412`, `KWD 18,412.300`.
    pub fn exact(self, amount: Cents) -> String {
        self.signed(amount, Money::number)
    }

    /// Whole units with the sign, half up, `€18,412`: for a screen read across a room.
    pub fn whole(self, amount: Cents) -> String {
        self.signed(amount, Money::whole_number)
    }

    /// Without the sign, `18,412.30`: for a column of amounts.
    pub fn number(self, amount: Cents) -> String {
        self.parted(amount, count)
    }

    /// Whole units without the sign, half up, `18,412`.
    pub fn whole_number(self, amount: Cents) -> String {
        self.rounded(amount, count)
    }

    /// Without the sign and nothing between thousands, `18412.30`: what a spreadsheet reads.
    pub fn plain(self, amount: Cents) -> String {
        self.parted(amount, |whole| whole.to_string())
    }

    /// In units of the currency.
    pub fn units(self, amount: Cents) -> f64 {
        amount.0 as f64 / self.unit() as f64
    }

    /// So many units of the currency, half up.
    pub fn of_units(self, units: f64) -> Cents {
        Cents((units * self.unit() as f64).round() as i64)
    }

    /// What was written as so many thousandths, half up.
    pub fn of_thousandths(self, amount: Thousandths) -> Cents {
        let (size, by) = (amount.0.unsigned_abs(), 1_000 / self.unit().unsigned_abs());
        let size = ((size + by / 2) / by).cast_signed();
        Cents(if amount.0 < 0 { -size } else { size })
    }

    /// The same of three digits behind the only sign, which may be thousands: not in a currency that has thousandths, and
    /// surely in one without parts. Nothing in others, of which nobody knows.
    pub fn of_three_digits(self, amount: Thousandths) -> Option<Cents> {
        match self.0? {
            currency if currency.has_no_cents() => {
                let thousands = amount.0.checked_mul(1_000)?;
                Some(self.of_thousandths(Thousandths(thousands)))
            }
            currency if currency.decimals() == 3 => Some(self.of_thousandths(amount)),
            _ => None,
        }
    }

    /// How many of what is kept make one unit.
    pub fn unit(self) -> i64 {
        self.0.map_or(100, Currency::unit)
    }

    fn signed(self, amount: Cents, digits: impl Fn(Self, Cents) -> String) -> String {
        let digits = digits(self, amount);
        let Some(currency) = self.0 else {
            return digits;
        };
        let minus = if amount.0 < 0 { "-" } else { "" };
        format!(
            "{minus}{}{}",
            currency.sign(),
            digits.trim_start_matches('-')
        )
    }

    fn parted(self, amount: Cents, digits: impl Fn(u64) -> String) -> String {
        let unit = self.unit().unsigned_abs();
        let (sign, size) = (minus(amount), amount.0.unsigned_abs());
        let (whole, part) = (digits(size / unit), size % unit);
        match (self.0.is_some_and(Currency::has_no_cents), unit) {
            (true, _) => self.rounded(amount, digits),
            (false, 1_000) => format!("{sign}{whole}.{part:03}"),
            (false, _) => format!("{sign}{whole}.{part:02}"),
        }
    }

    fn rounded(self, amount: Cents, digits: impl Fn(u64) -> String) -> String {
        let unit = self.unit().unsigned_abs();
        let whole = (amount.0.unsigned_abs() + unit / 2) / unit;
        format!("{}{}", minus(amount), digits(whole))
    }
}

fn minus(amount: Cents) -> &'static str {
    if amount.0 < 0 { "-" } else { "" }
}

/// An amount as somebody wrote it, before it is known in which currency: in thousandths, which none has parts of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Thousandths(pub i64);

/// A part of a whole as `35 %`; `n/a` of nothing.
pub fn share(part: Cents, whole: Cents) -> String {
    if whole == Cents::ZERO {
        return "n/a".to_owned();
    }
    let percent = format!("{:.0} %", part.0 as f64 * 100.0 / whole.0 as f64);
    // What rounds to nothing has no sign.
    let unsigned = percent.strip_prefix('-').filter(|rest| *rest == "0 %");
    unsigned.map_or(percent.clone(), str::to_owned)
}

/// `2nd`, `3rd`, `11th`.
pub fn nth(n: u64) -> String {
    let ending = match (n % 10, n % 100) {
        (1, rest) if rest != 11 => "st",
        (2, rest) if rest != 12 => "nd",
        (3, rest) if rest != 13 => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

/// `1 action`, `5 actions`.
pub fn counted(n: impl TryInto<u64>, one: &str) -> String {
    let n = n.try_into().unwrap_or(u64::MAX);
    let plural = if n == 1 { "" } else { "s" };
    format!("{} {one}{plural}", count(n))
}

/// The word that goes with so many: `is` of one, `are` of none and of several.
pub fn by_count<'a>(n: impl TryInto<u64>, one: &'a str, many: &'a str) -> &'a str {
    let n = n.try_into().unwrap_or(u64::MAX);
    if n == 1 { one } else { many }
}

/// A part of some accounts: `31 of 1,004 accounts`; of a single one whether that is it, in words.
pub fn part_of_accounts(part: u64, whole: u64) -> String {
    match (part, whole) {
        (0, 1) => "none of 1 account".to_owned(),
        (1, 1) => "its only account".to_owned(),
        _ => format!("{} of {}", count(part), counted(whole, "account")),
    }
}

/// A count with thousands separators, `1,004`.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn currency(code: &str) -> Currency {
        code.parse().unwrap()
    }

    #[test]
    fn amounts_are_written_as_those_of_their_currency() {
        for (code, amount, exact, whole, number, plain) in [
            ("EUR", 123_450, "€1,234.50", "€1,235", "1,234.50", "1234.50"),
            ("EUR", -5, "-€0.05", "-€0", "-0.05", "-0.05"),
            (
                "USD",
                100_000_050,
                "$1,000,000.50",
                "$1,000,001",
                "1,000,000.50",
                "1000000.50",
            ),
            (
                "JPY",
                1_841_250,
                "JPY 18,413",
                "JPY 18,413",
                "18,413",
                "18413",
            ),
            ("ISK", -99_000, "-ISK 990", "-ISK 990", "-990", "-990"),
            ("KWD", 1_234, "KWD 1.234", "KWD 1", "1.234", "1.234"),
            (
                "TND",
                -49_900_005,
                "-TND 49,900.005",
                "-TND 49,900",
                "-49,900.005",
                "-49900.005",
            ),
        ] {
            let currency = currency(code);
            let money = Money::of(Some(&currency));
            let amount = Cents(amount);
            assert_eq!(money.exact(amount), exact);
            assert_eq!(money.whole(amount), whole);
            assert_eq!(money.number(amount), number);
            assert_eq!(money.plain(amount), plain);
        }
        let none = Money::of(None);
        assert_eq!(none.exact(Cents(123_450)), "1,234.50");
        assert!("EURO".parse::<Currency>().is_err());
    }

    #[test]
    fn currencies_have_none_two_or_three_decimals() {
        for (code, decimals, without) in [
            ("JPY", 0, true),
            ("KRW", 0, true),
            ("CLP", 0, true),
            ("VND", 0, true),
            ("KWD", 3, false),
            ("IQD", 3, false),
            ("HUF", 2, false),
            ("ISK", 0, true),
            ("UGX", 0, true),
            ("UYI", 0, true),
            ("MGA", 2, true),
            ("COP", 2, false),
            ("TWD", 2, false),
            ("LYD", 3, false),
            ("CLF", 4, false),
            ("EUR", 2, false),
        ] {
            let currency = currency(code);
            assert_eq!(
                (currency.decimals(), currency.has_no_cents()),
                (decimals, without),
                "{code}"
            );
        }
    }

    #[test]
    fn stripe_counts_three_currencies_in_its_own_way() {
        for (code, decimals) in [("ISK", 2), ("UGX", 2), ("MGA", 0), ("JPY", 0), ("KWD", 3)] {
            assert_eq!(currency(code).decimals_of_stripe(), decimals, "{code}");
        }
    }

    #[test]
    fn what_was_written_is_kept_as_its_currency_is() {
        for (code, thousandths, kept) in [
            ("EUR", 1_234, 123),
            ("EUR", 1_235, 124),
            ("EUR", -1_235, -124),
            ("JPY", 1_000_000, 100_000),
            ("KWD", 1_234, 1_234),
        ] {
            let currency = currency(code);
            let money = Money::of(Some(&currency));
            assert_eq!(
                money.of_thousandths(Thousandths(thousandths)),
                Cents(kept),
                "{code}"
            );
        }
    }

    #[test]
    fn a_room_that_kept_hundredths_goes_on_to() {
        let old = currency("KWD").in_hundredths();
        assert_eq!(Money::of(Some(&old)).exact(Cents(123)), "KWD 1.23");
        assert_eq!(old, currency("KWD"));
        assert_eq!(serde_json::to_string(&old).unwrap(), "\"KWD\"");
    }

    #[test]
    fn a_part_of_a_whole_is_said_in_one_way() {
        for (part, whole, words) in [
            (500, 1000, "50 %"),
            (0, 0, "n/a"),
            (-1, 1000, "0 %"),
            (-15, 1000, "-2 %"),
        ] {
            assert_eq!(share(Cents(part), Cents(whole)), words);
        }
    }
}
