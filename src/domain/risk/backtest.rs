//! How good a model is on accounts it had not seen: AUC, precision at the top, calibration in words.
//! Must not know the model.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use crate::domain::money::count;
use crate::domain::sort::sort_by;
use crate::domain::stats::wilson::Z;

/// Where calibration bands begin.
const BANDS: [f64; 7] = [0.0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7];

/// A back-test on accounts held out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct BackTest {
    /// Accounts held out.
    pub accounts: u64,
    /// Those of them that left.
    pub left: u64,
    /// How often an account that left has a higher risk than one that stayed; one half is chance.
    pub auc: f64,
    /// The lower end of its 95 % interval.
    pub auc_low: f64,
    /// The upper end.
    pub auc_high: f64,
    /// The tenth with the highest risk: how many accounts.
    pub top_accounts: u64,
    /// Those of them that left.
    pub top_left: u64,
    /// What it called and what became of it, lowest risk first; empty bands left out.
    pub bands: Vec<Band>,
}

/// Accounts with about the same risk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Band {
    /// The lowest risk in it.
    pub from: f64,
    /// The risk where the next begins.
    pub to: f64,
    /// Accounts.
    pub accounts: u64,
    /// How many of them should have left, by their risks.
    pub expected: f64,
    /// How many did.
    pub left: u64,
}

impl Band {
    /// `of 212 accounts it called 20 to 30 %, 55 left (26 %)`.
    pub fn words(&self) -> String {
        let percent = |share: f64| (share * 100.0).round();
        let share = percent(self.left as f64 / self.accounts.max(1) as f64);
        let (from, to) = (percent(self.from), percent(self.to));
        let [accounts, left] = [self.accounts, self.left].map(count);
        format!("of {accounts} accounts it called {from} to {to} %, {left} left ({share} %)")
    }
}

impl BackTest {
    /// The test of scores and what became of the accounts; `None` unless some left and some stayed.
    pub fn of(mut scored: Vec<(f64, bool)>) -> Option<BackTest> {
        sort_by(&mut scored, |a, b| b.0.total_cmp(&a.0));
        let left = scored.iter().filter(|(_, left)| *left).count();
        let auc = auc(&scored)?;
        let reach = Z * error(auc, left as f64, (scored.len() - left) as f64);
        let top = scored.len().div_ceil(10);
        Some(BackTest {
            accounts: scored.len() as u64,
            left: left as u64,
            auc,
            auc_low: (auc - reach).max(0.0),
            auc_high: (auc + reach).min(1.0),
            top_accounts: top as u64,
            top_left: scored[..top].iter().filter(|(_, left)| *left).count() as u64,
            bands: bands(&scored),
        })
    }

    /// The share that left among the tenth with the highest risk.
    pub fn precision(&self) -> f64 {
        self.top_left as f64 / self.top_accounts.max(1) as f64
    }

    /// The share that left among all.
    pub fn base(&self) -> f64 {
        self.left as f64 / self.accounts.max(1) as f64
    }

    /// Why it must not be shown, if so; `whom` it was tested on.
    pub fn no_better_than_chance(&self, whom: &str) -> Option<String> {
        let (auc, low, high) = (self.auc, self.auc_low, self.auc_high);
        (low <= 0.5).then(|| {
            let out = count(self.accounts);
            let of = format!("AUC {auc:.2}, 95 % interval {low:.2} to {high:.2}");
            format!("on {out} {whom} it is no better than chance ({of})")
        })
    }
}

/// The area under the ROC curve, ties counting half; `None` unless both outcomes occur. Scores need not be sorted.
pub(super) fn auc(scored: &[(f64, bool)]) -> Option<f64> {
    let mut sorted = scored.to_vec();
    sort_by(&mut sorted, |a, b| a.0.total_cmp(&b.0));
    let (mut below, mut wins) = (0.0, 0.0);
    for tied in sorted.chunk_by(|a, b| a.0 == b.0) {
        let left = tied.iter().filter(|(_, left)| *left).count() as f64;
        let stayed = tied.len() as f64 - left;
        wins += left * (below + stayed / 2.0);
        below += stayed;
    }
    let pairs = below * (sorted.len() as f64 - below);
    (pairs > 0.0).then(|| wins / pairs)
}

/// The standard error of an AUC, after Hanley and McNeil.
fn error(auc: f64, left: f64, stayed: f64) -> f64 {
    let (q1, q2) = (auc / (2.0 - auc), 2.0 * auc * auc / (1.0 + auc));
    let spread =
        auc * (1.0 - auc) + (left - 1.0) * (q1 - auc * auc) + (stayed - 1.0) * (q2 - auc * auc);
    (spread / (left * stayed)).max(0.0).sqrt()
}

fn bands(scored: &[(f64, bool)]) -> Vec<Band> {
    let ends = BANDS.iter().skip(1).chain(&[1.0]);
    let bands = BANDS.iter().zip(ends).map(|(&from, &to)| {
        let within = |risk: f64| from <= risk && (risk < to || to >= 1.0);
        let rows = scored.iter().filter(|(risk, _)| within(*risk));
        let mut band = Band {
            from,
            to,
            ..Band::default()
        };
        for (risk, left) in rows {
            band.accounts += 1;
            band.expected += risk;
            band.left += u64::from(*left);
        }
        band
    });
    bands.filter(|band| band.accounts > 0).collect()
}
