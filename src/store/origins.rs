//! Origins: where a note or action was written, checked when it comes and named when it is read.
//! Must not know notes or actions.

use rusqlite::Connection;

use super::kept::{must_exist, short};
use super::table::{self, Table};
use crate::domain::account::Account;
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::feedback::{Feedback, Tag};
use crate::domain::meeting::Meeting;
use crate::domain::note::{Origin, OriginNames};
use crate::domain::roadmap::RoadmapItem;

/// Refuses an origin that points to something that is not there.
pub fn check(db: &Connection, origin: &Origin) -> Result<(), Failure> {
    let points = [
        origin.meeting.map(Subject::Meeting),
        origin.theme.map(Subject::Tag),
        origin.account.map(Subject::Account),
        origin.feedback.map(Subject::Feedback),
        origin.item.map(Subject::Item),
    ];
    points
        .into_iter()
        .flatten()
        .try_for_each(|subject| must_exist(db, subject))
}

/// An origin in words; what is no longer there has no name.
pub fn names(db: &Connection, origin: &Origin) -> Result<OriginNames, Failure> {
    let meeting = look::<Meeting>(db, origin.meeting)?;
    let theme = look::<Tag>(db, origin.theme)?;
    let account = look::<Account>(db, origin.account)?;
    let words = look::<Feedback>(db, origin.feedback)?;
    let item = look::<RoadmapItem>(db, origin.item)?;
    let (account, alias) = account.map(|a| (a.name, a.alias)).unzip();
    Ok(OriginNames {
        section: origin.section,
        period: meeting.map(|meeting| meeting.period),
        theme: theme.map(|tag| tag.name),
        account,
        alias,
        item: item.map(|item| item.external),
        quote: words.map(|feedback| short(&feedback.text)),
        segment: origin.segment.clone(),
    })
}

fn look<T: Table>(db: &Connection, id: Option<T::Id>) -> Result<Option<T>, Failure> {
    id.map_or(Ok(None), |id| table::by_id(db, id))
}
