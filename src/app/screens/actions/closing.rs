//! How an action is closed from the Actions screen: done, dropped or removed, and whether it worked.
//! Must not know how anything is drawn.

use crate::app::cx::Cx;
use crate::app::screens::confirm::Confirm;
use crate::domain::change::{Change, Field, Record, Subject, Value};
use crate::domain::note::ActionStatus;

use super::Actions;
use super::editing::number;

impl Actions {
    /// `x`: done today, or open again.
    pub(super) fn tick_off(&mut self, cx: &mut Cx<'_>) {
        let Some(action) = self.selected().map(|a| &a.action) else {
            return;
        };
        let (id, open) = (action.id, action.status == ActionStatus::Open);
        self.pending.action = id;
        self.close(
            if open {
                ActionStatus::Done
            } else {
                ActionStatus::Open
            },
            cx,
        );
    }

    /// Sets where the action stands, with the day it was closed.
    pub(super) fn close(&self, status: ActionStatus, cx: &mut Cx<'_>) {
        let Some(action) = self.meant().map(|a| &a.action) else {
            return;
        };
        let subject = Subject::Action(action.id);
        let today = Some(cx.shared.time.today).filter(|_| status != ActionStatus::Open);
        let (was, now) = (action.status.word(), status.word());
        let mut changes = vec![Change::set(subject, Field::Status, was, now)];
        let (was, now) = (action.closed.map(number), today.map(number));
        changes.push(Change::set(subject, Field::Closed, was, now));
        if let Some(worked) = action.worked.filter(|_| status != ActionStatus::Done) {
            changes.push(Change::set(
                subject,
                Field::Worked,
                i64::from(worked),
                Value::None,
            ));
        }
        cx.apply("action", Change::All(changes));
    }

    pub(super) fn ask_drop(&mut self, cx: &mut Cx<'_>) {
        let confirm = match (self.because(), self.selected()) {
            (Some(note), _) => Confirm::new(cx.place, "drop", "Remove this for good?")
                .line(note.text.clone())
                .choice('r', "remove it", "remove"),
            (None, Some(view)) => {
                let action = &view.action;
                let confirm = Confirm::new(cx.place, "drop", "Drop this action?")
                    .line(action.what.clone())
                    .choice('d', "drop it: the team decided not to do it", "drop")
                    .choice('r', "remove it: it was a mistake", "remove");
                self.pending.action = action.id;
                confirm
            }
            (None, None) => return,
        };
        cx.open(confirm);
    }

    pub(super) fn drop_it(&self, key: &str, cx: &mut Cx<'_>) {
        let record = match self.because() {
            Some(note) => Some(Record::Note(note.clone())),
            None => self.meant().map(|a| Record::Action(a.action.clone())),
        };
        match (key, record) {
            ("drop", _) => self.close(ActionStatus::Dropped, cx),
            (_, Some(record)) => cx.apply("action", Change::Remove(Box::new(record))),
            _ => {}
        }
    }

    pub(super) fn ask_worked(&mut self, cx: &mut Cx<'_>) {
        let Some(action) = self.selected().map(|a| &a.action) else {
            return;
        };
        let confirm = Confirm::new(cx.place, "worked", "Did it work?")
            .line(action.what.clone())
            .choice('y', "yes", "yes")
            .choice('n', "no", "no")
            .choice('l', "too early to say", "later");
        self.pending.action = action.id;
        cx.open(confirm);
    }

    pub(super) fn set_worked(&self, key: &str, cx: &mut Cx<'_>) {
        let Some(action) = self.meant().map(|a| &a.action) else {
            return;
        };
        let now = match key {
            "yes" => Some(1),
            "no" => Some(0),
            _ => None,
        };
        self.set(Field::Worked, action.worked.map(i64::from), now, cx);
    }
}
