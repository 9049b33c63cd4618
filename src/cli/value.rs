//! `churnroom value`: revenue per account and lifetime value by both formulas, per channel against what a new
//! customer costs. Must not know how they are worked out.

use serde_json::{Value, json};

use super::metrics::percent;
use super::output::{Block, OutputTable, Shown};
use super::session::Session;
use crate::domain::failure::Failure;
use crate::domain::figure::Figure;
use crate::domain::metrics::{Dimension, Metrics};
use crate::domain::money::{Cents, Money, count};
use crate::domain::period::Period;
use crate::domain::query::Query;
use crate::domain::value::{ValueReport, ValueRow};
use crate::domain::word::Word;
use crate::exchange::shapes;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// 2026-10, 2026-Q3, 2026-W41 or 2026-09-15..2026-10-14 [default: the last whole month in the data]
    #[arg(long, value_name = "PERIOD")]
    period: Option<Period>,
    /// One row per channel (with CLV to CAC), plan, segment, region, owner, tenure or imported column
    #[arg(long, value_name = "DIM")]
    by: Option<String>,
}

pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let period = session.period(args.period)?;
    let by = args.by.clone().map(Dimension);
    if by.is_some() {
        // One that was given as it is covered is known again by those that the room has.
        session.room()?;
    }
    let found: Box<ValueReport> = session.ask(&Query::Value {
        period,
        by,
        profile: None,
    })?;
    let rows: Vec<Value> = found.rows.iter().map(|row| shape(row, &found)).collect();
    let total = shape(&found.total, &found);
    let mut answer = total.clone();
    if found.by.is_some() {
        answer["rows"] = json!(rows);
    }
    let records = if found.by.is_some() {
        rows
    } else {
        vec![total]
    };
    let margin = percent(Some(found.gross_margin));
    let shown = Shown::value(answer)
        .line(format!(
            "{} · counted as {}",
            period.long(),
            found.total.metrics.profile.word()
        ))
        .with(Block::Table(table(&found)))
        .with_records(records)
        .line("ARPA = MRR / accounts, both at the end; CLV (logo) = ARPA / logo churn a month;")
        .line(format!(
            "CLV (margin) = ARPA x gross margin ({margin}) / gross MRR churn a month{}",
            undefined(&found.total.metrics)
        ));
    Ok(shown.noted(session.limits(period)?))
}

/// `; n/a where churn is zero`, or why else there is no lifetime; nothing where nothing is told: that is said anyway.
fn undefined(metrics: &Metrics) -> String {
    let (period, profile) = (metrics.period.long(), metrics.profile);
    let churn = [Figure::LogoChurn, Figure::GrossMrrChurn];
    if !metrics.is_told() {
        String::new()
    } else if !metrics.is_over() {
        format!("; n/a until {period} is over")
    } else if churn.iter().any(|one| one.definition(profile).is_none()) {
        format!("; n/a where churn is zero, or not defined by {profile}")
    } else {
        "; n/a where churn is zero".to_owned()
    }
}

fn shape(row: &ValueRow, report: &ValueReport) -> Value {
    let (metrics, lifetime) = (&row.metrics, &row.lifetime);
    let mut value = json!({
        "period": metrics.period, "profile": metrics.profile, "currency": metrics.currency,
        "accounts": {
            "opening": metrics.accounts.opening, "churned": metrics.told(metrics.accounts.churned),
            "closing": metrics.accounts.closing,
        },
        "mrr_cents": {"opening": metrics.mrr.opening, "closing": metrics.mrr.closing},
        "rates": {
            "logo_churn": metrics.rates.logo_churn, "gross_mrr_churn": metrics.rates.gross_mrr_churn,
        },
        "of": shapes::parts(metrics),
        "arpa_cents": row.arpa,
        "clv_logo_cents": lifetime.by_logo,
        "clv_margin_cents": lifetime.by_margin,
        "cac_cents": lifetime.cac,
        "clv_logo_to_cac": lifetime.clv_logo_to_cac,
        "clv_margin_to_cac": lifetime.clv_margin_to_cac,
        "gross_margin": report.gross_margin,
    });
    if let (Some(by), Some(cell)) = (&report.by, &row.value) {
        value["by"] = json!({ by.0.as_str(): cell });
    }
    value
}

fn table(report: &ValueReport) -> OutputTable {
    let by = report.by.as_ref().map_or("", |by| by.0.as_str());
    let heads = ">accounts|>MRR|>ARPA|>left|>logo churn|>gross|>CLV (logo)|>CLV (margin)|>CAC|>CLV/CAC (logo)|>(margin)";
    let mut table = OutputTable::new(std::iter::once(by).chain(heads.split('|')));
    let amounts = Money::of(report.total.metrics.currency.as_ref());
    let money = |amount: Option<Cents>| {
        amount.map_or_else(|| "n/a".to_owned(), |amount| amounts.number(amount))
    };
    for row in std::iter::once(&report.total).chain(&report.rows) {
        let (metrics, lifetime) = (&row.metrics, &row.lifetime);
        let (left, all) = metrics.left();
        let ratio = |ratio: Option<f64>| match (lifetime.cac, ratio) {
            (None, _) => String::new(),
            (_, None) => "n/a".to_owned(),
            (_, Some(ratio)) => format!("{ratio:.1}"),
        };
        table.row([
            row.value.clone().unwrap_or_else(|| "all".to_owned()),
            count(metrics.accounts.closing),
            amounts.number(metrics.mrr.closing),
            money(row.arpa),
            metrics
                .told(format!("{} of {}", count(left), count(all)))
                .unwrap_or_default(),
            percent(metrics.rates.logo_churn),
            percent(metrics.rates.gross_mrr_churn),
            money(lifetime.by_logo),
            money(lifetime.by_margin),
            lifetime
                .cac
                .map_or_else(String::new, |cac| amounts.number(cac)),
            ratio(lifetime.clv_logo_to_cac),
            ratio(lifetime.clv_margin_to_cac),
        ]);
    }
    table
}
