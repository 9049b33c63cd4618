//! What somebody who was not there has to know, in the order they ask: the judgement, what was lost, why, what is asked
//! of them, what was decided and changed. Must not know any format.

use serde_json::{Value, json};

use crate::domain::figure::Figure;
use crate::domain::gate;
use crate::domain::goals;
use crate::domain::losses::is_read;
use crate::domain::metrics::Dimension;
use crate::domain::money::{Cents, Money, count, share};
use crate::domain::note::{ActionStatus, ActionView, NoteKind, NoteView};
use crate::domain::sentence::capital;
use crate::domain::sort::{sort, sort_by_key};
use crate::domain::themes::{Theme, Themes};
use crate::domain::usual::NOT_THEN;

use super::super::Minutes;
use super::super::words::{cut, not_over, percent, who};
use super::charts::{one_account, spark, stands, told};
use super::figures::not_told;
use super::sitting::last_day;
use super::{row, said};

/// Characters of the quote that speaks for the main cause.
const QUOTE: usize = 190;
/// Actions from before whose fate is told in it.
const LAST: usize = 6;

/// The judgement, what was lost, and the main cause with one quote.
pub(super) fn front(minutes: &Minutes, money: Money<'_>) -> Value {
    json!({
        "held": held(minutes),
        "judgement": judgement(minutes, money),
        "lost": lost(minutes, money),
        "lost_more": lost_more(minutes, money),
        "goals": goals_told(minutes),
        "cause": cause(minutes, money),
        "quote": quote(minutes, money),
        "asked": asked(minutes),
        "changed": super::changed::changed(minutes),
        "last": last_time(minutes),
        "last_rows": last_rows(minutes),
    })
}

/// `Last time: 3 of 5 done, 1 late`.
fn last_time(minutes: &Minutes) -> String {
    let carried: Vec<&ActionView> = minutes.end.carried.iter().collect();
    match carried.is_empty() {
        true => "Nothing was owed.".to_owned(),
        false => told(&carried, last_day(&minutes.meeting)),
    }
}

/// What became of each action from before; who did it and whether it worked.
fn last_rows(minutes: &Minutes) -> Vec<Value> {
    let on = last_day(&minutes.meeting);
    let row = |action: &ActionView| {
        let (state, look) = stands(action, on);
        let day = action.action.closed.or(action.action.due);
        let day = day.map(|day| format!(" {}", day.short()));
        let said = action
            .action
            .room_says()
            .filter(|_| minutes.start.findings.is_some());
        json!({
            "name": format!("{}{}", capital(state), day.unwrap_or_default()), "look": look,
            "who": who(action), "text": cut(&action.action.what, 120), "more": said.unwrap_or_default(),
        })
    };
    let in_time = |a: &ActionView| gate::late(&a.action, on).is_none();
    let mut all: Vec<&ActionView> = minutes.end.carried.iter().collect();
    sort_by_key(&mut all, |a| {
        (in_time(a), a.action.status != ActionStatus::Open)
    });
    all.into_iter().take(LAST).map(row).collect()
}

/// The day it was held, and whether it is over and names are covered.
fn held(minutes: &Minutes) -> String {
    let day = minutes.meeting.started.day(minutes.meeting.utc_offset);
    let state = not_over(&minutes.meeting);
    let state = state.map_or_else(String::new, |words| format!(" · {words}"));
    let masked = if minutes.masked {
        " · names masked"
    } else {
        ""
    };
    format!("held {}{state}{masked}", day.long())
}

/// One sentence from the figures: whether the loss was usual, how much it was, and what was said most of it.
pub(super) fn judgement(minutes: &Minutes, money: Money<'_>) -> String {
    let (metrics, themes) = (&minutes.start.review.metrics, &minutes.end.themes);
    let period = metrics.period;
    if not_told(minutes).is_some() || themes.unknown.losses || !metrics.is_told() {
        return format!("What {} lost cannot be told.", period.long());
    }
    if themes.lost.mrr == Cents::ZERO {
        return format!("Nothing was lost in {}.", period.long());
    }
    let lost = format!("{} of MRR lost", money.whole(themes.lost.mrr));
    let figure = Figure::GrossMrrChurn;
    let range = metrics.judgement(figure).and_then(|own| own.range());
    let said = match metrics.outside(figure) {
        Some(words) => format!("{}: {lost}", capital(&words)),
        None if range.is_some() => format!("A usual {}: {lost}", period.kind()),
        None => lost,
    };
    format!("{said}, {}.", named(minutes))
}

