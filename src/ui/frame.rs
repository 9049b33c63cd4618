//! The frame around every screen: the heading, the strip, the room for the screen, the footer, what was said last.
//! Must not decide anything, nor know any particular screen.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use crate::app::conductor::way_on;
use crate::app::{ScreenKind, Shared};
use crate::domain::money::counted;
use crate::domain::period::Period;
use crate::keys::Command;

use super::canvas::{Canvas, below, beside, inset, right_of, top};
use super::text::{width, wrap};
use super::{conductor, presenter, screens, strip};

/// The least that anything can be drawn in.
const NEEDS: (u16, u16) = (40, 10);

/// Draws everything: the heading, the strip and a rule, the screen, the conductor's line, two lines of footer.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    if area.width < NEEDS.0 || area.height < NEEDS.1 {
        return too_small(canvas, area);
    }
    let roomy = u16::from(area.height >= 24);
    heading(canvas, inset(top(area, 1), 1));
    strip::draw(canvas, inset(below(top(area, 2), 1), 1));
    if roomy > 0 {
        canvas.rule(area, 2);
    }
    let (above, foot) = (2 + roomy, 2 + roomy);
    let body = below(area, above);
    let body = top(body, body.height.saturating_sub(foot));
    seen(canvas, inset(body, 1));
    let foot = below(area, area.height - foot);
    conductor::draw(canvas, foot, 0);
    footer(canvas, inset(below(foot, 1), 1));
    told(canvas, area);
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

/// What was said, whole, over the last lines: a failure until it is read, and below it what was said last, for a while.
fn told(canvas: &mut Canvas<'_>, area: Rect) {
    let messages = &canvas.shared().messages;
    let columns = usize::from(area.width).saturating_sub(4);
    let failure = messages.unread.as_ref();
    let failure = failure.map_or_else(Vec::new, |failure| {
        wrap(&format!("{failure}  (Esc: read)"), columns, 4)
    });
    let said = match messages.shown() {
        "" => Vec::new(),
        said => wrap(said, columns, 3),
    };
    let rows = (failure.len() + said.len()) as u16;
    let place = inset(below(area, area.height.saturating_sub(rows)), 1);
    if rows > 0 {
        canvas.widget(Clear, place);
    }
    let paint = canvas.paint;
    for (row, words) in (0..).zip(&failure) {
        let sign = if row == 0 { "! " } else { "  " };
        canvas.text(place, row, &format!("{sign}{words}"), paint.bad);
    }
    for (row, words) in (failure.len() as u16..).zip(&said) {
        canvas.text(place, row, words, paint.dim);
    }
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

/// What can be done here and now, over as many lines as there are; the way back and to the help last.
fn footer(canvas: &mut Canvas<'_>, area: Rect) {
    let model = canvas.model;
    let shown = model.front().footer().iter().copied();
    // What Enter would do to nothing is not said.
    let shown = shown.filter(|command| *command != Command::Open || model.can(*command));
    let ends = |command: &Command| matches!(command, Command::Help | Command::Back);
    let (last, mut all): (Vec<Command>, Vec<Command>) = shown.partition(ends);
    all.extend(way_back(canvas));
    all.extend(last);
    let (mut row, mut at) = (0, 0);
    for command in all {
        let own = model.front().words(command).unwrap_or(command.words());
        let mut free = right_of(top(below(area, row), 1), at);
        let used = match canvas.command(free, command, own) {
            0 if row + 1 < area.height => {
                (row, at) = (row + 1, 0);
                free = top(below(area, row), 1);
                canvas.command(free, command, own)
            }
            used => used,
        };
        if used > 0 {
            at += used + 3;
        }
    }
}

/// The way back that the footer of a screen does not name itself.
fn way_back(canvas: &Canvas<'_>) -> Option<Command> {
    let (model, shared) = (canvas.model, canvas.shared());
    if !model.layers.is_empty() || shared.screen == ScreenKind::Lobby {
        return None;
    }
    let back = match shared.sitting {
        Some(_) => Command::BackOn,
        None => Command::Lobby,
    };
    let is_on = way_on(model).is_some_and(|(command, _)| command == back);
    let named = is_on || model.front().footer().contains(&back);
    (!named && model.can(back)).then_some(back)
}
