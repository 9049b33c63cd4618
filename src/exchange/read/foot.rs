//! Rows that add up others: `Total`, `Summe`, `Subtotal`, at the foot of a file or between its rows.
//! Must not know what becomes of such a row, nor which column is which.

use crate::domain::money::Cents;

use super::{marks, months};

/// How sure a name is that of a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Called {
    /// Nobody is called so.
    Surely,
    /// A customer may be called so: it is one unless it stands at the end or is the sum.
    Perhaps,
    /// Hardly anybody is called so, as `Average`: it is asked about unless it is that.
    Figure,
    /// Of a group, as `Total EMEA`, or a name that only begins so: it is asked about unless it is the sum.
    Group,
}

/// What nobody is called.
const SURE: &str = "totals|grand total|grand totals|subtotal|subtotals|sub-total|sub-totals|sub total|overall total|\
    gesamtsumme|gesamtergebnis|gesamtbetrag|zwischensumme|endsumme|summe gesamt|total general|total général|sous-total|\
    total geral|suma total|totale generale|totale complessivo|celkový součet|suma końcowa|eindtotaal|subtotaal|\
    total mrr|total arr|total amount|sum of mrr|mrr total|итого|всего|合計|小計|总计|合计|小计|總計|합계";

/// What somebody may be called.
const MAYBE: &str = "total|sum|summe|gesamt|insgesamt|suma|somme|totale|totaal|totalt|totalsumma|summa|razem|celkem|\
    toplam|yhteensä|ergebnis|ensemble|összesen|ukupno|kokku|kopā|viso|jumlah|tổng|tổng cộng|итог|σύνολο|計|σ|∑|\u{2140}";

/// What a row is called that says something of all others.
const FIGURES: &str = "overall|all|all customers|all accounts|all clients|all subscriptions|everything|alle|alle kunden|\
    tous|tous les clients|todos|todos los clientes|tutti|average|avg|mean|median|durchschnitt|mittelwert|moyenne|\
    promedio|média|media|gemiddelde|grand average|ø|customers|accounts|clients|logos|subscribers|kunden|\
    active customers|active accounts|customer count|net change|net new|new net|net growth|net movement|\
    net movements|net additions|net adds|net churn|net loss|net losses";

/// What is measured of all customers, and words that say which of it: of both a figure's name is made, as `Net MRR` and
/// `Ending ARR` are.
const MEASURES: &str = "mrr|arr|revenue|umsatz|arpa|arpu|nrr|grr";
const WHICH: &str = "net|new|gross|ending|closing|starting|opening|beginning|start|end|final|current|previous|recurring|\
    annual|expansion|contraction|churn|churned|lost|reactivation|cumulative|running|change|growth";

/// Words before the name of a group, or behind it.
const GROUPS: &str = "total|totals|subtotal|sub-total|subtotals|gesamt|gesamtsumme|zwischensumme|summe|ergebnis|totale|\
    totaal|suma|sous-total|razem|average";

/// The most words of the name of a group.
const GROUP: usize = 2;

/// Whether a cell names a total. It is asked for every row, so what is no such name is seen at a glance.
pub(super) fn called(cell: &str) -> Option<Called> {
    let cell = cell.trim();
    if cell.is_empty() || cell.len() > 60 || !(begins_so(cell) || ends_so(cell)) {
        return None;
    }
    let lower = cell.to_lowercase();
    let name = lower.split('(').next().unwrap_or(&lower);
    let name = name.trim_end_matches([':', '.', '=', ' ']);
    if among(SURE, name) {
        return Some(Called::Surely);
    }
    let words = name.split([' ', ':', '/', ',']);
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    if among(FIGURES, name) || is_measure(&words) {
        return Some(Called::Figure);
    }
    let (first, rest) = words.split_first()?;
    if (among(SURE, first) || among(MAYBE, first)) && rest.iter().all(|word| is_about(word)) {
        return Some(Called::Perhaps);
    }
    let group = match words.last().filter(|last| among(GROUPS, last)) {
        Some(_) => words.len() - 1,
        None if among(GROUPS, first) => rest.len(),
        None => 0,
    };
    (1..=GROUP).contains(&group).then_some(Called::Group)
}

