//! The one JSON shape of every thing, for lists, edits, exports and minutes alike: stable, documented by its
//! snapshots, names covered. Must not know where things come from, nor how they are printed.
//!
//! Money is `*_cents`, days ISO text, moments ISO text in UTC, and what is not known `null`: a key is always there.

mod effects;
mod held;
mod meetings;
mod numbers;

use chrono::{DateTime, SecondsFormat};
use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::account::{AccountBrief, AccountView, LostAccount};
use crate::domain::behind::CountedAccount;
use crate::domain::day::Moment;
use crate::domain::feedback::{FeedbackView, Quote, TagView};
use crate::domain::field::{Field, Thing};
use crate::domain::ids::{FeedbackId, LinkId, OwnerId, TagId};
use crate::domain::leave_alone::OpenComplaint;
use crate::domain::marks::DayMark;
use crate::domain::note::{ActionView, NoteView, OriginNames};
use crate::domain::priority::ItemPriority;
use crate::domain::roadmap::{Link, Owner, RoadmapItem};
use crate::domain::winback::{WinBack, WinBackRow};
use crate::domain::word::Word;

pub use effects::{aim, effect, verdict};
pub use held::{change, import};
pub use meetings::{Attended, meeting};
pub use numbers::{cell, goal, goals, metrics, parts, review, theme, themes, whole_loss};

/// A moment as ISO text in UTC.
pub fn moment(moment: Moment) -> Value {
    DateTime::from_timestamp(moment.0, 0).map_or(Value::Null, |at| {
        at.to_rfc3339_opts(SecondsFormat::Secs, true).into()
    })
}

/// A text, `null` when empty.
pub fn said(text: &str) -> Value {
    match text {
        "" => Value::Null,
        text => text.into(),
    }
}

/// An account in short.
pub fn brief(account: &AccountBrief) -> Value {
    json!({
        "account": account.external,
        "name": account.name,
        "plan": said(&account.plan),
        "mrr_cents": account.mrr,
    })
}

/// A thing by its table of fields, each under its key. `own` has what stands in place of some: several keys where
/// a name or a count goes with a field, none where it is nobody's business.
fn fielded<T: Thing>(
    id: impl Serialize,
    thing: &T,
    own: impl IntoIterator<Item = (Field, Value)>,
) -> Value {
    let own: Vec<(Field, Value)> = own.into_iter().collect();
    let mut value = json!({ "id": id });
    for row in T::FIELDS {
        match own.iter().find(|(field, _)| *field == row.is.field) {
            Some((_, instead)) => extend(&mut value, instead.clone()),
            None => value[row.is.key] = (row.get)(thing).json(),
        }
    }
    value
}

/// Adds the keys of one object to another.
pub fn extend(value: &mut Value, more: Value) {
    if let (Value::Object(all), Value::Object(more)) = (value, more) {
        all.extend(more);
    }
}

/// An account.
pub fn account(view: &AccountView) -> Value {
    let account = &view.account;
    let alias = json!({"mrr_cents": view.mrr, "alias": account.alias});
    let own = [
        (Field::External, json!({"account": account.external})),
        (Field::Name, json!({"name": account.name})),
        (Field::Alias, alias),
    ];
    let mut value = fielded(account.id, account, own);
    value["standing"] = json!(view.standing);
    value
}

/// An account that lost MRR in a period.
pub fn lost(lost: &LostAccount) -> Value {
    json!({
        "account": lost.account.external,
        "name": lost.account.name,
        "plan": said(&lost.account.plan),
        "left": lost.closing.0 == 0,
        "opening_cents": lost.opening,
        "closing_cents": lost.closing,
        "lost_cents": lost.lost(),
        "themes": lost.themes,
        "hindsight": lost.hindsight,
    })
}

