//! `churnroom metrics`: churn and retention of a period, of several months, or by a dimension.
//! Must not know how numbers are counted.

mod against;
pub mod breakdown;
mod reconcile;

use std::path::PathBuf;

use serde_json::{Value, json};

use super::beside::Beside;
use super::import::mapped;
use super::output::{Block, Format, Shown, Table};
use super::session::Session;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::figure::Figure;
use crate::domain::metrics::{Metrics, Review};
use crate::domain::money::{Cents, count};
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::query::Query;
use crate::domain::tally::{Line, Tally};
use crate::domain::word::Word;

/// Options of `metrics`.
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
    /// Hold a list of what was lost (a CSV with account and lost MRR) against the room
    #[arg(long, value_name = "FILE", conflicts_with_all = ["months", "by", "reconcile"])]
    against: Option<PathBuf>,
    /// Which column of the list is which field: account, name, lost, currency
    #[arg(long, value_name = "FIELD=HEADER", value_parser = mapped, requires = "against")]
    map: Vec<(String, String)>,
}

/// Runs it.
pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let period = session.period(args.period)?;
    if let Some(right) = args.reconcile {
        let mut shown = reconcile::run(session, period, args.profile, right)?;
        shown.notes.extend(session.beyond(period)?);
        return Ok(shown);
    }
    if let Some(path) = &args.against {
        let mut shown = against::run(session, period, args.profile, path, &args.map)?;
        shown.notes.extend(session.beyond(period)?);
        return Ok(shown);
    }
    let periods: Vec<Period> = match args.months {
        Some(n) => (0..n.cast_signed())
            .rev()
            .map(|n| period.plus(-n))
            .collect(),
        None => vec![period],
    };
    let mut shown = match &args.by {
        Some(by) => breakdown::run(session, &periods, by, args.profile)?,
        None => plain(session, &periods, args.profile, args.months.is_some())?,
    };
    // A single period says so to people in its own words.
    let many = args.by.is_some() || args.months.is_some();
    if many || session.format != Format::Table {
        shown.notes.extend(session.beyond(period)?);
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
    let beside = Beside::of(session)?;
    if let ([one], false) = (metrics.as_slice(), many) {
        let period = one.period;
        let review: Box<Review> = session.ask(&Query::Review { period, profile })?;
        // Its own words say what was settled.
        return Ok(beside.one(single(one, &review), one));
    }
    let shown = rows("period", &metrics, |m| m.period.to_string());
    let shown = beside.rows(shown, &metrics);
    Ok(with_notes(shown, &metrics))
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
pub fn with_notes(mut shown: Shown, metrics: &[Metrics]) -> Shown {
    for m in metrics {
        let period = match metrics.len() {
            1 => String::new(),
            _ => format!("{}: ", m.period),
        };
        let notes = m.disclosed.iter().map(|words| format!("{period}{words}"));
        shown.notes.extend(notes);
    }
    shown
}

fn rows(head: &str, metrics: &[Metrics], name: impl Fn(&Metrics) -> String) -> Shown {
    let heads = ">opening|>new|>react.|>churned|>closing|>opening MRR|>new MRR|>react. MRR|>expansion|>contraction|>churn|>closing MRR|>logo churn|>gross|>GRR|>NRR";
    let mut table = Table::new(std::iter::once(head).chain(heads.split('|')));
    for m in metrics {
        let (a, s, r) = (&m.accounts, &m.mrr, &m.rates);
        let counts = [a.opening, a.new, a.reactivated, a.churned, a.closing].map(count);
        let sums = [
            s.opening,
            s.new,
            s.reactivation,
            s.expansion,
            s.contraction,
            s.churn,
            s.closing,
        ]
        .map(Cents::exact);
        let rates = [r.logo_churn, r.gross_mrr_churn, r.grr, r.nrr].map(percent);
        table.row(
            std::iter::once(name(m))
                .chain(counts)
                .chain(sums)
                .chain(rates),
        );
    }
    let json: Vec<Value> = metrics.iter().map(shape).collect();
    Shown::value(json!({ "rows": json })).with(Block::Table(table))
}

/// One period in the documented shape; what is not documented follows what is.
pub fn shape(m: &Metrics) -> Value {
    let (a, s) = (&m.accounts, &m.mrr);
    let mut value = json!({
        "period": m.period, "from": m.from, "to": m.to,
        "profile": m.profile, "currency": m.currency,
        "accounts": {
            "opening": a.opening, "new": a.new, "reactivated": a.reactivated, "churned": a.churned,
            "closing": a.closing, "came_and_went": a.came_and_went, "shrank": a.shrank, "grew": a.grew,
        },
        "mrr_cents": {
            "opening": s.opening, "new": s.new, "reactivation": s.reactivation,
            "expansion": s.expansion, "contraction": s.contraction, "churn": s.churn,
            "closing": s.closing, "came_and_went": s.came_and_went,
        },
        "rates": m.rates,
        "of": parts(m),
    });
    if let Some(by) = &m.by {
        value["by"] = json!(by);
    }
    if let Some(causes) = &m.causes {
        value["causes"] = json!(causes);
    }
    if !m.disclosed.is_empty() {
        value["disclosed"] = json!(m.disclosed);
    }
    value
}

/// Numerator and denominator of each figure its profile defines.
fn parts(m: &Metrics) -> Value {
    let tally = Tally::from(m);
    let parts = Figure::ALL.into_iter().filter_map(|figure| {
        let ratio = figure.definition(m.profile)?.ratio(&tally);
        Some((figure.word().to_owned(), json!(ratio)))
    });
    Value::Object(parts.collect())
}

fn single(m: &Metrics, review: &Review) -> Shown {
    let currency = m
        .currency
        .as_ref()
        .map_or_else(|| "no currency yet".to_owned(), |c| c.code().to_owned());
    let counted = format!(
        "{} · {} · {} · {currency}",
        m.period.long(),
        m.profile.counted(m.period),
        span(m.from, m.to)
    );
    let mut value = shape(m);
    value["compared"] = json!(review.compared);
    value["words"] = json!(review.words);
    let shown = Shown::value(value)
        .line(counted)
        .with(Block::Table(rates_table(m, review)))
        .line("");
    let words = review.words.iter();
    let shown = words.fold(shown, |shown, words| shown.line(words.clone()));
    shown
        .line("")
        .with(Block::Table(bridge(m)))
        .line("")
        .with(Block::Table(meanings(m)))
}

/// What each figure means under the profile.
fn meanings(m: &Metrics) -> Table {
    let mut table = Table::new(["", ""]);
    for figure in Figure::ALL {
        table.row([figure.name().to_owned(), figure.meaning(m.profile)]);
    }
    table
}

fn span(from: Day, to: Day) -> String {
    format!("{from} to {to}")
}

/// Each figure with what it is made of and how it has moved; what the profile does not define stays n/a.
fn rates_table(m: &Metrics, review: &Review) -> Table {
    let tally = Tally::from(m);
    let mut table = Table::new(["", ">", "", "", ""]);
    for figure in Figure::ALL {
        let definition = figure.definition(m.profile);
        let made_of = definition.map_or_else(String::new, |d| d.ratio(&tally).words());
        let rate = figure.shown(figure.of(&m.rates));
        let compared = review.compared.iter().find(|c| c.figure == figure.word());
        let change = compared.map(|c| c.change(m.period)).unwrap_or_default();
        let average = compared
            .and_then(|c| c.against_average())
            .unwrap_or_default();
        table.row([figure.name().to_owned(), rate, made_of, change, average]);
        if figure == Figure::LogoChurn {
            let words = "if every period were like this".to_owned();
            let year = percent(m.rates.logo_churn_annualised);
            let a_year = [words, year, "a year".to_owned()];
            table.row(a_year.into_iter().chain([const { String::new() }; 2]));
        }
    }
    table
}

fn bridge(m: &Metrics) -> Table {
    let tally = Tally::from(m);
    let mut table = Table::new(["", ">accounts", ">MRR"]);
    for line in Line::ALL {
        let accounts = count(line.accounts(&tally));
        table.row([line.row(), accounts, line.mrr(&tally).exact()]);
        let parts = m.causes.filter(|_| line == Line::Churn).map(|c| c.parts());
        for (name, part) in parts.iter().flatten().filter(|(_, part)| part.accounts > 0) {
            let accounts = count(part.accounts);
            table.row([format!("· {name}"), accounts, part.mrr.exact()]);
        }
    }
    table
}

/// A rate for people: `3.1 %`, or `n/a` where it is not defined.
pub fn percent(rate: Option<f64>) -> String {
    rate.map_or_else(|| "n/a".to_owned(), |rate| format!("{:.1} %", rate * 100.0))
}
