//! A record of usage and health as an account's signs on a day.
//! Must not know which signs a team's rules look at.

use std::collections::BTreeMap;

use super::{RecordCells, key};
use crate::domain::import::{ImportRow, UsageRow};
use crate::domain::signs::names::{LAST_SEEN, NAMES};
use crate::exchange::read::{marks, values};

/// The signs of a row: known ones by their plain name, others by their header. A row without any is left out.
pub(in crate::exchange::read) fn usage(cells: &RecordCells<'_>) -> Result<ImportRow, String> {
    let account = cells.needed("account")?;
    let day = cells.day("day")?;
    let mut signs = BTreeMap::new();
    for name in NAMES {
        let value = match name.plain {
            plain if plain == LAST_SEEN.plain => last_seen(cells)?,
            plain => cells.key(plain),
        };
        signs.insert(name.plain.to_owned(), value);
    }
    for &at in &cells.source.others {
        let value = sign(cells, cells.at(at));
        signs.insert(cells.source.names[at].clone(), key(value));
    }
    signs.retain(|_, value| !values::is_nothing(value));
    if signs.is_empty() {
        return Ok(ImportRow::LeftOut);
    }
    Ok(ImportRow::Usage(UsageRow {
        account,
        day,
        signs,
    }))
}

/// A sign without the currency that a workbook shows beside its number: signs are compared as numbers.
fn sign<'c>(cells: &RecordCells<'_>, value: &'c str) -> &'c str {
    let number = value.split_once(' ').filter(|(number, currency)| {
        number.parse::<f64>().is_ok() && marks::of(currency).is_some()
    });
    let number = number.filter(|_| cells.source.what.is_some());
    number.map_or(value, |(number, _)| number)
}

/// A day however it was written, as an ISO day; or how many days ago, as written.
fn last_seen(cells: &RecordCells<'_>) -> Result<String, String> {
    let value = cells.raw(LAST_SEEN.plain);
    let ago = value.len() <= 5 && value.parse::<f64>().is_ok_and(f64::is_finite);
    if ago {
        return Ok(value.to_owned());
    }
    let day = cells.day(LAST_SEEN.plain)?;
    Ok(day.map_or_else(String::new, |day| day.to_string()))
}
