//! Prices of one of several, where no column says of how many. Must not decide.

use crate::domain::import::ImportKind;
use crate::exchange::read::Source;
use crate::exchange::read::by_name::is_of_one;
use crate::exchange::safe::quoted;

use super::{Question, Way};

/// What is open about them, where no other question asks for the quantity.
pub(super) fn question(source: &Source, asked: &[Question]) -> Option<Question> {
    let asks = asked
        .iter()
        .flat_map(|question| &question.settled_by)
        .any(|way| way.option.starts_with("--map quantity="));
    let plain = source.kind == ImportKind::Subscriptions && source.mapping.shape.is_none();
    let price = source.mapping.column("amount").filter(|_| plain && !asks);
    let said = source.mapping.column("quantity").is_some();
    let price = price.filter(|at| !said && is_of_one(&source.names[*at]))?;
    let open = format!(
        "{} is the price of one, and no column says of how many",
        quoted(&source.names[price], 40)
    );
    let ways = vec![
        Way::of("--map quantity=COLUMN".to_owned()),
        Way::when("--ignore-rest".to_owned(), "if each has one"),
    ];
    Some(Question::new(&source.file, open, ways).proposing(0))
}
