//! Accounts at risk, what lies ahead of one account, and what accounts are worth.
//! Must not know how signs are judged or risks learned.

use std::cmp::Reverse;

use super::super::{shown, table};
use super::Desk;
use super::money::AtReach;
use crate::domain::account::Account;
use crate::domain::counting::metrics;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::ids::AccountId;
use crate::domain::ledger::Ledger;
use crate::domain::metrics::Dimension;
use crate::domain::money::{Cents, Money};
use crate::domain::outlook::{AtRisk, Outlook, RiskList, RuleUse, SignUse};
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::reach::default_period;
use crate::domain::sort::sort_by_key;
use crate::domain::value::{AccountValue, ValueReport, report};

impl Desk<'_> {
    /// Active accounts at risk, the most MRR first, so many at most.
    pub fn risk(&mut self, limit: u32) -> Result<RiskList, Failure> {
        let mut list = self.standing()?;
        let mut rows = self.exposed(&mut list)?;
        sort_by_key(&mut rows, |(mrr, account)| (Reverse(*mrr), *account));
        rows.truncate(limit as usize);
        for (_, account) in rows {
            list.items.extend(self.at_risk(account)?);
        }
        if let Some(reach) = self.reach()? {
            list.ahead = self.ahead(default_period(Some(reach), reach))?;
        }
        Ok(list)
    }

    /// What the rules and the signs come to, and what was learned.
    fn standing(&mut self) -> Result<RiskList, Failure> {
        let rules = self.rules;
        let mut list = RiskList::default();
        if let Some((_, learned)) = self.learned()? {
            list.lesson = learned.lesson.clone();
            list.high = learned.high;
        }
        let Some((_, watch)) = self.watch()? else {
            return Ok(list);
        };
        list.as_of = Some(watch.at);
        let uses = rules.signs.iter().zip(&watch.held);
        list.rules = uses
            .map(|(rule, accounts)| RuleUse {
                when: rule.when.to_string(),
                then: rule.then,
                accounts: *accounts,
            })
            .collect();
        let signs = watch.signs.iter();
        list.signs = signs
            .map(|(sign, accounts)| SignUse {
                sign: sign.clone(),
                accounts: *accounts,
            })
            .collect();
        Ok(list)
    }

    /// The accounts of the list by their number in the ledger, with their MRR, and the totals.
    fn exposed(&mut self, list: &mut RiskList) -> Result<Vec<(Cents, usize)>, Failure> {
        let high = list.high;
        let risky: Vec<bool> = match self.learned()? {
            Some((ledger, learned)) => (0..ledger.len())
                .map(|account| learned.risk(account) >= high && high.is_some())
                .collect(),
            None => Vec::new(),
        };
        let Some((ledger, watch)) = self.watch()? else {
            return Ok(Vec::new());
        };
        let mut rows = Vec::new();
        for (account, state) in watch.states.iter().enumerate() {
            let mrr = ledger.balance_at(account, watch.reach);
            if mrr <= Cents::ZERO {
                continue;
            }
            let (ruled, risky) = (state.is_exposed(), risky[account]);
            list.active.add(mrr);
            list.states[*state as usize].add(mrr);
            if ruled {
                list.by_rules.add(mrr);
            }
            if risky {
                list.by_risk.add(mrr);
            }
            if ruled || risky {
                list.exposed.add(mrr);
                rows.push((mrr, account));
            }
        }
        Ok(rows)
    }

    /// One account's state, risk and reasons.
    fn at_risk(&mut self, account: usize) -> Result<Option<AtRisk>, Failure> {
        let currency = self.currency()?;
        let (risk, why) = match self.learned()? {
            Some((ledger, learned)) => (learned.risk(account), {
                let money = Money::of(currency.as_ref());
                learned.why(ledger, account, money)
            }),
            None => (None, Vec::new()),
        };
        let db = self.db;
        let Some((ledger, watch)) = self.watch()? else {
            return Ok(None);
        };
        let Some(row) = table::by_id(db, ledger.id(account))? else {
            return Ok(None);
        };
        let judged = watch.judged.get(&account);
        let reach = Some(watch.reach);
        let money = AtReach { ledger, reach };
        Ok(Some(AtRisk {
            account: shown::brief(&row, &money)?,
            owner: row.owner,
            state: watch.states.get(account).copied().unwrap_or_default(),
            reasons: judged.map(|j| j.reasons.clone()).unwrap_or_default(),
            risk,
            why,
        }))
    }

    /// What lies ahead of one account.
    pub fn outlook(&mut self, id: AccountId) -> Result<Option<Outlook>, Failure> {
        let Some(account) = self.ledger()?.index(id) else {
            return Ok(None);
        };
        let Some(at_risk) = self.at_risk(account)? else {
            return Ok(None);
        };
        let tested = match self.learned()? {
            Some((_, learned)) if at_risk.risk.is_some() => learned.lesson.tested(),
            _ => String::new(),
        };
        Ok(Some(Outlook {
            value: self.account_value(account, id)?,
            at_risk,
            tested,
        }))
    }

    /// What an account that still pays is worth, by the churn of the room's default period.
    fn account_value(
        &mut self,
        account: usize,
        id: AccountId,
    ) -> Result<Option<AccountValue>, Failure> {
        let way = self.way(None)?;
        let (db, costs) = (self.db, &self.rules.costs);
        let Some(reach) = self.reach()? else {
            return Ok(None);
        };
        let period = default_period(Some(reach), reach);
        let ledger = self.ledger()?;
        let mrr = ledger.balance_at(account, reach);
        if mrr <= Cents::ZERO {
            return Ok(None);
        }
        let found = metrics(ledger, &[period], &way);
        let paid = paid(ledger, account, reach);
        let channel = table::by_id(db, id)?.map_or_else(String::new, |a: Account| a.channel);
        let value = |metrics| AccountValue::of(mrr, paid, metrics, costs, &channel);
        Ok(found.first().map(value))
    }

    /// What the accounts of a period are worth.
    pub fn value(
        &mut self,
        period: Period,
        by: Option<&Dimension>,
        profile: Option<Profile>,
    ) -> Result<ValueReport, Failure> {
        let costs = &self.rules.costs;
        if let Some(by) = by {
            let breakdown = self.breakdown(period, by, profile)?;
            return Ok(report(breakdown.total.clone(), Some(breakdown), costs));
        }
        let mut found = self.metrics(&[period], profile)?;
        let nothing = || Failure::failed("counting a period: nothing was counted");
        let total = found.pop().ok_or_else(nothing)?;
        Ok(report(total, None, costs))
    }
}

/// What an account has paid up to a day: its MRR by the day, 12 / 365 of it each.
fn paid(ledger: &Ledger, account: usize, until: Day) -> Cents {
    let steps = ledger.steps(account);
    let ends = steps.days.iter().skip(1).copied().chain([until.plus(1)]);
    let spans = steps.days.iter().zip(ends).zip(steps.balances);
    let sum: i64 = spans
        .map(|((from, to), mrr)| i64::from((to.min(until.plus(1)).0 - from.0).max(0)) * mrr.0)
        .sum();
    Cents((sum * 12 + 182) / 365)
}
