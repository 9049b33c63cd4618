//! The day on which something is judged, fixed when it is agreed: the end of the first month by which a halving is
//! found four times of five, at most twelve months on; none where twenty-four would not do.
//! Must not know how it is judged then.

use super::aim::{Aim, Promise};
use super::list::Sides;
use super::months::{Months, first_after, whole};
use super::power::{CostBefore, Split, average, rates};
use crate::domain::day::Day;
use crate::domain::figure::open_chance;
use crate::domain::ledger::Ledger;
use crate::domain::money::Cents;
use crate::domain::period::Period;

/// How likely a halving has to be found.
const POWER: f64 = 0.8;
/// Months a verdict is waited for at most.
const WAITED: i32 = 12;
/// Deviations by which the rate that is promised on lies below what was counted.
const CAUTION: f64 = 1.0;
/// Months by which it has to be found at all.
const FOUND: i32 = 24;
/// Months of the past that say how many leave.
const PAST: i32 = 12;
/// Months before a theme was chosen that it is held against at most.
pub const BEFORE: i32 = 24;
/// With so many losses on both sides a halving is not missed: 400 against 200 is eight deviations.
const MANY: u64 = 400;
/// Days of a month.
const MONTH: f64 = 365.25 / 12.0;

/// As far as the room can be seen on the day something is agreed.
#[derive(Clone, Copy, Debug)]
pub struct Horizon {
    /// How far the data reaches.
    pub reach: Day,
    /// Since when losses are complete.
    pub losses: Day,
    /// Since when words are.
    pub words: Day,
}

fn months_between(from: Day, to: Day) -> f64 {
    f64::from((to.0 - from.0).max(0)) / MONTH
}

/// The last day of the month that ends so many months after a day's own began.
fn end(day: Day, months: i32) -> Day {
    day.month_start().plus_months(months).before()
}

/// The first month's end by which the power is reached, with the power there; `power` grows with the months. Whether
/// a list would do at all is asked of what was counted, when and what is promised of a little less.
fn settle(
    aim: &Aim,
    due: Day,
    mut power: impl FnMut(Day, f64) -> f64,
) -> (Option<Day>, Option<f64>) {
    let from = first_after(due.max(aim.day)).last();
    let fits = |months: &i32| end(aim.day, *months) >= from;
    let Some(first) = (1..=WAITED).find(fits) else {
        return (None, None);
    };
    if power(end(aim.day, FOUND), 0.0) < POWER {
        return (None, None);
    }
    let (mut low, mut high) = (first, WAITED);
    while low < high {
        let middle = low + (high - low) / 2;
        match power(end(aim.day, middle), CAUTION) < POWER {
            true => low = middle + 1,
            false => high = middle,
        }
    }
    let found = power(end(aim.day, low), CAUTION);
    (Some(end(aim.day, low).plus(1)), Some(open_chance(found)))
}

/// How many of those active some time before a list's day were gone by it, and over how many account-months.
fn gone(ledger: &Ledger, day: Day, known: &Horizon) -> (u64, f64) {
    let to = day.min(known.reach);
    // Where the ledger begins on the day losses are known since, nobody was there the day before.
    let from = known.losses.max(to.plus_months(-PAST));
    let months = months_between(from, to);
    if months < 1.0 {
        return (0, 0.0);
    }
    let pays = |account: usize, day: Day| ledger.balance_at(account, day) > Cents::ZERO;
    let active = (0..ledger.len()).filter(|a| pays(*a, from));
    let (mut all, mut left) = (0_u64, 0_u64);
    for account in active {
        all += 1;
        left += u64::from(!pays(account, to));
    }
    (left, (all as f64 - left as f64 / 2.0) * months)
}

/// When a list is judged.
pub fn of_list(ledger: &Ledger, aim: &Aim, due: Option<Day>, known: &Horizon) -> Promise {
    let sides = Sides::of(ledger, aim, aim.day);
    let (touched, others) = (sides.touched.len() as u64, sides.others.len() as u64);
    let (left, exposure) = gone(ledger, aim.day, known);
    let due = due.unwrap_or(aim.day);
    let wait = months_between(aim.day, due);
    let mut split = Split::new(touched, others);
    let mut power = |end: Day, lower: f64| {
        let rates = rates(left, exposure, lower);
        let months = months_between(aim.day, end);
        // Half as many leave only from the day it is done.
        let halved = months.min(wait) + (months - wait).max(0.0) / 2.0;
        average(rates, |rate| {
            let gone = |months: f64| -(-rate * months).exp_m1();
            split.power(gone(halved), gone(months))
        })
    };
    let (on, found) = match touched.min(others) {
        0 => (None, None),
        _ => settle(aim, due, &mut power),
    };
    Promise {
        on,
        power: found,
        touched,
        others,
        reach: Some(known.reach),
        ..Promise::default()
    }
}

/// The whole months a theme is held against: those before the ones that chose it, as far as they are known.
pub fn months_before(chosen: Period, known: &Horizon) -> Vec<Period> {
    let from = known.losses.max(known.words);
    let from = from.max(chosen.first().plus_months(-BEFORE));
    whole(from, chosen.first().before())
}

/// When a theme is judged, `theme` being its number.
pub fn of_theme(
    months: &mut Months<'_>,
    theme: usize,
    aim: &Aim,
    (due, chosen): (Option<Day>, Period),
    known: &Horizon,
) -> Promise {
    let counted = Promise {
        chosen: Some(chosen),
        ..Promise::default()
    };
    let Some(before) = months.span(theme, &months_before(chosen, known), true) else {
        return counted;
    };
    let past = CostBefore {
        lost: before.lost,
        known: before.known,
        account_months: before.account_months as f64,
    };
    let due = due.unwrap_or(aim.day).max(aim.day);
    let ledger = months.ledger();
    let today = aim.day.min(known.reach);
    let active = (0..ledger.len()).filter(|a| ledger.balance_at(*a, today) > Cents::ZERO);
    let accounts = active.count() as u64;
    let to_come = |end: Day| whole(first_after(due).first(), end).len() as u64 * accounts;
    // A lower rate to come would only look like a fall from what was counted: nothing is taken off it.
    let rates = rates(before.lost, past.account_months, 0.0);
    let (on, power) = settle(aim, due, |end, _| {
        let to_come = to_come(end) as f64;
        average(rates, |rate| {
            match before.lost >= MANY && rate * to_come >= MANY as f64 {
                true => 1.0,
                false => past.power(rate / 2.0, to_come),
            }
        })
    });
    Promise {
        on,
        power,
        account_months: on.map_or(0, |on| to_come(on.before())),
        ..counted
    }
}
