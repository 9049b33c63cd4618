//! Subscriptions that no id and no hash finds again: the next month's export says another price or end of them. They
//! are known by their account, their start and their plan where that is sure, and counted where it is not.
//! Must not know files.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::{HashMap, HashSet};

use crate::domain::failure::Failure;
use crate::domain::field::{Field, Value};
use crate::domain::import::{Beside, Interval, Lacks};
use crate::domain::money::Cents;
use crate::store::convert::JsonText;
use crate::store::sql;

use super::former::{RowWriter, SUBSCRIPTIONS};
use super::known::KnownRows;
use super::run::Run;

/// What tells subscriptions apart, and what they say.
const OLD: &str = "
    SELECT id, import, external, account, start, plan, end, amount, interval, trial, cause, rate, hash
    FROM subscriptions WHERE import <> ?1 AND account IN (SELECT account FROM subscriptions WHERE import = ?1)";
const NEW: &str = "
    SELECT id, import, external, account, start, plan, end, amount, interval, trial, cause, rate, hash
    FROM subscriptions WHERE import = ?1 AND account IN (SELECT value FROM json_each(?2)) ORDER BY id";
const GOES: &str = "DELETE FROM subscriptions WHERE id = ?1";
/// The last import that made or changed some.
const LAST: &str = "
    SELECT max(import) FROM (
      SELECT import FROM subscriptions WHERE id IN (SELECT value FROM json_each(?2))
      UNION SELECT import FROM import_former
      WHERE kind = 'subscriptions' AND import <> ?1 AND row IN (SELECT value FROM json_each(?2)))";
const NAME: &str = "SELECT name FROM accounts WHERE id = ?1";

/// A subscription in its table.
struct StoredStart {
    id: i64,
    import: i64,
    external: String,
    account: i64,
    start: i32,
    plan: String,
    says: StartSays,
    hash: i64,
    /// Whether it is known what it is.
    settled: bool,
}

/// What it says beside what it is known by.
struct StartSays {
    end: Option<i32>,
    amount: Cents,
    interval: Interval,
    trial: bool,
    cause: Option<String>,
    rate: Option<String>,
}

impl StoredStart {
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<StoredStart> {
        Ok(StoredStart {
            id: row.get(0)?,
            import: row.get(1)?,
            external: row.get(2)?,
            account: row.get(3)?,
            start: row.get(4)?,
            plan: row.get(5)?,
            says: StartSays {
                end: row.get(6)?,
                amount: row.get(7)?,
                interval: row.get(8)?,
                trial: row.get(9)?,
                cause: row.get(10)?,
                rate: row.get(11)?,
            },
            hash: row.get(12)?,
            settled: false,
        })
    }

    fn pays(&self) -> bool {
        !self.says.trial && self.says.amount > Cents::ZERO
    }

    /// The first day on which it is not paid.
    fn last(&self) -> i32 {
        self.says.end.unwrap_or(i32::MAX)
    }

    /// What it is known by to a file that `lacks` some of it.
    fn key(&self, by: SameBy, lacks: &Lacks) -> StartKey<'_> {
        let has = |field| !lacks.has(field);
        let plan = (by != SameBy::Start && has(Field::Plan)).then_some(self.plan.as_str());
        let all = || StartColumns {
            end: self.says.end.filter(|_| has(Field::End)),
            amount: self.says.amount,
            interval: has(Field::Interval).then_some(self.says.interval),
            trial: self.says.trial && has(Field::Trial),
            cause: self.says.cause.as_deref().filter(|_| has(Field::Cause)),
            rate: self.says.rate.as_deref(),
        };
        (self.start, plan, (by == SameBy::All).then(all))
    }
}

/// By what two rows are the same subscription, beside their account and start.
#[derive(Clone, Copy, PartialEq)]
enum SameBy {
    /// By all that they say.
    All,
    Plan,
    Start,
}

type StartKey<'a> = (i32, Option<&'a str>, Option<StartColumns<'a>>);

/// Of what one says that of which the file has a column.
#[derive(PartialEq, Eq, Hash)]
struct StartColumns<'a> {
    end: Option<i32>,
    amount: Cents,
    interval: Option<Interval>,
    trial: bool,
    cause: Option<&'a str>,
    rate: Option<&'a str>,
}

