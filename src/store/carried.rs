//! A file of tags taken into the room as one change: it adds, takes nothing away, and what the room has otherwise is
//! told and left as it is. Must not know how the file is written.

use hashbrown::{HashMap, HashSet};
use rusqlite::Connection;

use super::kept::short;
use super::rows::key::Keys;
use super::{Store, given, sql, table};
use crate::domain::carried::{Carried, CarriedGift, CarriedText, Settled};
use crate::domain::change::{Applied, Author, Change, Field, Record, Subject};
use crate::domain::failure::Failure;
use crate::domain::feedback::{Feedback, Mark, Tag};
use crate::domain::field::Held;
use crate::domain::given::Gift;
use crate::domain::ids::{AccountId, ChangeId, FeedbackId};
use found::Texts;

mod book;
mod found;
mod rewritten;

const NEXT_TAG: &str =
    "SELECT ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'tags'), 0) + 1";
const OFF: &str = "SELECT 1 FROM feedback_tags_off WHERE feedback = ?1 AND tag = ?2";
const DEALT_WITH: &str = "SELECT mark, pinned FROM feedback WHERE id = ?1";

impl Store {
    /// Takes a file of tags in, as one change that one undo takes back; a dry run says what would come of it.
    ///
    /// # Errors
    /// Those of any change.
    pub fn carry(
        &mut self,
        author: &Author,
        carried: &Carried,
        dry_run: bool,
    ) -> Result<(Applied, Settled), Failure> {
        if dry_run {
            let nothing = Applied {
                change: ChangeId(0),
                subject: Subject::Room,
                words: String::new(),
            };
            return Ok((nothing, Plan::of(&self.db, carried)?.settled));
        }
        let mut settled = Settled::default();
        let applied = self.edit(author, |store| {
            let plan = Plan::of(&store.db, carried)?;
            settled = plan.settled;
            Ok(Change::All(plan.changes))
        })?;
        Ok((applied, settled))
    }
}

/// What is to be done, found out by looking only.
struct Plan<'a> {
    db: &'a Connection,
    changes: Vec<Change>,
    settled: Settled,
    /// Every tag by its name as the table compares names.
    tags: HashMap<String, Tag>,
    next_tag: i64,
    keys: Keys<'a>,
    texts: Texts<'a>,
    /// Texts that were dealt with: a file may name one twice.
    seen: HashSet<FeedbackId>,
    /// What is said of texts that are not here, behind the rest: they may be many.
    lost: Vec<String>,
}

