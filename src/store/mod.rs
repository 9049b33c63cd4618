//! The store: the room's one file behind two doors, `answer(&Query)` and `apply(&Author, &Change)`.
//! The only place that names rusqlite. Must not know screens, commands, file formats or the clock.

mod accounts;
mod actions;
mod aims;
mod aliased;
mod alone;
mod answer;
mod apply;
mod backup;
mod blind;
mod came;
mod carried;
mod conflict;
mod convert;
mod currency;
mod done;
pub mod erase;
mod fault;
mod feedback;
mod fields;
mod frames;
mod fresh;
mod given;
mod gone;
mod held;
mod history;
mod imports;
mod journal;
mod kept;
mod letters;
mod links;
mod log;
mod marks;
mod meetings;
mod members;
mod migrate;
mod moved;
mod notes;
mod open;
mod outreach;
mod over;
mod passed;
mod place;
mod presence;
mod promised;
mod receipt;
mod records;
mod resident;
mod restore;
mod risky;
mod roadmap;
mod rows;
mod schema;
mod search;
mod searches;
mod seen;
mod shown;
mod since;
mod sound;
mod sql;
mod standing;
mod steps;
mod sums;
mod swapped;
mod sweep;
mod table;
mod tag_names;
mod tag_uses;
mod tags;
mod taken_off;
mod thread;
mod tick;
mod told;
mod trust;
mod unread;
mod values;
mod warnings;
mod watch;
mod withdrawn;
mod words;
mod written;

use std::path::Path;

use rusqlite::Connection;

use crate::domain::change::{Field, Record, Subject, Value};
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::ids::FeedbackId;
use crate::domain::meeting::Present;
use crate::domain::rules::Rules;

pub use backup::sweep;
pub use held::Held;
pub use open::OpenOptions;
pub use restore::Restoring;
pub use rows::{Errand, ImportOptions, ImportOutcome, SpelledPair, StayApart};

/// An open room.
pub struct Store {
    db: Connection,
    read_only: Option<String>,
    warnings: Vec<String>,
    notices: Vec<String>,
    lacks: Vec<String>,
    watch: Option<watch::FileWatch>,
    rules: Rules,
    resident: resident::Resident,
    tag_uses: tag_uses::TagUses,
    shape: schema::TableShape,
    sums: sums::Checksums,
    passed: Option<passed::Passed>,
}

impl Store {
    /// Opens a room's file, makes it if asked to, and brings it to this version.
    ///
    /// # Errors
    /// Whatever the path is that no room can be, each with what to do about it; see `open`.
    pub fn open(path: &Path, options: &OpenOptions) -> Result<Store, Failure> {
        open::file(path, options)
    }

    /// A room in memory: tests and rehearsals.
    pub fn in_memory() -> Result<Store, Failure> {
        open::memory()
    }

    fn of(
        db: Connection,
        sums: sums::Checksums,
        read_only: Option<String>,
        warnings: Vec<String>,
    ) -> Result<Store, Failure> {
        Ok(Store {
            shape: schema::TableShape::of(&db)?,
            sums,
            db,
            read_only,
            warnings,
            notices: Vec::new(),
            lacks: Vec::new(),
            watch: None,
            rules: Rules::default(),
            resident: resident::Resident::default(),
            tag_uses: tag_uses::TagUses::default(),
            passed: None,
        })
    }

    /// Why nothing can be written, if so.
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// What whoever asks the room anything has to hear beside the answer.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }

    /// From now on nothing is written, for the reason given: a check failed.
    pub fn turn_read_only(&mut self, reason: String) {
        self.read_only = Some(reason);
    }

    /// What the team has settled about its numbers, from the configuration.
    pub fn set_rules(&mut self, rules: Rules) {
        self.resident.invalidate();
        self.rules = rules;
    }

    /// The rules numbers are counted by.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Today, from the outer edge: it bounds the reach of questions that do not bring it.
    pub fn set_today(&mut self, today: Day) {
        self.resident.set_today(today);
    }

    /// Today, as far as anybody has said it.
    pub fn today(&self) -> Option<Day> {
        self.resident.today()
    }

