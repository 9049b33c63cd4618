//! Which column tells apart the rows of one account and day in a list of balances, as those of a customer's products: they
//! are added up. Must not know amounts.

use std::hash::{BuildHasher, RandomState};
use std::io;

use hashbrown::HashSet;

use super::columns::{Index, squeeze};
use super::fields::form;
use super::header::{Header, Mapping};
use super::hints::Remembered;
use super::records::{FileRecord, Records};
use super::values;
use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;

/// What columns of what a customer pays for are called.
const PARTS: &str = "product products productname productid productcode productline plan planname planid plancode price \
    pricename priceid subscription subscriptionid subscriptionname sub subid sku item itemname itemid lineitem module modulename \
    package tier service servicename licence license offering addon contract contractid charge chargename produkt produktname \
    tarif abo artikel leistung produit abonnement formule producto servicio prodotto servizio";

/// So many columns are taken two and two.
const PAIRED: usize = 6;

/// The rows of a list of balances, as far as they are told apart: by account and day, and by each of some columns beside
/// those.
pub(super) struct PartColumns {
    account: usize,
    /// None where each row has all months.
    day: Option<usize>,
    parts: Vec<usize>,
    hasher: RandomState,
    known: HashSet<u64>,
    again: bool,
    columns: Vec<PartColumn>,
    /// All rows: one that stands there again, word for word, tells nothing.
    rows: HashSet<u64>,
}

/// A column or two of them, and whether no two rows of one account and day say the same there.
struct PartColumn {
    at: Vec<usize>,
    known: HashSet<u64>,
    again: bool,
}

impl PartColumns {
    /// Of some columns; none where no column says the account.
    pub(super) fn of(
        mapping: &Mapping,
        columns: impl Iterator<Item = usize>,
    ) -> Option<PartColumns> {
        Some(PartColumns {
            account: mapping.column("account")?,
            day: mapping.column("day"),
            parts: mapping.columns("part").collect(),
            hasher: RandomState::new(),
            known: HashSet::new(),
            again: false,
            columns: columns.map(|at| PartColumn::new(vec![at])).collect(),
            rows: HashSet::new(),
        })
    }

    /// The same with each two of some columns.
    pub(super) fn with_pairs(mut self, of: &[usize]) -> PartColumns {
        let of = &of[..of.len().min(PAIRED)];
        for (place, first) in of.iter().enumerate() {
            let pairs = of[place + 1..].iter().map(|other| vec![*first, *other]);
            self.columns.extend(pairs.map(PartColumn::new));
        }
        self
    }

    pub(super) fn look(&mut self, record: &FileRecord) {
        let account = record.cell(self.account);
        let row = self.hasher.hash_one(record.cells.as_slice());
        if values::is_nothing(account) || !self.rows.insert(row) {
            return;
        }
        let cells = |of: &[usize]| of.iter().map(|at| record.cell(*at)).collect::<Vec<_>>();
        let day = self.day.map_or("", |at| record.cell(at));
        let key = self.hasher.hash_one((account, day, cells(&self.parts)));
        self.again |= !self.known.insert(key);
        for column in self.columns.iter_mut().filter(|column| !column.again) {
            let with = self.hasher.hash_one((key, cells(&column.at)));
            column.again = !column.known.insert(with);
        }
    }

    /// The columns that tell all rows apart, where some of one account and day need it.
    pub(super) fn telling(&self) -> Vec<&[usize]> {
        let telling = self
            .columns
            .iter()
            .filter(|column| self.again && !column.again);
        telling.map(|column| &column.at[..]).collect()
    }
}

impl PartColumn {
    fn new(at: Vec<usize>) -> PartColumn {
        PartColumn {
            at,
            known: HashSet::new(),
            again: false,
        }
    }
}

/// The mapping with the column that is called so and tells all of them apart, where nobody named one.
pub(super) fn mapped(
    records: impl FnOnce() -> io::Result<Records>,
    header: &Header,
    mut mapping: Mapping,
    said: &Remembered,
) -> io::Result<Mapping> {
    let open = mapping.kind == ImportKind::Balances && mapping.column("part").is_none();
    let Some(place) = form(mapping.kind).place("part").filter(|_| open) else {
        return Ok(mapping);
    };
    let candidates = candidates(header, &mapping, said);
    let parts = PartColumns::of(&mapping, candidates.iter().copied());
    let Some(mut parts) = parts.filter(|_| !candidates.is_empty()) else {
        return Ok(mapping);
    };
    let (mut records, mut record, mut rows) = (records()?, FileRecord::default(), 0);
    while records.next_into(&mut record)? {
        rows += 1;
        if rows > header.skip && !record.broken {
            parts.look(&record);
        }
    }
    mapping.places[place] = parts.telling().first().map(|at| at[0]);
    Ok(mapping)
}

/// Whether a column is called as parts of what a customer pays for are.
pub(super) fn is_called_so(name: &str) -> bool {
    is_listed(PARTS, &squeeze(name))
}

/// The columns of which nothing is made and that are called so.
fn candidates(header: &Header, mapping: &Mapping, said: &Remembered) -> Vec<usize> {
    let index = Index::of(&header.columns);
    let ignored = |at: usize| said.ignore.iter().any(|name| index.find(name) == Some(at));
    let taken = |at: usize| mapping.fields().any(|(_, used)| used == at);
    let names = header.columns.names.iter().enumerate().skip(mapping.ours);
    let called = names.filter(|(_, name)| is_called_so(name));
    let free = called.filter(|(at, _)| !taken(*at) && !ignored(*at));
    free.map(|(at, _)| at).collect()
}
