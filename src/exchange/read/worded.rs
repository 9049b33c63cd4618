//! What plan names and notes say of a price in passing: how often it is due, in which currency, with what discount. And
//! whether a person said that a column is to be read so. Must not guess: what says two things says nothing.

use std::io;

use crate::domain::import::Interval;
use crate::domain::listed::is_listed;
use crate::exchange::safe::unguard;

use super::columns::words;
use super::currency::KNOWN;
use super::fields::WORDED;
use super::header::{Header, Mapping};
use super::marks::{self, MoneyMark};
use super::off;
use super::price::{self, Every};
use super::records::{FileRecord, Records};
use super::values;

/// So many rows tell how a column is to be read.
const ROWS: usize = 2_000;

/// In a text of more words than this a year is a matter of talk.
const FEW: usize = 4;

/// Words that name how often, wherever they stand.
const OFTEN: &str = "monthly annual annually yearly quarterly weekly biweekly fortnightly biannual biannually semiannual \
    semiannually halfyearly bimonthly biennial biennially triennial monatlich jährlich vierteljährlich halbjährlich \
    quartalsweise mensuel annuel trimestriel mensual anual trimestral mensal maandelijks jaarlijks årlig årligen";

/// Words before those that make another time of it, or several.
const TIMES: &str = "semi twice thrice";

/// Which of [`WORDED`] a file's columns say in passing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Worded {
    pub(super) interval: bool,
    /// Whether others of the same column say nothing but how often.
    pub(super) plain: bool,
    pub(super) currency: bool,
    pub(super) discount: bool,
}

impl Worded {
    /// Looks at the columns that a person `given` names for one of the fields.
    pub(super) fn of(
        records: impl FnOnce() -> io::Result<Records>,
        header: &Header,
        mapping: &Mapping,
        given: &[usize],
    ) -> io::Result<Worded> {
        let places = WORDED.map(|field| mapping.column(field).filter(|at| given.contains(at)));
        let mut worded = Worded::default();
        if places.iter().all(Option::is_none) {
            return Ok(worded);
        }
        let (mut records, mut record, mut rows) = (records()?, FileRecord::default(), 0);
        while rows < header.skip + ROWS && records.next_into(&mut record)? {
            rows += 1;
            if rows <= header.skip || record.broken {
                continue;
            }
            let cell = |at: Option<usize>| at.and_then(|at| record.cells.get(at)).unwrap_or("");
            let [often, code, off] = places.map(|at| unguard(cell(at).trim()));
            worded.interval |= says_interval(often);
            worded.plain |= price::every(often).is_some();
            worded.currency |= says_currency(code);
            worded.discount |= says_discount(off);
        }
        Ok(worded)
    }
}

/// Whether a text says how often in passing.
pub(super) fn says_interval(text: &str) -> bool {
    price::every(text).is_none()
        && (intervals(text).is_some_and(|often| !often.is_empty())
            || matches!(code_end(text), CodeEnd::Every(..)))
}

/// Whether a text says its currency in passing.
pub(super) fn says_currency(text: &str) -> bool {
    marks::of(text).is_none() && currency(text).is_some()
}

/// Whether a text says a discount in passing.
pub(super) fn says_discount(text: &str) -> bool {
    price::thousandths(text).is_none() && discount(text).is_some_and(|off| off > 0)
}

/// How often a text says that a price is due, each once; `None` where it says it in a way that nobody knows.
pub(super) fn intervals(text: &str) -> Option<Vec<Every>> {
    // `Team 10/month` may be of ten people, and `Pro 12/year` is no price of 12 years.
    if price::share(text).is_some() {
        return None;
    }
    let words: Vec<String> = words(text).collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while let Some(word) = words.get(at) {
        at += 1;
        // `half-yearly`, `bi annual`, `12 months`.
        let next = words
            .get(at)
            .filter(|next| is_listed(OFTEN, next) || is_listed(off::SPAN, next));
        let both = next.map(|next| format!("{word}{next}"));
        let both = both.and_then(|both| price::every(&both));
        let every = match both {
            Some(both) if words.len() <= FEW || !price::is_number(word) => {
                at += 1;
                Some(both)
            }
            // `semi-monthly` is no month, and nothing that a price is due.
            Some(_) | None if is_listed(TIMES, word) => return None,
            Some(_) | None if is_listed(OFTEN, word) => price::every(word),
            Some(_) | None if words.len() <= FEW && is_listed(off::SPAN, word) => {
                price::every(word)
            }
            // A number alone is one, and its word the plan's: `gold12mo`.
            Some(_) | None if words.len() <= FEW => {
                let code = Some(word).filter(|word| words.len() > 1 || is_glued(word));
                code.and_then(|word| coded(word)).or_else(|| within(word))
            }
            Some(_) | None => None,
        };
        found.extend(every.filter(|every| !found.contains(every)));
    }
    Some(found)
}

