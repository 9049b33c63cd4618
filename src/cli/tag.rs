//! `churnroom tag`: the codebook, and which tags a piece of feedback carries. Must not know screens.

use serde_json::Value;

use super::output::Shown;
use super::session::Session;
use super::typed::{OtherFields, Sets, TypedThing};
use super::{
    codebook, edit, names, tag_agreement, tag_blind, tag_evaluate, tag_export, tag_rules,
    tag_suggest, tag_take, tag_where, thing,
};
use crate::domain::change::{Field, Record, Subject};
use crate::domain::codebook::{Together, odd, same_name};
use crate::domain::failure::Failure;
use crate::domain::feedback::{Mark, Tag, TagView};
use crate::domain::field::FieldValue;
use crate::domain::ids::FeedbackId;
use crate::domain::query::Query;
use crate::exchange::shapes;

#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// All tags with how often each is used
    List,
    /// Make a tag; without a parent it is a theme
    Add {
        name: String,
        #[command(flatten)]
        others: OtherFields<Tag>,
    },
    /// Give a tag another name
    Rename {
        tag: String,
        name: String,
        /// The name it must have now, else it is a conflict
        #[arg(long, value_name = "VALUE")]
        was: Option<String>,
    },
    /// Change a tag's theme, key or description; an empty value clears
    Edit {
        tag: String,
        #[command(flatten)]
        sets: Sets<Tag>,
    },
    /// Remove a tag that nothing carries or points to
    Drop { tag: String },
    /// Put tags on a piece of feedback, or on all that a search finds
    Put(tag_where::Args),
    /// Take tags off a piece of feedback, or off all that a search finds
    Off(tag_where::Args),
    /// Mark feedback as praise, as read without a reason in it, as neither, or pin and unpin it
    Mark {
        feedback: FeedbackId,
        #[arg(value_enum)]
        mark: Marking,
    },
    /// Make a tag part of another, with everything that is linked to it
    Merge(codebook::Merge),
    /// Give some of a tag's texts to a new tag
    Split(codebook::SplitArgs),
    /// Take in a codebook that was kept as a table, as `tag list --format csv` writes one
    Import(codebook::CodebookImport),
    /// Make the tags that most reviews begin with: eight usual reasons and three questions about the first weeks
    Starter,
    /// Write the tags as a file that another room can import
    Export(tag_export::Args),
    /// Which tags suit texts that have none, by what the tags of all others teach
    Suggest(tag_suggest::Args),
    /// Words by which tags are suggested, before anything is learned
    #[command(subcommand_required = false)]
    Rules {
        #[command(subcommand)]
        verb: Option<tag_rules::Verb>,
    },
    /// Take suggestions as a list, seen first: one change, which one undo takes back
    Take(tag_take::Args),
    /// Two people tag the same texts apart, with nothing suggested; then the room settles where they differ
    #[command(subcommand)]
    Blind(tag_blind::Verb),
    /// Whether the two who tagged the last sample blind agree
    Agreement,
    /// How often tags suggested from the room's own would be right, on texts that they were not learned from
    Evaluate(tag_evaluate::Args),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Marking {
    Praise,
    NoReason,
    None,
    Pin,
    Unpin,
}

const COLUMNS: &str = "tag|theme=parent|key|#used|~what belongs here=description";

