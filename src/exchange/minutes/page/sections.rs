//! The page below its first screenful, section by section, for the format that draws: a finding, figures, drawings with
//! their tables behind them, and words. Must not know how anything is written down.

use serde::Serialize;
use serde_json::{Value, json};

use crate::domain::agenda::Section;
use crate::domain::figure::Figure;
use crate::domain::metrics::Metrics;
use crate::domain::money::{Money, count, counted};
use crate::domain::note::ActionView;
use crate::domain::sentence::capital;
use crate::domain::sort::sort_by;
use crate::domain::themes::Theme;

use super::super::Minutes;
use super::super::words;
use super::charts::{self, Drawing};
use super::tables::PageTable;
use super::{numbers, plan, said, sitting, why};

/// A section as the page shows it.
#[derive(Debug, Default, Serialize)]
pub(super) struct PageSection {
    /// By which the page finds it.
    id: &'static str,
    title: String,
    /// What there is to say of it, in a line.
    finding: String,
    /// A name, a value and more in words each.
    facts: Vec<Value>,
    /// Sentences.
    lead: Vec<Value>,
    charts: Vec<Drawing>,
    tables: Vec<PageTable>,
    /// Themes with their quotes.
    themes: Vec<Value>,
    /// Words, and what belongs to them.
    items: Vec<Value>,
}

fn page_section(section: Section, finding: String) -> PageSection {
    PageSection {
        id: section.title(),
        title: words::section(section),
        finding,
        ..PageSection::default()
    }
}

/// The sections of the meeting and what stands behind them. `page` has their words already.
pub(super) fn sections(minutes: &Minutes, money: Money<'_>, page: &Value) -> Vec<PageSection> {
    let breakdowns = minutes.end.breakdowns.iter();
    let breakdowns = breakdowns.map(|b| PageTable::from(&plan::breakdown(b, money)));
    vec![
        of_numbers(minutes, money, page),
        of_why(minutes, money, page),
        PageSection {
            items: all(page, "/roadmap", &["links", "moved", "shipped", "notes"]),
            ..page_section(Section::Roadmap, plan::shares(minutes))
        },
        PageSection {
            tables: breakdowns.collect(),
            items: all(page, "/target", &["notes"]),
            ..page_section(Section::Target, target_finding(minutes))
        },
        of_actions(minutes, money, page),
        of_sitting(minutes, page),
    ]
}

/// What stands under several names of a part, one after the other.
fn all(page: &Value, part: &str, names: &[&str]) -> Vec<Value> {
    let lists = names
        .iter()
        .filter_map(|name| page.pointer(part)?.get(name)?.as_array());
    lists.flatten().cloned().collect()
}

/// The notes of a list, each under what it is.
fn named(page: &Value, part: &str, (name, list): (&str, &str)) -> Vec<Value> {
    let notes = all(page, part, &[list]).into_iter();
    let said = |note: &Value| format!("{name}: {}", note["text"].as_str().unwrap_or_default());
    notes
        .map(|note| json!({"text": said(&note), "more": note["more"]}))
        .collect()
}

fn of_numbers(minutes: &Minutes, money: Money<'_>, page: &Value) -> PageSection {
    let review = &minutes.start.review;
    let metrics = &review.metrics;
    let (mut drawn, mut tables) = (Vec::new(), Vec::new());
    if metrics.begins() {
        let (bridge, trend) = numbers::tables(minutes, money);
        let (left, all) = metrics.left();
        let left = format!("{} of {}", count(left), count(all));
        let lost = money.whole(metrics.mrr.churn + metrics.mrr.contraction);
        drawn.extend(charts::trend(review, Figure::LogoChurn, &left, &trend));
        drawn.extend(charts::trend(review, Figure::GrossMrrChurn, &lost, &trend));
        tables.extend(drawn.is_empty().then_some(trend));
        match charts::bridge(metrics, money, &bridge) {
            Some(chart) => drawn.push(chart),
            None => tables.push(bridge),
        }
    }
    let cohorts = &minutes.start.cohorts.cohorts;
    if let Some(table) = numbers::cohorts(cohorts) {
        match charts::cohorts(cohorts, &table) {
            Some(chart) => drawn.push(chart),
            None => tables.push(table),
        }
    }
    PageSection {
        facts: all(page, "/short", &["figures"]),
        lead: all(page, "/numbers", &["words", "averages"]),
        charts: drawn,
        tables: tables.iter().map(PageTable::from).collect(),
        items: all(page, "/numbers", &["notes"]),
        ..page_section(Section::Numbers, numbers_finding(metrics, money))
    }
}

/// Which figures lie outside their range, and what the period did to the MRR.
fn numbers_finding(metrics: &Metrics, money: Money<'_>) -> String {
    if !metrics.is_told() {
        return "What was lost cannot be told.".to_owned();
    }
    let outside = |figure: &Figure| {
        let words = metrics.outside(*figure)?;
        Some(format!("{} {words}", figure.name()))
    };
    let outside: Vec<String> = Figure::ALL.iter().filter_map(outside).collect();
    let ranges = |f: &Figure| metrics.judgement(*f).and_then(|own| own.range());
    let judged = match (
        outside.is_empty(),
        Figure::ALL.iter().any(|f| ranges(f).is_some()),
    ) {
        (false, _) => format!("{}; ", outside.join("; ")),
        (true, false) => String::new(),
        (true, true) => "every figure inside its usual range; ".to_owned(),
    };
    let gained = charts::gained(metrics, money);
    capital(&format!("{judged}{gained} than at the start."))
}

