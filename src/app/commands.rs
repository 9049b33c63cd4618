//! The commands that mean the same everywhere: what they do.
//! Must not know what a screen does with its own commands.

use crate::domain::agenda::Section;
use crate::domain::change::Change;
use crate::domain::note::NoteKind;
use crate::keys::Command;

use super::cx::{Deed, Open};
use super::msg::Task;
use super::place::ScreenKind;
use super::round::Round;
use super::screens::Layer;
use super::screens::palette::Palette;
use super::{frame, meeting, possible, questions};

/// Carries out a global command.
pub(super) fn run(round: &mut Round<'_>, command: Command) {
    if let Some(section) = command.section().and_then(Section::from_number) {
        return round.go(ScreenKind::of(section));
    }
    if let Some(layer) = Layer::opened_by(command, round.model.front(), &round.model.shared) {
        return round.open_layer(layer);
    }
    match command {
        Command::Back => back(round),
        Command::Lobby => round.go(ScreenKind::Lobby),
        Command::Tagging => round.go(ScreenKind::Tagging),
        Command::Start => meeting::start(round),
        Command::On => on(round),
        Command::BackOn => {
            let before = round.model.shared.section().and_then(Section::previous);
            before.into_iter().for_each(|s| meeting::move_to(round, s));
        }
        Command::Pause => meeting::step(round, |clock, now| match clock.runs() {
            true => clock.pause(now),
            false => clock.resume(now),
        }),
        Command::Extend => meeting::step(round, |clock, _| clock.extend(60)),
        Command::TakeOver => questions::ask_take_over(round),
        Command::Adjourn => meeting::adjourn(round),
        Command::End => questions::ask_end(round),
        Command::Minutes => {
            let shared = &mut round.model.shared;
            shared.minutes_of = shared.minutes_of();
            questions::ask_minutes(round);
        }
        Command::Action | Command::Decision | Command::Note => write(round, command),
        Command::Undo => round.apply(Deed::Undo, Change::Undo),
        Command::Redo => round.apply(Deed::Undo, Change::Redo),
        _ => run_program(round, command),
    }
}

fn run_program(round: &mut Round<'_>, command: Command) {
    let shared = &mut round.model.shared;
    match command {
        Command::Copy => copy(round),
        Command::EditOutside => {
            let text = round.model.front().text().unwrap_or_default();
            round.tasks.push(Task::EditOutside(text));
        }
        Command::Mask => mask(round),
        Command::Presenter => shared.look.presenter = !shared.look.presenter,
        Command::Period => questions::ask_period(round),
        Command::Hand => questions::ask_hand(round),
        Command::Import => questions::ask_import(round, &[]),
        Command::Palette => palette(round),
        Command::Redraw => round.tasks.push(Task::Redraw),
        Command::Suspend => suspend(round),
        Command::Quit => quit(round),
        other => shared.messages.status = possible::why_not(shared, other),
    }
}

/// One step back, never out of the program.
fn back(round: &mut Round<'_>) {
    let model = &mut *round.model;
    if model.shared.messages.unread.take().is_some() || model.layers.pop().is_some() {
        return;
    }
    if std::mem::take(&mut model.shared.look.presenter) {
        return;
    }
    let home = model
        .shared
        .section()
        .map_or(ScreenKind::Lobby, ScreenKind::of);
    if model.shared.screen != home {
        round.go(home);
    }
}

/// `>`: the next section, or after the last the question whether to end; outside a meeting it starts one.
fn on(round: &mut Round<'_>) {
    match round.model.shared.section() {
        None if round.model.shared.sitting.is_some() => {}
        None => meeting::start(round),
        Some(section) => match section.next() {
            Some(next) => meeting::move_to(round, next),
            None => questions::ask_end(round),
        },
    }
}

fn write(round: &mut Round<'_>, command: Command) {
    let origin = frame::origin(round);
    let picked = round.model.front().picked(&round.model.shared);
    round.open(match command {
        Command::Action => Open::Action(origin, picked.map(Box::new)),
        Command::Decision => Open::Note(NoteKind::Decision, origin),
        _ => Open::Note(NoteKind::Note, origin),
    });
}

fn palette(round: &mut Round<'_>) {
    let model = &*round.model;
    let palette = Palette::new(model.context(), &model.shared, |c| model.can(c));
    round.open_layer(palette.into());
}

fn copy(round: &mut Round<'_>) {
    if let Some(text) = round.model.front().copied(&round.model.shared) {
        let text = crate::domain::safe::clean(&text).into_owned();
        round.tasks.push(Task::Copy(text));
        round.model.shared.say("copied");
    }
}

/// Masks at once; unmasking asks.
fn mask(round: &mut Round<'_>) {
    if round.model.shared.look.masked {
        questions::ask_unmask(round);
    } else {
        frame::mask(round, true);
    }
}

/// In a running meeting only at the second press.
fn suspend(round: &mut Round<'_>) {
    let model = &mut *round.model;
    model.suspend_asked = model.shared.sitting.is_some() && !model.suspend_asked;
    if model.suspend_asked {
        model.shared.messages.status = "a meeting is running: Ctrl-Z again suspends".to_owned();
    } else {
        round.tasks.push(Task::Suspend);
    }
}

fn quit(round: &mut Round<'_>) {
    if round.model.shared.sitting.is_some_and(|s| s.moves) {
        questions::ask_leave(round);
    } else {
        round.tasks.push(Task::Quit);
    }
}
