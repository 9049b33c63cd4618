//! A question with a few answers, each one letter. Esc answers nothing. Must not know what is done with the answer.

use std::fmt::Debug;

use crate::app::cx::{Cx, LetterQuestion};
use crate::app::place::Place;
use crate::app::screen::{Screen, Touched};
use crate::app::shared::Shared;
use crate::keys::{Chord, Command, Context};

#[derive(Debug)]
pub struct Confirm {
    /// The question; its answers are gone once one was given.
    pub question: LetterQuestion,
    /// Which answer Enter takes.
    pub at: usize,
}

impl Confirm {
    /// A question that was asked.
    pub fn new(question: LetterQuestion) -> Confirm {
        Confirm { question, at: 0 }
    }

    fn answer(&mut self, at: usize, cx: &mut Cx<'_>) {
        if at < self.question.answers.len() {
            let (.., reply) = self.question.answers.remove(at);
            cx.close();
            reply.give((), cx);
        }
    }
}

impl Screen for Confirm {
    fn context(&self) -> Context {
        Context::Text
    }

    fn typed(&mut self, chord: Chord, cx: &mut Cx<'_>) -> bool {
        let typed = chord.typed().map(|c| c.to_ascii_lowercase());
        let mut answers = self.question.answers.iter();
        if let Some(at) = answers.position(|(c, ..)| Some(*c) == typed) {
            self.answer(at, cx);
        }
        true
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::Accept => self.answer(self.at, cx),
            Command::Up => self.at = self.at.saturating_sub(1),
            Command::Down | Command::Complete => {
                self.at = (self.at + 1) % self.question.answers.len().max(1);
            }
            _ => return false,
        }
        true
    }

    fn clicked(&mut self, row: usize, cx: &mut Cx<'_>) {
        self.answer(row, cx);
    }

    fn can(&self, command: Command, _shared: &Shared) -> Option<bool> {
        matches!(
            command,
            Command::Accept | Command::Up | Command::Down | Command::Complete
        )
        .then_some(true)
    }

    fn footer(&self) -> &'static [Command] {
        &[Command::Accept, Command::Back]
    }
}

/// What a question is made of that has to be asked of the room first.
pub trait MadeOf: Debug + Sized + 'static {
    /// Asks the room; the answer makes the question.
    fn ask(&self, cx: &mut Cx<'_>);

    /// Whether it is made anew after that was touched.
    fn concerned(&self, touched: Touched) -> bool;

    /// Whether keys wait until it is made.
    fn waits(&self) -> bool {
        false
    }
}

/// A question that is made of what the room answers.
#[derive(Debug)]
pub struct Considered<M> {
    /// What it is made of.
    pub of: M,
    /// The question as it is drawn.
    pub confirm: Confirm,
}

impl<M: MadeOf> Considered<M> {
    /// One that is still to be made.
    pub fn new(of: M) -> Considered<M> {
        let confirm = Confirm::new(LetterQuestion::new(Place::Frame, "..."));
        Considered { of, confirm }
    }
}

impl<M: MadeOf> Screen for Considered<M> {
    fn context(&self) -> Context {
        self.confirm.context()
    }

    fn entered(&mut self, cx: &mut Cx<'_>) {
        self.of.ask(cx);
    }

    fn concerned(&self, touched: Touched) -> bool {
        self.of.concerned(touched)
    }

    fn waits(&self) -> bool {
        self.of.waits()
    }

    fn typed(&mut self, chord: Chord, cx: &mut Cx<'_>) -> bool {
        self.confirm.typed(chord, cx)
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        self.confirm.command(command, cx)
    }

    fn clicked(&mut self, row: usize, cx: &mut Cx<'_>) {
        self.confirm.clicked(row, cx);
    }

    fn can(&self, command: Command, shared: &Shared) -> Option<bool> {
        self.confirm.can(command, shared)
    }

    fn footer(&self) -> &'static [Command] {
        self.confirm.footer()
    }
}
