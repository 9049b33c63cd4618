//! Money as integer minor units and the one reporting currency of a room.
//! Must not know exchange formats: reading `1.234,50` is the border's work.

use std::str::FromStr;

use derive_more::{Add, AddAssign, Display, Neg, Sub, SubAssign, Sum};
use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::word::NotRead;

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

    /// Plain decimal without grouping, `1234.50`: what a spreadsheet reads.
    pub fn plain(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let abs = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", abs / 100, abs % 100)
    }

    /// Grouped with cents, `1,234.50`.
    pub fn exact(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let abs = self.0.unsigned_abs();
        format!("{sign}{}.{:02}", count(abs / 100), abs % 100)
    }

    /// Grouped whole units, half up, `1,235`: for a screen read across a room.
    pub fn whole(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        format!("{sign}{}", count((self.0.unsigned_abs() + 50) / 100))
    }
}

/// Plain and without the sign, as [`Cents::plain`]; in whole units where the currency has no others.
pub fn number(currency: Option<&Currency>, amount: Cents) -> String {
    match currency.is_some_and(Currency::has_no_cents) {
        true => amount.whole(),
        false => amount.plain(),
    }
}

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

/// An ISO 4217 currency code in capitals, such as `EUR`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
#[derive(Display, TraversableMut)]
#[traverse(skip_children)]
pub struct Currency(String);

impl Currency {
    /// The three letters.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// The sign before an amount on a screen: `€`, `$`, `£`, else the code and a space.
    pub fn sign(&self) -> String {
        match self.0.as_str() {
            "EUR" => "€".into(),
            "USD" => "$".into(),
            "GBP" => "£".into(),
            other => format!("{other} "),
        }
    }

    /// Whole units with the sign, `€18,412`.
    pub fn whole(&self, amount: Cents) -> String {
        self.signed(amount, amount.whole())
    }

    /// With cents and the sign, `€18,412.30`; a currency that has none is rounded, `JPY 18,412`.
    pub fn exact(&self, amount: Cents) -> String {
        match self.has_no_cents() {
            true => self.whole(amount),
            false => self.signed(amount, amount.exact()),
        }
    }

    /// Whether nothing smaller than one of it is paid. The list is the one of <https://docs.stripe.com/currencies>.
    pub fn has_no_cents(&self) -> bool {
        const NONE: &str = "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF";
        NONE.split(' ').any(|code| code == self.0)
    }

    fn signed(&self, amount: Cents, digits: String) -> String {
        let minus = if amount.0 < 0 { "-" } else { "" };
        format!("{minus}{}{}", self.sign(), digits.trim_start_matches('-'))
    }
}

impl FromStr for Currency {
    type Err = NotRead;

    fn from_str(text: &str) -> Result<Currency, NotRead> {
        let code = text.trim().to_ascii_uppercase();
        let sound = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        let wrong = || format!("`{text}` is not a currency code; write three letters such as EUR");
        sound
            .then_some(Currency(code))
            .ok_or_else(|| NotRead(wrong()))
    }
}

impl TryFrom<String> for Currency {
    type Error = NotRead;

    fn try_from(text: String) -> Result<Currency, NotRead> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_people_write_them() {
        assert_eq!(Cents(123_450).plain(), "1234.50");
        assert_eq!(Cents(-5).exact(), "-0.05");
        assert_eq!(Cents(100_000_050).exact(), "1,000,000.50");
        assert_eq!(Cents(1_850).whole(), "19");
        let eur: Currency = "eur".parse().unwrap();
        assert_eq!(eur.whole(Cents(-1_841_200)), "-€18,412");
        let jpy: Currency = "JPY".parse().unwrap();
        assert_eq!(jpy.exact(Cents(1_841_250)), "JPY 18,413");
        assert_eq!(number(Some(&jpy), Cents(123_400)), "1,234");
        assert_eq!(number(Some(&eur), Cents(123_400)), "1234.00");
        assert!("EURO".parse::<Currency>().is_err());
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
