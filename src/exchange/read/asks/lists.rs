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
use crate::exchange::read::{Source, dates, foot};
use crate::exchange::safe::{quoted, shell};

use super::{Question, Way, each_row};

/// The days on which each account is listed, with what it pays, in cents; and all days.
struct ListsByDay {
    accounts: HashMap<String, Vec<(Day, i64)>>,
    days: BTreeSet<Day>,
}

/// What is open about them.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn questions(source: &Source, complete: bool) -> Result<Vec<Question>, Failure> {
    if source.kind != ImportKind::Balances || source.mapping.is_wide() || source.is_returned() {
        return Ok(Vec::new());
    }
    let Some(lists) = ListsByDay::of(source)? else {
        return Ok(Vec::new());
    };
    let open = !complete && source.said.empty_is_zero != Some(false);
    let missing = lists.missing(source).filter(|_| open);
    Ok(missing.into_iter().chain(lists.twice(source)).collect())
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
        let Some((account, day)) = column("account").zip(column("day")) else {
            return Ok(None);
        };
        let (mut accounts, mut days) = (HashMap::new(), BTreeSet::new());
        let added = source.added();
        each_row(source, u64::MAX, |record| {
            let (name, day) = (record.cell(account), record.cell(day));
            if let Some(day) =
                day_of(source, day).filter(|_| !name.is_empty() && foot::called(name).is_none())
            {
                let paid = source.amounts_of(&added, &record.cells)[0];
                let own: &mut Vec<(Day, i64)> = accounts.entry_ref(name).or_default();
                own.push((day, paid.map_or(0, |paid| paid.0)));
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
            for (at, (day, _)) in own.iter().enumerate().filter(|(_, (_, paid))| *paid != 0) {
                let mut later = self.days.range((Bound::Excluded(*day), Bound::Unbounded));
                let Some(next) = later.next() else { continue };
                let mut rest = own[at..].iter();
                match rest.any(|(day, _)| day == next) {
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

    /// Accounts that have several rows of one day with the same amount: only one of those counts.
    fn twice(&self, source: &Source) -> Option<Question> {
        let is_twice = |pair: &&[(Day, i64)]| pair[0] == pair[1] && pair[0].1 != 0;
        let found = self.accounts.iter().filter_map(|(name, own)| {
            let pair = own.windows(2).find(is_twice)?;
            Some((pair[0].0, name.as_str()))
        });
        let mut found: Vec<(Day, &str)> = found.collect();
        sort(&mut found);
        let (day, name) = found.first()?;
        let open = format!(
            "{} {} two rows with the same amount on one day ({} on {day}, the first), and only one counts: add them up in \
             the file if both are paid",
            counted(found.len(), "account"),
            by_count(found.len(), "has", "have"),
            quoted(name, 40)
        );
        let way = Way::when("--ignore-rest".to_owned(), "if they say the same");
        Some(Question::new(&source.file, open, vec![way]).proposing(0))
    }
}
