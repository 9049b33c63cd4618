//! Rows that add up others: `Total`, `Summe`, `Subtotal`, at the foot of a file or between its rows.
//! Must not know what becomes of such a row, nor which column is which.

use super::{marks, months};
use crate::domain::listed::is_listed;

/// How sure a name is that of a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Called {
    /// Nobody is called so.
    Surely,
    /// A customer may be called so: it is one unless it stands at the end or is the sum.
    Perhaps,
    /// Hardly anybody is called so, as `Average`: it is asked about unless it is that.
    Figure,
    /// Of a group, as `Total EMEA`, or a name that only begins so: it is asked about unless it is the sum, or has a day
    /// as customers have.
    Group,
    /// The same where nobody is called so, as `Subtotal EMEA`.
    Part,
    /// It says something of the others that is no sum.
    Statistic(Statistic),
}

/// What a row can say of others that is no sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Statistic {
    /// What they are on average.
    Mean,
    /// What half of them are below.
    Median,
    /// How many they are.
    Count,
    /// The smallest or the largest: people are called `Max` and `Min` as well.
    Extreme,
}

/// What nobody is called.
const SURE: &str = "totals|grand total|grand totals|subtotal|subtotals|sub-total|sub-totals|sub total|overall total|\
    gesamtsumme|gesamtergebnis|gesamtbetrag|zwischensumme|endsumme|summe gesamt|total general|total général|sous-total|\
    total geral|suma total|totale generale|totale complessivo|celkový součet|suma końcowa|eindtotaal|subtotaal|\
    total mrr|total arr|total amount|sum of mrr|mrr total|suma częściowa|mezisoučet|delsumma|delsum|subtotale|\
    tussentotaal|totalsumma|общий итог|общая сумма|итого|всего|合計|小計|总计|合计|総計|总额|小计|總計|합계";

/// What somebody may be called.
const MAYBE: &str = "total|sum|summe|gesamt|insgesamt|suma|somme|totale|totaal|totalt|summa|razem|celkem|\
    toplam|yhteensä|ergebnis|ensemble|összesen|ukupno|kokku|kopā|viso|jumlah|tổng|tổng cộng|soma|łącznie|ogółem|samlet|sammenlagt|i alt|totales|totaux|totali|итог|σύνολο|計|σ|∑|\u{2140}";

/// What a row is called that says something of all others.
const FIGURES: &str = "overall|all|all customers|all accounts|all clients|all subscriptions|everything|alle|alle kunden|\
    tous|tous les clients|todos|todos los clientes|tutti|média|media|customers|accounts|clients|logos|subscribers|kunden|\
    active customers|active accounts|customer count|net change|net new|new net|net growth|net movement|\
    net movements|net additions|net adds|net churn|net loss|net losses|net|gross|netto|brutto|annualised|annualized|\
    per customer|per account|pro kunde|number of customers|number of accounts|number of subscriptions|#|active|still active|\
    inactive|churned|cancelled|canceled|aktiv|gekündigt|promoters|passives|detractors|promotoren|passive|kritiker|\
    detraktoren";

/// What a row is called that says what others are on average, in the middle, how many they are, the least and the most.
const STATISTICS: [(Statistic, &str); 4] = [
    (
        Statistic::Mean,
        "average|avg|mean|durchschnitt|schnitt|mittelwert|mittel|medel|średnio|media aritmética|moyenne|promedio|gemiddelde|medelvärde|średnia|grand average|ø",
    ),
    (Statistic::Median, "median|médiane|mediana|mediaan"),
    (
        Statistic::Count,
        "count|counts|anzahl|nombre|recuento|aantal|antal|grand count",
    ),
    (Statistic::Extreme, "min|max|minimum|maximum"),
];

/// What is measured of all customers, and words that say which of it: of both a figure's name is made, as `Net MRR` and
/// `Ending ARR` are.
const MEASURES: &str = "mrr|arr|revenue|umsatz|arpa|arpu|nrr|grr|vat|tax|mwst|ust|tva|iva|gst";
const WHICH: &str = "net|new|gross|ending|closing|starting|opening|beginning|start|end|final|current|previous|recurring|\
    annual|expansion|contraction|churn|churned|lost|reactivation|cumulative|running|change|growth";

