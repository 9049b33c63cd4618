//! Learned risk: how likely each account is to leave, learned from the room's own history, and only as good as
//! its back-test. Must not know tables, screens or the clock.
//!
//! **Who is learned from.** All accounts active at the end of the *cut day*, which lies 90 days before the reach
//! (180 or 365 where too few left since), as far as losses are known. The label is whether an account was gone at
//! the reach. Accounts that joined after the cut are not learned from: nothing was known of them then.
//!
//! **From what.** What was known on the cut day: tenure and MRR as of that day for those who left and those who
//! stayed alike, the plan then, and the columns of the accounts file. A column has no date, so it is taken as it
//! stands now, and one that gives the outcome away is left out and named (see [`columns`]); so are those by which the
//! whole tells too well to be true (see [`suspects`]).
//!
//! **How.** Logistic regression with a ridge (see [`fit`]). Accounts are split by a hash of their external id:
//! two thirds train, one third is held out, whatever the order of the rows. What a column becomes, and whether it
//! is left out, is decided on the training part alone, but for the last look at the whole, which can only lower the
//! figure. The figures of the back-test come from the held-out third; the risks shown are then fitted again on all,
//! with tenure, MRR and plan as of the reach. Beyond 20,000 accounts those with the smallest hashes stand for all.
//! Where losses are known for two windows, what the first teaches is also tested on the second (see [`later`]).
//!
//! **When it is hidden.** With too few losses to test on, or when chance alone could do as well: the lower end of
//! the AUC's 95 % interval (Hanley and McNeil, Radiology 143, 1982) is not above one half, on the accounts held out
//! or on the later period.

mod backtest;
pub mod columns;
pub mod fit;
pub mod later;
mod model;
pub mod suspects;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::breakdown::Cells;
use super::day::Day;
use super::ledger::Ledger;
use super::money::{Cents, count};

pub use backtest::{BackTest, Band};
pub use model::{Over, RiskModel};

/// The windows tried, in days: the first with enough losses.
const WINDOWS: [i32; 3] = [90, 180, 365];
/// So many have to have left, and so many to have stayed.
const ENOUGH: usize = 60;
/// More accounts than this are not learned from.
const MOST: usize = 20_000;

/// The columns accounts are told apart by: a cell per account, in the ledger's order.
#[derive(Clone, Debug, Default)]
pub struct TraitTable {
    /// What each is called.
    pub names: Vec<String>,
    /// Its values.
    pub cells: Vec<Cells>,
}

/// What the ledger says of an account on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Paying {
    /// Its number in the ledger.
    pub account: usize,
    /// Days since it was first active.
    pub tenure: i32,
    /// What it pays a month.
    pub mrr: Cents,
}

impl Paying {
    /// An account at the end of a day; `None` if it pays nothing then.
    pub fn of(ledger: &Ledger, account: usize, day: Day) -> Option<Paying> {
        let mrr = ledger.balance_at(account, day);
        let since = ledger.first_active(account).filter(|_| mrr > Cents::ZERO)?;
        Some(Paying {
            account,
            tenure: day.0 - since.0,
            mrr,
        })
    }
}

/// One account to learn from.
#[derive(Clone, Copy, Debug)]
pub struct RiskExample {
    /// How it stood on the cut day.
    pub then: Paying,
    /// Whether it was gone at the reach.
    pub left: bool,
    hash: u64,
}

impl RiskExample {
    /// Whether it is held out for the back-test.
    fn is_held_out(&self) -> bool {
        self.hash.is_multiple_of(3)
    }
}

/// The accounts to learn from, and since when they were watched.
#[derive(Clone, Debug, Default)]
pub struct Examples {
    /// The last day anything about them was known.
    pub cut: Day,
    /// Days from there to the reach.
    pub days: i32,
    /// Those taken, by hash.
    pub rows: Vec<RiskExample>,
    /// Active on the cut day, those not taken included.
    pub active: u64,
    /// Gone at the reach among those.
    pub left: u64,
}

/// A column that is not learned from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct LeftOut {
    /// Its header.
    pub column: String,
    /// Why.
    pub why: String,
    /// Whether it is because it tells too well who left; whoever knows better names it in the configuration.
    #[serde(default)]
    pub suspect: bool,
}

/// What was learned, for people to judge.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct RiskLesson {
    /// The last day anything learned from was known.
    pub cut: Option<Day>,
    /// The days after it in which accounts left or stayed.
    pub days: i32,
    /// Accounts active on the cut day.
    pub active: u64,
    /// Those of them gone at the reach.
    pub left: u64,
    /// Accounts trained on.
    pub trained: u64,
    /// What is learned from.
    pub columns: Vec<String>,
    /// What is not, and why.
    pub left_out: Vec<LeftOut>,
    /// How good it is on accounts it had not seen.
    pub test: Option<BackTest>,
    /// How good what the window before taught was in this one.
    #[serde(default)]
    pub later: Option<BackTest>,
    /// Why there is no such test: `needs 180 known days, has 92`.
    #[serde(default)]
    pub later_needs: Option<String>,
    /// What to beware of, a sentence each.
    #[serde(default)]
    pub warnings: Vec<String>,
    /// Why no risk is shown, if so: a sentence.
    pub hidden: Option<String>,
}

