//! Draws the Roadmap screen: the loss by stance, the themes, the roadmap. Must not decide anything.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::screens::roadmap::links::{self, Share};
use crate::app::screens::roadmap::{Roadmap, RoadmapPane};
use crate::domain::money::{self, Cents};
use crate::domain::priority::ItemPriority;
use crate::domain::roadmap::{RoadmapItem, Stance, is_shipped};
use crate::domain::themes::{Theme, Themes};
use crate::ui::canvas::{below, beside, top};
use crate::ui::{Canvas, Column, Row, Table};

/// From this width on the panes stand side by side.
const WIDE: u16 = 130;

pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let state = &canvas.model.screens.roadmap;
    match &state.themes {
        Some(themes) => shares(canvas, state, themes, area),
        None => canvas.text(area, 0, "...", canvas.paint.dim),
    }
    let body = below(area, 2);
    let note = body.height.saturating_sub(1);
    let panes = top(body, note);
    if panes.width >= WIDE {
        let (left, right) = beside(panes, panes.width * 9 / 20);
        themes(canvas, state, left);
        items(canvas, state, right);
    } else {
        let wanted = state.list().len() as u16 + 2;
        let others = state.items().len() as u16 + 4;
        let half = (panes.height / 2).max(panes.height.saturating_sub(others));
        let upper = top(panes, wanted.min(half));
        themes(canvas, state, upper);
        items(canvas, state, below(panes, upper.height));
    }
    detail(canvas, state, below(body, note));
}

/// `aligns 35 %  challenges 16 %  nothing 22 %  not linked 11 %  no theme 16 %`.
fn shares(canvas: &mut Canvas<'_>, state: &Roadmap, themes: &Themes, area: Rect) {
    let whole = themes.lost.mrr;
    let wide = area.width >= 110;
    let mut spans = Vec::new();
    if wide {
        let money = canvas.shared().money(whole);
        spans.push(Span::raw(format!("of the {money} lost   ")));
    }
    let gap = if wide { "   " } else { "  " };
    let all = links::shares(themes, &state.links);
    let both = all[1].lost > Cents::ZERO;
    // Without a theme that has both there is no such part; with one the line has no room for what is nothing.
    let is_shown = |(n, share): &(usize, &Share)| match both {
        true => wide || share.lost > Cents::ZERO,
        false => *n != 1,
    };
    let shown = all.iter().enumerate().filter(is_shown);
    for (n, (_, share)) in shown.enumerate() {
        if n > 0 {
            spans.push(Span::raw(gap));
        }
        let style = share_style(canvas, share);
        spans.push(Span::styled(format!("{} ", share.words), canvas.paint.text));
        spans.push(Span::styled(money::share(share.lost, whole), style));
    }
    canvas.line(area, 0, Line::from(spans));
}

fn share_style(canvas: &Canvas<'_>, share: &Share) -> Style {
    match share.stance {
        _ if share.lost == Cents::ZERO => canvas.paint.dim,
        Some(Stance::Aligns) => canvas.paint.good.patch(canvas.paint.strong),
        Some(Stance::Challenges) => canvas.paint.warn.patch(canvas.paint.strong),
        _ => canvas.paint.strong,
    }
}

fn themes(canvas: &mut Canvas<'_>, state: &Roadmap, area: Rect) {
    let focused = state.pane == RoadmapPane::Themes && canvas.model.layers.is_empty();
    let body = canvas.pane(area, "themes", focused);
    if state.themes.is_none() {
        return;
    }
    if state.list().is_empty() {
        let words = "no theme in this period yet: t tags what customers said";
        return canvas.text(body, 0, words, canvas.paint.text);
    }
    let rows = state.list().iter().map(|t| theme(canvas, state, t));
    let rows: Vec<Row> = rows.collect();
    let columns = [
        Column::text("", 2),
        Column::text("theme", 20.min(body.width / 4)),
        Column::number("lost MRR", 9),
        Column::number("still pay", 9),
        Column::number("12 months", 9),
        Column::rest("roadmap"),
    ];
    Table::new(&columns, rows)
        .selected(state.theme.at(), focused)
        .draw(canvas, body);
}

fn theme(canvas: &Canvas<'_>, state: &Roadmap, theme: &Theme) -> Row {
    let shared = canvas.shared();
    let paint = canvas.paint;
    let meeting = shared.meeting();
    let discussed = meeting.is_some_and(|m| m.discussed.contains(&theme.id));
    let (words, style) = match links::standing(theme.id, &state.links) {
        None if discussed => ("! not linked: L".to_owned(), paint.warn),
        None => ("not linked".to_owned(), paint.dim),
        Some(Stance::Aligns) => (state.stance(theme.id), paint.good),
        Some(Stance::Challenges) => (state.stance(theme.id), paint.warn),
        Some(Stance::Nothing) => (state.stance(theme.id), paint.text),
    };
    let paying = match theme.exposed_accounts {
        0 => String::new(),
        n => n.to_string(),
    };
    let (mark, lost) = (
        if discussed { "✓" } else { "" },
        shared.money(theme.lost_mrr),
    );
    let year = state.priority.as_ref();
    let year = year.and_then(|all| all.year_of(theme.id).map(|year| year.lost()));
    let year = year.map_or_else(String::new, |lost| shared.money(lost));
    Row::new([mark, &theme.theme, &lost, &paying, &year, &words])
        .styled(2, canvas.paint.money)
        .styled(4, canvas.paint.money)
        .styled(5, style)
}

