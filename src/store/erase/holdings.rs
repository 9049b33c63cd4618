//! All that the room holds about one customer, to be handed out: its rows as they are stored, what was done
//! about it, where it was named. Must not change anything.

use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Params, Row, params};
use serde_json::{Map, Value as Json, json};

use super::{Customer, gather, kept, sweep};
use crate::domain::account::Account;
use crate::domain::change::{Change, JournalRow, Subject};
use crate::domain::day::Day;
use crate::domain::erasure::Erasure;
use crate::domain::failure::Failure;
use crate::domain::feedback::Feedback;
use crate::domain::field::{Field, Thing};
use crate::domain::ids::{AccountId, FeedbackId, ImportId};
use crate::domain::import::{BalanceRow, MovementRow, SubscriptionRow, UsageRow};
use crate::domain::sort::sort;
use crate::store::convert::JsonText as Stored;
use crate::store::table::Tabled;
use crate::store::{Store, journal, sql};

const FURTHER_IDS: &str = "SELECT id, import FROM account_ids WHERE account = ?1 ORDER BY id";

/// What else is handed out as it is stored: a name and its query.
const ROWS: [(&str, &str); 3] = [
    (
        "warnings",
        "SELECT l.meeting, l.as_of AS day, w.by_rules, w.by_score, w.rule, w.since FROM warnings w \
         JOIN warning_lists l ON l.id = w.list WHERE w.account = ?1 ORDER BY l.as_of",
    ),
    (
        "lists",
        "SELECT day, action, item, source, touched FROM aim_accounts JOIN aims ON aims.id = aim WHERE account = ?1 \
         ORDER BY aim",
    ),
    (
        "outreach",
        "SELECT r.external AS item, o.status AS state, o.day, o.said_by, o.said_on FROM outreach o \
         JOIN roadmap r ON r.id = o.item WHERE o.account = ?1 ORDER BY o.id",
    ),
];

/// The imports that gave it something.
const IMPORTS: &str = "
    SELECT import FROM accounts WHERE id = ?1 AND import IS NOT NULL
    UNION SELECT import FROM subscriptions WHERE account = ?1 UNION SELECT import FROM movements WHERE account = ?1
    UNION SELECT import FROM balances WHERE account = ?1 UNION SELECT import FROM usage WHERE account = ?1
    UNION SELECT import FROM feedback WHERE account = ?1 AND import IS NOT NULL
    UNION SELECT import FROM import_former WHERE kind = 'accounts' AND row = ?1
    ORDER BY import";

/// What was done about it, and what else names it.
const JOURNAL: &str = "
    SELECT id, at, person, words, forward, inverse, undoes, account
    FROM journal
    WHERE account = ?1 OR id IN (SELECT change FROM journal_also WHERE kind = 'account' AND subject = ?1)
      OR id IN (SELECT value FROM json_each(?2))
    ORDER BY id";

/// All that is stored about a customer beside its account, its feedback and what was written about it.
#[derive(Debug)]
pub struct Holdings {
    /// Rows as they are stored, by what they are.
    pub rows: Json,
    /// The imports that gave it something.
    pub imports: Vec<ImportId>,
    /// What was done about it.
    pub journal: Vec<DoneAbout>,
}

/// A row of the journal, as far as it is about one customer.
#[derive(Debug)]
pub struct DoneAbout {
    /// Without its words where it is about others as well; of what was done, the parts that are about the customer.
    pub row: JournalRow,
    /// What takes those back.
    pub inverse: Change,
    /// The texts of the rest that name the customer.
    pub said: Vec<String>,
}

