//! Which currency a file's amounts are in: one room counts in one, and others need a rate.
//! Must not convert.

use std::collections::BTreeSet;

use crate::domain::failure::Failure;
use crate::domain::money::Currency;
use crate::exchange::safe::{quoted, shell};

use super::fields::ValueShape;
use super::header::{Header, Mapping};
use super::hints::Hints;
use super::marks::{self, MoneyMark};
use super::question::{Unread, Way};
use super::settle::SettledColumns;

/// The currency the file's amounts are taken in as: the room's, the one given, the file's own; and that of
/// rows that do not say one, where it is another and will be converted.
pub(super) fn of(
    mapping: &Mapping,
    header: &Header,
    settled: &SettledColumns,
    hints: &Hints,
    name: &str,
) -> Result<(Option<Currency>, Option<Currency>), Unread> {
    if !mapping.kind.is_ledger() {
        return Ok((None, None));
    }
    let known = |currency: &Currency| hints.rates.contains_key(currency);
    let given = hints.currency.as_ref();
    can_be_said(hints, name)?;
    let in_header = in_header(mapping, header, settled, hints);
    // What the header of the amounts says is theirs, whatever was said of the whole call.
    let unsaid = in_header.or_else(|| given.cloned());
    let named = named(settled, unsaid.as_ref(), hints);
    let own = of_all(settled, &named, unsaid.as_ref(), hints);
    match hints.room_currency.as_ref().or(given) {
        Some(wanted) if own.is_empty() || own.iter().any(|own| own == wanted || known(own)) => {
            Ok((Some(wanted.clone()), unsaid))
        }
        Some(wanted) => Err(beside(mapping, header, wanted, name).unwrap_or_else(|| {
            let open = format!("reading {name}: it is in {}, not in {wanted}", own[0]);
            Failure::usage(open).hint(other_ways(&own[0])).into()
        })),
        None => match (&own[..], &unsaid) {
            ([], _) => Err(unsaid_currency(mapping, header, settled, name)),
            (_, Some(header)) if settled.bare > 0 => Ok((Some(header.clone()), unsaid)),
            (_, None) if settled.bare > 0 && !named.is_empty() => Err(some_say_none(&named, name)),
            ([first, others @ ..], _)
                if others.iter().all(|other| other == first || known(other)) =>
            {
                Ok((Some(first.clone()), unsaid))
            }
            (several, _) => Err(which_counts(several, name)),
        },
    }
}

/// The currency that the header of the amounts says, or a row of units below it.
fn in_header(
    mapping: &Mapping,
    header: &Header,
    settled: &SettledColumns,
    hints: &Hints,
) -> Option<Currency> {
    let amounts = mapping.fields();
    let mut amounts = amounts.filter(|(field, _)| field.shape == ValueShape::Amount);
    let named = amounts.find_map(|(_, at)| named_currency(&header.columns.names[at]));
    named.or(settled.unit).and_then(|mark| {
        let room = hints.room_currency.clone();
        room.filter(|room| mark.can_be(room))
            .or_else(|| mark.usual())
    })
}

/// The currencies that rows say, and amounts beside them.
fn named(settled: &SettledColumns, unsaid: Option<&Currency>, hints: &Hints) -> Vec<Currency> {
    let mut own = settled.currencies.clone();
    for mark in &settled.marks {
        let mut likely = own.iter().chain(unsaid).chain(&hints.room_currency);
        let meant = likely.find(|likely| mark.can_be(likely)).cloned();
        own.extend(meant.or_else(|| mark.usual()));
    }
    own
}

/// The same with that of amounts which say none. Where those are most, a code beside another is that of its row alone.
fn of_all(
    settled: &SettledColumns,
    named: &[Currency],
    unsaid: Option<&Currency>,
    hints: &Hints,
) -> Vec<Currency> {
    let mut own = named.to_vec();
    if own.is_empty() {
        own.extend(unsaid.cloned());
    } else if settled.bare > 0 && settled.bare >= settled.marked {
        own.extend(unsaid.or(hints.room_currency.as_ref()).cloned());
    }
    // What was billed in says what the amounts are in only where nobody else does, and all were billed in one.
    if let ([], None, [billed]) = (&own[..], &hints.room_currency, &settled.billed[..]) {
        own.push(billed.clone());
    }
    own
}

