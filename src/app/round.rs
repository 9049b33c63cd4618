//! One message being handled: the model, what was requested and is still to be done, and the tasks so far.
//! Must not know what any request leads to.

use std::collections::VecDeque;
use std::mem::discriminant;

use crate::domain::change::{Applied, Change};
use crate::domain::ids::FeedbackId;
use crate::domain::period::Period;
use crate::domain::query::{Answer, Query};

use super::cx::{Cx, FrameDeed, FrameLearned, FrameOrder, Open, Reply, Request};
use super::model::{Model, Waiting};
use super::msg::{Job, Task};
use super::place::{Place, ScreenKind, Ticket};
use super::screen::Screen;
use super::screens::Layer;

/// A message being handled.
pub(super) struct Round<'a> {
    pub(super) model: &'a mut Model,
    pub(super) requests: VecDeque<(Place, Request)>,
    pub(super) tasks: Vec<Task>,
}

impl<'a> Round<'a> {
    pub(super) fn new(model: &'a mut Model) -> Round<'a> {
        Round {
            model,
            requests: VecDeque::new(),
            tasks: Vec::new(),
        }
    }

    /// Wants work done on the room.
    pub(super) fn work(&mut self, job: Job) {
        self.tasks.push(Task::Work(job));
    }

    /// Asks something of the frame for a place.
    pub(super) fn request(&mut self, place: Place, does: impl FnOnce(&mut Cx<'_>)) {
        does(&mut Cx::new(&self.model.shared, place, &mut self.requests));
    }

    /// Lets a place handle something; what it requests is done after it. A place that is gone is passed over.
    pub(super) fn with(&mut self, place: Place, handle: impl FnOnce(&mut dyn Screen, &mut Cx<'_>)) {
        let model = &mut *self.model;
        let state = match place {
            Place::Frame => None,
            Place::Screen(kind) => Some(model.screens.get_mut(kind)),
            Place::Layer(id) => {
                let found = model.layers.iter_mut().find(|(n, _)| *n == id);
                found.map(|(_, layer)| layer.get_mut())
            }
        };
        if let Some(state) = state {
            let mut cx = Cx::new(&model.shared, place, &mut self.requests);
            handle(state, &mut cx);
        }
    }

    /// Lets the front handle something.
    pub(super) fn front(&mut self, handle: impl FnOnce(&mut dyn Screen, &mut Cx<'_>)) {
        self.with(self.model.front_place(), handle);
    }

    /// Lets the screen and the overlays ask again for what they show.
    pub(super) fn enter(&mut self) {
        for place in self.places() {
            self.with(place, |s, cx| s.entered(cx));
        }
    }

    /// The screen and the overlays above it.
    pub(super) fn places(&self) -> Vec<Place> {
        let screen = Place::Screen(self.model.shared.screen);
        let layers = self.model.layers.iter().map(|(id, _)| Place::Layer(*id));
        std::iter::once(screen).chain(layers).collect()
    }

    /// Goes to a screen; overlays close.
    pub(super) fn go(&mut self, kind: ScreenKind) {
        self.model.layers.clear();
        let before = std::mem::replace(&mut self.model.shared.screen, kind);
        if before != kind {
            self.with(Place::Screen(before), |s, cx| s.left(cx));
        }
        self.with(Place::Screen(kind), |s, cx| s.entered(cx));
    }

    /// Opens an overlay on top.
    pub(super) fn open(&mut self, open: impl Into<Open>) {
        let layer = Layer::of(open.into(), &self.model.shared);
        self.open_layer(layer);
    }

    /// The same for one that is made already.
    pub(super) fn open_layer(&mut self, layer: Layer) {
        // What was kept of a line is in the line from here on.
        if let Some((draft, _)) = layer.draft() {
            self.model.shared.drafts.remove(&draft);
        }
        if let Some(of) = layer.field() {
            self.model.shared.refused.remove(&of);
        }
        let id = self.model.number();
        self.model.layers.push((id, layer));
        self.with(Place::Layer(id), |s, cx| s.entered(cx));
    }

    /// Asks for the frame itself.
    pub(super) fn ask<T>(&mut self, query: Query, learned: fn(T) -> FrameLearned)
    where
        T: TryFrom<Answer> + 'static,
    {
        let learn = move |answer: Answer, cx: &mut Cx<'_>| {
            if let Some(answer) = cx.expected(answer) {
                cx.order(FrameOrder::Learn(learned(answer)));
            }
        };
        self.ask_for(Place::Frame, query, 0, Reply::new(learn));
    }

    /// Asks for a place; a question of the same kind that waits there is outdated.
    pub(super) fn ask_for(&mut self, place: Place, query: Query, nth: u8, reply: Reply<Answer>) {
        let ticket = Ticket {
            nth,
            ..self.model.ticket(place)
        };
        let of = Some(discriminant(&query));
        self.await_answer(Waiting { ticket, of, reply });
        self.work(Job::Ask { ticket, query });
    }

    /// Wants the list in a file held against the room, by the way of counting a meeting keeps.
    pub(super) fn hold_against(
        &mut self,
        place: Place,
        path: String,
        period: Period,
        reply: Reply<Answer>,
    ) {
        let ticket = self.await_job(place, reply);
        let profile = self.model.shared.kept_profile();
        self.work(Job::Against {
            ticket,
            path,
            period,
            profile,
        });
    }

    /// Wants texts claimed.
    pub(super) fn claim(&mut self, place: Place, texts: Vec<FeedbackId>, reply: Reply<Answer>) {
        let ticket = self.await_job(place, reply);
        self.work(Job::Claim { ticket, texts });
    }

    /// Awaits what comes of a job that is no question; one that waits there is outdated.
    fn await_job(&mut self, place: Place, reply: Reply<Answer>) -> Ticket {
        let ticket = self.model.ticket(place);
        let of = None;
        self.await_answer(Waiting { ticket, of, reply });
        ticket
    }

    fn await_answer(&mut self, waiting: Waiting) {
        let (ticket, of) = (waiting.ticket, waiting.of);
        let asked = &mut self.model.asked;
        asked.retain(|earlier| !earlier.is_outdated_by(ticket, of));
        asked.push(waiting);
    }

    /// Does something of the frame's own.
    pub(super) fn apply(&mut self, deed: FrameDeed, change: Change) {
        let done = move |applied, cx: &mut Cx<'_>| cx.order(FrameOrder::Done(deed, applied));
        self.apply_for(Place::Frame, change, Some(Reply::new(done)));
    }

    /// Does something for a place.
    pub(super) fn apply_for(
        &mut self,
        place: Place,
        change: Change,
        reply: Option<Reply<Option<Applied>>>,
    ) {
        let ticket = self.model.ticket(place);
        let reply = reply.map(|r| (ticket.serial, r));
        self.model.changing.extend(reply);
        let person = self.model.shared.person.clone();
        self.work(Job::Apply {
            ticket,
            person,
            change,
        });
    }

    /// Says who sits here, and whose clock is moved from here.
    pub(super) fn beat(&mut self) {
        let shared = &self.model.shared;
        let meeting = shared.sitting.filter(|s| s.moves).map(|s| s.meeting);
        let person = shared.person.clone();
        self.work(Job::Beat { person, meeting });
    }
}
