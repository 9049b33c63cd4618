//! One kind of failure for every layer: what was being done, what is wrong, what to do next.
//! Must not know how it is shown: the command line and the screen each print it their way.

use serde::{Deserialize, Serialize};
use traversable::TraversableMut;

/// What sort of failure it is; the command line turns it into an exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// It could not be done.
    Failed,
    /// It was asked for wrongly: an unknown name, period, column or option.
    Usage,
    /// Somebody else changed it first; nothing was written.
    Conflict,
    /// No such thing.
    NotFound,
    /// The file or folder cannot be written.
    ReadOnly,
    /// Another process holds the file.
    Busy,
}

/// A failure a person can act on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize, TraversableMut)]
#[error("{message}{}", if hint.is_empty() { String::new() } else { format!("; {hint}") })]
pub struct Failure {
    /// What sort.
    #[traverse(skip)]
    pub code: Code,
    /// What was being done and what is wrong.
    pub message: String,
    /// What to do next; may be empty.
    pub hint: String,
}

/// How it begins when words were not kept.
const NOT_SAVED: &str = "not saved: ";

impl Failure {
    /// A failure of the given sort without a hint.
    pub fn new(code: Code, message: impl Into<String>) -> Failure {
        Failure {
            code,
            message: message.into(),
            hint: String::new(),
        }
    }

    /// It could not be done.
    pub fn failed(message: impl Into<String>) -> Failure {
        Failure::new(Code::Failed, message)
    }

    /// It was asked for wrongly.
    pub fn usage(message: impl Into<String>) -> Failure {
        Failure::new(Code::Usage, message)
    }

    /// No such thing.
    pub fn not_found(message: impl Into<String>) -> Failure {
        Failure::new(Code::NotFound, message)
    }

    /// Somebody else was first.
    pub fn conflict(message: impl Into<String>) -> Failure {
        Failure::new(Code::Conflict, message)
    }

    /// What somebody wrote was not kept because of it.
    pub fn not_saved(mut self) -> Failure {
        self.message = format!("{NOT_SAVED}{}", self.message);
        self
    }

    /// Whether it says that something written was not kept.
    pub fn is_not_saved(&self) -> bool {
        self.message.starts_with(NOT_SAVED)
    }

    /// What it says beside that.
    pub fn why(&self) -> &str {
        let why = self.message.strip_prefix(NOT_SAVED);
        why.unwrap_or(&self.message)
    }

    /// Adds what to do next.
    pub fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hint = hint.into();
        self
    }
}
