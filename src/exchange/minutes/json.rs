//! Minutes as JSON: money as `*_cents`, rates as fractions or null, days as ISO text.
//! Must not know words: a script makes its own. Minutes once written are read by scripts for ever, so here a
//! note or an action is its one shape with the keys, and the empty texts, that minutes have always had.

use serde_json::{Map, Value, json, to_value};

use crate::domain::failure::Failure;
use crate::domain::frozen::{ActionOutcome, ThemeQuotes};
use crate::domain::goals::Goal;
use crate::domain::marks::{DayMark, placed};
use crate::domain::metrics::{Breakdown, Metrics};
use crate::domain::note::{ActionView, NoteView};
use crate::domain::period::Period;
use crate::domain::roadmap::RoadmapItem;
use crate::domain::word::Word;
use crate::exchange::safe::wash;
use crate::exchange::shapes::{self, person};

use super::Minutes;
use super::page::sitting::last_seen;

/// Writes them, indented, with a newline at the end.
pub(super) fn render(minutes: &Minutes) -> Result<String, Failure> {
    let unwritable =
        |e: serde_json::Error| Failure::failed(format!("writing minutes as json: {e}"));
    let mut value = document(minutes).map_err(unwritable)?;
    // Texts kept by hand or by an older import are made safe like those of every other way out.
    wash(&mut value);
    let mut out = serde_json::to_string_pretty(&value).map_err(unwritable)?;
    out.push('\n');
    Ok(out)
}

fn document(minutes: &Minutes) -> Result<Value, serde_json::Error> {
    let (start, end) = (&minutes.start, &minutes.end);
    let mut document = json!({
        "meeting": meeting(minutes),
        "attendance": end.present.iter().map(person).collect::<Vec<_>>(),
        "metrics": to_value(&start.review.metrics)?,
        "compared": to_value(&start.review.compared)?,
        "words": start.review.said().collect::<Vec<_>>(),
        "goals": start.review.goals.iter().map(|g| goal(g, &start.review.metrics)).collect::<Vec<_>>(),
        "trend": to_value(&start.review.trend)?,
        "marks": to_value(marks(&start.review.trend, &end.marks))?,
        "cohorts": to_value(&start.cohorts.cohorts)?,
        "themes": to_value(&end.themes)?,
        "theme_trend": to_value(&end.trend)?,
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
    });
    if !end.awaited.is_empty() {
        document["awaited"] = end.awaited.iter().map(action).collect();
    }
    if !start.shipped.is_empty() {
        let item =
            |i: &RoadmapItem| json!({ "item": i.external, "title": i.title, "shipped": i.shipped });
        document["shipped"] = start.shipped.iter().map(item).collect();
    }
    if let Some(again) = &start.again {
        document["again"] = to_value(again)?;
    }
    if let Some(warned) = &start.warned {
        document["warned"] = to_value(warned)?;
    }
    // Meetings of before froze none.
    if !start.results.is_empty() {
        document["results"] = start.results.iter().map(shapes::effect).collect();
    }
    Ok(document)
}

fn goal(goal: &Goal, metrics: &Metrics) -> Value {
    json!({
        "figure": goal.figure.word(),
        "target": goal.target,
        "margin": goal.margin(metrics),
        "met": goal.met(metrics),
    })
}

/// The marks of the trend's periods.
fn marks<'a>(trend: &[Metrics], marks: &'a [DayMark]) -> Vec<&'a DayMark> {
    let periods: Vec<Period> = trend.iter().map(|m| m.period).collect();
    let placed = placed(marks, &periods);
    placed.into_iter().map(|(_, mark)| mark).collect()
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
    let rows = breakdown.rows.iter().map(|row| {
        let (accounts, rates) = (&row.metrics.accounts, &row.metrics.rates);
        json!({
            "value": row.value, "accounts": accounts.opening, "churned": accounts.churned,
            "logo_churn": rates.logo_churn, "gross_mrr_churn": rates.gross_mrr_churn,
            "lost_mrr_cents": row.lost, "of_average": row.of_average, "too_few": row.too_few,
        })
    });
    json!({ "by": breakdown.by, "rows": rows.collect::<Vec<_>>() })
}

fn note(view: &NoteView) -> Value {
    let keys = ["id", "kind", "text", "person", "answer", "from"];
    as_ever(shapes::note(view), &keys, &["meeting", "at"])
}

/// Those who help are people with their teams here, as whoever answers for it is.
fn action(view: &ActionView) -> Value {
    let mut shape = shapes::action(view);
    shape["with"] = view.with.iter().map(person).collect();
    let keys = ["id", "what", "who", "with", "due", "status", "closed"];
    let keys = [&keys[..], &["worked", "effect", "carried", "from"]].concat();
    let elsewhere = ["owner", "team", "meeting", "person", "at"];
    as_ever(shape, &keys, &elsewhere)
}

/// A thing's shape with these keys first, without those that only lists have, and its texts said even where
/// they are empty.
fn as_ever(mut shape: Value, keys: &[&str], without: &[&str]) -> Value {
    let mut kept = Map::new();
    let order = [
        "section", "period", "theme", "account", "item", "quote", "segment",
    ];
    if let Some(from) = shape.get_mut("from") {
        *from = as_ever(from.take(), &order, &[]);
    }
    let Value::Object(mut rest) = shape else {
        return shape;
    };
    for key in without {
        rest.remove(*key);
    }
    for key in keys {
        kept.extend(rest.remove_entry(*key));
    }
    // What came later is said where there is something to say, so that minutes of before stay as they were.
    kept.extend(rest.into_iter().filter(|(_, value)| !value.is_null()));
    for text in ["answer", "effect", "segment"] {
        if let Some(value @ Value::Null) = kept.get_mut(text) {
            *value = "".into();
        }
    }
    Value::Object(kept)
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
