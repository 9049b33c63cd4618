//! Days as people and systems write them; what could be two days is never guessed.
//! Must not know files: it sees one value at a time, and the settled order of a column.

use chrono::NaiveDate;
use chrono::format::{Item, StrftimeItems};
use serde::{Deserialize, Serialize};

use super::{Sign, months};
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::exchange::safe::quoted;

/// What comes first in `03/04/2025`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DayOrder {
    /// The day.
    DayFirst,
    /// The month.
    MonthFirst,
}

/// How the days of a column are written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WrittenDays {
    /// The format given by a person, in chrono's letters; tried before anything else.
    pub stated: Option<String>,
    /// The order of numbers, where the column settled it.
    pub order: Option<DayOrder>,
    /// What a plain number is counted from; `None` outside of workbooks, where nobody knows.
    pub epoch: Option<Epoch>,
}

/// What a workbook counts its days from: a cell that does not look like a day has their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Epoch {
    /// The year 1900, as most do.
    Of1900,
    /// The year 1904, as some made on a Mac do.
    Of1904,
}

impl Epoch {
    /// The day of a number; of one that is no day of these times nothing.
    pub(super) fn day(self, text: &str) -> Option<Day> {
        let digits = text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let number: f64 = digits.then(|| text.parse().ok()).flatten()?;
        let from = match self {
            Epoch::Of1900 => 25_569,
            Epoch::Of1904 => 24_107,
        };
        (20_000.0..80_000.0)
            .contains(&number)
            .then(|| Day(number as i32 - from))
    }
}

impl WrittenDays {
    /// The day of a value, whatever time and zone follow it; `None` when it is no day.
    pub fn read(&self, text: &str) -> Option<Day> {
        self.meant(text).filter(Day::is_sound)
    }

    /// Whether a value is a day, in whatever order its numbers stand.
    pub(super) fn could_be(&self, text: &str) -> bool {
        (unix(text.trim()).is_none() && self.read(text).is_some())
            || three_numbers(text.trim()).is_some()
    }

    fn meant(&self, text: &str) -> Option<Day> {
        let text = text.trim();
        if let Some(format) = &self.stated
            && let Some(day) =
                stated(text, format).or_else(|| stated(&separated(text, format), format))
        {
            return Some(day);
        }
        year_first(text)
            .or_else(|| by_signs(text)?.1)
            .or_else(|| self.numbers(text))
            .or_else(|| named(text))
            .or_else(|| self.epoch?.day(text))
            .or_else(|| unix(text))
    }

    fn numbers(&self, text: &str) -> Option<Day> {
        let (a, b, year) = three_numbers(text)?;
        // The 1st of the 1st is one day either way.
        if a == b {
            return Day::ymd(year, a, b);
        }
        match self.order? {
            DayOrder::DayFirst => Day::ymd(year, b, a),
            DayOrder::MonthFirst => Day::ymd(year, a, b),
        }
    }
}

/// The day of a value in a format, whatever time and zone follow it.
fn stated(text: &str, format: &str) -> Option<Day> {
    let (date, rest) = NaiveDate::parse_and_remainder(text, format).ok()?;
    is_time(rest).then(|| date.into())
}

/// The formats in which a value of three short numbers, or of eight digits, is a day: `DD/MM/YY` of `31/12/25`.
pub(super) fn formats(text: &str) -> Vec<String> {
    let between = text.chars().find(|c| !c.is_ascii_digit());
    let formats = match between {
        Some(c @ ('/' | '.' | '-')) => {
            ["DD/MM/YY", "MM/DD/YY", "YY/MM/DD"].map(|of| of.replace('/', &c.to_string()))
        }
        Some(_) | None => ["DDMMYYYY", "MMDDYYYY", "DDMMYY"].map(str::to_owned),
    };
    let reads = |format: &String| stated(text, &spelled(format)).is_some();
    formats.into_iter().filter(reads).collect()
}

