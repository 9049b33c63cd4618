//! What an import comes to: what the room holds with it and held before, which reviewed periods it moves, which
//! accounts it no longer names, and the sum that somebody outside the room gave for it.
//! Must not know how any of it is found or shown.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::money::{Cents, Currency, Money, Thousandths, count, counted};
use crate::domain::period::Period;

/// What a room holds on the last day that its data reaches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct RoomHolds {
    /// That day.
    pub day: Day,
    /// Accounts with MRR at its end.
    pub accounts: u64,
    /// Their MRR.
    #[serde(rename = "mrr_cents")]
    pub mrr: Cents,
    /// The account that pays most; of several the first by name.
    pub largest: Option<LargestAccount>,
}

/// An account by its name, with what it pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct LargestAccount {
    /// Its name.
    pub name: String,
    /// Its MRR.
    #[serde(rename = "mrr_cents")]
    pub mrr: Cents,
}

/// What was lost in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct PeriodLoss {
    /// Accounts that left.
    pub accounts: u64,
    /// MRR that churned or shrank.
    #[serde(rename = "mrr_cents")]
    pub mrr: Cents,
}

/// A period that was reviewed and that an import moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Moved {
    /// The period.
    pub period: Period,
    /// What was lost in it before.
    pub before: PeriodLoss,
    /// What is now.
    pub after: PeriodLoss,
}

/// Accounts that an earlier file with the same columns brought, that still pay, and that this one does not name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Absent {
    /// How many.
    pub accounts: u64,
    /// Their MRR on the last day.
    #[serde(rename = "mrr_cents")]
    pub mrr: Cents,
    /// The names of the first of them, the largest first.
    pub names: Vec<String>,
    /// Whether it is the same list again, and none of what came in addition: then that is asked.
    #[serde(skip)]
    pub again: bool,
}

impl Absent {
    /// The refusal of a file that is the same list again and leaves accounts out; `None` of any other.
    pub fn refusal(&self, money: Money<'_>) -> Option<Failure> {
        if !self.again || self.accounts == 0 {
            return None;
        }
        let first: Vec<&str> = self.names.iter().take(3).map(String::as_str).collect();
        let named = match self.accounts - first.len() as u64 {
            0 => first.join(", "),
            more => format!("{} and {} more", first.join(", "), count(more)),
        };
        let accounts = counted(self.accounts, "account");
        let (are, they) = match self.accounts {
            1 => ("is", "it would stay as it is"),
            _ => ("are", "they would stay as they are"),
        };
        let failure = Failure::usage(format!(
            "{accounts} of the import before {are} not in this file, {} a month ({named}): {they}; nothing was written",
            money.number(self.mrr)
        ));
        Some(failure.hint(
            "import the whole export; or say --partial if the file is a part of it, \
             or --complete if it is a list of balances and those it leaves out are at zero",
        ))
    }
}

/// The MRR that somebody outside the room gives for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expect {
    /// The sum.
    pub amount: Thousandths,
    /// Whether it has three digits behind its only sign: then they may be thousands.
    pub open: bool,
    /// The currencies that what stands beside it can mean, a blank between two; empty where nothing does.
    pub codes: &'static str,
    /// The day at whose end it holds; the last that the data reaches if none is named.
    pub on: Option<Day>,
}

impl Expect {
    /// Refuses a sum that is said to be in another currency than the room's.
    pub fn is_in(&self, currency: &Currency) -> Result<(), Failure> {
        let mut codes = self.codes.split_ascii_whitespace();
        let Some(first) = codes.next() else {
            return Ok(());
        };
        if first == currency.code() || codes.any(|code| code == currency.code()) {
            return Ok(());
        }
        let said =
            format!("importing: the sum expected is in {first} and this room counts in {currency}");
        Err(Failure::usage(said).hint(format!("give it in {currency}")))
    }
}

/// A sum that the ledger came to when it was imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Tied {
    /// The sum.
    #[serde(rename = "amount_cents")]
    pub amount: Cents,
    /// The day at whose end it held.
    pub on: Day,
}
