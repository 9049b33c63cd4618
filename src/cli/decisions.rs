//! `churnroom decisions`: what the team decided. A decision is a note of its own kind.
//! Must not know screens.

use serde_json::json;

use super::output::Shown;
use super::session::Session;
use super::typed::OtherFields;
use super::{names, notes, origin, thing};
use crate::domain::change::Record;
use crate::domain::entry;
use crate::domain::failure::{Code, Failure};
use crate::domain::metrics::Breakdown;
use crate::domain::money::Money;
use crate::domain::note::{Note, NoteKind, NoteView, before};
use crate::domain::query::{NoteFilter, Query};
use crate::domain::roadmap::Owner;
use crate::domain::safe::shortened;
use crate::domain::segment_since::SegmentSince;

/// Letters of a decision from before that are shown.
const SHOWN: usize = 80;

#[derive(Debug, clap::Subcommand)]
pub enum Verb {
    /// All decisions, or those of a meeting
    List(notes::NotesList),
    /// One decision
    Show { id: i64 },
    /// Write a decision down: who decided, what was rejected, who objected, whom it is asked of
    Add(DecisionAdd),
    /// What somebody says whom it is asked of
    Answer {
        id: i64,
        #[arg(required = true)]
        text: Vec<String>,
    },
    /// Change fields; an empty value clears
    Edit(notes::NoteEdit),
    /// Remove it
    Drop { id: i64 },
}

/// A new one.
#[derive(Debug, clap::Args)]
pub struct DecisionAdd {
    /// The words
    #[arg(required = true, value_name = "TEXT")]
    text: Vec<String>,
    #[command(flatten)]
    others: OtherFields<Note>,
    /// Where it comes from
    #[command(flatten)]
    origin: origin::Args,
}

pub fn run(session: &mut Session, verb: Option<Verb>) -> Result<Shown, Failure> {
    let all = || Verb::List(notes::NotesList::default());
    match verb.unwrap_or_else(all) {
        Verb::List(args) => notes::list(session, &args, &[NoteKind::Decision]),
        Verb::Show { id } => show(session, id),
        Verb::Add(args) => add(session, &args),
        Verb::Answer { id, text } => notes::answer(session, id, &text.join(" ")),
        Verb::Edit(args) => notes::change(session, &args),
        Verb::Drop { id } => notes::remove(session, id),
    }
}

fn add(session: &mut Session, args: &DecisionAdd) -> Result<Shown, Failure> {
    let mut note = notes::written(session, &args.text, &args.origin, NoteKind::Decision)?;
    ask(session, &mut note)?;
    args.others.put(session, &mut note)?;
    let all: Vec<NoteView> = session.ask(&Query::Notes(NoteFilter::decisions()))?;
    let earlier = match before(&note.origin, &all) {
        None => None,
        Some(view) => {
            let (id, text) = (view.note.id, shortened(&view.note.text, SHOWN));
            let day = view.note.at.day(session.utc_offset).long();
            let since = match since(session, view)? {
                Some(since) => format!("; {}", told(session, &since)?),
                None => String::new(),
            };
            Some(format!(
                "decided on the same before, on {day}: decision {id}, {text}{since}"
            ))
        }
    };
    let shown = thing::added(session, Record::Note(note))?;
    Ok(shown.noted(earlier))
}

/// Asks somebody whom the words name with `@`, by a day where they name one.
fn ask(session: &mut Session, note: &mut Note) -> Result<(), Failure> {
    let owners: Vec<Owner> = session.ask(&Query::Owners)?;
    entry::ask(note, session.today, &owners);
    let asked = owners.into_iter().find(|one| note.asked == Some(one.id));
    asked.map_or(Ok(()), |owner| names::who_answers(owner).map(drop))
}

/// One decision, with what was lost in its segment after it.
fn show(session: &mut Session, id: i64) -> Result<Shown, Failure> {
    let view = names::note(session, id)?;
    let mut shown = notes::show(session, id)?;
    let since = since(session, &view)?;
    shown.json["since"] = json!(since);
    Ok(match since {
        Some(since) => shown.line(told(session, &since)?),
        None => shown,
    })
}

/// `after it, Wed 7 Oct 2026 to Sat 31 Oct 2026: plan=Team, 19 of 412 accounts left, 7,420.00 lost`.
fn told(session: &mut Session, since: &SegmentSince) -> Result<String, Failure> {
    let (from, to) = (since.from.long(), since.to.long());
    let (segment, left) = (&since.segment, since.left());
    let lost = Money::of(session.currency()?.as_ref()).exact(since.lost);
    Ok(format!(
        "after it, {from} to {to}: {segment}, {left}, {lost} lost"
    ))
}

/// Nothing where it has no segment, no day after it is known, or that cannot be told.
fn since(session: &mut Session, view: &NoteView) -> Result<Option<SegmentSince>, Failure> {
    let until = session
        .extent()?
        .reach
        .map(|reach| reach.min(session.today));
    let Some(query) = SegmentSince::query(&view.note, session.utc_offset, until, None) else {
        return Ok(None);
    };
    match session.ask::<Box<Breakdown>>(&query) {
        Ok(found) => Ok(SegmentSince::of(&view.note, &found)),
        // A dimension that the room has no more.
        Err(gone) if matches!(gone.code, Code::Usage | Code::NotFound) => Ok(None),
        Err(failure) => Err(failure),
    }
}
