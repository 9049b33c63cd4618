//! What a codebook is looked up by, and one to begin with. Must not know how tags are kept.

use traversable::TraversableMut;
use unicode_normalization::UnicodeNormalization;

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

/// What may be wrong with a codebook, and which tags it is said of.
pub struct Odd {
    what: &'static str,
    tags: Vec<String>,
}

impl Odd {
    /// In a line: as many of the tags as fit, at least one and six at most, and how many more there are.
    pub fn line(&self, fits: impl Fn(&str) -> bool) -> String {
        const MOST: usize = 6;
        let first = |n: usize| {
            let named = self.tags[..n].join(", ");
            match self.tags.len() - n {
                0 => format!("{}: {named}", self.what),
                more => format!("{}: {named} and {more} more", self.what),
            }
        };
        let most = self.tags.len().min(MOST);
        let fitting = (1..=most).rev().map(first).find(|line| fits(line));
        fitting.unwrap_or_else(|| first(most.min(1)))
    }
}

/// What may be wrong with a codebook: tags never used, and those that always come with another.
pub fn odd(tags: &[TagView], together: &[Together]) -> Vec<Odd> {
    let used = |tag: &TagView| {
        let below = tags.iter().filter(|one| one.tag.parent == Some(tag.tag.id));
        tag.used + below.map(|one| one.used).sum::<u64>()
    };
    let offered = tags.iter().filter(|view| !view.tag.archived);
    let never = offered
        .filter(|view| used(view) == 0)
        .map(|view| view.tag.name.clone());
    let name = |id: TagId| {
        let found = tags.iter().find(|view| view.tag.id == id);
        found.map_or("", |view| view.tag.name.as_str())
    };
    // Where each comes with the other only, that is one pair.
    let said = |one: &&Together| {
        let back = Together {
            tag: one.with,
            with: one.tag,
        };
        one.tag < one.with || !together.contains(&back)
    };
    let pairs = together.iter().filter(said);
    let pairs = pairs.map(|one| format!("{} with {}", name(one.tag), name(one.with)));
    let all = [
        ("never used", never.collect::<Vec<_>>()),
        ("always together", pairs.collect()),
    ];
    let all = all.into_iter().map(|(what, tags)| Odd { what, tags });
    all.filter(|odd| !odd.tags.is_empty()).collect()
}

/// A tag's name as names are compared, whoever types them and in whichever file they stand: without case, and with one
/// blank between two words.
pub fn folded(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    let name = words.join(" ");
    match name.is_ascii() {
        true => name.to_ascii_lowercase(),
        false => name.nfc().collect::<String>().to_lowercase(),
    }
}

/// Whether two names are one tag's.
pub fn same_name(one: &str, other: &str) -> bool {
    folded(one) == folded(other)
}

/// The tag that has a name, or had it before it became part of that tag.
pub fn named<'a>(tags: &'a [TagView], name: &str) -> Option<&'a TagView> {
    let same = |other: &str| same_name(other, name);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_without_case_in_any_script() {
        for (one, other, same) in [
            ("Price", " price ", true),
            ("Ärger", "ärger", true),
            ("A\u{308}rger", "ärger", true),
            ("ΛΌΓΟΣ", "λόγος", true),
            ("ЦЕНА", "цена", true),
            ("slow  support", "Slow support", true),
            ("Arger", "ärger", false),
            ("price", "prices", false),
        ] {
            assert_eq!(same_name(one, other), same, "{one} and {other}");
        }
    }

    #[test]
    fn tags_that_come_with_each_other_are_one_pair() {
        let tag = |id, name: &str| TagView {
            tag: Tag {
                id: TagId(id),
                name: name.to_owned(),
                ..Tag::default()
            },
            used: 5,
            letter: String::new(),
        };
        let pair = |tag, with| Together {
            tag: TagId(tag),
            with: TagId(with),
        };
        let tags = [tag(1, "price"), tag(2, "seats"), tag(3, "slow")];
        let together = [pair(2, 1), pair(1, 2), pair(3, 1)];
        let lines: Vec<String> = odd(&tags, &together)
            .iter()
            .map(|odd| odd.line(|_| true))
            .collect();
        assert_eq!(
            lines,
            ["always together: price with seats, slow with price"]
        );
    }

    #[test]
    fn a_line_says_how_many_more_there_are_whatever_fits() {
        let tags = |n: usize| (0..n).map(|n| format!("tag {n}")).collect();
        let odd = |n| Odd {
            what: "never used",
            tags: tags(n),
        };
        for (n, room, line) in [
            (1, 80, "never used: tag 0"),
            (2, 80, "never used: tag 0, tag 1"),
            (
                9,
                80,
                "never used: tag 0, tag 1, tag 2, tag 3, tag 4, tag 5 and 3 more",
            ),
            (9, 40, "never used: tag 0, tag 1 and 7 more"),
            (2, 10, "never used: tag 0 and 1 more"),
        ] {
            assert_eq!(odd(n).line(|line| line.len() <= room), line);
        }
    }
}
