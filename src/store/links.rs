//! Links between themes and the roadmap. Must not know what a theme is worth.

use rusqlite::{Connection, params};

use super::convert::given;
use super::records::{Kept, missing, must_exist};
use super::table::{self, Table};
use super::{sql, tags, words};
use crate::domain::change::{Subject, Value};
use crate::domain::failure::Failure;
use crate::domain::ids::{LinkId, TagId};
use crate::domain::roadmap::{Link, Stance};
use crate::domain::word::Word;

const SAME: &str = "SELECT 1 FROM links WHERE theme = ?1 AND item IS ?2 AND id <> ?3";

impl Table for Link {
    const TABLE: &'static str = "links";

    fn blank(id: i64) -> Link {
        Link {
            id: id.into(),
            theme: TagId(0),
            item: None,
            stance: Stance::Nothing,
            note: String::new(),
            meeting: None,
        }
    }
}

impl Kept for Link {
    fn check(&self, db: &Connection) -> Result<(), Failure> {
        must_exist(db, Subject::Tag(self.theme))?;
        for subject in [
            self.item.map(Subject::Item),
            self.meeting.map(Subject::Meeting),
        ] {
            subject.map_or(Ok(()), |subject| must_exist(db, subject))?;
        }
        once(db, self, &self.item.map(|item| item.0).into())
    }

    fn check_new(&self, db: &Connection) -> Result<(), Failure> {
        tags::must_be_theme(db, self.theme)
    }

    fn insert(&self, db: &Connection) -> Result<i64, Failure> {
        table::insert(db, given(self.id.0), self)
    }

    fn in_use(&self, _: &Connection) -> Result<Vec<String>, Failure> {
        Ok(Vec::new())
    }

    fn label(&self, db: &Connection) -> Result<String, Failure> {
        let theme = words::name(db, Subject::Tag(self.theme))?;
        let stance = self.stance.word();
        Ok(match self.item {
            Some(item) => format!(
                "link: {theme} {stance} {}",
                words::name(db, Subject::Item(item))?
            ),
            None => format!("link: {theme} {stance}"),
        })
    }
}

/// The link with an id.
pub(in crate::store) fn by_id(db: &Connection, id: LinkId) -> Result<Option<Link>, Failure> {
    table::by_id(db, id.0)
}

/// All links, in the order they were made.
pub(in crate::store) fn all(db: &Connection) -> Result<Vec<Link>, Failure> {
    table::all(db, "id")
}

/// Whether a link could point to another item: a theme and an item are linked once.
pub(in crate::store) fn free_for(db: &Connection, id: LinkId, item: &Value) -> Result<(), Failure> {
    let link = by_id(db, id)?.ok_or_else(|| missing(Subject::Link(id)))?;
    once(db, &link, item)
}

fn once(db: &Connection, link: &Link, item: &Value) -> Result<(), Failure> {
    match sql::first(db, SAME, params![link.theme, item, link.id], |_| Ok(()))? {
        None => Ok(()),
        Some(()) => {
            let theme = words::name(db, Subject::Tag(link.theme))?;
            let to = match item {
                Value::Int(id) => words::name(db, Subject::Item((*id).into()))?,
                _ => "no item".to_owned(),
            };
            Err(Failure::usage(format!("{theme} is linked to {to} already"))
                .hint("change that link"))
        }
    }
}

/// After a change of it: `aligns` has an item, `nothing` has none.
pub(in crate::store) fn verify(db: &Connection, id: LinkId) -> Result<(), Failure> {
    let wrong = match by_id(db, id)?.map(|link| (link.stance, link.item)) {
        Some((Stance::Aligns, None)) => "`aligns` needs a roadmap item",
        Some((Stance::Nothing, Some(_))) => "`nothing` cannot have a roadmap item",
        _ => return Ok(()),
    };
    Err(Failure::usage(wrong).hint("choose the item, or another stance"))
}
