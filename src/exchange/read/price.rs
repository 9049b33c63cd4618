//! What a subscription's price comes to: times its quantity, less its discount, for so many of its intervals.
//! Must not know columns: it gets single values.

mod cell;

use std::fmt;

use crate::domain::import::Interval;
use crate::domain::listed::is_listed;
use crate::domain::money::Cents;
use crate::domain::word::Word;

pub use cell::{alone, beside, of_one, several};

/// How often a price is due: every so many of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Every {
    /// So many of them, 1 or more.
    pub count: i64,
    /// The interval.
    pub interval: Interval,
}

impl Every {
    /// Once each interval.
    pub const fn one(interval: Interval) -> Every {
        Every { count: 1, interval }
    }

    /// So many times as long.
    pub fn times(self, count: i64) -> Every {
        Every {
            count: self.count.saturating_mul(count),
            ..self
        }
    }

    /// A price due this often as one of an interval that is stored, to the cent: 600.00 every 6 months are 1,200.00
    /// a year, 1,200.00 every 2 years 50.00 a month.
    pub fn price(self, price: Cents) -> (Cents, Interval) {
        match (self.months(), self.count) {
            (1, _) => (price, Interval::Month),
            (3, _) => (price, Interval::Quarter),
            (months @ (2 | 4 | 6 | 12), _) => {
                (Cents(price.0.saturating_mul(12 / months)), Interval::Year)
            }
            (0, 1) => (price, self.interval),
            _ => (self.monthly(price), Interval::Month),
        }
    }

    /// How many months that are, none where they are no number of them.
    fn months(self) -> i64 {
        match self.interval {
            Interval::Month => self.count,
            Interval::Quarter => self.count.saturating_mul(3),
            Interval::Year => self.count.saturating_mul(12),
            Interval::Week | Interval::Day => 0,
        }
    }

    /// How often a price is due so many times in it: 4 times a year is every 3 months. `None` where that is no number of
    /// months or weeks, as twice a month is.
    pub fn shared(self, times: i64) -> Option<Every> {
        let of_a_year = |units| if self.months() == 12 { units } else { 0 };
        let part = |(units, interval): (i64, Interval)| {
            let whole = times > 0 && units > 0 && units % times == 0;
            whole.then(|| Every {
                count: units / times,
                interval,
            })
        };
        let parts = [
            (self.months(), Interval::Month),
            (of_a_year(52), Interval::Week),
        ];
        let once = (times == 1).then_some(self);
        once.or_else(|| parts.into_iter().find_map(part))
    }

    /// The price of a month, half up to a cent.
    fn monthly(self, price: Cents) -> Cents {
        let (times, by) = self.interval.of_a_month();
        let (times, by) = (i128::from(times), i128::from(by) * i128::from(self.count));
        let cents = (i128::from(price.0) * times * 2 + by).div_euclid(2 * by);
        Cents(i64::try_from(cents).unwrap_or(i64::MAX))
    }
}

impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = if self.count == 1 { "" } else { "s" };
        write!(f, "{} {}{plural}", self.count, self.interval.word())
    }
}

/// Whether a word for how often means twice in a span to some and every second to others.
pub fn is_of_two_minds(word: &str) -> bool {
    const BOTH: [&str; 6] = [
        "biweekly",
        "bimonthly",
        "biannual",
        "biannually",
        "biyearly",
        "biennial",
    ];
    let squeezed = super::columns::squeeze(word);
    BOTH.iter().any(|both| squeezed.contains(both))
}

