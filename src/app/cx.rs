//! What a screen may see and ask for while it handles something: the shared facts, and requests.
//! Must not carry anything out: `update` does, once the screen has let go of the model.

use std::any::Any;
use std::collections::{BTreeSet, VecDeque};

use crate::domain::change::{Applied, Change, Field, Subject, Value};
use crate::domain::effect::Effect;
use crate::domain::failure::Failure;
use crate::domain::feedback::TagView;
use crate::domain::ids::{FeedbackId, MeetingId, OwnerId};
use crate::domain::meeting::{MeetingView, Present};
use crate::domain::period::Period;
use crate::domain::query::{Answer, Query};
use crate::domain::roadmap::Owner;
use crate::domain::room::RoomFacts;
use crate::keys::Command;

use super::place::{Place, ScreenKind};
use super::shared::{Draft, Shared, Start};

mod open;
mod question;

pub use open::{Basis, Like, Meaning, Open, QuotesBehind};
pub use question::{Choice, LetterQuestion, Offer, Picked, Prompt, Reply};

/// A change of the frame's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum FrameDeed {
    /// Took something back, or did it again.
    Undo,
    /// Began a meeting.
    Begin,
    /// Took a meeting back that was started by mistake.
    TakeBack,
    /// Wrote down who is here.
    Attend,
    /// Moved a meeting's clock.
    Clock,
    /// Wrote a line down; its text is to be had again if it is refused.
    Write(Draft, String),
    /// Set a field to what was typed; that is to be had again if it is refused.
    Set(Subject, Field, String),
}

/// What a place does once it is its turn.
pub(super) type OnAnswer = Box<dyn FnOnce(&mut dyn Any, &mut Cx<'_>)>;

/// What a screen asks of the frame.
pub(super) enum Request {
    Ask(Query, u8, Reply<Answer>),
    Against(String, Period, Reply<Answer>),
    Claim(Vec<FeedbackId>, Reply<Answer>),
    Apply(Change, Option<Reply<Option<Applied>>>),
    Tell(Place, OnAnswer),
    Open(Box<Open>),
    Close,
    Go(ScreenKind),
    Seek(ScreenKind, Subject),
    Say(String),
    Fail(Failure),
    Run(Command),
    Period(Period),
    Keep(Draft, String),
    Write(Draft, String, Change),
    Set(Subject, Field, String, Change),
    Order(FrameOrder),
}

/// What the frame has asked for itself.
#[derive(Debug)]
pub(super) enum FrameLearned {
    Room(Box<RoomFacts>),
    Owners(Vec<Owner>),
    Tags(Vec<TagView>),
    Meetings(Vec<MeetingView>),
    /// What a meeting has told, which is to be taken back.
    Told(Vec<Effect>),
}

/// What the answer to a question leads to that is no screen's affair.
pub(super) enum FrameOrder {
    Learn(FrameLearned),
    Done(FrameDeed, Option<Applied>),
    Begin(Period, Start, BTreeSet<OwnerId>),
    Here(BTreeSet<OwnerId>),
    LookBack(MeetingId, Period),
    LookAt(String),
    Hand(String),
    Unmask,
    /// Files and what is said of them, as typed.
    Import(String),
    Look(Vec<String>),
    AskImport(Vec<String>),
    ImportFiles(Vec<String>),
    StopReading,
    WriteMinutes(String),
    GoOn(MeetingId),
    AdjournLeft(MeetingId),
    AdjournAndLeave,
    Leave,
    AskEnd,
    End,
    TakeOver,
    TakeBack,
    /// The line in front, into the room that lies there now.
    SendAnew(Draft),
}

/// The shared facts, and a list of requests.
pub struct Cx<'a> {
    /// What every screen may see.
    pub shared: &'a Shared,
    /// Who is asking.
    pub place: Place,
    requests: &'a mut VecDeque<(Place, Request)>,
}

