//! What stands above the foot of a ledger, as far as a row below can say something of it: sums, those of each plan, how
//! accounts are called, which columns they fill.
//! Must not know names of totals.

use hashbrown::HashMap;

use super::FootRow;
use super::dealt::FewAccounts;
use super::labels::Labels;
use super::months::FeetMonths;
use super::parts::{self, FeetPart, FeetParts, common};
use super::slots::Slots;
use crate::domain::import::ImportKind;
use crate::exchange::read::records::FileRecord;
use crate::exchange::read::{Source, foot, values};

/// A column with more values than this groups nothing that people add up.
const GROUPS: usize = 64;

/// Of fewer rows one may be as much as some of the others by chance; below fewer months nobody writes more.
const FEW: i64 = 3;
const FEW_WIDE: i64 = 2;

/// Of so many rows what each name comes to is kept.
const MOST: i64 = 100_000;

/// A column beside the account and the amounts.
#[derive(Default)]
struct ColumnAbove {
    /// Whether it is none of the account, its amounts or their days.
    is_beside: bool,
    /// How many of its cells are filled, and what the rows of each value come to.
    filled: i64,
    groups: HashMap<String, Vec<FeetParts>>,
}

impl ColumnAbove {
    /// Whether its values come again, so that rows may be grouped by them.
    fn is_grouping(&self) -> bool {
        self.groups.len() <= GROUPS && (self.groups.len() as i64) < self.filled
    }
}

/// The rows above the foot.
pub(super) struct Above<'a> {
    source: &'a Source,
    slots: Slots<'a>,
    rows: i64,
    all: Vec<FeetParts>,
    /// What all amounts are multiples of.
    unit: i64,
    columns: Vec<ColumnAbove>,
    labels: Labels,
    months: Option<FeetMonths>,
    /// What each name comes to, on each day where rows are of several; none in a table with a column per month, where an
    /// account has one row.
    names: HashMap<String, Vec<(usize, i64)>>,
    few: FewAccounts,
}

/// What a row has nothing in that all others have.
struct LacksAbove {
    full: usize,
    lacking: usize,
    /// Whether that is half of it or more; of columns by which rows are grouped, where there are such.
    most: bool,
}

