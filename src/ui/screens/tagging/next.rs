//! The texts that come next, beside the one that is read, where there is room. Must not know tags.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::screens::tagging::TaggingQueue;
use crate::domain::feedback::Quote;
use crate::domain::money::count;
use crate::ui::Canvas;
use crate::ui::canvas::below;
use crate::ui::text::{cut, wrap};

use super::{said, words};

/// From so many columns on there is room for them.
const WIDE: u16 = 120;

/// Columns of the text that is read, and most of those that come next.
const READ: u16 = 68;
const READ_AT_MOST: u16 = 100;
const NEXT_AT_MOST: u16 = 72;

/// Lines of the words of each.
const LINES: usize = 3;

/// The part of the screen for the text that is read, and the one beside it where there is room.
pub fn beside(area: Rect) -> (Rect, Option<Rect>) {
    if area.width + 2 < WIDE {
        return (area, None);
    }
    let read = (area.width / 2 + 8).clamp(READ, READ_AT_MOST);
    let left = area.x + read + 3;
    let width = (area.right() - left).min(NEXT_AT_MOST);
    let here = Rect {
        width: read,
        ..area
    };
    let next = Rect {
        x: left,
        width,
        ..area
    };
    (here, Some(next))
}

/// As many as there is room for, with as much of their words as tells what they are about.
pub fn draw(canvas: &mut Canvas<'_>, queue: &TaggingQueue, area: Rect) {
    let paint = canvas.paint;
    let title = match queue.is_by_money() {
        _ if queue.taught => "Next, least sure first",
        true => "Next, by money",
        false => "Next, newest first",
    };
    canvas.line(area, 0, Line::styled(title, paint.title));
    let mut rest = below(area, 1);
    // Of those that wait, the one that is read is seen already.
    let mut unseen = (queue.left + queue.others).saturating_sub(waits(queue.current()));
    let mut any = false;
    for quote in queue.later() {
        let used = one(canvas, quote, rest);
        if used == 0 {
            break;
        }
        rest = below(rest, used);
        any = true;
        unseen = unseen.saturating_sub(waits(Some(quote)));
    }
    match (any, unseen) {
        (false, 0) => canvas.text(rest, 0, "no other text waits", paint.dim),
        (true, 0) => {}
        (_, more) => canvas.text(rest, 0, &format!("{} more", count(more)), paint.dim),
    }
}

/// One, where nothing was said of a text yet.
fn waits(quote: Option<&Quote>) -> u64 {
    u64::from(quote.is_some_and(|quote| !quote.view.is_touched()))
}

/// One text; answers with the rows it used, none where it would be cut short at the foot.
fn one(canvas: &mut Canvas<'_>, quote: &Quote, area: Rect) -> u16 {
    let columns = usize::from(area.width);
    let lines = wrap(&words(&quote.view), columns.saturating_sub(1), LINES);
    let needs = lines.len() as u16 + 1;
    if area.height < needs + 1 {
        return 0;
    }
    let paint = canvas.paint;
    let facts = cut(&brief(canvas, quote), columns);
    canvas.line(area, 0, Line::styled(facts, paint.dim));
    for (row, line) in (1..).zip(lines) {
        let spans = vec![Span::raw(" "), Span::styled(line, paint.quote)];
        canvas.line(area, row, Line::from(spans));
    }
    needs
}

/// `Harrowgate Facilities · €360 lost · survey 21 Oct`
fn brief(canvas: &Canvas<'_>, quote: &Quote) -> String {
    let shared = canvas.shared();
    let (source, day) = said(canvas, &quote.view);
    let mut parts = vec![quote.view.said_by().unwrap_or("unknown").to_owned()];
    if quote.lost.0 > 0 {
        parts.push(format!("{} lost", shared.money(quote.lost)));
    }
    let source = source.trim_start_matches("exit ");
    parts.push(format!("{source} {day}"));
    parts.join(" · ")
}
