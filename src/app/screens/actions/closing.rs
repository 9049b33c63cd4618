//! How an action is closed from the Actions screen: done, dropped or removed, and whether it worked.
//! Must not know how anything is drawn.

use crate::app::cx::{Cx, LetterQuestion};
use crate::app::worked;
use crate::domain::change::{Change, Field, Record, Subject};
use crate::domain::effect::agreed::says;
use crate::domain::ids::ActionId;
use crate::domain::note::ActionStatus;
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
            self.close(action.id, status, cx);
        }
    }

    /// Sets where the action stands, with the day it was closed.
    pub(super) fn close(&self, id: ActionId, status: ActionStatus, cx: &mut Cx<'_>) {
        let Some(action) = self.action(id).map(|a| &a.action) else {
            return;
        };
        let subject = Subject::Action(id);
        let today = Some(cx.shared.time.today).filter(|_| status != ActionStatus::Open);
        let (was, now) = (action.status.word(), status.word());
        let mut changes = vec![Change::set(subject, Field::Status, was, now)];
        let (was, now) = (action.closed.map(number), today.map(number));
        changes.push(Change::set(subject, Field::Closed, was, now));
        if status != ActionStatus::Done && action.worked.is_some() {
            changes.extend(says(action, None, "", cx.shared.time.today));
        }
        cx.apply(Change::All(changes));
    }

    pub(super) fn ask_drop(&self, cx: &mut Cx<'_>) {
        let remove =
            |record| move |_: &mut ActionsScreen, cx: &mut Cx<'_>| cx.apply(Change::remove(record));
        let question = match (self.because(), self.selected()) {
            (Some(note), _) => LetterQuestion::new(cx.place, "Remove this for good?")
                .line(note.text.clone())
                .answer('r', "remove it", remove(Record::Note(note.clone()))),
            (None, Some(view)) => {
                let id = view.action.id;
                let drop = move |s: &mut ActionsScreen, cx: &mut Cx<'_>| {
                    s.close(id, ActionStatus::Dropped, cx);
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
