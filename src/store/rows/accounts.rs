//! Accounts: the rows of an accounts file, and bare accounts for ids that nobody imported.
//! Must not know what else points at an account.

use std::collections::BTreeMap;

use hashbrown::HashMap;
use rusqlite::{Connection, Statement, params_from_iter};

use crate::domain::account::Account;
use crate::domain::failure::Failure;
use crate::domain::field::{Field, FieldOf, FieldValue, Thing, Value};
use crate::domain::import::GivenThing;
use crate::store::convert::JsonText;
use crate::store::search::index::TextIndex;
use crate::store::sql;

use super::alias::Aliases;
use super::edits::Edits;
use super::former::ACCOUNTS;
use super::id::RowId;
use super::ids::OtherIds;
use super::run::{DOUBLED, Run};

const KNOWN: &str = "SELECT hash, attributes FROM accounts WHERE id = ?1";

const LAST: &str = "SELECT seq FROM sqlite_sequence WHERE name = 'accounts'";

/// Every account's number by its external id, loaded once per import.
pub(super) struct AccountNumbers<'a> {
    numbers: HashMap<RowId, i64>,
    last: i64,
    others: OtherIds<'a>,
    aliases: Aliases,
    insert: Statement<'a>,
}

impl<'a> AccountNumbers<'a> {
    pub(super) fn load(tx: &'a Connection) -> Result<AccountNumbers<'a>, Failure> {
        let mut numbers = HashMap::new();
        sql::each(tx, "SELECT external, id FROM accounts", [], |row| {
            numbers.insert(RowId::from(&*row.get::<_, Box<str>>(0)?), row.get(1)?);
            Ok(())
        })?;
        Ok(AccountNumbers {
            numbers,
            last: sql::first(tx, LAST, [], |row| row.get(0))?.unwrap_or(0),
            others: OtherIds::load(tx)?,
            aliases: Aliases::default(),
            insert: tx.prepare(
                "INSERT INTO accounts (id, external, name, alias, import) VALUES (?1, ?2, ?2, ?3, ?4) \
                 ON CONFLICT (alias) DO NOTHING",
            )?,
        })
    }

    /// The account's number; one that nobody imported is made, with its id as its name.
    pub(super) fn number(&mut self, run: &mut Run<'_>, external: &str) -> Result<i64, Failure> {
        if let (Some(number), []) = (self.numbers.get(external.as_bytes()), &run.also[..]) {
            return Ok(*number);
        }
        let number = match self.find(run, external) {
            Some(number) => number,
            None => {
                run.counts.bare_accounts += 1;
                self.make(run, external)?
            }
        };
        self.known_by(run, number, external)?;
        Ok(number)
    }

    /// The number of the account with an id, if there is one.
    pub(super) fn known(&self, external: &str) -> Option<i64> {
        let own = self.numbers.get(external.as_bytes()).copied();
        own.or_else(|| self.others.find(external))
    }

    /// The account with one of the ids of the row at hand: its own before further ones.
    fn find(&self, run: &Run<'_>, external: &str) -> Option<i64> {
        let mut also = run.also.iter();
        self.known(external)
            .or_else(|| also.find_map(|id| self.known(id)))
    }

    /// Notes by which ids an account is known from now on: all of the row at hand.
    fn known_by(&mut self, run: &mut Run<'_>, number: i64, external: &str) -> Result<(), Failure> {
        let also = run.also.iter().map(String::as_str);
        for id in std::iter::once(external).chain(also) {
            let Some(own) = self.numbers.get(id.as_bytes()).copied() else {
                self.others.keep(id, number, run.import)?;
                continue;
            };
            if !self.others.join(run.tx, (id, own), number, run.import)? {
                run.apart.insert((own, number));
            }
        }
        Ok(())
    }

    /// A bare account that was found by a further id takes the id that its own file gives it, and keeps the other.
    fn renamed(&mut self, run: &Run<'_>, number: i64, external: &str) -> Result<bool, Failure> {
        if self.numbers.get(external.as_bytes()) == Some(&number) {
            return Ok(true);
        }
        let bare =
            "SELECT external FROM accounts WHERE id = ?1 AND name = external AND hash IS NULL";
        let Some(former) = sql::first(run.tx, bare, [number], |row| row.get::<_, String>(0))?
        else {
            return Ok(false);
        };
        let takes = "UPDATE accounts SET external = ?2, name = ?2 WHERE id = ?1";
        sql::run(run.tx, takes, (number, external))?;
        self.numbers.remove(former.as_bytes());
        self.numbers.insert(external.into(), number);
        self.others.keep(&former, number, run.import)?;
        Ok(true)
    }

    /// Writes an account of which nothing but its id is known, under an alias nobody has. The number is given to it here:
    /// SQLite would leave one out for every alias that is taken, and the same file would not be numbered the same twice.
    fn make(&mut self, run: &mut Run<'_>, external: &str) -> Result<i64, Failure> {
        run.words(TextIndex::Accounts)?;
        let number = self.last + 1;
        loop {
            let alias = self.aliases.next(run.tx)?;
            let written = (number, external, alias, run.import.0);
            if self.insert.execute(written)? > 0 {
                self.last = number;
                self.numbers.insert(external.into(), number);
                run.words(TextIndex::Accounts)?.written(number);
                return Ok(number);
            }
        }
    }
}

/// What sets the fields that files have, those of which a row says nothing left as they are.
fn update(fields: &[&FieldOf<Account>]) -> String {
    let set = |row: &&FieldOf<Account>| format!("{0} = coalesce(?, {0})", row.is.column);
    let sets: Vec<String> = fields.iter().map(set).collect();
    let sets = sets.join(", ");
    format!("UPDATE accounts SET {sets}, attributes = ?, hash = ? WHERE id = ?")
}

/// What a row says of a field, if anything; an id only where it is the account's `own` from now on.
fn said(row: &GivenThing<Account>, of: &FieldOf<Account>, own: bool) -> Value {
    let (field, value) = (of.is.field, (of.get)(&row.thing).value());
    let says = field != Field::Name || !value.is_nothing();
    let may = field != Field::External || own;
    Value::from((says && may && row.fields.contains(&field)).then_some(value))
}

/// Takes in the rows of an accounts file.
pub(super) fn import(run: &mut Run<'_>) -> Result<(), Failure> {
    let tx = run.tx;
    let mut accounts = AccountNumbers::load(tx)?;
    let mut seen: HashMap<i64, i64> = HashMap::new();
    let edits = Edits::load(tx, "account")?;
    let rows = Account::FIELDS.iter();
    let fields: Vec<_> = rows.filter(|row| row.is.import.is_some()).collect();
    let mut update = tx.prepare(&update(&fields))?;
    while let Some((line, hash, mut row)) = run.next_of::<Box<GivenThing<Account>>>()? {
        let external = row.thing.external.as_str();
        if external.is_empty() {
            run.reject(line, "the account has no id");
            continue;
        }
        let known = accounts.find(run, external);
        let number = known.map_or_else(|| accounts.make(run, external), Ok)?;
        accounts.known_by(run, number, external)?;
        if !run.is_first(&mut seen, number, (line, hash), DOUBLED) {
            continue;
        }
        let stored = sql::one(tx, KNOWN, [number], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let (stored, attributes): (Option<i64>, JsonText<BTreeMap<_, _>>) = stored;
        let mut same = stored == Some(hash);
        if known.is_some() && !same {
            keep_written(run, &edits, number, &mut row)?;
            same = stored.is_some() && is_as_it_stands(&run.standing(number)?, &row);
        }
        if !run.admit(ACCOUNTS, known, same, 1)? {
            continue;
        }
        // SQLite's own merging looks for each key among all of the others.
        let new = std::mem::replace(&mut row.thing.attributes, attributes.0);
        row.thing.attributes.extend(new);
        if known.is_some() {
            run.words(TextIndex::Accounts)?.about_to_change(number)?;
        }
        let own = accounts.renamed(run, number, &row.thing.external)?;
        let values = fields.iter().map(|of| said(&row, of, own));
        let further = [
            row.thing.attributes.value(),
            Value::Int(hash),
            Value::Int(number),
        ];
        update.execute(params_from_iter(values.chain(further)))?;
    }
    Ok(())
}

/// What people wrote of an account stays.
fn keep_written(
    run: &mut Run<'_>,
    edits: &Edits,
    number: i64,
    row: &mut GivenThing<Account>,
) -> Result<(), Failure> {
    let GivenThing { thing, fields } = row;
    let named = !thing.name.is_empty();
    let has = |of| fields.contains(&of) && (of != Field::Name || named);
    edits.keep(run, number, thing, has)
}

/// Whether all that a row says stands there: files with other columns say the same otherwise.
fn is_as_it_stands(stands: &Account, row: &GivenThing<Account>) -> bool {
    let mut fields = Account::FIELDS.iter();
    let same = |of: &FieldOf<Account>| {
        let said = said(row, of, false);
        // What it does not say stays.
        said == Value::None || said == (of.get)(stands).value()
    };
    let mut attributes = row.thing.attributes.iter();
    fields.all(same) && attributes.all(|(key, value)| stands.attributes.get(key) == Some(value))
}
