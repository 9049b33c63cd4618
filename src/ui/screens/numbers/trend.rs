//! Draws the trend: figures over thirteen periods with their goals, and the marks of those periods.
//! Must not decide anything.

use ratatui::layout::Rect;

use crate::app::screens::numbers::NumbersScreen;
use crate::app::screens::numbers::pairs::FigurePair;
use crate::app::screens::numbers::words::percent;
use crate::domain::figure::Figure;
use crate::domain::goals::{self, Goal};
use crate::domain::marks::{DayMark, placed};
use crate::domain::metrics::{Metrics, Review};
use crate::domain::period::Period;
use crate::domain::usual::JudgedAs;
use crate::ui::Canvas;
use crate::ui::chart::{Axis, Chart, Flag, Level, Series};
use crate::ui::screens::numbers::ENDS;

/// The signs of the lines, the last one's first: told apart without colours.
const SIGNS: [&str; 2] = ["●", "○"];

pub fn draw(canvas: &mut Canvas<'_>, state: &NumbersScreen, focused: bool, area: Rect) {
    let Some(review) = state.review(canvas.shared()) else {
        return;
    };
    let profile = review.metrics.profile;
    let Some(pair) = state.pair(profile) else {
        return;
    };
    let figures: Vec<Figure> = pair.figures(profile).collect();
    let cursor = focused.then(|| state.period.at());
    let elsewhere = cursor.filter(|at| at + 1 < review.trend.len());
    let at = elsewhere.and_then(|at| review.trend.get(at));
    let title = at.map_or_else(|| title(review, pair), |m| at_cursor(m, &figures));
    let body = canvas.pane(area, &title, focused);
    let goals = figures.iter().filter_map(|f| goals::of(&review.goals, *f));
    let goals: Vec<Goal> = goals.copied().collect();
    let values = review.trend.iter();
    let values = values.flat_map(|m| figures.iter().filter_map(|f| point(*f, m)));
    let targets = goals.iter().map(|g| g.target);
    // The band is the main line's.
    let main = figures.last().copied();
    let bands = main.map_or_else(Vec::new, |figure| band(review, figure));
    let ends = bands.iter().flatten().flat_map(|(low, high)| [*low, *high]);
    let scale = Axis::over(values.clone().chain(targets).chain(ends), pair.fit);
    let Some(scale) = scale.filter(|_| values.clone().next().is_some()) else {
        return nothing(canvas, review, body);
    };
    let chart = Chart {
        series: series(canvas, review, &figures),
        levels: levels(&figures, &goals),
        band: main.map_or_else(Vec::new, |figure| band(review, figure)),
        band_name: main.map_or("usual", usual),
        flags: flags(review, state.marks(canvas.shared())),
        labels: review.trend.iter().map(|m| label(m.period)).collect(),
        marked: Some((review.trend.len() - 1, review.metrics.period.short())),
        cursor,
        scale,
        unit: &axis,
        steps: false,
    };
    if !chart.draw(canvas, body) {
        let words = figures.iter().map(|f| {
            let now = percent(f.of(&review.metrics.rates));
            format!("{} {now}", f.name())
        });
        let words = words.collect::<Vec<_>>().join(" · ");
        canvas.text(body, 0, &format!("  {words}"), canvas.paint.text);
    }
}

/// In place of the chart, why there is none.
fn nothing(canvas: &mut Canvas<'_>, review: &Review, area: Rect) {
    let metrics = &review.metrics;
    let why = metrics.not_told().or_else(|| metrics.limit());
    let nobody = || "n/a: nobody was active at a period's start".to_owned();
    let words = match metrics.begins() {
        true => why.unwrap_or_else(nobody),
        false => ENDS.to_owned(),
    };
    canvas.aside(area, &words);
}

fn title(review: &Review, pair: &FigurePair) -> String {
    let each = review.metrics.period.kind();
    let n = review.trend.len();
    let many = if n == 1 { "" } else { "s" };
    format!("{n} {each}{many}: {}, % a {each}", pair.what)
}

/// `Aug 2026: gross MRR 4.0 %, logo 3.1 %`.
fn at_cursor(m: &Metrics, figures: &[Figure]) -> String {
    let rates: Vec<String> = figures.iter().map(|f| named(*f, m)).collect();
    format!("{}: {}", m.period.short(), rates.join(", "))
}

fn named(figure: Figure, m: &Metrics) -> String {
    format!("{} {}", short(figure), percent(figure.of(&m.rates)))
}

