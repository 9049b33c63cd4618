//! What a codebook is looked up by, and one to begin with. Must not know how tags are kept.

use traversable::TraversableMut;

use super::change::{Change, Record};
use super::feedback::{Tag, TagView, other_names};
use super::ids::TagId;

/// A tag that no text has without another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, TraversableMut)]
pub struct Together {
    /// The tag.
    pub tag: TagId,
    /// The other.
    pub with: TagId,
}

/// What may be wrong with a codebook, a sentence each: tags never used, and those that always come with another.
pub fn odd(tags: &[TagView], together: &[Together]) -> Vec<String> {
    let used = |tag: &TagView| {
        let below = tags.iter().filter(|one| one.tag.parent == Some(tag.tag.id));
        tag.used + below.map(|one| one.used).sum::<u64>()
    };
    let offered = tags.iter().filter(|view| !view.tag.archived);
    let never: Vec<&str> = offered
        .filter(|view| used(view) == 0)
        .map(|view| view.tag.name.as_str())
        .collect();
    let name = |id: TagId| {
        let found = tags.iter().find(|view| view.tag.id == id);
        found.map_or("", |view| view.tag.name.as_str())
    };
    let pairs: Vec<String> = together
        .iter()
        .map(|one| format!("{} with {}", name(one.tag), name(one.with)))
        .collect();
    let mut odd = Vec::new();
    if !never.is_empty() {
        odd.push(format!("never used: {}", some(&never)));
    }
    if !pairs.is_empty() {
        let pairs: Vec<&str> = pairs.iter().map(String::as_str).collect();
        odd.push(format!("always together: {}", some(&pairs)));
    }
    odd
}

/// The first of some names, and how many more there are.
fn some(names: &[&str]) -> String {
    const MOST: usize = 6;
    let first = names[..names.len().min(MOST)].join(", ");
    match names.len().saturating_sub(MOST) {
        0 => first,
        more => format!("{first} and {more} more"),
    }
}

/// The tag that has a name, or had it before it became part of that tag.
pub fn named<'a>(tags: &'a [TagView], name: &str) -> Option<&'a TagView> {
    let same = |other: &str| other.trim().to_lowercase() == name.trim().to_lowercase();
    let own = tags.iter().find(|view| same(&view.tag.name));
    own.or_else(|| {
        tags.iter()
            .find(|view| other_names(&view.tag.also).any(same))
    })
}

/// The tags that a review can begin with, and what belongs to each: the usual stated reasons, and three questions about
/// a customer's first weeks.
const STARTER: [(&str, &str); 11] = [
    (
        "price",
        "Too dear for what it gives, a price rise, no budget. Not: an error on an invoice.",
    ),
    (
        "missing feature",
        "Something the product does not do. Say which in a tag under it.",
    ),
    (
        "not working",
        "Errors, outages, slowness, data that was wrong.",
    ),
    (
        "hard to use",
        "It can be done, but they did not find out how, or it took too long.",
    ),
    ("support", "Answers came late, or did not help."),
    (
        "competitor",
        "They went to another product. Say which in a tag under it.",
    ),
    (
        "not used",
        "Nobody worked with it any more; they never made it a habit.",
    ),
    (
        "no longer needed",
        "Their business ended, was bought, or does something else now.",
    ),
    (
        "onboarding: welcome",
        "Was the customer welcomed and set up? Nobody called, the set-up stayed unfinished.",
    ),
    (
        "onboarding: first week",
        "What did they do in week one? They did not begin, or did not come back.",
    ),
    (
        "onboarding: first result",
        "Did they get what they came for, easily? It took too long, or never came.",
    ),
];

/// The starter codebook as one change, and how many of its tags are new.
pub fn starter(tags: &[TagView]) -> (Change, usize) {
    let new = STARTER
        .iter()
        .filter(|(name, _)| named(tags, name).is_none());
    let new: Vec<Change> = new
        .map(|(name, description)| {
            Change::add(Record::Tag(Tag {
                name: (*name).to_owned(),
                description: (*description).to_owned(),
                ..Tag::default()
            }))
        })
        .collect();
    let made = new.len();
    (Change::All(new), made)
}
