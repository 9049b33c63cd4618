//! Accounts that do not count as themselves: leaving out, counting again, two as one, one as two.
//! Must not know what that does to any number.

use serde_json::json;

use crate::cli::edit::{again_on_conflict, apply_all};
use crate::cli::names;
use crate::cli::output::Shown;
use crate::cli::session::Session;
use crate::cli::shapes;
use crate::domain::account::Account;
use crate::domain::change::{Applied, Change, Field, Subject, Value};
use crate::domain::failure::Failure;
use crate::domain::ids::AccountId;

use super::by_id;

#[derive(Debug, clap::Args)]
pub(super) struct Exclude {
    /// Their ids, aliases or names
    #[arg(required = true, value_name = "ACCOUNT")]
    accounts: Vec<String>,
    /// Why, for everybody to read: "test account"
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

#[derive(Debug, clap::Args)]
pub(super) struct Same {
    /// The account that was left behind: its id, alias or name
    old: String,
    /// The account it goes on in
    new: String,
    /// Why, for everybody to read: "migrated to the new billing"
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// Leaves accounts out.
pub(super) fn exclude(session: &mut Session, args: &Exclude) -> Result<Shown, Failure> {
    let reason = given(&args.reason)?;
    on_all(session, &args.accounts, |account| {
        vec![(
            Field::Excluded,
            account.excluded.clone().into(),
            reason.into(),
        )]
    })
}

/// Counts them again.
pub(super) fn include(session: &mut Session, accounts: &[String]) -> Result<Shown, Failure> {
    on_all(session, accounts, |account| {
        vec![(Field::Excluded, account.excluded.clone().into(), "".into())]
    })
}

/// Counts two as one.
pub(super) fn same(session: &mut Session, args: &Same) -> Result<Shown, Failure> {
    let reason = given(&args.reason)?;
    let new = names::account_id(session, &args.new)?;
    on_one(session, &args.old, |account| {
        vec![
            (Field::SameAs, id(account.same_as), id(Some(new))),
            (
                Field::SameReason,
                account.same_reason.clone().into(),
                reason.into(),
            ),
        ]
    })
}

/// Counts one as two.
pub(super) fn apart(session: &mut Session, account: &str) -> Result<Shown, Failure> {
    on_one(session, account, |account| {
        vec![
            (Field::SameAs, id(account.same_as), Value::None),
            (
                Field::SameReason,
                account.same_reason.clone().into(),
                "".into(),
            ),
        ]
    })
}

fn id(account: Option<AccountId>) -> Value {
    account.map(|id| id.0).into()
}

fn given(reason: &str) -> Result<&str, Failure> {
    match reason.trim() {
        "" => Err(Failure::usage("the reason is empty").hint(
            "say why with --reason \"test account\": it stands beside every number this changes",
        )),
        reason => Ok(reason),
    }
}

/// Fields with the values they have and get.
type Sets = Vec<(Field, Value, Value)>;

fn on_all(
    session: &mut Session,
    accounts: &[String],
    sets: impl Fn(&Account) -> Sets,
) -> Result<Shown, Failure> {
    let ids = ids(session, accounts)?;
    let applied = set(session, &ids, sets)?;
    let mask = session.mask()?;
    let mut items = Vec::new();
    for id in ids {
        items.push(shapes::account(&by_id(session, id)?, &mask));
    }
    let mut shown = Shown::edit(&applied, json!(null));
    shown.json = json!({ "change": applied.change, "items": items });
    Ok(shown)
}

fn on_one(
    session: &mut Session,
    account: &str,
    sets: impl Fn(&Account) -> Sets,
) -> Result<Shown, Failure> {
    let id = names::account_id(session, account)?;
    let applied = set(session, &[id], sets)?;
    let mask = session.mask()?;
    Ok(Shown::edit(
        &applied,
        shapes::account(&by_id(session, id)?, &mask),
    ))
}

fn ids(session: &mut Session, accounts: &[String]) -> Result<Vec<AccountId>, Failure> {
    let mut ids = Vec::with_capacity(accounts.len());
    for account in accounts {
        let id = names::account_id(session, account)?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// Sets what is not so already, all of it as one change.
fn set(
    session: &mut Session,
    ids: &[AccountId],
    sets: impl Fn(&Account) -> Sets,
) -> Result<Applied, Failure> {
    let first = ids.first().copied().unwrap_or_default();
    again_on_conflict(|| {
        let mut changes = Vec::new();
        for &id in ids {
            let account = by_id(session, id)?.account;
            let new = sets(&account)
                .into_iter()
                .filter(|(_, was, now)| was != now);
            changes.extend(
                new.map(|(field, was, now)| Change::set(Subject::Account(id), field, was, now)),
            );
        }
        apply_all(session, Subject::Account(first), changes)
    })
}
