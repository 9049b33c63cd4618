//! Owners: people with a team. Must not know meetings or actions beyond counting them.

use rusqlite::Connection;

use super::convert::given;
use super::records::{Kept, must_be_free, needed};
use super::sql;
use super::table::{self, Table};
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::ids::OwnerId;
use crate::domain::roadmap::Owner;

impl Table for Owner {
    const TABLE: &'static str = "owners";

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

    fn insert(&self, db: &Connection) -> Result<i64, Failure> {
        table::insert(db, given(self.id.0), self)
    }

    fn in_use(&self, db: &Connection) -> Result<Vec<String>, Failure> {
        let places = [
            ("action", "actions", "actions", "owner"),
            (
                "action to help with",
                "actions to help with",
                "action_with",
                "owner",
            ),
            ("meeting", "meetings", "meeting_present", "owner"),
        ];
        sql::uses(db, self.id.0, &places)
    }

    fn label(&self, _: &Connection) -> Result<String, Failure> {
        Ok(format!("owner {}", self.name))
    }
}

/// The owner with an id.
pub(in crate::store) fn by_id(db: &Connection, id: OwnerId) -> Result<Option<Owner>, Failure> {
    table::by_id(db, id.0)
}

/// All owners by name.
pub(in crate::store) fn all(db: &Connection) -> Result<Vec<Owner>, Failure> {
    table::all(db, "name")
}
