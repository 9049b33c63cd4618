//! `churnroom notes`: notes and open questions, and why a theme has no action. Must not know screens.

use super::names::{self, of};
use super::output::Shown;
use super::session::Session;
use super::typed::{Sets, TypedThing};
use super::{edit, origin, thing};
use crate::domain::change::{Field, Record, Subject, Value};
use crate::domain::entry;
use crate::domain::failure::Failure;
use crate::domain::note::{Note, NoteKind, NoteView};
use crate::domain::query::{NoteFilter, Query};
use crate::exchange::shapes;

#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// Notes, questions, and why a theme has no action
    List(NotesList),
    /// One of them
    Show { id: i64 },
    /// Write one down; a leading ? makes it an open question
    Add(NoteAdd),
    /// Answer an open question
    Answer {
        id: i64,
        #[arg(required = true)]
        text: Vec<String>,
    },
    /// Change its words
    Edit(NoteEdit),
    /// Remove it
    Drop { id: i64 },
}

#[derive(Debug, Default, clap::Args)]
pub struct NotesList {
    /// Of this meeting
    #[arg(long, value_name = "MEETING")]
    pub meeting: Option<String>,
    /// Only those that wait for an answer
    #[arg(long)]
    pub open: bool,
}

/// A new one.
#[derive(Debug, clap::Args)]
pub struct NoteAdd {
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
pub struct NoteEdit {
    /// Its number
    pub id: i64,
    /// What is changed
    #[command(flatten)]
    pub sets: Sets<Note>,
}

impl TypedThing for Note {
    const IN_WORDS: &'static [Field] = &[Field::Text];
}

const COLUMNS: &str = ">id|kind|~words=text|answer|by=person|theme=from.theme|part=from.segment|review of=from.period";

/// All that are no decisions.
const KINDS: [NoteKind; 3] = [NoteKind::Note, NoteKind::Question, NoteKind::NoAction];

pub fn run(session: &mut Session, verb: Option<Verb>) -> Result<Shown, Failure> {
    match verb.unwrap_or_else(|| Verb::List(NotesList::default())) {
        Verb::List(args) => list(session, &args, &KINDS),
        Verb::Show { id } => show(session, id),
        Verb::Add(args) => {
            let kind = match args.no_action {
                true => NoteKind::NoAction,
                false => NoteKind::Note,
            };
            let note = written(session, &args.text, &args.origin, kind)?;
            thing::added(session, Record::Note(note))
        }
        Verb::Answer { id, text } => answer(session, id, &text.join(" ")),
        Verb::Edit(args) => change(session, &args),
        Verb::Drop { id } => remove(session, id),
    }
}

/// A list of some kinds of them.
pub fn list(session: &mut Session, args: &NotesList, kinds: &[NoteKind]) -> Result<Shown, Failure> {
    let meeting = of(&args.meeting, |name| names::meeting_id(session, name))?;
    let views: Vec<NoteView> = session.ask(&Query::Notes(NoteFilter {
        meeting,
        kinds: kinds.to_vec(),
        open: args.open,
    }))?;
    let items = views.iter().map(shapes::note).collect();
    let shown = Shown::things::<Note>(COLUMNS, items);
    Ok(shown.like(shapes::note(&NoteView::default())))
}

/// One of them.
pub fn show(session: &mut Session, id: i64) -> Result<Shown, Failure> {
    thing::shown(session, Subject::Note(id.into()))
}

/// One that is to be written down.
pub fn written(
    session: &mut Session,
    words: &[String],
    from: &origin::Args,
    kind: NoteKind,
) -> Result<Note, Failure> {
    session.may_create();
    let (kind, text) = entry::note(&words.join(" "), kind);
    if text.is_empty() {
        return Err(Failure::usage("there are no words to write down")
            .hint("give them after `add`, in quotes"));
    }
    Ok(Note {
        kind,
        text,
        person: session.person.clone(),
        at: session.now,
        origin: from.origin(session)?,
        ..Note::default()
    })
}

/// Answers a question, or a decision that is asked of somebody.
pub fn answer(session: &mut Session, id: i64, text: &str) -> Result<Shown, Failure> {
    let note = names::note(session, id)?.note;
    match note.kind {
        NoteKind::Question => {}
        NoteKind::Decision if note.asked.is_some() => {}
        NoteKind::Decision => {
            return Err(
                Failure::usage(format!("decision {id} is asked of nobody")).hint(format!(
                    "ask somebody with `churnroom decisions edit {id} --ask NAME`"
                )),
            );
        }
        NoteKind::Note | NoteKind::NoAction => {
            return Err(Failure::usage(format!("note {id} is not a question"))
                .hint("see `churnroom notes list --open`"));
        }
    }
    let subject = Subject::Note(id.into());
    let answer = [(Field::Answer, text.trim().into())];
    let applied = edit::set(session, &[subject], |_| answer.to_vec())?;
    edit::shown(session, &applied, subject)
}

/// Changes one; what is said of decisions alone cannot be said of another.
pub fn change(session: &mut Session, args: &NoteEdit) -> Result<Shown, Failure> {
    let (given, _) = args.sets.asked();
    let of_decisions = given.iter().find(|(is, _)| is.field != Field::Text);
    if let Some((is, _)) = of_decisions
        && names::note(session, args.id)?.note.kind != NoteKind::Decision
    {
        let message = format!(
            "note {} is no decision, and cannot say {}",
            args.id, is.words
        );
        return Err(Failure::usage(message).hint("see `churnroom decisions list`"));
    }
    let subject = Subject::Note(args.id.into());
    // Where nobody is asked there is no day to answer by.
    let clears = |field| {
        given
            .iter()
            .any(|(is, text)| is.field == field && text.trim().is_empty())
    };
    let names_a_day = given.iter().any(|(is, _)| is.field == Field::Due);
    let nobody = clears(Field::Asked) && !names_a_day;
    let applied = edit::put(session, subject, &args.sets, &[], |_| match nobody {
        true => vec![(Field::Due, Value::None)],
        false => Vec::new(),
    })?;
    edit::shown(session, &applied, subject)
}

/// Removes one.
pub fn remove(session: &mut Session, id: i64) -> Result<Shown, Failure> {
    thing::removed(session, Subject::Note(id.into()))
}
