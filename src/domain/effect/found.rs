//! What is found of an action or an item by now: until its day counts, on it the verdict, from then on the verdict
//! that was kept. Must not know how anything is stored or said.

use super::Effect;
use super::aim::{Aim, Promise};
use super::judging::{self, JudgedEffect};
use super::list::Sides;
use super::months::{Months, first_after, whole};
use super::promise::{Horizon, months_before};
use super::verdict::{BeforeAfter, EffectWord, Verdict, Why};
use crate::domain::day::Day;
use crate::domain::figure::chance;
use crate::domain::ids::TagId;
use crate::domain::ledger::Ledger;
use crate::domain::period::Period;

/// How what was agreed stands now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Deed {
    /// The day it was done, or shipped.
    pub done: Option<Day>,
    /// Whether the team decided not to do it.
    pub dropped: bool,
    /// The theme it is against now.
    pub theme: Option<TagId>,
}

/// Months that what is only counted is counted over at most.
const COUNTED: i32 = 12;

/// The last day that counts: that before it is judged, as far as the data reaches.
fn last_day(aim: &Aim, reach: Day) -> Day {
    let on = aim.promise.as_ref().and_then(|promise| promise.on);
    let end = on.map_or(aim.day.plus_months(COUNTED), Day::before);
    end.min(reach).max(aim.day)
}

/// Whether its day has come, and the data with it.
fn is_due(promise: &Promise, reach: Day) -> bool {
    promise.on.is_some_and(|on| reach >= on.before())
}

/// The first whole month after it was done and agreed, where the data holds that; else why there is nothing after it
/// yet: it is not done, or no whole month is behind it.
fn first_month(aim: &Aim, deed: &Deed, last: Day) -> Result<Period, Why> {
    match (deed.dropped, deed.done) {
        (true, _) => Err(Why::Dropped),
        (_, None) => Err(Why::NotDone),
        (_, Some(done)) => {
            let month = first_after(done.max(aim.day));
            match month.last() > last {
                true => Err(Why::FirstMonth(month)),
                false => Ok(month),
            }
        }
    }
}

/// The word for what is counted so far, where that is not yet, or never, judged.
fn not_judged(aim: &Aim, reach: Day) -> Option<(EffectWord, Option<Why>)> {
    let promise = aim.promise.as_ref();
    match promise {
        None => Some((EffectWord::Unknown, Some(Why::Before))),
        Some(promise) if promise.on.is_none() => Some((EffectWord::TooFew, Some(Why::Counted))),
        Some(promise) if !is_due(promise, reach) => Some((EffectWord::TooEarly, None)),
        Some(_) => None,
    }
}

/// The verdict with what it rests on. It stands where its day has come and it could be told.
fn settled(
    aim: &Aim,
    counts: Verdict,
    nothing: Option<Why>,
    reach: Day,
    judge: impl FnOnce(&Promise) -> JudgedEffect,
) -> Verdict {
    let unknown = |why| (EffectWord::Unknown, Some(why));
    let early = not_judged(aim, reach);
    let (word, why) = match (early, nothing, aim.promise.as_ref()) {
        (_, Some(Why::Dropped), _) => unknown(Why::Dropped),
        (Some((word, why)), nothing, _) => (word, nothing.or(why)),
        (None, Some(nothing), _) => unknown(nothing),
        (None, None, Some(promise)) => {
            let judged = judge(promise);
            (judged.word, judged.why)
        }
        (None, None, None) => unknown(Why::Before),
    };
    let untold = matches!(why, Some(Why::NotRead(_) | Why::Dropped | Why::Before));
    let stands = early.is_none() && !untold;
    let on = aim.promise.as_ref().and_then(|promise| promise.on);
    Verdict {
        word,
        why,
        judged_on: on.filter(|_| stands),
        ..counts
    }
}

