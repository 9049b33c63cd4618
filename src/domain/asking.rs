//! Asking for several answers in a row. Must not know who answers.

use super::failure::Failure;
use super::feedback::FeedbackView;
use super::page::Page;
use super::query::{Answer, FeedbackFilter, Query};

/// Pieces of feedback asked for at once.
const PAGE: u32 = 1_000;

/// Whoever answers queries.
pub type Ask<'a> = dyn FnMut(Query) -> Result<Answer, Failure> + 'a;

/// One answer of the type the query has; fails as whoever answers does, or when the answer is another query's.
pub fn ask<T: TryFrom<Answer>>(ask: &mut Ask, query: Query) -> Result<T, Failure> {
    let name = format!("{query:?}");
    let answer = ask(query)?;
    let other = || format!("asking the room for {name}: it answered another question");
    answer.try_into().map_err(|_| Failure::failed(other()))
}

/// All feedback that a filter lets through, a page at a time.
///
/// # Errors
/// Those of whoever answers.
pub fn each_piece(
    asks: &mut Ask,
    filter: &FeedbackFilter,
    mut take: impl FnMut(FeedbackView),
) -> Result<(), Failure> {
    let mut after = None;
    loop {
        let query = Query::Feedback {
            filter: filter.clone(),
            after,
            limit: PAGE,
        };
        let page: Page<FeedbackView> = ask(asks, query)?;
        page.items.into_iter().for_each(&mut take);
        after = page.next;
        if after.is_none() {
            return Ok(());
        }
    }
}
