//! The questions around a meeting: go on with one that was left, leave it, end it, write its minutes.
//! Must not know what their answers do, nor how a question is drawn.

use crate::domain::meeting::{Again, Meeting};
use crate::domain::period::Period;

use super::cx::{FrameOrder, LetterQuestion, Open, Prompt, Reply};
use super::place::Place;
use super::round::Round;
use super::shared::Start;

/// A reply that orders something of the frame.
fn then<T: 'static>(order: impl FnOnce(T) -> FrameOrder + 'static) -> Reply<T> {
    Reply::new(|answer, cx| cx.order(order(answer)))
}

/// A meeting whose process is gone: offer to go on where it was.
pub(super) fn offer(round: &mut Round<'_>, meeting: &Meeting) {
    let (id, section) = (meeting.id, meeting.clock.section);
    let words = format!(
        "The review of {} was left running in {} {}.",
        meeting.period.long(),
        section.number(),
        section.title()
    );
    let question = LetterQuestion::new(Place::Frame, words)
        .line("The time since then does not count.")
        .reply('g', "go on there", then(move |()| FrameOrder::GoOn(id)))
        .reply(
            'a',
            "adjourn it, go on another day",
            then(move |()| FrameOrder::AdjournLeft(id)),
        )
        .nothing('l', "leave it for now");
    round.open(question);
}

/// A period that was reviewed before: ask before another review of it begins.
pub(super) fn ask_again(round: &mut Round<'_>, period: Period, start: Start, again: Again) {
    round.model.shared.start = None;
    let here = round.model.shared.here.clone();
    let begin = move |()| FrameOrder::Begin(period, start, here);
    let which = again.which();
    let question = LetterQuestion::new(Place::Frame, again.words(period))
        .nothing('l', "leave it: nothing is started")
        .reply('s', &format!("start its {which} review"), then(begin));
    round.open(question);
}

/// Asks for the file the minutes go to.
pub(super) fn ask_minutes(round: &mut Round<'_>) {
    let shared = &round.model.shared;
    let of = shared.minutes_of.and_then(|id| shared.room.meeting(id));
    let Some(view) = of else {
        return;
    };
    let path = format!("churn-review-{}.md", view.meeting.period);
    let prompt = Prompt::with("Write the minutes to", path, then(FrameOrder::WriteMinutes))
        .hint("Enter writes the file, Esc leaves it; y then copies the half page");
    round.open(prompt);
}

/// The question before leaving a running meeting.
pub(super) fn ask_leave(round: &mut Round<'_>) {
    let question = LetterQuestion::new(Place::Frame, "The meeting is running.")
        .reply(
            'a',
            "adjourn it and leave; it goes on another day",
            then(|()| FrameOrder::AdjournAndLeave),
        )
        .reply(
            'k',
            "keep it running and leave this terminal",
            then(|()| FrameOrder::Leave),
        )
        .reply('e', "end the meeting", then(|()| FrameOrder::AskEnd))
        .reply(
            't',
            "take it back: it was started by mistake",
            then(|()| FrameOrder::TakeBack),
        );
    round.open(question);
}

/// Asks whether to end the meeting, with what it still lacks.
pub(super) fn ask_end(round: &mut Round<'_>) {
    if let Some(sitting) = round.model.shared.sitting {
        round.open(Open::Ending(sitting.meeting));
    }
}

/// Asks whether to move the clock from here.
pub(super) fn ask_take_over(round: &mut Round<'_>) {
    let question = LetterQuestion::new(Place::Frame, "Move the clock from this terminal?")
        .line("The other terminal keeps its screen; its > and < still work until it hears of it.")
        .reply('y', "move it from here", then(|()| FrameOrder::TakeOver));
    round.open(question);
}

/// Asks whether real names may be seen.
pub(super) fn ask_unmask(round: &mut Round<'_>) {
    let question = LetterQuestion::new(Place::Frame, "Show real names?")
        .line("Everybody who sees this screen will read them.")
        .reply('y', "show them", then(|()| FrameOrder::Unmask));
    round.open(question);
}

/// Asks which period to look at.
pub(super) fn ask_period(round: &mut Round<'_>) {
    let now = round.model.shared.period;
    let now = now.map_or_else(String::new, |p| p.to_string());
    let prompt = Prompt::with("Look at which period", now, then(FrameOrder::LookAt))
        .hint("2026-10, 2026-Q3, 2026-W41, FY2026, FY2026-Q1 or 2026-09-15..2026-10-14");
    round.open(prompt);
}

/// Asks who types from now on.
pub(super) fn ask_hand(round: &mut Round<'_>) {
    round.open(Prompt::with("Who types now", "", then(FrameOrder::Hand)));
}

/// Asks which files to import.
pub(super) fn ask_import(round: &mut Round<'_>, words: &[String]) {
    let line: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    let prompt = Prompt::with(
        "Import which files",
        line.join(" "),
        then(FrameOrder::Import),
    )
    .hint("paths, quoted if they have spaces; an empty room needs --currency EUR");
    round.open(prompt);
}

/// A word as it is typed: in quotes if it has spaces.
fn quoted(word: &str) -> String {
    match word.contains(' ') {
        true => format!("'{word}'"),
        false => word.to_owned(),
    }
}
