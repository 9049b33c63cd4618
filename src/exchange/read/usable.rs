//! Whether a header can be read at all: it is one, of a known kind, and has what its kind needs; else what to do.
//! Must not know values, but for which columns hold words.

use std::io;

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::domain::sort::sort_by_key;
use crate::domain::word::Word;
use crate::exchange::safe::{quoted, shell};

use super::columns::{FORMER, Index, squeeze, words};
use super::fields::ends_as_account;
use super::guess::{self, Guess};
use super::header::{self, Header, Mapping, pairs};
use super::headless;
use super::of_whom;
use super::question::{ANY, Unread, Way};
use super::records::Records;
use super::spoken::sample::{self, ColumnSample};

/// The file that a header is of.
#[derive(Clone, Copy)]
pub struct HeaderOf<'a> {
    /// Its name, for sentences.
    pub name: &'a str,
    /// What stands between its cells.
    pub separator: u8,
    /// A way to all its records.
    pub records: &'a dyn Fn() -> io::Result<Records>,
}

/// The mapping of a header, if every field its kind needs has a column.
///
/// # Errors
/// A sentence that says what it lacks, or what it is nearest to, and how to say the rest.
pub fn mapping(header: &Header, of: HeaderOf<'_>) -> Result<Mapping, Unread> {
    let name = of.name;
    header::sane(header.absurd.as_ref(), name)?;
    headless::has_names(header, name, (of.separator, of.records))?;
    if let (Some(shape), None) = (header.useless, &header.mapping) {
        let (vendor, what) = (shape.vendor, shape.what);
        let list = format!("reading {name}: it is {vendor}'s list of {what}");
        return Err(Failure::usage(list).hint(shape.advice).into());
    }
    match header.mapping.clone() {
        Some(mapping)
            if of_whom::could_be_all(&mapping, header) && guess(header, of)?.is_of_all() =>
        {
            let open = format!("reading {name}: each of its rows is of all customers together");
            Err(Failure::usage(open).hint(of_whom::ALL).into())
        }
        Some(mapping) => whole(mapping, header, of),
        None => Err(unknown(header, of)?),
    }
}

/// The same, if it has a column for all that its kind needs.
///
/// # Errors
/// A sentence that says what it lacks, and how to say it.
pub fn whole(mapping: Mapping, header: &Header, of: HeaderOf<'_>) -> Result<Mapping, Unread> {
    let name = of.name;
    let lacks = mapping.lacks();
    if lacks.is_empty() {
        return Ok(mapping);
    }
    let groups: Vec<String> = lacks.iter().map(|group| group.join(" or ")).collect();
    let mut open = format!(
        "as {} it has no column for {}; it has {}",
        mapping.kind.word(),
        groups.join(" and none for "),
        header.columns.shown()
    );
    let ways: Vec<Way> = match lacks.iter().find(|group| group.contains(&"text")) {
        Some(_) => worded(header, of.records)
            .map_err(|e| Failure::disk(&format!("reading {name}"), e))?
            .into_iter()
            .map(|column| Way::of(format!("--map text={}", shell(&column))))
            .collect(),
        None => {
            let guess = guess(header, of)?;
            let ways = lacks.iter().map(|group| likely(group[0], header, &guess));
            vec![joined(ways.collect())]
        }
    };
    let advice = mapping.shape.map_or("", |shape| shape.advice);
    if !advice.is_empty() && !ways.iter().any(Way::is_whole) {
        open = format!("{open}; {advice}");
    }
    Err(Unread::asks(name, open, ways))
}

/// The columns that hold words, what looks most like what people wrote themselves first: it may stand in any of them.
fn worded(header: &Header, records: &dyn Fn() -> io::Result<Records>) -> io::Result<Vec<String>> {
    let columns = &header.columns;
    let mut samples: Vec<ColumnSample> = (columns.ours()..columns.names.len())
        .map(|at| ColumnSample::new(at, columns))
        .collect();
    sample::look(records()?, header.skip, &mut samples)?;
    let most = samples.iter().map(ColumnSample::filled).max();
    let freedom = |sample: &ColumnSample| sample.freedom(most.unwrap_or_default());
    samples.retain(ColumnSample::is_worded);
    sort_by_key(&mut samples, |sample| {
        std::cmp::Reverse((freedom(sample) * 1e6) as u64)
    });
    let names = columns.distinct();
    let mut found: Vec<String> = samples
        .iter()
        .take(MOST_WORDED)
        .map(|sample| names[sample.at].clone())
        .collect();
    if found.is_empty() {
        found.push(ANY.to_owned());
    }
    Ok(found)
}

