//! Freezing a meeting's numbers at its start and its end, out of the room's own answers.
//! Must not know what is frozen: `domain::frozen` does.

use crate::domain::asking::{Ask, ask};
use crate::domain::change::{Author, Change, Field, Subject};
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::frozen::{AtEnd, AtStart};
use crate::domain::ids::MeetingId;
use crate::domain::meeting::MeetingView;
use crate::domain::query::Query;

use super::doors::Doors;

/// Freezes what the meeting sees. What is frozen already stays as it was, unless the meeting ends.
///
/// # Errors
/// Those of the store.
pub fn freeze<D: Doors>(
    doors: &mut D,
    author: &Author,
    meeting: MeetingId,
    end: bool,
    today: Day,
) -> Result<(), Failure> {
    let meeting = view(doors, meeting)?.meeting;
    if !end && meeting.frozen_start.is_some() {
        return Ok(());
    }
    let asks: &mut Ask<'_> = &mut |query: Query| doors.answer(&query);
    let change = if end {
        let frozen = AtEnd::gather(meeting.id, today, asks)?.to_json()?;
        let subject = Subject::Meeting(meeting.id);
        Change::set(subject, Field::FrozenEnd, meeting.frozen_end, frozen)
    } else {
        AtStart::kept(&meeting, today, asks)?
    };
    doors.apply(author, &change).map(|_| ())
}

fn view<D: Doors>(doors: &mut D, meeting: MeetingId) -> Result<MeetingView, Failure> {
    let view = ask(&mut |query| doors.answer(&query), Query::Meeting(meeting));
    view.map(|view: Box<MeetingView>| *view)
}
