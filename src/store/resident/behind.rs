//! The accounts behind a number, a page at a time, with their names and what they said.
//! Must not know how a number is counted: `domain::behind` does.

use std::collections::BTreeMap;

use hashbrown::HashMap;

use super::super::shown;
use super::Desk;
use super::money::FEW;
use crate::domain::behind::{Addend, Behind, CountedAccount, What, after, behind, key};
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::figure::Figure;
use crate::domain::ledger::Days;
use crate::domain::metrics::Dimension;
use crate::domain::period::Period;
use crate::domain::profile::Profile;

/// A number that is asked for.
pub struct AskedNumber<'a> {
    /// The number.
    pub what: What,
    /// Its period.
    pub period: Period,
    /// How it is counted.
    pub profile: Profile,
    /// Only those in this cell.
    pub cell: Option<&'a (Dimension, String)>,
}

impl AskedNumber<'_> {
    /// The days whose plans, tenures and balances make the cells: a cohort's are those it joined in.
    fn cells(&self) -> Period {
        match self.what {
            What::Cohort { first, last, .. } => Period::Custom {
                from: first.first(),
                to: last.last(),
            },
            What::Line(_) | What::Figure(_) | What::Lost => self.period,
        }
    }
}

impl Desk<'_> {
    /// One page of the accounts behind a number, with what all of them add up to.
    ///
    /// # Errors
    /// The room cannot be read, the profile does not define the figure, or there is no such dimension.
    pub fn behind(
        &self,
        asked: &AskedNumber<'_>,
        from: Option<&str>,
        limit: u32,
    ) -> Result<Behind, Failure> {
        if let What::Figure(figure) = asked.what {
            defined(figure, asked.profile)?;
        }
        let parts = self.parts(asked)?;
        let begin = from.map_or(0, |key| after(&parts, key));
        let page = parts[begin..].iter().take(limit as usize);
        let page: Vec<Addend> = page.copied().collect();
        let more = begin + page.len() < parts.len();
        Ok(Behind {
            profile: asked.profile,
            accounts: parts.len() as u64,
            times: parts.iter().map(|p| p.times).sum(),
            counted: parts.iter().map(|p| p.counted).sum(),
            next: page.last().filter(|_| more).map(key),
            items: self.counted(asked, &page)?,
        })
    }

    fn parts(&self, asked: &AskedNumber<'_>) -> Result<Vec<Addend>, Failure> {
        let reach = self.reach()?.unwrap_or(Day(i32::MIN));
        let days = Days::from(asked.period);
        let (what, profile) = (asked.what, asked.profile);
        let (whole, known) = (self.ledger()?, self.known()?);
        // A cohort is of those whose day of joining is told of.
        let cohort = matches!(what, What::Cohort { .. });
        let joined = |account| whole.first_active(account).zip(known);
        let follows = |account: usize| {
            !cohort || joined(account).is_some_and(|(day, known)| known.joined(day))
        };
        let Some((by, name)) = asked.cell else {
            let (ledger, within) = (whole, follows);
            return Ok(behind(ledger, what, days, profile, reach, within));
        };
        let (ledger, _, cells) = self.cells(asked.cells(), by)?;
        let within = |account| cells.name(account) == name && follows(account);
        Ok(behind(ledger, what, days, profile, reach, within))
    }

    /// The parts with their accounts' names, and where something was lost with the themes named.
    fn counted(
        &self,
        asked: &AskedNumber<'_>,
        page: &[Addend],
    ) -> Result<Vec<CountedAccount>, Failure> {
        let themes = if asked.what.loses() {
            self.themes_of(asked.period, page)?
        } else {
            HashMap::new()
        };
        let mut said = match asked.what.loses() {
            true => self.hindsight_of(asked.period)?,
            false => BTreeMap::new(),
        };
        let ledger = self.ledger()?;
        let money = self.money(FEW)?;
        let mut counted = Vec::with_capacity(page.len());
        for part in page {
            let account = shown::brief_of(self.db, &*money, ledger.id(part.account))?;
            counted.extend(account.map(|account| CountedAccount {
                account,
                opening: part.opening,
                closing: part.closing,
                times: part.times,
                counted: part.counted,
                themes: themes.get(&part.account).cloned().unwrap_or_default(),
                hindsight: said.remove(&part.account),
            }));
        }
        Ok(counted)
    }
}

/// Refuses a figure that its profile does not define.
fn defined(figure: Figure, profile: Profile) -> Result<(), Failure> {
    if figure.definition(profile).is_some() {
        return Ok(());
    }
    let hint = "ask for `lost` or a line of the bridge, or count by another profile";
    let what = format!("{} is not defined by {profile}", figure.name());
    Err(Failure::usage(what).hint(hint))
}