/// What was said most of the loss: a theme that is named by much of it, or that nobody knows.
fn named(minutes: &Minutes) -> String {
    let themes = &minutes.end.themes;
    let part = |mrr: Cents| mrr.0 as f64 / themes.lost.mrr.0 as f64;
    let (unread, unsaid) = (themes.outside.not_tagged, themes.outside.nobody_said_why);
    if let Some(share) = too_much_unread(themes) {
        let much = if part(unread.mrr) > 0.5 {
            "most"
        } else {
            &share
        };
        return format!("{much} of it not tagged yet");
    }
    match themes.themes.first() {
        Some(top) if part(top.lost_mrr) >= 0.2 => {
            let much = match part(top.lost_mrr) {
                0.5..0.6 => "over half".to_owned(),
                0.99.. => "all".to_owned(),
                part => format!("{:.0} %", part * 100.0),
            };
            format!("{} named by {much} of it", top.theme)
        }
        _ if part(unsaid.mrr) > 0.5 => "and nobody said why for most of it".to_owned(),
        Some(_) | None => "with no theme that stands out".to_owned(),
    }
}

/// How many left and what part of the MRR was lost, each with its past.
fn lost(minutes: &Minutes, money: Money<'_>) -> Vec<Value> {
    let review = &minutes.start.review;
    let metrics = &review.metrics;
    if not_told(minutes).is_some() {
        return Vec::new();
    }
    let (left, all) = metrics.left();
    let rates = &metrics.rates;
    let mrr = metrics.mrr.churn + metrics.mrr.contraction;
    let row = |name: &str, figure: Figure, value: String, rate: String| {
        let judged = metrics.judgement(figure);
        let usual = metrics.usual(figure);
        // Since when it is judged anew stands below.
        let usual = usual.map(|words| words.split(" since ").next().unwrap_or_default().to_owned());
        let outside = judged.filter(|own| own.word.outside());
        let look = outside
            .and_then(|own| own.better)
            .map(|better| match better {
                true => "better",
                false => "worse",
            });
        let unjudged = match (review.before_ranges(), metrics.ranges_from()) {
            (true, _) => format!("usual range {NOT_THEN}"),
            (false, Some(from)) => format!("usual ranges from {}", from.short()),
            (false, None) => String::new(),
        };
        json!({
            "name": name, "value": value, "rate": rate, "look": look.unwrap_or_default(),
            "usual": usual.unwrap_or(unjudged), "spark": spark(review, figure),
        })
    };
    let value = match all {
        0 => "nobody".to_owned(),
        all => format!("{} of {}", count(left), count(all)),
    };
    vec![
        row("Left", Figure::LogoChurn, value, percent(rates.logo_churn)),
        row(
            "Lost MRR",
            Figure::GrossMrrChurn,
            percent(rates.gross_mrr_churn),
            money.whole(mrr),
        ),
    ]
}

/// `6 left, €1,934; 4 shrank, €964. Goal 3.5 %, missed by 0.5 pp.`
fn lost_more(minutes: &Minutes, money: Money<'_>) -> String {
    let review = &minutes.start.review;
    let (accounts, mrr) = (&review.metrics.accounts, &review.metrics.mrr);
    if let Some(words) = review.metrics.not_told() {
        return capital(&format!("{words}."));
    }
    let parts = [
        (accounts.churned, "left", mrr.churn),
        (accounts.shrank, "shrank", mrr.contraction),
    ];
    let parts = parts.into_iter().filter(|(n, _, _)| *n > 0);
    let parts: Vec<String> = parts
        .map(|(n, word, sum)| format!("{} {word}, {}", count(n), money.whole(sum)))
        .collect();
    let lost = match parts.is_empty() {
        true => "Nobody left or shrank".to_owned(),
        false => parts.join("; "),
    };
    format!("{lost}. {}.", goals_told(minutes))
}

/// Whether the goals for what is lost were met.
fn goals_told(minutes: &Minutes) -> String {
    let review = &minutes.start.review;
    let goals: Vec<String> = [Figure::LogoChurn, Figure::GrossMrrChurn]
        .into_iter()
        .filter_map(|figure| Some((figure, goals::of(&review.goals, figure)?)))
        .map(|(figure, goal)| format!("{} {}", figure.name(), goal.words(&review.metrics)))
        .collect();
    match (goals.is_empty(), review.goals.is_empty()) {
        (false, _) => goals.join("; "),
        (true, true) => "No goal is set".to_owned(),
        (true, false) => "No goal for what is lost".to_owned(),
    }
}

/// What of the loss nobody has tagged yet, where that is so much that no cause can be told.
fn too_much_unread(themes: &Themes) -> Option<String> {
    let (lost, unread) = (themes.lost.mrr, themes.outside.not_tagged.mrr);
    (!is_read(lost, unread)).then(|| share(unread, lost))
}

