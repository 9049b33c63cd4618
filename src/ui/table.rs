//! A table: columns with titles, right-aligned numbers, a selected row that is always in sight.
//! Must not know what its cells mean.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::Hit;
use crate::app::listing::Column;
use crate::domain::sought::Sought;
use crate::domain::spotted::spotted;

use super::canvas::{Canvas, below};
use super::paint::Paint;
use super::spotted;
use super::text::{cut, width};

/// One row: a styled text per column, and whether it can be selected.
#[derive(Clone, Debug, Default)]
pub struct Row {
    cells: Vec<TableCell>,
    heading: bool,
}

#[derive(Clone, Debug, Default)]
struct TableCell {
    words: String,
    style: Style,
    /// The places of its words that were looked for.
    found: Vec<Range<usize>>,
}

impl TableCell {
    fn new(words: impl Into<String>, style: Style) -> TableCell {
        let (words, found) = (words.into(), Vec::new());
        TableCell {
            words,
            style,
            found,
        }
    }

    /// Cut or filled to some columns.
    fn draw(&self, columns: usize, right: bool) -> Vec<Span<'static>> {
        if self.found.is_empty() {
            return vec![pad(&self.words, columns, right, self.style)];
        }
        let words = cut(&self.words, columns);
        let room = " ".repeat(columns - width(&words).min(columns));
        let mut spans = spotted::spans(&words, &self.found, self.style);
        spans.insert(if right { 0 } else { spans.len() }, Span::raw(room));
        spans
    }
}

impl Row {
    /// A row of plain cells.
    pub fn new<T: Into<String>>(cells: impl IntoIterator<Item = T>) -> Row {
        let cells = cells.into_iter().map(|c| TableCell::new(c, Style::new()));
        Row {
            cells: cells.collect(),
            heading: false,
        }
    }

    /// A line across all columns that is no row of the list: `carried over`.
    pub fn heading(words: impl Into<String>, style: Style) -> Row {
        Row {
            cells: vec![TableCell::new(words, style)],
            heading: true,
        }
    }

    /// With a sign in front of its first cell.
    pub fn prefixed(mut self, sign: &str) -> Row {
        if let Some(cell) = self.cells.first_mut() {
            cell.words.insert_str(0, sign);
        }
        self
    }

    /// Paint one cell.
    pub fn styled(mut self, column: usize, style: Style) -> Row {
        if let Some(cell) = self.cells.get_mut(column) {
            cell.style = style;
        }
        self
    }

    /// What was looked for stands out in one cell; among names each word may be a beginning.
    pub fn spotting(mut self, column: usize, sought: &Sought, names: bool) -> Row {
        if let Some(cell) = self.cells.get_mut(column) {
            cell.found = spotted(sought, &cell.words, names);
        }
        self
    }

    /// The columns that one cell's words take; a heading has none.
    pub fn width_of(&self, column: usize) -> usize {
        let cell = self.cells.get(column).filter(|_| !self.heading);
        cell.map_or(0, |cell| width(&cell.words))
    }

    /// Paint all cells.
    pub fn all(mut self, style: Style) -> Row {
        self.cells.iter_mut().for_each(|cell| cell.style = style);
        self
    }
}

/// A table to draw.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    columns: &'a [Column],
    rows: Vec<Row>,
    selected: Option<usize>,
    focused: bool,
    titled: bool,
    /// Rows of the list before the first one given.
    before: usize,
}

impl<'a> Table<'a> {
    /// A table of rows.
    pub fn new(columns: &'a [Column], rows: impl IntoIterator<Item = Row>) -> Table<'a> {
        Table {
            columns,
            rows: rows.into_iter().collect(),
            selected: None,
            focused: false,
            titled: true,
            before: 0,
        }
    }

    /// The rows given begin after so many of the list: a long list makes only those near the selected one.
    pub fn after(mut self, rows: usize) -> Table<'a> {
        self.before = rows;
        self
    }

