//! Logs in which something was turned over, and those that a kill has left.

use super::*;
use crate::domain::sample::{dana, note};
use crate::store::{OpenOptions, Restoring, Store};

mod last;

const NOTES: i64 = 6;

fn open(path: &Path) -> Store {
    Store::open(path, &OpenOptions::default()).unwrap()
}

fn write(store: &mut Store, text: &str) {
    store.apply(&dana(), &note(text)).unwrap();
}

fn notes(store: &Store) -> i64 {
    let count = "SELECT count(*) FROM notes";
    store.db.query_row(count, [], |row| row.get(0)).unwrap()
}

/// A room that is open, with notes in its log.
fn live(folder: &Path) -> (Store, PathBuf) {
    let path = folder.join("live");
    drop(open(&path));
    let mut store = open(&path);
    (0..NOTES).for_each(|n| write(&mut store, &format!("note {n}")));
    (store, path)
}

/// The same as a kill leaves it: the file and its log.
fn left(folder: &Path) -> (PathBuf, Vec<u8>) {
    let (store, live) = live(folder);
    let path = folder.join("room.db");
    fs::copy(&live, &path).unwrap();
    let log = fs::read(place::beside(&live, "-wal")).unwrap();
    drop(store);
    fs::write(place::beside(&path, "-wal"), &log).unwrap();
    (path, log)
}

/// So many pages of a log end with the nth transaction from its end.
fn ended(log: &[u8], nth: usize) -> usize {
    let frames = log[HEAD..].chunks_exact(FRAME + PAGE).enumerate();
    let ends = frames.filter(|(_, frame)| number_at(frame, 4) != 0);
    let ends: Vec<usize> = ends.map(|(at, _)| at + 1).collect();
    ends[ends.len() - 1 - nth]
}

fn at(page: usize) -> usize {
    HEAD + page * (FRAME + PAGE)
}

fn lost(path: &Path, log: &[u8]) -> u64 {
    fs::write(place::beside(path, "-wal"), log).unwrap();
    extent(path, None).unwrap().last
}

/// The same, where nobody has the room open and no index tells more.
fn missed(path: &Path, log: &[u8]) -> u64 {
    fs::write(place::beside(path, "-wal"), log).unwrap();
    let _ = fs::remove_file(place::beside(path, "-shm"));
    before(path).map_or(0, |extent| extent.last)
}

/// Each bit of what stands before the pages, and some in each page.
fn places(log: &[u8]) -> impl Iterator<Item = (usize, u8)> {
    let telling =
        |at: &usize| *at < HEAD || (at - HEAD) % (FRAME + PAGE) < FRAME || at.is_multiple_of(211);
    let bits = |at| (0..8).map(move |bit| (at, 1 << bit));
    (0..log.len()).filter(telling).flat_map(bits)
}

#[test]
fn any_bit_that_is_turned_over_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let (path, log) = left(folder.path());
    assert_eq!(lost(&path, &log), 0);
    for (at, bit) in places(&log).step_by(97) {
        let mut log = log.clone();
        log[at] ^= bit;
        assert!(lost(&path, &log) > 0, "byte {at} ^ {bit:#x}");
    }
    // Several at once, as long as two transactions are behind them.
    for (from, to) in [
        (0, 16),
        (40, 60),
        (5_000, 9_000),
        (HEAD, HEAD + 3 * (FRAME + PAGE)),
    ] {
        let mut log = log.clone();
        log[from..to].iter_mut().for_each(|byte| *byte = !*byte);
        assert!(lost(&path, &log) > 0, "bytes {from}..{to}");
    }
    let mut last = log.clone();
    *last.last_mut().unwrap() ^= 0xff;
    assert!(lost(&path, &last) > 0);
}

/// A head that says nothing or something else, nothing at its end, and a part that is gone.
#[test]
fn more_than_a_bit_is_noticed_too() {
    let folder = tempfile::tempdir().unwrap();
    let (path, log) = left(folder.path());
    let done = |nth| at(ended(&log, nth) - 1);
    let turned = |from: usize, to: usize| {
        let mut log = log.clone();
        log[from..to].iter_mut().for_each(|byte| *byte ^= 0x5a);
        log
    };
    let nothing = |from: usize, to: usize| {
        let mut log = log.clone();
        log[from..to].fill(0);
        log
    };
    let gone = |from: usize, to: usize| [&log[..from], &log[to..]].concat();
    let cases = [
        ("head of nothing", nothing(0, HEAD)),
        ("first block of nothing", nothing(0, PAGE)),
        ("other head", turned(0, HEAD)),
        ("other magic", turned(0, 4)),
        ("part of the head gone", gone(0, 7)),
        ("more of the head gone", gone(0, 20)),
        ("head gone", gone(0, HEAD)),
        (
            "the transaction before the last",
            turned(done(1) + 500, done(1) + 900),
        ),
        (
            "nothing in it",
            nothing(done(1) + FRAME, done(1) + FRAME + PAGE),
        ),
        ("nothing at the end", nothing(done(1), log.len())),
        ("nothing from the middle on", nothing(at(3), log.len())),
        ("a page gone in part", gone(at(3) + 100, at(3) + 1_100)),
    ];
    for (what, log) in cases {
        assert!(lost(&path, &log) > 0, "{what}");
        assert!(frames::is_log(&place::beside(&path, "-wal")), "{what}");
    }
    fs::write(
        place::beside(&path, "-wal"),
        "of something else ".repeat(900),
    )
    .unwrap();
    assert!(!frames::is_log(&place::beside(&path, "-wal")));
}

