//! A room whose file is swapped while it is open: it is told, nothing is written into what lies there, and that can
//! be opened in its place. Must not know what tells one file from another (`watch` does).

use std::fs;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::gone::Gone;
use super::{OpenOptions, Store, backup, fault, open, place, schema, seen, watch};
use crate::domain::failure::{Code, Failure};

/// What is said of a file in which something is missing.
const NOT_AS_MADE: &str = "the room's file is not as churnroom makes it";

/// How it goes on, wherever a write is refused because of it.
const GOES_ON: &str = "the next note or action opens what lies there now";

/// What to do where no more can be added.
const MEND_COUNTER: &str =
    "`churnroom check` names it too; put a backup back with `churnroom restore FILE`";

impl Store {
    /// What became of the room's file if it is not the one that was opened any more; told once. From then
    /// on nothing is written: neither into that file nor, at the end, into the one that lies there now.
    pub fn lost(&mut self) -> Option<Failure> {
        let failure = self.look(false)?;
        let first = self.watch.as_mut().is_some_and(watch::FileWatch::tell);
        first.then_some(failure)
    }

    /// Whoever writes makes sure that he writes into the room that was opened, before and after.
    pub(super) fn must_be_own(&mut self) -> Result<(), Failure> {
        self.look(true).map_or(Ok(()), Err)
    }

    fn look(&mut self, now: bool) -> Option<Failure> {
        let watch = self.watch.as_mut()?;
        let known = watch.is_gone();
        let gone = watch.look(&self.db, now)?;
        if !known && gone == Gone::Overwritten {
            watch.missing = schema::missing(&self.db);
        }
        let (why, leaves) = match &watch.missing {
            Some(what) => (format!("{NOT_AS_MADE} any more: {what}"), schema::MEND),
            None => {
                let why = format!("the room's file {} while it was open here", gone.words());
                (why, gone.leaves())
            }
        };
        self.keep_log_out();
        self.read_by_another_index();
        self.read_only = Some(why.clone());
        let left = self.keep_whole().unwrap_or_else(|| leaves.to_owned());
        if gone == Gone::Overwritten {
            self.let_go_of_another();
        }
        Some(Failure::new(Code::ReadOnly, why).hint(format!("{left}; {GOES_ON}")))
    }

    /// Whoever reads makes sure that the index of the log is whole: in one that was cut short nothing that was written
    /// last is found, and the system ends whoever reads what is gone of it.
    pub(super) fn index_must_be_whole(&mut self) {
        if self
            .watch
            .as_ref()
            .is_some_and(watch::FileWatch::index_was_cut)
        {
            self.look(false);
        }
    }

    /// Reads the room by another index, which is made of its log, where its own was cut short.
    fn read_by_another_index(&mut self) {
        let cut = self.watch.as_ref().filter(|watch| watch.index_was_cut());
        let Some(path) = cut.map(|watch| watch.path().to_path_buf()) else {
            return;
        };
        if !self.let_go() {
            return;
        }
        match open::reader(&path) {
            Ok(db) => self.db = db,
            Err(failure) => tracing::warn!(%failure, "the room cannot be read any more"),
        }
        self.keep_log_out();
    }

    /// Lets go of a file that holds something else now: nothing of the room is left to be read in it, and as long as it is
    /// held whoever opens what lies there has to take its log for one that is in use.
    fn let_go_of_another(&mut self) {
        let watch = self.watch.as_ref();
        if watch.is_some_and(|watch| watch.missing.is_none() && watch.is_held()) {
            self.let_go();
        }
    }

    /// Lets go of the file, unless something is being written.
    fn let_go(&mut self) -> bool {
        let nothing = self.db.is_autocommit().then(Connection::open_in_memory);
        let Some((Ok(nothing), watch)) = nothing.zip(self.watch.as_mut()) else {
            return false;
        };
        self.db = nothing;
        watch.let_go();
        true
    }

