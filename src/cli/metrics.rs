//! `churnroom metrics`: churn and retention of a period, of several months, or by a dimension.
//! Must not know how numbers are counted.

mod against;
pub mod ahead;
pub mod breakdown;
mod reconcile;

use std::path::PathBuf;

use serde_json::{Value, json};

use super::beside::GoalsAndMarks;
use super::import::mapped;
use super::output::{Block, Format, OutputTable, Shown};
use super::session::Session;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::figure::Figure;
use crate::domain::known::KnownSince;
use crate::domain::metrics::{Metrics, Review};
use crate::domain::money::{Money, count};
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::query::Query;
use crate::domain::reach::limit;
use crate::domain::tally::{Line, Sum, Tally};
use crate::domain::word::Word;
use crate::exchange::shapes;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// 2026-10, 2026-Q3, 2026-W41, FY2026, FY2026-Q1 or 2026-09-15..2026-10-14 [default: the last whole month in the data]
    #[arg(long, value_name = "PERIOD")]
    period: Option<Period>,
    /// The last N periods of that kind, oldest first
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=240))]
    months: Option<u32>,
    /// One row per plan, segment, channel, region, owner, tenure, mrr (bands) or imported column
    #[arg(long, value_name = "DIM")]
    by: Option<String>,
    /// How to count: snapshot, chartmogul, stripe, baremetrics or profitwell [default: the room's]
    #[arg(long, value_name = "NAME")]
    profile: Option<Profile>,
    /// Hold this way of counting against the room's (or --profile's): both, and the accounts that differ
    #[arg(long, value_name = "NAME", conflicts_with_all = ["months", "by"])]
    reconcile: Option<Profile>,
    /// Hold a list of what was lost (a CSV or workbook with account and lost MRR) against the room
    #[arg(long, value_name = "FILE", conflicts_with_all = ["months", "by", "reconcile"])]
    against: Option<PathBuf>,
    /// Who still pays and is known to leave, or to pay less: on which day, and what MRR is left without them
    #[arg(long, conflicts_with_all = ["months", "by", "profile", "reconcile", "against"])]
    ahead: bool,
    /// Which sheet of a workbook the list is
    #[arg(long, value_name = "NAME", requires = "against")]
    sheet: Option<String>,
    /// Which column of the list is which field: account, name, lost, currency
    #[arg(long, value_name = "FIELD=HEADER", value_parser = mapped, requires = "against")]
    map: Vec<(String, String)>,
}

pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let period = session.period(args.period)?;
    if let Some(right) = args.reconcile {
        let shown = reconcile::run(session, period, args.profile, right)?;
        return Ok(shown.noted(session.limits(period)?));
    }
    if let Some(path) = &args.against {
        let shown = against::run(session, period, args, path)?;
        return Ok(shown.noted(session.limits(period)?));
    }
    if args.ahead {
        return ahead::run(session, period);
    }
    let back = (0..args.months.unwrap_or(1).cast_signed()).rev();
    let periods: Vec<Period> = back.map(|n| period.plus(-n)).collect();
    let mut shown = match &args.by {
        Some(by) => breakdown::run(session, &periods, by, args.profile)?,
        None => plain(session, &periods, args.profile, args.months.is_some())?,
    };
    // A single period says so to people in its own words.
    let many = args.by.is_some() || args.months.is_some();
    if many || session.format != Format::Table {
        let extent = session.extent()?;
        // Of several that the data does not reach, the last one speaks for all.
        let last = |one: &Period| *one == period || extent.begins(*one);
        let limits = periods.iter().filter(|one| last(one));
        shown = shown.noted(limits.filter_map(|one| limit(*one, extent.reach)));
    }
    Ok(shown)
}

fn plain(
    session: &mut Session,
    periods: &[Period],
    profile: Option<Profile>,
    many: bool,
) -> Result<Shown, Failure> {
    let metrics = counted(session, periods, profile)?;
    let known = session.extent()?.known;
    let beside = GoalsAndMarks::of(session)?;
    if let ([one], false) = (metrics.as_slice(), many) {
        let period = one.period;
        let review: Box<Review> = session.ask(&Query::Review { period, profile })?;
        // Its own words say what was settled.
        return Ok(beside.one(since(single(one, &review), known), one));
    }
    let shown = beside.rows(since(rows(&metrics), known), &metrics);
    Ok(with_notes(shown, &metrics))
}

/// Since when losses are known, and what follows where that is a guess or not the whole ledger.
fn since(mut shown: Shown, known: Option<KnownSince>) -> Shown {
    shown.json["losses_since"] = json!(known.map(|known| known.since));
    let known = known.filter(|known| known.partly() || known.since.guessed);
    match known.map(KnownSince::told) {
        Some(words) => shown.line("").line(words),
        None => shown,
    }
}

/// The numbers of some periods, all accounts together.
pub fn counted(
    session: &mut Session,
    periods: &[Period],
    profile: Option<Profile>,
) -> Result<Vec<Metrics>, Failure> {
    let periods = periods.to_vec();
    session.ask(&Query::Explained { periods, profile })
}

