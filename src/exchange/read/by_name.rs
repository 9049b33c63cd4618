//! What the name of a column says of its cells, whatever field it is: a state, a price of one of several, how many of
//! which interval. Must not know values.

use super::columns::{squeeze, words};
use super::fields;
use super::price::{self, Every};
use crate::domain::import::Interval;
use crate::domain::listed::is_listed;

/// Whether a column of this name says in what state something is.
pub(super) fn is_status(header: &str) -> bool {
    let states = ["status", "state", "statut", "estado"];
    words(header).any(|word| states.contains(&word.as_str()))
}

/// Whether yes in a column of this name means that somebody pays, or that nobody does any more; `None` of any other.
pub(super) fn flag(header: &str) -> Option<bool> {
    const GONE: &str = "archiv stopped closed removed churn attrit left lost exited cancel inactive terminated ended expired kündigt paus hold pastdue unpaid overdue delinquent \
        delete suspend deactivated disabled block lapsed dormant frozen test demo sandbox internal dummy";
    let squeezed = squeeze(header);
    let mut flags = fields::STATES.split_whitespace().skip(2);
    let known = flags.any(|flag| flag == squeezed);
    known.then(|| !GONE.split_whitespace().any(|gone| squeezed.contains(gone)))
}

/// Whether a column of this name may say who left, whatever yes means in it.
pub(super) fn says_who_left(header: &str) -> bool {
    const LEFT: &str = "churn churned cancelled canceled left attrited attrition exited";
    is_of_states(header) || words(header).any(|word| is_listed(LEFT, &word))
}

/// Whether a column of this name says in what state somebody is.
pub(super) fn is_of_states(name: &str) -> bool {
    is_status(name) || flag(name).is_some()
}

/// Whether an amount of this name may be the price of one of several, however often it is due: `monthly price`, `fee
/// per month`, `MRR per seat`.
pub(super) fn may_be_of_one(header: &str) -> bool {
    const PRICES: [&str; 10] = [
        "price",
        "fee",
        "rate",
        "tarif",
        "cost",
        "preis",
        "prix",
        "precio",
        "preco",
        "geb\u{fc}hr",
    ];
    const WHOLE: [&str; 4] = ["mrr", "arr", "recurring", "revenue"];
    let squeezed = squeeze(header);
    let has = |list: &[&str]| list.iter().any(|word| squeezed.contains(word));
    is_of_one(header) || (has(&PRICES) && !has(&WHOLE))
}

/// Whether an amount of this name is surely the price of one of several.
pub(super) fn is_of_one(header: &str) -> bool {
    const EACH: &str = "perseat peruser perlicen perunit permember perhead perperson peragent perdevice perlocation \
        unitmrr unitprice seatprice userprice pernutzer pronutzer prositz prolizenz einzelpreis stückpreis \
        parutilisateur porusuario";
    let squeezed = squeeze(header);
    EACH.split_whitespace().any(|each| squeezed.contains(each))
}

/// The interval that a column of counts says in its name that it counts, as `Term (years)` does.
pub(super) fn counted(header: &str) -> Option<Interval> {
    const UNITS: [(Interval, &str); 5] = [
        (
            Interval::Year,
            "year years yr yrs jahr jahre jahren ans années años anos anni",
        ),
        (Interval::Quarter, "quarter quarters quartale"),
        (
            Interval::Month,
            "month months mo mos monat monate monaten mois meses mesi",
        ),
        (Interval::Week, "week weeks wochen"),
        (Interval::Day, "day days tage"),
    ];
    let is = |units: &str| words(header).any(|word| is_listed(units, &word));
    let found = UNITS.into_iter().find(|(_, units)| is(units));
    found.map(|(unit, _)| unit)
}

/// How often a price is due where a column of this name is ticked: `yearly`, `is_annual`, `Pays quarterly`.
pub(super) fn ticked_interval(header: &str) -> Option<Every> {
    const AROUND: &str =
        "is has pays pay paying billing bills invoicing invoices payer subscription customer";
    const LETTERS: usize = 3;
    let words = words(header).filter(|word| !is_listed(AROUND, word));
    let bare: String = words.collect();
    let named = bare.chars().count() > LETTERS && !bare.contains(|c: char| c.is_ascii_digit());
    price::every(&bare).filter(|_| named)
}

/// In which interval a column says that it counts how many times: `payments per year`, `Raten pro Jahr`.
pub(super) fn shared(header: &str) -> Option<Interval> {
    const PER: &str = "per pro par por je a p";
    let words: Vec<String> = words(header).collect();
    let mut pairs = words.windows(2);
    let per = pairs.find(|pair| is_listed(PER, &pair[0]) && price::every(&pair[1]).is_some())?;
    price::every(&per[1]).map(|every| every.interval)
}
