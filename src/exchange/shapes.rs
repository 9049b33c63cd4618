//! The one JSON shape of every thing, for lists, edits, exports and minutes alike: stable, documented by its
//! snapshots, names covered. Must not know where things come from, nor how they are printed.
//!
//! Money is `*_cents`, days ISO text, moments ISO text in UTC, and what is not known `null`.

use chrono::{DateTime, SecondsFormat};
use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::account::{AccountBrief, AccountView, LostAccount};
use crate::domain::behind::CountedAccount;
use crate::domain::day::Moment;
use crate::domain::effect::Effect;
use crate::domain::effect::agreed::AimView;
use crate::domain::effect::aim::Aim;
use crate::domain::effect::verdict::Verdict;
use crate::domain::feedback::{FeedbackView, Quote, TagView};
use crate::domain::field::{Field, Thing};
use crate::domain::figure::chance;
use crate::domain::ids::{LinkId, OwnerId, TagId};
use crate::domain::marks::DayMark;
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
fn told<T: Thing>(
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
    let mut own = vec![
        (Field::External, json!({"account": account.external})),
        (Field::Name, json!({"name": account.name})),
        (Field::Alias, alias),
    ];
    // Only where there is something to say: most accounts simply count as themselves.
    if !account.is_adjusted() {
        let nothing = [Field::Excluded, Field::SameAs, Field::SameReason];
        own.extend(nothing.map(|field| (field, json!({}))));
    }
    let mut value = told(account.id, account, own);
    if !view.standing.is_empty() {
        value["standing"] = json!(view.standing);
    }
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
        ..0 => told(feedback.id.named(), feedback, own),
        0.. => told(feedback.id, feedback, own),
    }
}

/// Who gave each tag of a piece of feedback.
fn given(view: &FeedbackView) -> Vec<Value> {
    let each = view.tags.iter().filter_map(|tag| {
        let given = view.given(tag.id)?;
        let mut value = json!({
            "tag": tag.name,
            "by": given.person,
            "at": given.at.map(moment),
            "import": given.import,
        });
        if let Some(taken) = given.taken {
            value["taken"] = taken.word().into();
        }
        Some(value)
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
    let mut value = told(view.tag.id, &view.tag, own);
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

/// An owner.
pub fn owner(owner: &Owner) -> Value {
    told(owner.id, owner, [(Field::External, json!({}))])
}

/// A roadmap item.
pub fn item(item: &RoadmapItem) -> Value {
    told(item.id, item, [])
}

/// A link between a theme and the roadmap.
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
    let (key, title) = (item.map(|i| &i.external), item.map(|i| &i.title));
    let own = [
        (Field::Theme, json!({"theme": theme})),
        (Field::Item, json!({"item": key, "title": title})),
    ];
    told(id, link, own)
}

/// Where a note or action came from.
fn from(names: &OriginNames) -> Value {
    json!({
        "period": names.period,
        "section": names.section,
        "theme": names.theme,
        "account": names.account,
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
    let from = json!({"from": from(&view.from), "who": owner.map(person)});
    let own = [
        (Field::Owner, owned),
        (Field::Person, written),
        (Field::At, json!({"at": moment(action.at)})),
        (Field::Origin, from),
    ];
    told(action.id, action, own)
}

/// What was found of an action or an item, in the keys that programs read.
pub fn verdict(verdict: &Verdict) -> Value {
    json!({
        "word": verdict.word,
        "touched": verdict.touched,
        "others": verdict.others,
        "drawn": verdict.drawn,
        "p": verdict.p.map(chance),
        "judged_on": verdict.judged_on,
    })
}

/// What became of what an action or an item is for.
pub fn effect(effect: &Effect) -> Value {
    let (action, item) = Aim::ends(effect.of);
    let mut value = json!({"action": action, "item": item});
    extend(&mut value, found(effect));
    value
}

fn found(effect: &Effect) -> Value {
    let paid = effect.verdict.paid.map(|paid| {
        json!({
            "touched": paid.touched,
            "others": paid.others,
            "difference": paid.difference(),
        })
    });
    let mut value = json!({
        "result": verdict(&effect.verdict),
        "why": effect.verdict.why,
        "judged_from": effect.judged_from,
        "power": effect.power,
        "of_theme": effect.verdict.theme,
        "counted_to": effect.until,
        "mrr_per_account_cents": paid,
    });
    if !effect.not_counted.is_none() {
        value["not_counted"] = json!(effect.not_counted);
    }
    if let Some(ends) = effect.data_ends {
        value["data_ends"] = json!(ends);
    }
    if let Some(since) = effect.since {
        value["since"] = json!(since);
    }
    value
}

/// What something is for and what became of it, for the thing's own shape.
pub fn aim(view: Option<&AimView>) -> Value {
    let touched = view.iter().flat_map(|view| &view.touched);
    let touched: Vec<&str> = touched.map(|account| account.external.as_str()).collect();
    let mut value = json!({"accounts": touched});
    let effect = view.and_then(|view| view.effect.as_ref());
    extend(
        &mut value,
        match effect {
            Some(effect) => found(effect),
            None => json!({"result": verdict(&Verdict::default())}),
        },
    );
    let aim = view
        .map(|view| &view.aim)
        .filter(|aim| !aim.members.is_empty());
    value["list"] = json!(aim.map(|aim| {
        json!({
            "day": aim.day,
            "from": said(&aim.source),
            "accounts": aim.members.len(),
            "against_the_rest_of_the_room": aim.rest,
            "seed": said(&aim.seed),
        })
    }));
    value
}

/// Somebody with a team, as minutes name people.
pub(super) fn person(owner: &Owner) -> Value {
    json!({ "name": owner.name, "team": owner.team })
}

/// A note, question, decision, or why there is no action.
pub fn note(view: &NoteView) -> Value {
    let note = &view.note;
    let written = json!({"meeting": note.origin.meeting, "person": note.person});
    let own = [
        (Field::Person, written),
        (Field::At, json!({"at": moment(note.at)})),
        (Field::Origin, json!({"from": from(&view.from)})),
    ];
    told(note.id, note, own)
}

/// A mark on a day.
pub fn mark(mark: &DayMark) -> Value {
    told(mark.id, mark, [])
}

/// A meeting, with its clock as it stands at `now`.
pub fn meeting(view: &MeetingView, owners: &[Owner], tags: &[TagView], now: Moment) -> Value {
    let meeting = &view.meeting;
    let clock = &meeting.clock;
    let sections = clock.times(&meeting.agenda, now);
    let sections = sections.map(
        |time| json!({"section": time.section, "used_seconds": time.used, "has_seconds": time.has}),
    );
    let present = view.present.iter().map(|id| owner_name(*id, owners));
    let discussed = view.discussed.iter().map(|id| tag_name(*id, tags));
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
        "present": present.collect::<Vec<_>>(),
        "discussed": discussed.collect::<Vec<_>>(),
        "actions": view.actions,
    })
}
