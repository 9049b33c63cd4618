//! One customer erased for good: out of every table, index, journal row, frozen meeting and free page of the
//! file. Its account keeps its amounts, without a name. Must not know what a text is (`domain::erasure` does).

mod clean;
mod copies;
mod gather;
mod holdings;
mod kept;
pub mod marks;
mod sweep;
mod untold;

use std::collections::BTreeSet;

use rusqlite::{Connection, params};
use serde::Serialize;

use super::done::Done;
use super::fault::SaysDoing;
use super::journal::{self, CameBy};
use super::{Store, schema, sql, table, tick};
use crate::domain::account::Account;
use crate::domain::change::{Author, Change, Subject};
use crate::domain::erasure::stand_in;
use crate::domain::failure::Failure;
use crate::domain::ids::{AccountId, ChangeId};

pub(in crate::store) use clean::what_is_left;
pub use copies::{Spellings, copies};
pub use gather::Customer;
use gather::GoneBy;
pub use holdings::{DoneAbout, Holdings};

/// What erasing a customer came to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// Its row in the journal; 0 when it was erased already and only the file was cleaned again.
    pub change: ChangeId,
    /// What the account is called from now on.
    pub name: String,
    /// The same of those that were counted as one with it.
    pub also: Vec<String>,
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
    /// Names of other customers, now or before, their ids, and names of people that hold its own: they stay.
    pub shared: Vec<String>,
    /// Words of its name that they have too: they stay where they stand alone.
    pub staying: Vec<String>,
    /// What is its own and others have written, in a spelling or of a kind that is not looked for: it stays there.
    pub written: BTreeSet<String>,
    /// Changes of accounts that are gone, of which nothing tells whose they were: they stay.
    pub untold: Vec<ChangeId>,
}

/// Why what was erased is not taken back, nor what it took the words of.
pub(in crate::store) fn refusal() -> Failure {
    Failure::failed("it was about a customer that was erased, and nothing of that can come back")
        .hint("what others did is not touched")
}

/// What an undo, or a redo, passes over because its customer was erased, in words: a person's changes after a row.
pub(in crate::store) fn passed_over(
    db: &Connection,
    person: &str,
    since: ChangeId,
    again: bool,
) -> Result<String, Failure> {
    let sql = "SELECT count(*) FROM journal AS j WHERE person = ?1 AND id > ?2 AND (way = 'undo') = ?3 \
               AND kind <> 'room' AND inverse LIKE '{\"erase\"%' \
               AND NOT EXISTS (SELECT 1 FROM journal WHERE undoes = j.id)";
    let count = sql::first(db, sql, params![person, since, again], |row| {
        row.get::<_, i64>(0)
    })?;
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
        let found = marks::ErasedMarks::load(&self.db)?.find(external).flatten();
        Ok(found.map(AccountId))
    }

    /// The customer of that name, id or alias whose account is gone, as the import that brought it was taken back: texts and
    /// changes may go on naming it.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn gone(&self, name: &str) -> Result<Option<Account>, Failure> {
        gather::gone(&self.db, GoneBy::Name(name))
    }

    /// The customer that an account is one of: all of its accounts, and every name and id that it has or had.
    ///
    /// # Errors
    /// When there is no such account, or the file cannot be read.
    pub fn customer(&self, account: AccountId) -> Result<Customer, Failure> {
        Customer::of(&self.db, account)
    }

    /// Erases a customer and leaves no byte of it in the file. Doing it again only cleans the file again.
    ///
    /// # Errors
    /// As those of `apply`; when something that is not churnroom's lies in the file, as the customer would stay in it; and
    /// `Busy` when everything is erased but somebody else still reads what was, so that
    /// the file and its log could not be cleaned.
    pub fn erase(&mut self, author: &Author, account: AccountId) -> Result<Erased, Failure> {
        let doing = "erasing the customer";
        if let Some(words) = schema::stranger(&self.db)? {
            let refused = Failure::failed(format!(
                "{words}, and what it holds of the customer would stay"
            ));
            return Err(
                refused.hint("drop it with `sqlite3`, or ask who made it; then erase again")
            )
            .doing(doing);
        }
        self.begin(author).doing(doing)?;
        let done = carry_out(&self.db, author, account).doing(doing);
        let erased = self.finish(done)?;
        clean::file(&self.db, &self.sums).map_err(|failure| {
            failure.hint(format!(
                "when nobody else has the room open, again: `churnroom accounts erase \"{}\" --yes`",
                erased.name
            ))
        })?;
        Ok(erased)
    }
}

fn carry_out(db: &Connection, author: &Author, id: AccountId) -> Result<Erased, Failure> {
    if marks::of(db, id)?.is_some() {
        let account = table::by_id::<Account>(db, id)?;
        return Ok(Erased {
            name: account.map_or_else(String::new, |account| account.name),
            ..Erased::default()
        });
    }
    let customer = Customer::of(db, id)?;
    db.pragma_update(None, "secure_delete", true)?;
    let mut erasure = gather::erasure(db, &customer)?;
    for account in &customer.accounts {
        marks::keep(db, author, account, customer.is_gone)?;
    }
    let mut erased = Erased {
        name: erasure.name.clone(),
        also: customer.accounts[1..]
            .iter()
            .map(|account| stand_in(&account.alias))
            .collect(),
        unsought: erasure.traces().unsought().to_vec(),
        shared: erasure.traces().shared(),
        staying: erasure.traces().staying().to_vec(),
        untold: untold::changes(db)?,
        ..Erased::default()
    };
    let further = gather::further(db, &customer, &erasure)?;
    kept::formers(db, &customer.numbers())?;
    (erased.feedback, erased.usage) = kept::rows(db, &mut erasure, &customer)?;
    (erased.journal, erased.cut) = sweep::journal(db, &mut erasure)?;
    erased.meetings = sweep::meetings(db, &mut erasure)?;
    erased.texts = sweep::others(db, &mut erasure)?;
    erased.written = sweep::standing(db, &further)?;
    erasure.sound()?;
    let changes = customer.accounts.iter();
    let changes = changes.map(|account| journalled(db, author, account, customer.is_gone));
    let changes: Vec<ChangeId> = changes.collect::<Result<_, Failure>>()?;
    erased.change = changes.first().copied().unwrap_or_default();
    tick::move_on(db)?;
    Ok(erased)
}

/// The journal's row of an account that was erased: each has one, as what its imports brought stays by that.
fn journalled(
    db: &Connection,
    author: &Author,
    account: &Account,
    is_gone: bool,
) -> Result<ChangeId, Failure> {
    let alias = &account.alias;
    let done = Done {
        forward: Change::Erase(account.id),
        inverse: Change::Erase(account.id),
        subject: Subject::Room,
        accounts: vec![account.id],
        words: match is_gone {
            true => format!("erased a customer whose account is gone: {alias}"),
            false => format!("erased the customer that is {alias} now"),
        },
        nothing: false,
    };
    journal::insert(db, author, CameBy::Do, &done)
}
