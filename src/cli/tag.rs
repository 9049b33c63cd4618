//! `churnroom tag`: the codebook, and which tags a piece of feedback carries. Must not know screens.

use serde_json::Value as Json;

use super::edit::{self, As, setting};
use super::output::{Column, Shown};
use super::session::Session;
use super::{feedback, names, shapes, tag_export};
use crate::domain::change::{Change, Field, Member, Record, Subject, Value};
use crate::domain::failure::Failure;
use crate::domain::feedback::{Mark, Tag, TagView};
use crate::domain::ids::{FeedbackId, TagId};
use crate::domain::query::Query;
use crate::domain::word::Word;

/// Options of `tag`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// All tags with how often each is used
    List,
    /// Make a tag; without a parent it is a theme
    Add {
        name: String,
        /// The theme it rolls up into
        #[arg(long, value_name = "THEME")]
        parent: Option<String>,
        /// The letter or digit that sets it on the tagging screen
        #[arg(long, value_name = "KEY")]
        key: Option<String>,
        /// What belongs here and what does not
        #[arg(long, value_name = "TEXT")]
        description: Option<String>,
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
        #[arg(long, value_name = "THEME")]
        parent: Option<String>,
        #[arg(long, value_name = "KEY")]
        key: Option<String>,
        #[arg(long, value_name = "TEXT")]
        description: Option<String>,
        /// The value the changed field must have now, else it is a conflict
        #[arg(long, value_name = "VALUE")]
        was: Option<String>,
    },
    /// Remove a tag, from all feedback too
    Drop { tag: String },
    /// Put tags on a piece of feedback
    Put {
        feedback: i64,
        #[arg(required = true)]
        tags: Vec<String>,
    },
    /// Take tags off a piece of feedback
    Off {
        feedback: i64,
        #[arg(required = true)]
        tags: Vec<String>,
    },
    /// Mark feedback as praise, as read without a reason in it, as neither, or pin and unpin it
    Mark {
        feedback: i64,
        #[arg(value_enum)]
        mark: Marking,
    },
    /// Write the tags as a file that another room can import
    Export(tag_export::Args),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Marking {
    Praise,
    NoReason,
    None,
    Pin,
    Unpin,
}

const COLUMNS: &[Column] = &[
    Column::plain("tag", "tag"),
    Column::plain("theme", "parent"),
    Column::plain("key", "key"),
    Column::count("used", "used"),
    Column::text("what belongs here", "description"),
];

/// Runs it.
pub fn run(session: &mut Session, args: Args) -> Result<Shown, Failure> {
    match args.verb.unwrap_or(Verb::List) {
        Verb::List => {
            let tags: Vec<TagView> = session.ask(&Query::Tags)?;
            let items = tags.iter().map(|tag| shapes::tag(tag, &tags)).collect();
            Ok(Shown::list(COLUMNS, items, None))
        }
        Verb::Add {
            name,
            parent,
            key,
            description,
        } => add(session, name, parent, key, description),
        Verb::Rename { tag, name, was } => {
            let settings = [setting(Field::Name, As::Name, &Some(name))];
            change(session, &tag, &settings, was.as_deref())
        }
        Verb::Edit {
            tag,
            parent,
            key,
            description,
            was,
        } => {
            let settings = [
                setting(Field::Parent, As::Tag, &parent),
                setting(Field::Key, As::Text, &key),
                setting(Field::Description, As::Text, &description),
            ];
            change(session, &tag, &settings, was.as_deref())
        }
        Verb::Drop { tag } => remove(session, &tag),
        Verb::Put { feedback, tags } => put(session, feedback, &tags, true),
        Verb::Off { feedback, tags } => put(session, feedback, &tags, false),
        Verb::Mark { feedback, mark } => set_mark(session, feedback, mark),
        Verb::Export(args) => tag_export::run(session, &args),
    }
}

fn item(session: &mut Session, id: TagId) -> Result<Json, Failure> {
    let tags: Vec<TagView> = session.ask(&Query::Tags)?;
    let found = tags.iter().find(|view| view.tag.id == id);
    found
        .map(|view| shapes::tag(view, &tags))
        .ok_or_else(|| Failure::not_found(format!("tag {id} is gone")))
}

