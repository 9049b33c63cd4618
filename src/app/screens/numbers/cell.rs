//! The cell of the cohorts that the cursor is on: a row and a column of the heat map.
//! Must not know how it is drawn, nor who stands behind it.

use crate::app::shared::Shared;
use crate::domain::metrics::Cohort;
use crate::keys::Command;

use super::NumbersScreen;

/// What the cells of the cohorts show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellsShow {
    /// The share of the accounts still active.
    #[default]
    Share,
    /// How many accounts are still active.
    Accounts,
    /// The MRR still there, as a share of that at the end of the joining month.
    Mrr,
}

impl CellsShow {
    /// Every variant, in the order of `]`.
    const ALL: [CellsShow; 3] = [CellsShow::Share, CellsShow::Accounts, CellsShow::Mrr];

    /// The variant so many further on.
    pub(super) fn turned(self, by: usize) -> CellsShow {
        CellsShow::ALL[(self as usize + by) % CellsShow::ALL.len()]
    }

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            CellsShow::Share => "% still active",
            CellsShow::Accounts => "accounts still active",
            CellsShow::Mrr => "% of MRR still there",
        }
    }
}

/// A column of the heat map: 0 is day 90, then the ends of the joining month and the months after it.
#[derive(Debug)]
pub(super) struct CohortColumn(usize);

impl Default for CohortColumn {
    /// The end of the joining month: the newest cohort has no other cell yet.
    fn default() -> CohortColumn {
        CohortColumn(1)
    }
}

impl NumbersScreen {
    /// The selected cohort, the newest without a cursor.
    pub fn selected_cohort(&self, shared: &Shared) -> Option<&Cohort> {
        let month = self.cohort.key()?;
        let mut all = self.cohorts(shared)?.cohorts.iter();
        all.find(|c| c.month == *month)
    }

    /// The selected column: 0 is day 90, then the ends of the joining month and the months after it.
    /// A cohort that does not reach so far has the cursor on its last cell.
    pub fn cohort_column(&self, shared: &Shared) -> usize {
        let cells = self.selected_cohort(shared).map_or(0, |c| c.active.len());
        self.column.0.min(cells)
    }

    /// How many months after joining the selected cell is; `None` for day 90.
    pub fn cohort_months(&self, shared: &Shared) -> Option<u32> {
        let column = self.cohort_column(shared).checked_sub(1)?;
        u32::try_from(column).ok()
    }

    /// Left and right among the cells; whether it was that.
    pub(super) fn across(&mut self, command: Command, shared: &Shared) -> bool {
        let cells = self.selected_cohort(shared).map_or(0, |c| c.active.len());
        let at = self.cohort_column(shared);
        self.column.0 = match command {
            Command::Left => at.saturating_sub(1),
            Command::Right => (at + 1).min(cells),
            _ => return false,
        };
        true
    }
}
