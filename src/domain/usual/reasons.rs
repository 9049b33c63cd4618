//! Why accounts were lost, period by period, and each theme judged by the periods before.
//! Must not know screens or tables: pure functions over a `Ledger` and its `Evidence`.
//!
//! Words are known since a day too: themes from the first exit survey on, mentions of a source from its first feedback
//! on. A period of whose loss more than a tenth is not tagged yet is neither judged nor part of a range.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

use super::bound::bound;
use super::closed::ThemeClosed;
use super::figures::{units, whole};
use super::series::{FEW, Method, Point, SeriesFound, SeriesRule, judge_last};
use super::{JudgedAs, Judgement, LEAST, first_range};
use crate::domain::counting::tallies;
use crate::domain::day::Day;
use crate::domain::evidence::{Evidence, TagTree};
use crate::domain::figure::round6;
use crate::domain::ids::TagId;
use crate::domain::ledger::{Days, Ledger};
use crate::domain::losses::{Summed, Windows};
use crate::domain::money::Cents;
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::sort::sort_by_key;
use crate::domain::stats::exact::A_SIDE;
use crate::domain::tally::Sum;

/// What is lost to a theme, or said of it, is part of all there is.
const PART: SeriesRule = SeriesRule {
    method: Method::Count,
    side: A_SIDE,
    least: 0.0,
    from_nothing: true,
    to_all: true,
};

/// Periods over which the largest cause is looked for, the reviewed one among them.
const LARGEST_OVER: usize = 6;

/// What was lost to each theme in one period, and what was said of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThemeLosses {
    /// The period.
    pub period: Period,
    /// Accounts at its start.
    accounts: u64,
    /// Their MRR.
    mrr: Cents,
    /// Whether hardly anybody could leave in it.
    held: bool,
    /// What it cost.
    cost: Summed,
    /// By source: pieces of feedback that somebody has read, and of them those that carry each theme.
    said: Vec<(u64, Vec<u64>)>,
}

/// Since when words are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordsSince {
    /// The day of the first exit survey.
    pub themes: Option<Day>,
    /// By source: the day of its first feedback.
    sources: Vec<Option<Day>>,
}

/// A theme against its past.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct ThemeJudged {
    /// Its tag.
    #[serde(skip)]
    pub id: TagId,
    /// Its name.
    pub theme: String,
    /// Its lost accounts, the range in accounts.
    pub accounts: Judgement,
    /// What was said of it, the range in pieces of feedback.
    pub mentions: Judgement,
    /// Its share of the loss, the range in cents.
    pub lost_mrr: Judgement,
    /// That the room said of an action against it that it worked, and whether it came back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<ThemeClosed>,
}

/// The theme that cost most over the last periods, of those that are as usual now.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct LargestTheme {
    /// Its name.
    pub theme: String,
    /// What it cost.
    #[serde(rename = "mrr_cents")]
    pub mrr: Cents,
    /// The first of those periods.
    pub since: Period,
    /// How many of them are tagged but for a tenth of their loss at most.
    #[serde(default)]
    pub tagged: usize,
    /// How many there are.
    #[serde(default)]
    pub of: usize,
    /// Whether it lies inside its usual range; otherwise it has none.
    #[serde(default)]
    pub usual: bool,
    /// Whether what is tagged of the others counts as well. It did not once, and what was frozen then says so.
    #[serde(default)]
    pub all: bool,
}

/// All themes of a period against their past.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TraversableMut)]
pub struct ReasonsJudged {
    /// The period.
    pub period: Period,
    /// The themes that were judged, by name.
    pub themes: Vec<ThemeJudged>,
    /// Whether too much of the loss is not tagged yet for any theme to be judged.
    pub not_tagged: bool,
    /// The first period whose themes can be judged, where the past of this one is too short.
    pub from: Option<Period>,
    /// What is usual and costs most.
    pub largest: Option<LargestTheme>,
}

impl WordsSince {
    /// Whether no day of a period lies before the first exit survey.
    pub fn covers(&self, period: Period) -> bool {
        self.themes.is_some_and(|day| day <= period.first())
    }
}

impl ThemeLosses {
    /// Its lost accounts with a theme, by the theme's place in the codebook, and what of the loss is the theme's.
    pub fn sum_of(&self, theme: usize) -> Sum {
        self.cost.of_theme(theme)
    }

    /// Whether over a tenth of its loss waits to be tagged.
    fn unread(&self) -> bool {
        !self.cost.is_read()
    }
}

