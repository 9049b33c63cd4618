//! Whether the room's file is still the one that was opened: people put backups back, move and remove files
//! while a screen shows them. Must not know what is in the room, beyond what tells one file from another.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::gone::{Gone, GoneExtent, Logs};
use super::seen::{PAUSE, Seen, TRIES, pause};
use super::{log, place, sql, tick};

/// A file that says nothing of itself is only judged when so many looks in a row do not know it: while somebody brings
/// his log into it, it cannot be read by itself.
const SURE: u32 = 3;

const SECRET: &str = "SELECT secret FROM room";
const LAST: &str = "SELECT ifnull(max(seq), 0) FROM sqlite_sequence WHERE name = 'journal'";
const TICK: &str = "SELECT words FROM tick";
const PAGE: &str = "SELECT rootpage FROM sqlite_schema WHERE name = 'tick'";

/// What is remembered of the file that was opened.
#[derive(Debug)]
pub struct FileWatch {
    path: PathBuf,
    /// Open as long as the room is.
    file: Option<File>,
    id: (u64, u64),
    /// How many names it had.
    names: u64,
    /// What lies beside it and is written to.
    logs: Logs,
    extent: Option<GoneExtent>,
    /// Where the file keeps its tick.
    page: u64,
    /// As it was when it was known.
    known: Option<Seen>,
    /// What the room said then.
    room: LogHeard,
    doubts: u32,
    /// What became of the file.
    gone: Option<Gone>,
    told: bool,
    /// What is said of where the room is kept since.
    pub kept: Option<String>,
    /// What is not in it any more, where it is the same file all the same.
    pub missing: Option<String>,
}

/// What the room says with its log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct LogHeard {
    secret: Vec<u8>,
    /// The last number of the journal.
    last: i64,
    tick: Option<String>,
    /// Changes when another process has written.
    version: i64,
}

/// What is to be held of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum FileFound {
    Own,
    /// Its own, and somebody is bringing the log into it.
    Growing,
    Unknown,
    Gone,
}

impl FileWatch {
    /// Remembers the file that is open, and the logs that the connection works in; `None` when it has gone already.
    pub fn new(path: &Path, file: File, logs: Logs, db: &Connection) -> Option<FileWatch> {
        let meta = file.metadata().ok()?;
        let mut watch = FileWatch {
            path: path.to_path_buf(),
            file: Some(file),
            id: (meta.dev(), meta.ino()),
            names: meta.nlink().max(1),
            logs,
            extent: GoneExtent::of(path),
            page: 0,
            known: None,
            room: LogHeard::default(),
            doubts: 0,
            gone: None,
            told: false,
            kept: None,
            missing: None,
        };
        watch.room.secret = db.query_row(SECRET, [], |row| row.get(0)).ok()?;
        watch.known = watch.see(db);
        watch.remember(db);
        Some(watch)
    }

