//! Makes a ledger of subscriptions, movements or balances; the order of the rows never matters.
//! Must not know where the rows come from.

use std::sync::Arc;

use super::adjusted::{self, Bridged};
use super::terms::{EndingTerm, Priced};
use super::{Day, Fall, Ledger};
use crate::domain::cause::Cause;
use crate::domain::ids::AccountId;
use crate::domain::import::Interval;
use crate::domain::money::Cents;
use crate::domain::numbered::Numbered;
use crate::domain::standing::{CountsAs, Standing};

/// A subscription that has a plan, for "by plan".
#[derive(Clone, Copy, Debug)]
struct PlanSpan {
    account: AccountId,
    start: Day,
    end: Day,
    monthly: Cents,
    plan: u32,
}

/// Gathers rows of one kind and makes the ledger of them.
#[derive(Debug, Default)]
pub struct LedgerBuilder {
    accounts: Vec<AccountId>,
    deltas: Vec<(AccountId, Day, Cents)>,
    balances: Vec<(AccountId, Day, Cents)>,
    spans: Vec<PlanSpan>,
    plans: Numbered,
    /// What ended a payment on a day, with its size: of several the largest counts.
    ends: Vec<(AccountId, Day, Cents, Cause)>,
    /// Where subscriptions begin that are paid by the year.
    yearly: Vec<(AccountId, Day)>,
    /// Those that end with their term.
    fixed: Vec<EndingTerm>,
    standing: Arc<Standing>,
    grace: i32,
    /// The rows of accounts that do not count as themselves.
    aside: Option<Box<LedgerBuilder>>,
}

impl LedgerBuilder {
    /// Nothing yet; what accounts count as, and how many days one may pay nothing without having left.
    pub fn under(standing: Arc<Standing>, grace_days: u16) -> LedgerBuilder {
        LedgerBuilder {
            standing,
            grace: i32::from(grace_days),
            ..LedgerBuilder::default()
        }
    }

    /// Where the rows of an account go: apart from the others if it does not count as itself.
    fn own(&mut self, account: AccountId) -> &mut LedgerBuilder {
        if self.standing.of(account) == CountsAs::Itself {
            return self;
        }
        self.accounts.push(account);
        self.aside.get_or_insert_default()
    }

    /// An account, whether or not it ever pays.
    pub fn account(&mut self, id: AccountId) {
        if self.accounts.last() != Some(&id) {
            self.accounts.push(id);
        }
    }

    /// A subscription. Trials, zero prices and those that end the day they start yield nothing.
    pub fn subscription(&mut self, account: AccountId, row: Priced<'_>) {
        let own = self.own(account);
        own.account(account);
        let monthly = row.interval.monthly(row.amount);
        if row.trial || monthly <= Cents::ZERO || row.end.is_some_and(|end| end <= row.start) {
            return;
        }
        own.deltas.push((account, row.start, monthly));
        if row.interval == Interval::Year {
            own.yearly.push((account, row.start));
        }
        if let Some(end) = row.end {
            own.deltas.push((account, end, -monthly));
            own.fixed.extend(EndingTerm::of(account, row, end));
        }
        if row.plan.is_empty() {
            return;
        }
        let plan = own.plans.number(row.plan);
        own.spans.push(PlanSpan {
            account,
            start: row.start,
            end: row.end.unwrap_or(Day(i32::MAX)),
            monthly,
            plan,
        });
    }

    /// A change of an account's MRR. All changes of a day net into one; the balance never goes
    /// below zero (the import rejects a row that would take it there).
    pub fn movement(&mut self, account: AccountId, day: Day, delta: Cents) {
        let own = self.own(account);
        own.account(account);
        own.deltas.push((account, day, delta));
    }

    /// An account's MRR from a day on. Of two for the same day the larger stands.
    pub fn balance(&mut self, account: AccountId, day: Day, mrr: Cents) {
        let own = self.own(account);
        own.account(account);
        own.balances.push((account, day, mrr));
    }

    /// Why a payment of that size ended on a day.
    pub fn ended(&mut self, account: AccountId, day: Day, size: Cents, cause: Cause) {
        self.own(account).ends.push((account, day, size, cause));
    }

