//! Minutes as JSON: money as `*_cents`, rates as fractions or null, days as ISO text.
//! Must not know words: a script makes its own.

use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::effect::ActionOutcome;
use crate::domain::failure::Failure;
use crate::domain::frozen::ThemeQuotes;
use crate::domain::goals::Goal;
use crate::domain::marks::{DayMark, placed};
use crate::domain::metrics::{Breakdown, Metrics};
use crate::domain::note::{ActionView, NoteView, OriginNames};
use crate::domain::period::Period;
use crate::domain::roadmap::Owner;
use crate::domain::safe::clean;
use crate::domain::word::Word;

use super::Minutes;
use super::page::sitting::last_seen;

/// Writes them, indented, with a newline at the end.
pub(super) fn render(minutes: &Minutes) -> Result<String, Failure> {
    let unwritable =
        |e: serde_json::Error| Failure::failed(format!("writing minutes as json: {e}"));
    let mut value = document(minutes).map_err(unwritable)?;
    wash(&mut value);
    let mut out = serde_json::to_string_pretty(&value).map_err(unwritable)?;
    out.push('\n');
    Ok(out)
}

/// Texts kept by hand or by an older import are made safe like those of every other way out.
fn wash(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let std::borrow::Cow::Owned(safe) = clean(text) {
                *text = safe;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(wash),
        Value::Object(fields) => fields.values_mut().for_each(wash),
        _ => {}
    }
}

fn document(minutes: &Minutes) -> Result<Value, serde_json::Error> {
    let (start, end) = (&minutes.start, &minutes.end);
    Ok(json!({
        "meeting": meeting(minutes),
        "attendance": end.present.iter().map(person).collect::<Vec<_>>(),
        "metrics": plain(&start.review.metrics)?,
        "compared": plain(&start.review.compared)?,
        "words": &start.review.words,
        "goals": start.review.goals.iter().map(|g| goal(g, &start.review.metrics)).collect::<Vec<_>>(),
        "trend": plain(&start.review.trend)?,
        "marks": plain(&marks(&start.review.trend, &end.marks))?,
        "cohorts": plain(&start.cohorts.cohorts)?,
        "themes": plain(&end.themes)?,
        "theme_trend": plain(&end.trend)?,
        "discussed": &end.discussed,
        "quotes": end.quotes.iter().flat_map(quotes).collect::<Vec<_>>(),
        "links": end.links.iter().map(|l| json!({
            "theme": l.theme,
            "stance": l.stance.word(),
            "item": l.item.as_ref().map(|i| &i.external),
            "title": l.item.as_ref().map(|i| &i.title),
            "status": l.item.as_ref().map(|i| &i.status),
            "target": l.item.as_ref().map(|i| &i.target),
            "note": l.note,
            "made_in_this_meeting": l.made_here,
        })).collect::<Vec<_>>(),
        "breakdowns": end.breakdowns.iter().map(breakdown).collect::<Vec<_>>(),
        "notes": end.notes.iter().map(note).collect::<Vec<_>>(),
        "actions": end.actions.iter().map(action).collect::<Vec<_>>(),
        "carried": end.carried.iter().map(action).collect::<Vec<_>>(),
        "effects": start.effects.iter().map(effect).collect::<Vec<_>>(),
    }))
}

fn goal(goal: &Goal, metrics: &Metrics) -> Value {
    json!({
        "figure": goal.figure.word(),
        "target": goal.target,
        "margin": goal.margin(&metrics.rates),
        "met": goal.met(&metrics.rates),
    })
}

/// The marks of the trend's periods.
fn marks<'a>(trend: &[Metrics], marks: &'a [DayMark]) -> Vec<&'a DayMark> {
    let periods: Vec<Period> = trend.iter().map(|m| m.period).collect();
    let placed = placed(marks, &periods);
    placed.into_iter().map(|(_, mark)| mark).collect()
}

fn plain<T: Serialize>(part: &T) -> Result<Value, serde_json::Error> {
    serde_json::to_value(part)
}

