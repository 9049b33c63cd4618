//! What a file leaves open and a person has to settle before anything of it is believed: each question with the
//! flags that settle it. Must not guess, nor know how a question is put to anybody.

mod bare;
mod ends;
mod hidden;
mod ledgers;
mod likely;
mod nobody;
mod objects;
mod often;
mod people;
mod states;
mod suspects;
mod totals;
mod units;

use std::{fmt, io};

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::word::Word;
use crate::exchange::safe::quoted;

use super::Source;
use super::hints::Hints;
use super::records::Record;
use likely::Looked;

/// One thing that a person has to settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The file, safe to print.
    pub file: String,
    /// What is open, a sentence without a full stop.
    pub open: String,
    /// The options of which one settles it.
    pub settled_by: Vec<Way>,
}

/// A way to settle a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Way {
    /// The option with its value, as a shell takes it: `--map quantity=Seats`.
    pub option: String,
    /// When it is the right one; empty where that is plain.
    pub when: &'static str,
}

impl Way {
    fn of(option: String) -> Way {
        Way::when(option, "")
    }

    /// An option that is right only where something holds.
    fn when(option: String, when: &'static str) -> Way {
        Way { option, when }
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
    fn new(source: &Source, open: String, settled_by: Vec<Way>) -> Question {
        Question {
            file: source.file.clone(),
            open,
            settled_by,
        }
    }

    /// The question and its answers, for people.
    pub fn words(&self) -> String {
        let ways = self.settled_by.iter().map(Way::to_string);
        let ways = ways.collect::<Vec<_>>().join(", or ");
        format!("{}: {}; settle it with {ways}", self.file, self.open)
    }
}

impl Question {
    /// What it is about, to know it again whatever the values are: its words without them, and the first answer.
    pub fn about(&self) -> String {
        let words = self.open.split('`').step_by(2).flat_map(str::chars);
        let words: String = words.filter(|c| c.is_alphabetic() || *c == ' ').collect();
        let words: Vec<&str> = words.split_whitespace().collect();
        let way = self
            .settled_by
            .first()
            .map_or("", |way| way.option.as_str());
        format!("{} | {way}", words.join(" "))
    }
}

impl Source {
    /// Takes what is open as it stands, now and in the next files with the same columns: that, and nothing else.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn settle_rest(&mut self, hints: &Hints) -> Result<(), Failure> {
        let open = open(self, hints)?;
        let known = &mut self.said.rest_of;
        known.extend(open.iter().map(Question::about));
        known.sort();
        known.dedup();
        Ok(())
    }
}

/// All that a file leaves open, but for what was settled of its columns before.
///
/// # Errors
/// When it cannot be read.
pub fn questions(source: &Source, hints: &Hints) -> Result<Vec<Question>, Failure> {
    if hints.ignore_rest {
        return Ok(Vec::new());
    }
    open(source, hints)
}

/// The same, whatever is taken as it stands.
fn open(source: &Source, hints: &Hints) -> Result<Vec<Question>, Failure> {
    let looked = Looked::default();
    let mut asked = all(source, hints, &looked)?;
    likely::named(source, &looked, &mut asked)?;
    asked.retain(|question| !source.said.rest_of.contains(&question.about()));
    Ok(asked)
}

fn all(source: &Source, hints: &Hints, looked: &Looked) -> Result<Vec<Question>, Failure> {
    let mut asked: Vec<Question> = kind(source, hints)?.into_iter().collect();
    asked.extend(units::interval(source));
    asked.extend(units::cut(source));
    asked.extend(units::unit(source)?);
    asked.extend(often::question(source)?);
    let suspects = suspects::questions(source)?;
    let named = |field: &str| {
        let way = format!("--map {field}=");
        suspects
            .iter()
            .any(|of| of.settled_by[0].option.starts_with(&way))
    };
    let nobody = nobody::questions(source, looked, named)?;
    asked.extend(suspects);
    asked.extend(nobody);
    asked.extend(states::questions(source, hints.today)?);
    asked.extend(ends::question(source)?);
    asked.extend(ends::beside(source)?);
    asked.extend(totals::question(source)?);
    Ok(asked)
}

