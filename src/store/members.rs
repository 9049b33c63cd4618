//! Memberships: tags on feedback, who is present, what was discussed or shortlisted, who helps.
//! Joining twice or leaving twice changes nothing and is no conflict. Must not know the journal.

use rusqlite::{Connection, params};

use super::done::{Done, Turn};
use super::given;
use super::journal::subject_of;
use super::kept::{address, must_exist};
use super::records::{account_of, label};
use super::{actions, sql, tags, taken_off, words};
use crate::domain::change::{Change, Member, Subject, Value};
use crate::domain::failure::Failure;
use crate::domain::given::Gift;
use crate::domain::ids::{FeedbackId, TagId};

/// Carries out `Change::Join`.
pub fn join(turn: &Turn<'_>, member: &Member) -> Result<Done, Failure> {
    let (set, values, points) = row(member);
    if matches!(member, Member::TakenOff { .. }) {
        let changed = taken_off::remember(turn.db, member)?;
        return done(turn.db, member, changed, true);
    }
    for subject in points {
        must_exist(turn.db, subject)?;
    }
    must_be_open(turn, member)?;
    // What is taken back was allowed once, and may have been put under another theme since.
    if let Member::Discussed { theme, .. } | Member::Shortlisted { theme, .. } = member
        && !turn.back
    {
        tags::must_be_theme(turn.db, *theme)?;
    }
    if let Member::With { action, owner } = member
        && !turn.back
    {
        actions::must_not_answer(turn.db, *action, *owner)?;
    }
    let changed = match member {
        Member::Tagged { feedback, tag } => {
            if let Some(own) = confirmed(turn, *feedback, *tag)? {
                return Ok(own);
            }
            return put_on(
                turn,
                &given::by_whom(turn, *feedback, *tag)?,
                Change::Join(*member),
            );
        }
        Member::TakenOff { .. }
        | Member::Present { .. }
        | Member::Discussed { .. }
        | Member::Shortlisted { .. }
        | Member::With { .. } => {
            let sql = format!("INSERT INTO {set} VALUES (?1, ?2) ON CONFLICT DO NOTHING");
            sql::run(turn.db, &sql, values)?
        }
    };
    done(turn.db, member, changed, true)
}

/// Carries out `Change::Leave`.
pub fn leave(turn: &Turn<'_>, member: &Member) -> Result<Done, Failure> {
    let (set, values, _) = row(member);
    must_be_open(turn, member)?;
    let inverse = match member {
        Member::TakenOff { feedback, tag, .. } => {
            let as_it_was = taken_off::remembered(turn.db, *feedback, *tag)?;
            Change::Join(as_it_was.unwrap_or(*member))
        }
        Member::Tagged { .. }
        | Member::Present { .. }
        | Member::Discussed { .. }
        | Member::Shortlisted { .. }
        | Member::With { .. } => given::back_on(turn.db, member)?,
    };
    let changed = match member {
        Member::Tagged { feedback, tag } => take_off(turn, feedback.0, tag.0)?,
        Member::TakenOff { .. }
        | Member::Present { .. }
        | Member::Discussed { .. }
        | Member::Shortlisted { .. }
        | Member::With { .. } => {
            let (table, columns) = set.split_once(' ').unwrap_or((set, ""));
            let sql = format!("DELETE FROM {table} WHERE {columns} = (?1, ?2)");
            sql::run(turn.db, &sql, values)?
        }
    };
    Ok(Done {
        inverse,
        ..done(turn.db, member, changed, false)?
    })
}

/// The review that has ended of which a member would change, in words: its minutes say who was there and what was discussed.
pub fn ended(db: &Connection, member: &Member) -> Result<Option<String>, Failure> {
    let (Member::Present { meeting, .. } | Member::Discussed { meeting, .. }) = *member else {
        return Ok(None);
    };
    let ended = "SELECT 1 FROM meetings WHERE id = ?1 AND status = 'ended'";
    let ended = sql::first(db, ended, [meeting], |_| Ok(()))?;
    let review = |()| label(db, Subject::Meeting(meeting));
    ended.map(review).transpose()
}

