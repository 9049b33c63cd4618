//! The cells of the heat map: a number each, on a ground or beside a shade that repeats it.
//! Must not know rows or cursors.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::app::Tone;
use crate::app::screens::numbers::cell::CellsShow;
use crate::domain::metrics::Cohort;
use crate::domain::money::count;
use crate::ui::Canvas;
use crate::ui::paint::{HEAT, Paint};

/// A shade for each step, where there are no colours.
const SHADES: [&str; HEAT] = [" ", "░", "▒", "▓", "█"];

/// Which share gets which ground: five equal steps from the lowest share shown, at a round number, to all.
pub(super) struct Heat {
    shows: CellsShow,
    low: f64,
}

impl Heat {
    /// The steps for some cohorts.
    pub(super) fn over(cohorts: &[Cohort], shows: CellsShow) -> Heat {
        let cells = |c: usize| (0..cohorts[c].active.len()).map(move |n| (c, n));
        let cells = (0..cohorts.len()).flat_map(cells);
        let shares = cells.filter_map(|(c, n)| share(&cohorts[c], n, shows));
        let least = shares.fold(1.0, f64::min);
        let low = ((least * 10.0 + 1e-9).floor() / 10.0).clamp(0.0, 0.9);
        Heat { shows, low }
    }

    /// Columns a cell takes.
    pub(super) fn columns(&self) -> usize {
        match self.shows {
            CellsShow::Accounts => 6,
            CellsShow::Share | CellsShow::Mrr => 4,
        }
    }

    fn step(&self, share: f64) -> usize {
        let part = (share - self.low) / (1.0 - self.low);
        ((part * HEAT as f64 + 1e-9).floor().max(0.0) as usize).min(HEAT - 1)
    }

    /// The cell of a cohort so many months after.
    pub(super) fn cell(
        &self,
        paint: Paint,
        cohort: &Cohort,
        month: usize,
        selected: bool,
    ) -> Span<'static> {
        let share = share(cohort, month, self.shows);
        let text = match (self.shows, share) {
            (CellsShow::Accounts, _) => count(cohort.active[month]),
            (_, Some(share)) => format!("{:.0}", share * 100.0),
            (_, None) => "n/a".to_owned(),
        };
        let (style, shade) = self.ground(paint, share);
        let columns = self.columns() - 1;
        let style = if selected { paint.cell } else { style };
        Span::styled(format!("{text:>columns$}{shade}"), style)
    }

    fn ground(&self, paint: Paint, share: Option<f64>) -> (Style, &'static str) {
        let Some(share) = share else {
            return (paint.dim, " ");
        };
        let step = self.step(share);
        let mono = paint.tone == Tone::Mono;
        (paint.heat[step], if mono { SHADES[step] } else { " " })
    }

    /// What the grounds mean: ` under 60   60   70   80   90 % and more `.
    pub(super) fn legend(&self, paint: Paint) -> Line<'static> {
        let width = (1.0 - self.low) / HEAT as f64;
        let mut spans = Vec::new();
        for step in 0..HEAT {
            let from = (self.low + width * step as f64) * 100.0;
            let (style, shade) = self.ground(paint, Some(from / 100.0));
            let last = step == HEAT - 1;
            let more = if last { " % and more" } else { " +" };
            spans.push(Span::styled(format!(" {from:.0}{more}{shade}"), style));
            spans.push(Span::raw(" "));
        }
        Line::from(spans)
    }
}

fn share(cohort: &Cohort, month: usize, shows: CellsShow) -> Option<f64> {
    match shows {
        CellsShow::Share | CellsShow::Accounts => cohort.share(month),
        CellsShow::Mrr => cohort.mrr_share(month),
    }
}

/// A cell in words: `Jun 2026: 73 %, 54 of 74 active at the end of Aug 2026 · €12,300`.
pub(super) fn in_words(canvas: &Canvas<'_>, cohort: &Cohort, months: Option<u32>) -> String {
    let all = count(cohort.accounts);
    let joined = format!("  {}", cohort.month.short());
    let Some(month) = months else {
        return match (cohort.kept_day_90(), cohort.day_90) {
            (Some(kept), Some(share)) => {
                let (share, kept) = (share * 100.0, count(kept));
                format!("{joined}: {share:.0} %, {kept} of {all} active on day 90")
            }
            _ => format!("{joined}: {all} joined, their 90 days are not over"),
        };
    };
    let n = month as usize;
    let (Some(active), Some(mrr)) = (cohort.active.get(n), cohort.active_mrr.get(n)) else {
        return joined;
    };
    let end = cohort.month.plus(month.cast_signed()).short();
    let share = cohort.share(n).unwrap_or_default() * 100.0;
    let (active, mrr) = (count(*active), canvas.shared().money(*mrr));
    format!("{joined}: {share:.0} %, {active} of {all} active at the end of {end} · {mrr}")
}
