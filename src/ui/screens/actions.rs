//! Draws the Actions screen: who does what by when, what was carried over, themes without an action.
//! Must not decide anything.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::gaps;
use crate::app::screens::actions::{ActionGroup, ActionRow, ActionsScreen};
use crate::domain::agenda::Section;
use crate::domain::effect::{Effect, words};
use crate::domain::gate;
use crate::domain::money::{counted, nth};
use crate::domain::note::{ActionStatus, ActionView, NoteView, OriginNames};
use crate::ui::canvas::{below, top};
use crate::ui::screens::numbers::effects::effect_words;
use crate::ui::{Canvas, Column, Row, Table};

/// From this width on the effect has a column.
const WIDE: u16 = 104;

pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let state = &canvas.model.screens.actions;
    let Some(own) = &state.written.own else {
        return canvas.text(area, 0, "...", canvas.paint.dim);
    };
    summary(canvas, state, own, area);
    let body = below(area, 1);
    if state.rows.is_empty() {
        return nothing(canvas, body);
    }
    let foot = 3.min(body.height / 4);
    let list = top(body, body.height.saturating_sub(foot));
    let used = table(canvas, state, list);
    let rest = below(body, used.min(list.height));
    canvas.rule(rest, 0);
    detail(canvas, state, below(rest, 1));
}

/// `5 actions, 2 without who or when · without an action: price`.
fn summary(canvas: &mut Canvas<'_>, state: &ActionsScreen, own: &[ActionView], area: Rect) {
    let shared = canvas.shared();
    let open = own.iter().filter(|a| a.action.status == ActionStatus::Open);
    let n = open.clone().count();
    let lacking = open.filter(|a| gaps::lacks(&a.action).is_some()).count();
    let when = shared.sitting.map_or(" open", |_| "");
    let words = format!("{}{when}", counted(n, "action"));
    let mut spans = vec![Span::styled(words, canvas.paint.strong)];
    if lacking > 0 {
        let words = format!("   ! {lacking} without who or when");
        spans.push(Span::styled(words, canvas.paint.warn));
    }
    let without = state.without(shared);
    if !without.is_empty() {
        let names: Vec<&str> = without.iter().map(|t| shared.room.tag_name(*t)).collect();
        let words = format!("   ! without an action: {}", names.join(", "));
        spans.push(Span::styled(words, canvas.paint.warn));
    } else if shared.meeting().is_some_and(|m| !m.discussed.is_empty()) {
        let words = "   ✓ every theme discussed is covered";
        spans.push(Span::styled(words, canvas.paint.good));
    }
    canvas.line(area, 0, Line::from(spans));
}

fn nothing(canvas: &mut Canvas<'_>, area: Rect) {
    let lines = [
        "No action yet. a writes one, in one line:",
        "",
        "  fix excel export @priya fri #reporting",
        "",
        "@ is who answers for it (a second @ helps), then the day, # the theme it is meant to move.",
    ];
    for (row, line) in (1..).zip(lines) {
        canvas.text(area, row, line, canvas.paint.text);
    }
}

fn table(canvas: &mut Canvas<'_>, state: &ActionsScreen, area: Rect) -> u16 {
    let mut rows = Vec::new();
    for (group, keys) in &state.groups {
        if keys.is_empty() {
            continue;
        }
        if *group != ActionGroup::Open {
            let title = group.title(canvas.shared().sitting.is_some());
            rows.push(Row::heading(title, canvas.paint.dim));
        }
        rows.extend(keys.iter().map(|key| row(canvas, state, *group, *key)));
    }
    let widest = |column| rows.iter().map(|row: &Row| row.width_of(column)).max();
    let (days, asked) = (widest(3).unwrap_or(0).max(10), widest(5).unwrap_or(0));
    let wide = area.width >= WIDE;
    let mut columns = Column::all(match wide {
        true => ":1|what|who:20|when:10|from:18",
        false => ":1|what|who:14|when:10|from:12",
    });
    columns[3] = Column::text("when", days as u16);
    columns.push(match wide {
        true => Column::text("effect looked for", (area.width / 4).clamp(32, 48)),
        false => Column::text("", asked as u16),
    });
    let focused = canvas.model.layers.is_empty();
    Table::new(&columns, rows)
        .selected(state.rows.at(), focused)
        .draw(canvas, area)
}

