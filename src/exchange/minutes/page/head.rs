//! The first screenful: for a reader who stops there.
//! Must not know what follows it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::domain::day::Day;
use crate::domain::effect::{self, Effect};
use crate::domain::frozen::{ActionOutcome, AtStart};
use crate::domain::meeting::MeetingStatus;
use crate::domain::money::{Money, count, share};
use crate::domain::note::{ActionStatus, ActionView};
use crate::domain::roadmap::RoadmapItem;
use crate::domain::sort::sort_by_key;
use crate::domain::subject::Subject;
use crate::domain::themes::Theme;
use crate::domain::word::Word;

use super::super::Minutes;
use super::super::words::{clock, counted, cut, who, whole_words};
use super::charts::one_account;
use super::figures::{figure, figures, not_told};

/// Lines of a kind that fit the first screenful; the rest is below.
const MOST: usize = 5;
/// Themes told in it.
const THEMES: usize = 3;

/// When it was held, how long it took, who was there, how it counts, and whether it is over.
pub(super) fn held(minutes: &Minutes) -> Vec<String> {
    let metrics = &minutes.start.review.metrics;
    let currency = metrics.currency.as_ref();
    let currency = currency.map_or("no currency", |c| c.code());
    let masked = if minutes.masked {
        " · names masked"
    } else {
        ""
    };
    let counted = format!(
        "{} to {} · {} ({}) · {currency}{masked}",
        metrics.from,
        metrics.to,
        metrics.profile.counted(metrics.period),
        metrics.profile.word()
    );
    let section = super::words::section(minutes.meeting.clock.section);
    let open = match minutes.meeting.status {
        MeetingStatus::Ended => None,
        MeetingStatus::Running => Some(format!(
            "Still running, at {section}: these minutes will change."
        )),
        MeetingStatus::Adjourned => Some(format!(
            "Adjourned at {section}: it goes on another day, and these minutes will change."
        )),
    };
    let again = minutes.start.again;
    let again = again.map(|again| again.words(minutes.meeting.period));
    let held = [sat(minutes), counted].into_iter();
    held.chain(again).chain(open).collect()
}

fn sat(minutes: &Minutes) -> String {
    let meeting = &minutes.meeting;
    let (offset, last) = (meeting.utc_offset, super::sitting::last_seen(meeting));
    let (first_day, last_day) = (meeting.started.day(offset), last.day(offset));
    let until = if last_day == first_day {
        String::new()
    } else {
        format!("{}, ", last_day.long())
    };
    let present = &minutes.end.present;
    let teams: BTreeSet<&str> = present.iter().map(|o| o.team.as_str()).collect();
    let teams = teams.into_iter().filter(|t| !t.is_empty()).count();
    format!(
        "{}, {} to {until}{} · {} of {} planned · {} from {}",
        first_day.long(),
        meeting.started.hh_mm(offset),
        last.hh_mm(offset),
        clock(meeting.clock.total_used(last)),
        clock(meeting.agenda.total()),
        counted(present.len() as u64, "person"),
        counted(teams as u64, "team"),
    )
}

/// The first screenful.
pub(super) fn short(minutes: &Minutes, money: Money<'_>) -> Value {
    let decisions = super::front::decided(minutes);
    let needed = needed(minutes);
    let worked = looked_back_on(minutes);
    let items = items_judged(minutes);
    let worked: Vec<Value> = worked
        .map(|a| result(a, minutes, money))
        .chain(items)
        .collect();
    let first = |all: &[Value], most: usize| all.iter().take(most).cloned().collect::<Vec<_>>();
    json!({
        "figures": not_told(minutes).unwrap_or_else(|| figures(minutes, money)),
        "told": not_told(minutes).is_none(),
        "lost": lost(minutes, money),
        "why": why(minutes, money),
        "outside": outside(minutes, money),
        "decisions": first(&decisions, MOST),
        "decisions_below": decisions.len().saturating_sub(MOST),
        "needed": first(&needed, MOST + 1),
        "needed_below": needed.len().saturating_sub(MOST + 1),
        "worked": first(&worked, MOST),
        "worked_below": worked.len().saturating_sub(MOST),
    })
}