    /// Which row is selected (headings do not count), and whether the list has the focus.
    pub fn selected(mut self, at: usize, focused: bool) -> Table<'a> {
        self.selected = Some(at);
        self.focused = focused;
        self
    }

    /// Leaves the column titles out.
    pub fn untitled(mut self) -> Table<'a> {
        self.titled = false;
        self
    }

    /// Draws it; answers with the rows of the area it used.
    pub fn draw(self, canvas: &mut Canvas<'_>, area: Rect) -> u16 {
        let widths = self.widths(area.width);
        let mut body = area;
        if self.titled {
            let titles = self.columns.iter().zip(&widths);
            let spans = titles.map(|(c, w)| pad(c.title, *w, c.right, canvas.paint.dim));
            canvas.line(area, 0, Line::from(joined(spans.collect())));
            body = below(area, 1);
        }
        let selected = self.drawn_row();
        let first = first_row(selected, usize::from(body.height), self.rows.len());
        let shown = self.rows.iter().enumerate().skip(first);
        let above = self.rows.iter().take(first);
        let mut number = above.filter(|row| !row.heading).count();
        let mut used = 0;
        for (index, row) in shown.take(usize::from(body.height)) {
            let is = self.selected.is_some() && selected == Some(index);
            self.draw_row(canvas, body, used, row, &widths, is);
            if !row.heading {
                let at = Rect::new(body.x, body.y + used, body.width, 1);
                if self.focused {
                    canvas.hit(at, Hit::Row(self.before + number));
                }
                number += 1;
            }
            used += 1;
        }
        used + u16::from(self.titled)
    }

    fn draw_row(
        &self,
        canvas: &mut Canvas<'_>,
        area: Rect,
        at: u16,
        row: &Row,
        widths: &[usize],
        selected: bool,
    ) {
        if row.heading {
            let cell = &row.cells[0];
            return canvas.text(area, at, &cell.words, cell.style);
        }
        let cells = row.cells.iter().zip(self.columns).zip(widths);
        let mut line = Line::default();
        for (number, ((cell, column), width)) in cells.enumerate() {
            line.spans.extend((number > 0).then(|| Span::raw(" ")));
            line.spans.extend(cell.draw(*width, column.right));
        }
        if selected {
            let Paint {
                selected, waiting, ..
            } = canvas.paint;
            let style = if self.focused { selected } else { waiting };
            let rest = usize::from(area.width).saturating_sub(line.width());
            line.push_span(Span::raw(" ".repeat(rest)));
            line = line.patch_style(style);
            line.spans
                .iter_mut()
                .for_each(|s| s.style = s.style.patch(style));
            if self.focused {
                canvas.cursor(area.x, area.y + at);
            }
        }
        canvas.line(area, at, line);
    }

    /// The selected row's place among all rows, headings included.
    fn drawn_row(&self) -> Option<usize> {
        let rows = self.rows.iter().enumerate().filter(|(_, r)| !r.heading);
        rows.map(|(index, _)| index)
            .nth(self.selected?.checked_sub(self.before)?)
    }

    fn widths(&self, total: u16) -> Vec<usize> {
        let gaps = self.columns.len().saturating_sub(1);
        let widths = self.columns.iter().map(|c| c.width);
        let fixed: usize = widths.clone().flatten().map(usize::from).sum();
        let sharing = widths.filter(Option::is_none).count().max(1);
        let rest = usize::from(total).saturating_sub(fixed + gaps) / sharing;
        let of = |c: &Column| c.width.map_or(rest, usize::from);
        self.columns.iter().map(of).collect()
    }
}

fn joined(spans: Vec<Span<'_>>) -> Vec<Span<'_>> {
    let spaced = spans.into_iter().flat_map(|span| [Span::raw(" "), span]);
    spaced.skip(1).collect()
}

fn pad(text: &str, columns: usize, right: bool, style: Style) -> Span<'static> {
    let text = cut(text, columns);
    let room = " ".repeat(columns - width(&text).min(columns));
    let padded = if right { room + &text } else { text + &room };
    Span::styled(padded, style)
}

/// The first row of a long list to make, so that a screenful around the selected one is there.
pub fn first_made(selected: usize, height: usize) -> usize {
    selected.saturating_sub(height)
}

/// The first row to show so that the selected one is in sight, near the middle.
pub fn first_row(selected: Option<usize>, height: usize, rows: usize) -> usize {
    let wanted = selected.unwrap_or(0).saturating_sub(height / 2);
    wanted.min(rows.saturating_sub(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selected_row_is_always_in_sight() {
        for (selected, height, rows) in [(0, 5, 3), (9, 5, 10), (4, 5, 10), (99, 1, 100)] {
            let first = first_row(Some(selected), height, rows);
            assert!((first..first + height).contains(&selected), "{selected}");
            assert!(first + height <= rows || first == 0);
        }
    }
}
