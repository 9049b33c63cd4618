//! Draws an account's story: who it is, its balance over time, every movement, every word, its actions.
//! Must not decide anything.

mod balance;

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::screens::story::{StoryLayer, StoryPane};
use crate::domain::day::Day;
use crate::domain::feedback::FeedbackView;
use crate::domain::money::counted;
use crate::domain::note::{ActionStatus, ActionView};
use crate::domain::story::Story;
use crate::domain::word::Word;
use crate::ui::canvas::{below, beside, top};
use crate::ui::table::first_made;
use crate::ui::text::{cut, width, wrap};
use crate::ui::{Canvas, Column, Row, Table, blocks};

use super::quotes::{source, tags, words};

pub fn draw(canvas: &mut Canvas<'_>, state: &StoryLayer, area: Rect) {
    let Some(told) = &state.told else {
        let body = canvas.page(area, "...", "");
        return canvas.text(body, 0, "...", canvas.paint.dim);
    };
    let shared = canvas.shared();
    let pays = format!("{} MRR now", shared.money(told.brief.mrr));
    let body = canvas.page(area, &told.brief.name, &pays);
    canvas.text(body, 0, &about(told), canvas.paint.dim);
    let mut body = below(body, 1);
    for words in &told.standing {
        canvas.text(body, 0, words, canvas.paint.warn);
        body = below(body, 1);
    }
    if let Some(words) = told.in_hindsight() {
        let used = canvas.wrapped(body, &words, 3, canvas.paint.text);
        body = below(body, used);
    }
    let body = below(body, ahead(canvas, state, body));
    let most = if body.height < 20 { 3 } else { 6 };
    let acts = written(told).len().min(most) as u16;
    let acts = acts + u16::from(acts > 0);
    let main = top(body, body.height.saturating_sub(acts));
    let (left, right) = beside(main, 36);
    money(canvas, state, told, left);
    said(canvas, state, told, right);
    if acts > 0 {
        actions(canvas, told, below(body, main.height));
    }
}

/// `A-17 · Pro · enterprise · partner · EU · looked after by Dana · since 3 Mar 2024`.
fn about(told: &Story) -> String {
    let account = &told.account;
    let mut parts: Vec<String> = Vec::new();
    if account.external != account.name {
        parts.push(account.external.clone());
    }
    parts.push(told.brief.plan.clone());
    parts.extend([&account.segment, &account.channel, &account.region].map(String::clone));
    if !account.owner.is_empty() {
        parts.push(format!("looked after by {}", account.owner));
    }
    let first = told.movements.first().map(|m| m.day);
    let since = account.signed_up.or(first);
    parts.extend(since.map(|day| format!("since {}", full(day))));
    parts.retain(|p| !p.is_empty());
    parts.join(" · ")
}

/// What lies ahead of it, as far as there is room; gives the rows taken.
fn ahead(canvas: &mut Canvas<'_>, state: &StoryLayer, area: Rect) -> u16 {
    let shared = canvas.shared();
    let outlook = state.outlook.iter();
    let words = outlook.flat_map(|outlook| outlook.words(|amount| shared.money(amount)));
    let lines = words.flat_map(|line| wrap(&line, usize::from(area.width), 2));
    let lines: Vec<String> = lines.collect();
    let room = usize::from(area.height / 3).clamp(1, 6);
    for (row, line) in (0..).zip(lines.iter().take(room)) {
        canvas.text(area, row, line, canvas.paint.text);
    }
    lines.len().min(room) as u16
}

fn full(day: Day) -> String {
    format!("{} {}", day.short(), day.year())
}

fn money(canvas: &mut Canvas<'_>, state: &StoryLayer, told: &Story, area: Rect) {
    let focused = state.pane == StoryPane::Money;
    let title = counted(told.movements.len(), "movement");
    let body = canvas.pane(area, &title, focused);
    if told.movements.is_empty() {
        return canvas.text(body, 0, "  it has never paid anything", canvas.paint.dim);
    }
    let used = balance::draw(canvas, told, body);
    let body = below(body, used);
    let room = usize::from(body.height);
    let first = first_made(state.movements.at(), room);
    let rows = state.movements.iter().skip(first).take(2 * room);
    let rows = rows.filter_map(|n| told.movements.get(*n));
    let shared = canvas.shared();
    let rows = rows.map(|m| {
        let (change, balance) = (shared.money(m.delta), shared.money(m.balance));
        Row::new([full(m.day), m.kind.word().to_owned(), change, balance])
    });
    let columns = Column::all(":11||>:7|>:7");
    Table::new(&columns, rows)
        .after(first)
        .selected(state.movements.at(), focused)
        .untitled()
        .draw(canvas, body);
}

