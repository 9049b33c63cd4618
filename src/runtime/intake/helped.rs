//! What helps to read files: what a person said of them, and what the room knows. Must not look at a file.

use std::collections::BTreeMap;

use super::Options;
use crate::domain::failure::Failure;
use crate::exchange::read::{self, Hints};
use crate::store::Store;

/// All that is known before a file is looked at.
///
/// # Errors
/// When the room cannot be read.
pub(super) fn hints(store: &Store, options: &Options) -> Result<Hints, Failure> {
    Ok(Hints {
        room_currency: store.currency()?,
        today: store.today(),
        complete: options.complete,
        remembered: remembered(store)?,
        rates: store.rules().rates.clone(),
        ..options.hints.clone()
    })
}

/// Mappings remembered in the room. One that no longer reads is as good as none.
fn remembered(store: &Store) -> Result<BTreeMap<String, read::Remembered>, Failure> {
    let maps = store.import_maps()?.into_iter();
    Ok(maps
        .filter_map(|(header, map)| Some((header, serde_json::from_str(&map).ok()?)))
        .collect())
}
