//! Origins: where a note or action was written, checked when it comes and named when it is read.
//! Must not know notes or actions.

use rusqlite::Connection;

use super::records::{must_exist, short};
use super::{accounts, feedback, meetings, roadmap, tags};
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::note::{Origin, OriginNames};

/// Refuses an origin that points to something that is not there.
pub(in crate::store) fn check(db: &Connection, origin: &Origin) -> Result<(), Failure> {
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
pub(in crate::store) fn names(db: &Connection, origin: &Origin) -> Result<OriginNames, Failure> {
    let meeting = look(origin.meeting, |id| meetings::by_id(db, id))?;
    let theme = look(origin.theme, |id| tags::by_id(db, id))?;
    let account = look(origin.account, |id| accounts::by_id(db, id))?;
    let words = look(origin.feedback, |id| feedback::by_id(db, id))?;
    let item = look(origin.item, |id| roadmap::by_id(db, id))?;
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

fn look<I, T>(
    id: Option<I>,
    find: impl FnOnce(I) -> Result<Option<T>, Failure>,
) -> Result<Option<T>, Failure> {
    id.map_or(Ok(None), find)
}
