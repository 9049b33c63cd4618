//! Rows that add up others: `Total`, `Summe`, `Subtotal`, at the foot of a file or between its rows.
//! Must not know what becomes of such a row, nor which column is which.

use crate::domain::day::month_named;
use crate::domain::money::Cents;

use super::marks;

/// How sure a name is that of a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Called {
    /// Nobody is called so.
    Surely,
    /// A customer may be called so: it is one unless it stands at the end or is the sum.
    Perhaps,
}

/// What nobody is called.
const SURE: &str = "totals|grand total|grand totals|subtotal|subtotals|sub-total|sub-totals|sub total|overall total|\
    gesamtsumme|gesamtergebnis|gesamtbetrag|zwischensumme|endsumme|summe gesamt|total general|total général|sous-total|\
    total geral|suma total|totale generale|totale complessivo|celkový součet|suma końcowa|eindtotaal|subtotaal|\
    total mrr|total arr|total amount|sum of mrr|mrr total|итого|всего|合計|小計|总计|合计|小计|總計|합계";

/// What somebody may be called.
const MAYBE: &str = "total|sum|summe|gesamt|insgesamt|suma|somme|totale|totaal|totalt|totalsumma|summa|razem|celkem|\
    toplam|yhteensä|ergebnis";

/// Whether a cell names a total. It is asked for every row, so what is no such name is seen at a glance.
pub(super) fn called(cell: &str) -> Option<Called> {
    let cell = cell.trim();
    if cell.is_empty() || cell.len() > 60 || !begins_so(cell) {
        return None;
    }
    let lower = cell.to_lowercase();
    let name = lower.split('(').next().unwrap_or(&lower);
    let name = name.trim_end_matches([':', '.', '=', ' ']);
    if SURE.split('|').any(|word| word == name) {
        return Some(Called::Surely);
    }
    let mut words = name
        .split([' ', ':', '/', ','])
        .filter(|word| !word.is_empty());
    let first = words.next()?;
    let known = [SURE, MAYBE]
        .iter()
        .any(|list| list.split('|').any(|word| word == first));
    (known && words.all(is_about)).then_some(Called::Perhaps)
}

/// Whether a cell can be such a name, from its first letters alone.
fn begins_so(cell: &str) -> bool {
    const FIRST: [&str; 15] = [
        "to", "su", "ge", "gr", "ov", "zw", "en", "so", "in", "ra", "ei", "er", "mr", "ce", "yh",
    ];
    let two = cell.get(..2).unwrap_or("");
    let ascii = cell.as_bytes()[0].is_ascii();
    !ascii || FIRST.iter().any(|first| two.eq_ignore_ascii_case(first))
}

/// Whether a word behind `Total` says only what is added up: a day, a month, a currency, all customers.
fn is_about(word: &str) -> bool {
    const WORDS: &str = "for of per in and - mrr arr amount amounts revenue value customers accounts clients \
        subscriptions rows month monthly year";
    let number = word
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'/'));
    number
        || WORDS.split_whitespace().any(|known| known == word)
        || month_named(word).is_some()
        || marks::of(&word.to_uppercase()).is_some()
}

/// Whether a cell names the total of one customer's rows, as a spreadsheet writes it: `Alder Total`.
pub(super) fn is_of(cell: &str, above: &str) -> bool {
    const BEHIND: [&str; 4] = [" total", " ergebnis", " summe", " subtotal"];
    let Some(rest) = cell.trim().get(above.len()..) else {
        return false;
    };
    !above.is_empty()
        && cell.starts_with(above)
        && BEHIND.iter().any(|word| rest.eq_ignore_ascii_case(word))
}

/// What the rows so far come to, in a column of amounts.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    rows: i64,
    all: i64,
    since: i64,
}

/// What the rows so far come to, in some columns of amounts.
#[derive(Debug, Default)]
pub(super) struct Sums(Vec<Sum>);

/// So many columns of amounts are added up: a wide file has one for each month, and a few of them are enough.
pub(super) const MOST: usize = 4;

