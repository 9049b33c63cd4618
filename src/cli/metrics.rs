//! `churnroom metrics`: churn and retention of a period, of several months, or by a dimension.
//! Must not know how numbers are counted.

use serde_json::{Value, json};

use super::output::{Block, Shown, Table};
use super::session::Session;
use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::metrics::{Breakdown, Dimension, Metrics, Profile};
use crate::domain::money::{Cents, count};
use crate::domain::period::Period;
use crate::domain::query::Query;

/// Options of `metrics`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// 2026-10, 2026-Q3, 2026-W41 or 2026-09-15..2026-10-14 [default: the last whole month in the data]
    #[arg(long, value_name = "PERIOD")]
    period: Option<Period>,
    /// The last N periods of that kind, oldest first
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=240))]
    months: Option<u32>,
    /// One row per plan, segment, channel, region, owner, tenure or imported column
    #[arg(long, value_name = "DIM")]
    by: Option<String>,
    /// How to count: snapshot is start against end of the period
    #[arg(long, value_name = "NAME", default_value = "snapshot")]
    profile: String,
}

/// Runs it.
pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    if Profile::from_word(&args.profile).is_none() {
        let known: Vec<&str> = Profile::ALL.iter().map(|p| p.word()).collect();
        return Err(
            Failure::usage(format!("there is no way of counting `{}`", args.profile))
                .hint(format!("use --profile {}", known.join(" or "))),
        );
    }
    let period = session.period(args.period)?;
    let periods: Vec<Period> = match args.months {
        Some(n) => (0..n.cast_signed())
            .rev()
            .map(|n| period.plus(-n))
            .collect(),
        None => vec![period],
    };
    let mut shown = match &args.by {
        Some(by) => by_dimension(session, &periods, by)?,
        None => plain(session, &periods, args.months.is_some())?,
    };
    shown.notes.extend(session.beyond(period)?);
    Ok(shown)
}

fn plain(session: &mut Session, periods: &[Period], many: bool) -> Result<Shown, Failure> {
    let metrics: Vec<Metrics> = session.ask(&Query::Metrics(periods.to_vec()))?;
    match metrics.as_slice() {
        [one] if !many => Ok(single(one)),
        _ => Ok(rows("period", &metrics, |m| m.period.to_string())),
    }
}

fn by_dimension(session: &mut Session, periods: &[Period], by: &str) -> Result<Shown, Failure> {
    let known = session.room()?.dimensions;
    let Some(by) = known.iter().find(|d| d.0.eq_ignore_ascii_case(by)).cloned() else {
        let names: Vec<&str> = known.iter().map(|d| d.0.as_str()).collect();
        return Err(Failure::usage(format!("accounts have no `{by}`"))
            .hint(format!("use --by with one of {}", names.join(", "))));
    };
    let mut cells = Vec::new();
    for period in periods {
        cells.extend(cells_of(session, *period, &by)?);
    }
    let many = periods.len() > 1;
    let head = if many {
        format!("period and {}", by.0)
    } else {
        by.0.clone()
    };
    Ok(rows(&head, &cells, |m| {
        let value = m.by.as_ref().and_then(|by| by.values().next().cloned());
        let value = value.unwrap_or_default();
        if many {
            format!("{} {value}", m.period)
        } else {
            value
        }
    }))
}

fn cells_of(
    session: &mut Session,
    period: Period,
    by: &Dimension,
) -> Result<Vec<Metrics>, Failure> {
    let by = by.clone();
    let found: Box<Breakdown> = session.ask(&Query::Breakdown {
        period,
        by: by.clone(),
    })?;
    let cells = found.rows.into_iter().map(|row| Metrics {
        by: Some([(by.0.clone(), row.value)].into()),
        ..row.metrics
    });
    Ok(cells.collect())
}

fn rows(head: &str, metrics: &[Metrics], name: impl Fn(&Metrics) -> String) -> Shown {
    let mut table = Table::new(&[
        head,
        ">opening",
        ">new",
        ">react.",
        ">churned",
        ">closing",
        ">opening MRR",
        ">new MRR",
        ">react. MRR",
        ">expansion",
        ">contraction",
        ">churn",
        ">closing MRR",
        ">logo churn",
        ">gross",
        ">GRR",
        ">NRR",
    ]);
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
    });
    if let (Some(by), Value::Object(map)) = (&m.by, &mut value) {
        map.insert("by".to_owned(), json!(by));
    }
    value
}

fn single(m: &Metrics) -> Shown {
    let currency = m
        .currency
        .as_ref()
        .map_or_else(|| "no currency yet".to_owned(), |c| c.code().to_owned());
    let counted = format!(
        "{} · counted start to end · {} · {currency}",
        m.period.long(),
        span(m.from, m.to)
    );
    Shown::value(shape(m))
        .line(counted)
        .with(Block::Table(rates_table(m)))
        .line("")
        .with(Block::Table(bridge(m)))
}

fn span(from: Day, to: Day) -> String {
    format!("{from} to {to}")
}

fn rates_table(m: &Metrics) -> Table {
    let (a, s, r) = (&m.accounts, &m.mrr, &m.rates);
    let of = |part: Cents| format!("{} of {}", part.exact(), s.opening.exact());
    let lost = s.churn + s.contraction;
    let left_and_down = format!(
        "{} = {} left + {} downgraded",
        of(lost),
        s.churn.exact(),
        s.contraction.exact()
    );
    let gained = s.new + s.reactivation + s.expansion;
    let mut table = Table::new(&["", ">", ""]);
    table.row([
        "logo churn".to_owned(),
        percent(r.logo_churn),
        format!("{} of {} accounts", count(a.churned), count(a.opening)),
    ]);
    table.row([
        "if every period were like this".to_owned(),
        percent(r.logo_churn_annualised),
        "a year".to_owned(),
    ]);
    table.row([
        "gross MRR churn".to_owned(),
        percent(r.gross_mrr_churn),
        left_and_down,
    ]);
    table.row([
        "net MRR churn".to_owned(),
        percent(r.net_mrr_churn),
        of(lost - s.expansion),
    ]);
    table.row(["GRR".to_owned(), percent(r.grr), of(s.opening - lost)]);
    table.row([
        "NRR".to_owned(),
        percent(r.nrr),
        of(s.opening - lost + s.expansion),
    ]);
    table.row([
        "quick ratio".to_owned(),
        r.quick_ratio
            .map_or_else(|| "n/a".to_owned(), |q| format!("{q:.2}")),
        format!("{} gained, {} lost", gained.exact(), lost.exact()),
    ]);
    table
}

fn bridge(m: &Metrics) -> Table {
    let (a, s) = (&m.accounts, &m.mrr);
    let mut table = Table::new(&["", ">accounts", ">MRR"]);
    for (name, accounts, sum) in [
        ("opening", a.opening, s.opening),
        ("+ new", a.new, s.new),
        ("+ reactivation", a.reactivated, s.reactivation),
        ("+ expansion", a.grew, s.expansion),
        ("- contraction", a.shrank, s.contraction),
        ("- churn", a.churned, s.churn),
        ("= closing", a.closing, s.closing),
        ("came and went", a.came_and_went, s.came_and_went),
    ] {
        table.row([name.to_owned(), count(accounts), sum.exact()]);
    }
    table
}

/// A rate for people: `3.1 %`, or `n/a` where it is not defined.
pub fn percent(rate: Option<f64>) -> String {
    rate.map_or_else(|| "n/a".to_owned(), |rate| format!("{:.1} %", rate * 100.0))
}
