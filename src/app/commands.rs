//! The commands that mean the same everywhere: what they do, and whether they are possible now.
//! Must not know what a screen does with its own commands.

use crate::domain::agenda::Section;
use crate::domain::change::Change;
use crate::domain::note::NoteKind;
use crate::keys::Command;

use super::frame;
use super::meeting;
use super::model::Model;
use super::msg::{Effect, Place};
use super::questions;
use super::screens::accounts::Accounts;
use super::screens::codebook::Codebook;
use super::screens::confirm::Confirm;
use super::screens::definition::Definition;
use super::screens::ending::Ending;
use super::screens::find::Find;
use super::screens::help::Help;
use super::screens::line::Line;
use super::screens::marks::Marks;
use super::screens::messages::Messages;
use super::screens::palette::Palette;
use super::screens::recap::Recap;
use super::screens::risk::Risk;
use super::screens::thread::Thread;
use super::screens::{Kind, Layer};
use super::update::Turn;

/// Whether a global command is possible now.
pub(super) fn can(model: &Model, command: Command) -> bool {
    let shared = &model.shared;
    let sits = shared.sitting.is_some();
    let moves = shared.sitting.is_some_and(|s| s.moves);
    let writes = shared.room.read_only().is_none();
    match command {
        Command::Start => !sits && writes && shared.period.is_some(),
        Command::On => writes && (moves || !sits && shared.period.is_some()),
        Command::BackOn => writes && moves && section(model).is_some_and(|s| s.number() > 1),
        Command::Pause | Command::Extend | Command::Adjourn | Command::End => writes && moves,
        Command::TakeOver => writes && sits && !moves,
        Command::Action | Command::Decision | Command::Note => writes,
        Command::Undo | Command::Redo | Command::Import | Command::AddMark => writes,
        Command::Minutes => minutes_of(model).is_some(),
        Command::Copy => model.front().copied(shared).is_some(),
        Command::EditOutside => model.front().text().is_some(),
        Command::Thread => shared.period.is_some() && opens(model, command).is_some(),
        Command::Find
        | Command::Recap
        | Command::Accounts
        | Command::Codebook
        | Command::Marks
        | Command::Define
        | Command::Risk => opens(model, command).is_some(),
        _ => is_global(command),
    }
}

/// Commands that are always possible; the rest belong to screens.
fn is_global(command: Command) -> bool {
    command.section().is_some()
        || matches!(
            command,
            Command::Back
                | Command::Lobby
                | Command::Tagging
                | Command::Mask
                | Command::Presenter
                | Command::Messages
                | Command::Period
                | Command::Help
                | Command::Palette
                | Command::Hand
                | Command::Redraw
                | Command::Suspend
                | Command::Quit
        )
}

