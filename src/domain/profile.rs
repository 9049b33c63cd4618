//! The ways of counting churn: the room's own and those of four billing tools.
//! Must not know how a profile counts: `tally` does, and `figure` says what it makes of it.

use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};
use traversable::TraversableMut;

use super::period::Period;
use super::word::{NotRead, Word, all};

/// A way of counting. What the tools do is as their public documentation describes it: that of Baremetrics in
/// "User and Revenue Churn" and its change log, that of Stripe in "Calculating subscriber churn rate in Billing",
/// that of ProfitWell in its comparisons with other tools, that of ChartMogul in its metrics reference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(derive_more::Display, IntoStaticStr, VariantArray, TraversableMut)]
#[strum(serialize_all = "snake_case")]
#[display("{}", self.word())]
pub enum Profile {
    /// Balances at the period's start against those at its end.
    #[default]
    Snapshot,
    /// Movements summed; an account that joined in the period is no churned customer; net churn also
    /// takes off expansion and reactivation.
    Chartmogul,
    /// Logo churn alone, over the accounts at the start and the new ones.
    Stripe,
    /// Every cancellation over the accounts at the start; NRR out of the movements.
    Baremetrics,
    /// Movements summed; an account that came and went is ignored entirely.
    Profitwell,
}

impl Profile {
    /// Every profile.
    pub const ALL: [Profile; 5] = all();

    /// Whether it sums the movements inside a period, instead of comparing its ends.
    pub fn by_movements(self) -> bool {
        self != Profile::Snapshot
    }

    /// How a period is counted, for the line above its numbers: `counted start to end of month`.
    pub fn counted(self, period: Period) -> String {
        match self {
            Profile::Snapshot => format!("counted start to end of {}", period.kind()),
            tool @ (Profile::Chartmogul
            | Profile::Stripe
            | Profile::Baremetrics
            | Profile::Profitwell) => format!("counted by movements, as {tool} does"),
        }
    }

    /// Whether an account that churns more than once in a period is one churned account: the tools that say
    /// customers mean that. Stripe says that it counts a second churn.
    pub fn counts_once(self) -> bool {
        match self {
            Profile::Chartmogul | Profile::Baremetrics | Profile::Profitwell => true,
            // By the ends nobody leaves twice.
            Profile::Snapshot | Profile::Stripe => false,
        }
    }

    /// What becomes of an account that churns twice; `None` by the ends, where nobody does.
    pub fn twice(self) -> Option<&'static str> {
        match (self, self.counts_once()) {
            (Profile::Snapshot, _) => None,
            (_, true) => Some("who churns twice counts once"),
            (_, false) => Some("who churns twice counts twice"),
        }
    }

    /// Over which days the tool itself counts, where that is not the period that is counted here.
    pub fn trailing(self) -> Option<&'static str> {
        match self {
            Profile::Snapshot | Profile::Chartmogul | Profile::Profitwell => None,
            Profile::Stripe => Some("Stripe counts the last 30 days, here it is the period"),
            Profile::Baremetrics => Some(
                "Baremetrics counts the last 30 days (365 of annual plans), here it is the period",
            ),
        }
    }

    /// In one sentence, what is peculiar to it.
    pub fn words(self) -> &'static str {
        match self {
            Profile::Snapshot => "balances at the start against those at the end of the period",
            Profile::Chartmogul => {
                "every movement counts; who joined in the period is no churned customer; \
                 net churn also takes off reactivation"
            }
            Profile::Stripe => {
                "logo churn alone: churned accounts over those at the start and the new ones"
            }
            Profile::Baremetrics => {
                "every cancellation counts, also of accounts that joined in the period"
            }
            Profile::Profitwell => {
                "every movement counts, but not those of accounts that came and went"
            }
        }
    }
}

impl std::str::FromStr for Profile {
    type Err = NotRead;

    fn from_str(text: &str) -> Result<Profile, NotRead> {
        let all = "snapshot, chartmogul, stripe, baremetrics or profitwell";
        let wrong = || NotRead(format!("there is no way of counting `{text}`; use {all}"));
        Profile::from_word(&text.trim().to_ascii_lowercase()).ok_or_else(wrong)
    }
}
