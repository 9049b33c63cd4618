//! Files that are no room, rooms that cannot be written, copies, and what outlives a process that is killed.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use churnroom::domain::change::{Author, Change, Record};
use churnroom::domain::day::Moment;
use churnroom::domain::failure::{Code, Failure};
use churnroom::domain::feedback::Tag;
use churnroom::domain::ids::ChangeId;
use churnroom::domain::meeting::Present;
use churnroom::domain::query::{Answer, Query};
use churnroom::store::{OpenOptions, Store};
use rusqlite::Connection;

use super::room::{Room, both, everything};

fn refused(path: &Path, options: &OpenOptions) -> Failure {
    match Store::open(path, options) {
        Ok(_) => panic!("{} was opened", path.display()),
        Err(failure) => failure,
    }
}

/// Opens it and expects to be refused in these words, with a hint and the file as it was.
fn not_a_room(path: &Path, words: &str) {
    let before = fs::read(path).ok();
    let failure = refused(path, &OpenOptions::default());
    assert!(failure.message.contains(words), "{failure}");
    assert!(
        failure.message.contains(&path.display().to_string()),
        "{failure}"
    );
    assert!(!failure.hint.is_empty(), "{failure}");
    assert_eq!(fs::read(path).ok(), before);
}

#[test]
fn what_is_no_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let made = Command::new("mkfifo").arg(at("pipe")).status().unwrap();
    assert!(made.success());
    fs::write(at("file"), "").unwrap();
    symlink(at("file"), at("link")).unwrap();
    not_a_room(folder.path(), "it is a folder");
    not_a_room(&at("link"), "it is a symbolic link");
    let failure = refused(&at("pipe"), &OpenOptions::default());
    assert!(failure.message.contains("it is a pipe"), "{failure}");
    let failure = refused(&at("none/room.db"), &OpenOptions::default());
    assert!(
        failure.hint.contains("its folder has to be there"),
        "{failure}"
    );
    let only_if_there = OpenOptions {
        create: false,
        ..OpenOptions::default()
    };
    assert_eq!(refused(&at("none"), &only_if_there).code, Code::NotFound);
    assert!(!at("none").exists());
}

#[test]
fn what_is_no_room_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("short.txt"), "hello").unwrap();
    fs::write(at("long.csv"), "id,name\n1,Acme\n".repeat(400)).unwrap();
    not_a_room(&at("short.txt"), "the file is not a room");
    not_a_room(&at("long.csv"), "the file is not a room");
    let foreign = Connection::open(at("other.db")).unwrap();
    foreign.execute_batch("CREATE TABLE t (x)").unwrap();
    drop(foreign);
    not_a_room(&at("other.db"), "database of another program");
}

#[test]
fn a_room_of_a_newer_version_is_refused() {
    let room = Room::disk();
    let path = room.path();
    let db = Connection::open(&path).unwrap();
    db.pragma_update(None, "user_version", 99).unwrap();
    drop((db, room.store));
    let failure = refused(&path, &OpenOptions::default());
    assert!(
        failure.message.contains("newer churnroom (format 99"),
        "{failure}"
    );
}

#[test]
fn a_new_file_is_for_its_owner_alone() {
    let room = Room::disk();
    for end in ["", "-wal", "-shm"] {
        let file = format!("{}{end}", room.path().display());
        let mode = fs::metadata(&file).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
}

#[test]
fn many_can_make_the_same_room_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("room.db");
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                Store::open(&path, &OpenOptions::default())
                    .map(drop)
                    .unwrap()
            });
        }
    });
    let mut store = Store::open(&path, &OpenOptions::default()).unwrap();
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
    everything(&mut store);
}

/// Whoever leaves last removes what lies beside the file, while others look at it.
#[test]
fn many_can_open_and_leave_the_same_room_at_once() {
    let room = Room::disk();
    let path = room.path();
    drop(room.store);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..40 {
                    let store = Store::open(&path, &OpenOptions::default()).unwrap();
                    assert_eq!(store.read_only(), None);
                }
            });
        }
    });
}

