//! Notes, open questions, decisions and "no action, because"; and where notes and actions were written, checked when
//! it comes and named when it is read. Must not know screens.

use std::collections::BTreeMap;

use rusqlite::{Connection, named_params};

use super::kept::{KeptRecord, must_exist, needed, quoted, short};
use super::sql;
use super::table::{self, Tabled};
use crate::domain::account::Account;
use crate::domain::agenda::Section;
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::feedback::{Feedback, Tag};
use crate::domain::fold::fold;
use crate::domain::ids::{AccountId, MeetingId, NoteId};
use crate::domain::meeting::Meeting;
use crate::domain::note::{Note, NoteKind, NoteView, Origin, OriginNames};
use crate::domain::query::NoteFilter;
use crate::domain::roadmap::RoadmapItem;

const ALL: &str = "
    SELECT * FROM notes WHERE (:meeting IS NULL OR meeting = :meeting) ORDER BY id";

const PRESENT: &str = "
    SELECT o.team FROM meeting_present p JOIN owners o ON o.id = p.owner WHERE p.meeting = ?1";

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
        if let Some(owner) = self.asked {
            must_exist(db, Subject::Owner(owner))?;
        }
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
    of_kind && (note.waits() || !filter.open)
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
        asked: table::by_ids(db, note.asked)?.pop(),
        without: Vec::new(),
        note,
    })
}

/// The teams that somebody who was there in a meeting is in, in small letters; empty where nobody was marked.
fn present(db: &Connection, meeting: MeetingId) -> Result<Vec<String>, Failure> {
    let teams = sql::all(db, PRESENT, [meeting], |row| row.get::<_, String>(0))?;
    Ok(teams.iter().map(|team| fold(team.trim())).collect())
}

/// Says of each decision which of the teams that such a one needs it was taken without. Whose answer was asked for is
/// heard once it is there; where nobody was marked as present that cannot be told.
pub fn told_without(
    db: &Connection,
    needs: &BTreeMap<Section, Vec<String>>,
    mut views: Vec<NoteView>,
) -> Result<Vec<NoteView>, Failure> {
    for view in &mut views {
        let (note, origin) = (&view.note, &view.note.origin);
        let needed = origin.section.and_then(|section| needs.get(&section));
        let (Some(needed), Some(meeting), NoteKind::Decision) = (needed, origin.meeting, note.kind)
        else {
            continue;
        };
        let mut heard = present(db, meeting)?;
        if heard.is_empty() {
            continue;
        }
        let answered = view.asked.iter().filter(|_| !note.answer.is_empty());
        heard.extend(answered.map(|owner| fold(owner.team.trim())));
        let missing = needed.iter();
        let missing = missing.filter(|team| !heard.contains(&fold(team.trim())));
        view.without = missing.cloned().collect();
    }
    Ok(views)
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
