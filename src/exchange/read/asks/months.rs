//! Columns beside the months of a wide table that could be months under names that nobody here knows: without them the
//! table would have gaps that nobody sees. Must not decide.

use crate::domain::day::Day;
use crate::exchange::read::{Source, foot};
use crate::exchange::safe::{quoted, shell};

use super::{Question, Way};

/// So many of them are named.
const NAMED: usize = 3;

/// Words before a year that are no month.
const OTHERS: [&str; 5] = ["year", "ytd", "fy", "jahr", "full"];

/// What is open about them.
pub(super) fn question(source: &Source) -> Option<Question> {
    let months = &source.mapping.months;
    let years = || months.iter().map(|(_, day)| day.year());
    let (first, last) = (years().min()?, years().max()?);
    let could_be =
        |name: &str| year(name).is_some_and(|year| (first - 1..=last + 1).contains(&year));
    let unused = source.unused().map(|at| source.names[at].as_str());
    let others: Vec<&str> = unused.filter(|name| could_be(name)).collect();
    if others.is_empty() {
        return None;
    }
    let named: Vec<String> = others
        .iter()
        .take(NAMED)
        .map(|name| quoted(name, 40))
        .collect();
    let more = match others.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let open = format!(
        "{}{more} could be months as the {} columns are that were read, under names that are not known: write them as {}",
        named.join(", "),
        months.len(),
        months
            .first()
            .map_or(Day::LAST, |(_, day)| *day)
            .to_string()
            .get(..7)?,
    );
    let ignore: Vec<String> = others
        .iter()
        .map(|name| format!("--ignore {}", shell(name)))
        .collect();
    let way = Way::when(ignore.join(" "), "if they are none");
    Some(Question::new(&source.file, open, vec![way]))
}

/// The year behind a word, or before it, as in `Kwi 2025`.
fn year(name: &str) -> Option<i32> {
    let name = name.trim();
    let (a, b) = name.split_once(['-', '/', ' ', '.'])?;
    let (a, b) = (a.trim(), b.trim_start_matches(['.', ' ']).trim());
    let word = |word: &str| {
        let letters = !word.is_empty() && word.chars().all(char::is_alphabetic);
        letters && !OTHERS.contains(&word.to_lowercase().as_str())
    };
    let digits = match (word(a), word(b)) {
        (true, false) => b,
        (false, true) => a,
        (true, true) | (false, false) => return None,
    };
    let year: i32 = digits.parse().ok()?;
    let year = match digits.len() {
        2 => 2000 + year,
        4 => year,
        _ => return None,
    };
    foot::called(name).is_none().then_some(year)
}
