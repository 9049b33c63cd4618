//! Rooms swapped while they are open: at once, in the middle of a change, and while others work in them.

use std::fs;
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::LazyLock;

use rusqlite::Connection;
use tempfile::TempDir;

use super::super::{OpenOptions, Store, place, search, steps};
use crate::domain::change::Applied;
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::ChangeId;
use crate::domain::query::Query;
use crate::domain::sample::{dana, note};

fn open(path: &Path) -> Store {
    Store::open(path, &OpenOptions::default()).unwrap()
}

fn write(store: &mut Store, text: &str) -> Result<Applied, Failure> {
    store.apply(&dana(), &note(text))
}

fn notes(path: &Path) -> i64 {
    let store = open(path);
    let count = "SELECT count(*) FROM notes";
    store.db.query_row(count, [], |row| row.get(0)).unwrap()
}

/// What lies there after a swap.
#[derive(Clone, Copy, PartialEq)]
enum Lies {
    /// A room with so many notes.
    Room(i64),
    /// Nothing that can be opened.
    Nothing,
    /// A room that its log may mend or not.
    Part,
}

/// What somebody does to a room's file.
type Swap = (fn(&Path), Lies);

const SWAPS: [Swap; 9] = [
    (|path| fs::remove_file(path).unwrap(), Lies::Nothing),
    (
        |path| fs::rename(path.with_file_name("other"), path).unwrap(),
        Lies::Room(1),
    ),
    (|path| put(path, "other"), Lies::Room(1)),
    (|path| put(path, "large"), Lies::Room(9)),
    (|path| put(path, "backup"), Lies::Room(0)),
    // The file alone as it was copied while the room was open.
    (|path| put(path, "raw"), Lies::Room(1)),
    (|path| put(path, "old"), Lies::Room(0)),
    (|path| cut(path, 4096), Lies::Nothing),
    // Where its tick lies is left of it.
    (
        |path| cut(path, fs::metadata(path).unwrap().len() - 4096),
        Lies::Part,
    ),
];

fn cut(path: &Path, size: u64) {
    let file = fs::OpenOptions::new().write(true).open(path).unwrap();
    file.set_len(size).unwrap();
}

fn put(path: &Path, name: &str) {
    fs::copy(path.with_file_name(name), path).unwrap();
}

/// A room of a version without ticks.
fn old(path: &Path) {
    let db = Connection::open(path).unwrap();
    search::index::register(&db).unwrap();
    let first = steps::STEPS[..5].iter();
    first.for_each(|step| db.execute_batch(step).unwrap());
    db.pragma_update(None, "application_id", steps::APPLICATION_ID)
        .unwrap();
    db.pragma_update(None, "user_version", 5).unwrap();
    db.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))
        .unwrap();
}

fn checkpoint(path: &Path, how: &str) {
    let db = Connection::open(path).unwrap();
    db.query_row(&format!("PRAGMA wal_checkpoint({how})"), [], |_| Ok(()))
        .unwrap();
}

/// Whatever may be put over a room; made once.
static SOURCES: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    write(&mut open(&at("other")), "of another team").unwrap();
    let mut large = open(&at("large"));
    (0..9).for_each(|_| drop(write(&mut large, &"long ".repeat(9_000)).unwrap()));
    drop(large);
    old(&at("old"));
    let mut store = open(&at("made"));
    store.backup(&at("backup")).unwrap();
    write(&mut store, "one").unwrap();
    drop(store);
    fs::copy(at("made"), at("raw")).unwrap();
    folder
});

/// A room with something in its log, beside whatever may be put over it.
fn staged(folder: &Path) -> Store {
    let at = |name: &str| folder.join(name);
    for name in ["other", "large", "old", "backup", "raw"] {
        fs::copy(SOURCES.path().join(name), at(name)).unwrap();
    }
    fs::copy(at("raw"), at("room.db")).unwrap();
    let mut store = open(&at("room.db"));
    write(&mut store, "two").unwrap();
    checkpoint(&at("room.db"), "RESTART");
    write(&mut store, "three").unwrap();
    store
}

/// In a folder of its own, each swap with its number.
fn each(mut case: impl FnMut(usize, &Path, Store, Swap)) {
    for (nth, swap) in SWAPS.into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        let store = staged(folder.path());
        case(nth, &folder.path().join("room.db"), store, swap);
    }
}