fn items(canvas: &mut Canvas<'_>, state: &Roadmap, area: Rect) {
    let focused = state.pane == RoadmapPane::Items && canvas.model.layers.is_empty();
    let title = format!("roadmap, {}", state.order.words());
    let body = canvas.pane(area, &title, focused);
    let Some(all) = &state.items else {
        return canvas.text(body, 0, "...", canvas.paint.dim);
    };
    let wide = body.width >= 100;
    let columns = Column::all(match wide {
        true => {
            "key:8|item|status:12|target:8|owner:12|>ease:4|>lost MRR:9|>12 months:9|>exposed:9|>accounts:8"
        }
        false => "key:8|item|status:11|>ease:4|>lost MRR:8|>exposed:8|>accounts:8",
    });
    let shown = state.item.iter().filter_map(|id| state.item(*id));
    let mut rows: Vec<Row> = shown.map(|i| item(canvas, state, i, wide)).collect();
    let add = if all.is_empty() {
        "no roadmap yet: Enter adds an item, i in the lobby imports a file"
    } else {
        "add an item"
    };
    rows.push(Row::new(["+", add]).all(canvas.paint.dim));
    Table::new(&columns, rows)
        .selected(state.item.at(), focused)
        .draw(canvas, body);
}

fn item(canvas: &Canvas<'_>, state: &Roadmap, item: &RoadmapItem, wide: bool) -> Row {
    let own = state.priority.as_ref().and_then(|all| all.of(item.id));
    let own = own.filter(|own| !own.themes.is_empty());
    let money = |worth: fn(&ItemPriority) -> Cents| {
        own.map_or_else(String::new, |own| canvas.shared().money(worth(own)))
    };
    let accounts = own.map_or_else(String::new, |own| own.accounts.to_string());
    let style = match item.status.as_str() {
        status if is_shipped(status) => canvas.paint.good,
        "declined" => canvas.paint.warn,
        _ => canvas.paint.text,
    };
    let today = canvas.shared().time.today;
    let asks = item.asked_again().is_some_and(|day| day <= today);
    let status = match asks {
        true => format!("! {}: W", item.status),
        false => item.status.clone(),
    };
    let mut cells = vec![item.external.clone(), item.title.clone(), status];
    if wide {
        cells.extend([item.target.clone(), item.owner.clone()]);
    }
    cells.extend([item.ease.clone(), money(|own| own.lost)]);
    let lost = cells.len() - 1;
    if wide {
        cells.push(money(|own| own.year));
    }
    cells.extend([money(|own| own.exposed), accounts]);
    Row::new(cells)
        .styled(2, if asks { canvas.paint.warn } else { style })
        .styled(lost, canvas.paint.money)
}

/// Why the selected theme stands as it does, or whom a shipped item could win back.
fn detail(canvas: &mut Canvas<'_>, state: &Roadmap, area: Rect) {
    let words = match state.pane {
        RoadmapPane::Themes => state.selected_theme().map(|theme| {
            let name = &theme.theme;
            match (
                state.stance(theme.id).as_str(),
                state.notes(theme.id).as_str(),
            ) {
                ("", _) => format!("{name}: L links it, or says that nothing concerns it"),
                (stance, "") => format!("{name} {stance}"),
                (stance, notes) => format!("{name} {stance}: {notes}"),
            }
        }),
        RoadmapPane::Items => state.item.key().and_then(|id| state.item(*id)).map(|item| {
            let linked = state.links.iter().filter(|l| l.item == Some(item.id));
            let names = linked.map(|l| canvas.shared().room.tag_name(l.theme));
            let names: Vec<&str> = names.collect();
            let back = " · Enter: whom it could win back";
            let (names, back) = match names.as_slice() {
                [] => ("no theme".to_owned(), ""),
                all if is_shipped(&item.status) => (all.join(", "), back),
                all => (all.join(", "), ""),
            };
            let url = match item.url.as_str() {
                "" => String::new(),
                url => format!(" · {url}"),
            };
            let target = match item.target.as_str() {
                "" => String::new(),
                target => format!(" · {target}"),
            };
            let told = room(state, item);
            format!("{}: {names}{told}{back}{target}{url}", links::short(item))
        }),
    };
    let words = words.unwrap_or_default();
    canvas.text(area, 0, &words, canvas.paint.dim);
}

/// What the room says of a shipped item, and what became of it.
fn room(state: &Roadmap, item: &RoadmapItem) -> String {
    let own = state.priority.as_ref().and_then(|all| all.of(item.id));
    let closed = own.and_then(ItemPriority::closed_words);
    let again = item.asked_again();
    let again = again.map(|day| format!("too early, asked again {}", day.dated()));
    let says = item.said.filter(|_| again.is_none() && closed.is_none());
    let says = says.map(|says| format!("room: {}", says.words()));
    let story = own
        .map(ItemPriority::story)
        .filter(|story| !story.is_empty());
    let parts = [closed, again, says, story].into_iter().flatten();
    parts.map(|part| format!(" · {part}")).collect()
}
