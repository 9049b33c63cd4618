//! Which accounts stand behind the number the cursor is on.
//! Must not know how they are listed.

use crate::app::model::Shared;
use crate::app::screens::lost::Lost;
use crate::domain::behind::{What, When};
use crate::domain::tally::Line;

use super::Numbers;
use super::pane::Pane;

/// What one asks of those who were lost, one after the other.
const LOST: [What; 3] = [
    What::Lost,
    What::Line(Line::Churn),
    What::Line(Line::Contraction),
];

/// The numbers behind a cell of a breakdown, those lost first.
pub fn of_cell() -> Vec<What> {
    let ends = [Line::Opening, Line::Closing].map(What::Line);
    LOST.into_iter().chain(ends).collect()
}

impl Numbers {
    /// The list of the accounts behind the selected number; `None` where there is none.
    pub(super) fn behind(&self, shared: &Shared) -> Option<Lost> {
        let period = shared.period?;
        match (self.pane, &self.by) {
            (Pane::Headlines, Some(by)) => {
                Some(Lost::behind(period, of_cell()).within(by, self.cells.key()?))
            }
            (Pane::Headlines, None) => {
                let figure = What::Figure(*self.figures.key()?);
                Some(Lost::behind(
                    period,
                    [figure].into_iter().chain(LOST).collect(),
                ))
            }
            (Pane::Trend, _) => Some(Lost::behind(*self.period.key()?, LOST.into())),
            (Pane::Bridge, _) => {
                let mut lines = Line::ALL.map(What::Line);
                lines.rotate_left(self.bridge.at());
                Some(Lost::behind(period, lines.into()))
            }
            (Pane::Cohorts, _) => self.of_cohort(shared),
            (Pane::Effects, _) => None,
        }
    }

    /// Who of the selected cohort is still active at the selected cell, and who is gone by then.
    fn of_cohort(&self, shared: &Shared) -> Option<Lost> {
        let cohort = self.selected_cohort(shared)?;
        let at = self.cohort_months(shared).map_or(When::Day90, When::Months);
        let known = at != When::Day90 || cohort.day_90.is_some();
        let month = cohort.month;
        let both = [false, true].map(|gone| What::cohort(month, at, gone));
        known.then(|| Lost::behind(month, both.into()))
    }
}
