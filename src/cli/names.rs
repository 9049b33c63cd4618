//! What people type, as the things it stands for: an owner's name, a tag, an account's id, a meeting.
//! Must not know what is done with them. What is not there is said together with how to see what is.

use super::session::Session;
use crate::domain::account::AccountView;
use crate::domain::codebook::named;
use crate::domain::failure::Failure;
use crate::domain::feedback::{FeedbackView, Tag, TagView};
use crate::domain::ids::{AccountId, ActionId, DayMarkId, FeedbackId, MeetingId, NoteId, TagId};
use crate::domain::marks::DayMark;
use crate::domain::meeting::{MeetingStatus, MeetingView};
use crate::domain::note::{ActionView, NoteView};
use crate::domain::page::Page;
use crate::domain::query::{AccountFilter, ActionFilter, NoteFilter, Query};
use crate::domain::roadmap::{Owner, RoadmapItem};
use crate::domain::sort::sort_by_key;

/// What a name stands for, where one was given.
pub fn of<T>(
    name: &Option<String>,
    find: impl FnOnce(&str) -> Result<T, Failure>,
) -> Result<Option<T>, Failure> {
    name.as_deref().map(find).transpose()
}

/// What several names stand for.
pub fn all<T>(
    names: &[String],
    find: impl FnMut(&String) -> Result<T, Failure>,
) -> Result<Vec<T>, Failure> {
    names.iter().map(find).collect()
}

/// Whether two names are the same to a person.
pub fn same(a: &str, b: &str) -> bool {
    a.trim().to_lowercase() == b.trim().to_lowercase()
}

/// A thing nobody knows by that name: wrong usage.
fn unknown(kind: &'static str, name: &str, see: &str) -> Failure {
    Failure::unknown(kind, name).hint(see)
}

/// The owner of that name.
pub fn owner(session: &mut Session, name: &str) -> Result<Owner, Failure> {
    let name = name.trim_start_matches('@');
    let owners: Vec<Owner> = session.ask(&Query::Owners)?;
    let found = owners.into_iter().find(|owner| same(&owner.name, name));
    found.ok_or_else(|| {
        unknown(
            "owner",
            name,
            "see `churnroom owners list`, or add them with `churnroom owners add NAME --team TEAM`",
        )
    })
}

/// Somebody who can still be asked for something: whoever left the team cannot.
pub fn who_answers(owner: Owner) -> Result<Owner, Failure> {
    let Some(day) = owner.left_on else {
        return Ok(owner);
    };
    let (name, day) = (&owner.name, day.long());
    let message = format!("{name} left the team on {day}, and can answer for nothing new");
    Err(Failure::usage(message).hint(format!(
        "name somebody else, or bring them back with `churnroom owners edit {name} --left-on \"\"`"
    )))
}

/// The tag of that name; a leading `#` is no part of it.
pub fn tag(session: &mut Session, name: &str) -> Result<Tag, Failure> {
    let name = name.trim_start_matches('#');
    let tags: Vec<TagView> = session.ask(&Query::Tags)?;
    let found = named(&tags, name).map(|view| view.tag.clone());
    found.ok_or_else(|| {
        unknown(
            "tag",
            name,
            "see `churnroom tag list`, or make it with `churnroom tag add NAME`",
        )
    })
}

/// The tag of that name, to be put on texts.
pub fn offered_tag(session: &mut Session, name: &str) -> Result<Tag, Failure> {
    let tag = tag(session, name)?;
    if !tag.archived {
        return Ok(tag);
    }
    Err(Failure::usage(format!("`{}` is archived", tag.name))
        .hint("bring it back first: `churnroom tag edit TAG --archived no`"))
}

/// The name of a tag; empty where it is gone.
pub fn tag_by_id(session: &mut Session, id: TagId) -> Result<String, Failure> {
    let tags: Vec<TagView> = session.ask(&Query::Tags)?;
    let found = tags.into_iter().find(|view| view.tag.id == id);
    Ok(found.map(|view| view.tag.name).unwrap_or_default())
}

/// The theme of that name: a tag without a parent.
pub fn theme(session: &mut Session, name: &str) -> Result<Tag, Failure> {
    let tag = tag(session, name)?;
    if tag.parent.is_none() {
        return Ok(tag);
    }
    Err(Failure::usage(format!(
        "`{}` is a tag inside a theme, not a theme",
        tag.name
    ))
    .hint("name the theme it belongs to; `churnroom tag list` shows it"))
}

/// The roadmap item with that key.
pub fn item(session: &mut Session, key: &str) -> Result<RoadmapItem, Failure> {
    let items: Vec<RoadmapItem> = session.ask(&Query::Roadmap)?;
    let found = items.into_iter().find(|item| same(&item.external, key));
    found.ok_or_else(|| unknown("roadmap item", key, "see `churnroom roadmap list`"))
}

/// The first accounts that a filter lets through.
fn accounts(session: &mut Session, filter: AccountFilter) -> Result<Vec<AccountView>, Failure> {
    let page: Page<AccountView> = session.ask(&Query::Accounts {
        filter,
        after: None,
        limit: 50,
    })?;
    Ok(page.items)
}

