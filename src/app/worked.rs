//! Asking the room itself whether an action worked: its answer is kept beside what is counted, with who gave it.
//! Must not know any screen.

use crate::domain::effect::agreed::says;
use crate::domain::note::Action;
use crate::domain::says::RoomSays;

use super::cx::{Cx, LetterQuestion};
use super::screen::Screen;

/// Asks it of an action.
pub fn ask<S: Screen>(action: &Action, cx: &mut Cx<'_>) {
    let say = |now: Option<RoomSays>| {
        let action = action.clone();
        move |_: &mut S, cx: &mut Cx<'_>| {
            let (person, today) = (cx.shared.person.clone(), cx.shared.time.today);
            let change = says(&action, now, &person, today);
            change.into_iter().for_each(|change| cx.apply(change));
        }
    };
    let question = LetterQuestion::new(cx.place, "Did it work?")
        .line(action.what.clone())
        .answer('y', "it worked", say(Some(RoomSays::Worked)))
        .answer('n', "it did not", say(Some(RoomSays::DidNot)))
        .answer('l', "too early to say", say(Some(RoomSays::TooEarly)))
        .answer('o', "it was not done", say(Some(RoomSays::NotDone)))
        .answer('c', "no answer yet", say(None));
    cx.open(question);
}