fn meeting(minutes: &Minutes) -> Value {
    let meeting = &minutes.meeting;
    let last = last_seen(meeting);
    let sections = meeting.clock.times(&meeting.agenda, last).map(|t| {
        let item = meeting.agenda.0.iter().find(|i| i.section == t.section);
        json!({
            "section": t.section,
            "presents": item.map(|i| &i.presents),
            "planned_seconds": meeting.agenda.seconds(t.section),
            "had_seconds": t.has.max(0),
            "used_seconds": t.used,
            "over_seconds": t.over(),
        })
    });
    json!({
        "id": meeting.id,
        "period": meeting.period,
        "profile": meeting.profile,
        "status": meeting.status.word(),
        "day": meeting.started.day(meeting.utc_offset),
        "sittings": meeting.clock.sitting,
        "planned_seconds": meeting.agenda.total(),
        "used_seconds": meeting.clock.total_used(last),
        "sections": sections,
        "names_masked": minutes.masked,
    })
}

fn person(owner: &Owner) -> Value {
    json!({ "name": owner.name, "team": owner.team })
}

fn quotes(theme: &ThemeQuotes) -> Vec<Value> {
    let one = |q: &crate::domain::feedback::Quote| {
        let feedback = &q.view.feedback;
        json!({
            "theme": theme.theme,
            "text": feedback.text,
            "account": q.view.account.as_ref().map(|a| &a.name),
            "plan": q.view.account.as_ref().map(|a| &a.plan),
            "received": feedback.received,
            "source": if feedback.exit_survey { "exit survey" } else { &feedback.source },
            "stated": feedback.reason,
            "score": feedback.score,
            "pinned": feedback.pinned,
            "lost_mrr_cents": q.lost,
            "opening_mrr_cents": q.opening,
        })
    };
    theme.quotes.iter().map(one).collect()
}

fn breakdown(breakdown: &Breakdown) -> Value {
    let rows: Vec<Value> = breakdown
        .rows
        .iter()
        .map(|row| {
            json!({
                "value": row.value,
                "accounts": row.metrics.accounts.opening,
                "churned": row.metrics.accounts.churned,
                "logo_churn": row.metrics.rates.logo_churn,
                "gross_mrr_churn": row.metrics.rates.gross_mrr_churn,
                "lost_mrr_cents": row.lost,
                "of_average": row.of_average,
                "too_few": row.too_few,
            })
        })
        .collect();
    json!({ "by": breakdown.by, "rows": rows })
}

fn note(view: &NoteView) -> Value {
    json!({
        "id": view.note.id,
        "kind": view.note.kind,
        "text": view.note.text,
        "person": view.note.person,
        "answer": view.note.answer,
        "from": origin(&view.from),
    })
}

/// An action as every JSON of ours shows it.
pub(in crate::exchange) fn action(view: &ActionView) -> Value {
    let action = &view.action;
    let mut value = json!({
        "id": action.id,
        "what": action.what,
        "who": view.owner.as_ref().map(person),
        "with": view.with.iter().map(person).collect::<Vec<_>>(),
        "due": action.due,
        "status": action.status.word(),
        "closed": action.closed,
        "worked": action.worked,
        "effect": action.effect,
        "carried": view.carried,
        "from": origin(&view.from),
    });
    wash(&mut value);
    value
}

fn origin(from: &OriginNames) -> Value {
    json!({
        "section": from.section,
        "period": from.period,
        "theme": from.theme,
        "account": from.account,
        "item": from.item,
        "quote": from.quote,
        "segment": from.segment,
    })
}

fn effect(effect: &ActionOutcome) -> Value {
    json!({
        "action": effect.action,
        "before": effect.before,
        "before_mrr_cents": effect.before_mrr,
        "before_accounts": effect.before_accounts,
        "after": effect.after,
        "after_mrr_cents": effect.after_mrr,
        "after_accounts": effect.after_accounts,
        "others": effect.others,
    })
}