/// The account with that id, alias or name.
pub fn account(session: &mut Session, name: &str) -> Result<AccountView, Failure> {
    let by_id = AccountFilter {
        external: Some(name.to_owned()),
        ..AccountFilter::default()
    };
    if let Some(view) = accounts(session, by_id)?.into_iter().next() {
        return Ok(view);
    }
    let by_words = AccountFilter {
        words: name.to_owned(),
        ..AccountFilter::default()
    };
    let found = accounts(session, by_words)?.into_iter();
    let mut found =
        found.filter(|view| same(&view.account.name, name) || same(&view.account.alias, name));
    match (found.next(), found.next()) {
        (Some(view), None) => Ok(view),
        (Some(_), Some(_)) => Err(Failure::usage(format!(
            "more than one account is called `{name}`"
        ))
        .hint("give its id, which `churnroom accounts list --words ...` shows")),
        (None, _) => Err(unknown(
            "account",
            name,
            "see `churnroom accounts list --words ...`",
        )),
    }
}

/// The id of the account with that id, alias or name.
pub fn account_id(session: &mut Session, name: &str) -> Result<AccountId, Failure> {
    account(session, name).map(|view| view.account.id)
}

/// The account with that row id.
pub fn account_by_id(session: &mut Session, id: AccountId) -> Result<AccountView, Failure> {
    let by_row = AccountFilter {
        ids: vec![id],
        ..AccountFilter::default()
    };
    let found = accounts(session, by_row)?.into_iter().next();
    found.ok_or_else(|| Failure::not_found(format!("account {id} is gone")))
}

/// The feedback with that number.
pub fn feedback(session: &mut Session, id: FeedbackId) -> Result<FeedbackView, Failure> {
    let view: Option<Box<FeedbackView>> = session.ask(&Query::FeedbackById(id))?;
    view.map(|view| *view)
        .ok_or_else(|| gone("feedback", id.named(), "see `churnroom feedback list`"))
}

/// The action with that number.
pub fn action(session: &mut Session, id: i64) -> Result<ActionView, Failure> {
    let views: Vec<ActionView> = session.ask(&Query::Actions(ActionFilter {
        id: Some(ActionId(id)),
        ..ActionFilter::default()
    }))?;
    let found = views.into_iter().find(|view| view.action.id.0 == id);
    found.ok_or_else(|| gone("action", id, "see `churnroom actions list`"))
}

/// The note, question or decision with that number.
pub fn note(session: &mut Session, id: i64) -> Result<NoteView, Failure> {
    let views: Vec<NoteView> = session.ask(&Query::Notes(NoteFilter::default()))?;
    let found = views.into_iter().find(|view| view.note.id == NoteId(id));
    found.ok_or_else(|| gone("note", id, "see `churnroom notes list`"))
}

/// The mark with that number.
pub fn mark(session: &mut Session, id: i64) -> Result<DayMark, Failure> {
    let marks: Vec<DayMark> = session.ask(&Query::Marks)?;
    let found = marks.into_iter().find(|mark| mark.id == DayMarkId(id));
    found.ok_or_else(|| gone("mark", id, "see `churnroom marks list`"))
}

/// The meeting a number or a period names; without one, the newest.
pub fn meeting(session: &mut Session, name: Option<&str>) -> Result<MeetingView, Failure> {
    let meetings: Vec<MeetingView> = session.ask(&Query::Meetings)?;
    let Some(name) = name else {
        return meetings.into_iter().next().ok_or_else(|| {
            Failure::not_found("no meeting has been held in this room yet")
                .hint("start one with `churnroom meet`")
        });
    };
    let by_number =
        |view: &MeetingView| name.parse().is_ok_and(|n| view.meeting.id == MeetingId(n));
    let by_period = |view: &MeetingView| same(&view.meeting.period.to_string(), name);
    let mut meetings = meetings.into_iter();
    let found = meetings.find(|view| by_number(view) || by_period(view));
    found.ok_or_else(|| unknown("meeting", name, "see `churnroom meetings list`"))
}

/// The id of the meeting a number or a period names.
pub fn meeting_id(session: &mut Session, name: &str) -> Result<MeetingId, Failure> {
    meeting(session, Some(name)).map(|view| view.meeting.id)
}

/// The meeting that is open now, adjourned ones included.
pub fn open_meeting(session: &mut Session) -> Result<Option<MeetingView>, Failure> {
    let mut meetings: Vec<MeetingView> = session.ask(&Query::Meetings)?;
    meetings.retain(|view| view.meeting.status != MeetingStatus::Ended);
    // A stable sort: of several the newest that runs, else the newest that was left.
    sort_by_key(&mut meetings, |view| {
        view.meeting.status != MeetingStatus::Running
    });
    Ok(meetings.into_iter().next())
}

fn gone(kind: &str, id: impl std::fmt::Display, see: &str) -> Failure {
    Failure::not_found(format!("there is no {kind} {id}")).hint(see)
}
