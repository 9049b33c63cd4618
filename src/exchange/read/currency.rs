//! Which currency a file's amounts are in: one room counts in one, and others need a rate.
//! Must not convert.

use crate::domain::failure::Failure;
use crate::domain::money::Currency;

use super::columns::words;
use super::fields::Shape;
use super::header::{Header, Mapping};
use super::hints::Hints;
use super::settle::Settled;

/// The currency the file's amounts are taken in as: the room's, the one given, the file's own; and that of
/// rows that do not say one, where it is another and will be converted.
pub(super) fn of(
    mapping: &Mapping,
    header: &Header,
    settled: &Settled,
    hints: &Hints,
    name: &str,
) -> Result<(Option<Currency>, Option<Currency>), Failure> {
    if !mapping.kind.is_ledger() {
        return Ok((None, None));
    }
    let known = |currency: &Currency| hints.rates.contains_key(currency);
    let given = hints.currency.as_ref();
    if let (Some(given), Some(room)) = (given, &hints.room_currency)
        && given != room
        && !known(given)
    {
        return Err(Failure::usage(format!(
            "reading {name} in {given}: the room counts in {room}"
        ))
        .hint(other_ways(given)));
    }
    let in_header = mapping
        .fields()
        .filter(|(field, _)| field.shape == Shape::Amount)
        .find_map(|(_, at)| named_currency(&header.columns.names[at]));
    let unsaid = given.cloned().or_else(|| in_header.clone());
    let mut own = settled.currencies.clone();
    for mark in &settled.marks {
        let mut likely = own.iter().chain(&unsaid).chain(&hints.room_currency);
        let meant = likely.find(|likely| mark.can_be(likely)).cloned();
        own.extend(meant.or_else(|| mark.usual()));
    }
    if own.is_empty() {
        own.extend(unsaid.clone());
    }
    match hints.room_currency.as_ref().or(given) {
        Some(wanted) if own.is_empty() || own.iter().any(|own| own == wanted || known(own)) => {
            Ok((Some(wanted.clone()), unsaid))
        }
        Some(wanted) => Err(Failure::usage(format!(
            "reading {name}: it is in {}, not in {wanted}",
            own[0]
        ))
        .hint(other_ways(&own[0]))),
        None => match own.into_iter().next() {
            Some(first) => Ok((Some(first), unsaid)),
            None => Err(unsaid_currency(settled, name)),
        },
    }
}

/// Nobody says what currency a file is in, or its sign is that of several.
fn unsaid_currency(settled: &Settled, name: &str) -> Failure {
    match settled.marks.first() {
        Some(mark) => Failure::usage(format!(
            "reading {name}: the sign beside its amounts can be {}",
            mark.listed()
        ))
        .hint(format!(
            "say which with --currency {}",
            mark.codes().next().unwrap_or("EUR")
        )),
        None => Failure::usage(format!(
            "reading {name}: neither it nor the room says which currency its amounts are in"
        ))
        .hint("say it with --currency EUR"),
    }
}

fn other_ways(currency: &Currency) -> String {
    format!("{}, or use another room for it", add_a_rate(currency))
}

/// What to do about a currency without a rate.
pub(super) fn add_a_rate(currency: &Currency) -> String {
    format!(
        "add {currency} = \"0.92\" with your rate under [currency.rates] in the configuration, or convert it first"
    )
}

/// A currency at the end of a header: `MRR (USD)`, `amount_eur`.
fn named_currency(header: &str) -> Option<Currency> {
    const KNOWN: [&str; 12] = [
        "usd", "eur", "gbp", "chf", "cad", "aud", "nzd", "sek", "nok", "dkk", "pln", "inr",
    ];
    words(header)
        .last()
        .filter(|w| KNOWN.contains(&w.as_str()))?
        .parse()
        .ok()
}
