//! Files of any make as texts that can be read, for as long as they are needed. Must not know what is in them.

use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{fault, scratch};
use crate::domain::failure::Failure;
use crate::exchange::read::{self, Hints, Source, Unpacked, Unread};
use crate::exchange::safe::quoted;

/// Where files are unpacked to; all of it is removed when this is dropped.
#[derive(Debug, Default)]
pub struct Unpacking {
    folder: Option<TempDir>,
}

impl Unpacking {
    /// What can be read in place of a file: most often the file itself.
    ///
    /// # Errors
    /// One sentence where there is nothing in it to read.
    pub fn of(&mut self, path: &Path, hints: &Hints) -> Result<Unpacked, Failure> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let name = quoted(&name, 200);
        let failed = |e: io::Error| Failure::failed(format!("reading {name}: {e}"));
        let within = self.within().map_err(failed)?;
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

    /// Where all of it is unpacked to.
    fn within(&mut self) -> io::Result<PathBuf> {
        let folder = match self.folder.take() {
            Some(folder) => folder,
            None => scratch::folder()?,
        };
        Ok(self.folder.insert(folder).path().to_owned())
    }
}

/// A folder that nobody has put anything in; it goes with the one that it is in.
fn new_folder(within: &Path) -> io::Result<PathBuf> {
    Ok(tempfile::tempdir_in(within)?.keep())
}
