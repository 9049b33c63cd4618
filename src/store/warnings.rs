//! The lists of accounts at risk that meetings have kept. Must not know rules, nor what became of anybody.

use rusqlite::{Connection, Row, params};

use super::convert::JsonText;
use super::done::Done;
use super::fault::SaysDoing;
use super::sql;
use crate::domain::change::{Change, Subject};
use crate::domain::failure::Failure;
use crate::domain::ids::{AccountId, MeetingId};
use crate::domain::money::counted;
use crate::domain::period::Period;
use crate::domain::sort::sort_by_key;
use crate::domain::warned::{Warning, Warnings};

const LIST: &str = "
    INSERT INTO warning_lists (meeting, as_of, looked, rules, no_score) VALUES (?1, ?2, ?3, ?4, ?5)";
const ROW: &str = "
    INSERT INTO warnings (list, account, by_rules, by_score, rule, since)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
const MEETINGS: &str = "SELECT id, period, status = 'ended' FROM meetings ORDER BY id";
const OF: &str = "SELECT id, as_of, looked, rules, no_score FROM warning_lists WHERE meeting = ?1";
const ROWS: &str = "
    SELECT account, by_rules, by_score, rule, since FROM warnings WHERE list = ?1 ORDER BY account";

/// A meeting, and the list it kept, if it did.
pub struct KeptBy {
    /// The meeting.
    pub meeting: MeetingId,
    /// The period it reviews.
    pub period: Period,
    /// Whether it has ended.
    pub over: bool,
    /// Its list; meetings of before kept none.
    pub list: Option<Warnings>,
}

/// Carries out `Change::Warn`. A meeting's list is kept once; it belongs to the meeting's course, which nobody takes
/// back, and goes with its meeting.
pub fn keep(db: &Connection, list: &Warnings) -> Result<Done, Failure> {
    let kept = "SELECT 1 FROM warning_lists WHERE meeting = ?1";
    let nothing = sql::first(db, kept, [list.meeting], |_| Ok(()))?.is_some();
    if !nothing {
        write(db, list).doing("keeping who is at risk")?;
    }
    let who = counted(list.accounts.len(), "account");
    Ok(Done {
        subject: Subject::Meeting(list.meeting),
        accounts: Vec::new(),
        words: format!("kept the list of {who} at risk"),
        forward: Change::Warn(Box::new(list.clone())),
        inverse: Change::All(Vec::new()),
        nothing,
    })
}

fn write(db: &Connection, list: &Warnings) -> Result<(), Failure> {
    let head = params![
        list.meeting,
        list.as_of,
        list.looked.cast_signed(),
        JsonText(&list.rules),
        list.no_score
    ];
    sql::run(db, LIST, head)?;
    let id = db.last_insert_rowid();
    for warning in &list.accounts {
        let first = warning.first.as_ref();
        let rule = first.map_or("", |(rule, _)| rule.as_str());
        let since = first.map(|(_, day)| *day);
        let (account, by_rules, by_score) = (warning.account, warning.by_rules, warning.by_score);
        sql::run(
            db,
            ROW,
            params![id, account, by_rules, by_score, rule, since],
        )?;
    }
    Ok(())
}

/// Whether any list names an account.
pub fn list(db: &Connection, account: AccountId) -> Result<bool, Failure> {
    let any = "SELECT 1 FROM warnings WHERE account = ?1 LIMIT 1";
    Ok(sql::first(db, any, [account], |_| Ok(()))?.is_some())
}

/// Every meeting with its list; those whose period ended earlier first.
pub fn all(db: &Connection) -> Result<Vec<KeptBy>, Failure> {
    let meeting = |row: &Row<'_>| {
        Ok(KeptBy {
            meeting: row.get(0)?,
            period: row.get(1)?,
            over: row.get(2)?,
            list: None,
        })
    };
    let mut found = sql::all(db, MEETINGS, [], meeting)?;
    for own in &mut found {
        own.list = of(db, own.meeting)?;
    }
    sort_by_key(&mut found, |own| (own.period.last(), own.meeting));
    Ok(found)
}

fn of(db: &Connection, meeting: MeetingId) -> Result<Option<Warnings>, Failure> {
    let head = sql::first(db, OF, [meeting], |row| {
        let list = Warnings {
            meeting,
            as_of: row.get(1)?,
            looked: row.get::<_, i64>(2)?.unsigned_abs(),
            rules: row.get::<_, JsonText<_>>(3)?.0,
            no_score: row.get(4)?,
            accounts: Vec::new(),
        };
        Ok((row.get::<_, i64>(0)?, list))
    })?;
    let Some((id, mut list)) = head else {
        return Ok(None);
    };
    list.accounts = sql::all(db, ROWS, [id], read)?;
    Ok(Some(list))
}

fn read(row: &Row<'_>) -> rusqlite::Result<Warning> {
    let rule: String = row.get(3)?;
    let since: Option<_> = row.get(4)?;
    Ok(Warning {
        account: row.get(0)?,
        by_rules: row.get(1)?,
        by_score: row.get(2)?,
        first: since.map(|day| (rule, day)),
    })
}
