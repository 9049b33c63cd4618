//! Which column says of the numbers beside it what they are, by what its cells say and not by its name: whether MRR rose
//! or fell, since many tools write a loss as a plain number; whether a discount is in per cent; of which part balances are.
//! Must not know amounts.

mod changes;
mod lists;

use std::io;

use super::columns::{Index, words};
use super::fields::{Goes, form};
use super::header::{Header, Mapping};
use super::hints::Remembered;
use super::off;
use super::parted;
use super::records::{FileRecord, Records};
use crate::domain::import::ImportKind;

/// So many rows tell.
const ROWS: usize = 2_000;

/// Words for what comes and for what goes: the long ones wherever they stand in a word, short ones as its beginning, and
/// those behind a sign as all of it.
const UP: &str = "=new newbusiness newlogo expansion expan upgrad upsell reactivat resubscri winback =won gain increas \
    growth grew add signup signed joined creat start =up =plus positiv onboard =activated =activation =subscribe =subscribed \
    acquir =neu =neue neukund erweiter erhöh zugang zugänge reaktiv gewonnen =nieuw nieuwe uitbreid verhog aangemeld toegevoegd =ny =nye \
    =nytt nouveau nouvel augment réactiv gagné nuevo nueva =alta =altas ampliaci aumento ganad novo nova nuovo nuova crescita";
const DOWN: &str = "churn contraction downgrad downsell cancel terminat unsubscri nonrenew deactivat lost loss lose \
    decreas reduc remov shrink shrank drop =left leav =down =minus negativ kündig verlust verring abgang résili perte \
    diminu disminu =baja =bajas pérdida perda perdita disdetta riduz =quit =quits expir offboard storn verlor senkung rückgang abgemeld \
    opzeg opgezegd =opsagt =uppsagd verlies verlaging afgemeld perdu desist";

/// Those of them that leave nothing.
const ENDS: &str = "churn cancel terminat unsubscri nonrenew deactivat lost =left leav kündig abgang résili =baja =bajas \
    disdetta =quit =quits offboard opzeg opgezegd =opsagt =uppsagd";

/// Those that leave more than there was.
const GROWS: &str = "expan upgrad upsell increas growth grew add =up =plus erweiter erhöh uitbreid verhog augment ampliaci \
    aumento crescita";

/// Words that turn the others round, or say that a change did not come.
const UNSURE: &str =
    "discount coupon rabatt remise descuento sconto revers revok prevent =not =no =saved =pending";

/// What a kind of change does to MRR; `None` where its words say nothing of it, or both.
pub(super) fn goes(kind: &str) -> Option<Goes> {
    match kind.trim().to_lowercase().as_str() {
        "+" | "1" | "+1" | "in" | "inflow" | "incoming" | "ein" | "eingang" | "entrada"
        | "entrée" => {
            return Some(Goes::Up);
        }
        "-" | "-1" | "\u{2212}" | "\u{2013}" | "out" | "outflow" | "outgoing" | "aus"
        | "ausgang" | "salida" | "saída" | "sortie" => return Some(Goes::Down),
        _ => {}
    }
    let says = |list: &str| says(kind, list);
    match (says(UP), says(DOWN)) {
        (up, down) if up == down || says(UNSURE) => None,
        (true, _) => Some(Goes::Up),
        (false, _) => Some(Goes::Down),
    }
}

/// Whether a change takes all MRR of an account, as its words say.
pub(super) fn ends(kind: &str) -> bool {
    goes(kind) == Some(Goes::Down) && says(kind, ENDS)
}

/// Whether an account has more after a change than before, as its words say.
pub(super) fn grows(kind: &str) -> bool {
    goes(kind) == Some(Goes::Up) && says(kind, GROWS)
}

fn says(kind: &str, list: &str) -> bool {
    words(kind).any(|word| list.split_whitespace().any(|one| is(one, &word)))
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
struct SidesSeen {
    filled: u64,
    /// How many of its cells say the one thing, and how many the other.
    one: u64,
    other: u64,
}

impl SidesSeen {
    fn look(&mut self, cell: &str, says: Option<bool>) {
        self.filled += u64::from(!cell.is_empty());
        self.one += u64::from(says == Some(true));
        self.other += u64::from(says == Some(false));
    }

    /// Whether hardly anything else stands in it.
    fn tells(&self) -> bool {
        (self.one + self.other) * 10 >= self.filled * 9
    }
}

/// The mapping with the columns that say it of movements and of discounts, where nobody named one, its maker's shape has
/// none and the one that is called so says nothing of it.
pub(super) fn mapped(
    records: impl Fn() -> io::Result<Records> + Copy,
    header: &Header,
    mapping: Mapping,
    said: &Remembered,
) -> io::Result<Mapping> {
    let mapping = lists::mapped(records, header, mapping, said)?;
    let mut mapping = changes::mapped(records, header, mapping, said)?;
    let (field, of, says): (_, _, fn(&str) -> Option<bool>) = match mapping.kind {
        ImportKind::Movements => ("kind", "delta", |cell| Some(goes(cell)? == Goes::Down)),
        ImportKind::Subscriptions => ("discount_type", "discount", off::is_in_percent),
        ImportKind::Balances => return parted::mapped(records, header, mapping, said),
        _ => return Ok(mapping),
    };
    let is_said = said.map.iter().any(|(of, _)| of == field);
    let open = mapping.shape.is_none() && mapping.column(of).is_some() && !is_said;
    let Some(place) = form(mapping.kind).place(field).filter(|_| open) else {
        return Ok(mapping);
    };
    let seen = seen(records()?, header, says)?;
    let own = mapping.column(field);
    if own.is_some_and(|at| seen[at].one + seen[at].other > 0) {
        return Ok(mapping);
    }
    let index = Index::of(&header.columns);
    let ignored = |at: usize| said.ignore.iter().any(|name| index.find(name) == Some(at));
    let taken = |at: usize| mapping.fields().any(|(_, used)| used == at);
    let mut free = (mapping.ours..seen.len()).filter(|at| !taken(*at) && !ignored(*at));
    if let Some(at) = free.find(|at| seen[*at].one > 0 && seen[*at].tells()) {
        mapping.places[place] = Some(at);
    }
    Ok(mapping)
}

/// What the columns of the first rows say.
fn seen(
    mut records: Records,
    header: &Header,
    says: impl Fn(&str) -> Option<bool>,
) -> io::Result<Vec<SidesSeen>> {
    let names = header.columns.names.iter();
    let mut seen: Vec<SidesSeen> = names.map(|_| SidesSeen::default()).collect();
    let (mut record, mut rows) = (FileRecord::default(), 0);
    while rows < header.skip + ROWS && records.next_into(&mut record)? {
        rows += 1;
        if rows > header.skip && !record.broken {
            for (at, seen) in seen.iter_mut().enumerate() {
                let cell = record.cell(at);
                seen.look(cell, says(cell));
            }
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
                "new, New Business, expansion, upgrade, seats added, price increase, +, 1, Neukunde, Upsell, MrrExpansion, reactivated, UP, in, Inflow, Eingang",
                Some(true),
            ),
            (
                "churn, termination, seats removed, Downgrade, contraction, -, -1, Kündigung, lost, price decrease, résiliation, MrrChurn, unsubscribed, OUT, outflow",
                Some(false),
            ),
            (
                "price change, renewal, , discount removed, churn reversed, update, contract, transfer, downgrade to new plan, 2, not cancelled, change in plan, opt out",
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
