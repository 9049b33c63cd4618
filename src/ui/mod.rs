//! Draws `&Model`, and decides nothing. What a click would hit comes out beside the picture.
//! Must not know the store, the clock or any key's meaning: words come from the key table.

mod blocks;
mod canvas;
mod chart;
mod conductor;
pub mod doubtful;
mod frame;
mod paint;
mod presenter;
mod screens;
mod spotted;
mod strip;
mod table;
mod text;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::app::{Hit, Model};

pub use crate::app::listing::Column;
pub use canvas::Canvas;
pub use paint::Paint;
pub use table::{Row, Table};

/// Where a click would hit what, the topmost last.
pub type ClickHits = Vec<(Rect, Hit)>;

/// Draws the whole screen.
pub fn draw(out: &mut Frame<'_>, model: &Model) -> ClickHits {
    let area = out.area();
    let mut canvas = Canvas::new(out.buffer_mut(), model);
    frame::draw(&mut canvas, area);
    let (hits, cursor) = canvas.finish();
    if let Some(position) = cursor {
        out.set_cursor_position(position);
    }
    hits
}

/// What a click at a column and row hits.
pub fn hit(hits: &ClickHits, column: u16, row: u16) -> Option<Hit> {
    let at = ratatui::layout::Position::new(column, row);
    hits.iter()
        .rev()
        .find(|(area, _)| area.contains(at))
        .map(|(_, hit)| *hit)
}
