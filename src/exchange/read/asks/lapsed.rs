//! Columns that are not to be used and that say another currency or unit than when that was said. Must not decide.

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