impl Sums {
    /// Adds the amount of a row.
    pub(super) fn add(&mut self, column: usize, amount: Cents) {
        if self.0.len() <= column {
            self.0.resize(column + 1, Sum::default());
        }
        let sum = &mut self.0[column];
        sum.rows += 1;
        sum.all = sum.all.saturating_add(amount.0);
        sum.since = sum.since.saturating_add(amount.0);
    }

    /// Whether these amounts, one for each column, are what stands above them: of all rows, or of those since the
    /// last total. Rounded amounts may miss by half a cent a row. `None` where there is nothing to compare.
    pub(super) fn are(&self, amounts: &[Option<Cents>]) -> Option<bool> {
        let pairs = amounts.iter().enumerate();
        let mut told = pairs.filter_map(|(at, amount)| {
            Some(((*amount)?, self.0.get(at).copied().unwrap_or_default()))
        });
        let near = |a: i64, b: i64, rows: i64| a.abs_diff(b) <= rows.unsigned_abs() / 2;
        let first = told.next()?;
        let is = |(amount, sum): (Cents, Sum)| {
            sum.rows > 0
                && (near(amount.0, sum.all, sum.rows) || near(amount.0, sum.since, sum.rows))
        };
        Some(is(first) && told.all(is))
    }

    /// Whether the first of these amounts is large enough to be a sum of most of what stands above it.
    pub(super) fn could_be(&self, amounts: &[Option<Cents>]) -> bool {
        let mut pairs = amounts.iter().zip(&self.0);
        let told = pairs.find_map(|(amount, sum)| Some(((*amount)?, sum)));
        let large = |amount: Cents, sum: i64| amount.0.saturating_mul(2) >= sum;
        told.is_none_or(|(amount, sum)| {
            large(amount, sum.all) || (sum.since > 0 && large(amount, sum.since))
        })
    }

    /// A total was passed: the next may be of what follows it.
    pub(super) fn begin_again(&mut self) {
        self.0.iter_mut().for_each(|sum| sum.since = 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_go_by_many_names_and_customers_keep_theirs() {
        for (cell, is) in [
            ("Total", Some(Called::Perhaps)),
            (" TOTAL: ", Some(Called::Perhaps)),
            ("Sum", Some(Called::Perhaps)),
            ("Summe EUR", Some(Called::Perhaps)),
            ("Total 2026-09", Some(Called::Perhaps)),
            ("Total for September 2026", Some(Called::Perhaps)),
            ("Totals", Some(Called::Surely)),
            ("Grand total (12 customers)", Some(Called::Surely)),
            ("Zwischensumme", Some(Called::Surely)),
            ("Sub-Total:", Some(Called::Surely)),
            ("Итого", Some(Called::Surely)),
            ("合計", Some(Called::Surely)),
            ("Total Energies", None),
            ("TotalEnergies", None),
            ("Total Wine & More", None),
            ("Sum Up", None),
            ("Sumo Logic", None),
            ("Gesamtschule Bonn", None),
            ("Grand Hotel", None),
            ("Alder", None),
            ("", None),
        ] {
            assert_eq!(called(cell), is, "{cell}");
        }
        assert!(is_of("Alder Total", "Alder") && !is_of("Alder Total", "Birch"));
        assert!(!is_of("Alder Totals Ltd", "Alder") && !is_of("Total", ""));
    }

    #[test]
    fn sums_are_of_all_or_of_what_follows_the_last() {
        let mut sums = Sums::default();
        let cents = |amount: i64| [Some(Cents(amount))];
        assert_eq!(sums.are(&cents(0)), Some(false));
        sums.add(0, Cents(100));
        sums.add(0, Cents(50));
        assert_eq!(
            (sums.are(&cents(150)), sums.are(&cents(100))),
            (Some(true), Some(false))
        );
        assert_eq!(sums.are(&cents(151)), Some(true), "each row may be rounded");
        assert!(sums.could_be(&cents(90)) && !sums.could_be(&cents(60)) && sums.could_be(&[None]));
        sums.begin_again();
        sums.add(0, Cents(70));
        assert_eq!(
            (sums.are(&cents(70)), sums.are(&cents(220))),
            (Some(true), Some(true))
        );
        assert_eq!(
            (sums.are(&cents(150)), sums.are(&[None])),
            (Some(false), None)
        );
    }
}
