//! The JSON shape of every item in a list or edit: stable, documented by its snapshots, names covered.
//! Must not know where items come from, nor how they are printed.
//!
//! Money is `*_cents`, days ISO text, moments ISO text in UTC, and what is not known `null`.

use std::collections::BTreeMap;

use chrono::{DateTime, SecondsFormat};
use serde_json::{Value, json};

use crate::domain::account::{AccountBrief, AccountView, LostAccount};
use crate::domain::behind::Counted;
use crate::domain::day::Moment;
use crate::domain::feedback::{FeedbackView, TagView};
use crate::domain::ids::{OwnerId, TagId};
use crate::domain::marks::DayMark;
use crate::domain::masking::Mask;
use crate::domain::meeting::{MeetingStatus, MeetingView};
use crate::domain::note::{ActionView, NoteView, OriginNames};
use crate::domain::roadmap::{Link, Owner, RoadmapItem};
use crate::domain::word::Word;

/// A moment as ISO text in UTC.
pub fn moment(moment: Moment) -> Value {
    DateTime::from_timestamp(moment.0, 0).map_or(Value::Null, |at| {
        at.to_rfc3339_opts(SecondsFormat::Secs, true).into()
    })
}

/// A text, `null` when empty.
fn said(text: &str) -> Value {
    if text.is_empty() {
        Value::Null
    } else {
        text.into()
    }
}

/// An account in short.
pub fn brief(account: &AccountBrief, mask: &Mask) -> Value {
    json!({
        "account": mask.named(&account.external, &account.alias),
        "name": mask.account(account),
        "plan": said(&account.plan),
        "mrr_cents": account.mrr,
    })
}

/// An account. Masked, its own id is its alias as well, for ids are often names.
pub fn account(view: &AccountView, mask: &Mask) -> Value {
    let account = &view.account;
    let attributes: BTreeMap<&str, String> = account
        .attributes
        .iter()
        .map(|(head, value)| (head.as_str(), mask.text(value).into_owned()))
        .collect();
    let mut value = json!({
        "id": account.id,
        "account": mask.named(&account.external, &account.alias),
        "name": mask.named(&account.name, &account.alias),
        "plan": said(&account.plan),
        "segment": said(&account.segment),
        "channel": said(&account.channel),
        "region": said(&account.region),
        "owner": said(&account.owner),
        "signed_up": account.signed_up,
        "mrr_cents": view.mrr,
        "alias": account.alias,
        "attributes": attributes,
    });
    // Only where there is something to say: most accounts simply count as themselves.
    if account.is_adjusted() {
        value["excluded"] = said(&mask.text(&account.excluded));
        value["same_as"] = json!(account.same_as);
        value["same_reason"] = said(&mask.text(&account.same_reason));
    }
    if !view.standing.is_empty() {
        let words = view.standing.iter().map(|words| mask.text(words));
        value["standing"] = words.collect();
    }
    value
}

/// An account that lost MRR in a period.
pub fn lost(lost: &LostAccount, mask: &Mask) -> Value {
    json!({
        "account": mask.named(&lost.account.external, &lost.account.alias),
        "name": mask.account(&lost.account),
        "plan": said(&lost.account.plan),
        "left": lost.closing.0 == 0,
        "opening_cents": lost.opening,
        "closing_cents": lost.closing,
        "lost_cents": lost.lost(),
        "themes": lost.themes,
    })
}

/// An account behind a number.
pub fn counted(counted: &Counted, mask: &Mask) -> Value {
    json!({
        "account": mask.named(&counted.account.external, &counted.account.alias),
        "name": mask.account(&counted.account),
        "plan": said(&counted.account.plan),
        "opening_cents": counted.opening,
        "closing_cents": counted.closing,
        "counted_accounts": counted.times,
        "counted_cents": counted.counted,
        "themes": counted.themes,
    })
}

/// A piece of feedback.
pub fn feedback(view: &FeedbackView, mask: &Mask) -> Value {
    let feedback = &view.feedback;
    let tags: Vec<&str> = view.tags.iter().map(|tag| tag.name.as_str()).collect();
    json!({
        "id": feedback.id,
        "received": feedback.received,
        "source": said(&feedback.source),
        "exit_survey": feedback.exit_survey,
        "account": view.account.as_ref().map(|a| mask.named(&a.external, &a.alias)),
        "name": view.account.as_ref().map(|a| mask.account(a)),
        "reason": said(&mask.text(&feedback.reason)),
        "text": mask.text(&feedback.text),
        "score": feedback.score,
        "tags": tags,
        "mark": feedback.mark.map(|mark| mark.word()),
        "pinned": feedback.pinned,
    })
}

/// A tag; `used` counts the feedback that carries it itself.
pub fn tag(view: &TagView, all: &[TagView]) -> Value {
    let tag = &view.tag;
    json!({
        "id": tag.id,
        "tag": tag.name,
        "parent": tag.parent.map(|parent| tag_name(parent, all)),
        "key": said(&tag.key),
        "description": said(&tag.description),
        "used": view.used,
    })
}