    /// What was saved last lies in a log that has no name any more, or not that of its room: the room is kept as it
    /// stands here, once, and it is said where.
    fn keep_whole(&mut self) -> Option<String> {
        let watch = self.watch.as_mut()?;
        // What is not saved yet is not part of it.
        if watch.kept.is_none() && self.db.is_autocommit() && watch.can_be_kept(&self.db) {
            let kept = place::free_name(watch.path(), place::KEPT);
            watch.kept = Some(match backup::copy(&self.db, &kept) {
                Ok(()) => format!(
                    "the room with all that was saved before is kept as {}; `churnroom restore` puts that in the place of one that lacks something",
                    kept.display()
                ),
                Err(failure) => format!(
                    "what was saved last may be lost, and could not be kept ({})",
                    failure.message
                ),
            });
        }
        watch.kept.clone()
    }

    /// What its log holds belongs to the file that was opened, and must not be written into another.
    fn keep_log_out(&self) {
        let config = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
        if let Err(error) = self.db.set_db_config(config, true) {
            tracing::warn!(%error, "the log may be written into another file");
        }
    }

    /// What goes wrong with a file that was swapped is no fault of it: instead of that it is said that it was. And what
    /// nobody foresaw goes wrong where something is missing, and no more goes in where a counter is at its end: that is
    /// named.
    pub(super) fn blamed(&mut self, failure: Failure) -> Failure {
        let look = self.look(true);
        let missing = || {
            let what = fault::is_unknown(&failure).then(|| schema::foreign(&self.db));
            let why = format!("{NOT_AS_MADE}: {}", what?.ok()??);
            Some(Failure::failed(why).hint(schema::MEND))
        };
        let spent = || {
            let spent = fault::is_full(&failure).then(|| backup::counters(&self.db));
            let why = spent?.ok()?.into_iter().next()?;
            let why = format!("{why}: it gives no more numbers, and nothing was written");
            Some(Failure::failed(why).hint(MEND_COUNTER))
        };
        look.or_else(missing).or_else(spent).unwrap_or(failure)
    }

    /// What whoever is refused to write can do.
    pub(super) fn way_on(&self) -> &'static str {
        match self.watch.as_ref().is_some_and(watch::FileWatch::is_gone) {
            true => GOES_ON,
            false => "leave and open the room again when that is mended",
        }
    }

    /// Whether the room is damaged after all, when somebody who looked through the file by its name found it so: another
    /// may have lain there meanwhile.
    pub fn damaged(&mut self) -> Option<Failure> {
        let path = self.watch.as_ref()?.path().to_path_buf();
        if self.look(true).is_some() {
            return None;
        }
        let found = open::reader(&path).and_then(|db| backup::quick(&path, &db));
        found.err().filter(|_| self.look(true).is_none())
    }

    /// Opens what lies now where the room's file was, in its place: a backup that was put back, another room.
    ///
    /// # Errors
    /// Nothing lies there, or it cannot be opened.
    pub fn open_anew(&mut self) -> Result<(), Failure> {
        let Some(watch) = &self.watch else {
            return Err(Failure::failed(
                "a room without a file cannot be opened anew",
            ));
        };
        let path = watch.path().to_path_buf();
        // A pipe would be waited for.
        if let Some(what) = fs::symlink_metadata(&path)
            .ok()
            .and_then(|meta| place::odd(&meta))
        {
            return Err(Failure::failed(format!("what lies there now is {what}"))
                .hint("move it away, and put a backup back with `churnroom restore FILE` from another terminal"));
        }
        // Within one process SQLite takes one file's log for the same, whatever was written into the file since.
        if watch.is_same_file() {
            self.let_go();
        }
        if !seen::wait_until_written(&path) {
            let words = "somebody is still writing the file that lies there now";
            return Err(Failure::new(Code::Busy, words).hint("try again when it is done"));
        }
        let options = OpenOptions {
            create: false,
            ..OpenOptions::default()
        };
        let mut anew = Store::open(&path, &options)?;
        // What was cut short opens as long as nobody asks for what is missing.
        backup::quick(&path, &anew.db)?;
        anew.rules = std::mem::take(&mut self.rules);
        self.today().into_iter().for_each(|day| anew.set_today(day));
        *self = anew;
        Ok(())
    }
}

impl Drop for Store {
    /// Whoever closes a room last brings its log into its file: not into another that lies there now.
    fn drop(&mut self) {
        self.look(true);
    }
}

#[cfg(test)]
mod tests;
