//! Which accounts stand behind the number the cursor is on.
//! Must not know how they are listed.

use crate::app::screens::lost::{Lost, Which};
use crate::domain::figure::Figure;
use crate::domain::period::Period;
use crate::domain::snapshot::Way;
use crate::domain::tally::Line;

use super::Numbers;
use super::pane::Pane;

impl Numbers {
    /// The list of the accounts behind the selected number; `None` where there is none.
    pub(super) fn behind(&self, period: Period) -> Option<Lost> {
        let lost = |which| Lost::new(period, None, "").only(which);
        match self.pane {
            Pane::Headlines => match self.figures.key()? {
                Figure::LogoChurn if self.by.is_none() => Some(lost(Which::Left)),
                _ => Some(lost(Which::All)),
            },
            Pane::Trend => Some(lost(Which::All)),
            Pane::Bridge => match self.bridge.key()? {
                Line::New => Some(Lost::moved(period, Way::New)),
                Line::Reactivation => Some(Lost::moved(period, Way::Reactivated)),
                Line::Expansion => Some(Lost::moved(period, Way::Grew)),
                Line::CameAndWent => Some(Lost::moved(period, Way::CameAndWent)),
                Line::Churn => Some(lost(Which::Left)),
                Line::Contraction => Some(lost(Which::Shrank)),
                Line::Opening | Line::Closing => None,
            },
            Pane::Cohorts | Pane::Effects => None,
        }
    }
}
