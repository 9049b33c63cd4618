//! Draws the conductor's line: one next thing with its key, and the way on at its right end, whole at every size.
//! Must not decide what is next: the model says it.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::conductor::{self, ConductorLine};
use crate::app::{Hit, Model, NextThing};
use crate::keys::Command;

use super::canvas::{Canvas, right_of};
use super::text::width;

/// What it begins with.
const BAR: &str = "▌";

/// Draws it on an area's row; a rule where an overlay has nothing to say.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect, row: u16) {
    let Some(line) = conductor::line(canvas.model) else {
        return canvas.rule(area, row);
    };
    let at = Rect::new(area.x, area.y + row, area.width.saturating_sub(1), 1);
    let used = line.on.iter().map(|on| way_on(canvas, at, on)).sum();
    let left = Rect::new(at.x, at.y, at.width.saturating_sub(used), 1);
    let columns = usize::from(left.width).saturating_sub(width(BAR));
    let (key, words) = fitting(canvas, &line, columns);
    let paint = canvas.paint;
    let place = Rect::new(left.x, left.y, width(&words) as u16 + width(BAR) as u16, 1);
    let spans = match words.rsplit_once(&key).filter(|_| !key.is_empty()) {
        Some((before, behind)) => vec![
            Span::styled(BAR, paint.accent),
            Span::styled(before.to_owned(), paint.text),
            Span::styled(key, paint.key),
            Span::styled(behind.to_owned(), paint.text),
        ],
        None => vec![
            Span::styled(BAR, paint.accent),
            Span::styled(words.clone(), paint.text),
        ],
    };
    canvas.line(left, 0, Line::from(spans));
    let by = line.next.and_then(|next| next.by);
    by.into_iter()
        .for_each(|command| canvas.hit(place, Hit::Run(command)));
}

/// What leads on from here.
pub fn leads(model: &Model) -> Option<Command> {
    let on = conductor::line(model)?.on;
    on.map(|(command, _)| command)
}

/// The way on, at the right end; answers with the columns it takes, the gap before it too.
fn way_on(canvas: &mut Canvas<'_>, area: Rect, (command, words): &(Command, String)) -> u16 {
    let key = key(canvas, *command);
    let words = format!("{key} {words}");
    let columns = (width(&words) as u16).min(area.width);
    let place = right_of(area, area.width - columns);
    canvas.line(place, 0, Span::styled(words, canvas.paint.accent));
    canvas.hit(place, Hit::Run(*command));
    columns + 2
}

fn key(canvas: &Canvas<'_>, command: Command) -> String {
    let context = canvas.model.context();
    canvas.shared().keymap.shown(context, command)
}

/// The key, and the longest words that fit: without where the room is before anything of the thing itself goes.
fn fitting(canvas: &Canvas<'_>, line: &ConductorLine, columns: usize) -> (String, String) {
    let by = line.next.as_ref().and_then(|next| next.by);
    let key = by.map(|command| key(canvas, command)).unwrap_or_default();
    let things: Vec<String> = match &line.next {
        None => vec![String::new()],
        Some(next) => next
            .words
            .iter()
            .map(|words| with_key(words, &key, next))
            .collect(),
    };
    let clock = line.clock.as_deref().unwrap_or_default();
    let joined = |here: &str, thing: &str| {
        let parts = [here, clock, thing];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
    };
    let each = things.iter();
    let mut all = each.flat_map(|thing| [joined(line.here, thing), joined("", thing)]);
    let last = things.last().map(|thing| joined("", thing));
    let fits = all.find(|words| width(words) <= columns).or(last);
    (key, fits.unwrap_or_default())
}

/// `does anything help price, €90? L`, `1 theme talked over: Space`.
fn with_key(words: &str, key: &str, next: &NextThing) -> String {
    match (key.is_empty(), words.ends_with('?')) {
        (true, _) => words.to_owned(),
        (false, true) => format!("{words} {key}{}", next.behind),
        (false, false) => format!("{words}: {key}{}", next.behind),
    }
}
