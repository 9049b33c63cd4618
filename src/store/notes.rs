//! Notes, open questions, decisions and "no action, because". Must not know screens.

use rusqlite::{Connection, Row, named_params};

use super::convert::{Json, given};
use super::records::{Kept, needed, short};
use super::{origins, sql};
use crate::domain::failure::Failure;
use crate::domain::ids::{AccountId, NoteId};
use crate::domain::note::{Note, NoteKind, NoteView};
use crate::domain::query::NoteFilter;

const ONE: &str = "SELECT * FROM notes WHERE id = ?1";
const ALL: &str = "
    SELECT * FROM notes WHERE (:meeting IS NULL OR meeting = :meeting) ORDER BY id";
const INSERT: &str = "
    INSERT INTO notes (id, kind, text, person, at, answer, meeting, theme, origin)
    VALUES (:id, :kind, :text, :person, :at, :answer, :meeting, :theme, :origin)";

impl Kept for Note {
    fn check(&self, db: &Connection) -> Result<(), Failure> {
        needed(&self.text, "the note")?;
        needed(&self.person, "who wrote the note")?;
        origins::check(db, &self.origin)
    }

    fn insert(&self, db: &Connection) -> Result<i64, Failure> {
        sql::run(
            db,
            INSERT,
            named_params! {
                ":id": given(self.id.0), ":kind": self.kind, ":text": self.text.trim(),
                ":person": self.person, ":at": self.at, ":answer": self.answer,
                ":meeting": self.origin.meeting, ":theme": self.origin.theme,
                ":origin": Json(&self.origin),
            },
        )?;
        Ok(db.last_insert_rowid())
    }

    fn in_use(&self, _: &Connection) -> Result<Vec<String>, Failure> {
        Ok(Vec::new())
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

/// The note with an id.
pub(in crate::store) fn by_id(db: &Connection, id: NoteId) -> Result<Option<Note>, Failure> {
    sql::first(db, ONE, [id], read)
}

/// Notes in the order they were written.
pub(in crate::store) fn all(
    db: &Connection,
    filter: &NoteFilter,
) -> Result<Vec<NoteView>, Failure> {
    let mut notes = sql::all(db, ALL, named_params! { ":meeting": filter.meeting }, read)?;
    notes.retain(|note| wanted(note, filter));
    notes.into_iter().map(|note| view(db, note)).collect()
}

fn wanted(note: &Note, filter: &NoteFilter) -> bool {
    let of_kind = filter.kinds.is_empty() || filter.kinds.contains(&note.kind);
    let open = note.kind == NoteKind::Question && note.answer.is_empty();
    of_kind && (open || !filter.open)
}

/// Notes by their ids, in the order asked.
pub(in crate::store) fn views(db: &Connection, ids: &[NoteId]) -> Result<Vec<NoteView>, Failure> {
    let mut views = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(note) = by_id(db, *id)? {
            views.push(view(db, note)?);
        }
    }
    Ok(views)
}

/// A note with where it came from.
fn view(db: &Connection, note: Note) -> Result<NoteView, Failure> {
    Ok(NoteView {
        from: origins::names(db, &note.origin)?,
        note,
    })
}

fn read(row: &Row<'_>) -> rusqlite::Result<Note> {
    Ok(Note {
        id: row.get("id")?,
        kind: row.get("kind")?,
        text: row.get("text")?,
        person: row.get("person")?,
        at: row.get("at")?,
        answer: row.get("answer")?,
        origin: row.get::<_, Json<_>>("origin")?.0,
    })
}
