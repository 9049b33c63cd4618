//! Whether a header can be read at all: it is one, of a known kind, and has what its kind needs; else what to do.
//! Must not know values.

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::word::Word;
use crate::exchange::safe::{quoted, shell};

use super::columns::{Index, squeeze};
use super::dates::Days;
use super::header::{self, Header, Mapping, pairs};

/// The mapping of a header, if every field its kind needs has a column.
///
/// # Errors
/// A sentence that says what it lacks, or what it is nearest to, and how to say the rest.
pub fn mapping(header: &Header, name: &str) -> Result<Mapping, Failure> {
    header::sane(header.absurd.as_ref(), name)?;
    if let Some(value) = header.columns.names.iter().find(|name| is_value(name)) {
        let value = quoted(value, 40);
        return Err(Failure::usage(format!(
            "reading {name}: it seems to have no line with the names of its columns; its first has {value}"
        ))
        .hint(
            "export it again with it, or write one: columns called received, account, reason, text, score and the \
             like are known, and others asked about",
        ));
    }
    if let (Some(shape), None) = (header.useless, &header.mapping) {
        let (vendor, what) = (shape.vendor, shape.what);
        return Err(
            Failure::usage(format!("reading {name}: it is {vendor}'s list of {what}"))
                .hint(shape.advice),
        );
    }
    let shown = header.columns.shown();
    match header.mapping.clone() {
        Some(mapping) => whole(mapping, header, name),
        None => Err(unknown(header, name, &shown)),
    }
}

/// The same, if it has a column for all that its kind needs.
///
/// # Errors
/// A sentence that says what it lacks, and how to say it.
pub fn whole(mapping: Mapping, header: &Header, name: &str) -> Result<Mapping, Failure> {
    let lacks = mapping.lacks();
    if lacks.is_empty() {
        return Ok(mapping);
    }
    let shown = header.columns.shown();
    let word = mapping.kind.word();
    let groups: Vec<String> = lacks.iter().map(|group| group.join(" or ")).collect();
    let maps: Vec<String> = lacks
        .iter()
        .map(|group| format!("--map {}=Header", group[0]))
        .collect();
    let (groups, maps) = (groups.join(" and none for "), maps.join(" "));
    Err(Failure::usage(format!(
        "reading {name} as {word}: no column for {groups}; it has {shown}"
    ))
    .hint(match mapping.shape.map_or("", |shape| shape.advice) {
        "" => format!("say which with {maps}"),
        advice => format!("{advice}; or say which with {maps}"),
    }))
}

/// Refuses to leave out a column without which a file is no longer what it was: `whole` is its header with it.
///
/// # Errors
/// A sentence that says what it would become.
pub fn keeps_its_kind(
    header: &Header,
    whole: &Header,
    ignored: &[String],
    name: &str,
) -> Result<(), Failure> {
    let kind = |header: &Header| header.mapping.as_ref().map(|mapping| mapping.kind);
    let (Some(was), now) = (kind(whole), kind(header)) else {
        return Ok(());
    };
    if now == Some(was) {
        return Ok(());
    }
    let columns: Vec<String> = ignored.iter().map(|column| quoted(column, 40)).collect();
    let (columns, was) = (columns.join(" and "), was.word());
    let reads = now.map_or("nothing that is known".to_owned(), |now| {
        now.word().to_owned()
    });
    let way = now.map_or(String::new(), |now| {
        format!("; or say --as-kind {} if it is that", now.word())
    });
    Err(Failure::usage(format!(
        "reading {name}: it has {was}, and without {columns} it would read as {reads}"
    ))
    .hint(format!("leave --ignore out for what makes it {was}{way}")))
}

/// Fields that each reckon with a price in their own way: a column is one of them.
const RECKONED: [&str; 6] = [
    "interval_count",
    "quantity",
    "discount",
    "discount_percent",
    "discount_fraction",
    "amount",
];

