//! What lies in a room's log behind the place where it cannot be read any more: SQLite takes the first page in it that
//! is not as it was written for its end, and all that was saved behind would be gone without a word. A transaction that
//! never came to its end is no loss, nor one that another was written over before anybody was told of it; where more than
//! a byte of the very last is another, it cannot be told from those. Must not know what is in the pages.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::place;
use crate::domain::failure::Failure;

/// The log's head, and what stands before each page in it (see <https://sqlite.org/fileformat2.html#walformat>).
const HEAD: usize = 32;
const FRAME: usize = 24;

/// How long the pages of our rooms are, where nothing says it any more.
const PAGE: usize = 4096;

/// What stands behind the name of a room's log of which a part could not be read.
const DAMAGED: &str = "-wal.damaged";

/// What to do about a log that cannot be kept.
const MEND: &str =
    "make a copy of that log while nobody has the room open, move it away, and open the room again";

/// Two halves, each word of what is summed up goes into one and so into the other.
type Sum = [u32; 2];

/// How far a log goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// So many pages from its start are as they were written.
    readable: u64,
    /// The last page behind them with which a transaction ended; 0 where none did.
    last: u64,
}

/// How many pages of a room's log are as they were written: SQLite reads no further.
pub fn readable(path: &Path) -> u64 {
    extent(path).map_or(0, |extent| extent.readable)
}

/// What is said of a room that lacks what was saved last, as long as the log that held it lies beside it.
pub fn told(path: &Path, lost: Option<Extent>) -> Vec<String> {
    let log = place::beside(path, "-wal");
    let lost = lost.map(|lost| {
        format!(
            "what was saved last is missing in the room: its log, {}, is damaged from page {} of {} on, and what lies behind that cannot be read",
            log.display(),
            lost.readable + 1,
            lost.last
        )
    });
    let kept = copies(path).map(|kept| {
        format!(
            "what was saved last is missing in the room: its log was damaged, and is kept as {}; look at the last notes and actions and write again what is not there, or put a backup back with `churnroom restore FILE`, and remove that log once nothing is missed",
            kept.display()
        )
    });
    lost.into_iter().chain(kept).collect()
}

/// Keeps a log of which a part cannot be read, before anything is written over that. Where it cannot be kept nothing must
/// be written: then what is wrong, and what to do about it.
pub fn keep(path: &Path, db: &Connection, lost: Option<Extent>) -> Option<(String, &'static str)> {
    lost?;
    let log = place::beside(path, "-wal");
    if let Err(error) = copied(path, &log) {
        let why = Failure::disk("keeping a copy of it", error).message;
        return Some((format!("{} is damaged; {why}", log.display()), MEND));
    }
    // What was read goes into the file, and the rest out of the way: else the next look finds it again, as it does where
    // somebody who reads keeps that from being done.
    let _ = db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    None
}

/// Whether the log beside a file that nobody has open has a part that cannot be read.
pub fn is_damaged(path: &Path) -> bool {
    extent(path).is_some_and(|extent| extent.last > 0)
}

