//! Imports at the door: one file, one transaction, one journal row; the list of them; and how files with the same
//! columns were mapped before.
//! Must not know their rows (`rows` does), nor what a header or a mapping says: both are texts of the border.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::convert::JsonText;
use super::done::Done;
use super::fault::SaysDoing;
use super::journal::{self, CameBy};
use super::receipt;
use super::resident::picture::Picture;
use super::rows::{self, ImportOptions, ImportOutcome, SourceRows};
use super::{Store, currency, sql, tick};
use crate::domain::change::{Author, Change, Subject};
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::ids::ImportId;
use crate::domain::import::{ImportHead, ImportKind, ImportView};
use crate::domain::money::{Currency, count};
use crate::domain::word::Word;

const ALL: &str = "SELECT * FROM imports ORDER BY id DESC";

impl Store {
    /// Takes in one file, all of it or nothing; after a dry run, and of a file without a row that can be used, nothing is
    /// written.
    ///
    /// # Errors
    /// Another currency or kind of ledger than the room's, a stop asked for, a room that cannot be
    /// written. Rows that cannot be used are no failure: the outcome lists them.
    pub fn import(
        &mut self,
        author: &Author,
        head: ImportHead,
        options: &ImportOptions<'_>,
        rows: &mut SourceRows<'_>,
    ) -> Result<ImportOutcome, Failure> {
        // Each number an import writes is of a row that it has read or made in the same transaction: to
        // look every one of them up again would be a fifth of the work of a million rows.
        self.db.pragma_update(None, "foreign_keys", false)?;
        let taken = self.begin(author).and_then(|()| {
            let doing = format!("importing {}", head.file);
            let taken = self.take(author, head, options, rows).doing(&doing);
            let is_nothing = |outcome: &ImportOutcome| outcome.head.counts.are_all_rejected();
            if taken
                .as_ref()
                .is_ok_and(|outcome| options.dry_run || is_nothing(outcome))
            {
                sql::back(&self.db);
                return taken;
            }
            let done = taken.and_then(|mut outcome| {
                let sums = std::mem::take(&mut outcome.sums);
                self.sums.told(&self.db, "feedback", sums)?;
                journalled(&self.db, author, outcome)
            });
            self.finish(done)
        });
        self.db.pragma_update(None, "foreign_keys", true)?;
        taken
    }

    /// The rows, and for a ledger what they come to; a file of another kind pays nothing for that.
    fn take(
        &self,
        author: &Author,
        head: ImportHead,
        options: &ImportOptions<'_>,
        rows: &mut SourceRows<'_>,
    ) -> Result<ImportOutcome, Failure> {
        if !head.kind.is_ledger() {
            return rows::import(&self.db, author, head, options, rows)?.admitted(options);
        }
        let today = self.today().unwrap_or_else(|| author.at.day(0));
        let picture = || Picture::of(&self.db, &self.rules, Some(today));
        let before = picture()?;
        let options = ImportOptions {
            today: Some(today),
            ..*options
        };
        let mut outcome = rows::import(&self.db, author, head, &options, rows)?;
        receipt::fill(&self.db, &mut outcome, &options, &before, &picture()?)?;
        outcome.admitted(&options)
    }

    /// The room's reporting currency, without waiting for its ledger; `None` before the first ledger import.
    pub fn currency(&self) -> Result<Option<Currency>, Failure> {
        currency::of(&self.db)
    }

    /// The day that somebody has said losses are known since.
    pub fn losses_since(&self) -> Result<Option<Day>, Failure> {
        sql::one(&self.db, "SELECT losses_since FROM room", [], |row| {
            row.get(0)
        })
    }

    /// Whether any file of a kind was imported and stands.
    pub fn has_imported(&self, kinds: &[ImportKind]) -> Result<bool, Failure> {
        let any = "SELECT 1 FROM imports WHERE NOT reverted AND json_extract(head, '$.kind') = ?1 LIMIT 1";
        for kind in kinds {
            if sql::first(&self.db, any, [kind.word()], |_| Ok(()))?.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Every remembered header with its mapping.
    pub fn import_maps(&self) -> Result<Vec<(String, String)>, Failure> {
        let maps = "SELECT header, map FROM import_maps";
        sql::all(&self.db, maps, [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// Remembers the mapping of a header in place of what was remembered, until the import is taken back that it was
    /// said with.
    pub fn remember_map(
        &mut self,
        import: ImportId,
        header: &str,
        map: &str,
    ) -> Result<(), Failure> {
        let tx = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
        self.sums.begin();
        rows::answers::remember(&tx, import, header, map)?;
        self.sums.settle(&tx)?;
        tick::move_on(&tx)?;
        Ok(tx.commit()?)
    }
}

fn journalled(
    db: &Connection,
    author: &Author,
    mut outcome: ImportOutcome,
) -> Result<ImportOutcome, Failure> {
    let head = &outcome.head;
    let done = Done {
        subject: Subject::Import(head.id),
        accounts: Vec::new(),
        words: words(head),
        forward: Change::Import(Box::new(head.clone())),
        inverse: Change::RevertImport(head.id),
        nothing: false,
    };
    let change = journal::append(db, author, CameBy::Do, &done)?;
    outcome.applied = Some(done.applied(change));
    Ok(outcome)
}

fn words(head: &ImportHead) -> String {
    let (counts, kind) = (head.counts, head.kind.word());
    match (counts.new, counts.updated) {
        (0, 0) => format!("imported {}: nothing new", head.file),
        (new, 0) => format!("imported {}: {} new {kind}", head.file, count(new)),
        (new, updated) => format!(
            "imported {}: {} new and {} updated {kind}",
            head.file,
            count(new),
            count(updated)
        ),
    }
}

/// What of an import stays when it is taken back, in words behind those that say that it is.
pub fn staying(db: &Connection, import: ImportId) -> Result<String, Failure> {
    let mut words = match rows::staying(db, import)? {
        0 => String::new(),
        1 => {
            "; what it brought of a customer that was erased since stays, without a name".to_owned()
        }
        n => format!(
            "; what it brought of {n} customers that were erased since stays, without names"
        ),
    };
    let listed = "account/accounts stays/stay with nothing but an/ id/ids";
    if let Some(stay) = sql::several(rows::listed::staying(db, import)?, listed) {
        words += &format!("; {stay}: a review keeps on its list who was at risk then");
    }
    Ok(words)
}

/// Carries out `Change::RevertImport`.
pub fn revert(db: &Connection, import: ImportId) -> Result<Done, Failure> {
    let head = rows::revert(db, import)?;
    Ok(Done {
        subject: Subject::Import(import),
        accounts: Vec::new(),
        words: format!("took back the import of {}", head.file),
        forward: Change::RevertImport(import),
        inverse: Change::Import(Box::new(head)),
        nothing: false,
    })
}

/// All imports, newest first.
pub fn all(db: &Connection) -> Result<Vec<ImportView>, Failure> {
    sql::all(db, ALL, [], |row| {
        Ok(ImportView {
            head: row.get::<_, JsonText<_>>("head")?.0,
            at: row.get("at")?,
            person: row.get("person")?,
            reverted: row.get("reverted")?,
        })
    })
}
