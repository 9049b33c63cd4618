//! `churnroom accounts behind WHAT`: the accounts that make a number, largest amounts first, and their sum.
//! Must not know how anything is counted.

use serde_json::{Value, json};

use super::globals::Paged;
use super::metrics::breakdown;
use super::output::{Block, Shown};
use super::session::Session;
use crate::domain::behind::{Behind, What, When};
use crate::domain::failure::Failure;
use crate::domain::metrics::Dimension;
use crate::domain::money::{Money, counted};
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::query::Query;
use crate::exchange::shapes;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A line (opening, new, reactivation, expansion, contraction, churn, closing, came-and-went), a
    /// figure (logo-churn, gross-mrr-churn, net-mrr-churn, grr, nrr, quick-ratio), lost, or cohort
    #[arg(value_name = "WHAT")]
    what: String,
    /// [default: the last whole month in the data]
    #[arg(long, value_name = "PERIOD")]
    period: Option<Period>,
    /// Only one cell of a breakdown by this dimension
    #[arg(long, value_name = "DIM", requires = "cell")]
    by: Option<String>,
    /// The cell, as `metrics --by` names it
    #[arg(long, value_name = "VALUE", requires = "by")]
    cell: Option<String>,
    /// How to count [default: the room's]
    #[arg(long, value_name = "NAME")]
    profile: Option<Profile>,
    /// Of `cohort`: the month its accounts joined
    #[arg(long, value_name = "MONTH")]
    joined: Option<Period>,
    /// Of `cohort`: at the end of the month so many after that of joining [default: on day 90]
    #[arg(long, value_name = "N", requires = "joined")]
    after_months: Option<u32>,
    /// Of `cohort`: those gone by then instead of those still active
    #[arg(long, requires = "joined")]
    gone: bool,
    #[command(flatten)]
    page: Paged,
}

const COLUMNS: &str = "id=account|~name|plan|from=opening_cents|to=closing_cents|#counts=counted_accounts|amount=counted_cents|themes";

pub fn run(session: &mut Session, args: Args) -> Result<Shown, Failure> {
    let what = what(&args)?;
    let period = session.period(args.period)?;
    let cell = match (&args.by, args.cell) {
        (Some(by), Some(value)) => Some((breakdown::dimension(session, by)?, value)),
        _ => None,
    };
    if let Some((by, value)) = &cell {
        known_cell(session, period, by, value)?;
    }
    let found: Box<Behind> = session.ask(&Query::Behind {
        what,
        period,
        profile: args.profile,
        cell: cell.clone(),
        after: args.page.after,
        limit: args.page.limit,
    })?;
    let currency = session.currency()?;
    let money = Money::of(currency.as_ref());
    let known = session.extent()?.known;
    let all = known.is_none_or(|known| known.covers(period)) || !what.needs_losses();
    let items: Vec<Value> = found.items.iter().map(shapes::counted).collect();
    let shown = Shown::value(json!({
        "period": period,
        "profile": found.profile,
        "accounts": found.accounts,
        "counted_accounts": found.times,
        "counted_cents": found.counted,
        "items": items,
        "next": found.next,
    }))
    .line(headed(what, period, cell.as_ref(), (&found, money, all)))
    .with(Block::columns(COLUMNS, &items));
    Ok(shown.before(found.next).noted(session.limits(period)?))
}

/// `Left in October 2026 · plan = Pro · 11 accounts, 6,900.00 lost`; those on file, where they may not be all.
fn headed(
    what: What,
    period: Period,
    cell: Option<&(Dimension, String)>,
    (found, money, all): (&Behind, Money<'_>, bool),
) -> String {
    let when = if what.in_period() {
        format!(" in {}", period.long())
    } else {
        String::new()
    };
    let of = cell.map_or_else(String::new, |(by, value)| format!(" · {} = {value}", by.0));
    let (accounts, amount) = (
        counted(found.accounts, "account"),
        money.number(found.counted),
    );
    let (title, is) = (what.title(), what.amount());
    let on_file = if all { "" } else { "on file: " };
    format!("{title}{when}{of} · {on_file}{accounts}, {amount} {is}")
}

/// The number asked for.
fn what(args: &Args) -> Result<What, Failure> {
    let word = args.what.trim().to_ascii_lowercase().replace('_', "-");
    if word == "cohort" {
        let month = args.joined.ok_or_else(|| {
            Failure::usage("whose cohort is not said").hint("say it with --joined 2026-05")
        })?;
        let at = args.after_months.map_or(When::Day90, When::Months);
        return Ok(What::cohort((month, month), at, args.gone));
    }
    let found = What::words().find(|(name, _)| *name == word);
    found.map(|(_, what)| what).ok_or_else(|| {
        let names: Vec<String> = What::words().map(|(name, _)| name).collect();
        Failure::usage(format!("there is no number `{}`", args.what))
            .hint(format!("use one of {}, cohort", names.join(", ")))
    })
}

/// A cell that nobody is in is more likely mistyped than empty.
fn known_cell(
    session: &mut Session,
    period: Period,
    by: &Dimension,
    value: &str,
) -> Result<(), Failure> {
    let cells = breakdown::cells_of(session, period, by, None)?;
    let names: Vec<&str> = cells.rows.iter().map(|row| row.value.as_str()).collect();
    if names.contains(&value) {
        return Ok(());
    }
    Err(Failure::not_found(format!(
        "nobody in {} has {} `{value}`",
        period.long(),
        by.0
    ))
    .hint(format!("its cells are {}", names.join(", "))))
}
