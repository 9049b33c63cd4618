//! Somebody else's list of what was lost against the room's own: only theirs, only ours, other amounts,
//! and the rule or date that explains each.
//! Must not know files, tables or screens: it is given rows whose accounts are known or not.

mod amounts;
mod near;
mod reasons;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::account::AccountBrief;
use super::day::Day;
use super::ids::AccountId;
use super::import::Rejected;
use super::ledger::{Days, Ledger};
use super::money::{Cents, Currency, Money};
use super::period::Period;
use super::profile::Profile;
use super::reconcile;
use super::sort::sort_by_key;
use super::tally::{Sum, Tally};

pub use amounts::explain_by_prices;
pub use near::{Near, meant};

/// One usable row of a list: an account by its id or name, and what it lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimedLoss {
    /// The line it stands on.
    pub line: u64,
    /// The account's id as the list has it; a name where the list has no ids.
    pub account: String,
    /// The account's name, where the list has one beside the id.
    #[serde(default)]
    pub name: String,
    /// What it lost a month.
    #[serde(rename = "lost_cents")]
    pub lost: Cents,
}

/// Which account a row of a list is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Whose {
    /// An account of the room.
    Account(AccountId),
    /// None; the nearest by id or name, if there is one.
    Nobody(Option<AccountId>),
    /// So many have that name.
    Several(usize),
}

/// The rows of a list about one account, summed.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedLoss {
    /// The account as the list calls it.
    pub said: String,
    /// Who that is.
    pub whose: Whose,
    /// The lines it stands on.
    pub lines: Vec<u64>,
    /// What it lost a month.
    pub lost: Cents,
}

/// A list against the room.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Against {
    /// The period.
    pub period: Period,
    /// How the room's losses are counted.
    pub profile: Profile,
    /// The room's currency.
    pub currency: Option<Currency>,
    /// All of the list.
    pub theirs: Sum,
    /// All the room lost.
    pub ours: Sum,
    /// What both have, with the same amount.
    pub same: Sum,
    /// The list's file, once it is known.
    pub file: String,
    /// Rows of the list that cannot be used, by line.
    pub unusable: Vec<Rejected>,
    /// What was understood of the list as a whole.
    pub notes: Vec<String>,
    /// What only the list has, dearest first.
    pub only_theirs: Vec<ClaimEntry>,
    /// What only the room has, dearest first.
    pub only_ours: Vec<ClaimEntry>,
    /// What both have with other amounts, the largest difference first.
    pub differs: Vec<ClaimEntry>,
}

/// An account that the list and the room do not agree on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct ClaimEntry {
    /// The account; the domain fills in its id alone. `None` when nobody knows it.
    pub account: Option<AccountBrief>,
    /// Of an account nobody knows, the nearest.
    pub near: Option<AccountBrief>,
    /// As the list calls it; empty when it does not.
    pub said: String,
    /// The lines it stands on.
    pub lines: Vec<u64>,
    /// What it lost by the list.
    #[serde(rename = "theirs_cents")]
    pub theirs: Option<Cents>,
    /// What it lost by the room.
    #[serde(rename = "ours_cents")]
    pub ours: Option<Cents>,
    /// The rule or date that explains it.
    pub reason: Difference,
    /// The same in words.
    pub why: String,
}

impl ClaimEntry {
    /// What its account is called; of one nobody knows, what the list calls it.
    pub fn name(&self) -> &str {
        self.account.as_ref().map_or(&self.said, |a| &a.name)
    }

    /// Theirs less ours.
    pub fn difference(&self) -> Cents {
        self.theirs.unwrap_or_default() - self.ours.unwrap_or_default()
    }
}

/// Why a list and the room disagree about an account.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TraversableMut,
)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// No account has that id or name.
    Unknown,
    /// Several accounts have that name.
    Ambiguous,
    /// It is left out of every number.
    LeftOut,
    /// It never paid anything.
    NeverPaid,
    /// It joined after the period.
    NotYet,
    /// It has lost nothing, before or since.
    NeverLost,
    /// It lost on another day, outside the period.
    AnotherDay,
    /// It lost a day before or after: the list dates by another day.
    NextDay,
    /// It left or shrank in the period, but by its ends lost nothing, or came and went.
    Profile,
    /// It shrank and still pays.
    Shrank,
    /// It left.
    Left,
    /// The amounts differ by rounding.
    Rounding,
    /// One is the price of a year or quarter.
    Interval,
    /// The list has what another profile counts.
    OtherProfile,
    /// The list has all it paid, of which it still pays a part.
    StillPays,
    /// The list has what it paid on another day.
    OtherBalance,
    /// The list has one subscription, where others changed too.
    OtherSubscriptions,
    /// The list has what it lost in the period before or after.
    OtherPeriod,
    /// No rule was found.
    #[default]
    Unexplained,
}

