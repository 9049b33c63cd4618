//! What lies in a log behind the last transaction that can be read, where no index tells how far the log went: what a kill
//! leaves there, and what it does not. Must not know where the log lies, nor how its pages are summed up.

use crate::store::frames::{FRAME, Salts, number_at};
use crate::store::tick;

/// No transaction of so many pages begins to write before it is done: of a longer one a kill may leave pages that were
/// written a second time, and do not fit yet.
const MOST: u64 = 256;

/// On the way through a log, behind its last transaction that can be read.
#[derive(Default)]
pub struct LogTail {
    /// Whether the log was begun anew: then what it held before may lie behind its end, and behind the head of a page that
    /// was just being written.
    is_anew: bool,
    /// The tick of that transaction, and the one in the pages behind it that can be read.
    done: Option<String>,
    begun: Option<String>,
    /// So many pages of the log lie behind it, and so many of them can be read.
    pages: u64,
    read: u64,
    /// Which tick the first goes on from that lies in what cannot be read.
    since: Option<String>,
    /// The last page that cannot be read, goes on from the one before and says that a transaction ended with it.
    ended: u64,
    /// The last one that does not go on from the one before, and the last of no log: no kill leaves them in a log that was
    /// not begun anew.
    torn: u64,
    strange: u64,
    /// The last page of this log behind one that is not: no kill leaves that in any.
    odd: u64,
    /// What the page before says of its log, where that is another.
    apart: Option<Salts>,
}

/// A page of a log.
pub struct LogPage<'a> {
    pub nth: u64,
    pub frame: &'a [u8],
    /// Whether it says that it is of this log.
    pub is_own: bool,
    /// Whether it goes on from the one before, as it says itself.
    pub fits: bool,
    /// Whether it can be read: all before it can be, too.
    pub is_read: bool,
}

impl LogTail {
    pub fn new(is_anew: bool) -> LogTail {
        LogTail {
            is_anew,
            ..LogTail::default()
        }
    }

    /// Whether it has to be known of a page that is not of this log whether it goes on from the one before.
    pub fn asks(&self) -> bool {
        !self.is_anew && self.apart.is_some()
    }

    pub fn step(&mut self, page: &LogPage<'_>) {
        let ends = number_at(page.frame, 4) != 0;
        if !page.is_own {
            let salts = <Salts>::try_from(&page.frame[8..16]).ok();
            // Two of one log before it: whoever was killed when he began it anew left nothing that counts that.
            self.is_anew |= page.fits && self.apart == salts;
            (self.apart, self.strange) = (salts, page.nth);
            return;
        }
        let tick = tick::in_page(&page.frame[FRAME..]);
        self.pages += 1;
        if page.is_read {
            self.read += 1;
            self.begun = tick.map(|(_, at)| at).or(self.begun.take());
            if ends {
                self.done = self.begun.take().or(self.done.take());
                (self.pages, self.read) = (0, 0);
            }
            return;
        }
        self.since = self.since.take().or(tick.map(|(before, _)| before));
        if self.apart.is_some() {
            self.odd = page.nth;
        }
        match page.fits {
            true if ends => self.ended = page.nth,
            true => {}
            false => self.torn = page.nth,
        }
    }

    /// The last page of what was done and cannot be read; 0 where a kill may have left all of it. What another transaction
    /// was written over lies right behind that one, and goes on from a tick before it: what goes on from its own, or has
    /// begun before it cannot be read any more, was not written over. `of_file` is the tick of the room's file.
    pub fn last(self, of_file: impl FnOnce() -> Option<String>) -> u64 {
        let (torn, strange) = match self.is_anew {
            true => (0, 0),
            false => (self.torn, self.strange),
        };
        let (ended, odd) = (self.ended.max(torn), self.odd.max(strange));
        let goes_on = || self.since.is_some() && self.since == self.done.or_else(of_file);
        let is_done = ended > 0 && self.pages <= MOST && (self.read > 0 || goes_on());
        match is_done {
            true => odd.max(ended),
            false => odd,
        }
    }
}