    /// Takes in the accounts that are one customer with others: what each paid becomes changes of the
    /// account they count as, whatever kind of rows it came from.
    fn join(&mut self, aside: &mut LedgerBuilder) -> (Ledger, adjusted::Moves) {
        for span in &aside.spans {
            if let CountsAs::In(last) = self.standing.of(span.account) {
                let plan = self.plans.number(&aside.plans.names()[span.plan as usize]);
                self.spans.push(PlanSpan {
                    account: last,
                    plan,
                    ..*span
                });
            }
        }
        for end in &aside.ends {
            if let CountsAs::In(last) = self.standing.of(end.0) {
                self.ends.push((last, end.1, end.2, end.3));
            }
        }
        for (account, start) in &aside.yearly {
            if let CountsAs::In(last) = self.standing.of(*account) {
                self.yearly.push((last, *start));
            }
        }
        for term in &aside.fixed {
            if let CountsAs::In(account) = self.standing.of(term.account) {
                self.fixed.push(EndingTerm { account, ..*term });
            }
        }
        let own = std::mem::take(aside).build();
        for (account, id) in own.accounts.iter().enumerate() {
            if let CountsAs::In(last) = self.standing.of(*id) {
                let changes = own.movements(account);
                self.deltas.extend(changes.map(|m| (last, m.day, m.delta)));
            }
        }
        let moves = adjusted::moves(&own, &self.standing);
        (own, moves)
    }

    /// The ledger.
    pub fn build(mut self) -> Ledger {
        let aside = self.aside.take();
        let (aside, moves) = aside.map(|mut aside| self.join(&mut aside)).unzip();
        let (moves, grace) = (moves.unwrap_or_default(), self.grace);
        // Most rows come in this order, and a stable sort takes what is in order as it is.
        self.accounts.sort();
        self.accounts.dedup();
        self.deltas.sort();
        self.balances.sort();
        let mut ledger = Ledger {
            plans: Plans::new(&self.accounts, self.spans, self.plans),
            starts: Vec::with_capacity(self.accounts.len() + 1),
            accounts: self.accounts,
            standing: self.standing,
            aside: aside.map(Box::new),
            ..Ledger::default()
        };
        ledger.set_causes(self.ends);
        ledger.set_terms(self.yearly);
        self.fixed.sort();
        ledger.fixed = self.fixed;
        let (mut deltas, mut balances) = (self.deltas.as_slice(), self.balances.as_slice());
        for account in 0..ledger.accounts.len() {
            let id = ledger.accounts[account];
            ledger.starts.push(ledger.mark());
            for (day, change) in days_of(id, &mut deltas) {
                let net: Cents = change.iter().map(|row| row.2).sum();
                ledger.step(day, |balance| Cents((balance + net).0.max(0)));
            }
            for (day, rows) in days_of(id, &mut balances) {
                let mrr = rows.last().map_or(Cents::ZERO, |row| row.2);
                ledger.step(day, |_| Cents(mrr.0.max(0)));
            }
            if grace > 0 || !moves.is_empty() {
                ledger.bridge(account, |gone, back| {
                    let moved = moves.contains(&(id, gone, back));
                    (moved || back.0 - gone.0 <= grace).then_some(moved)
                });
            }
        }
        ledger.starts.push(ledger.mark());
        ledger.days.shrink_to_fit();
        ledger.balances.shrink_to_fit();
        ledger.first_day = ledger.days.iter().min().copied();
        ledger.last_day = ledger.days.iter().max().copied();
        ledger.set_falls();
        ledger
    }
}

type BuiltRows<'a> = &'a [(AccountId, Day, Cents)];

/// Takes an account's rows off the front and groups them by day.
fn days_of<'a>(
    account: AccountId,
    rows: &mut BuiltRows<'a>,
) -> impl Iterator<Item = (Day, BuiltRows<'a>)> {
    // The end of an account's rows is near: stepping there beats a search over all that follow.
    let own = rows.iter().take_while(|row| row.0 == account).count();
    let (own, rest) = rows.split_at(own);
    *rows = rest;
    own.chunk_by(|a, b| a.1 == b.1).map(|day| (day[0].1, day))
}

impl Ledger {
    fn mark(&self) -> u32 {
        u32::try_from(self.days.len()).unwrap_or(u32::MAX)
    }

    /// Adds a day's change to the account being built, if it is one.
    fn step(&mut self, day: Day, next: impl FnOnce(Cents) -> Cents) {
        let begun = self.starts.last().copied().unwrap_or_default() as usize;
        let before = self.balances[begun..].last().copied().unwrap_or_default();
        let after = next(before);
        if after != before {
            self.days.push(day);
            self.balances.push(after);
        }
    }

