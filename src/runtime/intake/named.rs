//! The customers that files name, for a mask that has to know them before the room does. Must not write anything.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{Options, helped, through};
use crate::domain::failure::Failure;
use crate::domain::masking::Mask;
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

/// Puts the columns of files in for those that are called as they are seen while names are covered.
pub fn put_back(files: &[PathBuf], options: &mut Options, mask: &Mask) {
    let hints = &mut options.hints;
    let mapped = hints.map.iter_mut().map(|(_, column)| column);
    let others = hints.ignore.iter_mut().chain(&mut hints.tag_from);
    let said: Vec<&mut String> = mapped.chain(others).chain(&mut hints.status_ends).collect();
    if said.is_empty() || !mask.is_on() {
        return;
    }
    let mut unpacking = Unpacking::default();
    let columns = files.iter().flat_map(|file| unpacking.columns(file));
    let columns: BTreeSet<String> = columns.flatten().collect();
    for column in said {
        let mut seen = columns
            .iter()
            .filter(|one| mask.text(one) == column.as_str());
        if let (Some(one), None) = (seen.next(), seen.next()) {
            column.clone_from(one);
        }
    }
}