fn add(
    session: &mut Session,
    name: String,
    parent: Option<String>,
    key: Option<String>,
    description: Option<String>,
) -> Result<Shown, Failure> {
    session.may_create();
    let name = name.trim_start_matches('#').trim().to_owned();
    if name.is_empty() {
        return Err(Failure::usage("a tag needs a name"));
    }
    if names::tag(session, &name).is_ok() {
        return Err(Failure::usage(format!("there is a tag `{name}` already"))
            .hint("names are compared without regard to case"));
    }
    let parent = match parent {
        Some(theme) => Some(names::theme(session, &theme)?.id),
        None => None,
    };
    let applied = session.apply(&Change::add(Record::Tag(Tag {
        id: TagId(0),
        name,
        parent,
        description: description.unwrap_or_default(),
        key: key.unwrap_or_default(),
    })))?;
    let Subject::Tag(id) = applied.subject else {
        return Err(Failure::failed("the room did not say which tag it made"));
    };
    Ok(Shown::edit(&applied, item(session, id)?))
}

fn change(
    session: &mut Session,
    tag: &str,
    settings: &[edit::Setting],
    was: Option<&str>,
) -> Result<Shown, Failure> {
    let id = names::tag(session, tag)?.id;
    let applied = edit::edit(
        session,
        Subject::Tag(id),
        settings,
        was,
        &|session, field| {
            let tags: Vec<TagView> = session.ask(&Query::Tags)?;
            let tag = tags
                .into_iter()
                .map(|view| view.tag)
                .find(|tag| tag.id == id);
            let tag = tag.ok_or_else(|| Failure::not_found(format!("tag {id} is gone")))?;
            Ok(match field {
                Field::Name => tag.name.into(),
                Field::Parent => tag.parent.map(|parent| parent.0).into(),
                Field::Key => tag.key.into(),
                Field::Description => tag.description.into(),
                _ => Value::None,
            })
        },
    )?;
    Ok(Shown::edit(&applied, item(session, id)?))
}

fn remove(session: &mut Session, name: &str) -> Result<Shown, Failure> {
    let tag = names::tag(session, name)?;
    let item = item(session, tag.id)?;
    let applied = session.apply(&Change::Remove(Box::new(Record::Tag(tag))))?;
    Ok(Shown::edit(&applied, item))
}

fn put(session: &mut Session, id: i64, tags: &[String], on: bool) -> Result<Shown, Failure> {
    let feedback = names::feedback(session, id)?.feedback.id;
    let mut changes = Vec::new();
    for name in tags {
        let tag = names::tag(session, name)?.id;
        let member = Member::Tagged { feedback, tag };
        changes.push(if on {
            Change::Join(member)
        } else {
            Change::Leave(member)
        });
    }
    let applied = edit::apply_all(session, Subject::Feedback(feedback), changes)?;
    shown_feedback(session, &applied, id)
}

fn set_mark(session: &mut Session, id: i64, mark: Marking) -> Result<Shown, Failure> {
    let subject = Subject::Feedback(FeedbackId(id));
    let applied = edit::again_on_conflict(|| {
        let feedback = names::feedback(session, id)?.feedback;
        let word = |mark: Option<Mark>| Value::from(mark.map(Mark::word));
        let marked = |now: Option<Mark>| (Field::Mark, word(feedback.mark), word(now));
        let pinned = |now: bool| {
            let was = i64::from(feedback.pinned);
            (Field::Pinned, Value::Int(was), Value::Int(i64::from(now)))
        };
        let (field, was, now) = match mark {
            Marking::Praise => marked(Some(Mark::Praise)),
            Marking::NoReason => marked(Some(Mark::NoReason)),
            Marking::None => marked(None),
            Marking::Pin => pinned(true),
            Marking::Unpin => pinned(false),
        };
        let changes = if was == now {
            Vec::new()
        } else {
            vec![Change::set(subject, field, was, now)]
        };
        edit::apply_all(session, subject, changes)
    })?;
    shown_feedback(session, &applied, id)
}

fn shown_feedback(
    session: &mut Session,
    applied: &crate::domain::change::Applied,
    id: i64,
) -> Result<Shown, Failure> {
    Ok(Shown::edit(applied, feedback::item(session, id)?))
}
