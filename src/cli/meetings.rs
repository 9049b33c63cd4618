//! `churnroom meetings`: list and show them, and a meeting's course for scripts and screen readers: start,
//! go, pause, resume, extend, adjourn, end, who is here, what is discussed. Must not know screens.

use super::output::{Block, Shown};
use super::session::Session;
use super::{course, edit, follow, names, origin, thing};
use crate::domain::agenda::Section;
use crate::domain::change::{Applied, Member, Subject};
use crate::domain::clock::Clock;
use crate::domain::day::Moment;
use crate::domain::effect::Effect;
use crate::domain::failure::Failure;
use crate::domain::follow::REVIEWS;
use crate::domain::ids::MeetingId;
use crate::domain::meeting::MeetingView;
use crate::domain::mistake::taken_back;
use crate::domain::period::Period;
use crate::domain::query::Query;

#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// All meetings, newest first
    List,
    /// One meeting [default: the newest]
    Show { meeting: Option<String> },
    /// Start the meeting of a period, or go on with one that was left
    Start {
        /// [default: the last whole month in the data]
        #[arg(long, value_name = "PERIOD")]
        period: Option<Period>,
        /// Shorten what is left so that it ends at this local time
        #[arg(long, value_name = "HH:MM")]
        until: Option<String>,
        /// Review it once more: the period was reviewed before
        #[arg(long)]
        again: bool,
    },
    /// Move the running meeting to a section: next, back, 1 to 5 or its name
    Go { to: String },
    /// Stop the clock
    Pause,
    /// Go on counting
    Resume,
    /// Give the present section more minutes
    Extend {
        #[arg(default_value_t = 1, allow_negative_numbers = true)]
        minutes: i64,
    },
    /// Leave the meeting; it goes on another day
    Adjourn,
    /// End the meeting and freeze its numbers
    End,
    /// Take back a meeting that was started by mistake: nothing was written in it
    Discard,
    /// What became of the last reviews: actions done on time, worked, carried; time used; who was there
    FollowThrough {
        /// How many reviews at most
        #[arg(long, value_name = "N", default_value_t = REVIEWS)]
        last: usize,
    },
    /// Mark a theme as discussed
    Discuss {
        theme: String,
        /// It was not discussed after all
        #[arg(long)]
        not: bool,
    },
    /// Say who is here
    Present {
        #[arg(required = true)]
        owners: Vec<String>,
        /// They are not here after all
        #[arg(long)]
        not: bool,
    },
}

const COLUMNS: &str = ">id|period|status|started|section|#actions|discussed|present";

const SECTIONS: &str = "section|#seconds used=used_seconds|#of=has_seconds";

pub fn run(session: &mut Session, verb: Option<Verb>) -> Result<Shown, Failure> {
    match verb.unwrap_or(Verb::List) {
        Verb::List => list(session),
        Verb::Show { meeting } => {
            let id = names::meeting(session, meeting.as_deref())?.meeting.id;
            show(session, id)
        }
        Verb::Start {
            period,
            until,
            again,
        } => {
            let applied = course::start(session, period, until.as_deref(), again)?;
            let shown = edited(session, &applied)?;
            let Subject::Meeting(id) = applied.subject else {
                return Ok(shown);
            };
            Ok(shown.noted(course::again(session, id)?))
        }
        Verb::Go { to } => go(session, &to),
        Verb::Pause => moved(session, |clock, now| Ok(clock.pause(now))),
        Verb::Resume => moved(session, |clock, now| Ok(clock.resume(now))),
        Verb::Extend { minutes } => moved(session, |clock, _| Ok(clock.extend(minutes * 60))),
        Verb::Adjourn => course::adjourn(session).and_then(|done| edited(session, &done)),
        Verb::End => course::end(session).and_then(|done| edited(session, &done)),
        Verb::Discard => discard(session),
        Verb::FollowThrough { last } => follow::run(session, last),
        Verb::Discuss { theme, not } => discuss(session, &theme, !not),
        Verb::Present { owners, not } => present(session, &owners, !not),
    }
}

fn list(session: &mut Session) -> Result<Shown, Failure> {
    let views: Vec<MeetingView> = session.ask(&Query::Meetings)?;
    let mut items = Vec::new();
    for view in &views {
        items.push(thing::meeting(session, view)?);
    }
    Ok(Shown::list(COLUMNS, items, None))
}

/// Takes back the meeting that is open.
fn discard(session: &mut Session) -> Result<Shown, Failure> {
    let view = course::open(session)?;
    let item = thing::meeting(session, &view)?;
    let effects: Vec<Effect> = session.ask(&Query::Effects)?;
    let applied = session.apply(&taken_back(&view, &effects))?;
    Ok(Shown::edit(&applied, item))
}

/// One meeting, its sections below it.
pub fn show(session: &mut Session, id: MeetingId) -> Result<Shown, Failure> {
    let item = thing::item(session, Subject::Meeting(id))?;
    let sections = item["sections"].as_array().cloned().unwrap_or_default();
    Ok(Shown::one(item).with(Block::columns(SECTIONS, &sections)))
}

fn edited(session: &mut Session, applied: &Applied) -> Result<Shown, Failure> {
    edit::shown(session, applied, applied.subject)
}

fn moved(
    session: &mut Session,
    course: impl Fn(Clock, Moment) -> Result<Clock, Failure>,
) -> Result<Shown, Failure> {
    let now = session.now;
    let applied = course::set_clock(session, |meeting| course(meeting.clock.clone(), now))?;
    edited(session, &applied)
}

/// Moves the running meeting to a section.
pub fn go(session: &mut Session, to: &str) -> Result<Shown, Failure> {
    moved(session, |clock, now| {
        let section = section(to, clock.section)?;
        Ok(clock.go_to(section, now))
    })
}

fn section(to: &str, from: Section) -> Result<Section, Failure> {
    let end = |word: &str| {
        Failure::usage(format!("there is no section {word} {}", from.title()))
            .hint("use 1 to 5, or `churnroom meetings end`")
    };
    match to {
        "next" => from.next().ok_or_else(|| end("after")),
        "back" => from.previous().ok_or_else(|| end("before")),
        other => origin::section(other)
            .map_err(|hint| Failure::usage(format!("there is no section `{other}`")).hint(hint)),
    }
}

/// Says that a theme was discussed, or that it was not.
pub fn discuss(session: &mut Session, theme: &str, joins: bool) -> Result<Shown, Failure> {
    let theme = names::theme(session, theme)?.id;
    let meeting = course::open(session)?.meeting.id;
    let discussed = Member::Discussed { meeting, theme };
    member(session, meeting, vec![discussed], joins)
}

/// Says who is here, or is not.
pub fn present(session: &mut Session, owners: &[String], joins: bool) -> Result<Shown, Failure> {
    let meeting = course::open(session)?.meeting.id;
    let owners = names::all(owners, |name| names::owner(session, name))?;
    let present = owners.iter().map(|owner| owner.id);
    let members = present.map(|owner| Member::Present { meeting, owner });
    member(session, meeting, members.collect(), joins)
}

fn member(
    session: &mut Session,
    meeting: MeetingId,
    members: Vec<Member>,
    joins: bool,
) -> Result<Shown, Failure> {
    let subject = Subject::Meeting(meeting);
    let applied = edit::belong(session, subject, members, joins)?;
    edit::shown(session, &applied, subject)
}
