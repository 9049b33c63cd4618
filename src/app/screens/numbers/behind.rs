//! Which accounts stand behind the number the cursor is on. Must not know how they are listed.

use crate::app::cx::{Basis, Open};
use crate::app::shared::Shared;
use crate::domain::behind::{What, When};
use crate::domain::figure::Figure;
use crate::domain::tally::Line;

use super::NumbersScreen;
use super::found::{LOST, makers_of};
use super::pane::NumbersPane;

/// The numbers behind a cell of a breakdown, those lost first.
pub fn of_cell() -> Vec<What> {
    let ends = [Line::Opening, Line::Closing].map(What::Line);
    LOST.into_iter().chain(ends).collect()
}

impl NumbersScreen {
    /// The accounts behind the selected number; `None` where there is none.
    pub(super) fn behind(&self, shared: &Shared) -> Option<Open> {
        let of = |behind| Some(Open::Behind(shared.period?, behind));
        match (self.pane, &self.by) {
            (NumbersPane::Headlines, Some(by)) => {
                let value = self.cells.key()?.clone();
                of(Basis::Cell(of_cell(), by.clone(), value))
            }
            (NumbersPane::Headlines, None) => {
                let figure = *self.figures.key()?;
                let own = [What::Figure(figure)];
                let judged = self
                    .review(shared)
                    .and_then(|r| r.metrics.judgement(figure));
                // What is outside opens the accounts that make it so.
                of(Basis::Numbers(
                    match judged.filter(|judged| judged.word.outside()) {
                        Some(judged) if figure != Figure::LogoChurn => {
                            let makers = makers_of(figure, judged.better).into_iter();
                            makers.chain(own).collect()
                        }
                        _ => own.into_iter().chain(LOST).collect(),
                    },
                ))
            }
            (NumbersPane::Trend, _) => {
                let numbers = Basis::Numbers(LOST.into());
                Some(Open::Behind(*self.period.key()?, numbers))
            }
            (NumbersPane::Bridge, _) => {
                let mut lines = Line::ALL.map(What::Line);
                lines.rotate_left(self.bridge.at());
                of(Basis::Numbers(lines.into()))
            }
            (NumbersPane::Cohorts, _) => self.of_cohort(shared),
            (NumbersPane::Found | NumbersPane::Effects, _) => None,
        }
    }

    /// Who of the selected cohort is still active at the selected cell, and who is gone by then.
    fn of_cohort(&self, shared: &Shared) -> Option<Open> {
        let cohort = self.selected_cohort(shared)?;
        let at = self.cohort_months(shared).map_or(When::Day90, When::Months);
        let known = at != When::Day90 || cohort.day_90.is_some();
        let month = cohort.month;
        let both = [false, true].map(|gone| What::cohort((month, month), at, gone));
        known.then(|| Open::Behind(month, Basis::Numbers(both.into())))
    }
}
