//! Where two people who tagged blind differ, and what the room says then. Must not know how agreement is counted.

use serde_json::json;

use super::{BlindSaid, bare, last, must_be_drawn, words};
use crate::cli::output::{Block, OutputTable, Shown};
use crate::cli::session::Session;
use crate::cli::{edit, names};
use crate::domain::blind::{Blind, CoderWords};
use crate::domain::change::{Applied, Change, Subject};
use crate::domain::failure::Failure;
use crate::domain::feedback::TagView;
use crate::domain::ids::FeedbackId;
use crate::domain::money::counted;
use crate::domain::query::{Query, TrustQuery};
use crate::domain::suggest::suggested::{Suggested, Suggestions};
use crate::domain::word::Word;
use crate::exchange::shapes;

pub fn settle(session: &mut Session, text: FeedbackId, args: &BlindSaid) -> Result<Shown, Failure> {
    let blind = last(session)?;
    must_be_drawn(&blind, text)?;
    if blind.both(text).is_none() {
        return Err(Failure::usage("not both have tagged this text yet")
            .hint("`churnroom tag blind settle` lists those that can be settled"));
    }
    let words = words(session, args)?;
    settled(session, &blind, &[(text, words)])
}

pub fn settle_agreed(session: &mut Session) -> Result<Shown, Failure> {
    let blind = last(session)?;
    let agreed = blind.agreed().map(|(text, words)| (text, words.clone()));
    let agreed: Vec<(FeedbackId, CoderWords)> = agreed.collect();
    settled(session, &blind, &agreed)
}

/// What the room says texts are: it is kept as such, and they are tagged so.
fn settled(
    session: &mut Session,
    blind: &Blind,
    texts: &[(FeedbackId, CoderWords)],
) -> Result<Shown, Failure> {
    let mut changes = Vec::new();
    for (text, words) in texts {
        let right = match blind.said(*text, "") {
            // Measured once, of what was settled then: what is tagged since teaches.
            Some(was) => was.right.filter(|_| was.says(words)),
            // Since it is over everybody sees what is suggested.
            None if blind.sample.over => None,
            None => words.right(&hidden(session, *text)?),
        };
        let now = CoderWords {
            right,
            ..words.clone()
        };
        changes.push(blind.saying(*text, "", Some(now)).change());
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

/// What is suggested for a text where nobody sees it.
fn hidden(session: &mut Session, text: FeedbackId) -> Result<Vec<Suggested>, Failure> {
    let found: Suggestions = session.ask(&Query::Trust(TrustQuery::Suggested {
        texts: vec![text],
        wait: true,
        hidden: true,
    }))?;
    let all = found.texts.into_iter();
    Ok(all.flat_map(|one| one.suggested).collect())
}

pub fn to_settle(session: &mut Session) -> Result<Shown, Failure> {
    let blind = last(session)?;
    let tags: Vec<TagView> = session.ask(&Query::Tags)?;
    let [one, other] = &blind.sample.coders;
    let mut table = OutputTable::new([">id", one.as_str(), other.as_str(), "~text"]);
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
        let mut item = bare(view);
        item["said"] = json!([{"coder": one, "tags": each[0]}, {"coder": other, "tags": each[1]}]);
        items.push(item);
    }
    let json = json!({"agreed": same, "items": items, "next": null});
    let shown = Shown::value(json).with(Block::Table(table));
    let note = match same {
        0 => "nothing else is to be settled".to_owned(),
        same => format!(
            "both say the same of {} more; settle those: churnroom tag blind settle --agreed",
            counted(same, "text")
        ),
    };
    Ok(shown.note(note))
}

/// What somebody said, in words.
fn named(words: &CoderWords, tags: &[TagView]) -> Vec<String> {
    let own = words.tags.iter().map(|tag| shapes::tag_name(*tag, tags));
    let mark = words.mark.map(|mark| mark.word().to_owned());
    own.chain(mark).collect()
}
