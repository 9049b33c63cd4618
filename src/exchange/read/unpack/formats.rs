//! What a workbook shows of a number and does not keep in its cell, for it stands in the number's format: a currency beside
//! it, zeros before it. Must not know cells' values, nor how a workbook is stored.

use hashbrown::HashMap;

use crate::domain::failure::Failure;
use crate::exchange::read::marks;

/// More changes of format than this are no table.
const MOST_RUNS: usize = 1_000_000;

/// What a format adds to a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormatLook {
    /// A currency, as it is written.
    Currency(String),
    /// Zeros before it, to so many digits: so ids are kept.
    Digits(usize),
}

/// What a format adds to a number, if it adds any of these.
pub fn look(format: &str) -> Option<FormatLook> {
    let positive = format.split(';').next().unwrap_or_default();
    let zeros = positive.len() > 1 && positive.bytes().all(|b| b == b'0');
    match zeros {
        true => Some(FormatLook::Digits(positive.len().min(LONGEST))),
        false => currency(format).map(FormatLook::Currency),
    }
}

/// No id has more digits than a spreadsheet keeps.
const LONGEST: usize = 15;

/// The currency of a format, as `€` of `[$€-407] #,##0.00` and `CHF` of `"CHF" 0.00`: what stands in it as words, where
/// those are a currency's.
fn currency(format: &str) -> Option<String> {
    let mut words = String::new();
    let mut rest = format.chars();
    let known = |words: &mut String| {
        let word = std::mem::take(words);
        let word = word.trim();
        marks::of(word).map(|_| word.to_owned())
    };
    // Behind a semicolon stands how numbers below zero look.
    while let Some(c) = rest.next().filter(|c| *c != ';') {
        match c {
            '"' => words.extend(rest.by_ref().take_while(|c| *c != '"')),
            '\\' => words.extend(rest.next()),
            '[' => {
                let inner: String = rest.by_ref().take_while(|c| *c != ']').collect();
                let sign = inner.strip_prefix('$').unwrap_or_default();
                words.push_str(sign.rsplit_once('-').map_or(sign, |(sign, _)| sign));
            }
            // A blank as wide as the letter that follows, or that letter as often as there is room.
            '_' | '*' => drop(rest.next()),
            ' ' | '\u{A0}' | '\u{202F}' => words.push(' '),
            c if !c.is_ascii() || c == '$' => words.push(c),
            _ => {
                if let Some(found) = known(&mut words) {
                    return Some(found);
                }
            }
        }
    }
    known(&mut words)
}

/// Which cells show more than their number: in each column from one row to another.
#[derive(Default)]
pub struct ShownCells {
    columns: HashMap<u32, Vec<SameFormat>>,
    runs: usize,
}

/// Rows of a column one below another that show the same.
struct SameFormat {
    from: u32,
    to: u32,
    /// Its place among the looks.
    which: usize,
}

impl ShownCells {
    /// Notes a cell; they come row after row.
    ///
    /// # Errors
    /// When they differ more often than those of any table.
    pub fn note(&mut self, row: u32, column: u32, which: usize) -> Result<(), Failure> {
        let runs = self.columns.entry(column).or_default();
        match runs.last_mut().filter(|run| run.which == which) {
            Some(run) if row <= run.to.saturating_add(1) => run.to = run.to.max(row),
            Some(_) | None => {
                self.runs += 1;
                let (from, to) = (row, row);
                runs.push(SameFormat { from, to, which });
            }
        }
        match self.runs > MOST_RUNS {
            true => Err(
                Failure::failed("its cells have more formats than those of any table")
                    .hint("export it as CSV"),
            ),
            false => Ok(()),
        }
    }

    /// The place of the look that a cell has, if it shows more than its number.
    pub fn at(&self, row: u32, column: u32) -> Option<usize> {
        let runs = self.columns.get(&column)?;
        let run = &runs[runs.partition_point(|run| run.from <= row).checked_sub(1)?];
        (row <= run.to).then_some(run.which)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_currency_of_a_format_is_in_its_words() {
        for (format, is) in [
            ("[$€-407] #,##0.00", Some("€")),
            ("#,##0.00\\ [$€-1];[Red]-#,##0.00\\ [$€-1]", Some("€")),
            ("\"CHF\" #,##0.00", Some("CHF")),
            ("$#,##0", Some("$")),
            ("\"$\"#,##0_);\\(\"$\"#,##0\\)", Some("$")),
            ("_(\"$\"* #,##0.00_);_(\"$\"* \\(#,##0.00\\)", Some("$")),
            ("_-* #,##0.00\\ \"€\"_-;\\-* #,##0.00\\ \"€\"_-", Some("€")),
            ("[$kr-41D] 0", Some("kr")),
            ("0.00 \\k\\r", Some("kr")),
            ("[$USD] 0.00", Some("USD")),
            ("[$R$-416] #,##0.00", Some("R$")),
            ("[Red]£0", Some("£")),
            ("#,##0.00", None),
            ("0.00%", None),
            ("[$-409]d/m/yyyy", None),
            ("yyyy\\-mm\\-dd", None),
            ("0 \"seats\"", None),
            ("General", None),
            ("0;[$€-407]0", None),
        ] {
            assert_eq!(currency(format).as_deref(), is, "{format}");
        }
    }

    #[test]
    fn zeros_before_a_number_are_of_its_format() {
        for (format, is) in [
            ("00000", Some(FormatLook::Digits(5))),
            ("000;-000", Some(FormatLook::Digits(3))),
            ("0", None),
            ("00.00", None),
            ("#,##0", None),
            ("00%", None),
            ("[$€-407]00", Some(FormatLook::Currency("€".to_owned()))),
        ] {
            assert_eq!(look(format), is, "{format}");
        }
    }

    #[test]
    fn cells_below_one_another_are_one_run() {
        let mut shown = ShownCells::default();
        for (row, column, which) in [(1, 3, 0), (2, 3, 0), (2, 5, 1), (3, 3, 1), (6, 3, 1)] {
            shown.note(row, column, which).unwrap();
        }
        assert_eq!(
            (shown.runs, shown.at(0, 3), shown.at(1, 3)),
            (4, None, Some(0))
        );
        assert_eq!((shown.at(3, 3), shown.at(4, 3)), (Some(1), None));
        assert_eq!(
            (shown.at(6, 3), shown.at(2, 5), shown.at(2, 4)),
            (Some(1), Some(1), None)
        );
    }
}
