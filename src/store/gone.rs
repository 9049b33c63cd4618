//! What can become of a room's files while it is open, and the logs beside it that its connection works in.
//! Must not know what is in a room.

use std::fs::{self, File, Metadata};
use std::os::fd::AsRawFd;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::Path;

use super::place::{self, OpenMode};

/// How long a log stays when all of it is in the file.
pub const LONGEST_LOG: u64 = 64 << 20;

/// What became of the file that was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// It has no name any more.
    Removed,
    /// It lies under another name.
    Moved,
    /// Another lies under its name.
    Replaced,
    /// Nothing is in it any more.
    Emptied,
    /// Something else is in it, or a part of it.
    Overwritten,
    /// It has one name more.
    Linked,
    /// Its log is not the one that is written to.
    Log,
    /// The index of its log is not the one that is kept.
    Index,
}

impl Gone {
    /// In words that follow the file.
    pub fn words(self) -> &'static str {
        match self {
            Gone::Removed => "was removed",
            Gone::Moved => "was moved",
            Gone::Replaced => "was replaced by another file",
            Gone::Emptied => "was emptied",
            Gone::Overwritten => "was overwritten by another file, or cut short",
            Gone::Linked => "was given another name (a hard link)",
            Gone::Log => {
                "lost the log beside it (the `-wal` file, which holds what was saved last)"
            }
            Gone::Index => {
                "lost the index of the log beside it, or a part of that (the `-shm` file)"
            }
        }
    }

    /// Whether what was saved last may lie apart from the file.
    pub fn parts(self) -> bool {
        match self {
            Gone::Moved | Gone::Replaced | Gone::Log => true,
            Gone::Removed | Gone::Emptied | Gone::Overwritten | Gone::Linked | Gone::Index => false,
        }
    }

    /// What became of what was saved before, where nothing was kept of it.
    pub fn leaves(self) -> &'static str {
        match self {
            Gone::Removed | Gone::Emptied | Gone::Overwritten | Gone::Moved | Gone::Replaced => {
                "what was saved before went with the file that was there"
            }
            Gone::Linked => {
                "what was saved before is in it; remove the other name, or go on in a copy made with `churnroom backup FILE`"
            }
            Gone::Log => "what was saved last may be lost: compare with what lies there now",
            Gone::Index => "what was saved before is in the room",
        }
    }
}

/// A file, by whatever name.
type FileId = (u64, u64);

fn id(meta: &Metadata) -> FileId {
    (meta.dev(), meta.ino())
}

/// The log and its index, as the connection has them open: SQLite makes them when it opens a room, and whoever leaves
/// the room last takes them away. As long as it is open, nobody else has any business with their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Logs {
    ids: [Option<FileId>; 2],
    /// Whether the index is as long as one is at least: it never gets shorter while somebody has the room open.
    whole: bool,
}

/// The shortest index there is: SQLite makes it longer by as much each time.
const INDEX: u64 = 1 << 15;

impl Logs {
    /// Those of a room that was just opened: a picture that does not change has none.
    pub fn in_use(path: &Path, mode: OpenMode) -> Logs {
        match mode {
            OpenMode::ReadWrite | OpenMode::ReadOnly => Logs::of(path),
            OpenMode::Immutable => Logs::default(),
        }
    }

    /// What lies under the names.
    fn of(path: &Path) -> Logs {
        let at = |suffix| fs::symlink_metadata(place::beside(path, suffix)).ok();
        let [log, index] = ["-wal", "-shm"].map(at);
        Logs {
            whole: index.as_ref().is_some_and(|index| index.len() >= INDEX),
            ids: [log, index].map(|meta| meta.as_ref().map(id)),
        }
    }

    /// Whether the index was cut short: whoever reads in what is gone of it is ended by the system, and what is left
    /// leads nowhere.
    pub fn index_was_cut(&self, path: &Path) -> bool {
        self.whole && {
            let now = Logs::of(path);
            !now.whole && now.ids[1] == self.ids[1]
        }
    }

    /// Which of them the names do not lead to any more.
    pub fn gone(&self, path: &Path) -> Option<Gone> {
        let now = Logs::of(path);
        let is_other = |nth: usize| {
            let is_cut = nth == 1 && self.whole && !now.whole;
            self.ids[nth].is_some() && (self.ids[nth] != now.ids[nth] || is_cut)
        };
        let which = [(0, Gone::Log), (1, Gone::Index)];
        which
            .into_iter()
            .find_map(|(nth, gone)| is_other(nth).then_some(gone))
    }

    /// Whether they lie beside an open file, wherever that is now; where a system does not tell, they do not.
    pub fn lie_with(&self, file: &File) -> bool {
        let now = fs::read_link(format!("/proc/self/fd/{}", file.as_raw_fd()));
        now.is_ok_and(|now| Logs::of(&now) == *self)
    }
}

/// How far a log goes. One that is begun anew has another head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GoneExtent {
    head: [u8; 32],
    size: u64,
}

impl GoneExtent {
    /// That of the log beside a file; none where it has no head.
    pub fn of(path: &Path) -> Option<GoneExtent> {
        let log = File::open(place::beside(path, "-wal")).ok()?;
        let mut head = [0; 32];
        log.read_exact_at(&mut head, 0).ok()?;
        let size = log.metadata().ok()?.len();
        (head != [0; 32]).then_some(GoneExtent { head, size })
    }

    /// Whether a part of it has gone since. What an import has made longer than it may stay is given back to the disk.
    pub fn is_cut_from(self, before: GoneExtent) -> bool {
        self.head == before.head && self.size < before.size.min(LONGEST_LOG)
    }
}
