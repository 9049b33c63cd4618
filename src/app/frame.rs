//! The frame's own affairs: opening the room, its facts, the feed, other terminals, and the
//! answers of overlays that belong to no screen. Must not know any particular screen's state.

use crate::domain::change::{Applied, JournalRow, Subject};
use crate::domain::failure::Failure;
use crate::domain::note::Origin;
use crate::domain::query::{Answer, Query};

use super::cx::Deed;
use super::meeting;
use super::msg::Job;
use super::place::Place;
use super::room::Others;
use super::screen::Touched;
use super::turn::Turn;

/// The room was opened: ask for what every screen needs.
pub(super) fn opened(turn: &mut Turn<'_>) {
    turn.beat();
    reload(turn);
    turn.enter();
}

/// Asks again for all the frame knows.
pub(super) fn reload(turn: &mut Turn<'_>) {
    let today = turn.model.shared.time.today;
    turn.ask(Query::Meetings);
    turn.ask(Query::Room { today });
    turn.ask(Query::Owners);
    turn.ask(Query::Tags);
    names(turn);
}

/// Asks for the names to replace, while names are masked.
fn names(turn: &mut Turn<'_>) {
    if turn.model.shared.look.masked {
        turn.ask(Query::Mask);
    }
}

/// An answer to the frame.
pub(super) fn learn(turn: &mut Turn<'_>, answer: Answer) {
    let shared = &mut turn.model.shared;
    match answer {
        Answer::Room(room) => {
            let first = shared.room.facts.is_none();
            let period = shared.period;
            shared.period = period.or(room.default_period);
            shared.seen = shared.seen.max(room.last_change);
            if first {
                for warning in &room.warnings {
                    shared
                        .messages
                        .log
                        .push((shared.time.now, false, warning.clone()));
                    shared.messages.status.clone_from(warning);
                }
            }
            shared.room.facts = Some(room);
            if period.is_none() {
                turn.enter();
            }
        }
        Answer::Owners(owners) => shared.room.owners = owners,
        Answer::Tags(tags) => {
            shared.room.bare_tags = tags.iter().map(|t| t.tag.clone()).collect();
            shared.room.tags = tags;
        }
        Answer::Meetings(meetings) => {
            meeting::read(turn.model, meetings);
            meeting::followed(turn);
        }
        Answer::Mask(mask) => shared.room.mask = Some(mask),
        other => {
            let words = format!("the frame was told what it had not asked: {other:?}");
            shared.fail(Failure::failed(words));
        }
    }
    meeting::greet(turn);
    let place = Place::Screen(turn.model.shared.screen);
    turn.with(place, |s, cx| s.room_read(cx));
}

/// Other terminals, as the worker last read them.
pub(super) fn others(turn: &mut Turn<'_>, others: Others) {
    let before = turn.model.shared.room.others.replace(others);
    if let Some(before) = before {
        meeting::yielded(turn, &before.alive);
    }
    meeting::greet(turn);
    meeting::joined(turn);
}

/// A change of this process went through.
pub(super) fn saved(turn: &mut Turn<'_>, applied: &Applied) {
    let words = match (applied.change.0, applied.words.as_str()) {
        (0, _) => "nothing to change".to_owned(),
        (_, "") => "saved".to_owned(),
        (_, words) => format!("saved · {words}"),
    };
    turn.model.shared.say(words);
}

/// A change of the frame's own went through, or was refused: then what was shown ahead of it is read again.
pub(super) fn done(turn: &mut Turn<'_>, deed: Deed, applied: Option<&Applied>) {
    match (deed, applied) {
        (Deed::Clock, _) => meeting::moved(turn.model),
        (Deed::Write(draft), Some(_)) => {
            turn.model.shared.drafts.remove(&draft);
        }
        (Deed::Begin, Some(applied)) => {
            if let Subject::Meeting(id) = applied.subject {
                meeting::begun(turn, id);
            }
        }
        (Deed::Undo | Deed::Attend | Deed::Write(_) | Deed::Begin, _) => {}
    }
    if applied.is_none() {
        turn.model.shared.start = None;
        turn.ask(Query::Meetings);
    }
}

/// The journal grew: say what others did, and let what is visible ask again where it is concerned.
pub(super) fn fed(turn: &mut Turn<'_>, rows: &[JournalRow]) {
    let mut touched = Touched::default();
    for row in rows {
        touched.by(&row.forward);
    }
    let shared = &mut turn.model.shared;
    let others: Vec<&JournalRow> = rows.iter().filter(|r| r.person != shared.person).collect();
    if let Some(last) = others.last() {
        let more = match others.len() {
            1 => String::new(),
            n => format!(" and {} more", n - 1),
        };
        let words = format!("{} {}{more}", last.person, last.words);
        let words = shared.words(&words).into_owned();
        shared.say(words);
    }
    if let Some(last) = rows.last() {
        shared.seen = shared.seen.max(last.id);
    }
    refresh(turn, touched);
}