/// What was settled that changes the numbers, each period's where there are several.
pub fn with_notes(shown: Shown, metrics: &[Metrics]) -> Shown {
    let many = metrics.len() > 1;
    shown.noted(metrics.iter().flat_map(|m| {
        let period = if many {
            format!("{}: ", m.period)
        } else {
            String::new()
        };
        m.disclosed
            .iter()
            .map(move |words| format!("{period}{words}"))
    }))
}

fn rows(metrics: &[Metrics]) -> Shown {
    let heads = "period|>opening|>new|>react.|>churned|>closing|>opening MRR|>new MRR|>react. MRR|>expansion|>contraction|>churn|>closing MRR|>left|>logo churn|>gross|>GRR|>NRR";
    let mut table = OutputTable::new(heads.split('|'));
    for m in metrics {
        let (a, s, r) = (&m.accounts, &m.mrr, &m.rates);
        let money = Money::of(m.currency.as_ref());
        let of_loss = |text: String| m.told(text).unwrap_or_default();
        let [opening, new, back, gone, closing] =
            [a.opening, a.new, a.reactivated, a.churned, a.closing].map(count);
        let counts = [opening, new, back, of_loss(gone), closing];
        let came = [s.opening, s.new, s.reactivation, s.expansion].map(|sum| money.number(sum));
        let [shrank, gone, closing] =
            [s.contraction, s.churn, s.closing].map(|sum| money.number(sum));
        let went = [of_loss(shrank), of_loss(gone), closing];
        let rates = [r.logo_churn, r.gross_mrr_churn, r.grr, r.nrr].map(percent);
        let cells = std::iter::once(m.period.to_string()).chain(counts);
        let (left, all) = m.left();
        let left = [of_loss(format!("{} of {}", count(left), count(all)))];
        table.row(cells.chain(came).chain(went).chain(left).chain(rates));
    }
    let json: Vec<Value> = metrics.iter().map(shapes::metrics).collect();
    Shown::value(json!({ "rows": json })).with(Block::Table(table))
}

fn single(m: &Metrics, review: &Review) -> Shown {
    let currency = m.currency.as_ref().map_or("no currency yet", |c| c.code());
    let counted = format!(
        "{} · {} · {} · {currency}",
        m.period.long(),
        m.profile.counted(m.period),
        span(m.from, m.to)
    );
    let shown = Shown::value(shapes::review(review)).line(counted);
    if !m.begins() {
        return shown.lines(review.said());
    }
    shown
        .with(Block::Table(rates_table(m, review)))
        .line("")
        .lines(review.said())
        .lines(m.not_judged())
        .line("")
        .with(Block::Table(bridge(m)))
        .line("")
        .with(Block::Table(meanings(m)))
}

/// What each figure means under the profile.
fn meanings(m: &Metrics) -> OutputTable {
    let mut table = OutputTable::new(["", ""]);
    for figure in Figure::ALL {
        table.row([figure.name().to_owned(), figure.meaning(m.profile)]);
    }
    table
}

fn span(from: Day, to: Day) -> String {
    format!("{from} to {to}")
}

/// Each figure with what it is made of and how it has moved; what the profile does not define stays n/a.
fn rates_table(m: &Metrics, review: &Review) -> OutputTable {
    let money = Money::of(m.currency.as_ref());
    let mut table = OutputTable::new(["", ">", "", "", "", ""]);
    for figure in Figure::ALL {
        let made_of = m.told(()).and_then(|()| m.ratio(figure));
        let made_of = made_of.map_or_else(String::new, |ratio| ratio.words(money));
        let rate = figure.shown(figure.of(&m.rates));
        let mut compared = review.compared.iter().filter(|_| m.is_over());
        let compared = compared.find(|c| c.figure == figure.word());
        let change = compared.map(|c| c.change(m.period)).unwrap_or_default();
        let average = compared
            .and_then(|c| c.against_average())
            .unwrap_or_default();
        let usual = m.usual(figure).unwrap_or_default();
        let name = figure.name().to_owned();
        table.row([name, rate, made_of, usual, change, average]);
        if figure == Figure::LogoChurn {
            let words = "if every period were like this".to_owned();
            let year = percent(m.rates.logo_churn_annualised);
            let a_year = [words, year, "a year".to_owned()];
            table.row(a_year.into_iter().chain([const { String::new() }; 3]));
        }
    }
    table
}

fn bridge(m: &Metrics) -> OutputTable {
    let (tally, money) = (Tally::from(m), Money::of(m.currency.as_ref()));
    let mut table = OutputTable::new(["", ">accounts", ">MRR"]);
    for line in Line::ALL {
        if line.loses() && !m.is_told() {
            table.row([line.row(), String::new(), String::new()]);
            continue;
        }
        let accounts = count(line.accounts(&tally));
        table.row([line.row(), accounts, money.number(line.mrr(&tally))]);
        let parts = m.causes.filter(|_| line == Line::Churn).map(|c| c.parts());
        for (name, part) in parts
            .iter()
            .flatten()
            .filter(|(_, part)| *part != Sum::default())
        {
            let accounts = count(part.accounts);
            table.row([format!("· {name}"), accounts, money.number(part.mrr)]);
        }
    }
    table
}

/// A rate for people: `3.1 %`, or `n/a` where it is not defined.
pub fn percent(rate: Option<f64>) -> String {
    rate.map_or_else(|| "n/a".to_owned(), |rate| format!("{:.1} %", rate * 100.0))
}
