//! The mask at the room's doors: what comes out is covered before anybody sees it, and what comes back in
//! covered is put right again. Must not know screens, commands, nor how a name is found in a text.

mod narrowed;

use traversable::TraversableMut;

use crate::domain::change::{Applied, Author, Change, Edit, Record, Subject, Value};
use crate::domain::failure::Failure;
use crate::domain::masking::Mask;
use crate::domain::metrics::Dimension;
use crate::domain::note::{Action, Note};
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::query::{Answer, Query, SoughtWords};
use crate::domain::sought::kept::{Keeping, Search};

use super::doors::Doors;
use narrowed::{narrow, speaking};

/// Whether names are covered, and by what. It is made when it is needed first, and again when accounts
/// have changed.
#[derive(Debug, Default)]
pub struct Cover {
    on: bool,
    mask: Option<Mask>,
    /// What accounts are broken down by, as it is stored, and the room's period.
    by: Vec<Dimension>,
    period: Option<Period>,
}

impl Cover {
    /// Covers names, or nothing.
    pub fn new(on: bool) -> Cover {
        Cover {
            on,
            ..Cover::default()
        }
    }

    /// Whether names are covered.
    pub fn is_on(&self) -> bool {
        self.on
    }

    /// What covers names; it covers nothing while they show.
    ///
    /// # Errors
    /// Those of the store.
    pub fn mask<D: Doors>(&mut self, doors: &mut D) -> Result<Mask, Failure> {
        if !self.on {
            return Ok(Mask::off());
        }
        if self.mask.is_none()
            && let Answer::Mask(mask) = doors.answer(&Query::Mask)?
        {
            self.mask = Some(mask);
        }
        let unread = || Failure::failed("the room gave an answer to another question");
        self.mask.clone().ok_or_else(unread)
    }

    /// Accounts may have come, gone or got another name.
    pub fn renew(&mut self) {
        self.mask = None;
    }

    /// Covers names as well that the room does not know yet, until it is made again: those that a file calls customers.
    ///
    /// # Errors
    /// Those of the store.
    pub fn learn<D: Doors>(&mut self, doors: &mut D, names: Vec<String>) -> Result<(), Failure> {
        if let Answer::Names(known) = doors.answer(&Query::Names)? {
            self.mask = Some(Mask::with(known, names));
        }
        Ok(())
    }

    /// Covers what came of something that is done beside the two doors.
    ///
    /// # Errors
    /// The one that was given, covered too, or those of the store.
    pub fn told<T: TraversableMut, D: Doors>(
        &mut self,
        doors: &mut D,
        done: Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mask = self.mask(doors)?;
        done.map(|done| mask.covered(done))
            .map_err(|failure| mask.covered(failure))
    }

    fn inside<'a, D>(&'a self, doors: &'a mut D, mask: &'a Mask) -> Inside<'a, D> {
        Inside {
            doors,
            mask,
            by: &self.by,
            period: self.period,
        }
    }

    /// Answers a query, covered.
    ///
    /// # Errors
    /// Those of the store, covered too.
    pub fn answer<D: Doors>(&mut self, doors: &mut D, query: &Query) -> Result<Answer, Failure> {
        let mask = self.mask(doors)?;
        if !mask.is_on() {
            return doors.answer(query);
        }
        let mut query = query.clone();
        let mut inner = self.inside(doors, &mask);
        let answer = inner
            .put_right(&mut query)
            .and_then(|()| inner.doors.answer(&query));
        let mut answer = answer.map_err(|failure| mask.covered(failure))?;
        if let Answer::Room(room) = &answer {
            self.by.clone_from(&room.dimensions);
            self.period = Some(room.extent.default_period);
        }
        if let Answer::Extent(extent) = &answer {
            self.period = Some(extent.default_period);
        }
        mask.cover(&mut answer);
        narrow(&mut answer, query.said(), &mask);
        speaking(doors, &mask, &mut answer)?;
        Ok(answer)
    }

    /// Carries a change out as it was meant, and says so covered.
    ///
    /// # Errors
    /// Those of the store, covered too.
    pub fn apply<D: Doors>(
        &mut self,
        doors: &mut D,
        author: &Author,
        change: &Change,
    ) -> Result<Applied, Failure> {
        let mask = self.mask(doors)?;
        if !mask.is_on() {
            return doors.apply(author, change);
        }
        let mut inner = self.inside(doors, &mask);
        let applied = inner
            .change(change)
            .and_then(|change| inner.doors.apply(author, &change));
        if renames(change) {
            self.renew();
        }
        applied
            .map(|done| mask.covered(done))
            .map_err(|failure| mask.covered(failure))
    }
}

/// What brings covered words back into the room.
struct Inside<'a, D> {
    doors: &'a mut D,
    mask: &'a Mask,
    by: &'a [Dimension],
    period: Option<Period>,
}

