//! Actions: who does what by when, and how many meetings have found them open. Must not know screens.

use std::collections::BTreeMap;

use rusqlite::{Connection, named_params, params};

use super::kept::{KeptRecord, must_exist, needed, quoted};
use super::table::{self, Tabled};
use super::{journal, notes, sql};
use crate::domain::change::Subject;
use crate::domain::day::{Day, Moment};
use crate::domain::effect::aim::Aim;
use crate::domain::failure::Failure;
use crate::domain::gate;
use crate::domain::ids::{AccountId, ActionId, MeetingId, OwnerId, RoomSalt};
use crate::domain::note::{Action, ActionChanges, ActionStatus, ActionView};
use crate::domain::query::{ActionFilter, NEXT};

const ALL: &str = "
    SELECT * FROM actions
    WHERE (:id IS NULL OR id = :id) AND (:meeting IS NULL OR meeting = :meeting)
      AND (:status IS NULL OR status = :status) AND (:theme IS NULL OR theme = :theme)
      AND (:owner IS NULL OR owner = :owner)
    ORDER BY id";
// By id, not by name: a name that changes must not make the record another one.
const WITH: &str = "SELECT owner FROM action_with WHERE action = ?1 ORDER BY owner";
const HELPS: &str = "
    INSERT INTO action_with (action, owner) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
const SALT: &str = "SELECT substr(secret, 1, 6) FROM room";
const SITTINGS: &str = "SELECT id, started, utc_offset FROM meetings ORDER BY started, id";

impl Tabled for Action {
    type Id = ActionId;
    const TABLE: &'static str = "actions";

    fn id(&mut self) -> &mut ActionId {
        &mut self.id
    }
}

impl KeptRecord for Action {
    fn check(&self, db: &Connection) -> Result<(), Failure> {
        needed(&self.what, "the action")?;
        needed(&self.person, "who wrote the action")?;
        for owner in self.owner.iter().chain(&self.with) {
            must_exist(db, Subject::Owner(*owner))?;
        }
        notes::check_origin(db, &self.origin)
    }

    fn label(&self, _: &Connection) -> Result<String, Failure> {
        Ok(format!("action {}", quoted(&self.what)))
    }

    fn account(&self) -> Option<AccountId> {
        self.origin.account
    }
}

/// Writes an action with who helps.
pub fn insert(db: &Connection, action: &Action) -> Result<i64, Failure> {
    let id = table::insert(db, action.id.0, action)?;
    for owner in &action.with {
        sql::run(db, HELPS, params![id, owner])?;
    }
    Ok(id)
}

/// Refuses as a helper whoever answers for an action.
pub fn must_not_answer(db: &Connection, id: ActionId, owner: OwnerId) -> Result<(), Failure> {
    let answers = "SELECT o.name FROM actions a JOIN owners o ON o.id = a.owner WHERE a.id = ?1 AND o.id = ?2";
    match sql::first(db, answers, params![id, owner], |row| {
        row.get::<_, String>(0)
    })? {
        None => Ok(()),
        Some(name) => Err(Failure::usage(format!(
            "{name} answers for it, and cannot help beside that"
        ))
        .hint("give somebody else as the one who helps, or as the owner")),
    }
}

/// The action with an id.
pub fn by_id(db: &Connection, id: ActionId) -> Result<Option<Action>, Failure> {
    let found = table::by_id(db, id)?;
    found.map(|action| with_helpers(db, action)).transpose()
}

/// Actions in the order they were written.
pub fn all(db: &Connection, filter: &ActionFilter) -> Result<Vec<ActionView>, Failure> {
    let params = named_params! {
        ":id": filter.id, ":meeting": filter.meeting, ":status": filter.status,
        ":theme": filter.theme, ":owner": filter.owner,
    };
    let sittings = sittings(db)?;
    let mut actions = sql::all(db, ALL, params, table::read)?;
    let mut to_come = sittings.clone();
    to_come.push(CarriedMeeting::NEXT);
    if let Some(meeting) = filter.carried_into {
        actions.retain(|action| carried_into(action, meeting, &to_come));
    }
    if let Some(meeting) = filter.awaited_by {
        let told = told(db)?;
        actions.retain(|action| is_awaited(action, meeting, &to_come, &told));
    }
    let room = filter.changes.then(|| salt(db)).transpose()?;
    let actions = actions.into_iter();
    let views = actions.map(|action| {
        let mut view = view(db, with_helpers(db, action)?, &sittings)?;
        if let Some(room) = room {
            let changes = journal::changes_of(db, Subject::Action(view.action.id))?;
            let (times, last) = changes.unwrap_or((0, view.action.at));
            view.changes = Some(ActionChanges { times, last, room });
        }
        Ok(view)
    });
    views.collect()
}

