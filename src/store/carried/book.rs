//! The codebook of a file of tags held against the room's own. Must not know texts.

use super::{Plan, named};
use crate::domain::carried::CarriedTag;
use crate::domain::change::{Change, Field, Record, Subject};
use crate::domain::failure::Failure;
use crate::domain::feedback::Tag;
use crate::domain::ids::TagId;
use crate::store::kept::{Measured, short};

impl Plan<'_> {
    /// A tag of the codebook: made, or what the room's own lacks filled in.
    pub(super) fn book(&mut self, one: &CarriedTag) -> Result<(), Failure> {
        let Some(ours) = self.tags.get(&named(&one.name)).cloned() else {
            return self.new_tag(one).map(drop);
        };
        self.same_theme(&ours, one);
        let mut set = Vec::new();
        for (field, what, theirs, own) in [
            (
                Field::Description,
                "its description",
                &one.description,
                &ours.description,
            ),
            (Field::Key, "its key", &one.key, &ours.key),
        ] {
            let free = field != Field::Key || self.is_free(theirs);
            match (theirs.is_empty() || theirs == own, own.is_empty() && free) {
                (true, _) => {}
                (false, true) => set.push((field, theirs.clone(), own.clone())),
                (false, false) if own.is_empty() => self.not_free(&ours.name, theirs),
                (false, false) => {
                    let (theirs, own) = (short(theirs), short(own));
                    let words = format!(
                        "tag {}: {what} is \"{theirs}\" there, \"{own}\" here",
                        ours.name
                    );
                    self.differs(words);
                }
            }
        }
        self.settled.book += u64::from(!set.is_empty());
        let tag = self.tags.entry(named(&one.name)).or_insert(ours);
        for (field, theirs, own) in set {
            let filled = match field == Field::Key {
                true => &mut tag.key,
                false => &mut tag.description,
            };
            filled.clone_from(&theirs);
            self.changes
                .push(Change::set(Subject::Tag(tag.id), field, own, theirs));
        }
        Ok(())
    }

    /// Tells where a tag stands elsewhere.
    fn same_theme(&mut self, ours: &Tag, one: &CarriedTag) {
        let theme = ours
            .parent
            .and_then(|id| self.tag_of(id))
            .map_or("", |tag| &tag.name)
            .to_owned();
        if !theme.eq_ignore_ascii_case(&one.theme) {
            let words = format!(
                "tag {}: {} there, {} here",
                ours.name,
                under(&one.theme),
                under(&theme)
            );
            self.differs(words);
        }
    }

    fn tag_of(&self, id: TagId) -> Option<&Tag> {
        self.tags.values().find(|tag| tag.id == id)
    }

    /// Whether a key can be given: nobody has it, and a finger finds it.
    fn is_free(&self, key: &str) -> bool {
        let tag = Tag {
            key: key.to_owned(),
            ..Tag::default()
        };
        let taken = self.tags.values().any(|tag| tag.key == key);
        !taken && key.chars().count() <= 1 && tag.fits().is_ok()
    }

    fn not_free(&mut self, tag: &str, key: &str) {
        let words = format!("tag {tag}: its key is `{key}` there, which is no free key here");
        self.differs(words);
    }

    /// Makes a tag that the room does not have, its theme before it.
    fn new_tag(&mut self, one: &CarriedTag) -> Result<TagId, Failure> {
        let parent = match one.theme.as_str() {
            "" => None,
            theme => self.theme(theme, &one.name)?,
        };
        let key = match one.key.as_str() {
            key if self.is_free(key) => key.to_owned(),
            key => {
                if !key.is_empty() {
                    self.not_free(&one.name, key);
                }
                String::new()
            }
        };
        let tag = Tag {
            id: TagId(self.next_tag),
            name: one.name.clone(),
            parent,
            description: one.description.clone(),
            key,
        };
        self.next_tag += 1;
        self.settled.book += 1;
        self.changes.push(Change::add(Record::Tag(tag.clone())));
        let id = tag.id;
        self.tags.insert(named(&one.name), tag);
        Ok(id)
    }

    /// The theme that a new tag goes under; none where the room has a tag of that name inside a theme.
    fn theme(&mut self, theme: &str, tag: &str) -> Result<Option<TagId>, Failure> {
        let id = self.tag(theme)?;
        let inside = self.tag_of(id).is_some_and(|theme| theme.parent.is_some());
        if inside {
            let words = format!("tag {tag}: it is under {theme} there, which is no theme here");
            self.differs(words);
        }
        Ok((!inside).then_some(id))
    }

    /// The tag of a name, made where there is none.
    pub(super) fn tag(&mut self, name: &str) -> Result<TagId, Failure> {
        if let Some(tag) = self.tags.get(&named(name)) {
            return Ok(tag.id);
        }
        self.new_tag(&CarriedTag {
            name: name.to_owned(),
            ..CarriedTag::default()
        })
    }
}

fn under(theme: &str) -> String {
    match theme {
        "" => "a theme".to_owned(),
        theme => format!("under {theme}"),
    }
}
