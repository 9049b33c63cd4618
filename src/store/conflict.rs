//! A change that comes too late: who changed the thing meanwhile, and when. Must not know which change it is.

use super::done::Turn;
use super::journal;
use super::kept::exists;
use crate::domain::change::{Change, Field, JournalRow, Record, Subject, Value};
use crate::domain::day::Day;
use crate::domain::failure::{Code, Failure};
use crate::domain::field::{FieldOf, Holds, Thing};

impl Turn<'_> {
    /// A conflict that names who changed a thing and when, as far as the journal knows.
    pub fn changed_meanwhile(
        &self,
        subject: Subject,
        field: Option<Field>,
        what: &str,
    ) -> Result<Failure, Failure> {
        let sets = |change: &Change| field.is_none_or(|of| journal::sets(change, subject, of));
        self.changed_by(subject, sets, what)
    }

    /// The same of what only some changes of a subject are about.
    pub fn changed_by(
        &self,
        subject: Subject,
        is_about: impl Fn(&Change) -> bool,
        what: &str,
    ) -> Result<Failure, Failure> {
        let touch = journal::last_touch(self.db, subject, is_about)?;
        let message = match touch {
            Some(touch) => {
                let who = if touch.person == self.author.person {
                    "you have".to_owned()
                } else {
                    format!("{} has", touch.person)
                };
                format!(
                    "{who} changed {what} {} ({})",
                    ago(self.author.at.0 - touch.at.0, touch.at.day(0)),
                    touch.words
                )
            }
            None => format!("{what} is not as it was when you looked; an import changed it"),
        };
        Ok(Failure::conflict(message).hint("nothing was written; look at it again"))
    }

    /// Why something cannot be taken back: who took away what it is about, where that is what fails.
    pub fn not_taken_back(&self, inverse: &Change, failure: Failure) -> Failure {
        let touch = match failure.code {
            Code::NotFound => self.took_away(inverse).ok().flatten(),
            Code::Failed | Code::Usage | Code::Conflict | Code::ReadOnly | Code::Busy => None,
        };
        let Some(touch) = touch else { return failure };
        let who = match touch.person == self.author.person {
            true => "you",
            false => touch.person.as_str(),
        };
        let ago = ago(self.author.at.0 - touch.at.0, touch.at.day(0));
        let message = format!("what it was about is gone: {who} {} {ago}", touch.words);
        Failure::conflict(message).hint("that has to be taken back first; nothing was written")
    }

    /// The change that took away something that another one needs.
    fn took_away(&self, inverse: &Change) -> Result<Option<JournalRow>, Failure> {
        let needs = points(inverse).into_iter();
        for subject in journal::subjects(inverse).into_iter().chain(needs) {
            if !brings(inverse, subject) && !exists(self.db, subject)? {
                let goes = |change: &Change| removes(change, subject);
                if let Some(touch) = journal::last_touch(self.db, subject, goes)? {
                    return Ok(Some(touch));
                }
            }
        }
        Ok(None)
    }
}

/// What the things that a change makes point to.
fn points(change: &Change) -> Vec<Subject> {
    if let Change::All(all) = change {
        return all.iter().flat_map(points).collect();
    }
    let Change::Add(record) = change else {
        return Vec::new();
    };
    match &**record {
        Record::Feedback(feedback) => points_of(feedback),
        Record::Tag(tag) => points_of(tag),
        Record::Link(link) => points_of(link),
        Record::Action(action) => points_of(action),
        Record::Aim(aim) => points_of(aim),
        Record::Outreach(outreach) => points_of(outreach),
        Record::Account(_)
        | Record::Owner(_)
        | Record::Item(_)
        | Record::Meeting(_)
        | Record::Note(_)
        | Record::DayMark(_) => Vec::new(),
    }
}

fn points_of<T: Thing>(thing: &T) -> Vec<Subject> {
    let point = |row: &FieldOf<T>| {
        if let (Holds::Points(to), Value::Int(id)) = (row.is.holds, (row.get)(thing).value()) {
            return Some(to(id));
        }
        None
    };
    T::FIELDS.iter().filter_map(point).collect()
}

/// Whether a change takes a thing away for good.
fn removes(change: &Change, subject: Subject) -> bool {
    let goes = matches!(change, Change::Remove(record) if record.subject() == subject);
    let in_it = |all: &Vec<Change>| all.iter().any(|change| removes(change, subject));
    goes || matches!(change, Change::All(all) if in_it(all))
}

/// Whether a change makes a thing: it is no wonder that it is not there.
fn brings(change: &Change, subject: Subject) -> bool {
    let comes = matches!(change, Change::Add(record) if record.subject() == subject);
    let in_it = |all: &Vec<Change>| all.iter().any(|change| brings(change, subject));
    comes || matches!(change, Change::All(all) if in_it(all))
}

/// How long ago in words; a moment of another day by its date.
fn ago(seconds: i64, day: Day) -> String {
    match seconds {
        ..=59 => "just now".to_owned(),
        60..=119 => "a minute ago".to_owned(),
        120..=7_199 => format!("{} minutes ago", seconds / 60),
        7_200..=86_399 => format!("{} hours ago", seconds / 3_600),
        _ => format!("on {day}"),
    }
}

#[cfg(test)]
mod tests {
    use super::ago;
    use crate::domain::day::Day;

    #[test]
    fn how_long_ago() {
        let day = Day::ymd(2026, 10, 12).unwrap();
        let cases = [
            (-3, "just now"),
            (59, "just now"),
            (60, "a minute ago"),
            (600, "10 minutes ago"),
            (7_200, "2 hours ago"),
            (90_000, "on 2026-10-12"),
        ];
        for (seconds, words) in cases {
            assert_eq!(ago(seconds, day), words);
        }
    }
}
