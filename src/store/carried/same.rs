//! Which of the room's tags those of a file are, where one of the two has renamed or joined them. Must not know texts
//! beyond the tags they have.

use hashbrown::{HashMap, HashSet};

use super::CarriedPlan;
use crate::domain::carried::CarriedTag;
use crate::domain::codebook::folded;
use crate::domain::failure::Failure;
use crate::domain::feedback::other_names;
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::money::counted;
use crate::store::given;

/// What the file's tags are called there.
#[derive(Default)]
pub(super) struct There {
    /// All names that they have.
    names: HashSet<String>,
    /// The room's tag that one of the file is, by its name there, where it has another name here.
    renamed: HashMap<String, TagId>,
    /// The room's tags that are one with a tag of the file there and of their own here, by its name there.
    parts: HashMap<String, Vec<PartOfWhole>>,
}

struct PartOfWhole {
    of: TagId,
    /// Where it is told among the differences.
    told: usize,
    /// Texts that have it here and the whole there.
    texts: usize,
}

impl There {
    /// Whether a tag of the file has another name here that it had there too.
    pub(super) fn is_renamed(&self, name: &str) -> bool {
        self.renamed.contains_key(name)
    }
}

impl CarriedPlan<'_> {
    /// Finds the tags that the other room has renamed, by the names they had. A name that two of its tags bear or have
    /// borne tells nothing.
    pub(super) fn recognise(&mut self, book: &[CarriedTag]) {
        self.there.names = book.iter().map(|one| folded(&one.tag.name)).collect();
        let ours = book.iter().filter_map(|one| self.ours(&one.tag.name));
        let mut taken: HashSet<TagId> = ours.collect();
        for one in book {
            if self.ours(&one.tag.name).is_some() {
                continue;
            }
            let before = one.before.iter().rev();
            let mut before = before.filter(|name| !self.there.names.contains(&folded(name)));
            let found = before.find_map(|name| self.ours(name));
            if let Some(id) = found.filter(|id| taken.insert(*id)) {
                self.there.renamed.insert(folded(&one.tag.name), id);
                let name = self.name_of(id);
                let words = format!("tag {name}: it is called {} there", one.tag.name);
                self.differs(words);
            }
        }
    }

    /// A tag of the room by a name of a file: one that it has, that it has there, or that it had.
    pub(super) fn ours(&self, name: &str) -> Option<TagId> {
        let name = folded(name);
        let own = self.tags.get(&name).map(|tag| tag.id);
        let there = || self.there.renamed.get(&name).copied();
        own.or_else(there)
            .or_else(|| self.known_as.get(&name).copied())
    }

    pub(super) fn name_of(&self, id: TagId) -> String {
        self.tag_of(id)
            .map_or_else(String::new, |tag| tag.name.clone())
    }

    /// A tag of the file without those of its names that lead to another tag here, or there: each is told.
    pub(super) fn without_taken(&mut self, one: &CarriedTag) -> CarriedTag {
        let own = self.ours(&one.tag.name);
        let known = self.all_names_of(own);
        let mut kept = Vec::new();
        for name in other_names(&one.tag.also) {
            let is_known = known.contains(&folded(name));
            match self.ours(name).filter(|id| Some(*id) != own) {
                Some(other) if !is_known => self.is_part(one, name, other),
                Some(_) => {}
                None if self.there.names.contains(&folded(name)) => {
                    let tag = &one.tag.name;
                    let words =
                        format!("tag {tag}: {name} is its other name there, and a tag of its own");
                    self.differs(words);
                }
                None => kept.push(name),
            }
        }
        for name in &one.before {
            let other = self.ours(name).filter(|id| Some(*id) != own);
            if let Some(other) = other.filter(|_| !known.contains(&folded(name))) {
                self.is_part(one, name, other);
            }
        }
        let mut bare = one.clone();
        if kept.len() < other_names(&one.tag.also).count() {
            bare.tag.also = kept.join(", ");
        }
        bare
    }

    /// Every name that a tag of the room has or had.
    fn all_names_of(&self, id: Option<TagId>) -> HashSet<String> {
        let former = self.former.iter().filter(|(tag, _)| Some(*tag) == id);
        let mut names: HashSet<String> = former.map(|(_, name)| folded(name)).collect();
        let tag = id.and_then(|id| self.tag_of(id));
        names.extend(other_names(tag.map_or("", |tag| &tag.also)).map(folded));
        names
    }

    fn is_part(&mut self, one: &CarriedTag, name: &str, other: TagId) {
        let (tag, own) = (&one.tag.name, self.name_of(other));
        let parts = self.there.parts.entry(folded(tag)).or_default();
        if parts.iter().any(|part| part.of == other) {
            return;
        }
        parts.push(PartOfWhole {
            of: other,
            told: self.settled.differences.len(),
            texts: 0,
        });
        let words = match folded(&own) == folded(name) {
            true => format!("tag {tag}: {name} is part of it there, and a tag of its own here"),
            false => format!("tag {tag}: {name} is part of it there, and of {own} here"),
        };
        self.differs(words);
    }

    /// Whether a text has a tag here that is part of one there: it says the same already.
    pub(super) fn has_part_of(&mut self, text: FeedbackId, tag: &str) -> Result<bool, Failure> {
        let Some(parts) = self.there.parts.get_mut(&folded(tag)) else {
            return Ok(false);
        };
        for part in parts {
            if given::has(self.db, text, part.of)? {
                part.texts += 1;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Says of how many texts it is that a tag is part of another there.
    pub(super) fn tell_parts(&mut self) {
        let parts = self.there.parts.values().flatten();
        for part in parts.filter(|part| part.texts > 0) {
            if let Some(told) = self.settled.differences.get_mut(part.told) {
                let texts = counted(part.texts, "text");
                *told += &format!("; {texts} that have it here did not get the other");
            }
        }
    }
}
