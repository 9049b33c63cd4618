//! `churnroom metrics --by DIM`: periods by a dimension, each cell with its share of the loss and its index.
//! Must not know how cells are counted.

use serde_json::{Value, json};

use super::{counted, percent, with_notes};
use crate::cli::output::{Block, OutputTable, Shown};
use crate::cli::session::Session;
use crate::domain::failure::Failure;
use crate::domain::metrics::{Breakdown, BreakdownRow, Dimension, Metrics};
use crate::domain::money::{Money, count};
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::query::Query;
use crate::exchange::shapes;

/// The dimension of a name.
pub fn dimension(session: &mut Session, by: &str) -> Result<Dimension, Failure> {
    let known = session.room()?.dimensions;
    let found = known.iter().find(|d| d.0.eq_ignore_ascii_case(by)).cloned();
    found.ok_or_else(|| {
        let names: Vec<&str> = known.iter().map(|d| d.0.as_str()).collect();
        let hint = match names.as_slice() {
            [] => "nothing is known of them to tell them apart by: import a file of accounts with such a column".to_owned(),
            _ => format!("use --by with one of {}", names.join(", ")),
        };
        Failure::usage(format!("accounts have no `{by}`")).hint(hint)
    })
}

/// A period by a dimension.
pub fn cells_of(
    session: &mut Session,
    period: Period,
    by: &Dimension,
    profile: Option<Profile>,
) -> Result<Box<Breakdown>, Failure> {
    let by = by.clone();
    session.ask(&Query::Breakdown {
        period,
        by,
        profile,
    })
}

pub fn run(
    session: &mut Session,
    periods: &[Period],
    by: &str,
    profile: Option<Profile>,
) -> Result<Shown, Failure> {
    let by = dimension(session, by)?;
    let many = periods.len() > 1;
    let heads = ">accounts|>left|>logo churn|>opening MRR|>lost MRR|>of MRR|>share of loss|>index";
    let first = many.then_some("period").into_iter().chain([by.0.as_str()]);
    let mut table = OutputTable::new(first.chain(heads.split('|')));
    let mut items: Vec<Value> = Vec::new();
    let mut too_few = None;
    for period in periods {
        let found = cells_of(session, *period, &by, profile)?;
        for row in &found.rows {
            let period = many.then(|| period.to_string());
            table.row(period.into_iter().chain(cells(row)));
            items.push(shapes::cell(row));
            too_few = too_few.or(row.too_few.then_some(found.too_few));
        }
    }
    let all = counted(session, periods, profile)?;
    // Of several periods that begin before losses are known, one says so for all; that the data ends is said anyway.
    let unknown = |m: &Metrics| m.unknown?.not_told(m.period);
    let unknown = all.iter().find_map(unknown);
    let mut shown = Shown::value(json!({ "rows": items })).with(Block::Table(table));
    if let Some(least) = too_few {
        shown = shown.line(format!("fewer than {least} accounts: not ranked"));
    }
    Ok(with_notes(shown.noted(unknown), &all))
}

fn cells(row: &BreakdownRow) -> [String; 9] {
    let m = &row.metrics;
    let money = Money::of(m.currency.as_ref());
    let (left, all) = m.left();
    let lost = percent(row.lost_rate());
    let index = match row.of_average {
        _ if row.too_few => "not ranked".to_owned(),
        Some(times) => format!("{times:.1} x"),
        None => "n/a".to_owned(),
    };
    [
        row.value.clone(),
        count(all),
        m.told(count(left)).unwrap_or_default(),
        percent(m.rates.logo_churn),
        money.number(m.mrr.opening),
        m.told(money.number(row.lost)).unwrap_or_default(),
        lost,
        percent(row.share),
        index,
    ]
}
