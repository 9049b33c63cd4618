//! The meeting as the screens run it: begin, go on, move, pause, extend, adjourn, end, take over.
//! Must not know how the strip is drawn; the arithmetic of the clock is in `domain::clock`.

use crate::domain::agenda::Section;
use crate::domain::change::{Change, Field, Member, Record, Subject};
use crate::domain::clock::Clock;
use crate::domain::day::Moment;
use crate::domain::failure::Failure;
use crate::domain::ids::MeetingId;
use crate::domain::meeting::{Meeting, MeetingStatus, MeetingView, Present};
use crate::domain::period::Period;
use crate::domain::query::Query;
use crate::domain::word::Word;

use super::cx::{Deed, Open};
use super::model::Model;
use super::msg::Job;
use super::place::ScreenKind;
use super::questions;
use super::shared::{Shared, Sitting, Start};
use super::turn::Turn;

/// Begins a meeting: its period, and when the room must be empty.
pub(super) fn begin(turn: &mut Turn<'_>, period: Period, start: Start) {
    let time = turn.model.shared.time;
    let agenda = turn.model.shared.agenda.clone();
    let mut clock = Clock::default().sit_down(time.now);
    if let Some(until) = start.until {
        clock = clock.fit(&agenda, time.now, until.since(time.now));
    }
    let meeting = Meeting {
        id: MeetingId(0),
        period,
        profile: turn.model.shared.profile(),
        status: MeetingStatus::Running,
        started: time.now,
        utc_offset: time.utc_offset,
        agenda,
        clock,
        frozen_start: None,
        frozen_end: None,
    };
    turn.model.shared.period = Some(period);
    turn.model.shared.start = Some(start);
    turn.apply(Deed::Begin, Change::add(Record::Meeting(meeting)));
}

/// The store has the new meeting: freeze its numbers, note who is here, and show the first section.
pub(super) fn begun(turn: &mut Turn<'_>, meeting: MeetingId) {
    let shared = &mut turn.model.shared;
    let start = shared.start.take().unwrap_or_default();
    sit(turn, meeting, start.rehearse);
    let shared = &mut turn.model.shared;
    let here = std::mem::take(&mut shared.here);
    let person = shared.person.clone();
    turn.work(Job::Freeze {
        person,
        meeting,
        end: false,
    });
    let joins = here
        .into_iter()
        .map(|owner| Change::Join(Member::Present { meeting, owner }));
    let joins: Vec<Change> = joins.collect();
    if !joins.is_empty() {
        turn.apply(Deed::Attend, Change::All(joins));
    }
    turn.ask(Query::Meetings);
    turn.go(ScreenKind::Numbers);
}

fn sit(turn: &mut Turn<'_>, meeting: MeetingId, rehearsal: bool) {
    turn.model.shared.sitting = Some(Sitting {
        meeting,
        moves: true,
        rehearsal,
    });
    turn.beat();
}

/// Once the room, its meetings and the other terminals are known: start what was asked for on the
/// command line, or say that a meeting was left running.
pub(super) fn greet(turn: &mut Turn<'_>) {
    let shared = &turn.model.shared;
    let known = shared.room.facts.is_some()
        && shared.room.meetings.is_some()
        && shared.room.others.is_some();
    if !known || turn.model.greeted {
        return;
    }
    turn.model.greeted = true;
    joined(turn);
    let shared = &turn.model.shared;
    if shared.sitting.is_some() {
        return;
    }
    let unfinished = shared.room.unfinished().map(|m| m.meeting.clone());
    match (shared.start, unfinished) {
        (Some(_), Some(meeting)) if shared.period.is_none_or(|p| p == meeting.period) => {
            go_on(turn, meeting.id);
        }
        (Some(start), _) => {
            if let Some(period) = shared.period {
                begin(turn, period, start);
            }
        }
        (None, Some(meeting)) if meeting.status == MeetingStatus::Running => {
            questions::offer(turn, &meeting)
        }
        (None, _) => {}
    }
}

