//! Accounts: the rows of an accounts file, and bare accounts for ids that nobody imported.
//! Must not know what else points at an account.

use std::collections::HashMap;

use rusqlite::{Connection, OptionalExtension, Statement, params_from_iter};

use crate::domain::account::Account;
use crate::domain::failure::Failure;
use crate::domain::field::{Field, Held, Thing, Value};
use crate::domain::import::{Given, ImportRow, SourceRow};
use crate::store::search::index::Index;

use super::alias::Aliases;
use super::former::ACCOUNTS;
use super::run::Run;
use super::words::Words;

/// Every account's number by its external id, loaded once per import.
pub(super) struct Accounts<'a> {
    numbers: HashMap<Box<str>, i64>,
    aliases: Aliases,
    insert: Statement<'a>,
}

impl<'a> Accounts<'a> {
    pub(super) fn load(tx: &'a Connection) -> Result<Accounts<'a>, Failure> {
        let mut select = tx.prepare("SELECT external, id FROM accounts")?;
        let numbers = select
            .query_map([], |row| {
                Ok((row.get::<_, String>(0)?.into_boxed_str(), row.get(1)?))
            })?
            .collect::<Result<_, _>>()?;
        Ok(Accounts {
            numbers,
            aliases: Aliases::default(),
            insert: tx.prepare(
                "INSERT INTO accounts (external, name, alias, import) VALUES (?1, ?1, ?2, ?3) \
                 ON CONFLICT (alias) DO NOTHING",
            )?,
        })
    }

    /// The account's number; one that nobody imported is made, with its id as its name.
    pub(super) fn number(&mut self, run: &mut Run<'_>, external: &str) -> Result<i64, Failure> {
        if let Some(number) = self.numbers.get(external) {
            return Ok(*number);
        }
        run.counts.bare_accounts += 1;
        self.make(run, external)
    }

    /// Writes an account of which nothing but its id is known, under an alias nobody has.
    fn make(&mut self, run: &Run<'_>, external: &str) -> Result<i64, Failure> {
        loop {
            let alias = self.aliases.next(run.tx)?;
            if self.insert.execute((external, alias, run.import.0))? > 0 {
                let number = run.tx.last_insert_rowid();
                self.numbers.insert(external.into(), number);
                return Ok(number);
            }
        }
    }
}

/// Takes in the rows of an accounts file.
pub(super) fn import(run: &mut Run<'_>) -> Result<(), Failure> {
    let tx = run.tx;
    let mut accounts = Accounts::load(tx)?;
    let mut seen: HashMap<i64, i64> = HashMap::new();
    let mut words = Words::begin(tx, Index::Accounts)?;
    let fields: Vec<_> = Account::FIELDS
        .iter()
        .filter(|row| row.is.import.is_some())
        .collect();
    let sets: Vec<String> = fields
        .iter()
        .map(|row| format!("{0} = coalesce(?, {0})", row.is.column))
        .collect();
    let mut update = tx.prepare(&format!(
        "UPDATE accounts SET {}, attributes = json_patch(attributes, ?), hash = ? WHERE id = ?",
        sets.join(", ")
    ))?;
    while let Some(SourceRow { line, hash, row }) = run.next()? {
        let ImportRow::Account(row) = row else {
            return Err(Run::mixed_up(line));
        };
        let number = match admit(run, &mut accounts, &mut seen, line, hash, &row)? {
            Admitted::No => continue,
            Admitted::New(number) => {
                words.written(number);
                number
            }
            Admitted::Known(number) => {
                words.about_to_change(number)?;
                number
            }
        };
        let values = fields.iter().map(|of| match (of.get)(&row.thing).value() {
            value if value.is_nothing() && of.is.field == Field::Name => Value::None,
            value if row.fields.contains(&of.is.field) => value,
            _ => Value::None,
        });
        let own = [
            row.thing.attributes.value(),
            Value::Int(hash),
            Value::Int(number),
        ];
        update.execute(params_from_iter(values.chain(own)))?;
    }
    Ok(words.finish()?)
}

/// Which account a row is to be written to.
enum Admitted {
    /// None: the row was counted and is done with.
    No,
    /// One just made.
    New(i64),
    /// One whose values were kept first.
    Known(i64),
}

/// Counts a row and gives the account to write it to.
fn admit(
    run: &mut Run<'_>,
    accounts: &mut Accounts<'_>,
    seen: &mut HashMap<i64, i64>,
    line: u64,
    hash: i64,
    row: &Given<Account>,
) -> Result<Admitted, Failure> {
    let Some(&number) = accounts.numbers.get(row.thing.external.as_str()) else {
        if row.thing.external.is_empty() {
            run.reject(line, "the account has no id");
            return Ok(Admitted::No);
        }
        let number = accounts.make(run, &row.thing.external)?;
        seen.insert(number, hash);
        run.counts.new += 1;
        return Ok(Admitted::New(number));
    };
    if let Some(first) = seen.insert(number, hash) {
        seen.insert(number, first);
        if first == hash {
            run.counts.unchanged += 1;
        } else {
            run.reject(line, doubled(&row.thing.external));
        }
        return Ok(Admitted::No);
    }
    let stored: Option<i64> = run
        .tx
        .prepare_cached("SELECT hash FROM accounts WHERE id = ?1")?
        .query_row([number], |r| r.get(0))
        .optional()?
        .flatten();
    if stored == Some(hash) {
        run.counts.unchanged += 1;
        return Ok(Admitted::No);
    }
    ACCOUNTS.keep(run.tx, run.import.0, number)?;
    run.counts.updated += 1;
    Ok(Admitted::Known(number))
}

/// Why a later line with the id of an earlier one is not used.
pub(super) fn doubled(external: &str) -> String {
    format!(
        "the id `{external}` stands on an earlier line with other values; only that one was used"
    )
}
