//! Since when a room's losses are complete, said or guessed: nothing is told about the days before.
//! Must not know tables or screens: a pure function over a `Ledger`.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::day::Day;
use super::failure::Failure;
use super::ledger::{Days, Ledger};
use super::money::Cents;
use super::period::Period;
use super::stats::exact::binomial_at_most;

/// A quiet this unlikely is no quiet: losses of that time are not on file.
const TOO_QUIET: f64 = 0.01;

/// Since when losses are known, and whether that is a guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct LossesSince {
    /// The first day of which all losses are on file.
    pub day: Day,
    /// Whether nobody has said so.
    pub guessed: bool,
}

/// What may be told: since when losses are known, of a ledger that begins on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct KnownSince {
    /// Since when losses are known.
    pub since: LossesSince,
    /// The first day of the ledger.
    pub first_day: Day,
}

impl KnownSince {
    /// What is known of a ledger, `given` being the day somebody has said; `None` of an empty one.
    pub fn of(ledger: &Ledger, given: Option<Day>, reach: Option<Day>) -> Option<KnownSince> {
        let first_day = ledger.first_day()?;
        let guess = || guess(ledger, first_day, reach);
        Some(KnownSince {
            since: LossesSince {
                day: given.unwrap_or_else(guess),
                guessed: given.is_none(),
            },
            first_day,
        })
    }

    /// The first day of the ledger of which losses are known.
    pub fn first(self) -> Day {
        self.since.day.max(self.first_day)
    }

    /// Whether there are days of the ledger of which losses are not known.
    pub fn partly(self) -> bool {
        self.since.day > self.first_day
    }

    /// Whether no day of a period lies before losses are known, as far as the ledger has it.
    pub fn covers(self, period: Period) -> bool {
        !self.partly() || self.since.day <= period.first()
    }

    /// Whether what was lost in a period may be held against the period before: both are known.
    pub fn compares(self, period: Period) -> bool {
        self.covers(period) && self.covers(period.previous())
    }

    /// Why nothing is told of a period that begins before losses are known.
    pub fn not_told(self, period: Period) -> Option<String> {
        let words = self.words().filter(|_| !self.covers(period))?;
        Some(format!("{} is not told of: {words}", period.long()))
    }

    /// Whether all days of a period are known, and the ledger has any.
    pub fn holds(self, period: Period) -> bool {
        self.first_day <= period.last() && self.covers(period)
    }

    /// Whether the day somebody joined tells how long they stayed: not where those who left before are missing, be it
    /// of a part of the month alone, nor on the ledger's first day, when many were there already.
    pub fn joined(self, day: Day) -> bool {
        day > self.first_day && self.covers(Period::month_of(day))
    }

    /// Why there is no cohort, where there is none.
    pub fn no_cohort(self) -> String {
        match self.words() {
            Some(words) => format!("no cohort yet: {words}"),
            None => format!(
                "nobody has joined since the ledger's first day, {}",
                self.first_day.dated()
            ),
        }
    }

    /// The same in every case: also of a ledger whose first day is taken for it, and how somebody says otherwise.
    pub fn told(self) -> String {
        self.words().unwrap_or_else(|| {
            let day = self.first().dated();
            match self.since.guessed {
                true => format!(
                    "losses are known since the ledger's first day, {day} (a guess: room set losses-since DAY)"
                ),
                false => format!("losses are known since {day}"),
            }
        })
    }

    /// A guess in a line of a screen that has no room for more.
    pub fn briefly(self) -> String {
        let day = self.first().dated();
        format!("losses known since {day}, guessed: room set losses-since")
    }

    /// Why nothing is told of the days before, in one line; `None` where there are none.
    pub fn words(self) -> Option<String> {
        if !self.partly() {
            return None;
        }
        let day = self.since.day.dated();
        Some(if self.since.guessed {
            format!(
                "losses are known since {day}, as none is on file before (a guess: room set losses-since DAY)"
            )
        } else {
            format!("losses are known since {day}: nothing is said of the time before")
        })
    }
}

/// The day somebody says losses are known since.
///
/// # Errors
/// When it is still to come.
pub fn given(day: Day, today: Day) -> Result<Day, Failure> {
    if day <= today {
        return Ok(day);
    }
    Err(Failure::usage(format!(
        "losses cannot be known since {}: today is {}",
        day.long(),
        today.long()
    ))
    .hint("give the first day of which all accounts that left are on file"))
}

/// The guess: the first loss on file, when the accounts active before it would, at the rate of the twelve months
/// after it, hardly have had none (given as many losses as those months had); then the first day of its month, unless the days before it in that month would be
/// too quiet themselves. Otherwise the ledger's first day.
fn guess(ledger: &Ledger, first_day: Day, reach: Option<Day>) -> Day {
    let reach = reach.or_else(|| ledger.last_day()).unwrap_or(first_day);
    let all = Days {
        first: first_day,
        last: reach,
    };
    let gone = |days: Days| ledger.falls(days).iter().filter(|fall| fall.gone);
    let Some(first) = gone(all).next().map(|fall| fall.day) else {
        return first_day;
    };
    let after = Days {
        first: first.plus(1),
        last: first.plus_months(12).min(reach),
    };
    let lost = gone(after).count();
    let later = exposed(ledger, after) as f64;
    let too_quiet = |from: Day| {
        // Were losses as likely then, none of them would have come before by this chance alone: exact also of a few.
        let before = Days {
            first: from,
            last: first.before(),
        };
        let before = exposed(ledger, before) as f64;
        let none = binomial_at_most(lost as u64, 0, before / (before + later).max(1.0));
        none < TOO_QUIET
    };
    let month = first.month_start().max(first_day);
    if !too_quiet(first_day) {
        first_day
    } else if too_quiet(month) {
        first
    } else {
        month
    }
}

/// Days of a span on which accounts could leave: from the day after that on which they joined; inside its first
/// yearly term none can.
fn exposed(ledger: &Ledger, days: Days) -> i64 {
    let to = days.last;
    let of = |account: usize| -> i64 {
        let steps = ledger.steps(account);
        if steps.days.first().is_none_or(|joined| *joined >= to) {
            return 0;
        }
        let bound = ledger.bound_until(account);
        let from = bound.map_or(days.first, |end| days.first.max(end));
        let ends = steps.days.iter().skip(1).copied().chain([Day(i32::MAX)]);
        let spans = steps.days.iter().zip(ends).zip(steps.balances);
        let active = spans.filter(|(_, balance)| **balance > Cents::ZERO);
        let days = active.map(|((start, end), _)| {
            let first = from.max(start.plus(1));
            i64::from(to.min(end).0) - i64::from(first.0) + 1
        });
        days.filter(|days| *days > 0).sum()
    };
    (0..ledger.len()).map(of).sum()
}
