//! A plain list of accounts: an id, an alias or a name a line, or the column of a table that holds them, in any
//! dialect and encoding. Must not know the store, nor what the list is for.

use std::ops::Range;
use std::path::Path;

use crate::domain::failure::Failure;
use crate::domain::money::count;
use crate::exchange::safe::{quoted, text_in, unguard};

use super::fields::ACCOUNT;
use super::records::{FileRecord, Records};
use super::source::file_name;

/// The most accounts of a list: each is held in memory and written down.
const MOST: usize = 100_000;

/// Headers that say what a column has, where none says that it has ids.
const HEADERS: &str = "id accounts customers client alias name accountname company";

/// A line, and what it calls an account.
pub type NamedOn = (u64, String);

/// A list as it was read.
#[derive(Debug, Default)]
pub struct Ids {
    /// The accounts that it names, in its order, doubled ones included.
    pub names: Vec<NamedOn>,
    /// Names beside each other on a line, by their places, and the line as one name: `Meyer, Sons & Co` may be one.
    pub whole: Vec<(Range<usize>, NamedOn)>,
    /// The headers of its columns that were not read.
    pub unread: Vec<String>,
}

/// The accounts that a list names: without a header row every cell is one, with it those below the header that fits
/// and those beyond the last. Empty ones are passed over.
///
/// # Errors
/// When the file is missing, cannot be read as text, or is far too long.
pub fn ids(path: &Path) -> Result<Ids, Failure> {
    let name = quoted(&file_name(path), 200);
    let unreadable = |error| Failure::disk(&format!("reading {name}"), error);
    let mut separator = b',';
    for one in [b';', b'\t', b'|', b','] {
        let mut first = FileRecord::default();
        if Records::of(path, one)?
            .next_into(&mut first)
            .map_err(unreadable)?
            && first.cells.len() > 1
        {
            separator = one;
        }
    }
    let mut records = Records::of(path, separator)?;
    let (mut record, mut head, mut found) = (FileRecord::default(), None, Ids::default());
    while records.next_into(&mut record).map_err(unreadable)? {
        let Some(passed) = &head else {
            let passed = header(&record).map(|column| passed_over(&record, column));
            match &passed {
                Some(passed) => found.unread = unread(&record, passed),
                None => found.take(&record, &[], separator),
            }
            head = Some(passed.unwrap_or_default());
            continue;
        };
        found.take(&record, passed, separator);
        if found.names.len() > MOST {
            let most = count(MOST as u64);
            return Err(
                Failure::usage(format!("{name} names more than {most} accounts"))
                    .hint("give a list of those that it is for"),
            );
        }
    }
    Ok(found)
}

impl Ids {
    /// Takes the names in a row: all of its cells but those that are `passed` over.
    fn take(&mut self, record: &FileRecord, passed: &[bool], separator: u8) {
        let from = self.names.len();
        let mut places = Vec::new();
        for (n, cell) in record.cells.iter().enumerate() {
            let cell = written(cell);
            if !cell.is_empty() && !passed.get(n).is_some_and(|passed| *passed) {
                self.names.push((record.line, cell));
                places.push(n);
            }
        }
        let beside = places.windows(2).all(|pair| pair[0] + 1 == pair[1]);
        if places.len() > 1 && beside {
            let cells = places.iter().filter_map(|n| record.cells.iter().nth(*n));
            let cells: Vec<&str> = cells.collect();
            let line = written(&cells.join(&char::from(separator).to_string()));
            self.whole
                .push((from..self.names.len(), (record.line, line)));
        }
    }
}

fn written(cell: &str) -> String {
    let cell = text_in(cell.trim());
    unguard(&cell).trim().to_owned()
}

/// Which columns of a table do not name accounts: those that are not called as the one that does.
fn passed_over(head: &FileRecord, column: usize) -> Vec<bool> {
    let own = head.cells.get(column).map(squeezed);
    let cells = head.cells.iter();
    cells.map(|cell| Some(squeezed(cell)) != own).collect()
}

/// The headers of columns that are passed over.
fn unread(head: &FileRecord, passed: &[bool]) -> Vec<String> {
    let cells = head.cells.iter().zip(passed);
    let names = cells.filter(|(_, passed)| **passed);
    let names = names.map(|(cell, _)| written(cell));
    names.filter(|name| !name.is_empty()).collect()
}

fn squeezed(cell: &str) -> String {
    let letters = cell.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The column of a header row that names accounts best; `None` where it is no header.
fn header(record: &FileRecord) -> Option<usize> {
    let cells: Vec<String> = record.cells.iter().map(squeezed).collect();
    let own = std::iter::once("account").chain(ACCOUNT.split_whitespace());
    let mut known = own.chain(HEADERS.split(' '));
    known.find_map(|name| cells.iter().position(|cell| cell == name))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("a-1\na-2\n\n  a-3  \n", &["a-1", "a-2", "a-3"])]
    #[case("\u{feff}account\r\na-1\r\na-1\r\n", &["a-1", "a-1"])]
    #[case("MRR;Customer ID;plan\n10;a-1;Pro\n20;\"a;2\";Team\n", &["a-1", "a;2"])]
    #[case("'=a-1\n", &["=a-1"])]
    #[case("name;account\nx;a-1\n", &["a-1"])]
    #[case("a-1, a-2, a-10\n", &["a-1", "a-2", "a-10"])]
    #[case("a-1\na-2;a-3\n", &["a-1", "a-2;a-3"])]
    #[case("a-1;a-2\na-3;;a-4;\n", &["a-1", "a-2", "a-3", "a-4"])]
    #[case("account\na-1, a-2\na-3\n", &["a-1", "a-2", "a-3"])]
    #[case("account,plan\na-1,Pro,a-2\n", &["a-1", "a-2"])]
    #[case("account,plan,Account\na-1,Pro,a-2\n", &["a-1", "a-2"])]
    #[case("id\n", &[])]
    fn lists(#[case] text: &str, #[case] names: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.txt");
        fs::write(&path, text).unwrap();
        let found = ids(&path).unwrap();
        let found: Vec<&str> = found.names.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(found, names);
    }

    #[test]
    fn columns_that_are_not_read_are_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.csv");
        for (text, unread) in [
            ("MRR;Customer ID;;plan\n10;a-1;;Pro\n", &["MRR", "plan"][..]),
            ("account,a-1,a-2\n", &["a-1", "a-2"]),
            ("a-1,a-2\n", &[]),
        ] {
            fs::write(&path, text).unwrap();
            assert_eq!(ids(&path).unwrap().unread, unread, "{text}");
        }
    }

    #[test]
    fn a_list_that_is_not_there_says_so() {
        assert!(ids(Path::new("/nowhere/at all.txt")).is_err());
    }
}
