//! Whether the write-ahead log beside a room is its own. A backup that is copied over a room after a crash,
//! or another room, finds the log of the room that was there; SQLite would play it back into the wrong file.
//! Must not know what is in the room, beyond the tick that every transaction leaves.

use std::fs::{self, File};
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

use rusqlite::config::DbConfig;
use rustix::process::{Flock, FlockType, fcntl_getlk};

use super::frames::{self, FRAME, HEAD, PAGE};
use super::search::index;
use super::steps::APPLICATION_ID;
use super::{place, tick, unread};
use crate::domain::failure::{Code, Failure};

/// Where a file's head says whose it is.
const ID_AT: usize = 68;

/// The first version that has a tick.
const WITH_TICK: u32 = 6;

/// How often a file and its log are looked at again when others write meanwhile.
const TRIES: u32 = 5;

/// Whose the log is that lies beside a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogWhose {
    /// The file's, or there is none.
    Own,
    /// Another file's: it must not be played back.
    Foreign,
    /// Somebody's who leaves no tick. It fits the file, and no more than that can be told.
    Unmarked,
}

/// What the ticks alone tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ticks {
    Own,
    Foreign,
    /// There is none in what the log holds.
    NoneInLog,
    /// There is none in the file: it is of an older version, or somebody is writing it.
    NoneInFile,
}

/// Whether what lies in the log cannot be what was written after what lies in the file, as far as ticks tell. The file
/// comes open: were it opened and closed here, this process would let go of the locks it has on it.
pub fn is_foreign(path: &Path, file: &File) -> bool {
    told(path, file) == Ticks::Foreign
}

/// The same, where nobody has the room open here: a log that ticks tell nothing about is tried on the file.
pub fn whose(path: &Path, file: &File) -> LogWhose {
    match told(path, file) {
        Ticks::Own => LogWhose::Own,
        Ticks::Foreign => LogWhose::Foreign,
        Ticks::NoneInLog | Ticks::NoneInFile if is_unfit(path) => LogWhose::Foreign,
        Ticks::NoneInLog => LogWhose::Unmarked,
        Ticks::NoneInFile => LogWhose::Own,
    }
}

fn told(path: &Path, file: &File) -> Ticks {
    let mut last = Ticks::Own;
    for _ in 0..TRIES {
        let before = head(path);
        last = match before {
            Some(_) => compare(path, file).unwrap_or(Ticks::Own),
            None => Ticks::Own,
        };
        // A log that was begun anew meanwhile is somebody's who works in the room.
        if last == Ticks::Own || head(path) != before {
            return Ticks::Own;
        }
    }
    last
}

fn head(path: &Path) -> Option<[u8; HEAD]> {
    Log::open(path, 0).ok().map(|log| log.head)
}

fn compare(path: &Path, file: &File) -> io::Result<Ticks> {
    let mut start = [0; 100];
    let size = file.read_at(&mut start, 0)?;
    let start = &start[..size];
    // Before the log is walked: what somebody writes meanwhile may be in the file, and lies behind what was found.
    let own = tick::of_file(path);
    let log = Log::open(path, unread::readable(path))?;
    let mut found = log.ticks().peekable();
    if start.is_empty() {
        return Ok(found.peek().map_or(Ticks::Own, |_| Ticks::Foreign));
    }
    if start.get(ID_AT..ID_AT + 4) != Some(&APPLICATION_ID.to_be_bytes()[4..]) {
        return Ok(Ticks::Own);
    }
    // A backup has no log, and says so in its head.
    if start[18..20] == [1, 1] {
        return Ok(Ticks::Foreign);
    }
    let first = found.peek().map(|(before, _)| before.clone());
    let ticks = first.is_some();
    Ok(match (own, first) {
        // Nothing of it can be read; it may have been brought in before that.
        (Some(own), None) if !log.commits() && all_ticks(path).contains(&own) => Ticks::Foreign,
        (_, None) if !log.commits() => Ticks::Own,
        (None, _) | (_, None) if !log.follows(start, ticks) => Ticks::Foreign,
        (None, _) => Ticks::NoneInFile,
        (Some(_), None) => Ticks::NoneInLog,
        (Some(own), Some(before)) if before == own || found.any(|(_, at)| at == own) => Ticks::Own,
        (Some(_), Some(_)) => Ticks::Foreign,
    })
}

