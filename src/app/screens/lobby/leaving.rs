//! Somebody who leaves the team, from the lobby: what they leave behind is named, and handed over as one change.
//! Must not know how it is drawn.

use crate::app::cx::{Choice, Cx, LetterQuestion, Offer};
use crate::app::shared::Shared;
use crate::domain::change::{Change, Field, Subject};
use crate::domain::day::Day;
use crate::domain::ids::{ActionId, OwnerId};
use crate::domain::note::{ActionView, NoteView};
use crate::domain::owned::{asked_of, handed_over, left_behind, open_of};
use crate::domain::roadmap::Owner;

use super::Lobby;

impl Lobby {
    fn open_actions(&self, owner: OwnerId) -> Vec<&ActionView> {
        open_of(owner, self.open.iter().flatten())
    }

    fn asked_for(&self, owner: OwnerId) -> Vec<&NoteView> {
        asked_of(owner, &self.asked)
    }

    /// What somebody has to do still, in words.
    pub(super) fn left_behind(&self, owner: OwnerId) -> Option<String> {
        left_behind(self.open_actions(owner).len(), self.asked_for(owner).len())
    }

    /// Who has left and has something to do still: `Nils left on 3 Nov: 2 open actions`.
    pub fn owed_by_nobody(&self, shared: &Shared) -> Vec<String> {
        let left = shared.room.owners.iter().filter_map(|owner| {
            let day = owner.left_on?.near(shared.time.today);
            let what = self.left_behind(owner.id)?;
            Some(format!("{} left on {day}: {what}", owner.name))
        });
        left.collect()
    }

    /// Asks what becomes of what somebody has to do, who leaves or has left.
    pub(super) fn ask_leaving(&self, cx: &mut Cx<'_>) {
        let owner = self.owners.key().and_then(|id| cx.shared.room.owner(*id));
        let Some(owner) = owner.cloned() else {
            return;
        };
        let left = match owner.left_on {
            Some(day) => format!("{} left on {}", owner.name, day.long()),
            None => format!("Does {} leave the team?", owner.name),
        };
        let mut question = LetterQuestion::new(cx.place, left);
        if let Some(what) = self.left_behind(owner.id) {
            let (all, one) = (owner.clone(), owner.clone());
            question = question
                .line(format!("{} has {what}", owner.name))
                .answer(
                    'h',
                    "hand all of it to somebody",
                    move |_: &mut Lobby, cx| {
                        let id = all.id;
                        ask_whom(all, cx, move |lobby, to, cx| {
                            lobby.hand_over(id, None, to, cx);
                        });
                    },
                )
                .answer('o', "hand one action over", move |lobby: &mut Lobby, cx| {
                    lobby.ask_which(one, cx);
                });
        }
        let (gone, back) = (owner.clone(), owner.clone());
        question = match owner.left_on {
            None => question.answer('l', "leaves today; nothing is handed over", {
                move |_: &mut Lobby, cx: &mut Cx<'_>| {
                    let today = cx.shared.time.today;
                    cx.apply(leaves(&gone, Some(today)));
                }
            }),
            Some(_) => question.answer('b', "is back", move |_: &mut Lobby, cx: &mut Cx<'_>| {
                cx.apply(leaves(&back, None));
            }),
        };
        cx.open(question);
    }

    /// One of the actions of somebody.
    fn ask_which(&self, owner: Owner, cx: &mut Cx<'_>) {
        let all = self.open_actions(owner.id).into_iter();
        let choice = |view: &ActionView| {
            let due = view.action.due.map_or("when?".to_owned(), Day::long);
            Choice::new(view.action.id, &view.action.what, due)
        };
        let choices: Vec<Choice<ActionId>> = all.map(choice).collect();
        let title = format!("Which action of {}", owner.name);
        let take = move |_: &mut Lobby, action, cx: &mut Cx<'_>| {
            let id = owner.id;
            ask_whom(owner, cx, move |lobby, to, cx| {
                lobby.hand_over(id, Some(action), to, cx);
            });
        };
        cx.open(Offer::new(cx.place, title, choices, take));
    }

    /// Hands all of it over, and leaves with that; or one action alone.
    fn hand_over(&self, from: OwnerId, only: Option<ActionId>, to: OwnerId, cx: &mut Cx<'_>) {
        let mut actions = self.open_actions(from);
        actions.retain(|view| only.is_none_or(|only| view.action.id == only));
        let decisions = match only {
            None => self.asked_for(from),
            Some(_) => Vec::new(),
        };
        let mut changes = handed_over(&actions, &decisions, to);
        let today = cx.shared.time.today;
        let owner = cx.shared.room.owner(from);
        let leaving = owner.filter(|owner| only.is_none() && owner.left_on.is_none());
        changes.extend(leaving.map(|owner| leaves(owner, Some(today))));
        cx.apply(Change::All(changes));
    }
}

/// Who gets it: anybody who is in the team.
fn ask_whom(
    from: Owner,
    cx: &mut Cx<'_>,
    then: impl FnOnce(&mut Lobby, OwnerId, &mut Cx<'_>) + 'static,
) {
    let there = cx.shared.room.team().filter(|owner| owner.id != from.id);
    let people = there.map(|owner| Choice::new(owner.id, &owner.name, &owner.team));
    let people: Vec<Choice<OwnerId>> = people.collect();
    let title = format!("Who takes over from {}", from.name);
    cx.open(Offer::new(cx.place, title, people, then));
}

fn leaves(owner: &Owner, on: Option<Day>) -> Change {
    let number = |day: Option<Day>| day.map(|day| i64::from(day.0));
    let subject = Subject::Owner(owner.id);
    Change::set(subject, Field::LeftOn, number(owner.left_on), number(on))
}
