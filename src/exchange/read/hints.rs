//! What a person says about files beyond what they say themselves.
//! Must not know how a file is read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::import::ImportKind;
use crate::domain::money::Currency;
use crate::domain::rate::ExchangeRates;

/// What a person said about the files of one call; everything may be left to the files themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// `--as-kind`
    pub kind: Option<ImportKind>,
    /// `--map field=Header`
    pub map: Vec<(String, String)>,
    /// `--date-format`, as written.
    pub date_format: Option<String>,
    /// `--currency`
    pub currency: Option<Currency>,
    /// The room's own currency, if it has one.
    pub room_currency: Option<Currency>,
    /// What other currencies are converted at.
    pub rates: ExchangeRates,
    /// `--sheet`
    pub sheet: Option<String>,
    /// `--tag-from`
    pub tag_from: Option<String>,
    /// What was said about files with the same columns before, by [`super::Source::header_key`]; what a person says now
    /// comes first.
    pub remembered: BTreeMap<String, Remembered>,
}

/// What a person said about a file's columns, to be said for the next one with the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remembered {
    /// The kind it turned out to be.
    pub kind: Option<ImportKind>,
    /// The mappings that it used.
    pub map: Vec<(String, String)>,
}
