//! Pages of feedback, newest first, by any mixture of filters: row numbers only, read by key.
//! Must not know what is shown of them.
//!
//! One filter drives and keeps the order of the row numbers by itself, the others are looked up for
//! each row it gives: an account's feedback is short, words and tags are indexed in the order of time.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::domain::failure::Failure;
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::query::FeedbackFilter;
use crate::store::rows::key;
use crate::store::sql;

use super::asked;
use super::conditions::{PlanOf, UNTOUCHED, WhereCondition};

/// One page of row numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowNumbers {
    /// Newest first.
    pub ids: Vec<FeedbackId>,
    /// The key of the next page.
    pub next: Option<String>,
}

/// The feedback a filter lets through, after a key, at most so many.
///
/// # Errors
/// A key that no page gave, and what SQLite says.
pub fn feedback(
    db: &Connection,
    filter: &FeedbackFilter,
    plan_of: PlanOf<'_>,
    after: Option<&str>,
    limit: u32,
) -> Result<RowNumbers, Failure> {
    let before = after.map(parse_key).transpose()?;
    let sought = asked::feedback(db, &filter.words, plan_of)?;
    if sought.is_empty() && !filter.words.trim().is_empty() {
        return Ok(RowNumbers::default());
    }
    let tags = match filter.tag {
        Some(tag) => with_children(db, tag)?,
        None => Vec::new(),
    };
    let asked = ReadyFilter {
        filter,
        words: sought.expression(Some(db))?,
        sought,
        tags,
        before,
    };
    let mut ids = Vec::new();
    for lane in asked.lanes() {
        ids.extend(lane.read(db, i64::from(limit) + 1)?);
    }
    ids.sort_unstable_by(|a, b| b.cmp(a));
    ids.dedup();
    let more = ids.len() > limit as usize;
    ids.truncate(limit as usize);
    let next = ids.last().filter(|_| more).map(|id| id.named());
    Ok(RowNumbers { ids, next })
}

fn parse_key(key: &str) -> Result<i64, Failure> {
    let id = key.parse::<FeedbackId>();
    id.map(|id| id.0).map_err(|_| {
        let message = format!("reading the next page: `{key}` is not the key of a page");
        Failure::usage(message).hint("pass the `next` of the page before, or none")
    })
}

/// A tag and the children that roll up into it.
fn with_children(db: &Connection, tag: TagId) -> Result<Vec<i64>, Failure> {
    let ids = "SELECT id FROM tags WHERE id = ?1 OR parent = ?1";
    sql::all(db, ids, [tag], |row| row.get(0))
}

/// A filter made ready.
struct ReadyFilter<'f> {
    filter: &'f FeedbackFilter,
    sought: asked::SoughtAmong,
    /// Its words for the index.
    words: Option<String>,
    tags: Vec<i64>,
    before: Option<i64>,
}

impl ReadyFilter<'_> {
    /// The queries that together give the page: each in order, the newest of all of them are the page's.
    fn lanes(&self) -> Vec<Lane> {
        let mut lanes: Vec<Lane> = self.drivers();
        if let (Some(period), None) = (self.filter.period, self.filter.account) {
            let (first, last) = key::span(period.first(), period.last());
            for lane in &mut lanes {
                let sql = format!("{} BETWEEN ? AND ?", lane.order);
                lane.and(&sql, [first, last]);
            }
            // Feedback whose day was corrected keeps its number: it stands in a small index of its own.
            let mut moved = Lane::new("feedback f", "f.id");
            moved.and(
                "f.received <> (f.id >> 24) AND f.received IS NOT NULL",
                [0; 0],
            );
            lanes.push(moved);
        }
        lanes.iter_mut().for_each(|lane| self.narrow(lane));
        lanes
    }

    /// What gives the row numbers in order: words, else tags, else the table or its index by account.
    fn drivers(&self) -> Vec<Lane> {
        if self.filter.account.is_some() {
            return vec![Lane::new("feedback f", "f.id")];
        }
        if let Some(words) = &self.words {
            let mut lane = Lane::new(
                "feedback_fts x CROSS JOIN feedback f ON f.id = x.rowid",
                "x.rowid",
            );
            lane.and("x.feedback_fts MATCH ?", [words.clone()]);
            return vec![lane];
        }
        if self.filter.tag.is_none() {
            return vec![Lane::new("feedback f", "f.id")];
        }
        let by_tag = |tag: &i64| {
            let from = "feedback_tags t CROSS JOIN feedback f ON f.id = t.feedback";
            let mut lane = Lane::new(from, "t.feedback");
            lane.and("t.tag = ?", [*tag]);
            lane
        };
        self.tags.iter().map(by_tag).collect()
    }

    /// Adds everything the driver does not say itself.
    fn narrow(&self, lane: &mut Lane) {
        if let Some(before) = self.before {
            let sql = format!("{} < ?", lane.order);
            lane.and(&sql, [before]);
        }
        if let Some(account) = self.filter.account {
            lane.and("f.account = ?", [account.0]);
        }
        if let Some(period) = self.filter.period {
            let days = [i64::from(period.first().0), i64::from(period.last().0)];
            lane.and("f.received BETWEEN ? AND ?", days);
        }
        if let Some(exit_survey) = self.filter.exit_survey {
            // In so many words, because only then SQLite knows that the index of the surveys serves.
            let sql = ["f.exit_survey = 0", "f.exit_survey = 1"][usize::from(exit_survey)];
            lane.and(sql, [0; 0]);
        }
        if let Some(untagged) = self.filter.untagged {
            let not = if untagged { "" } else { "NOT " };
            lane.and(&format!("{not}({UNTOUCHED})"), [0; 0]);
        }
        if self.words.is_some() && lane.order != "x.rowid" {
            self.sought.by_row().for_each(|one| lane.so(one));
        }
        self.sought
            .without()
            .into_iter()
            .for_each(|one| lane.so(one));
        for one in self.sought.beside() {
            lane.so(one.clone());
        }
        if self.filter.tag.is_some() && lane.order != "t.feedback" {
            let marks = vec!["?"; self.tags.len()].join(", ");
            let sql = format!(
                "EXISTS (SELECT 1 FROM feedback_tags WHERE feedback = f.id AND tag IN ({marks}))"
            );
            lane.and(&sql, self.tags.iter().copied());
        }
    }
}

/// One query in the order of the row numbers.
struct Lane {
    from: &'static str,
    order: &'static str,
    filters: Vec<String>,
    values: Vec<Value>,
}

impl Lane {
    fn new(from: &'static str, order: &'static str) -> Lane {
        Lane {
            from,
            order,
            filters: vec!["1 = 1".to_owned()],
            values: Vec::new(),
        }
    }

    fn and<V: Into<Value>>(&mut self, sql: &str, values: impl IntoIterator<Item = V>) {
        self.filters.push(sql.to_owned());
        self.values.extend(values.into_iter().map(Into::into));
    }

    fn so(&mut self, condition: WhereCondition) {
        self.and(&condition.sql, condition.values);
    }

    fn read(self, db: &Connection, limit: i64) -> Result<Vec<FeedbackId>, Failure> {
        let (from, order) = (self.from, self.order);
        let filters = self.filters.join(" AND ");
        let sql =
            format!("SELECT {order} FROM {from} WHERE {filters} ORDER BY {order} DESC LIMIT ?");
        let values = self.values.into_iter().chain([limit.into()]);
        sql::all(db, &sql, params_from_iter(values), |row| row.get(0))
    }
}
