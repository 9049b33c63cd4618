//! What speaks for each roadmap item: the money lost over its themes, the money still exposed to them, the accounts behind
//! both and how easy it is, side by side. There is no score: which of them counts is the team's to say.
//! Must not know tables or screens: pure functions over a `Ledger` and its `Evidence`.

#[cfg(test)]
mod tests;

use std::cmp::Reverse;

use hashbrown::HashSet;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray, VariantNames};
use traversable::TraversableMut;

use super::day::Day;
use super::evidence::Evidence;
use super::ids::{RoadmapId, TagId};
use super::ledger::{Days, Ledger};
use super::losses::{Windows, losses};
use super::money::{Cents, counted};
use super::period::Period;
use super::roadmap::RoadmapItem;
use super::sort::{sort, sort_by_key};
use super::tally::Sum;
use super::usual::closed::ThemeClosed;
use super::word::all;

/// Months over which the loss to a theme is looked at.
pub const MONTHS: i32 = 12;

/// What was lost to a theme, month by month.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct ThemeYear {
    /// Its tag.
    pub id: TagId,
    /// Its name.
    pub theme: String,
    /// Its lost accounts and their split MRR in each of the months told of.
    pub months: Vec<Sum>,
}

impl ThemeYear {
    /// All months together.
    pub fn lost(&self) -> Cents {
        self.months.iter().map(|month| month.mrr).sum()
    }
}

/// What speaks for an item.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct ItemPriority {
    /// The item.
    pub id: RoadmapId,
    /// Its themes: linked to it, as aligned or as challenging it.
    pub themes: Vec<TagId>,
    /// MRR lost to them in the period, shared with the other themes of each loss.
    #[serde(rename = "lost_cents")]
    pub lost: Cents,
    /// The same over the months told of.
    #[serde(rename = "year_lost_cents")]
    pub year: Cents,
    /// Accounts lost in the period that named one of them.
    pub lost_accounts: u64,
    /// MRR of the accounts that are active at its end and named one shortly before.
    #[serde(rename = "exposed_cents")]
    pub exposed: Cents,
    /// How many they are.
    pub exposed_accounts: u64,
    /// The accounts of both, each once.
    pub accounts: u64,
    /// That the room said that it worked, and whether one of its themes came back since.
    pub closed: Option<ThemeClosed>,
    /// The theme that came back.
    pub back: Option<String>,
    /// What became of it so far, the oldest first.
    pub history: Vec<ItemEvent>,
}

/// What became of an item on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct ItemEvent {
    /// The day.
    pub on: Day,
    /// Who said so.
    pub by: String,
    /// What: `shipped`, `worked`.
    pub what: String,
}

/// What speaks for the items of a roadmap, as of a period's end.
#[derive(Clone, Debug, PartialEq, TraversableMut)]
pub struct Priority {
    /// The period.
    pub period: Period,
    /// The months told of, at most twelve, the last of the period last.
    pub months: Vec<Period>,
    /// What was lost to each theme in them.
    pub themes: Vec<ThemeYear>,
    /// What speaks for each item.
    pub items: Vec<ItemPriority>,
}

/// By what items are ordered; the largest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr, VariantArray, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum PriorityOrder {
    /// Money lost in the period.
    #[default]
    Lost,
    /// Money still exposed.
    Exposed,
    /// Accounts lost or exposed.
    Accounts,
    /// How easy it is.
    Ease,
}

impl PriorityOrder {
    /// Each, in the order of the key that leads through them.
    pub const ALL: [PriorityOrder; 4] = all();

    /// In words: `by lost MRR`.
    pub fn words(self) -> &'static str {
        match self {
            PriorityOrder::Lost => "by lost MRR",
            PriorityOrder::Exposed => "by MRR still exposed",
            PriorityOrder::Accounts => "by accounts",
            PriorityOrder::Ease => "by ease",
        }
    }
}

impl Priority {
    /// What speaks for an item.
    pub fn of(&self, id: RoadmapId) -> Option<&ItemPriority> {
        self.items.iter().find(|item| item.id == id)
    }

    /// What was lost to a theme.
    pub fn year_of(&self, id: TagId) -> Option<&ThemeYear> {
        self.themes.iter().find(|theme| theme.id == id)
    }

    /// Items in an order; those for which nothing speaks stay last, as they were.
    pub fn order(&self, items: &mut [&RoadmapItem], by: PriorityOrder) {
        sort_by_key(items, |item| {
            let own = self.of(item.id).filter(|own| !own.themes.is_empty());
            let worth = |worth: fn(&ItemPriority) -> i64| own.map(worth);
            Reverse(match by {
                PriorityOrder::Lost => worth(|own| own.lost.0),
                PriorityOrder::Exposed => worth(|own| own.exposed.0),
                PriorityOrder::Accounts => worth(|own| own.accounts.cast_signed()),
                PriorityOrder::Ease => item.eased().map(i64::from),
            })
        });
    }

