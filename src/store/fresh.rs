//! Things made in a group and used in the same group: an id of 0 means the one of that kind added last.
//! Must not know how a change is carried out.

use super::kept::address;
use crate::domain::change::{Change, Edit, Member, Record, Subject};

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
            Change::Set(Edit { subject, .. }) => self.subject(subject),
            Change::Add(record) => self.record(record),
            Change::Remove(_)
            | Change::All(_)
            | Change::Import(_)
            | Change::RevertImport(_)
            | Change::Undo
            | Change::Redo => {}
        }
        change
    }

    fn member(&self, member: &mut Member) {
        match member {
            Member::Tagged { feedback, tag } => {
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
            Record::Feedback(feedback) => {
                feedback
                    .account
                    .iter_mut()
                    .for_each(|id| self.id(&mut id.0, "account"));
            }
            Record::Tag(tag) => tag
                .parent
                .iter_mut()
                .for_each(|id| self.id(&mut id.0, "tag")),
            Record::Link(link) => {
                self.id(&mut link.theme.0, "tag");
                link.item
                    .iter_mut()
                    .for_each(|id| self.id(&mut id.0, "item"));
                link.meeting
                    .iter_mut()
                    .for_each(|id| self.id(&mut id.0, "meeting"));
            }
            Record::Action(action) => {
                let owners = action.owner.iter_mut().chain(&mut action.with);
                owners.for_each(|id| self.id(&mut id.0, "owner"));
                let origin = &mut action.origin;
                origin
                    .theme
                    .iter_mut()
                    .for_each(|id| self.id(&mut id.0, "tag"));
            }
            Record::Account(_)
            | Record::Owner(_)
            | Record::Item(_)
            | Record::Meeting(_)
            | Record::Note(_)
            | Record::DayMark(_) => {}
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
