//! The parts of the Numbers screen. Must not know what is in them.

use strum::VariantArray;

use crate::domain::word::all;

/// The parts of the screen, in Tab's order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, VariantArray)]
pub enum Pane {
    /// The figures with their counts; by `]` a breakdown.
    #[default]
    Headlines,
    /// Thirteen periods.
    Trend,
    /// From opening to closing.
    Bridge,
    /// Who stayed, by the month they joined.
    Cohorts,
    /// What became of the themes after last time's actions.
    Effects,
}

impl Pane {
    /// Every pane.
    pub const ALL: [Pane; 5] = all();

    /// The pane so many further on.
    pub(super) fn step(self, by: usize) -> Pane {
        Pane::ALL[(self as usize + by) % Pane::ALL.len()]
    }
}
