//! Section 2 in full: the themes with the three rows outside them, and what customers said.
//! Must not know how the loss was split.

use serde_json::{Value, json};

use crate::domain::agenda::Section;
use crate::domain::feedback::Quote;
use crate::domain::money::{Cents, Money, count, share};
use crate::domain::themes::Theme;

use super::super::Minutes;
use super::super::words::cut;
use super::{MinutesTable, notes_of, said};

/// Characters of a quote that are shown.
const QUOTE: usize = 600;

/// Section 2.
pub(super) fn why(minutes: &Minutes, money: Money<'_>) -> Value {
    let end = &minutes.end;
    let about = |theme: &str| {
        let line = end.about.iter().find(|a| a.theme == theme);
        line.map_or_else(String::new, |a| a.about.clone())
    };
    let discussed = end.quotes.iter().map(|q| {
        let quotes: Vec<Value> = q.quotes.iter().map(|q| quoted(q, money)).collect();
        json!({ "theme": q.theme, "about": about(&q.theme), "quotes": quotes })
    });
    json!({
        "tables": [table(minutes, money)],
        "discussed": discussed.collect::<Vec<_>>(),
        "notes": notes_of(minutes, Some(Section::Why)),
    })
}

/// Those of the columns that say what was lost.
const OF_LOSSES: std::ops::Range<usize> = 1..8;

const COLUMNS: &str = "theme|lost MRR|share|the period before|accounts|left|shrank|their whole loss|mentions|still pay, said so|their MRR";

pub(super) fn table(minutes: &Minutes, money: Money<'_>) -> MinutesTable {
    let themes = &minutes.end.themes;
    let lost = &themes.lost;
    let mut table = MinutesTable::new("Lost MRR by theme", COLUMNS);
    let named = themes.themes.iter().map(|t| theme_row(minutes, t, money));
    table.rows.extend(named);
    let width = table.columns.len();
    let mut sum = |name: &str, mrr: Cents, accounts: &[u64]| {
        let mut cells = vec![name.to_owned(), money.exact(mrr), share(mrr, lost.mrr)];
        cells.push(String::new());
        cells.extend(accounts.iter().map(|n| count(*n)));
        cells.resize(width, String::new());
        table.rows.push(cells);
    };
    for (name, row) in themes.outside.rows() {
        sum(name, row.mrr, &[row.accounts]);
    }
    let all = [lost.accounts, lost.left, lost.shrank];
    sum("all lost accounts", lost.mrr, &all);
    if themes.unknown.losses {
        // What is on file is not all that was lost.
        let cells = table.rows.iter_mut().flat_map(|row| &mut row[OF_LOSSES]);
        cells.for_each(String::clear);
    }
    table
}

fn theme_row(minutes: &Minutes, theme: &Theme, money: Money<'_>) -> Vec<String> {
    let discussed = minutes.end.discussed.contains(&theme.theme);
    let mark = if discussed { " (discussed)" } else { "" };
    let before = last_time(minutes, &theme.theme);
    vec![
        format!("{}{mark}", theme.theme),
        money.exact(theme.lost_mrr),
        share(theme.lost_mrr, minutes.end.themes.lost.mrr),
        before.map_or_else(String::new, |sum| money.whole(sum)),
        count(theme.accounts),
        count(theme.left),
        count(theme.shrank),
        money.whole(theme.lost_mrr_any),
        count(theme.mentions),
        count(theme.exposed_accounts),
        money.whole(theme.exposed_mrr),
    ]
}

/// Lost MRR of a theme in the period before; nothing beside a period that is not over, nor where that does not
/// compare.
fn last_time(minutes: &Minutes, theme: &str) -> Option<Cents> {
    let (review, metrics) = (&minutes.start.review, &minutes.start.review.metrics);
    let known = review.known;
    let known = known.is_none_or(|known| known.compares(metrics.period));
    if !metrics.is_over() || !known || minutes.end.themes.unknown.before {
        return None;
    }
    let trend = minutes.end.trend.iter().find(|t| t.theme == theme)?;
    let before = trend.lost.len().checked_sub(2)?;
    trend.lost.get(before).copied().flatten()
}

fn quoted(quote: &Quote, money: Money<'_>) -> Value {
    let feedback = &quote.view.feedback;
    let mut more = Vec::new();
    if let Some(account) = &quote.view.account {
        more.push(account.name.clone());
        more.extend((!account.plan.is_empty()).then(|| account.plan.clone()));
    }
    if quote.lost.0 > 0 {
        let (lost, of) = (money.whole(quote.lost), money.whole(quote.opening));
        more.push(format!("lost {lost} of {of}"));
    }
    let source = match feedback.exit_survey {
        true => "exit survey",
        false => &feedback.source,
    };
    let day = feedback.received.map(|d| d.to_string()).unwrap_or_default();
    let place = [source, &day].map(str::trim).join(" ").trim().to_owned();
    more.extend((!place.is_empty()).then_some(place));
    if !feedback.reason.is_empty() {
        more.push(format!("stated: {}", feedback.reason));
    }
    let text = match (feedback.text.is_empty(), feedback.score) {
        (false, _) => format!("“{}”", cut(feedback.text.trim(), QUOTE)),
        (true, Some(score)) => format!("score {score}, no words"),
        (true, None) => "no words".to_owned(),
    };
    said(text, more.join(" · "))
}