fn lost(minutes: &Minutes, money: Money<'_>) -> String {
    if not_told(minutes).is_some() || minutes.end.themes.unknown.losses {
        return "cannot be told".to_owned();
    }
    let lost = &minutes.end.themes.lost;
    let (mrr, accounts) = (money.whole(lost.mrr), counted(lost.accounts, "account"));
    let said = minutes.end.themes.in_hindsight();
    let said = said.map_or_else(String::new, |words| format!("; {words}"));
    format!(
        "{mrr} lost by {accounts}{}{said}",
        how(lost.left, lost.shrank)
    )
}

/// ` (4 left, 2 shrank)`, without what nobody did.
fn how(left: u64, shrank: u64) -> String {
    let parts = [(left, "left"), (shrank, "shrank")];
    let parts = parts.into_iter().filter(|(n, _)| *n > 0);
    let parts: Vec<String> = parts
        .map(|(n, word)| format!("{} {word}", count(n)))
        .collect();
    match parts.is_empty() {
        true => String::new(),
        false => format!(" ({})", parts.join(", ")),
    }
}

/// The three dearest themes; one that the room did not come to says so.
fn why(minutes: &Minutes, money: Money<'_>) -> Vec<Value> {
    let end = &minutes.end;
    let told = |t: &Theme| {
        let part = share(t.lost_mrr, end.themes.lost.mrr);
        let value = match end.themes.unknown.losses {
            true => "cannot be told".to_owned(),
            false => format!("{}, {part}", money.whole(t.lost_mrr)),
        };
        let passed = !end.discussed.is_empty() && !end.discussed.contains(&t.theme);
        let said = (t.mentions > 0).then(|| format!(", {}", counted(t.mentions, "mention")));
        let exposed = (t.exposed_accounts > 0).then(|| {
            let (n, sum) = (count(t.exposed_accounts), money.whole(t.exposed_mrr));
            format!("; {n} still pay and said so, {sum}")
        });
        let one = one_account(minutes, t, money).map(|words| format!("; {words}"));
        let passed = passed.then(|| "; not discussed".to_owned());
        let accounts = counted(t.accounts, "account");
        let first = format!("{accounts}{}", how(t.left, t.shrank));
        let more = [said, exposed, one, passed].into_iter().flatten();
        figure(&t.theme, value, more.fold(first, |all, part| all + &part))
    };
    let dear = |t: &&Theme| t.lost_mrr.0 > 0 || end.themes.unknown.losses;
    let themes = end.themes.themes.iter().filter(dear);
    themes.take(THEMES).map(told).collect()
}

fn outside(minutes: &Minutes, money: Money<'_>) -> String {
    if minutes.end.themes.unknown.losses {
        return String::new();
    }
    let rows = minutes.end.themes.outside.rows().into_iter();
    let told = rows.filter(|(_, row)| row.accounts > 0).map(|(name, row)| {
        let (mrr, accounts) = (money.whole(row.mrr), counted(row.accounts, "account"));
        format!("{name} {mrr} ({accounts})")
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        return String::new();
    }
    format!("Outside the themes: {}.", told.join(", "))
}

/// What each person owes, in the order it falls due; what nobody owes first.
pub(super) fn needed(minutes: &Minutes) -> Vec<Value> {
    let new = minutes.end.actions.iter();
    let mut open: Vec<&ActionView> = new
        .chain(&minutes.end.carried)
        .filter(|a| a.action.status == ActionStatus::Open)
        .collect();
    sort_by_key(&mut open, |a| {
        let action = &a.action;
        (
            a.owner.is_some(),
            action.due.is_none(),
            action.due,
            action.id,
        )
    });
    let owed = |a: &ActionView| {
        let due = a.action.due.map(|d| format!("by {}", d.long()));
        let due = due.unwrap_or_else(|| "when?".to_owned());
        let mut owed = figure(&who(a), whole_words(&a.action.what, 160), due);
        owed["day"] = json!(a.action.due.map_or_else(|| "when?".to_owned(), Day::short));
        owed
    };
    open.into_iter().map(owed).collect()
}

/// The actions of meetings before: those whose verdict has fallen first.
fn looked_back_on(minutes: &Minutes) -> impl Iterator<Item = &ActionView> {
    let fallen = |action: &ActionView| {
        let of = Subject::Action(action.action.id);
        let effect = Effect::among(&minutes.start.results, of);
        effect.is_some_and(|effect| effect.verdict.judged_on.is_some())
    };
    let all = minutes.end.carried.iter().chain(&minutes.end.awaited);
    let (fallen, others): (Vec<_>, Vec<_>) = all.partition(|action| fallen(action));
    fallen.into_iter().chain(others)
}

/// The shipped items whose verdict has fallen.
fn items_judged(minutes: &Minutes) -> impl Iterator<Item = Value> + '_ {
    let start = &minutes.start;
    start.shipped.iter().filter_map(|item| {
        let effect = effect_of(item, start)?;
        effect.verdict.judged_on?;
        let told = effect::words::told(effect, "");
        Some(figure(
            &shipped(item),
            effect::words::on_list(effect, None).unwrap_or_default(),
            told.join("; "),
        ))
    })
}