/// The interval that one word names together with what is due: `goldyearly`, `Jahresabo`.
fn within(word: &str) -> Option<Every> {
    const BEHIND: [&str; 5] = ["monthly", "yearly", "annual", "annually", "quarterly"];
    const BEFORE: [&str; 9] = [
        "abo",
        "abonnement",
        "plan",
        "vertrag",
        "tarif",
        "lizenz",
        "paket",
        "zahlung",
        "zahler",
    ];
    // Of those a word makes another time, or none.
    const OTHERS: &str = "bi tri semi half mid multi inter non";
    let behind = BEHIND.iter().find_map(|often| {
        let what = word.strip_suffix(often)?;
        let is = !what.is_empty() && !is_listed(OTHERS, what);
        is.then(|| price::every(often))?
    });
    let before = || {
        let often = BEFORE.iter().find_map(|what| word.strip_suffix(what))?;
        let is_word = often.len() > "tag".len();
        is_word.then(|| price::every(often.trim_end_matches('s')))?
    };
    behind.or_else(before)
}

/// Whether a word begins with letters and has a number behind them.
fn is_glued(word: &str) -> bool {
    word.starts_with(char::is_alphabetic) && word.contains(|c: char| c.is_ascii_digit())
}

/// The interval that a part of a code is, as in `pro-1y`, `PRO_12M` and `gold12mo`.
fn coded(word: &str) -> Option<Every> {
    let word = word.trim_start_matches(char::is_alphabetic);
    let letters = word.find(|c: char| !c.is_ascii_digit())?;
    let unit = match (&word[..letters], &word[letters..]) {
        ("1" | "2" | "3", "y" | "yr" | "year" | "years") => "year",
        ("1" | "3" | "6" | "12" | "24" | "36", "m" | "mo" | "mth" | "month" | "months") => "month",
        _ => return None,
    };
    price::every(&format!("{} {unit}", &word[..letters]))
}

/// What the last part of a code may say of how often, as a number or a letter alone: `PRO_12`, `basic-y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodeEnd {
    /// Nothing: it is no code, or ends with a word.
    None,
    /// It is a number or a letter that is no time.
    Other,
    /// So often; and whether hardly any other number of things is counted so.
    Every(Every, bool),
}

/// What a code ends with.
pub(super) fn code_end(text: &str) -> CodeEnd {
    let last = text.trim().rsplit_once(['_', '-']).map(|(_, last)| last);
    let Some(last) = last.filter(|_| !text.trim().contains(char::is_whitespace)) else {
        return CodeEnd::None;
    };
    let lower = last.to_lowercase();
    let (count, interval, sure) = match lower.as_str() {
        "1" | "30" | "m" => (1, Interval::Month, false),
        "3" | "90" => (3, Interval::Month, false),
        "6" | "180" => (6, Interval::Month, false),
        "12" => (12, Interval::Month, true),
        "24" => (24, Interval::Month, true),
        "36" => (36, Interval::Month, true),
        "q" => (1, Interval::Quarter, false),
        "y" | "a" | "j" => (1, Interval::Year, false),
        "360" | "365" => (1, Interval::Year, true),
        _ if price::is_number(&lower) || lower.chars().count() == 1 => return CodeEnd::Other,
        _ => return CodeEnd::None,
    };
    CodeEnd::Every(Every { count, interval }, sure)
}

/// How often a text says that a price is due, where it says one thing; `None` inside where it says nothing.
pub(super) fn interval(text: &str) -> Option<Option<Every>> {
    match intervals(text)?[..] {
        [] => Some(match code_end(text) {
            CodeEnd::Every(every, _) => Some(every),
            CodeEnd::None | CodeEnd::Other => None,
        }),
        [one] => Some(Some(one)),
        _ => None,
    }
}

