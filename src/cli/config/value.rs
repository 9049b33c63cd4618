//! `[value]` and `[cac]`: what customers cost. Must not know what is worked out of it.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::money::Cents;
use crate::domain::value::Costs;

/// The section as written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Part {
    gross_margin: Option<f64>,
}

impl Part {
    /// The margin, and what a new customer costs per channel.
    pub(super) fn costs(&self, cac: &BTreeMap<String, f64>) -> Result<Costs, String> {
        let usual = Costs::default();
        let gross_margin = self.gross_margin.unwrap_or(usual.gross_margin);
        if !(gross_margin > 0.0 && gross_margin <= 1.0) {
            return Err(format!(
                "value.gross_margin is {gross_margin}; it is the share of revenue left after serving it, \
                 such as 0.8 for 80 %"
            ));
        }
        let cac = cac.iter().map(|(channel, amount)| {
            if !(*amount > 0.0 && *amount < 1e9) {
                return Err(format!(
                    "cac.{channel} is {amount}; say what one new customer costs, such as 320.50"
                ));
            }
            Ok((channel.clone(), Cents((amount * 100.0).round() as i64)))
        });
        Ok(Costs {
            gross_margin,
            cac: cac.collect::<Result<_, String>>()?,
        })
    }
}
