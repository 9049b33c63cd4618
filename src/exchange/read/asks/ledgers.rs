//! Rows that say from when to when somebody paid, and what, in a file that reads as a list of accounts, of usage or of
//! what customers said.
//! Must not decide.

use crate::domain::cause::Cause;
use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::domain::sort::sort_by_key;
use crate::domain::word::Word;
use crate::exchange::read::amounts::amount;
use crate::exchange::read::by_name::{is_status, says_who_left};
use crate::exchange::read::columns::{Columns, FORMER, is_no_price, squeeze, words};
use crate::exchange::read::fields::form;
use crate::exchange::read::guess::nearly_names_customer;
use crate::exchange::read::header::{self, Mapping, pairs};
use crate::exchange::read::hints::Remembered;
use crate::exchange::read::{Source, priced_as, values};
use crate::exchange::safe::{quoted, shell, unguard};

use super::suspects::{ends_nothing, is_of_loading};
use super::unpriced::{Unpriced, UnpricedSeen};
use super::{Question, SAMPLE, Way, each_row};

/// What is open where all of a subscription is there.
pub(super) fn question(source: &Source) -> Result<Option<Question>, Failure> {
    let plain = source.mapping.shape.is_none();
    let listed = matches!(
        source.kind,
        ImportKind::Accounts | ImportKind::Usage | ImportKind::Owners
    );
    let said = matches!(source.kind, ImportKind::Surveys | ImportKind::Feedback);
    let prices = prices(source).filter(|_| (listed || said) && plain);
    let prices: Vec<usize> = prices.collect();
    let unpriced = Unpriced::of(source);
    let unpriced = unpriced.filter(|of| plain && (listed || (said && of.id.is_some())));
    if prices.is_empty() && unpriced.is_none() {
        return Ok(None);
    }
    let (mut seen, mut rows) = (vec![UnpricedSeen::default(); source.names.len()], 0);
    each_row(source, SAMPLE, |record| {
        rows += 1;
        for (seen, cell) in seen.iter_mut().zip(&record.cells) {
            let cell = unguard(cell.trim());
            if !values::is_nothing(cell) {
                seen.filled += 1;
                seen.days += u64::from(source.settled.days.could_be(cell));
                seen.amounts += u64::from(amount(cell).is_ok());
                let told =
                    Cause::is_over(cell) || Cause::is_running(cell) || values::tick(cell).is_some();
                seen.told += u64::from(told);
                seen.states += u64::from(Cause::is_over(cell) || Cause::is_running(cell));
            }
        }
        true
    })?;
    let price = prices.into_iter().find(|at| {
        let seen = &seen[*at];
        seen.amounts > 0 && seen.amounts * 10 >= seen.filled * 9
    });
    // Among those who left and said why stand some who are there still.
    let stated = PriceBeside::state(source, &seen, rows);
    let between = between(source, &seen, rows).filter(|(first, last)| {
        let some_run = seen[*last].filled < rows || stated.is_some();
        listed || (seen[*first].filled == rows && some_run)
    });
    let state = || stated.filter(|_| listed);
    let beside = between.map(PriceBeside::Last).or_else(state);
    let priced = price.zip(beside);
    let priced = priced.map(|(price, beside)| asked(source, price, &beside));
    let asked = priced.or_else(|| unpriced?.question(source, &seen));
    Ok(match (asked, price) {
        (None, Some(price)) => undated(source, price, &seen),
        (asked, _) => asked,
    })
}

/// The columns that are called as prices are, those of now first.
fn prices(source: &Source) -> impl Iterator<Item = usize> + '_ {
    let columns = source.mapping.ours..source.names.len();
    let mut prices: Vec<usize> = columns.filter(|at| is_price(&source.names[*at])).collect();
    let former = |at: &usize| words(&source.names[*at]).any(|word| is_listed(FORMER, &word));
    sort_by_key(&mut prices, former);
    prices.into_iter()
}

/// What stands beside a price, as in a ledger.
enum PriceBeside {
    /// A first and a last day.
    Last((usize, usize)),
    /// A day that every row has, and whether it pays still.
    State((usize, usize)),
}

impl PriceBeside {
    fn state(source: &Source, seen: &[UnpricedSeen], rows: u64) -> Option<PriceBeside> {
        let mut columns = source.mapping.ours..source.names.len();
        let is_state = |at: &usize| {
            let seen = &seen[*at];
            is_status(&source.names[*at]) && seen.states > 0 && seen.states * 2 >= seen.filled
        };
        let state = columns.clone().find(is_state)?;
        let is_first = |at: &usize| {
            let of_loading = is_of_loading(&source.names[*at]);
            rows > 0 && seen[*at].days == rows && !moves(source, *at) && !of_loading
        };
        let first = columns.find(is_first)?;
        Some(PriceBeside::State((first, state)))
    }
}

