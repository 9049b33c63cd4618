//! `churnroom metrics --ahead`: who still pays and is known to leave, or to pay less.
//! Must not know how that is known.

use serde_json::{Value, json};

use crate::cli::output::{Block, Shown};
use crate::cli::session::Session;
use crate::domain::ahead::{Ahead, Leaving};
use crate::domain::failure::Failure;
use crate::domain::money::{Money, counted};
use crate::domain::period::Period;
use crate::domain::query::Query;
use crate::exchange::shapes;

pub fn run(session: &mut Session, period: Period) -> Result<Shown, Failure> {
    let found: Box<Ahead> = session.ask(&Query::Ahead(period))?;
    let items: Vec<Value> = found.items.iter().map(item).collect();
    let mut value = sums(&found);
    shapes::extend(&mut value, json!({ "items": items, "next": null }));
    let mut shown = Shown::value(value).lines(told(&found));
    if !items.is_empty() {
        let rows: Vec<Value> = found.items.iter().map(|item| row(item, &found)).collect();
        shown = shown.line("").with(Block::columns(COLUMNS, &rows));
    }
    shown.records = Some(items);
    Ok(shown.noted(session.limits(period)?))
}

const COLUMNS: &str = "account|name|plan|pays=paying_cents|loses=lost_cents|what|cause|owner";

/// What is known ahead, without the accounts.
pub fn sums(found: &Ahead) -> Value {
    json!({
        "period": found.period,
        "as_of": found.as_of,
        "reach": found.reach,
        "currency": found.currency,
        "active": found.active,
        "leaves": found.leaves,
        "shrinks": found.shrinks,
        "gone_since": found.gone,
        "left_mrr_cents": found.left(),
        "ends_that_are_terms": found.terms,
    })
}

/// The same in sentences.
pub fn told(found: &Ahead) -> Vec<String> {
    let money = Money::of(found.currency.as_ref());
    let day = found.as_of.dated();
    if found.active.accounts == 0 {
        return vec![match found.currency {
            None => "no ledger yet: nothing is known ahead".to_owned(),
            Some(_) => format!("nobody pays at the end of {day}: nobody is left to leave"),
        }];
    }
    let ahead = found.words(|sum| money.whole(sum));
    let known = ahead.is_some();
    let mut lines = vec![ahead.unwrap_or_else(|| {
        format!("nobody who still pays is known to leave, or to pay less, after {day}")
    })];
    lines.extend(found.about_terms());
    let (who, mrr) = (
        counted(found.active.accounts, "account"),
        money.number(found.active.mrr),
    );
    let left = money.number(found.left());
    let left = known.then(|| format!("; without what is known to go {left}"));
    let left = left.unwrap_or_default();
    lines.push(format!("{} · {who}, {mrr} MRR{left}", found.as_of));
    if !found.latest {
        let period = found.period.long();
        lines.push(format!(
            "{period} is long over: this is what is known on {day}"
        ));
    }
    lines
}

fn item(item: &Leaving) -> Value {
    let account = &item.account;
    json!({
        "account": account.external,
        "name": account.name,
        "plan": shapes::said(&account.plan),
        "owner": shapes::said(&item.owner),
        "what": item.notice,
        "day": item.day,
        "paying_cents": item.paying,
        "lost_cents": item.lost,
        "cause": item.cause,
        "gone": item.gone,
        "back": item.back,
        "sooner": item.sooner,
    })
}

/// For people: what it will do and when, in words.
fn row(of: &Leaving, found: &Ahead) -> Value {
    let mut row = item(of);
    let money = Money::of(found.currency.as_ref());
    row["what"] = of.words(found.as_of, |sum| money.whole(sum)).into();
    row
}
