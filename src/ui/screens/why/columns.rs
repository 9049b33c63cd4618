//! The columns of the Why screen as a table: which stand where at which width, and what is in them.
//! Must not decide what a row says.

use ratatui::style::Style;

use crate::app::screens::why::WhyScreen;
use crate::app::screens::why::rows::WhyCells;
use crate::app::screens::why::sets::{Fit, Set};
use crate::ui::text::spark;
use crate::ui::{Canvas, Column, Paint};

type WhyCell = fn(&Canvas<'_>, &WhyScreen, &WhyCells) -> String;
type CellLook = fn(&Canvas<'_>, &WhyCells) -> Style;

/// One column: its title and width, what stands in it, and how that looks.
#[derive(Clone, Copy)]
pub struct WhyColumn {
    pub column: Column,
    pub cell: WhyCell,
    pub style: CellLook,
}

/// The columns; where not all fit, those of a set.
pub fn chosen(fit: Fit, set: Set) -> Vec<WhyColumn> {
    let (
        first,
        [
            accounts,
            few,
            usual,
            mentions,
            before,
            exposed,
            trend,
            any,
            roadmap,
        ],
    ) = all();
    let others = match (fit, set) {
        (Fit::All, _) => vec![
            accounts, usual, mentions, before, exposed, trend, any, roadmap,
        ],
        (Fit::Most, Set::Third) => vec![accounts, usual, mentions, any, roadmap],
        (Fit::Most, Set::First | Set::Second | Set::Stated) => {
            vec![accounts, usual, mentions, before, exposed]
        }
        (Fit::Few, Set::First | Set::Stated) => vec![few, usual, before],
        (Fit::Few, Set::Second) => vec![mentions, exposed],
        (Fit::Few, Set::Third) => vec![trend, any, roadmap],
    };
    first.into_iter().chain(others).collect()
}

/// Those that always stand first, and the others.
fn all() -> ([WhyColumn; 5], [WhyColumn; 9]) {
    let column = |column, cell: WhyCell, style: CellLook| WhyColumn {
        column,
        cell,
        style,
    };
    let text = |title, width, cell, style| column(Column::text(title, width), cell, style);
    let number = |title, width, cell, style| column(Column::number(title, width), cell, style);
    let first = [
        text("", 1, mark, |canvas, _| canvas.paint.good),
        number("#", 2, |_, _, c| c.rank.clone(), dim),
        column(Column::rest("theme"), |_, _, c| c.name.clone(), theme),
        number("lost MRR", 10, |_, _, c| c.lost.clone(), money),
        number("share", 5, |_, _, c| c.share.clone(), plain),
    ];
    let others = [
        text(" accounts", 25, |_, _, c| format!(" {}", c.accounts), plain),
        text(" accounts", 14, |_, _, c| format!(" {}", c.few()), plain),
        text("usual", 7, |_, _, c| c.usual.clone(), usual),
        text("mentions", 10, |_, _, c| c.mentions.clone(), plain),
        number("vs before", 10, |_, _, c| c.before.clone(), change),
        number("still pay, said so", 18, |_, _, c| c.exposed.clone(), hint),
        text("six periods", 11, |_, _, c| spark(&c.trend), course),
        number("whole loss", 10, |_, _, c| c.any.clone(), plain),
        text("roadmap", 16, |_, _, c| c.roadmap.clone(), accent),
    ];
    (first, others)
}

fn mark(canvas: &Canvas<'_>, state: &WhyScreen, cells: &WhyCells) -> String {
    let marked = |id| state.marked(canvas.shared()).contains(&id);
    match cells.theme {
        Some(id) if marked(id) => "✓".to_owned(),
        Some(id) if state.is_shortlisted(id) => "○".to_owned(),
        _ => String::new(),
    }
}

fn plain(_: &Canvas<'_>, _: &WhyCells) -> Style {
    Style::new()
}

fn dim(canvas: &Canvas<'_>, _: &WhyCells) -> Style {
    canvas.paint.dim
}

fn money(canvas: &Canvas<'_>, _: &WhyCells) -> Style {
    canvas.paint.money
}

fn course(canvas: &Canvas<'_>, _: &WhyCells) -> Style {
    canvas.paint.series[0]
}

fn accent(canvas: &Canvas<'_>, _: &WhyCells) -> Style {
    canvas.paint.accent
}

fn theme(canvas: &Canvas<'_>, cells: &WhyCells) -> Style {
    let Paint { strong, dim, .. } = canvas.paint;
    cells.theme.map_or(dim, |_| strong)
}

/// More or less lost than before is a difference and no more.
fn change(canvas: &Canvas<'_>, _: &WhyCells) -> Style {
    canvas.paint.dim
}

/// Only what is outside its range has colour.
fn usual(canvas: &Canvas<'_>, cells: &WhyCells) -> Style {
    match cells.better {
        Some(false) => canvas.paint.bad,
        Some(true) => canvas.paint.good,
        None => canvas.paint.dim,
    }
}

/// What is no theme says here what can be done about it.
fn hint(canvas: &Canvas<'_>, cells: &WhyCells) -> Style {
    let accent = canvas.paint.accent;
    cells.theme.map_or(accent, |_| Style::new())
}
