//! What a file shows of itself, without its log and without SQLite. Must not know what became of it.

use super::log;
use super::steps::APPLICATION_ID;

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
