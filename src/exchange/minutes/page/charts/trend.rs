//! A rate over time with its usual range, and the way from opening to closing.
//! Must not know what stands around them.

use serde_json::{Value, json};

use crate::domain::figure::Figure;
use crate::domain::goals;
use crate::domain::metrics::{Metrics, Review};
use crate::domain::money::{Cents, Money, count};

use super::super::MinutesTable;
use super::{Drawing, DrawnSpan};
use crate::exchange::minutes::words::percent;

/// Where the line of a trend ends; the rest is for its last value in words.
const RIGHT: f64 = 290.0;
const BOTTOM: f64 = 150.0;
/// So far a point keeps from the edges of its plot.
const EDGE: f64 = 8.0;

/// A figure over the periods, with its range and its goal; nothing of fewer than two.
pub(in super::super) fn trend(
    review: &Review,
    figure: Figure,
    more: &str,
    table: &MinutesTable,
) -> Option<Drawing> {
    let values: Vec<Option<f64>> = rates(review, figure).collect();
    let (now, known) = (values.last().copied()??, values.iter().flatten().count());
    if known < 2 {
        return None;
    }
    let metrics = &review.metrics;
    let range = metrics.judgement(figure).and_then(|own| own.range());
    let goal = goals::of(&review.goals, figure).map(|goal| goal.target);
    let usual = metrics.usual(figure);
    let title = format!("{} {}", figure.name(), percent(Some(now)));
    let title = match metrics.outside(figure) {
        Some(words) => format!("{title}: {words}"),
        None if range.is_some() => format!("{title}: usual"),
        None => title,
    };
    let about = format!(
        "{} over {known} periods to {}{}",
        figure.name(),
        metrics.period.long(),
        usual.map_or_else(String::new, |usual| format!("; {usual}"))
    );
    let mut chart = Drawing::new(title, about, table);
    chart.height = 176.0;
    let all = values.iter().flatten().copied();
    let all = all.chain(range.into_iter().flat_map(|(low, high)| [low, high]));
    let y = DrawnSpan::of(all.chain(goal), (BOTTOM - EDGE, EDGE));
    frame(&mut chart, range, goal, y);
    plot(&mut chart, &values, y, RIGHT);
    let at = y.at(now).clamp(12.0, BOTTOM - 14.0);
    chart.text("b", (RIGHT + 12.0, at + 4.0), percent(Some(now)));
    chart.text("g", (RIGHT + 12.0, at + 18.0), more);
    let first = review.trend.first().map(|m| m.period.short());
    chart.text("g", (0.0, 170.0), first.unwrap_or_default());
    chart.text("g e", (RIGHT, 170.0), metrics.period.short());
    Some(chart)
}

/// The same as a line to stand beside a figure, if it has a past.
pub(in super::super) fn spark(review: &Review, figure: Figure) -> Value {
    let values: Vec<Option<f64>> = rates(review, figure).collect();
    let known = values.iter().flatten().count();
    if known < 2 || values.last().copied().flatten().is_none() {
        return json!([]);
    }
    let range = review.metrics.judgement(figure);
    let range = range.and_then(|own| own.range());
    let mut chart = Drawing::new("", "", &MinutesTable::new("", ""));
    let all = values.iter().flatten().copied();
    let all = all.chain(range.into_iter().flat_map(|(low, high)| [low, high]));
    let y = DrawnSpan::of(all, (27.0, 5.0));
    if let Some((low, high)) = range {
        let (top, foot) = (y.at(high), y.at(low));
        chart.rect("band", (0.0, top), (160.0, foot - top));
    }
    plot(&mut chart, &values, y, 160.0);
    json!(chart.marks)
}

fn rates(review: &Review, figure: Figure) -> impl Iterator<Item = Option<f64>> + '_ {
    review.trend.iter().map(move |m| figure.of(&m.rates))
}

/// The usual range as a band, the goal as a line, and the ground.
fn frame(chart: &mut Drawing, range: Option<(f64, f64)>, goal: Option<f64>, y: DrawnSpan) {
    if let Some((low, high)) = range {
        let (top, foot) = (y.at(high), y.at(low));
        chart.rect("band", (0.0, top), (RIGHT, foot - top));
        let words = format!("usual {} to {}", percent(Some(low)), percent(Some(high)));
        chart.text("g", (4.0, top + 13.0), words.replacen(" %", "", 1));
    }
    if let Some(goal) = goal {
        let at = y.at(goal);
        chart.line("goal", &[(0.0, at), (RIGHT, at)]);
        chart.text("g e", (RIGHT - 4.0, at - 4.0), "goal");
    }
    chart.line("axis", &[(0.0, BOTTOM + 4.0), (RIGHT, BOTTOM + 4.0)]);
}

