//! Samples that two people tag blind, and what each said. Must not know how they are drawn or held against each other.

use hashbrown::HashSet;
use rusqlite::{Connection, params};

use super::convert::Json;
use super::done::{Done, Turn};
use super::kept::must_exist;
use super::shown::{self, Money};
use super::sql;
use crate::domain::blind::{Blind, Blinding, CoderWords, SaidOf, Sample, Saying};
use crate::domain::change::{Change, Subject};
use crate::domain::failure::Failure;
use crate::domain::feedback::{FeedbackView, Quote, Untagged};
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::money::{Cents, counted};

const LAST: &str = "SELECT sample FROM blind ORDER BY id DESC LIMIT 1";
const ONE: &str = "SELECT sample FROM blind WHERE id = ?1";
const NEXT: &str = "SELECT ifnull(max(id), 0) + 1 FROM blind";
const PUT: &str = "INSERT INTO blind (id, sample) VALUES (?1, ?2) \
                   ON CONFLICT DO UPDATE SET sample = excluded.sample";
const DROP: &str = "DELETE FROM blind WHERE id = ?1";
const THERE: &str = "SELECT 1 FROM feedback WHERE id = ?1";
const ALL_SAID: &str = "SELECT feedback, coder, said FROM blind_said WHERE sample = ?1";
const SAID: &str = "SELECT said FROM blind_said WHERE sample = ?1 AND feedback = ?2 AND coder = ?3";
const SAY: &str = "INSERT INTO blind_said (sample, feedback, coder, said) VALUES (?1, ?2, ?3, ?4) \
                   ON CONFLICT DO UPDATE SET said = excluded.said";
const UNSAY: &str = "DELETE FROM blind_said WHERE sample = ?1 AND feedback = ?2 AND coder = ?3";

/// The last sample, with what was said of its texts; those that are gone are not among them.
pub fn last(db: &Connection) -> Result<Option<Blind>, Failure> {
    let sample = sql::first(db, LAST, [], |row| Ok(row.get::<_, Json<Sample>>(0)?.0))?;
    let Some(mut sample) = sample else {
        return Ok(None);
    };
    let mut there = Vec::new();
    for id in &sample.texts {
        there.extend(sql::first(db, THERE, [id], |_| Ok(*id))?);
    }
    sample.texts = there;
    let said = sql::all(db, ALL_SAID, [sample.id], |row| {
        Ok(SaidOf {
            feedback: row.get(0)?,
            by: row.get(1)?,
            words: row.get::<_, Json<CoderWords>>(2)?.0,
        })
    })?;
    Ok(Some(Blind { sample, said }))
}

/// The texts that are being tagged blind: what is suggested for them is not to be seen, nor taken from a list.
pub fn hidden(db: &Connection) -> Result<HashSet<FeedbackId>, Failure> {
    let blind = last(db)?.filter(|blind| !blind.sample.over);
    Ok(blind.map_or_else(HashSet::new, |blind| {
        let texts = blind.sample.texts.iter().copied();
        texts
            .filter(|text| blind.said(*text, "").is_none())
            .collect()
    }))
}

/// The texts of the last sample that a coder has said nothing of yet, with nothing that anybody else has said of them;
/// of nobody, those on which both differ and which the room has not settled, as they are. What an account lost by it is
/// no hint to what is in a text.
pub fn to_say(
    db: &Connection,
    money: &dyn Money,
    coder: &str,
    limit: usize,
) -> Result<Untagged, Failure> {
    let blind = last(db)?.filter(|blind| !blind.sample.over);
    let blind = blind.unwrap_or_default();
    let mut texts: Vec<FeedbackId> = match coder {
        "" => blind.differ().collect(),
        coder => blind.left(coder).collect(),
    };
    let others = texts.len() as u64;
    texts.truncate(limit);
    let mut views = shown::pieces(db, money, &texts)?;
    if !coder.is_empty() {
        views.iter_mut().for_each(FeedbackView::bare);
    }
    let quote = |view| Quote {
        view,
        opening: Cents::ZERO,
        lost: Cents::ZERO,
    };
    Ok(Untagged {
        others,
        readings: Some(others),
        items: views.into_iter().map(quote).collect(),
        ..Untagged::default()
    })
}

/// Carries out `Change::Blind`.
pub fn carry(turn: &Turn<'_>, what: &Blinding) -> Result<Done, Failure> {
    match what {
        Blinding::Sample { was, now } => sample(turn, was.as_ref(), now.clone()),
        Blinding::Said(saying) => say(turn, saying),
    }
}

