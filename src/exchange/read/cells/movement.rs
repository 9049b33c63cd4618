//! One record as a change of an account's MRR.
//! Must not know how columns were found.

use super::money::MoneyCell;
use super::{RecordCells, converted};
use crate::domain::day::Day;
use crate::domain::import::{ImportRow, MovementAmount, MovementRow};
use crate::domain::money::Cents;
use crate::exchange::read::convert::Conversion;
use crate::exchange::read::fields::{Goes, PARTS};

/// An amount, and how it was converted.
type Converted<'a> = (MovementAmount, Option<Conversion<'a>>);

pub(in crate::exchange::read) fn movement(cells: &RecordCells<'_>) -> Result<ImportRow, String> {
    let account = cells.needed("account")?;
    let day = cells.needed_day("day")?;
    match cells.source.mapping.has_parts() {
        false => row(cells, account.clone(), day, amount(cells, &account)?),
        true => match parts(cells, &account, day)? {
            Some(amount) => row(cells, account, day, amount),
            // A month without a change is a row all the same.
            None => Ok(ImportRow::LeftOut),
        },
    }
}

fn row(
    cells: &RecordCells<'_>,
    account: String,
    day: Day,
    (amount, conversion): Converted<'_>,
) -> Result<ImportRow, String> {
    let falls = match amount {
        MovementAmount::Delta(delta) => delta < Cents::ZERO,
        MovementAmount::Balance(mrr) => mrr == Cents::ZERO,
    };
    if let MovementAmount::Delta(delta) = amount
        && cells.has("kind")
    {
        let kind = cells.raw("kind");
        cells.note(|noting| noting.remains.change(&account, day, delta, kind));
    }
    Ok(ImportRow::Movement(MovementRow {
        account,
        day,
        amount,
        cause: cells.cause().filter(|_| falls),
        rate: conversion.map(|c| c.words()),
    }))
}

fn amount<'a>(cells: &RecordCells<'a>, account: &str) -> Result<Converted<'a>, String> {
    if let Some(MoneyCell { amount, conversion }) = cells.money("delta")? {
        let delta = directed(amount, cells.source.goes(cells.raw("kind")));
        let delta = changed(cells, account, delta, conversion.as_ref())?;
        return Ok((MovementAmount::Delta(delta), conversion));
    }
    let Some(MoneyCell { amount, conversion }) = cells.money("mrr")? else {
        return Err("It has neither a change nor a balance after it.".into());
    };
    let mrr = cells.not_negative(amount, || cells.title("mrr"))?;
    let mrr = converted(conversion.as_ref(), mrr)?;
    Ok((MovementAmount::Balance(mrr), conversion))
}

/// What all kinds of change come to together; nothing where none of them has an amount.
fn parts<'a>(
    cells: &RecordCells<'a>,
    account: &str,
    day: Day,
) -> Result<Option<Converted<'a>>, String> {
    let mut all: Option<Converted<'a>> = None;
    for (field, goes) in PARTS {
        let Some(MoneyCell { amount, conversion }) = cells.money(field)? else {
            continue;
        };
        let delta = match goes {
            Goes::Up => amount,
            Goes::Down => amount.min(-amount),
        };
        let delta = changed(cells, account, delta, conversion.as_ref())?;
        if delta != Cents::ZERO {
            cells.note(|noting| noting.remains.change(account, day, delta, field));
        }
        let sum = match all {
            Some((MovementAmount::Delta(sum), _)) => sum + delta,
            Some((MovementAmount::Balance(_), _)) | None => delta,
        };
        all = Some((MovementAmount::Delta(sum), conversion));
    }
    let is_change = |(amount, _): &Converted<'_>| *amount != MovementAmount::Delta(Cents::ZERO);
    Ok(all.filter(is_change))
}

fn changed(
    cells: &RecordCells<'_>,
    account: &str,
    delta: Cents,
    conversion: Option<&Conversion<'_>>,
) -> Result<Cents, String> {
    match conversion {
        Some(conversion) => conversion.change(account, delta, cells.running),
        None => Ok(delta),
    }
}

/// Some systems write a loss as a plain number and leave its direction to the kind.
fn directed(delta: Cents, goes: Option<Goes>) -> Cents {
    match goes {
        Some(Goes::Down) => delta.min(-delta),
        Some(Goes::Up) | None => delta,
    }
}
