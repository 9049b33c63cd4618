//! A decision that is being written: whom it is asked of, and what was decided on the same thing before, with what
//! became of its figures since. Must not know how a line is drawn.

use crate::app::cx::Cx;
use crate::app::shared::Shared;
use crate::domain::entry::{self, EntryContext};
use crate::domain::metrics::{Breakdown, Dimension};
use crate::domain::money::part_of_accounts;
use crate::domain::note::{Note, NoteKind, NoteView, Origin, before};
use crate::domain::period::Period;
use crate::domain::query::{NoteFilter, Query};
use crate::domain::safe::shortened;

use super::{LineFor, LineInput};

/// Letters of a decision from before that are shown.
const SHOWN: usize = 48;

/// The decision on the same thing before, once answered.
#[derive(Debug, Default)]
pub(super) struct DecidedBefore {
    found: Option<Box<NoteView>>,
    /// What was lost in its segment after it.
    since: Option<String>,
}

impl DecidedBefore {
    /// `before, 6 Oct: ICP floor to 10 seats; after it 19 of 412 accounts left, €7,420 lost`; what helps else.
    fn words(&self, shared: &Shared) -> Option<String> {
        let note = &self.found.as_ref()?.note;
        let day = note.at.day(shared.time.utc_offset).near(shared.time.today);
        let since = self.since.as_ref().map(|since| format!("; {since}"));
        let text = shortened(&note.text, SHOWN);
        Some(format!(
            "before, {day}: {text}{}",
            since.unwrap_or_default()
        ))
    }
}

impl LineInput {
    /// Asks what was decided before, where this becomes a decision on something.
    pub(super) fn ask_earlier(&self, cx: &mut Cx<'_>) {
        let LineFor::Note(NoteKind::Decision, _) = &self.entry else {
            return;
        };
        let filter = NoteFilter {
            kinds: vec![NoteKind::Decision],
            ..NoteFilter::default()
        };
        cx.ask(Query::Notes(filter), LineInput::earlier_known);
    }

    fn earlier_known(&mut self, notes: Vec<NoteView>, cx: &mut Cx<'_>) {
        let LineFor::Note(NoteKind::Decision, origin) = &self.entry else {
            return;
        };
        let Some(found) = before(origin, &notes).cloned() else {
            return;
        };
        let from = found.note.at.day(cx.shared.time.utc_offset).plus(1);
        let facts = cx.shared.room.facts.as_ref();
        let reach = facts.and_then(|facts| facts.extent.reach);
        let to = reach.map(|reach| reach.min(cx.shared.time.today));
        let cell = Dimension::of_cell(&found.note.origin.segment);
        self.earlier.found = Some(Box::new(found));
        if let (Some((by, value)), Some(to)) = (cell, to.filter(|to| from <= *to)) {
            let period = Period::Custom { from, to };
            let query = Query::Breakdown {
                period,
                by,
                profile: cx.shared.kept_profile(),
            };
            let take = move |line: &mut LineInput, all: Box<Breakdown>, cx: &mut Cx<'_>| {
                let row = all.rows.iter().find(|row| row.value == value);
                line.earlier.since = row.filter(|row| row.metrics.is_told()).map(|row| {
                    let counts = &row.metrics.accounts;
                    let left = part_of_accounts(counts.churned, counts.opening);
                    format!("after it {left} left, {} lost", cx.shared.money(row.lost))
                });
            };
            cx.ask(query, take);
        }
    }

    /// Whom a decision would be asked of, else what was decided before, else what helps.
    pub(super) fn below_decision(&self, origin: &Origin, shared: &Shared) -> String {
        let text = self.field.text();
        let asked = self.with_around(origin, shared, |around| self::asked(text, around));
        if let Some(view) = asked {
            return view.decided().join("; ");
        }
        let earlier = self.earlier.words(shared);
        earlier.unwrap_or_else(|| self.hint.clone())
    }
}

/// A decision whose line names somebody with `@`, as a note that is asked of them.
fn asked(text: &str, around: &EntryContext<'_>) -> Option<NoteView> {
    let (text, asked) = entry::asked(text, around);
    let (owner, due) = asked?;
    Some(NoteView {
        asked: around.owners.iter().find(|one| one.id == owner).cloned(),
        note: Note {
            text,
            asked: Some(owner),
            due,
            ..Note::default()
        },
        ..NoteView::default()
    })
}
