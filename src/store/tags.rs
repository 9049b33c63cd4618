//! Tags: two levels, names and keys used once. Must not know what is tagged beyond counting it.

#[cfg(test)]
mod tests;

use hashbrown::HashMap;
use rusqlite::{Connection, params};

use super::kept::{KeptRecord, missing, must_be_free, must_exist, needed};
use super::letters;
use super::sql::{self, Use};
use super::table::{self, Tabled};
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::feedback::{Tag, TagView};
use crate::domain::ids::TagId;
use crate::domain::suggest::rules;

const HAS_KEY: &str = "SELECT name, archived FROM tags WHERE key = ?1 AND key <> '' AND id <> ?2";
const CHILD: &str = "SELECT name FROM tags WHERE parent = ?1 LIMIT 1";

impl Tabled for Tag {
    type Id = TagId;
    const TABLE: &'static str = "tags";
    const ORDER: &'static str = "name";

    fn id(&mut self) -> &mut TagId {
        &mut self.id
    }
}

impl KeptRecord for Tag {
    fn check(&self, db: &Connection) -> Result<(), Failure> {
        let name = needed(&self.name, "the name of the tag")?;
        must_be_free(db, Subject::Tag(self.id), "name", name)?;
        if self.key.chars().count() > 1 {
            let message = format!("the key `{}` is too long", self.key);
            return Err(Failure::usage(message).hint("give one letter or digit"));
        }
        key_must_be_free(db, self.id, &self.key)?;
        self.parent
            .map_or(Ok(()), |id| must_exist(db, Subject::Tag(id)))
    }

    fn uses(&self) -> &'static [Use] {
        &[
            ("piece/pieces of feedback", "feedback_tags", "tag"),
            ("tag/tags below it", "tags", "parent"),
            ("link/links", "links", "theme"),
            ("action/actions", "actions", "theme"),
            ("note/notes", "notes", "theme"),
            (
                "meeting/meetings that discussed it",
                "meeting_discussed",
                "theme",
            ),
            ("shortlist/shortlists", "shortlist", "theme"),
            (
                "action/actions or item/items that is/are for it",
                "aims",
                "theme",
            ),
            (
                "judgment/judgments of texts tagged blind",
                "blind_said, json_each(said, '$.tags') AS said_tag",
                "said_tag.value",
            ),
        ]
    }

    fn label(&self, _: &Connection) -> Result<String, Failure> {
        Ok(format!("tag {}", self.name))
    }
}

/// Refuses a key that another tag has, which may be an archived one that no screen shows with it.
pub fn key_must_be_free(db: &Connection, id: TagId, key: &str) -> Result<(), Failure> {
    let has = sql::first(db, HAS_KEY, params![key, id], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?))
    })?;
    let Some((name, archived)) = has else {
        return Ok(());
    };
    let which = if archived { ", which is archived," } else { "" };
    let message = format!("the tag {name}{which} has the key `{key}` already");
    Err(Failure::usage(message)
        .hint("choose another, or give that tag another one, or none, first"))
}

/// All tags by name, with how often each is used.
pub fn all(db: &Connection, uses: &HashMap<TagId, i64>) -> Result<Vec<TagView>, Failure> {
    let tags = table::all(db)?;
    let letters = letters::all(db)?;
    let view = |tag: Tag| TagView {
        used: uses.get(&tag.id).map_or(0, |used| used.unsigned_abs()),
        letter: letters.get(&tag.id).cloned().unwrap_or_default(),
        tag,
    };
    Ok(tags.into_iter().map(view).collect())
}

/// After a change of it: there are only two levels, and each tag has a letter while one is free. Answers with what is to
/// be said of letters that moved.
pub fn verify(db: &Connection, id: TagId) -> Result<Vec<String>, Failure> {
    let said = letters::give(db, Some(id))?;
    if let Some(tag) = table::by_id::<Tag>(db, id)? {
        rules::allow(&tag.rules)?;
    }
    must_be_of_two_levels(db, id)?;
    Ok(said)
}

fn must_be_of_two_levels(db: &Connection, id: TagId) -> Result<(), Failure> {
    let Some(tag) = table::by_id::<Tag>(db, id)? else {
        return Ok(());
    };
    let Some(parent) = tag.parent else {
        return Ok(());
    };
    let above = table::by_id::<Tag>(db, parent)?.ok_or_else(|| missing(Subject::Tag(parent)))?;
    let below: Option<String> = sql::first(db, CHILD, [id], |row| row.get(0))?;
    let (name, theme) = (tag.name, above.name);
    let wrong = if above.id == tag.id {
        format!("tag {name} cannot be its own theme")
    } else if above.parent.is_some() {
        format!("tag {name} cannot go under {theme}, which is under a theme itself")
    } else if let Some(below) = below {
        format!("tag {name} cannot go under {theme}: {below} is under it")
    } else {
        return Ok(());
    };
    Err(Failure::usage(wrong).hint("there are two levels, themes and the tags under them"))
}

/// Refuses a tag that is under a theme where a theme is meant.
pub fn must_be_theme(db: &Connection, id: TagId) -> Result<(), Failure> {
    let tag = table::by_id::<Tag>(db, id)?.ok_or_else(|| missing(Subject::Tag(id)))?;
    let Some(parent) = tag.parent else {
        return Ok(());
    };
    let theme = table::by_id::<Tag>(db, parent)?.map_or_else(String::new, |theme| theme.name);
    Err(Failure::usage(format!("{} is not a theme", tag.name))
        .hint(format!("it is under {theme}: take that")))
}
