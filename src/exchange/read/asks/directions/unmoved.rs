//! Changes that say that somebody left and change nothing. Must not decide.

use hashbrown::HashMap;

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::money::counted;
use crate::exchange::read::{Source, kinds};
use crate::exchange::safe::{quoted, shell};

use crate::exchange::read::asks::{SAMPLE, each_row};
use crate::exchange::read::question::{Question, Way};

/// What is open about them, of accounts that pay.
pub(super) fn question(source: &Source) -> Result<Option<Question>, Failure> {
    let column = |field: &str| source.mapping.column(field);
    let found = (column("account"), column("delta"), column("kind"));
    let (Some(account), Some(delta), Some(kind)) = found else {
        return Ok(None);
    };
    if source.kind != ImportKind::Movements || source.given.contains(&delta) {
        return Ok(None);
    }
    let (added, mut sums) = (source.added(), HashMap::<String, i64>::new());
    let mut left: Vec<(String, String)> = Vec::new();
    each_row(source, SAMPLE, |record| {
        let Some(amount) = source.amounts_of(&added, &record.cells)[0] else {
            return true;
        };
        let (name, word) = (record.cell(account), record.cell(kind));
        *sums.entry_ref(name).or_default() += amount.0;
        if amount.0 == 0 && kinds::ends(word) {
            left.push((name.to_owned(), word.to_owned()));
        }
        true
    })?;
    left.retain(|(name, _)| sums.get(name).is_some_and(|sum| *sum > 0));
    Ok(left.first().map(|(_, word)| {
        let name = &source.names[delta];
        let open = format!(
            "{} says {} in {} in which {} is 0: nobody leaves with those; is it what is paid from then on",
            quoted(&source.names[kind], 40),
            quoted(word, 20),
            counted(left.len() as u64, "row"),
            quoted(name, 40)
        );
        let ways = vec![
            Way::when(format!("--map mrr={}", shell(name)), "if it is"),
            Way::when(format!("--map delta={}", shell(name)), "if nobody left with those"),
        ];
        Question::new(&source.file, open, ways).proposing(0)
    }))
}