/// How often a price is due, in words: `month`, `annually`, `3 months`, `every 2 years`, `billed p.a.`; `None` if it
/// does not say, or says it with more than one number, as `1.5 years` and `6-12 months` do, or with one below zero.
pub fn every(text: &str) -> Option<Every> {
    let is_digit = |c: char| c.is_ascii_digit();
    let mut minus = text.match_indices(['-', '\u{2212}', '\u{2013}']);
    // Behind a word it is a stroke, `billed-3-months`, but for the letter of `P-3M`.
    let is_word = |before: &str| {
        before.ends_with(char::is_alphanumeric) && !before.trim().eq_ignore_ascii_case("p")
    };
    if minus.any(|(at, sign)| {
        text[at + sign.len()..].trim_start().starts_with(is_digit) && !is_word(&text[..at])
    }) {
        return None;
    }
    let mut numbers = text.split(|c| !is_digit(c)).filter(|run| !run.is_empty());
    if numbers.nth(1).is_some() {
        return None;
    }
    let shared = share(text).map(|(number, unit)| format!("{number} per {unit}"));
    let squeezed = super::columns::squeeze(shared.as_deref().unwrap_or(text));
    let stripped = |at: &str, word: &str| match word {
        "" => Some(at.to_owned()),
        word => at.strip_prefix(word).map(str::to_owned),
    };
    let without = BEHIND.iter().filter_map(|word| squeezed.strip_suffix(word));
    let mut bare =
        without.flat_map(|rest| BEFORE.iter().filter_map(move |word| stripped(rest, word)));
    bare.find_map(|bare| plain(&bare))
}

/// A number and the interval of which it counts so many, with a stroke between them: `4/year`, `2 × month`.
pub fn share(text: &str) -> Option<(&str, &str)> {
    let (number, unit) = text.split_once(['/', '\u{d7}', '*'])?;
    let last = number.trim_end().trim_end_matches(['x', 'X']);
    let last = last.rsplit(char::is_whitespace).next()?;
    let is_count = !last.is_empty() && is_number(&last.to_lowercase());
    let of = super::columns::words(unit).next();
    of.filter(|of| is_count && unit_of(of).is_some())
        .map(|_| (number, unit))
}

/// The interval that a word is, whole.
fn unit_of(word: &str) -> Option<Every> {
    let (count, interval, _) = WORDS.iter().find(|(.., words)| is_listed(words, word))?;
    Some(Every {
        count: *count,
        interval: *interval,
    })
}

/// What stands between a number and an interval of which it is a share: `4 times a year`, `12x yearly`.
const TIMES: [&str; 4] = ["", "x", "times", "mal"];
const PER: [&str; 6] = ["", "a", "per", "pro", "je", "p"];

/// The interval that such words end with.
fn shared(word: &str) -> Option<Every> {
    let mut behind = TIMES.iter().filter_map(|times| word.strip_prefix(times));
    behind.find_map(|rest| {
        let per = PER.iter().filter_map(|per| rest.strip_prefix(per));
        let mut units = per.filter(|unit| unit.len() < word.len());
        units.find_map(unit_of)
    })
}

/// The same of letters and digits alone, a number before its word.
fn plain(bare: &str) -> Option<Every> {
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    let spelt = NUMBERS.iter().zip(2..).find_map(|(word, number)| {
        let rest = bare.strip_prefix(word)?;
        Some((number, rest))
    });
    let (count, word) = match (digits, spelt) {
        (0, Some((number, rest))) => (number, rest),
        (0, None) => (1, bare),
        _ => (bare[..digits].parse().ok()?, &bare[digits..]),
    };
    // `a year` is one, and `4 a year` are 4 times in it.
    let counts = digits > 0 || spelt.is_some();
    match shared(word).filter(|_| counts) {
        Some(every) => every.shared(count),
        None => (1..=MOST)
            .contains(&count)
            .then_some(unit_of(word)?.times(count)),
    }
}

/// Whether a word is a number.
pub fn is_number(word: &str) -> bool {
    NUMBERS.contains(&word) || word.bytes().all(|b| b.is_ascii_digit())
}

/// What may stand before such a word, the least first, and behind it.
const BEFORE: [&str; 14] = [
    "", "every", "each", "per", "once", "oncea", "onceper", "paid", "billed", "payable", "charged",
    "invoiced", "prepaid", "p",
];
const BEHIND: [&str; 11] = [
    "",
    "plan",
    "billing",
    "billed",
    "contract",
    "subscription",
    "prepaid",
    "upfront",
    "inadvance",
    "payment",
    "term",
];

/// Numbers that people spell out, from two.
const NUMBERS: [&str; 11] = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