fn sample(turn: &Turn<'_>, was: Option<&Sample>, now: Option<Sample>) -> Result<Done, Failure> {
    let stored = match was.or(now.as_ref()).map_or(0, |sample| sample.id) {
        0 => None,
        id => sql::first(turn.db, ONE, [id], |row| {
            Ok(row.get::<_, Json<Sample>>(0)?.0)
        })?,
    };
    if stored.as_ref() != was {
        let is_it = |change: &Change| matches!(change, Change::Blind(_));
        return Err(turn.changed_by(Subject::Room, is_it, "the blind sample")?);
    }
    if let (Some(was), None) = (was, &now) {
        must_be_unsaid(turn.db, was)?;
    }
    let now = match now {
        Some(now) if now.id == 0 => Some(Sample {
            id: sql::one(turn.db, NEXT, [], |row| row.get(0))?,
            ..now
        }),
        now => now,
    };
    match (was, &now) {
        (_, Some(now)) => sql::run(turn.db, PUT, params![now.id, Json(now.clone())])?,
        (Some(was), None) => sql::run(turn.db, DROP, [was.id])?,
        (None, None) => 0,
    };
    let words = match (was, &now) {
        (None, Some(now)) => format!(
            "drew {} for {} and {} to tag blind",
            counted(now.texts.len(), "text"),
            now.coders[0],
            now.coders[1]
        ),
        (Some(_), Some(now)) if now.over => "ended the blind sample".to_owned(),
        (Some(_), Some(_)) => "took up the blind sample again".to_owned(),
        (_, None) => "dropped the blind sample".to_owned(),
    };
    let both = |was: Option<Sample>, now: Option<Sample>| {
        Change::Blind(Box::new(Blinding::Sample { was, now }))
    };
    Ok(Done {
        subject: Subject::Room,
        accounts: Vec::new(),
        nothing: was == now.as_ref(),
        inverse: both(now.clone(), was.cloned()),
        forward: both(was.cloned(), now),
        words,
    })
}

/// Refuses to drop a sample of which somebody has said something.
fn must_be_unsaid(db: &Connection, sample: &Sample) -> Result<(), Failure> {
    match sql::first(
        db,
        "SELECT 1 FROM blind_said WHERE sample = ?1 LIMIT 1",
        [sample.id],
        |_| Ok(()),
    )? {
        None => Ok(()),
        Some(()) => Err(
            Failure::conflict("somebody has tagged texts of the blind sample already")
                .hint("`churnroom tag blind stop` ends it"),
        ),
    }
}

fn say(turn: &Turn<'_>, saying: &Saying) -> Result<Done, Failure> {
    let subject = Subject::Feedback(saying.feedback);
    must_exist(turn.db, subject)?;
    let key = params![saying.sample, saying.feedback, saying.by];
    let stored = sql::first(turn.db, SAID, key, |row| {
        Ok(row.get::<_, Json<CoderWords>>(0)?.0)
    })?;
    if stored != saying.was {
        let is_it = |change: &Change| matches!(change, Change::Blind(_));
        return Err(turn.changed_by(subject, is_it, "what is said of this text")?);
    }
    match &saying.now {
        Some(words) => {
            let row = params![
                saying.sample,
                saying.feedback,
                saying.by,
                Json(words.clone())
            ];
            sql::run(turn.db, SAY, row)?;
        }
        None => {
            sql::run(turn.db, UNSAY, key)?;
        }
    }
    let words = match (saying.by.as_str(), &saying.now) {
        ("", Some(_)) => "settled a text of the blind sample",
        ("", None) => "a text of the blind sample is no longer settled",
        (_, Some(_)) => "tagged a text blind",
        (_, None) => "said nothing of a text of the blind sample",
    };
    let said = |was: &Option<CoderWords>, now: &Option<CoderWords>| {
        let (was, now) = (was.clone(), now.clone());
        let saying = Saying {
            was,
            now,
            ..saying.clone()
        };
        Change::Blind(Box::new(Blinding::Said(saying)))
    };
    Ok(Done {
        subject,
        // What was said of a customer's text in ids alone names nobody.
        accounts: Vec::new(),
        nothing: saying.was == saying.now,
        forward: said(&saying.was, &saying.now),
        inverse: said(&saying.now, &saying.was),
        words: words.to_owned(),
    })
}

