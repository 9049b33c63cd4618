//! Lists of what each account pays on a day, of which a column is called as kinds of change are and names none: parts, or
//! something else that tells rows apart. Must not ask.

use std::hash::{BuildHasher, RandomState};
use std::io;

use hashbrown::HashSet;

use super::goes;
use crate::domain::import::ImportKind;
use crate::exchange::read::header::{self, Header, Mapping};
use crate::exchange::read::hints::Remembered;
use crate::exchange::read::records::{FileRecord, Records};

/// The mapping of a file of balances that by the name of that column alone was one of movements: an account has several
/// rows of a day, and no cell says that anything changed.
pub(super) fn mapped(
    records: impl FnOnce() -> io::Result<Records>,
    header: &Header,
    mapping: Mapping,
    said: &Remembered,
) -> io::Result<Mapping> {
    let column = |field: &str| mapping.column(field);
    let is_said = said.kind.is_some() || said.map.iter().any(|(field, _)| field == "kind");
    let changes = column("delta").is_some() || mapping.has_parts() || mapping.shape.is_some();
    let open = mapping.kind == ImportKind::Movements && !changes && !is_said;
    let (Some(account), Some(day), Some(kind)) = (column("account"), column("day"), column("kind"))
    else {
        return Ok(mapping);
    };
    if !open || !has_several(records()?, header, [account, day, kind])? {
        return Ok(mapping);
    }
    let balances = Remembered {
        kind: Some(ImportKind::Balances),
        ..said.clone()
    };
    let balances = header::map(&header.columns, header.rows, &balances);
    let whole = balances.filter(|balances| balances.lacks().is_empty());
    Ok(whole.unwrap_or(mapping))
}

/// Whether accounts have several rows of a day, and no kind says that anything changed.
fn has_several(
    mut records: Records,
    header: &Header,
    [account, day, kind]: [usize; 3],
) -> io::Result<bool> {
    let (hasher, mut known) = (RandomState::new(), HashSet::new());
    let (mut record, mut rows, mut several) = (FileRecord::default(), 0, false);
    while records.next_into(&mut record)? {
        rows += 1;
        if rows <= header.skip || record.broken {
            continue;
        }
        if goes(record.cell(kind)).is_some() {
            return Ok(false);
        }
        several |= !known.insert(hasher.hash_one((record.cell(account), record.cell(day))));
    }
    Ok(several)
}
