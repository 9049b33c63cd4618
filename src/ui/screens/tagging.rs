//! Draws the tagging screen: the text in full, what it carries, and the key of every tag. Must not decide anything.

mod blind;
mod next;
mod others;
mod pace;
mod suggested;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::screens::tagging::{Tagging, letters};
use crate::domain::feedback::{FeedbackView, Mark, Quote};
use crate::domain::ids::TagId;
use crate::domain::money::{count, counted};
use crate::domain::sought::Sought;
use crate::ui::canvas::below;
use crate::ui::text::{cut, width, wrap};
use crate::ui::{Canvas, spotted};

/// Rows of keys that a long text leaves room for on the smallest screen.
const KEY_ROWS: u16 = 7;

/// Columns of a tag with its key.
const NARROWEST: usize = 11;
const WIDEST: usize = 28;

pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let state = &canvas.model.screens.tagging;
    match &state.blind {
        Some(mode) => {
            canvas.rule(area, 1);
            blind::heading(canvas, mode, area);
        }
        None => heading(canvas, state, area),
    }
    let body = below(area, 2);
    let front = state.queue.current().filter(|_| !state.is_claiming());
    let Some(quote) = front else {
        return nothing(canvas, state, body);
    };
    let (here, next) = next::beside(body);
    let next = next.filter(|_| state.blind.is_none());
    text(canvas, state, quote, here);
    if let Some(next) = next {
        next::draw(canvas, &state.queue, next);
    }
}

/// `not tagged 41 · €1,940 lost · by money · no filter (F)        90 % of the money: 12, 3 min · all: 41, 8 min`
fn heading(canvas: &mut Canvas<'_>, state: &Tagging, area: Rect) {
    let paint = canvas.paint;
    let queue = &state.queue;
    canvas.rule(area, 1);
    if !queue.known {
        return canvas.text(area, 0, "not tagged ...", paint.dim);
    }
    let both = count(queue.left + queue.others);
    let head = match (queue.left, queue.others) {
        (0, 0) if finds_nothing(state) => {
            format!("nothing{} has these words", of_the_period(canvas, state))
        }
        (0, 0) => format!("all{} is read", of_the_period(canvas, state)),
        _ if state.is_of_taken() => format!("from a list {both}"),
        _ if state.is_of_read() => format!("read again {both}"),
        _ if state.everywhere => format!("not tagged {both} in all"),
        _ => format!("not tagged {both}"),
    };
    let order = match (queue.left, queue.others) {
        (0, 0) => "",
        _ if queue.taught => TAUGHT,
        _ if queue.is_by_money() => " · by money",
        _ => " · newest first",
    };
    let mut spans = vec![Span::styled(head, paint.title)];
    if queue.left > 0 {
        let money = queue.mrr.map(|mrr| canvas.shared().money(mrr));
        let lost = format!(" · {} lost", money.as_deref().unwrap_or("..."));
        spans.push(Span::styled(lost, paint.money));
    }
    let mut more = other_days(canvas, state) + &others::reading(canvas);
    if state.one_key {
        more.push_str(" · one key (O)");
    }
    let pace = pace::words(queue);
    let used: usize = spans.iter().map(Span::width).sum();
    let room = usize::from(area.width).saturating_sub(used);
    let words = pace::beside(order, &state.filter, &more, &pace, room);
    spans.push(Span::styled(words, paint.text));
    let line = Line::from(spans);
    let room = usize::from(area.width).saturating_sub(line.width() + 2);
    canvas.line(area, 0, line);
    match pace.iter().find(|words| width(words) <= room) {
        Some(words) => canvas.right(area, 0, words, paint.dim),
        None => on_the_rule(canvas, area, &pace),
    }
}

/// How long it takes, where the line above has no room for it.
fn on_the_rule(canvas: &mut Canvas<'_>, area: Rect, pace: &[String]) {
    let columns = usize::from(area.width).saturating_sub(1);
    if let Some(words) = pace.iter().find(|words| width(words) <= columns) {
        canvas.right(area, 1, &format!(" {words}"), canvas.paint.dim);
    }
}

/// Whether there is a filter, and no text that waits has it.
fn finds_nothing(state: &Tagging) -> bool {
    !state.filter.is_empty() && state.queue.at() == 0 && state.view().is_none()
}

/// ` of Sep 2026`, where only a period is looked at.
fn of_the_period(canvas: &Canvas<'_>, state: &Tagging) -> String {
    let period = canvas.shared().period.filter(|_| !state.everywhere);
    period.map_or_else(String::new, |period| format!(" of {}", period.short()))
}

/// ` · 150 in all (I)`, or the way back to the period.
fn other_days(canvas: &Canvas<'_>, state: &Tagging) -> String {
    let queue = &state.queue;
    match canvas.shared().period {
        Some(period) if state.everywhere => format!(" · only {} (I)", period.short()),
        Some(_) if queue.everywhere > queue.left + queue.others => {
            format!(" · {} in all (I)", count(queue.everywhere))
        }
        Some(_) | None => String::new(),
    }
}

/// That the texts come in another order than by money.
const TAUGHT: &str = " · least sure first (N)";