/// The currency that a text names: a code in capitals, or a sign.
pub(super) fn currency(text: &str) -> Option<MoneyMark> {
    let between = |c: char| c.is_whitespace() || "()[]{}_/-.:,;+*|".contains(c);
    let parts = text.split(between).filter(|part| !part.is_empty());
    let mut found = parts.filter_map(|part| {
        let sign = part.trim_matches(|c: char| c.is_ascii_digit());
        let is_code = KNOWN.iter().any(|code| code.eq_ignore_ascii_case(part));
        let is_code = is_code && part.bytes().all(|b| b.is_ascii_uppercase());
        let is_sign = !sign.is_empty() && !sign.chars().all(char::is_alphanumeric);
        marks::of(sign).filter(|_| is_code || is_sign)
    });
    found.next()
}

/// The discount that a text names, in thousandths of a per cent; none where it speaks of none.
pub(super) fn discount(text: &str) -> Option<i64> {
    let Some((before, _)) = text.split_once('%') else {
        return values::is_nothing(text).then_some(0);
    };
    let number = |c: char| c.is_ascii_digit() || c == '.' || c == ',';
    let before = before.trim_end();
    let begin = before.rfind(|c| !number(c)).map_or(0, |at| at + 1);
    let begin = (begin..=before.len()).find(|at| before.is_char_boundary(*at))?;
    let off = price::thousandths(&before[begin..])?;
    let lower = text.to_lowercase();
    let is_off = words(&lower).any(|word| off::says(&word));
    let is_less = before[..begin].trim_end().ends_with(['-', '\u{2212}']);
    ((is_off || is_less) && off <= 100_000).then_some(off)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_and_notes_say_how_often() {
        let every = |count, interval| Some(Some(Every { count, interval }));
        for (text, often) in [
            ("Pro (annual)", every(1, Interval::Year)),
            ("Team yearly EUR", every(1, Interval::Year)),
            ("Pro / year", every(1, Interval::Year)),
            ("Basic half-yearly", every(6, Interval::Month)),
            ("Pro 12 months", every(12, Interval::Month)),
            ("Starter-Monthly", every(1, Interval::Month)),
            ("with us for three years now", Some(None)),
            ("renewed 3 years ago by phone", Some(None)),
            (
                "paid annually by bank transfer, ask Kim",
                every(1, Interval::Year),
            ),
            ("was monthly, now annual", None),
            ("Pro semi-monthly", None),
            ("Pro, twice a month", None),
            ("Pro semi annual", every(6, Interval::Month)),
            ("gold12mo", every(12, Interval::Month)),
            ("P1Y-pro", every(1, Interval::Year)),
            ("SILVERYEARLY", every(1, Interval::Year)),
            ("Quartalsabo", every(1, Interval::Quarter)),
            ("Jahresvertrag Plus", every(1, Interval::Year)),
            ("manual", Some(None)),
            ("Plan", Some(None)),
            ("nonannual", Some(None)),
            ("PRO_12", every(12, Interval::Month)),
            ("pro-y", every(1, Interval::Year)),
            ("Team 12", Some(None)),
            ("pro_b", Some(None)),
            ("Pro", Some(None)),
            ("", Some(None)),
        ] {
            assert_eq!(interval(text), often, "{text}");
        }
        assert!(says_interval("Pro (annual)") && !says_interval("annual") && !says_interval("Pro"));
    }

    #[test]
    fn plans_and_notes_say_a_currency_and_a_discount() {
        let code = |text| {
            currency(text)
                .and_then(MoneyMark::usual)
                .map(|c| c.code().to_owned())
        };
        for (text, is) in [
            ("Team yearly EUR", Some("EUR")),
            ("Pro (USD)", Some("USD")),
            ("Pro €49", Some("EUR")),
            ("billed in CHF, see contract", Some("CHF")),
            ("Try all", None),
            ("eur", None),
            ("Pro", None),
        ] {
            assert_eq!(code(text).as_deref(), is, "{text}");
        }
        for (text, off) in [
            ("20% off for a year", Some(20_000)),
            ("Founder discount 12.5 %", Some(12_500)),
            ("Pro -30%", Some(30_000)),
            ("100% uptime", None),
            ("VIP", None),
            ("", Some(0)),
            ("§%", None),
        ] {
            assert_eq!(discount(text), off, "{text}");
        }
    }
}
