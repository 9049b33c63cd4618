//! Which commands are possible now over what is in front, and why another is not.
//! Must not know how a command is carried out.

use crate::domain::agenda::Section;
use crate::keys::Command;

use super::screen::Screen;
use super::screens::Layer;
use super::shared::Shared;

/// Whether a command is possible now: what is in front says so of its own, the rest mean the same everywhere.
pub(super) fn can(front: &dyn Screen, shared: &Shared, command: Command) -> bool {
    let own = front.can(command, shared);
    own.unwrap_or_else(|| everywhere(front, shared, command))
}

fn everywhere(front: &dyn Screen, shared: &Shared, command: Command) -> bool {
    let sits = shared.sitting.is_some();
    let moves = shared.sitting.is_some_and(|s| s.moves);
    let writes = shared.writes();
    match command {
        Command::Start => !sits && writes && shared.period.is_some(),
        Command::On => writes && (moves || !sits && shared.period.is_some()),
        Command::BackOn => {
            writes && moves && shared.section().is_some_and(|s| s != Section::Numbers)
        }
        Command::Pause | Command::Extend | Command::Adjourn | Command::End => writes && moves,
        Command::TakeOver => writes && sits && !moves,
        Command::Action | Command::Decision | Command::Note => writes,
        Command::Undo | Command::Redo | Command::Import | Command::AddMark => writes,
        Command::Minutes => shared.minutes_of().is_some(),
        Command::Copy => front.copied(shared).is_some(),
        Command::EditOutside => front.text().is_some(),
        Command::Thread => shared.period.is_some() && front.subject().is_some(),
        Command::Back
        | Command::Lobby
        | Command::Tagging
        | Command::Mask
        | Command::Presenter
        | Command::Period
        | Command::Palette
        | Command::Hand
        | Command::Redraw
        | Command::Suspend
        | Command::Quit => true,
        other => other.section().is_some() || Layer::opened_by(other, front, shared).is_some(),
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
        (Command::Recap, _) => format!("{words}: no meeting yet, > starts one"),
        (Command::Thread, _) => format!("{words}: nothing is selected here"),
        _ => format!("{words}: not possible here"),
    }
}
