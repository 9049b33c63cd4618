//! The door out: each query answered from the room that knows it.
//! Must not know how any of them is answered.

use super::{
    Store, accounts, actions, imports, journal, links, meetings, notes, owners, presence, records,
    roadmap, tags,
};
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::query::{Answer, Query};

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

    fn look_up(&mut self, query: &Query) -> Result<Answer, Failure> {
        let db = &self.db;
        Ok(match query {
            Query::Tags => Answer::Tags(tags::all(db)?),
            Query::Owners => Answer::Owners(owners::all(db)?),
            Query::Roadmap => Answer::Roadmap(roadmap::all(db)?),
            Query::Links => Answer::Links(links::all(db)?),
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
            Query::Names => Answer::Names(accounts::names(db)?),
            _ => return Err(Failure::failed("asking the room: this is not available")),
        })
    }
}
