//! Feedback that neither an id nor a hash finds again, since its file has other columns than the one it came with: it
//! is known by its words, its account and its day.
//! Must not know how feedback is written.

use std::collections::BTreeSet;
use std::hash::{BuildHasher, RandomState};

use hashbrown::HashSet;
use rusqlite::Connection;

use crate::domain::change::{Field, Value};
use crate::domain::failure::Failure;
use crate::domain::import::FeedbackRow;
use crate::store::sql;

use super::edits::Edits;

const ALL: &str = "SELECT id, external <> '', exit_survey, account, received, text, reason FROM feedback \
                   WHERE hash IS NOT NULL AND (external = '' OR ?1)";
/// Whose words people changed.
const EDITED: &str = "
    SELECT DISTINCT of.subject FROM (
      SELECT id, subject FROM journal WHERE kind = 'feedback'
      UNION ALL SELECT change, subject FROM journal_also WHERE kind = 'feedback'
    ) of JOIN journal j ON j.id = of.id
    WHERE j.forward LIKE '%\"field\":\"text\"%' OR j.forward LIKE '%\"field\":\"reason\"%'";
const ONE: &str =
    "SELECT external <> '', exit_survey, account, received FROM feedback WHERE id = ?1";

/// Words of so many letters nobody says twice by chance.
const LONG: usize = 24;

/// A piece of feedback as far as it is known again by it.
#[derive(Clone, Copy)]
struct HeardFeedback {
    /// The hash of its words.
    words: u64,
    id: i64,
    has_id: bool,
    survey: bool,
    account: Option<i64>,
    received: Option<i32>,
}

/// All feedback that came from files before.
pub(super) struct SaidBefore {
    heard: Vec<HeardFeedback>,
    taken: HashSet<i64>,
    hasher: RandomState,
    /// Whether what was taken for the other of surveys and feedback is looked at.
    across: bool,
}

impl SaidBefore {
    /// Loads it; that of other ids only for a file that has rows without one.
    pub(super) fn load(tx: &Connection, nameless: bool) -> Result<SaidBefore, Failure> {
        let mut said = SaidBefore {
            heard: Vec::new(),
            taken: HashSet::new(),
            hasher: RandomState::new(),
            across: false,
        };
        sql::each(tx, ALL, [nameless], |row| {
            let heard = HeardFeedback {
                words: 0,
                id: row.get(0)?,
                has_id: row.get(1)?,
                survey: row.get(2)?,
                account: row.get(3)?,
                received: row.get(4)?,
            };
            let [text, reason]: [String; 2] = [row.get(5)?, row.get(6)?];
            said.hear(heard, &text, &reason);
            Ok(())
        })?;
        said.hear_edited(tx)?;
        said.heard
            .sort_unstable_by_key(|heard| (heard.words, heard.id));
        Ok(said)
    }

    /// What people changed also by what stood there before them.
    fn hear_edited(&mut self, tx: &Connection) -> Result<(), Failure> {
        let edits = Edits::load(tx, "feedback")?;
        let edited: BTreeSet<i64> = sql::all(tx, EDITED, [], |row| row.get(0))?
            .into_iter()
            .collect();
        for id in edited {
            let written = edits.of(tx, id)?;
            let before = |field| match written.of(field) {
                Some((Value::Text(text), _)) => text.clone(),
                Some((Value::None | Value::Int(_) | Value::Real(_), _)) | None => String::new(),
            };
            let [text, reason] = [Field::Text, Field::Reason].map(before);
            let heard = sql::first(tx, ONE, [id], |row| {
                Ok(HeardFeedback {
                    words: 0,
                    id,
                    has_id: row.get(0)?,
                    survey: row.get(1)?,
                    account: row.get(2)?,
                    received: row.get(3)?,
                })
            })?;
            heard
                .into_iter()
                .for_each(|heard| self.hear(heard, &text, &reason));
        }
        Ok(())
    }

    fn hear(&mut self, heard: HeardFeedback, text: &str, reason: &str) {
        for (is_reason, words) in [(false, text), (true, reason)] {
            if !words.is_empty() {
                let words = self.hasher.hash_one((is_reason, words.trim()));
                self.heard.push(HeardFeedback { words, ..heard });
            }
        }
    }

    /// Looks at the first rows of a file: where most of them were taken for the other kind, all of them may have been.
    pub(super) fn look_across<'r>(
        &mut self,
        rows: impl Iterator<Item = &'r FeedbackRow>,
        account: impl Fn(&str) -> Option<i64>,
    ) {
        self.across = true;
        let (mut all, mut other) = (0, 0);
        for row in rows {
            all += 1;
            let found = self.best(row, account(&row.account), &|_| true);
            other += usize::from(found.is_some_and(|heard| heard.survey != row.exit_survey));
        }
        self.across = all > 0 && other * 2 >= all;
    }

    /// The number of what a row says again; each is found once. `account` is the number of its account, if it has one;
    /// `open` says of which no other row is known to be.
    pub(super) fn find(
        &mut self,
        row: &FeedbackRow,
        account: Option<i64>,
        open: impl Fn(i64) -> bool,
    ) -> Option<i64> {
        let id = self.best(row, account, &open)?.id;
        self.taken.insert(id);
        Some(id)
    }

    fn best(
        &self,
        row: &FeedbackRow,
        account: Option<i64>,
        open: &dyn Fn(i64) -> bool,
    ) -> Option<HeardFeedback> {
        let (is_reason, words) = match row.text.is_empty() {
            true => (true, row.reason.as_str()),
            false => (false, row.text.as_str()),
        };
        if words.is_empty() {
            return None;
        }
        let key = self.hasher.hash_one((is_reason, words.trim()));
        let from = self.heard.partition_point(|heard| heard.words < key);
        let of = self.heard[from..]
            .iter()
            .take_while(|heard| heard.words == key);
        let long = !is_reason && words.chars().count() >= LONG;
        let fits = of.filter(|heard| {
            let open = !self.taken.contains(&heard.id) && open(heard.id);
            let kind = self.across || heard.survey == row.exit_survey;
            open && kind && (row.external.is_empty() || !heard.has_id)
        });
        let rated = fits.filter_map(|heard| {
            let by_account = same(row.account.is_empty(), account, heard.account)?;
            let by_day = same(
                row.received.is_none(),
                row.received.map(|day| day.0),
                heard.received,
            )?;
            let sure = u8::from(by_account) + u8::from(by_day);
            let enough = if is_reason { 2 } else { u8::from(!long) };
            (sure >= enough).then_some((sure, *heard))
        });
        rated
            .reduce(|best, one| if one.0 > best.0 { one } else { best })
            .map(|(_, heard)| heard)
    }
}

/// Whether two values are the same; `None` where they are two. What is not said on one side is neither.
fn same<T: PartialEq>(unsaid: bool, now: Option<T>, before: Option<T>) -> Option<bool> {
    match before {
        Some(before) if !unsaid => (now == Some(before)).then_some(true),
        Some(_) | None => Some(false),
    }
}
