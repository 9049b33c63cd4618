//! `churnroom risk`: active accounts at risk by MRR exposed, by the rules and by what was learned, with how good
//! that is. Must not know how either is worked out.

use serde_json::{Value, json};

use super::metrics::{ahead, percent};
use super::output::{Block, OutputTable, Shown};
use super::session::Session;
use crate::domain::failure::Failure;
use crate::domain::figure::round6;
use crate::domain::meeting::MeetingView;
use crate::domain::money::{Cents, Money, by_count, count, counted};
use crate::domain::outlook::{AtRisk, RiskList};
use crate::domain::query::Query;
use crate::domain::risk::{BackTest, RiskLesson};
use crate::domain::signs::State;
use crate::domain::tally::Sum;
use crate::domain::warned::Warned;
use crate::exchange::shapes;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// How many accounts
    #[arg(long, default_value_t = 50, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=100_000))]
    limit: u32,
    /// What became of the lists of accounts at risk that meetings have kept
    #[arg(long)]
    record: bool,
}

pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let warned: Box<Warned> = session.ask(&Query::Warned)?;
    let currency = session.currency()?;
    let amounts = Money::of(currency.as_ref());
    let money = |amount: Cents| amounts.exact(amount);
    if args.record {
        let meetings: Vec<MeetingView> = session.ask(&Query::Meetings)?;
        return Ok(record_of(&warned, &meetings, money));
    }
    let limit = args.limit;
    let found: Box<RiskList> = session.ask(&Query::Risk { limit })?;
    let items: Vec<Value> = found.items.iter().map(shape).collect();
    let mut shown = Shown::value(json!({
        "as_of": found.as_of,
        "since_last_review": warned.since,
        "active": found.active,
        "exposed": found.exposed,
        "by_rules": found.by_rules,
        "by_learned_risk": found.by_risk,
        "states": states(&found),
        "learned": lesson(&found),
        "ahead": ahead::sums(&found.ahead),
        "items": items,
        "next": null,
    }));
    shown.records = Some(items.iter().map(record).collect());
    let since = warned.since.as_ref();
    shown = shown.lines(since.map(|since| {
        let period = since.period.long();
        format!(
            "since the review of {period}: {}, by what is dated",
            since.words(money)
        )
    }));
    shown = shown.lines(head(&found, amounts));
    if !items.is_empty() {
        shown = shown.line("").with(Block::Table(table(&found, amounts)));
    }
    let hidden = found.exposed.accounts.saturating_sub(items.len() as u64);
    if hidden > 0 && limit > 0 {
        shown = shown.note(format!("{} more: --limit N", count(hidden)));
    }
    Ok(shown.line("").lines(learned(&found.lesson)))
}

/// Every list that was kept, with what became of it. Of a period that was reviewed twice each says on which day.
fn record_of(warned: &Warned, meetings: &[MeetingView], money: impl Fn(Cents) -> String) -> Shown {
    let record = &warned.record;
    let mut shown = Shown::value(json!({ "items": record, "next": null }));
    shown.records = Some(record.iter().map(|outcome| json!(outcome)).collect());
    if record.is_empty() {
        return shown.line(
            "no review has kept a list of accounts at risk that anything could have become of yet",
        );
    }
    for outcome in record {
        let (period, until) = (outcome.period.long(), outcome.until.long());
        let twice = record
            .iter()
            .any(|other| other.period == outcome.period && other.meeting != outcome.meeting);
        let meeting = meetings.iter().map(|view| &view.meeting);
        let mut meeting = meeting.filter(|one| twice && one.id == outcome.meeting);
        let held = meeting.next().map_or_else(String::new, |one| {
            let day = one.started.day(one.utc_offset).long();
            format!(", reviewed on {day} (meeting {})", one.id)
        });
        shown = shown.line(format!("{period}{held}, until {until}"));
        let words = outcome.words(&money);
        shown = shown.lines(words.iter().map(|words| format!("  {words}")));
    }
    shown
}

/// One account in the shape of every command that shows one.
pub fn shape(item: &AtRisk) -> Value {
    let mut value = shapes::brief(&item.account);
    value["owner"] = shapes::said(&item.owner);
    value["state"] = json!(item.state);
    value["reasons"] = json!(item.reasons);
    value["risk"] = json!(item.risk);
    value["risk_reasons"] = json!(item.why);
    value
}

/// For a spreadsheet: lists of reasons as one text, for they have commas and semicolons of their own.
fn record(item: &Value) -> Value {
    let mut record = item.clone();
    for list in ["reasons", "risk_reasons"] {
        let texts = item[list].as_array().into_iter().flatten();
        let texts: Vec<&str> = texts.filter_map(Value::as_str).collect();
        record[list] = texts.join("; ").into();
    }
    record
}

fn states(found: &RiskList) -> Value {
    let mut states = json!({});
    for (state, exposure) in State::ALL.iter().zip(found.states) {
        if let Ok(Value::String(name)) = serde_json::to_value(state) {
            states[name] = json!(exposure);
        }
    }
    states
}

