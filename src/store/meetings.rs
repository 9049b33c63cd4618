//! Meetings with who was there and what was discussed, and the shortlist before them.
//! Must not know the clock's arithmetic nor what is frozen.

use rusqlite::{Connection, Row, named_params};

use super::convert::{Json, given};
use super::records::Kept;
use super::sql;
use crate::domain::failure::Failure;
use crate::domain::ids::{MeetingId, OwnerId, TagId};
use crate::domain::meeting::{Meeting, MeetingStatus, MeetingView};
use crate::domain::period::Period;

const ONE: &str = "SELECT * FROM meetings WHERE id = ?1";
const ALL: &str = "SELECT * FROM meetings ORDER BY started DESC, id DESC";
const INSERT: &str = "
    INSERT INTO meetings (id, period, profile, status, started, utc_offset, agenda, clock, frozen_start, frozen_end)
    VALUES (:id, :period, :profile, :status, :started, :utc_offset, :agenda, :clock, :frozen_start, :frozen_end)";
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

impl Kept for Meeting {
    fn check(&self, db: &Connection) -> Result<(), Failure> {
        match self.status {
            MeetingStatus::Running => none_runs(db, self.id),
            _ => Ok(()),
        }
    }

    fn insert(&self, db: &Connection) -> Result<i64, Failure> {
        sql::run(
            db,
            INSERT,
            named_params! {
                ":id": given(self.id.0), ":period": self.period, ":profile": self.profile,
                ":status": self.status, ":started": self.started,
                ":utc_offset": self.utc_offset, ":agenda": Json(&self.agenda),
                ":clock": Json(&self.clock), ":frozen_start": self.frozen_start,
                ":frozen_end": self.frozen_end,
            },
        )?;
        Ok(db.last_insert_rowid())
    }

    fn in_use(&self, db: &Connection) -> Result<Vec<String>, Failure> {
        let places = [
            ("action", "actions", "actions", "meeting"),
            ("note", "notes", "notes", "meeting"),
            ("link", "links", "links", "meeting"),
            (
                "person present",
                "people present",
                "meeting_present",
                "meeting",
            ),
            (
                "discussed theme",
                "discussed themes",
                "meeting_discussed",
                "meeting",
            ),
        ];
        sql::uses(db, self.id.0, &places)
    }

    fn label(&self, _: &Connection) -> Result<String, Failure> {
        Ok(format!("the review of {}", self.period.long()))
    }
}

/// Refuses a second running meeting.
pub(in crate::store) fn none_runs(db: &Connection, id: MeetingId) -> Result<(), Failure> {
    let running: Option<Period> = sql::first(db, RUNNING, [id], |row| row.get(0))?;
    match running {
        None => Ok(()),
        Some(period) => Err(Failure::failed(format!(
            "the review of {} is still running",
            period.long()
        ))
        .hint("end or adjourn it first")),
    }
}

/// The meeting with an id.
pub(in crate::store) fn by_id(db: &Connection, id: MeetingId) -> Result<Option<Meeting>, Failure> {
    sql::first(db, ONE, [id], read)
}

/// All meetings, newest first.
pub(in crate::store) fn all(db: &Connection) -> Result<Vec<MeetingView>, Failure> {
    sql::all(db, ALL, [], read)?
        .into_iter()
        .map(|meeting| view(db, meeting))
        .collect()
}

/// A meeting with what belongs to it.
pub(in crate::store) fn view(db: &Connection, meeting: Meeting) -> Result<MeetingView, Failure> {
    let id = meeting.id;
    let actions: Option<i64> = sql::first(db, ACTIONS, [id], |row| row.get(0))?;
    Ok(MeetingView {
        present: sql::all(db, PRESENT, [id], |row| row.get::<_, OwnerId>(0))?,
        discussed: sql::all(db, DISCUSSED, [id], |row| row.get::<_, TagId>(0))?,
        actions: actions.unwrap_or_default().unsigned_abs(),
        meeting,
    })
}

/// Themes shortlisted for a period, by name.
pub(in crate::store) fn shortlist(db: &Connection, period: Period) -> Result<Vec<TagId>, Failure> {
    sql::all(db, SHORTLIST, [period], |row| row.get(0))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Meeting> {
    Ok(Meeting {
        id: row.get("id")?,
        period: row.get("period")?,
        profile: row.get("profile")?,
        status: row.get("status")?,
        started: row.get("started")?,
        utc_offset: row.get("utc_offset")?,
        agenda: row.get::<_, Json<_>>("agenda")?.0,
        clock: row.get::<_, Json<_>>("clock")?.0,
        frozen_start: row.get("frozen_start")?,
        frozen_end: row.get("frozen_end")?,
    })
}