/// A room as whoever had it open left it when he was killed: its file, its log and the index of that.
fn killed(live: &Path) -> [Vec<u8>; 3] {
    ["", "-wal", "-shm"].map(|ending| fs::read(place::beside(live, ending)).unwrap())
}

fn put(path: &Path, [file, log, index]: [&[u8]; 3]) {
    for (ending, bytes) in [("", file), ("-wal", log), ("-shm", index)] {
        fs::write(place::beside(path, ending), bytes).unwrap();
    }
}

/// What was done stands in the index: also of the last transaction.
#[test]
fn by_the_index_anything_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let (_store, live) = live(folder.path());
    let path = folder.path().join("room.db");
    let [file, log, index] = killed(&live);
    put(&path, [&file, &log, &index]);
    assert_eq!(before(&path), None);
    let last = at(ended(&log, 0) - 1);
    let mut nothing = log.clone();
    nothing[last..last + FRAME].fill(0);
    let mut turned = log.clone();
    turned[last + 100..last + 300].fill(0x5a);
    let parts = [&log[..last], &log[..HEAD + 40], &log[..10], &[]];
    for log in [&turned[..], &nothing].into_iter().chain(parts) {
        let at = log.len();
        put(&path, [&file, log, &index]);
        let _ = fs::remove_file(place::beside(&path, DAMAGED));
        assert!(before(&path).is_some(), "{at}");
        let store = open(&path);
        let said = store.notices().concat();
        assert!(
            said.contains("its log was damaged, and is kept as"),
            "{at}: {said}"
        );
        assert!(notes(&store) < NOTES && store.read_only().is_none(), "{at}");
        drop(store);
        assert!(
            fs::read(place::beside(&path, DAMAGED)).unwrap() == *log,
            "{at}"
        );
    }
}

/// What an index says of another log, or says wrongly, is of no account; and what is in the file is not lost.
#[test]
fn an_index_makes_no_loss_of_what_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let (store, live) = live(folder.path());
    let path = folder.path().join("room.db");
    let [file, log, index] = killed(&live);
    let cut = &log[..at(ended(&log, 0) - 1)];
    put(&path, [&file, cut, &index]);
    assert!(before(&path).is_some());
    let mut other = index.clone();
    other[33] ^= 1;
    put(&path, [&file, cut, &other]);
    assert_eq!(before(&path), None);
    let filled = "PRAGMA wal_checkpoint(PASSIVE)";
    store.db.query_row(filled, [], |_| Ok(())).unwrap();
    let [file, _, index] = killed(&live);
    put(&path, [&file, cut, &index]);
    assert_eq!(before(&path), None);
}

/// Of two who write at the same place the first is killed before it is done, with more written than the second writes.
#[test]
fn what_was_written_over_is_no_loss() {
    let folder = tempfile::tempdir().unwrap();
    let (path, log) = left(folder.path());
    let written = |name: &str, text: &str| {
        let at = folder.path().join(name);
        fs::copy(&path, &at).unwrap();
        fs::write(place::beside(&at, "-wal"), &log).unwrap();
        let mut store = open(&at);
        write(&mut store, text);
        fs::read(place::beside(&at, "-wal")).unwrap()
    };
    let (first, second) = (
        written("first", &"more ".repeat(9_000)),
        written("second", "less"),
    );
    assert!(log.len() < second.len() && second.len() < first.len());
    let over = [&second[..], &first[second.len()..]].concat();
    assert_eq!(missed(&path, &over), 0);
    for at in [4, 17, FRAME + 1_000] {
        let mut over = over.clone();
        over[second.len() - FRAME - PAGE + at] ^= 1;
        assert!(lost(&path, &over) > 0, "byte {at}");
    }
}

#[test]
fn what_a_kill_leaves_unfinished_is_no_loss() {
    let folder = tempfile::tempdir().unwrap();
    let (path, log) = left(folder.path());
    for length in (HEAD..log.len()).step_by(997) {
        assert_eq!(missed(&path, &log[..length]), 0, "{length} bytes");
    }
}

