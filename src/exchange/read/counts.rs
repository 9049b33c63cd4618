//! How many, as people and systems write it: seats, intervals. Must not know money, nor files.

use super::Sign;
use super::amounts::{self, Decimal};
use super::price;
use super::question::{self, Way};

/// How the counts of a column are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CountsWay {
    /// What stands before its decimals, where a value of it shows that.
    own: Option<Decimal>,
    /// What a person said that stands before its decimals.
    pub(super) told: Option<Decimal>,
    /// What stands before the cents of the amounts beside it, where one of them shows that.
    pub(super) amounts: Option<Decimal>,
    /// Whether some are whole numbers without a sign: then nobody writes out decimals that are nothing.
    plain: bool,
}

/// Why a count is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Uncounted {
    /// It is no number.
    NoNumber,
    /// It could be thousands as well as a fraction.
    Either,
}

impl CountsWay {
    /// Takes in a value of the column.
    pub(super) fn see(&mut self, value: &str) {
        let number = bare(value);
        self.plain |= !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
        if let (None, Sign::Only(own)) = (grouped(number), amounts::sign(number)) {
            self.own.get_or_insert(own);
        }
    }

    /// Whether a value could be thousands or a fraction until others are known.
    pub(super) fn is_open(value: &str) -> bool {
        grouped(bare(value)).is_some()
    }

    /// The answers where a value of the column may be either: thousands first.
    pub(super) fn ways(value: &str) -> [Way; 2] {
        let group = grouped(bare(value)).map_or_else(Decimal::default, |group| group.decimal);
        let way = |decimal: Decimal, when| Way::when(format!("--decimal {}", decimal.word()), when);
        [
            way(group.other(), question::THOUSANDS),
            way(group, question::FRACTION),
        ]
    }

    /// A value in thousandths, to multiply a price with.
    pub(super) fn thousandths(self, value: &str) -> Result<i64, Uncounted> {
        let number = bare(value);
        let decimal = match (grouped(number), amounts::sign(number)) {
            (Some(group), _) => self.settled(group).ok_or(Uncounted::Either)?,
            (None, Sign::Only(decimal)) => decimal,
            (None, Sign::None | Sign::Either) => Decimal::Dot,
        };
        let (point, group) = decimal.signs();
        let (whole, part) = number.split_once(point).unwrap_or((number, ""));
        let whole = match number.starts_with(|c: char| c.is_ascii_digit()) {
            true => amounts::digits(whole, group).ok_or(Uncounted::NoNumber)?,
            false => return Err(Uncounted::NoNumber),
        };
        match part {
            "" => price::thousandths(&whole.to_string()),
            part => price::thousandths(&format!("{whole}.{part}")),
        }
        .ok_or(Uncounted::NoNumber)
    }

    /// A value as a number of intervals.
    pub(super) fn intervals(self, value: &str) -> Result<i64, Uncounted> {
        let counted = self.thousandths(value)?;
        let whole = (counted % 1_000 == 0).then(|| (counted / 1_000).to_string());
        let bare = !value.contains(char::is_alphabetic);
        let whole = whole
            .filter(|_| bare)
            .and_then(|whole| price::count(&whole));
        whole.ok_or(Uncounted::NoNumber)
    }

    /// What stands before the decimals of a number that may be one of thousands; `None` where that is open, as it is of
    /// amounts: where a dot stands before three digits and nothing else tells.
    fn settled(self, group: DigitGroup) -> Option<Decimal> {
        let thousands = group.decimal.other();
        let is_comma = group.decimal == Decimal::Comma;
        match (self.own.or(self.told), self.amounts) {
            (Some(known), _) => Some(known),
            (None, Some(amounts)) if amounts == thousands => Some(thousands),
            (None, Some(_)) if group.zeros && !self.plain => Some(group.decimal),
            (None, Some(_)) => None,
            (None, None) => (is_comma && (self.plain || !group.zeros)).then_some(thousands),
        }
    }
}

/// A number with three digits behind its only sign.
#[derive(Clone, Copy)]
struct DigitGroup {
    /// What its sign stands before, if it is no sign of thousands.
    decimal: Decimal,
    /// Whether the three digits are nothing.
    zeros: bool,
}