fn said(canvas: &mut Canvas<'_>, state: &StoryLayer, told: &Story, area: Rect) {
    let focused = state.pane == StoryPane::Words;
    let title = match told.feedback.len() {
        1 => "said once".to_owned(),
        n => format!("said {n} times, newest first"),
    };
    let body = canvas.pane(area, &title, focused);
    if told.feedback.is_empty() {
        return canvas.text(body, 0, "  it has said nothing", canvas.paint.dim);
    }
    let columns = usize::from(body.width).saturating_sub(2);
    let lines = |canvas: &Canvas<'_>, row: usize, selected: bool| {
        let view = told.feedback.get(row);
        view.map_or_else(Vec::new, |v| piece(canvas, v, columns, selected))
    };
    let (rows, at) = (told.feedback.len(), state.words.at());
    blocks::draw(canvas, body, rows, at, focused, &lines);
}

fn piece(
    canvas: &Canvas<'_>,
    view: &FeedbackView,
    columns: usize,
    selected: bool,
) -> Vec<Line<'static>> {
    let paint = canvas.paint;
    let mut head = vec![Span::styled(source(view), paint.strong)];
    if !view.feedback.reason.is_empty() {
        let reason = &view.feedback.reason;
        head.push(Span::raw(format!(" · stated: {reason}")));
    }
    let mut lines = vec![Line::from(head)];
    lines.extend(words(canvas, view, columns, if selected { 12 } else { 3 }));
    let tags = tags(canvas, view, selected);
    if !tags.is_empty() {
        lines.push(Line::styled(tags, paint.accent));
    }
    lines
}

/// What was written from here, then what was written against the themes it spoke of.
fn written(told: &Story) -> Vec<(&ActionView, &'static str)> {
    let own = told.actions.iter().map(|view| (view, ""));
    let on_themes = told.on_themes.iter().map(|view| (view, "on its theme: "));
    own.chain(on_themes).collect()
}

fn actions(canvas: &mut Canvas<'_>, told: &Story, area: Rect) {
    let all = written(told);
    let room = usize::from(area.height).saturating_sub(1);
    let more = match all.len().saturating_sub(room) {
        0 => String::new(),
        n => format!(", {n} more not shown"),
    };
    canvas.text(area, 0, &format!("actions{more}"), canvas.paint.strong);
    for (row, (view, from)) in (1..).zip(all.iter().take(room)) {
        let room = usize::from(area.width).saturating_sub(from.len());
        let words = action(view, canvas.shared().time.today, room);
        canvas.text(area, row, &format!("{from}{words}"), canvas.paint.text);
    }
}

/// An action on one line: `✓ Fix Excel export (Priya, 20 Nov)`. Where there is no room, its words are cut.
pub fn action(view: &ActionView, today: Day, columns: usize) -> String {
    let tail = format!(" ({})", who_and_when(view, today));
    let what = &view.action.what;
    let what = cut(what, columns.saturating_sub(width(&tail) + 2));
    format!("{} {what}{tail}", sign(view))
}

/// How an action stands, as a sign.
pub fn sign(view: &ActionView) -> &'static str {
    match view.action.status {
        ActionStatus::Open => "·",
        ActionStatus::Done => "✓",
        ActionStatus::Dropped => "-",
    }
}

/// `Priya, 20 Nov`, asking for what is missing.
pub fn who_and_when(view: &ActionView, today: Day) -> String {
    let who = view.owner.as_ref().map_or("who?", |o| o.name.as_str());
    let due = view.action.due.map(|due| due.near(today));
    let when = due.unwrap_or_else(|| "when?".to_owned());
    format!("{who}, {when}")
}