/// A departure for what an item answers, or an account that still pays and named it, with what shipped and when.
pub fn winback(of: &WinBack, row: &WinBackRow, paying: bool) -> Value {
    let said = row.said();
    let mut value = json!({
        "account": row.account.external,
        "name": row.account.name,
        "plan": self::said(&row.account.plan),
        "owner": self::said(&row.owner),
        "contact": self::said(&row.contact.0),
    });
    let own = match paying {
        true => json!({ "said": row.day, "mrr_cents": row.mrr }),
        false => json!({ "left": row.day, "lost_cents": row.mrr, "returned": row.back }),
    };
    extend(&mut value, own);
    let rest = json!({
        "themes": row.themes,
        "state": row.status(),
        "state_by": said.map(|said| &said.said_by),
        "state_on": said.map(|said| said.said_on),
        "quote": self::said(&row.quote),
        "feedback": row.feedback.map(FeedbackId::named),
        "item": of.key,
        "title": of.title,
        "shipped": of.shipped,
    });
    extend(&mut value, rest);
    value
}

/// An account to be left alone.
pub fn complaint(row: &OpenComplaint) -> Value {
    json!({
        "account": row.account.external,
        "name": row.account.name,
        "plan": said(&row.account.plan),
        "owner": said(&row.owner),
        "contact": said(&row.contact.0),
        "mrr_cents": row.account.mrr,
        "said": row.day,
        "times": row.times,
        "themes": row.themes,
        "quote": said(&row.quote),
        "feedback": row.feedback.named(),
    })
}

/// An account behind a number.
pub fn counted(counted: &CountedAccount) -> Value {
    json!({
        "account": counted.account.external,
        "name": counted.account.name,
        "plan": said(&counted.account.plan),
        "opening_cents": counted.opening,
        "closing_cents": counted.closing,
        "counted_accounts": counted.times,
        "counted_cents": counted.counted,
        "themes": counted.themes,
        "hindsight": counted.hindsight,
    })
}

/// A piece of feedback.
pub fn feedback(view: &FeedbackView) -> Value {
    let account = view.account.as_ref();
    let tags: Vec<&str> = view.tags.iter().map(|tag| tag.name.as_str()).collect();
    let account = json!({
        "account": account.map(|a| &a.external),
        "name": account.map(|a| &a.name),
    });
    let feedback = &view.feedback;
    let own = [
        (Field::External, json!({})),
        (Field::Account, account),
        (Field::Text, json!({"text": feedback.text})),
        (Field::Score, json!({"score": feedback.score, "tags": tags})),
        (
            Field::Pinned,
            json!({"pinned": feedback.pinned, "given": given(view)}),
        ),
    ];
    match feedback.id.0 {
        ..0 => fielded(feedback.id.named(), feedback, own),
        0.. => fielded(feedback.id, feedback, own),
    }
}

/// Who gave each tag of a piece of feedback.
fn given(view: &FeedbackView) -> Vec<Value> {
    let each = view.tags.iter().filter_map(|tag| {
        let given = view.given(tag.id)?;
        Some(json!({
            "tag": tag.name,
            "by": given.person,
            "at": given.at.map(moment),
            "import": given.import,
            "taken": given.taken.map(Word::word),
        }))
    });
    each.collect()
}

/// A piece of feedback, with what its account paid and lost in the period.
pub fn quote(quote: &Quote) -> Value {
    let mut item = feedback(&quote.view);
    item["opening_cents"] = json!(quote.opening);
    item["lost_cents"] = json!(quote.lost);
    item
}

