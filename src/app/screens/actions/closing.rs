//! How an action is closed from the Actions screen: done, dropped or removed, and whether it worked.
//! Must not know how anything is drawn.

use crate::app::cx::{Cx, LetterQuestion};
use crate::app::worked;
use crate::domain::change::{Change, Field, Record, Subject};
use crate::domain::day::Day;
use crate::domain::effect::agreed::says;
use crate::domain::note::{Action, ActionStatus};
use crate::domain::word::Word;

use super::ActionsScreen;
use super::editing::number;

impl ActionsScreen {
    /// `x`: done today, or open again.
    pub(super) fn tick_off(&self, cx: &mut Cx<'_>) {
        if let Some(action) = self.selected().map(|a| &a.action) {
            let status = match action.status {
                ActionStatus::Open => ActionStatus::Done,
                ActionStatus::Done | ActionStatus::Dropped => ActionStatus::Open,
            };
            close(action, status, cx);
        }
    }

    pub(super) fn ask_drop(&self, cx: &mut Cx<'_>) {
        let remove =
            |record| move |_: &mut ActionsScreen, cx: &mut Cx<'_>| cx.apply(Change::remove(record));
        let question = match (self.note_of_row(), self.selected()) {
            (Some(note), _) => LetterQuestion::new(cx.place, "Remove this for good?")
                .line(note.text.clone())
                .answer('r', "remove it", remove(Record::Note(note.clone()))),
            (None, Some(view)) => {
                let seen = view.action.clone();
                let drop = move |_: &mut ActionsScreen, cx: &mut Cx<'_>| {
                    close(&seen, ActionStatus::Dropped, cx);
                };
                let action = Record::Action(view.action.clone());
                LetterQuestion::new(cx.place, "Drop this action?")
                    .line(view.action.what.clone())
                    .answer('d', "drop it: the team decided not to do it", drop)
                    .answer('r', "remove it: it was a mistake", remove(action))
            }
            (None, None) => return,
        };
        cx.open(question);
    }

    pub(super) fn ask_worked(&self, cx: &mut Cx<'_>) {
        if let Some(view) = self.selected() {
            worked::ask::<ActionsScreen>(&view.action, cx);
        }
    }
}

/// Sets where an action stands, with the day it was closed.
pub(super) fn close(action: &Action, status: ActionStatus, cx: &mut Cx<'_>) {
    let changes = closes(action, status, cx.shared.time.today);
    cx.apply(Change::All(changes));
}

/// What closes an action as it was seen, or opens it again.
pub(super) fn closes(action: &Action, status: ActionStatus, today: Day) -> Vec<Change> {
    let subject = Subject::Action(action.id);
    let closed = Some(today).filter(|_| status != ActionStatus::Open);
    let (was, now) = (action.status.word(), status.word());
    let mut changes = vec![Change::set(subject, Field::Status, was, now)];
    let (was, now) = (action.closed.map(number), closed.map(number));
    changes.push(Change::set(subject, Field::Closed, was, now));
    if status != ActionStatus::Done && action.worked.is_some() {
        changes.extend(says(action, None, "", today));
    }
    changes
}
