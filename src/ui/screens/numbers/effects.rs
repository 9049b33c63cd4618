//! Draws what became of last time's actions: what was counted, the verdict, and what the room itself says.
//! Must not claim a cause.

use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::screens::numbers::NumbersScreen;
use crate::domain::effect::{Effect, words};
use crate::domain::money::counted;
use crate::domain::note::{ActionStatus, ActionView};
use crate::ui::canvas::inset;
use crate::ui::text::wrap;
use crate::ui::{Canvas, blocks};

pub fn draw(canvas: &mut Canvas<'_>, state: &NumbersScreen, focused: bool, area: Rect) {
    let done = |a: &&ActionView| a.action.status == ActionStatus::Done;
    let worked = |a: &&ActionView| a.action.worked == Some(true);
    let all = &state.actions;
    let title = match all.len() {
        0 => "Did it work?".to_owned(),
        n => {
            let (done, worked) = (all.iter().filter(done), all.iter().filter(worked));
            let (actions, done, worked) = (counted(n, "action"), done.count(), worked.count());
            format!("Did it work? {actions}: {done} done, {worked} worked")
        }
    };
    let body = canvas.pane(area, &title, focused);
    if all.is_empty() {
        let words =
            "no action from a meeting before: a writes one, and the next meeting looks back on it";
        canvas.wrapped(inset(body, 2), words, 3, canvas.paint.dim);
        return;
    }
    let columns = usize::from(body.width).saturating_sub(2);
    let lines = |canvas: &Canvas<'_>, row: usize, _: bool| {
        let view = all.get(row);
        view.map_or_else(Vec::new, |v| action(canvas, state, v, columns))
    };
    let at = state.looked_at.at();
    blocks::draw(canvas, body, all.len(), at, focused, &lines);
}

fn action(
    canvas: &Canvas<'_>,
    state: &NumbersScreen,
    view: &ActionView,
    columns: usize,
) -> Vec<Line<'static>> {
    let shared = canvas.shared();
    let paint = canvas.paint;
    let action = &view.action;
    let (sign, style) = match (action.status, action.worked) {
        (ActionStatus::Done, Some(true)) => ("✓ done, worked", paint.good),
        (ActionStatus::Done, Some(false)) => ("✓ done, did not work", paint.bad),
        (ActionStatus::Done, None) => ("✓ done, worked?", paint.warn),
        (ActionStatus::Dropped, _) => ("- dropped", paint.dim),
        (ActionStatus::Open, _) => ("· open", paint.dim),
    };
    let who = view.owner.as_ref().map_or("nobody", |o| o.name.as_str());
    let head = format!("{sign}  \"{}\" ({who})", &action.what);
    let head = wrap(&head, columns, 2).into_iter();
    let mut lines: Vec<Line<'static>> = head.map(|l| Line::styled(l, style)).collect();
    let effect = state.effect(action.id, shared);
    let effect = effect.map(|effect| match state.is_awaited(action.id) {
        true if effect.verdict.judged_on.is_none() => words::verdict(effect),
        _ => effect_words(canvas, view, effect),
    });
    for words in effect.into_iter().chain(action.room_says()) {
        let wrapped = wrap(&words, columns.saturating_sub(2), 3).into_iter();
        lines.extend(wrapped.map(|l| Line::raw(format!("  {l}"))));
    }
    lines
}

/// `12 touched: 1 left · 153 others: 14 left by 30 Sep 2026 · too early, judged in Jul 2027`.
pub fn effect_words(canvas: &Canvas<'_>, view: &ActionView, effect: &Effect) -> String {
    let room = &canvas.shared().room;
    let theme = match effect.theme.map_or("", |theme| room.tag_name(theme)) {
        "" => view.from.theme.as_deref().unwrap_or("its theme"),
        name => name,
    };
    words::told(effect, theme).join(" · ")
}
