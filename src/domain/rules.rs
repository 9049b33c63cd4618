//! What a team has settled about its numbers: the same data gives other numbers under other rules.
//! Must not know where they are written down: the command line reads them from the configuration.

use std::collections::BTreeMap;

use super::agenda::Section;
use super::breakdown::TOO_FEW;
use super::calendar::Calendar;
use super::goals::Goals;
use super::losses::Windows;
use super::rate::ExchangeRates;
use super::signs::{self, Rule};
use super::usual::closed::REOPENS_AT;
use super::value::Costs;

/// The rules numbers are counted by.
#[derive(Clone, Debug, PartialEq)]
pub struct Rules {
    /// How far around a period feedback counts as evidence.
    pub windows: Windows,
    /// What other currencies are converted at when a file is imported.
    pub rates: ExchangeRates,
    /// Days an account may pay nothing without having left.
    pub grace_days: u16,
    /// When its fiscal years and weeks begin.
    pub calendar: Calendar,
    /// Opening accounts below which a cell of a breakdown is not ranked.
    pub too_few: u64,
    /// Lost accounts a month from which on a theme that was closed is open again.
    pub reopens_at: u64,
    /// What figures should be.
    pub goals: Goals,
    /// What makes an account at risk or endangered.
    pub signs: Vec<Rule>,
    /// What customers cost, to acquire and to serve.
    pub costs: Costs,
    /// Columns that were known before accounts left, however well they tell who did.
    pub learn_from: Vec<String>,
    /// The teams that a decision in a section needs.
    pub needs: BTreeMap<Section, Vec<String>>,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            windows: Windows::default(),
            grace_days: 0,
            rates: ExchangeRates::new(),
            calendar: Calendar::default(),
            too_few: TOO_FEW,
            reopens_at: REOPENS_AT,
            goals: Goals::default(),
            signs: signs::usual(),
            costs: Costs::default(),
            learn_from: Vec::new(),
            needs: BTreeMap::new(),
        }
    }
}
