//! A record of a subscriptions file: its days, what it comes to and how often, and why it ended.
//! Must not know how a price becomes MRR (`price`).

use std::borrow::Cow;

use super::discounts::{self, Less};
use super::money::MoneyCell;
use super::{RecordCells, ends};
use crate::domain::cause::Cause;
use crate::domain::day::Day;
use crate::domain::import::{ImportRow, Interval, SubscriptionRow};
use crate::domain::money::Cents;
use crate::exchange::read::convert::converted;
use crate::exchange::read::counts::{CountsWay, Uncounted};
use crate::exchange::read::fields::form;
use crate::exchange::read::price::{self, Every};
use crate::exchange::read::{values, worded};

/// The subscription of a record.
pub(in crate::exchange::read) fn subscription(
    cells: &RecordCells<'_>,
) -> Result<ImportRow, String> {
    let account = cells.needed("account")?;
    let begun = cells.needed_day("start")?;
    let end = ends::stated(cells, begun)?;
    let start = paid_from(cells, begun, end.day)?;
    let (paid, due) = paid(cells)?;
    let Price {
        amount,
        interval,
        less,
    } = price(cells, &paid, due)?;
    let conversion = paid.conversion;
    let said = cells.raw("trial");
    let trial = match cells.source.lenient_trial {
        true => Some(values::trial_state(said).unwrap_or(false)),
        false => values::trial(said),
    };
    let trial = trial.ok_or_else(|| cells.unread("trial", said, "is neither yes nor no."))?;
    let amount = converted(conversion.as_ref(), amount)?;
    let mrr = match trial {
        true => Cents::ZERO,
        false => interval.monthly(amount),
    };
    let end = ends::settled(cells, start, end, mrr)?;
    if let Some((less, full)) = less.filter(|_| !trial) {
        let full = interval.monthly(converted(conversion.as_ref(), full)?);
        less.note(cells, Cents(full.0 - mrr.0));
    }
    let cancelled = end.cancelled.then_some(Cause::Cancelled);
    Ok(ImportRow::Subscription(SubscriptionRow {
        external: cells.joined("id"),
        account,
        start,
        end: end.day,
        amount,
        interval,
        plan: cells.key("plan"),
        trial,
        cause: end.day.and_then(|_| cells.cause().or(cancelled)),
        rate: conversion.map(|c| c.words()),
        runs: ends::runs(cells),
    }))
}

/// The first day that counts: a trial does not, however it ended.
fn paid_from(cells: &RecordCells<'_>, begun: Day, end: Option<Day>) -> Result<Day, String> {
    let paid = cells.day("trial_end")?.filter(|day| *day > begun);
    let paid = paid.map(|day| end.map_or(day, |end| day.min(end)));
    Ok(match paid {
        Some(day) if day > begun => cells.otherwise(day, || begun),
        _ => begun,
    })
}

/// What a row is paid each of an interval, and what it would be without its discount, if it has one.
struct Price {
    amount: Cents,
    interval: Interval,
    less: Option<(Less, Cents)>,
}

impl Price {
    /// Of a price that is due this often.
    fn each(interval: Interval, whole: WholePrice) -> Price {
        Price {
            amount: whole.left,
            interval,
            less: whole.less,
        }
    }

    /// Of one that is due every so many of an interval.
    fn of(every: Every, whole: WholePrice) -> Price {
        let (amount, interval) = every.price(whole.left);
        let full = |(less, full)| (less, every.price(full).0);
        Price {
            amount,
            interval,
            less: whole.less.map(full),
        }
    }
}