/// What the ids of a room differ from those of others by: so few bytes of its secret that nobody gets at the rest.
fn salt(db: &Connection) -> Result<RoomSalt, Failure> {
    let bytes: Option<[u8; 6]> = sql::first(db, SALT, [], |row| row.get(0))?;
    let number = bytes.unwrap_or_default().into_iter();
    Ok(RoomSalt(
        number.fold(0, |all, byte| all << 8 | i64::from(byte)),
    ))
}

/// Actions by their ids, in the order asked.
pub fn views(db: &Connection, ids: &[ActionId]) -> Result<Vec<ActionView>, Failure> {
    let sittings = sittings(db)?;
    let found = ids.iter().filter_map(|id| by_id(db, *id).transpose());
    found.map(|action| view(db, action?, &sittings)).collect()
}

fn with_helpers(db: &Connection, mut action: Action) -> Result<Action, Failure> {
    action.with = sql::all(db, WITH, [action.id], |row| row.get::<_, OwnerId>(0))?;
    Ok(action)
}

fn view(
    db: &Connection,
    action: Action,
    sittings: &[CarriedMeeting],
) -> Result<ActionView, Failure> {
    Ok(ActionView {
        owner: table::by_ids(db, action.owner)?.pop(),
        with: table::by_ids(db, action.with.iter().copied())?,
        from: notes::origin_names(db, &action.origin)?,
        carried: carried(&action, sittings),
        action,
        changes: None,
    })
}

/// A meeting as far as carrying over is concerned.
#[derive(Clone)]
struct CarriedMeeting {
    id: MeetingId,
    started: Moment,
    day: Day,
}

impl CarriedMeeting {
    /// The one that has not begun: it comes after all there is.
    const NEXT: CarriedMeeting = CarriedMeeting {
        id: NEXT,
        started: Moment(i64::MAX),
        day: Day(i32::MAX),
    };
}

/// All meetings, oldest first.
fn sittings(db: &Connection) -> Result<Vec<CarriedMeeting>, Failure> {
    sql::all(db, SITTINGS, [], |row| {
        let started: Moment = row.get("started")?;
        Ok(CarriedMeeting {
            id: row.get("id")?,
            started,
            day: started.day(row.get("utc_offset")?),
        })
    })
}

/// Whether a meeting comes after the one the action was written in (or after it was written at all).
fn later(action: &Action, sitting: &CarriedMeeting) -> bool {
    match action.origin.meeting {
        Some(own) => sitting.started >= action.at && own != sitting.id,
        None => sitting.started > action.at,
    }
}

/// Whether an action was not closed before a day.
fn open_on(action: &Action, day: Day) -> bool {
    action.status == ActionStatus::Open || action.closed.is_some_and(|closed| closed >= day)
}

/// How many meetings since its own have found it open.
fn carried(action: &Action, sittings: &[CarriedMeeting]) -> u64 {
    let found = |sitting: &&CarriedMeeting| later(action, sitting) && open_on(action, sitting.day);
    sittings.iter().filter(found).count() as u64
}

/// The actions that are judged at some time, with the meeting that told the verdict.
fn told(db: &Connection) -> Result<BTreeMap<ActionId, Option<MeetingId>>, Failure> {
    let all: Vec<Aim> = table::all(db)?;
    let told = all.into_iter().filter_map(|aim| {
        let judged = aim.promise.is_some_and(|promise| promise.on.is_some());
        let told = aim.verdict.and_then(|verdict| verdict.told);
        Some((aim.action.filter(|_| judged)?, told))
    });
    Ok(told.collect())
}

/// Done before the meeting before this one, and no meeting before this one has told its verdict. `told` has the actions
/// that are judged at some time.
fn is_awaited(
    action: &Action,
    meeting: MeetingId,
    sittings: &[CarriedMeeting],
    told: &BTreeMap<ActionId, Option<MeetingId>>,
) -> bool {
    let place = |id: MeetingId| sittings.iter().position(|sitting| sitting.id == id);
    let Some(at) = place(meeting) else {
        return false;
    };
    let untold = |told: &Option<MeetingId>| told.and_then(place).is_none_or(|told| told >= at);
    // What the room found too early to say of comes again once a month has gone by.
    let again = gate::asked_again(action).is_some_and(|day| day <= sittings[at].day);
    action.status == ActionStatus::Done
        && later(action, &sittings[at])
        && !carried_into(action, meeting, sittings)
        && (again || told.get(&action.id).is_some_and(untold))
}

/// Written before a meeting and open when it started, or closed since the meeting before.
fn carried_into(action: &Action, meeting: MeetingId, sittings: &[CarriedMeeting]) -> bool {
    let Some(at) = sittings.iter().position(|sitting| sitting.id == meeting) else {
        return false;
    };
    let since = at.checked_sub(1).map(|before| sittings[before].day);
    later(action, &sittings[at]) && since.is_none_or(|day| open_on(action, day))
}
