//! Whether the write-ahead log beside a room is its own. A backup that is copied over a room after a crash,
//! or another room, finds the log of the room that was there; SQLite would play it back into the wrong file.
//! Must not know what is in the room, beyond the tick that every transaction leaves.

use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::os::unix::fs::FileExt;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::steps::APPLICATION_ID;
use super::{place, sql};
use crate::domain::failure::Failure;

/// Every transaction moves the tick on.
const TICK: &str =
    "UPDATE tick SET words = 'room tick ' || substr(words, 28) || ':' || lower(hex(randomblob(8)))";

/// How a tick begins in a page.
const MARK: &[u8] = b"room tick ";

/// Letters of one number.
const NUMBER: usize = 16;

/// The log's head, and what stands before each page in it (see <https://sqlite.org/fileformat2.html#walformat>).
const HEAD: usize = 32;
const FRAME: usize = 24;

/// Where a file's head says whose it is.
const ID_AT: usize = 68;

/// How often a file and its log are looked at again when others write meanwhile.
const TRIES: u32 = 5;

/// Moves the tick on; part of every transaction that is worth keeping.
pub fn tick(db: &Connection) -> Result<(), Failure> {
    sql::run(db, TICK, []).map(drop)
}

/// Whether what lies in the log cannot be what was written after what lies in the file. A room without ticks
/// does not tell, nor does a log that holds none. The file comes open: were it opened and closed here, this
/// process would let go of the locks it has on it.
pub fn is_foreign(path: &Path, file: &File) -> bool {
    (0..TRIES).all(|_| {
        let before = head(path);
        let foreign = before.is_some() && compare(path, file).unwrap_or(false);
        // A log that was begun anew meanwhile is somebody's who works in the room.
        foreign && head(path) == before
    })
}

fn head(path: &Path) -> Option<[u8; HEAD]> {
    let mut head = [0; HEAD];
    let mut log = File::open(place::beside(path, "-wal")).ok()?;
    log.read_exact(&mut head).ok()?;
    Some(head)
}

fn compare(path: &Path, file: &File) -> io::Result<bool> {
    let mut start = [0; 100];
    let size = file.read_at(&mut start, 0)?;
    let start = &start[..size];
    let log = place::beside(path, "-wal");
    let mut found = ticks(&log)?.peekable();
    if start.is_empty() {
        return Ok(found.peek().is_some());
    }
    if start.get(ID_AT..ID_AT + 4) != Some(&APPLICATION_ID.to_be_bytes()[4..]) {
        return Ok(false);
    }
    // A backup has no log, and says so in its head.
    if start[18..20] == [1, 1] {
        return Ok(true);
    }
    let (Some(own), Some((before, _))) = (own(path), found.peek()) else {
        return Ok(false);
    };
    Ok(*before != own && !found.any(|(_, at)| at == own))
}

/// The file by itself, as if there were no log and nobody wrote.
pub fn alone(path: &Path) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(place::address(path, "mode=ro&immutable=1"), flags)
}

/// Whether the file by itself has no tables: everything is in its log. What says whose it is came with them.
pub fn is_empty_alone(file: &File) -> bool {
    let mut id = [0; 4];
    let read = file.read_exact_at(&mut id, ID_AT as u64);
    read.is_err() || id != APPLICATION_ID.to_be_bytes()[4..]
}

/// The number in the file, without what its log says.
fn own(path: &Path) -> Option<String> {
    let words = alone(path)
        .ok()?
        .query_row("SELECT words FROM tick", [], |row| row.get::<_, String>(0));
    numbers(words.ok()?.as_bytes()).map(|(_, at)| at)
}

/// The ticks in the log, in its order: of each the number before it and its own. It is read no further than
/// it is asked for: an import's log is long.
fn ticks(log: &Path) -> io::Result<impl Iterator<Item = (String, String)>> {
    let mut log = BufReader::new(File::open(log)?);
    let mut head = [0; HEAD];
    log.read_exact(&mut head)?;
    let size = u32::from_be_bytes([head[8], head[9], head[10], head[11]]);
    let mut frame = vec![0; FRAME + size as usize];
    // Behind the last one lie those of a log before it, with other salts.
    let next = move || {
        let goes_on = log.read_exact(&mut frame).is_ok() && frame[8..16] == head[16..24];
        goes_on.then(|| {
            let page = &frame[FRAME..];
            let marks = page.windows(MARK.len()).enumerate();
            let mut marks = marks.filter(|(_, part)| *part == MARK);
            marks.find_map(|(at, _)| numbers(&page[at..]))
        })
    };
    Ok(std::iter::from_fn(next).flatten())
}