/// Whether it is what it was taken for.
fn kind(source: &Source, hints: &Hints) -> Result<Option<Question>, Failure> {
    if hints.kind.or(source.said.kind).is_some() || source.mapping.shape.is_some() {
        return Ok(None);
    }
    let by_name = people::question(source)
        .or_else(|| rival(source))
        .or_else(|| foreign(source));
    match by_name {
        Some(question) => Ok(Some(question)),
        None => ledgers::question(source),
    }
}

/// Its names may speak for two kinds.
fn rival(source: &Source) -> Option<Question> {
    let rival = source.mapping.rival?;
    let (own, rival) = (source.kind.word(), rival.word());
    let open = format!("it could be {own} as well as {rival}");
    let ways = [own, rival].map(|kind| Way::of(format!("--as-kind {kind}")));
    Some(Question::new(source, open, ways.into()))
}

/// Its first id may speak for another kind.
fn foreign(source: &Source) -> Option<Question> {
    let own = source.kind;
    let foreign = objects::foreign(source)?;
    let (column, object) = (quoted(&foreign.column, 40), foreign.object);
    let word = own.word();
    let article = if object.starts_with(['a', 'e', 'i', 'o']) {
        "an"
    } else {
        "a"
    };
    let open = format!(
        "its first id, {column}, says that a row is {article} {object}, and it reads as {word}"
    );
    let fits = ImportKind::ALL
        .into_iter()
        .filter(|kind| foreign.fits.contains(kind));
    let mut ways: Vec<Way> = fits
        .map(|kind| Way::of(format!("--as-kind {}", kind.word())))
        .collect();
    ways.push(Way::when(
        format!("--as-kind {word}"),
        "if it is that all the same",
    ));
    Some(Question::new(source, open, ways))
}

/// All questions of all files of a call as one failure; nothing is written until they are settled.
///
/// # Errors
/// Where there is any.
pub fn settled(questions: &[Question]) -> Result<(), Failure> {
    if questions.is_empty() {
        return Ok(());
    }
    let words: Vec<String> = questions.iter().map(Question::words).collect();
    let message = match &words[..] {
        [one] => format!("reading {one}"),
        several => listed(several),
    };
    Err(Failure::usage(message).hint(
        "nothing was written; --dry-run shows how the file is read, --ignore-rest takes it as it stands",
    ))
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

fn listed(things: &[String]) -> String {
    let lines = things.iter().enumerate();
    let lines = lines.map(|(at, words)| format!("\n  {}. {words}", at + 1));
    format!(
        "{} things are open:{}",
        things.len(),
        lines.collect::<String>()
    )
}

/// The columns that may say what state a row is in, best first.
const STATES: [&str; 3] = ["trial", "status", "cause"];

/// So many rows are looked at for what a column could mean.
const SAMPLE: u64 = 20_000;

/// Gives the rows of a file as they stand, those that are broken left out, until `look` has seen enough or so many
/// were read.
///
/// # Errors
/// When the file cannot be read.
fn each_row(
    source: &Source,
    most: u64,
    mut look: impl FnMut(&Record) -> bool,
) -> Result<(), Failure> {
    let skip = source.skip as u64;
    let mut records = source.records()?;
    let (mut record, mut rows, mut goes_on) = (Record::default(), 0, true);
    let unreadable = |e: io::Error| Failure::failed(format!("reading {}: {e}", source.file));
    while goes_on
        && rows < most.saturating_add(skip)
        && records.next_into(&mut record).map_err(unreadable)?
    {
        rows += 1;
        goes_on = rows <= skip || record.broken || look(&record);
    }
    Ok(())
}