#[test]
fn a_file_that_is_replaced_is_not_written_to_and_what_lies_there_can_be_opened() {
    each(|nth, path, mut store, (swap, lies_there)| {
        assert!(store.lost().is_none(), "{nth}");
        swap(path);
        let before = fs::read(path).ok();
        let lost = store.lost();
        let lost = lost.unwrap_or_else(|| panic!("swap {nth} went unnoticed"));
        assert!(lost.message.contains("while it was open here"), "{lost}");
        assert!(store.lost().is_none(), "it is told once");
        let refused = write(&mut store, "no").unwrap_err();
        assert!(
            refused.hint.contains("opens what lies there now"),
            "{refused}"
        );
        assert!(lost.hint.contains(&refused.hint), "{lost}");
        let opened = store.open_anew();
        match lies_there {
            Lies::Part => {}
            Lies::Room(held) => {
                opened.unwrap();
                write(&mut store, "after").unwrap();
                assert_eq!(store.check().unwrap(), Vec::<String>::new(), "{nth}");
                drop(store);
                assert_eq!(notes(path), held + 1, "{nth}");
            }
            Lies::Nothing => {
                opened.unwrap_err();
                drop(store);
                assert_eq!(fs::read(path).ok(), before, "{nth}");
            }
        }
    });
}

/// What is missing may be asked for by nobody for long: nothing is saved into the rest meanwhile.
#[test]
fn a_file_that_was_cut_short_is_not_opened_in_its_place() {
    for pages in [1, 3, 20] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = staged(folder.path());
        let path = folder.path().join("room.db");
        (0..9).for_each(|_| drop(write(&mut store, &"long ".repeat(9_000)).unwrap()));
        checkpoint(&path, "TRUNCATE");
        assert!(store.lost().is_none());
        let whole = fs::metadata(&path).unwrap().len();
        cut(&path, whole - pages * 4096);
        store.lost().unwrap();
        let refused = store.open_anew().unwrap_err();
        assert!(
            refused.to_string().contains("churnroom restore FILE"),
            "{refused}"
        );
        write(&mut store, "no").unwrap_err();
    }
}

/// A pipe in the room's place would be waited for.
#[test]
fn a_pipe_in_its_place_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = staged(folder.path());
    let path = folder.path().join("room.db");
    fs::remove_file(&path).unwrap();
    rustix::fs::mkfifoat(rustix::fs::CWD, &path, rustix::fs::Mode::from(0o600)).unwrap();
    store.lost().unwrap();
    let refused = store.open_anew().unwrap_err();
    assert!(refused.message.contains("a pipe"), "{refused}");
    write(&mut store, "no").unwrap_err();
}

/// Nobody has looked yet: the first who writes does.
#[test]
fn nothing_is_saved_right_after_a_swap() {
    each(|nth, path, mut store, (swap, _)| {
        swap(path);
        let before = fs::read(path).ok();
        let refused = write(&mut store, "no").unwrap_err();
        assert_eq!(refused.code, Code::ReadOnly, "{nth} {refused}");
        assert!(
            refused.message.contains("while it was open here"),
            "{nth} {refused}"
        );
        drop(store);
        assert_eq!(fs::read(path).ok(), before, "{nth}");
    });
}

#[test]
fn nothing_is_saved_that_was_begun_before_a_swap() {
    each(|nth, path, mut store, (swap, _)| {
        let done = store.edit(&dana(), |_| {
            swap(path);
            Ok(note("no"))
        });
        let refused = done.unwrap_err();
        assert!(
            refused.message.contains("while it was open here"),
            "{nth} {refused}"
        );
    });
}

/// Leaving is no reason to write into what lies there, nor to take away the log that somebody has put beside it.
#[test]
fn a_room_that_is_left_right_after_a_swap_leaves_what_lies_there() {
    each(|nth, path, store, (swap, _)| {
        swap(path);
        let log = place::beside(path, "-wal");
        let _ = fs::remove_file(&log);
        fs::write(&log, "of somebody else").unwrap();
        let before = fs::read(path).ok();
        drop(store);
        assert_eq!(fs::read(path).ok(), before, "{nth}");
        assert!(log.exists(), "{nth}");
    });
}

