//! The things that a room keeps, each by what a change calls it: as it stands now and in its JSON shape, added
//! and removed. Must not know which options a command has.

use serde_json::Value as Json;

use super::names;
use super::output::Shown;
use super::session::Session;
use crate::domain::change::{Change, Record, Subject};
use crate::domain::failure::Failure;
use crate::domain::feedback::TagView;
use crate::domain::meeting::MeetingView;
use crate::domain::query::{Answer, Query};
use crate::domain::roadmap::{Link, Owner, RoadmapItem};
use crate::exchange::shapes::{self, Attended};

/// Adds a thing, and shows it with what the room has given it.
pub fn added(session: &mut Session, record: Record) -> Result<Shown, Failure> {
    session.may_create();
    let applied = session.apply(&Change::add(record))?;
    Ok(Shown::edit(&applied, item(session, applied.subject)?))
}

/// Removes a thing, and shows it as it was.
pub fn removed(session: &mut Session, subject: Subject) -> Result<Shown, Failure> {
    let (item, record) = look(session, subject)?;
    let applied = session.apply(&Change::Remove(Box::new(record)))?;
    Ok(Shown::edit(&applied, item))
}

/// A thing, a line per field.
pub fn shown(session: &mut Session, subject: Subject) -> Result<Shown, Failure> {
    item(session, subject).map(Shown::one)
}

/// A thing in its JSON shape.
pub fn item(session: &mut Session, subject: Subject) -> Result<Json, Failure> {
    look(session, subject).map(|(item, _)| item)
}

/// A thing as it stands.
pub fn record(session: &mut Session, subject: Subject) -> Result<Record, Failure> {
    look(session, subject).map(|(_, record)| record)
}

fn look(session: &mut Session, subject: Subject) -> Result<(Json, Record), Failure> {
    Ok(match subject {
        Subject::Account(id) => {
            let it = names::account_by_id(session, id)?;
            (shapes::account(&it), Record::Account(it.account))
        }
        Subject::Feedback(id) => {
            let it = names::feedback(session, id)?;
            (shapes::feedback(&it), Record::Feedback(it.feedback))
        }
        Subject::Tag(id) => {
            let tags: Vec<TagView> = session.ask(&Query::Tags)?;
            let it = one(session, &Query::Tags, |it: &TagView| it.tag.id == id)?;
            (shapes::tag(&it, &tags), Record::Tag(it.tag))
        }
        Subject::Owner(id) => {
            let it = one(session, &Query::Owners, |it: &Owner| it.id == id)?;
            (shapes::owner(&it), Record::Owner(it))
        }
        Subject::Item(id) => {
            let it = one(session, &Query::Roadmap, |it: &RoadmapItem| it.id == id)?;
            (shapes::item(&it), Record::Item(it))
        }
        Subject::Link(id) => {
            let it = one(session, &Query::Links, |it: &Link| it.id == id)?;
            (link(session, &it)?, Record::Link(it))
        }
        Subject::Meeting(id) => {
            let it: Box<MeetingView> = session.ask(&Query::Meeting(id))?;
            (meeting(session, &it)?, Record::Meeting(it.meeting))
        }
        Subject::Note(id) => {
            let it = names::note(session, id.0)?;
            (shapes::note(&it), Record::Note(it.note))
        }
        Subject::Action(id) => {
            let it = names::action(session, id.0)?;
            (shapes::action(&it), Record::Action(it.action))
        }
        Subject::DayMark(id) => {
            let it = names::mark(session, id.0)?;
            (shapes::mark(&it), Record::DayMark(it))
        }
        Subject::Room | Subject::Import(_) | Subject::Aim(_) | Subject::Outreach(_) => {
            return Err(Failure::failed("the room itself is no thing in it"));
        }
    })
}

/// The one of some things, which somebody else may have removed in the meantime.
fn one<T>(session: &mut Session, query: &Query, is: impl Fn(&T) -> bool) -> Result<T, Failure>
where
    Vec<T>: TryFrom<Answer>,
{
    let all: Vec<T> = session.ask(query)?;
    let found = all.into_iter().find(is);
    found.ok_or_else(|| Failure::not_found("somebody else has removed it by now"))
}

/// A link with the names it stands for.
pub fn link(session: &mut Session, link: &Link) -> Result<Json, Failure> {
    let tags: Vec<TagView> = session.ask(&Query::Tags)?;
    let items: Vec<RoadmapItem> = session.ask(&Query::Roadmap)?;
    Ok(shapes::link(link, &tags, &items))
}

/// A meeting with the names of who and what was there.
pub fn meeting(session: &mut Session, view: &MeetingView) -> Result<Json, Failure> {
    let owners: Vec<Owner> = session.ask(&Query::Owners)?;
    let tags: Vec<TagView> = session.ask(&Query::Tags)?;
    let present = view.present.iter();
    let discussed = view.discussed.iter();
    let attended = Attended {
        present: present.map(|id| shapes::owner_name(*id, &owners)).collect(),
        discussed: discussed.map(|id| shapes::tag_name(*id, &tags)).collect(),
        actions: view.actions,
    };
    Ok(shapes::meeting(&view.meeting, &attended, session.now))
}
