//! Draws the headlines: each figure with its counts and its change; or a breakdown by a dimension.
//! Must not decide anything.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::Hit;
use crate::app::screens::numbers::NumbersScreen;
use crate::app::screens::numbers::around::again;
use crate::app::screens::numbers::words::{self, percent};
use crate::domain::figure::Figure;
use crate::domain::goals;
use crate::domain::known::KnownSince;
use crate::domain::metrics::Review;
use crate::domain::money::count;
use crate::domain::usual::NOT_THEN;
use crate::ui::canvas::{below, mark, right_of, top};
use crate::ui::screens::target::{foot, left, of_average, remark, too_few, whole};
use crate::ui::table::first_made;
use crate::ui::text::wrap;
use crate::ui::{Canvas, Column, Row, Table};

use super::figures;

/// Columns before the words of a figure: mark, name, value.
const VALUE: u16 = 28;

/// Draws the headlines.
pub fn draw(canvas: &mut Canvas<'_>, state: &NumbersScreen, focused: bool, area: Rect) {
    let Some(review) = state.review(canvas.shared()) else {
        return;
    };
    let metrics = &review.metrics;
    let table = area.width >= figures::TABLE && !canvas.shared().look.presenter;
    let title = match table {
        true => figures::title(review, area),
        false => words::way(metrics),
    };
    let mut body = canvas.pane(area, &title, focused);
    if metrics.accounts.opening == 0 && metrics.accounts.closing == 0 {
        return empty(canvas, below(body, 1));
    }
    if !metrics.begins() {
        return canvas.aside(below(body, 1), &metrics.not_told().unwrap_or_default());
    }
    if let Some(changed) = state.changed_since() {
        canvas.text(body, 0, &format!("  {changed}"), canvas.paint.warn);
        body = below(body, 1);
    }
    let mut foot = Foot::of(review, state.known_ahead(canvas.shared()));
    foot.grey.extend(again(canvas.shared()));
    if table {
        figures::heads(canvas, review, area);
    }
    // Four rows a figure with its average; then blank rows between, where there are five to spare.
    let below_them = foot.said.len() + usize::from(foot.guess.is_some());
    let whole = usize::from(body.height) >= 17 + below_them;
    let airy = usize::from(body.height) >= 22 + below_them + foot.grey.len();
    let tight = table && figures::rows(canvas, review, body) + foot.rows(body) > body.height;
    body = below(body, u16::from(airy));
    for (row, figure) in Figure::headlines(metrics.profile).iter().enumerate() {
        let is = focused && state.figures.at() == row;
        let used = match table {
            true => figures::row(canvas, review, *figure, (is, tight), body),
            false => one(canvas, review, *figure, is, whole, body),
        };
        if focused {
            canvas.hit(top(body, used), Hit::Row(row));
        }
        body = below(body, used + u16::from(airy));
    }
    foot.draw(canvas, airy, body);
}

/// What stands below the figures.
struct Foot {
    /// What is not told, or not judged.
    grey: Vec<String>,
    /// What is said, that which yields last.
    said: Vec<String>,
    /// Since when losses are known, where that is a guess and not said in grey.
    guess: Option<KnownSince>,
    /// Before which sentence a guess stands, where rows are few.
    at: usize,
}

impl Foot {
    fn of(review: &Review, ahead: Option<String>) -> Foot {
        let metrics = &review.metrics;
        let net = percent(metrics.rates.net_mrr_churn);
        let won = metrics.rates.quick_ratio;
        let won = won.map(|q| format!(" · {q:.1} won for each 1 lost (quick ratio)"));
        let mut said: Vec<String> = ahead.into_iter().collect();
        said.extend_from_slice(&review.words);
        let at = said.len();
        said.extend(words::year(metrics));
        said.push(format!("net MRR churn {net}{}", won.unwrap_or_default()));
        Foot {
            grey: review.not_yet(),
            said,
            guess: guessed(review),
            at,
        }
    }

    /// The rows it takes, its guess in full.
    fn rows(&self, area: Rect) -> u16 {
        let guess = self.guess.map(KnownSince::told);
        let all = self.grey.iter().chain(&self.said).chain(&guess);
        let columns = usize::from(right_of(area, 2).width);
        all.map(|one| wrap(one, columns, 2).len() as u16).sum()
    }

    fn draw(mut self, canvas: &mut Canvas<'_>, airy: bool, area: Rect) {
        let fits = self.rows(area) <= area.height;
        match self.guess.take() {
            Some(known) if fits => self.said.push(known.told()),
            Some(known) => self.said.insert(self.at, known.briefly()),
            None => {}
        }
        let blank = !airy && self.rows(area) < area.height;
        let area = below(area, u16::from(blank));
        // What is not told comes first: without it the rest would be taken for all there is.
        let used = sentences(canvas, &self.grey, canvas.paint.dim, area);
        sentences(canvas, &self.said, canvas.paint.text, below(area, used));
    }
}

