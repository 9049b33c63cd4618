//! How themes stand to the roadmap, and what that is worth: pure counting over themes and links.
//! Must not know the screen, nor how a link is made.

use crate::domain::ids::TagId;
use crate::domain::money::Cents;
use crate::domain::roadmap::{Link, RoadmapItem, Stance};
use crate::domain::themes::Themes;
use crate::domain::word::Word;

/// Statuses offered; a team may write any other.
pub const STATUSES: [&str; 4] = ["planned", "in progress", "shipped", "declined"];

/// How a theme stands to the roadmap; with several stances, a challenge counts before all.
pub fn standing(theme: TagId, links: &[Link]) -> Option<Stance> {
    let own = links.iter().filter(|l| l.theme == theme).map(|l| l.stance);
    let has = |stance: &Stance| own.clone().any(|own| own == *stance);
    let mut all = [Stance::Challenges, Stance::Aligns, Stance::Nothing].into_iter();
    all.find(has)
}

/// A part of the lost MRR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// What it is called.
    pub words: &'static str,
    /// The stance it stands for; `None` for the last two.
    pub stance: Option<Stance>,
    /// How much of the loss it is.
    pub lost: Cents,
}

/// Whether a theme aligns with one item and challenges another.
pub fn is_both(theme: TagId, links: &[Link]) -> bool {
    let own = links.iter().filter(|l| l.theme == theme).map(|l| l.stance);
    let has = |stance: Stance| own.clone().any(|own| own == stance);
    has(Stance::Aligns) && has(Stance::Challenges)
}

/// The lost MRR by stance, that of themes with both by itself; the parts add up to the whole loss.
pub fn shares(themes: &Themes, links: &[Link]) -> [Share; 6] {
    let sum = |is: &dyn Fn(TagId) -> bool| {
        let mine = themes.themes.iter().filter(|t| is(t.id));
        mine.map(|t| t.lost_mrr).sum()
    };
    let of =
        |stance: Option<Stance>| sum(&|id| standing(id, links) == stance && !is_both(id, links));
    let both = sum(&|id| is_both(id, links));
    let out = &themes.outside;
    let none = out.not_tagged.mrr + out.no_reason_in_it.mrr + out.nobody_said_why.mrr;
    let part = |words, stance, lost| Share {
        words,
        stance,
        lost,
    };
    let stances = Stance::ALL.map(|s| part(s.word(), Some(s), of(Some(s))));
    let [aligns, challenges, nothing] = stances;
    [
        aligns,
        part("both", Some(Stance::Challenges), both),
        challenges,
        nothing,
        part("not linked", None, of(None)),
        part("no theme", None, none),
    ]
}

/// A link in words: `aligns RPT-12`, `challenges: not on the roadmap`, `nothing`.
pub fn words(link: &Link, items: &[RoadmapItem]) -> String {
    let item = link.item.and_then(|id| items.iter().find(|i| i.id == id));
    match (link.stance, item) {
        (stance, Some(item)) => format!("{} {}", stance.word(), short(item)),
        (Stance::Challenges, None) => "challenges: not on the roadmap".to_owned(),
        (stance, None) => stance.word().to_owned(),
    }
}

/// An item's key, or its title if it has none.
pub fn short(item: &RoadmapItem) -> &str {
    let title_only = item.external.is_empty();
    if title_only {
        &item.title
    } else {
        &item.external
    }
}

/// Key and title.
pub fn named(item: &RoadmapItem) -> String {
    let words = format!("{} {}", item.external, item.title);
    words.trim().to_owned()
}

/// A new item from one line: a first word with a digit and a letter in it is its key.
pub fn item(line: &str) -> RoadmapItem {
    let line = line.trim();
    let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
    let digit = first.chars().any(|c| c.is_ascii_digit());
    let is_key = digit && first.chars().any(char::is_alphabetic) && !rest.trim().is_empty();
    let (key, title) = match is_key {
        true => (first, rest.trim()),
        false => ("", line),
    };
    RoadmapItem {
        external: key.to_owned(),
        title: title.to_owned(),
        status: STATUSES[0].to_owned(),
        ..RoadmapItem::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{LinkId, RoadmapId};
    use crate::domain::tally::Sum;
    use crate::domain::themes::{LostInPeriod, Outside, Theme, Unknown};

    fn link(theme: i64, item: Option<i64>, stance: Stance) -> Link {
        Link {
            id: LinkId(0),
            theme: TagId(theme),
            item: item.map(RoadmapId),
            stance,
            note: String::new(),
            meeting: None,
        }
    }

    fn themes() -> Themes {
        let theme = |id, lost, exposed_accounts| Theme {
            id: TagId(id),
            lost_mrr: Cents(lost),
            exposed_accounts,
            ..Theme::default()
        };
        Themes {
            period: "2026-10".parse().unwrap(),
            lost: LostInPeriod {
                mrr: Cents(1000),
                ..LostInPeriod::default()
            },
            themes: vec![theme(1, 500, 7), theme(2, 300, 9), theme(3, 100, 1)],
            outside: Outside {
                nobody_said_why: Sum {
                    accounts: 1,
                    mrr: Cents(100),
                },
                ..Outside::default()
            },
            unknown: Unknown::default(),
            hindsight: None,
        }
    }

    #[test]
    fn a_theme_with_both_is_a_part_of_its_own_and_the_parts_make_the_whole() {
        let mut links = vec![
            link(1, Some(1), Stance::Aligns),
            link(1, Some(2), Stance::Challenges),
            link(2, None, Stance::Nothing),
        ];
        let lost = |links: &[Link]| shares(&themes(), links).map(|s| s.lost.0);
        assert_eq!(lost(&links), [0, 500, 0, 300, 100, 100]);
        links.remove(0);
        assert_eq!(lost(&links), [0, 0, 500, 300, 100, 100]);
    }

    #[test]
    fn a_line_makes_an_item() {
        let of = |line| {
            let item = item(line);
            (item.external, item.title)
        };
        for (line, key, title) in [
            ("RPT-12 Report builder", "RPT-12", "Report builder"),
            (" Report builder ", "", "Report builder"),
            ("2026 plans", "", "2026 plans"),
        ] {
            assert_eq!(of(line), (key.to_owned(), title.to_owned()));
        }
    }
}
