//! `churnroom tag suggest`: which tags suit texts that have none, by what the room's own tags teach.
//! Must not know how anything is learned.

use serde_json::{Value, json};

use super::names;
use super::output::{Block, OutputTable, Shown};
use super::session::Session;
use crate::domain::failure::Failure;
use crate::domain::feedback::{FeedbackView, TagView, Untagged};
use crate::domain::figure::round6;
use crate::domain::ids::FeedbackId;
use crate::domain::money::{count, counted};
use crate::domain::period::Period;
use crate::domain::query::{Query, TrustQuery};
use crate::domain::suggest::suggested::{
    Lesson, OfText, Suggested, Suggestions, TagOrMark, percent,
};
use crate::domain::suggest::{LEAST, LEAST_OF_TAG};
use crate::domain::word::Word;
use crate::exchange::shapes;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Texts by their numbers [default: those that have no tag yet, in the order in which they are read]
    #[arg(value_name = "FEEDBACK")]
    texts: Vec<FeedbackId>,
    /// Only what belongs to the losses of a period, and what was received in it
    #[arg(long, conflicts_with = "texts", value_name = "PERIOD")]
    period: Option<Period>,
    /// How many at most
    #[arg(long, default_value_t = 20, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    limit: u32,
}

/// What counts as a text to learn from.
const ONCE: &str =
    "those that read alike count once, and not at all where they have no tag in common";

pub fn run(session: &mut Session, args: &Args) -> Result<Shown, Failure> {
    let views = asked(session, args)?;
    let texts = views.iter().map(|view| view.feedback.id).collect();
    let wait = true;
    let asked = Query::Trust(TrustQuery::Suggested {
        texts,
        wait,
        hidden: false,
    });
    let found: Suggestions = session.ask(&asked)?;
    let learned = match found.lesson {
        Lesson::Learned(texts) => texts,
        Lesson::TooLittle(texts) if found.texts.is_empty() => return Err(too_little(texts)),
        // Rules ask for nothing that is learned.
        Lesson::TooLittle(_) => 0,
        Lesson::UnderWay => {
            return Err(Failure::failed("suggesting tags: learning came to no end"));
        }
    };
    let tags: Vec<TagView> = session.ask(&Query::Tags)?;
    let items: Vec<Value> = views.iter().map(|view| item(view, &found, &tags)).collect();
    let note = match learned {
        0 => "too little has tags to learn from: what is suggested, rules say".to_owned(),
        learned => format!(
            "learned from {} with tags ({ONCE}); how often it is right: churnroom tag evaluate",
            counted(learned, "text")
        ),
    };
    let table = table(&views, &items);
    let json = json!({"learned_from": learned, "items": items, "next": null});
    Ok(Shown::value(json).with(Block::Table(table)).note(note))
}

/// The texts that are meant.
fn asked(session: &mut Session, args: &Args) -> Result<Vec<FeedbackView>, Failure> {
    if !args.texts.is_empty() {
        let texts = args.texts.iter();
        return texts.map(|id| names::feedback(session, *id)).collect();
    }
    let found: Untagged = session.ask(&Query::Untagged {
        period: args.period.map(|period| session.typed(period)),
        words: String::new(),
        limit: args.limit,
    })?;
    Ok(found.items.into_iter().map(|quote| quote.view).collect())
}

pub(super) fn too_little(texts: u64) -> Failure {
    let least = LEAST as u64;
    let there = counted(texts, "text");
    let message = match texts {
        0 => "no text with tags teaches anything: it has no words, or reads like others that have \
              other tags"
            .to_owned(),
        texts if texts < least => format!("{there} with tags is too little to learn from ({ONCE})"),
        _ => format!("{there} with tags, but too few tags: there is nothing to tell apart"),
    };
    Failure::usage(message).hint(format!(
        "suggestions begin with {} such texts, and two tags that {} of them have",
        count(least),
        count(LEAST_OF_TAG as u64)
    ))
}

/// A text as lists say it, with what is suggested for it.
fn item(view: &FeedbackView, found: &Suggestions, tags: &[TagView]) -> Value {
    let mut item = shapes::feedback(view);
    let own = found
        .texts
        .iter()
        .find(|one| one.feedback == view.feedback.id);
    let own = own.map_or(&[][..], |one: &OfText| &one.suggested);
    item["suggested"] = own.iter().map(|one| suggested(one, tags)).collect();
    item
}

pub(super) fn suggested(one: &Suggested, tags: &[TagView]) -> Value {
    let (tag, mark) = match one.what {
        TagOrMark::Tag(id) => {
            let tag = tags.iter().find(|tag| tag.tag.id == id);
            (tag.map(|tag| tag.tag.name.as_str()), None)
        }
        TagOrMark::Mark(mark) => (None, Some(mark.word())),
    };
    let chance = one.chance.map(round6);
    json!({"tag": tag, "mark": mark, "chance": chance, "words": one.words, "rule": one.rule})
}

fn table(views: &[FeedbackView], items: &[Value]) -> OutputTable {
    let mut table = OutputTable::new(">id|suggested|>sure|by the words|or|~text".split('|'));
    for (view, item) in views.iter().zip(items) {
        let all: Vec<&Value> = item["suggested"].as_array().into_iter().flatten().collect();
        let (first, others) = match all.split_first() {
            Some((first, others)) => (Some(*first), others),
            None => (None, &[][..]),
        };
        let others = others
            .iter()
            .map(|one| format!("{} {}", name(one), sure(one)));
        table.row([
            view.feedback.id.named(),
            first.map_or_else(|| "nothing".to_owned(), name),
            first.map_or_else(String::new, sure),
            first.map_or_else(String::new, words),
            others.collect::<Vec<_>>().join(", "),
            view.feedback.text.clone(),
        ]);
    }
    table
}

fn name(one: &Value) -> String {
    let word = one["tag"].as_str().or(one["mark"].as_str());
    word.unwrap_or_default().to_owned()
}

fn sure(one: &Value) -> String {
    let said = if one["rule"].is_null() {
        "alike"
    } else {
        "rule"
    };
    one["chance"]
        .as_f64()
        .map_or_else(|| said.to_owned(), percent)
}

fn words(one: &Value) -> String {
    if let Some(rule) = one["rule"].as_str() {
        return format!("rule: {rule}");
    }
    let words = one["words"].as_array().into_iter().flatten();
    let words = words.filter_map(Value::as_str);
    words.collect::<Vec<_>>().join(", ")
}
