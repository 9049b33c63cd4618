//! `churnroom roadmap winback`, `tell` and `contact`, `accounts leave-alone`: whom an item could win back, whom to tell of
//! it, how far it is with each, and who is to get no mail. Must not know how a departure or a complaint is found.

use serde_json::json;

use super::output::Shown;
use super::session::Session;
use super::{edit, names};
use crate::domain::change::{Change, Subject};
use crate::domain::effect::agreed::Named;
use crate::domain::failure::Failure;
use crate::domain::ids::AccountId;
use crate::domain::leave_alone::{LeaveAlone, OpenComplaint};
use crate::domain::money::Money;
use crate::domain::outreach::OutreachStatus;
use crate::domain::period::Period;
use crate::domain::query::{AimQuery, Query};
use crate::domain::winback::{WinBack, WinBackRow};
use crate::domain::word::Word;
use crate::exchange::shapes;

const LEFT: &str = "account|name|owner|contact|left|lost=lost_cents|state|~said=quote";

const PAYING: &str = "account|name|owner|contact|said|mrr=mrr_cents|state|~quote";

const COMPLAINTS: &str = "account|name|owner|contact|mrr=mrr_cents|said|#texts=times|themes|~quote";

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The item
    key: String,
    /// Only those that stand so: to-contact, contacted, returned or not-wanted
    #[arg(long, value_name = "STATE", value_parser = status)]
    state: Option<OutreachStatus>,
}

#[derive(Debug, clap::Args)]
pub struct ContactArgs {
    /// The item
    key: String,
    /// Accounts of its lists, by id, alias or name
    #[arg(required = true)]
    accounts: Vec<String>,
    /// How far it is: contacted, to-contact, returned or not-wanted
    #[arg(long, value_name = "STATE", value_parser = status, default_value = "contacted")]
    state: OutreachStatus,
}

fn status(text: &str) -> Result<OutreachStatus, String> {
    let word = text.trim().replace(['-', ' '], "_");
    OutreachStatus::from_word(&word)
        .ok_or_else(|| "use to-contact, contacted, returned or not-wanted".to_owned())
}

fn found(session: &mut Session, key: &str) -> Result<Box<WinBack>, Failure> {
    let item = names::item(session, key)?.id;
    session.ask(&Query::WinBack(item))
}

/// One of the two lists of an item.
pub fn list(session: &mut Session, args: &Args, paying: bool) -> Result<Shown, Failure> {
    let found = found(session, &args.key)?;
    let rows = if paying { &found.paying } else { &found.left };
    let stands = |row: &&WinBackRow| args.state.is_none_or(|state| row.status() == state);
    let items = rows.iter().filter(stands);
    let items = items
        .map(|row| shapes::winback(&found, row, paying))
        .collect();
    let currency = session.currency()?;
    let words = found.sentence(paying, Money::of(currency.as_ref()));
    let columns = if paying { PAYING } else { LEFT };
    let shown = Shown::list(columns, items, None);
    let like = shapes::winback(&found, &WinBackRow::default(), paying);
    Ok(shown.like(like).note(words))
}

/// Who still pays and has an open complaint of a period.
pub fn leave_alone(session: &mut Session, period: Option<Period>) -> Result<Shown, Failure> {
    let period = session.period(period)?;
    let found: Box<LeaveAlone> = session.ask(&Query::LeaveAlone(period))?;
    let items = found.rows.iter().map(shapes::complaint).collect();
    let currency = session.currency()?;
    let words = found.sentence(Money::of(currency.as_ref()));
    let shown = Shown::list(COMPLAINTS, items, None);
    let like = shapes::complaint(&OpenComplaint::default());
    Ok(shown.like(like).note(words).noted(session.limits(period)?))
}

/// Says how far it is with accounts.
pub fn contact(session: &mut Session, args: &ContactArgs) -> Result<Shown, Failure> {
    let item = names::item(session, &args.key)?;
    let customers = customers(session, &args.accounts)?;
    let (person, today) = (session.person.clone(), session.today);
    let mut rows = Vec::new();
    let applied = edit::again_on_conflict(|| {
        let found: Box<WinBack> = session.ask(&Query::WinBack(item.id))?;
        rows.clear();
        for (name, customer) in &customers {
            rows.push(row(&found, *customer, name)?);
        }
        let says = |row: &WinBackRow| row.says(item.id, args.state, &person, today);
        let changes: Vec<Change> = rows.iter().filter_map(says).collect();
        edit::apply_all(session, Subject::Item(item.id), changes)
    })?;
    let now: Box<WinBack> = session.ask(&Query::WinBack(item.id))?;
    let mut items = Vec::new();
    for row in &rows {
        let same = |one: &&WinBackRow| one.account.id == row.account.id && one.day == row.day;
        let left = now.left.iter().find(same);
        let paying = now.paying.iter().find(same);
        items.extend(left.map(|row| shapes::winback(&now, row, false)));
        items.extend(
            paying
                .filter(|_| left.is_none())
                .map(|row| shapes::winback(&now, row, true)),
        );
    }
    let records = items.clone();
    let of = json!({ "item": item.external, "accounts": items });
    Ok(Shown::edit(&applied, of).with_records(records))
}

/// The customers that accounts are, each once, with the name it was given by.
fn customers(session: &mut Session, given: &[String]) -> Result<Vec<(String, AccountId)>, Failure> {
    let (names, day) = (given.to_vec(), session.today);
    let named: Vec<Named> = session.ask(&Query::Aims(AimQuery::Named { names, day }))?;
    let mut customers: Vec<(String, AccountId)> = Vec::new();
    for (named, name) in named.iter().zip(given) {
        if named.account.is_none() {
            // It says what to do.
            names::account(session, name)?;
        }
        if customers.iter().all(|(_, other)| *other != named.customer) {
            customers.push((name.clone(), named.customer));
        }
    }
    Ok(customers)
}

/// The row of a customer that can be set: its last departure, else where it still pays and said so.
fn row(found: &WinBack, customer: AccountId, name: &str) -> Result<WinBackRow, Failure> {
    let own = |row: &&WinBackRow| row.account.id == customer;
    let gone = found.left.iter().filter(own).find(|row| row.back.is_none());
    if let Some(row) = gone.or_else(|| found.paying.iter().find(own)) {
        return Ok(row.clone());
    }
    let (key, over) = (&found.key, found.over());
    let why = format!(
        "{name} stands on no list of {key}: it neither left over {over} for good nor pays and named it"
    );
    Err(Failure::usage(why).hint(format!(
        "see `churnroom roadmap winback {key}` and `churnroom roadmap tell {key}`"
    )))
}
