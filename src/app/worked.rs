//! Asking the room itself whether an action or a shipped item worked: its answer is kept beside what is counted, with who gave it.
//! Must not know any screen.

use crate::domain::change::{Change, Subject};
use crate::domain::day::Day;
use crate::domain::effect::agreed::{differing, says};
use crate::domain::note::Action;
use crate::domain::roadmap::RoadmapItem;
use crate::domain::says::RoomSays;

use super::cx::{Cx, LetterQuestion};
use super::screen::Screen;

/// Asks it of an action.
pub fn ask<S: Screen>(action: &Action, cx: &mut Cx<'_>) {
    let question = LetterQuestion::new(cx.place, "Did it work?").line(action.what.clone());
    let action = action.clone();
    put::<S>(question, cx, move |now, by, on| says(&action, now, by, on));
}

/// Asks it of an item that has shipped, beside what the facts say.
pub fn ask_item<S: Screen>(item: &RoadmapItem, facts: Vec<String>, cx: &mut Cx<'_>) {
    let title = format!("{} {}", item.external, item.title);
    let question = LetterQuestion::new(cx.place, "Did it work?").line(title);
    let question = facts.into_iter().fold(question, LetterQuestion::line);
    let (item, subject) = (item.clone(), Subject::Item(item.id));
    put::<S>(question, cx, move |now, by, on| {
        differing(subject, &item, item.says(now, by, on))
    });
}

/// The answers, and what each changes.
fn put<S: Screen>(
    question: LetterQuestion,
    cx: &mut Cx<'_>,
    says: impl Fn(Option<RoomSays>, &str, Day) -> Option<Change> + Clone + 'static,
) {
    let say = |now: Option<RoomSays>| {
        let says = says.clone();
        move |_: &mut S, cx: &mut Cx<'_>| {
            let (person, today) = (cx.shared.person.clone(), cx.shared.time.today);
            let change = says(now, &person, today);
            change.into_iter().for_each(|change| cx.apply(change));
        }
    };
    let question = question
        .answer('y', "it worked", say(Some(RoomSays::Worked)))
        .answer('n', "it did not", say(Some(RoomSays::DidNot)))
        .answer('l', "too early to say", say(Some(RoomSays::TooEarly)))
        .answer('o', "it was not done", say(Some(RoomSays::NotDone)))
        .answer('c', "no answer yet", say(None));
    cx.open(question);
}
