//! The columns of the Why screen as a table: which stand where at which width, and what is in them.
//! Must not decide what a row says.

use ratatui::style::Style;

use crate::app::screens::why::Why;
use crate::app::screens::why::rows::Cells;
use crate::ui::text::spark;
use crate::ui::{Canvas, Column};

/// One column: its place, its text and its style.
#[derive(Clone, Copy)]
pub struct WhyColumn {
    /// Title and width.
    pub column: Column,
    /// What stands in it.
    pub cell: fn(&Canvas<'_>, &Why, &Cells) -> String,
    /// How it looks.
    pub style: fn(&Canvas<'_>, &Cells) -> Style,
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

fn mark() -> WhyColumn {
    WhyColumn {
        column: Column::text("", 1),
        cell: |canvas, state, cells| {
            match cells.theme {
                Some(id) if state.marked(canvas.shared()).contains(&id) => "✓",
                Some(id) if state.is_shortlisted(id) => "○",
                _ => "",
            }
            .to_owned()
        },
        style: |canvas, _| canvas.paint.good,
    }
}

fn rank() -> WhyColumn {
    WhyColumn {
        column: Column::number("#", 2),
        cell: |_, _, cells| cells.rank.clone(),
        style: dim,
    }
}

fn theme() -> WhyColumn {
    WhyColumn {
        column: Column::rest("theme"),
        cell: |_, _, cells| cells.name.clone(),
        style: |canvas, cells| match cells.theme {
            Some(_) => canvas.paint.strong,
            None => canvas.paint.dim,
        },
    }
}

fn lost() -> WhyColumn {
    WhyColumn {
        column: Column::number("lost MRR", 10),
        cell: |_, _, cells| cells.lost.clone(),
        style: |canvas, _| canvas.paint.money,
    }
}

fn share() -> WhyColumn {
    WhyColumn {
        column: Column::number("share", 5),
        cell: |_, _, cells| cells.share.clone(),
        style: plain,
    }
}

fn accounts() -> WhyColumn {
    WhyColumn {
        column: Column::text(" accounts", 25),
        cell: |_, _, cells| format!(" {}", cells.accounts),
        style: plain,
    }
}

fn mentions() -> WhyColumn {
    WhyColumn {
        column: Column::text("mentions", 10),
        cell: |_, _, cells| cells.mentions.clone(),
        style: plain,
    }
}

fn before() -> WhyColumn {
    WhyColumn {
        column: Column::number("vs before", 10),
        cell: |_, _, cells| cells.before.clone(),
        style: |canvas, cells| match cells.before.chars().next() {
            Some('▲') => canvas.paint.bad,
            Some('▼') => canvas.paint.good,
            _ => canvas.paint.dim,
        },
    }
}

fn exposed() -> WhyColumn {
    WhyColumn {
        column: Column::number("still pay, said so", 18),
        cell: |_, _, cells| cells.exposed.clone(),
        style: |canvas, cells| match cells.theme {
            Some(_) => Style::new(),
            None => canvas.paint.accent,
        },
    }
}

fn trend() -> WhyColumn {
    WhyColumn {
        column: Column::text("six periods", 11),
        cell: |_, _, cells| spark(&cells.trend),
        style: |canvas, _| canvas.paint.series[0],
    }
}

fn any() -> WhyColumn {
    WhyColumn {
        column: Column::number("whole loss", 10),
        cell: |_, _, cells| cells.any.clone(),
        style: plain,
    }
}

fn roadmap() -> WhyColumn {
    WhyColumn {
        column: Column::text("roadmap", 16),
        cell: |_, _, cells| cells.roadmap.clone(),
        style: |canvas, _| canvas.paint.accent,
    }
}
