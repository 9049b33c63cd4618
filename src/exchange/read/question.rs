//! What a person has to settle about a file, with the options that do, and how all of it is asked in one sentence.
//! Must not know how any of it was found, nor how it is put to anybody.

use std::fmt;
use std::ops::ControlFlow;

use traversable::{TraversableMut, VisitorMut};

use crate::domain::failure::{Failure, MOST_SAID, listed};
use crate::domain::typed::go_through;
use crate::exchange::safe::one_line;

use super::hash::Fnv;

/// One thing that a person has to settle.
#[derive(Clone, Debug, PartialEq, Eq, TraversableMut)]
pub struct Question {
    /// The file, safe to print.
    pub file: String,
    /// What is open, a sentence without a full stop.
    pub open: String,
    /// The options of which one settles it.
    pub settled_by: Vec<Way>,
    /// How many of those, from the first, a command that answers everything may give unasked.
    #[traverse(skip)]
    proposed: usize,
    /// The values that it is about, where another one of the like is another question.
    #[traverse(skip)]
    of: String,
    /// Whether nothing can be made of the file before it is settled: then it cannot be taken as it stands.
    #[traverse(skip)]
    pub first: bool,
}

/// A way to settle a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The option with its value, as a shell takes it: `--map quantity=Seats`.
    pub option: String,
    /// When it is the right one; empty where that is plain.
    pub when: &'static str,
}

/// What stands in the place of a column that nobody named.
pub(super) const ANY: &str = "COLUMN";

/// When a sign before three digits is which.
pub(super) const THOUSANDS: &str = "if it is thousands";
pub(super) const FRACTION: &str = "if it is a fraction";

impl Way {
    pub(super) fn of(option: String) -> Way {
        Way::when(option, "")
    }

    /// An option that is right only where something holds.
    pub(super) fn when(option: String, when: &'static str) -> Way {
        Way { option, when }
    }

    /// Whether it can be given as it is, and no column is still to be named.
    pub fn is_whole(&self) -> bool {
        self.option.split(['=', ' ']).all(|part| part != ANY)
    }

    /// The options of which it is made, each with its value: `--as-kind surveys`, `--map text='In words'`.
    fn options(&self) -> impl Iterator<Item = &str> {
        let ends = self.option.match_indices(" --").map(|(at, _)| at);
        let ends = ends.chain([self.option.len()]);
        ends.scan(0, |from, to| {
            let option = &self.option[*from..to];
            *from = to + 1;
            Some(option)
        })
    }
}

impl TraversableMut for Way {
    fn traverse_mut<V: VisitorMut>(&mut self, visitor: &mut V) -> ControlFlow<V::Break> {
        visitor.enter_mut(self)?;
        go_through(&mut self.option, visitor)
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.when {
            "" => f.write_str(&self.option),
            when => write!(f, "{} {when}", self.option),
        }
    }
}

impl Question {
    pub(super) fn new(file: &str, open: String, settled_by: Vec<Way>) -> Question {
        Question {
            file: one_line(file).into_owned(),
            open,
            settled_by,
            proposed: usize::MAX,
            of: String::new(),
            first: false,
        }
    }

    /// The same, which another one's answers settle as well.
    pub(super) fn or(mut self, other: Question) -> Question {
        let new = |way: &Way| {
            self.settled_by
                .iter()
                .all(|known| known.option != way.option)
        };
        let new: Vec<Way> = other.settled_by.into_iter().filter(new).collect();
        self.settled_by.extend(new);
        self
    }

    /// The same about these values alone: what is said of it holds for no others.
    pub(super) fn of(self, values: &str) -> Question {
        let mut fnv = Fnv::new();
        fnv.text(values);
        Question {
            of: format!(" | {:016x}", fnv.sum()),
            ..self
        }
    }

    /// The same where a command that answers everything may give so many of the answers, from the first, and no other:
    /// by those somebody counts who may not pay.
    pub(super) fn proposing(self, proposed: usize) -> Question {
        Question { proposed, ..self }
    }

    /// Whether a command that answers everything may give an answer to it.
    pub fn proposes(&self) -> bool {
        self.proposed > 0
    }

