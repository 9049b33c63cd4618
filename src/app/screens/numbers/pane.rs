//! The parts of the Numbers screen. Must not know what is in them.

/// The parts of the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NumbersPane {
    /// What there is to say, above the figures: up from the first of them.
    Found,
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

impl NumbersPane {
    /// Those that Tab goes through, in its order.
    pub const TABS: [NumbersPane; 5] = [
        NumbersPane::Headlines,
        NumbersPane::Trend,
        NumbersPane::Bridge,
        NumbersPane::Cohorts,
        NumbersPane::Effects,
    ];

    /// The pane so many further on.
    pub(super) fn step(self, by: usize) -> NumbersPane {
        let at = NumbersPane::TABS.iter().position(|pane| *pane == self);
        at.map_or(NumbersPane::Headlines, |at| {
            NumbersPane::TABS[(at + by) % NumbersPane::TABS.len()]
        })
    }
}