/// What became of what a roadmap item was for.
pub(super) fn effect_of<'a>(item: &RoadmapItem, start: &'a AtStart) -> Option<&'a Effect> {
    Effect::among(&start.results, Subject::Item(item.id))
}

/// `RPT-12 Report builder v2, shipped 3 October 2026`.
pub(super) fn shipped(item: &RoadmapItem) -> String {
    let (key, title) = (&item.external, cut(&item.title, 120));
    let on = item.shipped.map(|day| format!(", shipped {}", day.long()));
    format!("{key} {title}{}", on.unwrap_or_default())
}

/// Whether an action carried into the meeting was done, and what its theme did after it.
fn result(action: &ActionView, minutes: &Minutes, money: Money<'_>) -> Value {
    let start = &minutes.start;
    let name = format!("{} ({})", cut(&action.action.what, 120), who(action));
    let open = action.action.status == ActionStatus::Open;
    let due = action.action.due.filter(|_| open);
    let due = due.map(|day| format!("was due {}", day.long()));
    let moved = match awaited_verdict(action, minutes) {
        Some(verdict) => Some(verdict),
        None => after_it(action, start, money),
    };
    let more: Vec<String> = [due, moved].into_iter().flatten().collect();
    figure(&name, standing(action, start), more.join("; "))
}

/// Of what was done long ago and is not judged yet that alone: its counts stand below.
fn awaited_verdict(action: &ActionView, minutes: &Minutes) -> Option<String> {
    let of = action.action.id;
    let mut awaited = minutes.end.awaited.iter();
    awaited.find(|one| one.action.id == of)?;
    let effect = Effect::among(&minutes.start.results, Subject::Action(of))?;
    let early = effect.verdict.judged_on.is_none();
    early.then(|| effect::words::verdict(effect))
}

/// Where an action stands, and what the room itself says of it, in words.
pub(super) fn standing(action: &ActionView, start: &AtStart) -> &'static str {
    match (action.action.status, action.action.worked) {
        (ActionStatus::Open, _) => "still open",
        (ActionStatus::Dropped, _) => "dropped",
        (ActionStatus::Done, Some(true)) => "done, worked",
        (ActionStatus::Done, Some(false)) => "done, did not work",
        // In minutes of before there is nothing beside it that anybody could take for the room's answer.
        (ActionStatus::Done, None) if start.findings.is_none() => "done, not judged yet",
        (ActionStatus::Done, None) => "done, the room has not said whether it worked",
    }
}

/// What became of what an action was for, if that was looked at. Minutes of before have what its theme did.
pub(super) fn after_it(action: &ActionView, start: &AtStart, money: Money<'_>) -> Option<String> {
    let theme = action.from.theme.as_deref().unwrap_or("its theme");
    let of = Subject::Action(action.action.id);
    if let Some(effect) = Effect::among(&start.results, of) {
        let mut told = effect::words::told(effect, theme);
        told.extend(effect::words::paid(effect, |cents| money.exact(cents)));
        return Some(told.join("; "));
    }
    let effects = start.effects.iter();
    let effect = effects.into_iter().find(|e| e.action == action.action.id)?;
    Some(moved(theme, effect, money))
}

/// `billing: €3,410, 9 accounts in Jul 2026; €1,100, 3 accounts in Oct 2026, after it; all other themes +4 %`.
fn moved(theme: &str, effect: &ActionOutcome, money: Money<'_>) -> String {
    let mut out = format!(
        "{theme}: {}, {} in {}; {}, {} in {}, after it",
        money.whole(effect.before_mrr),
        counted(effect.before_accounts, "account"),
        effect.before.short(),
        money.whole(effect.after_mrr),
        counted(effect.after_accounts, "account"),
        effect.after.short()
    );
    if let Some(others) = effect.others {
        let percent = super::words::unsigned_zero(others * 100.0, 0);
        out.push_str(&format!("; all other themes {percent:+.0} %"));
    }
    out
}
