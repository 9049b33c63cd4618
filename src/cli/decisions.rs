//! `churnroom decisions`: what the team decided. A decision is a note of its own kind.
//! Must not know screens.

use super::notes;
use super::output::Shown;
use super::session::Session;
use crate::domain::failure::Failure;
use crate::domain::note::NoteKind;

#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// All decisions, or those of a meeting
    List(notes::NotesList),
    /// One decision
    Show { id: i64 },
    /// Write a decision down
    Add(notes::NoteAdd),
    /// Change its words
    Edit(notes::NoteEdit),
    /// Remove it
    Drop { id: i64 },
}

pub fn run(session: &mut Session, verb: Option<Verb>) -> Result<Shown, Failure> {
    let all = || Verb::List(notes::NotesList::default());
    match verb.unwrap_or_else(all) {
        Verb::List(args) => notes::list(session, &args, &[NoteKind::Decision]),
        Verb::Show { id } => notes::show(session, id),
        Verb::Add(args) => notes::add(session, &args, NoteKind::Decision),
        Verb::Edit(args) => notes::change(session, &args),
        Verb::Drop { id } => notes::remove(session, id),
    }
}