fn must_be_open(turn: &Turn<'_>, member: &Member) -> Result<(), Failure> {
    match ended(turn.db, member)? {
        None => Ok(()),
        // It was talked over all the same, under the name that its texts have now; its minutes have it as it was.
        Some(_) if turn.moves && matches!(member, Member::Discussed { .. }) => Ok(()),
        Some(review) => Err(Failure::failed(format!(
            "{review} has ended: who was there and what was discussed stays as its minutes say"
        ))),
    }
}

/// Carries out `Change::Give`.
pub fn give(turn: &Turn<'_>, gift: &Gift) -> Result<Done, Failure> {
    let member = Member::Tagged {
        feedback: gift.feedback,
        tag: gift.tag,
    };
    for subject in row(&member).2 {
        must_exist(turn.db, subject)?;
    }
    let mut gift = gift.clone();
    if gift.taken.is_some() && gift.person.is_empty() {
        gift.person.clone_from(&turn.author.person);
        gift.at = Some(turn.author.at);
    }
    let forward = Change::Give(Box::new(gift.clone()));
    put_on(turn, &gift, forward)
}

/// A tag that was taken from a list and is now given by a person who says so of the text: it becomes that person's own.
fn confirmed(turn: &Turn<'_>, feedback: FeedbackId, tag: TagId) -> Result<Option<Done>, Failure> {
    let before = given::gift(turn.db, feedback, tag)?;
    let Some(before) = before.filter(|gift| gift.taken.is_some() && !turn.back) else {
        return Ok(None);
    };
    let now = Gift {
        person: turn.author.person.clone(),
        at: Some(turn.author.at),
        taken: None,
        ..before.clone()
    };
    let changed = sql::run(turn.db, CONFIRM, params![feedback, tag, now.person, now.at])?;
    let member = Member::Tagged { feedback, tag };
    let name = words::name(turn.db, Subject::Tag(tag))?;
    // As often as before it is on a text: whoever counts by changes sees it go and come.
    let given = |gift| Change::All(vec![Change::Leave(member), Change::Give(Box::new(gift))]);
    Ok(Some(Done {
        forward: given(now),
        inverse: given(before),
        words: format!("confirmed {name}"),
        ..done(turn.db, &member, changed, true)?
    }))
}

fn done(db: &Connection, member: &Member, changed: usize, on: bool) -> Result<Done, Failure> {
    let subject = subject_of(member);
    Ok(Done {
        subject,
        accounts: account_of(db, subject)?.into_iter().collect(),
        words: said(db, member, on)?,
        forward: Change::turn(*member, !on),
        inverse: Change::turn(*member, on),
        nothing: changed == 0,
    })
}

const TAG_ON: &str = "
    INSERT INTO feedback_tags (feedback, tag, import, person, at, taken)
    VALUES (?1, ?2, ifnull((SELECT id FROM imports WHERE id = ?5),
      (SELECT import FROM feedback_tags_off WHERE feedback = ?1 AND tag = ?2)), ?3, ?4, ?6)
    ON CONFLICT DO NOTHING";
const CONFIRM: &str =
    "UPDATE feedback_tags SET person = ?3, at = ?4, taken = NULL WHERE feedback = ?1 AND tag = ?2";
const NO_LONGER_OFF: &str = "DELETE FROM feedback_tags_off WHERE feedback = ?1 AND tag = ?2";
const REMEMBER_OFF: &str = "
    INSERT INTO feedback_tags_off (feedback, tag, import)
    SELECT feedback, tag, import FROM feedback_tags
    WHERE feedback = ?1 AND tag = ?2 AND (NOT ?3 OR import IS NOT NULL AND person IS NOT NULL)
    ON CONFLICT DO NOTHING";
const TAG_OFF: &str = "DELETE FROM feedback_tags WHERE feedback = ?1 AND tag = ?2";

