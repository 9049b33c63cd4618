//! Who gave what, in rooms that were made before anybody kept it.

use rusqlite::Connection;

use crate::domain::change::{Author, Change};
use crate::domain::day::Moment;
use crate::store::steps::STEPS;
use crate::store::sums::Checksums;
use crate::store::{Store, migrate, search, sql};

/// The steps of rooms in which who gave a tag stood in the journal only.
const BEFORE: usize = 15;

/// What people did there, one change a row: who, the row it takes back, how it came about, and the change.
const DONE: [(&str, Option<i64>, &str, &str); 9] = [
    (
        "Dana",
        None,
        "do",
        r#"{"join":{"tagged":{"feedback":1,"tag":1}}}"#,
    ),
    (
        "Erin",
        None,
        "do",
        r#"{"leave":{"tagged":{"feedback":1,"tag":1}}}"#,
    ),
    (
        "Frank",
        None,
        "do",
        r#"{"join":{"tagged":{"feedback":1,"tag":1}}}"#,
    ),
    (
        "Frank",
        Some(3),
        "undo",
        r#"{"leave":{"tagged":{"feedback":1,"tag":1}}}"#,
    ),
    (
        "Erin",
        Some(2),
        "undo",
        r#"{"join":{"tagged":{"feedback":1,"tag":1}}}"#,
    ),
    (
        "Kim",
        None,
        "do",
        r#"{"all":[{"add":{"tag":{"id":2}}},{"all":[{"join":{"tagged":{"feedback":1,"tag":2}}},{"join":{"tagged":{"feedback":2,"tag":2}}}]}]}"#,
    ),
    (
        "Kim",
        None,
        "do",
        r#"{"join":{"present":{"meeting":1,"owner":1}}}"#,
    ),
    (
        "Mo",
        None,
        "do",
        r#"{"join":{"tagged":{"feedback":2,"tag":1}}}"#,
    ),
    (
        "Mo",
        None,
        "do",
        r#"{"leave":{"tagged":{"feedback":2,"tag":1}}}"#,
    ),
];

/// A room of before with two texts: the first has both tags and one from a file, the second the second tag.
fn of_before() -> Connection {
    let db = Connection::open_in_memory().unwrap();
    search::index::register(&db).unwrap();
    for step in &STEPS[..BEFORE] {
        db.execute_batch(step).unwrap();
    }
    db.pragma_update(None, "user_version", BEFORE as i64)
        .unwrap();
    db.execute_batch(
        "INSERT INTO imports (at, person, head, room_was) VALUES (90, 'Ines', '{}', '{}'); \
         INSERT INTO tags (name) VALUES ('price'), ('speed'), ('login'); \
         INSERT INTO feedback (id, text) VALUES (1, 'dear'), (2, 'slow'); \
         INSERT INTO feedback_tags VALUES (1, 1, NULL), (1, 2, NULL), (1, 3, 1), (2, 2, NULL); \
         INSERT INTO feedback_tags_off (feedback, tag) VALUES (2, 1);",
    )
    .unwrap();
    for (at, (person, undoes, way, forward)) in (101_i64..).zip(DONE) {
        let inverse = match forward.starts_with("{\"leave") {
            true => forward.replace("leave", "join"),
            false => forward.replace("join", "leave"),
        };
        db.execute(
            "INSERT INTO journal (at, person, kind, subject, way, forward, inverse, undoes, words) \
             VALUES (?1, ?2, 'feedback', iif(?3 IN ('Mo'), 2, 1), ?4, ?5, ?6, ?7, 'x')",
            (at, person, person, way, forward, inverse, undoes),
        )
        .unwrap();
    }
    db
}

/// A text and a tag on it; the person, the moment and the import that it is from.
type Row = (i64, i64, Option<String>, Option<i64>, Option<i64>);

fn given(db: &Connection) -> Vec<Row> {
    let all = "SELECT feedback, tag, person, at, import FROM feedback_tags ORDER BY 1, 2";
    sql::all(db, all, [], |row| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
        ))
    })
    .unwrap()
}

#[test]
fn a_room_of_before_learns_from_its_journal_who_gave_what() {
    let mut db = of_before();
    migrate::up(&mut db, None, STEPS).unwrap();
    let by = |name: &str| Some(name.to_owned());
    assert_eq!(
        given(&db),
        [
            (1, 1, by("Dana"), Some(101), None),
            (1, 2, by("Kim"), Some(106), None),
            (1, 3, None, None, Some(1)),
            (2, 2, by("Kim"), Some(106), None),
        ]
    );
}

#[test]
fn what_was_taken_off_before_comes_back_from_who_gave_it() {
    let mut db = of_before();
    migrate::up(&mut db, None, STEPS).unwrap();
    let sums = Checksums::watch(&mut db).unwrap();
    let mut store = Store::of(db, sums, None, Vec::new()).unwrap();
    let mo = Author {
        person: "Mo".to_owned(),
        at: Moment(500),
    };
    store.apply(&mo, &Change::Undo).unwrap();
    let back = given(&store.db)
        .into_iter()
        .find(|row| (row.0, row.1) == (2, 1));
    assert_eq!(back, Some((2, 1, Some("Mo".to_owned()), Some(108), None)));
}