#[test]
fn a_room_that_somebody_else_writes_is_busy() {
    let mut room = Room::disk();
    let options = OpenOptions {
        busy: Duration::ZERO,
        ..OpenOptions::default()
    };
    let mut store = Store::open(&room.path(), &options).unwrap();
    let other = Connection::open(room.path()).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let failure = store
        .apply(&room.author("Dana"), &tag("speed"))
        .unwrap_err();
    assert_eq!(failure.code, Code::Busy);
    // Reading goes on.
    everything(&mut store);
    other.execute_batch("ROLLBACK").unwrap();
    store.apply(&room.author("Dana"), &tag("speed")).unwrap();
}

#[test]
fn a_room_for_reading_only_answers_and_takes_nothing() {
    let mut room = Room::disk();
    room.tag("speed", None);
    let seen = room.everything();
    let options = OpenOptions {
        read_only: true,
        ..OpenOptions::default()
    };
    let mut store = Store::open(&room.path(), &options).unwrap();
    assert_eq!(everything(&mut store), seen);
    assert!(store.read_only().is_some());
    let failure = store
        .apply(&room.author("Dana"), &tag("price"))
        .unwrap_err();
    assert_eq!(failure.code, Code::ReadOnly);
    // A failing check does the same to a room that could be written.
    room.store.turn_read_only("the file is damaged".to_owned());
    let failure = room.try_as("Dana", &tag("price")).unwrap_err();
    assert!(failure.message.contains("the file is damaged"), "{failure}");
}

#[test]
fn a_folder_that_cannot_be_written_is_read_as_it_is() {
    let mut room = Room::disk();
    room.tag("speed", None);
    let (path, seen) = (room.path(), room.everything());
    let folder = path.parent().unwrap();
    fs::set_permissions(folder, fs::Permissions::from_mode(0o500)).unwrap();
    if fs::File::create(folder.join("probe")).is_ok() {
        println!("skipped: this user may write anywhere");
        return;
    }
    let failure = refused(&path, &OpenOptions::default());
    assert!(failure.message.contains("holds changes"), "{failure}");
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).unwrap();
    drop(std::mem::replace(
        &mut room.store,
        Store::in_memory().unwrap(),
    ));
    fs::set_permissions(folder, fs::Permissions::from_mode(0o500)).unwrap();
    let mut store = Store::open(&path, &OpenOptions::default()).unwrap();
    assert_eq!(everything(&mut store), seen);
    assert!(store.read_only().is_some());
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn a_copy_holds_everything_and_overwrites_nothing() {
    both(|room| {
        room.tag("speed", None);
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("copy.db");
        room.store.backup(&to).unwrap();
        assert_eq!(
            fs::metadata(&to).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        let failure = room.store.backup(&to).unwrap_err();
        assert!(
            failure.message.contains("there is a file already"),
            "{failure}"
        );
        Store::quick_check(&to).unwrap();
        let mut copy = Store::open(&to, &OpenOptions::default()).unwrap();
        assert_eq!(everything(&mut copy), room.everything());
        assert_eq!(copy.check().unwrap(), Vec::<String>::new());
    });
}

#[test]
fn a_damaged_room_is_noticed() {
    let mut room = Room::disk();
    for n in 0..200 {
        room.feedback(&format!("{n} {}", "many words ".repeat(30)), None);
    }
    let path = room.path();
    let copy = path.with_file_name("damaged.db");
    room.store.backup(&copy).unwrap();
    let mut bytes = fs::read(&copy).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0xa5);
    fs::write(&copy, bytes).unwrap();
    let failure = Store::quick_check(&copy).unwrap_err();
    assert!(failure.message.contains("damaged"), "{failure}");
}

#[test]
fn a_search_index_that_lost_its_words_is_noticed() {
    let mut room = Room::disk();
    room.feedback("slow export", None);
    assert_eq!(room.store.check().unwrap(), Vec::<String>::new());
    let db = Connection::open(room.path()).unwrap();
    db.execute_batch("INSERT INTO feedback_fts (feedback_fts) VALUES ('delete-all')")
        .unwrap();
    let faults = room.other().check().unwrap();
    let words = "the search index of feedback does not hold its words";
    assert!(faults.iter().any(|fault| fault == words), "{faults:?}");
}

