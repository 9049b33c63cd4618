//! The texts of a file of tags among those of the room: by their ids, else by all that was said. Must not know tags.

use hashbrown::{HashMap, HashSet};
use rusqlite::Connection;

use crate::domain::carried::CarriedText;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::ids::FeedbackId;
use crate::store::rows::key;
use crate::store::sql;

const ACCOUNT: &str = "
    SELECT id FROM accounts WHERE external = ?1 UNION ALL SELECT account FROM account_ids WHERE id = ?1 LIMIT 1";
const BY_ID: &str = "
    SELECT id FROM feedback WHERE exit_survey = ?1 AND external = ?2 AND external <> ''";
const OF_DAY: &str = "
    SELECT id, external, exit_survey, account, source, reason, text, score FROM feedback
    WHERE id BETWEEN ?1 AND ?2 AND received IS ?3
    UNION ALL SELECT id, external, exit_survey, account, source, reason, text, score FROM feedback
    WHERE received = ?3 AND received IS NOT NULL AND received <> (id >> 24) AND id NOT BETWEEN ?1 AND ?2
    ORDER BY id DESC";

/// What tells a text without an id from others of its day: kind, account, source, reason, words, score.
type TextKey = (bool, Option<i64>, String, String, String, Option<u64>);

/// The texts of a day by their words, each with its number and the id that its system knows it by.
type OfDay = HashMap<TextKey, Vec<(i64, String)>>;

/// The room's texts, looked up when they are asked for.
pub(super) struct RoomTexts<'a> {
    db: &'a Connection,
    accounts: HashMap<String, Option<i64>>,
    /// A day at a time.
    days: HashMap<Option<Day>, OfDay>,
    /// Those that a text of the file was found to be.
    taken: HashSet<i64>,
    /// Those that are to be added, by their ids in their own systems.
    added: HashMap<(bool, String), FeedbackId>,
}

impl RoomTexts<'_> {
    pub(super) fn of(db: &Connection) -> RoomTexts<'_> {
        RoomTexts {
            db,
            accounts: HashMap::new(),
            days: HashMap::new(),
            taken: HashSet::new(),
            added: HashMap::new(),
        }
    }

    /// Remembers a text that is to be added.
    pub(super) fn added(&mut self, one: &CarriedText, id: FeedbackId) {
        let of = (one.exit_survey, one.external.clone());
        self.added.insert(of, id);
    }

    /// The text of the room that one of the file is: by its id, else by all that was said.
    pub(super) fn found(&mut self, one: &CarriedText) -> Result<Option<FeedbackId>, Failure> {
        let by_id = sql::first(self.db, BY_ID, (one.exit_survey, &one.external), |row| {
            row.get(0)
        })?;
        if let Some(id) = by_id {
            self.taken.insert(id);
            return Ok(Some(FeedbackId(id)));
        }
        let of = (one.exit_survey, one.external.clone());
        if let Some(id) = self.added.get(&of) {
            return Ok(Some(*id));
        }
        let account = self.account(&one.account)?;
        if account.is_none() && !one.account.is_empty() {
            return Ok(None);
        }
        let words = (
            one.exit_survey,
            account,
            one.source.clone(),
            one.reason.clone(),
            one.text.clone(),
            one.score.map(f64::to_bits),
        );
        if !self.days.contains_key(&one.received) {
            let day = self.of_day(one.received)?;
            self.days.insert(one.received, day);
        }
        let alike = self.days.get(&one.received).and_then(|day| day.get(&words));
        let other_id = |external: &str| !external.is_empty() && !one.external.is_empty();
        let mut open = alike
            .into_iter()
            .flatten()
            .filter(|(id, external)| !self.taken.contains(id) && !other_id(external));
        let found = open.next().map(|(id, _)| *id);
        self.taken.extend(found);
        Ok(found.map(FeedbackId))
    }

    fn of_day(&self, day: Option<Day>) -> Result<OfDay, Failure> {
        let (first, last) = key::of_day(day);
        let mut said = OfDay::new();
        sql::each(self.db, OF_DAY, (first, last, day), |row| {
            let score: Option<f64> = row.get(7)?;
            let words = (
                row.get(2)?,
                row.get(3)?,
                row.get(4)?,
                row.get(5)?,
                row.get(6)?,
                score.map(f64::to_bits),
            );
            said.entry(words)
                .or_default()
                .push((row.get(0)?, row.get(1)?));
            Ok(())
        })?;
        Ok(said)
    }

    pub(super) fn account(&mut self, external: &str) -> Result<Option<i64>, Failure> {
        if external.is_empty() {
            return Ok(None);
        }
        if let Some(known) = self.accounts.get(external) {
            return Ok(*known);
        }
        let id = sql::first(self.db, ACCOUNT, [external], |row| row.get(0))?;
        self.accounts.insert(external.to_owned(), id);
        Ok(id)
    }
}
