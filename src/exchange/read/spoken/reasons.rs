//! Reasons of which each has a column of its own in an exit survey, ticked where somebody gave it.
//! Must not know what a row makes of them.

use std::io;

use super::sample::{self, ColumnSample};
use crate::domain::import::ImportKind;
use crate::domain::sort::sort;
use crate::exchange::read::columns::words;
use crate::exchange::read::fields::form;
use crate::exchange::read::header::{Header, Mapping};
use crate::exchange::read::hints::Remembered;
use crate::exchange::read::records::Records;

/// A reason, and the column that is ticked where it was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TickedReason {
    /// The column.
    pub at: usize,
    /// The reason, as the column is called.
    pub reason: String,
}

/// The mapping with all columns of reasons, where the one that was found holds nothing but ticks and others that are
/// called alike do too.
pub(in crate::exchange::read) fn mapped(
    records: impl FnOnce() -> io::Result<Records>,
    header: &Header,
    mut mapping: Mapping,
    said: &Remembered,
) -> io::Result<Mapping> {
    let open = mapping.kind == ImportKind::Surveys && mapping.shape.is_none();
    let open = open && said.map.iter().all(|(field, _)| field != "reason");
    let place = form(mapping.kind).place("reason").filter(|_| open);
    let Some((place, own)) = place.zip(mapping.column("reason")) else {
        return Ok(mapping);
    };
    let names = &header.columns.names;
    let begin = words(&names[own]).next();
    let used = |at: usize| at != own && mapping.fields().any(|(_, used)| used == at);
    let alike = (mapping.ours..names.len()).filter(|at| words(&names[*at]).next() == begin);
    let alike = alike.filter(|at| !used(*at));
    let mut samples: Vec<ColumnSample> = alike
        .map(|at| ColumnSample::new(at, &header.columns))
        .collect();
    if begin.is_none() || samples.len() < 2 {
        return Ok(mapping);
    }
    sample::look(records()?, header.skip, &mut samples)?;
    // Where somebody writes what no column says.
    let other = |at: usize| words(&names[at]).last().is_some_and(|word| word == "other");
    let ticked = samples
        .iter()
        .any(|sample| sample.at == own && sample.is_choice());
    let reason = |sample: &&ColumnSample| sample.is_choice() || other(sample.at);
    let found: Vec<&ColumnSample> = samples.iter().filter(reason).collect();
    if ticked && found.len() > 1 && found.iter().any(|sample| sample.holds_ticks()) {
        let others = found.iter().map(|sample| sample.at);
        let others = others.filter(|at| *at != own);
        mapping.more.extend(others.map(|at| (place, at)));
    }
    Ok(mapping)
}

/// The reasons that the columns of a mapping stand for, where there are several: their names, without the word that all
/// of them begin with.
pub(in crate::exchange::read) fn of(names: &[String], mapping: &Mapping) -> Vec<TickedReason> {
    let mut columns: Vec<usize> = mapping.columns("reason").collect();
    sort(&mut columns);
    if columns.len() < 2 {
        return Vec::new();
    }
    let first = |at: usize| words(&names[at]).next();
    let alike = columns
        .windows(2)
        .all(|pair| first(pair[0]) == first(pair[1]));
    let reason = |at: usize| {
        let own: Vec<String> = words(&names[at]).skip(1).collect();
        match alike && !own.is_empty() {
            true => own.join(" "),
            false => names[at].clone(),
        }
    };
    let columns = columns.into_iter();
    let reasons = columns.map(|at| TickedReason {
        at,
        reason: reason(at),
    });
    reasons.collect()
}
