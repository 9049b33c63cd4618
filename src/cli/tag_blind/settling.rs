//! Where two people who tagged blind differ, and what the room says then. Must not know how agreement is counted.

use serde_json::json;

use super::{Said, bare, last, must_be_drawn, open, said, words};
use crate::cli::output::{Block, Shown, Table};
use crate::cli::session::Session;
use crate::cli::{edit, names};
use crate::domain::blind::{Blind, Words};
use crate::domain::change::{Applied, Change, Field, Member, Subject};
use crate::domain::failure::Failure;
use crate::domain::feedback::TagView;
use crate::domain::field::Held;
use crate::domain::ids::FeedbackId;
use crate::domain::money::counted;
use crate::domain::query::{Query, TrustQuery};
use crate::domain::suggest::suggested::{Suggested, Suggestions};
use crate::domain::word::Word;
use crate::exchange::shapes;

pub fn settle(session: &mut Session, text: FeedbackId, args: &Said) -> Result<Shown, Failure> {
    let blind = open(session)?;
    must_be_drawn(&blind, text)?;
    if blind.both(text).is_none() {
        return Err(Failure::usage("not both have tagged this text yet")
            .hint("`churnroom tag blind settle` lists those that can be settled"));
    }
    let words = words(session, args)?;
    settled(session, &blind, &[(text, words)])
}

pub fn settle_agreed(session: &mut Session) -> Result<Shown, Failure> {
    let blind = open(session)?;
    let agreed = blind.to_settle().filter(|(_, same)| *same);
    let agreed = agreed.filter_map(|(text, _)| Some((text, blind.both(text)?[0].clone())));
    let agreed: Vec<(FeedbackId, Words)> = agreed.collect();
    settled(session, &blind, &agreed)
}

/// What the room says texts are: it is kept as such, and they are tagged so.
fn settled(
    session: &mut Session,
    blind: &Blind,
    texts: &[(FeedbackId, Words)],
) -> Result<Shown, Failure> {
    let mut changes = Vec::new();
    for (text, words) in texts {
        let right = right(session, *text, words)?;
        let view = names::feedback(session, *text)?;
        let was = blind.said(*text, "").cloned();
        // Measured once: what is tagged since teaches.
        let right = was.as_ref().map_or(right, |was| was.right);
        let before = was.iter().flat_map(|was| was.tags.clone());
        let gone = before.filter(|tag| !words.tags.contains(tag));
        let member = |tag| Member::Tagged {
            feedback: *text,
            tag,
        };
        changes.extend(gone.map(|tag| Change::Leave(member(tag))));
        changes.extend(words.tags.iter().map(|tag| Change::Join(member(*tag))));
        let (mark, now) = (view.feedback.mark.value(), words.mark.value());
        if mark != now {
            changes.push(Change::set(
                Subject::Feedback(*text),
                Field::Mark,
                mark,
                now,
            ));
        }
        let words = Words {
            right,
            ..words.clone()
        };
        changes.insert(0, said(blind, *text, "", was, Some(words)));
    }
    let applied = match texts.first() {
        None => edit::unchanged(Subject::Room),
        Some((first, _)) => Applied {
            subject: Subject::Feedback(*first),
            ..session.apply(&Change::All(changes))?
        },
    };
    let shown = Shown::edit(&applied, json!({"settled": texts.len()}));
    Ok(shown.line(format!("{} settled", counted(texts.len(), "text"))))
}

/// Whether what is suggested first would have been right, and one of the first three; `None` where nothing is.
fn right(
    session: &mut Session,
    text: FeedbackId,
    words: &Words,
) -> Result<Option<[bool; 2]>, Failure> {
    let found: Suggestions = session.ask(&Query::Trust(TrustQuery::Suggested {
        texts: vec![text],
        wait: true,
        hidden: true,
    }))?;
    let learned = |one: &&Suggested| one.chance.is_some();
    let all = found.texts.iter().flat_map(|one| &one.suggested);
    let right: Vec<bool> = all.filter(learned).map(|one| words.has(one.what)).collect();
    let first = right.first().copied();
    Ok(first.map(|first| [first, right.contains(&true)]))
}

pub fn to_settle(session: &mut Session) -> Result<Shown, Failure> {
    let blind = last(session)?;
    let tags: Vec<TagView> = session.ask(&Query::Tags)?;
    let [one, other] = &blind.sample.coders;
    let mut table = Table::new([">id", one.as_str(), other.as_str(), "~text"]);
    let (mut items, mut same) = (Vec::new(), 0);
    for (text, agreed) in blind.to_settle() {
        same += usize::from(agreed);
        let Some(both) = blind.both(text).filter(|_| !agreed) else {
            continue;
        };
        let view = names::feedback(session, text)?;
        let each = both.map(|words| named(words, &tags));
        table.row([
            text.named(),
            each[0].join(", "),
            each[1].join(", "),
            view.feedback.text.clone(),
        ]);
        let mut item = bare(&view);
        item["said"] = json!([{"coder": one, "tags": each[0]}, {"coder": other, "tags": each[1]}]);
        items.push(item);
    }
    let json = json!({"agreed": same, "items": items, "next": null});
    let shown = Shown::value(json).with(Block::Table(table));
    Ok(shown.note(format!(
        "both say the same of {} more; settle those: churnroom tag blind settle --agreed",
        counted(same, "text")
    )))
}

/// What somebody said, in words.
fn named(words: &Words, tags: &[TagView]) -> Vec<String> {
    let own = words.tags.iter().map(|tag| shapes::tag_name(*tag, tags));
    let mark = words.mark.map(|mark| mark.word().to_owned());
    own.chain(mark).collect()
}
