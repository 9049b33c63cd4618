//! What lies in a room's log behind the place where it cannot be read any more: SQLite takes the first page in it that
//! is not as it was written for its end, and all that was saved behind would be gone without a word. A transaction that
//! never came to its end is no loss, nor one that another was written over before anybody was told of it. Of the very last
//! the index beside the log tells it from those, as long as nobody has opened the room since; else what kind of damage a
//! kill never leaves. Must not know what is in the pages.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::frames::{self, FRAME, HEAD, LogSum, PAGE, Salts, number_at, sum_at, summed, word};
use super::{place, tick};
use crate::domain::failure::Failure;
use index::LogIndex;
use tail::{LogPage, LogTail};

mod index;
mod tail;

/// What stands behind the name of a room's log of which a part could not be read.
const DAMAGED: &str = "-wal.damaged";

/// What to do about a log that cannot be kept.
const MEND: &str =
    "make a copy of that log while nobody has the room open, move it away, and open the room again";

/// How far a log goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LogExtent {
    /// So many pages from its start are as they were written.
    readable: u64,
    /// So many of them are of transactions that came to their end.
    done: u64,
    /// The last page behind them with which a transaction ended, or that no kill leaves as it is; 0 where there is none.
    last: u64,
    /// The same, where no index tells how far the log went: as long as nobody works in the room.
    unsaid: u64,
    /// How long it is, in bytes.
    size: u64,
}

/// How many pages of a room's log SQLite reads: those that are as they were written, up to the end of a transaction.
pub fn readable(path: &Path) -> u64 {
    extent(path, None).map_or(0, |extent| extent.done)
}

/// What is said of a room that may lack what was saved last, as long as the log that held it lies beside it.
pub fn told(path: &Path, lost: Option<LogExtent>) -> Vec<String> {
    let log = place::beside(path, "-wal");
    let lost = lost.map(|lost| {
        format!(
            "what was saved last may be missing in the room: its log, {}, is damaged from page {} of {} on, and what lies behind that cannot be read",
            log.display(),
            lost.readable + 1,
            lost.last
        )
    });
    let kept: Vec<String> = copies(path)
        .map(|kept| kept.display().to_string())
        .collect();
    let kept = (!kept.is_empty()).then(|| {
        format!(
            "what was saved last may be missing in the room: its log was damaged, and is kept as {}; look at the last notes and actions and write again what is not there, or put a backup back with `churnroom restore FILE`, and remove that log once nothing is missed",
            kept.join(" and ")
        )
    });
    lost.into_iter().chain(kept).collect()
}

/// A turn of one's own at the log beside a file, where something is in it.
pub fn turn(path: &Path) -> Option<File> {
    let holds = fs::metadata(place::beside(path, "-wal")).is_ok_and(|log| log.len() > 0);
    holds.then(|| place::alone(path)).flatten()
}

/// Keeps a log of which a part cannot be read, before anything is written over that. Where it cannot be kept nothing must
/// be written: then what is wrong, and what to do about it. It takes a turn at the log, which begins before that was looked
/// at.
pub fn keep(
    path: &Path,
    db: &Connection,
    lost: Option<LogExtent>,
) -> Option<(String, &'static str)> {
    let lost = lost?;
    let log = place::beside(path, "-wal");
    if !is_as_found(path, &lost) {
        return None;
    }
    if let Err(error) = copied(path, &log) {
        let why = Failure::disk("keeping a copy of it", error).message;
        return Some((format!("{} is damaged; {why}", log.display()), MEND));
    }
    // What was read goes into the file, and the rest out of the way: else the next look finds it again, as it does where
    // somebody who reads keeps that from being done.
    let _ = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    None
}

/// What cannot be read in the log beside a file that nobody has open here, if anything may be lost by that.
pub fn before(path: &Path) -> Option<LogExtent> {
    let found = extent(path, LogIndex::beside(path))?;
    let last = found.last.max(found.unsaid);
    // Else somebody is writing it. (Whoever opens it at the same time makes its index anew.)
    (last > 0 && is_as_found(path, &found)).then_some(LogExtent { last, ..found })
}

