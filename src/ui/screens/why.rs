//! Draws the Why screen: the themes by money, what stands outside them, and the words behind one.
//! Must not decide anything.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::app::screens::why::rows::{WhyRow, stated};
use crate::app::screens::why::sets::{Fit, Set};
use crate::app::screens::why::talk::ENOUGH;
use crate::app::screens::why::{WhyPane, WhyScreen};
use crate::domain::money::counted;
use crate::domain::themes::{ThemeRow, Themes};
use crate::ui::canvas::{below, beside, top};
use crate::ui::text::{cut, width};
use crate::ui::{Canvas, Row, Table, blocks};

mod columns;
mod stated;

use super::quotes::quote;

pub fn draw(canvas: &mut Canvas<'_>, area: Rect) {
    let state = &canvas.model.screens.why;
    let Some(themes) = &state.themes else {
        return canvas.text(area, 0, "...", canvas.paint.dim);
    };
    let limit = canvas.shared().limit(themes.period);
    let none = themes.lost.accounts == 0 && themes.themes.is_empty();
    if let Some(limit) = limit.as_ref().filter(|_| none) {
        canvas.wrapped(below(area, 1), limit, 3, canvas.paint.text);
        return;
    }
    let area = heading(canvas, state, (themes, limit), area);
    if none {
        return nothing(canvas, themes, below(area, 1));
    }
    let rows = u16::try_from(state.rows.len()).unwrap_or(u16::MAX);
    let wanted = rows.saturating_add(1);
    let most = area.height.saturating_sub(1) * 2 / 3;
    let table_area = top(area, wanted.min(most.max(4)));
    table(canvas, state, table_area);
    let used = table_area.height;
    canvas.rule(area, used);
    let area = below(area, used + 1);
    match state.set {
        Set::Stated => stated::draw(canvas, state, area),
        Set::First | Set::Second | Set::Third => voices(canvas, state, area),
    }
}

/// `€18,412 lost by 41 accounts: 31 left, 10 shrank      shortlist 2, pick 3 to 5 (Space)`, and why it cannot be told,
/// or no theme is judged: behind it, or below where that would be cut. Gives what is left of the area.
fn heading(
    canvas: &mut Canvas<'_>,
    state: &WhyScreen,
    (themes, limit): (&Themes, Option<String>),
    area: Rect,
) -> Rect {
    let lost = &themes.lost;
    let (money, by) = match themes.unknown.losses {
        true => ("lost: cannot be told".to_owned(), String::new()),
        false => {
            let accounts = counted(lost.accounts, "account");
            let by = format!(" by {accounts}: {} left, {} shrank", lost.left, lost.shrank);
            (format!("{} lost", canvas.shared().money(lost.mrr)), by)
        }
    };
    let right = marks(canvas, state);
    let (left, _) = beside(area, area.width.saturating_sub(width(&right) as u16 + 2));
    canvas.right(area, 0, &right, canvas.paint.accent);

    let room = usize::from(left.width).saturating_sub(width(&money) + width(&by));
    let judged = || state.judged().and_then(|judged| judged.not_yet());
    let grey = limit.or_else(judged);
    let behind = grey.as_ref().map(|words| format!(" · {words}"));
    let behind = behind.filter(|words| width(words) <= room);
    let under = grey.filter(|_| behind.is_none());
    let line = Line::from(vec![
        Span::styled(money, canvas.paint.strong),
        Span::raw(by),
        Span::styled(behind.unwrap_or_default(), canvas.paint.dim),
    ]);
    canvas.line(left, 0, line);
    let mut used = 1;
    for words in under.into_iter().chain(themes.in_hindsight()) {
        used += canvas.wrapped(below(area, used), &words, 2, canvas.paint.dim);
    }
    below(area, used)
}

/// How many themes are marked, against how many there is time for.
fn marks(canvas: &Canvas<'_>, state: &WhyScreen) -> String {
    let shared = canvas.shared();
    let n = state.marked(shared).len();
    let (least, most) = (ENOUGH.start(), ENOUGH.end());
    let what = match shared.sitting {
        Some(_) => "discussed",
        None => "shortlisted",
    };
    match n {
        n if n < *least => format!("{n} of {least} to {most} {what}"),
        n if n > *most => format!("{n} {what}, {least} to {most} are enough"),
        _ => format!("{n} {what}"),
    }
}

fn nothing(canvas: &mut Canvas<'_>, themes: &Themes, area: Rect) {
    let ledger = canvas.shared().room.facts.as_ref().and_then(|f| f.ledger);
    let words = match ledger {
        None => "No ledger yet: i imports it (churnroom import FILES --currency EUR)".to_owned(),
        Some(_) => format!(
            "Nobody left or shrank in {}: the arrow keys look at another period",
            themes.period.long()
        ),
    };
    canvas.wrapped(area, &words, 3, canvas.paint.text);
}

