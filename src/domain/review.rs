//! What the Numbers section says about a period: its trend, its figures compared, and words.
//! Must not know screens or tables: pure functions over a `Ledger`.

#[cfg(test)]
mod tests;

use super::counting::{CountingWay, metrics, tallies};
use super::day::Day;
use super::figure::{Figure, round6};
use super::known::KnownSince;
use super::ledger::{Days, Ledger};
use super::metrics::{Compared, Metrics, Review};
use super::money::{Cents, Currency, Money, count, counted};
use super::period::Period;
use super::profile::Profile;
use super::tally::Tally;
use super::usual::figures::metrics as judged;
use super::word::Word;

/// Periods in the trend, the reviewed one included.
const TREND: i32 = 13;

/// The reviewed period with its trend, comparisons and words. `known` says since when losses are, `reach` how far the
/// data goes.
pub fn review(
    ledger: &Ledger,
    known: Option<KnownSince>,
    period: Period,
    profile: Profile,
    currency: Option<&Currency>,
    reach: Option<Day>,
) -> Review {
    let all = (1 - TREND..=0).map(|n| period.plus(n));
    let held = |p: &Period| known.is_some_and(|known| known.holds(*p));
    // A period of which not everything is known stands alone, and one of which nothing is.
    let alone = !held(&period) || reach.is_some_and(|reach| reach < period.first());
    let periods = all.filter(|p| *p == period || !alone && held(p));
    let periods: Vec<Period> = periods.collect();
    let way = CountingWay {
        profile,
        currency: currency.cloned(),
        known,
        reach,
    };
    let until = reach.unwrap_or(Day::LAST);
    let trend = match known {
        Some(known) => judged(ledger, known, &periods, &way, until),
        None => metrics(ledger, &periods, &way),
    };
    // The period itself is always in the trend.
    let none = || Tally::default().metrics(period, &way);
    let now = trend.last().cloned().unwrap_or_else(none);
    let mut words = Vec::new();
    let told = now.is_told();
    words.extend(larger_or_smaller(&now).filter(|_| told));
    words.extend(more_than_once(ledger, period.into(), profile).filter(|_| told));
    if told && profile == Profile::Snapshot {
        words.extend(quarter_against_months(ledger, period, &now));
    }
    Review {
        compared: compare(&trend),
        metrics: now,
        trend,
        words,
        goals: Vec::new(),
        marks: Vec::new(),
        known,
    }
}

/// The headline figures of the last of some periods against the one before and the average of the
/// three before: differences, no judgement. One that is not over is not compared with whole ones, nor a figure that
/// the period does not have.
pub fn compare(trend: &[Metrics]) -> Vec<Compared> {
    let Some((now, before)) = trend.split_last() else {
        return Vec::new();
    };
    let before = if now.is_over() { before } else { &[] };
    Figure::headlines(now.profile)
        .iter()
        .map(|&figure| {
            let value = figure.of(&now.rates);
            // Where there is no value, there is nothing to compare.
            let before = if value.is_some() { before } else { &[] };
            let then = before.last().and_then(|m| figure.of(&m.rates));
            let better = value.zip(then).filter(|(v, p)| v != p);
            Compared {
                figure: figure.word().to_owned(),
                value,
                previous: then,
                average: average(before, figure),
                better: better.map(|(v, p)| (v > p) == figure.more_is_better()),
                then: None,
            }
        })
        .collect()
}

/// The average of the last three periods; n/a unless each of the three has the figure.
fn average(before: &[Metrics], figure: Figure) -> Option<f64> {
    let last = before.last_chunk::<3>()?;
    let values: Option<Vec<f64>> = last.iter().map(|m| figure.of(&m.rates)).collect();
    Some(round6(values?.iter().sum::<f64>() / 3.0))
}

/// Of fewer accounts that left nothing is said of their size.
const FEWEST: u64 = 5;

