//! What an owner has to do already, and handing it over to another: actions that are open, and decisions they are asked
//! for. Must not know screens, nor where the list comes from.

use super::change::{Change, Field, Member, Subject};
use super::day::Day;
use super::gate;
use super::ids::OwnerId;
use super::money::counted;
use super::note::{ActionStatus, ActionView, NoteView};

/// How much somebody has to do already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OwnerLoad {
    /// Open actions that they answer for.
    pub open: usize,
    /// Of these, those whose day is over.
    pub late: usize,
}

impl OwnerLoad {
    /// What an owner answers for among some actions.
    pub fn of<'a>(
        owner: OwnerId,
        actions: impl IntoIterator<Item = &'a ActionView>,
        today: Day,
    ) -> OwnerLoad {
        let own = open_of(owner, actions);
        own.into_iter().fold(OwnerLoad::default(), |load, view| {
            let late = gate::late(&view.action, today).is_some();
            OwnerLoad {
                open: load.open + 1,
                late: load.late + usize::from(late),
            }
        })
    }

    /// `3 open, 1 late`; `None` where that is nothing.
    pub fn words(self) -> Option<String> {
        Some(match (self.open, self.late) {
            (0, _) => return None,
            (open, 0) => format!("{open} open"),
            (open, late) => format!("{open} open, {late} late"),
        })
    }
}

/// The open actions that somebody answers for.
pub fn open_of<'a>(
    owner: OwnerId,
    actions: impl IntoIterator<Item = &'a ActionView>,
) -> Vec<&'a ActionView> {
    let own = actions.into_iter();
    own.filter(|view| view.action.owner == Some(owner) && view.action.status == ActionStatus::Open)
        .collect()
}

/// The decisions that somebody is asked for, and has not answered.
pub fn asked_of(owner: OwnerId, notes: &[NoteView]) -> Vec<&NoteView> {
    let waits = |view: &&NoteView| view.note.waits() && view.note.asked == Some(owner);
    notes.iter().filter(waits).collect()
}

/// `3 open actions and 1 decision to answer`; `None` where there is neither.
pub fn left_behind(actions: usize, decisions: usize) -> Option<String> {
    let actions = (actions > 0).then(|| counted(actions, "open action"));
    let decisions =
        (decisions > 0).then(|| format!("{} to answer", counted(decisions, "decision")));
    let parts: Vec<String> = actions.into_iter().chain(decisions).collect();
    (!parts.is_empty()).then(|| parts.join(" and "))
}

/// What gives actions and decisions to somebody else. Who answers for an action from now on helps with it no more.
pub fn handed_over(actions: &[&ActionView], decisions: &[&NoteView], to: OwnerId) -> Vec<Change> {
    let now = Some(to.0);
    let mut changes = Vec::new();
    for view in actions {
        let action = &view.action;
        let (subject, was) = (Subject::Action(action.id), action.owner.map(|id| id.0));
        changes.push(Change::set(subject, Field::Owner, was, now));
        if action.with.contains(&to) {
            let action = action.id;
            changes.push(Change::Leave(Member::With { action, owner: to }));
        }
    }
    for view in decisions {
        let (subject, was) = (Subject::Note(view.note.id), view.note.asked.map(|id| id.0));
        changes.push(Change::set(subject, Field::Asked, was, now));
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::ActionId;
    use crate::domain::note::Action;

    fn action(id: i64, owner: i64, due: Option<i32>, with: &[i64]) -> ActionView {
        ActionView {
            action: Action {
                id: ActionId(id),
                owner: Some(OwnerId(owner)),
                with: with.iter().map(|id| OwnerId(*id)).collect(),
                due: due.map(Day),
                ..Action::default()
            },
            ..ActionView::default()
        }
    }

    #[test]
    fn open_actions_are_counted_and_handed_over_together() {
        let mut all = vec![
            action(1, 4, Some(10), &[]),
            action(2, 4, Some(30), &[5]),
            action(3, 5, None, &[]),
            action(4, 4, None, &[]),
        ];
        all[3].action.status = ActionStatus::Done;
        let load = |owner| OwnerLoad::of(OwnerId(owner), &all, Day(20)).words();
        assert_eq!(load(4).as_deref(), Some("2 open, 1 late"));
        assert_eq!(load(5).as_deref(), Some("1 open"));
        assert_eq!(load(6), None);
        let (to, of) = (OwnerId(5), |id| Subject::Action(ActionId(id)));
        let owner = |id| Change::set(of(id), Field::Owner, Some(4_i64), Some(5_i64));
        let leaves = Change::Leave(Member::With {
            action: ActionId(2),
            owner: to,
        });
        let open = open_of(OwnerId(4), &all);
        assert_eq!(handed_over(&open, &[], to), [owner(1), owner(2), leaves]);
        let words = left_behind(2, 1).unwrap();
        assert_eq!(words, "2 open actions and 1 decision to answer");
    }
}
