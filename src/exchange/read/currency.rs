//! Which currency a file's amounts are in. Must not convert: one room counts in one currency.

use crate::domain::failure::Failure;
use crate::domain::money::Currency;

use super::fields::Shape;
use super::header::{Header, Mapping, words};
use super::hints::Hints;
use super::settle::Settled;

/// The currency of the file's amounts: the room's, the one given, the file's own.
pub(super) fn of(
    mapping: &Mapping,
    header: &Header,
    settled: &Settled,
    hints: &Hints,
    name: &str,
) -> Result<Option<Currency>, Failure> {
    if !mapping.kind.is_ledger() {
        return Ok(None);
    }
    if let (Some(given), Some(room)) = (&hints.currency, &hints.room_currency)
        && given != room
    {
        return Err(Failure::usage(format!(
            "reading {name} in {given}: the room counts in {room}"
        ))
        .hint("convert the amounts first, or use another room for them"));
    }
    let in_header = mapping
        .fields()
        .filter(|(field, _)| field.shape == Shape::Amount)
        .find_map(|(_, at)| named_currency(&header.columns.names[at]));
    let own = if settled.currencies.is_empty() {
        Vec::from_iter(in_header)
    } else {
        settled.currencies.clone()
    };
    match hints.currency.as_ref().or(hints.room_currency.as_ref()) {
        Some(wanted) if own.is_empty() || own.contains(wanted) => Ok(Some(wanted.clone())),
        Some(wanted) => Err(Failure::usage(format!(
            "reading {name}: it is in {}, not in {wanted}",
            own[0]
        ))
        .hint("convert the amounts first, or use another room for them")),
        None => own.into_iter().next().map(Some).ok_or_else(|| {
            Failure::usage(format!(
                "reading {name}: neither it nor the room says which currency its amounts are in"
            ))
            .hint("say it with --currency EUR")
        }),
    }
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
