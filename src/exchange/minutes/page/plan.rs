//! Sections 3 to 5 in full: links to the roadmap, the target, and who does what by when.
//! Must not know why money was lost.

use serde_json::{Value, json};

use crate::domain::agenda::Section;
use crate::domain::effect::{self, Effect};
use crate::domain::field::{Field, FieldOf, Thing};
use crate::domain::frozen::NamedLink;
use crate::domain::metrics::Breakdown;
use crate::domain::money::{Cents, Money, count, nth, share};
use crate::domain::note::{Action, ActionStatus, ActionView, NoteKind};
use crate::domain::roadmap::{RoadmapItem, Stance};
use crate::domain::subject::Subject;
use crate::domain::word::Word;

use super::super::Minutes;
use super::super::words::{self, percent, times};
use super::{MinutesTable, notes_of, of_kind, said};

/// Section 3.
pub(super) fn roadmap(minutes: &Minutes, money: Money<'_>) -> Value {
    let links = minutes.end.links.iter();
    let moved = super::changed::moved(minutes).into_iter();
    json!({
        "shares": shares(minutes),
        "links": links.map(|l| link(minutes, l, money)).collect::<Vec<_>>(),
        "moved": moved.map(|(item, words)| said(&item.external, words)).collect::<Vec<_>>(),
        "shipped": shipped(minutes, money),
        "notes": notes_of(minutes, Some(Section::Roadmap)),
    })
}

/// What shipped for some accounts, with what became of them.
fn shipped(minutes: &Minutes, money: Money<'_>) -> Vec<Value> {
    let of = |item: &RoadmapItem| {
        let effect = super::head::effect_of(item, &minutes.start)?;
        let mut more: Vec<String> = effect::words::on_list(effect, None).into_iter().collect();
        more.extend(effect::words::told(effect, ""));
        more.extend(effect::words::paid(effect, |cents| money.exact(cents)));
        Some(said(super::head::shipped(item), more.join("; ")))
    };
    minutes.start.shipped.iter().filter_map(of).collect()
}

/// How the lost MRR stands to the roadmap; a theme that both aligns and challenges counts as challenging.
pub(super) fn shares(minutes: &Minutes) -> String {
    let themes = &minutes.end.themes;
    if themes.unknown.losses {
        return "Of the lost MRR nothing can be told.".to_owned();
    }
    let stances = [Stance::Challenges, Stance::Aligns, Stance::Nothing];
    let mut sums = [Cents::ZERO; 3];
    let mut not_linked = Cents::ZERO;
    for theme in &themes.themes {
        let has = |stance: &Stance| {
            let mut links = minutes.end.links.iter();
            links.any(|l| l.theme == theme.theme && l.stance == *stance)
        };
        match stances.iter().position(has) {
            Some(at) => sums[at] += theme.lost_mrr,
            None => not_linked += theme.lost_mrr,
        }
    }
    let whole = themes.lost.mrr;
    let no_theme: Cents = themes
        .outside
        .rows()
        .map(|(_, row)| row.mrr)
        .into_iter()
        .sum();
    format!(
        "Of the lost MRR: aligns {}, challenges {}, nothing {}, not linked {}, no theme {}.",
        share(sums[1], whole),
        share(sums[0], whole),
        share(sums[2], whole),
        share(not_linked, whole),
        share(no_theme, whole)
    )
}

fn link(minutes: &Minutes, link: &NamedLink, money: Money<'_>) -> Value {
    let mut themes = minutes.end.themes.themes.iter();
    let lost = themes.find(|t| t.theme == link.theme);
    let lost = lost.map_or(Cents::ZERO, |t| t.lost_mrr);
    let theme = match minutes.end.themes.unknown.losses {
        true => link.theme.clone(),
        false => format!("{} ({})", link.theme, money.whole(lost)),
    };
    let text = match (link.stance, &link.item) {
        (Stance::Nothing, _) => format!("{theme}: nothing on the roadmap"),
        (stance, None) => format!("{theme} {} the priorities", stance.word()),
        (stance, Some(item)) => {
            let with = if stance == Stance::Aligns {
                " with"
            } else {
                ""
            };
            let (stance, key) = (stance.word(), &item.external);
            format!("{theme} {stance}{with} {key} {}", item.title)
        }
    };
    let item = link.item.as_ref();
    let facts = item.map(|i| [i.status.clone(), i.target.clone(), i.owner.clone()]);
    let facts = facts.into_iter().flatten();
    let mut more: Vec<String> = facts.filter(|f| !f.is_empty()).collect();
    if !link.made_here {
        more.push("linked before this meeting".to_owned());
    }
    let mut more = more.join(", ");
    if !link.note.is_empty() {
        let colon = if more.is_empty() { "" } else { "; " };
        more = format!("{more}{colon}{}", link.note);
    }
    said(text, more)
}