/// A value with what stands between its numbers as it does in a format: a slash, a dot and a stroke say the same.
fn separated(text: &str, format: &str) -> String {
    const BETWEEN: [char; 3] = ['/', '.', '-'];
    let between = format.chars().find(|c| BETWEEN.contains(c));
    let mut left = 2;
    let put = |c: char| match between {
        Some(between) if left > 0 && BETWEEN.contains(&c) => {
            left -= 1;
            between
        }
        Some(_) | None => c,
    };
    text.chars().map(put).collect()
}

/// What a value says about the order of its column.
pub(super) fn sign(text: &str) -> Sign<DayOrder> {
    let text = text.trim();
    if text.is_empty() || year_first(text).is_some() {
        return Sign::None;
    }
    let Some((a, b, year)) = three_numbers(text) else {
        return Sign::None;
    };
    match (Day::ymd(year, b, a), Day::ymd(year, a, b)) {
        (Some(_), Some(_)) if a != b => Sign::Either,
        (Some(_), None) => Sign::Only(DayOrder::DayFirst),
        (None, Some(_)) => Sign::Only(DayOrder::MonthFirst),
        _ => Sign::None,
    }
}

/// Whether what follows a day is a time, a zone, or nothing.
fn is_time(rest: &str) -> bool {
    let rest = rest.trim_start_matches([',', ' ']);
    rest.is_empty()
        || rest.starts_with(['T', 't', 'Z', '+', '('])
        || (rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains(':'))
}

/// `2026-10-31`, `2026/10/31`, `2026.1.5`, `20261031`, with or without a time behind.
fn year_first(text: &str) -> Option<Day> {
    let bytes = text.as_bytes();
    if bytes.len() < 8 || !bytes[..4].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let year = text[..4].parse().ok()?;
    if !matches!(bytes[4], b'-' | b'/' | b'.') {
        let compact = bytes[..8].iter().all(u8::is_ascii_digit) && is_time(&text[8..]);
        let part = |from: usize| text[from..from + 2].parse().ok();
        return compact
            .then(|| Day::ymd(year, part(4)?, part(6)?))
            .flatten();
    }
    let (month, rest) = number(&text[5..])?;
    let rest = rest.strip_prefix(char::from(bytes[4]))?;
    let (day, rest) = number(rest)?;
    is_time(rest).then(|| Day::ymd(year, month, day)).flatten()
}

/// `2025年1月5日`, `2025年1月5日(日) 10:00`, `令和7年1月5日`, `2025년 1월 5일`: the last day of the month and the day itself, if
/// it is said.
fn by_signs(text: &str) -> Option<(Day, Option<Day>)> {
    let text: String = text.chars().map(narrow).filter(|c| *c != ' ').collect();
    let (year, rest) = text.split_once(['年', '년'])?;
    let year = match year.strip_prefix("令和") {
        Some("元") => 2019,
        Some(year) => 2018 + year.parse::<i32>().ok().filter(|year| *year > 0)?,
        None if year.len() == 4 => year.parse().ok()?,
        None => return None,
    };
    let (month, rest) = number(rest)?;
    let rest = rest.strip_prefix(['月', '월'])?;
    let month_end = Day::ymd(year, month, 1)?.month_end();
    if rest.is_empty() {
        return Some((month_end, None));
    }
    let (day, rest) = number(rest)?;
    let rest = rest.strip_prefix(['日', '일'])?;
    let day = Day::ymd(year, month, day).filter(|day| !text.starts_with('令') || *day >= REIWA);
    is_time(rest).then_some((month_end, Some(day?)))
}

/// The first day of the years that are counted from 2019.
const REIWA: Day = Day(18_017);

/// A wide digit, blank, bracket or colon as people type them in Japanese, in its usual form.
fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '０'..='９' | '（' | '）' | '：' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    }
}

