//! A meeting's course from the command line: start, move, leave, end, with its numbers frozen on the way.
//! Must not know screens; the clock's rules are the domain's.

use super::session::Session;
use super::{edit, names};
use crate::domain::change::{Applied, Change, Field, Record, Subject};
use crate::domain::clock::Clock;
use crate::domain::day::Moment;
use crate::domain::failure::Failure;
use crate::domain::field::FieldValue;
use crate::domain::frozen::{AtEnd, AtStart};
use crate::domain::ids::MeetingId;
use crate::domain::meeting::{Again, Meeting, MeetingStatus, MeetingView, has_begun};
use crate::domain::period::Period;
use crate::domain::query::{NEXT, Query};
use crate::domain::word::Word;

/// The meeting that runs, or was left and not ended.
pub fn open(session: &mut Session) -> Result<MeetingView, Failure> {
    names::open_meeting(session)?.ok_or_else(|| {
        Failure::not_found("no meeting is open")
            .hint("start one with `churnroom meetings start` or `churnroom meet`")
    })
}

/// The meeting that runs.
fn running(session: &mut Session) -> Result<MeetingView, Failure> {
    let view = open(session)?;
    if view.meeting.status == MeetingStatus::Running {
        return Ok(view);
    }
    Err(Failure::failed(format!(
        "the meeting of {} was left",
        view.meeting.period.long()
    ))
    .hint("go on with it: `churnroom meetings start`"))
}

/// Starts the meeting of a period, or goes on with one that was adjourned.
pub fn start(
    session: &mut Session,
    period: Option<Period>,
    until: Option<&str>,
    again: bool,
) -> Result<Applied, Failure> {
    let until = until.map(|text| session.now.next_at(text, session.utc_offset));
    let until = until.transpose()?;
    let applied = match names::open_meeting(session)? {
        Some(view) if view.meeting.status == MeetingStatus::Running => {
            return Err(Failure::failed(format!(
                "the meeting of {} is running already",
                view.meeting.period.long()
            ))
            .hint("end it with `churnroom meetings end`, or open it with `churnroom meet`"));
        }
        Some(view) if period.is_none_or(|p| session.typed(p) == view.meeting.period) => {
            go_on(session, &view)?
        }
        _ => begin(session, period, again)?,
    };
    if let Some(until) = until {
        shorten(session, until)?;
    }
    Ok(applied)
}

/// That a meeting's period was reviewed before, and how often with it; `None` where it was not.
pub fn again(session: &mut Session, id: MeetingId) -> Result<Option<String>, Failure> {
    let views: Vec<MeetingView> = session.ask(&Query::Meetings)?;
    let own = views.iter().find(|view| view.meeting.id == id);
    let again = own.and_then(|own| {
        let period = own.meeting.period;
        let again = Again::of(&views, period, Some(&own.meeting))?;
        Some(again.words(period))
    });
    Ok(again)
}

fn begin(session: &mut Session, period: Option<Period>, again: bool) -> Result<Applied, Failure> {
    let period = has_begun(session.period(period)?, session.today)?;
    if !again {
        must_be_the_first(session, period)?;
    }
    let meeting = next(session, period)?;
    let applied = session.apply(&Change::add(Record::Meeting(meeting.clone())))?;
    let Subject::Meeting(id) = applied.subject else {
        return Err(Failure::failed(
            "the room did not say which meeting it started",
        ));
    };
    let today = session.today;
    let store = session.store()?;
    let meeting = Meeting { id, ..meeting };
    let kept = AtStart::kept(&meeting, today, &mut |query| store.answer(&query))?;
    session.apply(&kept)?;
    Ok(applied)
}

/// The review of a period as it would begin now.
pub fn next(session: &mut Session, period: Period) -> Result<Meeting, Failure> {
    Ok(Meeting {
        id: NEXT,
        period,
        profile: session.extent()?.profile,
        status: MeetingStatus::Running,
        started: session.now,
        utc_offset: session.utc_offset,
        agenda: session.config.agenda.clone(),
        clock: Clock::default().sit_down(session.now),
        frozen_start: None,
        frozen_end: None,
    })
}