/// A meeting that another terminal runs: follow it from here. If that terminal is gone, say so.
pub(super) fn joined(turn: &mut Turn<'_>) {
    let shared = &mut turn.model.shared;
    let now = shared.time.now;
    if let Some(sitting) = shared.sitting {
        if !sitting.moves && shared.room.mover(sitting.meeting, now).is_none() {
            shared.say("nobody moves the clock now: `take-over` in the palette");
        }
        return;
    }
    let running = shared
        .room
        .unfinished()
        .filter(|m| m.meeting.status == MeetingStatus::Running);
    let Some(view) = running.filter(|m| shared.room.mover(m.meeting.id, now).is_some()) else {
        return;
    };
    shared.period = Some(view.meeting.period);
    shared.sitting = Some(Sitting {
        meeting: view.meeting.id,
        moves: false,
        rehearsal: false,
    });
    shared.say("a meeting is running; you follow it, its clock is moved from another terminal");
    turn.enter();
}

/// Another terminal has taken the clock over since `before`: this one follows from now on.
pub(super) fn yielded(turn: &mut Turn<'_>, before: &[Present]) {
    let shared = &mut turn.model.shared;
    let Some(sitting) = shared.sitting.filter(|s| s.moves) else {
        return;
    };
    let claims = |p: &Present| p.meeting == Some(sitting.meeting);
    let had = |process| before.iter().any(|p| p.process == process && claims(p));
    let now = shared.time.now;
    let others = shared.room.alive(now);
    let taker = others.filter(|p| claims(p)).find(|p| !had(p.process));
    let Some(person) = taker.map(|p| p.person.clone()) else {
        return;
    };
    shared.sitting = Some(Sitting {
        moves: false,
        ..sitting
    });
    shared.say(format!("{person} moves the clock now"));
    turn.beat();
}

/// Meetings were read again: one that ended elsewhere is over here too.
pub(super) fn followed(turn: &mut Turn<'_>) {
    let shared = &mut turn.model.shared;
    let Some(sitting) = shared.sitting else {
        return;
    };
    let over = shared
        .room
        .meeting(sitting.meeting)
        .is_some_and(|m| m.meeting.status != MeetingStatus::Running);
    if over && !sitting.moves {
        shared.sitting = None;
        shared.say("the meeting has ended");
        turn.beat();
    }
}

/// Goes on with an adjourned meeting, or with one whose process is gone.
pub(super) fn go_on(turn: &mut Turn<'_>, id: MeetingId) {
    let shared = &turn.model.shared;
    let Some(view) = shared.room.meeting(id).cloned() else {
        return;
    };
    let now = shared.time.now;
    let start = shared.start.unwrap_or_default();
    let clock = view.meeting.clock.clone();
    let mut clock = if clock.runs() {
        let last = last_sign(shared, &clock, id);
        clock.pause(last).resume(now)
    } else if view.meeting.status == MeetingStatus::Adjourned {
        clock.sit_down(now)
    } else {
        clock.resume(now)
    };
    if let Some(until) = start.until {
        clock = clock.fit(&view.meeting.agenda, now, until.since(now));
    }
    turn.model.shared.start = None;
    turn.model.shared.period = Some(view.meeting.period);
    sit(turn, id, start.rehearse);
    let section = clock.section;
    course(turn, &view, clock, MeetingStatus::Running);
    turn.go(ScreenKind::of(section));
}

/// The last sign of life of a meeting whose process is gone: its heartbeat, else when its section began.
fn last_sign(shared: &Shared, clock: &Clock, id: MeetingId) -> Moment {
    let began = clock.spans.last().map_or(shared.time.now, |span| span.from);
    shared.room.last_beat(id).unwrap_or(began)
}

/// Moves a meeting's clock and standing: shown at once, then written.
fn course(turn: &mut Turn<'_>, view: &MeetingView, clock: Clock, status: MeetingStatus) {
    let subject = Subject::Meeting(view.meeting.id);
    let mut changes = Vec::new();
    if clock != view.meeting.clock {
        match (json(&view.meeting.clock), json(&clock)) {
            (Ok(was), Ok(now)) => changes.push(Change::set(subject, Field::Clock, was, now)),
            (Err(failure), _) | (_, Err(failure)) => return turn.model.shared.fail(failure),
        }
    }
    if status != view.meeting.status {
        let (was, now) = (view.meeting.status.word(), status.word());
        changes.push(Change::set(subject, Field::Status, was, now));
    }
    if let Some(shown) = turn.model.shared.room.meeting_mut(view.meeting.id) {
        shown.meeting.clock = clock;
        shown.meeting.status = status;
    }
    if !changes.is_empty() {
        let under_way = turn.model.moving.map_or(0, |(_, n)| n);
        turn.model.moving = Some((view.meeting.id, under_way + 1));
    }
    match changes.len() {
        0 => {}
        1 => changes
            .into_iter()
            .for_each(|change| turn.apply(Deed::Clock, change)),
        _ => turn.apply(Deed::Clock, Change::All(changes)),
    }
}

