//! `churnroom themes --drift`: what customers stated when they left, beside what the team found in their words.
//! Must not know how the loss is sorted.

use serde_json::{Value, json};

use super::super::output::{Block, OutputTable, Shown};
use super::super::session::Session;
use super::{begun, head};
use crate::domain::drift::{Drift, DriftReason, Stated};
use crate::domain::failure::Failure;
use crate::domain::money::{Money, count};
use crate::domain::period::Period;
use crate::domain::query::{Query, TrustQuery};
use crate::domain::tally::Sum;
use crate::exchange::shapes;

pub fn shown(session: &mut Session, period: Period) -> Result<Shown, Failure> {
    let found: Box<Drift> = session.ask(&Query::Trust(TrustQuery::Drift(period)))?;
    let currency = session.currency()?;
    let money = Money::of(currency.as_ref());
    let shown = Shown::value(shape(&found)).with_records(records(&found));
    let (mut shown, begun) = begun(session, period, shown)?;
    if !begun {
        return Ok(shown);
    }
    shown = shown.line(head(&found.themes, money));
    if found.themes.unknown.losses || found.stated.is_empty() {
        return Ok(shown);
    }
    shown = shown.with(Block::Table(table(&found, money)));
    if found.stated.iter().any(|row| row.several()) {
        shown = shown.line(
            "an account with several themes stands beside each of them, and its loss is shared",
        );
    }
    Ok(shown)
}

/// What was found by those who stated something, of which there is any, the dearest first.
fn parts<'a>(found: &'a Drift, row: &'a Stated) -> impl Iterator<Item = (&'a str, Sum)> {
    row.parts()
        .map(|(at, sum)| (found.found[at].name.as_str(), sum))
}

fn table(found: &Drift, money: Money<'_>) -> OutputTable {
    let mut table = OutputTable::new("stated|found|>accounts|>lost MRR".split('|'));
    for row in &found.stated {
        let all = [count(row.all.accounts), money.number(row.all.mrr)];
        table.row([row.reason.words(), "", &all[0], &all[1]]);
        for (name, sum) in parts(found, row) {
            let own = [count(sum.accounts), money.number(sum.mrr)];
            table.row(["", name, &own[0], &own[1]]);
        }
    }
    table
}

fn stated(reason: &DriftReason) -> Option<&str> {
    match reason {
        DriftReason::Stated(words) => Some(words),
        DriftReason::Unstated | DriftReason::Unasked => None,
    }
}

fn sum(found: &Drift, sum: Sum) -> [Value; 2] {
    let themes = &found.themes;
    [
        json!(themes.told(sum.accounts)),
        json!(themes.told(sum.mrr)),
    ]
}

fn shape(found: &Drift) -> Value {
    let cell = |(name, own): (&str, Sum)| {
        let [accounts, mrr] = sum(found, own);
        json!({"found": name, "accounts": accounts, "lost_mrr_cents": mrr})
    };
    let row = |row: &Stated| {
        let [accounts, mrr] = sum(found, row.all);
        json!({
            "stated": stated(&row.reason), "asked": row.reason != DriftReason::Unasked,
            "accounts": accounts, "lost_mrr_cents": mrr,
            "found": parts(found, row).map(cell).collect::<Vec<Value>>(),
        })
    };
    let columns = found
        .found
        .iter()
        .map(|column| cell((&column.name, column.all)));
    json!({
        "period": found.themes.period,
        "lost": shapes::whole_loss(&found.themes),
        "found": columns.collect::<Vec<Value>>(),
        "stated": found.stated.iter().map(row).collect::<Vec<Value>>(),
    })
}

/// A line for each two that meet, so that a spreadsheet's column adds up to the whole loss.
fn records(found: &Drift) -> Vec<Value> {
    let rows = found.stated.iter();
    let pairs = rows.flat_map(|row| parts(found, row).map(move |part| (row, part)));
    let record = |(row, (name, own)): (&Stated, (&str, Sum))| {
        let [accounts, mrr] = sum(found, own);
        json!({
            "stated": stated(&row.reason), "asked": row.reason != DriftReason::Unasked,
            "found": name, "accounts": accounts, "lost_mrr_cents": mrr,
        })
    };
    pairs.map(record).collect()
}