/// The price of a row, and how often it is due where its own cell says so.
fn paid<'a>(cells: &RecordCells<'a>) -> Result<(MoneyCell<'a>, Option<Every>), String> {
    let written = cells.raw("amount");
    let several = price::several(written).filter(|_| cells.is_in_the_price("quantity"));
    let written = several.map_or(Cow::Borrowed(written), |(_, each)| each);
    let each = price::of_one(&written).filter(|_| cells.has("quantity"));
    let written = each.as_deref().unwrap_or(&written);
    let beside = price::beside(written);
    let bare = beside.map_or(written, |(bare, _)| bare);
    if bare == cells.raw("amount") || values::is_nothing(written) {
        return Ok((cells.needed_money("amount")?, None));
    }
    let Some(money) = cells.money_in("amount", bare)? else {
        return Ok((cells.needed_money("amount")?, None));
    };
    cells.not_negative(money.amount, || cells.title("amount"))?;
    let Some((due, said)) = beside.and_then(|(_, said)| Some((price::every(said)?, said))) else {
        return Ok((money, None));
    };
    let own = match cells.source.interval {
        Some(every) => Some(every),
        None if cells.is_empty("interval") => None,
        None => Some(every(cells)?),
    };
    match own {
        Some(own) if own != due => Err(cells.unread(
            "amount",
            said,
            "is not what its row or column says of how often.",
        )),
        _ => Ok((money, cells.source.interval.is_none().then_some(due))),
    }
}

/// What a row is paid, and how often: as its price says, where that is `due`. A column that says MRR or monthly already is,
/// whatever the others say.
fn price(
    cells: &RecordCells<'_>,
    paid: &MoneyCell<'_>,
    due: Option<Every>,
) -> Result<Price, String> {
    let amount = paid.amount;
    if let Some(every) = cells.source.interval {
        return of_its_header(cells, paid, every);
    }
    let every = due.map_or_else(|| every(cells), Ok)?;
    let more = [
        "interval_count",
        "quantity",
        "discount_percent",
        "discount_fraction",
        "discount",
        "addon",
    ];
    if more.iter().all(|field| cells.raw(field).is_empty()) {
        return Ok(Price::of(every, WholePrice::plain(amount)));
    }
    let whole = whole(cells, paid)?;
    let times = times(cells)?;
    let counted = match cells.is_empty("interval_count") {
        true => None,
        false => cells.source.counted(),
    };
    // Earlier versions counted what the row's interval says, and the first of them read none of these columns.
    let before = match counted {
        Some(_) => every.times(times).price(whole.left),
        None => every.price(amount),
    };
    let due = match cells
        .source
        .shared()
        .filter(|_| !cells.is_empty("interval_count"))
    {
        Some(interval) => Every::one(interval).shared(times),
        None => Some(counted.map_or(every, Every::one).times(times)),
    };
    let none = || {
        let why = "times in that is no number of months or weeks; write how often it is due.";
        cells.unread("interval_count", cells.raw("interval_count"), why)
    };
    let now = Price::of(due.ok_or_else(none)?, whole);
    Ok(match before == (now.amount, now.interval) {
        true => now,
        false => cells.otherwise(now, || Price::each(before.1, WholePrice::plain(before.0))),
    })
}

/// A price with all that goes into it.
struct WholePrice {
    left: Cents,
    /// What is taken off, and what it would be without that.
    less: Option<(Less, Cents)>,
}

impl WholePrice {
    fn plain(left: Cents) -> WholePrice {
        WholePrice { left, less: None }
    }
}

/// What a price comes to with all that a row has: times its quantity, less its discount, with what is paid on top.
fn whole(cells: &RecordCells<'_>, paid: &MoneyCell<'_>) -> Result<WholePrice, String> {
    let each = price::part(paid.amount, quantity(cells)?, 1_000);
    let (left, less) = discounts::left(cells, each, paid)?;
    let on_top = cells.beside("addon", cells.money("addon")?, paid)?;
    let with = |price: Cents| Cents(price.0.saturating_add(on_top.map_or(0, |top| top.0)));
    Ok(WholePrice {
        left: with(left),
        less: less.map(|less| (less, with(each))),
    })
}

/// The price of a column that says how often it is due. Where it may be the price of one, what else a person said
/// goes into it as well.
fn of_its_header(
    cells: &RecordCells<'_>,
    paid: &MoneyCell<'_>,
    every: Every,
) -> Result<Price, String> {
    let whole = match cells.source.of_one {
        true => whole(cells, paid)?,
        false => WholePrice::plain(paid.amount),
    };
    // Earlier versions took it as it stands, and knew a month, a quarter and a year.
    let known = match every {
        Every {
            count: 1,
            interval: known @ (Interval::Quarter | Interval::Year),
        } => known,
        _ => Interval::Month,
    };
    let now = Price::of(every, whole);
    Ok(match (now.amount, now.interval) == (paid.amount, known) {
        true => now,
        false => cells.otherwise(now, || Price::each(known, WholePrice::plain(paid.amount))),
    })
}

