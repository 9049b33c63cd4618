//! The accounts that lost MRR in a period, each with its evidence and what that evidence says.
//! Must not know how losses are summed up: `themes` splits them, lists show them.

mod summed;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use summed::Summed;

use super::day::Day;
use super::evidence::Evidence;
use super::ledger::{Days, Ledger, Passage};
use super::money::Cents;

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

/// Where an account's loss goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LossVerdict {
    /// Shared over its themes.
    Themes,
    /// There is evidence, none of it tagged.
    NotTagged,
    /// All its evidence is marked as read, no reason in it.
    NoReason,
    /// No evidence at all.
    NobodySaid,
}

/// One account that left or shrank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loss {
    /// Its dense number in the ledger.
    pub account: usize,
    /// MRR at opening.
    pub opening: Cents,
    /// MRR at closing.
    pub closing: Cents,
    /// Where its loss goes.
    pub verdict: LossVerdict,
    from: u32,
    shared: u32,
    all: u32,
}

impl Loss {
    /// What it lost.
    pub fn lost(&self) -> Cents {
        self.opening - self.closing
    }

    /// Whether it left, rather than shrank.
    pub fn left(&self) -> bool {
        self.closing == Cents::ZERO
    }
}

/// The losses of a period, in the ledger's order.
#[derive(Clone, Debug, Default)]
pub struct Losses {
    /// One per account.
    pub rows: Vec<Loss>,
    themes: Vec<u32>,
}

impl Losses {
    /// The distinct themes a loss is shared over, in the order of their names.
    pub fn shared(&self, loss: &Loss) -> impl Iterator<Item = usize> + '_ {
        self.themes(loss).take(loss.shared as usize)
    }

    /// The distinct themes anywhere in its evidence; those it is shared over come first.
    pub fn themes(&self, loss: &Loss) -> impl Iterator<Item = usize> + '_ {
        let own = self.themes.iter().skip(loss.from as usize);
        own.take(loss.all as usize).map(|theme| *theme as usize)
    }

    /// A loss's equal shares: r remainder cents go one each to the first r themes by name.
    pub fn shares(&self, loss: &Loss) -> impl Iterator<Item = (usize, Cents)> + '_ {
        let parts = i64::from(loss.shared.max(1));
        let (each, rest) = (loss.lost().0 / parts, loss.lost().0 % parts);
        let numbered = (0_i64..).zip(self.shared(loss));
        numbered.map(move |(n, theme)| (theme, Cents(each + i64::from(n < rest))))
    }
}

/// Whether no more than a tenth of a loss is not tagged yet: of one that is less read nothing is told.
pub fn is_read(lost: Cents, not_tagged: Cents) -> bool {
    not_tagged.0.saturating_mul(10) <= lost.0
}

/// Every account that left or shrank in a period, with its verdict.
pub fn losses(ledger: &Ledger, evidence: &Evidence, period: Days, windows: &Windows) -> Losses {
    let mut losses = Losses::default();
    let mut sorter = Sorter::new(ledger, evidence, period, windows);
    for account in ledger.fallen(period) {
        let passage = ledger.passage(account, period);
        if passage.lost() > Cents::ZERO {
            sorter.judge(account, passage, &mut losses);
        }
    }
    losses
}

/// What one account lost, month after month, with the evidence of each loss.
pub fn of_account(
    ledger: &Ledger,
    evidence: &Evidence,
    account: usize,
    windows: &Windows,
) -> Vec<(Loss, Vec<usize>)> {
    let (mut found, mut from) = (Vec::new(), Day(i32::MIN));
    while let Some(day) = ledger.first_loss(account, from) {
        let (first, last) = (day.month_start(), day.month_end());
        let month = Days { first, last };
        let passage = ledger.passage(account, month);
        if passage.lost() > Cents::ZERO {
            let mut losses = Losses::default();
            Sorter::new(ledger, evidence, month, windows).judge(account, passage, &mut losses);
            let said: Vec<usize> = evidence_of(ledger, evidence, account, month, windows).collect();
            found.extend(losses.rows.into_iter().map(|loss| (loss, said.clone())));
        }
        from = last.plus(1);
    }
    found
}

/// Where an account's evidence for its loss in a period is: its exit surveys whose loss lies in the
/// period, and its other feedback in the window around it. Praise is none.
pub fn evidence_of<'a>(
    ledger: &'a Ledger,
    evidence: &'a Evidence,
    account: usize,
    period: Days,
    windows: &Windows,
) -> impl Iterator<Item = usize> + 'a {
    let windows = *windows;
    evidence.of(account).filter(move |&at| {
        let Some(day) = evidence.day(at).filter(|_| !evidence.is_praise(at)) else {
            return false;
        };
        if evidence.is_survey(at) {
            let owned = ledger.first_loss(account, day.plus(-windows.survey_lead));
            owned.is_some_and(|loss| period.contains(loss))
        } else {
            let (first, last) = (
                period.first.plus(-windows.before),
                period.last.plus(windows.after),
            );
            first <= day && day <= last
        }
    })
}

/// Looks at one lost account after the other; the two lists are kept to save their memory.
struct Sorter<'a> {
    ledger: &'a Ledger,
    evidence: &'a Evidence,
    period: Days,
    windows: &'a Windows,
    stated: Vec<u32>,
    said: Vec<u32>,
}

impl<'a> Sorter<'a> {
    fn new(
        ledger: &'a Ledger,
        evidence: &'a Evidence,
        period: Days,
        windows: &'a Windows,
    ) -> Sorter<'a> {
        Sorter {
            ledger,
            evidence,
            period,
            windows,
            stated: Vec::new(),
            said: Vec::new(),
        }
    }

    fn judge(&mut self, account: usize, passage: Passage, losses: &mut Losses) {
        self.stated.clear();
        self.said.clear();
        let (mut any, mut all_read) = (false, true);
        let (ledger, evidence) = (self.ledger, self.evidence);
        for at in evidence_of(ledger, evidence, account, self.period, self.windows) {
            any = true;
            all_read &= self.evidence.is_no_reason(at);
            let list = if self.evidence.is_survey(at) {
                &mut self.stated
            } else {
                &mut self.said
            };
            let themes = self.evidence.themes(at);
            list.extend(themes.filter_map(|theme| u32::try_from(theme).ok()));
        }
        for list in [&mut self.stated, &mut self.said] {
            list.sort_unstable();
            list.dedup();
        }
        if self.stated.is_empty() {
            std::mem::swap(&mut self.stated, &mut self.said);
        }
        let from = losses.themes.len();
        losses.themes.extend(&self.stated);
        let shared = losses.themes.len();
        let others = self.said.iter().filter(|t| !self.stated.contains(t));
        losses.themes.extend(others);
        let verdict = match (shared > from, any, all_read) {
            (true, ..) => LossVerdict::Themes,
            (_, false, _) => LossVerdict::NobodySaid,
            (_, _, true) => LossVerdict::NoReason,
            _ => LossVerdict::NotTagged,
        };
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        losses.rows.push(Loss {
            account,
            opening: passage.opening,
            closing: passage.closing,
            verdict,
            from: count(from),
            shared: count(shared - from),
            all: count(losses.themes.len() - from),
        });
    }
}
