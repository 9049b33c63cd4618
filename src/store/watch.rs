//! Whether the room's file is still the one that was opened: people put backups back, move and remove files
//! while a screen shows them. Must not know what is in the room, beyond what tells one file from another.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::{log, place};

/// A file is only judged by its content when so many looks in a row do not know it: while somebody brings his log
/// into it, it cannot be read by itself.
const SURE: u32 = 3;

const SECRET: &str = "SELECT secret FROM room";
const LAST: &str = "SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'journal'";

/// What is remembered of the file that was opened.
#[derive(Debug)]
pub struct Watch {
    path: PathBuf,
    /// Open as long as the room is.
    file: File,
    id: (u64, u64),
    /// Size and last change when its content was known.
    stamp: Option<(u64, i64, i64)>,
    secret: Vec<u8>,
    /// The last number of the journal.
    last: i64,
    doubts: u32,
    /// It was said what became of the file by a look at it.
    told: bool,
}

impl Watch {
    /// Remembers the file that is open; `None` when it has gone already.
    pub fn new(path: &Path, file: File, db: &Connection) -> Option<Watch> {
        let meta = file.metadata().ok()?;
        Some(Watch {
            path: path.to_path_buf(),
            file,
            id: (meta.dev(), meta.ino()),
            stamp: None,
            secret: db.query_row(SECRET, [], |row| row.get(0)).ok()?,
            last: 0,
            doubts: 0,
            told: false,
        })
    }

    /// Where the file was.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether what lies under the name now is the very file that was opened, whatever it holds.
    pub fn is_same_file(&self) -> bool {
        self.is(&fs::symlink_metadata(&self.path))
    }

    fn is(&self, found: &io::Result<Metadata>) -> bool {
        found
            .as_ref()
            .is_ok_and(|meta| (meta.dev(), meta.ino()) == self.id)
    }

    /// What became of the file, if it is not there under its name any more.
    pub fn moved(&self) -> Option<&'static str> {
        match fs::symlink_metadata(&self.path) {
            Err(error) if error.kind() == ErrorKind::NotFound => Some("was removed"),
            Err(_) => None,
            found if !self.is(&found) => Some("was replaced by another file"),
            Ok(meta) if meta.len() == 0 => Some("was emptied"),
            Ok(_) => None,
        }
    }

    /// The same, and whether something else was written into it; once.
    pub fn look(&mut self, db: &Connection) -> Option<&'static str> {
        let gone = (!self.told).then(|| self.moved().or_else(|| self.overwritten(db)));
        let gone = gone.flatten();
        self.told |= gone.is_some();
        gone
    }

    fn overwritten(&mut self, db: &Connection) -> Option<&'static str> {
        let meta = fs::symlink_metadata(&self.path).ok()?;
        let stamp = Some((meta.len(), meta.mtime(), meta.mtime_nsec()));
        if stamp != self.stamp && !self.is_known() {
            self.doubts += 1;
            return (self.doubts >= SURE)
                .then_some("was overwritten by another file, or cut short");
        }
        self.doubts = 0;
        self.stamp = stamp;
        self.last = db
            .query_row(LAST, [], |row| row.get(0))
            .unwrap_or(self.last);
        None
    }

    /// Whether the file by itself, without its log, is one that this room has been.
    fn is_known(&self) -> bool {
        let read = || {
            let file = log::alone(&self.path)?;
            let secret: Vec<u8> = file.query_row(SECRET, [], |row| row.get(0))?;
            let last: i64 = file.query_row(LAST, [], |row| row.get(0))?;
            Ok::<_, rusqlite::Error>((secret, last))
        };
        let waiting = fs::metadata(place::beside(&self.path, "-wal")).is_ok_and(|m| m.len() > 0);
        let known = read()
            .is_ok_and(|(secret, last)| secret == self.secret && (waiting || last >= self.last));
        known && !log::is_foreign(&self.path, &self.file)
    }
}
