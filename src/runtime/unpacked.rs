//! Files of any make as texts that can be read, for as long as they are needed. Must not know what is in them.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use tempfile::TempDir;

use super::{fault, scratch};
use crate::domain::failure::Failure;
use crate::exchange::read::{self, Hints, Source, Unpacked, Unread};
use crate::exchange::safe::quoted;

/// Where files are unpacked to; all of it is removed when this is dropped.
#[derive(Debug, Default)]
pub struct Unpacking {
    folder: Arc<Mutex<Option<TempDir>>>,
}

impl Unpacking {
    /// What can be read in place of a file: most often the file itself.
    ///
    /// # Errors
    /// One sentence where there is nothing in it to read.
    pub fn of(&mut self, path: &Path, hints: &Hints) -> Result<Unpacked, Failure> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = quoted(&name, 200);
        let failed = |e: io::Error| Failure::disk(&format!("reading {name}"), e);
        // A thread whose reader broke down never ends, and must not keep what it has unpacked.
        let within = Arc::downgrade(&self.folder);
        let (file, hints) = (path.to_owned(), hints.clone());
        let read = move || read::unpack(&file, &mut || new_folder(&within), &hints);
        fault::guarded(read).map_err(failed)?.unwrap_or_else(|| {
            Err(Failure::failed(format!("reading {name}: it is broken"))
                .hint("open it in the program it is from and save it again, or export it as CSV"))
        })
    }

    /// A file as far as it is understood before its rows are read.
    ///
    /// # Errors
    /// Where it cannot be read at all, has no rows, or leaves something open that has to be said first.
    pub fn look_at(&mut self, path: &Path, hints: &Hints) -> Result<Source, Unread> {
        let unpacked = self.of(path, hints)?;
        let mut source = read::look_at(&unpacked.path, hints)?;
        source.came_from(unpacked);
        source.has_rows()?;
        Ok(source)
    }

    /// What a file calls its columns, as far as that can be told before anything is said of it.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn columns(&mut self, path: &Path) -> Result<Vec<String>, Failure> {
        let unpacked = self.of(path, &Hints::default())?;
        read::columns_of(&unpacked.path)
    }
}

/// A folder that nobody has put anything in; it goes with the one that all of them are in, which is made for the first.
fn new_folder(within: &Weak<Mutex<Option<TempDir>>>) -> io::Result<PathBuf> {
    let within = within.upgrade().ok_or(io::ErrorKind::NotFound)?;
    let mut within = within.lock().unwrap_or_else(PoisonError::into_inner);
    let folder = match within.take() {
        Some(folder) => folder,
        None => scratch::folder()?,
    };
    Ok(tempfile::tempdir_in(within.insert(folder).path())?.keep())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_made_for_what_is_unpacked_alone_and_goes_with_it() {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join("list.csv");
        std::fs::write(&path, "id,name\nA1,Acme\n").unwrap();
        let mut unpacking = Unpacking::default();
        let plain = unpacking.of(&path, &Hints::default()).unwrap();
        assert_eq!(plain.path, path);
        assert!(unpacking.folder.lock().unwrap().is_none());
        let lines = home.path().join("list.json");
        std::fs::write(&lines, "[{\"id\":\"A1\",\"name\":\"Acme\"}]").unwrap();
        let unpacked = unpacking.of(&lines, &Hints::default()).unwrap();
        assert!(unpacked.path != lines && unpacked.path.is_file());
        drop(unpacking);
        assert!(!unpacked.path.exists());
    }
}
