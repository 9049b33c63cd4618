//! What the room's history teaches about who leaves next: learned once after each import, and kept.
//! Must not know the method.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::super::sql;
use super::Desk;
use super::traits::{self, Attributes, COLUMNS};
use crate::domain::breakdown::Cells;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::figure::open_chance;
use crate::domain::known::KnownSince;
use crate::domain::ledger::Ledger;
use crate::domain::money;
use crate::domain::risk::{
    LeftOut, Paying, RiskLesson, RiskModel, TraitTable, examples, hash, later, learn,
};
use crate::domain::sort::sort_by;

/// A column with more different values than this is a text.
const MOST_VALUES: usize = 20_000;

/// A model, if there is one to be shown, and the risks of those who still pay.
pub(super) struct LearnedRisk {
    /// The day risks are as of.
    reach: Day,
    /// What was learned.
    pub lesson: RiskLesson,
    /// The risk from which on an account is among the tenth with the highest.
    pub high: Option<f64>,
    table: TraitTable,
    model: Option<RiskModel>,
    risks: Vec<Option<f32>>,
}

impl LearnedRisk {
    /// How likely an account is to leave; `None` for one that pays nothing, or where nothing may be shown.
    pub(super) fn risk(&self, account: usize) -> Option<f64> {
        self.risks.get(account).copied().flatten().map(rounded)
    }

    /// What raises it most.
    pub(super) fn why(
        &self,
        ledger: &Ledger,
        account: usize,
        money: money::Money<'_>,
    ) -> Vec<String> {
        let standing = Paying::of(ledger, account, self.reach);
        let known = self.model.as_ref().zip(standing);
        known.map_or_else(Vec::new, |(model, standing)| {
            model.reasons(&self.table, standing, money)
        })
    }

    fn of(ledger: &Ledger, mut columns: LearnedColumns, reach: Day) -> LearnedRisk {
        let own = std::mem::take(&mut columns.plans);
        let plans = |day: Day| {
            Cells::by(ledger, |account| match own.value(account) {
                "" => ledger.plan_between(account, day, day).unwrap_or_default(),
                plan => plan,
            })
        };
        let mut table = columns.table;
        let (since, trusted) = (columns.since, &columns.trusted);
        let (mut lesson, mut model) = match examples(ledger, reach, since, &columns.hashes) {
            Ok(examples) => {
                table.cells[0] = plans(examples.cut);
                let (mut lesson, model) = learn(&table, &examples, trusted);
                let before = later::before(ledger, &examples, since, &columns.hashes);
                let later = before.map(|before| {
                    let windows = (&before, &examples);
                    later::tested(&mut table, &lesson, windows, trusted, plans)
                });
                lesson.tested_later(later);
                (lesson, model)
            }
            Err(why) => {
                let lesson = RiskLesson {
                    hidden: Some(why),
                    ..RiskLesson::default()
                };
                (lesson, None)
            }
        };
        model = model.filter(|_| lesson.hidden.is_none());
        lesson.left_out.extend(columns.too_long);
        table.cells[0] = plans(reach);
        table.keep(model.as_ref());
        let over = model.as_ref().map(|model| model.over(&table));
        let risk = |account: usize| {
            let standing = Paying::of(ledger, account, reach)?;
            Some(over.as_ref()?.risk(standing) as f32)
        };
        let risks: Vec<Option<f32>> = (0..ledger.len()).map(risk).collect();
        let mut sorted: Vec<f32> = risks.iter().flatten().copied().collect();
        sort_by(&mut sorted, |a, b| b.total_cmp(a));
        let tenth = sorted.len().div_ceil(10).checked_sub(1);
        LearnedRisk {
            reach,
            lesson,
            high: tenth.and_then(|at| sorted.get(at).copied().map(rounded)),
            table,
            model,
            risks,
        }
    }
}