/// A tick's two numbers; the words by which its table is made begin like one and have none.
fn numbers(words: &[u8]) -> Option<(String, String)> {
    let rest = words.strip_prefix(MARK)?;
    if rest.get(NUMBER) != Some(&b':') {
        return None;
    }
    let number = |from: usize| {
        let number = rest.get(from..from + NUMBER)?;
        let hex = number.iter().all(u8::is_ascii_hexdigit);
        String::from_utf8(number.to_vec()).ok().filter(|_| hex)
    };
    Some((number(0)?, number(NUMBER + 1)?))
}

/// Puts a log that is another file's out of the way, with what SQLite keeps about it, and says so.
///
/// # Errors
/// When it cannot be moved: then the room must not be opened.
pub fn set_aside(path: &Path) -> Result<String, Failure> {
    let kept = place::free_name(path, "-wal.aside");
    let moved = fs::rename(place::beside(path, "-wal"), &kept);
    moved.map_err(|error| {
        let message = format!(
            "opening the room {}: the log beside it, {}, belongs to another file, and cannot be moved ({error})",
            path.display(),
            place::beside(path, "-wal").display()
        );
        Failure::failed(message).hint("move it away by hand, and keep it until nothing is missed")
    })?;
    let _ = fs::rename(place::beside(path, "-shm"), place::beside(&kept, "-shm"));
    Ok(told(path, &kept))
}

