//! `churnroom tag put` and `tag off`: tags on one text, or on all that a search finds, as one change.
//! Must not know how texts are found.

use serde_json::json;

use super::output::Shown;
use super::session::Session;
use super::{ask, edit, names};
use crate::domain::change::{Applied, Change, Member, Subject};
use crate::domain::failure::Failure;
use crate::domain::feedback::{FeedbackView, Tag};
use crate::domain::ids::FeedbackId;
use crate::domain::money::{Money, counted};
use crate::domain::page::Page;
use crate::domain::query::{FeedbackFilter, Query};
use crate::domain::sought::Sought;

/// More texts than these are asked about before they are changed.
const FEW: usize = 10;

const PAGE: u32 = 1_000;

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
    let tags = names::all(tags, |name| names::tag(session, name))?;
    let members = tags.iter().map(|tag| Member::Tagged {
        feedback,
        tag: tag.id,
    });
    let subject = Subject::Feedback(feedback);
    let applied = edit::belong(session, subject, members, on)?;
    edit::shown(session, &applied, subject)
}

fn found(session: &mut Session, search: &str, args: &Args, on: bool) -> Result<Shown, Failure> {
    if Sought::read(search).is_empty() {
        return Err(Failure::usage("--where says nothing to look for")
            .hint("give words or fields, such as 'source:ticket -refund'"));
    }
    let tags = names::all(&args.words, |name| names::tag(session, name))?;
    let (texts, members) = looked_up(session, search, &tags, on)?;
    let mut of: Vec<FeedbackId> = members.iter().map(|(feedback, _)| *feedback).collect();
    of.dedup();
    let named: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
    let named = named.join(", ");
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
    let applied = applied(session, &members, on)?;
    let item = json!({"found": texts, "changed": of.len(), "tags": tags_of(&tags)});
    let shown = Shown::edit(&applied, item);
    Ok(match applied.change.0 {
        0 => shown.line(format!("{found} found, none {state} {named}")),
        _ => shown.line(format!("{found} found, {changed} changed")),
    })
}

fn tags_of(tags: &[Tag]) -> Vec<&str> {
    tags.iter().map(|tag| tag.name.as_str()).collect()
}

/// How many texts are found, and which tags are to go on which of them, or off.
type Found = (usize, Vec<(FeedbackId, Member)>);

fn looked_up(
    session: &mut Session,
    search: &str,
    tags: &[Tag],
    on: bool,
) -> Result<Found, Failure> {
    let (mut texts, mut members, mut after) = (0, Vec::new(), None);
    loop {
        let page: Page<FeedbackView> = session.ask(&Query::Feedback {
            filter: FeedbackFilter {
                words: search.to_owned(),
                ..FeedbackFilter::default()
            },
            after,
            limit: PAGE,
        })?;
        texts += page.items.len();
        for view in &page.items {
            let feedback = view.feedback.id;
            let has = |tag: &&Tag| view.tags.iter().any(|of| of.id == tag.id) != on;
            let member = |tag: &Tag| {
                (
                    feedback,
                    Member::Tagged {
                        feedback,
                        tag: tag.id,
                    },
                )
            };
            members.extend(tags.iter().filter(has).map(member));
        }
        after = page.next;
        if after.is_none() {
            return Ok((texts, members));
        }
    }
}

/// All of it as one change, which one undo takes back.
fn applied(
    session: &mut Session,
    members: &[(FeedbackId, Member)],
    on: bool,
) -> Result<Applied, Failure> {
    let Some((first, _)) = members.first() else {
        return Ok(edit::unchanged(Subject::Room));
    };
    let change = if on { Change::Join } else { Change::Leave };
    let members = members.iter().map(|(_, member)| *member);
    let done = session.apply(&Change::All(members.map(change).collect()))?;
    Ok(Applied {
        subject: Subject::Feedback(*first),
        ..done
    })
}