pub fn run(session: &mut Session, verb: Option<Verb>) -> Result<Shown, Failure> {
    match verb.unwrap_or(Verb::List) {
        Verb::List => {
            let tags: Vec<TagView> = session.ask(&Query::Tags)?;
            let items = tags.iter().map(|tag| shapes::tag(tag, &tags)).collect();
            let together: Vec<Together> = session.ask(&Query::Together)?;
            let odd = odd(&tags, &together).into_iter();
            let notes = odd.map(|odd| odd.line(|_| true));
            let shown = Shown::things::<Tag>(COLUMNS, items).noted(notes);
            Ok(shown.like(shapes::tag(&TagView::default(), &[])))
        }
        Verb::Add { name, others } => add(session, &name, &others),
        Verb::Rename { tag, name, was } => rename(session, &tag, &name, was.as_deref()),
        Verb::Edit { tag, sets } => {
            let id = names::tag(session, &tag)?.id;
            let shown = edit::edit(session, Subject::Tag(id), &sets)?;
            let given = letter_again(&sets, &shown.json["item"]);
            Ok(shown.noted(given))
        }
        Verb::Drop { tag } => {
            let id = names::tag(session, &tag)?.id;
            thing::removed(session, Subject::Tag(id))
        }
        Verb::Put(args) => tag_where::run(session, &args, true),
        Verb::Off(args) => tag_where::run(session, &args, false),
        Verb::Mark { feedback, mark } => set_mark(session, feedback, mark),
        Verb::Merge(args) => codebook::merge(session, &args),
        Verb::Split(args) => codebook::split(session, &args),
        Verb::Import(args) => codebook::import(session, &args),
        Verb::Starter => codebook::take_starter(session),
        Verb::Export(args) => tag_export::run(session, &args),
        Verb::Suggest(args) => tag_suggest::run(session, &args),
        Verb::Rules { verb } => tag_rules::run(session, verb),
        Verb::Take(args) => tag_take::run(session, &args),
        Verb::Blind(verb) => tag_blind::run(session, &verb),
        Verb::Agreement => tag_agreement::run(session),
        Verb::Evaluate(args) => tag_evaluate::run(session, &args),
    }
}

impl TypedThing for Tag {
    const IN_WORDS: &'static [Field] = &[Field::Name];
}

fn add(session: &mut Session, name: &str, others: &OtherFields<Tag>) -> Result<Shown, Failure> {
    session.may_create();
    let name = name.trim_start_matches('#').trim();
    if name.is_empty() {
        return Err(Failure::usage("a tag needs a name"));
    }
    if let Ok(other) = names::tag(session, name) {
        return Err(Failure::usage(has_name(&other, name)).hint(
            "names are compared without regard to case; `churnroom tag edit TAG --also` says which others a tag has",
        ));
    }
    let mut tag = Tag {
        name: name.to_owned(),
        ..Tag::default()
    };
    others.put(session, &mut tag)?;
    thing::added(session, Record::Tag(tag))
}

fn rename(
    session: &mut Session,
    tag: &str,
    name: &str,
    was: Option<&str>,
) -> Result<Shown, Failure> {
    let own = names::tag(session, tag)?;
    if let Ok(other) = names::tag(session, name)
        && other.id != own.id
    {
        let message = has_name(&other, name);
        let (from, into) = (own.name, other.name);
        return Err(Failure::usage(message).hint(format!(
            "to make one of them: `churnroom tag merge \"{from}\" \"{into}\"`"
        )));
    }
    let subject = Subject::Tag(own.id);
    let sets = Sets::<Tag>::only(Field::Name, name, was);
    edit::edit(session, subject, &sets)
}

/// That a tag whose own key was cleared has one all the same.
fn letter_again(sets: &Sets<Tag>, item: &Value) -> Option<String> {
    let cleared = sets.given(Field::Key);
    let cleared = cleared.is_some_and(|(_, text)| text.trim().is_empty());
    let key = item["key"].as_str().filter(|_| cleared)?;
    Some(format!(
        "its key is `{key}`: a tag without a key of its own is given one"
    ))
}

/// Which tag has a name already.
fn has_name(other: &Tag, name: &str) -> String {
    match same_name(&other.name, name) {
        true => format!("there is a tag `{}` already", other.name),
        false => format!(
            "`{}` is another name of the tag `{}` already",
            name.trim(),
            other.name
        ),
    }
}

fn set_mark(session: &mut Session, id: FeedbackId, mark: Marking) -> Result<Shown, Failure> {
    let subject = Subject::Feedback(id);
    let wanted = match mark {
        Marking::Praise => (Field::Mark, Some(Mark::Praise).value()),
        Marking::NoReason => (Field::Mark, Some(Mark::NoReason).value()),
        Marking::None => (Field::Mark, None::<Mark>.value()),
        Marking::Pin => (Field::Pinned, true.value()),
        Marking::Unpin => (Field::Pinned, false.value()),
    };
    let applied = edit::set(session, &[subject], |_| vec![wanted.clone()])?;
    edit::shown(session, &applied, subject)
}
