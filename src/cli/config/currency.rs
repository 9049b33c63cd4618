//! `[currency.rates]`: what one unit of another currency is in the room's. Must not know what is converted.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::domain::money::Currency;
use crate::domain::rate::{ExchangeRates, Rate};

/// The section as written.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Part {
    rates: BTreeMap<String, String>,
}

impl Part {
    /// The rates.
    pub(super) fn rates(self) -> Result<ExchangeRates, String> {
        let read = |(code, rate): (String, String)| {
            let wrong = |why: String| format!("currency.rates.{code}: {why}");
            let currency: Currency = code.parse().map_err(|e| wrong(format!("{e}")))?;
            let rate: Rate = rate.parse().map_err(|e| wrong(format!("{e}")))?;
            Ok((currency, rate))
        };
        self.rates.into_iter().map(read).collect()
    }
}
