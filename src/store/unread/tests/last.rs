//! The last transaction of a log, of which no index tells that there was one; and logs that look damaged and are not.

use super::*;

/// A log that was begun anew, with longer ones before it.
fn anew(folder: &Path) -> (PathBuf, Vec<u8>) {
    let (mut store, live) = live(folder);
    let restart = "PRAGMA wal_checkpoint(RESTART)";
    store.db.query_row(restart, [], |_| Ok(())).unwrap();
    ["anew", "more"]
        .iter()
        .for_each(|text| write(&mut store, text));
    let path = folder.join("room.db");
    fs::copy(&live, &path).unwrap();
    (path, fs::read(place::beside(&live, "-wal")).unwrap())
}

/// The pages of the last transaction that can be read.
fn last(path: &Path, log: &[u8]) -> std::ops::Range<usize> {
    assert_eq!(missed(path, log), 0);
    let read = readable(path) as usize;
    let ends = |nth: &usize| number_at(&log[at(*nth)..], 4) != 0;
    let before = (0..read - 1).rev().find(ends).map_or(0, |nth| nth + 1);
    before..read
}

fn turned(log: &[u8], from: usize, to: usize) -> Vec<u8> {
    let mut log = log.to_vec();
    log[from..to].iter_mut().for_each(|byte| *byte ^= 0x5a);
    log
}

/// In a log that was never begun anew nothing lies behind its end but what a kill left unfinished.
#[test]
fn whatever_is_wrong_in_the_last_transaction_of_a_first_log_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let (path, log) = left(folder.path());
    assert_eq!(number_at(&log, 12), 0);
    let pages = last(&path, &log);
    for nth in pages.clone() {
        let page = FRAME + PAGE;
        for (from, to) in [
            (0, FRAME),
            (4, 8),
            (8, 16),
            (16, 24),
            (FRAME + 500, FRAME + 900),
            (FRAME + 1, page),
            (0, page),
        ] {
            let log = turned(&log, at(nth) + from, at(nth) + to);
            assert!(missed(&path, &log) > 0, "page {nth}, bytes {from}..{to}");
        }
    }
    let all = turned(&log, at(pages.start), log.len());
    assert!(missed(&path, &all) > 0);
    let said = open(&path).notices().concat();
    assert!(
        said.contains("its log was damaged, and is kept as"),
        "{said}"
    );
    assert!(fs::read(place::beside(&path, DAMAGED)).unwrap() == all);
}

/// Whoever is killed while he begins a log anew leaves nothing that counts how often that was done.
#[test]
fn what_lies_behind_a_log_that_says_it_is_the_first_is_no_loss() {
    let folder = tempfile::tempdir().unwrap();
    let (path, log) = left(folder.path());
    let other = tempfile::tempdir().unwrap();
    let (mut store, before) = live(other.path());
    (0..9).for_each(|n| write(&mut store, &format!("longer {n}")));
    let before = fs::read(place::beside(&before, "-wal")).unwrap();
    assert!(before.len() > log.len() + 3 * (FRAME + PAGE));
    for at in [log.len(), log.len() - PAGE, log.len() - 2_000] {
        let both = [&log[..at], &before[at..]].concat();
        assert_eq!(missed(&path, &both), 0, "{at}");
    }
    let mut filled = log.clone();
    filled.resize(before.len(), 0xff);
    assert!(missed(&path, &filled) > 0);
}

/// In one that was, the very last page may be one that was just being written.
#[test]
fn what_is_wrong_before_the_last_page_is_noticed_in_any_log() {
    let folder = tempfile::tempdir().unwrap();
    let (path, log) = anew(folder.path());
    assert_ne!(number_at(&log, 12), 0);
    let pages = last(&path, &log);
    assert!(log.len() > at(pages.end) && pages.len() > 3, "{pages:?}");
    for nth in pages.start..pages.end - 1 {
        for (from, to) in [(16, 24), (FRAME + 500, FRAME + 900)] {
            let log = turned(&log, at(nth) + from, at(nth) + to);
            assert!(missed(&path, &log) > 0, "page {nth}, bytes {from}..{to}");
        }
    }
}

/// Whoever only reads leaves the log as it is, and says it each time.
#[test]
fn whoever_only_reads_is_told_of_the_last_one_too() {
    let folder = tempfile::tempdir().unwrap();
    let (path, log) = left(folder.path());
    let nth = last(&path, &log).end - 1;
    missed(&path, &turned(&log, at(nth) + 100, at(nth) + 300));
    let only_reads = OpenOptions {
        read_only: true,
        ..OpenOptions::default()
    };
    let store = Store::open(&path, &only_reads).unwrap();
    assert!(store.notices()[0].contains("is damaged from page"));
    assert_eq!(store.check().unwrap(), store.notices());
}

/// A long transaction begins to write before it is done, and writes some pages a second time where they lie: killed then,
/// it leaves pages that do not fit.
#[test]
fn what_a_long_transaction_leaves_unfinished_is_no_loss() {
    let folder = tempfile::tempdir().unwrap();
    let (_store, live) = live(folder.path());
    let db = Connection::open(&live).unwrap();
    let row = "SELECT value, hex(randomblob(1800)) FROM json_each('[1' || replace(hex(zeroblob(200)), '00', ',1') || ']')";
    let long = format!(
        "PRAGMA cache_size = 10; BEGIN; CREATE TABLE zz (a, b); INSERT INTO zz {row}; INSERT INTO zz {row}; UPDATE zz SET b = hex(randomblob(1790))"
    );
    db.execute_batch(&long).unwrap();
    let path = folder.path().join("room.db");
    fs::copy(&live, &path).unwrap();
    let log = fs::read(place::beside(&live, "-wal")).unwrap();
    let (read, pages) = (readable(&live), (log.len() - HEAD) / (FRAME + PAGE));
    assert!(read + 20 < pages as u64, "{read} of {pages}");
    assert_eq!(missed(&path, &log), 0);
}

/// Several that open a room with a damaged log at once keep it once, also where somebody who reads keeps it from being
/// emptied.
#[test]
fn a_log_is_kept_once() {
    let folder = tempfile::tempdir().unwrap();
    let (path, log) = left(folder.path());
    // What lies before it can be read, and is.
    let from = at(ended(&log, 2)) + FRAME;
    let log = turned(&log, from, from + 400);
    assert!(missed(&path, &log) > 0);
    let lost = before(&path);
    let reader = Connection::open(&path).unwrap();
    reader
        .execute_batch("BEGIN; SELECT count(*) FROM notes")
        .unwrap();
    let copies = || copies(&path).count();
    for _ in 0..2 {
        let db = Connection::open(&path).unwrap();
        db.busy_timeout(std::time::Duration::ZERO).unwrap();
        assert_eq!(keep(&path, &db, lost), None);
        assert_eq!(copies(), 1);
    }
    drop(reader);
    for _ in 0..2 {
        let db = Connection::open(&path).unwrap();
        assert_eq!(keep(&path, &db, lost), None);
        assert_eq!(copies(), 1);
    }
    assert!(fs::read(place::beside(&path, DAMAGED)).unwrap() == log);
}
