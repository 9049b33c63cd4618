//! The codebook of a file held against the room's own. Must not know texts.

use super::CarriedPlan;
use crate::domain::carried::CarriedTag;
use crate::domain::change::{Change, Field, Record, Subject};
use crate::domain::codebook::folded;
use crate::domain::failure::Failure;
use crate::domain::feedback::{Tag, other_names};
use crate::domain::field::{FieldOf, Holds, Thing, Value};
use crate::domain::ids::TagId;
use crate::store::aliased;
use crate::store::kept::{self, Measured};

/// What a codebook says of a tag beside its name and its place.
fn said() -> impl Iterator<Item = &'static FieldOf<Tag>> {
    let placed = [Field::Name, Field::Parent];
    Tag::FIELDS
        .iter()
        .filter(move |row| !placed.contains(&row.is.field))
}

/// Whether a value says nothing: no text, not ticked.
fn is_blank(value: &Value) -> bool {
    value.is_nothing() || *value == Value::Int(0)
}

/// A value in a sentence.
fn quoted(value: &Value) -> String {
    match value {
        Value::Text(text) => kept::quoted(text),
        Value::Int(1) => "yes".to_owned(),
        Value::None | Value::Int(_) | Value::Real(_) => "no".to_owned(),
    }
}

impl CarriedPlan<'_> {
    /// A tag of the codebook: made, or what the room's own lacks filled in.
    pub(super) fn book(&mut self, one: &CarriedTag) -> Result<(), Failure> {
        let one = &self.without_taken(one);
        let Some(id) = self.ours(&one.tag.name) else {
            return self.new_tag(one).map(drop);
        };
        let Some(mut ours) = self.tag_of(id).filter(|_| !self.became(one)).cloned() else {
            return Ok(());
        };
        self.same_theme(&ours, one);
        let before = self.changes.len();
        for row in said() {
            let (own, theirs) = ((row.get)(&ours).value(), (row.get)(&one.tag).value());
            if is_blank(&theirs) || own == theirs {
                continue;
            }
            let key = matches!(row.is.holds, Holds::Key);
            if !is_blank(&own) {
                let (what, theirs, own) = (row.is.head(), quoted(&theirs), quoted(&own));
                let name = &ours.name;
                let words = format!("tag {name}: its {what} is {theirs} there, {own} here");
                self.differs(words);
            } else if key && !self.is_free(&one.tag.key) {
                self.not_free(&ours.name, &one.tag.key);
            } else {
                self.set(&mut ours, row, theirs);
            }
        }
        self.settled.book += u64::from(self.changes.len() > before);
        self.keep(ours);
        Ok(())
    }

    /// Keeps a tag as it will be, for what comes after it.
    pub(super) fn keep(&mut self, tag: Tag) {
        let also = other_names(&tag.also).map(|name| (folded(name), tag.id));
        self.known_as.extend(also);
        self.tags.insert(folded(&tag.name), tag);
    }

    /// Gives a tag of the room another value of a field.
    pub(super) fn set(&mut self, ours: &mut Tag, row: &FieldOf<Tag>, now: Value) {
        let (subject, was) = (Subject::Tag(ours.id), (row.get)(ours).value());
        if (row.get_mut)(ours).put(now.clone()) {
            self.changes
                .push(Change::set(subject, row.is.field, was, now));
        }
    }

    /// Tells where a tag stands elsewhere.
    fn same_theme(&mut self, ours: &Tag, one: &CarriedTag) {
        if !self.is_under(ours, &one.theme) {
            let (there, here) = (under(&one.theme), under(self.theme_of(ours)));
            let words = format!("tag {}: {there} there, {here} here", ours.name);
            self.differs(words);
        }
    }

    /// Whether a tag is under the theme of that name, or is one itself where there is none.
    pub(super) fn is_under(&self, tag: &Tag, theme: &str) -> bool {
        match theme {
            "" => tag.parent.is_none(),
            theme => tag.parent.is_some() && tag.parent == self.ours(theme),
        }
    }

    /// The name of the theme that a tag is under; empty where it is one itself.
    fn theme_of(&self, tag: &Tag) -> &str {
        let theme = tag.parent.and_then(|id| self.tag_of(id));
        theme.map_or("", |theme| &theme.name)
    }

    pub(super) fn tag_of(&self, id: TagId) -> Option<&Tag> {
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
    pub(super) fn new_tag(&mut self, one: &CarriedTag) -> Result<TagId, Failure> {
        aliased::refuse(self.db, &one.tag.name)?;
        let parent = match one.theme.as_str() {
            "" => None,
            theme => self.theme(theme, &one.tag.name)?,
        };
        let key = match one.tag.key.as_str() {
            key if self.is_free(key) => key.to_owned(),
            key => {
                if !key.is_empty() {
                    self.not_free(&one.tag.name, key);
                }
                String::new()
            }
        };
        let tag = Tag {
            id: TagId(self.next_tag),
            parent,
            key,
            ..one.tag.clone()
        };
        self.next_tag += 1;
        self.settled.book += 1;
        self.changes.push(Change::add(Record::Tag(tag.clone())));
        let id = tag.id;
        self.keep(tag);
        Ok(id)
    }

    /// The theme that a tag goes under; none where the room has a tag of that name inside a theme.
    pub(super) fn theme(&mut self, theme: &str, tag: &str) -> Result<Option<TagId>, Failure> {
        let id = self.tag(theme)?;
        let inside = self.tag_of(id).is_some_and(|theme| theme.parent.is_some());
        if inside {
            let words = format!("tag {tag}: it is under {theme} there, which is no theme here");
            self.differs(words);
        }
        Ok((!inside).then_some(id))
    }

    /// Whether a tag of the file became part of another here, or has another name here.
    fn became(&self, one: &CarriedTag) -> bool {
        let name = folded(&one.tag.name);
        !self.tags.contains_key(&name) && !self.there.is_renamed(&name)
    }

    /// The tag of a name, made where there is none.
    pub(super) fn tag(&mut self, name: &str) -> Result<TagId, Failure> {
        if let Some(tag) = self.ours(name) {
            return Ok(tag);
        }
        let mut one = CarriedTag::default();
        name.clone_into(&mut one.tag.name);
        self.new_tag(&one)
    }
}

fn under(theme: &str) -> String {
    match theme {
        "" => "a theme".to_owned(),
        theme => format!("under {theme}"),
    }
}