/// Refuses to review a period once more that nobody asked to review again.
fn must_be_the_first(session: &mut Session, period: Period) -> Result<(), Failure> {
    let views: Vec<MeetingView> = session.ask(&Query::Meetings)?;
    let Some(again) = Again::of(&views, period, None) else {
        return Ok(());
    };
    let (name, last, which) = (period.long(), again.last.long(), again.which());
    let what = format!("starting the review of {name}: it was reviewed on {last}");
    let hint = format!("say --again for its {which} review, or another --period");
    Err(Failure::usage(what).hint(hint))
}

fn go_on(session: &mut Session, view: &MeetingView) -> Result<Applied, Failure> {
    let clock = view.meeting.clock.clone().sit_down(session.now);
    let standing = status(view, MeetingStatus::Running);
    session.apply(&Change::All(vec![standing, clock_change(view, &clock)]))
}

fn status(view: &MeetingView, now: MeetingStatus) -> Change {
    let subject = Subject::Meeting(view.meeting.id);
    Change::set(
        subject,
        Field::Status,
        view.meeting.status.word(),
        now.word(),
    )
}

fn clock_change(view: &MeetingView, clock: &Clock) -> Change {
    let subject = Subject::Meeting(view.meeting.id);
    Change::set(
        subject,
        Field::Clock,
        view.meeting.clock.value(),
        clock.value(),
    )
}

/// Moves the clock of the running meeting.
pub fn set_clock(
    session: &mut Session,
    course: impl Fn(&Meeting) -> Result<Clock, Failure>,
) -> Result<Applied, Failure> {
    edit::again_on_conflict(|| {
        let view = running(session)?;
        let clock = course(&view.meeting)?;
        if clock == view.meeting.clock {
            return Ok(edit::unchanged(Subject::Meeting(view.meeting.id)));
        }
        session.apply(&clock_change(&view, &clock))
    })
}

/// Leaves the meeting: its clock stops, and it goes on another day.
pub fn adjourn(session: &mut Session) -> Result<Applied, Failure> {
    edit::again_on_conflict(|| {
        let view = running(session)?;
        let clock = view.meeting.clock.clone().pause(session.now);
        let standing = status(&view, MeetingStatus::Adjourned);
        session.apply(&Change::All(vec![clock_change(&view, &clock), standing]))
    })
}

/// Ends the meeting and freezes what its minutes say.
pub fn end(session: &mut Session) -> Result<Applied, Failure> {
    edit::again_on_conflict(|| {
        let view = open(session)?;
        let id = view.meeting.id;
        let clock = view.meeting.clock.clone().pause(session.now);
        let today = session.today;
        let store = session.store()?;
        let frozen = AtEnd::gather(id, today, &mut |query: Query| store.answer(&query))?;
        must_be_tied(&view, &frozen.untied())?;
        let mut changes = vec![status(&view, MeetingStatus::Ended)];
        if clock != view.meeting.clock {
            changes.push(clock_change(&view, &clock));
        }
        let (was, now) = (view.meeting.frozen_end.clone(), frozen.to_json()?);
        changes.push(Change::set(
            Subject::Meeting(id),
            Field::FrozenEnd,
            was,
            now,
        ));
        session.apply(&Change::All(changes))
    })
}

/// Refuses to end a meeting while a theme that it discussed has neither an action of this meeting nor a reason for none.
fn must_be_tied(view: &MeetingView, untied: &[String]) -> Result<(), Failure> {
    let Some(first) = untied.first() else {
        return Ok(());
    };
    let (period, names) = (view.meeting.period.long(), untied.join(", "));
    let what = format!(
        "ending the review of {period}: discussed, with neither an action of this review nor a reason for none: {names}"
    );
    Err(Failure::failed(what).hint(format!(
        "write one with `churnroom actions add \"... #{first}\"`, keep one with `churnroom actions keep ID`, or say why \
         with `churnroom notes add --no-action --theme {first} WHY`"
    )))
}

/// `--until`: shortens what is left so that the meeting ends then.
fn shorten(session: &mut Session, until: Moment) -> Result<(), Failure> {
    let now = session.now;
    let left = until.since(now);
    let shortened = |meeting: &Meeting| meeting.clock.clone().fit(&meeting.agenda, now, left);
    set_clock(session, |meeting| Ok(shortened(meeting))).map(drop)
}
