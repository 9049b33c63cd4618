//! The door in: every change in one IMMEDIATE transaction, journalled with what takes it back.
//! Must not know any aggregate: whole things are `records`, single fields `fields`, sets `members`.

use super::done::{Done, Turn};
use super::fault::SaysDoing;
use super::fresh::Fresh;
use super::journal::{self, CameBy, Earlier};
use super::kept::KeptRecord;
use super::passed::{self, Passed};
use super::{
    Store, aims, blind, erase, fields, imports, letters, links, marks, members, moved, records,
    rows, searches, since, sql, sweep, tag_names, tags, taken_off, warnings, withdrawn, words,
};
use crate::domain::change::{Applied, Author, Change, Record, Subject};
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::{AccountId, ChangeId};
use crate::domain::moving::Move;

impl Store {
    /// Carries out a change: all of it or nothing.
    ///
    /// # Errors
    /// `Conflict` when an old value no longer holds or an undo no longer applies, `Usage` when the change
    /// makes no sense, `NotFound`, `ReadOnly`, `Busy`. Nothing is written then.
    pub fn apply(&mut self, author: &Author, change: &Change) -> Result<Applied, Failure> {
        self.edit(author, |_| Ok(change.clone()))
    }

    /// Reads and writes in one transaction: `build` asks the room and says what to change, and nobody
    /// else can write in between.
    ///
    /// # Errors
    /// Those of `apply`, and whatever `build` fails with.
    pub fn edit(
        &mut self,
        author: &Author,
        build: impl FnOnce(&mut Store) -> Result<Change, Failure>,
    ) -> Result<Applied, Failure> {
        self.begin(author)?;
        let done = build(self).and_then(|change| {
            let change = self.promised(change)?;
            self.carry_out(author, &change)
        });
        self.finish(done)
    }

    /// Begins to write, unless there is a reason not to.
    pub(super) fn begin(&mut self, author: &Author) -> Result<(), Failure> {
        self.must_be_writable()?;
        self.must_be_own()?;
        if author.person.trim().is_empty() {
            return Err(Failure::usage("nobody is named as the one who does this")
                .hint("say who you are with --as NAME"));
        }
        self.db
            .execute_batch("BEGIN IMMEDIATE")
            .doing("writing to the room")?;
        self.sums.begin();
        let looked = self.shape.look(&self.db);
        let looked = looked.and_then(|foreign| {
            self.read_only = foreign;
            self.must_be_writable()
        });
        looked.or_else(|failure| self.finish(Err(failure)))
    }

    /// Refuses to write in a room that is open for reading only.
    fn must_be_writable(&self) -> Result<(), Failure> {
        match &self.read_only {
            None => Ok(()),
            Some(why) => {
                let message = format!("nothing can be written: {why}");
                Err(Failure::new(Code::ReadOnly, message).hint(self.way_on()))
            }
        }
    }

    /// Commits what went well, takes back what did not.
    pub(super) fn finish<T>(&mut self, done: Result<T, Failure>) -> Result<T, Failure> {
        let committed = done.and_then(|done| self.commit().map(|()| done));
        committed.map_err(|failure| {
            sql::back(&self.db);
            self.blamed(failure)
        })
    }

    fn commit(&mut self) -> Result<(), Failure> {
        self.sums.settle(&self.db)?;
        self.must_be_own()?;
        let commit = self.db.execute_batch("COMMIT");
        commit.doing("writing to the room")?;
        self.must_be_own()
    }

    fn carry_out(&mut self, author: &Author, change: &Change) -> Result<Applied, Failure> {
        match change {
            Change::Undo => self.turn_round(author, false),
            Change::Redo => self.turn_round(author, true),
            Change::Move(what) => self.moved(author, what),
            Change::Sweep(what) => {
                let (changes, left) = sweep::composed(&self.db, what)?;
                let (done, _) = whole(&self.turn(author, false), &Change::All(changes))?;
                let mut applied = self.journalled(author, done)?;
                applied.words.push_str(&left);
                Ok(applied)
            }
            Change::Add(_)
            | Change::Remove(_)
            | Change::Set(_)
            | Change::Join(_)
            | Change::Leave(_)
            | Change::Give(_)
            | Change::All(_)
            | Change::Import(_)
            | Change::RevertImport(_)
            | Change::Erase(_)
            | Change::Keep(_)
            | Change::Blind(_)
            | Change::Warn(_) => {
                let (done, moved) = whole(&self.turn(author, false), change)?;
                let mut applied = self.journalled(author, done)?;
                applied.words.push_str(&moved);
                Ok(applied)
            }
        }
    }

    fn journalled(&self, author: &Author, done: Done) -> Result<Applied, Failure> {
        if done.nothing {
            return Ok(done.applied(ChangeId(0)));
        }
        let row = journal::append(&self.db, author, CameBy::Do, &done)?;
        Ok(done.applied(row))
    }

