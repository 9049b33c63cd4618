//! `churnroom decisions`: what the team decided. A decision is a note of its own kind.
//! Must not know screens.

use serde::Serialize;
use serde_json::json;

use super::output::Shown;
use super::session::Session;
use super::typed::OtherFields;
use super::{names, notes, origin, thing};
use crate::domain::change::Record;
use crate::domain::day::Day;
use crate::domain::entry::{self, EntryContext};
use crate::domain::failure::{Code, Failure};
use crate::domain::metrics::{Breakdown, Dimension};
use crate::domain::money::{Cents, Money, part_of_accounts};
use crate::domain::note::{Note, NoteKind, NoteView, before};
use crate::domain::period::Period;
use crate::domain::query::{NoteFilter, Query};
use crate::domain::roadmap::Owner;
use crate::domain::room::Extent;
use crate::domain::safe::shortened;

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
    let decisions = NoteFilter {
        kinds: vec![NoteKind::Decision],
        ..NoteFilter::default()
    };
    let all: Vec<NoteView> = session.ask(&Query::Notes(decisions))?;
    let earlier = match before(&note.origin, &all) {
        None => None,
        Some(view) => {
            let (id, text) = (view.note.id, shortened(&view.note.text, SHOWN));
            let day = view.note.at.day(session.utc_offset).long();
            let since = since(session, view)?;
            let since = since.map(|row| format!("; {}", row.words()));
            let since = since.unwrap_or_default();
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
    let around = EntryContext {
        today: session.today,
        owners: &owners,
        tags: &[],
        theme: None,
    };
    let (text, asked) = entry::asked(&note.text, &around);
    note.text = text;
    let Some((owner, due)) = asked else {
        return Ok(());
    };
    (note.asked, note.due) = (Some(owner), due);
    let owner = owners.into_iter().find(|one| one.id == owner);
    owner.map_or(Ok(()), |owner| names::who_answers(owner).map(drop))
}

/// One decision, with what was lost in its segment after it.
fn show(session: &mut Session, id: i64) -> Result<Shown, Failure> {
    let view = names::note(session, id)?;
    let mut shown = notes::show(session, id)?;
    let since = since(session, &view)?;
    shown.json["since"] = json!(since);
    Ok(shown.lines(since.map(|row| row.words())))
}

/// What was lost in a decision's segment from the day after it on.
#[derive(Debug, Serialize)]
struct SegmentSince {
    segment: String,
    from: Day,
    to: Day,
    left: u64,
    accounts: u64,
    lost_mrr_cents: Cents,
    #[serde(skip)]
    money: String,
}

impl SegmentSince {
    /// `after it, 7 Oct to 31 Oct 2026: 19 of 412 accounts of plan=Team left, 7,420.00 lost`.
    fn words(&self) -> String {
        let left = part_of_accounts(self.left, self.accounts);
        let (from, to) = (self.from.long(), self.to.long());
        let (segment, money) = (&self.segment, &self.money);
        format!("after it, {from} to {to}: {segment}, {left} left, {money} lost")
    }
}

/// Nothing where it has no segment, no day after it is known, or that cannot be told.
fn since(session: &mut Session, view: &NoteView) -> Result<Option<SegmentSince>, Failure> {
    let segment = view.note.origin.segment.clone();
    let from = view.note.at.day(session.utc_offset).plus(1);
    let today = session.today;
    let extent: Box<Extent> = session.ask(&Query::Extent { today })?;
    let (Some((by, value)), Some(reach)) = (Dimension::of_cell(&segment), extent.reach) else {
        return Ok(None);
    };
    let to = reach.min(today);
    if from > to {
        return Ok(None);
    }
    let period = Period::Custom { from, to };
    let query = Query::Breakdown {
        period,
        by,
        profile: None,
    };
    let all: Box<Breakdown> = match session.ask(&query) {
        Ok(all) => all,
        // A dimension that the room has no more.
        Err(gone) if matches!(gone.code, Code::Usage | Code::NotFound) => return Ok(None),
        Err(failure) => return Err(failure),
    };
    let row = all.rows.into_iter().find(|row| row.value == value);
    let Some(row) = row.filter(|row| row.metrics.is_told()) else {
        return Ok(None);
    };
    let (left, accounts) = row.metrics.left();
    let currency = session.currency()?;
    Ok(Some(SegmentSince {
        segment,
        from,
        to,
        left,
        accounts,
        lost_mrr_cents: row.lost,
        money: Money::of(currency.as_ref()).exact(row.lost),
    }))
}