fn row(canvas: &Canvas<'_>, state: &ActionsScreen, group: ActionGroup, key: ActionRow) -> Row {
    let room = &canvas.shared().room;
    match key {
        ActionRow::Action(id) => match state.action(id) {
            Some(view) => action(canvas, group, view),
            None => Row::new([""; 6]),
        },
        ActionRow::Theme(theme) => {
            let cells = ["!", room.tag_name(theme), "?", "?", "discussed", "a or w"];
            let row = Row::new(cells).all(canvas.paint.warn);
            row.styled(4, canvas.paint.dim)
        }
        ActionRow::Because(id) => {
            let view = state.note(id);
            let theme = view.and_then(|v| v.from.theme.as_deref());
            let why = view.map_or("", |v| v.note.text.as_str());
            let why = format!("{}: {why}", theme.unwrap_or_default());
            Row::new(["", &why, "", "", "", ""])
        }
        ActionRow::Question(id) => match state.note(id) {
            Some(view) => question(canvas, view),
            None => Row::new([""; 6]),
        },
    }
}

/// A question without an answer: who asks it, and since when. Of a decision that somebody is asked for, whom, and by when.
fn question(canvas: &Canvas<'_>, view: &NoteView) -> Row {
    let (note, time) = (&view.note, canvas.shared().time);
    let since = note.at.day(time.utc_offset).near(time.today);
    let Some(owner) = &view.asked else {
        return Row::new(["?", &note.text, &note.person, &since, &from(&view.from), ""]);
    };
    let late = view.late(time.today);
    let by = note.due.map_or(since, |due| due.near(time.today));
    let last = late.as_deref().unwrap_or("asked");
    Row::new(["?", &note.text, &owner.name, &by, &from(&view.from), last])
}

fn action(canvas: &Canvas<'_>, group: ActionGroup, view: &ActionView) -> Row {
    let paint = canvas.paint;
    let wide = canvas.shared().look.width >= WIDE;
    let (mark, style) = mark(canvas, view);
    let (last, last_style) = last(canvas, group, view, wide);
    let lacks = |missing: bool| if missing { paint.warn } else { paint.text };
    let row = Row::new([
        mark.to_owned(),
        view.action.what.clone(),
        who(view, wide),
        when(canvas, group, view),
        from(&view.from),
        last,
    ]);
    if view.action.status == ActionStatus::Dropped {
        return row.all(paint.dim);
    }
    row.styled(0, style)
        .styled(2, lacks(view.owner.is_none()))
        .styled(3, lacks(view.action.due.is_none()))
        .styled(4, paint.dim)
        .styled(5, last_style)
}

/// The day it is due; with the year where that is not this one.
fn when(canvas: &Canvas<'_>, group: ActionGroup, view: &ActionView) -> String {
    let today = canvas.shared().time.today;
    let Some(day) = view.action.due else {
        return "?".to_owned();
    };
    let wide = canvas.shared().look.width >= WIDE && day.year() == today.year();
    if group == ActionGroup::Carried && day < today {
        return format!("was {}", day.near(today));
    }
    match wide {
        true => day.long().chars().take(10).collect(),
        false => day.near(today),
    }
}

/// `✓` done, `-` dropped, `!` when something is missing or it is overdue.
fn mark(canvas: &Canvas<'_>, view: &ActionView) -> (&'static str, Style) {
    let today = canvas.shared().time.today;
    let overdue = gate::late(&view.action, today).is_some();
    match view.action.status {
        ActionStatus::Done => ("✓", canvas.paint.good),
        ActionStatus::Dropped => ("-", canvas.paint.dim),
        ActionStatus::Open if overdue || gaps::lacks(&view.action).is_some() => {
            ("!", canvas.paint.warn)
        }
        ActionStatus::Open => ("", canvas.paint.text),
    }
}

/// What is asked of the room, whether it worked, or the effect looked for.
fn last(canvas: &Canvas<'_>, group: ActionGroup, view: &ActionView, wide: bool) -> (String, Style) {
    let paint = canvas.paint;
    if let Some(words) = gaps::lacks(&view.action) {
        return (words.to_owned(), paint.warn);
    }
    let missed = if wide { "did not work" } else { "no effect" };
    let (words, style) = match (view.action.status, view.action.worked) {
        (ActionStatus::Done, Some(true)) => ("worked", paint.good),
        (ActionStatus::Done, Some(false)) => (missed, paint.bad),
        (ActionStatus::Done, None) => match gate::asked_again(&view.action) {
            Some(day) if day > canvas.shared().time.today => {
                let (early, day) = (if wide { "too early, " } else { "" }, day.near(day));
                return (format!("{early}again {day}"), paint.dim);
            }
            _ => ("worked? W", paint.dim),
        },
        (ActionStatus::Dropped, _) => ("dropped", paint.dim),
        (ActionStatus::Open, _) if group == ActionGroup::Carried => {
            return carried(canvas, view, wide);
        }
        (ActionStatus::Open, _) if wide => (view.action.effect.as_str(), paint.text),
        (ActionStatus::Open, _) => ("", paint.text),
    };
    (words.to_owned(), style)
}

