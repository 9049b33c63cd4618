//! Which key sets which tag: the key a tag was given, else a free letter of its name.
//! Must not know what a key press does.

use crate::domain::feedback::TagView;
use crate::domain::ids::TagId;

/// The keys of the tags, those given first, then the others in the order the tags were made.
/// The same tags always get the same keys.
pub fn letters(tags: &[TagView]) -> Vec<(char, TagId)> {
    let given = tags.iter().filter_map(|view| {
        let key = view.tag.key.chars().next()?;
        Some((key, view.tag.id))
    });
    let mut taken: Vec<(char, TagId)> = given.collect();
    let mut others: Vec<&TagView> = tags.iter().filter(|view| view.tag.key.is_empty()).collect();
    others.sort_by_key(|view| view.tag.id);
    for view in others {
        let own = view.tag.name.chars().flat_map(char::to_lowercase);
        let own = own.filter(|c| c.is_ascii_lowercase());
        let any = ('a'..='z').chain('0'..='9');
        let free = own.chain(any).find(|c| taken.iter().all(|(t, _)| t != c));
        taken.extend(free.map(|key| (key, view.tag.id)));
    }
    taken
}