    /// Lets the balance before a gap of the account being built run on to its end, where that is allowed;
    /// `allowed` also says whether it is a move.
    fn bridge(&mut self, account: usize, allowed: impl Fn(Day, Day) -> Option<bool>) {
        let begun = self.starts.last().copied().unwrap_or_default() as usize;
        let days = self.days.split_off(begun);
        let balances = self.balances.split_off(begun);
        for (n, (&day, &balance)) in days.iter().zip(&balances).enumerate() {
            let back = days.get(n + 1).filter(|_| balance == Cents::ZERO);
            if let Some(&back) = back
                && let Some(moved) = allowed(day, back)
            {
                self.bridged.push(Bridged {
                    account,
                    gone: day,
                    back,
                    moved,
                });
                continue;
            }
            self.step(day, |_| balance);
        }
    }

    /// Keeps every time that an account paid less, by day.
    fn set_falls(&mut self) {
        let mut falls = Vec::new();
        for (at, account) in (0..self.len()).zip(0..) {
            let steps = self.steps(at);
            let (mut before, each) = (Cents::ZERO, steps.days.iter().zip(steps.balances));
            for (&day, &balance) in each {
                let gone = balance == Cents::ZERO;
                if balance < before {
                    falls.push(Fall { day, account, gone });
                }
                before = balance;
            }
        }
        // By day, then by account: as one number, which compares several times as fast.
        falls.sort_unstable_by_key(|fall| i64::from(fall.day.0) << 32 | i64::from(fall.account));
        self.falls = falls;
    }

    /// Keeps until when accounts are bound by their first subscription that is paid by the year.
    fn set_terms(&mut self, mut yearly: Vec<(AccountId, Day)>) {
        yearly.sort();
        yearly.dedup_by_key(|(account, _)| *account);
        let until = yearly.into_iter();
        self.terms = until
            .map(|(id, start)| (id, start.plus_months(12)))
            .collect();
    }

    /// Keeps why payments ended: one cause for an account and day, that of the largest.
    #[expect(
        clippy::disallowed_methods,
        reason = "all rows of a room, mostly in order as they come"
    )]
    fn set_causes(&mut self, mut ends: Vec<(AccountId, Day, Cents, Cause)>) {
        ends.sort_by_key(|(account, day, size, cause)| {
            (*account, *day, std::cmp::Reverse(*size), *cause)
        });
        ends.dedup_by_key(|(account, day, ..)| (*account, *day));
        let causes = ends.into_iter();
        self.causes = causes.map(|(id, day, _, cause)| (id, day, cause)).collect();
    }
}

/// The plans of accounts' subscriptions, side by side per account.
#[derive(Clone, Debug, Default)]
pub(super) struct Plans {
    starts: Vec<u32>,
    spans: Vec<(Day, Day, Cents, u32)>,
    names: Numbered,
}

impl Plans {
    #[expect(
        clippy::disallowed_methods,
        reason = "all rows of a room, mostly in order as they come"
    )]
    fn new(accounts: &[AccountId], mut spans: Vec<PlanSpan>, names: Numbered) -> Plans {
        spans.sort_by_key(|s| (s.account, s.start, s.end, s.monthly, s.plan));
        let mut plans = Plans {
            names,
            ..Plans::default()
        };
        let mut rest = spans.as_slice();
        for account in accounts {
            plans.starts.push(plans.mark());
            let own = rest.iter().take_while(|s| s.account == *account).count();
            let (taken, left) = rest.split_at(own);
            let columns = taken.iter().map(|s| (s.start, s.end, s.monthly, s.plan));
            plans.spans.extend(columns);
            rest = left;
        }
        plans.starts.push(plans.mark());
        plans
    }

    fn mark(&self) -> u32 {
        u32::try_from(self.spans.len()).unwrap_or(u32::MAX)
    }

    /// The plan of the largest subscription of an account active at some day from one to another.
    pub(super) fn largest(&self, account: usize, from: Day, to: Day) -> Option<&str> {
        let (begin, end) = (*self.starts.get(account)?, *self.starts.get(account + 1)?);
        self.spans[begin as usize..end as usize]
            .iter()
            .filter(|(start, end, ..)| *start <= to && from < *end)
            .map(|(_, _, monthly, plan)| (*monthly, self.names.names()[*plan as usize].as_str()))
            .max_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(a.1)))
            .map(|(_, plan)| plan)
    }

    pub(super) fn bytes(&self) -> usize {
        self.starts.len() * 4 + self.spans.len() * size_of::<(Day, Day, Cents, u32)>()
    }
}
