//! Imports through a bare connection with the room's tables.

mod again;
mod facts;
mod undo;
mod usage;
mod words;

use crate::domain::account::Account;
use crate::domain::field::Field;
use std::collections::BTreeMap;

use rusqlite::Connection;
use rusqlite::types::FromSql;

use super::{ImportOptions, ImportOutcome, import};
use crate::domain::change::Author;
use crate::domain::day::{Day, Moment};
use crate::domain::failure::Failure;
use crate::domain::ids::ImportId;
use crate::domain::import::{
    Counts, FeedbackRow, FormerKey, GivenThing, ImportHead, ImportKind, ImportRow, Rejected,
    SourceRow,
};
use crate::domain::word::Word;
use crate::store::open;
use crate::store::search::index;
use crate::store::sql;

fn room() -> Connection {
    open::tables().unwrap()
}

fn author() -> Author {
    Author {
        person: "Dana".into(),
        at: Moment(1_790_000_000),
    }
}

fn head(kind: ImportKind) -> ImportHead {
    ImportHead {
        id: ImportId(0),
        kind,
        file: format!("{}.csv", kind.word()),
        hash: "0".repeat(16),
        header: String::new(),
        reading: String::new(),
        as_of: None,
        currency: kind.is_ledger().then(|| "EUR".parse().unwrap()),
        rates: Default::default(),
        complete: false,
        counts: Counts::default(),
        holds: None,
        last_day: false,
        reckons: Vec::new(),
        tied: None,
    }
}

/// A row's hash is as good as its debug text.
fn row(line: u64, row: ImportRow) -> Result<SourceRow, Rejected> {
    let mut hash: i64 = 0;
    for byte in format!("{row:?}").bytes() {
        hash = hash.wrapping_mul(31).wrapping_add(i64::from(byte));
    }
    Ok(SourceRow {
        line,
        hash,
        former: FormerKey::default(),
        also: Vec::new(),
        row,
    })
}

fn rows(rows: Vec<ImportRow>) -> Vec<Result<SourceRow, Rejected>> {
    rows.into_iter()
        .zip(2..)
        .map(|(r, line)| row(line, r))
        .collect()
}

fn take(
    db: &Connection,
    head: ImportHead,
    given: Vec<ImportRow>,
) -> Result<ImportOutcome, Failure> {
    let tx = db.unchecked_transaction()?;
    let (options, mut rows) = (ImportOptions::default(), rows(given).into_iter());
    let outcome = import(&tx, &author(), head, &options, &mut rows)?;
    tx.commit()?;
    Ok(outcome)
}

/// Takes in a plain file of the kind its first row is of.
fn took(db: &Connection, given: Vec<ImportRow>) -> ImportOutcome {
    let kind = match &given[0] {
        ImportRow::Account(_) => ImportKind::Accounts,
        ImportRow::Subscription(_) => ImportKind::Subscriptions,
        ImportRow::Movement(_) => ImportKind::Movements,
        ImportRow::Balance(_) => ImportKind::Balances,
        ImportRow::Feedback(row) if row.exit_survey => ImportKind::Surveys,
        ImportRow::Feedback(_) | ImportRow::LeftOut => ImportKind::Feedback,
        ImportRow::Owner(_) => ImportKind::Owners,
        ImportRow::Roadmap(_) => ImportKind::Roadmap,
        ImportRow::Usage(_) => ImportKind::Usage,
    };
    take(db, head(kind), given).unwrap()
}

fn counted(db: &Connection, given: Vec<ImportRow>) -> [u64; 4] {
    counts(&took(db, given))
}

/// It is refused, and with these words.
fn refused<T>(done: Result<T, Failure>, words: &str) {
    let failure = done.err().unwrap();
    assert!(failure.message.contains(words), "{failure}");
}

/// The one value a query gives.
fn one<T: FromSql>(db: &Connection, query: &str) -> T {
    sql::one(db, query, [], |row| row.get(0)).unwrap()
}

fn texts(db: &Connection, query: &str) -> Vec<String> {
    sql::all(db, query, [], |row| row.get(0)).unwrap()
}

/// New, updated, unchanged, rejected.
fn counts(outcome: &ImportOutcome) -> [u64; 4] {
    let c = outcome.head.counts;
    assert_eq!(
        c.read,
        c.new + c.updated + c.unchanged + c.left_out + c.rejected
    );
    [c.new, c.updated, c.unchanged, c.rejected]
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn feedback(external: &str, account: &str, text: &str, tags: &[&str]) -> ImportRow {
    ImportRow::Feedback(FeedbackRow {
        external: external.into(),
        account: account.into(),
        received: Some(day("2026-09-10")),
        text: text.into(),
        tags: Some(tags.iter().map(|t| (*t).to_owned()).collect()),
        ..FeedbackRow::default()
    })
}

fn account(external: &str, name: &str) -> ImportRow {
    ImportRow::Account(Box::new(GivenThing {
        thing: Account {
            external: external.into(),
            name: name.into(),
            attributes: BTreeMap::from([("Country".into(), "NL".into())]),
            ..Account::default()
        },
        fields: vec![Field::Name],
    }))
}

/// Every row of the tables that imports write, as text: what the room says.
fn whole(db: &Connection) -> Vec<String> {
    let mut all = Vec::new();
    for table in [
        "accounts",
        "subscriptions",
        "movements",
        "balances",
        "feedback",
        "feedback_tags",
        "tags",
        "owners",
        "roadmap",
        "import_former",
    ] {
        let rows = format!("SELECT * FROM {table} ORDER BY 1, 2");
        let lines = sql::all(db, &rows, [], |row| {
            let columns = 0..row.as_ref().column_count();
            let values = columns.map(|i| format!("{:?}", row.get_ref(i).unwrap()));
            Ok(values.collect::<Vec<_>>().join(" "))
        });
        all.extend(lines.unwrap().iter().map(|line| format!("{table}: {line}")));
    }
    let room = "SELECT ifnull(max(currency), '') || ifnull(max(ledger), '') FROM room";
    all.push(one(db, room));
    all
}

/// Compares two rooms and names the first row that differs.
fn same(now: &[String], before: &[String]) {
    let differs = now.iter().zip(before).find(|(a, b)| a != b);
    assert!(
        now.len() == before.len() && differs.is_none(),
        "{} {} {differs:?}",
        now.len(),
        before.len()
    );
}

/// The index says what the table says.
fn index_is_true(db: &Connection) {
    assert_eq!(index::check(db), [""; 0]);
}
