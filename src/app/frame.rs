//! The frame's own affairs: opening the room, its facts, the feed, other terminals, and the
//! answers of overlays that belong to no screen. Must not know any particular screen's state.

use crate::domain::change::{Applied, Field, JournalRow, Subject};
use crate::domain::failure::{Code, Failure};
use crate::domain::note::{NoteKind, Origin};
use crate::domain::query::Query;

use super::cx::{FrameDeed, FrameLearned};
use super::meeting;
use super::msg::Job;
use super::place::Place;
use super::room::Others;
use super::round::Round;
use super::screen::Touched;
use super::shared::{Draft, Shared};

/// The room was opened: ask for what every screen needs.
pub(super) fn opened(round: &mut Round<'_>) {
    round.beat();
    if round.model.shared.look.masked {
        return mask(round, true);
    }
    reload(round);
    round.enter();
}

/// Asks again for all the frame knows.
pub(super) fn reload(round: &mut Round<'_>) {
    let today = round.model.shared.time.today;
    round.ask(Query::Meetings, FrameLearned::Meetings);
    round.ask(Query::Room { today }, FrameLearned::Room);
    round.ask(Query::Owners, FrameLearned::Owners);
    round.ask(Query::Tags, FrameLearned::Tags);
}

/// An answer to the frame.
pub(super) fn learn(round: &mut Round<'_>, learned: FrameLearned) {
    let shared = &mut round.model.shared;
    match learned {
        FrameLearned::Room(room) => {
            let first = shared.room.facts.is_none();
            let period = shared.period;
            shared.period = period.or(Some(room.extent.default_period));
            shared.seen = shared.seen.max(room.last_change);
            if first {
                room.warnings.iter().for_each(|warning| shared.say(warning));
                let lacks = room.lacks.iter();
                lacks.for_each(|lacks| shared.fail(Failure::failed(lacks)));
            }
            shared.room.facts = Some(room);
            if period.is_none() {
                round.enter();
            }
        }
        FrameLearned::Owners(owners) => shared.room.owners = owners,
        FrameLearned::Tags(tags) => {
            shared.room.bare_tags = tags.iter().map(|t| t.tag.clone()).collect();
            shared.room.tags = tags;
        }
        FrameLearned::Meetings(meetings) => {
            meeting::read(round.model, meetings);
            meeting::followed(round);
        }
        FrameLearned::Told(effects) => return meeting::take_back(round, &effects),
    }
    meeting::greet(round);
    let place = Place::Screen(round.model.shared.screen);
    round.with(place, |s, cx| s.room_read(cx));
}

/// Other terminals, as the worker last read them.
pub(super) fn others(round: &mut Round<'_>, others: Others) {
    let before = round.model.shared.room.others.replace(others);
    if let Some(before) = before {
        meeting::yielded(round, &before.alive);
    }
    meeting::greet(round);
    meeting::joined(round);
    let place = Place::Screen(round.model.shared.screen);
    round.with(place, |s, cx| s.others_moved(cx));
}

/// A change of this process went through.
pub(super) fn saved(round: &mut Round<'_>, applied: &Applied) {
    let shared = &mut round.model.shared;
    let rehearses = shared.sitting.map_or_else(
        || shared.start.as_ref().is_some_and(|start| start.rehearse),
        |sitting| sitting.rehearsal,
    );
    // Of a rehearsal nothing is kept.
    let done = if rehearses { "rehearsed" } else { "saved" };
    let words = match (applied.change.0, applied.words.as_str()) {
        (0, _) => "nothing to change".to_owned(),
        (_, "") => done.to_owned(),
        (_, words) => format!("{done} · {words}"),
    };
    shared.say(words);
}

/// A change of the frame's own went through, or was refused: then what was shown ahead of it is read again.
pub(super) fn done(round: &mut Round<'_>, deed: FrameDeed, applied: Option<&Applied>) {
    match (deed, applied) {
        (FrameDeed::Clock, applied) => {
            meeting::moved(round.model);
            // The strip shows it.
            if applied.is_some() {
                round.model.shared.messages.fade();
            }
        }
        (FrameDeed::Write(draft, text), None) => {
            let shared = &mut round.model.shared;
            shared.keep(draft, &text);
            let refused = shared.messages.unread.take();
            refused.into_iter().for_each(|failure| {
                let hint = match shared.room.lost {
                    true => "the words come back with the next note or action, which opens what lies there now".to_owned(),
                    false => format!("the words come back with the next one; {}", failure.hint),
                };
                shared.fail(failure.not_saved().hint(hint.trim_end_matches("; ")));
            });
        }
        (FrameDeed::Set(subject, field, text), None) => {
            keep_refused(&mut round.model.shared, (subject, field), text);
        }
        (FrameDeed::Begin, Some(applied)) => {
            if let Subject::Meeting(id) = applied.subject {
                meeting::begun(round, id);
            }
        }
        (FrameDeed::TakeBack, Some(_)) => meeting::taken_back(round),
        (
            FrameDeed::Undo
            | FrameDeed::Attend
            | FrameDeed::Write(..)
            | FrameDeed::Set(..)
            | FrameDeed::Begin
            | FrameDeed::TakeBack,
            _,
        ) => {}
    }
    if applied.is_none() {
        round.model.shared.start = None;
        round.ask(Query::Meetings, FrameLearned::Meetings);
    }
}

