//! Minutes as JSON: money as `*_cents`, rates as fractions or null, days as ISO text.
//! Must not know words: a script makes its own. A thing has its one shape here as well, and beside it what minutes
//! have always said of it: minutes once written are read by scripts for ever.

use serde_json::{Value, json, to_value};

use crate::domain::failure::Failure;
use crate::domain::feedback::Quote;
use crate::domain::frozen::{ActionOutcome, NamedLink, ThemeQuotes};
use crate::domain::goals::Goal;
use crate::domain::marks::{DayMark, placed};
use crate::domain::metrics::{Breakdown, Metrics, Review};
use crate::domain::note::ActionView;
use crate::domain::period::Period;
use crate::domain::roadmap::Link;
use crate::domain::themes::Themes;
use crate::domain::word::Word;
use crate::exchange::safe::wash;
use crate::exchange::shapes::{self, extend, person};
use crate::exchange::untold::not_told;

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
        "metrics": metrics(&start.review)?,
        "compared": to_value(&start.review.compared)?,
        "words": start.review.said().collect::<Vec<_>>(),
        "goals": start.review.goals.iter().map(|g| goal(g, &start.review.metrics)).collect::<Vec<_>>(),
        "trend": to_value(&start.review.trend)?,
        "marks": marks(&start.review.trend, &end.marks).into_iter().map(shapes::mark).collect::<Vec<_>>(),
        "cohorts": to_value(&start.cohorts.cohorts)?,
        "themes": themes(&end.themes)?,
        "theme_trend": to_value(&end.trend)?,
        "discussed": &end.discussed,
        "quotes": end.quotes.iter().flat_map(quotes).collect::<Vec<_>>(),
        "links": end.links.iter().map(|l| link(minutes, l)).collect::<Vec<_>>(),
        "breakdowns": end.breakdowns.iter().map(breakdown).collect::<Vec<_>>(),
        "notes": end.notes.iter().map(shapes::note).collect::<Vec<_>>(),
        "actions": end.actions.iter().map(action).collect::<Vec<_>>(),
        "carried": end.carried.iter().map(action).collect::<Vec<_>>(),
        "effects": start.effects.iter().map(effect).collect::<Vec<_>>(),
    });
    if !end.awaited.is_empty() {
        document["awaited"] = end.awaited.iter().map(action).collect();
    }
    if !start.shipped.is_empty() {
        document["shipped"] = start.shipped.iter().map(shapes::item).collect();
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

/// The period's numbers; since when losses are known is said as it is beside them elsewhere.
fn metrics(review: &Review) -> Result<Value, serde_json::Error> {
    let mut value = to_value(&review.metrics)?;
    if let (Value::Object(fields), Some(known)) = (&mut value, review.known) {
        fields.remove("unknown");
        fields.insert("losses_since".to_owned(), json!(known.since));
    }
    Ok(value)
}

/// Themes; of days before losses are known nothing is said of what was lost.
fn themes(themes: &Themes) -> Result<Value, serde_json::Error> {
    let mut value = to_value(themes)?;
    if let Value::Object(fields) = &mut value {
        fields.remove("unknown");
    }
    if themes.unknown.losses {
        not_told(&mut value);
    }
    Ok(value)
}

/// A quote as lists say it, with its theme and what minutes have always said of it beside: who said it by name is
/// `name`, and where, an exit survey among them, `said_in`.
fn quotes(theme: &ThemeQuotes) -> Vec<Value> {
    let one = |q: &Quote| {
        let feedback = &q.view.feedback;
        let mut shape = json!({ "theme": theme.theme });
        extend(&mut shape, shapes::quote(q));
        let beside = json!({
            "plan": q.view.account.as_ref().map(|a| &a.plan),
            "said_in": if feedback.exit_survey { "exit survey" } else { &feedback.source },
            "stated": feedback.reason,
            "lost_mrr_cents": q.lost,
            "opening_mrr_cents": q.opening,
        });
        extend(&mut shape, beside);
        shape
    };
    theme.quotes.iter().map(one).collect()
}

/// A link as lists say it, with how its item stood then. Of those of before, only the meeting's own say where they
/// were made.
fn link(minutes: &Minutes, named: &NamedLink) -> Value {
    let own = named.made_here.then_some(minutes.meeting.id);
    let link = Link {
        stance: named.stance,
        note: named.note.clone(),
        meeting: named.meeting.or(own),
        ..Link::default()
    };
    let item = named.item.as_ref();
    let mut shape = shapes::link_of(named.id, &link, &named.theme, item);
    let beside = json!({
        "status": item.map(|i| &i.status),
        "target": item.map(|i| &i.target),
        "made_in_this_meeting": named.made_here,
    });
    extend(&mut shape, beside);
    shape
}

fn breakdown(breakdown: &Breakdown) -> Value {
    let rows = breakdown.rows.iter().map(|row| {
        let ((left, all), rates) = (row.metrics.left(), &row.metrics.rates);
        json!({
            "value": row.value, "accounts": all, "churned": left,
            "logo_churn": rates.logo_churn, "gross_mrr_churn": rates.gross_mrr_churn,
            "lost_mrr_cents": row.lost, "of_average": row.of_average, "too_few": row.too_few,
        })
    });
    json!({ "by": breakdown.by, "rows": rows.collect::<Vec<_>>() })
}

/// An action as lists say it, with the teams of those who help.
fn action(view: &ActionView) -> Value {
    let mut shape = shapes::action(view);
    shape["helpers"] = view.with.iter().map(person).collect();
    shape
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
