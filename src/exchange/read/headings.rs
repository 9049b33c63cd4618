//! Rows that say the header once more: the same names further down, a line drawn under them, their units.
//! Must not know kinds, nor read values.

use csv::StringRecord;

use super::marks;
use crate::domain::listed::is_listed;

/// The rows above the data, to know them again.
#[derive(Debug, Default)]
pub(super) struct Headings {
    rows: Vec<StringRecord>,
}

impl Headings {
    /// Takes in a row of the header, or of what stands above it.
    pub(super) fn keep(&mut self, cells: &StringRecord) {
        self.rows.push(cells.clone());
    }

    /// Whether a row is no data; `first` where it stands right below the header.
    pub(super) fn has(&self, cells: &StringRecord, first: bool) -> bool {
        self.rows.iter().any(|row| is_same(row, cells))
            || is_rule(cells)
            || (first && are_units(cells))
    }
}

/// Whether two rows have the same cells, and are more than a title.
fn is_same(row: &StringRecord, cells: &StringRecord) -> bool {
    let same = |at: usize| {
        let (a, b) = (row.get(at).unwrap_or(""), cells.get(at).unwrap_or(""));
        a.trim().eq_ignore_ascii_case(b.trim())
    };
    let named = || {
        (0..row.len())
            .filter(|at| !row[*at].trim().is_empty())
            .count()
    };
    (0..row.len().max(cells.len())).all(same) && (row.len() == 1 || named() > 1)
}

/// A line drawn in characters, as `|---|:---|` or `=====`: nothing but strokes, and more than the single one that
/// stands for an empty cell.
fn is_rule(cells: &StringRecord) -> bool {
    let stroke = |c: char| {
        matches!(
            c,
            '-' | '=' | '_' | '+' | '|' | ':' | '\u{2500}' | '\u{2501}' | '\u{2550}' | ' '
        )
    };
    let mut long = false;
    for cell in cells {
        if !cell.chars().all(stroke) {
            return false;
        }
        long |= cell.trim().chars().count() > 2;
    }
    long
}

/// Words that say what the values below are, beside currencies.
const UNITS: &str = "date datetime timestamp text string number numeric integer int float decimal boolean bool \
    varchar uuid yyyy-mm-dd dd.mm.yyyy dd/mm/yyyy mm/dd/yyyy month months day days seats count % # currency required \
    optional";

/// Words for the smaller unit of a currency.
const MINOR: &str = "cents cent ct cts pence penny minor centimes centime céntimos centavos centesimi øre öre groszy haléř \
    eurocent eurocents paise paisa kopecks kopeks fils minor_unit minor_units minorunit minorunits";

/// Whether a unit is the smaller one of a currency.
pub(super) fn is_minor(cell: &str) -> bool {
    let unit = bare(cell).to_lowercase().replace(' ', "_");
    is_listed(MINOR, &unit)
}

/// A unit without the brackets around it.
pub(super) fn bare(cell: &str) -> &str {
    cell.trim().trim_matches(['(', ')', '[', ']'])
}

/// Whether all that a row says are units, in more than one cell.
pub(super) fn are_units(cells: &StringRecord) -> bool {
    let mut said = 0;
    for cell in cells {
        let cell = bare(cell);
        if cell.is_empty() {
            continue;
        }
        let known = |word: &str| {
            UNITS
                .split_whitespace()
                .any(|unit| unit.eq_ignore_ascii_case(word))
        };
        if !known(cell) && !is_minor(cell) && marks::of(cell).is_none() {
            return false;
        }
        said += 1;
    }
    said > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(line: &str) -> StringRecord {
        StringRecord::from(line.split(',').collect::<Vec<_>>())
    }

    #[test]
    fn headers_come_again() {
        let mut headings = Headings::default();
        headings.keep(&record("Churn of May,,"));
        headings.keep(&record("Account,Day,MRR"));
        for (line, first, heading) in [
            ("account , Day,MRR", false, true),
            ("Account,Day,MRR,", false, true),
            ("Account,Day,ARR", false, false),
            ("Churn of May,,", false, false),
            ("---,:---,---:", false, true),
            ("=======", false, true),
            ("-,-,-", false, false),
            ("text,date,EUR", true, true),
            ("text,date,EUR", false, false),
            (",yyyy-mm-dd,(cents)", true, true),
            ("Number,2026-01-01,EUR", true, false),
            (",,EUR", true, false),
        ] {
            assert_eq!(headings.has(&record(line), first), heading, "{line}");
        }
    }
}
