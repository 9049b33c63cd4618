//! The frame around every screen: the heading, the strip, the room for the screen, the footer.
//! Must not decide anything, nor know any particular screen.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::Shared;
use crate::domain::money::counted;
use crate::domain::period::Period;
use crate::keys::Command;

use super::canvas::{Canvas, below, beside, inset, right_of, top};
use super::text::{cut, width, wrap};
use super::{presenter, screens, strip};

/// The least that anything can be drawn in.
const NEEDS: (u16, u16) = (40, 10);

/// Draws everything.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    if area.width < NEEDS.0 || area.height < NEEDS.1 {
        return too_small(canvas, area);
    }
    let reduced = area.height < 24;
    heading(canvas, inset(top(area, 1), 1));
    strip::draw(canvas, inset(below(top(area, 2), 1), 1));
    let rules = u16::from(!reduced);
    if !reduced {
        canvas.rule(area, 2);
    }
    let failure = failure_lines(canvas.shared(), usize::from(area.width).saturating_sub(4));
    let bottom = 1 + rules + failure.len() as u16;
    let body = below(area, 2 + rules);
    let body = top(body, body.height.saturating_sub(bottom));
    let room = inset(body, 1);
    seen(canvas, room);
    let foot = below(area, area.height - bottom);
    for (row, words) in (0..).zip(&failure) {
        let sign = if row == 0 { "! " } else { "  " };
        let words = format!("{sign}{words}");
        canvas.text(inset(foot, 1), row, &words, canvas.paint.bad);
    }
    let foot = below(foot, failure.len() as u16);
    if !reduced {
        canvas.rule(foot, 0);
    }
    footer(canvas, inset(below(foot, rules), 1));
}

/// The screen and what lies on it, as far as it is seen.
fn seen(canvas: &mut Canvas<'_>, room: Rect) {
    let layers = &canvas.model.layers;
    let page = layers
        .iter()
        .rposition(|(_, layer)| screens::is_page(layer));
    if page.is_none() {
        if canvas.shared().look.veiled {
            canvas.text(room, 0, "reading the room again ...", canvas.paint.dim);
        } else if !presenter::draw(canvas, room) {
            screens::screen(canvas, canvas.shared().screen, room);
        }
    }
    for (_, layer) in &layers[page.unwrap_or(0)..] {
        screens::layer(canvas, layer, room);
    }
}

fn too_small(canvas: &mut Canvas<'_>, area: Rect) {
    let words = format!(
        "churnroom needs {} columns and {} rows; this window has {} and {}",
        NEEDS.0, NEEDS.1, area.width, area.height
    );
    canvas.wrapped(area, &words, usize::from(area.height), canvas.paint.text);
}

/// A failure stays in full until it is read.
fn failure_lines(shared: &Shared, columns: usize) -> Vec<String> {
    let Some(failure) = &shared.messages.unread else {
        return Vec::new();
    };
    wrap(&format!("{failure}  (Esc: read)"), columns, 4)
}

/// `churnroom   October 2026   EUR   names masked   Priya types   2 other terminals   14:07  ends 14:45`
fn heading(canvas: &mut Canvas<'_>, area: Rect) {
    let shared = canvas.shared();
    let paint = canvas.paint;
    let wide = area.width >= 100;
    let right = times(shared);
    let mut spans = Vec::new();
    if wide {
        spans.push(Span::styled("churnroom   ", paint.title));
    }
    let named = |p: Period| if wide { p.long() } else { p.short() };
    let period = shared.period.map_or("...".to_owned(), named);
    spans.push(Span::styled(period, paint.strong));
    let gap = if wide { "   " } else { " · " };
    let mut say = |words: String, style| {
        spans.push(Span::raw(gap));
        spans.push(Span::styled(words, style));
    };
    let facts = shared.room.facts.as_ref();
    if let Some(currency) = facts
        .and_then(|f| f.extent.currency.as_ref())
        .filter(|_| wide)
    {
        say(currency.to_string(), paint.dim);
    }
    if shared.look.masked {
        let words = if wide { "names masked" } else { "MASKED" };
        say(words.to_owned(), paint.warn);
    }
    if shared.sitting.is_some_and(|s| s.rehearsal) {
        say("REHEARSAL, nothing is kept".to_owned(), paint.warn);
    }
    say(format!("{} types", shared.person), paint.dim);
    let others = shared.room.alive(shared.time.now).count();
    if others > 0 {
        say(counted(others, "other terminal"), paint.dim);
    }
    if shared.room.read_only().is_some() {
        say("read only".to_owned(), paint.warn);
    }
    let left = area.width.saturating_sub(width(&right) as u16 + 2);
    canvas.line(beside(area, left).0, 0, Line::from(spans));
    canvas.right(area, 0, &right, paint.strong);
}

/// The time and the end, in a meeting.
fn times(shared: &Shared) -> String {
    let Some(view) = shared.meeting() else {
        return String::new();
    };
    let (now, offset) = (shared.time.now, shared.time.utc_offset);
    let ends = now.plus(strip::left(view, now).max(0));
    format!("{}  ends {}", now.hh_mm(offset), ends.hh_mm(offset))
}

/// What can be done here and now, and what was last said.
fn footer(canvas: &mut Canvas<'_>, area: Rect) {
    let messages = &canvas.shared().messages;
    let said = match messages.progress.as_str() {
        "" => &messages.status,
        progress => progress,
    };
    // What came of a doing is read once, and the keys are there the next moment.
    let said = cut(said, usize::from(area.width) * 2 / 3);
    let room = area.width.saturating_sub(width(&said) as u16 + 2);
    let shown = canvas.model.front().footer().iter();
    // What Enter would do to nothing is not said.
    let shown = shown.filter(|command| **command != Command::Open || canvas.model.can(**command));
    let (help, others): (Vec<Command>, Vec<Command>) =
        shown.partition(|command| **command == Command::Help);
    let kept = if help.is_empty() { 0 } else { HELP };
    let (free, _) = beside(area, room.saturating_sub(kept));
    let used = commands(canvas, free, &others);
    let (rest, _) = beside(right_of(area, used), room.saturating_sub(used));
    commands(canvas, rest, &help);
    canvas.right(area, 0, &said, canvas.paint.dim);
}

/// Columns kept free for the way to the help and the gap before it, whatever else is shown.
const HELP: u16 = 9;

/// Draws commands from the left as far as they fit; answers with the columns used, the gap behind them too.
fn commands(canvas: &mut Canvas<'_>, area: Rect, shown: &[Command]) -> u16 {
    let mut at = 0;
    for command in shown {
        let own = canvas.model.front().words(*command);
        let free = right_of(area, at);
        let used = canvas.command(free, *command, own.unwrap_or(command.words()));
        if used > 0 {
            at += used + 3;
        }
    }
    at
}
