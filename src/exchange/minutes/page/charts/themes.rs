//! Themes by money, a block for each account. Must not know how the loss was split.

use crate::domain::money::{Cents, Money, count, counted};
use crate::domain::themes::Theme;

use super::super::MinutesTable;
use super::{Drawing, DrawnSpan};
use crate::exchange::minutes::Minutes;
use crate::exchange::minutes::words::cut;

/// Themes that are drawn; the table has all.
const MOST: usize = 10;
/// Where bars begin, and where the longest ends.
const BAR: (f64, f64) = (110.0, 220.0);

/// The dearest themes and what stands outside them.
pub(in super::super) fn themes(
    minutes: &Minutes,
    money: Money<'_>,
    table: &MinutesTable,
) -> Option<Drawing> {
    let found = &minutes.end.themes;
    let dear: Vec<&Theme> = found.themes.iter().filter(|t| t.lost_mrr.0 > 0).collect();
    let top = dear.first()?;
    if found.unknown.losses {
        return None;
    }
    let about = format!("Lost MRR by theme: {}", counted(dear.len() as u64, "theme"));
    let mut chart = Drawing::new(title(minutes, top, money), about, table);
    let outside = found.outside.rows().into_iter();
    let outside: Vec<_> = outside.filter(|(_, row)| row.mrr.0 > 0).collect();
    let largest = outside.iter().map(|(_, row)| row.mrr).max();
    let longest = top.lost_mrr.max(largest.unwrap_or_default());
    let x = DrawnSpan::of([0.0, longest.0 as f64].into_iter(), BAR);
    chart.text("g e", (300.0, 10.0), "accounts");
    chart.text("g e", (360.0, 10.0), "exposed");
    let mut y = 18.0;
    for theme in dear.iter().take(MOST) {
        let bold = minutes.end.discussed.contains(&theme.theme);
        let is = if bold { "b" } else { "" };
        chart.text(is, (0.0, y + 13.0), cut(&theme.theme, 17));
        let mut from = 0;
        for part in blocks(minutes, theme) {
            let (left, right) = (x.at(from as f64), x.at((from + part.0) as f64));
            chart.rect("ink", (left, y), ((right - left - 1.0).max(0.5), 16.0));
            from += part.0;
        }
        let end = x.at(theme.lost_mrr.0 as f64);
        chart.text(is, (end + 5.0, y + 13.0), money.whole(theme.lost_mrr));
        chart.text("e", (300.0, y + 13.0), count(theme.accounts));
        if theme.exposed_accounts > 0 {
            chart.text("e", (360.0, y + 13.0), count(theme.exposed_accounts));
        }
        y += 24.0;
    }
    for (name, row) in outside {
        let (left, right) = (x.at(0.0), x.at(row.mrr.0 as f64));
        chart.text("g", (0.0, y + 13.0), cut(name, 17));
        chart.rect("pale", (left, y), (right - left, 16.0));
        chart.text("", (right + 5.0, y + 13.0), money.whole(row.mrr));
        chart.text("e", (300.0, y + 13.0), count(row.accounts));
        y += 24.0;
    }
    chart.height = y;
    chart.below = below(minutes, dear.len());
    Some(chart)
}

/// What of a theme is each account's; one block where that was not kept.
fn blocks(minutes: &Minutes, theme: &Theme) -> Vec<Cents> {
    let mut parts: Vec<Cents> = accounts_of(minutes, &theme.theme).collect();
    let rest = theme.lost_mrr - parts.iter().copied().sum();
    parts.extend((rest.0 > 0).then_some(rest));
    parts
}

fn accounts_of<'a>(minutes: &'a Minutes, theme: &'a str) -> impl Iterator<Item = Cents> + 'a {
    let own = minutes.end.lost.iter().filter(move |l| l.theme == theme);
    own.flat_map(|lost| lost.accounts.iter().map(|account| account.falls_to))
}

/// `€1,083 of reporting's €1,551 is one account`, where it is most of it.
pub(in super::super) fn one_account(
    minutes: &Minutes,
    theme: &Theme,
    money: Money<'_>,
) -> Option<String> {
    let largest = accounts_of(minutes, &theme.theme).next()?;
    let most = theme.accounts > 1 && largest.0 * 2 > theme.lost_mrr.0;
    most.then(|| {
        let (part, whole) = (money.whole(largest), money.whole(theme.lost_mrr));
        format!("{part} of {whole} is one account")
    })
}

fn title(minutes: &Minutes, top: &Theme, money: Money<'_>) -> String {
    match one_account(minutes, top, money) {
        Some(words) => format!("{}: {words}", top.theme),
        None => format!("{}: {}", top.theme, money.whole(top.lost_mrr)),
    }
}

fn below(minutes: &Minutes, dear: usize) -> String {
    let blocks = match minutes.end.lost.is_empty() {
        true => "Which account lost what was not kept then.",
        false => "Each block is one account.",
    };
    let left_out = match dear.saturating_sub(MOST) {
        0 => String::new(),
        more => format!(" {} with less in the table.", counted(more, "theme")),
    };
    format!("{blocks} Bold: discussed. Exposed: accounts that still pay and said so.{left_out}")
}