    /// Carries out what a move is made of, and calls it by what it is.
    fn moved(&mut self, author: &Author, what: &Move) -> Result<Applied, Failure> {
        let desk = self.resident.desk(&self.db, &self.rules)?;
        let money = desk.searched(&what.words, 1)?;
        let moved::Composed { changes, words, .. } = moved::composed(&self.db, &*money, what)?;
        drop(money);
        let turn = Turn {
            moves: true,
            ..self.turn(author, false)
        };
        let (done, moved) = whole(&turn, &Change::All(changes))?;
        let mut applied = self.journalled(author, Done { words, ..done })?;
        applied.words.push_str(&moved);
        Ok(applied)
    }

    fn turn<'a>(&'a self, author: &'a Author, back: bool) -> Turn<'a> {
        let db = &self.db;
        Turn {
            db,
            author,
            back,
            moves: false,
        }
    }

    /// Carries out an earlier row's inverse as a change of its own: takes it back, or does again what was. Past what stays
    /// it goes when that was told and it is asked again.
    fn turn_round(&mut self, author: &Author, again: bool) -> Result<Applied, Failure> {
        let first = journal::earlier(&self.db, &author.person, again, ChangeId(i64::MAX))?;
        let asked = Passed::asked(author, again, first.map(|row| row.id));
        let told = self.passed.take().filter(|told| told.is_read(&asked));
        let told = Passed {
            at: asked.at,
            ..told.unwrap_or(asked)
        };
        let before = told.row;
        let earlier = journal::earlier(&self.db, &author.person, again, before)?;
        let since = earlier.as_ref().map_or(ChangeId(0), |row| row.id);
        let gone = erase::passed_over(&self.db, &author.person, since, again)?;
        let earlier = earlier.ok_or_else(|| passed::nothing_to_turn(again, &gone))?;
        let begun = match again {
            true => None,
            false => passed::begun_since(&self.db, earlier.id, before)?,
        };
        if let Some((row, review)) = begun {
            let why = Failure::conflict(format!("{review} was begun since"));
            let gone = passed::nothing_to_turn(again, &gone);
            let stays = Passed {
                row,
                begun: true,
                ..told
            };
            return Err(self.stays(stays, &author.person, why)?.unwrap_or(gone));
        }
        match self.turned(author, again, &earlier) {
            Ok(mut done) => {
                let is_past = told.row < ChangeId(i64::MAX);
                self.passed = (is_past && !told.begun).then_some(told);
                done.words = format!("{}{gone}", done.words);
                Ok(done)
            }
            Err((failure, true)) => {
                let stays = Passed {
                    row: earlier.id,
                    ..told
                };
                let stays = self.stays(stays, &author.person, failure.clone())?;
                Err(stays.unwrap_or(failure))
            }
            Err((failure, false)) => Err(failure),
        }
    }

    /// The change itself; where it fails, whether it does for good.
    fn turned(
        &self,
        author: &Author,
        again: bool,
        earlier: &Earlier,
    ) -> Result<Applied, (Failure, bool)> {
        let what = words::bare(&earlier.words);
        let (way, verb, doing) = if again {
            (CameBy::Redo(earlier.id), "did again", "doing again")
        } else {
            (CameBy::Undo(earlier.id), "took back", "taking back")
        };
        let (inverse, off) =
            since::as_it_is_now(&self.db, earlier).map_err(|failure| (failure, false))?;
        let turn = Turn {
            moves: moved::is_merge(&inverse),
            ..self.turn(author, !again)
        };
        let refused = |failure: Failure| {
            let for_good = passed::is_for_good(&self.db, &inverse).unwrap_or_default();
            let is_gone = failure.code == Code::NotFound;
            let mut failure = turn.not_taken_back(&inverse, failure);
            failure.message = format!("{doing} ({what}): {}", failure.message);
            (passed::stands_in_the_way(failure), for_good || is_gone)
        };
        let (mut done, moved) = whole(&turn, &inverse).map_err(refused)?;
        done.words = format!("{verb}: {what}");
        if done.nothing {
            done.forward = Change::All(Vec::new()); // Nothing to count.
        }
        let row = journal::append(&self.db, author, way, &done);
        let row = row.map_err(|failure| (failure, false))?;
        done.words.push_str(&off);
        done.words.push_str(&moved);
        Ok(done.applied(row))
    }

    /// That a row stays as it is, as is to be told, and what would come next; `None` where nothing does. Nothing is written.
    fn stays(
        &mut self,
        told: Passed,
        person: &str,
        why: Failure,
    ) -> Result<Option<Failure>, Failure> {
        let again = told.again;
        let next = journal::earlier(&self.db, person, again, told.row)?;
        let Some(next) = next else { return Ok(None) };
        self.passed = Some(told);
        let (verb, what) = match again {
            true => (
                "redo again to do what came before it",
                words::bare(&next.words),
            ),
            false => (
                "undo again to take back what came before it",
                words::bare(&next.words),
            ),
        };
        let hint = match why.hint.as_str() {
            "" => format!("{verb}: {what}"),
            hint => format!("{hint}, or {verb}: {what}"),
        };
        Ok(Some(why.hint(hint)))
    }
}

