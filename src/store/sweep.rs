//! Tags and a mark for many texts at once, each of them unread: made of the changes that anybody could do by hand.
//! Must not know how those are carried out.

use rusqlite::Connection;

use super::presence::is_unread;
use crate::domain::change::{Change, Field, Member, Subject};
use crate::domain::failure::Failure;
use crate::domain::ids::FeedbackId;
use crate::domain::money::count;
use crate::domain::sweep::Sweep;
use crate::domain::word::Word;

/// What it is made of, and what is to be said of texts that are left out.
///
/// # Errors
/// Those of SQLite.
pub fn composed(db: &Connection, what: &Sweep) -> Result<(Vec<Change>, String), Failure> {
    let (mut changes, mut left) = (Vec::new(), 0_u64);
    for text in &what.texts {
        match is_unread(db, *text)? {
            true => changes.extend(of_one(what, *text)),
            false => left += 1,
        }
    }
    let said = match left {
        0 => String::new(),
        1 => "; 1 was read meanwhile and left".to_owned(),
        _ => format!("; {} were read meanwhile and left", count(left)),
    };
    Ok((changes, said))
}

fn of_one(what: &Sweep, feedback: FeedbackId) -> impl Iterator<Item = Change> {
    let tags = what.tags.iter().map(move |tag| {
        let tag = *tag;
        Change::Join(Member::Tagged { feedback, tag })
    });
    let mark = what.mark.map(|mark| {
        let subject = Subject::Feedback(feedback);
        Change::set(subject, Field::Mark, None::<&str>, Some(mark.word()))
    });
    tags.chain(mark)
}