/// Section 4.
pub(super) fn target(minutes: &Minutes, money: Money<'_>) -> Value {
    let tables = minutes.end.breakdowns.iter();
    json!({
        "notes": notes_of(minutes, Some(Section::Target)),
        "tables": tables.map(|b| breakdown(b, money)).collect::<Vec<_>>(),
    })
}

pub(super) fn breakdown(breakdown: &Breakdown, money: Money<'_>) -> MinutesTable {
    let columns = "accounts|churned|logo churn|lost MRR|x average";
    let mut table = MinutesTable::new(format!("By {}", breakdown.by.0), columns);
    table.columns.insert(0, breakdown.by.0.clone());
    for row in &breakdown.rows {
        let (left, all) = row.metrics.left();
        let average = match row.too_few {
            true => "too few to rank".to_owned(),
            false => times(row.of_average),
        };
        table.rows.push(vec![
            row.value.clone(),
            count(all),
            count(left),
            percent(row.metrics.rates.logo_churn),
            money.whole(row.lost),
            average,
        ]);
    }
    table
}

/// Section 5.
pub(super) fn actions(minutes: &Minutes, money: Money<'_>) -> Value {
    let tables = action_tables(minutes, money).into_iter();
    let tables = tables.filter(|t| !t.rows.is_empty());
    json!({
        "tables": tables.collect::<Vec<_>>(),
        "no_action": of_kind(minutes, NoteKind::NoAction),
        "without": minutes.end.untied(),
        "notes": notes_of(minutes, Some(Section::Actions)),
    })
}

/// The new actions, those carried over, and those done before that whose verdict was awaited.
pub(super) fn action_tables(minutes: &Minutes, money: Money<'_>) -> [MinutesTable; 3] {
    let end = &minutes.end;
    // Minutes of before have the effect alone: a text that came later has a column only where one is written.
    let written =
        |row: &FieldOf<Action>| end.actions.iter().any(|a| !row.text(&a.action).is_empty());
    let texts: Vec<_> = Action::texts()
        .filter(|row| row.is.field == Field::Effect || written(row))
        .collect();
    let mut new = MinutesTable::new("New", "what|who|when|from");
    let heads = texts.iter().map(|row| row.is.head().to_owned());
    // Minutes of before say nothing of whom an action is for.
    let judged = (!end.results.is_empty()).then(|| "for whom".to_owned());
    new.columns
        .extend(heads.chain(judged).chain(["standing".to_owned()]));
    new.rows.extend(end.actions.iter().map(|a| {
        let mut cells = cells(a);
        cells.extend(texts.iter().map(|row| row.text(&a.action)));
        if !end.results.is_empty() {
            cells.push(for_whom(a, &end.results));
        }
        cells.push(a.action.status.word().to_owned());
        cells
    }));
    let carried = looked_back_on("Carried over", &end.carried, minutes, money);
    let awaited = looked_back_on("Done before", &end.awaited, minutes, money);
    [new, carried, awaited]
}

/// Actions of meetings before, with what became of them.
fn looked_back_on(
    title: &str,
    all: &[ActionView],
    minutes: &Minutes,
    money: Money<'_>,
) -> MinutesTable {
    let columns = "what|who|when|from|standing|what happened after it";
    let mut table = MinutesTable::new(title, columns);
    table.rows.extend(all.iter().map(|a| {
        let mut cells = cells(a);
        let moved = super::head::after_it(a, &minutes.start, money);
        // Minutes of before count from the review after the one it was written in.
        let nth_time = match minutes.end.untied {
            Some(_) => nth(a.times()),
            None => nth(a.carried),
        };
        let is_told = a.carried > 1 && a.action.status == ActionStatus::Open;
        let times = match is_told {
            true => format!(", for the {nth_time} time"),
            false => String::new(),
        };
        let standing = super::head::standing(a, &minutes.start);
        let because = match (a.action.because.as_str(), minutes.start.findings.is_some()) {
            ("", _) | (_, false) => String::new(),
            (why, true) => format!(", because {why}"),
        };
        let standing = format!("{standing}{times}{because}");
        cells.extend([standing, moved.unwrap_or_default()]);
        cells
    }));
    table
}

/// `on 12 accounts · judged from Jul 2027`.
fn for_whom(action: &ActionView, results: &[Effect]) -> String {
    let Some(effect) = Effect::among(results, Subject::Action(action.action.id)) else {
        return String::new();
    };
    let on = effect::words::on_list(effect, None);
    let judged = effect::words::judged(effect.judged_from);
    let parts: Vec<String> = on.into_iter().chain([judged]).collect();
    parts.join(" · ")
}

fn cells(action: &ActionView) -> Vec<String> {
    let who = match &action.owner {
        Some(owner) if action.with.is_empty() => owner.with_team(),
        _ => words::who(action),
    };
    let when = action.action.due.map(|d| d.long());
    let when = when.unwrap_or_else(|| "no day yet".to_owned());
    let (what, from) = (action.action.what.clone(), words::from(&action.from));
    vec![what, who, when, from]
}
