//! Turns what SQLite says into a `Failure` a person can act on.
//! Must not know what was being done: the caller adds that with `doing`.

use rusqlite::{Error, ErrorCode};

use crate::domain::failure::{Code, Failure};

/// What SQLite says when there is no room left for the index of its log: `SQLITE_IOERR_SHMSIZE`.
const NO_ROOM_FOR_INDEX: i32 = 4874;

/// What SQLite says when a file is shorter than it says itself: `SQLITE_IOERR_SHORT_READ`.
const SHORT_READ: i32 = 522;

/// What a file is called of which SQLite says that it is damaged.
const DAMAGED: &str = "the file is damaged";

/// What is said of an answer that was not foreseen.
const UNKNOWN: &str = "the room's file gave an answer that churnroom does not know";

/// Whether SQLite said what was not foreseen: something may be missing in the file.
pub fn is_unknown(failure: &Failure) -> bool {
    failure.message.ends_with(UNKNOWN)
}

/// What is said when nothing more goes onto the disk, or into the room.
const FULL: &str = "the disk is full; nothing was written";

/// Whether SQLite said so: of a counter at its end it says the same.
pub fn is_full(failure: &Failure) -> bool {
    failure.message.ends_with(FULL)
}

/// Whether SQLite said that a file is damaged.
pub fn is_damage(failure: &Failure) -> bool {
    failure.message.ends_with(DAMAGED)
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        let extended = error.sqlite_error().map(|error| error.extended_code);
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Failure::new(Code::Busy, "another process holds the room's file")
                    .hint("try again when it is done")
            }
            Some(ErrorCode::ReadOnly) => {
                Failure::new(Code::ReadOnly, "the room's file cannot be written")
                    .hint("check the permissions of the file and its folder")
            }
            Some(ErrorCode::SystemIoFailure) if extended == Some(NO_ROOM_FOR_INDEX) => {
                Failure::failed(FULL).hint("make room on it: a room needs a little even to be read")
            }
            Some(ErrorCode::SystemIoFailure) if extended == Some(SHORT_READ) => Failure::failed(
                "a part of the log beside the room is missing: it was cut short or taken away, perhaps while somebody has the room open",
            )
            .hint("whoever has it open is told what to do; try again when nobody has, or put a backup back with `churnroom restore FILE`"),
            Some(ErrorCode::DiskFull) => {
                Failure::failed(FULL).hint("make room on it and do it again")
            }
            Some(ErrorCode::NotADatabase) => Failure::failed("the file is not a room")
                .hint("give the path of a file that churnroom made"),
            Some(ErrorCode::DatabaseCorrupt) => Failure::failed(damage(&error))
                .hint("put a backup back with `churnroom restore FILE`; the damaged file is kept beside it"),
            Some(ErrorCode::CannotOpen) => Failure::failed("the room's file cannot be opened")
                .hint("check the path and the permissions of its folder"),
            Some(ErrorCode::SystemIoFailure) => Failure::failed("the disk gave an error")
                .hint("check the disk, then do it again; nothing was half written"),
            None if unreadable(&error) => Failure::failed("the room's file holds what cannot be")
                .hint("`churnroom check` tells where; go on with a backup"),
            code => {
                // Its own words may hold those of a customer, and are not for those who read them here.
                tracing::warn!(?code, extended, "the room's file gave an unknown answer");
                Failure::failed(UNKNOWN)
                    .hint("`churnroom check` looks through the file, and names what is not in order")
            }
        }
    }
}

/// What a damaged file is called, and where SQLite says that its own list of what is in it does not fit together.
fn damage(error: &Error) -> String {
    let wrong = || {
        let Error::SqliteFailure(_, Some(words)) = error else {
            return None;
        };
        let list = words.strip_prefix("malformed database schema (")?;
        let (name, why) = list.split_once(')')?;
        let named = why.split_once("no such table: main.");
        let owned = || Some(name.strip_prefix("sqlite_autoindex_")?.rsplit_once('_')?.0);
        Some(match named.map(|(_, table)| table).or_else(owned) {
            Some(table) => format!("the table `{table}` is missing: {DAMAGED}"),
            None => format!("`{name}` is not as churnroom makes it: {DAMAGED}"),
        })
    };
    wrong().unwrap_or_else(|| DAMAGED.to_owned())
}