/// Refuses two columns of the file for one field, and one column for two ways to reckon with a price.
///
/// # Errors
/// A sentence that names them.
pub fn said_once(header: &Header, map: &[(String, String)], name: &str) -> Result<(), Failure> {
    let index = Index::of(&header.columns);
    let found = map.iter();
    let found: Vec<(&str, usize)> = found
        .filter_map(|(field, column)| Some((field.as_str(), index.find(column)?)))
        .collect();
    let several = |field: &str| matches!(field, "also" | "text" | "end");
    let reckoned = |field: &str| RECKONED.contains(&field);
    for (at, (field, column)) in found.iter().enumerate() {
        let twice = |(other, of): &&(&str, usize)| {
            (other == field && of != column && !several(field))
                || (other != field && of == column && reckoned(field) && reckoned(other))
        };
        let Some((other, of)) = found[..at].iter().find(twice) else {
            continue;
        };
        let [column, of] = [*column, *of].map(|at| quoted(&header.columns.names[at], 40));
        let (said, which) = match other == field {
            true => (format!("{of} and {column} as {field}"), "column it is"),
            false => (
                format!("{column} as {other} and as {field}"),
                "of them it is",
            ),
        };
        return Err(
            Failure::usage(format!("reading {name}: --map gives {said}"))
                .hint(format!("say which {which}")),
        );
    }
    Ok(())
}

/// Columns of no known kind: the nearest one, and what it lacks, leads on.
fn unknown(header: &Header, name: &str, shown: &str) -> Failure {
    let kinds = ImportKind::ALL.map(ImportKind::word).join(", ");
    let plain = Failure::usage(format!(
        "reading {name}: its columns are of no known kind of file; it has {shown}"
    ));
    if header.columns.names.iter().any(|name| is_of_sales(name)) {
        return plain.hint(
            "it looks like payments, invoices or deals, of which a subscription has many: bring the list of \
             subscriptions, or the MRR of each customer by month",
        );
    }
    let Some(nearest) = header::nearest(&header.columns) else {
        return plain.hint(format!(
            "say what it is with --as-kind ({kinds}) and --map field=Header"
        ));
    };
    let word = nearest.kind.word();
    let lacks: Vec<&str> = nearest.lacks().iter().map(|group| group[0]).collect();
    let maps: Vec<String> = lacks.iter().map(|field| likely(field, header)).collect();
    plain.hint(format!(
        "nearest are {word}, but no column says {}: --as-kind {word} {}; or another kind ({kinds})",
        lacks.join(" and "),
        maps.join(" ")
    ))
}

/// The option that says which column a field is, with one of the file that it may well be.
fn likely(field: &str, header: &Header) -> String {
    let names = &header.columns.names;
    let pair = pairs::among(names.iter().map(String::as_str).enumerate());
    if let Some(pair) = pair.filter(|_| field == "start") {
        let [first, last] = [pair.first, pair.last].map(|at| shell(&names[at]));
        return format!("--map start={first} --map end={last}");
    }
    const LIKELY: [(&str, &str, &str); 3] = [
        (
            "id",
            "email emailaddress mail companyname company businessname organization",
            " (or another that tells one customer from another)",
        ),
        (
            "account",
            "email emailaddress mail companyname company name subscriptionid",
            " (or another that tells one customer from another)",
        ),
        (
            "start",
            "periodstart currentperiodstart servicestart",
            " (and --map end for its last day, where a row is a period that was paid for)",
        ),
    ];
    let known = LIKELY.iter().find(|(of, ..)| *of == field);
    let column = known.and_then(|(_, list, why)| {
        let mut list = list.split_whitespace();
        let named = |one: &str| names.iter().find(|name| squeeze(name) == one);
        Some((shell(list.find_map(named)?), *why))
    });
    let (column, why) = match (column, field) {
        (Some(found), _) => found,
        (None, "amount") => ("Header".to_owned(), " (or export it again with its prices)"),
        (None, _) => ("Header".to_owned(), ""),
    };
    format!("--map {field}={column}{why}")
}

/// Whether a column is one of payments, invoices or deals.
fn is_of_sales(name: &str) -> bool {
    const SALES: &str = "payment pagamento paiement zahlung invoice rechnung factura facture transaction transacao \
        transaccion opportunity deal";
    let squeezed = squeeze(name);
    let id = squeezed.contains("id") || squeezed.contains("status") || squeezed.contains("number");
    id && SALES
        .split_ascii_whitespace()
        .any(|sale| squeezed.contains(sale))
}

/// Whether a name of a column is none: a day with its time, an address.
fn is_value(name: &str) -> bool {
    let time = name.contains(':') && Days::default().could_be(name);
    let address = name.split_once('@').is_some_and(|(who, at)| {
        !who.is_empty() && at.contains('.') && !name.contains(char::is_whitespace)
    });
    time || address
}
