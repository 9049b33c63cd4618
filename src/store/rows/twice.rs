//! Surveys that come again as feedback, or feedback as surveys, since the file lacks the column by which it was known: by
//! their ids, accounts, days and words they are there.
//! Must not know how either is written.

use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::field::Field;
use crate::domain::import::{FeedbackRow, ImportKind};
use crate::domain::money::{by_count, count, counted};
use crate::domain::word::Word;
use crate::store::sql;

use super::accounts::AccountNumbers;
use super::run::{KindRow, Run};

const STANDS: &str = "SELECT account, received, text FROM feedback WHERE external = ?1 AND external <> '' AND exit_survey = ?2";

/// The refusal of a file most of whose first rows are there as the other of the two kinds.
pub(super) fn refusal(
    run: &Run<'_>,
    surveys: bool,
    first: &[KindRow<FeedbackRow>],
) -> Result<Option<Failure>, Failure> {
    if run.alike.other_kind || !run.alike.other_columns {
        return Ok(None);
    }
    let accounts = AccountNumbers::load(run.tx)?;
    let mut twice = 0;
    for read in first.iter().filter(|read| !read.row.external.is_empty()) {
        let account = accounts.known(&read.row.account);
        twice += usize::from(is_there(run, surveys, &read.row, account)?);
    }
    if twice * 2 < first.len() || twice == 0 {
        return Ok(None);
    }
    let (own, other) = match surveys {
        true => (ImportKind::Surveys, ImportKind::Feedback),
        false => (ImportKind::Feedback, ImportKind::Surveys),
    };
    let failure = Failure::usage(format!(
        "{} of its first {} {} there as {}, by ids, accounts and days, and would count twice as {}; nothing was \
         written",
        count(twice as u64),
        counted(first.len() as u64, "row"),
        by_count(twice, "is", "are"),
        other.word(),
        own.word(),
    ));
    Ok(Some(failure.hint(format!(
        "say --as-kind {}; or --partial if they come in addition",
        other.word()
    ))))
}

/// Whether a row is there: what is said of it on both sides is the same, and something is.
fn is_there(
    run: &Run<'_>,
    surveys: bool,
    row: &FeedbackRow,
    account: Option<i64>,
) -> Result<bool, Failure> {
    let stands = sql::first(run.tx, STANDS, (&row.external, !surveys), |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?;
    let Some((of, received, text)): Option<(Option<i64>, Option<Day>, String)> = stands else {
        return Ok(false);
    };
    let has_account = !run.lacks.has(Field::Account) && !row.account.is_empty();
    let account = of.filter(|_| has_account).map(|of| Some(of) == account);
    let day = received.zip(row.received).map(|(was, now)| was == now);
    let text = !row.text.is_empty() && row.text.trim() == text.trim();
    let said = [account, day, text.then_some(true)];
    let same = |is: bool| said.iter().flatten().filter(|said| **said == is).count();
    Ok(same(true) > 0 && same(false) == 0)
}