/// Whether a file with a tick is one that its log goes on from, and none from before it was `since`; `None` where no
/// tick lies in the log.
pub fn goes_on(path: &Path, own: &str, since: &str) -> Option<bool> {
    let log = Log::open(path, u64::MAX).ok()?;
    let mut ticks = log.ticks().peekable();
    let first = ticks.peek()?.0.clone();
    let mut in_order = std::iter::once(first).chain(ticks.map(|(_, at)| at));
    let is_either = |tick: &String| tick == own || tick == since;
    Some(match in_order.find(is_either) {
        None => false,
        Some(tick) if tick == since => own == since || in_order.any(|tick| tick == own),
        Some(_) => !in_order.any(|tick| tick == since),
    })
}

/// Whether the file is sound, and is not any more once the log is played back. Nothing is written to find that out.
fn is_unfit(path: &Path) -> bool {
    let is_sound = |how| {
        let sound = tick::read(path, how).and_then(|db| {
            db.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
            index::register(&db)?;
            db.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))
        });
        sound.is_ok_and(|found| found == "ok")
    };
    !is_sound("mode=ro") && is_sound("mode=ro&immutable=1")
}

/// Whether the file by itself has no tables: everything is in its log. What says whose it is came with them.
pub fn is_empty_alone(file: &File) -> bool {
    let mut id = [0; 4];
    let read = file.read_exact_at(&mut id, ID_AT as u64);
    read.is_err() || id != APPLICATION_ID.to_be_bytes()[4..]
}

/// Whether a file is, or once was, a room's: by its head, or where that is damaged by a tick that is left in it or in
/// the log beside it. An empty one is nobody else's.
pub fn is_of_a_room(path: &Path) -> bool {
    let says = File::open(path).is_ok_and(|file| {
        file.metadata().is_ok_and(|meta| meta.len() == 0) || !is_empty_alone(&file)
    });
    says || holds_tick(path) || holds_tick(&place::beside(path, "-wal"))
}

fn holds_tick(path: &Path) -> bool {
    let Ok(file) = File::open(path) else {
        return false;
    };
    // Of two pieces the second begins before the first ends.
    let (mut piece, mut at) = (vec![0; 1 << 20], 0);
    while let Ok(read @ 1..) = file.read_at(&mut piece, at) {
        if tick::stands_in(&piece[..read]) {
            return true;
        }
        at += (piece.len() - tick::LENGTH) as u64;
    }
    false
}

/// Where a page lies in a log, what stands before it, and how it begins.
type LogFrame = (u64, [u8; FRAME + tick::LOOK]);

/// A log by its head: what lies behind it may be left from a log before it, with other salts.
struct Log {
    file: File,
    head: [u8; HEAD],
    page: usize,
    /// No page from here on is of account.
    until: u64,
}

impl Log {
    fn open(path: &Path, until: u64) -> io::Result<Log> {
        let file = File::open(place::beside(path, "-wal"))?;
        let mut head = [0; HEAD];
        file.read_exact_at(&mut head, 0)?;
        let mut page = number_at(&head, 8) as usize;
        if !frames::is_whole(&head) {
            // Any of what it says may be another; the salts stand before each page, too.
            let salts = frames::salts(&file).unwrap_or_default();
            head[16..24].copy_from_slice(&salts);
            page = PAGE;
        }
        Ok(Log {
            file,
            head,
            page,
            until,
        })
    }

    /// Each page in its order. No more of it is read: an import's log is long.
    fn frames(&self) -> impl Iterator<Item = LogFrame> {
        self.pages().take_while(|frame| self.is_own(frame))
    }

    fn is_own(&self, (_, frame): &LogFrame) -> bool {
        frame[8..16] == self.head[16..24]
    }

    /// The same, with those that are not this log's.
    fn pages(&self) -> impl Iterator<Item = LogFrame> {
        let every = (FRAME + self.page) as u64;
        let at = (0..self.until).map(move |nth| HEAD as u64 + nth * every);
        let frame = |at: u64| {
            let mut frame = [0; FRAME + tick::LOOK];
            self.file.read_exact_at(&mut frame, at).ok()?;
            Some((at + FRAME as u64, frame))
        };
        at.map_while(frame)
    }

    /// Whether any transaction in it has come to its end.
    fn commits(&self) -> bool {
        self.frames().any(|(_, frame)| frame[4..8] != [0; 4])
    }

    /// The heads that it would give the file, in its order.
    fn heads(&self) -> impl Iterator<Item = [u8; 100]> {
        let first = self
            .frames()
            .filter(|(_, frame)| frame[..4] == [0, 0, 0, 1]);
        first.map_while(|(at, _)| {
            let mut head = [0; 100];
            self.file.read_exact_at(&mut head, at).ok()?;
            Some(head)
        })
    }

