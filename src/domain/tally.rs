//! Plain counts: what became of a set of accounts in a span of days, in accounts and money, and the rates
//! that are made of it. Must not know how they are counted (`counting`) nor what a rate means (`figure`).

use derive_more::{Add, AddAssign};
use serde::{Deserialize, Serialize};
use strum::VariantArray;
use traversable::TraversableMut;

use super::money::Cents;
use super::word::all;

/// Accounts by what became of them in a period. Under a profile of movements the middle ones count movements;
/// whether an account that left twice churned twice, its profile says.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, AddAssign, Serialize, Deserialize, TraversableMut,
)]
pub struct AccountCounts {
    /// Active at the end of the day before the period.
    pub opening: u64,
    /// Active at the end, never active before the period's first day.
    pub new: u64,
    /// Active at the end, not at the start, but at some time before.
    pub reactivated: u64,
    /// Active at the start, not at the end.
    pub churned: u64,
    /// Active at the end, paying less.
    pub shrank: u64,
    /// Active at the end, paying more.
    pub grew: u64,
    /// Active at the end of the period's last day.
    pub closing: u64,
    /// Inactive at both ends, active in between.
    pub came_and_went: u64,
    /// Of the churned, those that had joined in the period; only profiles of movements count any.
    #[serde(default)]
    pub joined_and_left: u64,
    /// How often one churned: what the MRR that churned is the sum of, also where an account that left twice is one
    /// churned account.
    #[serde(default, skip_serializing_if = "is_none")]
    pub times_churned: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it so")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

/// MRR by what became of it in a period; `opening + new + reactivation + expansion - contraction - churn = closing`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, AddAssign, Serialize, Deserialize, TraversableMut,
)]
#[expect(missing_docs, reason = "each is a line of the bridge")]
pub struct MrrSums {
    pub opening: Cents,
    pub new: Cents,
    pub reactivation: Cents,
    pub expansion: Cents,
    pub contraction: Cents,
    pub churn: Cents,
    pub closing: Cents,
    /// The highest MRR of accounts that came and went, summed; outside the bridge.
    pub came_and_went: Cents,
}

/// Rates as fractions rounded to 6 decimals; `None` is n/a: a zero denominator, or not defined by the
/// profile. What each means under which profile is in `figure`; here are snapshot's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Rates {
    /// churned / opening accounts.
    pub logo_churn: Option<f64>,
    /// 1 - (1 - logo churn)^12 for a month, ^4 for a quarter, else n/a.
    pub logo_churn_annualised: Option<f64>,
    /// (churn + contraction) / opening MRR.
    pub gross_mrr_churn: Option<f64>,
    /// 1 - NRR.
    pub net_mrr_churn: Option<f64>,
    /// Sum of min(opening, closing) over accounts / opening MRR.
    pub grr: Option<f64>,
    /// Closing MRR of the accounts active at opening / opening MRR.
    pub nrr: Option<f64>,
    /// (new + reactivation + expansion) / (contraction + churn).
    pub quick_ratio: Option<f64>,
}

/// Counts and sums of a set of accounts in one period. Those of all accounts are the sum of each one's
/// own, so that whoever stands behind a number can be found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, AddAssign)]
pub struct Tally {
    /// Accounts.
    pub accounts: AccountCounts,
    /// Money.
    pub mrr: MrrSums,
}

/// So many accounts, and their MRR: what they pay a month, or what they lost of it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Add, Serialize, Deserialize, TraversableMut,
)]
pub struct Sum {
    /// Accounts.
    pub accounts: u64,
    /// Their MRR.
    #[serde(rename = "mrr_cents")]
    pub mrr: Cents,
}

impl Sum {
    /// One account more.
    pub fn add(&mut self, mrr: Cents) {
        self.accounts += 1;
        self.mrr += mrr;
    }
}

/// A line of the bridge from opening to closing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, VariantArray)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the sum of the same name in `MrrSums`")]
pub enum Line {
    Opening,
    New,
    Reactivation,
    Expansion,
    Contraction,
    Churn,
    Closing,
    CameAndWent,
}

impl Line {
    /// Every line, from opening to closing.
    pub const ALL: [Line; 8] = all();

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Line::Opening => "opening",
            Line::New => "new",
            Line::Reactivation => "reactivation",
            Line::Expansion => "expansion",
            Line::Contraction => "contraction",
            Line::Churn => "churn",
            Line::Closing => "closing",
            Line::CameAndWent => "came and went",
        }
    }

    /// What the accounts behind it are called.
    pub fn people(self) -> &'static str {
        match self {
            Line::Opening => "Active at the start",
            Line::New => "New",
            Line::Reactivation => "Back again",
            Line::Expansion => "Grew",
            Line::Contraction => "Shrank",
            Line::Churn => "Left",
            Line::Closing => "Active at the end",
            Line::CameAndWent => "Came and went, with their highest MRR",
        }
    }

    /// What it does to the balance: `+`, `-`, or nothing.
    pub fn sign(self) -> Option<char> {
        match self {
            Line::New | Line::Reactivation | Line::Expansion => Some('+'),
            Line::Contraction | Line::Churn => Some('-'),
            Line::Opening | Line::Closing | Line::CameAndWent => None,
        }
    }

    /// Whether it counts accounts that left or shrank: then it cannot be told where losses are not known.
    pub fn loses(self) -> bool {
        match self {
            Line::Contraction | Line::Churn | Line::CameAndWent => true,
            Line::Opening | Line::New | Line::Reactivation | Line::Expansion | Line::Closing => {
                false
            }
        }
    }

    /// Its name as a row of the bridge: `+ new`, `= closing`.
    pub fn row(self) -> String {
        match (self, self.sign()) {
            (_, Some(sign)) => format!("{sign} {}", self.name()),
            (Line::Closing, None) => format!("= {}", self.name()),
            (_, None) => self.name().to_owned(),
        }
    }

    /// Its accounts; under a profile of movements, how many movements of the kind there were.
    pub fn accounts(self, tally: &Tally) -> u64 {
        let accounts = &tally.accounts;
        match self {
            Line::Opening => accounts.opening,
            Line::New => accounts.new,
            Line::Reactivation => accounts.reactivated,
            Line::Expansion => accounts.grew,
            Line::Contraction => accounts.shrank,
            Line::Churn => accounts.churned,
            Line::Closing => accounts.closing,
            Line::CameAndWent => accounts.came_and_went,
        }
    }

    /// Its money.
    pub fn mrr(self, tally: &Tally) -> Cents {
        let mrr = &tally.mrr;
        match self {
            Line::Opening => mrr.opening,
            Line::New => mrr.new,
            Line::Reactivation => mrr.reactivation,
            Line::Expansion => mrr.expansion,
            Line::Contraction => mrr.contraction,
            Line::Churn => mrr.churn,
            Line::Closing => mrr.closing,
            Line::CameAndWent => mrr.came_and_went,
        }
    }
}
