//! Feedback and exit surveys into their table, with their tags.
//! Must not know themes or money; words are handed to the index, not looked at.

use rusqlite::{Connection, OptionalExtension, Statement, params};

use crate::domain::failure::Failure;
use crate::domain::import::{FeedbackRow, ImportRow, SourceRow};
use crate::store::search::index::Index;

use super::accounts::{Accounts, doubled};
use super::aside::Aside;
use super::former::FEEDBACK;
use super::key::Keys;
use super::known::{Identity, Known, Verdict};
use super::run::Run;
use super::tags::Tags;
use super::words::Words;

/// From this many rows on it pays to make the indexes once at the end.
const BULK: usize = 5_000;
/// With more rows than this already there, making the indexes again costs more than it saves.
const MANY: i64 = 100_000;

/// Rows written in one go, in the order of their numbers: a file in any order of days then touches
/// each page of the table once per so many rows instead of once per row.
const AT_ONCE: usize = 20_000;

/// Takes in the rows of a surveys or feedback file.
pub(super) fn import(run: &mut Run<'_>, surveys: bool) -> Result<(), Failure> {
    let tx = run.tx;
    let scope = if surveys {
        "exit_survey = 1"
    } else {
        "exit_survey = 0"
    };
    let known = Known::new(tx, "feedback", scope)?;
    let mut first = Vec::new();
    while first.len() < BULK
        && let Some(row) = run.next()?
    {
        first.push(row);
    }
    let mut indexes = Aside::default();
    if first.len() == BULK && known.is_fresh() && stored(tx)? <= MANY {
        indexes.indexes(tx, "feedback", &kept_live(&first, surveys))?;
        indexes.indexes(tx, "feedback_tags", &[])?;
    }
    let words = write(run, known, first)?;
    run.go_on()?;
    indexes.put_back(tx)?;
    run.go_on()?;
    Ok(words.finish()?)
}

/// Writes all rows; what it knew of them is let go before the indexes need the memory.
fn write<'a>(
    run: &mut Run<'a>,
    known: Known<'a>,
    first: Vec<SourceRow>,
) -> Result<Words<'a>, Failure> {
    let mut writer = Writer::new(run, known)?;
    for row in first {
        writer.take(run, row)?;
    }
    while let Some(row) = run.next()? {
        writer.take(run, row)?;
    }
    writer.flush(run)?;
    Ok(writer.words)
}

/// Indexes that these rows do not enter: keeping them costs nothing, making them again a walk through the table.
fn kept_live(first: &[SourceRow], surveys: bool) -> Vec<&'static str> {
    let mut keep = vec!["feedback_moved"];
    if !surveys {
        keep.push("feedback_surveys");
    }
    let named =
        |row: &SourceRow| matches!(&row.row, ImportRow::Feedback(row) if !row.external.is_empty());
    if first.iter().all(named) {
        keep.push("feedback_hash");
    }
    keep
}

fn stored(tx: &Connection) -> Result<i64, Failure> {
    Ok(tx.query_row("SELECT count(*) FROM feedback", [], |row| row.get(0))?)
}

/// A new row on its way into the table.
struct Pending {
    id: i64,
    account: Option<i64>,
    hash: i64,
    occurrence: u32,
    row: FeedbackRow,
}

/// Everything that writing one row needs, prepared once.
struct Writer<'a> {
    known: Known<'a>,
    accounts: Accounts<'a>,
    tags: Tags<'a>,
    keys: Keys<'a>,
    words: Words<'a>,
    pending: Vec<Pending>,
    insert: Statement<'a>,
    update: Statement<'a>,
    same_words: Statement<'a>,
}

impl<'a> Writer<'a> {
    fn new(run: &Run<'a>, known: Known<'a>) -> Result<Writer<'a>, Failure> {
        let tx = run.tx;
        Ok(Writer {
            known,
            accounts: Accounts::load(tx)?,
            tags: Tags::load(tx, run.import.0)?,
            keys: Keys::new(tx)?,
            words: Words::begin(tx, Index::Feedback)?,
            pending: Vec::new(),
            insert: tx.prepare(
                "INSERT INTO feedback (id, external, account, source, exit_survey, received, reason, \
                   text, score, import, hash, occurrence) \
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?,
            update: tx.prepare(
                "UPDATE feedback SET account = ?2, source = ?3, received = ?4, reason = ?5, \
                   text = ?6, score = ?7, hash = ?8 WHERE id = ?1",
            )?,
            same_words: tx.prepare("SELECT 1 FROM feedback WHERE id = ?1 AND text = ?2 AND reason = ?3")?,
        })
    }

