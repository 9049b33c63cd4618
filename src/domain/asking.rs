//! Asking for several answers in a row, by somebody who can ask at once and by somebody who must wait.
//! Must not know who answers.

use super::failure::Failure;
use super::query::{Answer, Query};

/// Whoever answers queries: the store, or a table of answers that came in by and by.
pub type Ask<'a> = dyn FnMut(Query) -> Result<Answer, Failure> + 'a;

/// One answer of the type the query has.
///
/// # Errors
/// Those of whoever answers; or the answer belongs to another query.
pub fn ask<T: TryFrom<Answer>>(ask: &mut Ask, query: Query) -> Result<T, Failure> {
    let name = format!("{query:?}");
    let answer = ask(query)?;
    answer.try_into().map_err(|_| {
        Failure::failed(format!(
            "asking the room for {name}: it answered another question"
        ))
    })
}

/// Answers that came in so far, for somebody who sends a query and gets its answer later.
#[derive(Clone, Debug, Default)]
pub struct Known {
    answers: Vec<(Query, Answer)>,
}

/// How far a gathering is.
#[derive(Clone, Debug, PartialEq)]
pub enum Step<T> {
    /// Ask this, [`Known::learn`] the answer, and take the step again.
    Ask(Box<Query>),
    /// Everything is there.
    Ready(T),
}

impl Known {
    /// Takes an answer in.
    pub fn learn(&mut self, query: Query, answer: Answer) {
        self.answers.push((query, answer));
    }

    /// Runs a gathering over what is known: `known.step(|ask| AtEnd::gather(id, today, ask))`.
    ///
    /// # Errors
    /// Those of the gathering itself.
    pub fn step<T>(
        &self,
        gather: impl FnOnce(&mut Ask) -> Result<T, Failure>,
    ) -> Result<Step<T>, Failure> {
        let mut lacks = None;
        let result = gather(&mut |query| {
            let hit = self.answers.iter().find(|(asked, _)| *asked == query);
            match hit {
                Some((_, answer)) => Ok(answer.clone()),
                None => {
                    lacks = Some(query);
                    Err(Failure::failed("waiting for an answer"))
                }
            }
        });
        match lacks {
            Some(query) => Ok(Step::Ask(Box::new(query))),
            None => result.map(Step::Ready),
        }
    }
}
