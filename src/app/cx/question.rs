//! The questions a screen asks of a person: one of a few answers, one of a list, a line of text. Each is made
//! together with what its answer does, so that none can be asked and left unanswered.
//! Must not know how a question looks.

use std::any::Any;
use std::fmt;

use crate::app::place::Place;
use crate::domain::change::{Field, Subject};

use super::Cx;

type Does<T> = dyn FnOnce(T, &mut Cx<'_>);

/// What an answer does; called once with it.
pub struct Reply<T>(Box<Does<T>>);

impl<T: 'static> Reply<T> {
    /// A reply that asks something of the frame.
    pub fn new(does: impl FnOnce(T, &mut Cx<'_>) + 'static) -> Reply<T> {
        Reply(Box::new(does))
    }

    /// A reply to the screen or overlay that asked; nothing if that is gone.
    pub fn to<S: Any>(
        place: Place,
        does: impl FnOnce(&mut S, T, &mut Cx<'_>) + 'static,
    ) -> Reply<T> {
        Reply::new(move |answer, cx| {
            cx.tell(place, move |state: &mut S, cx| does(state, answer, cx))
        })
    }

    /// Gives the answer.
    pub fn give(self, answer: T, cx: &mut Cx<'_>) {
        (self.0)(answer, cx);
    }

    /// Closes the overlay that asked, and gives the answer if none was given yet.
    pub fn close(reply: &mut Option<Reply<T>>, answer: T, cx: &mut Cx<'_>) {
        cx.close();
        if let Some(reply) = reply.take() {
            reply.give(answer, cx);
        }
    }
}

impl<T> fmt::Debug for Reply<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Reply")
    }
}

/// A question with a few answers, each one letter.
#[derive(Debug)]
pub struct LetterQuestion {
    asker: Place,
    /// The question.
    pub words: String,
    /// What there is to know before answering.
    pub lines: Vec<String>,
    /// A letter, its words and what it does each.
    pub answers: Vec<(char, String, Reply<()>)>,
}

impl LetterQuestion {
    /// A question without answers yet.
    pub fn new(asker: Place, words: impl Into<String>) -> LetterQuestion {
        LetterQuestion {
            asker,
            words: words.into(),
            lines: Vec::new(),
            answers: Vec::new(),
        }
    }

    /// Adds a line to know before answering.
    pub fn line(mut self, words: impl Into<String>) -> LetterQuestion {
        self.lines.push(words.into());
        self
    }

    /// Adds an answer, with what the asker does then.
    pub fn answer<S: Any>(
        self,
        letter: char,
        words: &str,
        does: impl FnOnce(&mut S, &mut Cx<'_>) + 'static,
    ) -> LetterQuestion {
        let reply = Reply::to(self.asker, |state: &mut S, (), cx| does(state, cx));
        self.reply(letter, words, reply)
    }

    /// Adds an answer that leaves everything as it is.
    pub fn nothing(self, letter: char, words: &str) -> LetterQuestion {
        self.reply(letter, words, Reply::new(|(), _| {}))
    }

    /// Adds an answer with its reply.
    pub fn reply(mut self, letter: char, words: &str, reply: Reply<()>) -> LetterQuestion {
        self.answers.push((letter, words.to_owned(), reply));
        self
    }
}

/// One of several to pick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<V> {
    /// What it stands for.
    pub value: V,
    /// What is read first.
    pub label: String,
    /// What stands behind it, dimmed.
    pub detail: String,
}

impl<V> Choice<V> {
    /// A choice.
    pub fn new(value: V, label: impl Into<String>, detail: impl Into<String>) -> Choice<V> {
        Choice {
            value,
            label: label.into(),
            detail: detail.into(),
        }
    }
}

/// What was taken of several: one of them, or a text that is none of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picked<V> {
    /// One of them.
    One(V),
    /// What was typed.
    New(String),
}

/// Several to pick one of, with its reply.
#[derive(Debug)]
pub struct Offer {
    /// The question.
    pub title: String,
    /// Whether a text that is none of them can be taken as it is (a new tag).
    pub free: bool,
    /// Each by its place among them.
    pub choices: Vec<Choice<usize>>,
    /// What is done with the one taken.
    pub reply: Reply<Picked<usize>>,
}

impl Offer {
    /// One of several, with what the asker does with it.
    pub fn new<S: Any, V: 'static>(
        asker: Place,
        title: impl Into<String>,
        choices: Vec<Choice<V>>,
        does: impl FnOnce(&mut S, V, &mut Cx<'_>) + 'static,
    ) -> Offer {
        let one = |state: &mut S, picked, cx: &mut Cx<'_>| match picked {
            Picked::One(value) => does(state, value, cx),
            Picked::New(_) => {}
        };
        Offer {
            free: false,
            ..Offer::or_new(asker, title, choices, one)
        }
    }

    /// The same, where a text that is none of them can be taken too.
    pub fn or_new<S: Any, V: 'static>(
        asker: Place,
        title: impl Into<String>,
        choices: Vec<Choice<V>>,
        does: impl FnOnce(&mut S, Picked<V>, &mut Cx<'_>) + 'static,
    ) -> Offer {
        let mut values = Vec::with_capacity(choices.len());
        let mut shown = Vec::with_capacity(choices.len());
        for (at, choice) in choices.into_iter().enumerate() {
            values.push(choice.value);
            shown.push(Choice::new(at, choice.label, choice.detail));
        }
        let does = move |state: &mut S, picked: Picked<usize>, cx: &mut Cx<'_>| match picked {
            Picked::One(at) => does(state, Picked::One(values.swap_remove(at)), cx),
            Picked::New(text) => does(state, Picked::New(text), cx),
        };
        Offer {
            title: title.into(),
            free: true,
            choices: shown,
            reply: Reply::to(asker, does),
        }
    }
}

/// A line of text to type, with its reply.
#[derive(Debug)]
pub struct Prompt {
    /// What it is.
    pub title: String,
    /// What stands in it at first.
    pub text: String,
    /// What helps while typing.
    pub hint: String,
    /// The field that it becomes, where it is one: what was refused of it stands in the line again.
    pub of: Option<(Subject, Field)>,
    /// What is done with the text.
    pub reply: Reply<String>,
    /// What is done with the text where searches that are kept are asked for; nothing of other lines.
    pub searches: Option<Reply<String>>,
}

impl Prompt {
    /// A line, with what the asker does with its text, no space around it.
    pub fn new<S: Any>(
        asker: Place,
        title: impl Into<String>,
        text: impl Into<String>,
        does: impl FnOnce(&mut S, String, &mut Cx<'_>) + 'static,
    ) -> Prompt {
        Prompt::with(title, text, Reply::to(asker, does))
    }

    /// A line with its reply.
    pub fn with(title: impl Into<String>, text: impl Into<String>, reply: Reply<String>) -> Prompt {
        Prompt {
            title: title.into(),
            text: text.into(),
            hint: String::new(),
            of: None,
            reply,
            searches: None,
        }
    }

    /// Lets searches that are kept be asked for, with what the asker does then with the text.
    pub fn searches<S: Any>(
        self,
        asker: Place,
        does: impl FnOnce(&mut S, String, &mut Cx<'_>) + 'static,
    ) -> Prompt {
        let searches = Some(Reply::to(asker, does));
        Prompt { searches, ..self }
    }

    /// The line becomes a field of something.
    pub fn of(self, subject: Subject, field: Field) -> Prompt {
        let of = Some((subject, field));
        Prompt { of, ..self }
    }

    /// Says something below the line.
    pub fn hint(mut self, words: impl Into<String>) -> Prompt {
        self.hint = words.into();
        self
    }
}