/// The reasons of some periods that do not overlap.
pub fn reasons(
    ledger: &Ledger,
    evidence: &Evidence,
    periods: &[Period],
    windows: &Windows,
) -> Vec<ThemeLosses> {
    let days: Vec<Days> = periods.iter().map(|period| Days::from(*period)).collect();
    let tallies = tallies(ledger, &days, Profile::Snapshot);
    let said = said(evidence, &days);
    let held = bound(ledger, periods, &tallies);
    let rows = periods.iter().zip(days).zip(tallies).zip(said).zip(held);
    rows.map(|((((period, days), tally), said), held)| ThemeLosses {
        period: *period,
        held,
        accounts: tally.accounts.opening,
        mrr: tally.mrr.opening,
        cost: Summed::of(ledger, evidence, days, windows),
        said,
    })
    .collect()
}

/// By period and source: pieces that were read, and how many of them carry each theme. Praise is none of them.
fn said(evidence: &Evidence, periods: &[Days]) -> Vec<Vec<(u64, Vec<u64>)>> {
    let none = (0, vec![0; evidence.book().themes()]);
    let mut all = vec![vec![none; evidence.sources()]; periods.len()];
    let mut order: Vec<usize> = (0..periods.len()).collect();
    sort_by_key(&mut order, |n| periods[*n].first);
    let mut counted = vec![usize::MAX; evidence.book().themes()];
    for at in 0..evidence.len() {
        let Some(day) = evidence.day(at) else {
            continue;
        };
        if evidence.is_praise(at) || evidence.is_untouched(at) {
            continue;
        }
        let reached = order.partition_point(|n| periods[*n].last < day);
        let Some(n) = order.get(reached).filter(|n| periods[**n].contains(day)) else {
            continue;
        };
        let (pieces, themes) = &mut all[*n][evidence.source(at)];
        *pieces += 1;
        for theme in evidence.themes(at) {
            if counted[theme] != at {
                counted[theme] = at;
                themes[theme] += 1;
            }
        }
    }
    all
}

/// Since when words are known.
pub fn words_since(evidence: &Evidence) -> WordsSince {
    let mut since = WordsSince {
        themes: None,
        sources: vec![None; evidence.sources()],
    };
    let earlier = |known: &mut Option<Day>, day: Day| {
        *known = Some(known.map_or(day, |known| known.min(day)));
    };
    for at in 0..evidence.len() {
        if let Some(day) = evidence.day(at) {
            earlier(&mut since.sources[evidence.source(at)], day);
            if evidence.is_survey(at) {
                earlier(&mut since.themes, day);
            }
        }
    }
    since
}

/// Judges the themes of a period by those before it: `past` are the known periods up to it, oldest first, or the
/// months it is made of and those before them, `later` what comes after it. One that is not over is not judged.
pub fn judged(
    past: &[ThemeLosses],
    book: &TagTree,
    since: &WordsSince,
    period: Period,
    reach: Day,
    later: impl Iterator<Item = (Period, bool)>,
) -> ReasonsJudged {
    let units = units(period);
    let over = period.last() <= reach && past.len() >= units.len();
    let now = past
        .last()
        .filter(|now| over && Some(&now.period) == units.last());
    let not_tagged = now.is_some_and(ThemeLosses::unread);
    let bench = Bench {
        past,
        since,
        units: units.len(),
        over: now.is_some(),
    };
    let known: Vec<usize> = (0..book.themes()).filter(|n| bench.seen(*n)).collect();
    let side = A_SIDE / known.len().max(1) as f64;
    let themes = known.into_iter().map(|n| ThemeJudged {
        id: book.id(n),
        theme: book.name(n).to_owned(),
        accounts: bench.accounts(n, side),
        mentions: bench.mentions(n),
        lost_mrr: bench.money(n),
        closed: None,
    });
    let themes: Vec<ThemeJudged> = themes.collect();
    let unknown = |theme: &ThemeJudged| theme.accounts.word == JudgedAs::Unknown;
    let usable = |row: &ThemeLosses| (row.period, bench.usable(row) && row.accounts > 0);
    let later = later.map(|(later, there)| (later, there && since.covers(later)));
    ReasonsJudged {
        period,
        not_tagged,
        from: first_range(past.iter().map(usable).chain(later))
            .filter(|first| units[0].first() < first.first())
            .filter(|_| themes.iter().any(unknown) || past.is_empty() && book.themes() > 0),
        largest: largest(&bench, book, &themes),
        themes,
    }
}

