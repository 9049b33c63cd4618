//! `churnroom tag agreement`: whether two people who tagged the same texts blind agree. Must not know how it is counted.

use serde_json::{Value as Json, json};

use super::output::{Block, OutputTable, Shown};
use super::session::Session;
use super::tag_blind::{last, shape};
use crate::domain::agreement::OfTag;
use crate::domain::blind::{Label, words};
use crate::domain::failure::Failure;
use crate::domain::feedback::{Mark, TagView};
use crate::domain::figure::round6;
use crate::domain::money::count;
use crate::domain::query::Query;
use crate::domain::word::Word;
use crate::exchange::shapes;

pub fn run(session: &mut Session) -> Result<Shown, Failure> {
    let blind = last(session)?;
    let tags: Vec<TagView> = session.ask(&Query::Tags)?;
    let found = blind.agreement();
    let [of, first, three] = blind.suggested_right();
    let settled = blind.said.iter().filter(|one| one.by.is_empty()).count();
    let mut table = OutputTable::new("both said|>texts|>of those either did|>by luck".split('|'));
    for tag in &found.tags {
        table.row([
            name(tag.tag, &tags),
            count(tag.both),
            count(tag.either()),
            words::luck(tag.by_luck),
        ]);
    }
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
    let shown = Shown::value(json)
        .line(blind.said_same())
        .with(Block::Table(table));
    Ok(shown.line(blind.said_right()))
}

fn of_tag(of: &OfTag<Label>, tags: &[TagView]) -> Json {
    json!({
        "said": name(of.tag, tags),
        "both": of.both,
        "either": of.either(),
        "each": of.each,
        "by_luck": round6(of.by_luck),
        "positive_agreement": of.positive().map(round6),
    })
}

fn name(value: Label, tags: &[TagView]) -> String {
    match value {
        Label::Tag(tag) => shapes::tag_name(tag, tags),
        Label::Praise => Mark::Praise.word().to_owned(),
        Label::NoReason => Mark::NoReason.word().to_owned(),
    }
}
