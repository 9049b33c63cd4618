//! Meetings with who was there and what was discussed, and the shortlist before them.
//! Must not know the clock's arithmetic nor what is frozen.

use rusqlite::Connection;

use super::kept::{KeptRecord, missing};
use super::sql::{self, Use};
use super::table::{self, Tabled};
use super::{actions, notes};
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::feedback::Tag;
use crate::domain::gate;
use crate::domain::ids::{MeetingId, OwnerId, TagId};
use crate::domain::meeting::{Meeting, MeetingStatus, MeetingView};
use crate::domain::period::Period;
use crate::domain::query::{ActionFilter, NoteFilter};

const RUNNING: &str = "SELECT period FROM meetings WHERE status = 'running' AND id <> ?1";
const PRESENT: &str = "
    SELECT owner FROM meeting_present JOIN owners ON owners.id = owner
    WHERE meeting = ?1 ORDER BY owners.name";
const DISCUSSED: &str = "
    SELECT theme FROM meeting_discussed JOIN tags ON tags.id = theme
    WHERE meeting = ?1 ORDER BY tags.name";
const ACTIONS: &str = "SELECT count(*) FROM actions WHERE meeting = ?1";
const SHORTLIST: &str = "
    SELECT theme FROM shortlist JOIN tags ON tags.id = theme
    WHERE period = ?1 ORDER BY tags.name";

impl Tabled for Meeting {
    type Id = MeetingId;
    const TABLE: &'static str = "meetings";
    const ORDER: &'static str = "started DESC, id DESC";

    fn id(&mut self) -> &mut MeetingId {
        &mut self.id
    }
}

impl KeptRecord for Meeting {
    fn check(&self, db: &Connection) -> Result<(), Failure> {
        match self.status {
            MeetingStatus::Running => none_runs(db, self.id),
            MeetingStatus::Adjourned | MeetingStatus::Ended => Ok(()),
        }
    }

    fn uses(&self) -> &'static [Use] {
        &[
            ("action/actions", "actions", "meeting"),
            ("action/actions kept in it", "actions", "kept"),
            ("note/notes", "notes", "meeting"),
            ("link/links", "links", "meeting"),
            ("person/people present", "meeting_present", "meeting"),
            ("discussed theme/themes", "meeting_discussed", "meeting"),
        ]
    }

    fn label(&self, _: &Connection) -> Result<String, Failure> {
        Ok(format!("the review of {}", self.period.long()))
    }
}

/// Refuses a second running meeting.
pub fn none_runs(db: &Connection, id: MeetingId) -> Result<(), Failure> {
    let Some(period) = sql::first(db, RUNNING, [id], |row| row.get::<_, Period>(0))? else {
        return Ok(());
    };
    let message = format!("the review of {} is still running", period.long());
    Err(Failure::failed(message).hint("end or adjourn it first"))
}

/// Refuses to end a meeting that leaves a theme it discussed with nothing open and no reason: somebody may have dropped
/// the action since the screen was looked at.
pub fn must_be_tied(db: &Connection, id: MeetingId) -> Result<(), Failure> {
    let discussed = one(db, id)?.discussed;
    let covered = gate::covered(id, &actions::all(db, &ActionFilter::open())?);
    let written = NoteFilter {
        meeting: Some(id),
        ..NoteFilter::default()
    };
    let written = notes::all(db, &written)?;
    let untied = gate::untied(&discussed, &covered, written.iter().map(|view| &view.note));
    if untied.is_empty() {
        return Ok(());
    }
    let untied = table::by_ids::<Tag>(db, untied)?;
    let names: Vec<&str> = untied.iter().map(|tag| tag.name.as_str()).collect();
    let message = format!(
        "the review cannot end yet: without an action: {}",
        names.join(", ")
    );
    Err(Failure::conflict(message).hint(
        "each theme leaves with an action, written or kept, or with a reason why there is none",
    ))
}

/// A meeting that must be there, with what belongs to it.
pub fn one(db: &Connection, id: MeetingId) -> Result<MeetingView, Failure> {
    let meeting = table::by_id(db, id)?.ok_or_else(|| missing(Subject::Meeting(id)))?;
    view(db, meeting)
}

/// All meetings, newest first.
pub fn all(db: &Connection) -> Result<Vec<MeetingView>, Failure> {
    let meetings = table::all(db)?.into_iter();
    meetings.map(|meeting| view(db, meeting)).collect()
}

/// A meeting with what belongs to it.
pub fn view(db: &Connection, meeting: Meeting) -> Result<MeetingView, Failure> {
    let id = meeting.id;
    let actions: i64 = sql::one(db, ACTIONS, [id], |row| row.get(0))?;
    Ok(MeetingView {
        present: sql::all(db, PRESENT, [id], |row| row.get::<_, OwnerId>(0))?,
        discussed: sql::all(db, DISCUSSED, [id], |row| row.get::<_, TagId>(0))?,
        actions: actions.unsigned_abs(),
        meeting,
    })
}

/// Themes shortlisted for a period, by name.
pub fn shortlist(db: &Connection, period: Period) -> Result<Vec<TagId>, Failure> {
    sql::all(db, SHORTLIST, [period], |row| row.get(0))
}
