//! Draws the figures as rows of a table: value and counts, the period before, the last three, the usual range.
//! Must not decide anything.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::screens::numbers::words::{self, percent};
use crate::domain::figure::Figure;
use crate::domain::goals;
use crate::domain::metrics::{Metrics, Review};
use crate::domain::period::Period;
use crate::domain::usual::{JudgedAs, NOT_THEN};
use crate::ui::Canvas;
use crate::ui::canvas::{mark, right_of};
use crate::ui::text::{cut, width};

/// Columns from which figures stand in a table; below it their words stand under one another.
pub const TABLE: u16 = 76;
/// Columns before the counts: mark and name, value.
const COUNTS: u16 = 27;
/// Columns of the period before, the last three, and the usual range, each with a gap.
const SIDE: [u16; 3] = [8, 7, 16];

/// The heads of the columns, on the row of the pane's title.
pub fn heads(canvas: &mut Canvas<'_>, review: &Review, area: Rect) {
    for (part, head) in sides(review, area).into_iter().zip(named(review)) {
        canvas.right(part, 0, &head, canvas.paint.dim);
    }
}

/// The pane's title, shorter where there is no room for it before the heads.
pub fn title(review: &Review, area: Rect) -> String {
    let [_, three, usual] = columns(review);
    let heads = usize::from(three + usual) + width(&named(review)[0]);
    // The mark before it, and a blank behind it.
    let room = usize::from(area.width).saturating_sub(heads + 3);
    let (metrics, long) = (&review.metrics, words::way(&review.metrics));
    if width(&long) <= room {
        return long;
    }
    let (short, counted) = (
        metrics.period.short(),
        metrics.profile.counted(metrics.period),
    );
    cut(&format!("{short} · {counted}"), room)
}

/// What the columns at the right are called.
fn named(review: &Review) -> [String; 3] {
    let previous = review.metrics.period.previous();
    let before = match previous {
        Period::Month { .. } => previous.short().split(' ').next().map(str::to_owned),
        Period::Quarter { quarter, .. } | Period::FiscalQuarter { quarter, .. } => {
            Some(format!("Q{quarter}"))
        }
        Period::Week { .. } | Period::FiscalYear { .. } | Period::Custom { .. } => None,
    };
    let judged = review.metrics.judged.iter().flat_map(|all| all.values());
    let unit = judged.into_iter().find_map(|one| one.of);
    let usual = match (ranged(review), unit) {
        (false, _) => String::new(),
        (true, None) => "usual range".to_owned(),
        (true, Some(unit)) => format!("usual a {}", unit.kind()),
    };
    // What is not over is compared with nothing.
    match review.metrics.limit() {
        Some(_) => [String::new(), String::new(), usual],
        None => [
            before.unwrap_or_else(|| "before".to_owned()),
            "last 3".to_owned(),
            usual,
        ],
    }
}

/// What stands below a figure's first row: what it is made of, and that it is outside, beside each other where both
/// are whole.
struct Second {
    more: String,
    outside: String,
    beside: bool,
}

impl Second {
    /// Where rows are few, that a figure is outside yields: its value beside its range says so.
    fn of(canvas: &Canvas<'_>, metrics: &Metrics, figure: Figure, area: Rect, tight: bool) -> Self {
        let more = words::more(figure, metrics, canvas.shared());
        let mut outside = metrics.outside(figure).unwrap_or_default();
        let columns = usize::from(right_of(area, COUNTS).width);
        let beside = !more.is_empty() && width(&more) + width(&outside) + 2 <= columns;
        let judged = metrics.judgement(figure).map(|judgement| judgement.word);
        if tight && !beside && judged == Some(JudgedAs::Signal) {
            outside.clear();
        }
        Second {
            more,
            outside,
            beside,
        }
    }

    fn rows(&self) -> u16 {
        let [more, outside] = [&self.more, &self.outside].map(|words| u16::from(!words.is_empty()));
        if self.beside { 1 } else { more + outside }
    }
}

/// The rows that all figures take.
pub fn rows(canvas: &Canvas<'_>, review: &Review, area: Rect) -> u16 {
    let metrics = &review.metrics;
    let row = |figure: &Figure| {
        let goal = goals::of(&review.goals, *figure).is_some();
        1 + Second::of(canvas, metrics, *figure, area, false).rows() + u16::from(goal)
    };
    Figure::headlines(metrics.profile).iter().map(row).sum()
}

