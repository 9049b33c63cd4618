//! Owners: people with a team. Must not know meetings or actions beyond counting them.

use rusqlite::Connection;

use super::kept::{Kept, must_be_free, needed};
use super::sql::Use;
use super::table::Table;
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::ids::OwnerId;
use crate::domain::roadmap::Owner;

impl Table for Owner {
    type Id = OwnerId;
    const TABLE: &'static str = "owners";
    const ORDER: &'static str = "name";

    fn blank(id: i64) -> Owner {
        Owner {
            id: id.into(),
            ..Owner::default()
        }
    }
}

impl Kept for Owner {
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
        ]
    }

    fn label(&self, _: &Connection) -> Result<String, Failure> {
        Ok(format!("owner {}", self.name))
    }
}
