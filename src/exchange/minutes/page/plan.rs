//! Sections 3 to 5 in full: links to the roadmap, the target, and who does what by when.
//! Must not know why money was lost.

use serde::Serialize;

use crate::domain::agenda::Section;
use crate::domain::field::{Field, FieldOf, Thing};
use crate::domain::frozen::NamedLink;
use crate::domain::metrics::Breakdown;
use crate::domain::money::{Cents, count, nth};
use crate::domain::note::{Action, ActionStatus, ActionView, NoteKind};
use crate::domain::roadmap::Stance;
use crate::domain::word::Word;

use super::super::Minutes;
use super::super::words::{self, Money, percent, share, times};
use super::{Said, Table, notes_of, of_kind};

/// Section 3.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Roadmap {
    shares: String,
    links: Vec<Said>,
    notes: Vec<Said>,
}

/// Section 4.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Target {
    notes: Vec<Said>,
    tables: Vec<Table>,
}

/// Section 5.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(super) struct Actions {
    tables: Vec<Table>,
    no_action: Vec<Said>,
    without: Vec<String>,
    notes: Vec<Said>,
}

/// Section 3.
pub(super) fn roadmap(minutes: &Minutes, money: &Money) -> Roadmap {
    Roadmap {
        shares: shares(minutes),
        links: minutes
            .end
            .links
            .iter()
            .map(|l| link(minutes, l, money))
            .collect(),
        notes: notes_of(minutes, Some(Section::Roadmap)),
    }
}

/// How the lost MRR stands to the roadmap; a theme that both aligns and challenges counts as challenging.
fn shares(minutes: &Minutes) -> String {
    let themes = &minutes.end.themes;
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
    let no_theme: Cents = super::why::outside_rows(&themes.outside)
        .iter()
        .map(|(_, row)| row.mrr)
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

fn link(minutes: &Minutes, link: &NamedLink, money: &Money) -> Said {
    let lost = minutes
        .end
        .themes
        .themes
        .iter()
        .find(|t| t.theme == link.theme);
    let lost = lost.map_or(Cents::ZERO, |t| t.lost_mrr);
    let theme = format!("{} ({})", link.theme, money.whole(lost));
    let text = match (link.stance, &link.item) {
        (Stance::Nothing, _) => format!("{theme}: nothing on the roadmap"),
        (stance, None) => format!("{theme} {} the priorities", stance.word()),
        (Stance::Aligns, Some(item)) => {
            format!("{theme} aligns with {} {}", item.external, item.title)
        }
        (Stance::Challenges, Some(item)) => {
            format!("{theme} challenges {} {}", item.external, item.title)
        }
    };
    let item = link.item.as_ref();
    let facts = item.map(|i| [i.status.clone(), i.target.clone(), i.owner.clone()]);
    let mut more: Vec<String> = facts
        .into_iter()
        .flatten()
        .filter(|f| !f.is_empty())
        .collect();
    if !link.made_here {
        more.push("linked before this meeting".to_owned());
    }
    let mut more = more.join(", ");
    if !link.note.is_empty() {
        let colon = if more.is_empty() { "" } else { "; " };
        more = format!("{more}{colon}{}", link.note);
    }
    Said { text, more }
}

/// Section 4.
pub(super) fn target(minutes: &Minutes, money: &Money) -> Target {
    Target {
        notes: notes_of(minutes, Some(Section::Target)),
        tables: minutes
            .end
            .breakdowns
            .iter()
            .map(|b| breakdown(b, money))
            .collect(),
    }
}

fn breakdown(breakdown: &Breakdown, money: &Money) -> Table {
    let columns = [
        breakdown.by.0.as_str(),
        "accounts",
        "churned",
        "logo churn",
        "lost MRR",
        "x average",
    ];
    let mut table = Table::new(format!("By {}", breakdown.by.0), &columns);
    for row in &breakdown.rows {
        let accounts = &row.metrics.accounts;
        let average = if row.too_few {
            "too few to rank".to_owned()
        } else {
            times(row.of_average)
        };
        table.rows.push(vec![
            row.value.clone(),
            count(accounts.opening),
            count(accounts.churned),
            percent(row.metrics.rates.logo_churn),
            money.whole(row.lost),
            average,
        ]);
    }
    table
}

/// Section 5.
pub(super) fn actions(minutes: &Minutes, money: &Money) -> Actions {
    let end = &minutes.end;
    // Minutes of before have the effect alone: a text that came later has a column only where one is written.
    let written =
        |row: &FieldOf<Action>| end.actions.iter().any(|a| !row.text(&a.action).is_empty());
    let texts: Vec<_> = Action::texts()
        .filter(|row| row.is.field == Field::Effect || written(row))
        .collect();
    let mut heads = vec!["what", "who", "when", "from"];
    heads.extend(texts.iter().map(|row| row.is.head()));
    heads.push("standing");
    let mut new = Table::new("New", &heads);
    new.rows.extend(end.actions.iter().map(|a| {
        let mut cells = cells(a);
        cells.extend(texts.iter().map(|row| row.text(&a.action)));
        cells.push(a.action.status.word().to_owned());
        cells
    }));
    let mut carried = Table::new(
        "Carried over",
        &[
            "what",
            "who",
            "when",
            "from",
            "standing",
            "what happened after it",
        ],
    );
    carried.rows.extend(end.carried.iter().map(|a| {
        let mut cells = cells(a);
        let moved = super::head::after_it(a, &minutes.start.effects, money);
        let times = match a.carried {
            n if n > 1 && a.action.status == ActionStatus::Open => {
                format!(", for the {} time", nth(n))
            }
            _ => String::new(),
        };
        let standing = format!("{}{times}", super::head::standing(a));
        cells.extend([standing, moved.unwrap_or_default()]);
        cells
    }));
    let tables = [new, carried].into_iter().filter(|t| !t.rows.is_empty());
    Actions {
        tables: tables.collect(),
        no_action: of_kind(minutes, NoteKind::NoAction),
        without: without(minutes),
        notes: notes_of(minutes, Some(Section::Actions)),
    }
}

fn cells(action: &ActionView) -> Vec<String> {
    let owner = action.owner.as_ref();
    let who = match owner {
        Some(owner) if action.with.is_empty() => words::with_team(owner),
        _ => words::who(action),
    };
    let when = action
        .action
        .due
        .map_or_else(|| "no day yet".to_owned(), |d| d.long());
    vec![
        action.action.what.clone(),
        who,
        when,
        words::from(&action.from),
    ]
}

/// Discussed themes with neither an action nor a written reason for having none.
fn without(minutes: &Minutes) -> Vec<String> {
    let end = &minutes.end;
    let acted = end.actions.iter().chain(&end.carried);
    let mut seen: Vec<&str> = acted.filter_map(|a| a.from.theme.as_deref()).collect();
    let excused = end
        .notes
        .iter()
        .filter(|n| n.note.kind == NoteKind::NoAction);
    seen.extend(excused.filter_map(|n| n.from.theme.as_deref()));
    let left = end.discussed.iter().filter(|t| !seen.contains(&t.as_str()));
    left.cloned().collect()
}
