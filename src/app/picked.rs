//! The accounts that an action written here is for: picked from the list one is looking at, all of them or a half
//! that the room draws. Must not know any list, nor when anything is judged.

use crate::domain::day::Day;
use crate::domain::effect::aim::{Aim, DRAW, Listed};
use crate::domain::ids::{AccountId, ActionId, TagId};

/// Accounts of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PickedAccounts {
    /// Those that were marked; all of the list where none was.
    pub touched: Vec<AccountId>,
    /// The rest of the list.
    pub others: Vec<AccountId>,
    /// Whether they are held against all the rest of the room.
    pub rest: bool,
    /// What the list is called.
    pub source: String,
    /// Whether somebody marked them; else it is the whole list.
    pub marked: bool,
}

/// Whom an action is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Whom {
    /// No accounts: it is judged by its theme.
    #[default]
    Nobody,
    /// Those that were picked.
    Picked,
    /// A half of them, drawn.
    Half,
}

impl Whom {
    /// The next one.
    pub fn turned(self) -> Whom {
        match self {
            Whom::Nobody => Whom::Picked,
            Whom::Picked => Whom::Half,
            Whom::Half => Whom::Nobody,
        }
    }
}

impl PickedAccounts {
    /// How many of them an action is for.
    pub fn count(&self, whom: Whom) -> u64 {
        let all = self.touched.len() as u64;
        match whom {
            Whom::Nobody => 0,
            Whom::Picked => all,
            Whom::Half => all.div_ceil(2),
        }
    }

    /// What an action that is added with it is for; `None` where that is its theme.
    pub fn aim(&self, whom: Whom, theme: Option<TagId>, day: Day) -> Option<Aim> {
        let listed = |touched: bool| {
            move |account: &AccountId| Listed {
                account: *account,
                touched,
            }
        };
        let mut members: Vec<Listed> = self.touched.iter().map(listed(true)).collect();
        let (rest, seed) = match whom {
            Whom::Nobody => return None,
            Whom::Picked => {
                members.extend(self.others.iter().map(listed(false)));
                (self.rest, String::new())
            }
            Whom::Half => (false, DRAW.to_owned()),
        };
        Some(Aim {
            action: Some(ActionId(0)),
            day,
            theme,
            seed,
            rest,
            source: self.source.clone(),
            members,
            ..Aim::default()
        })
    }
}

/// A title inside a sentence: `left or shrank in December 2026`.
pub fn lower_first(title: &str) -> String {
    let mut chars = title.chars();
    let first = chars.next().into_iter().flat_map(char::to_lowercase);
    first.chain(chars).collect()
}

/// What a list says of picking from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picks {
    /// What it is called.
    pub source: String,
    /// Whether all of it is there, so that it is taken whole where nothing is marked, and what is marked is held
    /// against what is not.
    pub whole: bool,
    /// Whether, taken whole, it is held against the rest of the room. A list of those likely to leave is not.
    pub rest: bool,
}

impl Picks {
    /// Those marked of a list, or all of it.
    pub fn of(self, marked: Vec<AccountId>, others: Vec<AccountId>) -> Option<PickedAccounts> {
        let Picks {
            source,
            whole,
            rest,
        } = self;
        Some(match (marked.is_empty(), whole) {
            (true, false) => return None,
            (true, true) if others.is_empty() => return None,
            (true, true) => PickedAccounts {
                touched: others,
                others: Vec::new(),
                rest,
                source,
                marked: false,
            },
            (false, _) => PickedAccounts {
                marked: true,
                source: format!("{} marked of {source}", marked.len()),
                touched: marked,
                others: if whole { others } else { Vec::new() },
                rest: !whole,
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picks(whole: bool) -> Picks {
        Picks {
            source: "at risk".to_owned(),
            whole,
            rest: false,
        }
    }

    fn ids(all: &[i64]) -> Vec<AccountId> {
        all.iter().copied().map(AccountId).collect()
    }

    #[test]
    fn what_is_marked_is_held_against_the_rest_of_its_list() {
        let one = picks(true).of(ids(&[1]), ids(&[2, 3])).unwrap();
        assert_eq!((one.others.len(), one.rest), (2, false));
        assert!(one.marked && lower_first("Left in May 2026") == "left in May 2026");
        assert_eq!(one.source, "1 marked of at risk");
        let aim = one.aim(Whom::Picked, None, Day(20_000)).unwrap();
        assert_eq!((aim.members.len(), aim.touched().count()), (3, 1));
        assert_eq!(one.aim(Whom::Nobody, None, Day(20_000)), None);
        let paged = picks(false).of(ids(&[1]), ids(&[2, 3])).unwrap();
        assert!(paged.rest && paged.others.is_empty());
        assert_eq!(picks(false).of(ids(&[]), ids(&[2])), None);
        assert_eq!(picks(true).of(ids(&[]), ids(&[])), None);
    }

    #[test]
    fn half_of_it_is_for_the_room_to_draw() {
        let all = picks(true).of(ids(&[]), ids(&[1, 2, 3])).unwrap();
        let aim = all.aim(Whom::Half, Some(TagId(4)), Day(20_000)).unwrap();
        assert_eq!((aim.seed.as_str(), aim.rest), (DRAW, false));
        assert_eq!((all.count(Whom::Half), all.count(Whom::Picked)), (2, 3));
        assert_eq!(Whom::Half.turned().turned(), Whom::Picked);
    }
}