    /// The lost accounts of its themes by month, before an item shipped and since, as far as that is told of:
    /// `reporting: 3 4 2 accounts lost a month before it shipped, 1 0 since`.
    pub fn since_shipped(&self, id: RoadmapId, shipped: Day) -> Vec<String> {
        let own = self.of(id).into_iter().flat_map(|own| &own.themes);
        let themes = own.filter_map(|theme| self.year_of(*theme));
        let words = themes.map(|theme| {
            let counts = self.months.iter().zip(&theme.months);
            let (before, since): (Vec<_>, Vec<_>) =
                counts.partition(|(month, _)| month.first() <= shipped);
            let told = |counts: &[(&Period, &Sum)]| {
                let counts: Vec<String> = counts
                    .iter()
                    .map(|(_, sum)| sum.accounts.to_string())
                    .collect();
                counts.join(" ")
            };
            let since = match since.as_slice() {
                [] => "no whole month since".to_owned(),
                since => format!("{} since", told(since)),
            };
            format!(
                "{}: lost accounts a month {} up to the month it shipped in, {since}",
                theme.theme,
                told(&before)
            )
        });
        words.collect()
    }
}

impl ItemPriority {
    /// `closed on Thu 5 Nov 2026`, or that it is open again and since when; `None` where the room said no such thing.
    pub fn closed_words(&self) -> Option<String> {
        let closed = self.closed.as_ref()?;
        let on = closed.on.long();
        Some(match (closed.back, &self.back) {
            (Some((month, accounts)), Some(theme)) => format!(
                "open again since {}: {} lost to {theme}; it was closed on {on}",
                month.short(),
                counted(accounts, "account")
            ),
            _ => format!("closed on {on}: it worked"),
        })
    }

    /// What became of it, in a line: `shipped 3 Mar 2026 · worked 5 May 2026, Dana`. That it shipped again is said.
    pub fn story(&self) -> String {
        let mut shipped = 0;
        let events = self.history.iter().map(|event| {
            let again = event.what == "shipped" && {
                shipped += 1;
                shipped > 1
            };
            let again = if again { " again" } else { "" };
            let by = match event.by.as_str() {
                "" => String::new(),
                by => format!(", {by}"),
            };
            format!("{}{again} {}{by}", event.what, event.on.dated())
        });
        events.collect::<Vec<_>>().join(" · ")
    }
}

/// What speaks for items in a period, each with its themes by their places in the codebook.
pub fn weighed(
    ledger: &Ledger,
    evidence: &Evidence,
    windows: &Windows,
    period: Period,
    items: &[(RoadmapId, Vec<usize>)],
) -> Vec<ItemPriority> {
    let found = losses(ledger, evidence, Days::from(period), windows);
    let exposed = exposed(ledger, evidence, windows, period);
    let book = evidence.book();
    let weigh = |(id, themes): &(RoadmapId, Vec<usize>)| {
        let mut own = ItemPriority {
            id: *id,
            themes: themes.iter().map(|theme| book.id(*theme)).collect(),
            ..ItemPriority::default()
        };
        let mut accounts = HashSet::new();
        for loss in &found.rows {
            let shares = found.shares(loss);
            let shares = shares.filter(|(theme, _)| themes.contains(theme));
            own.lost += shares.map(|(_, share)| share).sum();
            if found.themes(loss).any(|theme| themes.contains(&theme)) {
                own.lost_accounts += 1;
                accounts.insert(loss.account);
            }
        }
        for (account, named) in &exposed {
            if named.iter().any(|theme| themes.contains(theme)) {
                own.exposed_accounts += 1;
                own.exposed += ledger.balance_at(*account, period.last());
                accounts.insert(*account);
            }
        }
        own.accounts = accounts.len() as u64;
        own
    };
    items.iter().map(weigh).collect()
}

/// Who is active at a period's end and named themes shortly before, with those themes.
fn exposed(
    ledger: &Ledger,
    evidence: &Evidence,
    windows: &Windows,
    period: Period,
) -> Vec<(usize, Vec<usize>)> {
    let last = period.last();
    let days = Days {
        first: last.plus(1 - windows.exposed),
        last,
    };
    let active =
        (0..ledger.len()).filter(|account| ledger.balance_at(*account, last) > Cents::ZERO);
    let named = active.map(|account| {
        let said = evidence.of(account).filter(|at| {
            let day = evidence.day(*at);
            day.is_some_and(|day| days.contains(day)) && !evidence.is_praise(*at)
        });
        let mut themes: Vec<usize> = said.flat_map(|at| evidence.themes(at)).collect();
        sort(&mut themes);
        themes.dedup();
        (account, themes)
    });
    named.filter(|(_, themes)| !themes.is_empty()).collect()
}