/// What cannot be read because of it is no damage, and nobody is told to put a backup back.
#[test]
fn a_sound_file_that_was_put_over_a_room_is_not_called_damaged() {
    each(|nth, path, mut store, (swap, _)| {
        swap(path);
        let since = ChangeId(0);
        for query in [Query::Names, Query::Feed { since, limit: 9 }, Query::Tags] {
            if let Err(failure) = store.answer(&query) {
                let said = failure.to_string();
                assert!(said.contains("while it was open here"), "{nth} {said}");
            }
        }
        assert!(store.damaged().is_none(), "{nth}");
    });
}

/// Another that is bigger and lies there only in part as yet.
#[test]
fn half_a_file_is_one_that_was_overwritten() {
    for part in [100, 4096, 40_000, 300_000] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = staged(folder.path());
        let large = fs::read(folder.path().join("large")).unwrap();
        fs::write(folder.path().join("room.db"), &large[..part]).unwrap();
        assert!(write(&mut store, "no").is_err(), "{part}");
        assert!(store.lost().is_some(), "{part}");
    }
}

/// Whoever opens it waits until it is whole.
#[test]
fn another_room_in_its_place_is_told_where_its_log_went_too() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = staged(folder.path());
    let path = folder.path().join("room.db");
    put(&path, "large");
    for suffix in ["-wal", "-shm"] {
        fs::remove_file(place::beside(&path, suffix)).unwrap();
    }
    let told = store.lost().unwrap();
    assert!(told.message.contains("was overwritten"), "{told}");
}

/// Whoever opens what lies there now must not find the log in use.
#[test]
fn a_file_that_holds_another_room_is_let_go_of() {
    let is_held = |path: &Path| {
        let open = fs::read_dir("/proc/self/fd").unwrap().flatten();
        open.filter_map(|file| fs::read_link(file.path()).ok())
            .any(|file| file == path)
    };
    let folder = tempfile::tempdir().unwrap();
    let mut store = staged(folder.path());
    let path = folder.path().canonicalize().unwrap().join("room.db");
    assert!(is_held(&path));
    put(&path, "other");
    assert!(store.lost().is_some());
    assert!(!is_held(&path));
    // Whoever asks is told why there is no answer.
    let asked = store.answer(&Query::Tags).unwrap_err();
    assert!(asked.message.contains("was overwritten"), "{asked}");
    store.open_anew().unwrap();
    write(&mut store, "in the other").unwrap();
    drop(store);
    assert_eq!(notes(&path), 2);
}

#[test]
fn a_file_that_is_still_being_copied_is_not_opened() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = staged(folder.path());
    let path = folder.path().join("room.db");
    let large = fs::read(folder.path().join("large")).unwrap();
    let sixth = large.chunks(large.len() / 6 + 1);
    let parts: Vec<Vec<u8>> = sixth.map(<[u8]>::to_vec).collect();
    let mut file = fs::File::create(&path).unwrap();
    file.write_all(&parts[0]).unwrap();
    let copies = std::thread::spawn(move || {
        for part in &parts[1..] {
            std::thread::sleep(std::time::Duration::from_millis(150));
            file.write_all(part).unwrap();
        }
    });
    assert!(store.lost().is_some());
    store.open_anew().unwrap();
    assert!(copies.is_finished());
    write(&mut store, "into the whole of it").unwrap();
    drop(store);
    assert_eq!(notes(&path), 10);
}

/// By a program that knows how: what lies there is whole, and is another room or one from before.
#[test]
fn a_room_that_another_was_written_into_is_told() {
    for name in ["other", "backup"] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = staged(folder.path());
        let mut there = Connection::open(folder.path().join("room.db")).unwrap();
        let source = Connection::open(folder.path().join(name)).unwrap();
        let backup = rusqlite::backup::Backup::new(&source, &mut there).unwrap();
        backup.step(-1).unwrap();
        drop(backup);
        assert!(write(&mut store, "no").is_err(), "{name}");
        store.open_anew().unwrap();
        write(&mut store, "yes").unwrap();
        assert_eq!(store.check().unwrap(), Vec::<String>::new(), "{name}");
    }
}

/// Those who have the room open are known by their locks, which go when any file of it is closed.
#[test]
fn a_room_that_was_opened_anew_in_the_same_file_is_still_known_to_be_open() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = staged(folder.path());
    let path = folder.path().join("room.db");
    put(&path, "other");
    store.open_anew().unwrap();
    let inode = format!(":{} ", fs::metadata(&path).unwrap().ino());
    let locks = fs::read_to_string("/proc/locks").unwrap();
    assert!(locks.contains(&inode), "{locks}");
}

mod apart;
