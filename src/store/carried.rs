//! A file of tags taken into the room as one change: it adds, takes nothing away, and what the room has otherwise is
//! told and left as it is. Must not know how the file is written.

use hashbrown::{HashMap, HashSet};
use rusqlite::Connection;

use super::kept::quoted;
use super::rows::key::Keys;
use super::rows::tags::before;
use super::{Store, given, sql, table, tag_names};
use crate::domain::carried::{Carried, CarriedGift, CarriedText, Settled};
use crate::domain::change::{Applied, Author, Change, Field, Record, Subject};
use crate::domain::codebook::folded;
use crate::domain::failure::Failure;
use crate::domain::feedback::{Feedback, Mark, Tag};
use crate::domain::field::FieldValue;
use crate::domain::given::Gift;
use crate::domain::ids::{AccountId, ChangeId, FeedbackId, TagId};
use found::RoomTexts;
use same::There;

mod book;
mod found;
mod rewritten;
mod same;

const NEXT_TAG: &str =
    "SELECT ifnull((SELECT seq FROM sqlite_sequence WHERE name = 'tags'), 0) + 1";
const OFF: &str = "SELECT 1 FROM feedback_tags_off WHERE feedback = ?1 AND tag = ?2";
const TAGS_OF: &str = "
    SELECT name FROM feedback_tags JOIN tags ON tags.id = tag WHERE feedback = ?1 ORDER BY name";
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
            return Ok((nothing, CarriedPlan::of(&self.db, carried)?.settled));
        }
        let mut settled = Settled::default();
        let applied = self.edit(author, |store| {
            let plan = CarriedPlan::of(&store.db, carried)?;
            settled = plan.settled;
            Ok(Change::All(plan.changes))
        })?;
        Ok((applied, settled))
    }
}

/// What is to be done, found out by looking only.
struct CarriedPlan<'a> {
    db: &'a Connection,
    changes: Vec<Change>,
    settled: Settled,
    /// Every tag by its name as names are compared.
    tags: HashMap<String, Tag>,
    /// Tags by their other names, and by those that they had.
    known_as: HashMap<String, TagId>,
    /// What they were called before.
    former: Vec<(TagId, String)>,
    /// What the file's tags are called there, and which of the room's are one with each.
    there: There,
    next_tag: i64,
    keys: Keys<'a>,
    texts: RoomTexts<'a>,
    /// Texts that were dealt with: a file may name one twice.
    seen: HashSet<FeedbackId>,
    /// What is said of texts that are not here, behind the rest: they may be many.
    lost: Vec<String>,
}

