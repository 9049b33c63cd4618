//! Files that cannot be read until something is said of them: that is asked, and with it what is open once the first
//! answer is given, so that nobody is asked twice. Must not know what can be open.

use std::path::Path;

use super::Options;
use crate::domain::failure::Failure;
use crate::domain::typed::split;
use crate::exchange::read::{self, Hints, Question, Source, Unread};
use crate::runtime::typed;
use crate::runtime::unpacked::Unpacking;

/// So many things are asked of a file before it can be read.
const MOST: usize = 6;

/// A file as far as it is understood.
pub(super) struct LookedThrough {
    /// It, as it stands; none where something has to be said first, and the first answer leads nowhere.
    pub(super) source: Option<Source>,
    /// What has to be said first, and what it is, where that is open.
    pub(super) asked: Vec<Question>,
    /// What is open once it is what its question says first.
    pub(super) rest: Option<Vec<Question>>,
}

impl LookedThrough {
    fn at(source: Option<Source>, asked: Vec<Question>) -> LookedThrough {
        LookedThrough {
            source,
            asked,
            rest: None,
        }
    }
}

/// Looks at a file as if the first answer to each thing that has to be said of it first were the right one.
///
/// # Errors
/// Where nothing that anybody says would help.
pub(super) fn look(
    file: &Path,
    hints: &Hints,
    unpacking: &mut Unpacking,
) -> Result<LookedThrough, Failure> {
    let mut options = Options {
        hints: hints.clone(),
        ..Options::default()
    };
    let (source, asked) = led_on(file, &mut options, unpacking)?;
    match source {
        Some(source) => whatever_it_is(source, asked, file, &mut options, unpacking),
        None => Ok(LookedThrough::at(None, asked)),
    }
}

/// A file once what has to be said of it first is answered, as far as that leads, and what that is.
fn led_on(
    file: &Path,
    options: &mut Options,
    unpacking: &mut Unpacking,
) -> Result<(Option<Source>, Vec<Question>), Failure> {
    let mut asked: Vec<Question> = Vec::new();
    loop {
        let question = match unpacking.look_at(file, &options.hints) {
            Ok(source) => return Ok((Some(source), asked)),
            Err(Unread::Refused(failure)) if asked.is_empty() => return Err(failure),
            Err(Unread::Refused(_)) => return Ok((None, asked)),
            Err(Unread::Asks(question)) => question,
        };
        let goes_on = asked.len() < MOST && answer(&question, options);
        asked.push(question);
        if !goes_on {
            return Ok((None, asked));
        }
    }
}

/// What is asked of a file that may be of another kind, with what is open once it is.
fn whatever_it_is(
    source: Source,
    mut asked: Vec<Question>,
    file: &Path,
    options: &mut Options,
    unpacking: &mut Unpacking,
) -> Result<LookedThrough, Failure> {
    let kind = match options.hints.ignore_rest {
        true => None,
        false => read::kind(&source, &options.hints)?,
    };
    // What nobody proposes leads nowhere.
    let Some(kind) = kind.filter(|kind| kind.proposes() && answer(kind, options)) else {
        return Ok(LookedThrough::at(Some(source), asked));
    };
    let Ok((other, mut rest)) = led_on(file, options, unpacking) else {
        return Ok(LookedThrough::at(Some(source), asked));
    };
    if let Some(other) = other {
        rest.extend(read::questions(&other, &options.hints)?);
    }
    asked.push(kind);
    Ok(LookedThrough {
        source: Some(source),
        asked,
        rest: Some(rest),
    })
}

/// Gives a question its first answer, where that can be given.
fn answer(question: &Question, options: &mut Options) -> bool {
    let way = question.settled_by.first().filter(|way| way.is_whole());
    way.is_some_and(|way| typed::also(&split(&way.option), options).is_ok())
}
