//! What an import comes to, looked at inside its transaction: what the room holds with it and held before, the
//! reviewed periods it moves, the accounts it no longer names, the sum it has to come to.
//! Must not know rows: it compares two pictures of the ledger.

use rusqlite::Connection;

use super::currency;
use super::resident::picture::{Picture, name};
use super::rows::{self, ImportOptions, ImportOutcome};
use crate::domain::failure::Failure;
use crate::domain::import::{Absent, Expect, ImportHead, Moved, Tied};
use crate::domain::money::{Cents, Money};
use crate::domain::sort::sort_by_key;
use crate::domain::tie::{self, Untied};

/// Accounts that are named one by one.
const NAMED: usize = 20;

/// Fills in what an import of a ledger came to. `before` is the picture before it, `after` with it.
///
/// # Errors
/// When the ledger does not come to the sum expected.
pub fn fill(
    db: &Connection,
    outcome: &mut ImportOutcome,
    options: &ImportOptions<'_>,
    before: &Picture,
    after: &Picture,
) -> Result<(), Failure> {
    outcome.before = before.holds(db)?;
    outcome.holds = after.holds(db)?;
    outcome.moved = moved(db, before, after)?;
    // A list that is complete says of those it leaves out that they are at zero, from its own days on.
    if !outcome.head.complete {
        outcome.absent = absent(outcome, after);
    }
    let currency = currency::of(db)?;
    let money = Money::of(currency.as_ref());
    let refusals = [
        outcome.beside.refusal(money),
        outcome.kept.refusal(),
        outcome.absent.refusal(money),
    ];
    let refusals = refusals.into_iter().flatten();
    outcome
        .refusals
        .extend(refusals.filter(|_| !options.partial));
    let is_refused = options.refuse_absent && !outcome.refusals.is_empty();
    if let Some(expect) = options.expect.filter(|_| !is_refused) {
        outcome.head.tied = Some(ties(db, &outcome.head, expect, after)?);
    }
    outcome.head.holds = outcome.holds.clone().map(Box::new);
    rows::keep_head(db, &outcome.head)
}

fn moved(db: &Connection, before: &Picture, after: &Picture) -> Result<Vec<Moved>, Failure> {
    let pairs = before.reviewed(db)?.into_iter().zip(after.reviewed(db)?);
    let moved = pairs.map(|((period, before), (_, after))| Moved {
        period,
        before,
        after,
    });
    let mut moved: Vec<Moved> = moved.filter(|m| m.before != m.after).collect();
    sort_by_key(&mut moved, |moved| moved.period.first());
    moved.dedup_by_key(|moved| moved.period);
    Ok(moved)
}

/// Those of the accounts that the file does not name which still pay on the last day, the largest first.
fn absent(outcome: &ImportOutcome, after: &Picture) -> Absent {
    let Some(day) = after.reach else {
        return Absent::default();
    };
    let unnamed = outcome.unnamed.accounts.iter();
    let mut paying: Vec<(Cents, &str)> = unnamed
        .map(|(id, name)| (after.balance(*id, day), name.as_str()))
        .filter(|(mrr, _)| *mrr > Cents::ZERO)
        .collect();
    sort_by_key(&mut paying, |(mrr, name)| (std::cmp::Reverse(*mrr), *name));
    Absent {
        again: outcome.unnamed.again && !paying.is_empty(),
        accounts: paying.len() as u64,
        mrr: paying.iter().map(|(mrr, _)| *mrr).sum(),
        names: paying
            .iter()
            .take(NAMED)
            .map(|(_, name)| (*name).to_owned())
            .collect(),
    }
}

fn ties(
    db: &Connection,
    head: &ImportHead,
    expect: Expect,
    after: &Picture,
) -> Result<Tied, Failure> {
    let Some(on) = expect.on.or(after.reach) else {
        return Err(
            Failure::usage("there is no ledger that could come to the sum expected")
                .hint("see why no row of the file could be used, with --dry-run"),
        );
    };
    let currency = currency::of(db)?;
    currency.iter().try_for_each(|room| expect.is_in(room))?;
    let money = Money::of(currency.as_ref());
    let given = match expect.open {
        false => money.of_thousandths(expect.amount),
        true => money.of_three_digits(expect.amount).ok_or_else(|| {
            Failure::usage("the sum expected could be thousands or a fraction")
                .hint("write it as 1200.00 or 1.2000")
        })?,
    };
    let ours = after.ledger.mrr_at(on);
    if ours == given {
        return Ok(Tied { amount: ours, on });
    }
    let (mut names, mut unread) = (Vec::new(), Ok(()));
    let untied = Untied {
        ledger: &after.ledger,
        on,
        given,
        ours,
        rejected: head.counts.rejected,
        rates: &head.rates,
        money,
    };
    for account in untied.accounts() {
        match name(db, account) {
            Ok(name) => names.push((account, name)),
            Err(failure) => unread = Err(failure),
        }
    }
    unread?;
    Err(tie::refusal(&untied, &names))
}
