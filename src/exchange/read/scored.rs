//! Whether a question that sounds as if it asked for a score was answered with one. Must not know kinds of files.

use std::io;

use super::fields;
use super::header::{Header, Mapping};
use super::hints::Remembered;
use super::records::{FileRecord, Records};
use super::values;

/// So many rows tell.
const ROWS: usize = 2_000;

/// Whether the column of scores, which nobody named and whose own name is none of a score, holds mostly words.
pub fn is_no_score(
    records: impl FnOnce() -> io::Result<Records>,
    header: &Header,
    mapping: &Mapping,
    said: &Remembered,
) -> io::Result<bool> {
    let guessed = mapping.column("score").filter(|at| {
        let name = super::columns::squeeze(&header.columns.names[*at]);
        !fields::is_score(&name) && said.map.iter().all(|(field, _)| field != "score")
    });
    let Some(at) = guessed else { return Ok(false) };
    let (mut records, mut record, mut rows) = (records()?, FileRecord::default(), 0);
    let (mut filled, mut words) = (0, 0);
    while rows < header.skip + ROWS && records.next_into(&mut record)? {
        rows += 1;
        if rows <= header.skip || record.broken {
            continue;
        }
        let score = values::score(record.cell(at));
        filled += u32::from(score != Some(None));
        words += u32::from(score.is_none());
    }
    Ok(words * 2 > filled)
}
