//! Draws what is seen where texts are tagged blind, or settled: how far one is, and side by side what both said.
//! Must not decide anything.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::screens::agreement::in_words;
use crate::app::screens::tagging::TaggingMode;
use crate::domain::ids::FeedbackId;
use crate::domain::money::count;
use crate::keys::{Command, Context};
use crate::ui::Canvas;
use crate::ui::text::{cut, width};

/// Rows that what both said takes.
pub fn rows(mode: Option<&TaggingMode>) -> u16 {
    mode.filter(|mode| mode.settles()).map_or(0, |_| 2)
}

/// `blind · Dana · 12 of 30 done`, or `to settle · 3 of 6 done`.
pub fn heading(canvas: &mut Canvas<'_>, mode: &TaggingMode, area: Rect) {
    let paint = canvas.paint;
    let [done, of] = mode.progress().map(|n| count(n as u64));
    let [one, other] = &mode.blind.sample.coders;
    let (head, beside) = match mode.settles() {
        false => (
            format!("blind · {} · ", mode.by),
            "seen by nobody before both have tagged".to_owned(),
        ),
        true => (
            "to settle · ".to_owned(),
            format!("what {one} and {other} said apart"),
        ),
    };
    let spans = vec![
        Span::styled(head, paint.title),
        Span::styled(format!("{done} of {of} done"), paint.strong),
    ];
    let line = Line::from(spans);
    let room = usize::from(area.width).saturating_sub(line.width() + 2);
    canvas.line(area, 0, line);
    canvas.right(area, 0, &cut(&beside, room), paint.dim);
}

/// What both said of a text, each with the key that takes it.
pub fn both(canvas: &mut Canvas<'_>, mode: &TaggingMode, text: FeedbackId, area: Rect) {
    let Some(both) = mode.blind.both(text).filter(|_| mode.settles()) else {
        return;
    };
    let paint = canvas.paint;
    let coders = mode.blind.sample.coders.iter().zip(both);
    let widest = coders.clone().map(|(coder, _)| width(coder)).max();
    let keys = [Command::PreviousVariant, Command::NextVariant];
    let pad = |coder: &str| " ".repeat(widest.unwrap_or(0) - width(coder) + 1);
    for ((row, command), (coder, words)) in (0..).zip(keys).zip(coders) {
        let key = canvas.shared().keymap.shown(Context::Tagging, command);
        let spans = vec![
            Span::styled(format!("{key} "), paint.key),
            Span::styled(format!("{coder}{} ", pad(coder)), paint.dim),
            Span::styled(in_words(words, canvas.shared()), paint.strong),
        ];
        canvas.line(area, row, Line::from(spans));
    }
}

/// All of it is done.
pub fn through(canvas: &mut Canvas<'_>, mode: &TaggingMode, area: Rect) {
    let [done, of] = mode.progress();
    let head = match (mode.settles(), done < of) {
        (_, true) => format!("Still to be done: {} of {of}.", of - done),
        (true, false) => "All of it is settled.".to_owned(),
        (false, false) => format!("{} has tagged all {of}.", mode.by),
    };
    canvas.text(area, 0, &head, canvas.paint.strong);
    let next = "Enter says what comes next; Up goes back to the ones before";
    canvas.text(area, 1, next, canvas.paint.dim);
}
