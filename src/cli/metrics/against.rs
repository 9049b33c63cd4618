//! `churnroom metrics --against FILE`: somebody else's list of losses against the room's.
//! Must not know how the two are compared.

use std::path::Path;

use serde_json::{Value, json};

use super::Args;
use crate::cli::output::{Block, OutputTable, Shown};
use crate::cli::session::Session;
use crate::domain::against::{Against, ClaimEntry};
use crate::domain::failure::Failure;
use crate::domain::money::{Cents, Money, count};
use crate::domain::period::Period;
use crate::domain::tally::Sum;
use crate::exchange::shapes;
use crate::runtime::lists::{self, WantedList};

/// How many unusable rows are told to people; JSON has all of them.
const TOLD: usize = 20;

/// A list against what the room lost in a period.
pub(super) fn run(
    session: &mut Session,
    period: Period,
    args: &Args,
    path: &Path,
) -> Result<Shown, Failure> {
    let wanted = WantedList {
        path,
        sheet: args.sheet.as_deref(),
        map: &args.map,
        period,
        profile: args.profile,
        today: session.today,
    };
    let store = session.store()?;
    let found = lists::against(&wanted, &mut |query| store.answer(&query))?;
    Ok(shown(&session.covered(*found)))
}

fn shown(found: &Against) -> Shown {
    let records = GROUPS.iter().flat_map(|(key, _, list)| {
        list(found).iter().map(move |entry| {
            let mut record = json!({ "list": key });
            shapes::extend(&mut record, entry_shape(entry));
            record
        })
    });
    let mut shown = Shown::value(shape(found))
        .line(format!(
            "{} against {} · counted by {}",
            found.file,
            found.period.long(),
            found.profile
        ))
        .with(Block::Table(sums(found)))
        .with_records(records.collect());
    for (_, title, list) in GROUPS {
        let entries = list(found);
        if entries.is_empty() {
            continue;
        }
        let rows: Vec<Value> = entries.iter().map(row).collect();
        shown = shown
            .line("")
            .line(format!("{title} · {}", count(entries.len() as u64)))
            .with(Block::columns(COLUMNS, &rows));
    }
    let told = found.unusable.iter().take(TOLD);
    let told = told.map(|row| format!("line {}: {}", row.line, row.reason));
    shown = shown.noted(found.notes.iter().cloned()).noted(told);
    let more = found.unusable.len().saturating_sub(TOLD);
    if more > 0 {
        shown = shown.note(format!(
            "{more} more rows cannot be used: --format json lists them"
        ));
    }
    shown.rejected = !found.unusable.is_empty();
    shown
}

/// A list of an answer: its key, its title, and where it is.
type AgainstGroup = (&'static str, &'static str, fn(&Against) -> &[ClaimEntry]);

const GROUPS: [AgainstGroup; 3] = [
    ("only_theirs", "only theirs", |found| &found.only_theirs),
    ("only_ours", "only ours", |found| &found.only_ours),
    ("differs", "amount differs", |found| &found.differs),
];

const COLUMNS: &str = "account|name|theirs=theirs_cents|ours=ours_cents|~why";

/// Accounts and sums of each list; theirs and ours of the last row are all there is.
fn sums(found: &Against) -> OutputTable {
    let mut table = OutputTable::new(["", ">accounts", ">theirs", ">ours"]);
    let money = Money::of(found.currency.as_ref());
    let (same, accounts) = (money.number(found.same.mrr), count(found.same.accounts));
    table.row(["same amount", &accounts, &same, &same]);
    for (_, title, list) in GROUPS {
        let entries = list(found);
        let sum = |pick: fn(&ClaimEntry) -> Option<Cents>| {
            let sum = entries.iter().filter_map(pick).reduce(|a, b| a + b);
            sum.map_or_else(String::new, |sum| money.number(sum))
        };
        let accounts = count(entries.len() as u64);
        table.row([title, &accounts, &sum(|e| e.theirs), &sum(|e| e.ours)]);
    }
    let (theirs, ours) = (found.theirs, found.ours);
    let both = format!("{} and {}", count(theirs.accounts), count(ours.accounts));
    let [theirs, ours] = [theirs, ours].map(|sum| money.number(sum.mrr));
    table.row(["all", &both, &theirs, &ours]);
    table
}

fn shape(found: &Against) -> Value {
    let list = |entries: &[ClaimEntry]| -> Vec<Value> { entries.iter().map(entry_shape).collect() };
    let unusable = found
        .unusable
        .iter()
        .map(|row| json!({"line": row.line, "reason": row.reason}));
    let sum = |sum: Sum| json!({"accounts": sum.accounts, "mrr_cents": sum.mrr});
    json!({
        "file": found.file,
        "period": found.period,
        "profile": found.profile,
        "currency": found.currency,
        "theirs": sum(found.theirs),
        "ours": sum(found.ours),
        "same": sum(found.same),
        "only_theirs": list(&found.only_theirs),
        "only_ours": list(&found.only_ours),
        "differs": list(&found.differs),
        "unusable": unusable.collect::<Vec<_>>(),
        "notes": found.notes,
    })
}

fn entry_shape(entry: &ClaimEntry) -> Value {
    let brief = entry.account.as_ref().map(shapes::brief);
    let near = entry.near.as_ref().map(shapes::brief);
    let of = |key: &str| brief.as_ref().map_or(Value::Null, |b| b[key].clone());
    json!({
        "account": of("account"),
        "name": of("name"),
        "said": if entry.said.is_empty() { Value::Null } else { entry.said.as_str().into() },
        "lines": entry.lines,
        "theirs_cents": entry.theirs,
        "ours_cents": entry.ours,
        "reason": entry.reason,
        "why": why(entry),
        "near": near.map_or(Value::Null, |n| n["account"].clone()),
    })
}

/// The reason in words, with the nearest account of one that nobody knows.
fn why(entry: &ClaimEntry) -> String {
    let said = entry.why.clone();
    let lines: Vec<String> = entry.lines.iter().map(u64::to_string).collect();
    let summed = match lines.as_slice() {
        [] | [_] => String::new(),
        many => format!(" (lines {} summed)", many.join(", ")),
    };
    match &entry.near {
        Some(near) => {
            let (id, name) = (&near.external, &near.name);
            let id = if id == name {
                String::new()
            } else {
                format!(" ({id})")
            };
            format!("{said}; the nearest is {name}{id}{summed}")
        }
        None => format!("{said}{summed}"),
    }
}

/// A row for people: an account nobody knows stands under the list's own word for it.
fn row(entry: &ClaimEntry) -> Value {
    let mut row = entry_shape(entry);
    if row["account"].is_null() {
        row["account"] = row["said"].clone();
    }
    row
}
