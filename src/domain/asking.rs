//! Asking for several answers in a row. Must not know who answers.

use super::failure::Failure;
use super::query::{Answer, Query};

/// Whoever answers queries.
pub type Ask<'a> = dyn FnMut(Query) -> Result<Answer, Failure> + 'a;

/// One answer of the type the query has; fails as whoever answers does, or when the answer is another query's.
pub fn ask<T: TryFrom<Answer>>(ask: &mut Ask, query: Query) -> Result<T, Failure> {
    let name = format!("{query:?}");
    let answer = ask(query)?;
    let other = || format!("asking the room for {name}: it answered another question");
    answer.try_into().map_err(|_| Failure::failed(other()))
}
