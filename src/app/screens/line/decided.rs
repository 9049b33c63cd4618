//! A decision that is being written: whom it is asked of, and what was decided on the same thing before, with what
//! became of its figures since. Must not know how a line is drawn.

use crate::app::cx::Cx;
use crate::app::shared::Shared;
use crate::domain::entry;
use crate::domain::metrics::Breakdown;
use crate::domain::note::{Note, NoteKind, NoteView, before};
use crate::domain::query::{NoteFilter, Query};
use crate::domain::safe::shortened;
use crate::domain::segment_since::SegmentSince;

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
        let all = Query::Notes(NoteFilter::decisions());
        cx.ask(all, LineInput::earlier_known);
    }

    fn earlier_known(&mut self, notes: Vec<NoteView>, cx: &mut Cx<'_>) {
        let LineFor::Note(NoteKind::Decision, origin) = &self.entry else {
            return;
        };
        let Some(found) = before(origin, &notes).cloned() else {
            return;
        };
        let facts = cx.shared.room.facts.as_ref();
        let reach = facts.and_then(|facts| facts.extent.reach);
        let until = reach.map(|reach| reach.min(cx.shared.time.today));
        let (offset, profile) = (cx.shared.time.utc_offset, cx.shared.kept_profile());
        let query = SegmentSince::query(&found.note, offset, until, profile);
        let note = found.note.clone();
        self.earlier.found = Some(Box::new(found));
        let take = move |line: &mut LineInput, all: Box<Breakdown>, cx: &mut Cx<'_>| {
            let since = SegmentSince::of(&note, &all);
            line.earlier.since = since.map(|since| {
                let lost = cx.shared.money(since.lost);
                format!("after it {}, {lost} lost", since.left())
            });
        };
        if let Some(query) = query {
            cx.ask(query, take);
        }
    }

    /// Whom a decision would be asked of, else what was decided before, else what helps.
    pub(super) fn below_decision(&self, shared: &Shared) -> String {
        let mut note = Note {
            text: self.field.text().to_owned(),
            ..Note::default()
        };
        entry::ask(&mut note, shared.time.today, &shared.room.owners);
        let asked = note.asked.and_then(|id| shared.room.owner(id)).cloned();
        if asked.is_some() {
            let view = NoteView {
                note,
                asked,
                ..NoteView::default()
            };
            return view.decided().join("; ");
        }
        let earlier = self.earlier.words(shared);
        earlier.unwrap_or_else(|| self.hint.clone())
    }
}
