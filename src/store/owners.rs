//! Owners: people with a team. Must not know meetings or actions beyond counting them.

use rusqlite::{Connection, Row, named_params};

use super::convert::given;
use super::records::{Kept, must_be_free, needed};
use super::sql;
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::ids::OwnerId;
use crate::domain::roadmap::Owner;

const ONE: &str = "SELECT * FROM owners WHERE id = ?1";
const ALL: &str = "SELECT * FROM owners ORDER BY name";
const INSERT: &str = "
    INSERT INTO owners (id, external, name, email, team)
    VALUES (:id, :external, :name, :email, :team)";

impl Kept for Owner {
    fn check(&self, db: &Connection) -> Result<(), Failure> {
        let name = needed(&self.name, "the name of the owner")?;
        must_be_free(db, Subject::Owner(self.id), "name", name)?;
        must_be_free(db, Subject::Owner(self.id), "external", &self.external)
    }

    fn insert(&self, db: &Connection) -> Result<i64, Failure> {
        sql::run(
            db,
            INSERT,
            named_params! {
                ":id": given(self.id.0), ":external": self.external, ":name": self.name.trim(),
                ":email": self.email, ":team": self.team,
            },
        )?;
        Ok(db.last_insert_rowid())
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
    sql::first(db, ONE, [id], read)
}

/// All owners by name.
pub(in crate::store) fn all(db: &Connection) -> Result<Vec<Owner>, Failure> {
    sql::all(db, ALL, [], read)
}

/// An owner from a row with all its columns.
pub(in crate::store) fn read(row: &Row<'_>) -> rusqlite::Result<Owner> {
    Ok(Owner {
        id: row.get("id")?,
        external: row.get("external")?,
        name: row.get("name")?,
        email: row.get("email")?,
        team: row.get("team")?,
    })
}
