//! What is settled when something is agreed: half of its list drawn where that is asked for, and the day it is
//! judged; how a text is tagged that two tagged blind. Written with the change itself, so that whoever takes it back and does it again finds the same.
//! Must not know how a day is found.

use super::convert::JsonText;
use super::{Store, blind, sql};
use crate::domain::change::{Change, Record};
use crate::domain::day::Day;
use crate::domain::effect::aim::{Aim, DRAW};
use crate::domain::failure::Failure;
use crate::domain::ids::{ActionId, MeetingId};
use crate::domain::note::{Action, Origin};
use crate::domain::period::Period;
use crate::domain::risk::hash;
use crate::domain::sort::sort;

const SECRET: &str = "SELECT hex(secret) FROM room";
const ACTION: &str = "SELECT due, origin FROM actions WHERE id = ?1";
const PERIOD: &str = "SELECT period FROM meetings WHERE id = ?1";

impl Store {
    /// The change with what the room has to settle of it.
    pub(super) fn promised(&mut self, change: Change) -> Result<Change, Failure> {
        let mut change = change;
        let mut added = None;
        self.promise_in(&mut change, &mut added)?;
        Ok(change)
    }

    fn promise_in(
        &mut self,
        change: &mut Change,
        added: &mut Option<Action>,
    ) -> Result<(), Failure> {
        match change {
            Change::All(changes) => {
                for change in changes {
                    self.promise_in(change, added)?;
                }
            }
            Change::Add(record) => match &mut **record {
                Record::Action(action) => *added = Some(action.clone()),
                Record::Aim(aim) if aim.promise.is_none() => self.settle(aim, added.as_ref())?,
                Record::Aim(_) | Record::Account(_) | Record::Feedback(_) | Record::Tag(_) => {}
                Record::Owner(_) | Record::Item(_) | Record::Link(_) => {}
                Record::Meeting(_) | Record::Note(_) | Record::DayMark(_) => {}
                Record::Outreach(_) => {}
            },
            Change::Remove(_) | Change::Set(_) | Change::Join(_) | Change::Leave(_) => {}
            Change::Import(_) | Change::RevertImport(_) | Change::Erase(_) | Change::Keep(_) => {}
            Change::Blind(what) => {
                blind::must_be_open(&self.db, what)?;
                if let Some(settled) = blind::settled(&self.db, what)? {
                    *change = settled;
                }
            }
            Change::Give(_)
            | Change::Move(_)
            | Change::Sweep(_)
            | Change::Warn(_)
            | Change::Undo
            | Change::Redo => {}
        }
        Ok(())
    }

    fn settle(&mut self, aim: &mut Aim, added: Option<&Action>) -> Result<(), Failure> {
        if aim.seed == DRAW {
            self.may_be_drawn(aim)?;
            self.draw(aim)?;
        }
        let (due, meeting) = match (aim.action, added) {
            (Some(ActionId(0)), Some(action)) => (action.due, action.origin.meeting),
            (Some(id), _) => self.agreed_in(id)?,
            (None, _) => (None, None),
        };
        let chosen = self.reviewed(meeting)?;
        let desk = self.resident.desk(&self.db, &self.rules)?;
        aim.promise = Some(desk.promise(aim, due, chosen)?);
        Ok(())
    }

    /// Refuses to draw for what is done: a half drawn after that is not the half it was done for. An item may ship to
    /// the half that is drawn that day.
    fn may_be_drawn(&mut self, aim: &Aim) -> Result<(), Failure> {
        let desk = self.resident.desk(&self.db, &self.rules)?;
        let done = desk.deed(aim)?.done;
        let what = match aim.item {
            Some(_) => "shipped",
            None => "was done",
        };
        match done.filter(|done| aim.item.is_none() || *done < aim.day) {
            Some(done) => Err(Failure::usage(format!(
                "it {what} on {done}: a half drawn after that is not the half it {what} for"
            ))
            .hint("without --half the list counts as picked by hand")),
            None => Ok(()),
        }
    }

    /// Draws half of those of a list that are active on its day by the room's secret, the day and who is on it: drawing
    /// the same list again that day gives the same half, so that nobody draws until it pleases.
    fn draw(&mut self, aim: &mut Aim) -> Result<(), Failure> {
        let secret: String = sql::one(&self.db, SECRET, [], |row| row.get(0))?;
        self.resident
            .desk(&self.db, &self.rules)?
            .keep_active(aim)?;
        let mut accounts: Vec<i64> = aim.members.iter().map(|one| one.account.0).collect();
        sort(&mut accounts);
        let seed = format!(
            "{:016x}",
            hash(&format!("{secret} {} {accounts:?}", aim.day))
        );
        aim.draw(&seed, hash);
        Ok(())
    }

    fn agreed_in(&self, id: ActionId) -> Result<(Option<Day>, Option<MeetingId>), Failure> {
        let found = sql::first(&self.db, ACTION, [id], |row| {
            let origin = row.get::<_, JsonText<Origin>>(1)?.0;
            Ok((row.get(0)?, origin.meeting))
        })?;
        Ok(found.unwrap_or_default())
    }

    fn reviewed(&self, meeting: Option<MeetingId>) -> Result<Option<Period>, Failure> {
        let Some(id) = meeting else { return Ok(None) };
        sql::first(&self.db, PERIOD, [id], |row| row.get(0))
    }
}
