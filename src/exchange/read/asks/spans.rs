//! Prices that by their names are what a whole contract or a bill comes to, where no column says for how long.
//! Must not decide.

use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::exchange::read::columns::{squeeze, words};
use crate::exchange::read::{Sign, Source, priced_as};
use crate::exchange::safe::{quoted, shell};

use super::{Question, Way};

/// Words of what is agreed or billed at once.
const SUMS: &str = "tcv contract contracted agreement invoice invoiced invoices bill bills billings bookings booking order \
    deal paid payment payments lifetime ltv cltv rechnung vertrag facture fattura factura contrat contrato contratto";

/// The same as parts of a longer word.
const WITHIN: [&str; 6] = [
    "rechnungs",
    "auftrags",
    "vertragswert",
    "contractvalue",
    "invoicetotal",
    "invoiceamount",
];

/// Words of columns with days.
const DAYS: &str = "date day on at end ends until datum fecha";

/// Names that say of an amount only that it is one in all.
const TOTALS: [&str; 12] = [
    "total",
    "totals",
    "totalamount",
    "amounttotal",
    "totalprice",
    "grandtotal",
    "sum",
    "summe",
    "gesamt",
    "gesamtbetrag",
    "montanttotal",
    "importetotal",
];

/// Whether a price of this name is hardly a month's.
pub(super) fn is_sum(name: &str) -> bool {
    let squeezed = squeeze(name);
    words(name).any(|word| is_listed(SUMS, &word))
        || WITHIN.iter().any(|part| squeezed.contains(part))
        || TOTALS.contains(&squeezed.as_str())
}

/// Whether it may be that of another time: one whose word means two, or is none of those that prices are stored for.
fn may_be_longer(name: &str) -> bool {
    is_sum(name) || priced_as::due(name) == Sign::Either
}

/// What is open about them, where no other question asks how often; that a person said which column the price is says
/// nothing of it.
pub(super) fn question(source: &Source, asked: &[Question]) -> Option<Question> {
    let ways = || asked.iter().flat_map(|question| &question.settled_by);
    if ways().any(|way| way.option.starts_with("--map interval")) {
        return None;
    }
    let column = |field: &str| source.mapping.column(field);
    let said = ["interval", "interval_count", "period_start"];
    let open = source.kind == ImportKind::Subscriptions
        && source.mapping.shape.is_none()
        && source.interval.is_none()
        && said.iter().all(|field| column(field).is_none());
    let price = column("amount").filter(|at| open && may_be_longer(&source.names[*at]))?;
    let name = &source.names[price];
    let (time, named) = match is_sum(name) {
        true => ("more than a month", ""),
        false => (
            "another time than a month",
            ", nor does its name, as price per 6 months would",
        ),
    };
    let open = format!(
        "{} may be for {time}, and no column says for how long{named}",
        quoted(name, 40)
    );
    let mut ways = vec![
        Way::of("--map interval=COLUMN".to_owned()),
        Way::of("--map interval_count=COLUMN".to_owned()),
        Way::when("--ignore-rest".to_owned(), "if it is a month's everywhere"),
    ];
    ways.extend(column("start").zip(column("end")).map(|(from, to)| {
        let [from, to] = [from, to].map(|at| shell(&source.names[at]));
        let days = format!("--map start={from} --map end={to}");
        let span = format!("--map period_start={from} --map period_end={to}");
        Way::when(
            format!("{days} {span}"),
            "if it is as long as from one day to the other",
        )
    }));
    ways.extend(renewed(source).map(|(from, to)| {
        let span = format!("--map period_start={from} --map period_end={to}");
        Way::when(span, "if it is as long as from one day to the other")
    }));
    Some(Question::new(&source.file, open, ways).proposing(0))
}

/// The first day, and the one until which it is agreed as the name of its column says, of which nothing else is made.
fn renewed(source: &Source) -> Option<(String, String)> {
    const UNTIL: &str = "renewal renews renewed expiry expiration expires term until verlängerung renouvellement renovación";
    let start = source.mapping.column("start")?;
    let until = |at: &usize| words(&source.names[*at]).any(|word| is_listed(UNTIL, &word));
    let dated = |at: &usize| words(&source.names[*at]).any(|word| is_listed(DAYS, &word));
    let to = source.unused().find(|at| until(at) && dated(at))?;
    let [from, to] = [start, to].map(|at| shell(&source.names[at]));
    Some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_agreed_or_billed_at_once_is_no_price_of_a_month() {
        for (name, is) in [
            ("TCV", true),
            ("contract value", true),
            ("Invoice total", true),
            ("amount_paid", true),
            ("Rechnungsbetrag", true),
            ("Total", true),
            ("Total amount", true),
            ("Total MRR", false),
            ("price", false),
            ("Amount", false),
            ("monthly fee", false),
            ("Reordering fee", false),
        ] {
            assert_eq!(is_sum(name), is, "{name}");
        }
    }
}
