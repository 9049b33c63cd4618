//! What was saved last and does not lie with its room any more: logs that are taken away, rooms that are moved, and
//! rooms with several names.

use super::*;

fn remove(path: &Path, suffix: &str) {
    fs::remove_file(place::beside(path, suffix)).unwrap();
}

/// Another file under the same name.
fn replace(path: &Path, suffix: &str) {
    let (at, copy) = (place::beside(path, suffix), place::beside(path, ".other"));
    fs::copy(&at, &copy).unwrap();
    fs::rename(copy, at).unwrap();
}

/// What somebody does to a room's logs, and whether what was saved last goes with them.
type Harm = (fn(&Path), bool);

const HARMS: [Harm; 7] = [
    (
        |path| {
            ["-wal", "-shm"]
                .iter()
                .for_each(|suffix| remove(path, suffix))
        },
        true,
    ),
    (|path| remove(path, "-wal"), true),
    (|path| remove(path, "-shm"), false),
    (|path| replace(path, "-wal"), true),
    (|path| replace(path, "-shm"), false),
    (
        |path| {
            fs::write(place::beside(path, ".new"), "")
                .and_then(|()| fs::rename(place::beside(path, ".new"), place::beside(path, "-wal")))
                .unwrap()
        },
        true,
    ),
    (
        |path| fs::rename(path, path.with_file_name("moved")).unwrap(),
        true,
    ),
];

fn each_harm(mut case: impl FnMut(usize, &Path, Store, Harm)) {
    for (nth, harm) in HARMS.into_iter().enumerate() {
        let folder = tempfile::tempdir().unwrap();
        let store = staged(folder.path());
        case(nth, &folder.path().join("room.db"), store, harm);
    }
}

/// Everything that was said to be saved is in the room that was kept, and that room is sound.
#[track_caller]
fn is_kept(path: &Path, failure: &Failure) {
    let kept = place::beside(path, ".kept");
    assert!(
        failure
            .hint
            .contains(&format!("kept as {}", kept.display())),
        "{failure}"
    );
    assert_eq!(notes(&kept), 3);
    assert_eq!(open(&kept).check().unwrap(), Vec::<String>::new());
    // Whoever opens what lies there now is told of it, and of a second one; a pipe is none.
    let Ok(next) = Store::open(
        path,
        &OpenOptions {
            create: false,
            ..OpenOptions::default()
        },
    ) else {
        return;
    };
    let names = |store: &Store| store.notices().iter().any(|told| told.contains("restore"));
    assert!(names(&next), "{:?}", next.notices());
    assert!(!names(&open(&kept)));
}

#[test]
fn what_was_saved_is_in_the_room_or_kept_when_its_log_is_taken_away() {
    each_harm(|nth, path, mut store, (harm, is_apart)| {
        harm(path);
        let refused = write(&mut store, "no").unwrap_err();
        assert!(
            refused.message.contains("while it was open here"),
            "{nth} {refused}"
        );
        assert_eq!(refused.code, Code::ReadOnly, "{nth}");
        let lost = store.lost().unwrap();
        assert_eq!(lost.hint, refused.hint, "{nth}: kept once");
        if is_apart {
            is_kept(path, &refused);
        } else {
            assert!(refused.hint.contains("is in the room"), "{nth} {refused}");
            store.open_anew().unwrap();
            write(&mut store, "after").unwrap();
            assert_eq!(store.check().unwrap(), Vec::<String>::new(), "{nth}");
            drop(store);
            assert_eq!(notes(path), 4, "{nth}");
            assert!(!place::beside(path, ".kept").exists(), "{nth}");
        }
    });
}

/// What was not saved yet is not in it.
#[test]
fn nothing_is_saved_that_was_begun_before_its_log_was_taken_away() {
    each_harm(|nth, path, mut store, (harm, is_apart)| {
        let done = store.edit(&dana(), |_| {
            harm(path);
            Ok(note("no"))
        });
        let refused = done.unwrap_err();
        assert!(
            refused.message.contains("while it was open here"),
            "{nth} {refused}"
        );
        if is_apart {
            is_kept(path, &refused);
        }
    });
}

