//! The frame's own affairs: opening the room, its facts, the feed, other terminals, and the
//! answers of overlays that belong to no screen. Must not know any particular screen's state.

use crate::domain::change::{Applied, JournalRow, Subject};
use crate::domain::failure::Failure;
use crate::domain::note::Origin;
use crate::domain::query::{Answer, Query};

use super::meeting;
use super::msg::{Choice, Effect, Others, Place};
use super::questions;
use super::screen::Touched;
use super::update::Turn;

/// The room was opened: ask for what every screen needs.
pub(super) fn opened(turn: &mut Turn<'_>) {
    beat(turn);
    reload(turn);
    turn.enter();
}

/// Asks again for all the frame knows.
pub(super) fn reload(turn: &mut Turn<'_>) {
    let today = turn.model.shared.time.today;
    turn.ask("meetings", Query::Meetings);
    turn.ask("room", Query::Room { today });
    turn.ask("owners", Query::Owners);
    turn.ask("tags", Query::Tags);
    names(turn);
}

/// Asks for the names to replace, while names are masked.
pub(super) fn names(turn: &mut Turn<'_>) {
    if turn.model.shared.look.masked {
        turn.ask("mask", Query::Mask);
    }
}

/// Says who sits here, and whose clock is moved from here.
pub(super) fn beat(turn: &mut Turn<'_>) {
    let shared = &turn.model.shared;
    let meeting = shared.sitting.filter(|s| s.moves).map(|s| s.meeting);
    let person = shared.person.clone();
    turn.effects.push(Effect::Beat { person, meeting });
}

/// An answer to the frame.
pub(super) fn answered(turn: &mut Turn<'_>, answer: Answer) {
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
        _ => {}
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

/// A change of the frame itself went through.
pub(super) fn applied(turn: &mut Turn<'_>, what: &str, applied: &Applied) {
    if what == "clock" {
        meeting::moved(turn.model);
    }
    turn.model.shared.drafts.remove(what);
    if what == "begin"
        && let Subject::Meeting(id) = applied.subject
    {
        meeting::begun(turn, id);
    }
}

/// A change of the frame was refused: what was shown ahead of it is read again.
pub(super) fn refused(turn: &mut Turn<'_>, what: &str) {
    if what == "clock" {
        meeting::moved(turn.model);
    }
    turn.model.shared.start = None;
    turn.ask("meetings", Query::Meetings);
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
            turn.ask("tags", Query::Tags);
            turn.ask("room", Query::Room { today });
        }
        if touched.owners {
            turn.ask("owners", Query::Owners);
        }
        if touched.meetings || touched.actions {
            turn.ask("meetings", Query::Meetings);
        }
    }
    if turn.model.screen().concerned(touched) {
        let place = Place::Screen(turn.model.shared.screen);
        turn.with(place, |s, cx| s.entered(cx));
    }
    for id in turn.layer_ids() {
        turn.with(Place::Layer(id), |s, cx| {
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

/// An overlay that the frame opened has an answer.
pub(super) fn chosen(turn: &mut Turn<'_>, what: &str, choice: Choice) {
    match (what, choice) {
        ("hand", Choice::Text(name)) if !name.trim().is_empty() => {
            let name = name.trim().to_owned();
            turn.model.shared.say(format!("{name} types"));
            turn.model.shared.person = name;
            beat(turn);
        }
        ("period", Choice::Text(text)) => match text.parse() {
            Ok(period) => {
                let settled = turn.model.shared.calendar.settle(period);
                turn.model.shared.period = Some(settled);
                turn.enter();
            }
            Err(problem) => turn.model.shared.fail(Failure::usage(format!("{problem}"))),
        },
        ("unmask", Choice::Picked(key)) if key == "y" => {
            turn.model.shared.look.masked = false;
            turn.model.shared.say("names are shown");
            turn.enter();
        }
        ("import", Choice::Text(paths)) => import(turn, &paths),
        ("minutes", Choice::Text(path)) => questions::write_minutes(turn, path),
        (what, Choice::Picked(key)) => questions::chosen(turn, what, &key),
        _ => {}
    }
}

fn import(turn: &mut Turn<'_>, text: &str) {
    let paths = split_paths(text);
    if paths.is_empty() {
        return;
    }
    let person = turn.model.shared.person.clone();
    turn.effects.push(Effect::ImportFiles { person, paths });
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