/// What became of the accounts of a list.
pub fn of_list(ledger: &Ledger, aim: &Aim, deed: &Deed, known: &Horizon) -> Option<Effect> {
    let reach = known.reach;
    let last = last_day(aim, reach);
    let first = first_month(aim, deed, last);
    // Who left the day after the list's must be on file, else the sides are no longer who they seem.
    let untold = (known.losses > aim.day.plus(1)).then_some(Why::LossesSince(known.losses));
    // Who was gone before it was done did not leave after it.
    let after = first.is_ok().then_some(last).filter(|_| untold.is_none());
    let sides = Sides::of(ledger, aim, aim.day);
    let (touched, others) = sides.on(ledger, after);
    let p = judging::chance_of_list(touched, others).map(chance);
    let counts = Verdict {
        touched: Some(touched),
        others: Some(others),
        drawn: aim.is_drawn(),
        p,
        paid: sides.paid(ledger, aim.day, after),
        ..Verdict::default()
    };
    let verdict = match (touched.accounts, others.accounts) {
        (0, _) => Verdict {
            why: Some(Why::Nobody),
            ..counts
        },
        (_, 0) => Verdict {
            why: Some(Why::AllTouched),
            ..counts
        },
        _ if untold.is_some() && !deed.dropped => Verdict {
            why: untold,
            ..counts
        },
        _ => settled(aim, counts, first.err(), reach, |promise| {
            let whole = is_whole(ledger, aim, promise);
            judging::list(touched, others, aim.is_drawn(), whole)
        }),
    };
    let accounts = aim.touched().count() as u64;
    let effect = Effect::new(aim, deed, verdict, (accounts, after))?;
    Some(Effect {
        not_counted: Sides::not_counted(ledger, aim),
        ..effect
    })
}

/// Whether both sides are as large as was promised, those counted that were active as far as anybody knew when the
/// list was made: who turns out to have left between then and the list's day takes no verdict away.
fn is_whole(ledger: &Ledger, aim: &Aim, promise: &Promise) -> bool {
    let made = promise.reach.map_or(aim.day, |reach| reach.min(aim.day));
    let then = Sides::of(ledger, aim, made);
    let reached = |found: usize, promised| judging::is_reached(found as u64, promised);
    reached(then.touched.len(), promise.touched) && reached(then.others.len(), promise.others)
}

/// What became of a theme.
pub fn of_theme(
    months: &mut Months<'_>,
    aim: &Aim,
    deed: &Deed,
    known: &Horizon,
) -> Option<Effect> {
    let book = months.evidence().book();
    let number = aim.theme.and_then(|theme| book.theme_of(theme));
    let chosen = aim.promise.as_ref().and_then(|promise| promise.chosen);
    let last = last_day(aim, known.reach);
    let first = first_month(aim, deed, last);
    let after = |month: Period| whole(month.first().max(known.losses), last);
    let after = first.map_or_else(|_| Vec::new(), after);
    let spans = number.zip(chosen).map(|(theme, chosen)| BeforeAfter {
        before: months.span(theme, &months_before(chosen, known), true),
        after: months.span(theme, &after, false),
    });
    let both = spans.and_then(|spans| spans.before.zip(spans.after));
    let p = both.and_then(|(before, after)| judging::chance_of_theme(&before, &after));
    let counts = Verdict {
        p: p.map(chance),
        theme: spans,
        ..Verdict::default()
    };
    let other = aim.theme != deed.theme
        && known_theme(months, aim.theme) != known_theme(months, deed.theme);
    let verdict = if other {
        Verdict {
            why: Some(Why::OtherTheme),
            ..counts
        }
    } else {
        let unread = months.unread(&after);
        settled(aim, counts, first.err(), known.reach, |promise| {
            match (unread, both) {
                (Some(texts), _) => JudgedEffect {
                    word: EffectWord::Unknown,
                    why: Some(Why::NotRead(texts)),
                },
                (None, Some((before, after))) => {
                    let whole = judging::is_reached(after.account_months, promise.account_months);
                    judging::theme(&before, &after, whole)
                }
                (None, None) => JudgedEffect {
                    word: EffectWord::TooFew,
                    why: None,
                },
            }
        })
    };
    Effect::new(aim, deed, verdict, (0, None))
}

fn known_theme(months: &Months<'_>, theme: Option<TagId>) -> Option<usize> {
    theme.and_then(|theme| months.evidence().book().theme_of(theme))
}
