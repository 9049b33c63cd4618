//! What SQLite says, as a failure a person can act on.
//! Must not know what was being done: callers with more to say say it.

use rusqlite::ErrorCode;

use crate::domain::failure::{Code, Failure};

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Failure {
        let (code, what, hint) = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => (
                Code::Busy,
                "another process is writing to the room",
                "wait for it and try again",
            ),
            Some(ErrorCode::ReadOnly) => (
                Code::ReadOnly,
                "the room cannot be written",
                "look at the permissions of the file and of its folder",
            ),
            Some(ErrorCode::DiskFull) => (
                Code::Failed,
                "the disk is full; nothing was written",
                "make space and do it again",
            ),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => (
                Code::Failed,
                "the room's file is damaged",
                "keep it, and go on with a backup",
            ),
            _ => (
                Code::Failed,
                "the room's file did not answer as expected",
                "",
            ),
        };
        Failure::new(code, format!("{what} ({error})")).hint(hint)
    }
}
