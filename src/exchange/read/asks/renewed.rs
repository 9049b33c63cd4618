//! Subscriptions that by their kind go on where an earlier one of the account goes on as well: both are added up.
//! Must not decide.

use hashbrown::HashMap;

use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::domain::money::{by_count, counted};
use crate::exchange::read::columns::words;
use crate::exchange::read::{Source, values};
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, Way, each_row};

/// Words of rows that take the place of an earlier one.
const AGAIN: &str = "renewal renewals renewed renew extension extended amendment amended upgrade upgraded downgrade downgraded \
    migration migrated replacement verlängerung verlaengerung verlängert änderung renouvellement renovación renovacion rinnovo verlenging \
    fornyelse förnyelse renovação renovacao";

/// A column with more words than this says something else.
const MOST: usize = 12;

/// A row that goes on without an end, or until one.
struct RunningRow {
    account: String,
    start: Day,
    end: Option<Day>,
    word: String,
}

/// What is open about them.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn questions(source: &Source) -> Result<Vec<Question>, Failure> {
    let plain = source.kind == ImportKind::Subscriptions && source.mapping.shape.is_none();
    let free = source.unused().filter(|at| plain && !source.is_idle(*at));
    let mut asked = Vec::new();
    for at in of_kinds(source, free.collect())? {
        asked.extend(of_column(source, at)?);
    }
    Ok(asked)
}

/// Which of some columns say of which kind a row is, and of some that it takes the place of another.
fn of_kinds(source: &Source, columns: Vec<usize>) -> Result<Vec<usize>, Failure> {
    let mut columns: Vec<(usize, Vec<String>)> =
        columns.into_iter().map(|at| (at, Vec::new())).collect();
    each_row(source, SAMPLE, |record| {
        for (at, kinds) in &mut columns {
            let word = record.cell(*at);
            if kinds.len() <= MOST && !kinds.iter().any(|kind| kind == word) {
                kinds.push(word.to_owned());
            }
        }
        !columns.is_empty()
    })?;
    let of_some = |kinds: &[String]| kinds.len() <= MOST && kinds.iter().any(|kind| is_again(kind));
    columns.retain(|(_, kinds)| of_some(kinds));
    Ok(columns.into_iter().map(|(at, _)| at).collect())
}

fn is_again(word: &str) -> bool {
    words(word).any(|word| is_listed(AGAIN, &word))
}

fn of_column(source: &Source, at: usize) -> Result<Option<Question>, Failure> {
    let column = |field: &str| source.mapping.column(field);
    let (Some(account), Some(start)) = (column("account"), column("start")) else {
        return Ok(None);
    };
    let (added, mut rows) = (source.added(), Vec::new());
    each_row(source, SAMPLE, |record| {
        let paid = source.amounts_of(&added, &record.cells)[0];
        let day = source.settled.days.read(record.cell(start));
        if let Some(start) = day.filter(|_| paid.is_some_and(|paid| paid.0 > 0)) {
            let ends = source.mapping.columns("end").map(|at| record.cell(at));
            let end = ends.into_iter().find(|end| !values::is_nothing(end));
            rows.push(RunningRow {
                account: record.cell(account).to_owned(),
                start,
                end: end.map(|end| source.settled.days.read(end).unwrap_or(start)),
                word: record.cell(at).to_owned(),
            });
        }
        true
    })?;
    let mut accounts: HashMap<&str, Vec<&RunningRow>> = HashMap::new();
    for row in &rows {
        accounts.entry(&row.account).or_default().push(row);
    }
    let goes_on = |row: &&RunningRow| {
        let mut own = accounts[row.account.as_str()].iter();
        let runs = |other: &RunningRow| {
            other.start < row.start && other.end.is_none_or(|end| end > row.start.plus(1))
        };
        is_again(&row.word) && own.any(|other| runs(other))
    };
    let found: Vec<&RunningRow> = rows.iter().filter(goes_on).collect();
    Ok(found
        .first()
        .map(|first| question(source, at, &first.word, found.len())))
}

fn question(source: &Source, at: usize, word: &str, rows: usize) -> Question {
    let name = &source.names[at];
    let open = format!(
        "{} says {} in {} whose account has an earlier one that goes on, and both are added up: write there when the earlier \
         {}",
        quoted(name, 40),
        quoted(word, 20),
        counted(rows as u64, "row"),
        by_count(rows as u64, "one ended", "ones ended")
    );
    let way = Way::when(format!("--ignore {}", shell(name)), "if both are paid");
    Question::new(&source.file, open, vec![way]).proposing(0)
}
