//! What an action or a shipped item is to move, settled when it is agreed: the accounts it is for, with those of the
//! same list that are left as they were, or a theme; and the day on which it is judged.
//! Must not know how it is judged.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::verdict::Verdict;
use crate::domain::day::Day;
use crate::domain::field::{Field, FieldOf, Holds, Plain, Thing, is, row};
use crate::domain::ids::{AccountId, ActionId, AimId, RoadmapId, TagId};
use crate::domain::period::Period;
use crate::domain::sort::sort;
use crate::domain::subject::Subject;

/// In place of a seed: the room is to draw half of the list when the aim is added.
pub const DRAW: &str = "draw";

/// An account of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Which.
    pub account: AccountId,
    /// Whether something is done for it; else it is left as it was.
    pub touched: bool,
}

/// What was settled of the day on which it is judged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
#[serde(default)]
pub struct Promise {
    /// From this day on there is a verdict; `None` where no list of that size would do.
    pub on: Option<Day>,
    /// How likely a halving is found by then.
    pub power: Option<f64>,
    /// Accounts it touched that were active then; of a theme none.
    pub touched: u64,
    /// The others of the list.
    pub others: u64,
    /// Accounts times months that are to come after it, where it is judged by a theme.
    pub account_months: u64,
    /// The period whose numbers chose it.
    pub chosen: Option<Period>,
    /// How far the data reached then: who was active by it was counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reach: Option<Day>,
}

impl Plain for Promise {}

/// What is to be moved, by whom, and when that is judged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "a field is what its name says")]
pub struct Aim {
    pub id: AimId,
    pub action: Option<ActionId>,
    pub item: Option<RoadmapId>,
    /// The list's day; without a list the day it was agreed.
    pub day: Day,
    /// The theme it was meant to move then.
    pub theme: Option<TagId>,
    /// What the half was drawn by; empty where somebody picked the accounts.
    pub seed: String,
    /// Whether the others are all that were active on the list's day.
    pub rest: bool,
    /// Where the list came from, in words.
    pub source: String,
    /// When it is judged; the room settles that when the aim is added.
    pub promise: Option<Promise>,
    /// What was found on that day; it stays.
    pub verdict: Option<Verdict>,
    /// The list; empty where it is judged by its theme.
    pub members: Vec<Listed>,
}

impl Aim {
    /// The action or item it belongs to.
    pub fn of(&self) -> Option<Subject> {
        let action = self.action.map(Subject::Action);
        action.or(self.item.map(Subject::Item))
    }

    /// Whose aims a thing has: those of an action or of a roadmap item; no other thing has any.
    pub fn ends(of: Subject) -> (Option<ActionId>, Option<RoadmapId>) {
        match of {
            Subject::Action(id) => (Some(id), None),
            Subject::Item(id) => (None, Some(id)),
            Subject::Room | Subject::Account(_) | Subject::Feedback(_) => (None, None),
            Subject::Tag(_) | Subject::Owner(_) | Subject::Link(_) => (None, None),
            Subject::Meeting(_) | Subject::Note(_) | Subject::Aim(_) => (None, None),
            Subject::DayMark(_) | Subject::Outreach(_) | Subject::Import(_) => (None, None),
        }
    }

    /// Whether its half was drawn.
    pub fn is_drawn(&self) -> bool {
        !self.seed.is_empty()
    }

    /// The accounts that something is done for.
    pub fn touched(&self) -> impl Iterator<Item = AccountId> + '_ {
        let touched = self.members.iter().filter(|one| one.touched);
        touched.map(|one| one.account)
    }

    /// Its list with half of it drawn: in the order of their hashes the first half, an odd one more, is touched.
    /// The same seed draws the same half.
    pub fn draw(&mut self, seed: &str, hash: impl Fn(&str) -> u64) {
        let mut order: Vec<(u64, AccountId)> = self
            .members
            .iter()
            .map(|one| (hash(&format!("{seed} {}", one.account)), one.account))
            .collect();
        sort(&mut order);
        let half: Vec<AccountId> = order
            .iter()
            .take(order.len().div_ceil(2))
            .map(|one| one.1)
            .collect();
        for one in &mut self.members {
            one.touched = half.contains(&one.account);
        }
        seed.clone_into(&mut self.seed);
    }
}

/// Its list is a set and not among them.
#[rustfmt::skip]
impl Thing for Aim {
    const FIELDS: &'static [FieldOf<Aim>] = &[
        row(is(Field::Action, "action", Holds::Points(|id| Subject::Action(id.into())), "the action").fixed(), |a| &a.action, |a| &mut a.action),
        row(is(Field::Item, "item", Holds::Points(|id| Subject::Item(id.into())), "the roadmap item").fixed(), |a| &a.item, |a| &mut a.item),
        row(is(Field::Day, "day", Holds::NeedsDay, "the list's day").fixed(), |a| &a.day, |a| &mut a.day),
        row(is(Field::Theme, "theme", Holds::Points(|id| Subject::Tag(id.into())), "the theme"), |a| &a.theme, |a| &mut a.theme),
        row(is(Field::Seed, "seed", Holds::Text, "the seed").open().fixed(), |a| &a.seed, |a| &mut a.seed),
        row(is(Field::Rest, "rest", Holds::Flag, "whether the others are all the rest").fixed(), |a| &a.rest, |a| &mut a.rest),
        row(is(Field::Source, "source", Holds::Text, "where the list came from").fixed(), |a| &a.source, |a| &mut a.source),
        row(is(Field::Promise, "promise", Holds::Figures, "the day it is judged").open().fixed(), |a| &a.promise, |a| &mut a.promise),
        row(is(Field::Verdict, "verdict", Holds::Figures, "the verdict").open(), |a| &a.verdict, |a| &mut a.verdict),
    ];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::risk::hash;

    fn list(accounts: i64) -> Aim {
        let listed = |id| Listed {
            account: AccountId(id),
            touched: true,
        };
        Aim {
            members: (1..=accounts).map(listed).collect(),
            ..Aim::default()
        }
    }

    #[test]
    fn half_of_a_list_is_drawn_and_the_same_seed_draws_the_same() {
        for (accounts, touched) in [(1, 1), (2, 1), (7, 4), (100, 50)] {
            let (mut one, mut again, mut other) = (list(accounts), list(accounts), list(accounts));
            one.draw("a", hash);
            again.draw("a", hash);
            other.draw("b", hash);
            assert_eq!(one.touched().count(), touched);
            assert_eq!(one, again);
            assert!(one.is_drawn());
            assert!(accounts < 7 || one.members != other.members);
        }
    }

    #[test]
    fn its_structures_read_back_from_the_store() {
        let promise = Promise {
            on: "2027-07-01".parse().ok(),
            power: Some(0.812_345),
            chosen: "2026-10".parse().ok(),
            ..Promise::default()
        };
        let mut aim = Aim {
            promise: Some(promise),
            ..Aim::default()
        };
        let was = aim.clone();
        for row in Aim::FIELDS {
            let value = (row.get)(&aim).value();
            assert!((row.get_mut)(&mut aim).put(value), "{}", row.is.column);
        }
        assert_eq!(aim, was);
    }
}