impl<'a> Above<'a> {
    pub(super) fn of(source: &'a Source) -> Above<'a> {
        let slots = Slots::of(source);
        let months = slots.is_wide().then(|| FeetMonths::new(slots.months.len()));
        let column = |at: usize| ColumnAbove {
            is_beside: is_beside(source, at),
            ..ColumnAbove::default()
        };
        Above {
            source,
            slots,
            rows: 0,
            all: Vec::new(),
            unit: 0,
            columns: (0..source.names.len()).map(column).collect(),
            labels: Labels::default(),
            months,
            names: HashMap::new(),
            few: FewAccounts::default(),
        }
    }

    /// The columns that are none of an account, its amounts and their days.
    pub(super) fn beside(&self) -> Vec<usize> {
        let columns = self.columns.iter().enumerate();
        let beside = columns.filter(|(_, column)| column.is_beside);
        beside.map(|(at, _)| at).collect()
    }

    pub(super) fn amounts(&mut self, row: &FootRow) -> Vec<(usize, i64)> {
        self.slots.amounts(&row.record)
    }

    pub(super) fn has_amounts(&mut self, row: &FootRow) -> bool {
        self.is_share(row) || !self.amounts(row).is_empty()
    }

    /// Whether one of its months is a per cent.
    fn is_share(&self, row: &FootRow) -> bool {
        let share = |at: &usize| row.record.cell(*at).ends_with('%');
        self.slots.months.iter().any(share)
    }

    /// Takes in the row of an account.
    pub(super) fn take(&mut self, row: &FootRow) {
        let amounts = self.amounts(row);
        let ended = self.source.belongs(&row.record.cells, false).ended;
        self.rows += 1;
        self.labels.take(&row.name);
        self.few
            .take(&row.name, &amounts, ended, self.slots.by_day());
        if let Some(months) = &mut self.months {
            months.take(&amounts);
        }
        for (at, amount) in &amounts {
            parts::add(&mut self.all, *at, *amount, ended);
            self.unit = common(self.unit, *amount);
        }
        for (at, column) in self.columns.iter_mut().enumerate() {
            let cell = row.record.cell(at);
            if !column.is_beside || values::is_nothing(cell) {
                continue;
            }
            column.filled += 1;
            let value = cell.to_lowercase();
            // One too many stays, to say that there are too many.
            if column.groups.len() <= GROUPS && value != row.name {
                let group = column.groups.entry(value).or_default();
                let amounts = amounts.iter();
                amounts.for_each(|(at, amount)| parts::add(group, *at, *amount, ended));
            }
        }
        if !self.slots.is_wide() {
            let known = self.names.entry_ref(row.name.as_str()).or_default();
            if self.rows < MOST {
                known.extend(amounts);
            }
        }
    }

    /// Whether a row says something of those taken in, alone, where it stands behind the total of all, or apart.
    pub(super) fn says(&mut self, row: &FootRow, behind_all: bool, apart: bool) -> bool {
        let amounts = self.amounts(row);
        let few = if self.slots.is_wide() { FEW_WIDE } else { FEW };
        if self.rows < few {
            return false;
        }
        if self.is_share(row) {
            return true;
        }
        if amounts.iter().all(|(_, amount)| *amount == 0) {
            return false;
        }
        let lacks = self.lacks(&row.record);
        if self.is_one_more(row) {
            return lacks.most && self.is_sum_of_its_own(row, &amounts);
        }
        let (some, none) = (lacks.lacking > 0, lacks.full == 0);
        let unlike = || some || none || (self.rows > FEW && self.are_largest(&amounts));
        if self.is_named(row, &amounts, some) || (self.is_of_finance(&row.name) && unlike()) {
            return true;
        }
        // Whoever pays on other days is an account.
        if self.knows(&row.name) {
            return false;
        }
        let whole = lacks.full > 1 && lacks.lacking == lacks.full;
        (whole && self.source.kind != ImportKind::Subscriptions)
            || (apart && (some || none))
            || self.labels.is_unlike(&row.name)
            || self.is_reckoned(&amounts, lacks.most, behind_all)
            || (!self.labels.is_like(&row.name) && self.is_nearly_all(&amounts))
    }

    /// Whether a row is nearly as much as all of them together, in each place: without fees, rounded, with some more. Or
    /// as much as the largest in each of several that change.
    fn is_nearly_all(&self, amounts: &[(usize, i64)]) -> bool {
        if self.source.kind == ImportKind::Movements {
            return false;
        }
        let parts = |at: usize| self.all.get(at).copied().unwrap_or_default();
        let near = |(at, amount): &(usize, i64)| parts(*at).is_nearly(*amount);
        let largest = |(at, amount): &(usize, i64)| *amount > 0 && *amount == parts(*at).largest;
        let changes = amounts.windows(2).filter(|pair| pair[0].1 != pair[1].1);
        amounts.iter().all(near)
            || (self.rows > FEW && changes.count() > 1 && amounts.iter().all(largest))
    }

    /// Whether a row is one more of an account that may have several, called as one above.
    pub(super) fn is_one_more(&self, row: &FootRow) -> bool {
        !self.is_by_day() && self.knows(&row.name)
    }

    /// Whether a row comes to as much as those of its name.
    fn is_sum_of_its_own(&self, row: &FootRow, amounts: &[(usize, i64)]) -> bool {
        let own = self.called(&[row.name.as_str()]);
        let mut amounts = amounts.iter();
        amounts.all(|(at, amount)| own.get(*at).is_some_and(|own| own.is(*amount, 1, 2)))
    }

    /// Whether a row is called as a value that accounts have in another column.
    pub(super) fn is_group(&mut self, row: &FootRow) -> bool {
        let amounts = self.amounts(row);
        let lacks = self.lacks(&row.record).lacking > 0;
        self.rows >= FEW && self.is_named(row, &amounts, lacks)
    }

    /// Whether its amounts are reckoned from others.
    fn is_reckoned(&self, amounts: &[(usize, i64)], lacks: bool, behind_all: bool) -> bool {
        if self.source.kind == ImportKind::Movements {
            return false;
        }
        let parts = |at: usize| self.all.get(at).copied().unwrap_or_default();
        let each = |is: &dyn Fn(FeetParts, i64) -> bool| {
            amounts.iter().all(|(at, amount)| is(parts(*at), *amount))
        };
        let of_all = || each(&|parts, amount| parts.make(amount, FEW));
        if lacks && (behind_all || of_all()) {
            return true;
        }
        match &self.months {
            Some(months) => behind_all || months.says(amounts),
            None => each(&|parts, amount| parts.is(amount, 12, 2)),
        }
    }

    /// Whether no account has as much.
    pub(super) fn are_largest(&self, amounts: &[(usize, i64)]) -> bool {
        let mut amounts = amounts.iter();
        amounts.all(|(at, amount)| {
            self.all
                .get(*at)
                .is_none_or(|parts| parts.largest < *amount)
        })
    }

    /// Whether a row that is called like a total is that of all.
    pub(super) fn is_sum(&mut self, row: &FootRow) -> bool {
        let amounts = self.amounts(row);
        match &self.months {
            Some(months) => months.are_sums(&amounts),
            None => amounts.iter().any(|(at, amount)| {
                *amount != 0 && self.all.get(*at).is_some_and(|all| all.is(*amount, 1, 2))
            }),
        }
    }

    /// Whether it is called as a value that accounts have in another column, and is none of these.
    fn is_named(&self, row: &FootRow, amounts: &[(usize, i64)], lacks: bool) -> bool {
        let is = |(at, column): (usize, &ColumnAbove)| {
            let Some(group) = column
                .groups
                .get(&row.name)
                .filter(|_| column.groups.len() <= GROUPS)
            else {
                return false;
            };
            let mut pairs = amounts.iter().map(|(at, amount)| (group.get(*at), amount));
            let full = column.filled * 10 >= self.rows * 9;
            let other = || row.record.cell(at).to_lowercase() != row.name;
            lacks
                || (full && other() && !self.labels.is_like(&row.name))
                || pairs.all(|(parts, amount)| parts.is_some_and(|parts| parts.is(*amount, 1, 1)))
        };
        self.columns.iter().enumerate().any(is)
    }

    /// Whether it is called as finance calls what it writes below, or as customers are grouped; a number is none where accounts are numbers.
    fn is_of_finance(&self, name: &str) -> bool {
        (foot::is_of_finance(name) || foot::is_group(name)) && !self.labels.is_like(name)
    }

    fn lacks(&self, record: &FileRecord) -> LacksAbove {
        let columns = self.columns.iter().enumerate();
        let full = columns.filter(|(_, column)| column.is_beside && column.filled == self.rows);
        let full: Vec<(usize, &ColumnAbove)> = full.collect();
        let lacking = |(at, _): &&(usize, &ColumnAbove)| values::is_nothing(record.cell(*at));
        let all = (full.len(), full.iter().filter(lacking).count());
        // A remark says nothing of what a row is.
        let grouping = || full.iter().filter(|(_, column)| column.is_grouping());
        let (of, without) = match grouping().count() {
            0 => all,
            some => (some, grouping().filter(lacking).count()),
        };
        LacksAbove {
            full: all.0,
            lacking: all.1,
            most: without > 0 && without * 2 >= of,
        }
    }

    /// What the accounts come to in a place: all of them, or those that have not ended.
    pub(super) fn part(&self, at: usize, all: bool) -> FeetPart {
        let parts = self.all.get(at).copied().unwrap_or_default();
        let part = if all { parts.all } else { parts.active };
        // Of a month each account of the table is one, whatever it pays.
        let rows = if self.slots.is_wide() {
            self.rows
        } else {
            part.rows
        };
        FeetPart { rows, ..part }
    }

    /// What those above come to that are called so, in each place.
    pub(super) fn called(&self, names: &[&str]) -> Vec<FeetPart> {
        let known = names.iter().filter_map(|name| self.names.get(*name));
        let mut sums = Vec::new();
        for (at, amount) in known.flatten() {
            if sums.len() <= *at {
                sums.resize(at + 1, FeetPart::default());
            }
            sums[*at] = sums[*at].with(*amount);
        }
        sums
    }

    /// Whether each row is of one day, and may have nothing in the places of others.
    pub(super) fn is_by_day(&self) -> bool {
        self.slots.by_day()
    }

    /// Whether an account that may have several rows is called so.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// How many places there are.
    pub(super) fn places(&self) -> usize {
        self.all.len()
    }

    /// How many accounts.
    pub(super) fn rows(&self) -> i64 {
        self.rows
    }

    /// Whether some amounts are more than what all come to.
    pub(super) fn exceeded(&self, sums: &[Option<i64>]) -> bool {
        let mut sums = sums.iter().enumerate();
        sums.any(|(at, sum)| {
            let part = self.part(at, true);
            sum.is_some_and(|sum| sum > part.sum + part.rows)
        })
    }

    /// The accounts, as long as they are few.
    pub(super) fn few(&self) -> &FewAccounts {
        &self.few
    }

    /// What all amounts are multiples of.
    pub(super) fn unit(&self) -> i64 {
        self.unit
    }
}

/// Whether a column is none of the account, its amounts and what is off them, their days, or how it ended.
fn is_beside(source: &Source, at: usize) -> bool {
    const OWN: [&str; 20] = [
        "account",
        "id",
        "amount",
        "mrr",
        "delta",
        "day",
        "currency",
        "kind",
        "end",
        "cause",
        "status",
        "canceled",
        "period_end",
        "trial_end",
        // Empty where there is none.
        "trial",
        "addon",
        "discount",
        "discount_type",
        "discount_percent",
        "discount_fraction",
    ];
    let mapping = &source.mapping;
    let own = OWN
        .iter()
        .any(|field| mapping.columns(field).any(|own| own == at));
    let month = mapping.months.iter().any(|(month, _)| *month == at);
    at >= mapping.ours && !own && !month
}
