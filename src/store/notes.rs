//! Notes, open questions, decisions and "no action, because". Must not know screens.

use rusqlite::{Connection, named_params};

use super::kept::{Kept, needed, short};
use super::table::{self, Table};
use super::{origins, sql};
use crate::domain::failure::Failure;
use crate::domain::ids::{AccountId, NoteId};
use crate::domain::note::{Note, NoteKind, NoteView};
use crate::domain::query::NoteFilter;

const ALL: &str = "
    SELECT * FROM notes WHERE (:meeting IS NULL OR meeting = :meeting) ORDER BY id";

impl Table for Note {
    type Id = NoteId;
    const TABLE: &'static str = "notes";

    fn id(&mut self) -> &mut NoteId {
        &mut self.id
    }
}

impl Kept for Note {
    fn check(&self, db: &Connection) -> Result<(), Failure> {
        needed(&self.text, "the note")?;
        needed(&self.person, "who wrote the note")?;
        origins::check(db, &self.origin)
    }

    fn label(&self, _: &Connection) -> Result<String, Failure> {
        let kind = match self.kind {
            NoteKind::Note => "note",
            NoteKind::Question => "question",
            NoteKind::Decision => "decision",
            NoteKind::NoAction => "no action, because",
        };
        Ok(format!("{kind} \"{}\"", short(&self.text)))
    }

    fn account(&self) -> Option<AccountId> {
        self.origin.account
    }
}

/// Notes in the order they were written.
pub fn all(db: &Connection, filter: &NoteFilter) -> Result<Vec<NoteView>, Failure> {
    let params = named_params! { ":meeting": filter.meeting };
    let mut notes = sql::all(db, ALL, params, table::read)?;
    notes.retain(|note| wanted(note, filter));
    notes.into_iter().map(|note| view(db, note)).collect()
}

fn wanted(note: &Note, filter: &NoteFilter) -> bool {
    let of_kind = filter.kinds.is_empty() || filter.kinds.contains(&note.kind);
    let open = note.kind == NoteKind::Question && note.answer.is_empty();
    of_kind && (open || !filter.open)
}

/// Notes by their ids, in the order asked.
pub fn views(db: &Connection, ids: &[NoteId]) -> Result<Vec<NoteView>, Failure> {
    let notes = table::by_ids(db, ids.iter().copied())?.into_iter();
    notes.map(|note| view(db, note)).collect()
}

/// A note with where it came from.
fn view(db: &Connection, note: Note) -> Result<NoteView, Failure> {
    Ok(NoteView {
        from: origins::names(db, &note.origin)?,
        note,
    })
}
