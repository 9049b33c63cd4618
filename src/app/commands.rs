//! The commands that mean the same everywhere: what they do.
//! Must not know what a screen does with its own commands.

use crate::domain::agenda::Section;
use crate::domain::change::Change;
use crate::domain::note::NoteKind;
use crate::keys::Command;

use super::cx::{Deed, Open};
use super::msg::Task;
use super::place::ScreenKind;
use super::screens::Layer;
use super::screens::palette::Palette;
use super::turn::Turn;
use super::{frame, meeting, questions};

/// Carries out a global command.
pub(super) fn run(turn: &mut Turn<'_>, command: Command) {
    if let Some(section) = command.section().and_then(Section::from_number) {
        return turn.go(ScreenKind::of(section));
    }
    if let Some(layer) = Layer::opened_by(command, turn.model.front(), &turn.model.shared) {
        return turn.open_layer(layer);
    }
    match command {
        Command::Back => back(turn),
        Command::Lobby => turn.go(ScreenKind::Lobby),
        Command::Tagging => turn.go(ScreenKind::Tagging),
        Command::Start => meeting::start(turn),
        Command::On => on(turn),
        Command::BackOn => {
            let before = turn.model.shared.section().and_then(Section::previous);
            before.into_iter().for_each(|s| meeting::move_to(turn, s));
        }
        Command::Pause => meeting::step(turn, |clock, now| {
            if clock.runs() {
                clock.pause(now)
            } else {
                clock.resume(now)
            }
        }),
        Command::Extend => meeting::step(turn, |clock, _| clock.extend(60)),
        Command::TakeOver => questions::ask_take_over(turn),
        Command::Adjourn => meeting::adjourn(turn),
        Command::End => questions::ask_end(turn),
        Command::Minutes => {
            let shared = &mut turn.model.shared;
            shared.minutes_of = shared.minutes_of();
            questions::ask_minutes(turn);
        }
        Command::Action | Command::Decision | Command::Note => write(turn, command),
        Command::Undo => turn.apply(Deed::Undo, Change::Undo),
        Command::Redo => turn.apply(Deed::Undo, Change::Redo),
        _ => run_program(turn, command),
    }
}

fn run_program(turn: &mut Turn<'_>, command: Command) {
    let shared = &mut turn.model.shared;
    match command {
        Command::Copy => copy(turn),
        Command::EditOutside => {
            let text = turn.model.front().text().unwrap_or_default();
            turn.tasks.push(Task::EditOutside(text));
        }
        Command::Mask => mask(turn),
        Command::Presenter => shared.look.presenter = !shared.look.presenter,
        Command::Period => questions::ask_period(turn),
        Command::Hand => questions::ask_hand(turn),
        Command::Import => questions::ask_import(turn),
        Command::Palette => palette(turn),
        Command::Redraw => turn.tasks.push(Task::Redraw),
        Command::Suspend => suspend(turn),
        Command::Quit => quit(turn),
        _ => {}
    }
}

/// One step back, never out of the program.
fn back(turn: &mut Turn<'_>) {
    let running = turn.model.shared.section().map(ScreenKind::of);
    let model = &mut *turn.model;
    let screen = model.shared.screen;
    if model.shared.messages.unread.take().is_some() || model.layers.pop().is_some() {
        return;
    }
    if model.shared.look.presenter {
        model.shared.look.presenter = false;
        return;
    }
    let home = running.unwrap_or(ScreenKind::Lobby);
    if screen != home {
        turn.go(home);
    }
}

/// `>`: the next section, or after the last the question whether to end; outside a meeting it starts one.
fn on(turn: &mut Turn<'_>) {
    match turn.model.shared.section() {
        None if turn.model.shared.sitting.is_some() => {}
        None => meeting::start(turn),
        Some(section) => match section.next() {
            Some(next) => meeting::move_to(turn, next),
            None => questions::ask_end(turn),
        },
    }
}

fn write(turn: &mut Turn<'_>, command: Command) {
    let origin = frame::origin(turn);
    turn.open(match command {
        Command::Action => Open::Action(origin),
        Command::Decision => Open::Note(NoteKind::Decision, origin),
        _ => Open::Note(NoteKind::Note, origin),
    });
}

fn palette(turn: &mut Turn<'_>) {
    let model = &*turn.model;
    let palette = Palette::new(model.context(), &model.shared, |c| model.can(c));
    turn.open_layer(palette.into());
}

fn copy(turn: &mut Turn<'_>) {
    let text = turn.model.front().copied(&turn.model.shared);
    if let Some(text) = text {
        let text = crate::domain::safe::clean(&text).into_owned();
        turn.tasks.push(Task::Copy(text));
        turn.model.shared.say("copied");
    }
}

/// Masks at once; unmasking asks.
fn mask(turn: &mut Turn<'_>) {
    if turn.model.shared.look.masked {
        questions::ask_unmask(turn);
    } else {
        frame::mask(turn);
    }
}

/// In a running meeting only at the second press.
fn suspend(turn: &mut Turn<'_>) {
    if turn.model.shared.sitting.is_some() && !turn.model.suspend_asked {
        turn.model.suspend_asked = true;
        turn.model.shared.messages.status =
            "a meeting is running: Ctrl-Z again suspends".to_owned();
        return;
    }
    turn.model.suspend_asked = false;
    turn.tasks.push(Task::Suspend);
}

fn quit(turn: &mut Turn<'_>) {
    let moves = turn.model.shared.sitting.is_some_and(|s| s.moves);
    if moves {
        questions::ask_leave(turn);
    } else {
        turn.tasks.push(Task::Quit);
    }
}