/// What stands before a stated reason: the words looked for stand out behind it.
const STATED: &str = "stated: ";

fn text(canvas: &mut Canvas<'_>, state: &Tagging, quote: &Quote, area: Rect) {
    let paint = canvas.paint;
    let columns = usize::from(area.width);
    let sought = Sought::read(&state.filter);
    let facts = wrap(&facts(canvas, quote), columns, 2);
    let stated = Some(STATED);
    for (row, line) in (0..).zip(spotted::lines(&facts, &sought.stated(), paint.dim, stated)) {
        canvas.line(area, row, line);
    }
    let body = below(area, facts.len() as u16);
    let keys = TagKeys::of(canvas, area);
    let both = blind::rows(state.blind.as_deref());
    let rows = body.height.saturating_sub(keys.rows() + 3 + both);
    let lines = wrap(&words(&quote.view), columns.min(100), usize::MAX);
    let rows = usize::from(rows.max(2));
    let past = state.scroll.min(lines.len().saturating_sub(rows));
    let shown = &lines[past..lines.len().min(past + rows)];
    for (row, line) in (0..).zip(spotted::lines(shown, &sought, paint.quote, None)) {
        canvas.line(body, row, line);
    }
    let rest = below(body, lines.len().min(rows) as u16);
    let hidden = lines.len().saturating_sub(past + rows);
    if hidden > 0 {
        let words = format!("… {} more, PageDown", counted(hidden, "line"));
        canvas.text(rest, 0, &words, paint.dim);
    }
    let id = quote.view.feedback.id;
    if let Some(mode) = &state.blind {
        blind::both(canvas, mode, id, below(rest, 1));
    }
    let rest = below(rest, both);
    carries(canvas, state, &quote.view, below(rest, 1));
    alike(canvas, state, below(rest, 2));
    keys.draw(canvas, &quote.view, below(rest, 3));
}

/// `exit survey · 12 Oct · Northwind GmbH · Pro · €1,200 lost · stated: missing features`
fn facts(canvas: &Canvas<'_>, quote: &Quote) -> String {
    let shared = canvas.shared();
    let view = &quote.view;
    let feedback = &view.feedback;
    let (source, day) = said(canvas, view);
    let mut parts = vec![source, day];
    if let Some(account) = &view.account {
        parts.push(account.name.clone());
        if !account.plan.is_empty() {
            parts.push(account.plan.clone());
        }
    }
    if quote.lost.0 > 0 {
        parts.push(format!("{} lost", shared.money(quote.lost)));
    }
    if !feedback.reason.is_empty() {
        parts.push(format!("{STATED}{}", feedback.reason));
    }
    parts.extend(feedback.score.map(|score| format!("score {score}")));
    parts.join(" · ")
}

/// Where it came from, and when.
fn said(canvas: &Canvas<'_>, view: &FeedbackView) -> (String, String) {
    let feedback = &view.feedback;
    let source = match (feedback.exit_survey, feedback.source.as_str()) {
        (true, _) => "exit survey",
        (false, "") => "feedback",
        (false, source) => source,
    };
    let today = canvas.shared().time.today;
    let day = feedback.received.map(|day| day.near(today));
    (
        source.to_owned(),
        day.unwrap_or_else(|| "no day".to_owned()),
    )
}

fn words(view: &FeedbackView) -> String {
    match view.feedback.text.trim() {
        "" => "(no words, only what is stated above)".to_owned(),
        words => format!("“{words}”"),
    }
}

/// What the text carries: its tags, its mark, its pin.
fn carries(canvas: &mut Canvas<'_>, state: &Tagging, view: &FeedbackView, area: Rect) {
    let paint = canvas.paint;
    let mut spans = vec![Span::styled("done   ", paint.dim)];
    for tag in &view.tags {
        spans.push(Span::styled(format!("✓ {}  ", tag.name), paint.good));
        if let Some(taken) = view.given(tag.id).and_then(|given| given.taken) {
            let words = format!("({}: its key keeps it)  ", taken.said());
            spans.push(Span::styled(words, paint.dim));
        }
    }
    match view.feedback.mark {
        Some(Mark::Praise) => spans.push(Span::styled("! praise  ", paint.warn)),
        Some(Mark::NoReason) => spans.push(Span::styled("- read, no reason in it  ", paint.warn)),
        None => {}
    }
    if view.feedback.pinned {
        spans.push(Span::styled("* pinned  ", paint.accent));
    }
    let said = state.blind.as_ref();
    if said.is_some_and(|mode| mode.says_none(view.feedback.id)) {
        spans.push(Span::styled("none of the tags suits  ", paint.warn));
    }
    if spans.len() == 1 {
        spans = suggested::spans(canvas, area.width);
    }
    let held = others::held(canvas, view.feedback.id).filter(|_| state.blind.is_none());
    if let Some(held) = held {
        spans.push(Span::styled(held + "this text", paint.warn));
    }
    canvas.line(area, 0, Line::from(spans));
}

