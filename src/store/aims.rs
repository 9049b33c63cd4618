//! What actions and shipped items are for: written, read, and with the names and counts that go with it.
//! Must not know how anything is judged, nor when.

use rusqlite::{Connection, params};

use super::kept::{KeptRecord, must_exist};
use super::resident::Desk;
use super::table::{self, Tabled};
use super::{actions, shown, sql};
use crate::domain::account::Account;
use crate::domain::change::Subject;
use crate::domain::day::Day;
use crate::domain::effect::agreed::{AimView, Named};
use crate::domain::effect::aim::{Aim, Listed};
use crate::domain::failure::Failure;
use crate::domain::ids::{AccountId, ActionId, AimId, RoadmapId};
use crate::domain::query::{AimQuery, Answer};
use crate::domain::roadmap::RoadmapItem;

const OF: &str = "SELECT * FROM aims WHERE action IS ?1 AND item IS ?2";
const MEMBERS: &str = "SELECT account, touched FROM aim_accounts WHERE aim = ?1 ORDER BY account";
const LISTS: &str = "INSERT INTO aim_accounts (aim, account, touched) VALUES (?1, ?2, ?3)";
/// An id first, then an alias, then a name that only one has.
const CALLED: &str = "
    SELECT id FROM accounts WHERE external = ?1
    UNION ALL SELECT account FROM account_ids WHERE id = ?1
    UNION ALL SELECT id FROM accounts WHERE alias = ?1 COLLATE NOCASE
    UNION ALL SELECT min(id) FROM accounts WHERE name = ?1 COLLATE NOCASE HAVING count(*) = 1
    LIMIT 1";

impl Tabled for Aim {
    type Id = AimId;
    const TABLE: &'static str = "aims";

    fn id(&mut self) -> &mut AimId {
        &mut self.id
    }
}

impl KeptRecord for Aim {
    fn check(&self, db: &Connection) -> Result<(), Failure> {
        let Some(of) = self
            .of()
            .filter(|_| self.action.is_none() || self.item.is_none())
        else {
            return Err(Failure::usage(
                "what it is for belongs to one action or one roadmap item",
            ));
        };
        must_exist(db, of)?;
        if let Some(theme) = self.theme {
            must_exist(db, Subject::Tag(theme))?;
        }
        for one in &self.members {
            must_exist(db, Subject::Account(one.account))?;
        }
        match of_subject(db, of)? {
            Some(_) => Err(has_one(db, of)?),
            None => Ok(()),
        }
    }

    fn label(&self, db: &Connection) -> Result<String, Failure> {
        let of = called(db, self.action, self.item)?;
        let what = if self.members.is_empty() {
            "what it is for"
        } else {
            "the list"
        };
        Ok(format!("{what} of {of}"))
    }
}

/// How a person calls the action or item.
pub fn called(
    db: &Connection,
    action: Option<ActionId>,
    item: Option<RoadmapId>,
) -> Result<String, Failure> {
    let found = match (action, item) {
        (Some(id), _) => table_label(actions::by_id(db, id)?, db)?,
        (None, Some(id)) => table_label(table::by_id::<RoadmapItem>(db, id)?, db)?,
        (None, None) => None,
    };
    Ok(found.unwrap_or_else(|| "?".to_owned()))
}

fn table_label<T: KeptRecord>(
    thing: Option<T>,
    db: &Connection,
) -> Result<Option<String>, Failure> {
    thing.map(|thing| thing.label(db)).transpose()
}

fn has_one(db: &Connection, of: Subject) -> Result<Failure, Failure> {
    let (action, item) = Aim::ends(of);
    let label = called(db, action, item)?;
    Ok(Failure::usage(format!(
        "{label} has its accounts already: a list is drawn once"
    ))
    .hint("take that back first, or write another action"))
}

/// Writes what something is for, with its list.
pub fn insert(db: &Connection, aim: &Aim) -> Result<i64, Failure> {
    let id = table::insert(db, aim.id.0, aim)?;
    for one in &aim.members {
        sql::run(db, LISTS, params![id, one.account, one.touched])?;
    }
    Ok(id)
}

fn with_members(db: &Connection, mut aim: Aim) -> Result<Aim, Failure> {
    aim.members = sql::all(db, MEMBERS, [aim.id], |row| {
        Ok(Listed {
            account: row.get(0)?,
            touched: row.get(1)?,
        })
    })?;
    Ok(aim)
}

/// The one with an id.
pub fn by_id(db: &Connection, id: AimId) -> Result<Option<Aim>, Failure> {
    let found = table::by_id(db, id)?;
    found.map(|aim| with_members(db, aim)).transpose()
}

/// All of them, the newest first.
pub fn all(db: &Connection) -> Result<Vec<Aim>, Failure> {
    let mut all: Vec<Aim> = table::all(db)?;
    all.reverse();
    all.into_iter().map(|aim| with_members(db, aim)).collect()
}

/// What an action or an item is for.
pub fn of_subject(db: &Connection, of: Subject) -> Result<Option<Aim>, Failure> {
    let (action, item) = Aim::ends(of);
    if (action, item) == (None, None) {
        return Ok(None);
    }
    let found = sql::first(db, OF, params![action, item], table::read)?;
    found.map(|aim| with_members(db, aim)).transpose()
}

/// Whom an action or an item is for, or could be.
pub fn answered(db: &Connection, desk: &Desk<'_>, ask: &AimQuery) -> Result<Answer, Failure> {
    Ok(match ask {
        AimQuery::Of(of) => Answer::Aim(view(db, desk, *of)?.map(Box::new)),
        AimQuery::Promise { aim, due } => Answer::Promise(Box::new(desk.promise(aim, *due, None)?)),
        AimQuery::Exposed { theme, period } => Answer::Exposed(desk.exposed_to(*theme, *period)?),
        AimQuery::Named { names, day } => Answer::Named(named(db, desk, names, *day)?),
    })
}

/// What an action or an item is for, named, and what became of it.
fn view(db: &Connection, desk: &Desk<'_>, of: Subject) -> Result<Option<AimView>, Failure> {
    let Some(aim) = of_subject(db, of)? else {
        return Ok(None);
    };
    let effect = desk.effect_of(std::slice::from_ref(&aim))?.pop();
    let rows = u32::try_from(aim.members.len()).unwrap_or(u32::MAX);
    let money = desk.money(rows)?;
    let mut touched = Vec::new();
    for id in aim.touched() {
        touched.extend(shown::brief_of(db, &*money, id)?);
    }
    Ok(Some(AimView {
        aim,
        touched,
        effect,
    }))
}

/// Accounts by what a list calls them, in its order, and whether they are active on a day.
fn named(
    db: &Connection,
    desk: &Desk<'_>,
    names: &[String],
    day: Day,
) -> Result<Vec<Named>, Failure> {
    let money = desk.money(u32::MAX)?;
    let mut all = Vec::with_capacity(names.len());
    for name in names {
        let id: Option<AccountId> = sql::first(db, CALLED, [name], |row| row.get(0))?;
        let account = id.map_or(Ok(None), |id| table::by_id::<Account>(db, id))?;
        let (customer, active) = match &account {
            Some(account) => desk.customer(account.id, day)?,
            None => (AccountId(0), false),
        };
        let left_out = id.map_or(Ok(false), |id| desk.leaves_out(id))?;
        let account = account.map(|account| shown::brief(&account, &*money));
        all.push(Named {
            name: name.clone(),
            account: account.transpose()?,
            customer,
            active,
            left_out,
        });
    }
    Ok(all)
}
