//! Whom to leave alone, with names and words. Must not know how a complaint is found: `domain::leave_alone` does.

use std::cmp::Reverse;

use hashbrown::HashSet;

use super::Desk;
use super::money::AtReach;
use super::winback::ERASED;
use crate::domain::account::Account;
use crate::domain::evidence::Evidence;
use crate::domain::failure::Failure;
use crate::domain::feedback::Feedback;
use crate::domain::ids::{AccountId, TagId};
use crate::domain::leave_alone::{Complained, LeaveAlone, OpenComplaint, complained, untagged};
use crate::domain::ledger::Days;
use crate::domain::period::Period;
use crate::domain::sort::sort_by_key;
use crate::domain::usual::closed::ThemeClosed;
use crate::store::{shown, sql, table};

impl Desk<'_> {
    /// Whom to leave alone: who pays as far as the data reaches, and complained in a period of what is not solved.
    pub fn leave_alone(&self, period: Period) -> Result<LeaveAlone, Failure> {
        let until = self.reach()?;
        let mut list = LeaveAlone {
            period,
            until,
            ..LeaveAlone::default()
        };
        let Some(reach) = until else {
            return Ok(list);
        };
        let (ledger, evidence) = self.both()?;
        let (open, days) = (self.open_themes(period, evidence)?, Days::from(period));
        let found = complained(ledger, evidence, &open, days, reach);
        list.untagged = untagged(ledger, evidence, &found, days, reach);
        let money = AtReach {
            ledger,
            reach: Some(reach),
        };
        let erased: Vec<AccountId> = sql::all(self.db, ERASED, [], |row| row.get(0))?;
        let erased: HashSet<AccountId> = erased.into_iter().collect();
        for one in &found {
            let account = table::by_id::<Account>(self.db, ledger.id(one.account))?;
            if let Some(account) = account.filter(|account| !erased.contains(&account.id)) {
                list.rows
                    .push(self.complaint(one, account, evidence, &money)?);
            }
        }
        sort_by_key(&mut list.rows, |row| {
            (Reverse(row.account.mrr), row.account.id)
        });
        Ok(list)
    }

    fn complaint(
        &self,
        found: &Complained,
        account: Account,
        evidence: &Evidence,
        money: &AtReach<'_>,
    ) -> Result<OpenComplaint, Failure> {
        let feedback = evidence.id(found.voice.piece);
        let said = table::by_id::<Feedback>(self.db, feedback)?.unwrap_or_default();
        let themes = found.voice.themes.iter();
        let themes = themes.map(|theme| evidence.book().name(*theme).to_owned());
        Ok(OpenComplaint {
            account: shown::brief(&account, money)?,
            contact: account.contact(),
            owner: account.owner,
            day: found.day,
            times: found.times,
            themes: themes.collect(),
            quote: said.said(),
            feedback,
        })
    }

    /// The themes that are not closed at the review of a period, by their places in the codebook.
    fn open_themes(&self, period: Period, evidence: &Evidence) -> Result<Vec<usize>, Failure> {
        let (worked, judged) = (self.worked()?, self.reasons_judged(period)?);
        let reopens_at = self.rules.reopens_at;
        let closed = |theme: TagId| {
            let known = judged.themes.iter().find(|own| own.id == theme);
            // A theme that nobody was ever lost to cannot have come back.
            let nobody = || ThemeClosed::of(theme, &worked, [].into_iter(), period, reopens_at);
            let closed = known.map_or_else(nobody, |own| own.closed.clone());
            closed.is_some_and(|closed| closed.back.is_none())
        };
        let book = evidence.book();
        Ok((0..book.themes())
            .filter(|theme| !closed(book.id(*theme)))
            .collect())
    }
}
