//! The customers that files name, for a mask that has to know them before the room does. Must not write anything.

use std::path::PathBuf;

use super::{Options, helped, through};
use crate::domain::failure::Failure;
use crate::runtime::unpacked::Unpacking;
use crate::store::Store;

/// What the files call customers; nothing of one that cannot be read: nothing of its rows is told then.
///
/// # Errors
/// When the room or a file cannot be read.
pub fn names(store: &Store, files: &[PathBuf], options: &Options) -> Result<Vec<String>, Failure> {
    let hints = helped::hints(store, options)?;
    let mut unpacking = Unpacking::default();
    let mut names = Vec::new();
    for file in files {
        let looked = through::look(file, &hints, &mut unpacking).ok();
        if let Some(source) = looked.and_then(|looked| looked.source) {
            names.extend(source.names()?);
        }
    }
    Ok(names)
}
