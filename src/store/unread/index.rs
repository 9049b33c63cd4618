//! What those who had a room open have written of its log into the index beside it (the `-shm` file): where all of them
//! were killed it still says how far the log went. Whoever opens the room next makes it anew.
//! Must not know what is in the log.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::Path;

use crate::store::frames::{Salts, summed, word};
use crate::store::place;

/// The index begins with its own head (see <https://sqlite.org/walformat.html#the_wal_index_header>).
const HEAD: usize = 48;
const SUMMED: usize = 40;
const SALTS: usize = 32;
const FILLED: usize = 96;

/// What an index says of a log.
pub struct LogIndex {
    /// Which log it is of.
    pub salts: Salts,
    /// So many pages of it were done: whoever had saved them was told so.
    pub pages: u64,
    /// So many of them are in the room's file.
    pub filled: u64,
}

impl LogIndex {
    /// The one beside a room that nobody has open here: were it opened and closed here, this process would let go of the
    /// locks that it has on it.
    pub fn beside(path: &Path) -> Option<LogIndex> {
        let at = place::beside(path, "-shm");
        fs::symlink_metadata(&at)
            .ok()
            .filter(fs::Metadata::is_file)?;
        let mut head = [0; FILLED + 4];
        File::open(at).ok()?.read_exact_at(&mut head, 0).ok()?;
        let big = cfg!(target_endian = "big");
        let number = |at: usize| word(&head[at..at + 4], big);
        let is_whole = head[12] == 1
            && summed([0; 2], &head[..SUMMED], big) == [number(SUMMED), number(HEAD - 4)];
        let salts = <Salts>::try_from(&head[SALTS..SUMMED]).ok()?;
        is_whole.then(|| LogIndex {
            salts,
            pages: number(16).into(),
            filled: number(FILLED).into(),
        })
    }
}
