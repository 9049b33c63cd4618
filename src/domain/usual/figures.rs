//! The figures of periods, each judged by those before it under one way of counting.
//! Must not know screens or tables: pure functions over a `Ledger`.

use hashbrown::HashMap;

use super::bound::bound;
use super::series::{Method, Point, SeriesFound, SeriesRule, judge};
use super::{JudgedAs, JudgedFigures, Judgement, first_range};
use crate::domain::counting::{self, CountingWay, tallies};
use crate::domain::day::Day;
use crate::domain::figure::{Figure, round6};
use crate::domain::known::KnownSince;
use crate::domain::ledger::{Days, Ledger};
use crate::domain::metrics::Metrics;
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::stats::exact::A_SIDE;
use crate::domain::tally::Tally;

/// Periods looked back over at most: shifts further back than that are forgotten.
const BACK: usize = 120;

/// Less than one account a period on average, and a single one would always be outside.
const LEAST_OF_MONEY: f64 = 1.0;

/// Periods in their order with their tallies, the known ones among them judged.
pub struct History {
    periods: Vec<Period>,
    judged: Vec<JudgedFigures>,
    reach: Day,
    /// Of which of them a range can be made.
    there: Vec<bool>,
}

/// The known periods up to one, oldest first: what its range can be made of.
pub fn chain(known: KnownSince, last: Period) -> Vec<Period> {
    let before = (0..).map(|n| last.plus(-n));
    let held = before.take(BACK).take_while(|period| known.holds(*period));
    let mut periods: Vec<Period> = held.collect();
    periods.reverse();
    periods
}

/// The periods after one, and of each whether a range can be made of it: where losses are known and somebody was there
/// at its start, those who are there when the data ends being taken to stay.
pub fn later(
    ledger: &Ledger,
    known: KnownSince,
    last: Period,
    reach: Day,
) -> impl Iterator<Item = (Period, bool)> {
    let there = move |period: Period| ledger.is_anybody_at(period.first().before().min(reach));
    let after = (1..).take(BACK).map(move |n| last.plus(n));
    after.map(move |period| (period, known.holds(period) && there(period)))
}

/// A quarter or a year is judged by its months, every other period as it is.
pub(super) fn units(period: Period) -> Vec<Period> {
    let months = period.months();
    if months.is_empty() {
        vec![period]
    } else {
        months
    }
}

/// The last period that says how one is judged: itself, or its last month.
pub fn last_unit(period: Period) -> Period {
    units(period).pop().unwrap_or(period)
}

/// The judgements of some periods of one kind, in their order.
pub fn judged(
    ledger: &Ledger,
    known: KnownSince,
    periods: &[Period],
    profile: Profile,
    reach: Day,
) -> Vec<JudgedFigures> {
    let history = history(ledger, known, periods, profile, reach);
    let judged = periods
        .iter()
        .map(|period| history.judged(*period, profile));
    judged.collect()
}

/// What some periods of one kind are judged by.
fn history(
    ledger: &Ledger,
    known: KnownSince,
    periods: &[Period],
    profile: Profile,
    reach: Day,
) -> History {
    let units = periods.iter().flat_map(|period| units(*period));
    let last = units.max_by_key(|period| period.last());
    let past = last.map_or_else(Vec::new, |last| chain(known, last));
    let days: Vec<Days> = past.iter().map(|period| Days::from(*period)).collect();
    let tallies = tallies(ledger, &days, profile);
    let held = bound(ledger, &past, &tallies);
    History::of(past, &tallies, &held, profile, reach)
}

/// The numbers of some periods of one kind, in their order, each judged by its past: all that is needed is counted
/// together.
pub fn metrics(
    ledger: &Ledger,
    known: KnownSince,
    periods: &[Period],
    way: &CountingWay,
    reach: Day,
) -> Vec<Metrics> {
    let profile = way.profile;
    let units = periods.iter().flat_map(|period| units(*period));
    let Some(last) = units.max_by_key(|period| period.last()) else {
        return Vec::new();
    };
    let told = |metrics: Metrics, history: &History| Metrics {
        judged: Some(history.judged(metrics.period, profile)),
        first_range: history.first_range(metrics.period, later(ledger, known, last, reach)),
        ..metrics
    };
    let by_months = periods.iter().any(|period| !period.months().is_empty());
    if by_months {
        let history = history(ledger, known, periods, profile, reach);
        let all = counting::metrics(ledger, periods, way).into_iter();
        return all.map(|metrics| told(metrics, &history)).collect();
    }
    let mut past = chain(known, last);
    let chained = past.len();
    // Those asked for that are not known are counted all the same.
    past.extend(periods.iter().filter(|period| !known.holds(**period)));
    let days: Vec<Days> = past.iter().map(|period| Days::from(*period)).collect();
    let all = tallies(ledger, &days, profile);
    let counted: HashMap<Period, Tally> = past.iter().copied().zip(all.iter().copied()).collect();
    past.truncate(chained);
    let held = bound(ledger, &past, &all[..chained]);
    let history = History::of(past, &all[..chained], &held, profile, reach);
    let one = |period: &Period| {
        // What lies further back than anything is judged by stands alone.
        let alone = || tallies(ledger, &[Days::from(*period)], profile).pop();
        let tally = counted.get(period).copied().or_else(alone);
        let all = tally.unwrap_or_default();
        told(all.metrics(*period, way), &history)
    };
    periods.iter().map(one).collect()
}

