//! What a record takes off its price: what holds for good. What holds for a time, and no day says until when, is no
//! number to count with. Must not know how often a price is due.

use super::RecordCells;
use super::money::MoneyCell;
use crate::domain::money::Cents;
use crate::exchange::read::amounts::taken_apart;
use crate::exchange::read::off::{self, DiscountTerm, Off};
use crate::exchange::read::{price, values, worded};

/// How a price is less.
#[derive(Clone, Copy)]
pub(super) enum Less {
    /// By a part of it.
    Part,
    /// By an amount.
    Amount,
}

impl Less {
    /// Notes that a row has a discount, and what it takes off a month.
    pub(super) fn note(self, cells: &RecordCells<'_>, off: Cents) {
        cells.note(|noting| {
            let discounts = &mut noting.noticed.discounts;
            match self {
                Less::Part => discounts.parts += 1,
                Less::Amount => discounts.amounts += 1,
            }
            discounts.sum += off;
        });
    }
}

/// A price less its discount, and by what; `paid` says in which currency it is.
pub(super) fn left(
    cells: &RecordCells<'_>,
    price: Cents,
    paid: &MoneyCell<'_>,
) -> Result<(Cents, Option<Less>), String> {
    let parts = ["discount_percent", "discount"];
    let left = parts.iter().try_fold(price, |left, field| {
        Ok::<_, String>(price::part(left, 100_000 - percent(cells, field)?, 100_000))
    })?;
    let left = price::part(left, 1_000 - fraction(cells)?, 1_000);
    let left = left.max(Cents::ZERO);
    let off = amount(cells, paid)?.map_or(0, |off| off.0.abs());
    if off > left.0 {
        let (title, price) = (cells.title("discount"), cells.title("amount"));
        return Err(format!(
            "{title} is more than {price} is; write what is paid, or the discount in the unit of the price."
        ));
    }
    let less = match (off, left < price) {
        (0, false) => None,
        (0, true) => Some(Less::Part),
        _ => Some(Less::Amount),
    };
    Ok((Cents(left.0 - off), less))
}

/// What a column takes off, in per cent where the row says so beside it.
fn off_in(cells: &RecordCells<'_>, field: &str) -> Result<Off, String> {
    let mut off = off::of(cells.raw(field));
    let kind = cells.raw("discount_type");
    if field == "discount" && !values::is_nothing(kind) {
        let why = "says neither per cent nor an amount; write percent or amount.";
        let percent = off::is_in_percent(kind);
        off.percent |= percent.ok_or_else(|| cells.unread("discount_type", kind, why))?;
    }
    Ok(off)
}

/// The discount as an amount; none where it is in per cent.
fn amount(cells: &RecordCells<'_>, paid: &MoneyCell<'_>) -> Result<Option<Cents>, String> {
    let value = cells.raw("discount");
    if off::is_none(value) {
        return Ok(None);
    }
    let off = off_in(cells, "discount")?;
    if off.percent || !holds(cells, "discount")? {
        return Ok(None);
    }
    if taken_apart(&off.number).is_none() {
        let why = "is no discount; write what is taken off, as 10.50 or 10 %.";
        return Err(cells.unread("discount", value, why));
    }
    let money = cells.money_in("discount", &off.number)?;
    cells.beside("discount", money, paid)
}

/// Whether what a column takes off is taken off each time; what is taken off once takes nothing off a month.
fn holds(cells: &RecordCells<'_>, field: &str) -> Result<bool, String> {
    let value = cells.raw(field);
    let off = off::of(value);
    if words_of(cells, field) && !off.says() {
        return Ok(true);
    }
    let why = match off.term {
        DiscountTerm::Always => return Ok(true),
        DiscountTerm::Once => {
            cells.note(|noting| noting.noticed.discounts.once += 1);
            return Ok(false);
        }
        DiscountTerm::ForATime => {
            "is for a time, and nothing says until when; write what is taken off now, or leave it empty."
        }
        DiscountTerm::Several => {
            "says more than one number; write what is taken off now, or leave it empty."
        }
    };
    cells.note(|noting| noting.noticed.discounts.unread += 1);
    Err(cells.unread(field, value, why))
}

/// Whether a column holds words that may say a discount in passing.
fn words_of(cells: &RecordCells<'_>, field: &str) -> bool {
    cells.source.worded.discount && field == "discount_percent"
}

/// The discount of a column in thousandths of a per cent; none where it is an amount.
fn percent(cells: &RecordCells<'_>, field: &str) -> Result<i64, String> {
    let value = cells.raw(field);
    let why = "is no discount in per cent; write a number from 0 to 100.";
    if off::is_none(value) {
        return Ok(0);
    }
    let said = off_in(cells, field)?;
    if (field == "discount" && !said.percent) || !holds(cells, field)? {
        return Ok(0);
    }
    let plain = price::thousandths(said.number.trim_start_matches(['-', '\u{2212}']));
    let worded = words_of(cells, field);
    let off = match plain {
        // Words without a number speak of something else, unless they say that something is taken off.
        None if worded && !said.says() => Some(0),
        None if worded => worded::discount(value),
        plain => plain,
    };
    off.filter(|off| (0..=100_000).contains(off))
        .ok_or_else(|| cells.unread(field, value, why))
}

/// The discount as a part of the price, in thousandths.
fn fraction(cells: &RecordCells<'_>) -> Result<i64, String> {
    let part = cells.raw("discount_fraction");
    if off::is_none(part) || !holds(cells, "discount_fraction")? {
        return Ok(0);
    }
    let why = "is no part of a price; write a number from 0 to 1.";
    // What says that it is in per cent is so many hundredths.
    let in_percent = part.contains('%');
    price::thousandths(part)
        .map(|part| if in_percent { part / 100 } else { part })
        .filter(|part| (0..=1_000).contains(part))
        .ok_or_else(|| cells.unread("discount_fraction", part, why))
}
