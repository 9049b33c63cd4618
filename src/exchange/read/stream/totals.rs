//! Whether a record adds up others, by what it is called and what it comes to. Must not know fields beyond the account,
//! its days and the amounts.

use csv::StringRecord;

use super::Stream;
use crate::domain::import::ImportKind;
use crate::domain::money::Cents;
use crate::exchange::read::columns::squeeze;
use crate::exchange::read::fields;
use crate::exchange::read::foot::{self, Called, Statistic};
use crate::exchange::read::headings::Headings;
use crate::exchange::read::records::FileRecord;
use crate::exchange::read::{Source, price, values};

/// So many rows may follow a total at the foot of a file: further totals, and notes.
const AT_FOOT: usize = 5;

/// Of fewer rows one may come to as much as the others by chance.
const FEW: i64 = 4;

/// Of so many rows above it a last one that comes to as much as all is asked about, whatever it is called.
const AT_LEAST: i64 = 3;

/// So many times a file is read again for what a row that is called like a total may add up.
const MOST_LOOKS: u32 = 20;

impl Source {
    fn account_in<'r>(&self, record: &'r FileRecord) -> &'r str {
        let at = self.mapping.column("account");
        at.and_then(|at| record.cells.get(at)).unwrap_or("")
    }

    /// What a record is called. One that names an account is that account's, whatever its plan is called.
    pub(in crate::exchange::read) fn label<'r>(&self, record: &'r FileRecord) -> &'r str {
        let account = self.account_in(record);
        let cells = record.cells.iter().skip(self.mapping.ours);
        let mut filled = cells.filter(|cell| !cell.trim().is_empty());
        match account.trim().is_empty() {
            true => filled.next().unwrap_or(""),
            false => account,
        }
    }
}