/// Words of the rows that finance writes below a table with a column per month.
const FINANCE: &str = "sales|new|churn|churned|lost|budget|plan|planned|target|targets|forecast|goal|quota|actual|actuals|change|\
    changes|growth|yoy|mom|qoq|ytd|variance|diff|difference|expansion|contraction|reactivation|upgrades|downgrades|fx|\
    rate|index|share|headcount|cost|costs|cogs|margin|profit|loss|losses|ebit|ebitda|cash|cumulative|running|rolling|trend|net|\
    gross|ratio|quick|retention|logo|ltv|cac|arppu|soll|ist|plan|ziel|abweichung|veränderung|wachstum|neu|kündigungen|abgang|\
    zugang|abgänge|zugänge|neukunden|kurs|wechselkurs|prévision|prévisions|objectif|variation|croissance|nouveaux|perdus|taux|presupuesto|\
    objetivo|variación|crecimiento|nuevos|bajas|altas|tasa|previsto|obiettivo|crescita|begroting|groei|fte|prior|last|year|marketing|spend|\
    spending|hosting|expenses|salaries|payroll|vorjahr|vormonat|vorquartal|kosten|aufwand|marge|gewinn|année|précédente|précédent|mois|coût|coûts|frais|dépenses|\
    hébergement|marketingkosten|hostingkosten|año|anterior|mes|gasto|gastos|coste|costes|previsión|meta|doel|doelstelling|prognose|vorig|vorige|jaar|maand|\
    uitgaven";

/// Whether a row of a table with a column per month is called as finance calls what it writes below.
pub(super) fn is_of_finance(name: &str) -> bool {
    let lower = name.to_lowercase();
    let mut words = lower
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '%' | '-'))
        .filter(|word| !word.is_empty())
        .peekable();
    let of_it = |word: &str| among(FINANCE, word) || among(MEASURES, word) || among(WHICH, word);
    words.peek().is_some() && words.all(|word| of_it(word) || is_about(word))
}

/// What customers are grouped by, and hardly anybody is called.
const GROUPED: &str = "basic|pro|professional|starter|free|premium|standard|plus|team|business|enterprise|smb|mid-market|midmarket|\
    emea|apac|amer|americas|latam|dach|europe|europa|eu|us|usa|uk|row|north|south|east|west|nord|süd|ost|other|others|other customers|\
    other accounts|all other|all others|sonstige|übrige|andere|autres|otros|otras|overige|altri|direct|partner|partners|all regions|all plans|\
    all segments|new customers|new business|existing|existing customers";

/// Whether a row is called as customers are grouped.
pub(super) fn is_group(name: &str) -> bool {
    among(GROUPED, &name.to_lowercase())
}

/// Words before the name of a group, or behind it.
const GROUPS: &str = "total|totals|subtotal|sub-total|subtotals|gesamt|gesamtsumme|zwischensumme|summe|ergebnis|totale|\
    totaal|suma|sous-total|razem|soma|somme|summa|total geral|celkem|average";

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
    if let Some(statistic) = statistic(name, &words) {
        return Some(Called::Statistic(statistic));
    }
    if among(FIGURES, name) || is_measure(&words) {
        return Some(Called::Figure);
    }
    if among(MAYBE, name) {
        return Some(Called::Perhaps);
    }
    let (first, rest) = words.split_first()?;
    if (among(SURE, first) || among(MAYBE, first)) && rest.iter().all(|word| is_about(word)) {
        return Some(Called::Perhaps);
    }
    if let Some(rest) = SURE.split('|').find_map(|sure| beside(name, sure)) {
        let about = rest.split(' ').all(is_about);
        return Some(if about { Called::Surely } else { Called::Part });
    }
    let group = match words.last().filter(|last| among(GROUPS, last)) {
        Some(_) => words.len() - 1,
        None if among(GROUPS, first) => rest.len(),
        None => 0,
    };
    (1..=GROUP).contains(&group).then_some(Called::Group)
}

/// What stands beside a name of totals, before it or behind it.
fn beside<'a>(name: &'a str, total: &str) -> Option<&'a str> {
    // Where words are written without blanks, a total's is not set apart either.
    let joined = is_unspaced(total);
    let apart = |rest: &'a str, bare: Option<&'a str>| bare.or(joined.then_some(rest));
    let behind = name
        .strip_prefix(total)
        .and_then(|rest| apart(rest, rest.strip_prefix([' ', ':'])));
    let before = || {
        let rest = name.strip_suffix(total)?;
        apart(rest, rest.strip_suffix(' '))
    };
    behind.or_else(before).map(str::trim)
}

/// Whether a word is of a script that sets none apart.
fn is_unspaced(word: &str) -> bool {
    word.starts_with(|c: char| c >= '\u{2e80}')
}

/// The group of which a row is called the total, in lower case: `emea` of `Total EMEA`.
pub(super) fn group_of(cell: &str) -> Option<String> {
    let name = cell
        .trim()
        .trim_end_matches([':', '.', '=', ' '])
        .to_lowercase();
    let totals = SURE.split('|').chain(GROUPS.split('|'));
    let mut found = totals.filter_map(|total| beside(&name, total));
    found.find(|rest| !rest.is_empty()).map(str::to_owned)
}

