//! Values of spreadsheets as the words a person would type for them. Must not know cells.

use std::fmt::Write;

use calamine::ExcelDateTime;

use super::formats::FormatLook;

/// Beyond this a spreadsheet no longer keeps each digit.
const EXACT: f64 = 1e15;

/// A whole number.
pub fn whole(number: i64, into: &mut String) {
    let _ = write!(into, "{number}");
}

/// A number in the fewest digits that mean it, of no more digits than spreadsheet programs show: what is over is
/// the noise of adding.
pub fn number(number: f64, into: &mut String) {
    let _ = match number {
        n if !n.is_finite() => Ok(()),
        n if n.trunc() == n && n.abs() < EXACT => write!(into, "{}", n as i64),
        n if n.abs() >= 1e21 || n.abs() < 1e-9 => write!(into, "{n:e}"),
        n if n.abs() >= EXACT => write!(into, "{n}"),
        n => {
            let shown: f64 = format!("{n:.14e}").parse().unwrap_or(n);
            let text = shown.to_string();
            // Three digits behind a point may be thousands to whoever reads text; four are none.
            let whole = text.trim_start_matches('-').split_once('.');
            let group = |whole: &str| whole.len() < 4 && !whole.starts_with('0');
            let three = whole.is_some_and(|(whole, part)| part.len() == 3 && group(whole));
            write!(into, "{text}{}", if three { "0" } else { "" })
        }
    };
}

/// Writes what a number is shown with: its currency behind it, zeros before it.
pub fn shown(look: Option<&FormatLook>, number: &mut String) {
    match look.filter(|_| !number.is_empty()) {
        Some(FormatLook::Currency(currency)) => {
            number.push(' ');
            number.push_str(currency);
        }
        Some(FormatLook::Digits(digits)) if number.bytes().all(|b| b.is_ascii_digit()) => {
            let missing = digits.saturating_sub(number.len());
            number.insert_str(0, &"0".repeat(missing));
        }
        Some(FormatLook::Digits(_)) | None => {}
    }
}

/// Whether a number has lost digits, as ids do that are kept as numbers.
pub fn is_long(number: f64) -> bool {
    number.abs() >= EXACT && number.abs() < 1e21
}

/// Yes or no.
pub fn truth(truth: bool) -> &'static str {
    if truth { "true" } else { "false" }
}

/// A day in ISO form without the midnight that some programs put behind it.
pub fn iso(words: &str) -> &str {
    let midnight = ["T00:00:00", "T00:00:00.000", "T00:00:00Z"];
    let day = midnight.iter().find_map(|end| words.strip_suffix(end));
    day.unwrap_or(words)
}

/// A day, a time of day, both, or a length of time. What is no moment of the calendar stays a number, and nothing
/// where a formula looked at an empty cell.
pub fn moment(moment: &ExcelDateTime, into: &mut String) {
    let value = moment.as_f64();
    let seconds = (value * 86_400.0).round();
    let _ = match value {
        0.0 => Ok(()),
        v if !(0.0..2_958_466.0).contains(&v) => {
            number(v, into);
            Ok(())
        }
        v if v < 1.0 || moment.is_duration() => {
            let s = seconds as i64;
            write!(into, "{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60)
        }
        _ => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            let day = write!(into, "{year:04}-{month:02}-{day:02}");
            match (hour, minute, second) {
                (0, 0, 0) => day,
                _ => write!(into, " {hour:02}:{minute:02}:{second:02}"),
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use calamine::ExcelDateTimeType;

    use super::*;

    #[test]
    fn numbers_are_what_was_typed() {
        for (typed, shown) in [
            (0.1 + 0.2, "0.3"),
            (49.9, "49.9"),
            (1.1 * 1.1, "1.21"),
            (-1_234_567.891, "-1234567.891"),
            (1e14, "100000000000000"),
            (123_456_789_012_345_680.0, "123456789012345680"),
            (0.000_012_5, "0.0000125"),
            (1e300, "1e300"),
            (f64::NAN, ""),
            (59.97 / 3.0 * 3.0, "59.97"),
        ] {
            let mut text = String::new();
            number(typed, &mut text);
            assert_eq!(text, shown);
        }
    }

    #[test]
    fn serial_numbers_are_days_of_both_calendars() {
        let both = |value: f64, kind: ExcelDateTimeType| {
            [false, true].map(|is_1904| {
                let mut text = String::new();
                moment(&ExcelDateTime::new(value, kind, is_1904), &mut text);
                text
            })
        };
        let at = |value| both(value, ExcelDateTimeType::DateTime);
        assert_eq!(at(45_292.0), ["2024-01-01", "2028-01-02"]);
        assert_eq!(at(43_830.0), ["2019-12-31", "2024-01-01"]);
        assert_eq!(at(45_292.5), ["2024-01-01 12:00:00", "2028-01-02 12:00:00"]);
        assert_eq!(at(45_291.999_999_999_9)[0], "2024-01-01");
        assert_eq!(at(0.75)[0], "18:00:00");
        assert_eq!(at(0.0)[0], "");
        assert_eq!(at(-3.0)[0], "-3");
        assert_eq!(at(99_999_999.0)[0], "99999999");
        assert_eq!(both(1.5, ExcelDateTimeType::TimeDelta)[0], "36:00:00");
    }
}
