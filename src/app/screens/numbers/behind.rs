//! Which accounts stand behind the number the cursor is on.
//! Must not know how they are listed.

use crate::app::model::Shared;
use crate::app::screens::lost::Lost;
use crate::domain::behind::{What, When};
use crate::domain::tally::Line;

use super::Numbers;
use super::pane::Pane;

/// What one asks of those who were lost, one after the other.
const LOST: [What; 3] = [What::Lost, What::Line(Line::Churn), What::Line(Line::Contraction)];

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
                Some(Lost::behind(period, [figure].into_iter().chain(LOST).collect()))
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

    /// Who of the selected cohort was gone at the last month's end that is known, and who was not.
    fn of_cohort(&self, shared: &Shared) -> Option<Lost> {
        let month = *self.cohort.key()?;
        let mut all = self.cohorts(shared)?.cohorts.iter();
        let cells = all.find(|c| c.month == month)?.active.len();
        let at = When::Months(u32::try_from(cells.checked_sub(1)?).ok()?);
        let both = [true, false].map(|gone| What::cohort(month, at, gone));
        Some(Lost::behind(month, both.into()))
    }
}
