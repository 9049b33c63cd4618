//! Files of one call that contradict each other: whichever came last would have had the last word, silently.
//! Must not know how a file is read, nor what becomes of its rows.

use std::hash::{BuildHasher, Hash, RandomState};

use hashbrown::HashMap;

use crate::domain::account::Account;
use crate::domain::failure::Failure;
use crate::domain::field::{FieldOf, Thing, Value};
use crate::domain::import::{GivenThing, ImportKind, ImportRow, SourceRow};
use crate::domain::money::counted;
use crate::domain::word::Word;
use crate::exchange::read::Source;
use crate::exchange::safe::quoted;

/// Of more than so many values of a call what is further in is not held against the others.
const MOST: usize = 4_000_000;

/// A room's ledger comes from one kind of file: two of one call are refused before either is written.
///
/// # Errors
/// A sentence with the two files.
pub(super) fn one_ledger(sources: &[Source]) -> Result<(), Failure> {
    let mut ledgers = sources.iter().filter(|source| source.kind.is_ledger());
    let Some(first) = ledgers.next() else {
        return Ok(());
    };
    match ledgers.find(|other| other.kind != first.kind) {
        None => Ok(()),
        Some(other) => Err(Failure::usage(format!(
            "importing {} and {}: one has {}, the other {}, and a room's ledger comes from one kind",
            first.file,
            other.file,
            first.kind.word(),
            other.kind.word()
        ))
        .hint("nothing was written; leave one of them out, or import it into another room")),
    }
}

/// The place of the last file that makes a ledger; a sum that is expected needs one.
pub(super) fn ledger(sources: &[Source], expected: bool) -> Result<Option<usize>, Failure> {
    let ledger = sources.iter().rposition(|source| source.kind.is_ledger());
    if expected && ledger.is_none() {
        return Err(Failure::usage(
            "importing: none of the files makes a ledger, so none can come to the sum expected",
        )
        .hint(
            "name a file of subscriptions, movements or balances too, or leave out --expect-mrr",
        ));
    }
    Ok(ledger)
}

/// Refuses files of the same kind that say different things of the same account, subscription or day.
///
/// # Errors
/// A sentence with the first of them and the two files.
pub(super) fn none(sources: &[Source]) -> Result<(), Failure> {
    for alike in sources.chunk_by(|a, b| a.kind == b.kind) {
        let by_key = match alike[0].kind {
            ImportKind::Accounts
            | ImportKind::Subscriptions
            | ImportKind::Movements
            | ImportKind::Balances => true,
            // People are asked what they said more than once, and lists are short.
            ImportKind::Owners
            | ImportKind::Roadmap
            | ImportKind::Surveys
            | ImportKind::Feedback
            | ImportKind::Usage => false,
        };
        if by_key && alike.len() > 1 {
            among(alike)?;
        }
    }
    Ok(())
}

fn among(sources: &[Source]) -> Result<(), Failure> {
    let hasher = RandomState::new();
    let mut said: HashMap<u64, (i64, usize)> = HashMap::new();
    for (at, source) in sources.iter().enumerate() {
        let mut own: HashMap<u64, i64> = HashMap::new();
        for row in source.rows()?.flatten() {
            if said.len() + own.len() >= MOST {
                break;
            }
            for (key, value) in values(&hasher, source, &row) {
                match own.get_mut(&key) {
                    // All changes of a day are one, and all that nothing but their first day tells apart.
                    Some(sum) if adds_up(&row) => {
                        *sum = sum.wrapping_add(value);
                    }
                    // The first stands, and the import says so of the others.
                    Some(_) => {}
                    None => drop(own.insert(key, value)),
                }
            }
        }
        let differs = |(key, value): (&u64, &i64)| {
            let (before, first) = said.get(key)?;
            (before != value).then_some((*key, *first))
        };
        let found: Vec<(u64, usize)> = own.iter().filter_map(differs).collect();
        if !found.is_empty() {
            return Err(refusal(sources, at, &found, &hasher)?);
        }
        said.extend(own.into_iter().map(|(key, value)| (key, (value, at))));
    }
    Ok(())
}

