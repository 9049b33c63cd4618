//! Rows of a ledger that are called like totals and do not add up others, or add them up and are not called so: accounts,
//! or sums.
//! Must not decide.

use crate::domain::failure::Failure;
use crate::domain::money::count;
use crate::exchange::read::{Source, SpeaksForTotal, Total};
use crate::exchange::safe::quoted;

use super::{Question, Way};

/// What is open about them.
pub(super) fn question(source: &Source) -> Result<Option<Question>, Failure> {
    if !source.kind.is_ledger() || source.said.totals.is_some() {
        return Ok(None);
    }
    let question = |(rows, first, others): (u64, Total, Vec<String>)| {
        let (called, line) = (quoted(&first.called, 40), first.line);
        let others: Vec<String> = others.iter().map(|other| quoted(other, 40)).collect();
        let named = match others.is_empty() {
            true => String::new(),
            false => format!(
                " ({}{})",
                others.join(", "),
                if rows > 4 { ", ..." } else { "" }
            ),
        };
        let more = match rows - 1 {
            0 => String::new(),
            1 => format!(", as is 1 more row{named}"),
            more => format!(", as are {} more rows{named}", count(more)),
        };
        let open = format!(
            "{called} in line {line} {}{more}",
            match first.by {
                SpeaksForTotal::Sum => "is the sum of the other rows and is not called like one",
                SpeaksForTotal::Name =>
                    "is called like a total and is not the sum of the other rows",
                SpeaksForTotal::Parts => "is what the other parts of its account come to",
                SpeaksForTotal::Before =>
                    "was left out of an earlier file, and stands among accounts now",
                SpeaksForTotal::Place =>
                    "may add up other rows or say something of them, and is like no account among them",
            }
        );
        let paid = match first.by {
            SpeaksForTotal::Parts => "if it is paid on top of them",
            SpeaksForTotal::Name
            | SpeaksForTotal::Sum
            | SpeaksForTotal::Place
            | SpeaksForTotal::Before => "if it is an account",
        };
        let ways = vec![
            Way::when("--totals out".to_owned(), "if it adds up others"),
            Way::when("--totals in".to_owned(), paid),
        ];
        Question::new(&source.file, open, ways).of(&format!("{} {rows}", first.called))
    };
    Ok(source.doubts()?.map(question))
}
