//! What lists of balances by day leave open: accounts that paid and that a later list leaves out, and such as stand on one
//! list twice. Must not decide.

use std::collections::BTreeSet;
use std::ops::Bound;

use hashbrown::HashMap;

use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::money::{by_count, count, counted};
use crate::domain::sort::sort;
use crate::exchange::read::columns::words;
use crate::exchange::read::parted::{self, PartColumns};
use crate::exchange::read::{Source, dates, foot};
use crate::exchange::safe::{quoted, shell};

use super::{Question, Way, each_row};

/// The days on which each account is listed, with what it pays, in cents; and all days.
struct ListsByDay {
    accounts: HashMap<String, Vec<ListedAmount>>,
    days: BTreeSet<Day>,
}

/// A row of an account: its day, which part of what it pays it is, and how much in cents, of all months where it has them.
type ListedAmount = (Day, String, i64);

/// What is open about them.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn questions(source: &Source, complete: bool) -> Result<Vec<Question>, Failure> {
    if source.kind == ImportKind::Movements {
        return Ok(of_movements(source)?.into_iter().collect());
    }
    if source.kind != ImportKind::Balances || source.is_returned() {
        return Ok(Vec::new());
    }
    let Some(lists) = ListsByDay::of(source)? else {
        return Ok(Vec::new());
    };
    let wide = source.mapping.is_wide();
    let open = !complete && !wide && source.said.empty_is_zero != Some(false);
    let missing = lists.missing(source).filter(|_| open);
    let again = match source.said.twice_adds {
        Some(_) => None,
        None => lists.again(),
    };
    let again = again.map(|again| several(source, again)).transpose()?;
    Ok(missing.into_iter().chain(again).collect())
}

/// Whether a file of amounts by account and day is a list of all of them on each day.
///
/// # Errors
/// When it cannot be read.
pub(super) fn is_by_day(source: &Source) -> Result<bool, Failure> {
    let lists = ListsByDay::of(source)?;
    Ok(lists.is_some_and(|lists| lists.missing_ones().is_some()))
}

/// That each row is what an account paid in the month that a column names, where one of that name does.
pub(super) fn paid_by_month(source: &Source) -> Option<Way> {
    let is_month = |at: &usize| words(&source.names[*at]).any(|word| word == "month");
    let day = source.mapping.column("day");
    let mut columns = source.mapping.ours..source.names.len();
    let at = columns.find(|at| is_month(at) && day != Some(*at))?;
    let option = format!(
        "--as-kind balances --map day={} --complete",
        shell(&source.names[at])
    );
    let when = "if that is what each pays a month, and who has no row in a month pays nothing";
    Some(Way::when(option, when))
}

/// The day of a row, or the last of its month.
pub(super) fn day_of(source: &Source, cell: &str) -> Option<Day> {
    let read = source.settled.days.read(cell);
    read.or_else(|| dates::month_end(cell))
}

impl ListsByDay {
    fn of(source: &Source) -> Result<Option<ListsByDay>, Failure> {
        let column = |field: &str| source.mapping.column(field);
        let (Some(account), day) = (column("account"), column("day")) else {
            return Ok(None);
        };
        // Of a row with all months the last tells.
        let last = source.mapping.months.last();
        if day.is_none() && last.is_none() {
            return Ok(None);
        }
        let (mut accounts, mut days) = (HashMap::new(), BTreeSet::new());
        let added = source.added();
        each_row(source, u64::MAX, |record| {
            let name = record.cell(account);
            let day = match day {
                Some(day) => day_of(source, record.cell(day)),
                None => last.map(|(_, day)| *day),
            };
            if let Some(day) = day.filter(|_| !name.is_empty() && foot::called(name).is_none()) {
                let paid = source.amounts_of(&added, &record.cells).into_iter();
                let part = source.mapping.columns("part").map(|at| record.cell(at));
                let part: Vec<&str> = part.collect();
                let own: &mut Vec<ListedAmount> = accounts.entry_ref(name).or_default();
                let paid = paid.flatten().map(|paid| paid.0);
                own.push((day, part.join(" "), paid.sum()));
                days.insert(day);
            }
            true
        })?;
        accounts.values_mut().for_each(|own| sort(own));
        Ok(Some(ListsByDay { accounts, days }))
    }

    /// The accounts that paid and are not on the next list, with its day, where most are: else each row says what changed.
    fn missing_ones(&self) -> Option<Vec<(Day, &str)>> {
        let (mut kept, mut gone, mut missing) = (0_u64, 0_u64, Vec::new());
        for (name, own) in &self.accounts {
            let mut lacks = None;
            for (at, (day, ..)) in own.iter().enumerate().filter(|(_, (.., paid))| *paid != 0) {
                let mut later = self.days.range((Bound::Excluded(*day), Bound::Unbounded));
                let Some(next) = later.next() else { continue };
                let mut rest = own[at..].iter();
                match rest.any(|(day, ..)| day == next) {
                    true => kept += 1,
                    false => {
                        gone += 1;
                        lacks.get_or_insert(*next);
                    }
                }
            }
            missing.extend(lacks.map(|day| (day, name.as_str())));
        }
        sort(&mut missing);
        (kept > gone).then_some(missing)
    }

