//! What a screen draws on: the buffer, the styles, the model, and what clicks and the cursor hit.
//! Must not know any screen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget};

use crate::app::{Hit, Model, Shared, TextField};
use crate::keys::Command;

use super::ClickHits;
use super::paint::Paint;
use super::text::{cut, width, wrap};

/// A drawing in progress.
pub struct Canvas<'a> {
    /// Everything there is to draw.
    pub model: &'a Model,
    /// The styles.
    pub paint: Paint,
    buffer: &'a mut Buffer,
    hits: ClickHits,
    cursor: Option<Position>,
}

impl<'a> Canvas<'a> {
    /// An empty drawing.
    pub fn new(buffer: &'a mut Buffer, model: &'a Model) -> Canvas<'a> {
        Canvas {
            model,
            paint: Paint::of(model.shared.look.tone),
            buffer,
            hits: Vec::new(),
            cursor: None,
        }
    }

    /// What every screen may see.
    pub fn shared(&self) -> &'a Shared {
        &self.model.shared
    }

    /// Draws any widget.
    pub fn widget(&mut self, widget: impl Widget, area: Rect) {
        widget.render(area.intersection(self.buffer.area), self.buffer);
    }

    /// Draws spans on one row, cut at the area's right end. A row outside the area draws nothing.
    pub fn line<'s>(&mut self, area: Rect, row: u16, spans: impl Into<Line<'s>>) {
        if row < area.height {
            let at = Rect::new(area.x, area.y + row, area.width, 1);
            self.widget(spans.into(), at);
        }
    }

    /// Draws a text on one row, cut with `…` to the area's width.
    pub fn text(&mut self, area: Rect, row: u16, text: &str, style: Style) {
        let text = cut(text, usize::from(area.width));
        self.line(area, row, Span::styled(text, style));
    }

    /// Draws a text over at most so many of an area's rows, broken at spaces; answers with the rows used.
    pub fn wrapped(&mut self, area: Rect, text: &str, rows: usize, style: Style) -> u16 {
        let lines = wrap(text, usize::from(area.width), rows);
        for (row, line) in (0..).zip(&lines) {
            self.text(area, row, line, style);
        }
        lines.len() as u16
    }

    /// Draws in place of a pane's figures, set in, why there are none.
    pub fn aside(&mut self, area: Rect, words: &str) {
        let style = self.paint.dim;
        self.wrapped(right_of(area, 2), words, 3, style);
    }

    /// Draws a text that ends at the area's right end.
    pub fn right(&mut self, area: Rect, row: u16, text: &str, style: Style) {
        let text = cut(text, usize::from(area.width));
        let line = Line::from(Span::styled(text, style)).right_aligned();
        self.line(area, row, line);
    }

    /// A rule across an area's row.
    pub fn rule(&mut self, area: Rect, row: u16) {
        let line = "─".repeat(usize::from(area.width));
        self.line(area, row, Span::styled(line, self.paint.rule));
    }

    /// A titled box; answers with the room inside.
    pub fn boxed(&mut self, area: Rect, title: &str) -> Rect {
        let title = match title {
            "" => String::new(),
            title => format!(" {title} "),
        };
        let block = Block::bordered()
            .border_style(self.paint.rule)
            .title(Span::styled(title, self.paint.title));
        let inner = block.inner(area);
        self.widget(block, area);
        inner
    }

    /// A titled pane under a rule without a box: cheaper than a border at 80 columns.
    pub fn pane(&mut self, area: Rect, title: &str, focused: bool) -> Rect {
        let paint = self.paint;
        let style = if focused { paint.title } else { paint.strong };
        let title = format!("{}{title}", mark(focused));
        self.line(area, 0, Span::styled(title, style));
        below(area, 1)
    }

    /// A box in the middle of an area, cleared; answers with the room inside.
    pub fn popup(&mut self, area: Rect, columns: u16, rows: u16, title: &str) -> Rect {
        let columns = columns.min(area.width);
        let rows = rows.min(area.height);
        let at = Rect::new(
            area.x + (area.width - columns) / 2,
            area.y + (area.height - rows) / 2,
            columns,
            rows,
        );
        self.widget(Clear, at);
        self.hits.clear();
        let inner = self.boxed(at, title);
        inset(inner, 1)
    }

    /// A page over a whole area, cleared, with a title; answers with the room below it.
    pub fn page(&mut self, area: Rect, title: &str, right: &str) -> Rect {
        self.widget(Clear, area);
        self.hits.clear();
        self.right(area, 0, right, self.paint.dim);
        let room = usize::from(area.width).saturating_sub(width(right) + 2);
        let title = cut(title, room);
        self.line(area, 0, Span::styled(title, self.paint.title));
        self.rule(area, 1);
        below(area, 2)
    }

    /// A one-line field with the hardware cursor in it when it has the focus.
    pub fn field(&mut self, area: Rect, row: u16, field: &TextField, focused: bool) {
        let columns = usize::from(area.width);
        let (shown, column) = field.shown(columns);
        self.text(area, row, shown, self.paint.text);
        if focused && row < area.height {
            self.cursor(area.x + column as u16, area.y + row);
        }
    }

    /// Puts the hardware cursor somewhere; the last one wins.
    pub fn cursor(&mut self, x: u16, y: u16) {
        self.cursor = Some(Position::new(x, y));
    }

    /// Says what a click in an area hits.
    pub fn hit(&mut self, area: Rect, hit: Hit) {
        self.hits.push((area, hit));
    }

    /// A key and its words, greyed when not possible now; answers with the columns used.
    pub fn command(&mut self, area: Rect, command: Command, words: &str) -> u16 {
        let context = self.model.context();
        let key = self.shared().keymap.shown(context, command);
        let can = self.model.can(command);
        let Paint {
            key: bold,
            text,
            dim,
            ..
        } = self.paint;
        let (key_style, word_style) = if can { (bold, text) } else { (dim, dim) };
        let used = (width(&key) + 1 + width(words)) as u16;
        if key.is_empty() || used > area.width {
            return 0;
        }
        let spans = vec![
            Span::styled(key, key_style),
            Span::raw(" "),
            Span::styled(words.to_owned(), word_style),
        ];
        self.line(area, 0, Line::from(spans));
        self.hit(Rect::new(area.x, area.y, used, 1), Hit::Run(command));
        used
    }

    /// Where clicks hit what, and where the cursor is.
    pub fn finish(self) -> (ClickHits, Option<Position>) {
        (self.hits, self.cursor)
    }
}

/// What stands before a row: the sign of the one that is looked at, or as much space.
pub fn mark(is: bool) -> &'static str {
    if is { "▸ " } else { "  " }
}

/// An area without its first columns.
pub fn right_of(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    Rect::new(area.x + columns, area.y, area.width - columns, area.height)
}

/// An area without its first rows.
pub fn below(area: Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    Rect::new(area.x, area.y + rows, area.width, area.height - rows)
}

/// The first rows of an area.
pub fn top(area: Rect, rows: u16) -> Rect {
    Rect::new(area.x, area.y, area.width, rows.min(area.height))
}

/// An area without some columns on each side.
pub fn inset(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width / 2);
    let width = area.width - columns;
    right_of(Rect { width, ..area }, columns)
}

/// Two areas side by side; the first gets so many columns, and one is left between them.
pub fn beside(area: Rect, columns: u16) -> (Rect, Rect) {
    let width = columns.min(area.width);
    (Rect { width, ..area }, right_of(area, width + 1))
}