impl<'a> Cx<'a> {
    pub(super) fn new(
        shared: &'a Shared,
        place: Place,
        requests: &'a mut VecDeque<(Place, Request)>,
    ) -> Cx<'a> {
        Cx {
            shared,
            place,
            requests,
        }
    }

    /// Asks, with what is done with the answer. A later question of the same kind outdates the earlier.
    pub fn ask<S: Any, T: TryFrom<Answer> + 'static>(
        &mut self,
        query: Query,
        then: impl FnOnce(&mut S, T, &mut Cx<'_>) + 'static,
    ) {
        self.ask_nth(0, query, then);
    }

    /// The same for one of several questions of a kind that are asked at once.
    pub fn ask_nth<S: Any, T: TryFrom<Answer> + 'static>(
        &mut self,
        nth: u8,
        query: Query,
        then: impl FnOnce(&mut S, T, &mut Cx<'_>) + 'static,
    ) {
        let reply = self.answer(then);
        self.request(Request::Ask(query, nth, reply));
    }

    /// Holds the list of losses in a file against the room, with what is done with the answer.
    pub fn hold_against<S: Any, T: TryFrom<Answer> + 'static>(
        &mut self,
        path: String,
        period: Period,
        then: impl FnOnce(&mut S, T, &mut Cx<'_>) + 'static,
    ) {
        let reply = self.answer(then);
        self.request(Request::Against(path, period, reply));
    }

    /// Claims the first of some texts that are nobody else's, with what is done once it is known which those are. A
    /// later claim outdates the earlier.
    pub fn claim<S: Any>(
        &mut self,
        texts: Vec<FeedbackId>,
        then: impl FnOnce(&mut S, Vec<Present>, &mut Cx<'_>) + 'static,
    ) {
        let reply = self.answer(then);
        self.request(Request::Claim(texts, reply));
    }

    fn answer<S: Any, T: TryFrom<Answer> + 'static>(
        &self,
        then: impl FnOnce(&mut S, T, &mut Cx<'_>) + 'static,
    ) -> Reply<Answer> {
        Reply::to(self.place, |state: &mut S, answer: Answer, cx| {
            if let Some(answer) = cx.expected(answer) {
                then(state, answer, cx);
            }
        })
    }

    /// An answer as the question wants it; any other is a failure.
    pub(super) fn expected<T: TryFrom<Answer>>(&mut self, answer: Answer) -> Option<T> {
        let answer = T::try_from(answer).ok();
        if answer.is_none() {
            self.fail(Failure::failed(
                "the room gave an answer to another question",
            ));
        }
        answer
    }

    /// Does something. Failures are shown by the frame.
    pub fn apply(&mut self, change: Change) {
        self.request(Request::Apply(change, None));
    }

    /// Does something, with what is done once it went through, or was refused.
    pub fn apply_then<S: Any>(
        &mut self,
        change: Change,
        then: impl FnOnce(&mut S, Option<Applied>, &mut Cx<'_>) + 'static,
    ) {
        let reply = Reply::to(self.place, then);
        self.request(Request::Apply(change, Some(reply)));
    }

    /// Lets a place do something; nothing if it is gone.
    pub fn tell<S: Any>(&mut self, place: Place, then: impl FnOnce(&mut S, &mut Cx<'_>) + 'static) {
        let then = |state: &mut dyn Any, cx: &mut Cx<'_>| match state.downcast_mut() {
            Some(state) => then(state, cx),
            None => cx.fail(Failure::failed(
                "an answer went to a screen that had not asked",
            )),
        };
        self.request(Request::Tell(place, Box::new(then)));
    }

    /// Opens an overlay above everything.
    pub fn open(&mut self, open: impl Into<Open>) {
        self.request(Request::Open(Box::new(open.into())));
    }

    /// The same, if there is anything to open.
    pub fn open_some(&mut self, open: Option<impl Into<Open>>) {
        open.into_iter().for_each(|open| self.open(open));
    }

    /// Closes the overlay that asks; nothing on a screen.
    pub fn close(&mut self) {
        self.request(Request::Close);
    }

    /// Goes to a screen.
    pub fn go(&mut self, kind: ScreenKind) {
        self.request(Request::Go(kind));
    }

    /// Goes to a screen for one thing, which is then selected there.
    pub fn seek(&mut self, kind: ScreenKind, subject: Subject) {
        self.request(Request::Seek(kind, subject));
    }

    /// Puts words into the footer.
    pub fn say(&mut self, words: impl Into<String>) {
        self.request(Request::Say(words.into()));
    }

    /// Shows a failure until it is read.
    pub fn fail(&mut self, failure: Failure) {
        self.request(Request::Fail(failure));
    }

    /// Runs a command as if its key had been pressed, after what was requested before.
    pub fn run(&mut self, command: Command) {
        self.request(Request::Run(command));
    }

    /// Looks at another period.
    pub fn period(&mut self, period: Period) {
        self.request(Request::Period(period));
    }

    /// Keeps a line that was left with Esc.
    pub fn keep(&mut self, draft: Draft, text: String) {
        self.request(Request::Keep(draft, text));
    }

    /// Writes a line down; its text is kept as a draft if the store refuses it.
    pub fn write(&mut self, draft: Draft, text: String, change: Change) {
        self.request(Request::Write(draft, text, change));
    }

    /// Sets a field to what was typed, unless it is that already. If the store refuses it the text is kept, and stands in
    /// the line when it opens again.
    pub fn set_typed(
        &mut self,
        subject: Subject,
        field: Field,
        was: impl Into<Value>,
        text: String,
    ) {
        let (was, now) = (was.into(), Value::Text(text.clone()));
        if was != now {
            let change = Change::set(subject, field, was, now);
            self.request(Request::Set(subject, field, text, change));
        }
    }

    /// Changes something with a field that was typed, whose text is kept if the store refuses it.
    pub fn set_with(&mut self, (subject, field): (Subject, Field), text: String, change: Change) {
        self.request(Request::Set(subject, field, text, change));
    }

    /// Orders what is no screen's affair.
    pub(super) fn order(&mut self, order: FrameOrder) {
        self.request(Request::Order(order));
    }

    fn request(&mut self, request: Request) {
        self.requests.push_back((self.place, request));
    }
}