    /// Whether it can be what was written after a file with this head, as far as heads tell: each counts on, is of a version
    /// that has ticks where there are `ticks`, and says how long the file is.
    fn follows(&self, start: &[u8], ticks: bool) -> bool {
        let of_file = |at| number_at(start, at);
        let mut heads = self.heads().peekable();
        let Some(first) = heads.peek() else {
            let mut sizes = self.frames().map(|(_, frame)| number_at(&frame, 4));
            return sizes.find(|size| *size > 0) == Some(of_file(28));
        };
        let goes_on = number_at(first, 24) == of_file(24).wrapping_add(1);
        let (mut counts, mut upgrades) = (goes_on, !ticks || of_file(60) >= WITH_TICK);
        for head in heads {
            counts |= number_at(&head, 24) == of_file(24);
            upgrades |= number_at(&head, 60) >= WITH_TICK;
        }
        counts && upgrades
    }

    /// The ticks in it, in its order: of each the number before it and its own.
    fn ticks(&self) -> impl Iterator<Item = (String, String)> {
        self.ticks_in(self.frames())
    }

    fn ticks_in(
        &self,
        frames: impl Iterator<Item = LogFrame>,
    ) -> impl Iterator<Item = (String, String)> {
        let mut page = vec![0; self.page];
        frames.filter_map(move |(at, frame)| {
            if !tick::holds_one(&frame[FRAME..]) {
                return None;
            }
            self.file.read_exact_at(&mut page, at).ok()?;
            tick::in_page(&page)
        })
    }
}

/// A number of four bytes in a head, the highest first.
pub fn number_at(bytes: &[u8], at: usize) -> u32 {
    let bytes = bytes.iter().skip(at).take(4);
    bytes.fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// The ticks in a log, whether it can be read there or not.
fn all_ticks(path: &Path) -> Vec<String> {
    let Ok(log) = Log::open(path, u64::MAX) else {
        return Vec::new();
    };
    let own = log.pages().filter(|frame| log.is_own(frame));
    log.ticks_in(own).map(|(_, at)| at).collect()
}

/// Why a log that is not played back is none of the file: or it is the file's, which has more of it than can be read there,
/// and what can be read would be written over that.
fn why_aside(path: &Path) -> &'static str {
    let (own, ticks) = (tick::of_file(path), all_ticks(path));
    match ticks.iter().position(|tick| Some(tick) == own.as_ref()) {
        Some(at) if at + 1 == ticks.len() => {
            "was damaged, and all that is left of it is in the room"
        }
        Some(_) => "was damaged, and what was saved last may be missing in the room",
        None => "belonged to another file, such as the room that was there before",
    }
}

/// Whether another process works in a file: then it works in the log beside that, too, whatever that looks like.
fn is_in_use(file: &File) -> bool {
    // What whoever has a room open holds of its file (see <https://sqlite.org/src/file/src/os.h>, `SHARED_FIRST`).
    let held = Flock {
        start: 0x4000_0002,
        length: 510,
        ..Flock::from(FlockType::WriteLock)
    };
    fcntl_getlk(file, &held).is_ok_and(|lock| lock.is_some())
}

/// Puts a log that is not to be played back out of the way, with what SQLite keeps about it, and says so. It takes a turn
/// at the log, which begins before that was looked at.
///
/// # Errors
/// When somebody works in it, or it cannot be moved: then the room must not be opened.
pub fn set_aside(path: &Path, file: &File) -> Result<String, Failure> {
    let kept = place::free_name(path, "-wal.aside");
    let (log, why) = (place::beside(path, "-wal"), why_aside(path));
    let failed = |code, what: &str| {
        let (room, log) = (path.display(), log.display());
        let message =
            format!("opening the room {room}: the log beside it, {log}, {why}, and {what}");
        Failure::new(code, message)
    };
    if is_in_use(file) {
        let failure = failed(Code::Busy, "another process works in it: nothing was read");
        return Err(failure.hint("leave the room there, and open it here after that"));
    }
    fs::rename(&log, &kept).map_err(|error| {
        let failure = failed(Code::Failed, &format!("cannot be moved ({error})"));
        failure.hint("move it away by hand, and keep it until nothing is missed")
    })?;
    let _ = fs::rename(place::beside(path, "-shm"), place::beside(&kept, "-shm"));
    Ok(format!(
        "the log beside {} {why}: it was not read, and is kept as {}",
        path.display(),
        kept.display()
    ))
}

#[cfg(test)]
mod tests;
