//! The meeting as the screens run it: begin, go on, move, pause, extend, adjourn, end, take over.
//! Must not know how the strip is drawn; the arithmetic of the clock is in `domain::clock`.

use crate::domain::agenda::Section;
use crate::domain::change::{Change, Field, Member, Record, Subject};
use crate::domain::clock::Clock;
use crate::domain::day::Moment;
use crate::domain::effect::Effect;
use crate::domain::failure::Failure;
use crate::domain::ids::MeetingId;
use crate::domain::meeting::{Again, Meeting, MeetingStatus, MeetingView, Present};
use crate::domain::mistake;
use crate::domain::period::Period;
use crate::domain::query::Query;
use crate::domain::word::Word;

use super::cx::{FrameDeed, FrameLearned, Open};
use super::model::Model;
use super::msg::Job;
use super::place::ScreenKind;
use super::questions;
use super::round::Round;
use super::screens::recap::Recap;
use super::shared::{Shared, Sitting, Start};

/// Begins a meeting: its period, and when the room must be empty.
pub(super) fn begin(round: &mut Round<'_>, period: Period, start: Start) {
    let time = round.model.shared.time;
    let agenda = round.model.shared.agenda.clone();
    let mut clock = Clock::default().sit_down(time.now);
    if let Some(until) = start.until {
        clock = clock.fit(&agenda, time.now, until.since(time.now));
    }
    let meeting = Meeting {
        id: MeetingId(0),
        period,
        profile: round.model.shared.profile(),
        status: MeetingStatus::Running,
        started: time.now,
        utc_offset: time.utc_offset,
        agenda,
        clock,
        frozen_start: None,
        frozen_end: None,
    };
    round.model.shared.period = Some(period);
    round.model.shared.start = Some(start);
    round.apply(FrameDeed::Begin, Change::add(Record::Meeting(meeting)));
}

/// The store has the new meeting: freeze its numbers, note who is here, and show the first section.
pub(super) fn begun(round: &mut Round<'_>, meeting: MeetingId) {
    let shared = &mut round.model.shared;
    let start = shared.start.take().unwrap_or_default();
    sit(round, meeting, start.rehearse);
    let here = std::mem::take(&mut round.model.shared.here).into_iter();
    freeze(round, meeting, false);
    let joins = here.map(|owner| Change::Join(Member::Present { meeting, owner }));
    let joins: Vec<Change> = joins.collect();
    if !joins.is_empty() {
        round.apply(FrameDeed::Attend, Change::All(joins));
    }
    round.ask(Query::Meetings, FrameLearned::Meetings);
    round.go(ScreenKind::Numbers);
}

/// Freezes a meeting's numbers, at its start or at its end.
fn freeze(round: &mut Round<'_>, meeting: MeetingId, end: bool) {
    let person = round.model.shared.person.clone();
    round.work(Job::Freeze {
        person,
        meeting,
        end,
    });
}

fn sit(round: &mut Round<'_>, meeting: MeetingId, rehearsal: bool) {
    round.model.shared.sitting = Some(Sitting {
        meeting,
        moves: true,
        rehearsal,
    });
    round.beat();
}

/// Once the room, its meetings and the other terminals are known: start what was asked for on the
/// command line, or say that a meeting was left running.
pub(super) fn greet(round: &mut Round<'_>) {
    let shared = &round.model.shared;
    let room = &shared.room;
    let known = room.facts.is_some() && room.meetings.is_some() && room.others.is_some();
    if !known || round.model.greeted {
        return;
    }
    round.model.greeted = true;
    joined(round);
    let shared = &round.model.shared;
    if shared.sitting.is_some() {
        return;
    }
    let unfinished = shared.room.unfinished().map(|m| m.meeting.clone());
    match (shared.start, unfinished) {
        (Some(_), Some(meeting)) if shared.period.is_none_or(|p| p == meeting.period) => {
            go_on(round, meeting.id);
        }
        (Some(start), _) => {
            let Some(period) = shared.period else {
                return;
            };
            let meetings = shared.room.meetings.as_deref().unwrap_or_default();
            match Again::of(meetings, period, None) {
                Some(again) => questions::ask_again(round, period, start, again),
                None => begin(round, period, start),
            }
        }
        (None, Some(meeting)) if meeting.status == MeetingStatus::Running => {
            questions::offer(round, &meeting)
        }
        (None, _) => {}
    }
}