/// What was said with a tag that becomes part of another, said with the other.
pub fn renamed(db: &Connection, from: TagId, into: TagId) -> Result<Vec<Change>, Failure> {
    let Some(blind) = last(db)? else {
        return Ok(Vec::new());
    };
    let own = blind.said.into_iter();
    let own = own.filter(|one| one.words.tags.contains(&from));
    let change = |one: SaidOf| {
        Change::Blind(Box::new(Blinding::Said(Saying {
            sample: blind.sample.id,
            feedback: one.feedback,
            by: one.by,
            now: Some(one.words.with(from, into)),
            was: Some(one.words),
        })))
    };
    Ok(own.map(change).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::change::{Author, Member, Record};
    use crate::domain::day::Moment;
    use crate::domain::failure::Code;
    use crate::domain::feedback::{Feedback, Tag};
    use crate::domain::query::{Query, TrustQuery};
    use crate::store::Store;

    /// Two texts that are tagged blind, the second of which has a tag.
    struct Room(Store, Vec<FeedbackId>);

    impl Room {
        fn new() -> Room {
            let mut room = Room(Store::in_memory().unwrap(), Vec::new());
            for text in ["slow", "dear"] {
                let text = text.to_owned();
                let said = Feedback {
                    text,
                    ..Feedback::default()
                };
                room.apply(&Change::add(Record::Feedback(said)));
            }
            let ids = "SELECT id FROM feedback ORDER BY text DESC";
            room.1 = sql::all(&room.0.db, ids, [], |row| row.get(0)).unwrap();
            let name = "price".to_owned();
            let tag = Tag {
                name,
                ..Tag::default()
            };
            room.apply(&Change::add(Record::Tag(tag)));
            let (feedback, tag) = (room.1[1], TagId(1));
            room.apply(&Change::Join(Member::Tagged { feedback, tag }));
            let begun = room.sample(0, false);
            room.apply(&turned(None, begun));
            room
        }

        fn tried(&mut self, change: &Change) -> Result<(), Failure> {
            let person = "Dana".to_owned();
            let at = Moment(1);
            self.0.apply(&Author { person, at }, change).map(drop)
        }

        fn apply(&mut self, change: &Change) {
            self.tried(change).unwrap();
        }

        fn sample(&self, id: i64, over: bool) -> Option<Sample> {
            Some(Sample {
                id,
                coders: ["Dana", "Kim"].map(str::to_owned),
                texts: self.1.clone(),
                over,
                ..Sample::default()
            })
        }

        /// Somebody says that there is nothing in the first.
        fn says(&mut self, by: &str) {
            self.apply(&Change::Blind(Box::new(Blinding::Said(Saying {
                sample: 1,
                feedback: self.1[0],
                by: by.to_owned(),
                was: None,
                now: Some(CoderWords::default()),
            }))));
        }

        fn hidden(&self) -> usize {
            hidden(&self.0.db).unwrap().len()
        }
    }

    fn turned(was: Option<Sample>, now: Option<Sample>) -> Change {
        Change::Blind(Box::new(Blinding::Sample { was, now }))
    }

    #[test]
    fn suggestions_are_hidden_of_a_text_until_it_is_settled_and_until_all_is_over() {
        let mut room = Room::new();
        room.says("Dana");
        assert_eq!(room.hidden(), 2);
        room.says("");
        assert_eq!(room.hidden(), 1);
        assert!(hidden(&room.0.db).unwrap().contains(&room.1[1]));
        let over = turned(room.sample(1, false), room.sample(1, true));
        room.apply(&over);
        assert_eq!(room.hidden(), 0);
    }

    #[test]
    fn a_sample_of_which_something_is_said_stays() {
        let mut room = Room::new();
        let dropped = |room: &Room, id| turned(room.sample(id, false), None);
        room.says("Dana");
        let (first, second) = (dropped(&room, 1), dropped(&room, 2));
        let failure = room.tried(&first).unwrap_err();
        assert_eq!(failure.code, Code::Conflict);
        let another = turned(None, room.sample(0, false));
        room.apply(&another);
        room.apply(&second);
    }

    #[test]
    fn whoever_reads_blind_sees_no_tag_of_anybody() {
        let mut room = Room::new();
        let coder = "Kim".to_owned();
        let query = Query::Trust(TrustQuery::ToSay { coder, limit: 9 });
        let found: Untagged = room.0.answer(&query).unwrap().try_into().unwrap();
        let tags = found.items.iter().map(|quote| quote.view.tags.len());
        assert_eq!(tags.collect::<Vec<_>>(), [0, 0]);
    }
}