/// A change and what must be true when it is done, with what is to be said beside it: keys that moved by it, what stays
/// of an import.
fn whole(turn: &Turn<'_>, change: &Change) -> Result<(Done, String), Failure> {
    let mut stays = String::new();
    if let Change::RevertImport(id) = change {
        stays = imports::staying(turn.db, *id)? + &withdrawn::since(turn, *id)?;
    }
    let done = perform(turn, change)?;
    tag_names::must_be_free(turn.db, &done.forward, turn.back)?;
    let mut moved = match turn.back {
        true => letters::give_back(turn.db, &done.forward)?,
        false => Vec::new(),
    };
    for subject in journal::subjects(&done.forward) {
        match subject {
            Subject::Tag(id) => moved.extend(tags::verify(turn.db, id)?),
            Subject::Link(id) => links::verify(turn.db, id)?,
            Subject::DayMark(id) => marks::verify(turn.db, id)?,
            Subject::Room
            | Subject::Account(_)
            | Subject::Feedback(_)
            | Subject::Owner(_)
            | Subject::Item(_)
            | Subject::Meeting(_)
            | Subject::Note(_)
            | Subject::Action(_)
            | Subject::Aim(_)
            | Subject::Outreach(_)
            | Subject::Import(_) => {}
        }
    }
    let moved = moved.iter().map(|words| format!("; {words}"));
    Ok((done, moved.collect::<String>() + &stays))
}

fn perform(turn: &Turn<'_>, change: &Change) -> Result<Done, Failure> {
    match change {
        Change::Add(record) => records::add(turn, record),
        Change::Remove(record) => removed(turn, record),
        Change::Set(edit) => fields::set(turn, edit),
        Change::Join(member) => members::join(turn, member),
        Change::Leave(member) => members::leave(turn, member),
        Change::Give(gift) => members::give(turn, gift),
        Change::All(changes) => group(turn, changes),
        Change::RevertImport(id) => imports::revert(turn.db, *id),
        Change::Keep(kept) => searches::keep(turn, kept),
        Change::Blind(what) => blind::carry(turn, what),
        Change::Warn(list) => warnings::keep(turn.db, list),
        Change::Erase(_) => Err(erase::refusal()),
        Change::Import(head) => Err(rows::redo_refusal(head)),
        Change::Undo | Change::Redo | Change::Move(_) | Change::Sweep(_) => Err(Failure::usage(
            "undo, redo and moving texts stand by themselves, not in a group",
        )),
    }
}

/// Removes a thing; what an action or item was for goes with it, and where a tag was taken off. What takes an addition
/// back goes over nobody's list that came since.
fn removed(turn: &Turn<'_>, record: &Record) -> Result<Done, Failure> {
    let mut all = taken_off::that_goes_with(turn.db, record)?;
    let aim = aims::of_subject(turn.db, record.subject())?;
    if let Some(aim) = aim.as_ref().filter(|_| turn.back) {
        let what = aim.label(turn.db)?;
        return Err(turn.changed_meanwhile(Subject::Aim(aim.id), None, &what)?);
    }
    all.extend(aim.map(|aim| Change::remove(Record::Aim(aim))));
    if all.is_empty() {
        return records::remove(turn, record);
    }
    let words = format!("removed {}", records::label(turn.db, record.subject())?);
    all.push(Change::remove(record.clone()));
    let done = group(turn, &all)?;
    Ok(Done {
        subject: record.subject(),
        words,
        ..done
    })
}

/// Several changes as one. Those that change nothing are left out of what is journalled.
fn group(turn: &Turn<'_>, changes: &[Change]) -> Result<Done, Failure> {
    let mut parts = Vec::new();
    let mut first = Subject::Room;
    let mut fresh = Fresh::default();
    for (at, change) in changes.iter().enumerate() {
        let done = perform(turn, &fresh.fill(change))?;
        fresh.note(&done.forward);
        if at == 0 {
            first = done.subject;
        }
        if !done.nothing {
            parts.push(done);
        }
    }
    let mut accounts: Vec<AccountId> = parts
        .iter()
        .flat_map(|part| part.accounts.clone())
        .collect();
    accounts.dedup();
    let back = parts.iter().rev().map(|part| part.inverse.clone());
    Ok(Done {
        subject: first,
        accounts,
        words: words::group(&words::said(&parts)),
        nothing: parts.is_empty(),
        inverse: Change::All(back.collect()),
        forward: Change::All(parts.into_iter().map(|part| part.forward).collect()),
    })
}
