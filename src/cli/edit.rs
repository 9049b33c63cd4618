//! Editing things: reads what they are, writes what they shall be in one change, and tries again when somebody
//! was faster, unless `--was` says what the old value has to be.
//! Must not know which thing it is: its table of fields says how each is read.

use super::output::Shown;
use super::session::Session;
use super::thing;
use super::typed::{Sets, TypedThing, value};
use crate::domain::change::{Applied, Change, Field, Member, Record, Subject, Value};
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::ChangeId;

/// How often an edit is tried again when somebody else wrote between reading and writing.
const TRIES: usize = 5;

/// Sets the fields that were given, and shows the thing as it is then.
pub fn edit<T: TypedThing>(
    session: &mut Session,
    subject: Subject,
    sets: &Sets<T>,
) -> Result<Shown, Failure> {
    let applied = put(session, subject, sets, &[], |_| Vec::new())?;
    shown(session, &applied, subject)
}

/// Sets the fields that were given, and what goes with them, as one change with some more.
pub fn put<T: TypedThing>(
    session: &mut Session,
    subject: Subject,
    sets: &Sets<T>,
    more: &[Change],
    also: impl Fn(&Record) -> Vec<(Field, Value)>,
) -> Result<Applied, Failure> {
    let (given, was) = sets.asked();
    let mut values = Vec::new();
    for (is, text) in given {
        values.push((is.field, value(session, is, text)?));
    }
    match (given.as_slice(), was) {
        ([], _) => Err(Failure::usage("nothing was given to change")
            .hint("`--help` after the command shows what can be set")),
        ([(is, _)], Some(was)) => {
            let was = value(session, is, was)?;
            let (field, now) = values.remove(0);
            let record = thing::record(session, subject)?;
            let mut changes = vec![Change::set(subject, field, was, now)];
            changes.extend(differing(&record, subject, also(&record)));
            changes.extend_from_slice(more);
            apply_all(session, subject, changes)
        }
        (_, Some(_)) => Err(Failure::usage("--was goes with one changed field only")
            .hint("change the fields one at a time")),
        (_, None) => set_with(session, &[subject], more, |record| {
            values.iter().cloned().chain(also(record)).collect()
        }),
    }
}

/// A thing after a change.
pub fn shown(session: &mut Session, applied: &Applied, subject: Subject) -> Result<Shown, Failure> {
    Ok(Shown::edit(applied, thing::item(session, subject)?))
}

/// Sets what is not so already, all of it as one change.
pub fn set(
    session: &mut Session,
    subjects: &[Subject],
    wanted: impl Fn(&Record) -> Vec<(Field, Value)>,
) -> Result<Applied, Failure> {
    set_with(session, subjects, &[], wanted)
}

/// The same, as one change with some more.
pub fn set_with(
    session: &mut Session,
    subjects: &[Subject],
    more: &[Change],
    wanted: impl Fn(&Record) -> Vec<(Field, Value)>,
) -> Result<Applied, Failure> {
    let first = subjects.first().copied().unwrap_or(Subject::Room);
    again_on_conflict(|| {
        let mut changes = Vec::new();
        for subject in subjects {
            let record = thing::record(session, *subject)?;
            changes.extend(differing(&record, *subject, wanted(&record)));
        }
        changes.extend_from_slice(more);
        apply_all(session, first, changes)
    })
}

/// What is not so already, as changes.
fn differing(
    record: &Record,
    subject: Subject,
    wanted: Vec<(Field, Value)>,
) -> impl Iterator<Item = Change> {
    wanted.into_iter().filter_map(move |(field, now)| {
        let was = record.value(field);
        (was != now).then(|| Change::set(subject, field, was, now))
    })
}

/// Joins sets or leaves them, as one change.
pub fn belong(
    session: &mut Session,
    subject: Subject,
    members: impl IntoIterator<Item = Member>,
    joins: bool,
) -> Result<Applied, Failure> {
    let change = if joins { Change::Join } else { Change::Leave };
    apply_all(session, subject, members.into_iter().map(change).collect())
}

/// Reads and writes until nobody came in between.
pub fn again_on_conflict<T>(mut attempt: impl FnMut() -> Result<T, Failure>) -> Result<T, Failure> {
    let mut last = attempt();
    for _ in 1..TRIES {
        match &last {
            Err(failure) if failure.code == Code::Conflict => last = attempt(),
            _ => break,
        }
    }
    last
}

/// Applies changes as one; none at all is no change, and not an error.
pub fn apply_all(
    session: &mut Session,
    subject: Subject,
    mut changes: Vec<Change>,
) -> Result<Applied, Failure> {
    match changes.len() {
        0 => Ok(unchanged(subject)),
        1 => session.apply(&changes.remove(0)),
        _ => session.apply(&Change::All(changes)),
    }
}

/// What an edit that changes nothing answers.
pub fn unchanged(subject: Subject) -> Applied {
    Applied {
        change: ChangeId(0),
        subject,
        words: String::new(),
    }
}
