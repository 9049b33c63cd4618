//! The strip: which section is done, running or over time, by sign and word; in a meeting with its clock.
//! Must not move anything.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::{Hit, ScreenKind, Shared, conductor};
use crate::domain::agenda::Section;
use crate::domain::clock::{SectionTime, minutes};
use crate::domain::day::Moment;
use crate::domain::meeting::MeetingView;

use super::canvas::Canvas;
use super::text::{bar, width};

/// Seconds left of the whole meeting.
pub fn left(view: &MeetingView, now: Moment) -> i64 {
    let meeting = &view.meeting;
    let times = meeting.clock.times(&meeting.agenda, now);
    let has: i64 = times.iter().map(|t| t.has).sum();
    has - meeting.clock.total_used(now)
}

/// Draws the strip on the area's first row.
pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let shared = canvas.shared();
    let wide = area.width >= 100;
    let right = shared.meeting().map(|view| right_end(shared, view));
    let right = right.unwrap_or_default();
    // What the five sections take at most without the bar, and two columns before the right end.
    let free = usize::from(area.width).saturating_sub(width(&right) + 2 + 36);
    let bar_columns = if wide { 14 } else { free.min(9) };
    let mut at = area.x;
    for section in Section::ALL {
        let spans = match shared.meeting() {
            Some(view) => in_meeting(canvas, view, section, wide, bar_columns),
            None => outside(canvas, section, area.width >= 60),
        };
        let line = Line::from(spans);
        let columns = line.width() as u16;
        let end = area.x + area.width;
        let place = Rect::new(at, area.y, columns.min(end.saturating_sub(at)), 1);
        canvas.line(place, 0, line);
        canvas.hit(place, Hit::Run(conductor::look(section)));
        at = (at + columns + if wide { 3 } else { 2 }).min(end);
    }
    let paint = canvas.paint;
    let over = right.contains("over") || right.contains('+');
    canvas.right(
        area,
        0,
        &right,
        if over { paint.warn } else { paint.strong },
    );
}

/// A section outside a meeting: the one on the screen is marked.
fn outside(canvas: &Canvas<'_>, section: Section, words: bool) -> Vec<Span<'static>> {
    let paint = canvas.paint;
    let here = canvas.shared().screen == ScreenKind::of(section);
    let style = if here { paint.title } else { paint.dim };
    let mark = if here { "▸" } else { " " };
    let title = if words { section.title() } else { "" };
    let words = format!("{mark}{} {title}", section.number());
    vec![Span::styled(words, style)]
}

/// A section in a meeting: done with its time, running with its bar, or to come.
fn in_meeting(
    canvas: &Canvas<'_>,
    view: &MeetingView,
    section: Section,
    wide: bool,
    bar_columns: usize,
) -> Vec<Span<'static>> {
    let paint = canvas.paint;
    let clock = &view.meeting.clock;
    let now = canvas.shared().time.now;
    let time = clock.times(&view.meeting.agenda, now)[section as usize];
    let (n, title) = (section.number(), section.title());
    if section == clock.section {
        let mark = if clock.runs() { "▸" } else { "‖" };
        let mut spans = vec![Span::styled(format!("{mark}{n} {title} "), paint.title)];
        spans.extend(running(canvas, time, clock.runs(), bar_columns));
        return spans;
    }
    let done = time.used > 0;
    let words = match (wide, done) {
        (true, true) => format!("{n} {title} ✓ {}", minutes(time.used)),
        (true, false) => format!("{n} {title}"),
        (false, true) => format!("✓{n}"),
        (false, false) => format!("{n}"),
    };
    let style = if done { paint.good } else { paint.dim };
    vec![Span::styled(words, style)]
}

fn running(
    canvas: &Canvas<'_>,
    time: SectionTime,
    runs: bool,
    columns: usize,
) -> Vec<Span<'static>> {
    let paint = canvas.paint;
    let over = time.over();
    let (used, has) = (minutes(time.used), minutes(time.has));
    let (words, style, bar_style) = if over > 0 {
        let words = format!("+{} over {has} ", minutes(over));
        (words, paint.warn, paint.warn)
    } else {
        (format!("{used} of {has} "), paint.text, paint.accent)
    };
    let mut spans = vec![Span::styled(words, style)];
    if runs {
        let (full, rest) = bar(time.used as f64 / time.has.max(1) as f64, columns);
        spans.extend([
            Span::styled(full, bar_style),
            Span::styled(rest, paint.rule),
        ]);
    } else {
        spans.push(Span::styled("paused", paint.warn));
    }
    spans
}

/// `looking at 2, running 4`, who pays for the overtime, and what is left.
fn right_end(shared: &Shared, view: &MeetingView) -> String {
    let now = shared.time.now;
    let clock = &view.meeting.clock;
    let rest = match left(view, now) {
        over @ ..0 => format!("{} over", minutes(-over)),
        left => format!("{} left", minutes(left)),
    };
    let running = clock.section.number();
    let elsewhere = shared.screen.section().filter(|s| *s != clock.section);
    let looking = elsewhere.map(|s| format!("looking at {}, running {running}", s.number()));
    let lender = clock.lender(&view.meeting.agenda, now);
    let lender = lender.map(|s| format!("from {}", s.title()));
    let parts = [looking, lender, Some(rest)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("  ")
}