/// What a row of this name says of the others, alone or with what it is about: `Average MRR`.
fn statistic(name: &str, words: &[&str]) -> Option<Statistic> {
    let is = |name: &str| {
        STATISTICS
            .iter()
            .find(|(_, list)| among(list, name))
            .map(|(is, _)| *is)
    };
    let (first, rest) = words.split_first()?;
    is(name).or_else(|| is(first).filter(|_| rest.iter().all(|word| is_about(word))))
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
    if !cell.is_ascii()
        && SURE
            .split('|')
            .any(|sure| is_unspaced(sure) && cell.ends_with(sure))
    {
        return true;
    }
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
    movement|movements|additions|adds|churn|loss|losses|promoters|passives|detractors|promotoren|passive|kritiker|detraktoren";

/// Whether a cell can be such a name, from its first letters alone.
fn begins_so(cell: &str) -> bool {
    const FIRST: [&str; 51] = [
        "to", "su", "ge", "gr", "ov", "zw", "en", "so", "in", "ra", "ei", "er", "mr", "ce", "yh",
        "al", "av", "ev", "tu", "me", "du", "mi", "mo", "pr", "uk", "ko", "vi", "ju", "og", "i ",
        "sa", "de", "co", "an", "ma", "ne", "br", "pe", "nu", "#", "ac", "st", "ch", "ca", "ak",
        "va", "ta", "mw", "tv", "gs", "sc",
    ];
    let two = cell.get(..2).unwrap_or(cell);
    let ascii = cell.as_bytes()[0].is_ascii();
    !ascii || FIRST.iter().any(|first| two.eq_ignore_ascii_case(first))
}

/// Whether a word behind `Total` says only what is added up: a day, a month, a currency, all customers.
fn is_about(word: &str) -> bool {
    const WORDS: &str = "for of per in and - mrr arr amount amounts revenue value customers accounts clients \
        subscriptions rows month monthly year active aktiv aktive actif actifs activos attivi actieve paying current all \
        company overall q1 q2 q3 q4 h1 h2";
    let number = word
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'.' | b'/' | b'%'));
    number
        || is_listed(WORDS, word)
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
            ("Subtotal EU", Some(Called::Part)),
            ("Grand Total Enterprise plan Europe", Some(Called::Part)),
            ("Enterprise Sub Total", Some(Called::Part)),
            ("Zwischensumme Nord", Some(Called::Part)),
            ("Total active", Some(Called::Perhaps)),
            ("Sum of active MRR", Some(Called::Perhaps)),
            ("Company total", Some(Called::Group)),
            ("Total Soft", Some(Called::Group)),
            ("I alt", Some(Called::Perhaps)),
            ("Łącznie", Some(Called::Perhaps)),
            ("EMEA Total", Some(Called::Group)),
            ("Summe Nord Ost:", Some(Called::Group)),
            ("Sum Q3", Some(Called::Perhaps)),
            ("Soma APAC", Some(Called::Group)),
            ("Summa Norden", Some(Called::Group)),
            ("Totalsumma", Some(Called::Surely)),
            ("Общий итог", Some(Called::Surely)),
            ("EMEA 合計", Some(Called::Part)),
            ("関東小計", Some(Called::Part)),
            ("合計商店", Some(Called::Part)),
        ] {
            assert_eq!(called(cell), is, "{cell}");
        }
        let group = |cell: &str| group_of(cell).unwrap_or_default();
        let groups = ["Total EMEA:", "Nord Summe", "Subtotal Pro"].map(group);
        assert_eq!(groups, ["emea", "nord", "pro"]);
        assert!(is_of("Alder Total", "Alder") && !is_of("Alder Total", "Birch"));
        assert!(!is_of("Alder Totals Ltd", "Alder") && !is_of("Total", ""));
    }

    #[test]
    fn figures_go_by_their_names_and_customers_keep_theirs() {
        for (cell, is) in [
            ("All customers", Some(Called::Figure)),
            ("Average", Some(Called::Statistic(Statistic::Mean))),
            ("Average MRR", Some(Called::Statistic(Statistic::Mean))),
            ("Count", Some(Called::Statistic(Statistic::Count))),
            (
                "Count of customers",
                Some(Called::Statistic(Statistic::Count)),
            ),
            ("MAX", Some(Called::Statistic(Statistic::Extreme))),
            ("Max Mustermann", None),
            ("Mina", None),
            ("Count Ltd", None),
            ("MRR", Some(Called::Figure)),
            ("Net MRR", Some(Called::Figure)),
            ("Ending ARR 2026", Some(Called::Figure)),
            ("Net new MRR (EUR)", Some(Called::Figure)),
            ("Umsatz", Some(Called::Figure)),
            ("Net new", Some(Called::Figure)),
            ("Net movement:", Some(Called::Figure)),
            ("Brave New", None),
            ("Net", Some(Called::Figure)),
            ("VAT 19%", Some(Called::Figure)),
            ("Gross:", Some(Called::Figure)),
            ("Churned", Some(Called::Figure)),
            ("Still active", Some(Called::Figure)),
            ("Annualised", Some(Called::Figure)),
            ("per customer", Some(Called::Figure)),
            ("#", Some(Called::Figure)),
            ("Number of customers", Some(Called::Figure)),
            ("Netflix", None),
            ("Active Minds", None),
            ("Gross & Sons", None),
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
    }
}
