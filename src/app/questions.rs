//! The questions around a meeting, and what their answers do: go on, adjourn, leave, end, minutes, begin.
//! Must not know how the clock counts, nor how a question is drawn.

use crate::domain::ids::MeetingId;
use crate::domain::meeting::{Meeting, MeetingStatus};

use super::frame;
use super::meeting::{adjourn, course, end, go_on, last_sign};
use super::msg::{Effect, Place};
use super::screens::begin::Begin;
use super::screens::confirm::Confirm;
use super::screens::line::Line;
use super::screens::{Kind, Layer};
use super::update::Turn;

/// A meeting whose process is gone: offer to go on where it was.
pub(super) fn offer(turn: &mut Turn<'_>, meeting: &Meeting) {
    let section = meeting.clock.section;
    let question = format!(
        "The review of {} was left running in {} {}.",
        meeting.period.long(),
        section.number(),
        section.title()
    );
    let confirm = Confirm::new(Place::Frame, "left", question)
        .line("The time since then does not count.")
        .choice('g', "go on there", "go")
        .choice('a', "adjourn it, go on another day", "adjourn")
        .choice('l', "leave it for now", "leave");
    turn.open(confirm.into());
}

/// Asks for the file the minutes go to.
pub(super) fn ask_minutes(turn: &mut Turn<'_>) {
    let shared = &turn.model.shared;
    let of = shared.minutes_of.and_then(|id| shared.room.meeting(id));
    let Some(view) = of else {
        return;
    };
    let path = format!("churn-review-{}.md", view.meeting.period);
    let line = Line::plain(Place::Frame, "minutes", "Write the minutes to", path)
        .hint("Enter writes the file, Esc leaves it; `churnroom minutes` writes it later");
    turn.open(line.into());
}

/// Writes the minutes of the meeting last looked at.
pub(super) fn write_minutes(turn: &mut Turn<'_>, path: String) {
    let shared = &turn.model.shared;
    if let Some(meeting) = shared.minutes_of {
        let masked = shared.look.masked;
        turn.effects.push(Effect::WriteMinutes {
            meeting,
            path,
            masked,
        });
    }
}

/// The question before leaving a running meeting.
pub(super) fn ask_leave(turn: &mut Turn<'_>) {
    let confirm = Confirm::new(Place::Frame, "leave", "The meeting is running.")
        .choice(
            'a',
            "adjourn it and leave; it goes on another day",
            "adjourn",
        )
        .choice('k', "keep it running and leave this terminal", "keep")
        .choice('e', "end the meeting", "end");
    turn.open(confirm.into());
}

/// The answer to one of the meeting's questions.
pub(super) fn chosen(turn: &mut Turn<'_>, what: &str, key: &str) {
    let left = turn.model.shared.room.unfinished().map(|m| m.meeting.id);
    match (what, key) {
        ("left", "go") => left.into_iter().for_each(|id| go_on(turn, id)),
        ("left", "adjourn") => left.into_iter().for_each(|id| adjourn_left(turn, id)),
        ("leave", "adjourn") => {
            adjourn(turn);
            turn.effects.push(Effect::Quit);
        }
        ("leave", "keep") => turn.effects.push(Effect::Quit),
        ("leave", "end") => super::commands::ask_end(turn),
        ("end", "end") => end(turn),
        ("end", "actions") => turn.go(Kind::Actions),
        ("take-over", "y") => {
            if let Some(sitting) = &mut turn.model.shared.sitting {
                sitting.moves = true;
            }
            frame::beat(turn);
            turn.model.shared.say("the clock is moved from here now");
        }
        _ => {}
    }
}

/// Adjourns a meeting whose process is gone, at its last heartbeat.
fn adjourn_left(turn: &mut Turn<'_>, id: MeetingId) {
    let shared = &turn.model.shared;
    let Some(view) = shared.room.meeting(id).cloned() else {
        return;
    };
    let last = last_sign(shared, &view.meeting.clock, id);
    let clock = view.meeting.clock.clone().pause(last);
    course(turn, &view, clock, MeetingStatus::Adjourned);
}

/// The dialog before a meeting.
pub(super) fn ask_begin(turn: &mut Turn<'_>) {
    let shared = &turn.model.shared;
    if shared.start.is_some() {
        return;
    }
    let unfinished = shared.room.unfinished().map(|m| m.meeting.id);
    match (unfinished, shared.period) {
        (Some(id), _) => go_on(turn, id),
        (None, Some(period)) => {
            let begin = Begin::new(period, &shared.room.owners, &shared.here);
            turn.open(Layer::Begin(begin));
        }
        (None, None) => {}
    }
}