fn of_why(minutes: &Minutes, money: Money<'_>, page: &Value) -> PageSection {
    let table = why::table(minutes, money);
    let chart = charts::themes(minutes, money, &table);
    let open = chart.is_none().then(|| PageTable::from(&table));
    let mut lead = vec![page["short"]["lost"].clone()];
    lead.extend(
        Some(&page["short"]["outside"])
            .filter(|words| **words != json!(""))
            .cloned(),
    );
    PageSection {
        facts: all(page, "/short", &["why"]),
        lead,
        tables: open.into_iter().collect(),
        charts: chart.into_iter().collect(),
        themes: all(page, "/why", &["discussed"]),
        items: all(page, "/why", &["notes"]),
        ..page_section(Section::Why, why_finding(&minutes.end.themes.themes))
    }
}

/// The theme with the most money, and the one with the most accounts.
fn why_finding(themes: &[Theme]) -> String {
    let Some(dearest) = themes.first().filter(|t| t.lost_mrr.0 > 0) else {
        return "No theme has lost MRR in it.".to_owned();
    };
    // Of several alike the dearest.
    let most = themes.iter().rev().max_by_key(|t| t.accounts);
    let most = most.filter(|most| most.accounts > dearest.accounts);
    let dearest = &dearest.theme;
    match most.map(|most| &most.theme) {
        Some(most) => format!("Most money was lost with {dearest}, most accounts with {most}."),
        None => format!("Most money and most accounts were lost with {dearest}."),
    }
}

/// The group that lost most against the average, of those that are large enough.
fn target_finding(minutes: &Minutes) -> String {
    let rows = minutes.end.breakdowns.iter().flat_map(|b| {
        let ranked = b.rows.iter().filter(|row| !row.too_few);
        ranked.filter_map(|row| Some((&b.by.0, &row.value, row.of_average?)))
    });
    let most = rows.max_by(|a, b| a.2.total_cmp(&b.2));
    match most.filter(|(_, _, factor)| *factor > 1.0) {
        Some((by, value, factor)) => {
            let factor = words::times(Some(factor));
            format!("Furthest above the average: {by} {value}, {factor}.")
        }
        None => "No group that is large enough lost more than the average.".to_owned(),
    }
}

fn of_actions(minutes: &Minutes, money: Money<'_>, page: &Value) -> PageSection {
    let (meeting, end) = (&minutes.meeting, &minutes.end);
    let (offset, on) = (meeting.utc_offset, sitting::last_day(meeting));
    let mut written: Vec<&ActionView> = end.actions.iter().collect();
    sort_by(&mut written, |a, b| {
        (a.action.due, a.action.id).cmp(&(b.action.due, b.action.id))
    });
    let before: Vec<&ActionView> = end.carried.iter().chain(&end.awaited).collect();
    let drawn = [
        charts::promised(&written, on, offset),
        charts::owed(&before, on, offset),
    ];
    let finding = match written.len() {
        0 => "No action was agreed.".to_owned(),
        n => {
            let first = written.iter().filter_map(|a| a.action.due).min();
            let first = first.map(|day| format!(", the first due {}", day.long()));
            format!(
                "{} agreed{}.",
                counted(n, "action"),
                first.unwrap_or_default()
            )
        }
    };
    // What is agreed is read, not looked up: these tables stand open.
    let tables = plan::action_tables(minutes, money);
    let tables = tables.iter().filter(|table| !table.rows.is_empty());
    let without = all(page, "/actions", &["without"]);
    let without = without.iter().filter_map(Value::as_str);
    let without = without.map(|theme| said(format!("Discussed, without an action: {theme}"), ""));
    let no_action = named(page, "/actions", ("No action", "no_action"));
    PageSection {
        charts: drawn.into_iter().flatten().collect(),
        tables: tables.map(PageTable::from).collect(),
        items: all(page, "/short", &["worked"])
            .iter()
            .map(worked)
            .chain(without)
            .chain(no_action)
            .chain(all(page, "/actions", &["notes"]))
            .collect(),
        ..page_section(Section::Actions, finding)
    }
}

/// What became of an action from before, as the list of all formats says it.
fn worked(told: &Value) -> Value {
    let [is, name] = ["value", "name"].map(|key| told[key].as_str().unwrap_or_default());
    json!({"text": format!("{is}: {name}"), "more": told["more"]})
}

/// Decisions and questions again in full, other notes, the time and who was there.
fn of_sitting(minutes: &Minutes, page: &Value) -> PageSection {
    let people = minutes.end.present.len() as u64;
    let teams = all(page, "/sitting", &["teams"]);
    let teams = teams
        .iter()
        .map(|team| json!({"name": team["team"], "value": "", "more": team["people"]}));
    PageSection {
        id: "meeting",
        title: "The meeting".to_owned(),
        finding: match people {
            0 => "Nobody was marked as present.".to_owned(),
            people => format!("{} were there.", words::counted(people, "person")),
        },
        facts: teams.collect(),
        lead: all(page, "/sitting", &["sittings"]),
        tables: vec![PageTable::from(&sitting::time(&minutes.meeting))],
        items: [
            named(page, "", ("Decision", "decisions")),
            named(page, "", ("Question", "questions")),
            named(page, "", ("Note", "other_notes")),
        ]
        .concat(),
        ..PageSection::default()
    }
}