    /// What is wrong with a file that has several names.
    pub fn linked(&self) -> Option<String> {
        place::linked(self.file.as_ref()?)
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

    /// Whether the file is still open here.
    pub fn is_held(&self) -> bool {
        self.file.is_some()
    }

    /// Lets go of the file. Later that would take with it the locks of whoever opens it here again.
    pub fn let_go(&mut self) {
        self.file = None;
    }

    /// Whether the index of the log was cut short: then nothing more can be read by it.
    pub fn index_was_cut(&self) -> bool {
        self.logs.index_was_cut(&self.path)
    }

    /// What became of the file, if it was not known any more at an earlier look.
    pub fn is_gone(&self) -> bool {
        self.gone.is_some()
    }

    /// Whether it is the first time that this is told.
    pub fn tell(&mut self) -> bool {
        !std::mem::replace(&mut self.told, true)
    }

    /// What became of the file if it is not the one that was opened any more, or holds something else: for a look at it
    /// every now and then, and with `now` for whoever is about to write. Quick enough for every change.
    pub fn look(&mut self, db: &Connection, now: bool) -> Option<Gone> {
        if self.gone.is_none() {
            let moved = self.moved().or_else(|| self.logs.gone(&self.path));
            let cut = moved.or_else(|| self.log_was_cut(db).then_some(Gone::Log));
            self.gone = match cut {
                Some(Gone::Log | Gone::Index) if self.is_another() => Some(Gone::Overwritten),
                Some(gone) => Some(gone),
                None => self.overwritten(db, now),
            };
        }
        self.gone
    }

    /// Whether the room can still be read as a whole, and what was saved last may lie in no file that has a name.
    pub fn can_be_kept(&mut self, db: &Connection) -> bool {
        let Some(gone) = self.gone.filter(|gone| gone.parts()) else {
            return false;
        };
        let lies = self.file.as_ref().and_then(|file| file.metadata().ok());
        if lies.is_none_or(|meta| meta.nlink() == 0) {
            return false;
        }
        let with_it = gone != Gone::Log
            && self
                .file
                .as_ref()
                .is_some_and(|file| self.logs.lie_with(file));
        !with_it && self.is_whole(db)
    }

    /// Whether the connection still shows the room that was opened, with all that was saved: nobody else has written
    /// into its file since.
    fn is_whole(&mut self, db: &Connection) -> bool {
        let (Some(seen), before) = (self.see(db), self.room.tick.clone()) else {
            return false;
        };
        let as_known = self.known.as_ref().is_some_and(|known| {
            (seen.size, seen.at[0], seen.head) == (known.size, known.at[0], known.head)
        });
        // What was written last may have been brought into the file at once.
        self.remember(db)
            && (as_known
                || seen.tick.is_some() && [before, self.room.tick.clone()].contains(&seen.tick))
    }

    /// Whether somebody cut the log short. SQLite does so only when all of it is in the file.
    fn log_was_cut(&mut self, db: &Connection) -> bool {
        let now = GoneExtent::of(&self.path);
        if now.is_none() && !db.is_autocommit() {
            return false;
        }
        let before = std::mem::replace(&mut self.extent, now);
        match (before, now) {
            (Some(before), Some(now)) => now.is_cut_from(before),
            // Somebody may have begun it anew meanwhile.
            (Some(_), None) => !self.is_all_in_file(db) && GoneExtent::of(&self.path).is_none(),
            (None, _) => false,
        }
    }

    /// Whether the file by itself says the last that the room says.
    fn is_all_in_file(&mut self, db: &Connection) -> bool {
        let tick = sql::one(db, TICK, [], |row| row.get::<_, String>(0));
        let tick = tick.ok().and_then(|words| tick::number(&words));
        tick.is_some() && self.see(db).is_some_and(|seen| seen.tick == tick)
    }

    /// By its name.
    fn moved(&self) -> Option<Gone> {
        let names = || self.file.as_ref()?.metadata().ok().map(|meta| meta.nlink());
        for _ in 0..TRIES {
            match fs::symlink_metadata(&self.path) {
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    return Some(match names() {
                        Some(1..) => Gone::Moved,
                        Some(0) | None => Gone::Removed,
                    });
                }
                found if found.is_ok() && !self.is(&found) => {
                    return Some(Gone::Replaced);
                }
                // Whoever copies another over it begins so.
                Ok(meta) if meta.len() == 0 => pause(PAUSE),
                Ok(meta) if meta.nlink() > self.names => return Some(Gone::Linked),
                Ok(_) | Err(_) => return None,
            }
        }
        Some(Gone::Emptied)
    }

    /// By what it holds.
    fn overwritten(&mut self, db: &Connection, now: bool) -> Option<Gone> {
        let mut before = None;
        for _ in 0..TRIES {
            let seen = self.see(db)?;
            let found = self.judge(&seen, db);
            match found {
                FileFound::Own => {
                    self.doubts = 0;
                    self.known = Some(seen);
                    return (!self.remember(db)).then_some(Gone::Overwritten);
                }
                FileFound::Growing => return None,
                // Half a page may have been read.
                FileFound::Gone if before == Some((found, seen.tick.clone())) => {
                    return Some(Gone::Overwritten);
                }
                FileFound::Gone | FileFound::Unknown => {}
            }
            before = Some((found, seen.tick));
            pause(PAUSE);
        }
        self.doubts += 1;
        (now || self.doubts >= SURE).then_some(Gone::Overwritten)
    }

