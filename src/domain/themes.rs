//! Themes: why money was lost, split to the cent, with three rows for what nobody knows yet.
//! Must not know screens or tables: pure functions over a `Ledger` and its `Evidence`.

use serde::{Deserialize, Serialize};

use super::ids::TagId;
use super::money::Cents;
use super::period::Period;

/// The themes of a period. Themes and outside rows add up to `lost.mrr`, to the cent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Themes {
    /// The period.
    pub period: Period,
    /// The whole loss.
    pub lost: Lost,
    /// By lost MRR, then mentions, then name.
    pub themes: Vec<Theme>,
    /// What stands outside the themes.
    pub outside: Outside,
}

/// The accounts that left or shrank in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lost {
    /// Left or shrank.
    pub accounts: u64,
    /// Of these, left.
    pub left: u64,
    /// Of these, shrank.
    pub shrank: u64,
    /// Their lost MRR.
    #[serde(rename = "mrr_cents")]
    pub mrr: Cents,
}

/// One theme in a period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Theme {
    /// Its tag.
    #[serde(skip)]
    pub id: TagId,
    /// Its name.
    pub theme: String,
    /// Feedback received in the period that carries it.
    pub mentions: u64,
    /// Lost accounts with it anywhere in their evidence.
    pub accounts: u64,
    /// Of these, left.
    pub left: u64,
    /// Of these, shrank.
    pub shrank: u64,
    /// Its share of the loss.
    #[serde(rename = "lost_mrr_cents")]
    pub lost_mrr: Cents,
    /// The full loss of each of its accounts; never summed over themes.
    #[serde(rename = "lost_mrr_any_cents")]
    pub lost_mrr_any: Cents,
    /// Accounts active at the period's end that said so in the last 90 days.
    pub exposed_accounts: u64,
    /// Their MRR.
    #[serde(rename = "exposed_mrr_cents")]
    pub exposed_mrr: Cents,
}

/// The three rows outside the themes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outside {
    /// There is evidence, none of it tagged.
    pub not_tagged: OutsideRow,
    /// All its evidence is marked as read, no reason in it.
    pub no_reason_in_it: OutsideRow,
    /// No evidence at all.
    pub nobody_said_why: OutsideRow,
}

/// One row outside the themes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutsideRow {
    /// Lost accounts.
    pub accounts: u64,
    /// Their loss.
    #[serde(rename = "mrr_cents")]
    pub mrr: Cents,
}

/// A row of the Why screen: a theme, or one of the three outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeRow {
    /// A theme.
    Theme(TagId),
    /// Not tagged yet.
    NotTagged,
    /// Read, no reason in it.
    NoReason,
    /// Nobody said why.
    NobodySaid,
}

/// How far around a period an account's other feedback counts as evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Windows {
    /// Days before the period's first day.
    pub before: i32,
    /// Days after its last day.
    pub after: i32,
    /// Days up to the period's end in which words count as exposed.
    pub exposed: i32,
    /// Days a survey may come before the loss it belongs to... later ones belong however late.
    pub survey_lead: i32,
}

impl Default for Windows {
    fn default() -> Windows {
        Windows {
            before: 90,
            after: 30,
            exposed: 90,
            survey_lead: 30,
        }
    }
}
