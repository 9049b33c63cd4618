//! Ledger and evidence out of the tables, each table read once in the order it lies.
//! Must not know which query they are for.

use std::sync::Arc;

use hashbrown::HashMap;
use rusqlite::{Connection, Params};

use crate::domain::cause::Cause;
use crate::domain::day::Day;
use crate::domain::evidence::{Evidence, EvidenceBuilder, Piece, TagTree};
use crate::domain::failure::Failure;
use crate::domain::feedback::Mark;
use crate::domain::ids::{AccountId, FeedbackId, TagId};
use crate::domain::import::Interval;
use crate::domain::ledger::{Ledger, LedgerBuilder, Priced};
use crate::domain::left::Surveys;
use crate::domain::money::Cents;
use crate::domain::standing::Standing;
use crate::store::{sql, standing, table};

const SUBSCRIPTIONS: &str =
    "SELECT account, start, end, amount, interval, plan, trial, cause FROM subscriptions";
const MOVEMENTS: &str = "SELECT account, day, delta, cause FROM movements";
const BALANCES: &str = "SELECT account, day, mrr, NULL FROM balances";
/// A million of them are read: three answers of yes or no are one number.
const PIECES: &str = "
    SELECT id, account, received, exit_survey + 2 * pinned + 4 * (text <> ''), mark, source
    FROM feedback ORDER BY id";
const TAGS: &str = "SELECT feedback, tag FROM feedback_tags ORDER BY feedback, tag";
const SURVEYS: &str = "
    SELECT account, received, reason FROM feedback
    WHERE exit_survey = 1 AND account IS NOT NULL AND received IS NOT NULL";
/// Only those of one account.
const OF: &str = " WHERE account = ?1";

/// The whole ledger. Of the three kinds of rows it can be made of a room has one.
pub(super) fn ledger(db: &Connection, grace_days: u16) -> Result<Ledger, Failure> {
    let standing = Arc::new(standing::read(db)?);
    let mut builder = LedgerBuilder::under(standing, grace_days);
    // In whatever order: an index has the ids closer together than the accounts themselves lie.
    sql::each(db, "SELECT id FROM accounts", [], |row| {
        builder.account(row.get(0)?);
        Ok(())
    })?;
    facts(db, "", [], &mut builder)?;
    Ok(builder.build())
}

/// The ledger of one account and those that are one customer with it, by the indexes.
pub(super) fn ledger_of(
    db: &Connection,
    account: AccountId,
    standing: &Arc<Standing>,
    grace_days: u16,
) -> Result<Ledger, Failure> {
    let mut builder = LedgerBuilder::under(Arc::clone(standing), grace_days);
    for account in standing.group(account) {
        builder.account(account);
        facts(db, OF, [account], &mut builder)?;
    }
    Ok(builder.build())
}

/// Every row a ledger is made of, or those that `of` leaves.
fn facts(
    db: &Connection,
    of: &str,
    which: impl Params + Copy,
    builder: &mut LedgerBuilder,
) -> Result<(), Failure> {
    subscriptions(db, &format!("{SUBSCRIPTIONS}{of}"), which, builder)?;
    let movements = format!("{MOVEMENTS}{of}");
    changes(db, &movements, which, |account, day, delta, cause| {
        builder.movement(account, day, delta);
        if let Some(cause) = cause {
            builder.ended(account, day, Cents(delta.0.abs()), cause);
        }
    })?;
    let balances = format!("{BALANCES}{of}");
    changes(db, &balances, which, |account, day, mrr, _| {
        builder.balance(account, day, mrr);
    })
}

fn subscriptions(
    db: &Connection,
    sql: &str,
    of: impl Params,
    builder: &mut LedgerBuilder,
) -> Result<(), Failure> {
    sql::each(db, sql, of, |row| {
        let plan = row.get_ref(5)?.as_str().unwrap_or_default();
        let priced = Priced {
            start: row.get(1)?,
            end: row.get(2)?,
            amount: row.get(3)?,
            interval: row.get::<_, Interval>(4)?,
            plan,
            trial: row.get(6)?,
        };
        let account = row.get(0)?;
        builder.subscription(account, priced);
        if let (Some(cause), Some(end)) = (row.get::<_, Option<Cause>>(7)?, priced.end) {
            let size = priced.interval.monthly(priced.amount);
            builder.ended(account, end, size, cause);
        }
        Ok(())
    })
}

fn changes(
    db: &Connection,
    sql: &str,
    of: impl Params,
    mut add: impl FnMut(AccountId, Day, Cents, Option<Cause>),
) -> Result<(), Failure> {
    sql::each(db, sql, of, |row| {
        add(row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        Ok(())
    })
}

/// All feedback with its tags, but without its words.
pub(super) fn evidence(db: &Connection, ledger: &Ledger) -> Result<Evidence, Failure> {
    let mut builder = EvidenceBuilder::new(ledger.len());
    sql::each(db, PIECES, [], |row| {
        let account: Option<AccountId> = row.get(1)?;
        // What an account says that is left out counts as little as what it pays.
        if account.is_some_and(|id| ledger.leaves_out(id)) {
            return Ok(());
        }
        let answers: i64 = row.get(3)?;
        let exit_survey = answers & 1 != 0;
        let source = row.get_ref(5)?.as_str().unwrap_or_default();
        let source = builder.source(origin(exit_survey, source));
        builder.piece(Piece {
            id: row.get(0)?,
            account: account.and_then(|id| ledger.customer(id)),
            day: row.get(2)?,
            exit_survey,
            source,
            mark: row.get::<_, Option<Mark>>(4)?,
            pinned: answers & 2 != 0,
            words: answers & 4 != 0,
        });
        Ok(())
    })?;
    sql::each(db, TAGS, [], |row| {
        builder.tag(row.get::<_, FeedbackId>(0)?, row.get::<_, TagId>(1)?);
        Ok(())
    })?;
    Ok(builder.build(book(db)?))
}

/// What a piece of feedback came from: exit surveys are one source, whatever they are called.
pub(super) fn origin(exit_survey: bool, source: &str) -> &str {
    if exit_survey { "exit survey" } else { source }
}

/// What exit surveys say of why accounts left.
pub(super) fn surveys(db: &Connection, ledger: &Ledger) -> Result<Surveys, Failure> {
    let mut surveys = Surveys::default();
    // The reasons to choose from are few, and each is chosen often.
    let mut causes: HashMap<String, Cause> = HashMap::new();
    sql::each(db, SURVEYS, [], |row| {
        if let Some(account) = ledger.customer(row.get(0)?) {
            let reason = row.get_ref(2)?.as_str().unwrap_or_default();
            let cause = causes.get(reason).copied().unwrap_or_else(|| {
                let cause = Cause::of_survey(reason);
                causes.insert(reason.to_owned(), cause);
                cause
            });
            surveys.add(account, row.get(1)?, cause);
        }
        Ok(())
    })?;
    Ok(surveys)
}

/// The tags and what they roll up into.
pub(super) fn book(db: &Connection) -> Result<TagTree, Failure> {
    Ok(TagTree::new(&table::all(db)?))
}