impl RiskLesson {
    /// How good it is, in one line; empty where nothing is shown.
    pub fn tested(&self) -> String {
        match (&self.test, &self.hidden) {
            (Some(test), None) => {
                let accounts = count(test.accounts);
                format!(
                    "back-test on {accounts} accounts held out: AUC {:.2}",
                    test.auc
                )
            }
            _ => String::new(),
        }
    }
}

/// Days of which losses are known, both ends counted.
fn known_days(since: Day, reach: Day) -> i32 {
    (reach.0.saturating_sub(since.0)).saturating_add(1).max(0)
}

/// Chooses the cut day and gathers the accounts to learn from, given since when losses are known and the [`hash`] of
/// each one's external id; fails with a sentence when there is too little to learn from.
pub fn examples(
    ledger: &Ledger,
    reach: Day,
    since: Day,
    hashes: &[u64],
) -> Result<Examples, String> {
    let known = known_days(since, reach);
    let mut most = (0, 0);
    for days in WINDOWS.into_iter().filter(|days| *days <= known) {
        let rows = standing(ledger, reach.plus(-days), reach, hashes);
        let left = rows.iter().filter(|row| row.left).count();
        if left >= ENOUGH && rows.len() - left >= ENOUGH {
            return Ok(taken(rows, reach.plus(-days), days, left));
        }
        most = most.max((left, rows.len() - left));
    }
    let [least, .., year] = WINDOWS;
    if known < least {
        return Err(format!(
            "it needs {least} days of known losses, has {known}"
        ));
    }
    let within = match known >= year {
        true => "a year".to_owned(),
        false => format!("the {known} days known"),
    };
    let (what, most) = match most {
        (left, stayed) if left >= ENOUGH => ("stayed", stayed),
        (left, _) => ("left", left),
    };
    Err(format!(
        "too few accounts have {what} to learn from: {most} within {within}, and {ENOUGH} are needed"
    ))
}

/// All accounts active at the end of a day, and whether each was gone on another.
fn standing(ledger: &Ledger, cut: Day, until: Day, hashes: &[u64]) -> Vec<RiskExample> {
    let standing = (0..ledger.len()).filter_map(|a| Paying::of(ledger, a, cut));
    let rows = standing.map(|then| RiskExample {
        then,
        left: ledger.balance_at(then.account, until) <= Cents::ZERO,
        hash: hashes.get(then.account).copied().unwrap_or_default(),
    });
    rows.collect()
}

fn taken(mut rows: Vec<RiskExample>, cut: Day, days: i32, left: usize) -> Examples {
    let active = rows.len() as u64;
    rows.sort_unstable_by_key(|row| (row.hash, row.then.account));
    rows.truncate(MOST);
    Examples {
        cut,
        days,
        rows,
        active,
        left: left as u64,
    }
}

/// FNV-1a 64 with its bits mixed once more, so that any of them can split accounts.
pub fn hash(text: &str) -> u64 {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in text.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

/// Learns and tests; `trusted` are columns that were known before they mattered, whatever they tell. The model is
/// there only when its back-test lets it be shown.
pub fn learn(
    table: &TraitTable,
    examples: &Examples,
    trusted: &[String],
) -> (RiskLesson, Option<RiskModel>) {
    let (held, train): (Vec<RiskExample>, Vec<RiskExample>) =
        examples.rows.iter().partition(|row| row.is_held_out());
    let (columns, mut left_out) = columns::study(table, &train, examples, trusted);
    let fitted = |columns: &[columns::RiskColumn]| {
        let model = RiskModel::fitted(columns.to_vec(), table, &train);
        let test = model.tested(table, &held);
        (model, test)
    };
    let found = suspects::without(columns, trusted, fitted);
    left_out.extend(found.left_out);
    let (model, test) = (found.model, found.test);
    let hidden = match &test {
        Some(test) => test.no_better_than_chance("accounts held out"),
        None => Some("nobody among the accounts held out left, or nobody stayed".to_owned()),
    };
    let mut warnings = found.warnings;
    warnings.extend(suspects::warning(&left_out));
    let lesson = RiskLesson {
        cut: Some(examples.cut),
        days: examples.days,
        active: examples.active,
        left: examples.left,
        trained: train.len() as u64,
        columns: model.names(),
        left_out,
        test,
        hidden,
        warnings,
        ..RiskLesson::default()
    };
    let shown = lesson.hidden.is_none();
    let model = shown.then(|| model.fitted_again(table, &examples.rows));
    (lesson, model)
}
