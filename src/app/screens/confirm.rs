//! A question with a few answers, each one letter. Esc answers nothing. Must not know what is done with the answer.

use crate::app::cx::{Cx, LetterQuestion};
use crate::app::screen::Screen;
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