/// The rows of one account: those of the file, and those that it does not say again.
#[derive(Default)]
struct StartsLeft {
    new: Vec<StoredStart>,
    old: Vec<StoredStart>,
}

impl StartsLeft {
    /// Settles the pairs of rows that are one subscription. Rows that say the same are one whichever they are; of
    /// others there may be one only on either side. `may` says which earlier rows are looked at.
    fn pairs(
        &mut self,
        (by, lacks): (SameBy, &Lacks),
        may: impl Fn(&StoredStart) -> bool,
    ) -> Vec<(usize, usize)> {
        let mut places: HashMap<StartKey<'_>, [Vec<usize>; 2]> = HashMap::new();
        for (side, rows) in [&self.new, &self.old].into_iter().enumerate() {
            for (at, row) in rows.iter().enumerate() {
                if !row.settled && (side == 0 || may(row)) {
                    places.entry(row.key(by, lacks)).or_default()[side].push(at);
                }
            }
        }
        let mut found = Vec::new();
        for [new, old] in places.into_values() {
            if by == SameBy::All || (new.len() == 1 && old.len() == 1) {
                found.extend(new.into_iter().zip(old));
            }
        }
        // Two ids tell two subscriptions.
        found.retain(|(new, old)| {
            self.new[*new].external.is_empty() || self.old[*old].external.is_empty()
        });
        for (new, old) in &found {
            (self.new[*new].settled, self.old[*old].settled) = (true, true);
        }
        found.sort_unstable();
        found
    }
}

/// Finds the rows that the file says otherwise, and counts those of which nothing tells what they are.
pub(super) fn settle(
    run: &mut Run<'_>,
    known: &KnownRows<'_>,
    writer: &mut RowWriter<'_>,
) -> Result<(), Failure> {
    run.again.clone_from(known.imports());
    if known.fresh || run.counts.new == 0 {
        return Ok(());
    }
    let mut left = left(run, known)?;
    for of in left.values_mut() {
        for (new, old) in of.pairs((SameBy::All, &run.lacks), |_| true) {
            run.again.insert(of.old[old].import);
            run.doubt_end(of.old[old].says.end, run.runs.contains(&of.new[new].id));
            sql::run(run.tx, GOES, [of.new[new].id])?;
            run.counts.new -= 1;
            run.counts.unchanged += 1;
        }
    }
    let mut list: HashSet<i64> = run.same_columns().iter().map(|import| import.0).collect();
    list.extend(&run.again);
    // Another plan since the same day is the same subscription only where the list is surely the same.
    let sure = !run.again.is_empty();
    for of in left.values_mut() {
        for by in [SameBy::Plan, SameBy::Start] {
            let planned = by == SameBy::Plan && !run.lacks.has(Field::Plan);
            let may = |old: &StoredStart| list.contains(&old.import) && (sure || planned);
            for (new, old) in of.pairs((by, &run.lacks), may) {
                take_place(run, writer, &of.new[new], &of.old[old])?;
            }
        }
    }
    run.beside = beside(run, &left, &list)?;
    Ok(())
}

/// The rows by account, where there are new ones and earlier ones that the file does not say again.
fn left(run: &Run<'_>, known: &KnownRows<'_>) -> Result<BTreeMap<i64, StartsLeft>, Failure> {
    let mut left: BTreeMap<i64, StartsLeft> = BTreeMap::new();
    sql::each(run.tx, OLD, [run.import], |row| {
        let old = StoredStart::read(row)?;
        if !known.has_found(old.id, &old.external) {
            left.entry(old.account).or_default().old.push(old);
        }
        Ok(())
    })?;
    let accounts: Vec<i64> = left.keys().copied().collect();
    sql::each(run.tx, NEW, (run.import, JsonText(accounts)), |row| {
        let new = StoredStart::read(row)?;
        left.entry(new.account).or_default().new.push(new);
        Ok(())
    })?;
    Ok(left)
}

