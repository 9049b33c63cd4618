//! Figures and times in the words of minutes.
//! Must not know what they belong to.

use crate::domain::agenda::Section;
use crate::domain::meeting::{Meeting, MeetingStatus};
use crate::domain::money::count;
use crate::domain::note::{ActionView, OriginNames};
use crate::domain::safe::shortened;

/// A rate as `3.1 %`, or `n/a`.
pub(super) fn percent(rate: Option<f64>) -> String {
    rate.map_or_else(
        || "n/a".to_owned(),
        |r| format!("{:.1} %", unsigned_zero(r * 100.0, 1)),
    )
}

/// A factor as `1.5 x`, or `n/a`.
pub(super) fn times(factor: Option<f64>) -> String {
    factor.map_or_else(|| "n/a".to_owned(), |f| format!("{f:.1} x"))
}

/// A number that rounds to zero without the minus it may carry.
pub(super) fn unsigned_zero(value: f64, decimals: i32) -> f64 {
    let unit = 10f64.powi(decimals);
    if (value * unit).round() == 0.0 {
        0.0
    } else {
        value
    }
}

/// `1 account`, `1,004 accounts`.
pub(super) fn counted(n: u64, one: &str) -> String {
    let many = match one {
        "person" => "people".to_owned(),
        other => format!("{other}s"),
    };
    format!("{} {}", count(n), if n == 1 { one } else { &many })
}

/// Seconds as `46:10`, or `1:02:03` from an hour on.
pub(super) fn clock(seconds: i64) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{rest:02}")
    } else {
        format!("{minutes}:{rest:02}")
    }
}

/// That a meeting is not over, where it is not.
pub(super) fn not_over(meeting: &Meeting) -> Option<&'static str> {
    match meeting.status {
        MeetingStatus::Ended => None,
        MeetingStatus::Running | MeetingStatus::Adjourned => Some("not over yet"),
    }
}

/// `Priya`, `Priya with Mo, Dana`, or `nobody yet`.
pub(super) fn who(action: &ActionView) -> String {
    let Some(owner) = &action.owner else {
        return "nobody yet".to_owned();
    };
    if action.with.is_empty() {
        return owner.name.clone();
    }
    let with: Vec<&str> = action.with.iter().map(|o| o.name.as_str()).collect();
    format!("{} with {}", owner.name, with.join(", "))
}

/// Where something came from: `reporting · RPT-12 · plan=Team`; the section when nothing else is known.
pub(in crate::exchange) fn from(origin: &OriginNames) -> String {
    let named = [&origin.theme, &origin.item, &origin.account];
    let mut parts: Vec<&str> = named.into_iter().flatten().map(String::as_str).collect();
    if !origin.segment.is_empty() {
        parts.push(&origin.segment);
    }
    if parts.is_empty() {
        let section = origin.section.map(|s| s.title().to_owned());
        return section.unwrap_or_default();
    }
    parts.join(" · ")
}

/// `2 Why`.
pub(super) fn section(section: Section) -> String {
    format!("{} {}", section.number(), section.title())
}

/// Words cut before the first that does not end within so many characters, with a sign that they were. A single word that
/// is longer is cut itself.
pub(super) fn whole_words(text: &str, most: usize) -> String {
    let short = shortened(text, most);
    let Some(kept) = short.strip_suffix('…').filter(|_| short != text) else {
        return short;
    };
    let rest = text.get(kept.len()..).unwrap_or_default();
    let inside = rest.starts_with(|c: char| !c.is_whitespace());
    match kept.rsplit_once(char::is_whitespace) {
        Some((before, _)) if inside => format!("{} …", before.trim_end()),
        Some(_) | None => short,
    }
}

/// Words cut at so many characters, with a sign that they were.
pub(super) fn cut(text: &str, most: usize) -> String {
    shortened(text, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_cut_in_two_where_another_stands_before_it() {
        let cases = [
            ("one two three", 13, "one two three"),
            ("one two three", 9, "one two …"),
            ("one two three", 7, "one two…"),
            ("one two three", 2, "on…"),
            ("עברית ארוכה", 8, "עברית …"),
        ];
        for (text, most, wanted) in cases {
            assert_eq!(whole_words(text, most), wanted);
        }
    }
}
