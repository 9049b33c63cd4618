//! Presenter view: one idea at a time, a big clock and a headline. It never changes masking.
//! Must not decide what the headline is: the screen says it.

use ratatui::layout::{Alignment, Rect};
use ratatui::text::Line;
use tui_big_text::{BigText, PixelSize};

use super::canvas::{Canvas, below, top};
use super::strip;
use crate::domain::clock::minutes;

/// Draws it, if it is on and the screen has a headline; else answers `false`.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) -> bool {
    let shared = canvas.shared();
    if !shared.look.presenter {
        return false;
    }
    let Some(headline) = canvas.model.screen().headline(shared) else {
        return false;
    };
    let mut rest = area;
    if let Some(view) = shared.meeting() {
        let left = strip::left(view, shared.time.now);
        big(canvas, rest, &minutes(left), PixelSize::Quadrant);
        rest = below(rest, 4);
    }
    let room = rest.height.saturating_sub(headline.words.len() as u16 + 1);
    let size = if room >= 8 && usize::from(area.width) >= headline.big.chars().count() * 8 {
        PixelSize::Full
    } else {
        PixelSize::Quadrant
    };
    let tall = if size == PixelSize::Full { 8 } else { 4 };
    rest = below(rest, (room.saturating_sub(tall)) / 2);
    big(canvas, top(rest, tall), &headline.big, size);
    rest = below(rest, tall + 1);
    let paint = canvas.paint;
    for (row, words) in (0..).zip(&headline.words) {
        let style = if row == 0 { paint.strong } else { paint.text };
        canvas.line(rest, row, Line::styled(words, style).centered());
    }
    true
}

fn big(canvas: &mut Canvas<'_>, area: Rect, text: &str, size: PixelSize) {
    let text = BigText::builder()
        .pixel_size(size)
        .style(canvas.paint.title)
        .lines(vec![Line::from(text.to_owned())])
        .alignment(Alignment::Center)
        .build();
    canvas.widget(text, area);
}