/// Seconds or milliseconds since 1970, from 2001 to 2033.
fn unix(text: &str) -> Option<Day> {
    let digits = text.starts_with('1') && text.bytes().all(|b| b.is_ascii_digit());
    let since: i64 = text.parse().ok().filter(|_| digits)?;
    let seconds = match text.len() {
        10 => since,
        13 => since / 1_000,
        _ => return None,
    };
    i32::try_from(seconds / 86_400).ok().map(Day)
}

/// One or two digits and what follows them.
fn number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 2 {
        return None;
    }
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

/// `03/04/2025`, `3.4.2025`, `03-04-2025`: two short numbers and a year of four digits.
fn three_numbers(text: &str) -> Option<(u32, u32, i32)> {
    let (a, rest) = number(text)?;
    let between = rest.chars().next();
    let between = between.filter(|c| matches!(c, '/' | '.' | '-'))?;
    let (b, rest) = number(rest.strip_prefix(between)?)?;
    let rest = rest.strip_prefix(between)?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let year = (digits == 4).then(|| rest[..4].parse().ok()).flatten()?;
    is_time(&rest[4..]).then_some((a, b, year))
}

/// `16 Jul 2026`, `Jul 16, 2026`, `Thu, 16-Jul-26 10:00`, `July 16th, 2026`, `3 de marzo de 2026`.
fn named(text: &str) -> Option<Day> {
    // A day has figures in it: most words that are asked about have none, and need no look at the names of months.
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut month: Option<(u32, &str)> = None;
    let mut numbers: Vec<(u32, usize)> = Vec::with_capacity(2);
    let words = text.split([' ', ',', '-', '/', '.']);
    let mut words = words.filter(|w| !w.is_empty());
    while numbers.len() < 2 || month.is_none() {
        let word = words.next()?;
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            let suffix = &word[digits..];
            if !matches!(suffix, "" | "st" | "nd" | "rd" | "th" | "er" | "e" | "º") || digits > 4 {
                return None;
            }
            numbers.push((word[..digits].parse().ok()?, digits));
        } else if let Some(named) = months::named(word) {
            // `mar` is a day of the week as well.
            month = match month {
                Some((known, of)) if known != named && !months::is_weekday(of) => return None,
                Some(_) | None => Some((named, word)),
            };
        } else if !months::is_weekday(word) && !months::is_between(word) {
            return None;
        }
    }
    let (month, _) = month?;
    let (day, year) = match numbers[..] {
        [(year, 4), (day, _)] | [(day, _), (year, 4)] => (day, year),
        [(day, _), (year, 2)] => (day, 2000 + year),
        _ => return None,
    };
    Day::ymd(i32::try_from(year).ok()?, month, day)
}

/// The last day of a month written as `2026-10`, `10/2026`, `Oct 2026` or `Oct-26`, or a whole day as it is.
pub fn month_end(text: &str) -> Option<Day> {
    let text = text.trim();
    if let Some(day) = year_first(text).or_else(|| named(text)) {
        return Some(day).filter(Day::is_sound);
    }
    if text.len() == 6 && text.bytes().all(|b| b.is_ascii_digit()) {
        return year_and_month(text);
    }
    if let Some((month_end, day)) = by_signs(text) {
        return Some(day.unwrap_or(month_end)).filter(Day::is_sound);
    }
    let (a, b) = text.split_once(['-', '/', ' ', '.'])?;
    let (a, b) = (a.trim(), b.trim());
    let digits = |t: &str, n: usize| {
        let digits = t.len() == n && t.bytes().all(|b| b.is_ascii_digit());
        digits.then(|| t.parse::<i32>().ok()).flatten()
    };
    let month = |t: &str| match number(t) {
        Some((n, "")) => Some(n),
        _ => months::named(t),
    };
    let (year, month) = match (digits(a, 4), digits(b, 4)) {
        (Some(year), _) => (year, month(b)?),
        (_, Some(year)) => (year, month(a)?),
        _ => (2000 + digits(b, 2)?, months::named(a)?),
    };
    let day = Day::ymd(year, month, 1).map(Day::month_end);
    day.filter(Day::is_sound)
}