/// A tag's name by its id.
pub fn tag_name(id: TagId, all: &[TagView]) -> String {
    let found = all.iter().find(|view| view.tag.id == id);
    found.map_or_else(|| format!("tag {id}"), |view| view.tag.name.clone())
}

/// The name of an owner.
pub fn owner_name(id: OwnerId, all: &[Owner]) -> String {
    let found = all.iter().find(|owner| owner.id == id);
    found.map_or_else(|| format!("owner {id}"), |owner| owner.name.clone())
}

/// An owner.
pub fn owner(owner: &Owner) -> Value {
    json!({
        "id": owner.id,
        "name": owner.name,
        "team": said(&owner.team),
        "email": said(&owner.email),
    })
}

/// A roadmap item.
pub fn item(item: &RoadmapItem) -> Value {
    json!({
        "id": item.id,
        "item": item.external,
        "title": item.title,
        "status": said(&item.status),
        "target": said(&item.target),
        "owner": said(&item.owner),
        "ease": said(&item.ease),
        "url": said(&item.url),
    })
}

/// A link between a theme and the roadmap.
pub fn link(link: &Link, tags: &[TagView], items: &[RoadmapItem]) -> Value {
    let item = items.iter().find(|item| Some(item.id) == link.item);
    json!({
        "id": link.id,
        "theme": tag_name(link.theme, tags),
        "stance": link.stance.word(),
        "item": item.map(|item| item.external.as_str()),
        "title": item.map(|item| item.title.as_str()),
        "note": said(&link.note),
        "meeting": link.meeting,
    })
}

/// Where a note or action came from.
fn from(names: &OriginNames, mask: &Mask) -> Value {
    let account = names.account.as_deref().map(|name| {
        let alias = names.alias.as_deref().unwrap_or(name);
        mask.named(name, alias)
    });
    json!({
        "period": names.period,
        "section": names.section,
        "theme": names.theme,
        "account": account,
        "item": names.item,
        "segment": said(&names.segment),
        "quote": names.quote.as_deref().map(|quote| mask.text(quote)),
    })
}

/// An action.
pub fn action(view: &ActionView, mask: &Mask) -> Value {
    let action = &view.action;
    let with: Vec<&str> = view.with.iter().map(|owner| owner.name.as_str()).collect();
    json!({
        "id": action.id,
        "what": mask.text(&action.what),
        "owner": view.owner.as_ref().map(|owner| owner.name.as_str()),
        "team": view.owner.as_ref().map(|owner| said(&owner.team)),
        "with": with,
        "due": action.due,
        "status": action.status.word(),
        "closed": action.closed,
        "effect": said(&mask.text(&action.effect)),
        "worked": action.worked,
        "carried": view.carried,
        "meeting": action.origin.meeting,
        "person": action.person,
        "at": moment(action.at),
        "from": from(&view.from, mask),
    })
}

/// A note, question, decision, or why there is no action.
pub fn note(view: &NoteView, mask: &Mask) -> Value {
    let note = &view.note;
    json!({
        "id": note.id,
        "kind": note.kind.word(),
        "text": mask.text(&note.text),
        "answer": said(&mask.text(&note.answer)),
        "meeting": note.origin.meeting,
        "person": note.person,
        "at": moment(note.at),
        "from": from(&view.from, mask),
    })
}

/// A mark on a day.
pub fn mark(mark: &DayMark, mask: &Mask) -> Value {
    json!({
        "id": mark.id,
        "day": mark.day,
        "until": mark.until,
        "kind": mark.kind.word(),
        "words": mask.text(&mark.words),
    })
}

/// A meeting, with its clock as it stands at `now`.
pub fn meeting(view: &MeetingView, owners: &[Owner], tags: &[TagView], now: Moment) -> Value {
    let meeting = &view.meeting;
    let clock = &meeting.clock;
    let sections: Vec<Value> = clock
        .times(&meeting.agenda, now)
        .iter()
        .map(|time| json!({"section": time.section, "used_seconds": time.used, "has_seconds": time.has}))
        .collect();
    let present: Vec<String> = view
        .present
        .iter()
        .map(|id| owner_name(*id, owners))
        .collect();
    let discussed: Vec<String> = view
        .discussed
        .iter()
        .map(|id| tag_name(*id, tags))
        .collect();
    let paused = meeting.status == MeetingStatus::Running && !clock.runs();
    json!({
        "id": meeting.id,
        "period": meeting.period,
        "status": if paused { "paused" } else { meeting.status.word() },
        "started": moment(meeting.started),
        "section": clock.section,
        "sitting": clock.sitting,
        "used_seconds": clock.total_used(now),
        "planned_seconds": meeting.agenda.total() + clock.extra.iter().sum::<i64>(),
        "sections": sections,
        "present": present,
        "discussed": discussed,
        "actions": view.actions,
    })
}
