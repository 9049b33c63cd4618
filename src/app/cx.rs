//! What a screen may see and ask for while it handles something: the shared facts, and requests.
//! Must not carry anything out: `update` does, once the screen has let go of the model.

use std::collections::BTreeSet;

use crate::domain::change::{Change, Subject};
use crate::domain::failure::Failure;
use crate::domain::ids::{MeetingId, OwnerId};
use crate::domain::period::Period;
use crate::domain::query::Query;
use crate::keys::Command;

use super::model::{Shared, Start};
use super::msg::{Choice, Effect, Place};
use super::screens::{Kind, Layer};

/// What a screen asks of the frame.
#[derive(Debug)]
pub(super) enum Request {
    Ask(&'static str, Query),
    Against(&'static str, String, Period),
    Apply(&'static str, Change),
    Open(Box<Layer>),
    Close,
    Go(Kind),
    Seek(Kind, Subject),
    Say(String),
    Fail(Failure),
    Run(Command),
    Period(Period),
    Deliver(Place, &'static str, Choice),
    Keep(&'static str, String),
    Write(&'static str, String, Change),
    Begin(Period, Start, BTreeSet<OwnerId>),
    Here(BTreeSet<OwnerId>),
    LookBack(MeetingId, Period),
    Effect(Effect),
}

/// The shared facts, and a list of requests.
pub struct Cx<'a> {
    /// What every screen may see.
    pub shared: &'a Shared,
    /// Who is asking.
    pub place: Place,
    requests: &'a mut Vec<(Place, Request)>,
}

impl<'a> Cx<'a> {
    pub(super) fn new(
        shared: &'a Shared,
        place: Place,
        requests: &'a mut Vec<(Place, Request)>,
    ) -> Cx<'a> {
        Cx {
            shared,
            place,
            requests,
        }
    }

    /// Asks; the answer comes to `answered` with this slot. A later question in a slot outdates the earlier.
    pub fn ask(&mut self, slot: &'static str, query: Query) {
        self.request(Request::Ask(slot, query));
    }

    /// Holds the list of losses in a file against the room; the answer comes as that of a question.
    pub fn hold_against(&mut self, slot: &'static str, path: String, period: Period) {
        self.request(Request::Against(slot, path, period));
    }

    /// Does something; the outcome comes to `applied` or `refused` with this name.
    pub fn apply(&mut self, what: &'static str, change: Change) {
        self.request(Request::Apply(what, change));
    }

    /// Opens an overlay above everything.
    pub fn open(&mut self, layer: impl Into<Layer>) {
        self.request(Request::Open(Box::new(layer.into())));
    }

    /// Closes the overlay that asks; nothing on a screen.
    pub fn close(&mut self) {
        self.request(Request::Close);
    }

    /// Goes to a screen.
    pub fn go(&mut self, kind: Kind) {
        self.request(Request::Go(kind));
    }

    /// Goes to a screen for one thing, which is then selected there.
    pub fn seek(&mut self, kind: Kind, subject: Subject) {
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

    /// Answers the place that opened this overlay.
    pub fn deliver(&mut self, to: Place, what: &'static str, choice: Choice) {
        self.request(Request::Deliver(to, what, choice));
    }

    /// Keeps a line that was left with Esc; an empty one forgets it.
    pub fn keep(&mut self, what: &'static str, text: String) {
        self.request(Request::Keep(what, text));
    }

    /// Writes a line down; its text is kept as a draft until the store has it.
    pub(super) fn write(&mut self, what: &'static str, text: String, change: Change) {
        self.request(Request::Write(what, text, change));
    }

    /// Begins a meeting with those who are here.
    pub(super) fn begin(&mut self, period: Period, start: Start, here: BTreeSet<OwnerId>) {
        self.request(Request::Begin(period, start, here));
    }

    /// Remembers who is here until a meeting keeps it.
    pub(super) fn here(&mut self, here: BTreeSet<OwnerId>) {
        self.request(Request::Here(here));
    }

    /// Looks at the period of a past meeting, whose minutes can then be written.
    pub(super) fn look_back(&mut self, meeting: MeetingId, period: Period) {
        self.request(Request::LookBack(meeting, period));
    }

    /// Wants anything else done.
    pub fn effect(&mut self, effect: Effect) {
        self.request(Request::Effect(effect));
    }

    fn request(&mut self, request: Request) {
        self.requests.push((self.place, request));
    }
}
