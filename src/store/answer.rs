//! The door out: each query answered from the room that knows it.
//! Must not know how any of them is answered.

use super::{
    Store, accounts, actions, imports, journal, links, marks, meetings, notes, owners, presence,
    records, roadmap, shown, tags,
};
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::masking::Mask;
use crate::domain::query::{Answer, Query};

use super::resident::Desk;

impl Store {
    /// Answers a query from one consistent picture of the room.
    ///
    /// # Errors
    /// `NotFound` when the thing asked about is not there, `Usage` when the question makes no sense.
    pub fn answer(&mut self, query: &Query) -> Result<Answer, Failure> {
        // Inside `edit` the write transaction is that picture already.
        if !self.db.is_autocommit() {
            return self.look_up(query);
        }
        self.db.execute_batch("BEGIN")?;
        let answer = self.look_up(query);
        self.db.execute_batch("ROLLBACK")?;
        answer
    }

    pub(in crate::store) fn look_up(&mut self, query: &Query) -> Result<Answer, Failure> {
        let db = &self.db;
        let mut desk = self.resident.desk(db, &self.rules)?;
        if let Some(mut answer) = desk.answer(query)? {
            if let Answer::Room(room) = &mut answer {
                room.read_only.clone_from(&self.read_only);
                room.warnings.clone_from(&self.warnings);
            }
            return Ok(answer);
        }
        if let Some(answer) = with_money(&mut desk, query)? {
            return Ok(answer);
        }
        Ok(match query {
            Query::Tags => Answer::Tags(tags::all(db, self.tag_uses.now(db)?)?),
            Query::Owners => Answer::Owners(owners::all(db)?),
            Query::Roadmap => Answer::Roadmap(roadmap::all(db)?),
            Query::Links => Answer::Links(links::all(db)?),
            Query::Marks => Answer::Marks(marks::all(db)?),
            Query::Meetings => Answer::Meetings(meetings::all(db)?),
            Query::Meeting(id) => {
                let meeting = meetings::by_id(db, *id)?
                    .ok_or_else(|| records::missing(Subject::Meeting(*id)))?;
                Answer::Meeting(Box::new(meetings::view(db, meeting)?))
            }
            Query::Shortlist(period) => Answer::Shortlist(meetings::shortlist(db, *period)?),
            Query::Notes(filter) => Answer::Notes(notes::all(db, filter)?),
            Query::Actions(filter) => Answer::Actions(actions::all(db, filter)?),
            Query::Imports => Answer::Imports(imports::all(db)?),
            Query::Feed { since, limit } => Answer::Feed(journal::since(db, *since, *limit)?),
            Query::Presence { now } => Answer::Presence(presence::all(db, *now)?),
            Query::Thread { subject, period } => {
                Answer::Thread(Box::new(self.thread(*subject, *period)?))
            }
            Query::Names => Answer::Names(accounts::names(db)?),
            Query::Mask => Answer::Mask(Mask::new(&accounts::names(db)?)?),
            _ => return Err(Failure::failed("asking the room: this is not available")),
        })
    }
}

/// Queries for things that are shown with their account's money beside them.
fn with_money(desk: &mut Desk<'_>, query: &Query) -> Result<Option<Answer>, Failure> {
    let db = desk.db();
    Ok(Some(match query {
        Query::Feedback {
            filter,
            after,
            limit,
        } => shown::feedback_page(db, &*desk.money(*limit)?, filter, after.as_deref(), *limit)?
            .into(),
        Query::FeedbackById(id) => {
            let view = shown::pieces(db, &*desk.money(1)?, &[*id])?.pop();
            Answer::FeedbackById(view.map(Box::new))
        }
        Query::Accounts {
            filter,
            after,
            limit,
        } => {
            shown::account_page(db, &*desk.money(*limit)?, filter, after.as_deref(), *limit)?.into()
        }
        Query::Story(id) => Answer::Story(Box::new(shown::story(db, &*desk.money(1)?, *id)?)),
        Query::Find { words, limit } => Answer::Find(Box::new(shown::found(
            db,
            &*desk.money(*limit)?,
            words,
            *limit,
        )?)),
        _ => return Ok(None),
    }))
}
