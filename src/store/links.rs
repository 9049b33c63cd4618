//! Links between themes and the roadmap. Must not know what a theme is worth.

use rusqlite::{Connection, params};

use super::kept::{KeptRecord, missing, must_exist};
use super::table::{self, Tabled};
use super::{sql, tags};
use crate::domain::change::{Subject, Value};
use crate::domain::failure::Failure;
use crate::domain::feedback::Tag;
use crate::domain::ids::{LinkId, RoadmapId, TagId};
use crate::domain::roadmap::{Link, RoadmapItem, Stance};
use crate::domain::word::Word;

const SAME: &str = "SELECT 1 FROM links WHERE theme = ?1 AND item IS ?2 AND id <> ?3";

impl Tabled for Link {
    type Id = LinkId;
    const TABLE: &'static str = "links";

    fn id(&mut self) -> &mut LinkId {
        &mut self.id
    }
}

impl KeptRecord for Link {
    fn check(&self, db: &Connection) -> Result<(), Failure> {
        must_exist(db, Subject::Tag(self.theme))?;
        let (item, meeting) = (
            self.item.map(Subject::Item),
            self.meeting.map(Subject::Meeting),
        );
        let mut points = item.into_iter().chain(meeting);
        points.try_for_each(|subject| must_exist(db, subject))?;
        once(db, self, &self.item.map(|item| item.0).into())
    }

    fn check_new(&self, db: &Connection) -> Result<(), Failure> {
        tags::must_be_theme(db, self.theme)
    }

    fn label(&self, db: &Connection) -> Result<String, Failure> {
        let (theme, stance) = (theme(db, self.theme)?, self.stance.word());
        Ok(match self.item {
            Some(id) => format!("link: {theme} {stance} {}", item(db, id)?),
            None => format!("link: {theme} {stance}"),
        })
    }
}

fn theme(db: &Connection, id: TagId) -> Result<String, Failure> {
    Ok(table::by_id::<Tag>(db, id)?.map_or_else(|| "?".to_owned(), |tag| tag.name))
}

fn item(db: &Connection, id: RoadmapId) -> Result<String, Failure> {
    table::by_id::<RoadmapItem>(db, id)?.map_or_else(|| Ok("?".to_owned()), |item| item.label(db))
}

/// Whether a link could point to another item: a theme and an item are linked once.
pub fn free_for(db: &Connection, id: LinkId, item: &Value) -> Result<(), Failure> {
    let link = table::by_id(db, id)?.ok_or_else(|| missing(Subject::Link(id)))?;
    once(db, &link, item)
}

fn once(db: &Connection, link: &Link, to: &Value) -> Result<(), Failure> {
    let same = params![link.theme, to, link.id];
    if sql::first(db, SAME, same, |_| Ok(()))?.is_none() {
        return Ok(());
    }
    let theme = theme(db, link.theme)?;
    let to = match to {
        Value::Int(id) => item(db, (*id).into())?,
        Value::None | Value::Real(_) | Value::Text(_) => "no item".to_owned(),
    };
    Err(Failure::usage(format!("{theme} is linked to {to} already")).hint("change that link"))
}

/// After a change of it: `aligns` has an item, `nothing` has none.
pub fn verify(db: &Connection, id: LinkId) -> Result<(), Failure> {
    let wrong = match table::by_id::<Link>(db, id)?.map(|link| (link.stance, link.item)) {
        Some((Stance::Aligns, None)) => "`aligns` needs a roadmap item",
        Some((Stance::Nothing, Some(_))) => "`nothing` cannot have a roadmap item",
        _ => return Ok(()),
    };
    Err(Failure::usage(wrong).hint("choose the item, or another stance"))
}
