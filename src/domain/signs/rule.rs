//! The team's rules: a sign, a comparison, a value, and what it makes of an account.
//! Must not know where rules are written down, nor where signs come from.
//!
//! `last_seen > 30 days`, `logins < 3`, `nps <= 6`, `payment_failed is yes`, `plan is not Pro`,
//! `feature_use falls 50 %` (against the row before), `reasons >= 2` (how many rules said "at risk").

use serde::Deserialize;

use super::names;
use super::{SignSeen, State};
use crate::domain::day::Day;
use crate::domain::money::by_count;

/// The name under which a rule counts the reasons that other rules gave.
const REASONS: &str = "reasons";

/// One rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// When it holds.
    pub when: Condition,
    /// What an account is then: at risk or endangered.
    pub then: State,
}

/// A sign, a comparison and a value, as written.
#[derive(Clone, Debug, PartialEq, Deserialize, derive_more::Display)]
#[serde(try_from = "String")]
#[display("{column} {asks}")]
pub struct Condition {
    column: String,
    key: String,
    test: Test,
    /// The comparison and the value, as written.
    asks: String,
}

#[derive(Clone, Debug, PartialEq)]
enum Test {
    Less(f64),
    AtMost(f64),
    More(f64),
    AtLeast(f64),
    Is(String),
    IsNot(String),
    Falls(f64),
    Rises(f64),
}

/// Makes a comparison with the value behind it, if it is one that can be compared so.
type Make = fn(&str) -> Option<Test>;

/// The comparisons with the way to make each; longer ones first where one begins another.
const COMPARISONS: [(&str, Make); 9] = [
    ("<=", |v| Some(Test::AtMost(amount(v)?))),
    (">=", |v| Some(Test::AtLeast(amount(v)?))),
    ("<", |v| Some(Test::Less(amount(v)?))),
    (">", |v| Some(Test::More(amount(v)?))),
    ("is not", |v| Some(Test::IsNot(word(v)?))),
    ("is", |v| Some(Test::Is(word(v)?))),
    ("=", |v| Some(Test::Is(word(v)?))),
    ("falls", |v| Some(Test::Falls(share(v)?))),
    ("rises", |v| Some(Test::Rises(share(v)?))),
];

const HOW: &str = "write it as `last_seen > 30 days`, `logins < 3`, `nps <= 6`, `payment_failed is yes`, \
                   `feature_use falls 50 %` or `reasons >= 2`";

impl TryFrom<String> for Condition {
    type Error = String;

    fn try_from(text: String) -> Result<Condition, String> {
        Condition::parse(&text)
    }
}

impl Condition {
    /// Reads a condition as a person writes it; fails with a sentence that says how to write one.
    pub fn parse(text: &str) -> Result<Condition, String> {
        let spaced = spaced(text);
        let words: Vec<&str> = spaced.split_whitespace().collect();
        let found = (1..words.len()).find_map(|at| {
            COMPARISONS.iter().find_map(|(sign, make)| {
                let parts: Vec<&str> = sign.split(' ').collect();
                let rest = words[at..].strip_prefix(parts.as_slice())?;
                Some((at, *sign, make, rest.join(" ")))
            })
        });
        let Some((at, sign, make, value)) = found else {
            return Err(format!("`{text}` has no comparison; {HOW}"));
        };
        let test = make(&value).ok_or_else(|| {
            format!("`{text}` cannot be compared: `{value}` after `{sign}`; {HOW}")
        })?;
        let column = words[..at].join(" ").trim_matches(['"', '\'']).to_owned();
        Ok(Condition {
            key: names::key(&column),
            column,
            test,
            asks: format!("{sign} {value}"),
        })
    }

    /// What the sign it looks at is compared by; `None` for the count of reasons.
    pub fn key(&self) -> Option<&str> {
        (self.key != REASONS).then_some(self.key.as_str())
    }

    /// Whether it compares a value with the one before.
    pub(super) fn compares(&self) -> bool {
        match self.test {
            Test::Falls(_) | Test::Rises(_) => true,
            Test::Less(_) | Test::AtMost(_) | Test::More(_) | Test::AtLeast(_) => false,
            Test::Is(_) | Test::IsNot(_) => false,
        }
    }