fn among(list: &str, name: &str) -> bool {
    list.split('|').any(|word| word == name)
}

/// Whether a name is made of what is measured and words that say which of it.
fn is_measure(words: &[&str]) -> bool {
    let of_it = |word: &&&str| among(MEASURES, word);
    words.iter().any(|word| of_it(&word))
        && words
            .iter()
            .all(|word| of_it(&word) || among(WHICH, word) || is_about(word))
}

/// Whether a cell's last word can be that of a total of a group, or of a figure.
fn ends_so(cell: &str) -> bool {
    let cell = cell.split('(').next().unwrap_or(cell).trim_end();
    let (before, last) = cell.rsplit_once(' ').unwrap_or(("", cell));
    let last = last.trim_end_matches([':', '.', '=']);
    // An id is none at a glance.
    if last.len() > LAST || last.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let any = |list: &str| list.split('|').any(|word| word.eq_ignore_ascii_case(last));
    (!before.is_empty() && any(GROUPS)) || any(MEASURES) || any(COUNTED)
}

/// The longest of such words.
const LAST: usize = 14;

/// The last words of names of figures that count customers or change.
const COUNTED: &str = "customers|accounts|clients|logos|subscribers|kunden|count|change|growth|new|net|\
    movement|movements|additions|adds|churn|loss|losses";

