//! Minutes as JSON: money as `*_cents`, rates as fractions or null, days as ISO text.
//! Must not know words: a script makes its own. A thing has its one shape here as well, and beside it what minutes
//! have always said of it: minutes once written are read by scripts for ever. A test lists what that is.

use serde_json::{Value, json};

use crate::domain::account::LostAccount;
use crate::domain::failure::Failure;
use crate::domain::feedback::Quote;
use crate::domain::frozen::{ActionOutcome, NamedLink, ThemeLost, ThemeQuotes};
use crate::domain::marks::{DayMark, placed};
use crate::domain::metrics::{Breakdown, Metrics};
use crate::domain::period::Period;
use crate::domain::roadmap::{Link, RoadmapItem};
use crate::exchange::safe::wash;
use crate::exchange::shapes::{self, Attended, extend, person};

use super::Minutes;
use super::page::sitting::last_seen;
use super::page::{judgement, moved};

/// Writes them, indented, with a newline at the end.
pub(super) fn render(minutes: &Minutes) -> Result<String, Failure> {
    let unwritable =
        |e: serde_json::Error| Failure::failed(format!("writing minutes as json: {e}"));
    let mut value = document(minutes);
    // Texts kept by hand or by an older import are made safe like those of every other way out.
    wash(&mut value);
    let mut out = serde_json::to_string_pretty(&value).map_err(unwritable)?;
    out.push('\n');
    Ok(out)
}

fn document(minutes: &Minutes) -> Value {
    let (start, end) = (&minutes.start, &minutes.end);
    let (review, themes) = (&start.review, &end.themes);
    let m = &review.metrics;
    let goals = review.goals.iter().map(|goal| shapes::goal(goal, m));
    let marks = marks(&review.trend, &end.marks).into_iter();
    json!({
        "meeting": meeting(minutes),
        "judgement": judgement(minutes),
        "attendance": end.present.iter().map(person).collect::<Vec<_>>(),
        "metrics": numbers(minutes),
        "compared": review.compared,
        "words": review.said().collect::<Vec<_>>(),
        "goals": goals.collect::<Vec<_>>(),
        "trend": review.trend.iter().map(shapes::metrics).collect::<Vec<_>>(),
        "marks": marks.map(shapes::mark).collect::<Vec<_>>(),
        "cohorts": start.cohorts.cohorts,
        "themes": shapes::themes(themes, end.judged.as_ref(), m.until),
        "theme_trend": end.trend,
        "discussed": &end.discussed,
        "quotes": end.quotes.iter().flat_map(quotes).collect::<Vec<_>>(),
        "links": end.links.iter().map(|l| link(minutes, l)).collect::<Vec<_>>(),
        "breakdowns": end.breakdowns.iter().map(breakdown).collect::<Vec<_>>(),
        "notes": end.notes.iter().map(shapes::note).collect::<Vec<_>>(),
        "actions": end.actions.iter().map(shapes::action).collect::<Vec<_>>(),
        "carried": end.carried.iter().map(shapes::action).collect::<Vec<_>>(),
        "awaited": end.awaited.iter().map(shapes::action).collect::<Vec<_>>(),
        "effects": start.effects.iter().map(effect).collect::<Vec<_>>(),
        "open_questions": end.questions.iter().map(shapes::note).collect::<Vec<_>>(),
        "results": start.results.iter().map(shapes::effect).collect::<Vec<_>>(),
        "shipped": start.shipped.iter().map(shapes::item).collect::<Vec<_>>(),
        "again": start.again,
        "theme_accounts": end.lost.iter().map(theme_accounts).collect::<Vec<_>>(),
        "theme_descriptions": end.about,
        "roadmap_moved": moved(minutes).into_iter().map(moved_item).collect::<Vec<_>>(),
        "warned": start.warned,
    })
}

/// Who was lost to a theme, each with what of its loss falls to it.
fn theme_accounts(lost: &ThemeLost) -> Value {
    let one = |account: &LostAccount| {
        let mut shape = shapes::lost(account);
        shape["falls_to_theme_cents"] = json!(account.falls_to);
        shape
    };
    let accounts = lost.accounts.iter().map(one);
    json!({ "theme": lost.theme, "accounts": accounts.collect::<Vec<_>>() })
}

/// An item that stands otherwise than when the meeting started, with how in words.
fn moved_item((item, words): (&RoadmapItem, String)) -> Value {
    let mut shape = shapes::item(item);
    shape["moved"] = json!(words);
    shape
}

/// The numbers of the start, and beside them the marks of their period: one may have been added in the meeting.
fn numbers(minutes: &Minutes) -> Value {
    let (review, end) = (&minutes.start.review, &minutes.end);
    let mut numbers = shapes::review(review);
    if end.marks_numbers {
        let period = review.metrics.period;
        let marks = end.marks.iter().filter(|mark| mark.in_period(period));
        numbers["marks"] = marks.map(shapes::mark).collect();
    }
    numbers
}

/// The marks of the trend's periods.
fn marks<'a>(trend: &[Metrics], marks: &'a [DayMark]) -> Vec<&'a DayMark> {
    let periods: Vec<Period> = trend.iter().map(|m| m.period).collect();
    let placed = placed(marks, &periods);
    placed.into_iter().map(|(_, mark)| mark).collect()
}

/// A meeting as lists say it, and beside it how many sittings it had, the time that each section had at the end, and
/// whether its names are covered.
fn meeting(minutes: &Minutes) -> Value {
    let (meeting, end) = (&minutes.meeting, &minutes.end);
    let attended = Attended {
        present: end.present.iter().map(|owner| owner.name.clone()).collect(),
        discussed: end.discussed.clone(),
        actions: end.actions.len() as u64,
    };
    let mut shape = shapes::meeting(meeting, &attended, last_seen(meeting));
    let sections = shape["sections"].as_array_mut().into_iter().flatten();
    for section in sections {
        let has = section["has_seconds"].as_i64().unwrap_or_default();
        section["had_seconds"] = json!(has.max(0));
    }
    let beside = json!({
        "sittings": meeting.clock.sitting,
        "names_masked": minutes.masked,
    });
    extend(&mut shape, beside);
    shape
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

/// A link as lists say it, its item as it stood then. Of those of before, only the meeting's own say where they were
/// made.
fn link(minutes: &Minutes, named: &NamedLink) -> Value {
    let own = named.made_here.then_some(minutes.meeting.id);
    let link = Link {
        stance: named.stance,
        note: named.note.clone(),
        meeting: named.meeting.or(own),
        ..Link::default()
    };
    let mut shape = shapes::link_of(named.id, &link, &named.theme, named.item.as_ref());
    shape["made_in_this_meeting"] = json!(named.made_here);
    shape
}

/// A breakdown in the few figures that minutes have always said, each cell with its own shape beside them.
fn breakdown(breakdown: &Breakdown) -> Value {
    let rows = breakdown.rows.iter().map(|row| {
        let ((left, all), rates) = (row.metrics.left(), &row.metrics.rates);
        json!({
            "value": row.value, "accounts": all, "churned": left,
            "logo_churn": rates.logo_churn, "gross_mrr_churn": rates.gross_mrr_churn,
            "lost_mrr_cents": row.lost, "of_average": row.of_average, "too_few": row.too_few,
            "cell": shapes::cell(row),
        })
    });
    json!({ "by": breakdown.by, "rows": rows.collect::<Vec<_>>() })
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