    /// The question and its answers, for people.
    pub fn words(&self) -> String {
        format!("{}: {}; {}", self.file, self.open, self.answers())
    }

    /// How it is settled.
    fn answers(&self) -> String {
        let ways = self.settled_by.iter().map(Way::to_string);
        let ways = ways.collect::<Vec<_>>().join(", or ");
        format!("settle it with {ways}")
    }

    /// What it is about, to know it again whatever most values are: its words without them, and the first answer.
    pub fn about(&self) -> String {
        let words = self.open.split('`').step_by(2).flat_map(str::chars);
        let words: String = words.filter(|c| c.is_alphabetic() || *c == ' ').collect();
        let words: Vec<&str> = words.split_whitespace().collect();
        let way = self
            .settled_by
            .first()
            .map_or("", |way| way.option.as_str());
        format!("{} | {way}{}", words.join(" "), self.of)
    }
}

/// Why a file cannot be read as it is.
#[derive(Debug)]
pub enum Unread {
    /// Nothing that anybody says would help.
    Refused(Failure),
    /// Something has to be said first.
    Asks(Question),
}

impl Unread {
    /// Something has to be said first.
    pub(super) fn asks(file: &str, open: String, settled_by: Vec<Way>) -> Unread {
        Unread::Asks(Question {
            first: true,
            ..Question::new(file.trim_matches('`'), open, settled_by)
        })
    }
}

impl From<Failure> for Unread {
    fn from(failure: Failure) -> Unread {
        Unread::Refused(failure)
    }
}

impl From<Unread> for Failure {
    fn from(unread: Unread) -> Failure {
        match unread {
            Unread::Refused(failure) => failure,
            Unread::Asks(question) => {
                let open = format!("reading {}: {}", question.file, question.open);
                Failure::usage(open).hint(question.answers())
            }
        }
    }
}

/// All questions of all files of a call as one failure; nothing is written until they are settled. `typed` is the call
/// as it was typed: it comes back with the first answer to each.
///
/// # Errors
/// Where there is any.
pub fn settled(questions: &[Question], typed: &str) -> Result<(), Failure> {
    let hint = match questions.iter().any(|question| question.first) {
        true => "nothing was written",
        false => {
            "nothing was written; --dry-run shows how the file is read, --ignore-rest takes it as it stands"
        }
    };
    match questions {
        [] => Ok(()),
        [one] => {
            let open = format!("reading {}: {}", one.file, one.open);
            Err(Failure::usage(open).hint(format!("{}; {hint}", one.answers())))
        }
        several => {
            let words: Vec<String> = several.iter().map(Question::words).collect();
            let all = format!("{}{}", listed(&words), at_once(several, typed));
            Err(Failure::usage(all).hint(hint))
        }
    }
}

/// Why files of a call cannot be read, with what the others leave open, as one failure.
///
/// # Errors
/// Where there is a file that cannot be.
pub fn all_read(mut refused: Vec<Failure>, questions: &[Question]) -> Result<(), Failure> {
    if refused.len() + questions.len() == 1 {
        return refused.pop().map_or(Ok(()), Err);
    }
    let Some(first) = refused.first() else {
        return Ok(());
    };
    let code = first.code;
    let refused = refused.iter().map(Failure::to_string);
    let words: Vec<String> = refused
        .chain(questions.iter().map(Question::words))
        .collect();
    Err(Failure::new(code, listed(&words)).hint("nothing was written"))
}

/// The call with an answer to each question, the first that agrees with those before it; empty where one has to be
/// thought of, or not all are shown.
fn at_once(questions: &[Question], typed: &str) -> String {
    if questions.len() > MOST_SAID {
        return String::new();
    }
    let mut said: Vec<&str> = Vec::new();
    for question in questions {
        let mut ways = question.settled_by.iter().take(question.proposed);
        let Some(way) = ways.find(|way| way.is_whole() && agrees(&said, way)) else {
            return String::new();
        };
        let new: Vec<&str> = way.options().filter(|one| !said.contains(one)).collect();
        said.extend(new);
    }
    // A column that says the currency says what the room counts in.
    if said.iter().any(|one| one.starts_with("--map currency=")) {
        said.retain(|one| !one.starts_with("--currency "));
    }
    match typed {
        "" => String::new(),
        typed => format!(
            "\n  all at once, where the first answer to each is right:\n    {typed} {}",
            said.join(" ")
        ),
    }
}