/// How many others read like it, where there are any.
fn alike(canvas: &mut Canvas<'_>, state: &Tagging, area: Rect) {
    let others = state.queue.alike();
    if others > 0 {
        let paint = canvas.paint;
        let verb = if others == 1 { "reads" } else { "read" };
        let spans = vec![
            Span::styled("alike  ", paint.dim),
            Span::styled(counted(others, "other text"), paint.strong),
            Span::styled(format!(" {verb} like this one: "), paint.text),
            Span::styled("A", paint.key),
            Span::styled(" shows and tags them", paint.text),
        ];
        canvas.line(area, 0, Line::from(spans));
    } else if let Some(texts) = state.may_be_taught() {
        let words = format!(
            "learned from {}: N brings first those that teach it most",
            counted(texts, "text")
        );
        canvas.text(area, 0, &words, canvas.paint.dim);
    }
}

/// Columns a tag takes with its key, and how many fit side by side: as wide as the widest name asks for, and narrower
/// where not all of them would be seen.
fn cells(tags: &[&str], columns: u16, rows: u16) -> (usize, usize) {
    let widest = tags.iter().map(|name| width(name)).max().unwrap_or(0);
    let across = |cell: usize| (usize::from(columns) / cell).max(1);
    let seen = |cell: &usize| across(*cell) * usize::from(rows) >= tags.len();
    let wanted = (widest + 5).clamp(NARROWEST, WIDEST);
    let cell = (NARROWEST..=wanted).rev().find(seen).unwrap_or(NARROWEST);
    (cell, across(cell))
}

/// The tags that have a key, with it, in columns.
struct TagKeys {
    tags: Vec<(char, TagId, String)>,
    cell: usize,
    across: usize,
    /// Most rows.
    most: u16,
}

impl TagKeys {
    fn of(canvas: &Canvas<'_>, area: Rect) -> TagKeys {
        let room = &canvas.shared().room;
        let tags = letters(&room.tags).into_iter();
        let tags = tags.map(|(key, tag)| (key, tag, room.tag_name(tag).to_owned()));
        let tags: Vec<(char, TagId, String)> = tags.collect();
        let names: Vec<&str> = tags.iter().map(|(_, _, name)| name.as_str()).collect();
        let most = KEY_ROWS.max(area.height / 3);
        let (cell, across) = cells(&names, area.width, most);
        TagKeys {
            tags,
            cell,
            across,
            most,
        }
    }

    /// Rows they get below the text.
    fn rows(&self) -> u16 {
        let rows = self.tags.len().div_ceil(self.across);
        u16::try_from(rows).unwrap_or(u16::MAX).clamp(1, self.most)
    }

    /// Every tag with its key; those on the text are ticked. Then how many have none.
    fn draw(&self, canvas: &mut Canvas<'_>, view: &FeedbackView, area: Rect) {
        let paint = canvas.paint;
        let tags = canvas.shared().room.tags.iter();
        let all = tags.filter(|view| !view.tag.archived).count();
        if all == 0 {
            let words = "no tags yet: / makes one, for example reporting or price";
            return canvas.text(area, 0, words, paint.text);
        }
        let cell = self.cell;
        let lines = self.tags.chunks(self.across).map(|chunk| {
            let spans = chunk.iter().flat_map(|(key, id, name)| {
                let on = view.tags.iter().any(|tag| tag.id == *id);
                let (sign, style) = if on {
                    ("✓", paint.good)
                } else {
                    (" ", paint.text)
                };
                let label = cut(name, cell - 5);
                let pad = " ".repeat((cell - 4).saturating_sub(width(&label)));
                [
                    Span::styled(format!("{sign}{key} "), paint.key),
                    Span::styled(format!("{label}{pad} "), style),
                ]
            });
            Line::from(spans.collect::<Vec<_>>())
        });
        let mut lines: Vec<Line<'static>> = lines.collect();
        if self.tags.len() < all {
            let rest = counted(all - self.tags.len(), "more tag");
            lines.push(Line::styled(format!(" / {rest} without a key"), paint.dim));
        }
        for (row, line) in (0..).zip(lines) {
            canvas.line(area, row, line);
        }
    }
}

fn nothing(canvas: &mut Canvas<'_>, state: &Tagging, area: Rect) {
    let paint = canvas.paint;
    if !state.queue.known || state.is_claiming() || state.queue.runs_short() {
        return canvas.text(area, 0, "...", paint.dim);
    }
    if let Some(mode) = &state.blind {
        return blind::through(canvas, mode, area);
    }
    if others::have(canvas, state, area) {
        return;
    }
    let of = of_the_period(canvas, state);
    let [head, next] = match state.queue.at() {
        _ if finds_nothing(state) => [
            &match state.is_of_taken() {
                true => format!("No tag{of} was taken from such a list."),
                false if state.is_of_read() => format!("No text{of} has that said of it."),
                false => format!("No untagged text{of} has these words."),
            },
            "F changes or empties the filter",
        ],
        0 => [
            "Every text of this period has been read.",
            "2 shows what the themes cost; i in the lobby imports more",
        ],
        _ => [
            "That was the last one.",
            "Up goes back to the ones before; 2 shows what the themes cost",
        ],
    };
    canvas.text(area, 0, head, paint.strong);
    canvas.text(area, 1, next, paint.dim);
}
