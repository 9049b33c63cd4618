//! `churnroom cohorts`: who stayed, by the month of joining. Must not know how cohorts are counted.

use serde_json::{Value, json};

use super::beside;
use super::metrics::{breakdown, percent};
use super::output::{Block, Format, OutputTable, Shown};
use super::session::Session;
use crate::domain::cohorts::in_words;
use crate::domain::early::Early;
use crate::domain::failure::Failure;
use crate::domain::figure::round6;
use crate::domain::known::KnownSince;
use crate::domain::metrics::{Cohort, Cohorts};
use crate::domain::money::{Money, count};
use crate::domain::period::Period;
use crate::domain::query::Query;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Show MRR instead of accounts (for people; JSON and CSV hold both)
    #[arg(long)]
    mrr: bool,
    /// How many months to show after the joining one, and how many cohorts (for people)
    #[arg(long, default_value_t = 12, value_name = "N")]
    months: usize,
    /// Instead: who was gone within 90 days, of those who joined in the last three months that can be
    /// said of, by plan, channel or any other dimension
    #[arg(long, value_name = "DIM")]
    by: Option<String>,
    /// With --by: as known at the end of this period [default: the last whole month in the data]
    #[arg(long, value_name = "PERIOD", requires = "by")]
    period: Option<Period>,
}

pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    if let Some(by) = &args.by {
        return early(session, by, args.period);
    }
    let today = session.today;
    let found: Cohorts = session.ask(&Query::Cohorts { today })?;
    let currency = session.currency()?;
    let longest = found.cohorts.iter().map(|c| c.active.len()).max();
    let shown = longest.unwrap_or(0).min(args.months.saturating_add(1));
    let months: Vec<String> = (0..shown).map(|n| format!(">{n}")).collect();
    let heads = ["joined", ">accounts"].into_iter();
    let heads = heads.chain(months.iter().map(String::as_str));
    let mut table = OutputTable::new(heads.chain([">day 90"]));
    let skipped = found.cohorts.len().saturating_sub(args.months.max(1));
    for cohort in &found.cohorts[skipped..] {
        let mut row = vec![cohort.month.to_string(), count(cohort.accounts)];
        let mut cells = cells(cohort, args.mrr, Money::of(currency.as_ref()));
        cells.truncate(shown);
        let gap = months.len() - cells.len();
        row.extend(cells);
        row.extend(vec![String::new(); gap]);
        let day_90 = cohort.day_90.map(|share| percent(Some(share)));
        row.push(day_90.unwrap_or_default());
        table.row(row);
    }
    let words = if args.mrr {
        "MRR still active at the end of each month, the joining month being 0"
    } else {
        "accounts still active at the end of each month, the joining month being 0"
    };
    let rows: Vec<Value> = found.cohorts.iter().map(|c| json!(c)).collect();
    let compared = in_words(&found);
    let first = found.cohorts.first().map(|c| c.month);
    let ends = i32::try_from(longest.unwrap_or(0)).unwrap_or(i32::MAX);
    let months: Vec<Period> = (0..ends).filter_map(|n| Some(first?.plus(n))).collect();
    let known = session.extent()?.known;
    let none = known.filter(|_| found.cohorts.is_empty());
    let since = none.map_or_else(
        || known.and_then(KnownSince::words),
        |known| Some(known.no_cohort()),
    );
    let marks = beside::marks(session, &months)?;
    let mut answer = Shown::value(json!({ "cohorts": rows, "words": compared }))
        .line(words)
        .with(Block::Table(table))
        .lines(compared.into_iter().chain(since).chain(marks));
    if skipped > 0 && session.format == Format::Table {
        answer = answer.note(format!("{skipped} older cohorts not shown: --months N"));
    }
    Ok(answer)
}

fn cells(cohort: &Cohort, mrr: bool, money: Money<'_>) -> Vec<String> {
    if mrr {
        let sums = cohort.active_mrr.iter();
        sums.map(|sum| money.whole_number(*sum)).collect()
    } else {
        cohort.active.iter().map(|n| count(*n)).collect()
    }
}

/// Who was gone within 90 days, by a dimension.
fn early(session: &mut Session, by: &str, period: Option<Period>) -> Result<Shown, Failure> {
    let period = session.period(period)?;
    let by = breakdown::dimension(session, by)?;
    let found: Option<Box<Early>> = session.ask(&Query::Early { period, by })?;
    let Some(early) = found else {
        let since = session.extent()?.known.and_then(KnownSince::words);
        return Ok(Shown::value(json!({ "items": [], "next": null }))
            .line("of nobody who joined can it be told by the end of the period")
            .lines(since));
    };
    let share = |gone: u64, of: u64| Some(round6(gone as f64 / of.max(1) as f64));
    let mut table = OutputTable::new([early.by.0.as_str(), ">joined", ">gone", ">share", ""]);
    let mut items: Vec<Value> = Vec::new();
    for cell in &early.cells {
        let few = if cell.too_few { "too few to rank" } else { "" };
        let rate = share(cell.gone, cell.of);
        let (of, gone) = (count(cell.of), count(cell.gone));
        table.row([&cell.value, &of, &gone, &percent(rate), few]);
        items.push(json!({
            "by": { early.by.0.as_str(): cell.value },
            "joined": cell.of, "gone": cell.gone, "share": rate, "too_few": cell.too_few,
        }));
    }
    let rate = share(early.gone, early.of);
    let (from, to) = (early.first.short(), early.last.short());
    let words = format!(
        "gone within 90 days, of those who joined {from} to {to}: {} ({} of {})",
        percent(rate),
        count(early.gone),
        count(early.of)
    );
    Ok(Shown::value(json!({
        "from": early.first, "to": early.last, "joined": early.of, "gone": early.gone,
        "share": rate, "items": items, "next": null,
    }))
    .line(words)
    .with(Block::Table(table)))
}
