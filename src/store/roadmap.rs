//! Roadmap items. Must not know themes beyond counting the links to them.

use rusqlite::Connection;

use super::kept::{Kept, must_be_free, needed};
use super::sql::Use;
use super::table::Table;
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::ids::RoadmapId;
use crate::domain::roadmap::RoadmapItem;

impl Table for RoadmapItem {
    type Id = RoadmapId;
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

    fn uses(&self) -> &'static [Use] {
        &[("link/links", "links", "item")]
    }

    fn label(&self, _: &Connection) -> Result<String, Failure> {
        Ok(format!("roadmap item {}", self.external))
    }
}