impl History {
    /// Judges the known periods of a chain, oldest first; those in which hardly anybody could leave are `held`: they are
    /// neither judged nor part of a range.
    pub fn of(
        periods: Vec<Period>,
        tallies: &[Tally],
        held: &[bool],
        profile: Profile,
        reach: Day,
    ) -> History {
        let mut judged = vec![JudgedFigures::new(); periods.len()];
        for figure in Figure::headlines(profile) {
            let Some((counted, rule)) = rule(*figure, profile) else {
                continue;
            };
            let usable = periods.iter().zip(held);
            let usable = usable.map(|(period, held)| !held && period.last() <= reach);
            let series: Vec<Option<Point>> = tallies
                .iter()
                .zip(usable)
                .map(|(tally, usable)| point(counted, profile, tally).filter(|_| usable))
                .collect();
            let found = judge(&series, rule);
            for (at, found) in found.iter().enumerate() {
                let bottom = series[at].map(|point| point.bottom);
                let since = found.since.map(|at| periods[at]);
                let judgement = judgement(*figure, found, bottom, since);
                judged[at].insert(*figure, judgement);
            }
        }
        let there = tallies
            .iter()
            .zip(held)
            .map(|(tally, held)| !held && point(Figure::LogoChurn, profile, tally).is_some());
        History {
            there: there.collect(),
            periods,
            judged,
            reach,
        }
    }

    /// The first period that can be judged, of those here and the `later` ones, where one lies before it.
    fn first_range(
        &self,
        of: Period,
        later: impl Iterator<Item = (Period, bool)>,
    ) -> Option<Period> {
        let here = self.periods.iter().copied().zip(self.there.iter().copied());
        let first = units(of).first()?.first();
        first_range(here.chain(later)).filter(|range| first < range.first())
    }

    /// The judgements of a period, or of the months it is made of.
    pub fn judged(&self, period: Period, profile: Profile) -> JudgedFigures {
        let units = units(period);
        let one = |unit: &Period| {
            let at = self.periods.iter().position(|known| known == unit);
            at.map(|at| &self.judged[at])
        };
        let headlines = Figure::headlines(profile).iter();
        if period.months().is_empty() {
            let found = units.first().and_then(one);
            let none = || headlines.map(|f| (*f, Judgement::default())).collect();
            return found.cloned().unwrap_or_else(none);
        }
        let of = |figure: &Figure| {
            let months = units.iter().map(|unit| Judgement {
                of: Some(*unit),
                ..one(unit)
                    .and_then(|judged| judged.get(figure))
                    .copied()
                    .unwrap_or_default()
            });
            (*figure, whole(months, period.last() <= self.reach))
        };
        headlines.map(of).collect()
    }
}

/// What is said of a quarter by its months: the last of what is outside, else how the last month stands where all
/// are as usual.
pub(super) fn whole(months: impl Iterator<Item = Judgement>, over: bool) -> Judgement {
    let months: Vec<Judgement> = months.collect();
    let last = months.last().copied().unwrap_or_default();
    if !over {
        return Judgement {
            word: JudgedAs::Unknown,
            better: None,
            ..last
        };
    }
    let mut latest = months.iter().rev();
    let outside = latest.find(|month| month.word.outside());
    let unknown = months.iter().find(|month| month.word != JudgedAs::Routine);
    *outside.or(unknown).unwrap_or(&last)
}

/// How a figure is judged, and the figure whose numbers stand for it: what is kept is the mirror of what is lost.
fn rule(figure: Figure, profile: Profile) -> Option<(Figure, SeriesRule)> {
    figure.definition(profile)?;
    let money = SeriesRule {
        method: Method::Value,
        side: A_SIDE,
        least: LEAST_OF_MONEY,
        from_nothing: figure != Figure::NetMrrChurn,
        to_all: figure != Figure::Nrr,
    };
    match figure {
        Figure::LogoChurn => {
            let counts = SeriesRule {
                method: Method::Count,
                least: 0.0,
                ..money
            };
            Some((figure, counts))
        }
        Figure::Grr => Some((Figure::GrossMrrChurn, money)),
        Figure::GrossMrrChurn | Figure::NetMrrChurn | Figure::Nrr => Some((figure, money)),
        Figure::QuickRatio => None,
    }
}

/// What a figure is made of in one period; `None` where nobody was there.
fn point(figure: Figure, profile: Profile, tally: &Tally) -> Option<Point> {
    let ratio = figure.definition(profile)?.ratio(tally);
    let accounts = &tally.accounts;
    let lost = accounts.churned + accounts.shrank;
    let count = match figure {
        Figure::LogoChurn => accounts.churned,
        Figure::GrossMrrChurn | Figure::Grr => lost,
        Figure::NetMrrChurn | Figure::Nrr | Figure::QuickRatio => lost + accounts.grew,
    };
    (ratio.bottom > 0).then_some(Point {
        top: ratio.top,
        bottom: ratio.bottom,
        count,
    })
}

/// What was found, in rates.
fn judgement(
    figure: Figure,
    found: &SeriesFound,
    bottom: Option<i64>,
    since: Option<Period>,
) -> Judgement {
    let mirrored = figure == Figure::Grr;
    let rate = |(low, high): (f64, f64)| {
        let bottom = bottom? as f64;
        let (low, high) = (low / bottom, high / bottom);
        Some(if mirrored {
            (1.0 - high, 1.0 - low)
        } else {
            (low, high)
        })
    };
    let (low, high) = found.range.and_then(rate).unzip();
    let better = (found.above != mirrored) == figure.more_is_better();
    Judgement {
        word: found.told,
        better: found.told.outside().then_some(better),
        low: low.map(round6),
        high: high.map(round6),
        periods: u32::try_from(found.periods).unwrap_or(u32::MAX),
        nothing: found.nothing,
        of: None,
        since,
    }
}