/// Whom the ledger alone would have named on a day, with losses known since another: whether each account was among
/// the tenth with the highest learned risk, by what it paid, since when, and for which plan. Or why nobody is named.
pub(super) fn by_the_ledger(
    db: &Connection,
    ledger: &Ledger,
    (since, day): (Day, Day),
) -> Result<(String, Vec<bool>), Failure> {
    let mut columns = LearnedColumns {
        since,
        ..LearnedColumns::default()
    };
    sql::each(db, "SELECT external FROM accounts ORDER BY id", [], |row| {
        let external = row.get_ref(0)?.as_str().unwrap_or_default();
        columns.hashes.push(hash(external));
        Ok(())
    })?;
    columns.table.push(COLUMNS[0], Cells::default());
    let learned = LearnedRisk::of(ledger, columns, day);
    let high = learned.high;
    let named = |account| high.is_some() && learned.risk(account) >= high;
    let named = (0..ledger.len()).map(named).collect();
    Ok((learned.lesson.hidden.unwrap_or_default(), named))
}

/// As every share is given out; rounding keeps the order.
fn rounded(risk: f32) -> f64 {
    open_chance(risk.into())
}

impl Desk<'_> {
    /// What is learned, as of the reach; `None` in a room without a ledger.
    pub(super) fn learned(&mut self) -> Result<Option<(&Ledger, &LearnedRisk)>, Failure> {
        let Some(reach) = self.reach()? else {
            return Ok(None);
        };
        let stale = |learned: &LearnedRisk| learned.reach != reach;
        if self.kept.learned.as_ref().is_none_or(stale) {
            let mut columns = columns(self.db)?;
            columns.since = self.known()?.map_or(reach, KnownSince::first);
            columns.trusted.clone_from(&self.rules.learn_from);
            self.kept.learned = Some(LearnedRisk::of(self.ledger()?, columns, reach));
        }
        let ledger = self.ledger()?;
        Ok(self.kept.learned.as_ref().map(|learned| (ledger, learned)))
    }
}

/// All accounts' columns, in the order of their ids, which is the ledger's.
#[derive(Default)]
struct LearnedColumns {
    /// Since when losses are known.
    since: Day,
    /// Those that were known before they mattered, as somebody has said.
    trusted: Vec<String>,
    hashes: Vec<u64>,
    /// Plans as the accounts themselves say them; the table's first column is filled per day.
    plans: Cells,
    table: TraitTable,
    too_long: Vec<LeftOut>,
}

fn columns(db: &Connection) -> Result<LearnedColumns, Failure> {
    let mut found = LearnedColumns::default();
    let mut attributes: BTreeMap<String, Option<Cells>> = BTreeMap::new();
    let own = traits::columns(db, |at, values, external| {
        add(&mut attributes, &values, at);
        found.hashes.push(hash(external));
    })?;
    let accounts = found.hashes.len();
    for (n, (name, cells)) in COLUMNS.iter().zip(own).enumerate() {
        if n == 0 {
            found.table.push(name, Cells::default());
            found.plans = cells;
        } else if cells.any() {
            found.table.push(name, cells);
        }
    }
    for (name, cells) in attributes {
        match cells {
            Some(mut cells) => {
                cells.pad(accounts);
                found.table.push(&name, cells);
            }
            None => found.too_long.push(LeftOut {
                column: name,
                why: format!("it has more than {MOST_VALUES} different values"),
                suspect: false,
            }),
        }
    }
    Ok(found)
}

/// One account's other columns.
fn add(columns: &mut BTreeMap<String, Option<Cells>>, values: &Attributes<'_>, accounts: usize) {
    for (header, value) in values {
        let column = match columns.get_mut(header.as_ref()) {
            Some(column) => column,
            None => columns
                .entry(header.as_ref().to_owned())
                .or_insert_with(|| Some(Cells::default())),
        };
        if let Some(cells) = column {
            cells.pad(accounts);
            cells.push(value.as_ref());
            if cells.distinct() > MOST_VALUES {
                *column = None;
            }
        }
    }
}
