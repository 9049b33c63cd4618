//! Whom an item could win back, and whom to tell of it: every departure for the themes it answers, and those who still
//! pay and said so. What the team did about each stands beside it.
//! Must not know tables or screens, nor who is left out of every number: the ledger does.

mod found;
#[cfg(test)]
mod tests;

use hashbrown::HashSet;
use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

pub use found::{Departure, Voice, departures, voices};

use super::account::{AccountBrief, Contact};
use super::change::{Change, Record, Subject};
use super::day::Day;
use super::ids::{AccountId, FeedbackId, OutreachId, RoadmapId, TagId};
use super::known::LossesSince;
use super::money::{Cents, Money, count, counted};
use super::outreach::{Outreach, OutreachStatus};

/// A theme an item answers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct AnsweredTheme {
    /// Its tag.
    pub id: TagId,
    /// Its name.
    pub theme: String,
}

/// One departure, or one account that still pays and said so.
#[derive(Clone, Debug, Default, PartialEq, TraversableMut)]
pub struct WinBackRow {
    /// The account.
    pub account: AccountBrief,
    /// Who looks after it.
    pub owner: String,
    /// Who is written to there, where that was imported.
    pub contact: Contact,
    /// The day it left; of one that still pays the day it said so.
    pub day: Day,
    /// What it paid when it left; of one that still pays what it pays.
    pub mrr: Cents,
    /// The themes of the item that its words carry.
    pub themes: Vec<String>,
    /// What it said, or the reason it stated.
    pub quote: String,
    /// Where it said that.
    pub feedback: Option<FeedbackId>,
    /// The day it was active again after it had left.
    pub back: Option<Day>,
    /// What somebody said of it, the last where an account it goes on in has some too; of an earlier departure too.
    pub outreach: Option<Outreach>,
}

impl WinBackRow {
    /// How far it has come: that it is active again is known by its payments, whatever anybody says.
    pub fn status(&self) -> OutreachStatus {
        match (self.back, self.said()) {
            (Some(_), _) => OutreachStatus::Returned,
            (None, said) => said.map_or(OutreachStatus::ToContact, |said| said.status),
        }
    }

    /// What somebody said of this departure.
    pub fn said(&self) -> Option<&Outreach> {
        self.outreach.as_ref().filter(|said| said.is_of(self.day))
    }

    /// The same in words, with whoever said so: `contacted, Dana, 3 Nov`, `returned 4 Oct`.
    pub fn stands(&self) -> String {
        let status = self.status().words();
        match (self.back, self.said()) {
            (Some(back), _) => format!("{status} {}", back.dated()),
            (None, None) => status.to_owned(),
            (None, Some(said)) => {
                let by = Some(said.said_by.as_str()).filter(|by| !by.is_empty());
                let by = by.map_or_else(String::new, |by| format!(", {by}"));
                format!("{status}{by}, {}", said.said_on.dated())
            }
        }
    }

    /// What sets its state; `None` where it is that already, or pays again. It carries what was seen of it.
    pub fn says(
        &self,
        item: RoadmapId,
        status: OutreachStatus,
        by: &str,
        on: Day,
    ) -> Option<Change> {
        if self.back.is_some() || self.status() == status {
            return None;
        }
        let seen = self.outreach.as_ref();
        let now = Outreach {
            id: seen.map_or(OutreachId(0), |seen| seen.id),
            item,
            account: seen.map_or(self.account.id, |seen| seen.account),
            status,
            day: self.day,
            said_by: by.to_owned(),
            said_on: on,
        };
        Some(match seen {
            None => Change::add(Record::Outreach(now)),
            Some(seen) => Change::made_like(Subject::Outreach(seen.id), seen, &now),
        })
    }
}

/// Some rows counted: how many, of how many accounts, and their MRR.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WinBackSum {
    /// Departures, or accounts that still pay.
    pub rows: u64,
    /// Accounts among them: who left twice is one.
    pub accounts: u64,
    /// Their MRR.
    #[serde(rename = "mrr_cents")]
    pub mrr: Cents,
}

