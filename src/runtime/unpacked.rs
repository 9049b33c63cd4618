//! Files of any make as texts that can be read, for as long as they are needed. Must not know what is in them.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use tempfile::TempDir;

use super::scratch;
use crate::domain::failure::Failure;
use crate::exchange::read::{self, Hints, Source, Unpacked, Unread};
use crate::exchange::safe::quoted;

/// Who reads a broken workbook: the place where a panic is told is the whole program's.
static READS: Mutex<()> = Mutex::new(());

/// Where files are unpacked to; all of it is removed when this is dropped.
#[derive(Debug, Default)]
pub struct Unpacking {
    folder: Option<TempDir>,
    made: usize,
}

impl Unpacking {
    /// What can be read in place of a file: most often the file itself.
    ///
    /// # Errors
    /// One sentence where there is nothing in it to read.
    pub fn of(&mut self, path: &Path, hints: &Hints) -> Result<Unpacked, Failure> {
        guarded(|| read::unpack(path, &mut || self.new_folder(), hints)).unwrap_or_else(|| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let name = quoted(&name, 200);
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

    /// A folder that nobody has put anything in.
    fn new_folder(&mut self) -> io::Result<PathBuf> {
        let folder = match self.folder.take() {
            Some(folder) => folder,
            None => scratch::folder()?,
        };
        self.made += 1;
        let new = folder.path().join(self.made.to_string());
        self.folder = Some(folder);
        std::fs::create_dir(&new)?;
        Ok(new)
    }
}

/// What comes of reading a file of somebody else's format; nothing where its reader panics, as one does over a
/// workbook that was made to have it do so. Nobody is told of that panic but by a sentence about the file.
fn guarded<T>(read: impl FnOnce() -> T) -> Option<T> {
    let _alone = READS.lock().unwrap_or_else(PoisonError::into_inner);
    let hook = take_hook();
    set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::warn!(place, "a broken file");
    }));
    let read = catch_unwind(AssertUnwindSafe(read));
    set_hook(hook);
    read.ok()
}
