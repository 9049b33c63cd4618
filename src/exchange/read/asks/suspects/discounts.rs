//! What a column of discounts can be: amounts, per cents, parts of a price, or words that say no number.
//! Must not know files.

use crate::exchange::read::amounts::taken_apart;
use crate::exchange::read::off::DiscountTerm;
use crate::exchange::read::question::Way;
use crate::exchange::read::{off, price, worded};
use crate::exchange::safe::quoted;

use super::{Looks, Suspect};

/// Whether it says by how much, and for good.
fn says_how_much(value: &str) -> bool {
    let off = off::of(value);
    let number = || taken_apart(&off.number).is_some() || worded::says_discount(value);
    off.term == DiscountTerm::Always && number()
}

/// Whether it is for a time, or says more than one number.
fn is_unclear(value: &str) -> bool {
    matches!(
        off::of(value).term,
        DiscountTerm::ForATime | DiscountTerm::Several
    )
}

/// Leaves out what says of each discount whether it is in per cent, where that is used with the discount itself; whether
/// there is such a column.
pub(super) fn without_kinds(found: &mut Vec<&Suspect>) -> bool {
    let is_kind = |found: &Suspect| {
        let says = |value: &String| off::is_in_percent(value).is_some() && !says_how_much(value);
        found.looks == Looks::Discount && found.values.iter().all(says)
    };
    let kinds = found.iter().any(|found| is_kind(found));
    let mut others = found.iter();
    let others = others.any(|found| found.looks == Looks::Discount && !is_kind(found));
    found.retain(|found| !(others && is_kind(found)));
    kinds && others
}

/// What is to be said of values that say no number.
pub(super) fn unsaid(values: &[String]) -> String {
    let some = values.iter().any(|value| says_how_much(value));
    let unclear = values.iter().find(|value| is_unclear(value));
    let without = values.iter().find(|value| !says_how_much(value));
    match (unclear, without) {
        (None, None) => String::new(),
        (Some(value), _) => {
            let value = quoted(value, 20);
            format!(
                " ({value} is for a time or more than one number, and no row with such a one is read)"
            )
        }
        (None, Some(_)) if !some => {
            ", and by how much (no number says it: write what is paid, or the per cent in a column)"
                .to_owned()
        }
        (None, Some(value)) => format!(
            ", and by how much at {}, which is no number",
            quoted(value, 20)
        ),
    }
}

/// The answers: an amount, so many per cent, a part of the price; none of them where no value is a number.
pub(super) fn ways(values: &[String], (field, name): (&str, &str), of_kinds: bool) -> Vec<Way> {
    let way = |field: &str, when| Way {
        option: format!("--map {field}={name}"),
        when,
    };
    if !values.iter().any(|value| says_how_much(value)) {
        return Vec::new();
    }
    if of_kinds {
        return vec![way(
            "discount",
            "(in per cent where the column beside it says so)",
        )];
    }
    let off = |value: &String| off::of(value);
    let in_money = |value: &String| {
        let off = off(value);
        !off.percent && taken_apart(&off.number).is_some_and(|written| written.mark.is_some())
    };
    if values.iter().any(in_money) {
        let mixed = values.iter().any(|value| off(value).percent);
        let when = if mixed {
            "(what says per cent is that)"
        } else {
            ""
        };
        return vec![way("discount", when)];
    }
    let part = |value: &String| {
        let part = price::thousandths(value).filter(|_| !value.contains('%'));
        part.is_some_and(|part| part <= 1_000)
    };
    if field == "discount_percent" && !values.iter().all(part) {
        return vec![way(field, "")];
    }
    let mut ways = Vec::new();
    if values.iter().all(part) {
        ways.push(way("discount_fraction", "if 0.2 is a fifth"));
    }
    if field == "discount" {
        ways.push(way("discount", "if it is an amount"));
    }
    ways.push(way("discount_percent", "if it is in per cent"));
    ways
}