fn table(canvas: &mut Canvas<'_>, state: &WhyScreen, area: Rect) {
    let shared = canvas.shared();
    let Some(picture) = state.picture(shared) else {
        return;
    };
    let is_theme = |place: &&WhyRow| matches!(place, WhyRow::Row(ThemeRow::Theme(_)));
    let shown = state.rows.iter().filter(is_theme).count();
    let chosen = columns::chosen(Fit::of(shared.look), state.set);
    let columns: Vec<_> = chosen.iter().map(|c| c.column).collect();
    let rows = state.rows.iter().map(|place| {
        let cells = picture.row(*place, shown);
        let texts = chosen.iter().map(|c| (c.cell)(canvas, state, &cells));
        let row = Row::new(texts);
        let styles = chosen.iter().map(|c| (c.style)(canvas, &cells));
        (0..)
            .zip(styles)
            .fold(row, |row, (n, style)| row.styled(n, style))
    });
    let rows: Vec<Row> = rows.collect();
    let focused = state.pane == WhyPane::Themes && canvas.model.layers.is_empty();
    Table::new(&columns, rows)
        .selected(state.rows.at(), focused)
        .draw(canvas, area);
}

/// The words behind the selected row.
fn voices(canvas: &mut Canvas<'_>, state: &WhyScreen, area: Rect) {
    let Some(row) = state.selected() else {
        let words = match state.expanded {
            true => "Enter puts the smaller themes away",
            false => "Enter shows all themes",
        };
        return canvas.text(area, 0, words, canvas.paint.dim);
    };
    let focused = state.pane == WhyPane::Quotes && canvas.model.layers.is_empty();
    let body = title(canvas, state, row, focused, area);
    let body = standing(canvas, state, row, body);
    let Some(quotes) = &state.quotes else {
        return canvas.text(body, 0, "...", canvas.paint.dim);
    };
    if quotes.is_empty() {
        let words = match row {
            ThemeRow::NobodySaid => "Nobody said why. Enter shows who they are: ask them.",
            ThemeRow::Theme(_) | ThemeRow::NotTagged | ThemeRow::NoReason => {
                "no words behind this row in this period"
            }
        };
        return canvas.text(body, 0, words, canvas.paint.dim);
    }
    let reasons = stated(quotes);
    let mut list = body;
    if !reasons.is_empty() {
        let words = cut(&format!("stated: {reasons}"), usize::from(body.width));
        canvas.text(body, 0, &words, canvas.paint.dim);
        list = below(body, 1);
    }
    let columns = usize::from(list.width).saturating_sub(2);
    let lines = |canvas: &Canvas<'_>, n: usize, selected: bool| {
        let rows = if selected { 6 } else { 2 };
        let found = quotes.get(n);
        found.map_or_else(Vec::new, |q| quote(canvas, q, columns, rows, selected))
    };
    let at = state.quote.at();
    blocks::draw(canvas, list, quotes.len(), at, focused, &lines);
}

/// Above its words, that a theme is closed, or open again. Gives what is left of the area.
fn standing(canvas: &mut Canvas<'_>, state: &WhyScreen, row: ThemeRow, area: Rect) -> Rect {
    let judged = state.judged();
    let Some(words) = row.theme().and_then(|theme| judged?.standing(theme)) else {
        return area;
    };
    let words = cut(&words, usize::from(area.width));
    canvas.text(area, 0, &words, canvas.paint.strong);
    below(area, 1)
}

/// `reporting · slow or missing reports and exports            roadmap: aligns RPT-12`.
fn title(
    canvas: &mut Canvas<'_>,
    state: &WhyScreen,
    row: ThemeRow,
    focused: bool,
    area: Rect,
) -> Rect {
    let shared = canvas.shared();
    let name = state.name(row);
    let theme = row.theme();
    let stance = match theme.map(|id| state.stance(id, shared)).as_deref() {
        None => String::new(),
        Some("") => "roadmap: not linked".to_owned(),
        Some(stance) => format!("roadmap: {stance}"),
    };
    let tag = theme.and_then(|id| shared.room.tag(id));
    let about = match tag.map_or("", |tag| &tag.description) {
        "" => String::new(),
        about => format!(" · {about}"),
    };
    let room = usize::from(area.width).saturating_sub(width(&stance) + 4);
    let body = canvas.pane(area, &cut(&format!("{name}{about}"), room), focused);
    canvas.right(area, 0, &stance, canvas.paint.accent);
    body
}