impl<'a> CarriedPlan<'a> {
    fn of(db: &'a Connection, carried: &Carried) -> Result<CarriedPlan<'a>, Failure> {
        let tags = table::all::<Tag>(db)?.into_iter();
        let mut plan = CarriedPlan {
            db,
            changes: Vec::new(),
            settled: Settled::default(),
            tags: tags.map(|tag| (folded(&tag.name), tag)).collect(),
            known_as: known_as(db)?,
            former: tag_names::former(db)?,
            there: There::default(),
            next_tag: sql::one(db, NEXT_TAG, [], |row| row.get(0))?,
            keys: Keys::new(db)?,
            texts: RoomTexts::of(db),
            seen: HashSet::new(),
            lost: Vec::new(),
        };
        plan.recognise(&carried.book);
        let (themes, below): (Vec<_>, Vec<_>) =
            carried.book.iter().partition(|tag| tag.theme.is_empty());
        for tag in themes.into_iter().chain(below) {
            plan.book(tag)?;
        }
        for text in &carried.texts {
            plan.text(text)?;
        }
        plan.tell_parts();
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
        let stands = self.stands(id)?;
        if stands.mark.is_none() {
            for gift in &one.tags {
                self.gift(id, one, gift)?;
            }
        } else {
            self.tags_on_marked(id, one, &stands)?;
        }
        if !self.seen.insert(id) {
            return Ok(());
        }
        self.taken_off(id, one, &stands)?;
        self.mark(id, one, &stands);
        match (one.pinned, stands.pinned) {
            (false, _) => {}
            (true, true) => self.settled.known += 1,
            (true, false) => {
                let (was, now) = (false.value(), true.value());
                let subject = Subject::Feedback(id);
                self.give(Change::set(subject, Field::Pinned, was, now));
            }
        }
        Ok(())
    }

    /// What the room has made of a text.
    fn stands(&self, id: FeedbackId) -> Result<Stands, Failure> {
        let stands = sql::first(self.db, DEALT_WITH, [id], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
        let (mark, pinned) = stands.unwrap_or_default();
        Ok(Stands {
            mark,
            pinned,
            tags: sql::all(self.db, TAGS_OF, [id], |row| row.get(0))?,
        })
    }

    /// The mark of a file. A text that is tagged here is left as it is: a mark would take its money from the tags.
    fn mark(&mut self, id: FeedbackId, one: &CarriedText, stands: &Stands) {
        let Some(theirs) = one.mark else {
            return;
        };
        let there = format!("marked {} there", of(theirs));
        match stands.mark {
            None if stands.tags.is_empty() => {
                let (was, now) = (None::<Mark>.value(), Some(theirs).value());
                self.give(Change::set(Subject::Feedback(id), Field::Mark, was, now));
            }
            None => {
                let tags = stands.tags.join(", ");
                self.differs(format!("{}: {there}, tagged {tags} here", told(one)));
            }
            Some(own) if theirs == own => self.settled.known += 1,
            // Told with the tags that it has there.
            Some(_) if !one.tags.is_empty() => {}
            Some(own) => self.differs(format!("{}: {there}, {} here", told(one), of(own))),
        }
    }

    /// The tags of a file for a text that is marked here: it is left as it is.
    fn tags_on_marked(
        &mut self,
        id: FeedbackId,
        one: &CarriedText,
        stands: &Stands,
    ) -> Result<(), Failure> {
        let mut new = Vec::new();
        for gift in &one.tags {
            match self.ours(&gift.tag) {
                Some(tag) if given::has(self.db, id, tag)? => self.settled.known += 1,
                Some(_) | None => new.push(gift.tag.as_str()),
            }
        }
        let other_mark = one.mark.is_some() && one.mark != stands.mark;
        let Some(own) = stands
            .mark
            .filter(|_| !new.is_empty() || other_mark && !one.tags.is_empty())
        else {
            return Ok(());
        };
        let marked = one.mark.map(|mark| format!("marked {}", of(mark)));
        let tagged = (!new.is_empty()).then(|| format!("tagged {}", new.join(", ")));
        let there: Vec<String> = marked.into_iter().chain(tagged).collect();
        let there = there.join(" and ");
        self.differs(format!(
            "{}: {there} there, marked {} here",
            told(one),
            of(own)
        ));
        Ok(())
    }

    /// What people took off a text there and is on it here.
    fn taken_off(
        &mut self,
        id: FeedbackId,
        one: &CarriedText,
        stands: &Stands,
    ) -> Result<(), Failure> {
        for name in &one.off {
            if let Some(tag) = self.ours(name)
                && given::has(self.db, id, tag)?
            {
                let words = format!(
                    "{}: {name} was taken off there, and is on it here",
                    told(one)
                );
                self.differs(words);
            }
        }
        if let Some(mark) = one.unmarked.filter(|mark| stands.mark == Some(*mark)) {
            let words = format!(
                "{}: marked {} here, and no longer there",
                told(one),
                of(mark)
            );
            self.differs(words);
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
        if self.has_part_of(feedback, &gift.tag)? {
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
        if !one.has_something() {
            return Ok(());
        }
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

/// What the room has made of a text.
struct Stands {
    mark: Option<Mark>,
    pinned: bool,
    tags: Vec<String>,
}

/// Tags by their other names, and by those that they had.
fn known_as(db: &Connection) -> Result<HashMap<String, TagId>, Failure> {
    let before = before(db)?.into_iter();
    Ok(before.map(|(name, tag)| (name, TagId(tag))).collect())
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
    let parts = [day, one.account.clone(), quoted(words)];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