/// Since when losses are known, where that is a guess and not said with what is not told.
fn guessed(review: &Review) -> Option<KnownSince> {
    let known = review.known.filter(|_| review.since().is_none());
    known.filter(|known| known.since.guessed)
}

/// A figure over as many rows as its words take; answers with them.
fn one(
    canvas: &mut Canvas<'_>,
    review: &Review,
    figure: Figure,
    selected: bool,
    whole: bool,
    area: Rect,
) -> u16 {
    let (paint, shared) = (canvas.paint, canvas.shared());
    let metrics = &review.metrics;
    let name = format!("{}{:<16}", mark(selected), figure.name());
    let value = percent(figure.of(&metrics.rates));
    let style = if selected { paint.title } else { paint.strong };
    let head = vec![
        Span::styled(name, style),
        Span::styled(format!("{value:>8}"), paint.strong),
    ];
    canvas.line(area, 0, Line::from(head));
    if selected {
        canvas.cursor(area.x, area.y);
    }
    let side = right_of(area, VALUE);
    let outside = figures::range_style(canvas, metrics, figure);
    let mut used = 0;
    let mut say = |text: &str, style| used += canvas.wrapped(below(side, used), text, 3, style);
    if let Some(usual) = metrics.usual(figure) {
        say(&usual, outside);
    } else if review.before_ranges() {
        say(NOT_THEN, paint.dim);
    }
    say(&words::counts(figure, metrics, shared), paint.text);
    if let Some(goal) = goals::of(&review.goals, figure) {
        let style = match goal.met(metrics) {
            Some(true) => paint.good,
            Some(false) => paint.bad,
            None => paint.dim,
        };
        say(&goal.words(metrics), style);
    }
    // Where rows are few, the past is said of churn alone: retention is its mirror.
    if whole || matches!(figure, Figure::LogoChurn | Figure::GrossMrrChurn) {
        say(&words::before(figure, review), paint.dim);
    }
    used.max(1)
}

fn sentences(canvas: &mut Canvas<'_>, all: &[String], style: Style, area: Rect) -> u16 {
    let mut rest = right_of(area, 2);
    for sentence in all {
        rest = below(rest, canvas.wrapped(rest, sentence, 2, style));
    }
    area.height - rest.height
}

fn empty(canvas: &mut Canvas<'_>, area: Rect) {
    let ledger = canvas.shared().room.facts.as_ref().and_then(|f| f.ledger);
    let words = match ledger {
        None => "  No ledger yet: i imports it (churnroom import FILES --currency EUR)",
        Some(_) => "  Nobody was active in this period: the arrow keys look at another",
    };
    canvas.text(area, 0, words, canvas.paint.text);
}

/// Draws the period by a dimension.
pub fn breakdown(canvas: &mut Canvas<'_>, state: &NumbersScreen, focused: bool, area: Rect) {
    let by = state.by.as_ref().map_or("", |d| d.0.as_str());
    let body = canvas.pane(area, &format!("by {by}"), focused);
    canvas.right(area, 0, "[ ] others, B all", canvas.paint.dim);
    let Some(breakdown) = &state.breakdown else {
        return canvas.text(body, 0, "  ...", canvas.paint.dim);
    };
    let body = foot(canvas, remark(breakdown), body);
    let columns = Column::all("|>accounts:8|>left:5|>logo:8|>lost:8|>share:5|>x average:10");
    let shared = canvas.shared();
    let room = usize::from(body.height);
    let first = first_made(state.cells.at(), room);
    let cells = breakdown.rows.iter().skip(first).take(2 * room);
    let mut rows: Vec<Row> = cells
        .map(|cell| {
            let (gone, all) = cell.metrics.left();
            let (logo, style) = left(canvas, cell);
            let row = Row::new([
                cell.value.clone(),
                count(all),
                cell.metrics.told(count(gone)).unwrap_or_default(),
                logo,
                cell.metrics
                    .told(shared.money(cell.lost))
                    .unwrap_or_default(),
                whole(cell.share),
                of_average(cell),
            ]);
            row.styled(3, style).styled(4, canvas.paint.money)
        })
        .collect();
    let few = too_few(breakdown).and_then(|(at, words)| Some((at.checked_sub(first)?, words)));
    if let Some((at, words)) = few.filter(|(at, _)| *at <= rows.len()) {
        rows.insert(at, Row::heading(words, canvas.paint.dim));
    }
    Table::new(&columns, rows)
        .after(first)
        .selected(state.cells.at(), focused)
        .draw(canvas, body);
}
