//! Which commands are possible now over what is in front, and why another is not.
//! Must not know how a command is carried out.

use crate::domain::agenda::Section;
use crate::keys::Command;

use super::screen::Screen;
use super::screens::{FrameDoing, WayTo};
use super::shared::{Draft, Shared};

/// Whether a command is possible now: what is in front says so of its own, the rest mean the same everywhere.
pub(super) fn can(front: &dyn Screen, shared: &Shared, command: Command) -> bool {
    let own = front.can(command, shared);
    own.unwrap_or_else(|| everywhere(front, shared, command))
}

fn everywhere(front: &dyn Screen, shared: &Shared, command: Command) -> bool {
    match WayTo::of(command, front, shared) {
        WayTo::Screen(_) => true,
        WayTo::Layer(layer) => layer.is_some(),
        WayTo::Frame(doing) => the_frame(doing, front, shared),
        WayTo::Nowhere => false,
    }
}

fn the_frame(doing: FrameDoing, front: &dyn Screen, shared: &Shared) -> bool {
    let sits = shared.sitting.is_some();
    let moves = shared.sitting.is_some_and(|s| s.moves);
    let writes = shared.writes();
    let waits = |draft| !shared.draft(draft).is_empty();
    match doing {
        FrameDoing::Start => !sits && writes && shared.period.is_some(),
        FrameDoing::On => writes && (moves || !sits && shared.period.is_some()),
        FrameDoing::BackOn => {
            writes && moves && shared.section().is_some_and(|s| s != Section::Numbers)
        }
        FrameDoing::Pause | FrameDoing::Extend | FrameDoing::Adjourn | FrameDoing::End => {
            writes && moves
        }
        FrameDoing::TakeOver => writes && sits && !moves,
        // Words that could not be saved are still to be had; for others the room is opened that lies there now.
        FrameDoing::WriteAction => writes || shared.room.lost || waits(Draft::Action),
        FrameDoing::WriteNote(kind) => writes || shared.room.lost || waits(Draft::Note(kind)),
        FrameDoing::Undo | FrameDoing::Redo | FrameDoing::Import => writes,
        FrameDoing::Minutes | FrameDoing::HalfPage => shared.minutes_of().is_some(),
        FrameDoing::Copy => front.copied(shared).is_some(),
        FrameDoing::EditOutside => front.text().is_some(),
        FrameDoing::Back
        | FrameDoing::Mask
        | FrameDoing::Presenter
        | FrameDoing::Period
        | FrameDoing::Palette => true,
        FrameDoing::Hand | FrameDoing::Redraw | FrameDoing::Suspend | FrameDoing::Quit => true,
    }
}

/// Why a command is not possible, for the footer.
pub(super) fn why_not(shared: &Shared, command: Command) -> String {
    let words = command.words();
    if let Some(reason) = shared.room.read_only() {
        return format!("{words}: nothing can be written, {reason}");
    }
    match (command, shared.sitting) {
        (
            Command::On | Command::BackOn | Command::Pause | Command::Extend | Command::End,
            Some(sitting),
        ) if !sitting.moves => {
            format!("{words}: another terminal moves the clock; take it over from the palette")
        }
        (Command::Pause | Command::Extend | Command::Adjourn | Command::End, None) => {
            format!("{words}: no meeting is running")
        }
        (Command::Counting, Some(_)) => {
            let kept = shared.profile();
            format!("{words}: the meeting keeps {kept}, with which it was started")
        }
        (Command::Worked, _) => format!("{words}: only of what was done, or has shipped"),
        (Command::Recap, _) => format!("{words}: no meeting yet, > starts one"),
        (Command::Thread, _) => format!("{words}: nothing is selected here"),
        _ => format!("{words}: not possible here"),
    }
}