    fn missing(&self, source: &Source) -> Option<Question> {
        let missing = self.missing_ones()?;
        let (day, name) = missing.first()?;
        let open = format!(
            "{} of {} that paid {} not on a later list ({} on that of {day}, the first); was nothing paid then, or as much \
             as before",
            count(missing.len() as u64),
            counted(self.accounts.len(), "account"),
            by_count(missing.len(), "is", "are"),
            quoted(name, 40)
        );
        let ways = vec![
            Way::when("--complete".to_owned(), "if nothing was"),
            Way::when("--empty keep".to_owned(), "if as much was"),
        ];
        Some(Question::new(&source.file, open, ways))
    }

    /// The accounts of which two rows are such, with the day of the first.
    fn with(&self, are: impl Fn(&[ListedAmount]) -> bool) -> Vec<(Day, &str)> {
        let found = self.accounts.iter().filter_map(|(name, own)| {
            let pair = own.windows(2).find(|pair| are(pair))?;
            Some((pair[0].0, name.as_str()))
        });
        let mut found: Vec<(Day, &str)> = found.collect();
        sort(&mut found);
        found
    }

    /// The accounts that have several rows of one day and part, those with other amounts before others.
    fn again(&self) -> Option<SeveralOfDay<'_>> {
        let same = |pair: &[ListedAmount]| pair[0].0 == pair[1].0 && pair[0].1 == pair[1].1;
        let differ = self.with(|pair| same(pair) && pair[0].2 != pair[1].2);
        let (accounts, amounts) = match differ.is_empty() {
            true => (
                self.with(|pair| pair[0] == pair[1] && pair[0].2 != 0),
                "the same amount",
            ),
            false => (differ, "other amounts"),
        };
        let (day, name) = *accounts.first()?;
        Some(SeveralOfDay {
            accounts: accounts.len(),
            day,
            name,
            amounts,
        })
    }
}

/// Accounts with several rows of one day, of which only the first counts.
struct SeveralOfDay<'a> {
    accounts: usize,
    /// The day and the name of the first.
    day: Day,
    name: &'a str,
    /// What those rows have.
    amounts: &'static str,
}

/// Balances after changes of which an account has several on one day, told apart by what they are of: only the last counts.
fn of_movements(source: &Source) -> Result<Option<Question>, Failure> {
    let has = |field: &str| source.mapping.column(field).is_some();
    let plain = source.mapping.shape.is_none() && !source.mapping.has_parts();
    if !plain || has("delta") || !has("mrr") {
        return Ok(None);
    }
    let free = source.unused().filter(|at| !source.is_idle(*at));
    let free = free.filter(|at| parted::is_called_so(&source.names[*at]));
    let Some(mut parts) = PartColumns::of(&source.mapping, free) else {
        return Ok(None);
    };
    each_row(source, u64::MAX, |record| {
        parts.look(record);
        true
    })?;
    let telling = parts.telling();
    let telling = telling.first().map(|at| quoted(&source.names[at[0]], 40));
    Ok(telling.map(|column| {
        let open = format!(
            "accounts have several rows of one day, each with another {column}, and only the last of them counts: write \
             what an account pays for all of them together, or by how much it changed"
        );
        let way = Way::when("--ignore-rest".to_owned(), "if the last counts alone");
        Question::new(&source.file, open, vec![way]).proposing(0)
    }))
}

/// Several rows of one day: only the first counts, unless a column tells them apart.
fn several(source: &Source, of: SeveralOfDay<'_>) -> Result<Question, Failure> {
    const MOST: usize = 3;
    let free = source.unused().filter(|at| !source.is_idle(*at));
    let free: Vec<usize> = free.collect();
    let called = free.iter().copied();
    let called: Vec<usize> = called
        .filter(|at| parted::is_called_so(&source.names[*at]))
        .collect();
    let parts = PartColumns::of(&source.mapping, free.iter().copied());
    let mut parts = parts.map(|parts| parts.with_pairs(&called));
    if let Some(parts) = &mut parts {
        each_row(source, u64::MAX, |record| {
            parts.look(record);
            true
        })?;
    }
    let telling = parts.as_ref().map_or(Vec::new(), PartColumns::telling);
    let open = format!(
        "{} {} several rows of one day with {} ({} on {}, the first), and only the first of them counts",
        counted(of.accounts, "account"),
        by_count(of.accounts, "has", "have"),
        of.amounts,
        quoted(of.name, 40),
        of.day
    );
    let part = |at: &&[usize]| {
        let maps = at
            .iter()
            .map(|at| format!("--map part={}", shell(&source.names[*at])));
        let when = match at.len() {
            1 => "if it says which part each is",
            _ => "if both say it together",
        };
        Way::when(maps.collect::<Vec<_>>().join(" "), when)
    };
    let mut ways: Vec<Way> = telling.iter().take(MOST).map(part).collect();
    ways.extend(super::twice());
    Ok(Question::new(&source.file, open, ways).proposing(0))
}