/// `3rd time, 9 days late: keep it?` of what is asked about; of the rest whether it was kept, or how often it came.
fn carried(canvas: &Canvas<'_>, view: &ActionView, wide: bool) -> (String, Style) {
    let (paint, today) = (canvas.paint, canvas.shared().time.today);
    let state = &canvas.model.screens.actions;
    if state.is_asked(view) {
        let words = match wide {
            true => gaps::asked_words(view, today),
            false if view.times() >= gate::OFTEN => format!("{}: keep?", nth(view.times())),
            false => gaps::late_words(&view.action, today).unwrap_or_else(|| "keep?".to_owned()),
        };
        return (words, paint.warn);
    }
    let words = match gate::holds(&view.action, state.written.meeting) {
        true => "kept".to_owned(),
        false => format!("{} time", nth(view.times().max(1))),
    };
    (words, paint.dim)
}

/// `Priya, Product`, or `Priya +1` with those who help.
fn who(view: &ActionView, wide: bool) -> String {
    let Some(owner) = &view.owner else {
        return "?".to_owned();
    };
    match (view.with.len(), owner.team.as_str()) {
        (0, "") => owner.name.clone(),
        (0, team) if wide => format!("{}, {team}", owner.name),
        (0, _) => owner.name.clone(),
        (n, _) => format!("{} +{n}", owner.name),
    }
}

/// `reporting · RPT-12`: the theme, item, segment or account it came from, else the section.
fn from(from: &OriginNames) -> String {
    let segment = Some(&*from.segment).filter(|s| !s.is_empty());
    let [theme, item, account] = [&from.theme, &from.item, &from.account].map(Option::as_deref);
    let parts: Vec<&str> = [theme, item, segment, account]
        .into_iter()
        .flatten()
        .collect();
    match (parts.is_empty(), from.section) {
        (false, _) => parts.join(" · "),
        (true, Some(Section::Actions)) => String::new(),
        (true, section) => section.map_or("", Section::title).to_owned(),
    }
}

/// `on 12 accounts · judged from Jul 2027` of what is open; of what is done the counts, the verdict and the room's word.
fn aim(canvas: &Canvas<'_>, view: &ActionView, found: &Effect) -> String {
    let mut parts = Vec::new();
    if view.action.status == ActionStatus::Open {
        parts.extend(words::on_list(found, None));
        parts.push(words::judged(found.judged_from));
    } else {
        parts.push(effect_words(canvas, view, found));
        parts.extend(words::paid(found, |cents| canvas.shared().money(cents)));
        parts.extend(view.action.room_says());
    }
    parts.join(" · ")
}

/// The selected action in full.
fn detail(canvas: &mut Canvas<'_>, state: &ActionsScreen, area: Rect) {
    let shared = canvas.shared();
    let words = match state.rows.key() {
        Some(ActionRow::Action(_)) => state.selected().map(|view| {
            let owner = view.owner.as_ref().map_or("who?", |o| o.name.as_str());
            let with: Vec<&str> = view.with.iter().map(|o| o.name.as_str()).collect();
            let with = match with.join(", ").as_str() {
                "" => String::new(),
                names => format!(" with {names}"),
            };
            let when = view.action.due.map_or("when?".to_owned(), |d| d.long());
            let effect = match view.action.effect.as_str() {
                "" => "effect looked for? e".to_owned(),
                effect => format!("to see: {effect}"),
            };
            let carried = match view.times() {
                0 | 1 => String::new(),
                n => format!(" · comes for the {} time", nth(n)),
            };
            let late = gaps::late_words(&view.action, shared.time.today);
            let late = late.map_or_else(String::new, |late| format!(", {late}"));
            let from = match from(&view.from).as_str() {
                "" => String::new(),
                from => format!(" · {from}"),
            };
            let what = &view.action.what;
            let aim = state
                .effect(view.action.id)
                .map_or_else(String::new, |found| {
                    format!(" · {}", aim(canvas, view, found))
                });
            let facts = format!("{owner}{with} · {when}{late}{from}{aim} · {effect}{carried}");
            // Of long words the end is cut, and not who does it by when.
            match what.chars().count() > 2 * usize::from(area.width) {
                true => format!("{facts} · {what}"),
                false => format!("{what} · {facts}"),
            }
        }),
        Some(ActionRow::Theme(theme)) => Some(format!(
            "{} was discussed: a writes an action against it, w writes why there is none",
            shared.room.tag_name(*theme)
        )),
        Some(ActionRow::Because(id) | ActionRow::Question(id)) => state.note(*id).map(said),
        None => None,
    };
    let words = words.unwrap_or_default();
    canvas.wrapped(area, &words, usize::from(area.height), canvas.paint.dim);
}

/// A note in full, with what a decision says beside its words.
fn said(view: &NoteView) -> String {
    let parts = [view.note.text.clone()].into_iter().chain(view.decided());
    parts.collect::<Vec<_>>().join(" · ")
}
