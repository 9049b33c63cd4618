//! The losses of a period added up: what was lost, how much of it is read, and what each theme had of it.
//! Must not know what is made of that.

use super::{LossVerdict, Windows, evidence_of, is_read, losses};
use crate::domain::evidence::Evidence;
use crate::domain::ledger::{Days, Ledger};
use crate::domain::money::Cents;
use crate::domain::tally::Sum;

/// What a period cost.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summed {
    /// What was lost.
    pub lost: Cents,
    /// What of it is not tagged yet.
    pub not_tagged: Cents,
    /// Lost accounts whose reason is known.
    pub known: u64,
    /// Texts of lost accounts not tagged yet that nobody has read.
    pub unread: u64,
    /// By theme: lost accounts with it in their evidence, and its share of the loss.
    pub themes: Vec<(u64, Cents)>,
}

impl Summed {
    /// The losses of a period.
    pub fn of(ledger: &Ledger, evidence: &Evidence, days: Days, windows: &Windows) -> Summed {
        let mut sum = Summed {
            themes: vec![(0, Cents::ZERO); evidence.book().themes()],
            ..Summed::default()
        };
        let all = losses(ledger, evidence, days, windows);
        for loss in &all.rows {
            sum.lost += loss.lost();
            match loss.verdict {
                LossVerdict::Themes => sum.known += 1,
                LossVerdict::NotTagged => {
                    sum.not_tagged += loss.lost();
                    let said = evidence_of(ledger, evidence, loss.account, days, windows);
                    sum.unread += said.filter(|at| evidence.is_untouched(*at)).count() as u64;
                }
                LossVerdict::NoReason | LossVerdict::NobodySaid => {}
            }
            all.themes(loss).for_each(|n| sum.themes[n].0 += 1);
            all.shares(loss)
                .for_each(|(n, share)| sum.themes[n].1 += share);
        }
        sum
    }

    /// What a theme had of it, by its place in the codebook.
    pub fn of_theme(&self, theme: usize) -> Sum {
        let own = self.themes.get(theme);
        own.map_or_else(Sum::default, |&(accounts, mrr)| Sum { accounts, mrr })
    }

    /// Whether no more than a tenth of the loss is not tagged yet.
    pub fn is_read(&self) -> bool {
        is_read(self.lost, self.not_tagged)
    }
}
