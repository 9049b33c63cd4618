//! `churnroom tag put` and `tag off`: tags on one text, or on all that a search finds, as one change.
//! Must not know how texts are found.

use serde_json::json;

use super::output::Shown;
use super::session::Session;
use super::{ask, edit, names};
use crate::domain::asking::each_piece;
use crate::domain::change::{Applied, Change, Member, Subject};
use crate::domain::failure::Failure;
use crate::domain::feedback::Tag;
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::money::{Money, counted};
use crate::domain::query::FeedbackFilter;
use crate::domain::sought::Sought;

/// More texts than these are asked about before they are changed.
const FEW: usize = 10;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The number of the feedback and then the tags; with --where only the tags
    #[arg(required = true, value_name = "FEEDBACK TAG")]
    words: Vec<String>,
    /// All texts that are found by this, as in `churnroom find`: 'source:ticket reason:"too expensive"'
    #[arg(long = "where", value_name = "SEARCH")]
    search: Option<String>,
    /// Do not ask, however many texts are found
    #[arg(long, requires = "search")]
    yes: bool,
}

/// Puts tags on, or takes them off.
pub fn run(session: &mut Session, args: &Args, on: bool) -> Result<Shown, Failure> {
    match &args.search {
        Some(search) => found(session, search, args, on),
        None => one(session, &args.words, on),
    }
}

fn one(session: &mut Session, words: &[String], on: bool) -> Result<Shown, Failure> {
    let usage = |message: String| {
        Failure::usage(message)
            .hint("write the number of a text and then its tags, or the tags alone with --where")
    };
    let Some((id, tags)) = words.split_first() else {
        return Err(usage("no feedback is named".to_owned()));
    };
    let id: FeedbackId = id
        .parse()
        .map_err(|why| usage(format!("`{id}` is no feedback: {why}")))?;
    if tags.is_empty() {
        return Err(usage("no tag is named".to_owned()));
    }
    let feedback = names::feedback(session, id)?.feedback.id;
    let tags = named(session, tags, on)?;
    let members = tags.iter().map(|tag| Member::Tagged {
        feedback,
        tag: tag.id,
    });
    let subject = Subject::Feedback(feedback);
    let applied = edit::belong(session, subject, members, on)?;
    edit::shown(session, &applied, subject)
}

/// The tags that are meant; an archived one can be taken off only.
fn named(session: &mut Session, words: &[String], on: bool) -> Result<Vec<Tag>, Failure> {
    names::all(words, |name| match on {
        true => names::offered_tag(session, name),
        false => names::tag(session, name),
    })
}

fn found(session: &mut Session, search: &str, args: &Args, on: bool) -> Result<Shown, Failure> {
    if Sought::read(search).is_empty() {
        return Err(Failure::usage("--where says nothing to look for")
            .hint("give words or fields, such as 'source:ticket -refund'"));
    }
    let tags = named(session, &args.words, on)?;
    let (texts, wanted) = looked_up(session, search, &tags, on)?;
    let mut of: Vec<FeedbackId> = wanted.iter().map(|(feedback, _)| *feedback).collect();
    of.dedup();
    let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
    let named = names.join(", ");
    let (verb, state) = if on {
        ("put", "without")
    } else {
        ("take", "with")
    };
    let (found, changed) = (counted(texts, "text"), counted(of.len(), "text"));
    let would = Shown::default().line(format!("{found} found, {changed} {state} {named}"));
    let side = if on { "on" } else { "off" };
    let question = format!("{verb} {named} {side} {changed}?");
    let money = session.currency()?;
    if of.len() > FEW {
        ask::agreed(&would, Money::of(money.as_ref()), &question, args.yes)?;
    }
    let applied = applied(session, &wanted, on)?;
    let item = json!({"found": texts, "changed": of.len(), "tags": names});
    let shown = Shown::edit(&applied, item);
    Ok(match applied.change.0 {
        0 => shown.line(format!("{found} found, none {state} {named}")),
        _ => shown.line(format!("{found} found, {changed} changed")),
    })
}

/// A text and a tag of it.
type TextTagging = (FeedbackId, TagId);

/// How many texts are found, and on which of them a tag is to go on, or off.
type FoundTexts = (usize, Vec<TextTagging>);

fn looked_up(
    session: &mut Session,
    search: &str,
    tags: &[Tag],
    on: bool,
) -> Result<FoundTexts, Failure> {
    let filter = FeedbackFilter {
        words: search.to_owned(),
        ..FeedbackFilter::default()
    };
    let (mut texts, mut wanted) = (0, Vec::new());
    each_piece(&mut |query| session.answer(&query), &filter, |view| {
        texts += 1;
        let feedback = view.feedback.id;
        let lacks = |tag: &&Tag| view.tags.iter().any(|of| of.id == tag.id) != on;
        let each = tags.iter().filter(lacks);
        wanted.extend(each.map(|tag| (feedback, tag.id)));
    })?;
    Ok((texts, wanted))
}

/// All of it as one change, which one undo takes back.
fn applied(session: &mut Session, wanted: &[TextTagging], on: bool) -> Result<Applied, Failure> {
    let Some((first, _)) = wanted.first() else {
        return Ok(edit::unchanged(Subject::Room));
    };
    let change = if on { Change::Join } else { Change::Leave };
    let members = wanted.iter();
    let members = members.map(|&(feedback, tag)| Member::Tagged { feedback, tag });
    let done = session.apply(&Change::All(members.map(change).collect()))?;
    Ok(Applied {
        subject: Subject::Feedback(*first),
        ..done
    })
}
