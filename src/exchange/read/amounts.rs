//! Money as people and systems write it, into cents; the decimal sign is settled once for a whole column.
//! Must not know currencies beyond passing over their signs, nor files.

use super::Sign;
use crate::domain::money::Cents;

/// More than this, a hundred billion, is a broken cell rather than somebody's bill.
const LARGEST: i64 = 10_000_000_000_000;

/// What stands before the cents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decimal {
    /// `1,234.50`
    #[default]
    Dot,
    /// `1.234,50`
    Comma,
}

/// How the amounts of a column are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amounts {
    /// What stands before the cents.
    pub decimal: Decimal,
    /// Whether its numbers are cents already.
    pub cents: bool,
}

/// Blanks and apostrophes that group digits.
fn is_blank(c: char) -> bool {
    matches!(
        c,
        ' ' | '\'' | '\u{2019}' | '\u{A0}' | '\u{202F}' | '\u{2009}'
    )
}

/// Currency words that may stand before or behind a number, beside three capitals and single signs.
const MONEY_WORDS: [&str; 9] = ["kr", "kr.", "Kč", "zł", "R$", "US$", "A$", "C$", "Fr."];

/// A number without its sign and its currency, and whether it is negative; `None` if it is no number.
fn bare(text: &str) -> Option<(&str, bool)> {
    let mut text = text.trim_matches(is_blank).trim();
    let mut negative = false;
    if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        (text, negative) = (inner, true);
    }
    for _ in 0..2 {
        text = text.trim_matches(is_blank);
        let signless = text
            .strip_prefix(['-', '\u{2212}'])
            .or_else(|| text.strip_suffix(['-', '\u{2212}']));
        if let Some(rest) = signless {
            (text, negative) = (rest.trim_matches(is_blank), !negative);
        }
        text = text.strip_prefix('+').unwrap_or(text);
        text = without_money(text);
    }
    let digits = text.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',');
    (digits && text.bytes().any(|b| b.is_ascii_digit())).then_some((text, negative))
}

fn without_money(text: &str) -> &str {
    let number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '\u{2212}' | '(');
    let word = |w: &str| {
        let w = w.trim_matches(is_blank);
        let code = w.len() == 3 && w.bytes().all(|b| b.is_ascii_uppercase());
        let sign = w.chars().count() == 1 && !w.starts_with(|c: char| c.is_alphanumeric());
        code || sign || MONEY_WORDS.contains(&w)
    };
    if let Some(at) = text.find(number)
        && at > 0
        && word(&text[..at])
    {
        return &text[at..];
    }
    match text.rfind(|c: char| c.is_ascii_digit()) {
        Some(at) if at + 1 < text.len() && word(&text[at + 1..]) => &text[..=at],
        _ => text,
    }
}

/// What a value says about the decimal sign of its column. `1,200` is twelve hundred unless others say that a comma
/// is decimal; `1.200` could be that or one and a fifth.
pub(super) fn sign(text: &str) -> Sign<Decimal> {
    let Some((number, _)) = bare(text) else {
        return Sign::None;
    };
    let (dots, commas) = (number.matches('.').count(), number.matches(',').count());
    let last = number.rfind(['.', ',']);
    let behind = last.map_or(0, |at| number.len() - at - 1);
    let before = last.map_or("", |at| &number[..at]);
    // Three digits behind a single sign may be a group, unless what stands before it cannot be one.
    let group = behind == 3
        && (1..=3).contains(&before.len())
        && !before.starts_with('0')
        && before.bytes().all(|b| b.is_ascii_digit());
    match (dots, commas) {
        (0, 0) => Sign::None,
        (0, 1) if group => Sign::None,
        (1, 0) if group => Sign::Either,
        (0, 1) | (2.., 0) => Sign::Only(Decimal::Comma),
        (1, 0) | (0, _) => Sign::Only(Decimal::Dot),
        _ if number.rfind('.') > number.rfind(',') => Sign::Only(Decimal::Dot),
        _ => Sign::Only(Decimal::Comma),
    }
}

/// A single amount that a person writes, in whatever way it can be read once only.
///
/// # Errors
/// A sentence when it is none, or when it could be thousands or a fraction.
pub fn amount(text: &str) -> Result<Cents, String> {
    let decimal = match sign(text) {
        Sign::None => Decimal::Dot,
        Sign::Only(decimal) => decimal,
        Sign::Either => {
            return Err("it could be thousands or a fraction; write it as 1200.00".to_owned());
        }
    };
    let amounts = Amounts {
        decimal,
        cents: false,
    };
    let read = amounts.read(text);
    read.ok_or_else(|| "it is not an amount; write it as 1234.50".to_owned())
}

