//! A plain list of accounts: an id, an alias or a name a line, or the column of a table that holds them, in any
//! dialect and encoding. Must not know the store, nor what the list is for.

use std::path::Path;

use crate::domain::failure::Failure;
use crate::domain::money::count;
use crate::exchange::safe::{quoted, text_in, unguard};

use super::fields::ACCOUNT;
use super::records::{Record, Records};
use super::source::file_name;

/// The most accounts of a list: each is held in memory and written down.
const MOST: usize = 100_000;

/// Headers that say what a column has, where none says that it has ids.
const HEADERS: &str = "id accounts customers client alias name accountname company";

/// A line, and what it calls an account.
pub type NamedOn = (u64, String);

/// The accounts that a list names, in its order, doubled ones included; empty lines are passed over.
///
/// # Errors
/// When the file is missing, cannot be read as text, or is far too long.
pub fn ids(path: &Path) -> Result<Vec<NamedOn>, Failure> {
    let name = quoted(&file_name(path), 200);
    let unreadable = |error| Failure::disk(&format!("reading {name}"), error);
    let mut separator = b',';
    for one in [b';', b'\t', b'|', b','] {
        let mut first = Record::default();
        if Records::of(path, one)?
            .next_into(&mut first)
            .map_err(unreadable)?
            && first.cells.len() > 1
        {
            separator = one;
        }
    }
    let mut records = Records::of(path, separator)?;
    let (mut record, mut column, mut found) = (Record::default(), None, Vec::new());
    while records.next_into(&mut record).map_err(unreadable)? {
        let Some(column) = column else {
            let head = header(&record);
            column = Some(head.unwrap_or_default());
            if head.is_none() {
                take(&record, 0, &mut found);
            }
            continue;
        };
        take(&record, column, &mut found);
        if found.len() > MOST {
            let most = count(MOST as u64);
            return Err(
                Failure::usage(format!("{name} names more than {most} accounts"))
                    .hint("give a list of those that it is for"),
            );
        }
    }
    Ok(found)
}

fn take(record: &Record, column: usize, found: &mut Vec<NamedOn>) {
    let cell = text_in(record.cells.get(column).unwrap_or("").trim());
    let cell = unguard(&cell).trim().to_owned();
    if !cell.is_empty() {
        found.push((record.line, cell));
    }
}

/// The column of a header row that names accounts best; `None` where it is no header.
fn header(record: &Record) -> Option<usize> {
    let squeezed = |cell: &str| -> String {
        let letters = cell.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
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
    #[case("id\n", &[])]
    fn lists(#[case] text: &str, #[case] names: &[&str]) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.txt");
        fs::write(&path, text).unwrap();
        let found = ids(&path).unwrap();
        let found: Vec<&str> = found.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(found, names);
    }

    #[test]
    fn a_list_that_is_not_there_says_so() {
        assert!(ids(Path::new("/nowhere/at all.txt")).is_err());
    }
}