/// Whether a cell can be such a name, from its first letters alone.
fn begins_so(cell: &str) -> bool {
    const FIRST: [&str; 28] = [
        "to", "su", "ge", "gr", "ov", "zw", "en", "so", "in", "ra", "ei", "er", "mr", "ce", "yh",
        "al", "av", "ev", "tu", "me", "du", "mi", "mo", "pr", "uk", "ko", "vi", "ju",
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
        || months::named(word).is_some()
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
    rows_since: i64,
    since: i64,
}

impl Sum {
    /// Whether an amount is what stands above: all, or what follows the last total. Of fewer rows than `least` it is
    /// none that anybody adds up.
    fn is(self, amount: Cents, least: i64) -> bool {
        let near = |rows: i64, sum: i64| {
            rows >= least && amount.0.abs_diff(sum) <= rows.unsigned_abs() / 2
        };
        near(self.rows, self.all) || near(self.rows_since, self.since)
    }

    /// Whether it is their mean.
    fn is_mean(self, amount: Cents) -> bool {
        let near = |rows: i64, sum: i64| {
            rows > 0 && amount.0.saturating_mul(rows).abs_diff(sum) <= rows.unsigned_abs()
        };
        near(self.rows, self.all) || near(self.rows_since, self.since)
    }
}

/// What the rows so far come to, in some columns of amounts.
#[derive(Debug, Default)]
pub(super) struct Sums(Vec<Sum>);

/// So many columns of amounts are added up: a wide file has one for each month, and a few of them are enough.
pub(super) const MOST: usize = 4;

impl Sums {
    /// Adds the amounts of a row.
    pub(super) fn take_in(&mut self, amounts: &[Option<Cents>]) {
        for (at, amount) in amounts.iter().enumerate() {
            amount.iter().for_each(|amount| self.add(at, *amount));
        }
    }

    /// Adds the amount of a row.
    fn add(&mut self, column: usize, amount: Cents) {
        if self.0.len() <= column {
            self.0.resize(column + 1, Sum::default());
        }
        let sum = &mut self.0[column];
        sum.rows += 1;
        sum.rows_since += 1;
        sum.all = sum.all.saturating_add(amount.0);
        sum.since = sum.since.saturating_add(amount.0);
    }

    /// Whether these amounts, one for each column, are what stands above them: of all rows, or of those since the
    /// last total. Rounded amounts may miss by half a cent a row. `None` where there is nothing to compare.
    pub(super) fn are(&self, amounts: &[Option<Cents>]) -> Option<bool> {
        self.each(amounts, |sum, amount| sum.is(amount, 1))
    }

    /// The same of more than one row.
    pub(super) fn are_of_several(&self, amounts: &[Option<Cents>]) -> bool {
        self.come_to(amounts, 2)
    }

    /// Whether they are what stands above them, or the mean of it.
    pub(super) fn are_or_mean(&self, amounts: &[Option<Cents>]) -> bool {
        self.are(amounts) == Some(true) || self.each(amounts, Sum::is_mean) == Some(true)
    }

    /// Whether these amounts are what all rows come to that were added up, of which there are at least so many.
    pub(super) fn come_to(&self, amounts: &[Option<Cents>], least: i64) -> bool {
        self.each(amounts, |sum, amount| sum.is(amount, least)) == Some(true)
    }

    /// Whether they are already more than such an amount, where none is below zero.
    pub(super) fn exceed(&self, amounts: &[Option<Cents>]) -> bool {
        let mut pairs = amounts.iter().zip(&self.0);
        pairs.any(|(amount, sum)| amount.is_some_and(|amount| sum.all > amount.0 + sum.rows))
    }

    fn each(&self, amounts: &[Option<Cents>], is: impl Fn(Sum, Cents) -> bool) -> Option<bool> {
        let pairs = amounts.iter().enumerate();
        let mut told = pairs.filter_map(|(at, amount)| {
            Some(((*amount)?, self.0.get(at).copied().unwrap_or_default()))
        });
        let (amount, sum) = told.next()?;
        Some(is(sum, amount) && told.all(|(amount, sum)| is(sum, amount)))
    }

    /// How many rows were added up.
    pub(super) fn rows(&self) -> i64 {
        self.0.iter().map(|sum| sum.rows).max().unwrap_or_default()
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
        for sum in &mut self.0 {
            (sum.since, sum.rows_since) = (0, 0);
        }
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
            ("∑", Some(Called::Perhaps)),
            ("Σ 2026", Some(Called::Perhaps)),
            ("Ensemble", Some(Called::Perhaps)),
            ("Total Energies", Some(Called::Group)),
            ("Subtotal EU", Some(Called::Group)),
            ("EMEA Total", Some(Called::Group)),
            ("Summe Nord Ost:", Some(Called::Group)),
            ("All customers", Some(Called::Figure)),
            ("Average", Some(Called::Figure)),
            ("MRR", Some(Called::Figure)),
            ("Net MRR", Some(Called::Figure)),
            ("Ending ARR 2026", Some(Called::Figure)),
            ("Net new MRR (EUR)", Some(Called::Figure)),
            ("Umsatz", Some(Called::Figure)),
            ("Net new", Some(Called::Figure)),
            ("Net movement:", Some(Called::Figure)),
            ("Brave New", None),
            ("Active customers", Some(Called::Figure)),
            ("Revenue Partners", None),
            ("New Growth", None),
            ("Kunden Kontor", None),
            ("TotalEnergies", None),
            ("Allianz", None),
            ("Average Joe", Some(Called::Group)),
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
        sums.take_in(&cents(100));
        sums.take_in(&cents(50));
        assert_eq!(
            (sums.are(&cents(150)), sums.are(&cents(100))),
            (Some(true), Some(false))
        );
        assert_eq!(sums.are(&cents(151)), Some(true), "each row may be rounded");
        assert!(sums.could_be(&cents(90)) && !sums.could_be(&cents(60)) && sums.could_be(&[None]));
        assert!(sums.are_of_several(&cents(150)) && sums.are_or_mean(&cents(75)));
        assert!(!sums.are_or_mean(&cents(70)));
        sums.begin_again();
        sums.take_in(&cents(70));
        assert!(!sums.are_of_several(&cents(70)) && sums.are_of_several(&cents(220)));
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