impl Stream<'_> {
    /// What a record is called, if it adds up others.
    pub(super) fn total<'r>(
        &mut self,
        record: &'r FileRecord,
        amounts: &[Option<Cents>],
    ) -> Option<&'r str> {
        let cells = &record.cells;
        let (account, label) = (self.source.account_in(record), self.source.label(record));
        let named = foot::called(label);
        let ledger = self.source.kind.is_ledger();
        let below = match self.is_first && ledger {
            true => self.source.below_first(),
            false => 0,
        };
        let is = match named {
            _ if below > 0 => self.is_sum_below(named, below),
            Some(Called::Statistic(says)) if ledger => self.is_statistic(says, record, amounts),
            Some(called) if ledger && self.has_a_start(cells) => {
                self.is_dated(called, account, record, amounts)
            }
            Some(called) if ledger => self.is_total(called, account, record, amounts),
            Some(Called::Surely | Called::Perhaps) => is_bare(cells, label) && self.is_foot(),
            Some(Called::Figure | Called::Group | Called::Part | Called::Statistic(_)) => {
                self.is_figure(record)
            }
            None if !ledger => self.is_figure(record),
            None if foot::is_of(account, &self.above) => self.sums.are(amounts) == Some(true),
            None => ledger && self.is_unnamed(cells, amounts),
        };
        let perhaps = matches!(named, None | Some(Called::Group));
        if is || (perhaps && self.is_at_foot(record.line)) {
            return Some(label);
        }
        if !self.added.is_empty() {
            self.above.clear();
            self.above.push_str(account.trim());
        }
        None
    }

    /// Whether a row that is like no account above it is left out; it is asked about where nobody said so, and again
    /// where one that was left out stands among accounts now.
    fn is_at_foot(&mut self, line: u64) -> bool {
        let is = self.source.feet().contains(&line);
        if !is && self.was_left_out() {
            let now = self.said_now();
            self.in_doubt |= now.is_none();
            return now == Some(true);
        }
        let said = self.said.filter(|_| is);
        self.in_doubt |= is && said.is_none();
        said == Some(true)
    }

    /// Whether a row of a ledger that is called so adds up others, as far as nobody said what such rows are.
    fn is_total(
        &mut self,
        called: Called,
        account: &str,
        record: &FileRecord,
        amounts: &[Option<Cents>],
    ) -> bool {
        let adds_up = match (called, self.said) {
            (Called::Surely, _) | (_, Some(true)) => return true,
            (_, Some(false)) => return false,
            (Called::Perhaps, None) => {
                self.sums.are(amounts) == Some(true)
                    || (self.sums.could_be(amounts) && self.is_foot())
            }
            (Called::Figure | Called::Statistic(_), None) => {
                self.sums.are_or_mean(amounts) || self.counts(&record.cells)
            }
            (Called::Group | Called::Part, None) => {
                let of_one = foot::is_of(account, &self.above);
                self.sums.are_of_several(amounts)
                    || (of_one && self.sums.are(amounts) == Some(true))
            }
        };
        let adds_up = adds_up || self.adds_up_some(record, amounts);
        // Without an account it is a row of nobody whatever it is called.
        if !adds_up && !account.trim().is_empty() {
            self.in_doubt = true;
        }
        adds_up
    }

    /// Whether the first row, which comes to as much as so many rows below it, is their total: where it is not called so,
    /// it is asked about, and of a few rows one may well come to as much as the others.
    fn is_sum_below(&mut self, named: Option<Called>, below: i64) -> bool {
        let said = self.said;
        let is = said.unwrap_or(named.is_some()) && (named.is_some() || below >= FEW);
        self.in_doubt = !is && said.is_none() && below >= FEW;
        is
    }

    /// Whether a subscription that is called like a total is one, though it says since when: where it adds up those above
    /// it. Where somebody may be called so, it is asked about if it stands where totals do.
    fn is_dated(
        &mut self,
        called: Called,
        account: &str,
        record: &FileRecord,
        amounts: &[Option<Cents>],
    ) -> bool {
        match self.said {
            Some(false) => return false,
            Some(true) if called != Called::Group => return true,
            Some(true) | None => {}
        }
        let of_one = foot::is_of(account, &self.above) && self.sums.are(amounts) == Some(true);
        let is = of_one || self.sums.are_of_several(amounts) || self.adds_up_some(record, amounts);
        self.in_doubt = !is
            && match called {
                // A group that rows above name is none that a customer is called after.
                Called::Group if !self.of_its_group(record).is_empty() => true,
                Called::Surely | Called::Figure | Called::Part | Called::Statistic(_) => true,
                Called::Perhaps => self.is_first || self.is_foot(),
                Called::Group => false,
            };
        is
    }

    /// Whether a row that is called like a total adds up those above it of its own day and of the group in its name: all of
    /// them, or those that have not ended. A name of which no row says anything is none of a group.
    pub(super) fn adds_up_some(&mut self, record: &FileRecord, amounts: &[Option<Cents>]) -> bool {
        let day_at = self.source.mapping.column("day");
        let day = day_at.map_or("", |at| record.cell(at));
        let group = foot::group_of(self.source.account_in(record));
        let Some(amount) = amounts[0].filter(|_| !day.is_empty() || group.is_some()) else {
            return false;
        };
        let mut above = self.of_its_group(record);
        if above.is_empty() && !day.is_empty() {
            above = self.above(record.line, |cells| is_of_day(cells, day_at, day));
        }
        let is = |rows: Vec<i64>| {
            let near = rows.len() as u64 / 2;
            rows.len() > 1 && amount.0.abs_diff(rows.iter().sum()) <= near
        };
        let active = above.iter().filter(|(_, ended)| !ended);
        is(active.map(|(amount, _)| *amount).collect())
            || is(above.iter().map(|(amount, _)| *amount).collect())
    }

    /// What stands above a row of its own day and of the group in its name.
    fn of_its_group(&mut self, record: &FileRecord) -> Vec<(i64, bool)> {
        let mapping = &self.source.mapping;
        let [day_at, account_at] = ["day", "account"].map(|field| mapping.column(field));
        let day = day_at.map_or("", |at| record.cell(at));
        let Some(group) = foot::group_of(self.source.account_in(record)) else {
            return Vec::new();
        };
        let of_group = |cells: &StringRecord| {
            let mut others = cells.iter().enumerate();
            let is = |cell: &str| cell.trim().to_lowercase() == group;
            others.any(|(at, cell)| Some(at) != account_at && is(cell))
        };
        let of_it = |cells: &StringRecord| is_of_day(cells, day_at, day) && of_group(cells);
        self.above(record.line, of_it)
    }

    /// Whether a row says how many stand above it.
    fn counts(&self, cells: &StringRecord) -> bool {
        let mut cells = self.added.iter().filter_map(|(at, _)| cells.get(*at));
        let rows = self.sums.rows() * 1_000;
        cells.any(|cell| rows > 0 && price::thousandths(cell) == Some(rows))
    }

    /// Whether a row is as much as the largest or the smallest above it.
    fn is_extreme(&mut self, record: &FileRecord, amounts: &[Option<Cents>]) -> bool {
        let above = self.above(record.line, |_| true);
        let above = || above.iter().map(|(amount, _)| *amount);
        let own = amounts[0].map(|amount| amount.0);
        own.is_some() && (own == above().max() || own == above().min())
    }

    /// The amounts above a line of the rows that are `kept`, and whether each has an end; nothing where that was asked
    /// often enough.
    fn above(&mut self, line: u64, kept: impl Fn(&StringRecord) -> bool) -> Vec<(i64, bool)> {
        self.looks += 1;
        match self.looks > MOST_LOOKS {
            true => Vec::new(),
            false => self.source.above(line, kept).unwrap_or_default(),
        }
    }

    /// Whether a row says something of others that is no sum. One that says since when is asked about unless it is that;
    /// people are called `Max` as well.
    fn is_statistic(
        &mut self,
        says: Statistic,
        record: &FileRecord,
        amounts: &[Option<Cents>],
    ) -> bool {
        if let Some(out) = self.said {
            return out;
        }
        let lacks = self.lacks_a_name_or_day(&record.cells);
        let is = match says {
            Statistic::Mean => self.sums.are_or_mean(amounts),
            Statistic::Count => self.counts(&record.cells),
            Statistic::Median => false,
            Statistic::Extreme => {
                self.in_doubt = !lacks && self.is_extreme(record, amounts) && self.is_foot();
                return lacks;
            }
        };
        let is = is || lacks || !self.has_a_start(&record.cells);
        self.in_doubt = !is;
        is
    }

    /// Whether a row adds up all those above it, whatever it is called: it is their sum, and has no account or no day as
    /// they have. One that has both and stands at the foot is asked about.
    fn is_unnamed(&mut self, cells: &StringRecord, amounts: &[Option<Cents>]) -> bool {
        let is_sum = self.said != Some(false)
            && amounts
                .iter()
                .flatten()
                .any(|amount| *amount != Cents::ZERO)
            && self.sums.are_of_several(amounts);
        if !is_sum {
            return false;
        }
        let lacks = self.lacks_a_name_or_day(cells);
        // Of a few rows one may well come to as much as the others, and no total has an id of its own.
        let doubt = !lacks
            && !self.has_an_id(cells)
            && self.sums.come_to(amounts, AT_LEAST)
            && self.is_foot();
        match self.said {
            Some(true) => lacks || doubt,
            Some(false) | None => {
                self.in_doubt = doubt;
                lacks
            }
        }
    }

    /// Whether a row has no account or no day where others have them.
    fn lacks_a_name_or_day(&self, cells: &StringRecord) -> bool {
        let mapping = &self.source.mapping;
        let mut named = ["account", "day", "start"].into_iter();
        named.any(|field| {
            let at = mapping.column(field);
            at.is_some_and(|at| values::is_nothing(cells.get(at).unwrap_or("")))
        })
    }

    /// Whether it has the id of a subscription, with a number.
    fn has_an_id(&self, cells: &StringRecord) -> bool {
        let id = self.source.mapping.column("id");
        let id = id.filter(|_| self.source.kind == ImportKind::Subscriptions);
        let id = id.and_then(|at| cells.get(at)).unwrap_or("");
        id.contains(|c: char| c.is_ascii_digit())
    }

    /// Whether it says since when somebody pays, as no total does.
    fn has_a_start(&self, cells: &StringRecord) -> bool {
        let start = self
            .source
            .mapping
            .column("start")
            .filter(|_| self.source.kind == ImportKind::Subscriptions);
        let start = start.and_then(|at| cells.get(at));
        start.is_some_and(|start| !values::is_nothing(start))
    }

    /// Whether nothing but further totals and notes follows the record at hand.
    fn is_foot(&mut self) -> bool {
        let columns = self.source.names.len();
        self.is_last(|record, headings| {
            let filled = || record.cells.iter().filter(|cell| !cell.trim().is_empty());
            let called = filled().next().and_then(foot::called);
            let total = called.is_some_and(|called| called != Called::Group);
            let note = filled().count() == 1 && columns > 2;
            total || note || headings.has(&record.cells, false)
        })
    }

    /// Whether a row below what customers said is what all of that comes to: nobody said it on a day, it has a number alone,
    /// and is called like a total, or like what is scored.
    pub(super) fn is_figure(&mut self, record: &FileRecord) -> bool {
        let source = self.source;
        let Some(day) = source.mapping.column("received") else {
            return false;
        };
        // Nobody is called as an average is, on whatever day it was made.
        let is_made = |label: &str| {
            use Statistic::{Count, Mean, Median};
            matches!(
                foot::called(label),
                Some(Called::Statistic(Mean | Median | Count))
            )
        };
        let without = |record: &FileRecord| {
            let label = source.label(record);
            (values::is_nothing(record.cell(day)) || is_made(label))
                && is_bare(&record.cells, label)
        };
        if !without(record) {
            return false;
        }
        let label = source.label(record);
        let called = foot::called(label).is_some() || fields::is_score(&squeeze(label));
        called && self.is_last(|record, _| without(record))
    }

    /// Whether nothing but a few such records follows the one at hand.
    fn is_last(&mut self, is: impl Fn(&FileRecord, &Headings) -> bool) -> bool {
        for at in 0..=AT_FOOT {
            if self.ahead.len() <= at {
                let mut next = FileRecord::default();
                match self.records.next_into(&mut next) {
                    Ok(true) => self.ahead.push_back(next),
                    Ok(false) => return true,
                    Err(error) => {
                        self.broken = Some(error);
                        return false;
                    }
                }
            }
            if !is(&self.ahead[at], &self.headings) {
                return false;
            }
        }
        false
    }
}

/// Whether a row is of a day, where one is given.
fn is_of_day(cells: &StringRecord, column: Option<usize>, day: &str) -> bool {
    let at = column.filter(|_| !day.is_empty());
    at.is_none_or(|at| cells.get(at).is_some_and(|own| own.trim() == day))
}

/// Whether a row has nothing but numbers beside its name.
fn is_bare(cells: &StringRecord, label: &str) -> bool {
    let number = |cell: &str| {
        cell.chars()
            .all(|c| c.is_ascii_digit() || " .,-'%".contains(c))
    };
    cells
        .iter()
        .all(|cell| cell == label || number(cell.trim()))
}
