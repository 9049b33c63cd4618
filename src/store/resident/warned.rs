//! Who is at risk as of a day by dated rows only, and what became of the lists that meetings kept.
//! Must not know what rules mean, nor how a score is learned.

use rusqlite::Connection;

use super::super::convert::JsonText;
use super::super::warnings;
use super::{Desk, learned};
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::ids::AccountId;
use crate::domain::known::KnownSince;
use crate::domain::ledger::Ledger;
use crate::domain::money::Cents;
use crate::domain::period::Period;
use crate::domain::reach::default_period;
use crate::domain::signs::{ROWS, Rule};
use crate::domain::warned::{
    DatedRow, Outcome, RuleKept, Warned, Warning, Warnings, outcome, since, spoken,
};

const USAGE: &str =
    "SELECT account, day, signs FROM usage WHERE day <= ?1 ORDER BY account, day DESC, id DESC";

impl Desk<'_> {
    /// Who is at risk at the end of a period, or on the last day of which anything is known where that is earlier:
    /// nobody can be found at risk of a day to come.
    pub fn warnings_of(&self, end: Day) -> Result<Warnings, Failure> {
        let known = self.reach()?.map(|reach| self.looked_at(reach));
        let known = known.transpose()?;
        self.warnings(known.map_or(end, |known| known.min(end)))
    }

    /// Who is at risk at the end of a day: by the rules over rows of usage up to it, and by what the ledger alone
    /// teaches.
    fn warnings(&self, as_of: Day) -> Result<Warnings, Failure> {
        let rules = &self.rules.signs;
        let ledger = self.ledger()?;
        let known = self.known()?.map_or(as_of, KnownSince::first);
        let (no_score, named) = learned::by_the_ledger(self.db, ledger, (known, as_of))?;
        let mut list = Warnings {
            as_of,
            rules: rules.iter().map(kept).collect(),
            no_score,
            ..Warnings::default()
        };
        let mut spoke = vec![None; ledger.len()];
        each_account(self.db, as_of, |id, rows| {
            if let Some(account) = ledger.index(id).filter(|a| pays(ledger, *a, as_of)) {
                list.looked += 1;
                spoke[account] = said(&mut list, rules, rows);
            }
        })?;
        for (account, spoke) in spoke.into_iter().enumerate() {
            let by_score = named.get(account).copied().unwrap_or_default();
            if spoke.is_some() || by_score {
                list.accounts.push(Warning {
                    account: ledger.id(account),
                    by_rules: spoke.is_some(),
                    by_score,
                    first: spoke.flatten(),
                });
            }
        }
        Ok(list)
    }

    /// What became of every list that was kept, and what changed since the last review that is over: the list of one
    /// that runs is the one of now.
    pub fn warned(&mut self) -> Result<Warned, Failure> {
        let meetings = warnings::all(self.db)?;
        let Some(reach) = self.reach()?.filter(|_| !meetings.is_empty()) else {
            return Ok(Warned::default());
        };
        let at = self.looked_at(reach)?;
        let now = match self.kept.warnings.take().filter(|now| now.as_of == at) {
            Some(now) => now,
            None => self.warnings(at)?,
        };
        let ledger = self.ledger()?;
        let periods: Vec<Period> = meetings.iter().map(|own| own.period).collect();
        let last = default_period(Some(reach), reach);
        let mut found = Warned::default();
        for own in &meetings {
            let period = own.period;
            let later = periods.iter().copied().chain([last]);
            let later = later.filter(|later| later.last() > period.last());
            let until = later.map(Period::last).min();
            if let Some(until) = until {
                found.record.push(match &own.list {
                    Some(list) => {
                        let outcome = outcome(ledger, list, period, (until, reach));
                        self.with_hindsight(list, outcome)?
                    }
                    None => Outcome::none_kept(own.meeting, period, until),
                });
            }
            if let Some(list) = own.list.as_ref().filter(|_| own.over) {
                found.since = Some(since(ledger, list, period, &now));
            }
        }
        self.kept.warnings = Some(now);
        Ok(found)
    }
}

fn kept(rule: &Rule) -> RuleKept {
    RuleKept {
        when: rule.when.to_string(),
        held: 0,
        not_compared: 0,
    }
}

fn pays(ledger: &Ledger, account: usize, day: Day) -> bool {
    ledger.balance_at(account, day) > Cents::ZERO
}

/// Which rule spoke first of an account that is at risk, if one did by itself; `None` for one that is not. The list
/// counts what each rule had to look at.
fn said(list: &mut Warnings, rules: &[Rule], rows: &[DatedRow]) -> Option<Option<(String, Day)>> {
    let spoken = spoken(rules, rows, list.as_of);
    for place in &spoken.held {
        list.rules[*place].held += 1;
    }
    for place in &spoken.not_compared {
        list.rules[*place].not_compared += 1;
    }
    let first = spoken.first;
    let first = first.map(|(place, day)| (list.rules[place].when.clone(), day));
    spoken.exposed.then_some(first)
}

/// Each account's rows of usage up to a day, the newest first.
fn each_account(
    db: &Connection,
    as_of: Day,
    mut take: impl FnMut(AccountId, &[DatedRow]),
) -> Result<(), Failure> {
    let mut usage = db.prepare_cached(USAGE)?;
    let mut usage = usage.query([as_of])?;
    let (mut of, mut rows) = (AccountId(0), Vec::new());
    while let Some(row) = usage.next()? {
        let account: AccountId = row.get(0)?;
        if account != of {
            take(of, &rows);
            (of, rows) = (account, Vec::new());
        }
        if rows.len() < ROWS {
            rows.push(DatedRow {
                day: row.get(1)?,
                signs: row.get::<_, JsonText<_>>(2)?.0,
            });
        }
    }
    take(of, &rows);
    Ok(())
}
