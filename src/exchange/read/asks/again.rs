//! Rows that stand there a second time, word for word and in the same order, as a copy of the first does; or but for a
//! column of which nothing is made. Must not decide.

use std::hash::{BuildHasher, RandomState};

use hashbrown::HashMap;

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::domain::money::{by_count, counted};
use crate::exchange::read::columns::words;
use crate::exchange::read::records::FileRecord;
use crate::exchange::read::{Source, dates, values};
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, Way, each_row};

/// Fewer may well be several of the same.
const FEW: u64 = 3;

/// What is open about them, where rows have no id and are added up.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn question(source: &Source) -> Result<Option<Question>, Failure> {
    let plain = source.kind == ImportKind::Subscriptions && source.mapping.column("id").is_none();
    let day = match source.kind {
        ImportKind::Movements => source.mapping.column("day"),
        _ => source.mapping.column("start").filter(|_| plain),
    };
    let Some(day) = day.filter(|_| source.said.twice_adds.is_none()) else {
        return Ok(None);
    };
    let hasher = RandomState::new();
    let mut known: HashMap<u64, u64> = HashMap::new();
    // The lines of the first copy and of its row, and how far the rows that came again are in their order.
    let (mut rows, mut first, mut before, mut in_order) = (0_u64, None, 0, true);
    each_row(source, u64::MAX, |record| {
        let of = record.cell(day);
        if values::is_nothing(of) || !of.contains(|c: char| c.is_ascii_digit()) {
            return true;
        }
        let line = record.line;
        let own = *known
            .entry(hasher.hash_one(record.cells.as_slice()))
            .or_insert(line);
        if own < line {
            rows += 1;
            let (copy, _) = *first.get_or_insert((line, own));
            in_order &= before < own && own < copy;
            before = own;
        }
        in_order
    })?;
    let found = first.filter(|_| in_order && rows >= FEW);
    Ok(found.map(|(line, own)| {
        let open = format!(
            "{} from line {line} on stand there a second time, word for word and in their order (from line {own} on), and \
             both are added up",
            counted(rows, "row")
        );
        Question::new(&source.file, open, super::twice().into()).proposing(0)
    }))
}

/// Words of columns that say nothing of what a row is.
const REMARKS: &str = "remark remarks note notes comment comments memo bemerkung notiz";

/// The rows that are alike in all that is made of them.
struct AlikeRows {
    rows: u64,
    /// The column by which the first two are told apart, and what both say in it.
    by: Option<(usize, [String; 2])>,
    /// Whether that has another month or day in each of them.
    by_days: bool,
}

/// What is open about rows without an id that differ in a column alone of which nothing is made: all are added up.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn but_for_a_column(source: &Source) -> Result<Option<Question>, Failure> {
    let plain = source.kind == ImportKind::Subscriptions && source.mapping.shape.is_none();
    let remark = |at: &usize| words(&source.names[*at]).any(|word| is_listed(REMARKS, &word));
    let free = source.unused().filter(|at| !source.is_idle(*at));
    let free: Vec<usize> = free.filter(|at| !remark(at)).collect();
    if !plain || free.is_empty() || source.mapping.column("id").is_some() {
        return Ok(None);
    }
    let used: Vec<usize> = source.mapping.fields().map(|(_, at)| at).collect();
    let added = source.added();
    let hasher = RandomState::new();
    let mut known: HashMap<u64, Vec<String>> = HashMap::new();
    let mut alike = AlikeRows {
        rows: 0,
        by: None,
        by_days: true,
    };
    each_row(source, SAMPLE, |record| {
        let paid = source.amounts_of(&added, &record.cells)[0];
        if paid.is_some_and(|paid| paid.0 != 0) {
            let cells: Vec<&str> = used.iter().map(|at| record.cell(*at)).collect();
            let others = || free.iter().map(|at| record.cell(*at).to_owned());
            match known.get(&hasher.hash_one(&cells)) {
                Some(first) => alike.take(&free, first, record),
                None => {
                    known.insert(hasher.hash_one(&cells), others().collect());
                }
            }
        }
        true
    })?;
    Ok(alike.question(source))
}

impl AlikeRows {
    fn take(&mut self, free: &[usize], first: &[String], record: &FileRecord) {
        let mut pairs = free.iter().zip(first);
        let Some((at, before)) = pairs.find(|(at, first)| record.cell(**at) != first.as_str())
        else {
            return;
        };
        let both = [before.as_str(), record.cell(*at)];
        self.rows += 1;
        self.by_days &= both.iter().all(|cell| dates::month_end(cell).is_some());
        self.by
            .get_or_insert_with(|| (*at, both.map(|cell| quoted(cell, 20))));
    }

    fn question(&self, source: &Source) -> Option<Question> {
        let (at, [first, other]) = self.by.as_ref()?;
        let name = &source.names[*at];
        let open = format!(
            "{} {} the account, the days and the price of another and another {} ({first}, {other}), and all are added up",
            counted(self.rows, "row"),
            by_count(self.rows, "has", "have"),
            quoted(name, 40)
        );
        let days = Way::when(
            format!("--as-kind balances --map day={}", shell(name)),
            "if that is the month or day of each amount",
        );
        let mut ways: Vec<Way> = self.by_days.then_some(days).into_iter().collect();
        ways.push(Way::when(
            format!("--ignore {}", shell(name)),
            "if each is paid for (else leave one of them in the file)",
        ));
        let proposed = usize::from(self.by_days);
        Some(Question::new(&source.file, open, ways).proposing(proposed))
    }
}
