//! Feedback and exit surveys into their table, with their tags.
//! Must not know themes or money; words are handed to the index, not looked at.

use rusqlite::{Statement, params};

use crate::domain::failure::Failure;
use crate::domain::import::FeedbackRow;
use crate::store::search::index::Index;
use crate::store::sql;

use super::accounts::Accounts;
use super::aside::Aside;
use super::former::{FEEDBACK, RowWriter};
use super::key::Keys;
use super::known::{Known, Verdict};
use super::run::{DOUBLED, Run};
use super::tags::Tags;
use super::words::Words;

/// From this many rows on it pays to make the indexes once at the end.
const BULK: usize = 5_000;
/// With more rows than this already there, making the indexes again costs more than it saves.
const MANY: i64 = 100_000;

/// Rows written in one go, in the order of their numbers: a file in any order of days then touches
/// each page of the table once per so many rows instead of once per row.
const AT_ONCE: usize = 20_000;

/// Or so many bytes of words: rows may be long.
const BYTES_AT_ONCE: usize = 16 << 20;

/// A row of the file with its line and hash.
type Read = (u64, i64, FeedbackRow);

/// Takes in the rows of a surveys or feedback file.
pub(super) fn import(run: &mut Run<'_>, surveys: bool) -> Result<(), Failure> {
    let tx = run.tx;
    let scope = format!("exit_survey = {}", i32::from(surveys));
    let known = Known::new(tx, "feedback", &scope)?;
    let (mut first, mut bytes) = (Vec::<Read>::new(), 0);
    while first.len() < BULK
        && bytes < BYTES_AT_ONCE
        && let Some(row) = run.next_of()?
    {
        first.push(row);
        bytes += first[first.len() - 1].2.text.len();
    }
    let mut indexes = Aside::default();
    let count = "SELECT count(*) FROM feedback";
    let stored = || sql::one(tx, count, [], |row| row.get::<_, i64>(0));
    if first.len() == BULK && known.fresh && stored()? <= MANY {
        indexes.take(tx, "index", "feedback", &kept_live(&first, surveys))?;
        indexes.take(tx, "index", "feedback_tags", &[])?;
    }
    let words = write(run, known, first)?;
    run.go_on()?;
    indexes.put_back(tx)?;
    run.go_on()?;
    Ok(words.finish()?)
}

/// Writes all rows; what it knew of them is let go before the indexes need the memory.
fn write<'a>(run: &mut Run<'a>, known: Known<'a>, first: Vec<Read>) -> Result<Words<'a>, Failure> {
    let mut writer = Writer::new(run, known)?;
    for row in first {
        writer.take(run, row)?;
    }
    while let Some(row) = run.next_of()? {
        writer.take(run, row)?;
    }
    writer.flush()?;
    Ok(writer.words)
}

/// Indexes that these rows do not enter: keeping them costs nothing, making them again a walk through the table.
fn kept_live(first: &[Read], surveys: bool) -> Vec<&'static str> {
    let mut keep = vec!["feedback_moved"];
    if !surveys {
        keep.push("feedback_surveys");
    }
    if first.iter().all(|(_, _, row)| !row.external.is_empty()) {
        keep.push("feedback_hash");
    }
    keep
}

/// A row on its way into the table.
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
    /// Bytes of words in them.
    bytes: usize,
    writer: RowWriter<'a>,
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
            bytes: 0,
            writer: FEEDBACK.writer(tx, run.import, &["external", "exit_survey", "occurrence"])?,
            same_words: tx
                .prepare("SELECT 1 FROM feedback WHERE id = ?1 AND text = ?2 AND reason = ?3")?,
        })
    }

    fn take(&mut self, run: &mut Run<'_>, (line, hash, mut row): Read) -> Result<(), Failure> {
        row.score = row.score.filter(|score| score.is_finite());
        if row.text.is_empty() && row.reason.is_empty() && row.score.is_none() {
            run.counts.left_out += 1;
            return Ok(());
        }
        // A survey and a piece of other feedback may have the same values and are two things.
        let hash = hash ^ i64::from(row.exit_survey);
        if self.known.has_seen(&row.external) {
            self.flush()?;
        }
        match self.known.judge(&row.external, hash)? {
            Verdict::Unchanged => run.counts.unchanged += 1,
            Verdict::Doubled => run.reject(line, DOUBLED),
            Verdict::New(occurrence) => self.add(run, line, (hash, occurrence), row)?,
            Verdict::Changed(id) => self.change(run, id, hash, row)?,
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
        self.bytes += row.text.len();
        self.pending.push(Pending {
            id,
            account,
            hash,
            occurrence,
            row,
        });
        run.counts.new += 1;
        if self.pending.len() == AT_ONCE || self.bytes >= BYTES_AT_ONCE {
            self.flush()
        } else {
            Ok(())
        }
    }

    /// Writes the rows that wait, in the order of their numbers.
    fn flush(&mut self) -> Result<(), Failure> {
        self.bytes = 0;
        self.pending.sort_unstable_by_key(|pending| pending.id);
        let mut tagged = Vec::new();
        for one in std::mem::take(&mut self.pending) {
            self.write(&one)?;
            let given = one.row.tags.as_deref().unwrap_or_default();
            let tags = self.tags.numbers(given)?.into_iter();
            tagged.extend(tags.map(|tag| (one.id, tag)));
            self.words.written(one.id);
        }
        self.tags.set(&tagged)
    }

    fn write(&mut self, one: &Pending) -> Result<(), Failure> {
        let row = &one.row;
        let values = params![
            row.external,
            row.exit_survey,
            one.occurrence,
            one.account,
            row.source,
            row.received,
            row.reason,
            row.text,
            row.score,
            one.hash,
        ];
        Ok(self.writer.write(Some(one.id), values)?)
    }

    /// Keeps the number, so that what people hung on it stays on it, even when the day is another.
    fn change(
        &mut self,
        run: &mut Run<'_>,
        id: i64,
        hash: i64,
        row: FeedbackRow,
    ) -> Result<(), Failure> {
        run.admit(FEEDBACK, Some(id), false, 1)?;
        let words = params![id, row.text, row.reason];
        if !self.same_words.exists(words)? {
            self.words.about_to_change(id)?;
        }
        let changed = Pending {
            id,
            account: self.account(run, &row)?,
            hash,
            occurrence: 0,
            row,
        };
        self.write(&changed)?;
        match &changed.row.tags {
            Some(tags) => self.tags.tag_again(id, tags),
            None => Ok(()),
        }
    }

    fn account(&mut self, run: &mut Run<'_>, row: &FeedbackRow) -> Result<Option<i64>, Failure> {
        if row.account.is_empty() {
            return Ok(None);
        }
        self.accounts.number(run, &row.account).map(Some)
    }
}