/// The first row of the file, in the order of its lines, that another file contradicts.
fn refusal(
    sources: &[Source],
    at: usize,
    found: &[(u64, usize)],
    hasher: &RandomState,
) -> Result<Failure, Failure> {
    let found: HashMap<u64, usize> = found.iter().copied().collect();
    let second = &sources[at];
    let mut told: Vec<(String, usize)> = Vec::new();
    for row in second.rows()?.flatten() {
        let first = values(hasher, second, &row)
            .into_iter()
            .find_map(|(key, _)| found.get(&key).copied());
        if let Some(first) = first {
            let what = what(&row);
            if told.iter().all(|(known, _)| *known != what) {
                told.push((what, first));
            }
        }
    }
    let (what, first) = told.first().cloned().unwrap_or_default();
    let others = match told.len().saturating_sub(1) {
        0 => String::new(),
        n => format!(" and of {}", counted(n, "other")),
    };
    let [first, second] = [&sources[first].file, &second.file].map(|file| quoted(file, 200));
    Ok(Failure::usage(format!(
        "importing {first} and {second}: they say different things of {what}{others}; nothing was written"
    ))
    .hint("import the one that is right by itself, or take those rows out of the other"))
}

/// Whether a row adds to others that are known by the same.
fn adds_up(row: &SourceRow) -> bool {
    match &row.row {
        ImportRow::Movement(_) => true,
        ImportRow::Subscription(sub) => sub.external.is_empty(),
        ImportRow::Balance(balance) => balance.part.is_some(),
        ImportRow::Account(_)
        | ImportRow::Feedback(_)
        | ImportRow::Owner(_)
        | ImportRow::Roadmap(_)
        | ImportRow::Usage(_)
        | ImportRow::LeftOut => false,
    }
}

/// What a row says, by what it is said of: an account field by field, since one file may go on where another ends.
fn values(hasher: &RandomState, source: &Source, row: &SourceRow) -> Vec<(u64, i64)> {
    let key = |of: (&str, i64)| hasher.hash_one(of);
    match &row.row {
        ImportRow::Account(given) => account(hasher, given),
        // Another list may have another subscription since the same day.
        ImportRow::Subscription(sub) if sub.external.is_empty() => {
            let of = (&source.header_key, &sub.account, &sub.plan, sub.start.0);
            vec![(hasher.hash_one(of), row.hash)]
        }
        ImportRow::Subscription(sub) => vec![(key((&sub.external, 0)), row.hash)],
        ImportRow::Movement(moved) => {
            vec![(key((&moved.account, i64::from(moved.day.0))), row.hash)]
        }
        ImportRow::Balance(balance) => {
            vec![(key((&balance.account, i64::from(balance.day.0))), row.hash)]
        }
        ImportRow::Feedback(_)
        | ImportRow::Owner(_)
        | ImportRow::Roadmap(_)
        | ImportRow::Usage(_)
        | ImportRow::LeftOut => Vec::new(),
    }
}

fn account(hasher: &RandomState, given: &GivenThing<Account>) -> Vec<(u64, i64)> {
    let id = given.thing.external.as_str();
    let hash = |of: &dyn Fn(&mut std::hash::DefaultHasher)| {
        let mut sum = hasher.build_hasher();
        of(&mut sum);
        std::hash::Hasher::finish(&sum)
    };
    let told = |row: &&FieldOf<Account>| given.fields.contains(&row.is.field);
    let fields = Account::FIELDS.iter().filter(told).filter_map(|row| {
        let value = match (row.get)(&given.thing).value() {
            Value::None => return None,
            Value::Text(text) if text.is_empty() => return None,
            Value::Text(text) => text,
            Value::Int(number) => number.to_string(),
            Value::Real(number) => number.to_string(),
        };
        Some((row.is.column.to_owned(), value))
    });
    let attributes = given.thing.attributes.iter();
    let attributes = attributes.map(|(name, value)| (format!("={name}"), value.clone()));
    fields
        .chain(attributes)
        .map(|(name, value)| {
            let key = hash(&|sum| (id, &name).hash(sum));
            (key, hash(&|sum| value.hash(sum)).cast_signed())
        })
        .collect()
}

/// What a row is about, in words.
fn what(row: &SourceRow) -> String {
    let account = || quoted(row.row.account(), 60);
    match &row.row {
        ImportRow::Subscription(sub) if sub.external.is_empty() => {
            format!("{} from {}", account(), sub.start)
        }
        ImportRow::Subscription(sub) => quoted(&sub.external, 60),
        ImportRow::Movement(moved) => format!("{} on {}", account(), moved.day),
        ImportRow::Balance(balance) => format!("{} on {}", account(), balance.day),
        ImportRow::Account(_)
        | ImportRow::Feedback(_)
        | ImportRow::Owner(_)
        | ImportRow::Roadmap(_)
        | ImportRow::Usage(_)
        | ImportRow::LeftOut => account(),
    }
}
