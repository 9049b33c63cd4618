//! Which column says in what currency the amounts of a ledger are: by its name, whatever it is called after, else by the
//! codes that all of its cells hold. Must not know what an amount is for, nor convert.

use std::io;

use crate::domain::failure::Failure;
use crate::domain::listed::is_listed;
use crate::domain::sort::sort_by_key;
use crate::exchange::safe::{quoted, shell};

use super::amounts::taken_apart;
use super::columns::{Index, squeeze, words};
use super::currency::{KNOWN, named_currency};
use super::fields::{ValueShape, form};
use super::header::{Header, Mapping};
use super::hints::Remembered;
use super::question::{Unread, Way};
use super::records::{FileRecord, Records};
use super::{marks, values};

/// So many rows tell.
const ROWS: usize = 2_000;

/// What a column of currencies is called last, and what may stand behind it.
const CURRENCY: &str =
    "currency currencies ccy curr währung waehrung devise monnaie moneda moeda valuta waluta";
const BEHIND: &str = "isocode code iso symbol sign";

/// Whether a word of a column's name says currency.
pub(super) fn is_currency(word: &str) -> bool {
    is_listed(CURRENCY, word)
}

/// What a column is called after, if its name says currency: `mrr` of `mrr_currency`, nothing of `Currency Code`.
fn called(name: &str) -> Option<String> {
    let squeezed = squeeze(name);
    let bare = BEHIND
        .split(' ')
        .find_map(|word| squeezed.strip_suffix(word));
    let mut said = CURRENCY.split(' ');
    said.find_map(|word| bare.unwrap_or(&squeezed).strip_suffix(word))
        .map(str::to_owned)
}

/// A column that may say it, and what was seen of it.
struct PriceColumn {
    at: usize,
    /// What its name says beside currency, if it says that.
    after: Option<String>,
    filled: u64,
    /// How many of its cells are codes or signs, and whether one of those is no word as well.
    codes: u64,
    sure: bool,
    /// Whether a cell is a number, a yes or a no.
    other: bool,
    /// Whether a cell says another than the first that may be it by name does.
    differs: bool,
}

impl PriceColumn {
    fn look(&mut self, cell: &str, first: &str) {
        self.differs |= !cell.eq_ignore_ascii_case(first);
        if values::is_nothing(cell) {
            return;
        }
        self.filled += 1;
        self.codes += u64::from(marks::said(cell).is_some());
        let known = |word: &str| KNOWN.iter().any(|known| known.eq_ignore_ascii_case(word));
        let mut words = cell.split(|c: char| !c.is_alphanumeric());
        let in_capitals = |word: &str| known(word) && !word.contains(char::is_lowercase);
        self.sure |= marks::is_named(cell) || known(cell) || words.any(in_capitals);
        self.other |= taken_apart(cell).is_some() || values::tick(cell).is_some();
    }
}

/// The mapping with the column that says the currency, where nobody named one and its maker's shape has none.
///
/// # Errors
/// When several say it otherwise and none is called after the price, or the file cannot be read.
pub(super) fn mapped(
    records: impl FnOnce() -> io::Result<Records>,
    header: &Header,
    mut mapping: Mapping,
    said: &Remembered,
    name: &str,
) -> Result<Mapping, Unread> {
    let Some(place) = place(&mapping, header, said) else {
        return Ok(mapping);
    };
    let mut candidates = candidates(header, &mapping, said);
    look(records, header, &mut candidates)
        .map_err(|e| Failure::disk(&format!("reading {name}"), e))?;
    let (named, others): (Vec<_>, Vec<_>) = candidates
        .into_iter()
        .partition(|one| one.after.is_some() || mapping.places[place] == Some(one.at));
    let named: Vec<&PriceColumn> = named
        .iter()
        .filter(|one| one.filled > 0 && !one.other)
        .collect();
    let of_price = |one: &&PriceColumn| is_of_price(one, header, &mapping);
    let of_price: Vec<&PriceColumn> = named.iter().copied().filter(of_price).collect();
    let found = match (&named[..], &of_price[..]) {
        ([], _) => {
            let codes = |one: &&PriceColumn| one.filled > 0 && one.codes == one.filled && one.sure;
            others.iter().find(codes)
        }
        ([one], _) | (_, [one]) => Some(*one),
        ([first, rest @ ..], _) if rest.iter().all(|one| !one.differs) => Some(*first),
        (several, _) => return Err(which(several, header, name)),
    };
    if let Some(found) = found {
        mapping.places[place] = Some(found.at);
    }
    Ok(mapping)
}

