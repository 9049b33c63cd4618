//! `churnroom themes`: why money was lost, the themes ranked by it, and the three rows outside them; with
//! a theme's name, the words behind it. Must not know how the loss is split.

mod drift;

use serde_json::{Value, json};

use super::metrics::percent;
use super::names;
use super::output::{Block, OutputTable, Shown};
use super::session::Session;
use crate::domain::failure::Failure;
use crate::domain::feedback::Quote;
use crate::domain::money::{Cents, Money, count, counted};
use crate::domain::period::Period;
use crate::domain::query::{Query, QuoteOrder};
use crate::domain::themes::{ThemeRow, Themes};
use crate::domain::usual::reasons::ReasonsJudged;
use crate::exchange::shapes;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// 2026-10, 2026-Q3, 2026-W41 or 2026-09-15..2026-10-14 [default: the last whole month in the data]
    #[arg(long, value_name = "PERIOD")]
    period: Option<Period>,
    /// The words behind one theme (or not-tagged, no-reason, nobody-said), the dearest first
    #[arg(long, value_name = "THEME")]
    quotes: Option<String>,
    /// What customers stated when they left, beside what we found in their words
    #[arg(long, conflicts_with = "quotes")]
    drift: bool,
    /// Quotes newest first
    #[arg(long, requires = "quotes")]
    newest: bool,
    /// How many quotes
    #[arg(long, default_value_t = 20, value_name = "N")]
    limit: u32,
}

pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let period = session.period(args.period)?;
    let shown = match &args.quotes {
        Some(name) => quotes(session, period, name, args)?,
        None if args.drift => drift::shown(session, period)?,
        None => ranked(session, period)?,
    };
    Ok(shown.noted(session.limits(period)?))
}

/// The row of the Why screen that a name stands for.
pub fn row(session: &mut Session, name: &str) -> Result<ThemeRow, Failure> {
    Ok(match name {
        "not-tagged" => ThemeRow::NotTagged,
        "no-reason" => ThemeRow::NoReason,
        "nobody-said" => ThemeRow::NobodySaid,
        name => ThemeRow::Theme(names::theme(session, name)?.id),
    })
}

const QUOTES: &str =
    "received|account=name|lost=lost_cents|of=opening_cents|source|stated=reason|~words=text";

fn quotes(
    session: &mut Session,
    period: Period,
    name: &str,
    args: &Args,
) -> Result<Shown, Failure> {
    let order = match args.newest {
        true => QuoteOrder::Newest,
        false => QuoteOrder::Dearest,
    };
    let row = row(session, name)?;
    let limit = args.limit;
    let found: Vec<Quote> = session.ask(&Query::Quotes {
        period,
        row,
        order,
        limit,
    })?;
    let items = found.iter().map(shapes::quote);
    Ok(Shown::list(QUOTES, items.collect(), None))
}

fn ranked(session: &mut Session, period: Period) -> Result<Shown, Failure> {
    let found: Box<Themes> = session.ask(&Query::Themes(period))?;
    let judged: Box<ReasonsJudged> = session.ask(&Query::Reasons(period))?;
    let currency = session.currency()?;
    let money = Money::of(currency.as_ref());
    let shape = shapes::themes(&found, Some(&judged), None);
    let shown = Shown::value(shape).with_records(records(&found, &judged));
    let (mut shown, begun) = begun(session, period, shown)?;
    if !begun {
        return Ok(shown);
    }
    shown = shown
        .line(head(&found, money))
        .with(Block::Table(table(&found, &judged, money)));
    shown = shown.lines(found.in_hindsight());
    if let Some(words) = judged.not_yet() {
        shown = shown.line(words);
    }
    Ok(shown.lines(judged.settled()))
}

/// What is shown of a period with until when it is told of, and whether it has begun; why not is said below it.
fn begun(
    session: &mut Session,
    period: Period,
    mut shown: Shown,
) -> Result<(Shown, bool), Failure> {
    let extent = session.extent()?;
    shown.json["until"] = json!(extent.reach.filter(|_| !extent.is_over(period)));
    Ok(match extent.begins(period) {
        true => (shown, true),
        false => {
            let words = format!("{} · cannot be told", period.long());
            (shown.line(words), false)
        }
    })
}

/// `October 2026 · lost €4,961 · 11 accounts: 6 left, 5 shrank`.
fn head(found: &Themes, money: Money<'_>) -> String {
    let (lost, period) = (&found.lost, found.period.long());
    if found.unknown.losses {
        return format!("{period} · what was lost cannot be told");
    }
    let (mrr, accounts) = (money.number(lost.mrr), counted(lost.accounts, "account"));
    let (left, shrank) = (count(lost.left), count(lost.shrank));
    format!("{period} · lost {mrr} · {accounts}: {left} left, {shrank} shrank")
}

/// Themes and outside rows alike, so that a spreadsheet's column adds up to the whole loss.
fn records(found: &Themes, judged: &ReasonsJudged) -> Vec<Value> {
    let outside = found.outside.rows().map(|(name, row)| {
        let (accounts, mrr) = (found.told(row.accounts), found.told(row.mrr));
        json!({"theme": format!("({name})"), "accounts": accounts, "lost_mrr_cents": mrr})
    });
    let themes = found
        .themes
        .iter()
        .map(|t| shapes::theme(found, t, Some(judged)));
    themes.chain(outside).collect()
}

fn table(found: &Themes, judged: &ReasonsJudged, money: Money<'_>) -> OutputTable {
    let share = |part: Cents| {
        let whole = found.lost.mrr.0;
        percent((whole != 0).then(|| part.0 as f64 / whole as f64))
    };
    // Blank where it cannot be told.
    let said = |words: String| found.told(words).unwrap_or_default();
    let heads = ">#|theme|>lost MRR|>share|>accounts|usual|>left|>shrank|>in full|>mentions|>still pay, said so|>their MRR";
    let mut table = OutputTable::new(heads.split('|'));
    for (rank, t) in found.themes.iter().enumerate() {
        table.row([
            (rank + 1).to_string(),
            t.theme.clone(),
            said(money.number(t.lost_mrr)),
            said(share(t.lost_mrr)),
            said(count(t.accounts)),
            judged.usual(t.id).unwrap_or_default(),
            said(count(t.left)),
            said(count(t.shrank)),
            said(money.number(t.lost_mrr_any)),
            count(t.mentions),
            count(t.exposed_accounts),
            money.number(t.exposed_mrr),
        ]);
    }
    for (name, row) in found.outside.rows() {
        let cells = [money.number(row.mrr), share(row.mrr), count(row.accounts)].map(said);
        let [mrr, share, accounts] = &cells;
        table.row(["", name, mrr, share, accounts]);
    }
    table
}
