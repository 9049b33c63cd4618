//! Feedback and exit surveys into their table, with their tags.
//! Must not know themes or money; words are handed to the index, not looked at.

use rusqlite::params;

use crate::domain::failure::Failure;
use crate::domain::import::FeedbackRow;
use crate::store::search::index::TextIndex;
use crate::store::sql;

use super::accounts::AccountNumbers;
use super::former::{FEEDBACK, RowWriter};
use super::key::Keys;
use super::known::{FoundRow, KnownRows, RowVerdict};
use super::meanwhile::HandOver;
use super::padded::Padded;
use super::piece::{Adder, Pending};
use super::run::{DOUBLED, Run};
use super::said::SaidBefore;
use super::stood::Stood;
use super::tags::{Retag, TagNumbers};
use super::twice;

/// From this many rows on it pays to make the indexes once at the end.
const BULK: usize = 5_000;
/// With more rows than this already there, making the indexes again costs more than it saves.
const MANY: i64 = 100_000;

/// Rows written in one go, in the order of their numbers: a file in any order of days then touches
/// each page of the table once per so many rows instead of once per row.
const AT_ONCE: usize = 10_000;

/// Or so many bytes of words: rows may be long.
const BYTES_AT_ONCE: usize = 16 << 20;

/// A row of the file.
type TextRow = super::run::KindRow<FeedbackRow>;

/// Takes in the rows of a surveys or feedback file.
pub(super) fn import(run: &mut Run<'_>, surveys: bool) -> Result<(), Failure> {
    let tx = run.tx;
    let scope = format!("exit_survey = {}", i32::from(surveys));
    let mut known = KnownRows::new(run, "feedback", &scope)?;
    if run.alike.other_kind {
        known.look_in(
            tx,
            "feedback",
            &format!("exit_survey = {}", i32::from(!surveys)),
        )?;
    }
    let (mut first, mut bytes) = (Vec::<TextRow>::new(), 0);
    while first.len() < BULK
        && bytes < BYTES_AT_ONCE
        && let Some(read) = run.next_read::<FeedbackRow>()?
    {
        bytes += read.row.text.len();
        first.push(read);
    }
    run.refusals.extend(twice::refusal(run, surveys, &first)?);
    let said = said_before(run, &known, &first)?;
    let mut hand_over = None;
    if first.len() == BULK && known.fresh && said.is_none() {
        hand_over = in_bulk(run, &first)?;
    }
    write(run, (known, said, hand_over), first)
}

/// The indexes of what people gave: no row of a file is in them.
const OF_PEOPLE: [&str; 2] = ["feedback_tags_person", "feedback_tags_taken"];

/// Takes off what is made at the end; gives who takes the rows for an index that is made meanwhile.
fn in_bulk(run: &mut Run<'_>, first: &[TextRow]) -> Result<Option<HandOver>, Failure> {
    let tx = run.tx;
    let stored = "SELECT count(*) FROM feedback";
    let stored: i64 = sql::one(tx, stored, [], |row| row.get(0))?;
    if stored <= MANY {
        let live = kept_live(first);
        run.aside.take(tx, "index", "feedback", &live)?;
        run.aside.take(tx, "index", "feedback_tags", &OF_PEOPLE)?;
    }
    let Some(meanwhile) = run.meanwhile.filter(|_| stored == 0) else {
        return Ok(None);
    };
    // A sum is of the columns as they stand in the table.
    let columns = tx.prepare("SELECT * FROM feedback")?;
    if !columns.column_names().eq(Pending::COLUMNS) {
        return Ok(None);
    }
    let (hand_over, made) = HandOver::begin(meanwhile, run.import);
    run.words(TextIndex::Feedback)?.all();
    run.made = Some(made);
    Ok(Some(hand_over))
}

/// What was said before under other columns, where that may be what the file says.
fn said_before(
    run: &Run<'_>,
    known: &KnownRows<'_>,
    first: &[TextRow],
) -> Result<Option<SaidBefore>, Failure> {
    let nameless = first.iter().any(|read| read.row.external.is_empty());
    if !run.alike.other_columns || !(nameless || known.has_nameless()) {
        return Ok(None);
    }
    let mut said = SaidBefore::load(run.tx, nameless)?;
    let accounts = AccountNumbers::load(run.tx)?;
    said.look_across(first.iter().map(|read| &read.row), |id| accounts.known(id));
    Ok(Some(said))
}

/// Writes all rows.
fn write<'a>(
    run: &mut Run<'a>,
    known: (KnownRows<'a>, Option<SaidBefore>, Option<HandOver>),
    first: Vec<TextRow>,
) -> Result<(), Failure> {
    let mut writer = Writer::new(run, known)?;
    for row in first {
        writer.take(run, row)?;
    }
    while let Some(row) = run.next_read()? {
        writer.take(run, row)?;
    }
    writer.flush(run)
}

