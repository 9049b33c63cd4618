//! A receipt in words: labelled lines, the whole page for a header that is new, three for one that is known.
//! Must not know how wide it is shown.

use super::FileReport;
use super::receipt::{Receipt, Without};
use crate::domain::import::{Absent, Moved, Reason, RoomHolds};
use crate::domain::money::{Currency, Money, count, counted};
use crate::domain::sort::sort_by_key;
use crate::domain::word::Word;
use crate::exchange::read::ColumnRead;

/// A line of a page: what it is about, and its words; a heading has none.
pub type PageLine = (String, String);

/// The most columns that stand each on a line of its own; more, and those without anything to say, share lines.
const COLUMNS: usize = 11;

/// The most letters of a name.
const LETTERS: usize = 40;

/// The most reasons for which rows were rejected.
const REASONS: usize = 3;

/// The most names on a line that they share.
const NAMES: usize = 24;

/// The page of a file.
pub fn page(report: &FileReport, currency: Option<&Currency>) -> Vec<PageLine> {
    let receipt = &report.read_as;
    let mut lines = match receipt.settled {
        true => vec![heading(report, "read as before")],
        false => columns(report),
    };
    let mut line = |label: &str, words: String| {
        if !words.is_empty() {
            lines.push((label.to_owned(), words));
        }
    };
    if !receipt.settled {
        line("days", days(receipt));
        line("without", without(receipt.without, report.counts.read));
    }
    for noticed in &receipt.noticed {
        line("noticed", noticed.clone());
    }
    for reason in rejected(&receipt.reasons) {
        line("rejected", reason);
    }
    let money = Money::of(currency);
    if let Some(holds) = &receipt.holds {
        line("then", then(holds, receipt, money));
        if !receipt.settled {
            line("largest", largest(holds, money));
        }
    }
    line("moves", moved(&receipt.moved, money));
    let unnamed = receipt.absent.as_ref();
    line(
        "absent",
        unnamed.map_or_else(String::new, |it| absent(it, money)),
    );
    if let Some(tied) = receipt.tied {
        line(
            "ties",
            format!("to {} on {}", money.exact(tied.amount), tied.on.dated()),
        );
    }
    if !receipt.settled {
        line("next", receipt.next.clone());
    }
    lines
}

fn columns(report: &FileReport) -> Vec<PageLine> {
    let receipt = &report.read_as;
    let read = &receipt.columns;
    let mut lines = vec![heading(report, &title(report))];
    lines.extend(
        read.page
            .map(|page| ("follows".to_owned(), page.to_owned())),
    );
    let own = |column: &&ColumnRead| column.how.is_some() || !is_shared(column.became);
    let (alone, shared): (Vec<_>, Vec<_>) = read.columns.iter().partition(own);
    // What holds amounts and days says how it is read: of too many columns those come first.
    let mut alone = alone;
    if alone.len() > COLUMNS {
        sort_by_key(&mut alone, |column| column.how.is_none());
    }
    let (alone, more) = alone.split_at(alone.len().min(COLUMNS));
    lines.extend(alone.iter().map(|column| {
        let how = column.how.as_ref().map(|how| format!(" · {how}"));
        (
            column.became.to_owned(),
            format!("{}{}", short(&column.column), how.unwrap_or_default()),
        )
    }));
    let mut group = |label: &str, names: Vec<&str>| {
        if !names.is_empty() {
            lines.push((label.to_owned(), listed(&names)));
        }
    };
    group(
        "and",
        more.iter().map(|column| column.column.as_str()).collect(),
    );
    for became in ["attribute", "sign"] {
        let of = shared.iter().filter(|column| column.became == became);
        group(
            &format!("{became}s"),
            of.map(|column| column.column.as_str()).collect(),
        );
    }
    group("not used", read.unused.iter().map(String::as_str).collect());
    lines
}

/// Columns that become the same as others do need no line of their own.
fn is_shared(became: &str) -> bool {
    became == "attribute" || became == "sign"
}

/// A line without words: its label heads the page.
fn heading(report: &FileReport, title: &str) -> PageLine {
    (format!("{} · {title}", report.file), String::new())
}

fn title(report: &FileReport) -> String {
    let read = &report.read_as.columns;
    let mut words = report.kind.word().to_owned();
    if let (Some(vendor), Some(shape)) = (read.vendor, read.shape) {
        words.push_str(&format!(", as {vendor} exports them ({shape})"));
    }
    if let Some(container) = &report.read_as.container {
        words.push_str(&format!(", from {container}"));
    }
    words
}

