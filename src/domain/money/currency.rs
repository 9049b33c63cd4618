//! Currencies: their codes, their signs, how many decimals they have, and what amounts in them are kept in.
//! Must not know amounts.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use derive_more::Display;
use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use crate::domain::listed::is_listed;
use crate::domain::word::NotRead;

/// An ISO 4217 currency code in capitals, such as `EUR`, and what amounts in it are kept in.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
#[derive(Display, TraversableMut)]
#[traverse(skip_children)]
#[display("{code}")]
pub struct Currency {
    code: String,
    in_hundredths: bool,
}

impl PartialEq for Currency {
    fn eq(&self, other: &Currency) -> bool {
        self.code == other.code
    }
}

impl Eq for Currency {}

impl PartialOrd for Currency {
    fn partial_cmp(&self, other: &Currency) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Currency {
    fn cmp(&self, other: &Currency) -> Ordering {
        self.code.cmp(&other.code)
    }
}

impl Hash for Currency {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.code.hash(state);
    }
}

impl Currency {
    /// The three letters.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The sign before an amount on a screen: `€`, `$`, `£`, else the code and a space.
    pub fn sign(&self) -> String {
        match self.code.as_str() {
            "EUR" => "€".into(),
            "USD" => "$".into(),
            "GBP" => "£".into(),
            other => format!("{other} "),
        }
    }

    /// How many of what is kept of an amount make one of it: its thousandths where it has any, else its hundredths,
    /// also where nobody pays less than one, for a month is a twelfth of a year.
    pub fn unit(&self) -> i64 {
        match self.decimals() == 3 && !self.in_hundredths {
            true => 1_000,
            false => 100,
        }
    }

    /// The same where amounts of it are kept in hundredths for good.
    #[must_use]
    pub fn in_hundredths(self) -> Currency {
        Currency {
            in_hundredths: true,
            ..self
        }
    }

    /// Whether nothing smaller than one of it is paid.
    pub fn has_no_cents(&self) -> bool {
        self.decimals() == 0 || self.is_one_of(WHOLE_TODAY)
    }

    /// How many decimals its smaller unit stands for, as ISO 4217 has it.
    pub fn decimals(&self) -> u32 {
        const NONE: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
        const THREE: &str = "BHD IQD JOD KWD LYD OMR TND";
        const FOUR: &str = "CLF UYW";
        let decimals = [(NONE, 0), (THREE, 3), (FOUR, 4)];
        let mut decimals = decimals.into_iter();
        let found = decimals.find(|(codes, _)| self.is_one_of(codes));
        found.map_or(2, |(_, decimals)| decimals)
    }

    /// The same as Stripe counts: the króna and the Ugandan shilling in hundredths, which nobody pays, and the ariary in
    /// whole ones (<https://docs.stripe.com/currencies>).
    pub fn decimals_of_stripe(&self) -> u32 {
        match self.code.as_str() {
            "ISK" | "UGX" => 2,
            "MGA" => 0,
            _ => self.decimals(),
        }
    }

    fn is_one_of(&self, codes: &str) -> bool {
        is_listed(codes, &self.code)
    }
}

/// Currencies whose smaller unit nobody pays with.
const WHOLE_TODAY: &str = "MGA";

impl From<Currency> for String {
    fn from(currency: Currency) -> String {
        currency.code
    }
}

impl FromStr for Currency {
    type Err = NotRead;

    fn from_str(text: &str) -> Result<Currency, NotRead> {
        let code = text.trim().to_ascii_uppercase();
        let sound = code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
        let wrong = || format!("`{text}` is not a currency code; write three letters such as EUR");
        let currency = Currency {
            code,
            in_hundredths: false,
        };
        sound.then_some(currency).ok_or_else(|| NotRead(wrong()))
    }
}

impl TryFrom<String> for Currency {
    type Error = NotRead;

    fn try_from(text: String) -> Result<Currency, NotRead> {
        text.parse()
    }
}