#[test]
fn a_room_that_is_left_right_after_its_log_was_taken_away_is_kept() {
    each_harm(|nth, path, store, (harm, is_apart)| {
        harm(path);
        drop(store);
        match is_apart {
            true => assert_eq!(notes(&place::beside(path, ".kept")), 3, "{nth}"),
            false => assert_eq!(notes(path), 3, "{nth}"),
        }
    });
}

/// What is left of it is not written into the room.
#[test]
fn a_log_that_is_cut_short_does_not_take_the_room_with_it() {
    for part in [0, 16, 40, 5000] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = staged(folder.path());
        let path = folder.path().join("room.db");
        assert!(store.lost().is_none());
        cut(&place::beside(&path, "-wal"), part);
        let refused = write(&mut store, "no").unwrap_err();
        assert!(refused.message.contains("lost the log"), "{part} {refused}");
        drop(store);
        assert!(notes(&path) >= 2, "{part}");
        // By its index more was in it.
        let faults = open(&path).check().unwrap();
        assert!(
            faults.iter().all(|fault| fault.contains("may be missing")),
            "{part} {faults:?}"
        );
    }
}

/// A folder is moved with all that is in it.
/// What somebody does next in a room whose index was cut short: nothing is read by what is left of that, and nothing
/// is lost.
#[test]
fn an_index_that_is_cut_short_is_not_read_any_more() {
    let feed = Query::Feed {
        since: 0.into(),
        limit: 9,
    };
    for size in [0, 100, 4096, (1 << 15) - 1] {
        for next in 0..4 {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("room.db");
            let mut store = open(&path);
            for text in ["one", "two", "three"] {
                write(&mut store, text).unwrap();
            }
            let saved = store.answer(&feed).unwrap();
            cut(&place::beside(&path, "-shm"), size);
            match next {
                0 => assert_eq!(store.answer(&feed).unwrap(), saved),
                1 => assert_eq!(write(&mut store, "no").unwrap_err().code, Code::ReadOnly),
                2 => assert!(store.lost().unwrap().message.contains("`-shm`")),
                _ => drop(std::mem::replace(&mut store, Store::in_memory().unwrap())),
            }
            if next < 3 {
                assert_eq!(store.answer(&feed).unwrap(), saved, "{next} at {size}");
                assert_eq!(store.lost().is_some(), next < 2);
                assert!(store.lost().is_none());
                store.open_anew().unwrap();
                write(&mut store, "four").unwrap();
                drop(store);
            }
            assert_eq!(
                notes(&path),
                if next < 3 { 4 } else { 3 },
                "{next} at {size}"
            );
            assert_eq!(open(&path).check().unwrap(), [""; 0]);
        }
    }
}

/// Somebody took a table out of the room: that is said, and not that another file lies there.
#[test]
fn what_is_taken_out_of_an_open_room_is_named() {
    for table in ["journal", "room", "tick", "notes", "accounts", "sums"] {
        for writes in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("room.db");
            let mut store = open(&path);
            write(&mut store, "one").unwrap();
            let other = Connection::open(&path).unwrap();
            let drop_it = format!("PRAGMA foreign_keys = OFF; DROP TABLE {table}");
            other.execute_batch(&drop_it).unwrap();
            drop(other);
            let told = match writes {
                true => Some(write(&mut store, "two").unwrap_err()),
                false => (0..3).find_map(|_| store.lost()),
            };
            // What no look at the file itself needs is missed by whoever writes.
            let needed = table == "journal";
            assert!(told.is_some() || !writes && !needed, "{table}");
            if let Some(failure) = told {
                let words = failure.to_string();
                assert!(
                    words.contains(&format!("the table `{table}` is missing")),
                    "{words}"
                );
                assert!(!words.contains("overwritten"), "{words}");
            }
        }
    }
}

#[test]
fn what_is_moved_with_its_log_went_with_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let (here, there) = (folder.path().join("here"), folder.path().join("there"));
    fs::create_dir(&here).unwrap();
    let mut store = staged(&here);
    fs::rename(&here, &there).unwrap();
    let lost = store.lost().unwrap();
    assert!(lost.message.contains("was moved"), "{lost}");
    assert!(lost.hint.contains("went with the file"), "{lost}");
    drop(store);
    assert_eq!(notes(&there.join("room.db")), 3);
}

