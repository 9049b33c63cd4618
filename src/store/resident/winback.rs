//! Whom a roadmap item could win back and whom to tell of it, with names, words and what was done about each.
//! Must not know how a departure is found: `domain::winback` does.

use std::cmp::Reverse;

use hashbrown::{HashMap, HashSet};

use super::Desk;
use super::money::AtReach;
use crate::domain::account::Account;
use crate::domain::change::Subject;
use crate::domain::day::Day;
use crate::domain::evidence::Evidence;
use crate::domain::failure::Failure;
use crate::domain::feedback::Feedback;
use crate::domain::ids::{AccountId, RoadmapId};
use crate::domain::ledger::{Days, Ledger};
use crate::domain::money::Cents;
use crate::domain::outreach::Outreach;
use crate::domain::roadmap::{Link, RoadmapItem, Stance};
use crate::domain::sort::{sort, sort_by_key};
use crate::domain::winback::{AnsweredTheme, Voice, WinBack, WinBackRow, departures, voices};
use crate::store::kept::missing;
use crate::store::{outreach, shown, sql, table};

pub(super) const ERASED: &str = "SELECT account FROM erased WHERE account IS NOT NULL";

/// What a row is made of beside the account.
struct Told<'a> {
    account: usize,
    /// The day it left; `None` where it still pays.
    left: Option<Day>,
    mrr: Cents,
    back: Option<Day>,
    voice: &'a Voice,
}

/// What rows are looked up in.
struct WinBackNames<'a> {
    ledger: &'a Ledger,
    evidence: &'a Evidence,
    reach: Day,
    /// What was said of each customer for the item.
    said: HashMap<usize, Outreach>,
    erased: HashSet<AccountId>,
}

impl Desk<'_> {
    /// Whom an item could win back, and whom to tell of it.
    pub fn win_back(&self, item: RoadmapId) -> Result<WinBack, Failure> {
        let found = table::by_id::<RoadmapItem>(self.db, item)?;
        let found = found.ok_or_else(|| missing(Subject::Item(item)))?;
        let mut list = WinBack {
            item,
            key: found.external,
            title: found.title,
            status: found.status,
            shipped: found.shipped,
            ..WinBack::default()
        };
        let (ledger, evidence) = self.both()?;
        let (known, reach) = (self.known()?, self.reach()?);
        let themes = self.answered(item, evidence)?;
        let book = evidence.book();
        let named = themes.iter().map(|theme| AnsweredTheme {
            id: book.id(*theme),
            theme: book.name(*theme).to_owned(),
        });
        list.themes = named.collect();
        (list.since, list.until) = (known.map(|known| known.since), reach);
        let Some((known, reach)) = known.zip(reach) else {
            return Ok(list);
        };
        let days = Days {
            first: known.first(),
            last: reach,
        };
        let windows = &self.rules.windows;
        let names = self.names(item, ledger, evidence, reach)?;
        let left = departures(ledger, evidence, windows, &themes, days);
        let left = left.iter().map(|gone| Told {
            account: gone.account,
            left: Some(gone.day),
            mrr: gone.lost,
            back: gone.back,
            voice: &gone.voice,
        });
        list.left = self.told(left, &names)?;
        let paying = voices(ledger, evidence, &themes, Days::until(reach), reach);
        let paying = paying.iter().map(|(account, voice)| Told {
            account: *account,
            left: None,
            mrr: ledger.balance_at(*account, reach),
            back: None,
            voice,
        });
        list.paying = self.told(paying, &names)?;
        Ok(list)
    }

    /// The themes that align with an item, by their places in the codebook, in the order of their names.
    fn answered(&self, item: RoadmapId, evidence: &Evidence) -> Result<Vec<usize>, Failure> {
        let links: Vec<Link> = table::all(self.db)?;
        let own = links
            .iter()
            .filter(|link| link.item == Some(item) && link.stance == Stance::Aligns);
        let mut themes: Vec<usize> = own
            .filter_map(|link| evidence.book().theme_of(link.theme))
            .collect();
        sort(&mut themes);
        themes.dedup();
        Ok(themes)
    }

    fn names<'a>(
        &'a self,
        item: RoadmapId,
        ledger: &'a Ledger,
        evidence: &'a Evidence,
        reach: Day,
    ) -> Result<WinBackNames<'a>, Failure> {
        let mut said: HashMap<usize, Outreach> = HashMap::new();
        for one in outreach::of_item(self.db, item)? {
            let Some(customer) = ledger.customer(one.account) else {
                continue;
            };
            let later = said
                .get(&customer)
                .is_none_or(|other| other.said_on.0 <= one.said_on.0);
            if later {
                said.insert(customer, one);
            }
        }
        let erased: Vec<AccountId> = sql::all(self.db, ERASED, [], |row| row.get(0))?;
        Ok(WinBackNames {
            ledger,
            evidence,
            reach,
            said,
            erased: erased.into_iter().collect(),
        })
    }

    /// The rows, the dearest first; without those whose customer was erased.
    fn told<'a>(
        &self,
        all: impl Iterator<Item = Told<'a>>,
        names: &WinBackNames<'_>,
    ) -> Result<Vec<WinBackRow>, Failure> {
        let money = AtReach {
            ledger: names.ledger,
            reach: Some(names.reach),
        };
        let mut rows = Vec::new();
        for told in all {
            let id = names.ledger.id(told.account);
            let account = table::by_id::<Account>(self.db, id)?;
            let Some(account) = account.filter(|_| !names.erased.contains(&id)) else {
                continue;
            };
            let piece = names.evidence.id(told.voice.piece);
            let said = table::by_id::<Feedback>(self.db, piece)?.unwrap_or_default();
            let book = names.evidence.book();
            let themes = told.voice.themes.iter();
            rows.push(WinBackRow {
                account: shown::brief(&account, &money)?,
                contact: account.contact(),
                owner: account.owner,
                day: told.left.or(said.received).unwrap_or(names.reach),
                mrr: told.mrr,
                themes: themes.map(|theme| book.name(*theme).to_owned()).collect(),
                quote: said.said(),
                feedback: Some(piece),
                back: told.back,
                outreach: names.said.get(&told.account).cloned(),
            });
        }
        sort_by_key(&mut rows, |row| {
            (Reverse(row.mrr), row.day.0, row.account.id)
        });
        Ok(rows)
    }
}