impl Store {
    /// What is stored about a customer beside its account, its feedback and what was written about it.
    ///
    /// # Errors
    /// When there is no such account, or the file cannot be read.
    pub fn holdings(&self, id: AccountId) -> Result<Holdings, Failure> {
        let mut held = json!({});
        held["further_ids"] = rows(&self.db, FURTHER_IDS, [id])?.into();
        held["subscriptions"] =
            facts::<SubscriptionRow>(&self.db, "subscriptions", "start, id", id)?;
        held["movements"] = facts::<MovementRow>(&self.db, "movements", "day", id)?;
        held["balances"] = facts::<BalanceRow>(&self.db, "balances", "day", id)?;
        held["usage"] = facts::<UsageRow>(&self.db, "usage", "day", id)?;
        for (name, sql) in ROWS {
            held[name] = rows(&self.db, sql, [id])?.into();
        }
        let former = format!(
            "SELECT import, kind, was FROM import_former WHERE {} OR {} ORDER BY import",
            kept::FORMER,
            kept::ANOTHERS
        );
        held["former"] = rows(&self.db, &former, [gather::list([id.0].into_iter())])?.into();
        let customer = self.customer(id)?;
        held["former_names"] = former_names(&customer).into();
        let mut erasure = gather::erasure(&self.db, &customer)?;
        let named_in = sweep::journal_without(&self.db, &mut erasure)?;
        let named_in: Vec<i64> = named_in.iter().map(|row| row.id).collect();
        let about = params![id, json!(named_in).to_string()];
        let journal = sql::all(&self.db, JOURNAL, about, done)?;
        let journal = journal.into_iter();
        let journal = journal
            .map(|(done, account)| done.told(account, &mut erasure))
            .collect();
        held["named"] = named(&self.db, &mut erasure)?.into();
        held["people"] = people(&self.db, &erasure)?.into();
        held["meetings"] = meetings(&self.db, &mut erasure)?.into();
        erasure.sound()?;
        Ok(Holdings {
            rows: held,
            imports: sql::all(&self.db, IMPORTS, [id], |row| row.get(0))?,
            journal,
        })
    }
}

/// A row of the journal, and the account that it is about.
fn done(row: &Row<'_>) -> rusqlite::Result<(DoneAbout, Option<AccountId>)> {
    let done = DoneAbout {
        row: journal::read(row)?,
        inverse: row.get::<_, Stored<_>>("inverse")?.0,
        said: Vec::new(),
    };
    Ok((done, row.get("account")?))
}

impl DoneAbout {
    /// What of it is about the customer, and of the rest no more than what names it.
    fn told(mut self, account: Option<AccountId>, erasure: &mut Erasure) -> DoneAbout {
        let is_about = account.is_some_and(|account| erasure.is_own(account));
        let mut rest = Vec::new();
        for change in [&mut self.row.forward, &mut self.inverse] {
            if is_about && !matches!(change, Change::All(_)) {
                continue;
            }
            let whole = std::mem::replace(change, Change::All(Vec::new()));
            let (mut own, others) = parts(whole, erasure);
            *change = match own.len() {
                1 => own.remove(0),
                _ => Change::All(own),
            };
            rest.extend(others);
        }
        erasure.met.clear();
        let mut words = self.row.words.clone();
        rest.iter_mut().for_each(|change| erasure.change(change));
        erasure.text(&mut words);
        let said = std::mem::take(&mut erasure.met);
        if !rest.is_empty() {
            self.row.words.clear();
            self.said = said;
        }
        self
    }
}

/// The parts of a change that are about the customer, and the others.
fn parts(change: Change, erasure: &Erasure) -> (Vec<Change>, Vec<Change>) {
    let is_own = |subject: &Subject| match subject {
        Subject::Account(id) => erasure.is_own(*id),
        Subject::Feedback(id) => erasure.feedback.contains(id),
        Subject::Room | Subject::Tag(_) | Subject::Owner(_) | Subject::Item(_) => false,
        Subject::Link(_) | Subject::Meeting(_) | Subject::Note(_) | Subject::Action(_) => false,
        Subject::Aim(_) | Subject::DayMark(_) | Subject::Import(_) => false,
        Subject::Outreach(_) => false,
    };
    let all = if let Change::All(all) = change {
        all
    } else {
        vec![change]
    };
    all.into_iter().partition(|part| {
        let subjects = journal::subjects(part);
        !subjects.is_empty() && subjects.iter().all(is_own)
    })
}

/// What else it was called at any time.
fn former_names(customer: &Customer) -> Vec<Json> {
    let own = |name: &&String| **name != customer.accounts[0].name;
    let mut names: Vec<&String> = customer.former.names.iter().filter(own).collect();
    sort(&mut names);
    let names = names.into_iter().map(|name| json!({ "name": name }));
    names.collect()
}