/// The last day of a month written as `202610`.
fn year_and_month(text: &str) -> Option<Day> {
    let year = text[..4]
        .parse()
        .ok()
        .filter(|year| (1990..2100).contains(year))?;
    Some(Day::ymd(year, text[4..].parse().ok()?, 1)?.month_end())
}

/// The same of a column of balances, whose name may say that they are: `MRR Feb 2026`, `mrr_2026_02`, `2026-02 balance`.
pub fn month_heading(name: &str) -> Option<Day> {
    const SAYS: [&str; 3] = ["mrr", "balance", "monthly recurring revenue"];
    const BETWEEN: [&str; 7] = ["as of", "on", "at", "of", "for", "in", "end of"];
    let sign = |c: char| c.is_whitespace() || "_-:,./".contains(c);
    let lower = name.trim().to_lowercase();
    let bare = SAYS.iter().find_map(|says| {
        let before = lower
            .strip_prefix(says)
            .filter(|rest| rest.starts_with(sign));
        before.or_else(|| lower.strip_suffix(says).filter(|rest| rest.ends_with(sign)))
    });
    let Some(bare) = bare else {
        return month_end(name);
    };
    let mut bare = bare.trim_matches(sign);
    if let Some(rest) = BETWEEN.iter().find_map(|word| bare.strip_prefix(word)) {
        bare = rest.strip_prefix(char::is_whitespace).unwrap_or(bare);
    }
    month_end(&bare.replace('_', "-"))
}

/// A date format as people write it, `DD/MM/YYYY` or chrono's `%d/%m/%Y`, in chrono's letters; an error when it
/// does not say year, month and day.
pub fn format(written: &str) -> Result<String, Failure> {
    let format = match written.contains('%') {
        true => written.to_owned(),
        false => spelled(written),
    };
    let probe = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default();
    let sound = !StrftimeItems::new(&format).any(|item| matches!(item, Item::Error));
    let back = sound.then(|| {
        let text = probe.and_hms_opt(0, 0, 0)?.format(&format).to_string();
        NaiveDate::parse_from_str(&text, &format).ok()
    });
    if back.flatten() == Some(probe) {
        return Ok(format);
    }
    Err(Failure::usage(format!(
        "reading the date format {}: it does not say where year, month and day stand",
        quoted(written, 40)
    ))
    .hint(
        "write it as DD/MM/YYYY, MM/DD/YYYY or D MMM YYYY, or in strftime letters such as %d.%m.%y",
    ))
}

/// `DD/MM/YYYY hh:mm` in chrono's letters. `mm` after hours is minutes.
fn spelled(written: &str) -> String {
    let mut out = String::new();
    let mut hours = false;
    let mut rest = written.chars().peekable();
    while let Some(c) = rest.next() {
        let mut n = 1;
        while rest.next_if(|next| next.eq_ignore_ascii_case(&c)).is_some() {
            n += 1;
        }
        let lower = c.to_ascii_lowercase();
        hours = hours || lower == 'h';
        match (lower, n) {
            ('y', 4) => out.push_str("%Y"),
            ('y', 2) => out.push_str("%y"),
            ('m', 1 | 2) if hours => out.push_str("%M"),
            ('m', 1 | 2) => out.push_str("%m"),
            ('m', 3) => out.push_str("%b"),
            ('m', 4) => out.push_str("%B"),
            ('d', 1 | 2) => out.push_str("%d"),
            ('h', 1 | 2) => out.push_str("%H"),
            ('s', 1 | 2) => out.push_str("%S"),
            _ => out.extend(std::iter::repeat_n(c, n)),
        }
    }
    out
}

#[cfg(test)]
mod tests;
