//! A question with a few answers, each one letter. Esc answers nothing.
//! Must not know what is done with the answer.

use crate::app::cx::Cx;
use crate::app::msg::{Choice, Place};
use crate::app::screen::{Screen, Touched};
use crate::keys::{Chord, Command, Context};

/// The state of a question.
#[derive(Debug)]
pub struct Confirm {
    asker: Place,
    what: &'static str,
    /// The question.
    pub question: String,
    /// What there is to know before answering.
    pub lines: Vec<String>,
    /// A letter, its words and its key each; Enter takes the selected one.
    pub choices: Vec<(char, String, &'static str)>,
    /// Which is selected.
    pub at: usize,
}

impl Confirm {
    /// A question; the answer's key goes to `chosen` of the asker under `what`.
    pub fn new(asker: Place, what: &'static str, question: impl Into<String>) -> Confirm {
        Confirm {
            asker,
            what,
            question: question.into(),
            lines: Vec::new(),
            choices: Vec::new(),
            at: 0,
        }
    }

    /// Adds a line to know before answering.
    pub fn line(mut self, words: impl Into<String>) -> Confirm {
        self.lines.push(words.into());
        self
    }

    /// Adds an answer.
    pub fn choice(mut self, letter: char, words: impl Into<String>, key: &'static str) -> Confirm {
        self.choices.push((letter, words.into(), key));
        self
    }

    fn answer(&self, at: usize, cx: &mut Cx<'_>) {
        if let Some((.., key)) = self.choices.get(at) {
            cx.close();
            cx.deliver(self.asker, self.what, Choice::Picked((*key).to_owned()));
        }
    }
}

impl Screen for Confirm {
    fn context(&self) -> Context {
        Context::Text
    }

    fn concerned(&self, _touched: Touched) -> bool {
        false
    }

    fn typed(&mut self, chord: Chord, cx: &mut Cx<'_>) -> bool {
        let typed = chord.typed().map(|c| c.to_ascii_lowercase());
        let at = self.choices.iter().position(|(c, ..)| Some(*c) == typed);
        if let Some(at) = at {
            self.answer(at, cx);
        }
        true
    }

    fn command(&mut self, command: Command, cx: &mut Cx<'_>) -> bool {
        match command {
            Command::Accept => self.answer(self.at, cx),
            Command::Up => self.at = self.at.saturating_sub(1),
            Command::Down | Command::Complete => {
                self.at = (self.at + 1) % self.choices.len().max(1)
            }
            _ => return false,
        }
        true
    }

    fn clicked(&mut self, row: usize, cx: &mut Cx<'_>) {
        self.answer(row, cx);
    }

    fn can(&self, command: Command, _shared: &crate::app::Shared) -> Option<bool> {
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
