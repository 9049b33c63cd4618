//! `churnroom notes`: notes and open questions, and why a theme has no action. Must not know screens.

use serde_json::Value as Json;

use super::edit::{self, As, setting};
use super::names;
use super::origin;
use super::output::{Column, Shown};
use super::session::Session;
use super::shapes;
use crate::domain::change::{Change, Field, Record, Subject, Value};
use crate::domain::entry;
use crate::domain::failure::Failure;
use crate::domain::ids::NoteId;
use crate::domain::note::{Note, NoteKind, NoteView};
use crate::domain::query::{NoteFilter, Query};

/// Options of `notes`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Option<Verb>,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    /// Notes, questions, and why a theme has no action
    List(List),
    /// One of them
    Show { id: i64 },
    /// Write one down; a leading ? makes it an open question
    Add(Add),
    /// Answer an open question
    Answer {
        id: i64,
        #[arg(required = true)]
        text: Vec<String>,
    },
    /// Change its words
    Edit(Edit),
    /// Remove it
    Drop { id: i64 },
}

/// Which ones.
#[derive(Debug, Default, clap::Args)]
pub struct List {
    /// Of this meeting
    #[arg(long, value_name = "MEETING")]
    pub meeting: Option<String>,
    /// Only questions without an answer
    #[arg(long)]
    pub open: bool,
}

/// A new one.
#[derive(Debug, clap::Args)]
pub struct Add {
    /// The words
    #[arg(required = true, value_name = "TEXT")]
    pub text: Vec<String>,
    /// Where it comes from
    #[command(flatten)]
    pub origin: origin::Args,
    /// It says why the theme has no action
    #[arg(long, requires = "theme")]
    pub no_action: bool,
}

/// Other words.
#[derive(Debug, clap::Args)]
pub struct Edit {
    /// Its number
    pub id: i64,
    /// The new words
    #[arg(long)]
    pub text: Option<String>,
    /// The value the changed field must have now, else it is a conflict
    #[arg(long, value_name = "VALUE")]
    pub was: Option<String>,
}

const COLUMNS: &[Column] = &[
    Column::id("id", "id"),
    Column::plain("kind", "kind"),
    Column::text("words", "text"),
    Column::plain("answer", "answer"),
    Column::plain("by", "person"),
    Column::plain("theme", "from.theme"),
    Column::plain("part", "from.segment"),
    Column::plain("review of", "from.period"),
];

/// Runs it.
pub fn run(session: &mut Session, args: Args) -> Result<Shown, Failure> {
    match args.verb.unwrap_or_else(|| Verb::List(List::default())) {
        Verb::List(args) => list(
            session,
            &args,
            &[NoteKind::Note, NoteKind::Question, NoteKind::NoAction],
        ),
        Verb::Show { id } => show(session, id),
        Verb::Add(args) if args.no_action => add(session, &args, NoteKind::NoAction),
        Verb::Add(args) => add(session, &args, NoteKind::Note),
        Verb::Answer { id, text } => answer(session, id, &text.join(" ")),
        Verb::Edit(args) => change(session, &args),
        Verb::Drop { id } => remove(session, id),
    }
}

/// A list of some kinds of them.
pub fn list(session: &mut Session, args: &List, kinds: &[NoteKind]) -> Result<Shown, Failure> {
    let meeting = match &args.meeting {
        Some(name) => Some(names::meeting(session, Some(name))?.meeting.id),
        None => None,
    };
    let views: Vec<NoteView> = session.ask(&Query::Notes(NoteFilter {
        meeting,
        kinds: kinds.to_vec(),
        open: args.open,
    }))?;
    let mask = session.mask()?;
    let items = views.iter().map(|view| shapes::note(view, &mask)).collect();
    Ok(Shown::list(COLUMNS, items, None))
}

/// One of them.
pub fn show(session: &mut Session, id: i64) -> Result<Shown, Failure> {
    Ok(Shown::one(item(session, id)?))
}

fn item(session: &mut Session, id: i64) -> Result<Json, Failure> {
    let view = names::note(session, id)?;
    let mask = session.mask()?;
    Ok(shapes::note(&view, &mask))
}

/// Writes one down.
pub fn add(session: &mut Session, args: &Add, kind: NoteKind) -> Result<Shown, Failure> {
    session.may_create();
    let understood = entry::note(&args.text.join(" "), kind);
    if understood.text.is_empty() {
        return Err(Failure::usage("there are no words to write down")
            .hint("give them after `add`, in quotes"));
    }
    let note = Note {
        kind: understood.kind,
        text: understood.text,
        person: session.person.clone(),
        at: session.now,
        origin: args.origin.origin(session)?,
        ..Note::default()
    };
    let applied = session.apply(&Change::add(Record::Note(note)))?;
    let Subject::Note(NoteId(id)) = applied.subject else {
        return Err(Failure::failed("the room did not say which note it made"));
    };
    Ok(Shown::edit(&applied, item(session, id)?))
}

fn answer(session: &mut Session, id: i64, text: &str) -> Result<Shown, Failure> {
    if names::note(session, id)?.note.kind != NoteKind::Question {
        return Err(Failure::usage(format!("note {id} is not a question"))
            .hint("see `churnroom notes list --open`"));
    }
    let settings = [setting(Field::Answer, As::Text, &Some(text.to_owned()))];
    set(session, id, &settings, None)
}

/// Changes the words of one.
pub fn change(session: &mut Session, args: &Edit) -> Result<Shown, Failure> {
    let settings = [setting(Field::Text, As::Name, &args.text)];
    set(session, args.id, &settings, args.was.as_deref())
}

fn set(
    session: &mut Session,
    id: i64,
    settings: &[edit::Setting],
    was: Option<&str>,
) -> Result<Shown, Failure> {
    let current = |session: &mut Session, field: Field| -> Result<Value, Failure> {
        let note = names::note(session, id)?.note;
        Ok(match field {
            Field::Answer => note.answer.into(),
            _ => note.text.into(),
        })
    };
    let applied = edit::edit(session, Subject::Note(NoteId(id)), settings, was, &current)?;
    Ok(Shown::edit(&applied, item(session, id)?))
}

/// Removes one.
pub fn remove(session: &mut Session, id: i64) -> Result<Shown, Failure> {
    let view = names::note(session, id)?;
    let item = item(session, id)?;
    let applied = session.apply(&Change::Remove(Box::new(Record::Note(view.note))))?;
    Ok(Shown::edit(&applied, item))
}