/// The same beside a room that is open: no index tells any more how far its log went.
pub fn now(path: &Path, db: &Connection) -> Option<LogExtent> {
    lost(
        path,
        db,
        extent(path, None).filter(|extent| extent.last > 0),
    )
}

/// What of that the connection does not find in the log. Whoever has the room open at the same time has read it before it
/// was damaged, or is writing it: by his index more is found.
pub fn lost(path: &Path, db: &Connection, before: Option<LogExtent>) -> Option<LogExtent> {
    let before = before?;
    let pages = "PRAGMA wal_checkpoint(NOOP)";
    let found = db.query_row(pages, [], |row| row.get::<_, i64>(1));
    let is_found = u64::try_from(found.unwrap_or(0)).is_ok_and(|found| found >= before.last);
    (!is_found && is_as_found(path, &before)).then_some(before)
}

/// Whether the log is still there as it was found.
pub fn is_left(path: &Path, before: &LogExtent) -> bool {
    before.size > 0 && is_as_found(path, before)
}

/// Whether nobody has written or emptied the log since.
fn is_as_found(path: &Path, before: &LogExtent) -> bool {
    let now = extent(path, None).unwrap_or_default();
    let size = fs::metadata(place::beside(path, "-wal")).map_or(0, |meta| meta.len());
    (now.readable, size) == (before.readable, before.size)
}

fn copied(path: &Path, log: &Path) -> io::Result<()> {
    let size = fs::metadata(log)?.len();
    let is_same = |kept: &PathBuf| {
        fs::metadata(kept).is_ok_and(|meta| meta.len() == size)
            && fs::read(kept).ok() == fs::read(log).ok()
    };
    if copies(path).any(|kept| is_same(&kept)) {
        return Ok(());
    }
    let mut from = File::open(log)?;
    let mut copy = place::unfinished(path)?;
    io::copy(&mut from, copy.as_file_mut())?;
    copy.as_file()
        .set_permissions(from.metadata()?.permissions())?;
    copy.as_file().sync_all()?;
    copy.persist_noclobber(place::free_name(path, DAMAGED))?;
    Ok(())
}

/// What stands behind the name of a room for each log that may be kept.
pub fn endings() -> impl Iterator<Item = String> {
    place::numbered(DAMAGED).take(place::FEW)
}

/// The logs that were kept.
fn copies(path: &Path) -> impl Iterator<Item = PathBuf> {
    let all = endings().map(|ending| place::beside(path, &ending));
    let is_plain = |at: &PathBuf| fs::symlink_metadata(at).is_ok_and(|meta| meta.is_file());
    all.filter(is_plain)
}

/// How far a log goes; by its index, where that is known, more may have been in it.
fn extent(path: &Path, index: Option<LogIndex>) -> Option<LogExtent> {
    let log = File::open(place::beside(path, "-wal")).ok()?;
    let size = log.metadata().ok()?.len();
    let Some((mut walk, page)) = LogWalk::begin(path, &log, index.as_ref()) else {
        let pages = index.filter(|index| index.filled < index.pages)?.pages;
        return Some(LogExtent {
            last: pages,
            size,
            ..LogExtent::default()
        });
    };
    let mut frame = vec![0; FRAME + page];
    for (nth, at) in (1..).zip((HEAD as u64..).step_by(frame.len())) {
        if log.read_exact_at(&mut frame, at).is_err() {
            break;
        }
        walk.step(nth, &frame);
    }
    let mut found = LogExtent { size, ..walk.found };
    let Some(index) = index.filter(|index| index.salts == walk.salts) else {
        found.unsaid = walk.tail.last(|| tick::of_file(path));
        return Some(found);
    };
    if index.pages > found.readable && index.pages > index.filled {
        found.last = found.last.max(index.pages);
    } else if found.last <= index.pages {
        found.last = 0;
    }
    Some(found)
}

