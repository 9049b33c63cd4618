//! Draws what became of last time's actions: the theme's money before and after, beside the others.
//! Must not claim a cause.

use ratatui::layout::Rect;
use ratatui::text::Line;

use crate::app::screens::numbers::Numbers;
use crate::domain::effect::ActionOutcome;
use crate::domain::money::counted;
use crate::domain::note::{ActionStatus, ActionView};
use crate::domain::period::Period;
use crate::ui::canvas::inset;
use crate::ui::text::wrap;
use crate::ui::{Canvas, blocks};

pub fn draw(canvas: &mut Canvas<'_>, state: &Numbers, focused: bool, area: Rect) {
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
    state: &Numbers,
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
    if let Some(effect) = state.effect(action.id, shared) {
        let words = effect_words(canvas, view, effect);
        let wrapped = wrap(&words, columns.saturating_sub(2), 3).into_iter();
        lines.extend(wrapped.map(|l| Line::raw(format!("  {l}"))));
    }
    lines
}

/// `billing: €3,410, 9 accounts in Jul 2026, after it €1,100, 3 accounts in Oct 2026; all other themes +4 %`.
pub fn effect_words(canvas: &Canvas<'_>, view: &ActionView, effect: &ActionOutcome) -> String {
    let shared = canvas.shared();
    let side = |period: Period, mrr, accounts: u64| {
        let (mrr, accounts) = (shared.money(mrr), counted(accounts, "account"));
        format!("{} {mrr}, {accounts}", period.short())
    };
    let theme = match shared.room.tag_name(effect.theme) {
        "" => view.from.theme.as_deref().unwrap_or("its theme"),
        name => name,
    };
    let before = side(effect.before, effect.before_mrr, effect.before_accounts);
    if effect.before == effect.after {
        return format!("{theme}: {before}; a later period will show what came after");
    }
    let after = side(effect.after, effect.after_mrr, effect.after_accounts);
    let others = effect.others.map(|r| format!("{:+.0} %", r * 100.0));
    let others = others.unwrap_or_else(|| "n/a".to_owned());
    format!("{theme}: {before} → {after}; all other themes {others}")
}