#[test]
fn a_heartbeat_waits_for_nobody() {
    let mut room = Room::disk();
    let other = Connection::open(room.path()).unwrap();
    let present = Present {
        process: 7,
        person: "Dana".to_owned(),
        seen: Moment(1_790_000_000),
        meeting: None,
        claim: None,
    };
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    room.store.beat(&present).unwrap();
    other.execute_batch("ROLLBACK").unwrap();
    let who = |store: &mut Store, seconds: i64| {
        let now = present.seen.plus(seconds);
        store.answer(&Query::Presence { now }).unwrap()
    };
    assert_eq!(who(&mut room.store, 1), Answer::Presence(Vec::new()));
    room.store.beat(&present).unwrap();
    let mut second = room.other();
    assert_eq!(
        who(&mut second, 119),
        Answer::Presence(vec![present.clone()])
    );
    assert_eq!(who(&mut second, 121), Answer::Presence(Vec::new()));
}

/// Whoever is killed while a room is made leaves no file without a room in it: the name comes last.
#[test]
fn a_room_that_is_made_is_whole_when_it_has_its_name() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..20 {
        let path = folder.path().join(format!("{n}.db"));
        let made = path.clone();
        let (seen, is_seen) = channel::<()>();
        let maker = thread::spawn(move || {
            let _open = Store::open(&made, &OpenOptions::default()).unwrap();
            let _ = is_seen.recv();
        });
        let first = loop {
            match fs::read(&path) {
                Ok(bytes) => break bytes,
                Err(_) => thread::yield_now(),
            }
        };
        let copy = folder.path().join(format!("{n}.as-it-was"));
        fs::write(&copy, first).unwrap();
        drop(seen);
        maker.join().unwrap();
        let only_read = OpenOptions {
            read_only: true,
            ..OpenOptions::default()
        };
        let as_it_was = Store::open(&copy, &only_read).unwrap();
        assert_eq!(as_it_was.check().unwrap(), [""; 0]);
    }
}

/// What the killed process writes; each line it prints is a promise.
const ROOM: &str = "CHURNROOM_TEST_ROOM";

#[test]
#[ignore = "runs as the child of the test below"]
fn writes_until_it_is_killed() {
    let Ok(path) = std::env::var(ROOM) else {
        return;
    };
    let mut store = Store::open(Path::new(&path), &OpenOptions::default()).unwrap();
    for n in 0.. {
        let author = Author {
            person: "Dana".to_owned(),
            at: Moment(n),
        };
        let applied = store.apply(&author, &tag(&format!("tag {n}"))).unwrap();
        println!("\nsaved {}", applied.change);
    }
}

#[test]
fn what_was_said_to_be_saved_outlives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("room.db");
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "contract::files::writes_until_it_is_killed"])
        .args(["--ignored", "--nocapture"])
        .env(ROOM, &path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let saved = lines
        .map_while(Result::ok)
        .filter_map(|line| line.strip_prefix("saved ")?.parse::<i64>().ok())
        .nth(40)
        .unwrap();
    child.kill().unwrap();
    child.wait().unwrap();
    let mut store = Store::open(&path, &OpenOptions::default()).unwrap();
    let since = ChangeId(0);
    let Answer::Feed(rows) = store
        .answer(&Query::Feed {
            since,
            limit: 9_999,
        })
        .unwrap()
    else {
        panic!("not a feed")
    };
    assert!(rows.last().unwrap().id.0 >= saved);
    assert_eq!(store.check().unwrap(), Vec::<String>::new());
}

fn tag(name: &str) -> Change {
    Change::add(Record::Tag(Tag {
        name: name.to_owned(),
        ..Tag::default()
    }))
}

/// All of a new room lies in its log until it is closed for the first time.
#[test]
fn a_room_that_was_just_made_is_not_taken_for_a_file_cut_short() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::open(&folder.path().join("new.db"), &OpenOptions::default()).unwrap();
    for _ in 0..4 {
        assert_eq!(store.lost(), None);
    }
}
