//! The columns of the Why screen as a table: which stand where at which width, and what is in them.
//! Must not decide what a row says.

use ratatui::style::Style;

use crate::app::screens::why::Why;
use crate::app::screens::why::rows::Cells;
use crate::ui::text::spark;
use crate::ui::{Canvas, Column};

type Cell = fn(&Canvas<'_>, &Why, &Cells) -> String;
type Look = fn(&Canvas<'_>, &Cells) -> Style;

/// One column: its title and width, what stands in it, and how that looks.
#[derive(Clone, Copy)]
pub struct WhyColumn {
    pub column: Column,
    pub cell: Cell,
    pub style: Look,
}

/// Columns that fit all at once.
const WIDE: u16 = 116;
/// Columns that fit with the whole loss and the roadmap.
const WIDEST: u16 = 160;

/// The columns for a width; where not all fit, those of a set.
pub fn chosen(width: u16, set: usize) -> Vec<WhyColumn> {
    let mut columns = vec![mark(), rank(), theme(), lost(), share()];
    if width >= WIDE {
        columns.extend([accounts(), mentions(), before(), exposed(), trend()]);
        if width >= WIDEST {
            columns.extend([any(), roadmap()]);
        } else if set == 2 {
            columns.truncate(columns.len() - 3);
            columns.extend([any(), roadmap()]);
        }
        return columns;
    }
    match set {
        0 => columns.extend([accounts(), before()]),
        1 => columns.extend([mentions(), exposed()]),
        _ => columns.extend([trend(), any(), roadmap()]),
    }
    columns
}

fn plain(_: &Canvas<'_>, _: &Cells) -> Style {
    Style::new()
}

fn dim(canvas: &Canvas<'_>, _: &Cells) -> Style {
    canvas.paint.dim
}

fn column(column: Column, cell: Cell, style: Look) -> WhyColumn {
    WhyColumn {
        column,
        cell,
        style,
    }
}

fn mark() -> WhyColumn {
    let cell = |canvas: &Canvas<'_>, state: &Why, cells: &Cells| {
        let marked = |id| state.marked(canvas.shared()).contains(&id);
        match cells.theme {
            Some(id) if marked(id) => "✓".to_owned(),
            Some(id) if state.is_shortlisted(id) => "○".to_owned(),
            _ => String::new(),
        }
    };
    column(Column::text("", 1), cell, |canvas, _| canvas.paint.good)
}

fn rank() -> WhyColumn {
    column(Column::number("#", 2), |_, _, c| c.rank.clone(), dim)
}

fn theme() -> WhyColumn {
    let style = |canvas: &Canvas<'_>, cells: &Cells| match cells.theme {
        Some(_) => canvas.paint.strong,
        None => canvas.paint.dim,
    };
    column(Column::rest("theme"), |_, _, c| c.name.clone(), style)
}

fn lost() -> WhyColumn {
    let money = |canvas: &Canvas<'_>, _: &Cells| canvas.paint.money;
    column(
        Column::number("lost MRR", 10),
        |_, _, c| c.lost.clone(),
        money,
    )
}

fn share() -> WhyColumn {
    column(Column::number("share", 5), |_, _, c| c.share.clone(), plain)
}

fn accounts() -> WhyColumn {
    let place = Column::text(" accounts", 25);
    column(place, |_, _, c| format!(" {}", c.accounts), plain)
}

fn mentions() -> WhyColumn {
    let place = Column::text("mentions", 10);
    column(place, |_, _, c| c.mentions.clone(), plain)
}

fn before() -> WhyColumn {
    let style = |canvas: &Canvas<'_>, cells: &Cells| match cells.before.chars().next() {
        Some('▲') => canvas.paint.bad,
        Some('▼') => canvas.paint.good,
        _ => canvas.paint.dim,
    };
    let place = Column::number("vs before", 10);
    column(place, |_, _, c| c.before.clone(), style)
}

fn exposed() -> WhyColumn {
    let style = |canvas: &Canvas<'_>, cells: &Cells| match cells.theme {
        Some(_) => Style::new(),
        None => canvas.paint.accent,
    };
    let place = Column::number("still pay, said so", 18);
    column(place, |_, _, c| c.exposed.clone(), style)
}

fn trend() -> WhyColumn {
    let style = |canvas: &Canvas<'_>, _: &Cells| canvas.paint.series[0];
    let place = Column::text("six periods", 11);
    column(place, |_, _, c| spark(&c.trend), style)
}

fn any() -> WhyColumn {
    let place = Column::number("whole loss", 10);
    column(place, |_, _, c| c.any.clone(), plain)
}

fn roadmap() -> WhyColumn {
    let style = |canvas: &Canvas<'_>, _: &Cells| canvas.paint.accent;
    let place = Column::text("roadmap", 16);
    column(place, |_, _, c| c.roadmap.clone(), style)
}