/// So many columns of words are offered.
const MOST_WORDED: usize = 3;

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
const RECKONED: [&str; 7] = [
    "interval_count",
    "quantity",
    "discount",
    "discount_percent",
    "discount_fraction",
    "addon",
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
    let several = |field: &str| matches!(field, "also" | "text" | "end" | "reason" | "part");
    let reckoned = |field: &str| RECKONED.contains(&field);
    // `3 x 50` says both.
    let both = |a: &str, b: &str| [[a, b], [b, a]].contains(&["amount", "quantity"]);
    for (at, (field, column)) in found.iter().enumerate() {
        let twice = |(other, of): &&(&str, usize)| {
            let reckoned = reckoned(field) && reckoned(other) && !both(field, other);
            (other == field && of != column && !several(field))
                || (other != field && of == column && reckoned)
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

/// What is said of a file with the columns of payments.
const OF_SALES: &str = "it looks like payments, invoices or deals, of which a subscription has many: bring the list of \
                        subscriptions, or the MRR of each customer by month";

/// What is said of a file that nothing is near to.
const OF_NOTHING_NEAR: &str = "say what it is with --as-kind and --map field=COLUMN (sums by day or by country, without \
                               a column that tells customers apart, are none of these; a table with a column for \
                               each customer has to be turned round)";

/// Columns of no known kind: the nearest one, and what it lacks, leads on.
fn unknown(header: &Header, of: HeaderOf<'_>) -> Result<Unread, Failure> {
    let name = of.name;
    let kinds = ImportKind::ALL.map(ImportKind::word).join(", ");
    let unknown = "its columns are of no known kind of file";
    let has = format!("it has {}; known are {kinds}", header.columns.shown());
    let open = format!("{unknown}; {has}");
    let refused = |why: &str| Err(Failure::usage(format!("reading {name}: {open}")).hint(why));
    if header.columns.names.iter().any(|name| is_of_sales(name)) {
        return refused(OF_SALES);
    }
    let guess = guess(header, of)?;
    if guess.is_of_all() {
        let open = format!("reading {name}: each of its rows is of all customers together; {has}");
        return Err(Failure::usage(open).hint(of_whom::ALL));
    }
    if let Some((times, way)) = of_whom::times(header).or_else(|| of_whom::ticked(&guess)) {
        let open = format!("{unknown}; {times}; {has}");
        return Ok(Unread::asks(name, open, vec![way]));
    }
    let Some(nearest) = header::nearest(&header.columns) else {
        let found = of_whom::team(header).or_else(|| guess.way());
        return match found.or_else(|| of_whom::customers(header, &guess)) {
            Some(way) => Ok(Unread::asks(name, open, vec![way])),
            None => refused(OF_NOTHING_NEAR),
        };
    };
    Ok(near(&nearest, (header, name), &guess, [unknown, &has]))
}

/// The nearest kind of a file and what it lacks, which leads on; `unknown` and what it `has` are the rest of the sentence.
fn near(
    nearest: &Mapping,
    (header, name): (&Header, &str),
    guess: &Guess,
    [unknown, has]: [&str; 2],
) -> Unread {
    let word = nearest.kind.word();
    let lacks: Vec<&str> = nearest.lacks().iter().map(|group| group[0]).collect();
    let changed = guess.changed();
    if let Some(way) = changed.filter(|_| nearest.kind.is_ledger()) {
        let open = format!("{unknown}; a column says what happened, another by how much; {has}");
        return Unread::asks(name, open, vec![way]);
    }
    // What is lacking comes first: a screen has room for a few lines.
    let open = format!(
        "{unknown}; nearest are {word}, but no column says {}; {has}",
        lacks.join(" and ")
    );
    let as_kind = Way::of(format!("--as-kind {word}"));
    let maps = lacks.iter().map(|field| likely(field, header, guess));
    let mut way = joined([as_kind].into_iter().chain(maps).collect());
    if !way.is_whole() {
        let same = |other: &Way| {
            let is = |kind: &str| other.option.starts_with(&format!("--as-kind {kind} "));
            // What each pays by month lacks no start, and by how much it changed no balance.
            let by_day = [ImportKind::Balances, ImportKind::Movements];
            let by_day = by_day.iter().any(|kind| is(kind.word()));
            is(word) || (nearest.kind.is_ledger() && by_day)
        };
        way = guess.way().filter(same).unwrap_or(way);
    }
    Unread::asks(name, open, vec![way])
}

/// What its cells hold.
fn guess(header: &Header, of: HeaderOf<'_>) -> Result<Guess, Failure> {
    let guess = (of.records)().and_then(|records| guess::of(records, header));
    guess.map_err(|e| Failure::disk(&format!("reading {}", of.name), e))
}

/// Several options that are one answer.
fn joined(ways: Vec<Way>) -> Way {
    let options: Vec<&str> = ways.iter().map(|way| way.option.as_str()).collect();
    let when = ways
        .iter()
        .map(|way| way.when)
        .find(|when| !when.is_empty());
    Way::when(options.join(" "), when.unwrap_or_default())
}

/// What to say of a column that tells customers apart.
const WHO: &str = "(or another that tells one customer from another)";
/// Names of columns that may well be a field, in several languages, and what to say of such a column.
const LIKELY: [(&str, &str, &str); 6] = [
    (
        "id",
        "email emailaddress mail companyname company businessname organization",
        WHO,
    ),
    (
        "account",
        "cust custid custno email emailaddress mail companyname company customer client cliente kunde kundennr \
             kundennummer klant kund klient asiakas firma société bedrijf empresa azienda cliënt klientti name",
        WHO,
    ),
    (
        "start",
        "servicestart start started begin beginn beginndatum begindatum startdatum startdato début \
             inicio início inizio from since von seit depuis desde created createdat createdon createddate periodstart \
             currentperiodstart",
        "(and --map end for its last day, where a row is a period that was paid for)",
    ),
    (
        "day",
        "eventdate eventday effectivedate occurred created createdat createdon timestamp datum fecha data date day month",
        "",
    ),
    (
        "delta",
        "mrramount amount mrr value betrag montant importe monto importo valor bedrag kwota price revenue",
        "",
    ),
    (
        "amount",
        "amount price fee einzelpreis preis betrag montant prix precio importe monto prezzo importo preço preco valor \
             prijs bedrag pris belopp beløb cena kwota hinta",
        "",
    ),
];

/// The option that says which column a field is, with one of the file that it may well be by its name and its cells.
fn likely(field: &str, header: &Header, guess: &Guess) -> Way {
    let names = &header.columns.names;
    let fits = |of: &str, at: usize| guess.fits(of, at);
    let days = names.iter().map(String::as_str).enumerate();
    let pair = pairs::among(days.filter(|(at, _)| fits("end", *at)));
    let pair = pair.filter(|pair| field == "start" && fits(field, pair.first));
    if let Some(pair) = pair {
        let [first, last] = [pair.first, pair.last].map(|at| shell(&names[at]));
        return Way::of(format!("--map start={first} --map end={last}"));
    }
    let known = LIKELY.iter().find(|(of, ..)| *of == field);
    let column = known.and_then(|(_, list, why)| {
        let mut list = list.split_whitespace();
        let fitting = || {
            let fit = |at: &usize| fits(field, *at);
            let is_former = |at: &usize| words(&names[*at]).any(|word| is_listed(FORMER, &word));
            let all = || (0..names.len()).filter(fit);
            let best = all().filter(move |at| !is_former(at));
            best.chain(all().filter(is_former)).map(|at| &names[at])
        };
        let named = |one: &str| fitting().find(|name| squeeze(name) == one);
        let partly = |one: &str| {
            let of_plans = |name: &str| words(name).any(|word| is_listed(guess::HOW, &word));
            let is = |name: &&String| words(name).any(|word| word == one);
            fitting().find(|name| is(name) && !(field == "account" && of_plans(name)))
        };
        // What ends like the id of a customer is one, whatever it belongs to; the id of a subscription is the last resort.
        let account = field == "account";
        let of_customers = |name: &&String| account && ends_as_account(&squeeze(name));
        let found = fitting()
            .find(of_customers)
            .or_else(|| list.clone().find_map(named))
            .or_else(|| list.find_map(partly))
            .or_else(|| fitting().find(|name| account && guess::nearly_names_customer(name)))
            .or_else(|| fitting().find(|name| account && is_some_id(name)))
            .or_else(|| named("subscriptionid").filter(|_| account));
        Some((shell(found?), *why))
    });
    let (column, why) = match (column, field) {
        (Some(found), _) => found,
        (None, "amount") => (ANY.to_owned(), "(or export it again with its prices)"),
        (None, "start" | "day") if !guess.has_days() => (
            ANY.to_owned(),
            "(no column has days: export it again with them)",
        ),
        (None, _) => (ANY.to_owned(), ""),
    };
    Way::when(format!("--map {field}={column}"), why)
}

/// Whether it is the id of something, and not of what is paid for.
fn is_some_id(name: &str) -> bool {
    words(name).last().is_some_and(|word| word == "id") && squeeze(name) != "subscriptionid"
}

/// Whether a column is one of payments, invoices or deals.
fn is_of_sales(name: &str) -> bool {
    const SALES: &str = "payment pagamento paiement zahlung invoice rechnung factura facture transaction transacao \
        transaccion opportunity deal";
    let squeezed = squeeze(name);
    let id = squeezed.contains("id") || squeezed.contains("status") || squeezed.contains("num");
    id && SALES
        .split_ascii_whitespace()
        .any(|sale| squeezed.contains(sale))
}
