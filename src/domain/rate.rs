//! Fixed rates from other currencies into the room's, and the exact arithmetic of converting.
//! Must not know where rates are written down nor what is converted.

use std::collections::BTreeMap;
use std::str::FromStr;

use super::money::{Cents, Currency};
use super::word::NotRead;

/// More digits behind the decimal sign than any published rate has.
const MOST_DIGITS: usize = 10;

/// What one unit of another currency is in the room's: a positive decimal number, as written.
#[derive(Clone, Debug, PartialEq, Eq, derive_more::Display)]
#[display("{text}")]
pub struct Rate {
    text: String,
    over: i128,
    under: i128,
}

impl Rate {
    /// An amount in one currency as that in another, half up to what is kept; a negative one like the positive one.
    pub fn convert(&self, amount: Cents, (from, to): (&Currency, &Currency)) -> Cents {
        let size = i128::from(amount.0.unsigned_abs()) * self.over * i128::from(to.unit());
        let under = self.under * i128::from(from.unit());
        let cents = (size * 2 + under) / (2 * under);
        let cents = i64::try_from(cents).unwrap_or(i64::MAX);
        Cents(if amount.0 < 0 { -cents } else { cents })
    }
}

impl FromStr for Rate {
    type Err = NotRead;

    fn from_str(text: &str) -> Result<Rate, NotRead> {
        let how = "write a decimal number above zero such as \"0.92\"";
        let refuse = || NotRead(format!("`{text}` is not a rate; {how}"));
        let text = text.trim();
        let (whole, part) = text.split_once('.').unwrap_or((text, ""));
        let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
        let sound = !whole.is_empty() && digits(whole) && digits(part);
        if !sound || whole.len() > 9 || part.len() > MOST_DIGITS || text.ends_with('.') {
            return Err(refuse());
        }
        let over: i128 = format!("{whole}{part}").parse().map_err(|_| refuse())?;
        if over == 0 {
            return Err(refuse());
        }
        Ok(Rate {
            text: text.to_owned(),
            over,
            under: (0..part.len()).fold(1, |under, _| under * 10),
        })
    }
}

/// The rates there are, by currency.
pub type ExchangeRates = BTreeMap<Currency, Rate>;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn usd() -> Currency {
        "USD".parse().unwrap()
    }

    #[test]
    fn amounts_are_converted_exactly() {
        for (rate, amount, expected) in [
            ("0.92", 10_000, 9_200),
            ("0.925", 10, 9),
            ("0.95", 10, 10),
            ("1", 7, 7),
            ("0.0061", 1_000_000, 6_100),
            ("0.5", -1, -1),
            ("123.456789", 100, 12_346),
        ] {
            let rate: Rate = rate.parse().unwrap();
            assert_eq!(
                rate.convert(Cents(amount), (&usd(), &usd())),
                Cents(expected),
                "{rate}"
            );
        }
        let (rate, kwd): (Rate, Currency) = ("3.27".parse().unwrap(), "KWD".parse().unwrap());
        assert_eq!(
            rate.convert(Cents(1_234), (&kwd, &usd())),
            Cents(404),
            "1.234 KWD"
        );
        assert_eq!(rate.convert(Cents(100), (&usd(), &kwd)), Cents(3_270));
        for text in " 0 0.0 -1 1,2 1e3 abc 1. .5 1.12345678901".split(' ') {
            assert!(text.parse::<Rate>().is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_falls_converts_like_what_rose(amount in 0..10_000_000_000_000_i64) {
            let rate: Rate = "0.9173".parse().unwrap();
            let both = (&usd(), &usd());
            prop_assert_eq!(rate.convert(Cents(-amount), both), -rate.convert(Cents(amount), both));
        }
    }
}