/// A tag put on again belongs to the import that had set it. One that was off is off again when that is taken back.
fn put_on(turn: &Turn<'_>, gift: &Gift, forward: Change) -> Result<Done, Failure> {
    let (feedback, tag) = (gift.feedback, gift.tag);
    let was_off = taken_off::remembered(turn.db, feedback, tag)?;
    let member = Member::Tagged { feedback, tag };
    let changed = put(turn.db, gift)?;
    let done = done(turn.db, &member, changed, true)?;
    let inverse = match was_off {
        Some(off) => Change::All(vec![done.inverse, Change::Join(off)]),
        None => done.inverse,
    };
    Ok(Done {
        forward,
        inverse,
        ..done
    })
}

fn put(db: &Connection, gift: &Gift) -> Result<usize, Failure> {
    let (feedback, tag) = (gift.feedback.0, gift.tag.0);
    let person = Some(gift.person.trim()).filter(|person| !person.is_empty());
    let row = params![feedback, tag, person, gift.at, gift.import, gift.taken];
    let changed = sql::run(db, TAG_ON, row)?;
    sql::run(db, NO_LONGER_OFF, [feedback, tag])?;
    Ok(changed)
}

/// A tag taken off does not come back with the next import, unless only its putting on was taken back. One that an
/// import had set and a person put on again was off before that.
fn take_off(turn: &Turn<'_>, feedback: i64, tag: i64) -> Result<usize, Failure> {
    sql::run(turn.db, REMEMBER_OFF, params![feedback, tag, turn.back])?;
    sql::run(turn.db, TAG_OFF, [feedback, tag])
}

/// A membership as a row: its set with the two columns, their values, and what is to be there for it.
fn row(member: &Member) -> (&'static str, [Value; 2], Vec<Subject>) {
    let (set, points) = match *member {
        Member::Tagged { feedback, tag } => (
            "feedback_tags (feedback, tag)",
            [Subject::Feedback(feedback), Subject::Tag(tag)],
        ),
        Member::TakenOff { feedback, tag, .. } => (
            "feedback_tags_off (feedback, tag)",
            [Subject::Feedback(feedback), Subject::Tag(tag)],
        ),
        Member::Present { meeting, owner } => (
            "meeting_present (meeting, owner)",
            [Subject::Meeting(meeting), Subject::Owner(owner)],
        ),
        Member::Discussed { meeting, theme } => (
            "meeting_discussed (meeting, theme)",
            [Subject::Meeting(meeting), Subject::Tag(theme)],
        ),
        Member::With { action, owner } => (
            "action_with (action, owner)",
            [Subject::Action(action), Subject::Owner(owner)],
        ),
        Member::Shortlisted { period, theme } => {
            let values = [period.to_string().into(), theme.0.into()];
            return (
                "shortlist (period, theme)",
                values,
                vec![Subject::Tag(theme)],
            );
        }
    };
    let values = points.map(|subject| Value::Int(address(subject).2));
    (set, values, points.to_vec())
}

/// What joining (`on`) or leaving is called.
fn said(db: &Connection, member: &Member, on: bool) -> Result<String, Failure> {
    let name = |subject| words::name(db, subject);
    let not = if on { "" } else { "not " };
    Ok(match *member {
        Member::Tagged { tag, .. } => {
            let how = if on { "tagged" } else { "took off the tag" };
            format!("{how} {}", name(Subject::Tag(tag))?)
        }
        Member::TakenOff { tag, .. } => {
            let how = if on { "keeps" } else { "no longer keeps" };
            format!("{how} {} off", name(Subject::Tag(tag))?)
        }
        Member::Present { owner, .. } => format!("{} is {not}here", name(Subject::Owner(owner))?),
        Member::Discussed { theme, .. } => {
            format!("{} was {not}discussed", name(Subject::Tag(theme))?)
        }
        Member::Shortlisted { period, theme } => {
            let how = if on { "put on" } else { "took off" };
            let (theme, period) = (name(Subject::Tag(theme))?, period.long());
            format!("{how} the shortlist of {period}: {theme}")
        }
        Member::With { action, owner } => {
            let how = if on { "helps" } else { "no longer helps" };
            let (who, what) = (name(Subject::Owner(owner))?, Subject::Action(action));
            format!("{who} {how} with {}", label(db, what)?)
        }
    })
}
