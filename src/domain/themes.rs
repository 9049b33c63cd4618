//! Themes: why money was lost, split to the cent, with three rows for what nobody knows yet.
//! Must not know screens or tables: pure functions over a `Ledger` and its `Evidence`.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::day::Day;
use super::evidence::Evidence;
use super::hindsight::HindsightCounts;
use super::ids::TagId;
use super::known::KnownSince;
use super::ledger::{Days, Ledger};
use super::losses::{LossVerdict, Losses, Windows, is_read, losses};
use super::money::Cents;
use super::period::Period;
use super::sort::sort_by_key;
use super::tally::Sum;

#[cfg(test)]
mod tests;

/// The themes of a period. Themes and outside rows add up to `lost.mrr`, to the cent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct Themes {
    /// The period.
    pub period: Period,
    /// The whole loss.
    pub lost: LostInPeriod,
    /// By lost MRR, then mentions, then name.
    pub themes: Vec<Theme>,
    /// What stands outside the themes.
    pub outside: Outside,
    /// What is not known of all its days.
    #[serde(default, skip_serializing_if = "Unknown::is_nothing")]
    pub unknown: Unknown,
    /// What the team says of the lost accounts afterwards; `None` of a meeting of before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hindsight: Option<HindsightCounts>,
}

impl Themes {
    /// What the team says of the lost accounts, in words; `None` where it says nothing, or losses are not known.
    pub fn in_hindsight(&self) -> Option<String> {
        let said = self.hindsight.filter(|_| !self.unknown.losses)?;
        said.words(self.lost.accounts)
    }

    /// A figure of what was lost; `None` where losses are not known.
    pub fn told<T>(&self, figure: T) -> Option<T> {
        (!self.unknown.losses).then_some(figure)
    }
}

/// What is not known of all days of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Unknown {
    /// Losses: what is on file is not all that was lost.
    pub losses: bool,
    /// Words: it is over before the first exit survey.
    pub words: bool,
    /// What the period before lost: losses of it are not known, or nobody was there at its start who could leave.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub before: bool,
}

impl Unknown {
    /// Of a period, if losses are `known` since a day, and words since the `first` exit survey.
    pub fn of(
        ledger: &Ledger,
        period: Period,
        known: Option<KnownSince>,
        first: Option<Day>,
    ) -> Unknown {
        let losses = |period: Period| known.is_some_and(|known| !known.covers(period));
        let before = period.previous();
        Unknown {
            losses: losses(period),
            words: first.is_some_and(|first| period.last() < first),
            before: losses(before) || !ledger.is_anybody_at(before.first().before()),
        }
    }

    /// Whether what it lost may be held against the period before, as its rates are.
    pub fn compares(self) -> bool {
        !self.losses && !self.before
    }

    fn anything(self) -> bool {
        self.losses || self.words
    }

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it so")]
    fn is_nothing(&self) -> bool {
        !self.anything() && !self.before
    }
}

impl Themes {
    /// Those of a period of which nothing is told.
    pub fn none(period: Period) -> Themes {
        Themes {
            period,
            lost: LostInPeriod::default(),
            themes: Vec::new(),
            outside: Outside::default(),
            unknown: Unknown::default(),
            hindsight: None,
        }
    }

    /// Whether all is known, and so little of the loss waits to be tagged that something can be told of its reasons.
    pub fn is_read(&self) -> bool {
        !self.unknown.anything() && is_read(self.lost.mrr, self.outside.not_tagged.mrr)
    }
}

/// The accounts that left or shrank in a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct LostInPeriod {
    /// Left or shrank.
    pub accounts: u64,
    /// Of these, left.
    pub left: u64,
    /// Of these, shrank.
    pub shrank: u64,
    /// Their lost MRR.
    #[serde(rename = "mrr_cents")]
    pub mrr: Cents,
}

/// One theme in a period.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Theme {
    /// Its tag.
    #[serde(skip)]
    pub id: TagId,
    /// Its name.
    pub theme: String,
    /// Feedback received in the period that carries it.
    pub mentions: u64,
    /// Lost accounts with it anywhere in their evidence.
    pub accounts: u64,
    /// Of these, left.
    pub left: u64,
    /// Of these, shrank.
    pub shrank: u64,
    /// Its share of the loss.
    #[serde(rename = "lost_mrr_cents")]
    pub lost_mrr: Cents,
    /// The full loss of each of its accounts; never summed over themes.
    #[serde(rename = "lost_mrr_any_cents")]
    pub lost_mrr_any: Cents,
    /// Accounts active at the period's end that said so in the last 90 days.
    pub exposed_accounts: u64,
    /// Their MRR.
    #[serde(rename = "exposed_mrr_cents")]
    pub exposed_mrr: Cents,
}

/// The three rows outside the themes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TraversableMut)]
pub struct Outside {
    /// There is evidence, none of it tagged.
    pub not_tagged: Sum,
    /// All its evidence is marked as read, no reason in it.
    pub no_reason_in_it: Sum,
    /// No evidence at all.
    pub nobody_said_why: Sum,
}

impl Outside {
    /// The three rows, named as people read them.
    pub fn rows(&self) -> [(&'static str, Sum); 3] {
        [
            ("not tagged yet", self.not_tagged),
            ("read, no reason in it", self.no_reason_in_it),
            ("nobody said why", self.nobody_said_why),
        ]
    }
}

/// A row of the Why screen: a theme, or one of the three outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ThemeRow {
    /// A theme.
    Theme(TagId),
    /// Not tagged yet.
    NotTagged,
    /// Read, no reason in it.
    NoReason,
    /// Nobody said why.
    NobodySaid,
}

