//! The amounts of a record, each in the currency that its cell, its row or its file says.
//! Must not know what the amount is for.

use super::RecordCells;
use crate::domain::import::{ImportKind, Interval};
use crate::domain::money::{Cents, Currency};
use crate::exchange::read::amounts::{self, Amounts, NumberParts};
use crate::exchange::read::convert::{self, Conversion};
use crate::exchange::read::fields::form;
use crate::exchange::read::marks::{self, MoneyMark};
use crate::exchange::read::price::{self, Every};
use crate::exchange::read::vendors::Unit;
use crate::exchange::read::{values, worded};
use crate::exchange::safe::quoted;

/// An amount as it was written, and how it is converted if it is to be.
pub(super) struct MoneyCell<'a> {
    pub(super) amount: Cents,
    pub(super) conversion: Option<Conversion<'a>>,
}

/// Why a value is no amount, and what is to be done.
fn no_amount(value: &str) -> &'static str {
    if price::several(value).is_some() {
        "has two numbers; name its column as --map quantity as well if it is so many of that price, or write what is paid."
    } else if price::of_one(value).is_some() {
        "is the price of one; name the column with how many with --map quantity=HEADER, or write what is paid."
    } else {
        "is not an amount; write it as 1234.50."
    }
}

impl<'a> RecordCells<'a> {
    /// The amount in a column of a field; an empty cell has none.
    pub(super) fn money_at(
        &self,
        field: &str,
        column: usize,
    ) -> Result<Option<MoneyCell<'a>>, String> {
        self.money_of(field, column, self.at(column))
    }

    /// The amount that a value of a column is.
    fn money_of(
        &self,
        field: &str,
        column: usize,
        value: &str,
    ) -> Result<Option<MoneyCell<'a>>, String> {
        if values::is_nothing(value) {
            return Ok(None);
        }
        let unread = || {
            format!(
                "{} in {} {}",
                quoted(value, 40),
                quoted(&self.source.names[column], 40),
                no_amount(value)
            )
        };
        let written = amounts::taken_apart(value).or_else(|| self.of_a_month(value));
        let written = written.ok_or_else(unread)?;
        let (said, mark) = self.said_currency(written.mark)?;
        if mark.is_some() {
            self.note(|noting| noting.noticed.own_currency += 1);
        }
        let conversion = convert::of(self.source, said, mark)?;
        let currency = conversion.as_ref().map(Conversion::currency);
        let currency = currency.or(self.source.currency.as_ref());
        let decimals = currency.map_or(2, Currency::decimals);
        let amounts = self.amounts(field);
        let money = MoneyCell {
            amount: amounts.of(&written, currency).ok_or_else(unread)?,
            conversion,
        };
        if mark.is_none() && (decimals == 2 || decimals == 0 && amounts.unit == Unit::Whole) {
            return Ok(Some(money));
        }
        // Signs were passed over once, and every smaller unit was a hundredth.
        let conversion = || convert::of(self.source, said, None).ok().flatten();
        let before = || MoneyCell {
            amount: amounts.of(&written, None).unwrap_or_default(),
            conversion: conversion().map(Conversion::of_hundredths),
        };
        Ok(Some(self.otherwise(money, before)))
    }

    /// What is paid a month and says so: balances and changes are a month's.
    fn of_a_month<'v>(&self, value: &'v str) -> Option<NumberParts<'v>> {
        let (bare, said) = price::beside(value)?;
        let is_month = price::every(said) == Some(Every::one(Interval::Month));
        let subscriptions = self.source.kind == ImportKind::Subscriptions;
        amounts::taken_apart(bare).filter(|_| is_month && !subscriptions)
    }

    /// The currency that its row says, and what stands beside the amount or in the words of its row.
    fn said_currency(&self, mark: Option<MoneyMark>) -> Result<(&str, Option<MoneyMark>), String> {
        let said = self.raw("currency");
        if !self.source.worded.currency {
            return Ok((said, mark));
        }
        let worded = marks::of(said).or_else(|| worded::currency(said));
        match (mark, worded) {
            (Some(mark), Some(worded)) => match mark.and(worded) {
                Some(both) => Ok(("", Some(both))),
                None => {
                    Err(self.unread("currency", said, "names another currency than the amount."))
                }
            },
            (mark, worded) => Ok(("", mark.or(worded))),
        }
    }

    fn amounts(&self, field: &str) -> Amounts {
        let place = form(self.source.kind).place(field).unwrap_or(0);
        self.source.settled.amounts[place]
    }

    pub(super) fn money(&self, field: &str) -> Result<Option<MoneyCell<'a>>, String> {
        match self.source.mapping.column(field) {
            Some(column) => self.money_at(field, column),
            None => Ok(None),
        }
    }

    /// The amount that a value of a field is, without the words around it.
    pub(super) fn money_in(
        &self,
        field: &str,
        value: &str,
    ) -> Result<Option<MoneyCell<'a>>, String> {
        match self.source.mapping.column(field) {
            Some(column) => self.money_of(field, column, value),
            None => Ok(None),
        }
    }

    /// An amount that goes into a price, in the currency of what is `paid`.
    pub(super) fn beside(
        &self,
        field: &str,
        money: Option<MoneyCell<'_>>,
        paid: &MoneyCell<'_>,
    ) -> Result<Option<Cents>, String> {
        let other =
            |money: &MoneyCell<'_>| money.conversion.as_ref().map(|of| of.currency().clone());
        match money {
            Some(money) if money.amount != Cents::ZERO && other(&money) != other(paid) => {
                let title = self.title(field);
                Err(format!(
                    "{title} is in another currency than the price; write both in one."
                ))
            }
            money => Ok(money.map(|money| money.amount)),
        }
    }

    pub(super) fn needed_money(&self, field: &str) -> Result<MoneyCell<'a>, String> {
        let empty = || format!("{} is empty; the row needs an amount.", self.title(field));
        let money = self.money(field)?.ok_or_else(empty)?;
        self.not_negative(money.amount, || self.title(field))?;
        Ok(money)
    }

    /// An amount that cannot be below zero, but for a part that is taken off the others; `title` is what a sentence calls its column.
    pub(super) fn not_negative(
        &self,
        amount: Cents,
        title: impl FnOnce() -> String,
    ) -> Result<Cents, String> {
        if amount < Cents::ZERO && !self.has("part") {
            let what = match self.source.kind {
                ImportKind::Balances => "balance",
                _ => "subscription's price",
            };
            let title = title();
            return Err(format!("{title} is below zero; a {what} cannot be."));
        }
        Ok(amount)
    }
}
