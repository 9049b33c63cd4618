//! Notes, open questions, decisions and "no action, because"; and where notes and actions were written, checked when
//! it comes and named when it is read. Must not know screens.

use rusqlite::{Connection, named_params};

use super::kept::{KeptRecord, must_exist, needed, quoted, short};
use super::sql;
use super::table::{self, Tabled};
use crate::domain::account::Account;
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::feedback::{Feedback, Tag};
use crate::domain::ids::{AccountId, NoteId};
use crate::domain::meeting::Meeting;
use crate::domain::note::{Note, NoteKind, NoteView, Origin, OriginNames};
use crate::domain::query::NoteFilter;
use crate::domain::roadmap::RoadmapItem;

const ALL: &str = "
    SELECT * FROM notes WHERE (:meeting IS NULL OR meeting = :meeting) ORDER BY id";

impl Tabled for Note {
    type Id = NoteId;
    const TABLE: &'static str = "notes";

    fn id(&mut self) -> &mut NoteId {
        &mut self.id
    }
}

impl KeptRecord for Note {
    fn check(&self, db: &Connection) -> Result<(), Failure> {
        needed(&self.text, "the note")?;
        needed(&self.person, "who wrote the note")?;
        check_origin(db, &self.origin)
    }

    fn label(&self, _: &Connection) -> Result<String, Failure> {
        let kind = match self.kind {
            NoteKind::Note => "note",
            NoteKind::Question => "question",
            NoteKind::Decision => "decision",
            NoteKind::NoAction => "no action, because",
        };
        Ok(format!("{kind} {}", quoted(&self.text)))
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
        from: origin_names(db, &note.origin)?,
        note,
    })
}

/// Refuses an origin that points to something that is not there.
pub fn check_origin(db: &Connection, origin: &Origin) -> Result<(), Failure> {
    let points = [
        origin.meeting.map(Subject::Meeting),
        origin.theme.map(Subject::Tag),
        origin.account.map(Subject::Account),
        origin.feedback.map(Subject::Feedback),
        origin.item.map(Subject::Item),
    ];
    points
        .into_iter()
        .flatten()
        .try_for_each(|subject| must_exist(db, subject))
}

/// An origin in words; what is no longer there has no name.
pub fn origin_names(db: &Connection, origin: &Origin) -> Result<OriginNames, Failure> {
    let meeting = look::<Meeting>(db, origin.meeting)?;
    let theme = look::<Tag>(db, origin.theme)?;
    let account = look::<Account>(db, origin.account)?;
    let words = look::<Feedback>(db, origin.feedback)?;
    let item = look::<RoadmapItem>(db, origin.item)?;
    Ok(OriginNames {
        section: origin.section,
        period: meeting.map(|meeting| meeting.period),
        theme: theme.map(|tag| tag.name),
        account: account.as_ref().map(|a| a.name.clone()),
        external: account.as_ref().map(|a| a.external.clone()),
        alias: account.map(|a| a.alias),
        item: item.map(|item| item.external),
        quote: words.map(|feedback| short(&feedback.text)),
        segment: origin.segment.clone(),
    })
}

fn look<T: Tabled>(db: &Connection, id: Option<T::Id>) -> Result<Option<T>, Failure> {
    id.map_or(Ok(None), |id| table::by_id(db, id))
}