fn grouped(number: &str) -> Option<DigitGroup> {
    let at = number.find(['.', ','])?;
    let (whole, part) = (&number[..at], &number[at + 1..]);
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let is = part.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    (is && digits(whole) && digits(part)).then(|| DigitGroup {
        decimal: match number.as_bytes()[at] {
            b',' => Decimal::Comma,
            _ => Decimal::Dot,
        },
        zeros: part == "000",
    })
}

/// A count without the word for what is counted, as in `3 seats`.
fn bare(value: &str) -> &str {
    let value = value.trim();
    let end = value
        .rfind(|c: char| c.is_ascii_digit())
        .map_or(0, |at| at + 1);
    let word = value[end..].trim();
    match word.chars().all(char::is_alphabetic) {
        true => &value[..end],
        false => value,
    }
}

/// Whether a value says surely that there is one.
pub(super) fn is_one(value: &str) -> bool {
    let number = bare(value);
    grouped(number).is_none() && price::thousandths(number) == Some(1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(amounts: Option<Decimal>, column: &[&str]) -> Vec<Result<i64, Uncounted>> {
        let mut counts = CountsWay {
            amounts,
            ..CountsWay::default()
        };
        column.iter().for_each(|value| counts.see(value));
        column
            .iter()
            .map(|value| counts.thousandths(value))
            .collect()
    }

    #[test]
    fn a_sign_between_thousands_is_told_from_one_before_decimals() {
        let dot = Some(Decimal::Dot);
        let comma = Some(Decimal::Comma);
        let whole = |number: i64| Ok(number * 1_000);
        for (amounts, column, is) in [
            (None, vec!["2,400", "12"], vec![whole(2_400), whole(12)]),
            (
                None,
                vec!["2.400", "12"],
                vec![Err(Uncounted::Either), whole(12)],
            ),
            (comma, vec!["2.400", "12"], vec![whole(2_400), whole(12)]),
            (None, vec!["1.250"], vec![Err(Uncounted::Either)]),
            (
                None,
                vec!["1.250", "1.234.000"],
                vec![whole(1_250), whole(1_234_000)],
            ),
            (None, vec!["4,000"], vec![Err(Uncounted::Either)]),
            (dot, vec!["4,000"], vec![whole(4_000)]),
            (
                comma,
                vec!["4.000", "9.000"],
                vec![whole(4_000), whole(9_000)],
            ),
            (dot, vec!["4.000", "9.000"], vec![whole(4), whole(9)]),
            (
                dot,
                vec!["4.000", "9"],
                vec![Err(Uncounted::Either), whole(9)],
            ),
            (dot, vec!["4.500"], vec![Err(Uncounted::Either)]),
        ] {
            assert_eq!(read(amounts, &column), is, "{amounts:?} {column:?}");
        }
    }

    #[test]
    fn a_value_that_shows_its_decimals_settles_the_others() {
        let whole = |number: i64| Ok(number * 1_000);
        for (amounts, column, is) in [
            (None, vec!["1.375", "2.5"], vec![Ok(1_375), Ok(2_500)]),
            (None, vec!["1,375", "2.5"], vec![whole(1_375), Ok(2_500)]),
            (None, vec!["1,375", "2,5"], vec![Ok(1_375), Ok(2_500)]),
            (
                None,
                vec!["1,234,000", "3,000"],
                vec![whole(1_234_000), whole(3_000)],
            ),
            (
                None,
                vec!["1 200", "1'300", "0.500"],
                vec![whole(1_200), whole(1_300), Ok(500)],
            ),
            (
                None,
                vec!["3 seats", "1,200 users"],
                vec![whole(3), whole(1_200)],
            ),
        ] {
            assert_eq!(read(amounts, &column), is, "{amounts:?} {column:?}");
        }
        for none in ["", "many", "-3", "50 %", "3 of 4", "1,20,0", "a 3"] {
            assert_eq!(read(None, &[none]), [Err(Uncounted::NoNumber)], "{none}");
        }
    }

    #[test]
    fn intervals_are_whole_and_have_no_words() {
        let read = |value: &str| CountsWay::default().intervals(value);
        assert_eq!(
            (read("12"), read("3.0"), read("1,095")),
            (Ok(12), Ok(3), Ok(1_095))
        );
        assert_eq!(read("1.000"), Err(Uncounted::Either));
        for none in ["0", "1.5", "2 years", ""] {
            assert_eq!(read(none), Err(Uncounted::NoNumber), "{none}");
        }
        assert!(is_one("1") && is_one("1.00") && !is_one("1,000") && !is_one("3"));
    }
}
