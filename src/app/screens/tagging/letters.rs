//! Which key sets which tag: the key people gave it, else the letter it got when it was made.
//! Must not know what a key press does.

use crate::domain::feedback::{TagView, in_order};
use crate::domain::ids::TagId;

/// The keys of the tags, each theme followed by the tags below it.
pub fn letters(tags: &[TagView]) -> Vec<(char, TagId)> {
    let given = |key: char| tags.iter().any(|view| view.tag.key.starts_with(key));
    let offered = tags.iter().filter(|view| !view.tag.archived).cloned();
    let keyed = in_order(offered.collect()).into_iter().filter_map(|view| {
        let key = view.key()?;
        // A room that nobody may write can have a letter that was given to another tag as its key.
        let serves = !view.tag.key.is_empty() || !given(key);
        serves.then_some((key, view.tag.id))
    });
    keyed.collect()
}

/// The tag that a key sets.
pub fn tag_of(key: char, tags: &[TagView]) -> Option<TagId> {
    let mut keys = letters(tags).into_iter();
    keys.find(|(letter, _)| *letter == key).map(|(_, tag)| tag)
}
