//! Columns that are not to be used and that say another currency or unit than when that was said, or another part of what
//! accounts pay than the last file. Must not decide.

use crate::exchange::read::recalled::Lapsed;
use crate::exchange::read::{Source, headings, ignored};
use crate::exchange::safe::{quoted, shell};

use super::{Question, Way, is_asked};

/// What is open about them, but for those that other questions ask about.
pub(super) fn questions(source: &Source, asked: &[Question]) -> Vec<Question> {
    let mut found = Vec::new();
    for lapsed in &source.recalled.lapsed {
        let name = &source.names[lapsed.at];
        let ignore = format!("--ignore {}", shell(name));
        let currency = ignored::is_currency(&lapsed.says);
        let money = currency || headings::is_minor(&lapsed.says);
        if !source.is_not_to_be_used(lapsed.at) {
            let free = source.unused().any(|at| at == lapsed.at);
            found.extend(free.then(|| another_part(source, lapsed)));
            continue;
        }
        if !money || is_asked(asked, name) {
            continue;
        }
        let open = format!(
            "{} is not to be used, and says {}, which it did not when that was said",
            quoted(name, 40),
            quoted(&lapsed.says, 20)
        );
        let map = Way::of(format!("--map currency={}", shell(name)));
        let ways = currency.then_some(map).into_iter();
        let ways = ways.chain([Way::when(ignore, "if all amounts are in one")]);
        let question = Question::new(&source.file, open, ways.collect());
        found.push(question.of(&lapsed.says).proposing(1));
    }
    found
}

/// A list that is of another part of what accounts pay than the last one.
fn another_part(source: &Source, of: &Lapsed) -> Question {
    let name = &source.names[of.at];
    let open = format!(
        "{} says {} where the last file with these columns said something else: what each account pays on a day takes the \
         place of what that brought, and parts add up only in one file",
        quoted(name, 40),
        quoted(&of.says, 20)
    );
    let way = Way::when(
        format!("--ignore {}", shell(name)),
        "if these are all that each pays",
    );
    Question::new(&source.file, open, vec![way])
        .of(&of.says)
        .proposing(0)
}
