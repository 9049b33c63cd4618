//! Two ways of counting side by side: per figure exactly the accounts that make the difference, and the rule.
//! Must not know screens, tables or names: the store puts the names to the accounts.

mod words;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::account::AccountBrief;
use super::counting::{self, CountingWay};
use super::figure::{Definition, Figure, Ratio, RatioUnit};
use super::ledger::{Days, Ledger};
use super::metrics::Metrics;
use super::money::Money;
use super::period::Period;
use super::profile::Profile;
use super::sort::sort_by_key;
use super::tally::Tally;

pub use words::{happened, on, side};

/// Two profiles side by side in one period.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Reconciliation {
    /// The numbers of the one.
    pub left: Metrics,
    /// The numbers of the other.
    pub right: Metrics,
    /// Every figure, also those that do not differ, in the order they are read.
    pub figures: Vec<Apart>,
}

/// One figure under two profiles.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Apart {
    /// The figure.
    pub figure: Figure,
    /// What the left one makes of it; `None` where it does not define it.
    pub left: Option<Ratio>,
    /// What the right one makes of it.
    pub right: Option<Ratio>,
    /// The accounts that count differently, the largest difference first. What they contribute to
    /// numerator and denominator differs by exactly what the whole differs by. Empty where one of the
    /// two does not define the figure.
    pub accounts: Vec<Contribution>,
}

/// What one account contributes to a figure under two profiles, and why that differs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Contribution {
    /// The account; the domain fills in its id alone.
    pub account: AccountBrief,
    /// Its share of the left numerator and denominator.
    pub left: Ratio,
    /// Its share of the right ones.
    pub right: Ratio,
    /// The rules the two differ by.
    pub rules: Vec<CountingRule>,
    /// What happened, and what either profile makes of it, in a sentence.
    pub why: String,
}

impl Contribution {
    /// By how much numerator and denominator differ, right less left.
    pub fn by(&self) -> (i64, i64) {
        (
            self.right.top - self.left.top,
            self.right.bottom - self.left.bottom,
        )
    }
}

/// A rule by which two profiles count one account differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TraversableMut)]
#[serde(rename_all = "snake_case")]
pub enum CountingRule {
    /// One compares the period's ends, the other sums the movements between them.
    EndsOrMovements,
    /// One ignores accounts that came and went.
    CameAndWent,
    /// One counts an account as often as it churned.
    ChurnedAgain,
    /// One leaves out of churned customers who joined in the period.
    JoinedInPeriod,
    /// One takes reactivation off net churn, or adds it to what was gained.
    Reactivation,
    /// One has the new accounts below the line.
    NewBelow,
}

impl CountingRule {
    /// In a few words, for a heading.
    pub fn words(self) -> &'static str {
        match self {
            CountingRule::EndsOrMovements => "ends of the period or movements in it",
            CountingRule::CameAndWent => "came and went",
            CountingRule::ChurnedAgain => "churned more than once",
            CountingRule::JoinedInPeriod => "joined in the period",
            CountingRule::Reactivation => "what reactivation counts for",
            CountingRule::NewBelow => "new accounts below the line",
        }
    }
}

/// Two profiles over one period of a ledger.
pub fn reconcile(
    ledger: &Ledger,
    period: Period,
    left: &CountingWay,
    right: Profile,
) -> Reconciliation {
    let (days, profiles) = (Days::from(period), (left.profile, right));
    let ways = (
        left,
        CountingWay {
            profile: right,
            ..left.clone()
        },
    );
    let of = |profile: Profile| {
        let mut tallies = counting::tallies(ledger, &[days], profile);
        tallies.pop().unwrap_or_default()
    };
    let (left, right) = (of(profiles.0), of(profiles.1));
    let mut figures: Vec<Apart> = Figure::ALL
        .into_iter()
        .map(|figure| Apart {
            figure,
            left: figure.definition(profiles.0).map(|d| d.ratio(&left)),
            right: figure.definition(profiles.1).map(|d| d.ratio(&right)),
            accounts: Vec::new(),
        })
        .collect();
    for account in moved(ledger, days) {
        let counted = |profile| ProfileCount {
            profile,
            tally: Tally::of(ledger, account, days, profile),
        };
        let case = Case {
            ledger,
            account,
            days,
            money: Money::of(ways.0.currency.as_ref()),
            left: counted(profiles.0),
            right: counted(profiles.1),
        };
        for apart in &mut figures {
            apart.accounts.extend(case.contribution(apart.figure));
        }
    }
    for apart in &mut figures {
        sort_by_key(&mut apart.accounts, |c| {
            let (top, bottom) = c.by();
            (std::cmp::Reverse(top.abs() + bottom.abs()), c.account.id)
        });
    }
    Reconciliation {
        left: left.metrics(period, ways.0),
        right: right.metrics(period, &ways.1),
        figures,
    }
}

