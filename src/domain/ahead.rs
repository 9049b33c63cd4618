//! What is known ahead: accounts that still pay at the end of a period and will not, or less, from a day on that is
//! on file already. Must not know names or tables: pure functions over a `Ledger`.
//!
//! A subscription with an end, a cancellation at the period's end, a movement dated ahead: each is a change in the
//! ledger after the day looked from. What counts is what a period's numbers will count: where an account ends up, and
//! what it pays least at the end of a period until then. One whose next contract begins before the period ends has
//! given no notice, unless every movement counts; one that is back later is said to be. The end of a term whose like went
//! on before runs out, as all ends do where most accounts have one ahead; then only an end that says it was cancelled is
//! a notice.

#[cfg(test)]
mod tests;

use hashbrown::HashSet;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;
use traversable::TraversableMut;

use super::account::AccountBrief;
use super::cause::Cause;
use super::day::Day;
use super::ids::AccountId;
use super::ledger::Ledger;
use super::money::{Cents, Currency, by_count, count, part_of_accounts};
use super::period::Period;
use super::profile::Profile;
use super::sort::sort_by_key;
use super::tally::Sum;

/// What an account that gave notice will do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
#[serde(rename_all = "snake_case")]
#[derive(IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Notice {
    /// Pay nothing any more.
    #[default]
    Leaves,
    /// Pay less.
    Shrinks,
}

/// An account that still pays, and the day from which it will not, or less.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Leaving {
    /// The account; the domain fills in its id alone.
    pub account: AccountBrief,
    /// Who looks after it.
    pub owner: String,
    /// What it will do.
    pub notice: Notice,
    /// From which day on.
    pub day: Day,
    /// The day it is back, where that is known too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub back: Option<Day>,
    /// What of it will be gone sooner, where it first pays less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sooner: Option<Sooner>,
    /// What it pays on the day looked from.
    #[serde(rename = "paying_cents")]
    pub paying: Cents,
    /// What of that will be gone.
    #[serde(rename = "lost_cents")]
    pub lost: Cents,
    /// Why, where its row says so.
    pub cause: Option<Cause>,
    /// Whether the data has reached that day.
    pub gone: bool,
}

/// What an account pays less before it pays least.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Sooner {
    /// From which day on.
    pub day: Day,
    /// By how much.
    #[serde(rename = "lost_cents")]
    pub lost: Cents,
}

impl Leaving {
    /// `leaves 30 Nov`, `left 2 Nov, back 5 Dec`, `pays less from 1 Dec`, `leaves 5 Dec, €80 of it from 5 Nov`. `money`
    /// writes an amount.
    pub fn words(&self, from: Day, money: impl Fn(Cents) -> String) -> String {
        let what = match (self.notice, self.gone) {
            (Notice::Leaves, false) => "leaves",
            (Notice::Leaves, true) => "left",
            (Notice::Shrinks, false) => "pays less from",
            (Notice::Shrinks, true) => "pays less since",
        };
        let sooner = self.sooner.map(|it| it.words(from, money));
        let back = self.back.map(|day| format!(", back {}", on(day, from)));
        let more: String = sooner.into_iter().chain(back).collect();
        format!("{what} {}{more}", on(self.day, from))
    }
}

impl Sooner {
    fn words(self, from: Day, money: impl Fn(Cents) -> String) -> String {
        format!(", {} of it from {}", money(self.lost), on(self.day, from))
    }
}

/// Everything known ahead.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Ahead {
    /// The period it was asked for.
    pub period: Period,
    /// The day looked from: the period's last, where it is the last whole one in the data; else the reach.
    pub as_of: Day,
    /// How far the data reaches.
    pub reach: Day,
    /// Whether the period is the last whole one, or later.
    pub latest: bool,
    /// The room's currency.
    pub currency: Option<Currency>,
    /// All that pay on the day looked from.
    pub active: Sum,
    /// Those that leave after the reach, and what they pay.
    pub leaves: Sum,
    /// Those that will pay less after it, and by how much.
    pub shrinks: Sum,
    /// Those that left, or pay less, since the day looked from, and what was lost with them.
    pub gone: Sum,
    /// Accounts whose end is taken for a term that runs out, not for a notice.
    pub terms: u64,
    /// Each of them, the next first.
    pub items: Vec<Leaving>,
}

