//! Days written in numbers: `15/10/2026`, `15.10.`, `2026/10/15`. Must not guess: where the day and the month can
//! change places, no day was said.

use super::spans::nearest_year;
use crate::domain::day::Day;

/// The day that a word of numbers means; freely, its year may have two digits or be left out.
pub(super) fn read(word: &str, today: Day, freely: bool) -> Option<Day> {
    let (parts, by) = parts(word)?;
    let number = |at: usize| parts[at].parse::<u32>().ok();
    let in_year = |year: u32, (day, month)| Day::ymd(i32::try_from(year).ok()?, month, day);
    match parts[..] {
        [year, ..] if year.len() == 4 && parts.len() == 3 => {
            in_year(number(0)?, (number(2)?, number(1)?))
        }
        [_, _, year] if year.len() == 4 => in_year(number(2)?, placed(number(0)?, number(1)?, by)?),
        // Behind no word such as `by` it may be a version; with dashes the year may stand first.
        [_, _, year] if year.len() == 2 && freely && by != '-' => {
            let century = today.year().unsigned_abs() / 100 * 100;
            in_year(century + number(2)?, placed(number(0)?, number(1)?, by)?)
        }
        [_, _] if freely => {
            let (day, month) = placed(number(0)?, number(1)?, by)?;
            nearest_year(today, |year| Day::ymd(year, month, day))
        }
        _ => None,
    }
}

/// Whether a word looks like a day, read or not; behind a word such as `by`, `5/10` does.
pub(super) fn looks(word: &str, led: bool) -> bool {
    parts(word).is_some_and(|(parts, _)| match parts.len() {
        3 => led || parts.iter().any(|part| part.len() == 4),
        _ => led,
    })
}

/// The day and the month of two numbers. With dots the day stands first, as in most of Europe; with strokes either
/// may, so the larger has to tell.
fn placed(a: u32, b: u32, by: char) -> Option<(u32, u32)> {
    match by {
        '.' => Some((a, b)),
        _ if a > 12 || a == b => Some((a, b)),
        _ if b > 12 => Some((b, a)),
        _ => None,
    }
}

/// The two or three numbers of a word, and what stands between them.
fn parts(word: &str) -> Option<(Vec<&str>, char)> {
    let by = ['/', '.', '-'].into_iter().find(|by| word.contains(*by))?;
    let parts: Vec<&str> = word.split(by).collect();
    let is_number =
        |part: &&str| part.len() <= 4 && part.parse::<u32>().is_ok() && !part.starts_with('+');
    ((2..=3).contains(&parts.len()) && parts.iter().all(is_number)).then_some((parts, by))
}
