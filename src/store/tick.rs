//! The mark that every transaction leaves in a room: two numbers, of the transaction before it and its own. They tell in
//! which order what lies in a file and in its log was written. Must not know where a log holds it, nor why it is asked.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

use rusqlite::{Connection, OpenFlags};

use super::{place, sql};
use crate::domain::failure::Failure;

/// Every transaction moves it on.
const TICK: &str =
    "UPDATE tick SET words = 'room tick ' || substr(words, 28) || ':' || lower(hex(randomblob(8)))";

/// How it begins in a page.
const MARK: &[u8] = b"room tick ";

/// Letters of one number.
const NUMBER: usize = 16;

/// What a page that holds one row of a table begins with, and where it says how many it holds.
const LEAF: u8 = 13;
const ROWS_AT: usize = 3;

/// The words of a tick, and what stands before them in their row: how long it is, its number, and its columns, which are
/// that number and a text (see <https://sqlite.org/fileformat2.html#record_format>).
pub const LENGTH: usize = MARK.len() + 2 * NUMBER + 1;
const ROW: [u8; 5] = [LENGTH as u8 + 3, 1, 3, 0, 13 + 2 * LENGTH as u8];

/// So much of a page has to be read to see whether it may hold a tick.
pub const LOOK: usize = 5;

/// Moves it on; part of every transaction that is worth keeping.
pub fn move_on(db: &Connection) -> Result<(), Failure> {
    sql::run(db, TICK, []).map(drop)
}

/// The file by itself, as if there were no log and nobody wrote.
pub fn alone(path: &Path) -> rusqlite::Result<Connection> {
    read(path, "mode=ro&immutable=1")
}

/// The file for reading, in the way that an address says.
pub fn read(path: &Path, how: &str) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(place::address(path, how), flags)
}

/// The number in the file, without what its log says.
pub fn of_file(path: &Path) -> Option<String> {
    let words = alone(path)
        .ok()?
        .query_row("SELECT words FROM tick", [], |row| row.get::<_, String>(0));
    words.ok().and_then(|words| number(&words))
}

/// A tick's own number.
pub fn number(words: &str) -> Option<String> {
    numbers(words.as_bytes()).map(|(_, at)| at)
}

/// The number in a page of the file, if it is the page that holds it.
pub fn number_in(file: &File, page: u64, size: usize) -> Option<String> {
    let mut bytes = vec![0; size];
    let at = page.checked_sub(1)? * size as u64;
    file.read_exact_at(&mut bytes, at).ok()?;
    in_page(&bytes).map(|(_, at)| at)
}

/// Whether a page holds one row and no more, as that of the tick does.
pub fn holds_one(page: &[u8]) -> bool {
    page.first() == Some(&LEAF) && page.get(ROWS_AT..LOOK) == Some(&[0, 1])
}

/// The tick in a page: all that is in the one row of its table. What somebody wrote is in rows of more columns.
pub fn in_page(page: &[u8]) -> Option<(String, String)> {
    if !holds_one(page) {
        return None;
    }
    let at = usize::from(u16::from_be_bytes([*page.get(8)?, *page.get(9)?]));
    let row = page.get(at..)?.strip_prefix(&ROW)?;
    numbers(row.get(..LENGTH)?)
}

/// Whether a tick stands anywhere in what may be a part of a room.
pub fn stands_in(bytes: &[u8]) -> bool {
    let mut marks = memchr::memmem::find_iter(bytes, MARK);
    marks.any(|at| numbers(&bytes[at..]).is_some())
}

/// A tick's two numbers; the words by which its table is made begin like one and have none.
fn numbers(words: &[u8]) -> Option<(String, String)> {
    let rest = words.strip_prefix(MARK)?;
    if rest.get(NUMBER) != Some(&b':') {
        return None;
    }
    let number = |from: usize| {
        let number = rest.get(from..from + NUMBER)?;
        let hex = number.iter().all(u8::is_ascii_hexdigit);
        String::from_utf8(number.to_vec()).ok().filter(|_| hex)
    };
    Some((number(0)?, number(NUMBER + 1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_are_a_tick() {
        let tick = b"room tick 0123456789abcdef:fedcba9876543210 and more";
        let both = ("0123456789abcdef".to_owned(), "fedcba9876543210".to_owned());
        assert_eq!(numbers(tick), Some(both));
        // As it stands in the page of the tables' own words, which a log has as soon as an index is made again.
        assert_eq!(
            numbers(b"room tick *:*')\n) STRICT, more words of the same page"),
            None
        );
        assert_eq!(numbers(b"room tick 0123456789abcdef:fedcba987654321"), None);
    }
}