impl Ahead {
    /// What is left of the MRR without all that is known to go.
    pub fn left(&self) -> Cents {
        self.active.mrr - self.leaves.mrr - self.shrinks.mrr - self.gone.mrr
    }

    /// `notice given, still paying: 1, €49, leaves 30 Nov`; `None` where nobody has. `money` writes an amount.
    pub fn words(&self, money: impl Fn(Cents) -> String) -> Option<String> {
        let days = |notice, gone| self.days(notice, gone);
        let mut parts = Vec::new();
        if self.leaves.accounts > 0 {
            let verb = if self.leaves.accounts == 1 {
                "leaves"
            } else {
                "leave"
            };
            let (n, mrr) = (count(self.leaves.accounts), money(self.leaves.mrr));
            let when = days(Notice::Leaves, false);
            let more = self.sooner(Notice::Leaves, &money) + &self.back();
            parts.push(format!(
                "notice given, still paying: {n}, {mrr}, {verb} {when}{more}"
            ));
        }
        if self.shrinks.accounts > 0 {
            let (n, mrr) = (count(self.shrinks.accounts), money(self.shrinks.mrr));
            let when = days(Notice::Shrinks, false);
            let sooner = self.sooner(Notice::Shrinks, &money);
            parts.push(format!("will pay less: {n}, by {mrr}, from {when}{sooner}"));
        }
        if self.gone.accounts > 0 {
            let (n, mrr) = (count(self.gone.accounts), money(self.gone.mrr));
            let since = on(self.as_of, self.reach);
            parts.push(format!("lost since {since}: {n}, {mrr}"));
        }
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    /// `, €80 of it from 5 Nov` of the one that first pays less, `, €300 of it sooner` of several.
    fn sooner(&self, notice: Notice, money: impl Fn(Cents) -> String) -> String {
        let own = self.items.iter();
        let own = own.filter(|item| item.notice == notice && !item.gone);
        let all: Vec<Sooner> = own.filter_map(|item| item.sooner).collect();
        match &all[..] {
            [] => String::new(),
            [one] => one.words(self.as_of, money),
            all => {
                let sum: Cents = all.iter().map(|one| one.lost).sum();
                format!(", {} of it sooner", money(sum))
            }
        }
    }

    /// `, back 25 Nov` of the one that leaves, `, 1 back later` of several; nothing where none is.
    fn back(&self) -> String {
        let leaves = |item: &&Leaving| item.notice == Notice::Leaves && !item.gone;
        let back: Vec<Day> = self
            .items
            .iter()
            .filter(leaves)
            .filter_map(|item| item.back)
            .collect();
        match (&back[..], self.leaves.accounts) {
            ([], _) => String::new(),
            ([day], 1) => format!(", back {}", on(*day, self.as_of)),
            (some, _) => format!(", {} back later", count(some.len() as u64)),
        }
    }

    /// The first and the last day of some of them: `30 Nov`, `30 Nov to 31 Jan 2027`.
    fn days(&self, notice: Notice, gone: bool) -> String {
        let own = self.items.iter();
        let mut days = own.filter(|item| item.notice == notice && item.gone == gone);
        let first = days.next().map(|item| item.day);
        let last = days.next_back().map(|item| item.day);
        let last = last.filter(|last| Some(*last) != first);
        let each = first.into_iter().chain(last).map(|day| on(day, self.as_of));
        each.collect::<Vec<_>>().join(" to ")
    }

    /// Leaves out the ends that are terms: those that `run_out` by their rows, and all where most that pay have one.
    fn leave_out_terms(&mut self, run_out: &HashSet<(AccountId, Day)>) {
        // One that comes back has more on file than an end.
        let ends =
            |item: &&Leaving| !item.gone && item.back.is_none() && item.notice == Notice::Leaves;
        let ends = self.items.iter().filter(ends).count() as u64;
        let most = self.active.accounts >= FEW && ends * 2 > self.active.accounts;
        let is_notice = |item: &Leaving| {
            let cancelled = item.cause == Some(Cause::Cancelled);
            let is_term = most || run_out.contains(&(item.account.id, item.day));
            item.gone || item.back.is_some() || cancelled || !is_term
        };
        let all = self.items.len();
        self.items.retain(is_notice);
        self.terms = (all - self.items.len()) as u64;
    }

    /// That ends are terms here, where they are.
    pub fn about_terms(&self) -> Option<String> {
        let of = part_of_accounts(self.terms, self.active.accounts);
        let have = by_count(self.terms, "has an end", "have an end");
        let run = by_count(
            self.terms,
            "a term that runs out, no notice",
            "terms that run out, not notices",
        );
        (self.terms > 0).then(|| format!("{of} {have} ahead: {run}"))
    }
}

/// A day, without its year where that is the one looked from.
fn on(day: Day, from: Day) -> String {
    if day.year() == from.year() {
        day.short()
    } else {
        day.dated()
    }
}

/// Fewer accounts than this may all have given notice.
const FEW: u64 = 10;

/// What is known ahead at the end of a period, of what a way of counting will count.
pub fn ahead(
    ledger: &Ledger,
    period: Period,
    reach: Day,
    profile: Profile,
    currency: Option<&Currency>,
) -> Ahead {
    let latest = period.plus(1).last() > reach;
    let as_of = if latest {
        period.last().min(reach)
    } else {
        reach
    };
    let mut found = Ahead {
        period,
        as_of,
        reach,
        latest,
        currency: currency.cloned(),
        ..Ahead::default()
    };
    let looked = AheadFrom {
        period,
        as_of,
        reach,
        profile,
    };
    for account in 0..ledger.len() {
        let paying = ledger.balance_at(account, as_of);
        if paying > Cents::ZERO {
            found.active.add(paying);
            found.items.extend(looked.leaving(ledger, account, paying));
        }
    }
    found.leave_out_terms(&ledger.running_out(reach));
    for item in &found.items {
        match (item.gone, item.notice) {
            (true, _) => found.gone.add(item.lost),
            (false, Notice::Leaves) => found.leaves.add(item.lost),
            (false, Notice::Shrinks) => found.shrinks.add(item.lost),
        }
    }
    sort_by_key(&mut found.items, |item| {
        (item.day, std::cmp::Reverse(item.lost), item.account.id)
    });
    found
}

/// From where what lies ahead is looked at.
struct AheadFrom {
    period: Period,
    as_of: Day,
    reach: Day,
    profile: Profile,
}

impl AheadFrom {
    /// What an account that pays so much will do, if it will end up with less, or have less at the end of a period.
    fn leaving(&self, ledger: &Ledger, account: usize, paying: Cents) -> Option<Leaving> {
        let steps = ledger.steps(account);
        let next = steps.days.partition_point(|day| *day <= self.as_of);
        let (days, balances) = (&steps.days[next..], &steps.balances[next..]);
        let until = |at: usize| days.get(at + 1);
        let lasts = |at: &usize| until(*at).is_none_or(|until| self.counts(days[*at], *until));
        let less = (0..days.len()).filter(|at| balances[*at] < paying);
        // Of several days with the least the first.
        let lasting: Vec<usize> = less.filter(lasts).collect();
        let at = lasting.iter().copied().min_by_key(|at| balances[*at])?;
        let (day, least) = (days[at], balances[at]);
        let sooner = lasting.first().filter(|first| **first < at);
        let notice = match least {
            Cents::ZERO => Notice::Leaves,
            _ => Notice::Shrinks,
        };
        let again = |is: &Cents| match notice {
            Notice::Leaves => *is > Cents::ZERO,
            Notice::Shrinks => *is >= paying,
        };
        let back = balances[at..].iter().position(again);
        Some(Leaving {
            account: AccountBrief::of(ledger.id(account)),
            owner: String::new(),
            notice,
            day,
            back: back.map(|after| days[at + after]),
            sooner: sooner.map(|first| Sooner {
                day: days[*first],
                lost: paying - balances[*first],
            }),
            paying,
            lost: paying - least,
            cause: ledger.cause(account, day),
            gone: day <= self.reach,
        })
    }

    /// Whether a period's numbers count what an account has from a day until the day before another: at its end, or at
    /// once where they count every movement. What is over already is none ahead.
    fn counts(&self, from: Day, until: Day) -> bool {
        if until <= self.reach {
            return false;
        }
        let mut ends = (1..).map(|n| self.period.plus(n).last());
        let by_ends = self.profile == Profile::Snapshot;
        !by_ends || ends.find(|end| *end >= from).is_some_and(|end| end < until)
    }
}
