//! Feedback: single pieces with their tags. Must not know pages or search (`rows` and `search` do).

use rusqlite::{Connection, params};

use super::kept::{KeptRecord, must_exist};
use super::rows::key::Keys;
use super::sql::{self, Use};
use super::table::{self, Tabled};
use crate::domain::change::Subject;
use crate::domain::failure::Failure;
use crate::domain::feedback::{Feedback, Mark, Tag};
use crate::domain::given::GivenTag;
use crate::domain::ids::{AccountId, FeedbackId, TagId};
use crate::domain::word::Word;

const OF_ACCOUNT: &str = "SELECT * FROM feedback WHERE account = ?1 ORDER BY id DESC";
const TAGS: &str = "
    SELECT tags.*, g.person AS given_by, ifnull(g.at, i.at) AS given_at, g.import AS given_import,
      g.taken AS given_taken
    FROM feedback_tags g JOIN tags ON tags.id = g.tag LEFT JOIN imports i ON i.id = g.import
    WHERE g.feedback = ?1 ORDER BY tags.name";
const CARRIED: &str = "SELECT tag FROM feedback_tags WHERE feedback = ?1 ORDER BY tag";
const MARK: &str = "SELECT mark FROM feedback WHERE id = ?1";
const KNOWN: &str = "
    SELECT 1 FROM feedback WHERE exit_survey = ?1 AND external = ?2 AND external <> '' AND id <> ?3";

impl Tabled for Feedback {
    type Id = FeedbackId;
    const TABLE: &'static str = "feedback";

    fn id(&mut self) -> &mut FeedbackId {
        &mut self.id
    }
}

impl KeptRecord for Feedback {
    fn check(&self, db: &Connection) -> Result<(), Failure> {
        if self.text.trim().is_empty() && self.score.is_none() && self.reason.trim().is_empty() {
            return Err(Failure::usage("the feedback has neither words nor a score")
                .hint("give what was said"));
        }
        let account = self.account.map(Subject::Account);
        account.map_or(Ok(()), |account| must_exist(db, account))?;
        let key = params![self.exit_survey, self.external, self.id];
        if sql::first(db, KNOWN, key, |_| Ok(()))?.is_none() {
            return Ok(());
        }
        let message = format!("there is feedback with the id `{}` already", self.external);
        Err(Failure::usage(message).hint("give it another id, or none"))
    }

    fn uses(&self) -> &'static [Use] {
        &[
            ("tag/tags", "feedback_tags", "feedback"),
            ("tag/tags taken off", "feedback_tags_off", "feedback"),
            (
                "judgment/judgments of somebody who tagged it blind",
                "blind_said",
                "feedback",
            ),
        ]
    }

    /// Customers' words stay out of the journal's words.
    fn label(&self, _: &Connection) -> Result<String, Failure> {
        Ok(match (self.exit_survey, self.received) {
            (true, Some(day)) => format!("the exit survey of {day}"),
            (true, None) => "an exit survey".to_owned(),
            (false, Some(day)) => format!("the feedback of {day}"),
            (false, None) => "undated feedback".to_owned(),
        })
    }

    fn account(&self) -> Option<AccountId> {
        self.account
    }
}

/// Writes a piece, under the next key of its day unless it has one.
pub fn insert(db: &Connection, piece: &Feedback) -> Result<i64, Failure> {
    let id = match piece.id.0 {
        0 => Keys::new(db)?.next(piece.received)?.ok_or_else(full)?,
        id => id,
    };
    table::insert(db, id, piece)
}

fn full() -> Failure {
    Failure::failed("its day already has 16 million pieces of feedback")
}

/// Everything an account said, newest first.
pub fn of_account(db: &Connection, account: AccountId) -> Result<Vec<Feedback>, Failure> {
    sql::all(db, OF_ACCOUNT, [account], table::read)
}

/// The tags that a piece carries, by their ids.
pub fn carried(db: &Connection, id: FeedbackId) -> Result<Vec<TagId>, Failure> {
    sql::all(db, CARRIED, [id], |row| row.get(0))
}

/// The mark that a piece has.
pub fn mark(db: &Connection, id: FeedbackId) -> Result<Option<Mark>, Failure> {
    let mark: Option<Option<String>> = sql::first(db, MARK, [id], |row| row.get(0))?;
    Ok(mark.flatten().and_then(|word| Mark::from_word(&word)))
}

/// The tags on one piece, by name, and who gave each.
pub fn tags_of(db: &Connection, id: FeedbackId) -> Result<(Vec<Tag>, Vec<GivenTag>), Failure> {
    let both = sql::all(db, TAGS, [id], |row| {
        let tag: Tag = table::read(row)?;
        let given = GivenTag {
            tag: tag.id,
            person: row.get("given_by")?,
            at: row.get("given_at")?,
            import: row.get("given_import")?,
            taken: row.get("given_taken")?,
        };
        Ok((tag, given))
    })?;
    Ok(both.into_iter().unzip())
}
