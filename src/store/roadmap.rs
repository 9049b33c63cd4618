//! Roadmap items. Must not know themes beyond counting the links to them.

use rusqlite::Connection;

use super::convert::given;
use super::records::{Kept, must_be_free, needed};
use super::sql;
use super::table::{self, Table};
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::ids::RoadmapId;
use crate::domain::roadmap::RoadmapItem;

impl Table for RoadmapItem {
    const TABLE: &'static str = "roadmap";

    fn blank(id: i64) -> RoadmapItem {
        RoadmapItem {
            id: id.into(),
            ..RoadmapItem::default()
        }
    }
}

impl Kept for RoadmapItem {
    fn check(&self, db: &Connection) -> Result<(), Failure> {
        let key = needed(&self.external, "the key of the roadmap item")?;
        needed(&self.title, "the title of the roadmap item")?;
        must_be_free(db, Subject::Item(self.id), "external", key)
    }

    fn insert(&self, db: &Connection) -> Result<i64, Failure> {
        table::insert(db, given(self.id.0), self)
    }

    fn in_use(&self, db: &Connection) -> Result<Vec<String>, Failure> {
        sql::uses(db, self.id.0, &[("link", "links", "links", "item")])
    }

    fn label(&self, _: &Connection) -> Result<String, Failure> {
        Ok(format!("roadmap item {}", self.external))
    }
}

/// The item with an id.
pub(in crate::store) fn by_id(
    db: &Connection,
    id: RoadmapId,
) -> Result<Option<RoadmapItem>, Failure> {
    table::by_id(db, id.0)
}

/// All items, in the order they came.
pub(in crate::store) fn all(db: &Connection) -> Result<Vec<RoadmapItem>, Failure> {
    table::all(db, "id")
}
