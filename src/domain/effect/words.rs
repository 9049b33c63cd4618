//! What was found of an action, in sentences: counts, and a verdict in plain words. Tests and chances stay in JSON.
//! Must not claim a cause, nor say "after it" of what is not done or has no whole month behind it.

use super::verdict::{EffectWord, Side, ThemeSpan, Why};
use super::{Effect, SinceVerdict};
use crate::domain::day::Day;
use crate::domain::money::{Cents, by_count, count, counted};
use crate::domain::period::Period;
use crate::domain::subject::Subject;

/// Why half of a list is drawn, in a line of help that fits beside its key.
pub const WHY_HALF: &str = "draws half: people pick who answers, only a drawn half can tell";

/// Columns it has beside the key in a line at 80.
const BESIDE_KEY: usize = 67;
const _: () = assert!(WHY_HALF.len() <= BESIDE_KEY);

/// `judged from Jul 2027`, or that it is only counted.
pub fn judged(from: Option<Day>) -> String {
    match from {
        Some(day) => format!("judged from {}", Period::month_of(day).short()),
        None => "counted, not judged".to_owned(),
    }
}

/// `on 12 accounts`.
pub fn on(accounts: u64) -> String {
    format!("on {}", counted(accounts, "account"))
}

/// `on 15 accounts, of which 5 did not pay on its day`, or `on 15 accounts, drawn, of which ...`; `None` where it is for
/// no list. `how` is said of it between.
pub fn on_list(effect: &Effect, how: Option<&str>) -> Option<String> {
    let on = (effect.accounts > 0).then(|| on(effect.accounts))?;
    let how = how.map(str::to_owned);
    let parts = [Some(on), how, not_counted(effect)].into_iter().flatten();
    Some(parts.collect::<Vec<_>>().join(", "))
}

/// Why fewer of a list are counted than it has.
fn not_counted(effect: &Effect) -> Option<String> {
    let touched = effect.verdict.touched?.accounts;
    let missing = effect.accounts.checked_sub(touched).filter(|n| *n > 0)?;
    let apart = effect.not_counted;
    if missing != apart.all() {
        // A verdict that is kept rests on what was counted then.
        let counted = match touched {
            0 => "none was".to_owned(),
            n => format!("{} {}", count(n), by_count(n, "was", "were")),
        };
        return Some(format!("of which {counted} counted"));
    }
    let each = [
        (apart.not_active, ["did not pay on its day"; 2]),
        (
            apart.same,
            [
                "is the same as another of them",
                "are the same as others of them",
            ],
        ),
        (
            apart.left_out,
            ["is left out of the numbers", "are left out of the numbers"],
        ),
    ];
    let each = each.into_iter().filter(|(n, _)| *n > 0);
    let each = each.map(|(n, [one, many])| format!("{} {}", count(n), by_count(n, one, many)));
    let each: Vec<String> = each.collect();
    Some(format!("of which {}", each.join(", ")))
}

/// What came after it, in counts, and the verdict: `12 touched: 1 left`, `153 others: 14 left by 30 Sep 2026`, `too few
/// to call`.
/// `theme` is its name.
pub fn told(effect: &Effect, theme: &str) -> Vec<String> {
    let counts = match effect.verdict.theme {
        Some(_) => of_theme(effect, theme),
        None => of_list(effect),
    };
    let mut told = counts;
    told.push(verdict(effect));
    told.extend(since(effect));
    told
}

/// What was done since to what a verdict was kept of: it stays all the same.
fn since(effect: &Effect) -> Option<String> {
    let what = match (effect.since?, effect.of) {
        (SinceVerdict::Dropped, _) => "dropped since",
        (SinceVerdict::Reopened, Subject::Item(_)) => "no longer shipped",
        (SinceVerdict::Reopened, _) => "reopened since",
    };
    Some(format!("{what}: the verdict stays"))
}

/// Whether something can have come after it.
fn is_after(effect: &Effect) -> bool {
    !matches!(
        effect.verdict.why,
        Some(Why::NotDone | Why::Dropped | Why::Nobody | Why::Before)
    )
}

fn of_list(effect: &Effect) -> Vec<String> {
    if !is_after(effect) {
        return Vec::new();
    }
    let side = |side: Option<Side>, one: &str, many: &str| {
        let side = side.filter(|side| side.accounts > 0)?;
        let what = if side.accounts == 1 { one } else { many };
        let (accounts, left) = (count(side.accounts), count(side.left?));
        Some(format!("{accounts} {what}: {left} left"))
    };
    let sides = [
        side(effect.verdict.touched, "touched", "touched"),
        side(effect.verdict.others, "other", "others"),
    ];
    let mut told: Vec<String> = sides.into_iter().flatten().collect();
    if let (Some(last), Some(day)) = (told.last_mut(), effect.until) {
        *last += &format!(" by {}", day.dated());
    }
    told
}

