//! A room's ledger as it is at one moment inside an import, beside what is kept in memory of the room.
//! Must not know files, nor what a picture is held against.

use rusqlite::Connection;

use super::{Desk, Resident};
use crate::domain::counting::tallies;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::ids::AccountId;
use crate::domain::import::{LargestAccount, PeriodLoss, RoomHolds};
use crate::domain::ledger::{Days, Ledger};
use crate::domain::money::Cents;
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::rules::Rules;
use crate::store::sql;

const NAME: &str = "SELECT name FROM accounts WHERE id = ?1";
const REVIEWED: &str = "SELECT DISTINCT period, profile FROM meetings ORDER BY period, profile";

/// The ledger with the last day it reaches.
pub struct Picture {
    /// The ledger.
    pub ledger: Ledger,
    /// The room's reach.
    pub reach: Option<Day>,
}

/// What an account of the ledger is called.
pub fn name(db: &Connection, account: AccountId) -> Result<String, Failure> {
    let name = sql::first(db, NAME, [account], |row| row.get(0))?;
    Ok(name.unwrap_or_default())
}

impl Picture {
    /// As it is now, rows that are not committed yet included.
    pub fn of(db: &Connection, rules: &Rules, today: Option<Day>) -> Result<Picture, Failure> {
        let mut kept = Resident {
            today,
            ..Resident::default()
        };
        let desk = Desk {
            db,
            kept: &mut kept,
            rules,
        };
        // How far it reaches may be known without it.
        desk.ledger()?;
        let reach = desk.reach()?;
        let ledger = kept.ledger.take().unwrap_or_default();
        Ok(Picture { ledger, reach })
    }

    /// MRR of an account at the end of a day, and nothing of one that does not count as itself.
    pub fn balance(&self, account: AccountId, day: Day) -> Cents {
        let account = self.ledger.index(account);
        account.map_or(Cents::ZERO, |n| self.ledger.balance_at(n, day))
    }

    /// What the room holds on its last day; `None` without a ledger.
    pub fn holds(&self, db: &Connection) -> Result<Option<RoomHolds>, Failure> {
        let Some(day) = self.reach.filter(|_| self.ledger.last_day().is_some()) else {
            return Ok(None);
        };
        let all = 0..self.ledger.len();
        let paying: Vec<(Cents, AccountId)> = all
            .map(|n| (self.ledger.balance_at(n, day), self.ledger.id(n)))
            .filter(|(mrr, _)| *mrr > Cents::ZERO)
            .collect();
        let most = paying.iter().map(|(mrr, _)| *mrr).max();
        let mut largest: Option<LargestAccount> = None;
        for (mrr, id) in paying
            .iter()
            .filter(|(mrr, _)| Some(*mrr) == most)
            .take(100)
        {
            let name = name(db, *id)?;
            if largest.as_ref().is_none_or(|first| name < first.name) {
                largest = Some(LargestAccount { name, mrr: *mrr });
            }
        }
        Ok(Some(RoomHolds {
            day,
            accounts: paying.len() as u64,
            mrr: paying.iter().map(|(mrr, _)| *mrr).sum(),
            largest,
        }))
    }

    /// What was lost in each period that was reviewed, as its meeting counts.
    pub fn reviewed(&self, db: &Connection) -> Result<Vec<(Period, PeriodLoss)>, Failure> {
        let held: Vec<(Period, Profile)> =
            sql::all(db, REVIEWED, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let lost = held.into_iter().flat_map(|(period, profile)| {
            let tally = tallies(&self.ledger, &[Days::from(period)], profile);
            tally.into_iter().map(move |tally| {
                let lost = PeriodLoss {
                    accounts: tally.accounts.churned,
                    mrr: tally.mrr.churn + tally.mrr.contraction,
                };
                (period, lost)
            })
        });
        Ok(lost.collect())
    }
}
