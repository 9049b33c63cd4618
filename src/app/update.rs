//! The one door into the model: a message changes it and says what is wanted done.
//! Must not know any particular screen, nor perform an effect.

use crate::domain::day::Moment;
use crate::domain::failure::{Code, Failure};
use crate::domain::period::Period;
use crate::domain::query::Answer;
use crate::keys::{Chord, Command};

use super::commands;
use super::cx::{Cx, Request};
use super::frame;
use super::meeting;
use super::model::Model;
use super::msg::{Effect, Hit, Msg, Place, Tag};
use super::screen::Screen;
use super::screens::{Kind, Layer};

/// Takes a message; answers with what is wanted done, in order.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let mut turn = Turn {
        model,
        effects: Vec::new(),
    };
    if !matches!(msg, Msg::Tick(_) | Msg::Answered(..)) {
        turn.model.changed = true;
    }
    turn.take(msg);
    turn.effects
}

/// One message being handled: the model, and the effects so far.
pub(super) struct Turn<'a> {
    pub(super) model: &'a mut Model,
    pub(super) effects: Vec<Effect>,
}

impl Turn<'_> {
    fn take(&mut self, msg: Msg) {
        match msg {
            Msg::Opened => frame::opened(self),
            Msg::Chord(chord) => self.chord(chord),
            Msg::Paste(text) => self.front(|s, cx| s.pasted(&text, cx)),
            Msg::Click(Hit::Row(row)) => self.front(|s, cx| s.clicked(row, cx)),
            Msg::Click(Hit::Run(command)) => self.run(command),
            Msg::Scroll(rows) => self.scroll(rows),
            Msg::Resize(width, height) => {
                self.model.shared.look.width = width;
                self.model.shared.look.height = height;
            }
            Msg::Tick(now) => self.tick(now),
            Msg::Answered(tag, answer) => self.answered(tag, answer),
            Msg::Applied(tag, Ok(applied)) => {
                frame::saved(self, &applied);
                match tag.place {
                    Place::Frame => frame::applied(self, tag.slot, &applied),
                    place => self.with(place, |s, cx| s.applied(tag.slot, &applied, cx)),
                }
            }
            Msg::Applied(tag, Err(failure)) => self.refused(tag, failure),
            Msg::Fed(rows) => frame::fed(self, &rows),
            Msg::Others(others) => frame::others(self, others),
            Msg::Edited(Some(text)) => self.front(|s, cx| s.edited(text, cx)),
            Msg::Edited(None) => {}
            Msg::Progress(words) => self.model.shared.messages.progress = words,
            Msg::Finished(Ok(words)) => {
                self.model.shared.messages.progress.clear();
                self.model.shared.say(words);
            }
            Msg::Finished(Err(failure)) => {
                self.model.shared.messages.progress.clear();
                self.model.shared.fail(failure);
            }
            Msg::Background(tone) => self.model.shared.look.tone = tone,
            Msg::Unsound(words) => frame::unsound(self, words),
        }
    }

    /// A key: for what is typed, else a command, else an editing key of a text.
    fn chord(&mut self, chord: Chord) {
        let context = self.model.context();
        if context.types(chord) {
            let mut taken = false;
            self.front(|s, cx| taken = s.typed(chord, cx));
            if taken {
                return;
            }
        }
        match self.model.shared.keymap.command(context, chord) {
            Some(command) => self.run(command),
            None => self.front(|s, cx| {
                s.typed(chord, cx);
            }),
        }
    }

    /// A command, by key, palette or click.
    pub(super) fn run(&mut self, command: Command) {
        if command != Command::Suspend {
            self.model.suspend_asked = false;
        }
        if !self.model.can(command) {
            let words = commands::why_not(self.model, command);
            self.model.shared.messages.status = words;
            return;
        }
        let mut taken = false;
        self.front(|s, cx| taken = s.command(command, cx));
        if !taken {
            commands::run(self, command);
        }
    }

    fn scroll(&mut self, rows: i32) {
        let command = if rows < 0 { Command::Up } else { Command::Down };
        for _ in 0..rows.abs() {
            self.front(|s, cx| {
                s.command(command, cx);
            });
        }
    }

    /// Time went on. Only a meeting's clock is seen to move.
    fn tick(&mut self, now: Moment) {
        let time = &mut self.model.shared.time;
        if time.now != now && self.model.shared.sitting.is_some() {
            self.model.changed = true;
        }
        time.now = now;
    }

    fn answered(&mut self, tag: Tag, answer: Result<Answer, Failure>) {
        if !self.model.waits_for(tag) {
            return;
        }
        self.model.changed = true;
        match answer {
            Err(failure) => self.model.shared.fail(failure),
            Ok(answer) => match tag.place {
                Place::Frame => frame::answered(self, answer),
                place => self.with(place, |s, cx| s.answered(tag.slot, answer, cx)),
            },
        }
    }

    fn refused(&mut self, tag: Tag, failure: Failure) {
        let conflict = failure.code == Code::Conflict;
        self.model.shared.fail(failure);
        match tag.place {
            Place::Frame => frame::refused(self, tag.slot),
            place => self.with(place, |s, cx| s.refused(tag.slot, cx)),
        }
        if conflict {
            frame::reload(self);
            self.enter();
        }
    }

    /// Lets the screen and the overlays ask again for what they show.
    pub(super) fn enter(&mut self) {
        self.with(Place::Screen(self.model.shared.screen), |s, cx| {
            s.entered(cx);
        });
        for id in self.layer_ids() {
            self.with(Place::Layer(id), |s, cx| s.entered(cx));
        }
    }

    pub(super) fn layer_ids(&self) -> Vec<u64> {
        self.model.layers.iter().map(|(id, _)| *id).collect()
    }

    /// Goes to a screen; overlays close.
    pub(super) fn go(&mut self, kind: Kind) {
        self.model.layers.clear();
        self.model.shared.screen = kind;
        self.with(Place::Screen(kind), |s, cx| s.entered(cx));
    }

    /// Opens an overlay on top.
    pub(super) fn open(&mut self, layer: Layer) {
        let id = self.model.number();
        self.model.layers.push((id, layer));
        self.with(Place::Layer(id), |s, cx| s.entered(cx));
    }

    /// Asks for the frame itself.
    pub(super) fn ask(&mut self, slot: &'static str, query: crate::domain::query::Query) {
        let effect = self.model.ask(Place::Frame, slot, query);
        self.effects.push(effect);
    }

    /// Does something for a place.
    pub(super) fn apply(
        &mut self,
        place: Place,
        what: &'static str,
        change: crate::domain::change::Change,
    ) {
        let tag = self.model.tag(place, what);
        let person = self.model.shared.person.clone();
        self.effects.push(Effect::Apply {
            tag,
            person,
            change,
        });
    }

    /// Lets the front handle something.
    pub(super) fn front(&mut self, handle: impl FnOnce(&mut dyn Screen, &mut Cx<'_>)) {
        self.with(self.model.front_place(), handle);
    }

    /// Lets a place handle something, then does what it requested. A place that is gone is passed over.
    pub(super) fn with(&mut self, place: Place, handle: impl FnOnce(&mut dyn Screen, &mut Cx<'_>)) {
        let mut requests = Vec::new();
        let model = &mut *self.model;
        let mut cx = Cx::new(&model.shared, place, &mut requests);
        match place {
            Place::Frame => return,
            Place::Screen(kind) => handle(model.screens.get_mut(kind), &mut cx),
            Place::Layer(id) => match model.layers.iter_mut().find(|(n, _)| *n == id) {
                Some((_, layer)) => handle(layer.get_mut(), &mut cx),
                None => return,
            },
        }
        for (place, request) in requests {
            self.settle(place, request);
        }
    }

    fn settle(&mut self, place: Place, request: Request) {
        match request {
            Request::Ask(slot, query) => {
                let effect = self.model.ask(place, slot, query);
                self.effects.push(effect);
            }
            Request::Against(slot, path, period) => self.hold_against(place, slot, path, period),
            Request::Apply(what, change) => self.apply(place, what, change),
            Request::Open(layer) => self.open(*layer),
            Request::Close => self.close(place),
            Request::Go(kind) => self.go(kind),
            Request::Seek(kind, subject) => {
                self.go(kind);
                self.with(Place::Screen(kind), |s, cx| s.seek(subject, cx));
            }
            Request::Say(words) => self.model.shared.say(words),
            Request::Fail(failure) => self.model.shared.fail(failure),
            Request::Run(command) => self.run(command),
            Request::Period(period) => {
                self.model.shared.period = Some(period);
                self.enter();
            }
            Request::Deliver(Place::Frame, what, choice) => frame::chosen(self, what, choice),
            Request::Deliver(to, what, choice) => self.with(to, |s, cx| s.chosen(what, choice, cx)),
            Request::Keep(what, text) => {
                self.model.shared.drafts.insert(what, text);
            }
            Request::Write(what, text, change) => {
                self.model.shared.drafts.insert(what, text);
                self.apply(Place::Frame, what, change);
            }
            Request::Begin(period, start, here) => {
                self.model.shared.here = here;
                meeting::begin(self, period, start);
            }
            Request::Here(here) => self.model.shared.here = here,
            Request::LookBack(meeting, period) => {
                self.model.shared.minutes_of = Some(meeting);
                self.model.shared.period = Some(period);
                self.go(Kind::Numbers);
            }
            Request::Effect(effect) => self.effects.push(effect),
        }
    }

    /// Wants the list in a file held against the room, by the way a meeting keeps.
    fn hold_against(&mut self, place: Place, slot: &'static str, path: String, period: Period) {
        let tag = self.model.await_answer(place, slot);
        let profile = self.model.shared.kept_profile();
        self.effects.push(Effect::Against {
            tag,
            path,
            period,
            profile,
        });
    }

    fn close(&mut self, place: Place) {
        if let Place::Layer(id) = place {
            self.model.layers.retain(|(n, _)| *n != id);
        }
    }
}
