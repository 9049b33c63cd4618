//! What a customer was called and what was known of it at any time, under each number that it had. Must not know what is
//! done with it.

use hashbrown::HashSet;

use super::super::account::Account;
use super::super::change::{Change, Field, Record, Subject, Value, described};
use super::super::field::Thing;
use super::super::ids::{AccountId, FeedbackId};
use super::speaks;

/// What the room has called a customer and known of it, now and before: its accounts, the journal, what imports kept.
#[derive(Debug, Default)]
pub struct FormerNames {
    /// The numbers of its accounts, those that are gone among them.
    pub numbers: HashSet<AccountId>,
    /// Names.
    pub names: HashSet<String>,
    /// Ids of its own systems.
    pub externals: HashSet<String>,
    /// Plans, segments and other columns.
    pub values: HashSet<String>,
    /// What it said, by number.
    pub feedback: HashSet<FeedbackId>,
}

impl FormerNames {
    /// Learns from the account as it was at some time.
    pub fn account(&mut self, mut account: Account) {
        for row in Account::FIELDS.iter().filter(|row| speaks(&row.is)) {
            let texts = (row.get_mut)(&mut account).texts().into_iter();
            let known = if row.is.field == Field::External {
                &mut self.externals
            } else if row.is.field == Field::Name {
                &mut self.names
            } else {
                &mut self.values
            };
            known.extend(texts.map(std::mem::take));
        }
    }

    fn is_own(&self, subject: Subject) -> bool {
        matches!(subject, Subject::Account(id) if self.numbers.contains(&id))
    }

    /// Learns from a change.
    pub fn learn(&mut self, change: Change) {
        match change {
            Change::Add(record) | Change::Remove(record) => match *record {
                Record::Account(one) if self.numbers.contains(&one.id) => self.account(one),
                Record::Feedback(one)
                    if one.account.is_some_and(|of| self.numbers.contains(&of)) =>
                {
                    self.feedback.insert(one.id);
                }
                Record::Account(_) | Record::Feedback(_) | Record::Tag(_) => {}
                Record::Owner(_) | Record::Item(_) | Record::Link(_) => {}
                Record::Meeting(_) | Record::Note(_) | Record::Action(_) => {}
                Record::Aim(_) | Record::DayMark(_) | Record::Outreach(_) => {}
            },
            Change::Set(edit) if self.is_own(edit.subject) => {
                for value in [edit.was, edit.now] {
                    let Value::Text(text) = value else { continue };
                    if edit.field == Field::Name {
                        self.names.insert(text);
                    } else if described(edit.subject, edit.field).is_some_and(speaks) {
                        self.values.insert(text);
                    }
                }
            }
            Change::All(changes) => {
                changes.into_iter().for_each(|one| self.learn(one));
            }
            Change::Set(_) | Change::Join(_) | Change::Leave(_) | Change::Import(_) => {}
            Change::Give(_) | Change::RevertImport(_) | Change::Erase(_) | Change::Warn(_) => {}
            Change::Move(_)
            | Change::Sweep(_)
            | Change::Keep(_)
            | Change::Blind(_)
            | Change::Undo
            | Change::Redo => {}
        }
    }
}