/// A tag; `used` counts the feedback that carries it itself.
pub fn tag(view: &TagView, all: &[TagView]) -> Value {
    let parent = view.tag.parent.map(|parent| tag_name(parent, all));
    let own = [(Field::Parent, json!({ "parent": parent }))];
    let mut value = fielded(view.tag.id, &view.tag, own);
    value["used"] = json!(view.used);
    value["key"] = json!(view.key());
    value
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

/// An owner, with the id that a file gave it.
pub fn owner(owner: &Owner) -> Value {
    fielded(owner.id, owner, [])
}

/// A roadmap item.
pub fn item(item: &RoadmapItem) -> Value {
    fielded(item.id, item, [])
}

/// A roadmap item with what speaks for it.
pub fn weighed_item(item: &RoadmapItem, own: &ItemPriority) -> Value {
    let mut value = self::item(item);
    let events = own.history.iter().map(|event| {
        let by = if event.by.is_empty() { "" } else { ", " };
        format!("{} {}{by}{}", event.on, event.what, event.by)
    });
    extend(
        &mut value,
        json!({
            "lost_cents": own.lost,
            "year_lost_cents": own.year,
            "lost_accounts": own.lost_accounts,
            "exposed_cents": own.exposed,
            "exposed_accounts": own.exposed_accounts,
            "accounts": own.accounts,
            "closed": own.closed.as_ref().map(|closed| closed.on),
            "open_again": own.closed.as_ref().and_then(|closed| closed.back).map(|back| back.0),
            "history": events.collect::<Vec<_>>(),
        }),
    );
    value
}

/// A link between a theme and the roadmap, with how its item stands.
pub fn link(link: &Link, tags: &[TagView], items: &[RoadmapItem]) -> Value {
    let item = items.iter().find(|item| Some(item.id) == link.item);
    link_of(Some(link.id), link, &tag_name(link.theme, tags), item)
}

/// The same where its names are known already, and perhaps not which row it is.
pub(super) fn link_of(
    id: Option<LinkId>,
    link: &Link,
    theme: &str,
    item: Option<&RoadmapItem>,
) -> Value {
    let item = json!({
        "item": item.map(|i| &i.external),
        "title": item.map(|i| &i.title),
        "status": item.map(|i| &i.status),
        "target": item.map(|i| &i.target).filter(|target| !target.is_empty()),
        "owner": item.map(|i| &i.owner).filter(|owner| !owner.is_empty()),
    });
    let own = [(Field::Theme, json!({"theme": theme})), (Field::Item, item)];
    fielded(id, link, own)
}

/// Where a note or action came from.
fn from(names: &OriginNames) -> Value {
    json!({
        "period": names.period,
        "section": names.section,
        "theme": names.theme,
        "account": names.external,
        "name": names.account,
        "item": names.item,
        "segment": said(&names.segment),
        "quote": names.quote,
    })
}

/// An action.
pub fn action(view: &ActionView) -> Value {
    let (action, owner) = (&view.action, view.owner.as_ref());
    let with: Vec<&str> = view.with.iter().map(|owner| owner.name.as_str()).collect();
    let owned = json!({
        "owner": owner.map(|owner| &owner.name),
        "team": owner.map(|owner| said(&owner.team)),
        "with": with,
    });
    let written = json!({
        "carried": view.carried, "meeting": action.origin.meeting, "person": action.person,
    });
    let helpers: Vec<Value> = view.with.iter().map(person).collect();
    let from = json!({
        "from": from(&view.from), "who": owner.map(person), "helpers": helpers,
    });
    let own = [
        (Field::Owner, owned),
        (Field::Person, written),
        (Field::At, json!({"at": moment(action.at)})),
        (Field::Origin, from),
    ];
    fielded(action.id, action, own)
}

/// Somebody with a team.
pub(super) fn person(owner: &Owner) -> Value {
    json!({ "name": owner.name, "team": owner.team })
}

/// A note, question, decision, or why there is no action.
pub fn note(view: &NoteView) -> Value {
    let note = &view.note;
    let written = json!({"meeting": note.origin.meeting, "person": note.person});
    let asked = json!({
        "asked": view.asked.as_ref().map(|owner| &owner.name),
        "without": view.without,
    });
    let own = [
        (Field::Person, written),
        (Field::At, json!({"at": moment(note.at)})),
        (Field::Asked, asked),
        (Field::Origin, json!({"from": from(&view.from)})),
    ];
    fielded(note.id, note, own)
}

/// A mark on a day.
pub fn mark(mark: &DayMark) -> Value {
    fielded(mark.id, mark, [])
}