impl Amounts {
    /// The amount of a value, half up to a cent; `None` if it is no amount or too large to be one.
    pub fn read(&self, text: &str) -> Option<Cents> {
        let (number, negative) = bare(text)?;
        let (point, group) = match self.decimal {
            Decimal::Dot => ('.', ','),
            Decimal::Comma => (',', '.'),
        };
        let (whole, part) = number.split_once(point).unwrap_or((number, ""));
        if !part.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let whole = digits(whole, group)?;
        let cents = if self.cents {
            part.bytes().all(|b| b == b'0').then_some(whole)?
        } else {
            whole.checked_mul(100)?.checked_add(hundredths(part))?
        };
        let amount = if negative { -cents } else { cents };
        (cents <= LARGEST).then_some(Cents(amount))
    }
}

/// The digits before the decimal sign; what groups them has to stand where groups end.
fn digits(whole: &str, group: char) -> Option<i64> {
    let mut value = 0_i64;
    let mut since = None;
    for c in whole.chars() {
        if let Some(digit) = c.to_digit(10) {
            value = value.checked_mul(10)?.checked_add(i64::from(digit))?;
            since = since.map(|n: u32| n + 1);
        } else if c == group || is_blank(c) {
            // Groups are of three digits; Indian ones but the last are of two.
            if !matches!(since, None | Some(2 | 3)) {
                return None;
            }
            since = Some(0);
        } else {
            return None;
        }
    }
    matches!(since, None | Some(3)).then_some(value)
}

fn hundredths(part: &str) -> i64 {
    let digit = |at: usize| part.as_bytes().get(at).map_or(0, |b| i64::from(b - b'0'));
    digit(0) * 10 + digit(1) + i64::from(digit(2) >= 5)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("39.65", 3_965)]
    #[case("98.5", 9_850)]
    #[case("1,234.50", 123_450)]
    #[case("$1,200", 120_000)]
    #[case("(12.00)", -1_200)]
    #[case("-12", -1_200)]
    #[case("-$12.00", -1_200)]
    #[case("$-12.00", -1_200)]
    #[case("12.00-", -1_200)]
    #[case("\u{2212}12", -1_200)]
    #[case("USD 1'234.50", 123_450)]
    #[case("1\u{a0}234.5 €", 123_450)]
    #[case("12,34,567.00", 123_456_700)]
    #[case("39.125", 3_913)]
    #[case(".5", 50)]
    #[case("0", 0)]
    fn dots_before_the_cents(#[case] text: &str, #[case] cents: i64) {
        assert_eq!(Amounts::default().read(text), Some(Cents(cents)));
    }

    #[rstest]
    #[case("1.234,50", 123_450)]
    #[case("1 234,50", 123_450)]
    #[case("12,5 kr", 1_250)]
    #[case("1.200", 120_000)]
    #[case("EUR 7", 700)]
    fn commas_before_the_cents(#[case] text: &str, #[case] cents: i64) {
        let amounts = Amounts {
            decimal: Decimal::Comma,
            cents: false,
        };
        assert_eq!(amounts.read(text), Some(Cents(cents)));
    }

    #[rstest]
    #[case("")]
    #[case("n/a")]
    #[case("1.2k")]
    #[case("5M")]
    #[case("1e9")]
    #[case("1,2,3")]
    #[case("1.2.3")]
    #[case("12,34")]
    #[case("99999999999999999999")]
    #[case("100000000001")]
    #[case("twelve")]
    #[case("-")]
    fn what_is_no_amount_is_refused(#[case] text: &str) {
        assert_eq!(Amounts::default().read(text), None);
    }

    #[test]
    fn cents_are_whole() {
        let amounts = Amounts {
            decimal: Decimal::Dot,
            cents: true,
        };
        assert_eq!(amounts.read("4,897"), Some(Cents(4_897)));
        assert_eq!(amounts.read("4897.00"), Some(Cents(4_897)));
        assert_eq!(amounts.read("48.97"), None);
    }

    #[test]
    fn a_value_says_what_its_decimal_sign_can_be() {
        for (text, says) in [
            ("12", Sign::None),
            ("1,234.50", Sign::Only(Decimal::Dot)),
            ("1.234,50", Sign::Only(Decimal::Comma)),
            ("12,5", Sign::Only(Decimal::Comma)),
            ("1,234,567", Sign::Only(Decimal::Dot)),
            ("0.125", Sign::Only(Decimal::Dot)),
            ("1,200", Sign::None),
            ("1.200", Sign::Either),
            ("1 234,500", Sign::Only(Decimal::Comma)),
            ("n/a", Sign::None),
        ] {
            assert_eq!(sign(text), says, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_we_print_reads_back(cents in -LARGEST..LARGEST) {
            let amounts = Amounts::default();
            prop_assert_eq!(amounts.read(&Cents(cents).exact()), Some(Cents(cents)));
            prop_assert_eq!(amounts.read(&Cents(cents).plain()), Some(Cents(cents)));
        }

        #[test]
        fn nothing_makes_it_panic(text in "\\PC{0,12}") {
            let _ = (Amounts::default().read(&text), sign(&text));
        }
    }
}