#[test]
fn a_room_with_two_names_is_only_read() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    drop(staged(folder.path()));
    fs::hard_link(at("room.db"), at("twin")).unwrap();
    for name in ["room.db", "twin"] {
        let mut store = open(&at(name));
        let notice = store.notices().concat();
        assert!(notice.contains("has 2 names (hard links)"), "{notice}");
        let refused = write(&mut store, "no").unwrap_err();
        assert_eq!(refused.code, Code::ReadOnly, "{refused}");
        assert!(store.answer(&Query::Tags).is_ok());
        assert!(store.check().unwrap()[0].contains("2 names"));
        assert!(store.lost().is_none(), "it was known");
        let copy = at(&format!("copy-{name}"));
        store.backup(&copy).unwrap();
        assert!(write(&mut open(&copy), "yes").is_ok());
    }
    fs::remove_file(at("twin")).unwrap();
    assert!(write(&mut open(&at("room.db")), "yes").is_ok());
}

#[test]
fn a_room_that_gets_a_second_name_is_told_and_goes_on_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = staged(folder.path());
    let (path, twin) = (folder.path().join("room.db"), folder.path().join("twin"));
    fs::hard_link(&path, &twin).unwrap();
    let refused = write(&mut store, "no").unwrap_err();
    assert!(
        refused.message.contains("another name (a hard link)"),
        "{refused}"
    );
    assert!(
        refused.hint.contains("is in it; remove the other name"),
        "{refused}"
    );
    store.open_anew().unwrap();
    assert!(write(&mut store, "no").is_err());
    fs::remove_file(&twin).unwrap();
    drop(store);
    assert_eq!(notes(&path), 3);
    assert!(write(&mut open(&path), "yes").is_ok());
}

/// A room that was cut to nothing is not filled as if nothing had been there.
#[test]
fn an_empty_file_is_only_made_a_room_by_who_means_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("room.db");
    for (create, fill, log, words) in [
        (false, false, "", "the file is empty"),
        (false, true, "", "the file is empty"),
        (true, false, "", "the file is empty"),
        (true, true, "\0\0\0\0", "was cut to nothing"),
        (false, false, "\0\0\0\0", "was cut to nothing"),
        (true, true, "", ""),
    ] {
        fs::write(&path, "").unwrap();
        fs::write(place::beside(&path, "-wal"), log).unwrap();
        let options = OpenOptions {
            create,
            fill,
            ..OpenOptions::default()
        };
        match Store::open(&path, &options) {
            Ok(_) => assert_eq!(words, "", "{create} {fill} {log}"),
            Err(failure) => {
                assert!(
                    failure.message.contains(words) && !words.is_empty(),
                    "{failure}"
                );
                assert_eq!(fs::metadata(&path).unwrap().len(), 0, "{failure}");
            }
        }
    }
}

/// Others write, bring the log in, begin it anew and write the file anew: it is the same room all the while.
#[test]
fn a_room_that_others_work_in_is_not_taken_for_another() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("room.db");
    let (mut one, mut other) = (open(&path), open(&path));
    for round in 0..60 {
        write(&mut other, &"long ".repeat(1 + round * 40)).unwrap();
        match round % 6 {
            0 => checkpoint(&path, "PASSIVE"),
            1 => checkpoint(&path, "RESTART"),
            2 => checkpoint(&path, "TRUNCATE"),
            3 => other.db.execute_batch("VACUUM").unwrap(),
            4 => drop(write(&mut open(&path), "and gone").unwrap()),
            _ => {}
        }
        if round % 4 > 0 {
            assert!(one.lost().is_none(), "{round}");
        }
        if round % 3 > 0 {
            write(&mut one, "of one").unwrap_or_else(|failure| panic!("{round}: {failure}"));
        }
    }
    assert_eq!(one.check().unwrap(), Vec::<String>::new());
    // Three looks a note: a small part of a millisecond each.
    let began = std::time::Instant::now();
    (0..300).for_each(|_| one.must_be_own().unwrap());
    assert!(
        began.elapsed() < std::time::Duration::from_millis(900),
        "{:?}",
        began.elapsed()
    );
}
