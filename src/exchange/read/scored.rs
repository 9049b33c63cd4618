//! Whether a column that was found by its name is none of its field by what it holds: a question that sounds as if it
//! asked for a score and was answered with words, a `State` that is a part of a country. Must not know kinds of files.

use std::io;

use super::columns::squeeze;
use super::fields;
use super::header::{Header, Mapping};
use super::hints::Remembered;
use super::records::{FileRecord, Records};
use super::values;

/// So many rows tell.
const ROWS: usize = 2_000;

/// The field whose column, which nobody named, is none of it.
pub fn belied(
    records: impl Fn() -> io::Result<Records>,
    header: &Header,
    mapping: &Mapping,
    said: &Remembered,
) -> io::Result<Option<&'static str>> {
    let guessed = |field: &'static str| {
        let at = mapping.column(field)?;
        let open = said.map.iter().all(|(said, _)| said != field);
        open.then(|| (at, squeeze(&header.columns.names[at])))
    };
    let score = guessed("score").filter(|(_, name)| !fields::is_score(name));
    if let Some((at, _)) = score
        && mostly(records()?, header, at, |cell| values::score(cell).is_none())?
    {
        return Ok(Some("score"));
    }
    let state = guessed("trial").filter(|(_, name)| name == "state");
    let is_place = |cell: &str| cell.len() == 2 && cell.bytes().all(|b| b.is_ascii_uppercase());
    match state {
        Some((at, _)) if mostly(records()?, header, at, is_place)? => Ok(Some("trial")),
        Some(_) | None => Ok(None),
    }
}

/// Whether most cells of a column that say something are such.
fn mostly(
    mut records: Records,
    header: &Header,
    at: usize,
    such: impl Fn(&str) -> bool,
) -> io::Result<bool> {
    let (mut record, mut rows, mut filled, mut those) = (FileRecord::default(), 0, 0, 0);
    while rows < header.skip + ROWS && records.next_into(&mut record)? {
        rows += 1;
        let cell = record.cell(at);
        if rows > header.skip && !record.broken && !values::is_nothing(cell) {
            filled += 1;
            those += u32::from(such(cell));
        }
    }
    Ok(those * 2 > filled)
}