/// What the connection does not find in the log, all of which is read for that. Whoever has the room open at the same time has read it before it was
/// damaged, or is writing it: by his index more is found.
pub fn lost(path: &Path, db: &Connection) -> Option<Extent> {
    let damaged = || extent(path).filter(|extent| extent.last > 0);
    let before = damaged()?;
    let pages = "PRAGMA wal_checkpoint(NOOP)";
    let found = db.query_row(pages, [], |row| row.get::<_, i64>(1));
    let is_found = u64::try_from(found.unwrap_or(0)).is_ok_and(|found| found >= before.last);
    (!is_found && damaged() == Some(before)).then_some(before)
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

/// The logs that were kept.
fn copies(path: &Path) -> impl Iterator<Item = PathBuf> {
    let first = place::beside(path, DAMAGED);
    let more = (2..10).map(|n| place::beside(&first, &format!("-{n}")));
    let all: Vec<PathBuf> = std::iter::once(first.clone()).chain(more).collect();
    let is_plain = |at: &PathBuf| fs::symlink_metadata(at).is_ok_and(|meta| meta.is_file());
    all.into_iter().filter(is_plain)
}

fn extent(path: &Path) -> Option<Extent> {
    let log = File::open(place::beside(path, "-wal")).ok()?;
    let mut head = [0; HEAD];
    log.read_exact_at(&mut head, 0).ok()?;
    let says_big = number_at(&head, 0) & 1 == 1;
    let (said, reckoned) = (sum_at(&head, 24), summed([0; 2], &head[..24], says_big));
    let is_whole = said == reckoned;
    let page = match is_whole {
        true => number_at(&head, 8) as usize,
        false => page_of(path),
    };
    let mut frame = vec![0; FRAME + page];
    if !is_whole {
        // Any of what it says may be another; the salts stand before each page, too.
        log.read_exact_at(&mut frame, HEAD as u64).ok()?;
        head[16..24].copy_from_slice(&frame[8..16]);
    }
    let mut salts = [0; 8];
    salts.copy_from_slice(&head[16..24]);
    let mut walk = LogWalk {
        salts,
        big: if is_whole {
            says_big
        } else {
            cfg!(target_endian = "big")
        },
        before: [said, reckoned],
        is_whole,
        is_damaged: !is_whole,
        in_turn: 0,
        found: Extent {
            readable: 0,
            last: 0,
        },
    };
    for (nth, at) in (1..).zip((HEAD as u64..).step_by(frame.len())) {
        if log.read_exact_at(&mut frame, at).is_err() {
            break;
        }
        walk.step(nth, &frame);
    }
    Some(walk.found)
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
    salts: [u8; 8],
    big: bool,
    /// What was summed up before the next page, as it is said there, and as it was reckoned: one of them may be damaged.
    before: [Sum; 2],
    /// Whether all is as it was written, so far.
    is_whole: bool,
    /// Whether where it is not it certainly was, once.
    is_damaged: bool,
    /// How many transactions ended behind that, each written after the one before it.
    in_turn: u32,
    found: Extent,
}

impl LogWalk {
    fn step(&mut self, nth: u64, frame: &[u8]) {
        let is_own = frame[8..16] == self.salts;
        let said = sum_at(frame, 16);
        // What is left behind from before the log was begun anew has other salts.
        if !self.is_whole && !is_own {
            (self.before, self.in_turn) = ([said; 2], 0);
            return;
        }
        let reckon = |before| {
            let head = summed(before, &frame[..8], self.big);
            summed(head, &frame[FRAME..], self.big)
        };
        let reckoned = reckon(self.before[0]);
        let fits =
            reckoned == said || self.before[1] != self.before[0] && reckon(self.before[1]) == said;
        self.before = [said, reckoned];
        let ends = number_at(frame, 4) != 0;
        match (self.is_whole, is_own, fits) {
            (true, true, true) => self.found.readable = nth,
            (true, false, true) => self.damaged(nth, Some(ends)),
            (true, _, false) => self.damaged(nth, mended(frame, said, reckoned, self.big)),
            (false, _, true) => self.behind(nth, ends),
            (false, _, false) => self.in_turn = 0,
        }
    }

    /// The first page that is not as it was written; `ends` when it certainly was once: whether a transaction ended with it.
    fn damaged(&mut self, nth: u64, ends: Option<bool>) {
        self.is_whole = false;
        self.is_damaged = ends.is_some();
        if ends == Some(true) {
            self.found.last = nth;
        }
    }

    /// A page behind it that goes on from the one before. Of two who wrote at the same place the first was killed before
    /// he could say that it was done; the second may have written less, and then what is left behind it is the end of that
    /// one transaction. Where two end in turn they were written one after the other, and so was what is before them.
    fn behind(&mut self, nth: u64, ends: bool) {
        self.in_turn += u32::from(ends);
        if ends && (self.is_damaged || self.in_turn > 1) {
            self.found.last = nth;
        }
    }
}

/// Whether a page is as it was written but for one byte, and then whether a transaction ended with it. Nothing that a
/// kill leaves is.
fn mended(frame: &[u8], said: Sum, reckoned: Sum, big: bool) -> Option<bool> {
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
fn turned(words: usize, apart: Sum) -> Option<(usize, u32)> {
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

fn plus(one: Sum, other: Sum) -> Sum {
    [0, 1].map(|half: usize| one[half].wrapping_add(other[half]))
}

/// Goes on with a sum.
fn summed(mut sum: Sum, bytes: &[u8], big: bool) -> Sum {
    for pair in bytes.chunks_exact(8) {
        sum[0] = sum[0]
            .wrapping_add(word(&pair[..4], big))
            .wrapping_add(sum[1]);
        sum[1] = sum[1]
            .wrapping_add(word(&pair[4..], big))
            .wrapping_add(sum[0]);
    }
    sum
}

fn word(bytes: &[u8], big: bool) -> u32 {
    let bytes = [bytes[0], bytes[1], bytes[2], bytes[3]];
    if big {
        u32::from_be_bytes(bytes)
    } else {
        u32::from_le_bytes(bytes)
    }
}

fn number_at(bytes: &[u8], at: usize) -> u32 {
    word(&bytes[at..at + 4], true)
}

fn sum_at(bytes: &[u8], at: usize) -> Sum {
    [number_at(bytes, at), number_at(bytes, at + 4)]
}

#[cfg(test)]
mod tests;