/// What the new row says the old one says from now on; an id that only the old one has stays.
fn take_place(
    run: &mut Run<'_>,
    writer: &mut RowWriter<'_>,
    new: &StoredStart,
    old: &StoredStart,
) -> Result<(), Failure> {
    SUBSCRIPTIONS.keep(run.tx, run.import, old.id)?;
    let columns = SUBSCRIPTIONS.columns();
    let all = format!(
        "SELECT {} FROM subscriptions WHERE id = ?1",
        columns.join(", ")
    );
    let read = |id: i64| {
        sql::one(run.tx, &all, [id], |row| {
            (0..columns.len())
                .map(|at| row.get(at))
                .collect::<rusqlite::Result<Vec<Value>>>()
        })
    };
    let (mut sets, stands) = (read(new.id)?, read(old.id)?);
    sql::run(run.tx, GOES, [new.id])?;
    let runs = run.runs.contains(&new.id);
    let several = run.keep_of_subscription(&mut sets, &stands, runs);
    run.note_other(old.id, &sets, &stands);
    for (column, set) in columns.into_iter().zip(&mut sets) {
        match column {
            "external" if !old.external.is_empty() => *set = Value::Text(old.external.clone()),
            "occurrence" if !old.external.is_empty() => *set = Value::Int(0),
            // Of the same hash there may be others.
            "occurrence" if several => *set = Value::Int(old.id),
            "raw" if several || !old.external.is_empty() => *set = Value::None,
            "hash" if several => *set = Value::Int(new.hash ^ run.lacks.mark),
            _ => {}
        }
    }
    writer.write(Some(old.id), sets)?;
    run.counts.new -= 1;
    run.counts.updated += 1;
    run.by_start += 1;
    Ok(())
}

/// The new rows that would be paid beside earlier ones of the same list, or of the same plan since the same day.
fn beside(
    run: &Run<'_>,
    left: &BTreeMap<i64, StartsLeft>,
    list: &HashSet<i64>,
) -> Result<Beside, Failure> {
    let (mut beside, mut names) = (Beside::default(), BTreeSet::new());
    let mut doubted: BTreeSet<i64> = BTreeSet::new();
    for (account, of) in left {
        let open = |row: &&StoredStart| !row.settled && row.pays();
        let old = || of.old.iter().filter(open);
        let here = || old().filter(|old| list.contains(&old.import));
        let (all, nameless) = (
            PaidSpans::of(here()),
            PaidSpans::of(here().filter(|old| old.external.is_empty())),
        );
        let elsewhere: HashSet<StartKey<'_>> =
            old().map(|old| old.key(SameBy::Plan, &run.lacks)).collect();
        let in_doubt = |new: &&StoredStart| match new.external.is_empty() {
            true => all.meet(new) || elsewhere.contains(&new.key(SameBy::Plan, &run.lacks)),
            false => nameless.meet(new),
        };
        for new in of.new.iter().filter(open).filter(in_doubt) {
            beside.rows += 1;
            beside.mrr += new.says.interval.monthly(new.says.amount);
            doubted.extend(old().map(|old| old.id));
            names.insert(sql::one(run.tx, NAME, [account], |row| {
                row.get::<_, String>(0)
            })?);
        }
    }
    beside.names = names.into_iter().collect();
    if !doubted.is_empty() {
        beside.import = sql::one(run.tx, LAST, (run.import, JsonText(doubted)), |row| {
            row.get(0)
        })?;
    }
    Ok(beside)
}

/// The days on which any of some subscriptions is paid: each first day, with the last of all that began by then.
struct PaidSpans(Vec<(i32, i32)>);

impl PaidSpans {
    fn of<'a>(rows: impl Iterator<Item = &'a StoredStart>) -> PaidSpans {
        let mut spans: Vec<(i32, i32)> = rows.map(|row| (row.start, row.last())).collect();
        spans.sort_unstable();
        let mut last = i32::MIN;
        for span in &mut spans {
            last = last.max(span.1);
            span.1 = last;
        }
        PaidSpans(spans)
    }

    fn meet(&self, row: &StoredStart) -> bool {
        let begun = self.0.partition_point(|(start, _)| *start < row.last());
        self.0[..begun]
            .last()
            .is_some_and(|(_, last)| *last > row.start)
    }
}
