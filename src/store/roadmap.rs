//! Owners, people with a team, and roadmap items. Must not know themes, meetings or actions beyond counting them.

use rusqlite::Connection;

use super::kept::{KeptRecord, must_be_free, needed};
use super::sql::Use;
use super::table::Tabled;
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::ids::{OwnerId, RoadmapId};
use crate::domain::roadmap::{Owner, RoadmapItem};

impl Tabled for Owner {
    type Id = OwnerId;
    const TABLE: &'static str = "owners";
    const ORDER: &'static str = "name";

    fn id(&mut self) -> &mut OwnerId {
        &mut self.id
    }
}

impl KeptRecord for Owner {
    fn check(&self, db: &Connection) -> Result<(), Failure> {
        let name = needed(&self.name, "the name of the owner")?;
        must_be_free(db, Subject::Owner(self.id), "name", name)?;
        must_be_free(db, Subject::Owner(self.id), "external", &self.external)
    }

    fn uses(&self) -> &'static [Use] {
        &[
            ("action/actions", "actions", "owner"),
            ("action/actions to help with", "action_with", "owner"),
            ("meeting/meetings", "meeting_present", "owner"),
            ("decision/decisions asked of them", "notes", "asked"),
        ]
    }

    fn label(&self, _: &Connection) -> Result<String, Failure> {
        Ok(format!("owner {}", self.name))
    }
}

impl Tabled for RoadmapItem {
    type Id = RoadmapId;
    const TABLE: &'static str = "roadmap";

    fn id(&mut self) -> &mut RoadmapId {
        &mut self.id
    }
}

impl KeptRecord for RoadmapItem {
    fn check(&self, db: &Connection) -> Result<(), Failure> {
        let key = needed(&self.external, "the key of the roadmap item")?;
        needed(&self.title, "the title of the roadmap item")?;
        must_be_free(db, Subject::Item(self.id), "external", key)
    }

    fn uses(&self) -> &'static [Use] {
        &[
            ("link/links", "links", "item"),
            ("account/accounts contacted about it", "outreach", "item"),
        ]
    }

    fn label(&self, _: &Connection) -> Result<String, Failure> {
        Ok(format!("roadmap item {}", self.external))
    }
}