    /// Whether it holds for a sign, and the words that say so; `None` where the sign says nothing it could judge.
    pub(super) fn holds(&self, seen: &SignSeen, at: Day) -> Option<Option<String>> {
        let (holds, words) = match &self.test {
            Test::Is(word) => (same(&seen.now, word), seen.now.clone()),
            Test::IsNot(word) => (!same(&seen.now, word), seen.now.clone()),
            Test::Falls(share) | Test::Rises(share) => {
                let (now, before) = (amount(&seen.now)?, amount(seen.before.as_ref()?)?);
                let falls = matches!(self.test, Test::Falls(_));
                let holds = match falls {
                    true => before > 0.0 && now <= before * (1.0 - share),
                    false => before > 0.0 && now >= before * (1.0 + share),
                };
                (holds, format!("{now}, was {before}"))
            }
            test @ (Test::Less(_) | Test::AtMost(_) | Test::More(_) | Test::AtLeast(_)) => {
                let (number, words) = measured(&seen.now, at)?;
                (compared(test, number), words)
            }
        };
        Some(holds.then(|| format!("{} {words} ({})", self.column, self.asks)))
    }

    /// Whether so many reasons are enough, and the words that say so.
    pub(super) fn counts(&self, reasons: usize) -> Option<String> {
        compared(&self.test, reasons as f64).then(|| format!("{reasons} reasons ({})", self.asks))
    }
}

/// A comparison of letters and one of signs alike stand between blanks: `logins<3` is `logins < 3`.
fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 4);
    let mut before = ' ';
    for c in text.chars() {
        let sign = |c: char| matches!(c, '<' | '>' | '=');
        if sign(c) != sign(before) {
            out.push(' ');
        }
        out.push(c);
        before = c;
    }
    out
}

fn compared(test: &Test, number: f64) -> bool {
    match test {
        Test::Less(than) => number < *than,
        Test::AtMost(most) => number <= *most,
        Test::More(than) => number > *than,
        Test::AtLeast(least) => number >= *least,
        Test::Is(word) => amount(word) == Some(number),
        Test::IsNot(word) => amount(word) != Some(number),
        Test::Falls(_) | Test::Rises(_) => false,
    }
}

/// A value as a number, with the words for it: a day is so many days ago.
fn measured(value: &str, at: Day) -> Option<(f64, String)> {
    if let Some(day) = value.get(..10).and_then(|text| text.parse::<Day>().ok()) {
        let ago = at.0 - day.0;
        return Some((
            f64::from(ago),
            format!("{ago} {} ago", by_count(ago.unsigned_abs(), "day", "days")),
        ));
    }
    Some((amount(value)?, value.trim().to_owned()))
}

/// A number, whatever unit stands behind it: `30 days`, `50 %`, `4,5`.
fn amount(text: &str) -> Option<f64> {
    let text = text.trim().to_lowercase();
    let units = ["days", "day", "d", "%", "percent"];
    let bare = units.iter().find_map(|unit| text.strip_suffix(unit));
    let number = bare.unwrap_or(&text).trim().replacen(',', ".", 1);
    number.parse::<f64>().ok().filter(|n| n.is_finite())
}

/// `50 %` as a share.
fn share(text: &str) -> Option<f64> {
    let percent = text.trim().strip_prefix("by ").unwrap_or(text);
    amount(percent).filter(|n| *n > 0.0).map(|n| n / 100.0)
}

fn word(text: &str) -> Option<String> {
    let word = text.trim_matches(['"', '\'']);
    (!word.is_empty()).then(|| word.to_owned())
}

/// Whether two values say the same: both yes, both no, the same number, or the same words.
fn same(value: &str, word: &str) -> bool {
    if let (Some(value), Some(word)) = (flag(value), flag(word)) {
        return value == word;
    }
    match (amount(value), amount(word)) {
        (Some(value), Some(word)) => value == word,
        _ => value.trim().eq_ignore_ascii_case(word),
    }
}

/// Yes or no, in the ways systems write it.
fn flag(text: &str) -> Option<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "y" | "true" | "t" | "x" | "1" | "failed" => Some(true),
        "no" | "n" | "false" | "f" | "0" | "ok" | "paid" => Some(false),
        _ => None,
    }
}