/// The place of the currency in a ledger's form, where it is open which column that is.
fn place(mapping: &Mapping, header: &Header, said: &Remembered) -> Option<usize> {
    let is_said = said.map.iter().any(|(field, _)| field == "currency");
    let by_shape = mapping
        .shape
        .is_some_and(|shape| !shape.by_name || shape.pairs().any(|(field, _)| field == "currency"));
    let mut prices = mapping
        .fields()
        .filter(|(field, _)| field.shape == ValueShape::Amount);
    let in_header = prices.any(|(_, at)| named_currency(&header.columns.names[at]).is_some());
    let open = mapping.kind.is_ledger() && !is_said && !by_shape && !in_header;
    form(mapping.kind).place("currency").filter(|_| open)
}

/// The columns that nothing else is made of, those first whose names say currency.
fn candidates(header: &Header, mapping: &Mapping, said: &Remembered) -> Vec<PriceColumn> {
    let index = Index::of(&header.columns);
    let ignored: Vec<usize> = said
        .ignore
        .iter()
        .filter_map(|name| index.find(name))
        .collect();
    let own = mapping.column("currency");
    let used = |at: usize| {
        let mut months = mapping.months.iter();
        let mut fields = mapping.fields();
        ignored.contains(&at)
            || months.any(|(month, _)| *month == at)
            || fields.any(|(_, used)| used == at && own != Some(at))
    };
    let names = header.columns.names.iter().enumerate().skip(mapping.ours);
    let free = names.filter(|(at, _)| !used(*at));
    let mut candidates: Vec<PriceColumn> = free
        .map(|(at, name)| PriceColumn {
            at,
            after: called(name),
            filled: 0,
            codes: 0,
            sure: false,
            other: false,
            differs: false,
        })
        .collect();
    let is_last = |one: &PriceColumn| one.after.is_none() && own != Some(one.at);
    sort_by_key(&mut candidates, is_last);
    candidates
}

fn look(
    records: impl FnOnce() -> io::Result<Records>,
    header: &Header,
    candidates: &mut [PriceColumn],
) -> io::Result<()> {
    let Some(first) = candidates.first().map(|first| first.at) else {
        return Ok(());
    };
    let (mut records, mut record, mut rows) = (records()?, FileRecord::default(), 0);
    while rows < header.skip + ROWS && records.next_into(&mut record)? {
        rows += 1;
        if rows > header.skip && !record.broken {
            let first = record.cell(first);
            let cells = candidates.iter_mut();
            cells.for_each(|one| one.look(record.cell(one.at), first));
        }
    }
    Ok(())
}

/// Whether a column is called after the price, as `MRR Currency` beside `MRR amount`.
fn is_of_price(one: &PriceColumn, header: &Header, mapping: &Mapping) -> bool {
    let after = one.after.as_deref().filter(|after| !after.is_empty());
    let Some(after) = after else { return false };
    let name = &header.columns.names[one.at];
    let is_shared = |price: &str| {
        squeeze(price).contains(after)
            || words(price).any(|word| words(name).any(|own| own == word))
    };
    let mut prices = mapping
        .fields()
        .filter(|(field, _)| field.shape == ValueShape::Amount);
    prices.any(|(_, at)| is_shared(&header.columns.names[at]))
}

/// Several columns say a currency, and not the same one.
fn which(several: &[&PriceColumn], header: &Header, name: &str) -> Unread {
    let names = || several.iter().map(|one| &header.columns.names[one.at]);
    let columns: Vec<String> = names().map(|name| quoted(name, 40)).collect();
    let open = format!(
        "{} each say a currency, and not always the same: which of them is that of the amounts",
        columns.join(" and ")
    );
    let ways = names().map(|name| Way::of(format!("--map currency={}", shell(name))));
    Unread::asks(name, open, ways.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_currency_by_its_last_word() {
        for (name, after) in [
            ("mrr_currency", Some("mrr")),
            ("mrrCurrency", Some("mrr")),
            ("Currency Code", Some("")),
            ("price.currency.iso", Some("price")),
            ("Billing CCY", Some("billing")),
            ("Währung", Some("")),
            ("currency_risk", None),
            ("Code", None),
            ("exchange rate", None),
        ] {
            assert_eq!(called(name).as_deref(), after, "{name}");
        }
    }
}