/// How long the pages of a file are, as it says itself.
fn page_of(path: &Path) -> usize {
    let mut size = [0; 2];
    let read = File::open(path).and_then(|file| file.read_exact_at(&mut size, 16));
    let size = u16::from_be_bytes(size);
    match size {
        1 => 1 << 16,
        512.. if read.is_ok() && size.is_power_of_two() => size.into(),
        _ => PAGE,
    }
}

/// On the way through a log, from one page to the next.
struct LogWalk {
    salts: Salts,
    big: bool,
    /// What was summed up before the next page, as it is said there, and as it was reckoned: one of them may be damaged.
    before: [LogSum; 2],
    /// Whether all is as it was written, so far.
    is_whole: bool,
    /// Whether where it is not it was, once.
    is_damaged: bool,
    /// Whether a transaction ended with the page before, behind that.
    ended: bool,
    tail: LogTail,
    found: LogExtent,
}

impl LogWalk {
    /// At the head of a log, and how long its pages are.
    fn begin(path: &Path, log: &File, index: Option<&LogIndex>) -> Option<(LogWalk, usize)> {
        let mut head = [0; HEAD];
        log.read_exact_at(&mut head, 0).ok()?;
        let says_big = number_at(&head, 0) & 1 == 1;
        let (said, reckoned) = (sum_at(&head, 24), summed([0; 2], &head[..24], says_big));
        let is_whole = frames::is_whole(&head);
        if !is_whole {
            // Any of what it says may be another; the salts stand before each page, too.
            log.read_exact_at(&mut head[16..24], HEAD as u64 + 8).ok()?;
        }
        let salts = <Salts>::try_from(&head[16..24]).ok()?;
        let elsewhere = || frames::salts(log);
        let walk = LogWalk {
            salts: match is_whole {
                true => salts,
                false => index
                    .map(|index| index.salts)
                    .or_else(elsewhere)
                    .unwrap_or(salts),
            },
            big: match is_whole {
                true => says_big,
                false => cfg!(target_endian = "big"),
            },
            before: [said, reckoned],
            is_whole,
            is_damaged: !is_whole,
            ended: false,
            // What counts how often it was begun.
            tail: LogTail::new(!is_whole || number_at(&head, 12) != 0),
            found: LogExtent::default(),
        };
        let page = match is_whole {
            true => number_at(&head, 8) as usize,
            false => page_of(path),
        };
        Some((walk, page))
    }

    fn step(&mut self, nth: u64, frame: &[u8]) {
        let is_own = frame[8..16] == self.salts;
        let fits = self.fits(nth, frame, is_own);
        self.tail.step(&LogPage {
            nth,
            frame,
            is_own,
            fits,
            is_read: self.is_whole,
        });
    }

    /// Whether a page goes on from the one before, and what it says of the log if it does not.
    fn fits(&mut self, nth: u64, frame: &[u8], is_own: bool) -> bool {
        let said = sum_at(frame, 16);
        // What is left behind from before the log was begun anew has other salts.
        if !self.is_whole && !is_own {
            if self.is_odd(frame) {
                self.damaged(nth, Some(true));
            }
            let fits = self.tail.asks() && self.reckoned(self.before[0], frame) == said;
            (self.before, self.ended) = ([said; 2], false);
            return fits;
        }
        let reckon = |before| self.reckoned(before, frame);
        let reckoned = reckon(self.before[0]);
        let fits =
            reckoned == said || self.before[1] != self.before[0] && reckon(self.before[1]) == said;
        self.before = [said, reckoned];
        let ends = number_at(frame, 4) != 0;
        match (self.is_whole, is_own, fits) {
            (true, true, true) => {
                self.found.readable = nth;
                self.found.done = if ends { nth } else { self.found.done };
            }
            (true, false, true) => self.damaged(nth, Some(ends)),
            (true, false, false) if self.is_odd(frame) => self.damaged(nth, Some(true)),
            (true, _, false) => self.damaged(nth, mended(frame, said, reckoned, self.big)),
            (false, _, true) => self.behind(nth, ends),
            (false, _, false) => {}
        }
        self.ended = is_own && ends;
        fits
    }

