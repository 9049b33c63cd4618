//! `churnroom tag agreement`: whether two people who tagged the same texts blind agree. Must not know how it is counted.

use serde_json::{Value as Json, json};

use super::output::{Block, Shown, Table};
use super::session::Session;
use super::tag_blind::{last, shape};
use crate::domain::agreement::OfTag;
use crate::domain::blind::Value;
use crate::domain::failure::Failure;
use crate::domain::feedback::{Mark, TagView};
use crate::domain::figure::round6;
use crate::domain::money::{count, counted};
use crate::domain::query::Query;
use crate::domain::word::Word;
use crate::exchange::shapes;

pub fn run(session: &mut Session) -> Result<Shown, Failure> {
    let blind = last(session)?;
    let tags: Vec<TagView> = session.ask(&Query::Tags)?;
    let found = blind.agreement();
    let [of, first, three] = blind.suggested_right();
    let settled = blind.said.iter().filter(|one| one.by.is_empty()).count();
    let mut table = Table::new("both said|>texts|>of those either did|>by luck".split('|'));
    for tag in &found.tags {
        table.row([
            name(tag.tag, &tags),
            count(tag.both),
            count(tag.either()),
            format!("{:.0}", tag.by_luck),
        ]);
    }
    let [one, other] = &blind.sample.coders;
    let all = blind.sample.texts.len();
    let head = format!(
        "{one} and {other} both read {} of {}: they said the same of {}; by luck {:.0}",
        counted(found.texts, "text"),
        count(all as u64),
        count(found.same),
        found.by_luck
    );
    let suggested = match of {
        0 => "of what is settled nothing was suggested: how often suggestions are right is not measured yet".to_owned(),
        of => format!(
            "of {} that {} settled and that suggestions were hidden for, the first was right on {}, one of the first three on {}",
            counted(of, "text"),
            if of == 1 { "is" } else { "are" },
            count(first),
            count(three)
        ),
    };
    let mut json = shape(&blind.sample);
    shapes::extend(
        &mut json,
        json!({
            "read_by_both": found.texts,
            "same": found.same,
            "by_luck": round6(found.by_luck),
            "kappa": found.kappa.map(round6),
            "tags": found.tags.iter().map(|tag| of_tag(tag, &tags)).collect::<Vec<_>>(),
            "settled": settled,
            "suggested": {"texts": of, "first": first, "first_three": three},
        }),
    );
    let shown = Shown::value(json).line(head).with(Block::Table(table));
    Ok(shown.line(suggested))
}

fn of_tag(of: &OfTag<Value>, tags: &[TagView]) -> Json {
    json!({
        "said": name(of.tag, tags),
        "both": of.both,
        "either": of.either(),
        "each": of.each,
        "by_luck": round6(of.by_luck),
        "positive_agreement": of.positive().map(round6),
    })
}

fn name(value: Value, tags: &[TagView]) -> String {
    match value {
        Value::Tag(tag) => shapes::tag_name(tag, tags),
        Value::Praise => Mark::Praise.word().to_owned(),
        Value::NoReason => Mark::NoReason.word().to_owned(),
    }
}