/// The line, broken where nothing is known, and its last point.
fn plot(chart: &mut Drawing, values: &[Option<f64>], y: DrawnSpan, right: f64) {
    let step = (right - 2.0 * EDGE) / (values.len().max(2) - 1) as f64;
    let place = |(n, value): (usize, &Option<f64>)| {
        value.map(|value| (EDGE + n as f64 * step, y.at(value)))
    };
    let places: Vec<Option<(f64, f64)>> = values.iter().enumerate().map(place).collect();
    for run in places.split(Option::is_none) {
        let run: Vec<(f64, f64)> = run.iter().flatten().copied().collect();
        if run.len() > 1 {
            chart.line("past", &run);
        }
    }
    if let Some(last) = places.last().copied().flatten() {
        chart.dot("now", last, 4.5);
    }
}

/// From opening to closing on a cut axis: what was lost in ink, what was gained as an outline.
pub(in super::super) fn bridge(
    metrics: &Metrics,
    money: Money<'_>,
    table: &MinutesTable,
) -> Option<Drawing> {
    let (accounts, mrr) = (&metrics.accounts, &metrics.mrr);
    let lines = lines(metrics);
    if lines.is_empty() {
        return None;
    }
    let title = gained(metrics, money);
    let about = format!(
        "MRR from {} to {}",
        money.whole(mrr.opening),
        money.whole(mrr.closing)
    );
    let mut chart = Drawing::new(title, about, table);
    let mut at = mrr.opening.0;
    let mut edges = vec![at, mrr.closing.0];
    let steps: Vec<(i64, i64)> = lines
        .iter()
        .map(|(_, _, sum)| {
            let from = at;
            at += sum;
            edges.push(at);
            (from, at)
        })
        .collect();
    let x = DrawnSpan::of(edges.iter().map(|edge| *edge as f64), (120.0, 280.0));
    let start = ("At the start", accounts.opening, mrr.opening);
    tick(&mut chart, (x, 0.0), start, money);
    let mut y = 0.0;
    for ((name, n, sum), (from, to)) in lines.iter().zip(steps) {
        y += 25.0;
        let (left, right) = (x.at(from.min(to) as f64), x.at(from.max(to) as f64));
        let (is, sign) = if *sum < 0 {
            ("ink", "−")
        } else {
            ("out", "+")
        };
        chart.rect(is, (left, y), ((right - left).max(1.0), 16.0));
        chart.text("", (0.0, y + 13.0), *name);
        chart.text("g e", (112.0, y + 13.0), count(*n));
        let amount = money.whole(Cents(sum.abs()));
        chart.text("e", (360.0, y + 13.0), format!("{sign}{amount}"));
    }
    y += 25.0;
    let end = ("At the end", accounts.closing, mrr.closing);
    tick(&mut chart, (x, y), end, money);
    chart.height = y + 22.0;
    Some(chart)
}

/// What was lost and gained, without what nobody did.
fn lines(metrics: &Metrics) -> Vec<(&'static str, u64, i64)> {
    let (accounts, mrr) = (&metrics.accounts, &metrics.mrr);
    let lines = [
        ("Left", accounts.churned, -mrr.churn.0),
        ("Shrank", accounts.shrank, -mrr.contraction.0),
        ("New", accounts.new, mrr.new.0),
        ("Grew", accounts.grew, mrr.expansion.0),
        ("Came back", accounts.reactivated, mrr.reactivation.0),
    ];
    lines.into_iter().filter(|(_, _, sum)| *sum != 0).collect()
}

/// `€3,964 more MRR at the end`.
pub(in super::super) fn gained(metrics: &Metrics, money: Money<'_>) -> String {
    let gained = metrics.mrr.closing - metrics.mrr.opening;
    let (more, than) = match gained.0 {
        ..0 => ("less", Cents(-gained.0)),
        0.. => ("more", gained),
    };
    format!("{} {more} MRR at the end", money.whole(than))
}

/// Where it began or ended, as a stroke.
fn tick(
    chart: &mut Drawing,
    (x, y): (DrawnSpan, f64),
    (name, n, sum): (&str, u64, Cents),
    money: Money<'_>,
) {
    chart.text("b", (0.0, y + 13.0), name);
    chart.text("g e", (112.0, y + 13.0), count(n));
    chart.rect("ink", (x.at(sum.0 as f64) - 1.0, y), (2.0, 17.0));
    chart.text("b e", (360.0, y + 13.0), money.whole(sum));
}
