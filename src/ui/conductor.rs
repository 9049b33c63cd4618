//! Draws the conductor's line: one next thing with its key, and the way on at its right end, whole at every size.
//! Must not decide what is next: the model says it.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::Hit;
use crate::app::conductor::{self, ConductorLine};
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
    let [before, key, behind] = fitting(canvas, &line, columns);
    let paint = canvas.paint;
    let spans = Line::from(vec![
        Span::styled(BAR, paint.accent),
        Span::styled(before, paint.text),
        Span::styled(key, paint.key),
        Span::styled(behind, paint.text),
    ]);
    let place = Rect::new(left.x, left.y, spans.width() as u16, 1);
    canvas.line(left, 0, spans);
    let by = line.next.and_then(|next| next.by);
    by.into_iter()
        .for_each(|command| canvas.hit(place, Hit::Run(command)));
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

/// The longest words that fit, the key behind them, and what stands behind that: without where the room is before
/// anything of the thing itself goes.
fn fitting(canvas: &Canvas<'_>, line: &ConductorLine, columns: usize) -> [String; 3] {
    let next = line.next.clone().unwrap_or_default();
    let key = next
        .by
        .map(|command| key(canvas, command))
        .unwrap_or_default();
    let behind = if key.is_empty() { "" } else { next.behind };
    let room = columns.saturating_sub(width(&key) + width(behind));
    let clock = line.clock.as_deref().unwrap_or_default();
    let joined = |here: &str, thing: &str| {
        let parts = [here, clock, thing];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
    };
    let things = next.words.iter().map(|words| leading(words, &key));
    let each = things.flat_map(|thing| [joined(line.here, &thing), joined("", &thing)]);
    let mut all: Vec<String> = each.collect();
    let last = all.pop().unwrap_or_else(|| joined(line.here, ""));
    let fits = all.into_iter().find(|words| width(words) <= room);
    [fits.unwrap_or(last), key, behind.to_owned()]
}

/// `does anything help price, €90? ` or `1 theme talked over: `, with a key behind it.
fn leading(words: &str, key: &str) -> String {
    match (key.is_empty(), words.ends_with('?')) {
        (true, _) => words.to_owned(),
        (false, true) => format!("{words} "),
        (false, false) => format!("{words}: "),
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Buffer;

    use super::*;
    use crate::app::{Model, NextThing, Setup};

    /// The key is what is pressed, also where what stands behind it begins with the same letter.
    #[test]
    fn the_key_stands_apart_from_what_is_behind_it() {
        let model = Model::new(Setup::default());
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
        let canvas = Canvas::new(&mut buffer, &model);
        let next = NextThing::of("who should we stop selling to, or sell to otherwise?")
            .or("who should we stop selling to?")
            .by(Command::Decision)
            .behind(" decides");
        let line = ConductorLine {
            here: "Target",
            next: Some(next),
            ..ConductorLine::default()
        };
        for (columns, words) in [
            (
                80,
                "Target · who should we stop selling to, or sell to otherwise? ",
            ),
            (66, "who should we stop selling to, or sell to otherwise? "),
            (50, "Target · who should we stop selling to? "),
            (5, "who should we stop selling to? "),
        ] {
            let found = fitting(&canvas, &line, columns);
            assert_eq!(found, [words, "d", " decides"], "{columns}");
        }
    }
}
