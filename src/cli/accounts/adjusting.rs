//! Accounts that do not count as themselves: leaving out, counting again, two as one, one as two.
//! Must not know what that does to any number.

use serde_json::json;

use crate::cli::output::Shown;
use crate::cli::session::Session;
use crate::cli::{edit, names, thing};
use crate::domain::change::{Field, Subject, Value};
use crate::domain::failure::Failure;
use crate::domain::field::Held;

/// Which accounts to leave out.
#[derive(Debug, clap::Args)]
pub struct Exclude {
    /// Their ids, aliases or names
    #[arg(required = true, value_name = "ACCOUNT")]
    accounts: Vec<String>,
    /// Why, for everybody to read: "test account"
    #[arg(long, value_name = "TEXT")]
    reason: String,
}

/// Which two are one.
#[derive(Debug, clap::Args)]
pub struct Same {
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
    on_all(session, &args.accounts, reason)
}

/// Counts them again.
pub(super) fn include(session: &mut Session, accounts: &[String]) -> Result<Shown, Failure> {
    on_all(session, accounts, "".into())
}

/// Counts two as one.
pub(super) fn same(session: &mut Session, args: &Same) -> Result<Shown, Failure> {
    let reason = given(&args.reason)?;
    let new = names::account_id(session, &args.new)?;
    on_one(session, &args.old, new.value(), reason)
}

/// Counts one as two.
pub(super) fn apart(session: &mut Session, account: &str) -> Result<Shown, Failure> {
    on_one(session, account, Value::None, "".into())
}

fn given(reason: &str) -> Result<Value, Failure> {
    match reason.trim() {
        "" => Err(Failure::usage("the reason is empty").hint(
            "say why with --reason \"test account\": it stands beside every number this changes",
        )),
        reason => Ok(reason.into()),
    }
}

fn on_all(session: &mut Session, accounts: &[String], reason: Value) -> Result<Shown, Failure> {
    let mut subjects = Vec::with_capacity(accounts.len());
    for account in accounts {
        let subject = Subject::Account(names::account_id(session, account)?);
        if !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    let wanted = [(Field::Excluded, reason)];
    let applied = edit::set(session, &subjects, |_| wanted.to_vec())?;
    let mut items = Vec::new();
    for subject in subjects {
        items.push(thing::item(session, subject)?);
    }
    let mut shown = Shown::edit(&applied, json!(null));
    shown.json = json!({ "change": applied.change, "items": items });
    Ok(shown)
}

fn on_one(
    session: &mut Session,
    account: &str,
    same_as: Value,
    reason: Value,
) -> Result<Shown, Failure> {
    let subject = Subject::Account(names::account_id(session, account)?);
    let wanted = [(Field::SameAs, same_as), (Field::SameReason, reason)];
    let applied = edit::set(session, &[subject], |_| wanted.to_vec())?;
    edit::shown(session, &applied, subject)
}