impl ThemeRow {
    /// The theme, where it is one.
    pub fn theme(self) -> Option<TagId> {
        match self {
            ThemeRow::Theme(theme) => Some(theme),
            ThemeRow::NotTagged | ThemeRow::NoReason | ThemeRow::NobodySaid => None,
        }
    }
}

/// The themes of a period: its losses split over them, what was mentioned, and who still pays but said so.
pub fn themes(ledger: &Ledger, evidence: &Evidence, period: Period, windows: &Windows) -> Themes {
    let days = Days::from(period);
    let losses = losses(ledger, evidence, days, windows);
    let book = evidence.book();
    let mut themes: Vec<Theme> = (0..book.themes())
        .map(|n| Theme {
            id: book.id(n),
            theme: book.name(n).to_owned(),
            ..Theme::default()
        })
        .collect();
    let (lost, outside) = split(&losses, &mut themes);
    said(ledger, evidence, days, windows, &mut themes);
    themes.retain(|theme| theme.mentions > 0 || theme.accounts > 0 || theme.exposed_accounts > 0);
    // The names are in order already, and the sort is stable.
    sort_by_key(&mut themes, |theme| {
        (Reverse(theme.lost_mrr), Reverse(theme.mentions))
    });
    Themes {
        period,
        lost,
        themes,
        outside,
        unknown: Unknown::default(),
        hindsight: None,
    }
}

/// Adds every loss to its themes or to a row outside them.
fn split(losses: &Losses, themes: &mut [Theme]) -> (LostInPeriod, Outside) {
    let (mut lost, mut outside) = (LostInPeriod::default(), Outside::default());
    for loss in &losses.rows {
        let (left, shrank) = (u64::from(loss.left()), u64::from(!loss.left()));
        lost.accounts += 1;
        lost.left += left;
        lost.shrank += shrank;
        lost.mrr += loss.lost();
        for n in losses.themes(loss) {
            let theme = &mut themes[n];
            theme.accounts += 1;
            theme.left += left;
            theme.shrank += shrank;
            theme.lost_mrr_any += loss.lost();
        }
        let row = match loss.verdict {
            LossVerdict::Themes => {
                for (n, share) in losses.shares(loss) {
                    themes[n].lost_mrr += share;
                }
                continue;
            }
            LossVerdict::NotTagged => &mut outside.not_tagged,
            LossVerdict::NoReason => &mut outside.no_reason_in_it,
            LossVerdict::NobodySaid => &mut outside.nobody_said_why,
        };
        row.add(loss.lost());
    }
    (lost, outside)
}

/// Adds mentions in the period, and accounts active at its end that said so shortly before.
fn said(
    ledger: &Ledger,
    evidence: &Evidence,
    period: Days,
    windows: &Windows,
    themes: &mut [Theme],
) {
    let exposed_from = period.last.plus(1 - windows.exposed);
    let since = exposed_from.min(period.first);
    // Per theme: the last piece and the last account that counted it, so that each counts once.
    let mut counted = vec![(usize::MAX, usize::MAX); themes.len()];
    let accounts = (0..ledger.len()).map(|account| (account, evidence.of(account)));
    let nobody = (ledger.len(), evidence.of_nobody());
    for (account, pieces) in accounts.chain([nobody]) {
        let mut closing = None;
        for at in pieces {
            let Some(day) = evidence.day(at) else {
                continue;
            };
            if day < since || day > period.last || evidence.is_praise(at) {
                continue;
            }
            for n in evidence.themes(at) {
                let (piece, exposed) = &mut counted[n];
                if day >= period.first && *piece != at {
                    *piece = at;
                    themes[n].mentions += 1;
                }
                if day >= exposed_from && *exposed != account {
                    *exposed = account;
                    let mrr =
                        *closing.get_or_insert_with(|| ledger.balance_at(account, period.last));
                    themes[n].exposed_accounts += u64::from(mrr > Cents::ZERO);
                    themes[n].exposed_mrr += mrr;
                }
            }
        }
    }
}

/// Lost MRR per theme over several periods up to one, oldest first, of those whose losses are known; themes without any
/// left out.
pub fn theme_trend(
    ledger: &Ledger,
    evidence: &Evidence,
    period: Period,
    periods: u32,
    windows: &Windows,
    unknown: impl Fn(Period) -> Unknown,
) -> Vec<ThemeTrend> {
    let book = evidence.book();
    let periods = i32::try_from(periods).unwrap_or(i32::MAX);
    let mut trends: Vec<ThemeTrend> = (0..book.themes())
        .map(|n| ThemeTrend {
            theme: book.id(n),
            lost: Vec::new(),
            silent: 0,
        })
        .collect();
    for back in (0..periods).rev() {
        let period = period.plus(-back);
        let unknown = unknown(period);
        for trend in &mut trends {
            trend.silent += usize::from(unknown.words);
            trend.lost.extend(unknown.losses.then_some(None));
        }
        if unknown.losses {
            continue;
        }
        let losses = losses(ledger, evidence, period.into(), windows);
        let mut sums = vec![Cents::ZERO; trends.len()];
        for (n, share) in losses.rows.iter().flat_map(|loss| losses.shares(loss)) {
            sums[n] += share;
        }
        for (trend, sum) in trends.iter_mut().zip(sums) {
            trend.lost.push(Some(sum));
        }
    }
    let any = |trend: &ThemeTrend| trend.lost.iter().flatten().any(|sum| *sum != Cents::ZERO);
    trends.retain(any);
    trends
}

/// Lost MRR of one theme over several periods, oldest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct ThemeTrend {
    /// The theme.
    pub theme: TagId,
    /// A sum per period; `None` where it cannot be told.
    pub lost: Vec<Option<Cents>>,
    /// So many of the first are over before anybody was asked: nothing is told of them.
    #[serde(skip)]
    pub silent: usize,
}
