//! Samples that two people tag blind, and what each said. Must not know how they are drawn or held against each other.

#[cfg(test)]
mod tests;

use hashbrown::HashSet;
use rusqlite::{Connection, params};

use super::convert::JsonText;
use super::done::{Done, Turn};
use super::feedback;
use super::kept::must_exist;
use super::shown::{self, LedgerMoney};
use super::sql;
use crate::domain::blind::{Blind, Blinding, CoderWords, SaidOf, Sample, Saying};
use crate::domain::change::{Change, Subject};
use crate::domain::erasure::ERASED;
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
/// Which of some texts are there, in their order; one that was erased has no words any more.
const THERE: &str = "SELECT f.id FROM json_each(?1) AS drawn JOIN feedback AS f ON f.id = drawn.value \
                     WHERE f.text NOT IN ('', ?2) ORDER BY drawn.key";
const ALL_SAID: &str = "SELECT feedback, coder, said FROM blind_said WHERE sample = ?1";
const SAID_WITH: &str = "SELECT sample, feedback, coder, said FROM blind_said \
    WHERE EXISTS (SELECT 1 FROM json_each(said, '$.tags') WHERE value = ?1) ORDER BY sample, feedback, coder";
const SAID: &str = "SELECT said FROM blind_said WHERE sample = ?1 AND feedback = ?2 AND coder = ?3";
const SAY: &str = "INSERT INTO blind_said (sample, feedback, coder, said) VALUES (?1, ?2, ?3, ?4) \
                   ON CONFLICT DO UPDATE SET said = excluded.said";
const UNSAY: &str = "DELETE FROM blind_said WHERE sample = ?1 AND feedback = ?2 AND coder = ?3";

/// The last sample, with what was said of its texts; those that are gone, or erased, are not among them.
pub fn last(db: &Connection) -> Result<Option<Blind>, Failure> {
    let sample = sql::first(db, LAST, [], |row| Ok(row.get::<_, JsonText<Sample>>(0)?.0))?;
    let Some(mut sample) = sample else {
        return Ok(None);
    };
    sample.texts = there(db, &sample)?;
    let said = sql::all(db, ALL_SAID, [sample.id], |row| {
        Ok(SaidOf {
            feedback: row.get(0)?,
            by: row.get(1)?,
            words: row.get::<_, JsonText<CoderWords>>(2)?.0,
        })
    })?;
    Ok(Some(Blind { sample, said }))
}

fn there(db: &Connection, sample: &Sample) -> Result<Vec<FeedbackId>, Failure> {
    let texts = params![JsonText(&sample.texts), ERASED];
    sql::all(db, THERE, texts, |row| row.get(0))
}

/// The sample of a number.
fn of_number(db: &Connection, id: i64) -> Result<Option<Sample>, Failure> {
    sql::first(db, ONE, [id], |row| {
        Ok(row.get::<_, JsonText<Sample>>(0)?.0)
    })
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
    money: &dyn LedgerMoney,
    coder: &str,
    limit: usize,
) -> Result<Untagged, Failure> {
    let blind = last(db)?.filter(|blind| coder.is_empty() || !blind.sample.over);
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

/// What the room says of a text that two tagged blind, with what becomes of its tags; `None` where it is not that.
///
/// # Errors
/// When the file cannot be read.
pub fn settled(db: &Connection, what: &Blinding) -> Result<Option<Change>, Failure> {
    let saying = match what {
        Blinding::Said(saying) if saying.by.is_empty() => saying.clone(),
        Blinding::Said(_) | Blinding::Sample { .. } => return Ok(None),
    };
    let tags = feedback::carried(db, saying.feedback)?;
    let mark = feedback::mark(db, saying.feedback)?;
    Ok(Some(saying.settles(&CoderWords::of(tags, mark))))
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
        id => of_number(turn.db, id)?,
    };
    // Of its texts only those that are there are seen.
    let drawn = stored.as_ref().map(|sample| sample.texts.clone());
    let seen = |sample: &Sample| Sample {
        texts: Vec::new(),
        ..sample.clone()
    };
    if stored.as_ref().map(seen) != was.map(seen) {
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
        Some(now) => Some(Sample {
            texts: drawn.unwrap_or(now.texts),
            ..now
        }),
        None => None,
    };
    match (was, &now) {
        (_, Some(now)) => sql::run(turn.db, PUT, params![now.id, JsonText(now.clone())])?,
        (Some(was), None) => sql::run(turn.db, DROP, [was.id])?,
        (None, None) => 0,
    };
    let words = sampled(was, now.as_ref());
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

/// What was done to a sample, in words.
fn sampled(was: Option<&Sample>, now: Option<&Sample>) -> String {
    match (was, now) {
        (None, Some(now)) => format!(
            "drew {} for {} and {} to tag blind",
            counted(now.texts.len(), "text"),
            now.coders[0],
            now.coders[1]
        ),
        (Some(_), Some(now)) if now.over => "ended the blind sample".to_owned(),
        (Some(_), Some(_)) => "took up the blind sample again".to_owned(),
        (_, None) => "dropped the blind sample".to_owned(),
    }
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
        Ok(row.get::<_, JsonText<CoderWords>>(0)?.0)
    })?;
    if saying.now.is_none() {
        must_be_unsettled(turn.db, saying)?;
    }
    if stored != saying.was {
        return Err(turn.changed_by(subject, is_said, "what is said of this text")?);
    }
    match &saying.now {
        Some(words) => {
            let row = params![
                saying.sample,
                saying.feedback,
                saying.by,
                JsonText(words.clone())
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

/// Refuses what somebody would say of a text of a sample that is over or was taken back, or which the room has settled.
pub fn must_be_open(db: &Connection, what: &Blinding) -> Result<(), Failure> {
    let Blinding::Said(saying) = what else {
        return Ok(());
    };
    let why = match of_number(db, saying.sample)? {
        None => "the blind sample was taken back",
        Some(sample) if sample.over && what.is_of_a_coder() => "the blind sample was ended",
        Some(_) => return must_be_unsettled(db, saying),
    };
    Err(Failure::conflict(why)
        .hint("nothing was written; `churnroom tag blind next` says what there is to tag now"))
}

/// Refuses to change what somebody said of a text once the room has settled it: it was settled by that.
fn must_be_unsettled(db: &Connection, saying: &Saying) -> Result<(), Failure> {
    let settled = params![saying.sample, saying.feedback, ""];
    match !saying.by.is_empty() && sql::first(db, SAID, settled, |_| Ok(()))?.is_some() {
        false => Ok(()),
        true => Err(Failure::conflict(
            "the room has settled this text since, by what was said of it",
        )
        .hint("take that back first, or settle it otherwise: churnroom tag blind settle")),
    }
}

/// Whether a change says something of a text of a sample; the room does it with what becomes of its tags.
fn is_said(change: &Change) -> bool {
    if let Change::All(all) = change {
        return all.iter().any(is_said);
    }
    matches!(change, Change::Blind(_))
}

/// What was said with a tag that becomes part of another, of whatever sample, said with the other.
pub fn renamed(db: &Connection, from: TagId, into: TagId) -> Result<Vec<Change>, Failure> {
    let changes = sql::all(db, SAID_WITH, [from], |row| {
        let was = row.get::<_, JsonText<CoderWords>>(3)?.0;
        let saying = Saying {
            sample: row.get(0)?,
            feedback: row.get(1)?,
            by: row.get(2)?,
            now: Some(was.with(from, into)),
            was: Some(was),
        };
        Ok(saying.change())
    })?;
    Ok(changes)
}