/// The dearest theme, where what was lost is known and read.
fn top(minutes: &Minutes) -> Option<&Theme> {
    let themes = &minutes.end.themes;
    let told = !themes.unknown.losses && too_much_unread(themes).is_none();
    let first = themes.themes.first();
    first.filter(|top| top.lost_mrr.0 > 0 && told)
}

/// What the main cause cost, and who else says so.
fn cause(minutes: &Minutes, money: Money<'_>) -> Value {
    let Some(top) = top(minutes) else {
        let unread = too_much_unread(&minutes.end.themes);
        let unread = unread.filter(|_| !minutes.end.themes.unknown.losses);
        let words = unread.map(|share| format!("Cannot be told: {share} of it is not tagged yet."));
        return said(words.unwrap_or_default(), "");
    };
    let part = share(top.lost_mrr, minutes.end.themes.lost.mrr);
    let text = format!(
        "{}: {} of it, {part}.",
        top.theme,
        money.whole(top.lost_mrr)
    );
    let mut more = Vec::new();
    more.extend(one_account(minutes, top, money).map(|words| format!("{words}.")));
    if top.exposed_accounts > 0 {
        let (n, sum) = (count(top.exposed_accounts), money.whole(top.exposed_mrr));
        more.push(match top.exposed_accounts {
            1 => format!("1 account that still pays {sum} says the same."),
            _ => format!("{n} accounts that still pay {sum} say the same."),
        });
    }
    said(text, more.join(" "))
}

/// The first quote of the main cause that has words.
fn quote(minutes: &Minutes, money: Money<'_>) -> Value {
    let theme = top(minutes).map(|top| top.theme.as_str());
    let of = minutes
        .end
        .quotes
        .iter()
        .filter(|q| Some(q.theme.as_str()) == theme);
    let mut spoken = of.flat_map(|q| &q.quotes);
    let Some(quote) = spoken.find(|q| !q.view.feedback.text.trim().is_empty()) else {
        return said("", "");
    };
    let text = cut(quote.view.feedback.text.trim(), QUOTE);
    let mut by: Vec<String> = quote.view.account.iter().map(|a| a.name.clone()).collect();
    if quote.lost.0 > 0 {
        let left = quote.lost == quote.opening;
        by.push(if left { "left" } else { "pays less" }.to_owned());
        by.push(format!("{} a month", money.whole(quote.lost)));
    }
    said(format!("“{text}”"), by.join(", "))
}

/// Decisions that wait for the answer of somebody who was not there, those of before first; open questions; and those
/// who were given work and were not there.
fn asked(minutes: &Minutes) -> Vec<Value> {
    let own = minutes.end.notes.iter();
    let (own, before) = (own.filter(|view| view.note.waits()), &minutes.end.questions);
    let of = |view: &NoteView| Some(row(view.asked_whom()?, &view.note.text));
    let decisions = before.iter().chain(own.clone()).filter_map(of);
    let mut rows: Vec<Value> = decisions.collect();
    let questions = own.chain(before.iter()).filter(|view| view.asked.is_none());
    rows.extend(questions.map(|view| row(format!("{} asks", view.note.person), &view.note.text)));
    let there = |id| minutes.end.present.iter().any(|owner| owner.id == id);
    let actions = minutes.end.actions.iter();
    let open = actions.filter(|a| a.action.status == ActionStatus::Open);
    let given = open.flat_map(|a| a.owner.iter().chain(&a.with));
    let absent = given.filter(|owner| !there(owner.id));
    let mut absent: Vec<String> = absent.map(|owner| owner.name.clone()).collect();
    sort(&mut absent);
    absent.dedup();
    if !absent.is_empty() {
        let text = format!("{}: see who does what", and(&absent));
        rows.push(row("Not there".to_owned(), &text));
    }
    rows
}

/// `Aoife, Ben and Sam`.
fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// What was decided, each beside what it is about; what is asked of somebody stands there until they have answered.
pub(super) fn decided(minutes: &Minutes) -> Vec<Value> {
    let notes = minutes.end.notes.iter();
    let decisions = notes.filter(|n| n.note.kind == NoteKind::Decision && !n.note.waits());
    decisions
        .map(|view| row(about(view), &view.note.text))
        .collect()
}

/// What a note is about, in a word or two: a cell of a breakdown, a theme, an item, or the section it was written in.
fn about(view: &NoteView) -> String {
    let from = &view.from;
    if let Some((_, cell)) = Dimension::of_cell(&from.segment) {
        return cell;
    }
    let named = [&from.theme, &from.item, &from.account];
    let section = || from.section.map(|s| s.title().to_owned());
    let named = named.into_iter().flatten().next().cloned();
    named.or_else(section).unwrap_or_default()
}