/// Whether a way says nothing else of what was said before: another column as the same field, the same as another,
/// another currency.
fn agrees(said: &[&str], way: &Way) -> bool {
    let apart = |option: &str| {
        let at = option.find('=').or(option.find(' '));
        let (of, is) = option.split_at(at.unwrap_or(option.len()));
        (of.to_owned(), is.to_owned())
    };
    let differ = |one: &str, other: &str| {
        let ((of, is), (other_of, other_is)) = (apart(one), apart(other));
        let columns = one.starts_with("--map ") && other.starts_with("--map ");
        of != other_of && !(columns && is == other_is)
    };
    let several = |option: &str| {
        let of = [
            "--ignore ",
            "--map text=",
            "--map end=",
            "--map reason=",
            "--map part=",
        ];
        of.iter().any(|of| option.starts_with(of))
    };
    // What is not used is nothing, and what is something is used.
    let ignored = |option: &str| option.strip_prefix("--ignore ").map(str::to_owned);
    let mapped = |option: &str| {
        let (_, column) = option.strip_prefix("--map ")?.split_once('=')?;
        Some(column.to_owned())
    };
    let against = |one: &str, other: &str| {
        ignored(one).is_some_and(|column| mapped(other).as_ref() == Some(&column))
    };
    let denied = |option: &str| {
        let mut said = said.iter();
        said.any(|one| against(one, option) || against(option, one))
    };
    way.options().all(|option| {
        !denied(option)
            && (several(option) || said.iter().all(|one| *one == option || differ(one, option)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asks(ways: &[&str]) -> Question {
        let ways = ways.iter().map(|way| Way::of((*way).to_owned()));
        Question::new("a.csv", "it is open".to_owned(), ways.collect())
    }

    #[test]
    fn one_command_answers_everything_that_is_open() {
        let open = [
            asks(&["--as-kind subscriptions --map account='Who is it'"]),
            asks(&["--currency EUR"]),
            asks(&["--map quantity=Seats", "--ignore Seats"]),
            asks(&["--map quantity=Users", "--ignore Users"]),
            asks(&["--currency EUR"]),
        ];
        let said = settled(&open, "churnroom import a.csv").unwrap_err();
        assert!(
            said.message.ends_with(
                "\n    churnroom import a.csv --as-kind subscriptions --map account='Who is it' --currency EUR \
                 --map quantity=Seats --ignore Users"
            ),
            "{}",
            said.message
        );
    }

    #[test]
    fn what_may_be_wrong_is_not_proposed() {
        let ends = |proposed| {
            let question = asks(&["--status-ends gone_on", "--ignore Status"]);
            question.proposing(proposed)
        };
        let other = asks(&["--status-ends left_on", "--currency EUR"]);
        let said = |open: &[Question]| settled(open, "churnroom import a.csv").unwrap_err().message;
        assert!(said(&[asks(&["--currency EUR"]), ends(1)]).contains("--status-ends gone_on"));
        assert!(!said(&[asks(&["--currency EUR"]), ends(0)]).contains("all at once"));
        assert!(!said(&[other, ends(1)]).contains("all at once"));
        let both = [
            asks(&["--map end=Ended"]),
            asks(&["--map end=Ended --map end=Closed", "--ignore Closed"]),
        ];
        assert!(said(&both).ends_with("a.csv --map end=Ended --map end=Closed"));
    }

    #[test]
    fn there_is_none_where_a_column_is_still_to_be_named() {
        let open = [asks(&["--currency EUR"]), asks(&["--map amount=COLUMN"])];
        let said = settled(&open, "churnroom import a.csv").unwrap_err();
        assert!(!said.message.contains("all at once"), "{}", said.message);
        assert!(settled(&[], "").is_ok());
    }
}