    /// A thing as it is stored.
    pub fn record(&self, subject: Subject) -> Result<Option<Record>, Failure> {
        records::load(&self.db, subject)
    }

    /// The value of a thing's field as it is stored.
    ///
    /// # Errors
    /// When the file cannot be read, or the thing has no such field.
    pub fn value(&self, subject: Subject, field: Field) -> Result<Option<Value>, Failure> {
        fields::value(&self.db, subject, field)
    }

    /// Changes when another process has committed something.
    pub fn data_version(&self) -> Result<i64, Failure> {
        let version = self
            .db
            .pragma_query_value(None, "data_version", |row| row.get(0));
        Ok(version?)
    }

    /// Whether the last undo or redo was refused with what it would go past: asked again at once, it does.
    pub fn would_go_past(&self) -> bool {
        self.passed.is_some()
    }

    /// Says that this process has the room open; not journalled. A room that cannot be written keeps
    /// quiet, and so does one that somebody else is writing to, which is `false`: the next heartbeat says it.
    pub fn beat(&mut self, present: &Present) -> Result<bool, Failure> {
        match self.read_only {
            Some(_) => Ok(true),
            None => {
                self.must_be_own()?;
                presence::beat(&self.db, present)
            }
        }
    }

    /// Claims for a process, beside its heartbeat, the first of some texts that are untouched and nobody else's; none
    /// where nobody else is in the room, or nothing can be written. `is_gone` knows whose process has ended.
    pub fn claim(
        &mut self,
        own: &mut Present,
        texts: &[FeedbackId],
        is_gone: &dyn Fn(i64) -> bool,
    ) -> Result<(), Failure> {
        if self.read_only.is_some() {
            own.claim = None;
            return Ok(());
        }
        self.must_be_own()?;
        presence::claim(&self.db, own, texts, is_gone)
    }

    /// Copies the whole room into a new file and verifies the copy.
    ///
    /// # Errors
    /// When the target exists or cannot be written, or the copy is not sound.
    pub fn backup(&self, to: &Path) -> Result<(), Failure> {
        backup::copy(&self.db, to)
    }

    /// Copies the whole room into a new file that is thrown away again, without a look at whether the copy is sound.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn throw_away_copy(&self, to: &Path) -> Result<(), Failure> {
        backup::throw_away(&self.db, to)
    }

    /// A copy over a file that is there: an earlier copy of this room, or what is no room. `is_gone` knows of a
    /// process that has it open whether it has ended.
    ///
    /// # Errors
    /// As of [`Store::backup`], and where the file must not go; it is as it was then.
    pub fn backup_over(&self, to: &Path, is_gone: &dyn Fn(i64) -> bool) -> Result<(), Failure> {
        over::copy(&self.db, to, is_gone)
    }

    /// A sentence for each fault of the file; none when it is sound.
    pub fn check(&self) -> Result<Vec<String>, Failure> {
        let linked = self.watch.as_ref().and_then(watch::FileWatch::linked);
        let unread = self.watch.as_ref();
        let mut unread = unread.map_or(Vec::new(), |watch| {
            unread::told(watch.path(), unread::now(watch.path(), &self.db))
        });
        // Whoever only reads leaves a log as it is; more was found out about it when nobody had the room open.
        if unread.is_empty() && self.read_only.is_some() {
            unread.clone_from(&self.lacks);
        }
        let faults = linked.into_iter().chain(unread);
        Ok(faults.chain(backup::check(&self.db)?).collect())
    }

    /// What to do about faults that were found.
    pub fn mend(&self, faults: &[String]) -> &'static str {
        let linked = self.watch.as_ref().and_then(watch::FileWatch::linked);
        match faults {
            [one] if linked.as_ref() == Some(one) => place::UNLINK,
            _ => {
                "put a backup back with `churnroom restore FILE`; the damaged file is kept beside it"
            }
        }
    }

    /// A quick look through a file on a connection of its own, so that it can run after the first frame.
    ///
    /// # Errors
    /// When the file is damaged: then call `turn_read_only` on the open room.
    pub fn quick_check(path: &Path) -> Result<(), Failure> {
        backup::quick(path, &open::reader(path)?)
    }
}
