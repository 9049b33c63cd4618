//! Accounts that do not count as themselves: leaving out, counting again, two as one, one as two.
//! Must not know what that does to any number.

use serde_json::json;

use crate::cli::output::Shown;
use crate::cli::session::Session;
use crate::cli::{edit, names, thing};
use crate::domain::change::{Field, Subject, Value};
use crate::domain::failure::Failure;

/// A reason that says something.
pub(super) fn given(reason: &str) -> Result<Value, Failure> {
    match reason.trim() {
        "" => Err(Failure::usage("the reason is empty").hint(
            "say why with --reason \"test account\": it stands beside every number this changes",
        )),
        reason => Ok(reason.into()),
    }
}

/// Leaves accounts out, or counts them again where the reason is empty.
pub(super) fn excluded(
    session: &mut Session,
    accounts: &[String],
    reason: Value,
) -> Result<Shown, Failure> {
    let mut subjects = Vec::with_capacity(accounts.len());
    for account in accounts {
        let subject = Subject::Account(names::account_id(session, account)?);
        if !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    let wanted = [(Field::Excluded, reason)];
    let applied = edit::set(session, &subjects, |_| wanted.to_vec())?;
    let items = subjects.into_iter().map(|it| thing::item(session, it));
    let items = items.collect::<Result<Vec<_>, Failure>>()?;
    let mut shown = Shown::edit(&applied, json!(null));
    shown.json = json!({ "change": applied.change, "items": items });
    Ok(shown)
}

/// Counts an account as one with another, or by itself again.
pub(super) fn same_as(
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
