//! The inbox: all feedback that nobody has read, of any day and without one, with what its account lost around
//! that day. Must not know a period.

use std::cmp::Reverse;

use hashbrown::HashMap;

use crate::domain::day::Day;
use crate::domain::evidence::Evidence;
use crate::domain::failure::Failure;
use crate::domain::feedback::{Quote, Untagged};
use crate::domain::ledger::{Days, Ledger, Passage};
use crate::domain::losses::Windows;
use crate::domain::money::Cents;
use crate::domain::sort::sort_by_key;

/// A piece of feedback that may be quoted, with what its account lost.
pub(super) struct Candidate {
    pub(super) at: usize,
    pub(super) opening: Cents,
    pub(super) lost: Cents,
    /// Whether its account's loss waits for it: comes first in the tagging queue.
    pub(super) waits: bool,
}

/// All that waits.
pub(super) struct Inbox {
    pub(super) all: Vec<Candidate>,
    /// What its accounts lost, each counted once.
    pub(super) mrr: Cents,
}

/// The pieces that are asked for and that somebody can read, with their accounts.
pub(super) fn unread(
    evidence: &Evidence,
    asked: impl Fn(usize) -> bool,
) -> impl Iterator<Item = (Option<usize>, usize)> {
    let readable = |at: usize| evidence.has_words(at) || evidence.is_survey(at);
    let all = evidence.all();
    all.filter(move |(_, at)| asked(*at) && readable(*at))
}

impl Inbox {
    /// All that is unread, with what its accounts lost.
    pub(super) fn of(
        ledger: &Ledger,
        evidence: &Evidence,
        windows: &Windows,
        asked: impl Fn(usize) -> bool,
    ) -> Inbox {
        let mut dearest: HashMap<usize, Cents> = HashMap::new();
        let mut all = Vec::new();
        for (account, at) in unread(evidence, asked) {
            let passage = account.map(|a| around(ledger, evidence, windows, a, at));
            let passage = passage.unwrap_or_default();
            let lost = passage.lost();
            if let Some(account) = account {
                let most = dearest.entry(account).or_default();
                *most = lost.max(*most);
            }
            all.push(Candidate {
                at,
                opening: passage.opening,
                lost,
                waits: lost > Cents::ZERO,
            });
        }
        Inbox {
            all,
            mrr: dearest.into_values().sum(),
        }
    }

    /// The first of them, dearest first, then newest, and how many there are.
    pub(super) fn untagged(
        mut self,
        evidence: &Evidence,
        quoted: impl FnOnce(&[Candidate]) -> Result<Vec<Quote>, Failure>,
        limit: u32,
    ) -> Result<Untagged, Failure> {
        let everywhere = self.all.len() as u64;
        let left = self.all.iter().filter(|c| c.waits).count() as u64;
        sort_by_key(&mut self.all, |c| {
            let newest = (evidence.day(c.at), evidence.id(c.at));
            Reverse((c.lost, evidence.is_survey(c.at), newest))
        });
        self.all.truncate(limit as usize);
        Ok(Untagged {
            left,
            others: everywhere - left,
            everywhere,
            mrr: self.mrr,
            items: quoted(&self.all)?,
        })
    }
}

/// How an account went through the loss that a piece may be about: of an exit survey the first from shortly before it
/// on, of other words what was lost while they count as evidence, of words without a day its first loss of all.
fn around(
    ledger: &Ledger,
    evidence: &Evidence,
    windows: &Windows,
    account: usize,
    at: usize,
) -> Passage {
    let one_loss = |from: Day| {
        let day = ledger.first_loss(account, from)?;
        let (first, last) = (day, day);
        Some(ledger.passage(account, Days { first, last }))
    };
    let passage = match evidence.day(at) {
        Some(day) if evidence.is_survey(at) => one_loss(day.plus(-windows.survey_lead)),
        Some(day) => {
            let (first, last) = (day.plus(-windows.after), day.plus(windows.before));
            Some(ledger.passage(account, Days { first, last }))
        }
        None => one_loss(Day(i32::MIN)),
    };
    passage.unwrap_or_default()
}