/// Indexes that are not taken off: those that these rows do not enter, and those in which all rows of one file stand
/// side by side, so that each goes in behind the one before. To make one again is a walk through the table.
fn kept_live(first: &[TextRow]) -> Vec<&'static str> {
    let mut keep = vec!["feedback_moved", "feedback_surveys", "feedback_import"];
    if first.iter().all(|read| !read.row.external.is_empty()) {
        keep.extend(["feedback_hash", "feedback_raw"]);
    }
    keep
}

/// Everything that writing one row needs, prepared once.
struct Writer<'a> {
    known: KnownRows<'a>,
    said: Option<SaidBefore>,
    accounts: AccountNumbers<'a>,
    tags: TagNumbers<'a>,
    keys: Keys<'a>,
    pending: Vec<Pending>,
    /// Bytes of words in them.
    bytes: usize,
    adder: Adder<'a>,
    writer: RowWriter<'a>,
    stood: Stood<'a>,
    /// What stands there with blanks around its words, once it was looked for.
    padded: Option<Padded>,
    retag: Retag,
    /// Who takes the rows when they are written.
    hand_over: Option<HandOver>,
}

impl<'a> Writer<'a> {
    fn new(
        run: &Run<'a>,
        (known, said, hand_over): (KnownRows<'a>, Option<SaidBefore>, Option<HandOver>),
    ) -> Result<Writer<'a>, Failure> {
        let tx = run.tx;
        Ok(Writer {
            known,
            said,
            accounts: AccountNumbers::load(tx)?,
            tags: TagNumbers::load(tx, run.import.0)?,
            keys: Keys::new(tx)?,
            pending: Vec::new(),
            bytes: 0,
            adder: Adder::new(tx, run.import)?,
            writer: FEEDBACK.writer(tx, run.import, &[])?,
            stood: Stood::load(tx)?,
            padded: None,
            retag: run.alike.retag,
            hand_over,
        })
    }

    fn take(&mut self, run: &mut Run<'_>, read: TextRow) -> Result<(), Failure> {
        let TextRow {
            line,
            hash,
            mut former,
            mut row,
        } = read;
        row.score = row.score.filter(|score| score.is_finite());
        if row.text.is_empty() && row.reason.is_empty() && row.score.is_none() {
            run.counts.left_out += 1;
            return Ok(());
        }
        // A survey and a piece of other feedback may have the same values and are two things.
        let own = |hash: &mut i64| *hash ^= i64::from(row.exit_survey);
        let mut hash = hash;
        own(&mut hash);
        former
            .raw
            .iter_mut()
            .chain(&mut former.hashes)
            .for_each(own);
        if self.known.has_seen(&row.external) {
            self.flush(run)?;
        }
        let raw = former.raw.filter(|_| row.external.is_empty());
        let mut pending = Pending {
            id: 0,
            account: None,
            hash,
            raw,
            occurrence: 0,
            row,
        };
        let verdict = self.known.judge(&pending.row.external, hash, &former)?;
        match self.by_words(run, verdict, &mut pending)? {
            RowVerdict::Unchanged(id) => self.unchanged(run, id, &pending)?,
            RowVerdict::Doubled => run.reject(line, DOUBLED),
            RowVerdict::New(occurrence) => {
                pending.occurrence = occurrence;
                self.add(run, line, pending)?;
            }
            RowVerdict::Changed(found) => self.change(run, found, pending)?,
        }
        Ok(())
    }

    /// A row that is new by its id and its values, and may have come under other columns: what its own do not say stays
    /// as it is.
    fn by_words(
        &mut self,
        run: &mut Run<'_>,
        verdict: RowVerdict,
        one: &mut Pending,
    ) -> Result<RowVerdict, Failure> {
        let may = self.said.is_some() || self.known.has_nameless();
        if !may || !matches!(verdict, RowVerdict::New(_)) {
            return Ok(verdict);
        }
        let account = self.accounts.known(&one.row.account);
        if let Some(id) = self.but_for_blanks(run, &one.row, account)? {
            return Ok(self.known.by_words(id, "", one.hash)?);
        }
        let open = |id| !self.known.is_taken(id);
        let said = self.said.as_mut();
        let Some(id) = said.and_then(|said| said.find(&one.row, account, open)) else {
            return Ok(verdict);
        };
        let verdict = self.known.by_words(id, &one.row.external, one.hash)?;
        run.by_words += 1;
        run.keep_of_feedback(&mut one.row, self.stood.row(id)?, true);
        Ok(match self.is_as_it_stands(id, &one.row)? {
            true => RowVerdict::Unchanged(id),
            false => verdict,
        })
    }

