//! `FILE.rejects.csv`: the rows that could not be used, each with its line and the reason, to mend and bring back.
//! Must not know why a row was rejected.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};
use std::path::{Path, PathBuf};

use crate::domain::failure::Failure;
use crate::domain::import::Rejected;
use crate::exchange::csv_out::{Cell, Sheet, write_file};
use crate::exchange::safe::{quoted, text_in};

use super::Source;
use super::records::Record;

/// Writes the rejected rows beside their file and says where; `None` when there are none.
///
/// # Errors
/// When the folder cannot be written, or a file of that name is not one of ours. The import stands all the same.
pub fn write_rejects(source: &Source, rejected: &[Rejected]) -> Result<Option<PathBuf>, Failure> {
    if rejected.is_empty() {
        return Ok(None);
    }
    let mut reasons: BTreeMap<u64, Vec<&str>> = BTreeMap::new();
    for row in rejected {
        let of_line = reasons.entry(row.line).or_default();
        if !of_line.contains(&row.reason.as_str()) {
            of_line.push(&row.reason);
        }
    }
    let mut path = source.path.clone().into_os_string();
    path.push(".rejects.csv");
    let path = PathBuf::from(path);
    if !is_ours(&path) {
        let name = quoted(&path.display().to_string(), 200);
        return Err(Failure::failed(format!(
            "writing the rejected rows: {name} is there already and was not written by an import"
        ))
        .hint("move it away and import again"));
    }
    let mut records = source.records()?;
    write_file(&path, true, |out| {
        let mut sheet = Sheet::new(out);
        let names = source.names.iter().skip(source.mapping.ours);
        let names = names.map(|name| Cell::Text(name));
        let heads = ["line", "reason"].into_iter().map(Cell::Plain);
        sheet.row(heads.chain(names))?;
        let mut record = Record::default();
        while records.next_into(&mut record)? {
            if let Some(why) = reasons.remove(&record.line) {
                row(&mut sheet, source, &record, &why.join(" "))?;
            }
        }
        sheet.finish().map(drop)
    })?;
    Ok(Some(path))
}

fn row(
    sheet: &mut Sheet<&mut dyn Write>,
    source: &Source,
    record: &Record,
    why: &str,
) -> io::Result<()> {
    let line = record.line.to_string();
    let cells = record.cells.iter().skip(source.mapping.ours);
    let cells: Vec<_> = cells.map(text_in).collect();
    let cells = cells.iter().map(|cell| Cell::Text(cell));
    let first = [Cell::Plain(&line), Cell::Text(why)];
    sheet.row(first.into_iter().chain(cells))
}

/// Whether the name is free, or taken by a rejects file of an earlier import.
fn is_ours(path: &Path) -> bool {
    match std::fs::File::open(path) {
        Err(error) => error.kind() == io::ErrorKind::NotFound,
        Ok(file) => {
            let mut first = String::new();
            let read = io::BufReader::new(file).read_line(&mut first);
            read.is_ok() && first.starts_with("line,reason,")
        }
    }
}
