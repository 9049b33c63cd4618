//! Things made in a group and used in the same group: an id of 0 means the one of that kind added last.
//! Must not know how a change is carried out.

use super::kept::address;
use crate::domain::change::{Change, Edit, Member, Record, Subject, Value};
use crate::domain::field::{Holds, Thing};

/// What a group has added so far, the last of each kind last.
#[derive(Default)]
pub struct Fresh(Vec<Subject>);

impl Fresh {
    /// Remembers what was added.
    pub fn note(&mut self, done: &Change) {
        if let Change::Add(record) = done {
            self.0.push(record.subject());
        }
    }

    /// The change with each 0 replaced by what was added before it.
    pub fn fill(&self, change: &Change) -> Change {
        let mut change = change.clone();
        if self.0.is_empty() {
            return change;
        }
        match &mut change {
            Change::Join(member) | Change::Leave(member) => self.member(member),
            Change::Give(gift) => {
                self.id(&mut gift.feedback.0, "feedback");
                self.id(&mut gift.tag.0, "tag");
            }
            Change::Set(Edit { subject, .. }) => self.subject(subject),
            Change::Add(record) => self.record(record),
            Change::Remove(_)
            | Change::All(_)
            | Change::Move(_)
            | Change::Sweep(_)
            | Change::Keep(_)
            | Change::Blind(_)
            | Change::Import(_)
            | Change::RevertImport(_)
            | Change::Erase(_)
            | Change::Warn(_)
            | Change::Undo
            | Change::Redo => {}
        }
        change
    }

    fn member(&self, member: &mut Member) {
        match member {
            Member::Tagged { feedback, tag } | Member::TakenOff { feedback, tag, .. } => {
                self.id(&mut feedback.0, "feedback");
                self.id(&mut tag.0, "tag");
            }
            Member::Present { meeting, owner } => {
                self.id(&mut meeting.0, "meeting");
                self.id(&mut owner.0, "owner");
            }
            Member::Discussed { meeting, theme } => {
                self.id(&mut meeting.0, "meeting");
                self.id(&mut theme.0, "tag");
            }
            Member::Shortlisted { theme, .. } => self.id(&mut theme.0, "tag"),
            Member::With { action, owner } => {
                self.id(&mut action.0, "action");
                self.id(&mut owner.0, "owner");
            }
        }
    }

    fn record(&self, record: &mut Record) {
        match record {
            Record::Feedback(feedback) => self.points(feedback),
            Record::Tag(tag) => self.points(tag),
            Record::Link(link) => self.points(link),
            Record::Action(action) => {
                self.points(action);
                let theme = action.origin.theme.iter_mut();
                theme.for_each(|id| self.id(&mut id.0, "tag"));
                let with = action.with.iter_mut();
                with.for_each(|id| self.id(&mut id.0, "owner"));
            }
            Record::Aim(aim) => self.points(aim),
            Record::Outreach(outreach) => self.points(outreach),
            Record::Account(_)
            | Record::Owner(_)
            | Record::Item(_)
            | Record::Meeting(_)
            | Record::Note(_)
            | Record::DayMark(_) => {}
        }
    }

    /// Every field that points to another thing.
    fn points<T: Thing>(&self, thing: &mut T) {
        for row in T::FIELDS {
            if let (Holds::Points(to), Value::Int(mut id)) =
                (row.is.holds, (row.get)(thing).value())
            {
                self.id(&mut id, address(to(0)).0);
                let _fits = (row.get_mut)(thing).put(Value::Int(id));
            }
        }
    }

    fn subject(&self, subject: &mut Subject) {
        let (kind, _, id) = address(*subject);
        if let (0, Some(last)) = (id, self.last(kind)) {
            *subject = last;
        }
    }

    fn id(&self, id: &mut i64, kind: &str) {
        if let (0, Some(last)) = (*id, self.last(kind)) {
            *id = address(last).2;
        }
    }

    fn last(&self, kind: &str) -> Option<Subject> {
        let of_kind = |subject: &&Subject| address(**subject).0 == kind;
        self.0.iter().rev().find(of_kind).copied()
    }
}