    /// What a row without an id says again that stands there with blanks around its words.
    fn but_for_blanks(
        &mut self,
        run: &Run<'_>,
        row: &FeedbackRow,
        account: Option<i64>,
    ) -> Result<Option<i64>, Failure> {
        let bare = row.account.is_empty() == account.is_none();
        if !row.external.is_empty() || !self.known.has_nameless() || !bare {
            return Ok(None);
        }
        let padded = match self.padded.take() {
            Some(padded) => padded,
            None => Padded::load(run.tx)?,
        };
        let padded = self.padded.insert(padded);
        Ok(padded.find(row, account, |id| self.known.is_taken(id)))
    }

    /// A row that says what it said before. Without an id its hash says nothing of its tags: where its cells are others
    /// they may be as well.
    fn unchanged(&mut self, run: &mut Run<'_>, id: i64, one: &Pending) -> Result<(), Failure> {
        let tags = one.row.tags.as_ref();
        if let Some(tags) = tags.filter(|_| one.row.external.is_empty()) {
            let cells = one.raw.zip(self.stood.raw(id)?);
            let other = cells.filter(|(now, came)| now != came);
            let retag = other.map_or(self.retag, |_| Retag::All);
            if self.tags.differ(id, tags, retag)? {
                run.admit(FEEDBACK, Some(id), false, 1)?;
                other.map_or(Ok(()), |(now, _)| self.stood.came_as(id, now))?;
                return self.tags.tag_again(id, tags);
            }
        }
        run.counts.unchanged += 1;
        Ok(())
    }

    /// Gives a new row its number; it is written with others.
    fn add(&mut self, run: &mut Run<'_>, line: u64, mut one: Pending) -> Result<(), Failure> {
        let Some(id) = self.keys.next(one.row.received)? else {
            run.reject(line, "its day already has 16 million pieces of feedback");
            return Ok(());
        };
        one.id = id;
        one.account = self.account(run, &one.row)?;
        self.known.remember(&one.row.external, id);
        self.bytes += one.row.text.len();
        self.pending.push(one);
        run.counts.new += 1;
        if self.pending.len() == AT_ONCE || self.bytes >= BYTES_AT_ONCE {
            self.flush(run)
        } else {
            Ok(())
        }
    }

    /// Writes the rows that wait, in the order of their numbers.
    fn flush(&mut self, run: &mut Run<'_>) -> Result<(), Failure> {
        let words = run.words(TextIndex::Feedback)?;
        self.bytes = 0;
        let mut pieces = std::mem::take(&mut self.pending);
        pieces.sort_unstable_by_key(|piece| piece.id);
        let mut tagged = Vec::with_capacity(2 * pieces.len());
        self.adder.add(&pieces)?;
        for one in &pieces {
            let given = one.row.tags.as_deref().unwrap_or_default();
            let tags = self.tags.numbers(given)?.into_iter();
            tagged.extend(tags.map(|tag| (one.id, tag)));
        }
        match &self.hand_over {
            Some(hand_over) => hand_over.take(pieces),
            None => pieces.iter().for_each(|one| words.written(one.id)),
        }
        self.tags.set(&tagged)
    }

    /// Whether a row has the values that stand there, and no tags of its own or those: its hash is another because the
    /// file came with its tags once and without them the other time.
    fn is_as_it_stands(&mut self, id: i64, row: &FeedbackRow) -> Result<bool, Failure> {
        Ok(self.stood.says(id, row)?
            && match &row.tags {
                Some(tags) => !self.tags.differ(id, tags, Retag::All)?,
                None => true,
            })
    }

    /// Keeps the number, so that what people hung on it stays on it, even when the day is another.
    fn change(
        &mut self,
        run: &mut Run<'_>,
        found: FoundRow,
        mut one: Pending,
    ) -> Result<(), Failure> {
        let id = found.id;
        if !found.reread {
            self.known.says(id, one.hash);
            if run.keep_of_feedback(&mut one.row, self.stood.row(id)?, false) {
                one.hash ^= run.lacks.mark;
            }
        }
        if self.is_as_it_stands(id, &one.row)? {
            run.counts.unchanged += 1;
            return Ok(());
        }
        // What was made of it as it was is not true any more.
        (self.hand_over, run.made) = (None, None);
        run.admit(FEEDBACK, Some(id), false, 1)?;
        self.stood.keep_written(run, found, &mut one.row)?;
        let words = run.words(TextIndex::Feedback)?;
        if !self.stood.has_words_of(id, &one.row)? {
            words.about_to_change(id)?;
        }
        one.occurrence = found.occurrence;
        one.account = self.account(run, &one.row)?;
        let row = &one.row;
        let values = params![
            row.exit_survey,
            row.external,
            one.occurrence,
            one.raw,
            one.account,
            row.source,
            row.received,
            row.reason,
            row.text,
            row.score,
            one.hash,
        ];
        self.writer.write(Some(id), values)?;
        match &one.row.tags {
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
