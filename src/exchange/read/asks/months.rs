//! Columns beside the months of a wide table that could be months under names that nobody here knows, and months that
//! are empty: the table would have gaps that nobody sees. Must not decide.

use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::money::counted;
use crate::domain::sort::sort_by_key;
use crate::exchange::read::{Source, foot, values};
use crate::exchange::safe::{quoted, shell};

use super::{Question, Way, each_row};

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

/// What is open about empty months behind an amount of the same row: whether it went, or nobody says.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn empty(source: &Source, complete: bool) -> Result<Option<Question>, Failure> {
    let mut months = source.mapping.months.clone();
    if months.is_empty() || complete || source.said.empty_is_zero.is_some() {
        return Ok(None);
    }
    sort_by_key(&mut months, |(_, day)| *day);
    let (mut rows, mut cells, mut seen) = (0, 0, None);
    each_row(source, u64::MAX, |record| {
        let (mut paid, mut empty) = (None, 0);
        for (at, _) in &months {
            let cell = record.cell(*at);
            match (values::is_nothing(cell), paid) {
                (true, Some(before)) => {
                    empty += 1;
                    seen.get_or_insert_with(|| (record.line, *at, quoted(before, 20)));
                }
                (true, None) => {}
                (false, _) => {
                    paid = values::is_some(cell).then_some(cell);
                }
            }
        }
        rows += u64::from(empty > 0);
        cells += empty;
        true
    })?;
    let question = |(line, at, before): (u64, usize, String)| {
        let open = format!(
            "it has {} behind amounts, in {} ({} in line {line}, behind {before}); was nothing paid then, or as much \
             as before",
            counted(cells, "empty month"),
            counted(rows, "row"),
            quoted(&source.names[at], 40)
        );
        let ways = vec![
            Way::when("--empty zero".to_owned(), "if nothing was"),
            Way::when("--empty keep".to_owned(), "if as much was"),
        ];
        Question::new(&source.file, open, ways)
    };
    Ok(seen.map(question))
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
