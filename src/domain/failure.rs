//! One kind of failure for every layer: what was being done, what is wrong, what to do next.
//! Must not know how it is shown: the command line and the screen each print it their way.

use std::fmt::Display;
use std::io::{self, ErrorKind};

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
    /// The kind of thing there is none of by the name that the message says again.
    #[serde(skip)]
    #[traverse(skip)]
    pub lacks: Option<&'static str>,
}

/// What the operating system refuses: the sort of failure, what is wrong, and what to do.
const REFUSED: [(ErrorKind, Code, &str, &str); 8] = [
    (
        ErrorKind::NotFound,
        Code::Failed,
        "there is no such file or folder",
        "check the path: its folder has to be there",
    ),
    (
        ErrorKind::NotADirectory,
        Code::Failed,
        "a part of its path is a file, not a folder",
        "check the path",
    ),
    (
        ErrorKind::IsADirectory,
        Code::Failed,
        "it is a folder",
        "give the name of a file",
    ),
    (
        ErrorKind::InvalidFilename,
        Code::Failed,
        "its name is too long",
        "give a shorter name",
    ),
    (
        ErrorKind::PermissionDenied,
        Code::ReadOnly,
        "it, or its folder, is not yours to open or to write",
        "choose a folder you may write in, or ask whose it is",
    ),
    (
        ErrorKind::ReadOnlyFilesystem,
        Code::ReadOnly,
        "its disk can only be read",
        "choose a folder you may write in",
    ),
    (
        ErrorKind::StorageFull,
        Code::Failed,
        "the disk is full",
        "make room on it, then do it again",
    ),
    (
        ErrorKind::QuotaExceeded,
        Code::Failed,
        "your part of the disk is full",
        "make room on it, then do it again",
    ),
];

/// What the operating system said, by the number behind its own words; `None` of what it did not say.
fn refused(said: &str) -> Option<(Code, &'static str, &'static str)> {
    let (_, number) = said.split_once("(os error ")?;
    let number = number.split(')').next()?.parse().ok()?;
    let kind = io::Error::from_raw_os_error(number).kind();
    let known = REFUSED.into_iter().find(|(of, ..)| *of == kind);
    let known = known.map(|(_, code, words, hint)| (code, words, hint));
    Some(known.unwrap_or((
        Code::Failed,
        "the disk, or the system, gave an error",
        "see that it is a plain file on a disk that works, then do it again",
    )))
}

/// How it is said of one of several that nothing came of all of them.
const NOTHING: &str = "; nothing was written";

/// So many of the things that are open are said: more of them nobody reads one by one.
pub const MOST_SAID: usize = 30;

/// Things that are open, one a line; where they are very many the first of them, and how many there are besides.
pub fn listed(things: &[String]) -> String {
    let lines = things.iter().enumerate().take(MOST_SAID);
    let lines = lines.map(|(at, words)| format!("\n  {}. {words}", at + 1));
    let lines: String = lines.collect();
    let more = match things.len().saturating_sub(MOST_SAID) {
        0 => String::new(),
        more => format!("\n  and {more} more"),
    };
    format!("{} things are open:{lines}{more}", things.len())
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
            lacks: None,
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

    /// There is nothing of a kind by a name that somebody gave.
    pub fn unknown(kind: &'static str, name: &str) -> Failure {
        Failure {
            lacks: Some(kind),
            ..Failure::usage(format!("there is no {kind} `{name}`"))
        }
    }

    /// Somebody else was first.
    pub fn conflict(message: impl Into<String>) -> Failure {
        Failure::new(Code::Conflict, message)
    }

    /// What could not be done with a file: in words of ours, whatever the operating system calls it.
    pub fn disk(doing: &str, error: impl Display) -> Failure {
        let mut failure = Failure::of_system(&error.to_string());
        failure.message.insert_str(0, &format!("{doing}: "));
        failure
    }

    /// The same without what was being done.
    pub fn of_system(said: &str) -> Failure {
        match refused(said) {
            Some((code, words, hint)) => Failure::new(code, words).hint(hint),
            None => Failure::failed(said),
        }
    }

    /// What somebody wrote was not kept because of it.
    pub fn not_saved(mut self) -> Failure {
        if !self.is_not_saved() {
            self.message.insert_str(0, NOT_SAVED);
        }
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

    /// Several for which nothing was written as one, of the first one's sort; `None` of none.
    pub fn together(mut failures: Vec<Failure>) -> Option<Failure> {
        let code = failures.first()?.code;
        if failures.len() == 1 {
            return failures.pop();
        }
        let words = failures.iter().map(Failure::to_string);
        let words: Vec<String> = words.map(|said| said.replace(NOTHING, "")).collect();
        Some(Failure::new(code, listed(&words)).hint(NOTHING.trim_start_matches("; ")))
    }

    /// What is wrong, for where it is not so that nothing was written, or is said elsewhere.
    pub fn wrong(&self) -> String {
        self.message.replace(NOTHING, "")
    }

    /// Adds what to do next.
    pub fn hint(mut self, hint: impl Into<String>) -> Failure {
        self.hint = hint.into();
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_very_many_things_that_are_open_the_first_are_said_and_how_many_there_are() {
        let things = |n: usize| (1..=n).map(|n| format!("thing {n}")).collect::<Vec<_>>();
        let few = listed(&things(30));
        assert!(
            few.starts_with("30 things are open:\n  1. thing 1\n"),
            "{few}"
        );
        assert!(few.ends_with("\n  30. thing 30"), "{few}");
        let many = listed(&things(16_000));
        assert!(many.starts_with("16000 things are open:"), "{many}");
        assert!(
            many.ends_with("\n  30. thing 30\n  and 15970 more"),
            "{many}"
        );
    }
}