impl<D: Doors> Inside<'_, D> {
    /// Gives a query its dimension and its cell as they are stored.
    fn put_right(&mut self, query: &mut Query) -> Result<(), Failure> {
        if let Query::Move(what) = query {
            self.nameless(&what.words)?;
        }
        match query.said() {
            SoughtWords::By(by) => self.dimension(by),
            SoughtWords::Cell(period, profile, (by, value)) => {
                self.cell(by, value, period, profile)?
            }
            SoughtWords::Anywhere(_) | SoughtWords::OfAccounts(_) | SoughtWords::OfFeedback(_) => {}
            SoughtWords::OfUntagged(_) | SoughtWords::Nothing => {}
        }
        Ok(())
    }

    fn dimension(&self, by: &mut Dimension) {
        self.stored(&mut by.0, self.by.iter().map(|by| by.0.clone()));
    }

    fn cell(
        &mut self,
        by: &mut Dimension,
        value: &mut String,
        period: Period,
        profile: Option<Profile>,
    ) -> Result<(), Failure> {
        self.dimension(by);
        let by = by.clone();
        if let Answer::Breakdown(found) = self.doors.answer(&Query::Breakdown {
            period,
            by,
            profile,
        })? {
            self.stored(value, found.rows.into_iter().map(|row| row.value));
        }
        Ok(())
    }

    /// Puts the one in for a text that looks like it when it is covered.
    fn stored(&self, text: &mut String, mut ones: impl Iterator<Item = String>) {
        if let Some(one) = ones.find(|one| self.mask.text(one) == text.as_str()) {
            *text = one;
        }
    }

    /// A change with the texts as they are stored where it has them covered.
    fn change(&mut self, change: &Change) -> Result<Change, Failure> {
        Ok(match change {
            Change::Set(edit) => Change::Set(self.edit(edit)?),
            Change::Remove(given) => {
                let stored = self.doors.record(given.subject())?;
                let same = stored.filter(|stored| self.mask.covered(stored.clone()) == **given);
                Change::Remove(same.map_or_else(|| given.clone(), Box::new))
            }
            Change::All(parts) => {
                let parts = parts.iter().map(|part| self.change(part));
                Change::All(parts.collect::<Result<_, _>>()?)
            }
            Change::Add(record) => Change::Add(Box::new(self.added(record)?)),
            Change::Join(_) | Change::Leave(_) | Change::Warn(_) => change.clone(),
            Change::Import(_) | Change::RevertImport(_) | Change::Erase(_) => change.clone(),
            Change::Keep(kept) => Change::Keep(Box::new(self.search(kept)?)),
            Change::Move(what) => {
                self.nameless(&what.words)?;
                change.clone()
            }
            Change::Give(_) | Change::Sweep(_) | Change::Undo | Change::Redo => change.clone(),
            Change::Blind(_) => change.clone(),
        })
    }

    /// Refuses to look for a name: how many texts have it would tell whose alias it is.
    fn nameless(&self, words: &str) -> Result<(), Failure> {
        match self.mask.tells(words) {
            true => Err(Failure::usage(
                "moving texts: names are masked, and none is looked for in them",
            )
            .hint("find the texts by other words, or show names")),
            false => Ok(()),
        }
    }

    /// A new thing with the segment it came from as it is stored.
    fn added(&mut self, record: &Record) -> Result<Record, Failure> {
        let mut record = record.clone();
        if let Record::Action(Action { origin, .. }) | Record::Note(Note { origin, .. }) =
            &mut record
            && let Some((mut by, mut value)) = Dimension::of_cell(&origin.segment)
        {
            if let Some(period) = self.period {
                self.cell(&mut by, &mut value, period, None)?;
            }
            origin.segment = by.cell(&value);
        }
        Ok(record)
    }

    /// A search under its name as it is stored, with the words that it is believed to have.
    fn search(&mut self, kept: &Keeping) -> Result<Keeping, Failure> {
        let mut kept = kept.clone();
        if let Answer::Searches(all) = self.doors.answer(&Query::Searches)? {
            let seen = |one: &&Search| {
                self.mask.text(&one.name) == kept.name.as_str()
                    && self.mask.text(&one.words) == kept.was.as_str()
            };
            if let Some(stored) = all.iter().find(seen) {
                kept.now = self.put_back(&stored.words, &kept.now)?;
                kept.name.clone_from(&stored.name);
                kept.was.clone_from(&stored.words);
            }
        }
        Ok(kept)
    }

    fn put_back(&self, stored: &str, typed: &str) -> Result<String, Failure> {
        self.mask.put_back(stored, typed).map_err(|word| {
            let wrong = format!("nothing was changed: which {word} is meant cannot be told");
            Failure::usage(wrong).hint(
                "the stored text has several of them: leave each where it is, or show names and edit it then",
            )
        })
    }

    fn edit(&mut self, edit: &Edit) -> Result<Edit, Failure> {
        let mut edit = edit.clone();
        let stored = self.doors.value(edit.subject, edit.field)?;
        if let (Some(Value::Text(stored)), Value::Text(was)) = (stored, &mut edit.was)
            && self.mask.text(&stored) == was.as_str()
        {
            if let Value::Text(now) = &mut edit.now {
                *now = self.put_back(&stored, now)?;
            }
            *was = stored;
        }
        Ok(edit)
    }
}

/// Whether a change may bring another name.
pub fn renames(change: &Change) -> bool {
    match change {
        Change::Add(record) | Change::Remove(record) => {
            matches!(record.subject(), Subject::Account(_))
        }
        Change::Set(edit) => matches!(edit.subject, Subject::Account(_)),
        Change::All(parts) => parts.iter().any(renames),
        Change::Import(_) | Change::RevertImport(_) | Change::Erase(_) => true,
        Change::Undo | Change::Redo => true,
        Change::Join(_) | Change::Leave(_) | Change::Give(_) | Change::Warn(_) => false,
        Change::Move(_) | Change::Sweep(_) | Change::Keep(_) | Change::Blind(_) => false,
    }
}
