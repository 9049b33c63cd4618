//! What the team did about accounts for a roadmap item. Must not know who could be won back.

use rusqlite::{Connection, params};

use super::erase::marks;
use super::kept::{KeptRecord, must_exist};
use super::table::{self, Tabled};
use super::{records, sql};
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::ids::{AccountId, OutreachId, RoadmapId};
use crate::domain::outreach::Outreach;

const OF_ITEM: &str = "SELECT * FROM outreach WHERE item = ?1 ORDER BY id";
const SAME: &str = "SELECT * FROM outreach WHERE item = ?1 AND account = ?2 AND id <> ?3";

impl Tabled for Outreach {
    type Id = OutreachId;
    const TABLE: &'static str = "outreach";

    fn id(&mut self) -> &mut OutreachId {
        &mut self.id
    }
}

impl KeptRecord for Outreach {
    fn check(&self, db: &Connection) -> Result<(), Failure> {
        must_exist(db, Subject::Item(self.item))?;
        must_exist(db, Subject::Account(self.account))?;
        if marks::of(db, self.account)?.is_some() {
            let message = "that customer was erased: nobody is to write to it";
            return Err(Failure::failed(message).hint("it stands on no list any more"));
        }
        let same = params![self.item, self.account, self.id];
        let Some(other) = sql::first(db, SAME, same, table::read::<Outreach>)? else {
            return Ok(());
        };
        let what = format!("{}: {}", other.label(db)?, other.status.words());
        let (by, on) = (&other.said_by, other.said_on.dated());
        Err(
            Failure::conflict(format!("{by} has said so meanwhile, on {on}: {what}"))
                .hint("nothing was written; look at it again"),
        )
    }

    fn label(&self, db: &Connection) -> Result<String, Failure> {
        let account = records::label(db, Subject::Account(self.account))?;
        let item = records::label(db, Subject::Item(self.item))?;
        Ok(format!("contact with {account} over {item}"))
    }

    fn account(&self) -> Option<AccountId> {
        Some(self.account)
    }
}

/// What was said of accounts for one item, the oldest first.
pub fn of_item(db: &Connection, item: RoadmapId) -> Result<Vec<Outreach>, Failure> {
    sql::all(db, OF_ITEM, [item], table::read)
}
