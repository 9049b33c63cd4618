//! Roadmap items. Must not know themes beyond counting the links to them.

use rusqlite::{Connection, Row, named_params};

use super::convert::given;
use super::records::{Kept, must_be_free, needed};
use super::sql;
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::ids::RoadmapId;
use crate::domain::roadmap::RoadmapItem;

const ONE: &str = "SELECT * FROM roadmap WHERE id = ?1";
const ALL: &str = "SELECT * FROM roadmap ORDER BY id";
const INSERT: &str = "
    INSERT INTO roadmap (id, external, title, status, target, owner, url, ease)
    VALUES (:id, :external, :title, :status, :target, :owner, :url, :ease)";

impl Kept for RoadmapItem {
    fn check(&self, db: &Connection) -> Result<(), Failure> {
        let key = needed(&self.external, "the key of the roadmap item")?;
        needed(&self.title, "the title of the roadmap item")?;
        must_be_free(db, Subject::Item(self.id), "external", key)
    }

    fn insert(&self, db: &Connection) -> Result<i64, Failure> {
        sql::run(
            db,
            INSERT,
            named_params! {
                ":id": given(self.id.0), ":external": self.external.trim(),
                ":title": self.title.trim(), ":status": self.status, ":target": self.target,
                ":owner": self.owner, ":url": self.url, ":ease": self.ease,
            },
        )?;
        Ok(db.last_insert_rowid())
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
    sql::first(db, ONE, [id], read)
}

/// All items, in the order they came.
pub(in crate::store) fn all(db: &Connection) -> Result<Vec<RoadmapItem>, Failure> {
    sql::all(db, ALL, [], read)
}

/// An item from a row with all its columns.
pub(in crate::store) fn read(row: &Row<'_>) -> rusqlite::Result<RoadmapItem> {
    Ok(RoadmapItem {
        id: row.get("id")?,
        external: row.get("external")?,
        title: row.get("title")?,
        status: row.get("status")?,
        target: row.get("target")?,
        owner: row.get("owner")?,
        url: row.get("url")?,
        ease: row.get("ease")?,
    })
}