/// The accounts with a change inside the period; all others count the same whatever the profile.
pub(super) fn moved(ledger: &Ledger, days: Days) -> impl Iterator<Item = usize> + '_ {
    (0..ledger.len()).filter(move |account| {
        let all = ledger.steps(*account).days;
        let first = all.partition_point(|day| *day < days.first);
        all.get(first).is_some_and(|day| *day <= days.last)
    })
}

/// One account in one period under two profiles.
struct Case<'a> {
    ledger: &'a Ledger,
    account: usize,
    days: Days,
    money: Money<'a>,
    left: ProfileCount,
    right: ProfileCount,
}

/// What a profile makes of one account.
struct ProfileCount {
    profile: Profile,
    tally: Tally,
}

impl Case<'_> {
    /// What the account contributes to a figure, if that differs.
    fn contribution(&self, figure: Figure) -> Option<Contribution> {
        let left = figure.definition(self.left.profile)?;
        let right = figure.definition(self.right.profile)?;
        let (own, other) = (left.ratio(&self.left.tally), right.ratio(&self.right.tally));
        if own == other {
            return None;
        }
        let rules = self.rules(figure, &left, &right);
        Some(Contribution {
            account: AccountBrief::of(self.ledger.id(self.account)),
            left: own,
            right: other,
            why: words::why(self, figure),
            rules,
        })
    }

    /// The rules that differ for it: the counting where one definition makes something else of the two
    /// tallies, the definition where the two make something else of one tally.
    fn rules(&self, figure: Figure, left: &Definition, right: &Definition) -> Vec<CountingRule> {
        let tallies = [&self.left.tally, &self.right.tally];
        let counting = [left, right]
            .iter()
            .any(|d| d.ratio(tallies[0]) != d.ratio(tallies[1]));
        let apart = |pick: fn(Ratio) -> i64| {
            let differs = |t: &&Tally| pick(left.ratio(t)) != pick(right.ratio(t));
            tallies.iter().any(differs)
        };
        let by_ends = !(self.left.profile.by_movements() && self.right.profile.by_movements());
        let mut rules = Vec::new();
        if counting {
            let churns = |counted: &ProfileCount| counted.tally.accounts.churned;
            let both = [&self.left, &self.right].map(churns);
            rules.push(if by_ends {
                CountingRule::EndsOrMovements
            } else if both[0] != both[1] && !both.contains(&0) {
                CountingRule::ChurnedAgain
            } else {
                CountingRule::CameAndWent
            });
        }
        if apart(|r| r.top) {
            rules.push(match figure {
                Figure::LogoChurn => CountingRule::JoinedInPeriod,
                Figure::GrossMrrChurn
                | Figure::NetMrrChurn
                | Figure::Grr
                | Figure::Nrr
                | Figure::QuickRatio => CountingRule::Reactivation,
            });
        }
        if apart(|r| r.bottom) {
            rules.push(CountingRule::NewBelow);
        }
        rules
    }
}

/// Whether a figure counts accounts.
fn counts_accounts(figure: Figure, profile: Profile) -> bool {
    let definition = figure.definition(profile);
    definition.is_some_and(|d| d.unit == RatioUnit::Accounts)
}