/// "You lose larger accounts than your average": churned ARPA against base ARPA.
fn larger_or_smaller(now: &Metrics) -> Option<String> {
    let arpa = |mrr: Cents, n: u64| {
        let n = i64::try_from(n).ok().filter(|n| *n > 0)?;
        Some(Cents((mrr.0 * 2 + n).div_euclid(2 * n)))
    };
    let churned = arpa(now.mrr.churn, now.accounts.times_churned)?;
    let base = arpa(now.mrr.opening, now.accounts.opening)?;
    // Two or three are no kind of accounts.
    if now.accounts.times_churned < FEWEST {
        return None;
    }
    // Within a twentieth nobody would call them larger, or smaller.
    let which = match churned - base {
        apart if apart.0.abs() * 20 <= base.0 => "accounts of your average size",
        apart if apart > Cents::ZERO => "larger accounts than your average",
        _ => "smaller accounts than your average",
    };
    let money = Money::of(now.currency.as_ref());
    let (churned, base) = (money.whole(churned), money.whole(base));
    Some(format!("You lose {which}: {churned} against {base}"))
}

/// "1 account left more than once: it counts once, its loss each time": what else would not add up.
fn more_than_once(ledger: &Ledger, days: Days, profile: Profile) -> Option<String> {
    let tallies = ledger.fallen(days).into_iter();
    let tallies = tallies.map(|account| Tally::of(ledger, account, days, profile));
    let again: Vec<Tally> = tallies
        .filter(|tally| tally.accounts.times_churned > 1)
        .collect();
    let left = |tally: &&Tally| {
        let definition = Figure::LogoChurn.definition(profile);
        definition.is_some_and(|means| means.ratio(tally).top > 0)
    };
    let once = again.iter().filter(left).count();
    let how = match (profile.counts_once(), again.len()) {
        (_, 0) => return None,
        (true, all) => counted_once(once, all - once),
        (false, _) => "each time counts".to_owned(),
    };
    Some(format!(
        "{} left more than once: {how}",
        counted(again.len(), "account")
    ))
}

/// What becomes of accounts that left more than once where each counts once, or not at all where the way of counting
/// leaves out those that joined in the period.
fn counted_once(once: usize, joined: usize) -> String {
    match (once, joined) {
        (1, 0) => "it counts once, its loss each time".to_owned(),
        (_, 0) => "each counts once, its loss each time".to_owned(),
        (0, 1) => "it joined in the period and does not count, its loss does each time".to_owned(),
        (0, _) => {
            "they joined in the period and do not count, their loss does each time".to_owned()
        }
        _ => format!(
            "{} counted once, {} that joined in the period not at all, their loss each time",
            count(once as u64),
            count(joined as u64)
        ),
    }
}

/// "Months added 60, quarter 57: 3 came back": why a quarter's, or a year's, churned accounts are fewer.
fn quarter_against_months(ledger: &Ledger, period: Period, now: &Metrics) -> Option<String> {
    let months: Vec<Days> = period.months().into_iter().map(Days::from).collect();
    if months.is_empty() {
        return None;
    }
    let tallies = tallies(ledger, &months, Profile::Snapshot);
    let added: u64 = tallies.iter().map(|t| t.accounts.churned).sum();
    let (came_back, came_and_went) = counted_more_often(ledger, period.into(), &months);
    let [added, churned] = [added, now.accounts.churned].map(count);
    let mut text = format!(
        "Churned accounts: months added {added}, {} {churned}",
        period.kind()
    );
    let mut sign = ":";
    for (n, what) in [(came_back, "came back"), (came_and_went, "came and went")] {
        if n > 0 {
            text += &format!("{sign} {} {what}", count(n));
            sign = ",";
        }
    }
    Some(text)
}

/// How often months count a churned account that the quarter does not: because it was back by the
/// end (or back in between), or because it joined after the quarter's start.
fn counted_more_often(ledger: &Ledger, quarter: Days, months: &[Days]) -> (u64, u64) {
    let (mut came_back, mut came_and_went) = (0, 0);
    for account in 0..ledger.len() {
        let days = ledger.steps(account).days;
        if !days.iter().any(|d| quarter.contains(*d)) {
            continue;
        }
        let left = |days: Days| {
            let passage = ledger.passage(account, days);
            u64::from(passage.opening > Cents::ZERO && passage.closing == Cents::ZERO)
        };
        let in_months: u64 = months.iter().map(|m| left(*m)).sum();
        let more = in_months.saturating_sub(left(quarter));
        let whole = ledger.passage(account, quarter);
        if whole.opening == Cents::ZERO && whole.closing == Cents::ZERO {
            came_and_went += more;
        } else {
            came_back += more;
        }
    }
    (came_back, came_and_went)
}
