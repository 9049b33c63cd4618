//! Draws what a figure means under every profile. Must not decide anything.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::Hit;
use crate::app::screens::definition::DefinitionLayer;
use crate::domain::figure::Figure;
use crate::domain::profile::Profile;
use crate::domain::word::Word;
use crate::ui::Canvas;
use crate::ui::canvas::{below, beside, mark, right_of, top};
use crate::ui::text::width;

/// Columns of a profile's name, and of its value.
const NAME: usize = 13;
const VALUE: usize = 9;

pub fn draw(canvas: &mut Canvas<'_>, state: &DefinitionLayer, area: Rect) {
    let cell = state.of.cell.as_ref();
    let of = cell.map(|(by, value)| format!(" · {}", by.cell(value)));
    let period = state.of.period.long();
    let title = format!("What it means · {period}{}", of.unwrap_or_default());
    let body = canvas.page(area, &title, "[ ] figures");
    let mut used = figures(canvas, state, body);
    if let Some(known) = canvas.shared().known() {
        let told = known.told();
        let told = match width(&told) > usize::from(body.width) && known.since.guessed {
            true => known.words().unwrap_or_else(|| known.briefly()),
            false => told,
        };
        used += canvas.wrapped(below(body, used), &told, 2, canvas.paint.dim);
    }
    if let Some(limit) = canvas.shared().limit(state.of.period) {
        used += canvas.wrapped(below(body, used), &limit, 2, canvas.paint.dim);
    }
    let mut rest = below(body, used);
    let profiles = state.profiles(canvas.shared());
    let airy = usize::from(rest.height) >= profiles.len() * 4;
    for (row, profile) in profiles.into_iter().enumerate() {
        let used = one(canvas, state, profile, row == 0, rest);
        rest = below(rest, used + u16::from(airy));
    }
}

/// The names of the figures, over as many rows as they take; answers with them.
fn figures(canvas: &mut Canvas<'_>, state: &DefinitionLayer, area: Rect) -> u16 {
    let (mut row, mut column) = (0, 0);
    for (n, figure) in Figure::ALL.into_iter().enumerate() {
        let is = figure == state.figure();
        let words = format!("{}{}", if is { "▸" } else { " " }, figure.name());
        let columns = width(&words) as u16 + 2;
        if column > 0 && column + columns > area.width {
            (row, column) = (row + 1, 0);
        }
        let (at, _) = beside(right_of(top(below(area, row), 1), column), columns);
        let paint = canvas.paint;
        let style = if is { paint.title } else { paint.dim };
        canvas.text(at, 0, &words, style);
        canvas.hit(at, Hit::Row(n));
        if is {
            canvas.cursor(at.x, at.y);
        }
        column += columns;
    }
    row + 1
}

/// A profile: the figure's value and parts, and below them what it means; answers with the rows used.
fn one(
    canvas: &mut Canvas<'_>,
    state: &DefinitionLayer,
    profile: Profile,
    own: bool,
    area: Rect,
) -> u16 {
    let paint = canvas.paint;
    let figure = state.figure();
    let metrics = state.metrics(profile);
    let value = metrics.map_or("...".to_owned(), |m| figure.shown(figure.of(&m.rates)));
    let money = canvas.shared().amounts();
    let parts = state
        .ratio(profile)
        .map_or_else(String::new, |r| r.words(money));
    let style = if own { paint.title } else { paint.strong };
    let name = format!("{}{:<NAME$}", mark(own), profile.word());
    let head = vec![
        Span::styled(name, style),
        Span::styled(format!("{value:>VALUE$}   "), paint.strong),
        Span::styled(parts, paint.text),
        Span::styled(if own { "   counted so here" } else { "" }, paint.dim),
    ];
    canvas.line(area, 0, Line::from(head));
    let side = right_of(below(area, 1), 2);
    1 + canvas.wrapped(side, &DefinitionLayer::said(figure, profile), 3, paint.dim)
}
