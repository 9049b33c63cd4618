//! Whether a theme is closed: the room said of an action against it that it worked, and it has not come back since.
//! Must not know how often is often, nor how it is shown.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use crate::domain::day::Day;
use crate::domain::ids::TagId;
use crate::domain::money::counted;
use crate::domain::period::Period;

/// Lost accounts a month from which on a theme that was closed is open again, unless the team settles another number.
pub const REOPENS_AT: u64 = 2;

/// How long after its end a period is looked at: what the room said later it did not know then.
const LOOKED_AT: i32 = 2;

/// An action of which the room said that it worked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeWorked {
    /// The theme it was against.
    pub theme: TagId,
    /// The day it was said.
    pub on: Day,
    /// What was done.
    pub what: String,
}

/// That a theme was closed, and what became of it since.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct ThemeClosed {
    /// The day, the last one where there are several.
    pub on: Day,
    /// What worked.
    pub by: String,
    /// How often it was closed so far.
    pub times: u64,
    /// The first month after that, or the rest of the one it was said in, in which it came back, and with how many
    /// lost accounts; `None` while it is closed.
    pub back: Option<(Period, u64)>,
}

impl ThemeClosed {
    /// Of a theme as it stands at the review of a period. `lost` are its lost accounts by month up to that, and in what
    /// is left of a month in which it was said that something worked ([`rest`]), oldest first.
    pub fn of(
        theme: TagId,
        worked: &[ThemeWorked],
        lost: impl Iterator<Item = (Period, u64)>,
        period: Period,
        reopens_at: u64,
    ) -> Option<ThemeClosed> {
        let known = period.last().plus_months(LOOKED_AT);
        let own = worked.iter();
        let own = own.filter(|one| one.theme == theme && one.on <= known);
        let times = own.clone().count() as u64;
        let last = own.max_by_key(|one| one.on)?;
        let mut since = lost.filter(|(month, _)| month.first() > last.on);
        let back = since.find(|(_, accounts)| *accounts >= reopens_at);
        Some(ThemeClosed {
            on: last.on,
            by: last.what.clone(),
            times,
            back,
        })
    }

    /// `closed on Thu 5 Nov 2026, “Fix Excel export” worked`, or `open again since Jan 2027: 3 accounts, after it was ...`.
    pub fn words(&self) -> String {
        let (on, by) = (self.on.long(), &self.by);
        let times = match self.times {
            1 => String::new(),
            n => format!(", {n} times so far"),
        };
        match self.back {
            None => format!("closed on {on}{times}: “{by}” worked"),
            Some((month, accounts)) => {
                let (since, accounts) = (since(month), counted(accounts, "account"));
                format!(
                    "open again since {since}: {accounts}; it was closed on {on}{times}, “{by}” worked"
                )
            }
        }
    }
}

/// What is left of the month, or other unit, in which it was said that something worked: the room had not seen it yet.
/// None where the data does not reach its end.
pub fn rest(units: &[Period], said: Day, reach: Day) -> Option<Period> {
    let unit = units.iter().find(|unit| unit.contains(said))?;
    let (from, to) = (said.plus(1), unit.last());
    (from <= to && to <= reach).then_some(Period::Custom { from, to })
}

fn since(back: Period) -> String {
    match back {
        Period::Custom { from, .. } => from.dated(),
        Period::Month { .. }
        | Period::Quarter { .. }
        | Period::Week { .. }
        | Period::FiscalQuarter { .. }
        | Period::FiscalYear { .. } => back.short(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn worked(theme: i64, on: &str, what: &str) -> ThemeWorked {
        ThemeWorked {
            theme: TagId(theme),
            on: on.parse().unwrap(),
            what: what.to_owned(),
        }
    }

    #[test]
    fn a_theme_closes_when_something_worked_and_opens_again_by_itself() {
        let all = [
            worked(1, "2026-09-10", "the mail"),
            worked(2, "2026-09-10", "another"),
            worked(1, "2026-11-05", "the export"),
        ];
        let months = ["2026-09", "2026-10", "2026-11", "2026-12", "2027-01"];
        let lost = |counts: [u64; 5]| -> Vec<(Period, u64)> {
            months
                .iter()
                .map(|month| month.parse().unwrap())
                .zip(counts)
                .collect()
        };
        let of = |period: &str, counts: [u64; 5]| {
            let period: Period = period.parse().unwrap();
            let mut lost = lost(counts);
            lost.retain(|(month, _)| month.first() <= period.first());
            ThemeClosed::of(TagId(1), &all, lost.into_iter(), period, 2)
                .map(|closed| closed.words())
        };
        let some = |words: &str| Some(words.to_owned());
        // Nobody had said so yet when that was looked at.
        assert_eq!(of("2026-06", [0; 5]), None);
        let first = "closed on Thu 10 Sep 2026: “the mail” worked";
        assert_eq!(of("2026-07", [9, 9, 9, 9, 9]), some(first));
        let again = "closed on Thu 5 Nov 2026, 2 times so far: “the export” worked";
        assert_eq!(of("2026-11", [9, 9, 9, 9, 9]), some(again));
        assert_eq!(of("2026-12", [9, 9, 9, 1, 9]), some(again));
        // What is left of the month it was said in was not seen then.
        let left = rest(
            &["2026-11".parse().unwrap()],
            "2026-11-05".parse().unwrap(),
            Day::LAST,
        )
        .unwrap();
        let seen = [("2026-11".parse().unwrap(), 9), (left, 2)];
        let closed = ThemeClosed::of(TagId(1), &all, seen.into_iter(), seen[0].0, 2).unwrap();
        let soon = "open again since 6 Nov 2026: 2 accounts; it was closed on Thu 5 Nov 2026, 2 times so far, \
                    “the export” worked";
        assert_eq!(closed.words(), soon);
        let back = "open again since Jan 2027: 3 accounts; it was closed on Thu 5 Nov 2026, 2 times so far, \
                    “the export” worked";
        assert_eq!(of("2027-01", [0, 0, 0, 1, 3]), some(back));
    }
}
