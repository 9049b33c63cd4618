//! What a file shows of itself, without its log and without SQLite, and whether somebody is still writing it.
//! Must not know what became of it.

use std::fs::{self, File};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::Path;

use rustix::event::{Timespec, poll};

use super::log;
use super::steps::APPLICATION_ID;

/// How often a file that is just being written is looked at before it is judged, and how many milliseconds after one
/// another.
pub const TRIES: u32 = 10;
pub const PAUSE: i64 = 10;

/// What a look at the file by itself shows. As long as nobody brings his log into it, not a byte of it changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// How long it is.
    pub size: u64,
    /// When its content and what is kept about it changed.
    pub at: [(i64, i64); 2],
    /// How it begins.
    pub head: [u8; 100],
    /// The tick that was the last when it was written.
    pub tick: Option<String>,
}

impl Seen {
    fn number(&self, at: usize) -> u64 {
        log::number_at(&self.head, at).into()
    }

    /// The bytes of a page; 1 in the head stands for 65536.
    pub fn page_size(&self) -> usize {
        match self.number(16) >> 16 {
            1 => 1 << 16,
            size => size as usize,
        }
    }

    /// How long the file says it is.
    pub fn says(&self) -> u64 {
        self.number(28) * self.page_size() as u64
    }

    /// Whether its head says that it is a room.
    pub fn is_of_a_room(&self) -> bool {
        self.number(68) == APPLICATION_ID.unsigned_abs()
    }

    /// What no room becomes while it is open: without a log, or of an older version.
    pub fn is_no_successor_of(&self, before: &Seen) -> bool {
        !self.is_of_a_room() || self.head[18..20] == [1, 1] || self.number(60) < before.number(60)
    }
}

/// Waits for so many milliseconds.
pub fn pause(milliseconds: i64) {
    let time = Timespec {
        tv_sec: 0,
        tv_nsec: milliseconds * 1_000_000,
    };
    // What wakes it up early does no harm: then it looks again.
    let _ = poll(&mut [], Some(&time));
}

/// Waits until nobody writes into a file any more, and says whether that came about. One that is not as long as its head
/// says may only be held up; somebody may have cut it short, too.
pub fn wait_until_written(path: &Path) -> bool {
    let seen = || {
        let (meta, mut head) = (fs::metadata(path).ok()?, [0; 100]);
        let _ = File::open(path).and_then(|file| file.read_exact_at(&mut head, 0));
        Some(Seen {
            size: meta.len(),
            at: [(meta.mtime(), meta.mtime_nsec()), (0, 0)],
            head,
            tick: None,
        })
    };
    let (mut before, mut still) = (seen(), 0);
    for _ in 0..6 * TRIES {
        pause(5 * PAUSE);
        let now = seen();
        still = if now == before { still + 1 } else { 0 };
        let is_whole = |seen: &Seen| seen.size > 0 && seen.size >= seen.says();
        let enough = if now.as_ref().is_none_or(is_whole) {
            2
        } else {
            2 * TRIES
        };
        if still >= enough {
            return true;
        }
        before = now;
    }
    false
}
