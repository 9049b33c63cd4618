//! One customer erased for good: out of every table, index, journal row, frozen meeting and free page of the
//! file. Its account keeps its amounts, without a name. Must not know what a text is (`domain::erasure` does).

mod clean;
mod copies;
mod gather;
mod holdings;
mod kept;
pub mod marks;
mod sweep;

use rusqlite::{Connection, params};
use serde::Serialize;

use super::done::Done;
use super::fault::Doing;
use super::journal::{self, Way};
use super::{Store, rows, sql, table};
use crate::domain::account::Account;
use crate::domain::change::{Author, Change, Subject};
use crate::domain::failure::Failure;
use crate::domain::ids::{AccountId, ChangeId};

pub use copies::{Spellings, copies};
use gather::GoneBy;

/// What erasing a customer came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// Its row in the journal; 0 when it was erased already and only the file was cleaned again.
    pub change: ChangeId,
    /// What the account is called from now on.
    pub name: String,
    /// Its pieces of feedback, which lost their words.
    pub feedback: usize,
    /// Days of usage that went.
    pub usage: usize,
    /// Texts and values of others that named it.
    pub texts: usize,
    /// Journal rows that held its words or its name.
    pub journal: usize,
    /// Changes among them that cannot be taken back any more.
    pub cut: usize,
    /// Meetings whose frozen numbers named it.
    pub meetings: usize,
    /// Its names and ids that no text was searched for: so short that they may stand for anything.
    pub unsought: Vec<String>,
    /// Names of other customers and of people that hold its own: they stay.
    pub shared: Vec<String>,
    /// Words of its name that they have too: they stay where they stand alone.
    pub staying: Vec<String>,
}

/// Why what was erased is not taken back, nor what it took the words of.
pub(in crate::store) fn refusal() -> Failure {
    Failure::failed("it was about a customer that was erased, and nothing of that can come back")
        .hint("what others did is not touched")
}

/// What an undo passes over because its customer was erased, in words: a person's changes after a row.
pub(in crate::store) fn passed_over(
    db: &Connection,
    person: &str,
    since: ChangeId,
) -> Result<String, Failure> {
    let sql = "SELECT count(*) FROM journal AS j WHERE person = ?1 AND id > ?2 AND way <> 'undo' \
               AND kind <> 'room' AND inverse LIKE '{\"erase\"%' \
               AND NOT EXISTS (SELECT 1 FROM journal WHERE undoes = j.id)";
    let count = sql::first(db, sql, params![person, since], |row| row.get::<_, i64>(0))?;
    Ok(match count.unwrap_or_default() {
        0 => String::new(),
        1 => "; a later change of yours cannot be: its customer was erased".to_owned(),
        n => format!("; {n} later changes of yours cannot be: their customer was erased"),
    })
}

impl Store {
    /// The account of an erased customer that had this id.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn erased(&self, external: &str) -> Result<Option<AccountId>, Failure> {
        let found = marks::Marks::load(&self.db)?.find(external).flatten();
        Ok(found.map(AccountId))
    }

    /// The customer of that name or alias whose account is gone, as the import that brought it was taken back: texts and
    /// changes may go on naming it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn gone(&self, name: &str) -> Result<Option<Account>, Failure> {
        gather::gone(&self.db, GoneBy::Name(name))
    }

    /// The accounts that files joined to one: they are the same customer's.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn joined(&self, account: AccountId) -> Result<Vec<AccountId>, Failure> {
        joined(&self.db, account)
    }

    /// Erases a customer and leaves no byte of it in the file. Doing it again only cleans the file again.
    ///
    /// # Errors
    /// As those of `apply`; and `Busy` when everything is erased but somebody else still reads what was, so that
    /// the file and its log could not be cleaned.
    pub fn erase(&mut self, author: &Author, account: AccountId) -> Result<Erased, Failure> {
        let doing = "erasing the customer";
        self.begin(author).doing(doing)?;
        let done = carry_out(&self.db, author, account).doing(doing);
        let erased = self.finish(done)?;
        clean::file(&self.db).map_err(|failure| {
            failure.hint(format!(
                "when nobody else has the room open, again: `churnroom accounts erase \"{}\" --yes`",
                erased.name
            ))
        })?;
        Ok(erased)
    }
}

/// Accounts that a file joined to one, as a row of it named the ids of both: they are the same customer's.
const JOINED: &str = "
    SELECT id FROM accounts WHERE same_as = ?1 AND same_reason = ?2 AND id NOT IN
      (SELECT account FROM erased WHERE account IS NOT NULL)";

fn joined(db: &Connection, id: AccountId) -> Result<Vec<AccountId>, Failure> {
    sql::all(db, JOINED, params![id, rows::BOTH], |row| row.get(0))
}

fn carry_out(db: &Connection, author: &Author, id: AccountId) -> Result<Erased, Failure> {
    let mut erased = one(db, author, id)?;
    for id in joined(db, id)? {
        let also = one(db, author, id)?;
        erased.feedback += also.feedback;
        erased.usage += also.usage;
        erased.texts += also.texts;
        erased.journal += also.journal;
        erased.cut += also.cut;
        erased.meetings += also.meetings;
    }
    Ok(erased)
}

fn one(db: &Connection, author: &Author, id: AccountId) -> Result<Erased, Failure> {
    let subject = Subject::Account(id);
    let known = table::by_id::<Account>(db, id)?;
    let is_gone = known.is_none();
    let account = match known {
        Some(account) => account,
        None => gather::gone(db, GoneBy::Id(id))?.ok_or_else(|| super::kept::missing(subject))?,
    };
    if marks::of(db, id)?.is_some() {
        return Ok(Erased {
            name: account.name,
            ..Erased::default()
        });
    }
    db.pragma_update(None, "secure_delete", true)?;
    let mut erasure = gather::erasure(db, &account)?;
    marks::keep(db, author, &account, is_gone)?;
    let mut erased = Erased {
        name: erasure.name.clone(),
        unsought: erasure.traces().unsought().to_vec(),
        shared: erasure.traces().shared().to_vec(),
        staying: erasure.traces().staying().to_vec(),
        ..Erased::default()
    };
    kept::formers(db, id)?;
    (erased.feedback, erased.usage) = kept::rows(db, &mut erasure)?;
    (erased.journal, erased.cut) = sweep::journal(db, &mut erasure)?;
    erased.meetings = sweep::meetings(db, &mut erasure)?;
    erased.texts = sweep::others(db, &mut erasure)?;
    erasure.sound()?;
    let done = Done {
        forward: Change::Erase(id),
        inverse: Change::Erase(id),
        subject: Subject::Room,
        accounts: vec![id],
        words: match is_gone {
            true => format!("erased a customer whose account is gone: {}", erasure.alias),
            false => format!("erased the customer that is {} now", erasure.alias),
        },
        nothing: false,
    };
    erased.change = journal::append(db, author, Way::Do, &done)?;
    Ok(erased)
}