    fn judge(&self, seen: &Seen, db: &Connection) -> FileFound {
        let Some(known) = &self.known else {
            return FileFound::Own;
        };
        if seen == known {
            return FileFound::Own;
        }
        let Some(before) = &known.tick else {
            return match self.is_known(seen) {
                true => FileFound::Own,
                false => FileFound::Unknown,
            };
        };
        // Whoever brings his log in makes it shorter only as the very last, when its head says so.
        let is_short = seen.size < seen.says();
        if seen.is_no_successor_of(known) || is_short && seen.size < known.size {
            return FileFound::Gone;
        }
        let is_own = match &seen.tick {
            None => return FileFound::Unknown,
            Some(tick) if tick == before || Some(tick) == self.room.tick.as_ref() => true,
            Some(tick) => log::goes_on(&self.path, tick, before)
                .unwrap_or_else(|| self.others_wrote(db) && self.is_known(seen)),
        };
        match (is_own, is_short) {
            (false, _) => FileFound::Gone,
            (true, true) => FileFound::Growing,
            (true, false) => FileFound::Own,
        }
    }

    /// Whether another process has written since the room was last asked.
    fn others_wrote(&self, db: &Connection) -> bool {
        version(db) != Some(self.room.version)
    }

    /// Whether the file by itself certainly is another room.
    fn is_another(&self) -> bool {
        let secret = tick::alone(&self.path)
            .and_then(|file| file.query_row(SECRET, [], |row| row.get::<_, Vec<u8>>(0)));
        secret.is_ok_and(|secret| secret != self.room.secret)
    }

    /// Whether the file by itself, without its log, is one that this room has been.
    fn is_known(&self, seen: &Seen) -> bool {
        let read = || {
            let file = tick::alone(&self.path)?;
            let secret: Vec<u8> = file.query_row(SECRET, [], |row| row.get(0))?;
            let last: i64 = file.query_row(LAST, [], |row| row.get(0))?;
            Ok::<_, rusqlite::Error>((secret, last))
        };
        let log = place::beside(&self.path, "-wal");
        let waiting = fs::metadata(log).is_ok_and(|meta| meta.len() > 0);
        let known = read().is_ok_and(|(secret, last)| {
            secret == self.room.secret && (waiting || last >= self.room.last)
        });
        let file = self.file.as_ref();
        known && seen.is_of_a_room() && file.is_some_and(|file| !log::is_foreign(&self.path, file))
    }

    fn see(&mut self, db: &Connection) -> Option<Seen> {
        let file = self.file.as_ref()?;
        let meta = file.metadata().ok()?;
        let mut head = [0; 100];
        // Nothing is read of a file that is shorter: then it has no head.
        let _ = file.read_exact_at(&mut head, 0);
        let mut seen = Seen {
            size: meta.len(),
            at: [
                (meta.mtime(), meta.mtime_nsec()),
                (meta.ctime(), meta.ctime_nsec()),
            ],
            head,
            tick: None,
        };
        let tick = |page| tick::number_in(file, page, seen.page_size());
        let mut found = tick(self.page);
        // Written anew as a whole, a file keeps it elsewhere.
        if found.is_none()
            && let Ok(page) = sql::one(db, PAGE, [], |row| row.get::<_, u32>(0))
        {
            self.page = u64::from(page);
            found = tick(self.page);
        }
        seen.tick = found;
        Some(seen)
    }

    /// Asks the room what it is known by; whether it is still the same, and none from before. Another may have been
    /// written into it by way of its log.
    fn remember(&mut self, db: &Connection) -> bool {
        if !db.is_autocommit() {
            return true;
        }
        let room = &mut self.room;
        let tick = sql::one(db, TICK, [], |row| row.get::<_, String>(0));
        room.tick = tick.ok().and_then(|words| tick::number(&words));
        room.version = version(db).unwrap_or(room.version);
        let secret = sql::one(db, SECRET, [], |row| row.get::<_, Vec<u8>>(0));
        let last = sql::one(db, LAST, [], |row| row.get::<_, i64>(0));
        // What cannot be read now says nothing.
        let other = secret.is_ok_and(|secret| secret != room.secret);
        let earlier = last.as_ref().is_ok_and(|last| *last < room.last);
        room.last = last.unwrap_or(room.last);
        !other && !earlier
    }
}

fn version(db: &Connection) -> Option<i64> {
    let version = db.pragma_query_value(None, "data_version", |row| row.get(0));
    version.ok()
}