/// Why a command is not possible, for the footer.
pub(super) fn why_not(model: &Model, command: Command) -> String {
    let shared = &model.shared;
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

/// The overlay a command opens, for those that need nothing but the model.
/// An overlay's author adds a line here.
fn opens(model: &Model, command: Command) -> Option<Layer> {
    let shared = &model.shared;
    match command {
        Command::Help => Some(Help::new(model).into()),
        Command::Palette => Some(Palette::new(model).into()),
        Command::Messages => Some(Messages::default().into()),
        Command::Accounts => Some(Accounts::default().into()),
        Command::Find => Some(Find::default().into()),
        Command::Codebook => Some(Codebook::default().into()),
        Command::AddMark => Some(Line::mark(None, &model.shared).into()),
        Command::Marks => Some(Marks::default().into()),
        Command::Risk => Some(Risk::default().into()),
        Command::Define => shared.period.map(|p| Definition::new(p).into()),
        Command::Thread => model.front().subject().map(|s| Thread::new(s).into()),
        Command::Recap => minutes_of(model).map(|id| Recap::new(id).into()),
        _ => None,
    }
}

/// Carries out a global command.
pub(super) fn run(turn: &mut Turn<'_>, command: Command) {
    if let Some(section) = command.section().and_then(Section::from_number) {
        return turn.go(Kind::of(section));
    }
    if let Some(layer) = opens(turn.model, command) {
        return turn.open(layer);
    }
    match command {
        Command::Back => back(turn),
        Command::Lobby => turn.go(Kind::Lobby),
        Command::Tagging => turn.go(Kind::Tagging),
        Command::Start => questions::ask_begin(turn),
        Command::On => on(turn),
        Command::BackOn => {
            let before = section(turn.model).and_then(Section::previous);
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
        Command::TakeOver => ask_take_over(turn),
        Command::Adjourn => meeting::adjourn(turn),
        Command::End => ask_end(turn),
        Command::Minutes => {
            turn.model.shared.minutes_of = minutes_of(turn.model);
            questions::ask_minutes(turn);
        }
        Command::Action | Command::Decision | Command::Note => write(turn, command),
        Command::Undo => turn.apply(Place::Frame, "undo", Change::Undo),
        Command::Redo => turn.apply(Place::Frame, "redo", Change::Redo),
        _ => run_program(turn, command),
    }
}

fn run_program(turn: &mut Turn<'_>, command: Command) {
    let shared = &mut turn.model.shared;
    match command {
        Command::Copy => copy(turn),
        Command::EditOutside => {
            let text = turn.model.front().text().unwrap_or_default();
            turn.effects.push(Effect::EditOutside(text));
        }
        Command::Mask => mask(turn),
        Command::Presenter => shared.look.presenter = !shared.look.presenter,
        Command::Period => {
            let now = shared.period.map_or_else(String::new, |p| p.to_string());
            let line = Line::plain(Place::Frame, "period", "Look at which period", now)
                .hint("2026-10, 2026-Q3, 2026-W41, FY2026, FY2026-Q1 or 2026-09-15..2026-10-14");
            turn.open(line.into());
        }
        Command::Hand => {
            let line = Line::plain(Place::Frame, "hand", "Who types now", String::new());
            turn.open(line.into());
        }
        Command::Import => {
            let line = Line::plain(Place::Frame, "import", "Import which files", String::new())
                .hint("paths, quoted if they have spaces; an empty room needs --currency EUR");
            turn.open(line.into());
        }
        Command::Redraw => turn.effects.push(Effect::Redraw),
        Command::Suspend => suspend(turn),
        Command::Quit => quit(turn),
        _ => {}
    }
}

/// The section the meeting is in.
fn section(model: &Model) -> Option<Section> {
    model.shared.meeting().map(|m| m.meeting.clock.section)
}

/// The meeting whose minutes can be written: the one under way, else the last one looked at.
fn minutes_of(model: &Model) -> Option<crate::domain::ids::MeetingId> {
    let shared = &model.shared;
    let under_way = shared.sitting.map(|s| s.meeting);
    let newest = || {
        let meetings = shared.room.meetings.as_ref()?;
        meetings.first().map(|m| m.meeting.id)
    };
    under_way.or(shared.minutes_of).or_else(newest)
}

/// One step back, never out of the program.
fn back(turn: &mut Turn<'_>) {
    let running = section(turn.model).map(Kind::of);
    let model = &mut *turn.model;
    let screen = model.shared.screen;
    if model.shared.messages.unread.take().is_some() || model.layers.pop().is_some() {
        return;
    }
    if model.shared.look.presenter {
        model.shared.look.presenter = false;
        return;
    }
    let home = running.unwrap_or(Kind::Lobby);
    if screen != home {
        turn.go(home);
    }
}

/// `>`: the next section, or after the last the question whether to end; outside a meeting it starts one.
fn on(turn: &mut Turn<'_>) {
    match section(turn.model) {
        None if turn.model.shared.sitting.is_some() => {}
        None => questions::ask_begin(turn),
        Some(section) => match section.next() {
            Some(next) => meeting::move_to(turn, next),
            None => ask_end(turn),
        },
    }
}

/// Asks whether to end the meeting, with what it still lacks.
pub(super) fn ask_end(turn: &mut Turn<'_>) {
    if let Some(sitting) = turn.model.shared.sitting {
        turn.open(Ending::new(sitting.meeting).into());
    }
}

fn ask_take_over(turn: &mut Turn<'_>) {
    let confirm = Confirm::new(
        Place::Frame,
        "take-over",
        "Move the clock from this terminal?",
    )
    .line("The other terminal keeps its screen; its > and < still work until it hears of it.")
    .choice('y', "move it from here", "y");
    turn.open(confirm.into());
}

fn write(turn: &mut Turn<'_>, command: Command) {
    let origin = frame::origin(turn);
    let shared = &turn.model.shared;
    let line = match command {
        Command::Action => Line::action(origin, shared),
        Command::Decision => Line::note(NoteKind::Decision, origin, shared),
        _ => Line::note(NoteKind::Note, origin, shared),
    };
    turn.open(line.into());
}

fn copy(turn: &mut Turn<'_>) {
    let text = turn.model.front().copied(&turn.model.shared);
    if let Some(text) = text {
        let text = crate::domain::safe::clean(&text).into_owned();
        turn.effects.push(Effect::Copy(text));
        turn.model.shared.say("copied");
    }
}

/// Masks at once; unmasking asks.
fn mask(turn: &mut Turn<'_>) {
    if turn.model.shared.look.masked {
        let confirm = Confirm::new(Place::Frame, "unmask", "Show real names?")
            .line("Everybody who sees this screen will read them.")
            .choice('y', "show them", "y");
        return turn.open(confirm.into());
    }
    turn.model.shared.look.masked = true;
    turn.model.shared.say("names are masked");
    frame::names(turn);
    turn.enter();
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
    turn.effects.push(Effect::Suspend);
}

fn quit(turn: &mut Turn<'_>) {
    let moves = turn.model.shared.sitting.is_some_and(|s| s.moves);
    if moves {
        questions::ask_leave(turn);
    } else {
        turn.effects.push(Effect::Quit);
    }
}
