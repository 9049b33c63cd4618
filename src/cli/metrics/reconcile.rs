//! `churnroom metrics --reconcile`: two ways of counting side by side, and the accounts that make each
//! difference. Must not know how either counts.

use serde_json::{Value, json};

use crate::cli::output::{Block, OutputTable, Shown};
use crate::cli::session::Session;
use crate::domain::failure::Failure;
use crate::domain::figure::Ratio;
use crate::domain::metrics::Metrics;
use crate::domain::money::Money;
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::query::Query;
use crate::domain::reconcile::{Apart, Contribution, Reconciliation};
use crate::domain::word::Word;
use crate::exchange::shapes;

use super::span;

/// Two profiles over one period; the left one is the room's unless another is asked for.
pub(super) fn run(
    session: &mut Session,
    period: Period,
    left: Option<Profile>,
    right: Profile,
) -> Result<Shown, Failure> {
    let found: Box<Reconciliation> = session.ask(&Query::Reconcile {
        period,
        left,
        right,
    })?;
    let (one, other) = (found.left.profile, found.right.profile);
    let each = |apart: &'_ Apart| -> Vec<Value> {
        apart.accounts.iter().map(|c| record(apart, c)).collect()
    };
    let records: Vec<Value> = found.figures.iter().flat_map(each).collect();
    let mut shown = Shown::value(answer(&found))
        .line(format!(
            "{} · {one} and {other} · {}",
            period.long(),
            span(found.left.from, found.left.to)
        ))
        .with(Block::Table(figures(&found)));
    let money = Money::of(found.left.currency.as_ref());
    for apart in found.figures.iter().filter(|a| !a.accounts.is_empty()) {
        shown = shown.line("").line(heading(apart, one, other, money));
        let rows: Vec<Value> = apart
            .accounts
            .iter()
            .map(|c| row(apart, c, money))
            .collect();
        shown = shown.with(Block::columns(COLUMNS, &rows));
    }
    if one == other {
        shown = shown.note(format!("{one} is held against itself: nothing can differ"));
    } else if records.is_empty() {
        shown = shown.note("no account counts differently in what both define");
    }
    Ok(shown.with_records(records))
}

const COLUMNS: &str = "account|name|=parts|~why";

/// `Gross MRR churn: 2 accounts make the numerator 250.00 larger under chartmogul`.
fn heading(apart: &Apart, one: Profile, other: Profile, money: Money<'_>) -> String {
    let name = apart.figure.name();
    let (Some(left), Some(right)) = (apart.left, apart.right) else {
        return name.to_owned();
    };
    let n = apart.accounts.len();
    let who = if n == 1 { "account" } else { "accounts" };
    let by = |what: &str, by: i64| {
        (by != 0).then(|| {
            let word = if by > 0 { "more" } else { "less" };
            format!(
                "{} {word} {what} the line",
                left.unit.shown(by.abs(), money)
            )
        })
    };
    let above = by("above", right.top - left.top);
    let below = by("below", right.bottom - left.bottom);
    let parts: Vec<String> = above.into_iter().chain(below).collect();
    let sum = if parts.is_empty() {
        format!("together nothing: {one} and {other} come to the same")
    } else {
        format!("{} with {other} than with {one}", parts.join(" and "))
    };
    format!("{name} · {n} {who} · {sum}")
}

fn figures(found: &Reconciliation) -> OutputTable {
    let (one, other) = (&found.left, &found.right);
    let head = |side: &Metrics| format!(">{}", side.profile.word());
    let empty = String::new;
    let money = Money::of(one.currency.as_ref());
    let mut table = OutputTable::new([empty(), head(one), empty(), head(other), empty()]);
    for apart in &found.figures {
        let figure = apart.figure;
        let parts = |ratio: Option<Ratio>| ratio.map_or_else(String::new, |r| r.words(money));
        table.row([
            figure.name().to_owned(),
            figure.shown(figure.of(&one.rates)),
            parts(apart.left),
            figure.shown(figure.of(&other.rates)),
            parts(apart.right),
        ]);
    }
    table
}

/// The whole answer; every figure says what either profile means by it.
fn answer(found: &Reconciliation) -> Value {
    let figures = found.figures.iter().map(|apart| {
        let figure = apart.figure;
        let accounts: Vec<Value> = apart.accounts.iter().map(contribution).collect();
        json!({
            "figure": figure.word(),
            "unit": apart.left.or(apart.right).map(|r| r.unit),
            "left": side(apart.left, figure.of(&found.left.rates)),
            "right": side(apart.right, figure.of(&found.right.rates)),
            "accounts": accounts,
        })
    });
    json!({
        "period": found.left.period,
        "left": shapes::metrics(&found.left),
        "right": shapes::metrics(&found.right),
        "figures": figures.collect::<Vec<_>>(),
    })
}

/// What one profile makes of a figure; `null` where it does not define it.
fn side(ratio: Option<Ratio>, rate: Option<f64>) -> Value {
    let side = ratio.map(|r| json!({"rate": rate, "numerator": r.top, "denominator": r.bottom}));
    side.unwrap_or_default()
}

fn contribution(c: &Contribution) -> Value {
    let brief = shapes::brief(&c.account);
    json!({
        "account": brief["account"],
        "name": brief["name"],
        "left": {"numerator": c.left.top, "denominator": c.left.bottom},
        "right": {"numerator": c.right.top, "denominator": c.right.bottom},
        "rules": c.rules,
        "why": c.why,
    })
}

/// A row for a spreadsheet.
fn record(apart: &Apart, c: &Contribution) -> Value {
    let mut record = json!({ "figure": apart.figure.word() });
    shapes::extend(&mut record, contribution(c));
    record
}

/// A row for people: what the account adds on either side.
fn row(apart: &Apart, c: &Contribution, money: Money<'_>) -> Value {
    let mut row = record(apart, c);
    row["parts"] = parts(c, money).into();
    row
}

/// What an account adds to numerator and denominator on either side: `50.00 → 200.00`.
fn parts(c: &Contribution, money: Money<'_>) -> String {
    let unit = c.left.unit;
    let shown = |n: i64| unit.shown(n, money);
    let change = |from: i64, to: i64| format!("{} → {}", shown(from), shown(to));
    let above = change(c.left.top, c.right.top);
    let below = change(c.left.bottom, c.right.bottom);
    match c.by() {
        (_, 0) => above,
        (0, _) => format!("below the line {below}"),
        _ => format!("{above}, below the line {below}"),
    }
}