/// Whether a value in the file is none that could have been written.
fn unreadable(error: &Error) -> bool {
    matches!(
        error,
        Error::FromSqlConversionFailure(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::InvalidColumnType(..)
            | Error::Utf8Error(..)
    )
}

/// What SQLite says of a file that it looks through, in words for people: none of its own, and no line twice.
pub fn sentences(lines: &[String]) -> Vec<String> {
    let mut said = Vec::new();
    for line in lines.iter().flat_map(|line| line.lines()) {
        let words = sentence(line);
        if line != "ok" && !line.starts_with("***") && !said.contains(&words) {
            said.push(words);
        }
    }
    said
}

fn sentence(line: &str) -> String {
    const KNOWN: [(&str, &str, &str); 5] = [
        (
            "wrong # of entries in index ",
            "the index `",
            "` does not have the entries of its table",
        ),
        (
            "non-unique entry in index ",
            "the index `",
            "` has an entry twice",
        ),
        (
            "CHECK constraint failed in ",
            "a row of ",
            " holds what none may",
        ),
        ("NULL value in ", "a row has no ", ""),
        ("NUMERIC value in ", "a row has a number for its ", ""),
    ];
    for (start, before, after) in KNOWN {
        if let Some(name) = line.strip_prefix(start) {
            return format!("{before}{name}{after}");
        }
    }
    if let Some((row, index)) = line.split_once(" missing from index ") {
        return format!("{row} is missing from the index `{index}`");
    }
    let lower = line.to_lowercase();
    let page = lower.split_once("page ").map_or("", |(_, rest)| rest);
    let page: String = page.chars().take_while(char::is_ascii_digit).collect();
    match page.is_empty() {
        true => "the pages of the file are not in order".to_owned(),
        false => format!("page {page} of the file is not in order"),
    }
}

/// Says what was being done when something failed.
pub trait SaysDoing<T> {
    /// Puts `what` (such as `opening the room x.db`) before the message.
    fn doing(self, what: &str) -> Result<T, Failure>;
}

impl<T, E: Into<Failure>> SaysDoing<T> for Result<T, E> {
    fn doing(self, what: &str) -> Result<T, Failure> {
        self.map_err(|error| {
            let mut failure = error.into();
            failure.message = format!("{what}: {}", failure.message);
            failure
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::{Author, Change, Record};
    use crate::domain::day::Moment;
    use crate::domain::feedback::Feedback;
    use crate::domain::query::{Answer, Query};
    use crate::store::{Store, sql};

    /// What is not foreseen is said in words of ours.
    #[test]
    fn no_words_of_the_database_reach_a_person() {
        let store = Store::in_memory().unwrap();
        for sql in [
            "ROLLBACK",
            "COMMIT",
            "BEGIN; BEGIN",
            "SELECT nothing",
            "INSERT INTO tags (name) VALUES (NULL)",
        ] {
            let error = store.db.execute_batch(sql).unwrap_err();
            let own = error.to_string();
            let said = Failure::from(error).to_string();
            assert!(!said.contains(own.split(':').next().unwrap()), "{said}");
            assert!(said.contains("churnroom"), "{said}");
        }
        let lines = [
            "ok",
            "*** in database main ***\nPage 131: never used\nPage 132: never used",
            "Tree 9 page 17 cell 3: Rowid 4 out of order",
            "Freelist: size is 3 but should be 4",
            "wrong # of entries in index journal_person",
            "wrong # of entries in index journal_person",
            "row 7 missing from index tags_key",
        ];
        assert_eq!(
            sentences(&lines.map(str::to_owned)),
            [
                "page 131 of the file is not in order",
                "page 132 of the file is not in order",
                "page 17 of the file is not in order",
                "the pages of the file are not in order",
                "the index `journal_person` does not have the entries of its table",
                "row 7 is missing from the index `tags_key`",
            ]
        );
    }

    #[test]
    fn a_disk_too_full_to_read_a_room_is_said() {
        let error = rusqlite::ffi::Error::new(NO_ROOM_FOR_INDEX);
        let failure = Failure::from(Error::SqliteFailure(error, None));
        assert!(failure.message.contains("the disk is full"), "{failure}");
    }

    #[test]
    fn a_full_disk_is_said_and_nothing_is_half_written() {
        let mut store = Store::in_memory().unwrap();
        let pages: i64 = sql::one(&store.db, "PRAGMA page_count", [], |r| r.get(0)).unwrap();
        let most = store.db.pragma_update(None, "max_page_count", pages + 1);
        most.unwrap();
        let author = Author {
            person: "Dana".to_owned(),
            at: Moment(1),
        };
        let add = |text: String| {
            Change::add(Record::Feedback(Feedback {
                text,
                ..Feedback::default()
            }))
        };
        let group = Change::All(vec![add("short".to_owned()), add("long ".repeat(9_000))]);
        let failure = store.apply(&author, &group).unwrap_err();
        assert!(failure.message.contains("the disk is full"), "{failure}");
        let (since, limit) = (0.into(), 9);
        let feed = store.answer(&Query::Feed { since, limit });
        assert_eq!(feed.unwrap(), Answer::Feed(Vec::new()));
        assert_eq!(store.check().unwrap(), Vec::<String>::new());
    }
}
