//! The parts of the Numbers screen and the rows of its bridge.
//! Must not know what is in them.

/// The parts of the screen, in Tab's order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    pub const ALL: [Pane; 5] =
        [Pane::Headlines, Pane::Trend, Pane::Bridge, Pane::Cohorts, Pane::Effects];

    /// The pane so many further on.
    pub(super) fn step(self, by: usize) -> Pane {
        Pane::ALL[(self as usize + by) % Pane::ALL.len()]
    }
}

/// A row of the bridge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the sum of the same name in `MrrSums`")]
pub enum Bridge {
    Opening,
    New,
    Reactivation,
    Expansion,
    Contraction,
    Churn,
    Closing,
    CameAndWent,
}

impl Bridge {
    /// Every row, from opening to closing.
    pub const ALL: [Bridge; 8] = [
        Bridge::Opening,
        Bridge::New,
        Bridge::Reactivation,
        Bridge::Expansion,
        Bridge::Contraction,
        Bridge::Churn,
        Bridge::Closing,
        Bridge::CameAndWent,
    ];
}
