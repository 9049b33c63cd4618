//! A room whose file was replaced, removed or overwritten while it was looked at: it is only read, and the next
//! words that somebody begins go into the room that lies there now. A line that was begun before is no word for that
//! one: sent, it comes back there and is sent again. Must not know files.

use std::collections::BTreeSet;

use crate::domain::failure::Failure;
use crate::domain::note::NoteKind;
use crate::keys::{Command, Context};

use super::frame;
use super::model::{ForRoom, Model};
use super::msg::{Job, Msg};
use super::place::ScreenKind;
use super::round::Round;
use super::shared::Draft;

/// The file that was opened is not there any more, or holds something else.
pub(super) fn lost(round: &mut Round<'_>, failure: Failure) {
    round.model.shared.room.lost = true;
    // What was saved was saved in the file that is gone: that is no word for what is seen from here on.
    round.model.shared.messages.fade();
    frame::unsound(round, failure);
}

/// Whether what is to be written has to wait for another room; once that has been tried it does not.
pub(super) fn is_due(model: &Model) -> bool {
    model.shared.room.lost && model.waits.is_none()
}

/// Has the room opened that lies there now. What is typed from here on waits for it: it is meant for the line
/// that the command opens.
pub(super) fn open(round: &mut Round<'_>, command: Command) {
    wait(round, command, false);
}

/// The same for a line that is sent: it comes back in that room, where whoever wrote it says whether it belongs there.
pub(super) fn send(round: &mut Round<'_>, draft: Draft) {
    let command = match draft {
        Draft::Action => Command::Action,
        Draft::Note(NoteKind::Decision) => Command::Decision,
        Draft::Note(NoteKind::Note | NoteKind::Question | NoteKind::NoAction) => Command::Note,
        Draft::Mark | Draft::MarkEdited => Command::AddMark,
    };
    wait(round, command, true);
}

fn wait(round: &mut Round<'_>, command: Command, sends: bool) {
    round.model.waits = Some(ForRoom {
        command,
        sends,
        is_open: false,
        unsaved: false,
    });
    round.work(Job::OpenAnew);
}

/// It was opened: nothing of the other room is shown any more. Else its words are taken down over the room that
/// was there, and are not lost.
pub(super) fn opened(round: &mut Round<'_>, outcome: Result<(), Failure>) {
    let unread = round.model.shared.messages.unread.as_ref();
    let unsaved = unread.is_some_and(Failure::is_not_saved);
    if let Some(waits) = &mut round.model.waits {
        (waits.is_open, waits.unsaved) = (true, unsaved);
    }
    match outcome {
        Ok(()) => {
            leave(round.model);
            frame::opened(round);
            round
                .model
                .shared
                .say("this is the room that lies there now");
        }
        Err(failure) => match round.model.waits.filter(|waits| waits.sends) {
            // The line is still there.
            Some(_) => {
                round.model.waits = None;
                let hint = "the words stay here; Enter tries again";
                round.model.shared.fail(failure.not_saved().hint(hint));
            }
            None => {
                round.model.shared.fail(failure);
                go_on(round);
            }
        },
    }
}

/// Nothing of the other room is true of this one; lines that were not stored are kept.
fn leave(model: &mut Model) {
    model.forget();
    // A question about a meeting left running would take the keys of the line.
    model.greeted = true;
    let shared = &mut model.shared;
    shared.screen = ScreenKind::Lobby;
    shared.room.others = None;
    (shared.sitting, shared.period, shared.minutes_of) = (None, None, None);
    (shared.seen, shared.here) = (Default::default(), BTreeSet::new());
    shared.refused.clear();
}

/// The room has answered: the line opens, and what was typed meanwhile goes into it.
pub(super) fn go_on(round: &mut Round<'_>) {
    if let Some(waits) = round.model.waits.filter(|w| w.is_open) {
        round.run(waits.command);
        round.model.waits = None;
        let shared = &mut round.model.shared;
        if waits.sends {
            let words = "it was written over the room that was there before";
            let hint = "this is the one that lies there now: Enter saves it here";
            shared.fail(Failure::failed(words).not_saved().hint(hint));
        } else if waits.unsaved && !shared.drafts.is_empty() {
            let words = "what was written just before the room was swapped";
            let hint = "it comes back with the next line of its kind";
            shared.fail(Failure::failed(words).not_saved().hint(hint));
        }
    }
}

/// Keeps what is typed while keys have to wait; leaving is possible at any time.
pub(super) fn keeps(model: &mut Model, msg: &Msg) -> bool {
    let typed = match msg {
        Msg::Chord(chord) => {
            let while_typing = model.shared.keymap.command(Context::Text, *chord);
            while_typing != Some(Command::Quit)
        }
        Msg::Paste(_) | Msg::Click(_) | Msg::Scroll(_) => true,
        Msg::Opened | Msg::Resize(..) | Msg::Tick(_) | Msg::Answered(..) | Msg::Applied(..) => {
            false
        }
        Msg::Fed(_) | Msg::Others(_) | Msg::Edited(_) | Msg::Masked | Msg::Progress(_) => false,
        Msg::Looked(..)
        | Msg::Made(..)
        | Msg::Finished(_)
        | Msg::Background(_)
        | Msg::Unsound(_) => false,
        Msg::Lost(_) | Msg::OpenedAnew(_) => false,
    };
    let keeps = typed && model.holds_keys();
    if keeps && !is_sent_again(model, msg) {
        model.typed_ahead.push_back(msg.clone());
    }
    keeps
}

/// Whether a line is sent that is sent already: nobody has seen yet where to.
fn is_sent_again(model: &Model, msg: &Msg) -> bool {
    let accepts =
        |chord| model.shared.keymap.command(Context::Text, chord) == Some(Command::Accept);
    let sends = model.waits.as_ref().is_some_and(|waits| waits.sends);
    sends && matches!(msg, Msg::Chord(chord) if accepts(*chord))
}