/// A figure over as many rows as it needs, whether it is selected, and whether rows are few; answers with them.
pub fn row(
    canvas: &mut Canvas<'_>,
    review: &Review,
    figure: Figure,
    (selected, tight): (bool, bool),
    area: Rect,
) -> u16 {
    let (paint, metrics) = (canvas.paint, &review.metrics);
    let style = if selected { paint.title } else { paint.strong };
    let value = percent(figure.of(&metrics.rates));
    let head = vec![
        Span::styled(format!("{}{:<16}", mark(selected), figure.name()), style),
        Span::styled(format!("{value:>8}"), paint.strong),
    ];
    canvas.line(area, 0, Line::from(head));
    if selected {
        canvas.cursor(area.x, area.y);
    }
    first(canvas, review, figure, area);
    let middle = right_of(area, COUNTS);
    let second = Second::of(canvas, metrics, figure, area, tight);
    let mut used = 1 + second.rows();
    let words = cut(&second.more, usize::from(middle.width));
    canvas.text(middle, 1, &words, paint.dim);
    if !second.outside.is_empty() {
        let style = range_style(canvas, metrics, figure);
        canvas.right(middle, used - 1, &second.outside, style);
    }
    if let Some(goal) = goals::of(&review.goals, figure) {
        let style = match goal.met(metrics) {
            Some(true) => paint.good,
            Some(false) => paint.bad,
            None => paint.dim,
        };
        canvas.text(middle, used, &goal.words(metrics), style);
        used += 1;
    }
    used
}

/// What stands behind the value on a figure's first row.
fn first(canvas: &mut Canvas<'_>, review: &Review, figure: Figure, area: Rect) {
    let (paint, shared, metrics) = (canvas.paint, canvas.shared(), &review.metrics);
    let compared = words::compared(figure, review);
    // From 100 % on a cell fills its column: it is set closer, so that none touches the one before it.
    let closer = |text: String, columns: u16| match width(&text) < usize::from(columns) {
        true => text,
        false => text.replace(" to ", "-").replace(' ', ""),
    };
    let plain = |rate: Option<f64>| {
        let text = rate.map_or_else(String::new, |rate| percent(Some(rate)));
        closer(text, SIDE[1])
    };
    let [before, three, usual] = sides(review, area);
    let previous = plain(compared.and_then(|c| c.previous));
    canvas.right(before, 0, &previous, paint.dim);
    let average = plain(compared.and_then(|c| c.average));
    canvas.right(three, 0, &average, paint.dim);
    let style = range_style(canvas, metrics, figure);
    let range = closer(range(review, figure), SIDE[2]);
    canvas.right(usual, 0, &range, style);
    let side: u16 = columns(review).iter().sum();
    let middle = right_of(area, COUNTS);
    let counts = Rect {
        width: middle.width.saturating_sub(side),
        ..middle
    };
    let made_of = words::made_of(figure, metrics, shared);
    canvas.text(counts, 0, &made_of, paint.text);
}

/// The columns at the right; that of the range takes none where there is no range.
fn columns(review: &Review) -> [u16; 3] {
    let [before, three, usual] = SIDE;
    [before, three, if ranged(review) { usual } else { 0 }]
}

/// The places of the three columns at the right.
fn sides(review: &Review, area: Rect) -> [Rect; 3] {
    let mut right = area.x + area.width;
    let mut parts = columns(review).map(|width| Rect {
        width: width.min(area.width),
        ..area
    });
    for part in parts.iter_mut().rev() {
        right = right.saturating_sub(part.width).max(area.x);
        part.x = right;
    }
    parts
}

/// Whether any figure has a range, or would have had one.
fn ranged(review: &Review) -> bool {
    let judged = review
        .metrics
        .judged
        .iter()
        .flat_map(|judged| judged.values());
    review.before_ranges() || judged.into_iter().any(|one| one.range().is_some())
}

/// What stands in the column of the usual range.
fn range(review: &Review, figure: Figure) -> String {
    if review.before_ranges() {
        return NOT_THEN.to_owned();
    }
    let judgement = review.metrics.judgement(figure);
    let words = judgement.and_then(|judgement| judgement.column_words(figure));
    words.unwrap_or_default()
}

/// Only what is outside has colour.
pub fn range_style(canvas: &Canvas<'_>, metrics: &Metrics, figure: Figure) -> Style {
    let paint = canvas.paint;
    match metrics
        .judgement(figure)
        .and_then(|judgement| judgement.better)
    {
        Some(true) => paint.good,
        Some(false) => paint.bad,
        None => paint.dim,
    }
}