/// The words for intervals, in the languages of those who write them.
const WORDS: [(i64, Interval, &str); 10] = [
    (
        1,
        Interval::Month,
        "月 毎月 月額 月払い ヶ月 か月 month monthly months mo mos mth mths mthly mon m mtl monthtomonth amonth monat monate monatlich promonat jemonat mensuel mois mes meses mensual mensal maand maandelijks mensile månad månadsvis \
         måned månedlig månedsvis miesięcznie miesięczny miesiąc měsíčně kuukausi kuukausittain aylık ежемесячно",
    ),
    (
        1,
        Interval::Quarter,
        "quarter quarterly quarters q qtr qtrs qtrly qtly aquarter vierteljährlich quartalsweise quartal quartale trimestriel trimestre trimestral kwartaal kvartal \
         kvartalsvis kvartalsvist kwartalnie kwartalny čtvrtletně trimestralmente trimestrale neljännesvuosittain üçaylık",
    ),
    (
        6,
        Interval::Month,
        "halfyear halfyears biannual biannually halfyearly halfannual halfannually twiceayear twiceyearly semiannual semiannually semester halbjährlich \
         semestriel semestral semestrale halvår halvårsvis halfjaarlijks półrocznie pololetně",
    ),
    (
        1,
        Interval::Year,
        "年 毎年 年額 年払い year yearly annual annually annum ann a years yr yrs yrly y ayear jahr jahre jährlich projahr jejahr annuel an ans anual año años ano anos anuale jaar jaarlijks år årlig årligen \
         årligt årsvis rocznie roczny rok ročně vuosi vuosittain yıllık ежегодно annuale annuellement anualmente",
    ),
    (
        2,
        Interval::Year,
        "biennial biennially bienal otheryear secondyear",
    ),
    (3, Interval::Year, "triennial triennially"),
    (
        1,
        Interval::Week,
        "week weekly weeks wk wks wkly w aweek woche wochen wöchentlich semaine semanal",
    ),
    (
        2,
        Interval::Week,
        "biweekly fortnight fortnightly otherweek secondweek",
    ),
    (
        2,
        Interval::Month,
        "bimonthly bimestral bimestriel bimestrale othermonth secondmonth",
    ),
    (1, Interval::Day, "day daily days d aday"),
];

/// The most intervals a price is due for: a century of days.
const MOST: i64 = 36_525;

/// How often a price is due that is for so many days; `None` where they are no number of weeks or months.
pub fn of_days(days: i32) -> Option<Every> {
    let every = |count: i32, interval| Every {
        count: i64::from(count),
        interval,
    };
    match days {
        1 => Some(every(1, Interval::Day)),
        7 | 14 => Some(every(days / 7, Interval::Week)),
        27.. => {
            let months = (f64::from(days) / 30.436_875).round();
            let off = (f64::from(days) - months * 30.436_875).abs();
            (off <= 3.5 && months <= 120.0).then(|| every(months as i32, Interval::Month))
        }
        _ => None,
    }
}

/// How many intervals, as a number; `None` if it is none.
pub fn count(text: &str) -> Option<i64> {
    let whole = text
        .trim()
        .trim_end_matches('0')
        .trim_end_matches(['.', ',']);
    let whole = if text.contains(['.', ',']) {
        whole
    } else {
        text.trim()
    };
    whole
        .parse()
        .ok()
        .filter(|count| (1..=MOST).contains(count))
}

/// A plain number in thousandths, to multiply a price with; `None` if it is none or below zero.
pub fn thousandths(text: &str) -> Option<i64> {
    let text = text.trim().trim_end_matches('%').trim();
    let number = text.replacen(',', ".", 1);
    let (whole, part) = number.split_once('.').unwrap_or((&number, ""));
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || whole.len() > 12 {
        return None;
    }
    let part = format!("{part:0<3}");
    Some(whole.parse::<i64>().ok()? * 1_000 + part.get(..3)?.parse::<i64>().ok()?)
}

/// A part of a price, half up to a cent.
pub fn part(price: Cents, of: i64, whole: i64) -> Cents {
    let (of, whole) = (i128::from(of), i128::from(whole));
    let cents = (i128::from(price.0) * of * 2 + whole).div_euclid(2 * whole);
    Cents(i64::try_from(cents).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests;