/// A list held against what the room lost in a period.
pub fn against(
    ledger: &Ledger,
    period: Period,
    profile: Profile,
    currency: Option<&Currency>,
    listed: Vec<ListedLoss>,
) -> Against {
    let room = Ours {
        ledger,
        period,
        days: period.into(),
        profile,
        money: Money::of(currency),
    };
    let mut found = Against {
        period,
        profile,
        currency: currency.cloned(),
        theirs: Sum::default(),
        ours: Sum::default(),
        same: Sum::default(),
        file: String::new(),
        unusable: Vec::new(),
        notes: Vec::new(),
        only_theirs: Vec::new(),
        only_ours: Vec::new(),
        differs: Vec::new(),
    };
    let met = met(ledger, listed, &mut found);
    for (account, row) in &met {
        room.known(*account, row.clone(), &mut found);
    }
    for account in reconcile::moved(ledger, room.days) {
        let lost = room.lost(account, profile);
        if lost == Cents::ZERO {
            continue;
        }
        found.ours.add(lost);
        if !met.contains_key(&account) {
            found.only_ours.push(room.only_ours(account, lost));
        }
    }
    let (theirs, ours) = (&mut found.only_theirs, &mut found.only_ours);
    for list in [theirs, ours, &mut found.differs] {
        sort_by_key(list, |e| {
            (std::cmp::Reverse(e.difference().0.abs()), e.lines.clone())
        });
    }
    found
}

/// The rows by the account of the room they are about; those about none are only theirs.
fn met(
    ledger: &Ledger,
    listed: Vec<ListedLoss>,
    found: &mut Against,
) -> BTreeMap<usize, ListedLoss> {
    let mut met: BTreeMap<usize, ListedLoss> = BTreeMap::new();
    for row in listed {
        found.theirs.add(row.lost);
        let account = match row.whose {
            Whose::Account(id) if ledger.leaves_out(id) => None,
            Whose::Account(id) => ledger.customer(id),
            Whose::Nobody(_) | Whose::Several(_) => None,
        };
        match account {
            // Two accounts that count as one customer may both be on the list.
            Some(account) => match met.get_mut(&account) {
                Some(known) => {
                    known.lost += row.lost;
                    known.lines.extend(row.lines);
                }
                None => drop(met.insert(account, row)),
            },
            None => found.only_theirs.push(reasons::unknown(row, ledger)),
        }
    }
    met
}

/// The room's side of the comparison.
struct Ours<'a> {
    ledger: &'a Ledger,
    period: Period,
    days: Days,
    profile: Profile,
    money: Money<'a>,
}

impl Ours<'_> {
    /// What an account lost in the period under a profile: left and downgraded.
    fn lost(&self, account: usize, profile: Profile) -> Cents {
        self.lost_in(account, self.days, profile)
    }

    fn lost_in(&self, account: usize, days: Days, profile: Profile) -> Cents {
        let mrr = Tally::of(self.ledger, account, days, profile).mrr;
        mrr.churn + mrr.contraction
    }

    /// A row about an account of the room.
    fn known(&self, account: usize, row: ListedLoss, found: &mut Against) {
        let ours = self.lost(account, self.profile);
        if ours == row.lost {
            return found.same.add(ours);
        }
        let mut entry = ClaimEntry {
            account: Some(self.brief(account)),
            said: row.said,
            lines: row.lines,
            theirs: Some(row.lost),
            ..ClaimEntry::default()
        };
        if ours == Cents::ZERO {
            (entry.reason, entry.why) = self.not_lost(account);
            found.only_theirs.push(entry);
        } else {
            entry.ours = Some(ours);
            (entry.reason, entry.why) = self.amounts(account, row.lost, ours);
            found.differs.push(entry);
        }
    }

    fn only_ours(&self, account: usize, lost: Cents) -> ClaimEntry {
        let (reason, why) = self.not_listed(account);
        ClaimEntry {
            account: Some(self.brief(account)),
            ours: Some(lost),
            reason,
            why,
            ..ClaimEntry::default()
        }
    }

    fn brief(&self, account: usize) -> AccountBrief {
        AccountBrief::of(self.ledger.id(account))
    }

    /// What happened to it in the period, in words.
    fn happened(&self, account: usize) -> String {
        reconcile::happened(self.ledger, account, self.days, self.money)
    }

    /// A day, without its year where that is the period's.
    fn on(&self, day: Day) -> String {
        reconcile::on(day, self.days)
    }
}