fn refresh(turn: &mut Turn<'_>, touched: Touched) {
    let today = turn.model.shared.time.today;
    if touched.rows || touched.accounts {
        turn.model.shared.room.mask = None;
    }
    if touched.rows {
        reload(turn);
    } else {
        if touched.accounts {
            names(turn);
        }
        if touched.words || touched.accounts {
            turn.ask(Query::Tags);
            turn.ask(Query::Room { today });
        }
        if touched.owners {
            turn.ask(Query::Owners);
        }
        if touched.meetings || touched.actions {
            turn.ask(Query::Meetings);
        }
    }
    for place in turn.places() {
        turn.with(place, |s, cx| {
            if s.concerned(touched) {
                s.entered(cx);
            }
        });
    }
}

/// The file fails its own check.
pub(super) fn unsound(turn: &mut Turn<'_>, words: String) {
    let shared = &mut turn.model.shared;
    if let Some(facts) = &mut shared.room.facts {
        facts.read_only = Some(words.clone());
    }
    shared.fail(
        Failure::failed(words)
            .hint("nothing more is written; make a copy with `churnroom backup FILE` and look at it with `churnroom doctor`"),
    );
}

/// What is selected, with the meeting and the section that are on.
pub(super) fn origin(turn: &Turn<'_>) -> Origin {
    let shared = &turn.model.shared;
    let front = turn.model.front().origin();
    let mut origin = if front == Origin::default() {
        turn.model.screen().origin()
    } else {
        front
    };
    let running = shared.sitting.and_then(|s| shared.room.meeting(s.meeting));
    origin.meeting = running.map(|m| m.meeting.id);
    origin.section = shared
        .screen
        .section()
        .or(running.map(|m| m.meeting.clock.section));
    origin
}

/// Somebody else types from now on.
pub(super) fn hand(turn: &mut Turn<'_>, name: &str) {
    let name = name.trim();
    if !name.is_empty() {
        turn.model.shared.say(format!("{name} types"));
        name.clone_into(&mut turn.model.shared.person);
        turn.beat();
    }
}

/// Looks at the period that was typed.
pub(super) fn look_at(turn: &mut Turn<'_>, text: &str) {
    let shared = &mut turn.model.shared;
    match text.parse() {
        Ok(period) => {
            shared.period = Some(shared.calendar.settle(period));
            turn.enter();
        }
        Err(problem) => shared.fail(Failure::usage(format!("{problem}"))),
    }
}

/// Shows real names again.
pub(super) fn unmask(turn: &mut Turn<'_>) {
    turn.model.shared.look.masked = false;
    turn.model.shared.say("names are shown");
    turn.enter();
}

/// Masks names.
pub(super) fn mask(turn: &mut Turn<'_>) {
    turn.model.shared.look.masked = true;
    turn.model.shared.say("names are masked");
    names(turn);
    turn.enter();
}

/// Imports the files that were typed.
pub(super) fn import(turn: &mut Turn<'_>, text: &str) {
    let paths = split_paths(text);
    if !paths.is_empty() {
        let person = turn.model.shared.person.clone();
        turn.work(Job::ImportFiles { person, paths });
    }
}

/// Writes the minutes of the meeting last looked at.
pub(super) fn write_minutes(turn: &mut Turn<'_>, path: String) {
    let shared = &turn.model.shared;
    if let Some(meeting) = shared.minutes_of {
        let masked = shared.look.masked;
        turn.work(Job::WriteMinutes {
            meeting,
            path,
            masked,
        });
    }
}

/// Paths as typed: split at spaces, but not inside quotes.
fn split_paths(text: &str) -> Vec<String> {
    let mut paths = vec![String::new()];
    let mut quote = None;
    for c in text.chars() {
        match (quote, c) {
            (None, '\'' | '"') => quote = Some(c),
            (Some(q), c) if q == c => quote = None,
            (None, ' ') => paths.push(String::new()),
            (_, c) => {
                if let Some(last) = paths.last_mut() {
                    last.push(c);
                }
            }
        }
    }
    paths.retain(|p| !p.is_empty());
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_may_be_quoted() {
        assert_eq!(split_paths("a.csv  'b c.csv'"), ["a.csv", "b c.csv"]);
        assert!(split_paths("  ").is_empty());
    }
}