/// The beginning of a name: a survey's columns are whole questions.
fn short(name: &str) -> String {
    match name.chars().count() > LETTERS {
        true => name.chars().take(LETTERS - 1).chain(['…']).collect(),
        false => name.to_owned(),
    }
}

/// The first of some names, and how many more there are.
fn listed(names: &[&str]) -> String {
    let first: Vec<String> = names.iter().take(NAMES).map(|name| short(name)).collect();
    let mut words = first.join(", ");
    if names.len() > NAMES {
        words.push_str(&format!(
            " and {} more",
            count((names.len() - NAMES) as u64)
        ));
    }
    words
}

fn days(receipt: &Receipt) -> String {
    let span = receipt.days;
    span.map_or_else(String::new, |span| {
        format!("{} to {}", span.from.dated(), span.to.dated())
    })
}

fn without(without: Without, rows: u64) -> String {
    let some = [
        (without.day, "a day"),
        (without.account, "an account"),
        (without.text, "words"),
    ];
    let some = some.into_iter().filter(|(n, _)| *n > 0);
    let words: Vec<String> = some
        .map(|(n, what)| format!("{} without {what}", count(n)))
        .collect();
    match words.is_empty() {
        true => String::new(),
        false => format!("{}, of {}", words.join(", "), counted(rows, "row")),
    }
}

/// The first reasons for which rows were rejected, and how many more there are.
fn rejected(reasons: &[Reason]) -> Vec<String> {
    let one = |of: &Reason| {
        let lines: Vec<String> = of.lines.iter().map(|line| count(*line)).collect();
        let more = if of.rows > of.lines.len() as u64 {
            ", ..."
        } else {
            ""
        };
        let lines = format!("{}{more}", lines.join(", "));
        let line = if of.rows == 1 { "line" } else { "lines" };
        format!("{}, {line} {lines}: {}", counted(of.rows, "row"), of.reason)
    };
    let mut words: Vec<String> = reasons.iter().take(REASONS).map(one).collect();
    let rest = reasons.iter().skip(REASONS);
    let rows: u64 = rest.clone().map(|of| of.rows).sum();
    if rows > 0 {
        let more = counted(rest.count() as u64, "more reason");
        words.push(format!("{} for {more}", counted(rows, "row")));
    }
    words
}

fn moved(moved: &[Moved], money: Money<'_>) -> String {
    let words = moved.iter().map(|moved| {
        let (before, after) = (moved.before.accounts, moved.after.accounts);
        let period = moved.period.short();
        match before == after {
            true => format!(
                "{period} {} to {} lost MRR",
                money.plain(moved.before.mrr),
                money.plain(moved.after.mrr)
            ),
            false => format!("{period} {} to {} lost", count(before), count(after)),
        }
    });
    words.collect::<Vec<_>>().join(", ")
}

/// What the room holds then, which may be on a day before the last one of the file: one that is to come, or of a row
/// that comes to nothing.
fn then(holds: &RoomHolds, receipt: &Receipt, money: Money<'_>) -> String {
    let sum = |holds: &RoomHolds| {
        let accounts = counted(holds.accounts, "account");
        format!(
            "{accounts}, {} a month on {}",
            money.exact(holds.mrr),
            holds.day.dated()
        )
    };
    let short = receipt.days.is_some_and(|span| span.to > holds.day);
    let reach = if short {
        ", the last change so far"
    } else {
        ""
    };
    let before = match receipt.before.as_ref() {
        None => "none before".to_owned(),
        Some(before) if before == holds => "as before".to_owned(),
        Some(before) => format!("before {}", sum(before)),
    };
    format!("{}{reach} · {before}", sum(holds))
}

fn largest(holds: &RoomHolds, money: Money<'_>) -> String {
    let largest = holds.largest.as_ref();
    largest.map_or_else(String::new, |it| {
        format!("{}, {}", it.name, money.exact(it.mrr))
    })
}

fn absent(absent: &Absent, money: Money<'_>) -> String {
    let names: Vec<&str> = absent.names.iter().map(String::as_str).collect();
    let accounts = counted(absent.accounts, "account");
    let sum = money.exact(absent.mrr);
    format!(
        "{accounts} not in this file, {sum} a month, as they were: {}",
        listed(&names)
    )
}
