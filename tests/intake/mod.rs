//! Files that nobody here wrote, and small ones that somebody did to be difficult. Must not know the store.

mod again;
mod answers;
mod around;
mod asked;
mod before_2007;
mod calls;
mod containers;
mod conventions;
mod dates;
mod decimals;
mod dialects;
mod directions;
mod doubted;
mod ends;
mod exports;
mod feet;
mod few;
mod fitting;
mod given;
mod gone;
mod hostile;
mod json;
mod kept;
mod kinds;
mod lacking;
mod leads;
mod ledgers;
pub mod made;
mod made_by_vendors;
mod mended;
mod money;
mod months;
mod odd;
mod on_a_bill;
mod otherwise;
mod over;
mod part_files;
mod part_totals;
mod parts;
mod passing;
mod priced;
mod proposed;
mod recalled;
mod receipts;
mod reckoned;
mod rest;
mod rooms;
mod rounds;
mod said;
mod sections;
mod settled;
mod several;
mod shown;
mod sold_once;
mod states;
mod sums;
mod tags_carried;
mod tags_file;
mod tags_stay;
mod terms;
mod told;
mod told_twice;
mod tries;
mod twice;
mod usage;
mod vendors;
mod versions;
mod words;
mod workbooks;

use std::path::{Path, PathBuf};

use churnroom::domain::failure::Failure;
use churnroom::domain::import::{FeedbackRow, ImportRow, Rejected, SourceRow};
use churnroom::exchange::read::{self, Hints, Source};

/// The folder of data that is not ours, if this machine has it.
pub fn data(name: &str) -> Option<PathBuf> {
    let given = std::env::var_os("CHURNROOM_DATA").map(PathBuf::from);
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let path = given.unwrap_or_else(beside).join(name);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: there is no {}", path.display());
    None
}

pub fn usd() -> Hints {
    Hints {
        currency: Some("USD".parse().unwrap()),
        ..Hints::default()
    }
}

/// The same, with columns mapped to fields.
pub fn mapped(maps: &[(&str, &str)]) -> Hints {
    let maps = maps.iter();
    Hints {
        map: maps
            .map(|(field, column)| ((*field).to_owned(), (*column).to_owned()))
            .collect(),
        ..usd()
    }
}

/// All rows of a file, the good and the rejected.
pub fn rows(source: &Source) -> (Vec<SourceRow>, Vec<Rejected>) {
    let mut good = Vec::new();
    let mut bad = Vec::new();
    for row in source.rows().unwrap() {
        match row {
            Ok(row) => good.push(row),
            Err(rejected) => bad.push(rejected),
        }
    }
    (good, bad)
}

/// A file of these bytes, looked at and read.
pub fn read(
    bytes: &[u8],
    hints: &Hints,
) -> Result<(Source, Vec<ImportRow>, Vec<Rejected>), Failure> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, bytes).unwrap();
    let source = read::open(&path, hints)?;
    let (good, bad) = rows(&source);
    Ok((source, good.into_iter().map(|r| r.row).collect(), bad))
}

pub fn feedback(rows: &[ImportRow]) -> Vec<&FeedbackRow> {
    let mut all = Vec::new();
    for row in rows {
        if let ImportRow::Feedback(row) = row {
            all.push(row);
        }
    }
    all
}