impl<'a> Plan<'a> {
    fn of(db: &'a Connection, carried: &Carried) -> Result<Plan<'a>, Failure> {
        let tags = table::all::<Tag>(db)?.into_iter();
        let mut plan = Plan {
            db,
            changes: Vec::new(),
            settled: Settled::default(),
            tags: tags.map(|tag| (named(&tag.name), tag)).collect(),
            next_tag: sql::one(db, NEXT_TAG, [], |row| row.get(0))?,
            keys: Keys::new(db)?,
            texts: Texts::of(db),
            seen: HashSet::new(),
            lost: Vec::new(),
        };
        let (themes, below): (Vec<_>, Vec<_>) =
            carried.book.iter().partition(|tag| tag.theme.is_empty());
        for tag in themes.into_iter().chain(below) {
            plan.book(tag)?;
        }
        for text in &carried.texts {
            plan.text(text)?;
        }
        plan.settled.differences.append(&mut plan.lost);
        Ok(plan)
    }

    fn differs(&mut self, words: String) {
        self.settled.differences.push(words);
    }

    fn text(&mut self, one: &CarriedText) -> Result<(), Failure> {
        self.settled.texts += 1;
        let Some(id) = self.texts.found(one)? else {
            return self.missing(one);
        };
        for gift in &one.tags {
            self.gift(id, one, gift)?;
        }
        if !self.seen.insert(id) {
            return Ok(());
        }
        let stands = sql::first(self.db, DEALT_WITH, [id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        let (mark, pinned): (Option<Mark>, bool) = stands.unwrap_or_default();
        let subject = Subject::Feedback(id);
        match (one.mark, mark) {
            (None, _) => {}
            (Some(theirs), None) => {
                let (was, now) = (None::<Mark>.value(), Some(theirs).value());
                self.give(Change::set(subject, Field::Mark, was, now));
            }
            (Some(theirs), Some(own)) if theirs == own => self.settled.known += 1,
            (Some(theirs), Some(own)) => {
                let words = format!(
                    "{}: marked {} there, {} here",
                    told(one),
                    of(theirs),
                    of(own)
                );
                self.differs(words);
            }
        }
        match (one.pinned, pinned) {
            (false, _) => {}
            (true, true) => self.settled.known += 1,
            (true, false) => {
                let (was, now) = (false.value(), true.value());
                self.give(Change::set(subject, Field::Pinned, was, now));
            }
        }
        Ok(())
    }

    fn give(&mut self, change: Change) {
        self.settled.given += 1;
        self.changes.push(change);
    }

    fn gift(
        &mut self,
        feedback: FeedbackId,
        one: &CarriedText,
        gift: &CarriedGift,
    ) -> Result<(), Failure> {
        let tag = self.tag(&gift.tag)?;
        let key = [feedback.0, tag.0];
        if given::has(self.db, feedback, tag)? {
            self.settled.known += 1;
            return Ok(());
        }
        if sql::first(self.db, OFF, key, |_| Ok(()))?.is_some() {
            let words = format!(
                "{}: {} is on it there, and was taken off here",
                told(one),
                gift.tag
            );
            self.differs(words);
            return Ok(());
        }
        // What came with a file there was given by nobody here.
        self.give(Change::Give(Box::new(Gift {
            feedback,
            tag,
            person: gift.by.clone(),
            at: gift.at,
            import: None,
            taken: gift.taken,
        })));
        Ok(())
    }

    /// A text that is not here. One with an id is added, for by that it is known when its own file comes; another would
    /// be there twice then.
    fn missing(&mut self, one: &CarriedText) -> Result<(), Failure> {
        let account = self.texts.account(&one.account)?;
        let known = account.is_some() || one.account.is_empty();
        let id = match known && !one.external.is_empty() {
            true => self.keys.next(one.received)?,
            false => None,
        };
        let Some(id) = id else {
            self.settled.missing += 1;
            let words = format!("{}: this text is not in the room", told(one));
            self.lost.push(words);
            return Ok(());
        };
        let feedback = Feedback {
            id: FeedbackId(id),
            external: one.external.clone(),
            account: account.map(AccountId),
            source: one.source.clone(),
            exit_survey: one.exit_survey,
            received: one.received,
            reason: one.reason.clone(),
            text: one.text.clone(),
            score: one.score,
            mark: one.mark,
            pinned: one.pinned,
        };
        self.settled.added += 1;
        self.seen.insert(feedback.id);
        self.texts.added(one, feedback.id);
        self.changes.push(Change::add(Record::Feedback(feedback)));
        for gift in &one.tags {
            self.gift(FeedbackId(id), one, gift)?;
        }
        Ok(())
    }
}

/// A name as the table compares names.
fn named(name: &str) -> String {
    name.to_ascii_lowercase()
}

fn of(mark: Mark) -> &'static str {
    match mark {
        Mark::Praise => "as praise",
        Mark::NoReason => "as without a reason",
    }
}

/// Which text it is: `2026-10-12, A1, "too dear"`.
fn told(one: &CarriedText) -> String {
    let day = one
        .received
        .map_or_else(|| "no day".to_owned(), |day| day.to_string());
    let words = match one.text.trim() {
        "" => one.reason.trim(),
        text => text,
    };
    let parts = [day, one.account.clone(), format!("\"{}\"", short(words))];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
