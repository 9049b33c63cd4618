//! Keeps what is resident true: reads the journal's new rows and takes each change in as it is.
//! Must not know who made a change: one's own, an undo and another process's are all rows of the feed.

use std::cell::OnceCell;

use rusqlite::{Connection, TransactionState};

use super::super::convert::JsonText;
use super::super::{journal, sql};
use super::{Resident, load};
use crate::domain::change::{Change, Edit, Field, Member, Record, Subject, Value};
use crate::domain::evidence::Piece;
use crate::domain::failure::Failure;
use crate::domain::feedback::{Feedback, Mark};
use crate::domain::field::Bears;
use crate::domain::ids::{AccountId, ChangeId, FeedbackId};
use crate::domain::word::Word;

/// With more new rows than this, loading again is quicker than taking each in.
const MANY: usize = 2_000;

const NEWS: &str = "SELECT forward FROM journal WHERE id > ?1 ORDER BY id LIMIT ?2";

impl Resident {
    /// Takes in what the journal has to say since the last time. What is learned inside a write
    /// transaction may yet be rolled back: then everything is loaded again the next time.
    pub(super) fn catch_up(&mut self, db: &Connection) -> Result<(), Failure> {
        if self.in_doubt {
            self.invalidate();
            self.in_doubt = false;
        }
        let last = journal::last(db)?;
        if last == self.seen {
            return Ok(());
        }
        let ledger = self.ledger.get().is_some();
        if ledger || self.traits.get().is_some() || self.counts.get().is_some() {
            let news = news(db, self.seen)?;
            if news.len() > MANY || last < self.seen {
                self.invalidate();
            }
            for change in &news {
                self.take_in(db, change)?;
            }
        }
        self.seen = last;
        self.in_doubt = matches!(db.transaction_state(None::<&str>)?, TransactionState::Write);
        Ok(())
    }

    fn take_in(&mut self, db: &Connection, change: &Change) -> Result<(), Failure> {
        match change {
            Change::All(changes) => {
                for change in changes {
                    self.take_in(db, change)?;
                }
            }
            Change::Import(_) | Change::RevertImport(_) | Change::Erase(_) => self.invalidate(),
            Change::Undo | Change::Redo => self.invalidate(),
            Change::Add(record) | Change::Remove(record) => {
                self.record(db, record, matches!(change, Change::Add(_)))?;
            }
            Change::Set(edit) => self.edit(db, edit)?,
            Change::Join(Member::Tagged { feedback, tag }) => {
                self.at(db, *feedback, |evidence, at| evidence.tag(at, *tag))?;
            }
            Change::Give(gift) => {
                let tag = gift.tag;
                self.at(db, gift.feedback, |evidence, at| evidence.tag(at, tag))?;
            }
            Change::Leave(Member::Tagged { feedback, tag }) => {
                self.at(db, *feedback, |evidence, at| evidence.untag(at, *tag))?;
            }
            Change::Join(_) | Change::Leave(_) | Change::Warn(_) => {}
            Change::Move(_) | Change::Sweep(_) | Change::Keep(_) | Change::Blind(_) => {}
        }
        Ok(())
    }

    fn record(&mut self, db: &Connection, record: &Record, added: bool) -> Result<(), Failure> {
        match record {
            Record::Account(_) => self.invalidate(),
            // A tag that goes takes its place on feedback with it.
            Record::Tag(_) if !added => {
                self.forget_reasons();
                self.evidence = OnceCell::new();
            }
            Record::Tag(_) => self.read_book(db)?,
            Record::Feedback(feedback) => {
                self.counts = OnceCell::new();
                self.surveys = OnceCell::new();
                self.feedback(feedback, added);
            }
            Record::Owner(_)
            | Record::Item(_)
            | Record::Link(_)
            | Record::Meeting(_)
            | Record::Note(_)
            | Record::Action(_)
            | Record::Aim(_)
            | Record::DayMark(_)
            | Record::Outreach(_) => {}
        }
        Ok(())
    }

