//! Ledger and evidence out of the tables, each table read once in the order it lies.
//! Must not know which query they are for.

use rusqlite::{Connection, Params};

use crate::domain::day::Day;
use crate::domain::evidence::{Codebook, Evidence, EvidenceBuilder, Piece};
use crate::domain::failure::Failure;
use crate::domain::feedback::{Mark, Tag};
use crate::domain::ids::{AccountId, FeedbackId, TagId};
use crate::domain::import::Interval;
use crate::domain::ledger::{Ledger, LedgerBuilder, Priced};
use crate::domain::money::Cents;

const SUBSCRIPTIONS: &str =
    "SELECT account, start, end, amount, interval, plan, trial FROM subscriptions";
const MOVEMENTS: &str = "SELECT account, day, delta FROM movements";
const BALANCES: &str = "SELECT account, day, mrr FROM balances";
/// Only those of one account.
const OF: &str = " WHERE account = ?1";

/// The whole ledger. Of the three kinds of rows it can be made of a room has one.
pub(super) fn ledger(db: &Connection) -> Result<Ledger, Failure> {
    let mut builder = LedgerBuilder::new();
    let mut statement = db.prepare_cached("SELECT id FROM accounts ORDER BY id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        builder.account(row.get(0)?);
    }
    subscriptions(db, SUBSCRIPTIONS, [], &mut builder)?;
    changes(db, MOVEMENTS, [], |account, day, amount| {
        builder.movement(account, day, amount);
    })?;
    changes(db, BALANCES, [], |account, day, amount| {
        builder.balance(account, day, amount);
    })?;
    Ok(builder.build())
}

/// The ledger of one account, by the indexes.
pub(super) fn ledger_of(db: &Connection, account: AccountId) -> Result<Ledger, Failure> {
    let mut builder = LedgerBuilder::new();
    builder.account(account);
    let of = [account];
    subscriptions(db, &format!("{SUBSCRIPTIONS}{OF}"), of, &mut builder)?;
    changes(
        db,
        &format!("{MOVEMENTS}{OF}"),
        of,
        |account, day, amount| {
            builder.movement(account, day, amount);
        },
    )?;
    changes(
        db,
        &format!("{BALANCES}{OF}"),
        of,
        |account, day, amount| {
            builder.balance(account, day, amount);
        },
    )?;
    Ok(builder.build())
}

fn subscriptions(
    db: &Connection,
    sql: &str,
    of: impl Params,
    builder: &mut LedgerBuilder,
) -> Result<(), Failure> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(of)?;
    while let Some(row) = rows.next()? {
        let plan = row.get_ref(5)?.as_str().unwrap_or_default();
        let priced = Priced {
            start: row.get(1)?,
            end: row.get(2)?,
            amount: row.get(3)?,
            interval: row.get::<_, Interval>(4)?,
            plan,
            trial: row.get(6)?,
        };
        builder.subscription(row.get(0)?, priced);
    }
    Ok(())
}

fn changes(
    db: &Connection,
    sql: &str,
    of: impl Params,
    mut add: impl FnMut(AccountId, Day, Cents),
) -> Result<(), Failure> {
    let mut statement = db.prepare_cached(sql)?;
    let mut rows = statement.query(of)?;
    while let Some(row) = rows.next()? {
        add(row.get(0)?, row.get(1)?, row.get(2)?);
    }
    Ok(())
}

/// All feedback with its tags, but without its words.
pub(super) fn evidence(db: &Connection, ledger: &Ledger) -> Result<Evidence, Failure> {
    let mut builder = EvidenceBuilder::new(ledger.len());
    let mut statement = db.prepare_cached(
        // The length stands before the text, which then need not be read.
        "SELECT id, account, received, exit_survey, mark, pinned, octet_length(text) > 0
         FROM feedback ORDER BY id",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let account: Option<AccountId> = row.get(1)?;
        builder.piece(Piece {
            id: row.get(0)?,
            account: account.and_then(|id| ledger.index(id)),
            day: row.get(2)?,
            exit_survey: row.get(3)?,
            mark: row.get::<_, Option<Mark>>(4)?,
            pinned: row.get(5)?,
            words: row.get(6)?,
        });
    }
    let mut statement =
        db.prepare_cached("SELECT feedback, tag FROM feedback_tags ORDER BY feedback, tag")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        builder.tag(row.get::<_, FeedbackId>(0)?, row.get::<_, TagId>(1)?);
    }
    Ok(builder.build(book(db)?))
}

/// The tags and what they roll up into.
pub(super) fn book(db: &Connection) -> Result<Codebook, Failure> {
    let mut statement = db.prepare_cached("SELECT id, name, parent FROM tags")?;
    let tags = statement
        .query_map([], |row| {
            Ok(Tag {
                id: row.get(0)?,
                name: row.get(1)?,
                parent: row.get(2)?,
                ..Tag::default()
            })
        })?
        .collect::<rusqlite::Result<Vec<Tag>>>()?;
    Ok(Codebook::new(&tags))
}
