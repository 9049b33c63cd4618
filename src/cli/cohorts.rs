//! `churnroom cohorts`: who stayed, by the month of joining. Must not know how cohorts are counted.

use serde_json::{Value, json};

use super::metrics::percent;
use super::output::{Block, Format, Shown, Table};
use super::session::Session;
use crate::domain::failure::Failure;
use crate::domain::metrics::{Cohort, Cohorts};
use crate::domain::money::count;
use crate::domain::query::Query;

/// Options of `cohorts`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Show MRR instead of accounts (for people; JSON and CSV hold both)
    #[arg(long)]
    mrr: bool,
    /// How many months to show after the joining one, and how many cohorts (for people)
    #[arg(long, default_value_t = 12, value_name = "N")]
    months: usize,
}

/// Runs it.
pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let today = session.today;
    let found: Cohorts = session.ask(&Query::Cohorts { today })?;
    let longest = found.cohorts.iter().map(|c| c.active.len()).max();
    let shown = longest.unwrap_or(0).min(args.months.saturating_add(1));
    let months: Vec<String> = (0..shown).map(|n| format!(">{n}")).collect();
    let mut heads = vec!["joined", ">accounts"];
    heads.extend(months.iter().map(String::as_str));
    heads.push(">day 90");
    let mut table = Table::new(&heads);
    let skipped = found.cohorts.len().saturating_sub(args.months.max(1));
    for cohort in &found.cohorts[skipped..] {
        let mut row = vec![cohort.month.to_string(), count(cohort.accounts)];
        let mut cells = cells(cohort, args.mrr);
        cells.truncate(shown);
        let gap = months.len() - cells.len();
        row.extend(cells);
        row.extend(vec![String::new(); gap]);
        row.push(
            cohort
                .day_90
                .map_or_else(String::new, |share| percent(Some(share))),
        );
        table.row(row);
    }
    let words = if args.mrr {
        "MRR still active at the end of each month, the joining month being 0"
    } else {
        "accounts still active at the end of each month, the joining month being 0"
    };
    let rows: Vec<Value> = found.cohorts.iter().map(|c| json!(c)).collect();
    let mut answer = Shown::value(json!({ "cohorts": rows }))
        .line(words)
        .with(Block::Table(table));
    if skipped > 0 && session.format == Format::Table {
        answer = answer.note(format!("{skipped} older cohorts not shown: --months N"));
    }
    Ok(answer)
}

fn cells(cohort: &Cohort, mrr: bool) -> Vec<String> {
    if mrr {
        cohort.active_mrr.iter().map(|sum| sum.whole()).collect()
    } else {
        cohort.active.iter().map(|n| count(*n)).collect()
    }
}
