//! The model: what columns become features, their weights, and why an account's risk is what it is.
//! Must not know where accounts come from.

use super::columns::{OWN, RiskColumn, Scale};
use super::fit::{Sparse, fit, probability};
use super::{BackTest, Paying, RiskExample, TraitTable};
use crate::domain::breakdown::{Cells, valued};
use crate::domain::money::Money;
use crate::domain::sort::sort_by;

/// A reason counts from so much of the log-odds on.
const WORTH_SAYING: f64 = 0.05;
/// So many reasons are given.
const REASONS: usize = 3;

/// A fitted model.
#[derive(Clone, Debug)]
pub struct RiskModel {
    columns: Vec<RiskColumn>,
    scales: [Scale; OWN - 1],
    features: usize,
    weights: Vec<f64>,
    /// The mean of each feature: what an average account has.
    means: Vec<f64>,
}

/// Tenure and MRR, each as it is and as a logarithm: the first months matter most, and so do small prices.
fn own(then: Paying) -> [f64; OWN - 1] {
    let months = f64::from(then.tenure.max(0)) * 12.0 / 365.0;
    let mrr = then.mrr.0.max(0) as f64 / 100.0;
    [months, months.ln_1p(), mrr, mrr.ln_1p()]
}

impl RiskModel {
    /// Fits the columns' features to accounts whose outcome is known.
    pub(super) fn fitted(
        columns: Vec<RiskColumn>,
        table: &TraitTable,
        rows: &[RiskExample],
    ) -> RiskModel {
        let features = columns.iter().map(RiskColumn::end).fold(OWN, usize::max);
        let owns: Vec<[f64; OWN - 1]> = rows.iter().map(|row| own(row.then)).collect();
        let scale = |at: usize| Scale::of(&owns.iter().map(|own| own[at]).collect::<Vec<_>>());
        let model = RiskModel {
            columns,
            scales: [scale(0), scale(1), scale(2), scale(3)],
            features,
            weights: Vec::new(),
            means: Vec::new(),
        };
        model.fitted_again(table, rows)
    }

    /// The same features, fitted to other accounts.
    pub(super) fn fitted_again(mut self, table: &TraitTable, rows: &[RiskExample]) -> RiskModel {
        let seen = self.over(table);
        let encoded = |row: &RiskExample| (seen.encode(row.then), row.left);
        let encoded: Vec<(Sparse, bool)> = rows.iter().map(encoded).collect();
        self.weights = fit(&encoded, self.features);
        self.means = vec![0.0; self.features];
        for (row, _) in &encoded {
            for (feature, value) in row {
                self.means[*feature] += value / encoded.len() as f64;
            }
        }
        self
    }

    /// What becomes of accounts whose outcome is known, by the risks it gives them.
    pub(super) fn tested(&self, table: &TraitTable, rows: &[RiskExample]) -> Option<BackTest> {
        let seen = self.over(table);
        let scored = |row: &RiskExample| (seen.risk(row.then), row.left);
        BackTest::of(rows.iter().map(scored).collect())
    }

    /// The model before a table.
    pub fn over<'a>(&'a self, table: &'a TraitTable) -> Over<'a> {
        let columns = self.columns.iter().map(|column| {
            let cells = table.cells.get(column.place);
            let names = cells.map_or(&[][..], Cells::names).iter();
            let features = names.map(|name| column.feature(valued(name)));
            ColumnCells {
                cells,
                features: features.collect(),
                none: column.feature(""),
            }
        });
        Over {
            columns: columns.collect(),
            model: self,
        }
    }

    /// What is learned from.
    pub fn names(&self) -> Vec<String> {
        let own = ["tenure", "MRR"].into_iter().map(str::to_owned);
        let columns = self.columns.iter().map(|c| c.name.clone());
        own.chain(columns).collect()
    }

    /// The places of the table's columns that are learned from.
    pub fn places(&self) -> impl Iterator<Item = usize> + '_ {
        self.columns.iter().map(|column| column.place)
    }

    /// What raises an account's risk most, with the factor on its odds: `plan Month-to-Month (odds x 2.4)`.
    pub fn reasons(&self, table: &TraitTable, then: Paying, money: Money<'_>) -> Vec<String> {
        let mut log_odds = vec![0.0; self.features];
        for (feature, value) in self.over(table).encode(then) {
            log_odds[feature] += self.weights[feature] * value;
        }
        for (feature, mean) in self.means.iter().enumerate() {
            log_odds[feature] -= self.weights[feature] * mean;
        }
        let part = |from: usize, to: usize| log_odds[from..to].iter().sum::<f64>();
        let months = f64::from(then.tenure) * 12.0 / 365.0;
        let mut parts = vec![
            (part(1, 3), format!("{} active", months_words(months))),
            (part(3, 5), format!("MRR {}", money.whole_number(then.mrr))),
        ];
        parts.extend(self.columns.iter().map(|column| {
            let value = match table.value(column.place, then.account) {
                "" => "not given",
                value => value,
            };
            let part = part(column.first, column.end());
            (part, format!("{} {value}", column.name))
        }));
        parts.retain(|(odds, _)| *odds >= WORTH_SAYING);
        sort_by(&mut parts, |a, b| b.0.total_cmp(&a.0));
        parts.truncate(REASONS);
        let words = |(odds, what): (f64, String)| format!("{what} (odds x {:.1})", odds.exp());
        parts.into_iter().map(words).collect()
    }
}

/// A model before a table: what a value becomes is worked out once, however many accounts have it.
pub struct Over<'a> {
    model: &'a RiskModel,
    columns: Vec<ColumnCells<'a>>,
}

/// What is left of a column: which cell each account is in, and the feature of each cell and of none.
struct ColumnCells<'a> {
    cells: Option<&'a Cells>,
    features: Vec<Option<(usize, f64)>>,
    none: Option<(usize, f64)>,
}

impl Over<'_> {
    fn encode(&self, then: Paying) -> Sparse {
        let mut row: Sparse = Vec::with_capacity(OWN + self.columns.len());
        row.push((0, 1.0));
        let scaled = own(then).into_iter().zip(self.model.scales);
        row.extend((1..).zip(scaled.map(|(number, scale)| scale.apply(number))));
        for column in &self.columns {
            let cell = column.cells.and_then(|cells| cells.number(then.account));
            row.extend(cell.map_or(column.none, |cell| column.features[cell]));
        }
        row
    }

    /// How likely an account is to leave, 0 to 1.
    pub fn risk(&self, then: Paying) -> f64 {
        probability(&self.encode(then), &self.model.weights)
    }
}

fn months_words(months: f64) -> String {
    match months {
        m if m < 1.0 => "under a month".to_owned(),
        m if m < 1.5 => "1 month".to_owned(),
        m => format!("{m:.0} months"),
    }
}

impl TraitTable {
    /// An account's value in a column; empty for none.
    pub fn value(&self, column: usize, account: usize) -> &str {
        let cells = self.cells.get(column);
        cells.map_or("", |cells| cells.value(account))
    }

    /// Adds a column.
    pub fn push(&mut self, name: &str, cells: Cells) {
        self.names.push(name.to_owned());
        self.cells.push(cells);
    }

    /// Forgets the columns a model does not ask for, for they may be long.
    pub fn keep(&mut self, model: Option<&RiskModel>) {
        let kept: Vec<usize> = model.into_iter().flat_map(RiskModel::places).collect();
        for (place, cells) in self.cells.iter_mut().enumerate() {
            if !kept.contains(&place) {
                *cells = Cells::default();
            }
        }
    }
}
