//! The numbers of a period in the one shape of each: metrics, a review, goals, cells, themes. What was lost is null
//! where nothing is told of it. Must not know how anything is counted.

use serde_json::{Map, Value, json};

use super::{extend, mark};
use crate::domain::day::Day;
use crate::domain::figure::Figure;
use crate::domain::goals::Goal;
use crate::domain::metrics::{BreakdownRow, Metrics, Review};
use crate::domain::tally::{Line, Sum};
use crate::domain::themes::{Theme, Themes};
use crate::domain::usual::Judgement;
use crate::domain::usual::closed::ThemeClosed;
use crate::domain::usual::reasons::ReasonsJudged;
use crate::domain::word::Word;
use crate::exchange::untold::not_told;

/// One period in the documented shape; what is not documented follows what is.
pub fn metrics(m: &Metrics) -> Value {
    let a = &m.accounts;
    let lost = [a.churned, a.came_and_went, a.shrank];
    let [churned, went, shrank] = lost.map(|n| m.told(n));
    let [at_once, times] = [a.joined_and_left, a.times_churned].map(|n| m.told(n));
    let mut value = json!({
        "period": m.period, "from": m.from, "to": m.to,
        "profile": m.profile, "currency": m.currency,
        "accounts": {
            "opening": a.opening, "new": a.new, "reactivated": a.reactivated, "churned": churned,
            "closing": a.closing, "came_and_went": went, "shrank": shrank, "grew": a.grew,
            "joined_and_left": at_once, "times_churned": times,
        },
        "mrr_cents": m.mrr,
        "rates": m.rates,
        "of": parts(m),
        "until": m.until,
        "judged": judged(m),
        "causes": m.causes,
        "disclosed": m.disclosed,
    });
    if !m.is_told() {
        let lost = Line::ALL.iter().filter(|line| line.loses());
        lost.for_each(|line| value["mrr_cents"][line.name().replace(' ', "_")] = Value::Null);
        not_told(&mut value["causes"]);
    }
    value
}

/// Each figure that was judged.
fn judged(m: &Metrics) -> Option<Value> {
    let figures = m.judged.as_ref()?.iter();
    let each = figures.map(|(figure, own)| (figure.word().to_owned(), judgement(own)));
    Some(Value::Object(each.collect()))
}

/// A judgement, also with what it does not say.
fn judgement(own: &Judgement) -> Value {
    let mut value = json!(own);
    let unsaid = json!({"nothing": own.nothing, "of": own.of, "since": own.since});
    extend(&mut value, unsaid);
    value
}

/// Numerator and denominator of each figure; null where its profile does not define it, or nothing is told.
pub fn parts(m: &Metrics) -> Value {
    let parts = Figure::ALL
        .into_iter()
        .map(|figure| (figure.word().to_owned(), json!(m.ratio(figure))));
    let mut parts = Value::Object(parts.collect());
    if !m.is_told() {
        not_told(&mut parts);
    }
    parts
}

/// A period with what is said of it and what stands beside it.
pub fn review(review: &Review) -> Value {
    let m = &review.metrics;
    let marks = review.marks.iter().filter(|mark| mark.in_period(m.period));
    let mut value = metrics(m);
    let beside = json!({
        "compared": review.compared,
        "words": review.said().collect::<Vec<_>>(),
        "losses_since": review.known.map(|known| known.since),
        "goals": goals(&review.goals, m),
        "marks": marks.map(mark).collect::<Vec<_>>(),
    });
    extend(&mut value, beside);
    value
}

/// A goal and whether it was met.
pub fn goal(goal: &Goal, m: &Metrics) -> Value {
    json!({
        "figure": goal.figure.word(),
        "target": goal.target,
        "margin": goal.margin(m),
        "met": goal.met(m),
    })
}

/// The goals of a period, each under its figure.
pub fn goals(goals: &[Goal], m: &Metrics) -> Value {
    let each = goals
        .iter()
        .map(|of| (of.figure.word().to_owned(), goal(of, m)));
    Value::Object(Map::from_iter(each))
}

/// A cell of a breakdown: its numbers, with what makes it comparable.
pub fn cell(row: &BreakdownRow) -> Value {
    let mut item = metrics(&row.metrics);
    let beside = json!({
        "by": row.metrics.by,
        "lost_mrr_cents": row.metrics.told(row.lost),
        "share_of_loss": row.share,
        "index": row.of_average,
        "more_left": row.more_left,
        "too_few": row.too_few,
    });
    extend(&mut item, beside);
    item
}

/// The themes of a period, those that were judged with their past; `until` is the last day that the data reaches where
/// that is before its end.
pub fn themes(found: &Themes, judged: Option<&ReasonsJudged>, until: Option<Day>) -> Value {
    let outside = &found.outside;
    let themes = found.themes.iter().map(|one| theme(found, one, judged));
    let row =
        |row: Sum| json!({"accounts": found.told(row.accounts), "mrr_cents": found.told(row.mrr)});
    json!({
        "period": found.period,
        "lost": whole_loss(found),
        "themes": themes.collect::<Vec<_>>(),
        "outside": {
            "not_tagged": row(outside.not_tagged), "no_reason_in_it": row(outside.no_reason_in_it),
            "nobody_said_why": row(outside.nobody_said_why),
        },
        "hindsight": found.hindsight.and_then(|said| found.told(said)),
        "until": until,
    })
}

/// All that was lost in a period.
pub fn whole_loss(found: &Themes) -> Value {
    let lost = &found.lost;
    let [accounts, left, shrank] = [lost.accounts, lost.left, lost.shrank].map(|n| found.told(n));
    json!({"accounts": accounts, "left": left, "shrank": shrank, "mrr_cents": found.told(lost.mrr)})
}

/// A theme of a period. What was frozen knows the judged by their names alone.
pub fn theme(found: &Themes, theme: &Theme, judged: Option<&ReasonsJudged>) -> Value {
    let own = judged.and_then(|all| all.themes.iter().find(|own| own.theme == theme.theme));
    let own = own.cloned().unwrap_or_default();
    let [accounts, left, shrank] =
        [theme.accounts, theme.left, theme.shrank].map(|n| found.told(n));
    let [lost_mrr, any] = [theme.lost_mrr, theme.lost_mrr_any].map(|sum| found.told(sum));
    json!({
        "theme": theme.theme, "mentions": theme.mentions, "accounts": accounts,
        "lost_mrr_cents": lost_mrr, "lost_mrr_any_cents": any,
        "exposed_accounts": theme.exposed_accounts, "exposed_mrr_cents": theme.exposed_mrr,
        "left": left, "shrank": shrank,
        "judged": {
            "accounts": judgement(&own.accounts), "mentions": judgement(&own.mentions),
            "lost_mrr": judgement(&own.lost_mrr),
        },
        "closed": own.closed.as_ref().map(closed),
    })
}

/// That something against a theme worked, and since when it is open again.
fn closed(closed: &ThemeClosed) -> Value {
    let (since, accounts) = closed.back.unzip();
    json!({
        "on": closed.on, "by": closed.by, "times": closed.times,
        "open_again_since": since, "open_again_accounts": accounts,
    })
}
