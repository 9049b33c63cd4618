//! A backend that is sure where it writes: after a sign of which terminals do not agree how many columns it takes, the
//! next one is put at its own place, and no column that it does not fill keeps what stood there. Must not know screens.

use std::iter::once;

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::{Cell, CellWidth};
use ratatui::layout::{Position, Size};

use crate::ui::doubtful::is_doubtful;

/// Writes through another backend.
#[derive(Debug)]
pub struct Sure<B>(pub B);

impl<B: Backend> Backend for Sure<B> {
    type Error = B::Error;

    fn draw<'a, I>(&mut self, content: I) -> Result<(), B::Error>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        let mut plain: Vec<(u16, u16, &Cell)> = Vec::new();
        for (x, y, cell) in content {
            if !is_doubtful(cell.symbol()) {
                plain.push((x, y, cell));
                continue;
            }
            self.0.draw(plain.drain(..))?;
            let mut blank = cell.clone();
            blank.set_symbol(" ");
            let columns = x..x.saturating_add(cell.cell_width().max(1));
            self.0.draw(columns.map(|x| (x, y, &blank)))?;
            self.0.draw(once((x, y, cell)))?;
        }
        self.0.draw(plain.into_iter())
    }

    fn append_lines(&mut self, lines: u16) -> Result<(), B::Error> {
        self.0.append_lines(lines)
    }

    fn hide_cursor(&mut self) -> Result<(), B::Error> {
        self.0.hide_cursor()
    }

    fn show_cursor(&mut self) -> Result<(), B::Error> {
        self.0.show_cursor()
    }

    fn get_cursor_position(&mut self) -> Result<Position, B::Error> {
        self.0.get_cursor_position()
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> Result<(), B::Error> {
        self.0.set_cursor_position(position)
    }

    fn clear(&mut self) -> Result<(), B::Error> {
        self.0.clear()
    }

    fn clear_region(&mut self, which: ClearType) -> Result<(), B::Error> {
        self.0.clear_region(which)
    }

    fn size(&self) -> Result<Size, B::Error> {
        self.0.size()
    }

    fn window_size(&mut self) -> Result<WindowSize, B::Error> {
        self.0.window_size()
    }

    fn flush(&mut self) -> Result<(), B::Error> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use ratatui::backend::CrosstermBackend;
    use ratatui::buffer::Buffer;

    use super::*;

    #[test]
    fn what_follows_a_doubtful_sign_is_put_at_its_own_place() {
        let empty = Buffer::with_lines(["        "]);
        let full = Buffer::with_lines(["a👨‍👩‍👧bc नd"]);
        let mut written = Vec::new();
        let mut backend = Sure(CrosstermBackend::new(&mut written));
        backend.draw(empty.diff_iter(&full)).unwrap();
        let written = String::from_utf8(written).unwrap();
        let at = |column: u16, text: &str| format!("\x1b[1;{column}H{text}");
        for place in [at(2, "  "), at(2, "👨‍👩‍👧"), at(4, "bc"), at(8, "d")] {
            assert!(written.contains(&place), "{place:?} in {written:?}");
        }
    }
}