/// What both sides pay an account, before and after, never tested: `an account paid €49 then and €45 later, of the
/// others €50 and €44`. `None` while nothing can have come after it.
pub fn paid(effect: &Effect, money: impl Fn(Cents) -> String) -> Option<String> {
    let paid = effect.verdict.paid.filter(|_| is_after(effect))?;
    let (touched, others) = (paid.touched.after?, paid.others.after?);
    Some(format!(
        "MRR an account {} then, {} after it; of the others {}, {}",
        money(paid.touched.before),
        money(touched),
        money(paid.others.before),
        money(others)
    ))
}

fn of_theme(effect: &Effect, theme: &str) -> Vec<String> {
    let spans = effect.verdict.theme;
    let before = spans.and_then(|spans| spans.before);
    let after = spans
        .and_then(|spans| spans.after)
        .filter(|_| is_after(effect));
    let cost = |span: &ThemeSpan| {
        let months = counted(span.months, "month");
        let (lost, to) = (counted(span.lost, "account"), span.to.short());
        let all = i32::try_from(span.months).is_ok_and(|n| span.from.plus(n - 1) == span.to);
        // Months that are not tagged are left out: which those are is not to be guessed from the last.
        let when = match all {
            true => format!("{months} to {to}"),
            false => format!(
                "{} tagged months, {} to {to}",
                count(span.months),
                span.from.short()
            ),
        };
        format!("{lost} of {} in {when}", count(span.known))
    };
    let mut told = Vec::new();
    told.extend(before.map(|span| format!("{theme} cost {}", cost(&span))));
    told.extend(after.map(|span| format!("{}, after it", cost(&span))));
    told
}

/// The verdict alone.
pub fn verdict(effect: &Effect) -> String {
    let of_theme = effect.verdict.theme.is_some();
    let words = match effect.verdict.word {
        EffectWord::Better if of_theme => "better than before",
        EffectWord::Better => "stayed better than those not touched",
        EffectWord::FewerHandPicked => "fewer of them left; they were picked by hand",
        EffectWord::NoBetter if of_theme => "no better than before",
        EffectWord::NoBetter if effect.verdict.drawn => "no better than those not touched",
        EffectWord::NoBetter => "not clearly fewer of them left; they were picked by hand",
        EffectWord::Worse if of_theme => "did worse than before",
        EffectWord::Worse if effect.verdict.drawn => "did worse than those not touched",
        EffectWord::Worse => "more of them left; they were picked by hand",
        EffectWord::TooFew => match effect.verdict.why {
            Some(why) => return because(effect, why),
            None => "too few to call",
        },
        EffectWord::TooEarly => return early(effect),
        EffectWord::Unknown => match effect.verdict.why {
            Some(why) => return because(effect, why),
            None => "cannot be told",
        },
    };
    words.to_owned()
}

/// `too early, judged in Jul 2027`.
fn early(effect: &Effect) -> String {
    let on = effect.judged_from.map(|day| Period::month_of(day).short());
    let on = on.unwrap_or_default();
    if let Some(ends) = effect.data_ends {
        let what = match effect.verdict.why {
            Some(Why::NotDone) => "not done yet",
            _ => "not judged yet",
        };
        return format!(
            "{what}: it was to be judged in {on}, the data ends {}",
            ends.dated()
        );
    }
    let on = match effect.judged_from {
        Some(_) => format!(", judged in {on}"),
        None => String::new(),
    };
    match effect.verdict.why {
        Some(Why::FirstMonth(month)) => {
            format!("too early, its first whole month is {}{on}", month.short())
        }
        Some(Why::NotDone) => format!("not done yet{on}"),
        _ => format!("too early{on}"),
    }
}

fn because(effect: &Effect, why: Why) -> String {
    match why {
        Why::NotDone if effect.verdict.judged_on.is_some() => {
            "it was not done by the day it was to be judged".to_owned()
        }
        Why::NotDone => "not done yet".to_owned(),
        Why::Dropped => "dropped: nothing to judge".to_owned(),
        Why::FirstMonth(month) => match effect.verdict.judged_on {
            Some(_) => "done too late for the day it was to be judged: cannot be told".to_owned(),
            None => format!("its first whole month is {}", month.short()),
        },
        Why::Counted => "counted, not judged".to_owned(),
        Why::AllTouched => "all on the list touched: cannot be told".to_owned(),
        Why::Nobody => "nobody on the list was active on its day: cannot be told".to_owned(),
        Why::MoreHandPicked => {
            "more of them left; they were picked by hand: cannot be told".to_owned()
        }
        Why::NotRead(texts) => {
            format!("cannot be told, {} not read", counted(texts, "text"))
        }
        Why::OtherTheme => {
            "against another theme than it was agreed for: cannot be told".to_owned()
        }
        Why::Before => "agreed before verdicts were kept: counted, not judged".to_owned(),
        Why::LossesSince(day) => format!(
            "losses are known since {}, after the day of its list: cannot be told",
            day.dated()
        ),
    }
}