fn told(path: &Path, kept: &Path) -> String {
    format!(
        "the log beside {} belonged to another file, such as the room that was there before: it was not read, and is kept as {}",
        path.display(),
        kept.display()
    )
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::domain::change::{Author, Change, Record};
    use crate::domain::day::Moment;
    use crate::domain::note::Note;
    use crate::store::{OpenOptions, Store};

    fn open(path: &Path) -> Store {
        Store::open(path, &OpenOptions::default()).unwrap()
    }

    fn foreign(path: &Path) -> bool {
        is_foreign(path, &File::open(path).unwrap())
    }

    fn write(store: &mut Store, text: &str) {
        let author = Author {
            person: "Dana".to_owned(),
            at: Moment(1),
        };
        let note = Note {
            text: text.to_owned(),
            person: "Dana".to_owned(),
            ..Note::default()
        };
        store
            .apply(&author, &Change::add(Record::Note(note)))
            .unwrap();
    }

    /// A room as a crash leaves it: something in the file, more in the log.
    fn crashed(folder: &Path, name: &str) -> PathBuf {
        let (live, path) = (folder.join(format!("live-{name}")), folder.join(name));
        let mut store = open(&live);
        write(&mut store, "one");
        drop(store);
        let mut store = open(&live);
        write(&mut store, "two");
        for ending in ["", "-wal"] {
            fs::copy(place::beside(&live, ending), place::beside(&path, ending)).unwrap();
        }
        path
    }

    fn notes(path: &Path) -> i64 {
        let store = open(path);
        let count = "SELECT count(*) FROM notes";
        store.db.query_row(count, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn only_numbers_are_a_tick() {
        let tick = b"room tick 0123456789abcdef:fedcba9876543210 and more";
        let both = ("0123456789abcdef".to_owned(), "fedcba9876543210".to_owned());
        assert_eq!(numbers(tick), Some(both));
        // As it stands in the page of the tables' own words, which a log has as soon as an index is made again.
        assert_eq!(
            numbers(b"room tick *:*')\n) STRICT, more words of the same page"),
            None
        );
        assert_eq!(numbers(b"room tick 0123456789abcdef:fedcba987654321"), None);
    }

    #[test]
    fn the_log_of_a_crash_is_played_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = crashed(folder.path(), "room.db");
        assert!(!foreign(&path));
        assert_eq!(notes(&path), 2);
    }

    /// In the middle of bringing the log into the file its head tells of pages that are in the log only.
    #[test]
    fn a_room_whose_log_is_being_brought_in_is_opened() {
        let folder = tempfile::tempdir().unwrap();
        let (live, path) = (folder.path().join("live"), folder.path().join("room.db"));
        drop(open(&live));
        let mut store = open(&live);
        (0..50).for_each(|_| write(&mut store, &"long ".repeat(400)));
        fs::copy(place::beside(&live, "-wal"), place::beside(&path, "-wal")).unwrap();
        let mut file = fs::read(&live).unwrap();
        let pages = u32::from_be_bytes(file[28..32].try_into().unwrap());
        file[28..32].copy_from_slice(&(pages + 1).to_be_bytes());
        fs::write(&path, &file).unwrap();
        let read = alone(&path).and_then(|db| {
            db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| {
                row.get::<_, i64>(0)
            })
        });
        assert!(read.is_err(), "by itself the file is damaged");
        assert_eq!(notes(&path), 50);
    }

    #[test]
    fn a_room_being_worked_in_has_its_own_log() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("room.db");
        let mut store = open(&path);
        for n in 0..400 {
            write(&mut store, &format!("{n} {}", "long ".repeat(200)));
            if n % 50 == 0 {
                assert!(!foreign(&path), "{n}");
            }
        }
        assert!(store.lost().is_none());
    }

    /// Another room, an older copy of the same room, a backup and an empty file, each put over a room
    /// that a crash has left with a log.
    #[test]
    fn the_log_of_another_file_is_set_aside() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let mut other = open(&at("other"));
        write(&mut other, "of another team");
        drop(other);
        let mut older = open(&at("older"));
        write(&mut older, "zero");
        older.backup(&at("backup")).unwrap();
        drop(older);
        fs::copy(at("older"), at("grown")).unwrap();
        (0..3).for_each(|_| write(&mut open(&at("grown")), "more"));
        let mut grown = open(&at("grown"));
        write(&mut grown, "in the log");
        fs::write(at("empty"), "").unwrap();
        for (source, held) in [("other", 1), ("older", 1), ("backup", 1), ("empty", 0)] {
            let path = at(&format!("{source}-over"));
            fs::copy(at("grown-wal"), place::beside(&path, "-wal")).unwrap();
            fs::copy(at(source), &path).unwrap();
            assert!(foreign(&path), "{source}");
            let store = open(&path);
            assert!(store.notices()[0].contains("was not read"), "{source}");
            assert_eq!(store.check().unwrap(), Vec::<String>::new(), "{source}");
            drop(store);
            assert_eq!(notes(&path), held, "{source}");
            assert!(place::beside(&path, "-wal.aside").exists(), "{source}");
        }
    }

    /// What somebody does to a room's file, and how many notes lie there then; `None` where nothing can be opened.
    type Swap = (fn(&Path), Option<i64>);

    const SWAPS: [Swap; 5] = [
        (|path| fs::remove_file(path).unwrap(), None),
        (
            |path| fs::rename(path.with_file_name("other"), path).unwrap(),
            Some(1),
        ),
        (|path| put(path, "other"), Some(1)),
        (|path| put(path, "backup"), Some(0)),
        (
            |path| {
                let file = fs::OpenOptions::new().write(true).open(path).unwrap();
                file.set_len(4096).unwrap();
            },
            None,
        ),
    ];

    fn put(path: &Path, name: &str) {
        fs::copy(path.with_file_name(name), path).unwrap();
    }

    #[test]
    fn a_file_that_is_replaced_is_not_written_to_and_what_lies_there_can_be_opened() {
        for (nth, (swap, lies_there)) in SWAPS.into_iter().enumerate() {
            let folder = tempfile::tempdir().unwrap();
            let at = |name: &str| folder.path().join(name);
            write(&mut open(&at("other")), "of another team");
            let mut store = open(&at("room.db"));
            store.backup(&at("backup")).unwrap();
            write(&mut store, "one");
            assert!(store.lost().is_none(), "{nth}");
            swap(&at("room.db"));
            let before = fs::read(at("room.db")).ok();
            let lost = (0..3).find_map(|_| store.lost());
            let lost = lost.unwrap_or_else(|| panic!("swap {nth} went unnoticed"));
            assert!(lost.message.contains("while it was open here"), "{lost}");
            assert!(store.read_only().is_some());
            let opened = store.open_anew();
            assert_eq!(opened.is_ok(), lies_there.is_some(), "{nth}");
            match lies_there {
                Some(held) => {
                    write(&mut store, "after");
                    assert_eq!(store.check().unwrap(), Vec::<String>::new(), "{nth}");
                    drop(store);
                    assert_eq!(notes(&at("room.db")), held + 1, "{nth}");
                }
                None => {
                    drop(store);
                    assert_eq!(fs::read(at("room.db")).ok(), before, "{nth}");
                }
            }
        }
    }
}
