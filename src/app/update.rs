//! The one door into the model: a message changes it and says what is wanted done.
//! Must not know any particular screen, nor perform an effect.

use crate::domain::change::Applied;
use crate::domain::day::Moment;
use crate::domain::failure::{Code, Failure};
use crate::domain::query::Answer;
use crate::domain::query::Query;
use crate::domain::typed::split;
use crate::keys::{Chord, Command};

use super::cx::{FrameDeed, FrameLearned, FrameOrder, Request};
use super::model::Model;
use super::msg::{Hit, Msg, Task};
use super::place::{Place, ScreenKind, Ticket};
use super::round::Round;
use super::{anew, commands, files, frame, meeting, possible, questions};

/// Takes a message; answers with what is wanted done, in order.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Task> {
    if !matches!(msg, Msg::Tick(_) | Msg::Answered(..)) {
        model.changed = true;
    }
    if anew::keeps(model, &msg) {
        return Vec::new();
    }
    let mut round = Round::new(model);
    round.take_whole(msg);
    while !round.model.holds_keys()
        && let Some(msg) = round.model.typed_ahead.pop_front()
    {
        round.take_whole(msg);
    }
    round.tasks
}

impl Round<'_> {
    /// Takes a message, and does all that comes of it.
    fn take_whole(&mut self, msg: Msg) {
        if !(self.model.shared.look.veiled && msg.is_the_rooms()) {
            self.take(msg);
        }
        while let Some((place, request)) = self.requests.pop_front() {
            self.settle(place, request);
        }
    }

    fn take(&mut self, msg: Msg) {
        match msg {
            Msg::Opened => frame::opened(self),
            Msg::Chord(chord) => self.chord(chord),
            Msg::Paste(text) => self.front(|s, cx| s.pasted(&text, cx)),
            Msg::Click(Hit::Row(row)) => self.front(|s, cx| s.clicked(row, cx)),
            Msg::Click(Hit::Run(command)) => self.run(command),
            Msg::Scroll(rows) => self.scroll(rows),
            Msg::Resize(width, height) => {
                let look = &mut self.model.shared.look;
                (look.width, look.height) = (width, height);
            }
            Msg::Tick(now) => self.tick(now),
            Msg::Answered(ticket, answer) => self.answered(ticket, answer),
            Msg::Applied(ticket, outcome) => self.applied(ticket, outcome),
            Msg::Fed(rows) => frame::fed(self, &rows),
            Msg::Others(others) => frame::others(self, others),
            Msg::Edited(Some(text)) => self.front(|s, cx| s.edited(text, cx)),
            Msg::Edited(None) => {}
            Msg::Masked => frame::masked(self),
            Msg::Progress(words) => self.model.shared.messages.progress = words,
            Msg::Made(what, made) => commands::made(self, what, made),
            Msg::Finished(outcome) => {
                files::read(self);
                let shared = &mut self.model.shared;
                match outcome {
                    Ok(words) => shared.say(words),
                    Err(failure) => shared.fail(failure),
                }
            }
            Msg::Looked(words, looked) => files::looked(self, &words, looked),
            Msg::Background(tone) => self.model.shared.look.tone = tone,
            Msg::Unsound(failure) => frame::unsound(self, failure),
            Msg::Lost(failure) => anew::lost(self, failure),
            Msg::OpenedAnew(outcome) => anew::opened(self, outcome),
        }
    }

    /// A key: for what is typed, else a command, else an editing key of a text.
    fn chord(&mut self, chord: Chord) {
        self.model.shared.messages.fade();
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
            let words = possible::why_not(&self.model.shared, command);
            self.model.shared.hint(words);
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

    /// Time went on. A meeting's clock is seen to move, and what was said goes after a while.
    fn tick(&mut self, now: Moment) {
        let messages = &mut self.model.shared.messages;
        if messages.until.is_some_and(|until| until <= now) {
            messages.fade();
            self.model.changed = true;
        }
        let time = &mut self.model.shared.time;
        if time.now != now && self.model.shared.sitting.is_some() {
            self.model.changed = true;
        }
        time.now = now;
    }

    /// An answer; one that nobody waits for any more is passed over.
    fn answered(&mut self, ticket: Ticket, answer: Result<Answer, Failure>) {
        let asked = &mut self.model.asked;
        let Some(at) = asked.iter().position(|w| w.ticket == ticket) else {
            return;
        };
        let reply = asked.swap_remove(at).reply;
        self.model.changed = true;
        match answer {
            Err(failure) => {
                self.model.shared.fail(failure);
                anew::go_on(self);
            }
            Ok(answer) => self.request(ticket.place, |cx| reply.give(answer, cx)),
        }
    }

    /// A change went through, or was refused; after a conflict everything is read again.
    fn applied(&mut self, ticket: Ticket, outcome: Result<Applied, Failure>) {
        let mut conflict = false;
        let applied = match outcome {
            Ok(applied) => {
                frame::saved(self, &applied);
                Some(applied)
            }
            Err(failure) => {
                conflict = failure.code == Code::Conflict;
                self.model.shared.fail(failure);
                None
            }
        };
        if let Some(reply) = self.model.changing.remove(&ticket.serial) {
            self.request(ticket.place, |cx| reply.give(applied, cx));
        }
        if conflict {
            frame::reload(self);
            self.enter();
        }
    }

    fn settle(&mut self, place: Place, request: Request) {
        match request {
            Request::Ask(query, nth, reply) => self.ask_for(place, query, nth, reply),
            Request::Against(path, period, reply) => self.hold_against(place, path, period, reply),
            Request::Claim(texts, reply) => self.claim(place, texts, reply),
            Request::Apply(change, reply) => self.apply_for(place, change, reply),
            Request::Tell(place, then) => self.with(place, |s, cx| then(s, cx)),
            Request::Open(open) => self.open(*open),
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
                self.model.shared.look_at(period);
                self.enter();
            }
            Request::Keep(draft, text) => self.model.shared.keep(draft, &text),
            Request::Write(draft, text, change) => {
                self.apply(FrameDeed::Write(draft, text), change)
            }
            Request::Set(subject, field, text, change) => {
                self.apply(FrameDeed::Set(subject, field, text), change);
            }
            Request::Order(order) => self.obey(order),
        }
    }

    fn obey(&mut self, order: FrameOrder) {
        match order {
            FrameOrder::Learn(answer) => {
                // The last of what a line is read by.
                let is_last = matches!(answer, FrameLearned::Tags(_));
                frame::learn(self, answer);
                if is_last {
                    anew::go_on(self);
                }
            }
            FrameOrder::Done(deed, applied) => frame::done(self, deed, applied.as_ref()),
            FrameOrder::Begin(period, start, here) => {
                self.model.shared.here = here;
                meeting::begin(self, period, start);
            }
            FrameOrder::Here(here) => self.model.shared.here = here,
            FrameOrder::LookBack(meeting, period) => {
                self.model.shared.minutes_of = Some(meeting);
                self.model.shared.period = Some(period);
                self.go(ScreenKind::Numbers);
            }
            FrameOrder::LookAt(text) => frame::look_at(self, &text),
            FrameOrder::Hand(name) => frame::hand(self, &name),
            FrameOrder::Unmask => frame::mask(self, false),
            FrameOrder::Import(line) => files::look_at_files(self, split(&line)),
            FrameOrder::Look(words) => files::look_at_files(self, words),
            FrameOrder::AskImport(words) => questions::ask_import(self, &words),
            FrameOrder::ImportFiles(words) => files::import(self, words),
            FrameOrder::StopReading => self.tasks.push(Task::StopReading),
            FrameOrder::WriteMinutes(path) => frame::write_minutes(self, path),
            FrameOrder::GoOn(meeting) => meeting::go_on(self, meeting),
            FrameOrder::AdjournLeft(meeting) => meeting::adjourn_left(self, meeting),
            FrameOrder::AdjournAndLeave => {
                meeting::adjourn(self);
                self.tasks.push(Task::Quit);
            }
            FrameOrder::Leave => self.tasks.push(Task::Quit),
            FrameOrder::AskEnd => questions::ask_end(self),
            FrameOrder::End => meeting::end(self),
            FrameOrder::TakeOver => meeting::take_over(self),
            FrameOrder::TakeBack => self.ask(Query::Effects, FrameLearned::Told),
            FrameOrder::SendAnew(draft) => anew::send(self, draft),
        }
    }

    fn close(&mut self, place: Place) {
        if let Place::Layer(id) = place {
            self.model.layers.retain(|(n, _)| *n != id);
        }
    }
}