/// What stands at the end of a figure's line: no value of a period that is not over, for it has no point.
fn end(figure: Figure, m: &Metrics) -> String {
    match m.is_over() {
        true => named(figure, m),
        false => short(figure).to_owned(),
    }
}

/// The point of a period; none of one that is not over: beside whole ones it would be compared with them.
fn point(figure: Figure, m: &Metrics) -> Option<f64> {
    figure.of(&m.rates).filter(|_| m.is_over())
}

fn series(canvas: &Canvas<'_>, review: &Review, figures: &[Figure]) -> Vec<Series> {
    let last = figures.len() - 1;
    let one = |(n, figure): (usize, &Figure)| {
        let rank = last - n;
        Series {
            end: end(*figure, &review.metrics),
            sign: sign(rank),
            values: review.trend.iter().map(|m| point(*figure, m)).collect(),
            style: canvas.paint.series[rank.min(3)],
            dashed: rank > 0,
            outside: outside(review, *figure),
        }
    };
    figures.iter().enumerate().map(one).collect()
}

/// What a figure usually lay between, period by period; that of a month says nothing of its quarter.
fn band(review: &Review, figure: Figure) -> Vec<Option<(f64, f64)>> {
    let range = |m: &Metrics| {
        let judgement = m.judgement(figure)?;
        judgement.range().filter(|_| judgement.of.is_none())
    };
    review.trend.iter().map(range).collect()
}

/// What the band of the main line is called.
fn usual(figure: Figure) -> &'static str {
    match figure {
        Figure::LogoChurn => "usual logo",
        Figure::GrossMrrChurn => "usual gross MRR",
        Figure::NetMrrChurn => "usual net MRR",
        Figure::Grr => "usual GRR",
        Figure::Nrr => "usual NRR",
        Figure::QuickRatio => "usual",
    }
}

/// The periods in which a figure was outside its range.
fn outside(review: &Review, figure: Figure) -> Vec<usize> {
    let said = |m: &Metrics| {
        let judgement = m.judgement(figure);
        judgement.is_some_and(|judgement| judgement.word == JudgedAs::Signal)
    };
    let all = review.trend.iter().enumerate();
    all.filter(|(_, m)| said(m)).map(|(n, _)| n).collect()
}

/// `goal 2.5 %`, with the sign of its line where there are several.
fn levels(figures: &[Figure], goals: &[Goal]) -> Vec<Level> {
    let sign = |goal: &Goal| {
        let at = figures.iter().rev().position(|f| *f == goal.figure);
        at.filter(|_| figures.len() > 1).map(|rank| sign(rank))
    };
    let name = |goal: &Goal| match sign(goal) {
        Some(sign) => format!("{sign} {}", goal.name()),
        None => goal.name(),
    };
    let level = |goal: &Goal| Level {
        name: name(goal),
        value: goal.target,
    };
    goals.iter().map(level).collect()
}

fn sign(rank: usize) -> &'static str {
    SIGNS[rank.min(SIGNS.len() - 1)]
}

fn flags(review: &Review, marks: &[DayMark]) -> Vec<Flag> {
    let periods: Vec<Period> = review.trend.iter().map(|m| m.period).collect();
    let flag = |(at, mark): (usize, &DayMark)| Flag {
        at,
        sign: mark.kind.sign(),
        words: format!("{} {}", mark.days(), mark.words),
    };
    let placed = placed(marks, &periods);
    placed.into_iter().map(flag).collect()
}

fn short(figure: Figure) -> &'static str {
    match figure {
        Figure::LogoChurn => "logo",
        Figure::GrossMrrChurn => "gross MRR",
        Figure::NetMrrChurn => "net MRR",
        other @ (Figure::Grr | Figure::Nrr | Figure::QuickRatio) => other.name(),
    }
}

/// `5 %`, with a decimal only where it says something.
fn axis(value: f64) -> String {
    let tenths = (value * 1e3).round() / 10.0 + 0.0;
    format!("{tenths} %")
}

/// `Oct`, `Q3`; of other periods all of it.
fn label(period: Period) -> String {
    match period {
        Period::Month { .. } => period.short().chars().take(3).collect(),
        Period::Quarter { quarter, .. } | Period::FiscalQuarter { quarter, .. } => {
            format!("Q{quarter}")
        }
        Period::Week { .. } | Period::FiscalYear { .. } | Period::Custom { .. } => period.short(),
    }
}
