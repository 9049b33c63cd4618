//! Turns what SQLite says into a `Failure` a person can act on.
//! Must not know what was being done: the caller adds that with `doing`.

use rusqlite::{Error, ErrorCode};

use crate::domain::failure::{Code, Failure};

/// What SQLite says when there is no room left for the index of its log: `SQLITE_IOERR_SHMSIZE`.
const NO_ROOM_FOR_INDEX: i32 = 4874;

/// What a file is called of which SQLite says that it is damaged.
const DAMAGED: &str = "the file is damaged";

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
                Failure::failed("the disk is full; nothing was written")
                    .hint("make room on it: a room needs a little even to be read")
            }
            Some(ErrorCode::DiskFull) => Failure::failed("the disk is full; nothing was written")
                .hint("make room on it and do it again"),
            Some(ErrorCode::NotADatabase) => Failure::failed("the file is not a room")
                .hint("give the path of a file that churnroom made"),
            Some(ErrorCode::DatabaseCorrupt) => Failure::failed(DAMAGED)
                .hint("put a backup back with `churnroom restore FILE`; the damaged file is kept beside it"),
            Some(ErrorCode::CannotOpen) => Failure::failed("the room's file cannot be opened")
                .hint("check the path and the permissions of its folder"),
            Some(ErrorCode::SystemIoFailure) => {
                Failure::failed(format!("the disk gave an error ({error})"))
                    .hint("check the disk, then do it again; nothing was half written")
            }
            None if unreadable(&error) => {
                Failure::failed(format!("the room's file holds what cannot be ({error})"))
                    .hint("`churnroom check` tells where; go on with a backup")
            }
            _ => Failure::failed(format!("the room's file answered: {error}")),
        }
    }
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

/// Says what was being done when something failed.
pub trait Doing<T> {
    /// Puts `what` (such as `opening the room x.db`) before the message.
    fn doing(self, what: &str) -> Result<T, Failure>;
}

impl<T, E: Into<Failure>> Doing<T> for Result<T, E> {
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