/// By what the price is multiplied, in thousandths.
fn quantity(cells: &RecordCells<'_>) -> Result<i64, String> {
    let mut value = cells.raw("quantity");
    if cells.is_in_the_price("quantity") {
        value = price::several(value).map_or("", |(count, _)| count);
    }
    if values::is_nothing(value) {
        return Ok(1_000);
    }
    let counts = cells.counts("quantity");
    let why = "is no quantity; write a plain number.";
    counts
        .thousandths(value)
        .map_err(|error| cells.uncounted("quantity", value, error, why))
}

/// How often the price is due; a row that does not say is monthly.
fn every(cells: &RecordCells<'_>) -> Result<Every, String> {
    let value = cells.raw("interval");
    if let Some(ticked) = ticked(cells, value) {
        return ticked;
    }
    if value.is_empty() {
        return period(cells);
    }
    let why = match price::count(value) {
        Some(_) => {
            "is a number and no interval; if it counts months, say so with --map interval_count=HEADER."
        }
        None => "is not an interval; write month, quarter, year, week, day, or how many of them.",
    };
    let every = price::every(value).or_else(|| {
        let worded = cells.source.worded;
        let said = worded::interval(value).filter(|_| worded.interval)?;
        // Among plain words for intervals one that nobody knows is none.
        said.or((!worded.plain).then_some(Every::one(Interval::Month)))
    });
    every.ok_or_else(|| cells.unread("interval", value, why))
}

/// The same in a column that is called after an interval and ticked: whoever does not pay so pays by the month.
fn ticked(cells: &RecordCells<'_>, value: &str) -> Option<Result<Every, String>> {
    let (every, month) = (cells.source.settled.ticked?, Every::one(Interval::Month));
    let why = "does not say how often the price is due; write month, quarter, year, week or day.";
    Some(match (values::tick(value)?, every == month) {
        (true, _) => Ok(every),
        (false, false) => Ok(month),
        (false, true) => Err(cells.unread("interval", value, why)),
    })
}

/// How long the period is that the row is paid for, where a person said that this is how often; else a month.
fn period(cells: &RecordCells<'_>) -> Result<Every, String> {
    let days = cells.day("period_start")?.zip(cells.day("period_end")?);
    let Some((from, to)) = days else {
        let said = cells.has("period_start") && cells.source.mapping.shape.is_none();
        return match said {
            true => Err("No day says how long the period is that its price is for.".to_owned()),
            false => Ok(Every::one(Interval::Month)),
        };
    };
    price::of_days(to.0 - from.0)
        .ok_or_else(|| format!("Its period from {from} to {to} is no number of weeks or months."))
}

/// For how many of its intervals the price is.
fn times(cells: &RecordCells<'_>) -> Result<i64, String> {
    let value = cells.raw("interval_count");
    if values::is_nothing(value) {
        return Ok(1);
    }
    let why = "is no count of intervals; write a whole number.";
    let counts = cells.counts("interval_count");
    counts
        .intervals(value)
        .map_err(|error| cells.uncounted("interval_count", value, error, why))
}

impl RecordCells<'_> {
    /// Whether a field stands in the cell of the price.
    fn is_in_the_price(&self, field: &str) -> bool {
        let column = |field: &str| self.source.mapping.column(field);
        column(field).is_some() && column(field) == column("amount")
    }

    /// How the counts of a field are written.
    fn counts(&self, field: &str) -> CountsWay {
        let place = form(self.source.kind).place(field);
        let counts = place.and_then(|place| self.source.settled.counts.get(place));
        counts.copied().unwrap_or_default()
    }

    /// A count that cannot be read, in a sentence.
    fn uncounted(&self, field: &str, value: &str, error: Uncounted, why: &str) -> String {
        match error {
            Uncounted::NoNumber => self.unread(field, value, why),
            Uncounted::Either => {
                let why =
                    "could be thousands or a fraction; write it without a sign between thousands.";
                self.unread(field, value, why)
            }
        }
    }
}