/// A meeting that another terminal runs: follow it from here. If that terminal is gone, say so.
pub(super) fn joined(round: &mut Round<'_>) {
    let shared = &mut round.model.shared;
    let now = shared.time.now;
    if let Some(sitting) = shared.sitting {
        if !sitting.moves && shared.room.mover(sitting.meeting, now).is_none() {
            shared.say("nobody moves the clock now: `take-over` in the palette");
        }
        return;
    }
    let running = shared.room.unfinished();
    let running = running.filter(|m| m.meeting.status == MeetingStatus::Running);
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
    round.enter();
}

/// Another terminal has taken the clock over since `before`: this one follows from now on.
pub(super) fn yielded(round: &mut Round<'_>, before: &[Present]) {
    let shared = &mut round.model.shared;
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
    round.beat();
}

/// Meetings were read again: one that ended elsewhere is over here too.
pub(super) fn followed(round: &mut Round<'_>) {
    let shared = &mut round.model.shared;
    let Some(sitting) = shared.sitting else {
        return;
    };
    let view = shared.room.meeting(sitting.meeting);
    let over = view.is_none_or(|m| m.meeting.status != MeetingStatus::Running);
    if over && !sitting.moves {
        let words = match view {
            Some(_) => "the meeting has ended",
            None => "the meeting was taken back: it was started by mistake",
        };
        shared.sitting = None;
        shared.say(words);
        round.beat();
    }
}

/// Goes on with an adjourned meeting, or with one whose process is gone.
pub(super) fn go_on(round: &mut Round<'_>, id: MeetingId) {
    let shared = &round.model.shared;
    let Some(view) = shared.room.meeting(id).cloned() else {
        return;
    };
    let now = shared.time.now;
    let start = shared.start.unwrap_or_default();
    let clock = view.meeting.clock.clone();
    let mut clock = if clock.runs() {
        let last = last_sign(shared, &clock, id);
        clock.pause(last).resume(now)
    } else {
        let adjourned = view.meeting.status == MeetingStatus::Adjourned;
        if adjourned {
            clock.sit_down(now)
        } else {
            clock.resume(now)
        }
    };
    if let Some(until) = start.until {
        clock = clock.fit(&view.meeting.agenda, now, until.since(now));
    }
    round.model.shared.start = None;
    round.model.shared.period = Some(view.meeting.period);
    sit(round, id, start.rehearse);
    let section = clock.section;
    course(round, &view, clock, MeetingStatus::Running);
    round.go(ScreenKind::of(section));
}

/// The last sign of life of a meeting whose process is gone: its heartbeat, else when its section began.
fn last_sign(shared: &Shared, clock: &Clock, id: MeetingId) -> Moment {
    let began = clock.spans.last().map_or(shared.time.now, |span| span.from);
    shared.room.last_beat(id).unwrap_or(began)
}

/// Moves a meeting's clock and standing: shown at once, then written.
fn course(round: &mut Round<'_>, view: &MeetingView, clock: Clock, status: MeetingStatus) {
    let subject = Subject::Meeting(view.meeting.id);
    let mut changes = Vec::new();
    if clock != view.meeting.clock {
        match (json(&view.meeting.clock), json(&clock)) {
            (Ok(was), Ok(now)) => changes.push(Change::set(subject, Field::Clock, was, now)),
            (Err(failure), _) | (_, Err(failure)) => return round.model.shared.fail(failure),
        }
    }
    if status != view.meeting.status {
        let (was, now) = (view.meeting.status.word(), status.word());
        changes.push(Change::set(subject, Field::Status, was, now));
    }
    if let Some(shown) = round.model.shared.room.meeting_mut(view.meeting.id) {
        shown.meeting.clock = clock;
        shown.meeting.status = status;
    }
    if !changes.is_empty() {
        let under_way = round.model.moving.map_or(0, |(_, n)| n);
        round.model.moving = Some((view.meeting.id, under_way + 1));
    }
    match changes.len() {
        0 | 1 => changes
            .into_iter()
            .for_each(|change| round.apply(FrameDeed::Clock, change)),
        _ => round.apply(FrameDeed::Clock, Change::All(changes)),
    }
}

