//! The commands that mean the same everywhere: what they do.
//! Must not know what a screen does with its own commands.

use crate::domain::agenda::Section;
use crate::domain::change::Change;
use crate::domain::failure::Failure;
use crate::domain::safe::clean;
use crate::keys::Command;

use super::cx::{FrameDeed, Open};
use super::msg::{Job, Task};
use super::place::ScreenKind;
use super::round::Round;
use super::screens::palette::Palette;
use super::screens::{FrameDoing, WayTo};
use super::{anew, frame, meeting, possible, questions};

/// Carries out a command that the screen in front has left to the rest.
pub(super) fn run(round: &mut Round<'_>, command: Command) {
    match WayTo::of(command, round.model.front(), &round.model.shared) {
        WayTo::Screen(kind) => round.go(kind),
        WayTo::Layer(Some(layer)) => round.open_layer(layer),
        WayTo::Frame(FrameDoing::WriteAction | FrameDoing::WriteNote(_))
            if anew::is_due(round.model) =>
        {
            anew::open(round, command);
        }
        WayTo::Frame(doing) => run_frame(round, doing),
        WayTo::Layer(None) | WayTo::Nowhere => {
            let shared = &mut round.model.shared;
            let words = possible::why_not(shared, command);
            shared.hint(words);
        }
    }
}

fn run_frame(round: &mut Round<'_>, doing: FrameDoing) {
    let shared = &mut round.model.shared;
    match doing {
        FrameDoing::Back => back(round),
        FrameDoing::Start => meeting::start(round),
        FrameDoing::On => on(round),
        FrameDoing::BackOn => {
            let before = shared.section().and_then(Section::previous);
            before.into_iter().for_each(|s| meeting::move_to(round, s));
        }
        FrameDoing::Pause => meeting::step(round, |clock, now| match clock.runs() {
            true => clock.pause(now),
            false => clock.resume(now),
        }),
        FrameDoing::Extend => meeting::step(round, |clock, _| clock.extend(60)),
        FrameDoing::TakeOver => questions::ask_take_over(round),
        FrameDoing::Adjourn => meeting::adjourn(round),
        FrameDoing::End => questions::ask_end(round),
        FrameDoing::Minutes => {
            shared.minutes_of = shared.minutes_of();
            questions::ask_minutes(round);
        }
        FrameDoing::HalfPage => {
            let meeting = shared.minutes_of();
            let job = meeting.map(Job::MakeHalfPage);
            job.into_iter().for_each(|job| round.work(job));
        }
        FrameDoing::WriteAction => write_action(round),
        FrameDoing::WriteNote(kind) => {
            let origin = frame::origin(round);
            round.open(Open::Note(kind, origin));
        }
        FrameDoing::Undo => round.apply(FrameDeed::Undo, Change::Undo),
        FrameDoing::Redo => round.apply(FrameDeed::Undo, Change::Redo),
        FrameDoing::Copy => copy(round),
        FrameDoing::EditOutside => {
            let text = round.model.front().text().unwrap_or_default();
            round.tasks.push(Task::EditOutside(text));
        }
        FrameDoing::Mask => mask(round),
        FrameDoing::Presenter => shared.look.presenter = !shared.look.presenter,
        FrameDoing::Period => questions::ask_period(round),
        FrameDoing::Hand => questions::ask_hand(round),
        FrameDoing::Import => questions::ask_import(round, &[]),
        FrameDoing::Palette => palette(round),
        FrameDoing::Redraw => round.tasks.push(Task::Redraw),
        FrameDoing::Suspend => suspend(round),
        FrameDoing::Quit => quit(round),
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

fn write_action(round: &mut Round<'_>) {
    let origin = frame::origin(round);
    let picked = round.model.front().picked(&round.model.shared);
    round.open(Open::Action(origin, picked.map(Box::new)));
}

fn palette(round: &mut Round<'_>) {
    let model = &*round.model;
    let palette = Palette::new(model.context(), &model.shared, |c| model.can(c));
    round.open_layer(palette.into());
}

fn copy(round: &mut Round<'_>) {
    if let Some(text) = round.model.front().copied(&round.model.shared) {
        to_clipboard(round, &text, "copied");
    }
}

fn to_clipboard(round: &mut Round<'_>, text: &str, told: &str) {
    let text = clean(text).into_owned();
    round.tasks.push(Task::Copy(text));
    round.model.shared.say(told);
}

/// A text that was made for it goes to the clipboard.
pub(super) fn made(round: &mut Round<'_>, what: &str, made: Result<String, Failure>) {
    match made {
        Ok(text) => {
            to_clipboard(round, &text, &format!("{what} copied"));
        }
        Err(failure) => round.model.shared.fail(failure),
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
        model
            .shared
            .hint("a meeting is running: Ctrl-Z again suspends");
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
