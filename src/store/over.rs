//! A copy of the room in the place of a file that is there: which may go, and which must not.
//! Must not know how a copy is made.

use std::fs;
use std::io::Read;
use std::path::Path;

use rusqlite::Connection;

use super::fault::SaysDoing;
use super::held::Held;
use super::{alone, backup, log, open, place, unread};
use crate::domain::failure::Failure;

/// Copies the room in the place of an earlier copy of it, or of what is no room; of what cannot be read nobody knows.
/// `is_gone` knows of a process that has it open whether it has ended.
///
/// # Errors
/// The copy cannot be made or is not sound, the file is no plain one, holds what this room does not, or is open
/// somewhere. It is as it was then.
pub fn copy(from: &Connection, to: &Path, is_gone: &dyn Fn(i64) -> bool) -> Result<(), Failure> {
    let doing = backup::doing(to);
    let held = replaceable(from, to, is_gone).doing(&doing)?;
    let part = backup::copied(from, to, &doing)?;
    let placed = part.persist(to);
    drop(held);
    let left = "the file that was there is as it was";
    placed
        .map(drop)
        .map_err(|error| Failure::disk(&doing, error.error).hint(left))
}

fn is_database(path: &Path) -> bool {
    let mut head = [0; 16];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head == *b"SQLite format 3\0"
}

/// Refuses what a copy must not take the place of; a room is held until it has.
fn replaceable(
    from: &Connection,
    to: &Path,
    is_gone: &dyn Fn(i64) -> bool,
) -> Result<Option<Connection>, Failure> {
    let other = "give another name; nothing was written";
    let meta =
        fs::symlink_metadata(to).map_err(|error| Failure::disk(&backup::doing(to), error))?;
    backup::plain(&meta)?;
    if holds_nothing(to, &meta) {
        return Ok(None);
    }
    fs::File::open(to).map_err(|error| unreadable(&Failure::of_system(&error.to_string())))?;
    if !log::is_of_a_room(to) {
        return match is_database(to) {
            true => {
                Err(Failure::failed("it is a database that churnroom did not make").hint(other))
            }
            false => Ok(None),
        };
    }
    if unread::before(to).is_some() {
        return Err(unreadable(&Failure::failed("its log is damaged")));
    }
    let there = open::reader(to).and_then(|db| Held::read(&db));
    let there = there.map_err(|why| unreadable(&why))?;
    let own = Held::read(from)?;
    let holds = match (there.is_of_the_room_of(&own), there.lacking_in(&own)) {
        (true, 0) => {
            let held = alone::hold(to, None, is_gone).map_err(|failure| failure.hint(other))?;
            // Whoever holds a room alone needs no index of its log; it would be left beside the copy.
            let _ = fs::remove_file(place::beside(to, "-shm"));
            return Ok(Some(held));
        }
        (true, 1) => "it holds 1 change that this room does not have".to_owned(),
        (true, n) => format!("it holds {n} changes that this room does not have"),
        (false, _) => "it is another room".to_owned(),
    };
    Err(Failure::failed(holds).hint(other))
}

/// Whether neither a file nor a log beside it has a byte.
fn holds_nothing(path: &Path, meta: &fs::Metadata) -> bool {
    let logs = ["-wal", "-journal"].map(|log| place::beside(path, log));
    let logs = logs.into_iter();
    let mut logs = logs.filter_map(|log| fs::symlink_metadata(log).ok());
    meta.len() == 0 && logs.all(|log| log.len() == 0)
}

/// What cannot be read now may be the only copy of a room: nobody knows what it holds.
fn unreadable(why: &Failure) -> Failure {
    let words = format!(
        "what it holds cannot be read now ({}), and it may be the only copy",
        why.message
    );
    let hint = "give another name, or look at it with `churnroom check --db FILE` and move it away; nothing was written";
    Failure::failed(words).hint(hint)
}