/// A log that was begun anew has pages from before behind its end; a kill may leave one of them behind the head of a
/// new one.
#[test]
fn what_was_there_before_a_log_was_begun_anew_is_no_loss() {
    let folder = tempfile::tempdir().unwrap();
    let (mut store, live) = live(folder.path());
    let log = place::beside(&live, "-wal");
    let restart = "PRAGMA wal_checkpoint(RESTART)";
    store.db.query_row(restart, [], |_| Ok(())).unwrap();
    write(&mut store, "anew");
    let before = fs::read(&log).unwrap();
    let read = readable(&live) as usize;
    write(&mut store, "more");
    let after = fs::read(&log).unwrap();
    let more = readable(&live) as usize;
    assert!(read < more && before.len() == after.len(), "{read} {more}");
    let path = folder.path().join("room.db");
    fs::copy(&live, &path).unwrap();
    assert_eq!(missed(&path, &after), 0);
    for nth in read..more {
        let at = HEAD + nth * (FRAME + PAGE);
        for at in [at, at + 3, at + FRAME, at + FRAME + 2_000] {
            let half = [&after[..at], &before[at..]].concat();
            assert_eq!(missed(&path, &half), 0, "page {nth}, byte {at}");
        }
        for at in [at + 4, at + 9, at + 17, at + FRAME + 99] {
            let mut turned = after.clone();
            turned[at] ^= 0x10;
            assert!(lost(&path, &turned) > 0, "page {nth}, byte {at}");
        }
    }
}

#[test]
fn a_room_that_lacks_what_was_saved_last_says_so_and_keeps_its_log() {
    let folder = tempfile::tempdir().unwrap();
    let (path, log) = left(folder.path());
    let file = fs::read(&path).unwrap();
    let kept = place::beside(&path, DAMAGED);
    // Not those by which it is known that it is a log.
    for (at, bit) in places(&log).filter(|(at, _)| *at > 3).step_by(499) {
        let mut log = log.clone();
        log[at] ^= bit;
        fs::write(&path, &file).unwrap();
        fs::write(place::beside(&path, "-wal"), &log).unwrap();
        let _ = fs::remove_file(place::beside(&path, "-shm"));
        let _ = fs::remove_file(&kept);
        let store = open(&path);
        let found = notes(&store);
        let said = store.notices().concat();
        assert!(
            said.contains("its log was damaged, and is kept as"),
            "byte {at} ^ {bit:#x}: {said}"
        );
        assert!(found < NOTES && store.read_only().is_none(), "byte {at}");
        assert_eq!(store.check().unwrap(), store.notices(), "byte {at}");
        assert_eq!(store.lacks, store.notices(), "byte {at}");
        drop(store);
        assert!(fs::read(&kept).unwrap() == log, "byte {at}");
        let mut store = open(&path);
        write(&mut store, "gone on");
        assert_eq!(store.notices().len(), 1, "byte {at}");
        assert!(!place::beside(&kept, "-2").exists(), "byte {at}");
        fs::remove_file(&kept).unwrap();
        assert_eq!(store.check().unwrap(), Vec::<String>::new(), "byte {at}");
        drop(store);
        let store = open(&path);
        assert_eq!(
            (notes(&store), store.notices().len()),
            (found + 1, 0),
            "byte {at}"
        );
    }
}

/// By the index of those who have it open all of it is found.
#[test]
fn a_log_in_use_lacks_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (_store, live) = live(folder.path());
    let log = place::beside(&live, "-wal");
    let at = HEAD + 17;
    let turned = fs::read(&log).unwrap()[at] ^ 1;
    let file = fs::OpenOptions::new().write(true).open(&log).unwrap();
    file.write_all_at(&[turned], at as u64).unwrap();
    assert!(extent(&live, None).unwrap().last > 0);
    let store = open(&live);
    assert_eq!((notes(&store), store.notices().len()), (NOTES, 0));
}

#[test]
fn whoever_only_reads_leaves_the_log_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut log) = left(folder.path());
    log[5_000] ^= 1;
    fs::write(place::beside(&path, "-wal"), &log).unwrap();
    let only_reads = OpenOptions {
        read_only: true,
        ..OpenOptions::default()
    };
    let store = Store::open(&path, &only_reads).unwrap();
    assert!(
        store.notices()[0].contains("is damaged from page"),
        "{:?}",
        store.notices()
    );
    assert_eq!(store.check().unwrap(), store.notices());
    drop(store);
    assert!(fs::read(place::beside(&path, "-wal")).unwrap() == log);
}

#[test]
fn restoring_takes_no_damaged_log_for_a_whole_one() {
    let folder = tempfile::tempdir().unwrap();
    let (path, mut log) = left(folder.path());
    let backup = folder.path().join("backup");
    open(&folder.path().join("live")).backup(&backup).unwrap();
    log[5_000] ^= 1;
    fs::write(place::beside(&path, "-wal"), &log).unwrap();
    let failure = Restoring::new(&backup, &path).unwrap_err();
    assert!(failure.message.contains("is damaged"), "{failure}");
    Restoring::new(&path, &backup)
        .unwrap()
        .carry_out(&|_| true)
        .unwrap();
    assert!(fs::read(place::beside(&place::beside(&path, ".replaced"), DAMAGED)).unwrap() == log);
    assert_eq!(notes(&open(&path)), NOTES);
}