    fn reckoned(&self, before: LogSum, frame: &[u8]) -> LogSum {
        let head = summed(before, &frame[..8], self.big);
        summed(head, &frame[FRAME..], self.big)
    }

    /// Whether no kill leaves a page so that is not this log's in its place: one of nothing, as a power cut may leave it,
    /// or one that has moved, with what was before it.
    fn is_odd(&self, frame: &[u8]) -> bool {
        frame.iter().all(|byte| *byte == 0)
            || memchr::memmem::find(frame, &self.salts).is_some_and(|_| self.salts != [0; 8])
    }

    /// A page that is not as it was written; `ends` when it certainly was once: whether a transaction ended with it.
    fn damaged(&mut self, nth: u64, ends: Option<bool>) {
        self.is_whole = false;
        self.is_damaged |= ends.is_some();
        if ends == Some(true) {
            self.found.last = nth;
        }
    }

    /// A page behind it that goes on from the one before. Of two who wrote at the same place the first was killed before
    /// he could say that it was done; the second may have written less, and then what is left behind it is the end of that
    /// one transaction. Where anything goes on from the end of one, that was done.
    fn behind(&mut self, nth: u64, ends: bool) {
        if self.ended {
            self.damaged(nth - 1, Some(true));
        }
        if ends && self.is_damaged {
            self.found.last = nth;
        }
    }
}

/// Whether a page is as it was written but for one byte, and then whether a transaction ended with it. Nothing that a
/// kill leaves is.
fn mended(frame: &[u8], said: LogSum, reckoned: LogSum, big: bool) -> Option<bool> {
    let ends = word(&frame[4..8], big);
    let halves = said.iter().zip(reckoned);
    let others: u32 = halves.map(|(one, other)| bytes_in(one ^ other)).sum();
    let apart = [0, 1].map(|half| said[half].wrapping_sub(reckoned[half]));
    match turned((frame.len() - FRAME + 8) / 4, apart) {
        _ if others == 1 => Some(ends != 0),
        Some((1, by)) => Some(ends.wrapping_add(by) != 0),
        Some(_) => Some(ends != 0),
        None => None,
    }
}

/// How many bytes of a word are not zero.
fn bytes_in(word: u32) -> u32 {
    word.to_be_bytes()
        .iter()
        .map(|byte| u32::from(*byte != 0))
        .sum()
}

/// Which word is to be what more, by one of its bytes, for a sum to come out as it should.
fn turned(words: usize, apart: LogSum) -> Option<(usize, u32)> {
    let shifted = (1..=255u32).flat_map(|by| [0, 8, 16, 24].map(|shift| by << shift));
    let ways: Vec<u32> = shifted.flat_map(|by| [by, by.wrapping_neg()]).collect();
    // What one more in either half makes of both in the end.
    let (mut first, mut second) = ([1u32, 0], [0, 1]);
    for pair in (0..words / 2).rev() {
        let both = plus(first, second);
        for (nth, each) in [(2 * pair + 1, second), (2 * pair, both)] {
            let explains = |by: &&u32| each.map(|half| half.wrapping_mul(**by)) == apart;
            if let Some(by) = ways.iter().find(explains) {
                return Some((nth, *by));
            }
        }
        (first, second) = (both, plus(both, second));
    }
    None
}

fn plus(one: LogSum, other: LogSum) -> LogSum {
    [0, 1].map(|half: usize| one[half].wrapping_add(other[half]))
}

#[cfg(test)]
mod tests;
