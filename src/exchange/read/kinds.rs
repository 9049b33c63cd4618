//! Which column of a file of movements says whether MRR rose or fell, by what its cells say and not by its name: many
//! tools write a loss as a plain number. Must not know amounts.

use std::io;

use super::columns::{Index, words};
use super::fields::{Goes, form};
use super::header::{Header, Mapping};
use super::hints::Remembered;
use super::records::{Record, Records};
use crate::domain::import::ImportKind;

/// So many rows tell.
const ROWS: usize = 2_000;

/// Words for what comes and for what goes: the long ones wherever they stand in a word, short ones as its beginning, and
/// those behind a sign as all of it.
const UP: &str = "=new newbusiness newlogo expansion expan upgrad upsell reactivat resubscri winback =won gain increas \
    growth grew add signup signed joined creat start =up =plus positiv =neu neukund erweiter erhöh zugang reaktiv nouveau nouvel \
    augment réactiv nuevo nueva =alta ampliaci aumento novo nova nuovo nuova crescita";
const DOWN: &str = "churn contraction downgrad downsell cancel terminat unsubscri nonrenew deactivat lost loss lose \
    decreas reduc remov shrink shrank drop =left leav =down =minus negativ kündig verlust verring abgang résili perte \
    diminu =baja =bajas pérdida perda perdita disdetta riduz";

/// Words that turn the others round, or say that a change did not come.
const UNSURE: &str =
    "discount coupon rabatt remise descuento sconto revers revok prevent =not =no =saved =pending";

/// What a kind of change does to MRR; `None` where its words say nothing of it, or both.
pub(super) fn goes(kind: &str) -> Option<Goes> {
    match kind.trim() {
        "+" | "1" | "+1" => return Some(Goes::Up),
        "-" | "-1" | "\u{2212}" | "\u{2013}" => return Some(Goes::Down),
        _ => {}
    }
    let says =
        |list: &str| words(kind).any(|word| list.split_whitespace().any(|one| is(one, &word)));
    match (says(UP), says(DOWN)) {
        (up, down) if up == down || says(UNSURE) => None,
        (true, _) => Some(Goes::Up),
        (false, _) => Some(Goes::Down),
    }
}

/// Whether a word is one of a list, as that is written there.
fn is(known: &str, word: &str) -> bool {
    match known.strip_prefix('=') {
        Some(whole) => word == whole,
        None if known.len() < 5 => word.starts_with(known),
        None => word.contains(known),
    }
}

/// What was seen of one column.
#[derive(Default)]
struct Seen {
    filled: u64,
    up: u64,
    down: u64,
}

impl Seen {
    fn look(&mut self, cell: &str) {
        self.filled += u64::from(!cell.is_empty());
        match goes(cell) {
            Some(Goes::Up) => self.up += 1,
            Some(Goes::Down) => self.down += 1,
            None => {}
        }
    }

    /// Whether hardly anything else stands in it.
    fn tells(&self) -> bool {
        self.down > 0 && (self.up + self.down) * 10 >= self.filled * 9
    }
}

/// The mapping with the column that says it, where nobody named one, its maker's shape has none and the one that is
/// called so says nothing of it.
pub(super) fn mapped(
    records: impl FnOnce() -> io::Result<Records>,
    header: &Header,
    mut mapping: Mapping,
    said: &Remembered,
) -> io::Result<Mapping> {
    let is_said = said.map.iter().any(|(field, _)| field == "kind");
    let open = mapping.kind == ImportKind::Movements
        && mapping.shape.is_none()
        && mapping.column("delta").is_some()
        && !is_said;
    let Some(place) = form(mapping.kind).place("kind").filter(|_| open) else {
        return Ok(mapping);
    };
    let seen = seen(records()?, header)?;
    let own = mapping.column("kind");
    if own.is_some_and(|at| seen[at].up + seen[at].down > 0) {
        return Ok(mapping);
    }
    let index = Index::of(&header.columns);
    let ignored = |at: usize| said.ignore.iter().any(|name| index.find(name) == Some(at));
    let taken = |at: usize| mapping.fields().any(|(_, used)| used == at);
    let mut free = (mapping.ours..seen.len()).filter(|at| !taken(*at) && !ignored(*at));
    if let Some(at) = free.find(|at| seen[*at].tells()) {
        mapping.places[place] = Some(at);
    }
    Ok(mapping)
}

fn seen(mut records: Records, header: &Header) -> io::Result<Vec<Seen>> {
    let mut seen: Vec<Seen> = header
        .columns
        .names
        .iter()
        .map(|_| Seen::default())
        .collect();
    let (mut record, mut rows) = (Record::default(), 0);
    while rows < header.skip + ROWS && records.next_into(&mut record)? {
        rows += 1;
        if rows > header.skip && !record.broken {
            let columns = seen.iter_mut().enumerate();
            columns.for_each(|(at, seen)| seen.look(record.cell(at)));
        }
    }
    Ok(seen)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_whether_it_rises() {
        for (words, goes_up) in [
            (
                "new, New Business, expansion, upgrade, seats added, price increase, +, 1, Neukunde, Upsell, MrrExpansion, reactivated, UP",
                Some(true),
            ),
            (
                "churn, termination, seats removed, Downgrade, contraction, -, -1, Kündigung, lost, price decrease, résiliation, MrrChurn, unsubscribed",
                Some(false),
            ),
            (
                "price change, renewal, , discount removed, churn reversed, update, contract, transfer, downgrade to new plan, 2, not cancelled",
                None,
            ),
        ] {
            for word in words.split(", ") {
                let found = goes(word).map(|goes| goes == Goes::Up);
                assert_eq!(found, goes_up, "{word}");
            }
        }
    }
}