/// The store has answered one move of a clock.
pub(super) fn moved(model: &mut Model) {
    model.moving = model
        .moving
        .filter(|(_, n)| *n > 1)
        .map(|(id, n)| (id, n - 1));
}

/// Takes meetings as they were read, but not the clock of one that has been moved here since.
pub(super) fn read(model: &mut Model, mut meetings: Vec<MeetingView>) {
    let shown = model
        .moving
        .and_then(|(id, _)| model.shared.room.meeting(id));
    let ahead = shown.map(|m| (m.meeting.id, m.meeting.clock.clone(), m.meeting.status));
    if let Some((id, clock, status)) = ahead
        && let Some(view) = meetings.iter_mut().find(|m| m.meeting.id == id)
    {
        view.meeting.clock = clock;
        view.meeting.status = status;
    }
    model.shared.room.meetings = Some(meetings);
}

fn json(clock: &Clock) -> Result<String, Failure> {
    serde_json::to_string(clock)
        .map_err(|e| Failure::failed(format!("the meeting's clock could not be written: {e}")))
}

/// Moves the clock of the meeting under way by a function of the clock and now.
pub(super) fn step(turn: &mut Turn<'_>, next: impl FnOnce(Clock, Moment) -> Clock) {
    let shared = &turn.model.shared;
    let Some(view) = shared.meeting().cloned() else {
        return;
    };
    let clock = next(view.meeting.clock.clone(), shared.time.now);
    course(turn, &view, clock, MeetingStatus::Running);
}

/// Moves the meeting to a section and shows it.
pub(super) fn move_to(turn: &mut Turn<'_>, section: Section) {
    step(turn, |clock, now| clock.go_to(section, now));
    turn.go(ScreenKind::of(section));
}

/// Leaves the meeting for another day.
pub(super) fn adjourn(turn: &mut Turn<'_>) {
    finish(turn, MeetingStatus::Adjourned);
    turn.go(ScreenKind::Lobby);
    turn.model.shared.say("adjourned; > goes on where you were");
}

/// Adjourns a meeting whose process is gone, at its last heartbeat.
pub(super) fn adjourn_left(turn: &mut Turn<'_>, id: MeetingId) {
    let shared = &turn.model.shared;
    let Some(view) = shared.room.meeting(id).cloned() else {
        return;
    };
    let last = last_sign(shared, &view.meeting.clock, id);
    let clock = view.meeting.clock.clone().pause(last);
    course(turn, &view, clock, MeetingStatus::Adjourned);
}

/// Moves the clock from here from now on.
pub(super) fn take_over(turn: &mut Turn<'_>) {
    if let Some(sitting) = &mut turn.model.shared.sitting {
        sitting.moves = true;
    }
    turn.beat();
    turn.model.shared.say("the clock is moved from here now");
}

/// Goes on with a meeting that is not over, else asks the one question before a meeting.
pub(super) fn start(turn: &mut Turn<'_>) {
    let shared = &turn.model.shared;
    if shared.start.is_some() {
        return;
    }
    let unfinished = shared.room.unfinished().map(|m| m.meeting.id);
    match (unfinished, shared.period) {
        (Some(id), _) => go_on(turn, id),
        (None, Some(period)) => turn.open(Open::Begin(period)),
        (None, None) => {}
    }
}

/// Ends the meeting: its numbers are frozen and its minutes no longer change.
pub(super) fn end(turn: &mut Turn<'_>) {
    let shared = &turn.model.shared;
    let Some(sitting) = shared.sitting else {
        return;
    };
    let person = shared.person.clone();
    let meeting = sitting.meeting;
    turn.work(Job::Freeze {
        person,
        meeting,
        end: true,
    });
    finish(turn, MeetingStatus::Ended);
    turn.go(ScreenKind::Lobby);
    turn.model.shared.minutes_of = Some(meeting);
    questions::ask_minutes(turn);
}

fn finish(turn: &mut Turn<'_>, status: MeetingStatus) {
    let shared = &turn.model.shared;
    if let Some(view) = shared.meeting().cloned() {
        let clock = view.meeting.clock.clone().pause(shared.time.now);
        course(turn, &view, clock, status);
    }
    turn.model.shared.sitting = None;
    turn.beat();
}