    fn take(&mut self, run: &mut Run<'_>, row: SourceRow) -> Result<(), Failure> {
        let SourceRow {
            line,
            hash,
            row: ImportRow::Feedback(mut row),
        } = row
        else {
            return Err(Run::mixed_up(row.line));
        };
        row.score = row.score.filter(|score| score.is_finite());
        if row.text.is_empty() && row.reason.is_empty() && row.score.is_none() {
            run.counts.left_out += 1;
            return Ok(());
        }
        // A survey and a piece of other feedback may have the same values and are two things.
        let hash = hash ^ i64::from(row.exit_survey);
        if self.known.has_seen(&row.external) {
            self.flush(run)?;
        }
        match self.known.judge(Identity {
            external: &row.external,
            hash,
        })? {
            Verdict::Unchanged => run.counts.unchanged += 1,
            Verdict::Doubled => run.reject(line, doubled(&row.external)),
            Verdict::New(occurrence) => self.add(run, line, (hash, occurrence), row)?,
            Verdict::Changed(id) => self.change(run, id, hash, &row)?,
        }
        Ok(())
    }

    /// Gives a new row its number; it is written with others.
    fn add(
        &mut self,
        run: &mut Run<'_>,
        line: u64,
        (hash, occurrence): (i64, u32),
        row: FeedbackRow,
    ) -> Result<(), Failure> {
        let Some(id) = self.keys.next(row.received)? else {
            run.reject(line, "its day already has 16 million pieces of feedback");
            return Ok(());
        };
        let account = self.account(run, &row)?;
        self.known.remember(&row.external, id);
        self.pending.push(Pending {
            id,
            account,
            hash,
            occurrence,
            row,
        });
        run.counts.new += 1;
        if self.pending.len() == AT_ONCE {
            self.flush(run)
        } else {
            Ok(())
        }
    }

    /// Writes the rows that wait, in the order of their numbers.
    fn flush(&mut self, run: &Run<'_>) -> Result<(), Failure> {
        self.pending.sort_unstable_by_key(|pending| pending.id);
        let mut tagged = Vec::new();
        for Pending {
            id,
            account,
            hash,
            occurrence,
            row,
        } in self.pending.drain(..)
        {
            self.insert.execute(params![
                id,
                row.external,
                account,
                row.source,
                row.exit_survey,
                row.received.map(|day| day.0),
                row.reason,
                row.text,
                row.score,
                run.import.0,
                hash,
                occurrence,
            ])?;
            tagged.extend(
                self.tags
                    .numbers(&row.tags)?
                    .into_iter()
                    .map(|tag| (id, tag)),
            );
            self.words.written(id);
        }
        self.tags.set(&tagged)
    }

    /// Keeps the number, so that what people hung on it stays on it, even when the day is another.
    fn change(
        &mut self,
        run: &mut Run<'_>,
        id: i64,
        hash: i64,
        row: &FeedbackRow,
    ) -> Result<(), Failure> {
        FEEDBACK.keep(run.tx, run.import.0, id)?;
        let same = self
            .same_words
            .query_row(params![id, row.text, row.reason], |_| Ok(()))
            .optional()?;
        if same.is_none() {
            self.words.about_to_change(id)?;
        }
        let account = self.account(run, row)?;
        self.update.execute(params![
            id,
            account,
            row.source,
            row.received.map(|day| day.0),
            row.reason,
            row.text,
            row.score,
            hash,
        ])?;
        self.tags.tag_again(id, &row.tags)?;
        run.counts.updated += 1;
        Ok(())
    }

    fn account(&mut self, run: &mut Run<'_>, row: &FeedbackRow) -> Result<Option<i64>, Failure> {
        if row.account.is_empty() {
            return Ok(None);
        }
        self.accounts.number(run, &row.account).map(Some)
    }
}