/// People whose names hold its own: they keep them, and what they did is not about it.
fn people(db: &Connection, erasure: &Erasure) -> Result<Vec<Json>, Failure> {
    let sql = format!(
        "SELECT p.name, (SELECT id FROM owners o WHERE o.name = p.name) AS owner, \
           (SELECT count(*) FROM journal j WHERE j.person = p.name) AS changes \
         FROM ({}) p WHERE p.name IN (SELECT value FROM json_each(?1)) ORDER BY p.name",
        gather::PEOPLE
    );
    rows(db, &sql, [json!(erasure.traces().shared()).to_string()])
}

/// The texts of people and of other customers that name it; its own rows are handed out as they are.
fn named(db: &Connection, erasure: &mut Erasure) -> Result<Vec<Json>, Failure> {
    let mut met = sweep::named(db, erasure)?;
    let own = |table: &str, row: &Value| match (table, row) {
        (Account::TABLE, Value::Integer(row)) => erasure.is_own(AccountId(*row)),
        (Feedback::TABLE, Value::Integer(row)) => erasure.feedback.contains(&FeedbackId(*row)),
        _ => false,
    };
    met.retain(|(table, row, _)| !own(table, row));
    let told = met.into_iter().map(|(table, row, text)| {
        let row = match row {
            Value::Integer(id) => json!(id),
            Value::Text(key) => json!(key),
            Value::Null | Value::Real(_) | Value::Blob(_) => Json::Null,
        };
        json!({"in": table, "id": row, "text": text})
    });
    Ok(told.collect())
}

/// The rows of a table that its ledger or its usage is made of.
fn facts<T: Thing>(
    db: &Connection,
    table: &str,
    order: &str,
    id: AccountId,
) -> Result<Json, Failure> {
    let own = T::FIELDS.iter().filter(|of| of.is.field != Field::Account);
    let columns: Vec<String> = own
        .map(|of| format!("\"{}\" AS \"{}\"", of.is.column, of.is.key))
        .collect();
    let columns = columns.join(", ");
    let sql = format!("SELECT {columns}, import FROM {table} WHERE account = ?1 ORDER BY {order}");
    rows(db, &sql, [id]).map(Json::from)
}

/// The meetings that named it, with the texts that did.
fn meetings(db: &Connection, erasure: &mut Erasure) -> Result<Vec<Json>, Failure> {
    let mut found = Vec::new();
    for (meeting, frozen) in sweep::frozen(db)? {
        erasure.met.clear();
        frozen
            .into_iter()
            .flatten()
            .for_each(|mut one| erasure.frozen(&mut one));
        if !erasure.met.is_empty() {
            found.push(json!({ "meeting": meeting, "said": erasure.met }));
        }
    }
    Ok(found)
}

fn rows(db: &Connection, sql: &str, of: impl Params) -> Result<Vec<Json>, Failure> {
    let mut statement = db.prepare(sql)?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let rows = statement.query_map(of, |row| {
        let fields = names.iter().enumerate();
        let fields = fields.map(|(at, name)| Ok((name.clone(), field(row, at, name)?)));
        Ok(Json::Object(
            fields.collect::<rusqlite::Result<Map<_, _>>>()?,
        ))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Days as ISO text, JSON as JSON.
fn field(row: &Row<'_>, at: usize, name: &str) -> rusqlite::Result<Json> {
    Ok(match (row.get_ref(at)?, name) {
        (ValueRef::Integer(_), "day" | "start" | "end") => {
            row.get::<_, Day>(at)?.to_string().into()
        }
        (ValueRef::Integer(_), "trial" | "touched") => row.get::<_, bool>(at)?.into(),
        (ValueRef::Integer(number), _) => number.into(),
        (ValueRef::Real(number), _) => number.into(),
        (ValueRef::Text(text), "signs" | "was") => {
            serde_json::from_slice(text).unwrap_or(Json::Null)
        }
        (ValueRef::Text(_), _) => row.get::<_, String>(at)?.into(),
        (ValueRef::Null | ValueRef::Blob(_), _) => Json::Null,
    })
}