/// The amounts are in another currency, and a column beside theirs is by its name in the one that is wanted.
fn beside(mapping: &Mapping, header: &Header, wanted: &Currency, name: &str) -> Option<Unread> {
    let mut amounts = mapping.fields();
    let (field, at) = amounts.find(|(field, _)| field.shape == ValueShape::Amount)?;
    let names = &header.columns.names;
    let is_wanted = |name: &&String| named_currency(name).is_some_and(|mark| mark.can_be(wanted));
    let other = names.iter().find(is_wanted)?;
    let open = format!(
        "{} is not in {wanted}, and {} is by its name",
        quoted(&names[at], 40),
        quoted(other, 40)
    );
    // What says in which currency each of the others is says nothing of these.
    let code = mapping.column("currency");
    let ignore = code.map_or(String::new(), |at| {
        format!(" --ignore {}", shell(&names[at]))
    });
    let way = Way::of(format!("--map {}={}{ignore}", field.name, shell(other)));
    Some(Unread::asks(name, open, vec![way]))
}

/// Refuses a currency that somebody gave and that is neither the room's nor has a rate.
fn can_be_said(hints: &Hints, name: &str) -> Result<(), Failure> {
    match (&hints.currency, &hints.room_currency) {
        (Some(given), Some(room)) if given != room && !hints.rates.contains_key(given) => {
            Err(Failure::usage(format!(
                "reading {name} in {given}: the room counts in {room}"
            ))
            .hint(other_ways(given)))
        }
        (Some(_) | None, _) => Ok(()),
    }
}

/// Some amounts say in which currency they are, and others nothing.
fn some_say_none(named: &[Currency], name: &str) -> Unread {
    let codes: BTreeSet<&str> = named.iter().map(Currency::code).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let open = format!(
        "some of its amounts say that they are in {}, and others say nothing",
        codes.join(", ")
    );
    let ways = codes.iter().enumerate().map(|(at, code)| {
        let option = format!("--currency {code}");
        match at + 1 == codes.len() {
            true => Way::when(option, "or the code of the one that the others are in"),
            false => Way::of(option),
        }
    });
    Unread::asks(name, open, ways.collect())
}

/// A room that counts in nothing yet would count in what the first row of several currencies happens to be in.
fn which_counts(several: &[Currency], name: &str) -> Unread {
    let codes: BTreeSet<&str> = several.iter().map(Currency::code).collect();
    let codes: Vec<&str> = codes.into_iter().collect();
    let open = format!(
        "its amounts are in {}, and a room counts in one: rows in another are rejected until its rate stands under \
         [currency.rates] in the configuration",
        codes.join(", ")
    );
    let ways = codes
        .iter()
        .map(|code| Way::of(format!("--currency {code}")));
    Unread::asks(name, open, ways.collect())
}

/// So many of the currencies that a sign can mean are offered.
const MOST_MEANINGS: usize = 4;

/// Nobody says what currency a file is in, or its sign is that of several.
fn unsaid_currency(
    mapping: &Mapping,
    header: &Header,
    settled: &SettledColumns,
    name: &str,
) -> Unread {
    let way = |code: &str| Way::of(format!("--currency {code}"));
    let says = mapping.column("currency").filter(|_| settled.marked > 0);
    let says = says.map(|at| &header.columns.names[at]);
    match (settled.marks.first(), says) {
        (Some(mark), _) => Unread::asks(
            name,
            format!("the sign beside its amounts can be {}", mark.listed()),
            mark.codes().take(MOST_MEANINGS).map(way).collect(),
        ),
        (None, Some(column)) => Unread::asks(
            name,
            format!(
                "{} says in which currency its amounts are, in no code that is known",
                quoted(column, 40)
            ),
            vec![Way::when(
                format!("--currency EUR --ignore {}", shell(column)),
                "or the code of the one it is",
            )],
        ),
        (None, None) => Unread::asks(
            name,
            "neither it nor the room says which currency its amounts are in".to_owned(),
            vec![Way::when(
                "--currency EUR".to_owned(),
                "or the code of the one it is",
            )],
        ),
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

/// Codes that are hardly a word of any language.
pub(super) const KNOWN: [&str; 26] = [
    "usd", "eur", "gbp", "chf", "cad", "aud", "nzd", "sek", "nok", "dkk", "pln", "inr", "jpy",
    "cny", "krw", "brl", "mxn", "zar", "sgd", "hkd", "twd", "czk", "huf", "ils", "kwd", "thb",
];

/// A currency at the end of a header: `MRR (USD)`, `amount_eur`, `Price (€)`.
pub(super) fn named_currency(header: &str) -> Option<MoneyMark> {
    let between = |c: char| c.is_whitespace() || "()[]_/-.:,".contains(c);
    let last = header.split(between).rfind(|part| !part.is_empty())?;
    // How many of it, as `k$`, is none of it.
    let last = ["k", "K", "m", "M"]
        .iter()
        .find_map(|scale| last.strip_prefix(scale))
        .filter(|rest| !rest.is_empty() && rest.chars().all(|c| !c.is_alphanumeric()))
        .unwrap_or(last);
    let sign = !last.chars().all(char::is_alphanumeric);
    let known = sign || KNOWN.iter().any(|known| last.eq_ignore_ascii_case(known));
    marks::of(last).filter(|_| known)
}