    fn feedback(&mut self, feedback: &Feedback, added: bool) {
        let (Some(ledger), Some(evidence)) = (self.ledger.get(), self.evidence.get_mut()) else {
            return;
        };
        if feedback.account.is_some_and(|id| ledger.leaves_out(id)) {
            return;
        }
        let account = feedback.account.and_then(|id| ledger.customer(id));
        self.reasons.touched(ledger, account, feedback.received);
        if !added {
            evidence.remove(account, feedback.id);
            return;
        }
        let source = load::origin(feedback.exit_survey, &feedback.source);
        let source = evidence.source_number(source);
        evidence.insert(Piece {
            id: feedback.id,
            account,
            day: feedback.received,
            exit_survey: feedback.exit_survey,
            mark: feedback.mark,
            pinned: feedback.pinned,
            words: !feedback.text.is_empty(),
            source,
        });
    }

    fn edit(&mut self, db: &Connection, edit: &Edit) -> Result<(), Failure> {
        match edit.subject {
            Subject::Account(_) => self.account(edit.field),
            Subject::Tag(_) => self.read_book(db)?,
            Subject::Feedback(id) => self.piece(db, id, edit)?,
            // Since when losses are known may be another day now: what was learned before it goes.
            Subject::Room => {
                self.learned = None;
                self.warnings = None;
            }
            Subject::Owner(_)
            | Subject::Item(_)
            | Subject::Link(_)
            | Subject::Meeting(_)
            | Subject::Note(_)
            | Subject::Action(_)
            | Subject::Aim(_)
            | Subject::DayMark(_)
            | Subject::Outreach(_)
            | Subject::Import(_) => {}
        }
        Ok(())
    }

    fn account(&mut self, field: Field) {
        match field.bears_on() {
            // What it paid and said counts elsewhere now, or not at all.
            Bears::Standing | Bears::Successor => self.invalidate(),
            Bears::Alone | Bears::Call | Bears::End | Bears::Course => {
                self.traits = OnceCell::new();
                self.learned = None;
            }
            Bears::Mark | Bears::Pin | Bears::Reason | Bears::Words => {}
        }
    }

    fn piece(&mut self, db: &Connection, id: FeedbackId, edit: &Edit) -> Result<(), Failure> {
        match edit.field.bears_on() {
            Bears::Mark => {
                let mark = match &edit.now {
                    Value::Text(word) => Mark::from_word(word),
                    Value::None | Value::Int(_) | Value::Real(_) => None,
                };
                self.at(db, id, |evidence, at| evidence.set_mark(at, mark))?;
            }
            Bears::Pin => {
                let pinned = edit.now == Value::Int(1);
                self.at(db, id, |evidence, at| evidence.set_pinned(at, pinned))?;
            }
            Bears::Reason => self.surveys = OnceCell::new(),
            // Whether it has words counts, and they are edited too seldom for a way of their own.
            Bears::Words => {
                self.forget_reasons();
                self.evidence = OnceCell::new();
            }
            // The rest of a piece is set when it is made, and never by itself.
            Bears::Alone | Bears::Call | Bears::Standing => {}
            Bears::Successor | Bears::End | Bears::Course => {}
        }
        Ok(())
    }

    fn read_book(&mut self, db: &Connection) -> Result<(), Failure> {
        self.forget_reasons();
        if let Some(evidence) = self.evidence.get_mut() {
            evidence.set_book(load::book(db)?);
        }
        Ok(())
    }

    /// Does something to a piece of feedback, if it is kept. One that is gone by now has its removal
    /// further on in the feed.
    fn at(
        &mut self,
        db: &Connection,
        id: FeedbackId,
        act: impl FnOnce(&mut crate::domain::evidence::Evidence, usize),
    ) -> Result<(), Failure> {
        let (Some(ledger), Some(evidence)) = (self.ledger.get(), self.evidence.get_mut()) else {
            return Ok(());
        };
        let said = "SELECT account FROM feedback WHERE id = ?1";
        let account = sql::first(db, said, [id], |row| row.get::<_, Option<AccountId>>(0))?;
        if let Some(account) = account {
            let account = account.and_then(|id| ledger.customer(id));
            if let Some(at) = evidence.position(account, id) {
                self.reasons.touched(ledger, account, evidence.day(at));
                act(evidence, at);
            }
        }
        Ok(())
    }
}

/// The changes after a journal row, oldest first.
fn news(db: &Connection, since: ChangeId) -> Result<Vec<Change>, Failure> {
    let limit = i64::try_from(MANY + 1).unwrap_or(i64::MAX);
    sql::all(db, NEWS, (since, limit), |row| {
        Ok(row.get::<_, JsonText<Change>>(0)?.0)
    })
}