/// The store has answered one move of a clock.
pub(super) fn moved(model: &mut Model) {
    let others = model.moving.filter(|(_, n)| *n > 1);
    model.moving = others.map(|(id, n)| (id, n - 1));
}

/// Takes meetings as they were read, but not the clock of one that has been moved here since.
pub(super) fn read(model: &mut Model, mut meetings: Vec<MeetingView>) {
    let room = &model.shared.room;
    let shown = model.moving.and_then(|(id, _)| room.meeting(id));
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
pub(super) fn step(round: &mut Round<'_>, next: impl FnOnce(Clock, Moment) -> Clock) {
    let shared = &round.model.shared;
    let Some(view) = shared.meeting().cloned() else {
        return;
    };
    let clock = next(view.meeting.clock.clone(), shared.time.now);
    course(round, &view, clock, MeetingStatus::Running);
}

/// Moves the meeting to a section and shows it.
pub(super) fn move_to(round: &mut Round<'_>, section: Section) {
    step(round, |clock, now| clock.go_to(section, now));
    round.go(ScreenKind::of(section));
}

/// Leaves the meeting for another day.
pub(super) fn adjourn(round: &mut Round<'_>) {
    finish(round, MeetingStatus::Adjourned);
    round.go(ScreenKind::Lobby);
    let words = "adjourned; > goes on where you were";
    round.model.shared.say(words);
}

/// Takes the meeting back that was started by mistake, with what it has told.
pub(super) fn take_back(round: &mut Round<'_>, effects: &[Effect]) {
    let view = round.model.shared.meeting();
    if let Some(change) = view.map(|view| mistake::taken_back(view, effects)) {
        round.apply(FrameDeed::TakeBack, change);
    }
}

/// It is gone: there is no meeting here any more.
pub(super) fn taken_back(round: &mut Round<'_>) {
    round.model.shared.sitting = None;
    round.beat();
    round.ask(Query::Meetings, FrameLearned::Meetings);
    round.go(ScreenKind::Lobby);
}

/// Adjourns a meeting whose process is gone, at its last heartbeat.
pub(super) fn adjourn_left(round: &mut Round<'_>, id: MeetingId) {
    let shared = &round.model.shared;
    let Some(view) = shared.room.meeting(id).cloned() else {
        return;
    };
    let last = last_sign(shared, &view.meeting.clock, id);
    let clock = view.meeting.clock.clone().pause(last);
    course(round, &view, clock, MeetingStatus::Adjourned);
}

/// Moves the clock from here from now on.
pub(super) fn take_over(round: &mut Round<'_>) {
    if let Some(sitting) = &mut round.model.shared.sitting {
        sitting.moves = true;
    }
    round.beat();
    round.model.shared.say("the clock is moved from here now");
}

/// Goes on with a meeting that is not over, else asks the one question before a meeting.
pub(super) fn start(round: &mut Round<'_>) {
    let shared = &round.model.shared;
    if shared.start.is_some() {
        return;
    }
    let unfinished = shared.room.unfinished().map(|m| m.meeting.id);
    match (unfinished, shared.period) {
        (Some(id), _) => go_on(round, id),
        (None, Some(period)) => round.open(Open::Begin(period)),
        (None, None) => {}
    }
}

/// Ends the meeting: its numbers are frozen and its minutes no longer change.
pub(super) fn end(round: &mut Round<'_>) {
    let shared = &round.model.shared;
    let Some(sitting) = shared.sitting else {
        return;
    };
    let meeting = sitting.meeting;
    freeze(round, meeting, true);
    finish(round, MeetingStatus::Ended);
    round.go(ScreenKind::Lobby);
    round.model.shared.minutes_of = Some(meeting);
    // What was agreed stays in view until somebody leaves it, with the half page a key away.
    round.open_layer(Recap::new(meeting).into());
    questions::ask_minutes(round);
}

fn finish(round: &mut Round<'_>, status: MeetingStatus) {
    let shared = &round.model.shared;
    if let Some(view) = shared.meeting().cloned() {
        let clock = view.meeting.clock.clone().pause(shared.time.now);
        course(round, &view, clock, status);
    }
    round.model.shared.sitting = None;
    round.beat();
}