impl WinBackSum {
    /// Of some rows.
    pub fn of<'a>(rows: impl IntoIterator<Item = &'a WinBackRow>) -> WinBackSum {
        let (mut sum, mut seen) = (WinBackSum::default(), HashSet::<AccountId>::new());
        for row in rows {
            sum.rows += 1;
            sum.accounts += u64::from(seen.insert(row.account.id));
            sum.mrr += row.mrr;
        }
        sum
    }

    /// `207 accounts, €17,071.20`; departures too, where some left more than once.
    pub fn words(self, money: Money<'_>) -> String {
        let accounts = counted(self.accounts, "account");
        let times = match self.rows == self.accounts {
            true => String::new(),
            false => format!(", {} times", count(self.rows)),
        };
        format!("{accounts}{times}, {}", money.exact(self.mrr))
    }
}

/// Whom an item could win back, and whom to tell of it.
#[derive(Clone, Debug, Default, PartialEq, TraversableMut)]
pub struct WinBack {
    /// The item.
    pub item: RoadmapId,
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its status, as the team writes it.
    pub status: String,
    /// The day it shipped.
    pub shipped: Option<Day>,
    /// The themes it answers: those linked to it as aligned.
    pub themes: Vec<AnsweredTheme>,
    /// Since when losses are known; `None` where there are none.
    pub since: Option<LossesSince>,
    /// How far the data reaches.
    pub until: Option<Day>,
    /// Every departure for them since then, the dearest first.
    pub left: Vec<WinBackRow>,
    /// Who still pays and said so, the dearest first.
    pub paying: Vec<WinBackRow>,
}

impl WinBack {
    /// The rows of one of its two lists that stand so.
    pub fn standing(rows: &[WinBackRow], status: OutreachStatus) -> WinBackSum {
        WinBackSum::of(rows.iter().filter(|row| row.status() == status))
    }

    /// Its themes: `reporting and price`.
    pub fn over(&self) -> String {
        let names: Vec<&str> = self
            .themes
            .iter()
            .map(|theme| theme.theme.as_str())
            .collect();
        match names.as_slice() {
            [] => "no theme".to_owned(),
            [one] => (*one).to_owned(),
            [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
        }
    }

    /// `since 1 Jul 2026`, and that nobody has said so.
    pub fn since(&self) -> String {
        self.since.map_or_else(String::new, |since| {
            let guessed = if since.guessed { " (a guess)" } else { "" };
            format!(" since {}{guessed}", since.day.dated())
        })
    }

    /// Why there is nothing to show of whom it could win back, or to tell; `None` where there is.
    pub fn nobody(&self, paying: bool) -> Option<String> {
        let (rows, over) = (if paying { &self.paying } else { &self.left }, self.over());
        match (rows.is_empty(), self.themes.is_empty(), paying) {
            (false, ..) => None,
            (true, true, _) => Some(format!(
                "no theme aligns with {}: link one that it answers, and those who left over it stand here",
                self.key
            )),
            (true, false, false) => Some(format!("nobody left over {over}{}", self.since())),
            (true, false, true) => Some(format!("nobody who still pays named {over}")),
        }
    }

    /// One of its lists in a sentence with its counts; what came back is said and not to be contacted.
    pub fn sentence(&self, paying: bool, money: Money<'_>) -> String {
        if let Some(nobody) = self.nobody(paying) {
            return nobody;
        }
        let rows = if paying { &self.paying } else { &self.left };
        let (all, over) = (WinBackSum::of(rows).words(money), self.over());
        let head = match paying {
            true => format!("{all} still pay and named {over}"),
            false => format!("{all} left over {over}{}", self.since()),
        };
        let parts = OutreachStatus::ALL.iter().filter_map(|status| {
            let sum = WinBack::standing(rows, *status);
            (sum.rows > 0 || *status == OutreachStatus::ToContact).then(|| {
                let counts = format!("{}, {}", count(sum.accounts), money.exact(sum.mrr));
                format!("{} {counts}", status.words())
            })
        });
        let parts: Vec<String> = parts.collect();
        format!("{head}: {}", parts.join("; "))
    }
}