/// What cost most over the last periods, of what is as usual, as far as it is tagged yet; nothing before one of them is.
fn largest(bench: &Bench<'_>, book: &TagTree, themes: &[ThemeJudged]) -> Option<LargestTheme> {
    let all = &bench.past[bench.past.len().saturating_sub(LARGEST_OVER)..];
    let tagged = all.iter().filter(|row| !row.unread()).count();
    let outside = |n: usize| {
        let mut all = themes.iter();
        all.any(|theme| theme.id == book.id(n) && theme.accounts.word.outside())
    };
    let usual = (0..book.themes()).filter(|n| !outside(*n));
    let cost = |n: usize| {
        let own = all.iter().filter_map(|row| row.cost.themes.get(n));
        own.map(|own| own.1).sum()
    };
    let costs = usual.map(|n| (n, cost(n)));
    // Of several alike the first by name.
    let (n, mrr) = costs.rev().max_by_key(|(_, mrr): &(usize, Cents)| *mrr)?;
    let mut judged = themes.iter().filter(|theme| theme.id == book.id(n));
    (mrr > Cents::ZERO && tagged > 0).then(|| LargestTheme {
        theme: book.name(n).to_owned(),
        usual: judged.any(|theme| theme.accounts.word == JudgedAs::Routine),
        mrr,
        since: all.first().map_or_else(Period::default, |row| row.period),
        tagged,
        of: all.len(),
        all: true,
    })
}

/// What themes are judged by.
struct Bench<'a> {
    past: &'a [ThemeLosses],
    since: &'a WordsSince,
    /// How many of the last periods make the one that is reviewed.
    units: usize,
    over: bool,
}

impl Bench<'_> {
    /// Whether a theme's losses of a period are known.
    fn usable(&self, row: &ThemeLosses) -> bool {
        self.since.covers(row.period) && !row.unread() && !row.held
    }

    /// Whether a theme was ever lost an account for.
    fn seen(&self, theme: usize) -> bool {
        self.past.iter().any(|row| row.sum_of(theme).accounts > 0)
    }

    fn accounts(&self, theme: usize, side: f64) -> Judgement {
        let rule = SeriesRule { side, ..PART };
        let point = |row: &ThemeLosses| Point {
            top: row.cost.themes[theme].0.cast_signed(),
            bottom: row.accounts.cast_signed(),
            count: row.cost.themes[theme].0,
        };
        self.judged(rule, |row| self.usable(row).then(|| point(row)))
    }

    fn money(&self, theme: usize) -> Judgement {
        let rule = SeriesRule {
            method: Method::Value,
            least: FEW,
            ..PART
        };
        let point = |row: &ThemeLosses| Point {
            top: row.cost.themes[theme].1.0,
            bottom: row.mrr.0,
            count: row.cost.themes[theme].0,
        };
        self.judged(rule, |row| self.usable(row).then(|| point(row)))
    }

    /// Of the sources that have been there for long enough, over the time in which all of them were.
    fn mentions(&self, theme: usize) -> Judgement {
        let rule = SeriesRule {
            method: Method::Bursts,
            ..PART
        };
        let before = &self.past[..self.past.len().saturating_sub(self.units)];
        let long = |since: Day| {
            before
                .iter()
                .filter(|row| since <= row.period.first())
                .count()
        };
        let sources: Vec<(usize, Day)> = (0..)
            .zip(&self.since.sources)
            .filter_map(|(n, since)| Some((n, (*since)?)))
            .filter(|(_, since)| long(*since) >= LEAST)
            .collect();
        let begin = sources.iter().map(|(_, since)| *since).max();
        let point = |row: &ThemeLosses| {
            let said = sources.iter().filter_map(|(n, _)| row.said.get(*n));
            let (pieces, carried) = said.fold((0, 0), |sum, (pieces, themes)| {
                (sum.0 + pieces, sum.1 + themes[theme])
            });
            Point {
                top: carried.cast_signed(),
                bottom: pieces.cast_signed(),
                count: carried,
            }
        };
        let known = |row: &ThemeLosses| begin.is_some_and(|begin| begin <= row.period.first());
        self.judged(rule, |row| known(row).then(|| point(row)))
    }

    fn judged(&self, rule: SeriesRule, point: impl Fn(&ThemeLosses) -> Option<Point>) -> Judgement {
        let points = self
            .past
            .iter()
            .map(|row| point(row).filter(|p| p.bottom > 0));
        let series: Vec<Option<Point>> = points.collect();
        let found = judge_last(&series, rule, self.units);
        let last = found.len().saturating_sub(self.units);
        let mut each = (last..found.len()).map(|at| self.judgement(at, &found[at]));
        match self.units {
            1 => each.next_back().filter(|_| self.over).unwrap_or_default(),
            _ => whole(each, self.over),
        }
    }

    fn judgement(&self, at: usize, found: &SeriesFound) -> Judgement {
        let (low, high) = found.range.unzip();
        Judgement {
            word: found.told,
            // Less of what makes accounts leave is better.
            better: found.told.outside().then_some(!found.above),
            low: low.map(round6),
            high: high.map(round6),
            periods: u32::try_from(found.periods).unwrap_or(u32::MAX),
            nothing: found.nothing,
            of: (self.units > 1).then(|| self.past[at].period),
            since: found.since.map(|at| self.past[at].period),
        }
    }
}