/// What was learned. Without a risk to show there is a sentence in `hidden`.
fn lesson(found: &RiskList) -> Value {
    let lesson = &found.lesson;
    let test = |test: &BackTest| {
        let mut bands = test.bands.clone();
        for band in &mut bands {
            band.expected = round6(band.expected);
        }
        json!({
            "accounts": test.accounts, "left": test.left, "auc": round6(test.auc),
            "auc_low": round6(test.auc_low), "auc_high": round6(test.auc_high),
            "top_accounts": test.top_accounts, "top_left": test.top_left,
            "precision_top_tenth": round6(test.precision()), "calibration": bands,
        })
    };
    let [back, later] = [&lesson.test, &lesson.later].map(|found| found.as_ref().map(test));
    json!({
        "hidden": lesson.hidden, "cut": lesson.cut, "days": lesson.days, "active": lesson.active,
        "left": lesson.left, "trained": lesson.trained, "columns": lesson.columns,
        "left_out": lesson.left_out, "back_test": back, "later_test": later,
        "later_needs": lesson.later_needs, "warnings": lesson.warnings, "listed_from": found.high,
    })
}

fn head(found: &RiskList, money: Money<'_>) -> Vec<String> {
    let Some(day) = found.as_of else {
        return vec!["nobody pays yet, so nobody is at risk".to_owned()];
    };
    let of = |part: Sum| {
        let (accounts, mrr) = (counted(part.accounts, "account"), money.number(part.mrr));
        format!("{accounts}, {mrr} MRR")
    };
    let (exposed, active) = (of(found.exposed), of(found.active));
    let states = State::ALL.iter().zip(found.states).rev();
    let told = |(state, part): (&State, Sum)| format!("{} {}", state.words(), count(part.accounts));
    let states: Vec<String> = states.map(told).collect();
    let mut lines = vec![
        format!("{day} · at risk: {exposed} of {active}"),
        format!("by the rules (see `signs`): {}", states.join(", ")),
    ];
    if !found.ahead.items.is_empty() {
        let mut known = ahead::told(&found.ahead);
        known.push("(metrics --ahead lists them)".to_owned());
        lines.splice(0..0, known);
    }
    lines
}

fn table(found: &RiskList, money: Money<'_>) -> OutputTable {
    let mut table = OutputTable::new([
        "id", "name", "plan", ">MRR", "owner", "state", ">learned", "~reasons",
    ]);
    for item in &found.items {
        let account = &item.account;
        let reasons = item.reasons.iter().chain(&item.why);
        let reasons: Vec<&str> = reasons.map(String::as_str).collect();
        table.row([
            account.external.clone(),
            account.name.clone(),
            account.plan.clone(),
            money.number(account.mrr),
            item.owner.clone(),
            item.state.words().to_owned(),
            item.risk
                .map(|risk| percent(Some(risk)))
                .unwrap_or_default(),
            reasons.join("; "),
        ]);
    }
    table
}

/// What was learned, in sentences.
fn learned(lesson: &RiskLesson) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(cut) = lesson.cut {
        lines.push(format!(
            "learned: of {} active on {cut}, {} {} gone {} later",
            counted(lesson.active, "account"),
            count(lesson.left),
            by_count(lesson.left, "was", "were"),
            counted(lesson.days.unsigned_abs(), "day")
        ));
        let columns = lesson.columns.join(", ");
        lines.push(format!(
            "  from {columns} (columns as they stand now, for they have no date)"
        ));
    }
    let hidden = lesson.hidden.iter();
    lines.extend(hidden.map(|why| format!("no learned risk is shown: {why}")));
    if let Some(test) = lesson.test.as_ref().filter(|_| lesson.hidden.is_none()) {
        lines.extend(tested(test));
    }
    if lesson.cut.is_some() {
        lines.extend(lesson.later_words());
    }
    let warnings = lesson.warnings.iter();
    lines.extend(warnings.map(|words| format!("beware: {words}")));
    let out = lesson.left_out.iter();
    lines.extend(out.map(|out| format!("  left out: {}: {}", out.column, out.why)));
    lines
}

fn tested(test: &BackTest) -> Vec<String> {
    let mut lines = vec![
        format!(
            "back-test on {} accounts held out, {} of whom left: AUC {:.3} (95 % interval {:.3} to {:.3}; 0.5 is chance)",
            count(test.accounts),
            count(test.left),
            test.auc,
            test.auc_low,
            test.auc_high
        ),
        format!(
            "  of the tenth it called riskiest {} left ({} of {}), of all {}",
            percent(Some(test.precision())),
            count(test.top_left),
            count(test.top_accounts),
            percent(Some(test.base()))
        ),
    ];
    lines.extend(test.bands.iter().map(|band| format!("  {}", band.words())));
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::risk::Band;

    /// How many should have left is a number of accounts, no chance.
    #[test]
    fn a_band_says_how_many_accounts_were_expected() {
        let band = Band {
            accounts: 311,
            expected: 125.887_976_4,
            left: 128,
            ..Band::default()
        };
        let test = BackTest {
            bands: vec![band],
            ..BackTest::default()
        };
        let mut found = RiskList::default();
        found.lesson.test = Some(test);
        let said = &lesson(&found)["back_test"]["calibration"][0];
        assert_eq!(
            (&said["expected"], &said["left"]),
            (&json!(125.887_976), &json!(128))
        );
    }
}