/// What is open of a list of accounts that says what each pays and who left, and not when.
fn undated(source: &Source, price: usize, seen: &[UnpricedSeen]) -> Option<Question> {
    let quote = |at: usize| quoted(&source.names[at], 40);
    let mut columns = source.mapping.ours..source.names.len();
    let left = columns.find(|at| {
        let seen = &seen[*at];
        says_who_left(&source.names[*at]) && seen.filled > 0 && seen.told * 10 >= seen.filled * 9
    })?;
    // Beside the day on which each signed up such a list tells of the accounts alone.
    let accounts =
        source.kind == ImportKind::Accounts && source.mapping.column("signed_up").is_none();
    let open = format!(
        "each row has an amount ({}) and says who left ({}), none says since when, and it reads as accounts, which have \
         neither",
        quote(price),
        quote(left)
    );
    let way = Way::when(
        "--as-kind accounts".to_owned(),
        "if no number has to come of it (else export it again with the days on which each began and left)",
    );
    accounts.then(|| Question::new(&source.file, open, vec![way]).proposing(0))
}

/// Whether a column is called like a day that is another each time.
pub(super) fn moves(source: &Source, at: usize) -> bool {
    const MOVES: [&str; 7] = [
        "updated", "modified", "last", "next", "renewal", "due", "seen",
    ];
    words(&source.names[at]).any(|word| MOVES.contains(&word.as_str()))
}

/// Whether a column is called as what says how often a price is due.
pub(super) fn is_interval(name: &str) -> bool {
    let known = form(ImportKind::Subscriptions);
    let known = known
        .place("interval")
        .map_or("", |place| known.fields[place].known);
    let squeezed = squeeze(name);
    squeezed == "interval" || is_listed(known, &squeezed)
}

/// Whether a column is called as prices are.
pub(super) fn is_price(name: &str) -> bool {
    const PARTS: [&str; 10] = [
        "mrr", "arr", "tcv", "acv", "price", "amount", "fee", "revenue", "preis", "prix",
    ];
    let known = form(ImportKind::Subscriptions);
    let known = known
        .place("amount")
        .map_or("", |place| known.fields[place].known);
    let squeezed = squeeze(name);
    is_listed(known, &squeezed)
        || (priced_as::due(name).only().is_some() && !is_no_price(name))
        || (words(name).any(|word| PARTS.contains(&word.as_str())) && !is_no_price(name))
}

/// The columns of a first and a last day: by their names, or as days that every row has and some have.
fn between(source: &Source, seen: &[UnpricedSeen], rows: u64) -> Option<(usize, usize)> {
    let names = || source.names.iter().map(String::as_str).enumerate();
    let dated = |at: usize| seen[at].days * 10 >= seen[at].filled * 9;
    let has_days = |at: &usize| seen[*at].days > 0 && dated(*at);
    let pair = pairs::among(names().filter(|(at, _)| dated(*at)));
    if let Some(pair) = pair.filter(|pair| has_days(&pair.first)) {
        return Some((pair.first, pair.last));
    }
    let ours = source.mapping.ours;
    let mut days = (ours..source.names.len()).filter(has_days);
    let last = days.clone().find(|at| {
        let name = &source.names[*at];
        seen[*at].filled < rows && (pairs::is_last(name) || !ends_nothing(name))
    })?;
    let first = days.find(|at| *at != last && seen[*at].filled == rows && !moves(source, *at))?;
    Some((first, last))
}

fn asked(source: &Source, price: usize, beside: &PriceBeside) -> Question {
    let name = |at: usize| source.names[at].as_str();
    let quote = |at: usize| quoted(name(at), 40);
    let word = source.kind.word();
    let (has, mut map) = match *beside {
        PriceBeside::Last((first, last)) => (
            format!("two days ({}, {})", quote(first), quote(last)),
            vec![("start", first), ("end", last)],
        ),
        PriceBeside::State((first, state)) => (
            format!("a day ({}), a status ({})", quote(first), quote(state)),
            vec![("start", first)],
        ),
    };
    let open = format!(
        "each row has {has} and an amount ({}), as subscriptions have, and it reads as {word}",
        quote(price)
    );
    let bare = as_subscriptions(source, &map);
    let lacks = |field: &str| {
        bare.as_ref()
            .is_none_or(|bare| bare.column(field).is_none())
    };
    let names = || source.names.iter().map(String::as_str);
    let own = source
        .mapping
        .column("account")
        .or_else(|| names().position(nearly_names_customer))
        .or(Unpriced::of(source).and_then(|of| of.id))
        .or(source.mapping.column("id"));
    map.extend(own.filter(|_| lacks("account")).map(|at| ("account", at)));
    map.extend(lacks("amount").then_some(("amount", price)));
    let map = map.iter();
    let map = map.map(|(field, at)| format!(" --map {field}={}", shell(name(*at))));
    let ways = vec![
        Way::when(
            format!("--as-kind subscriptions{}", map.collect::<String>()),
            "if that is what was paid since then",
        ),
        Way::when(format!("--as-kind {word}"), "if it is that all the same"),
    ];
    Question::new(&source.file, open, ways)
}

/// How it would be read as subscriptions.
fn as_subscriptions(source: &Source, map: &[(&str, usize)]) -> Option<Mapping> {
    let columns = Columns::new(source.names.iter().map(String::as_str));
    let map = map.iter();
    let said = Remembered {
        kind: Some(ImportKind::Subscriptions),
        map: map
            .map(|(field, at)| ((*field).to_owned(), source.names[*at].clone()))
            .collect(),
        ..Remembered::default()
    };
    header::map(&columns, 1, &said)
}