/// What was typed for a field and refused is kept where it can be found again: in the line of that field, or in the next
/// note where that line opens no more, as the thing is gone or a question was answered.
fn keep_refused(shared: &mut Shared, of: (Subject, Field), text: String) {
    let refused = shared.messages.unread.take();
    let is_gone = refused.as_ref().is_some_and(|it| it.code == Code::NotFound);
    let hint = if is_gone || of.1 == Field::Answer {
        shared.keep(Draft::Note(NoteKind::Note), &text);
        "your words stand in the next note that you write"
    } else {
        shared.refused.insert(of, text);
        "your words stand in the line when you open it again"
    };
    let refused = refused.map(|failure| failure.not_saved().hint(hint));
    refused.into_iter().for_each(|failure| shared.fail(failure));
}

/// The journal grew: say what others did, and let what is visible ask again where it is concerned.
pub(super) fn fed(round: &mut Round<'_>, rows: &[JournalRow]) {
    let mut touched = Touched::default();
    for row in rows {
        touched.by(&row.forward);
    }
    let shared = &mut round.model.shared;
    let others: Vec<&JournalRow> = rows.iter().filter(|r| r.person != shared.person).collect();
    if let Some(last) = others.last() {
        let more = match others.len() {
            1 => String::new(),
            n => format!(" and {} more", n - 1),
        };
        shared.say(format!("{} {}{more}", last.person, last.words));
    }
    if let Some(last) = rows.last() {
        shared.seen = shared.seen.max(last.id);
    }
    refresh(round, touched);
}

fn refresh(round: &mut Round<'_>, touched: Touched) {
    let today = round.model.shared.time.today;
    if touched.rows {
        reload(round);
    } else {
        if touched.words || touched.accounts {
            round.ask(Query::Tags, FrameLearned::Tags);
            round.ask(Query::Room { today }, FrameLearned::Room);
        }
        if touched.owners {
            round.ask(Query::Owners, FrameLearned::Owners);
        }
        if touched.meetings || touched.actions {
            round.ask(Query::Meetings, FrameLearned::Meetings);
        }
    }
    for place in round.places() {
        round.with(place, |s, cx| {
            if touched.erased {
                s.erased();
            }
            if s.concerned(touched) {
                s.entered(cx);
            }
        });
    }
}

/// The file fails its own check.
pub(super) fn unsound(round: &mut Round<'_>, failure: Failure) {
    let shared = &mut round.model.shared;
    if let Some(facts) = &mut shared.room.facts {
        facts.read_only = Some(failure.message.clone());
    }
    shared.fail(failure);
}

/// What is selected, with the meeting and the section that are on.
pub(super) fn origin(round: &Round<'_>) -> Origin {
    let shared = &round.model.shared;
    let front = round.model.front().origin();
    let mut origin = match front == Origin::default() {
        true => round.model.screen().origin(),
        false => front,
    };
    origin.meeting = shared.meeting().map(|m| m.meeting.id);
    origin.section = shared.screen.section().or(shared.section());
    origin
}

/// Somebody else types from now on.
pub(super) fn hand(round: &mut Round<'_>, name: &str) {
    let name = name.trim();
    if !name.is_empty() {
        round.model.shared.say(format!("{name} types"));
        name.clone_into(&mut round.model.shared.person);
        round.beat();
    }
}

/// Looks at the period that was typed.
pub(super) fn look_at(round: &mut Round<'_>, text: &str) {
    let shared = &mut round.model.shared;
    match text.parse() {
        Ok(period) => {
            shared.period = Some(shared.calendar.settle(period));
            round.enter();
        }
        Err(problem) => shared.fail(Failure::usage(format!("{problem}"))),
    }
}

/// Masks names, or shows real ones again. What the room said is forgotten, and nothing of it is drawn
/// until its worker says that from here on it answers so.
pub(super) fn mask(round: &mut Round<'_>, on: bool) {
    round.model.forget();
    round.model.shared.look.masked = on;
    round.model.shared.look.veiled = true;
    round.work(Job::Mask(on));
}

/// The room answers as it was asked to: everything is read again.
pub(super) fn masked(round: &mut Round<'_>) {
    let look = &mut round.model.shared.look;
    look.veiled = false;
    let how = if look.masked { "masked" } else { "shown" };
    round.model.shared.say(format!("names are {how}"));
    reload(round);
    round.enter();
}

/// Writes the minutes of the meeting last looked at.
pub(super) fn write_minutes(round: &mut Round<'_>, path: String) {
    if let Some(meeting) = round.model.shared.minutes_of {
        round.work(Job::WriteMinutes { meeting, path });
    }
}
