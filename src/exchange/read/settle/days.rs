//! What holds for all days of a file: that they are some, and whether the day or the month comes first.
//! Must not know amounts.

use super::WatchedColumn;
use crate::domain::import::ImportKind;
use crate::exchange::read::dates::{self, DayOrder, Epoch, WrittenDays};
use crate::exchange::read::fields::{ValueShape, form};
use crate::exchange::read::header::{Header, Mapping};
use crate::exchange::read::question::{ANY, Unread, Way};
use crate::exchange::safe::quoted;

/// Whether a value is a day, in whatever order its numbers stand.
pub(super) fn is_day(value: &str, days: &WrittenDays, kind: ImportKind) -> bool {
    let by_month = matches!(kind, ImportKind::Balances | ImportKind::Movements);
    let read = days.read(value);
    read.is_some_and(|day| (1900..3000).contains(&day.year()))
        || (read.is_none() && days.could_be(value))
        || Epoch::Of1900.day(value).is_some()
        || (by_month && dates::month_end(value).is_some())
}

/// How days can be written whose numbers do not tell.
fn orders() -> Vec<Way> {
    let ways = ["DD/MM/YYYY", "MM/DD/YYYY"].map(|order| format!("--date-format {order}"));
    ways.map(Way::of).into()
}

/// Asks how days are written where no value of a column of those that rows need is one.
pub(super) fn are_days(
    watches: &[WatchedColumn],
    header: &Header,
    mapping: &Mapping,
    name: &str,
) -> Result<(), Unread> {
    let field = |watch: &WatchedColumn| form(mapping.kind).fields[watch.place].name;
    let mut days = watches.iter().filter(|watch| {
        watch.shape == ValueShape::Day && matches!(field(watch), "start" | "day" | "received")
    });
    let found = days.find_map(|watch| Some((watch, watch.seen.undated()?)));
    let Some((watch, value)) = found.filter(|_| mapping.ours == 0) else {
        return Ok(());
    };
    let column = quoted(&header.columns.names[watch.column], 40);
    let value_of = quoted(value, 40);
    let open = format!(
        "{value_of} in {column} is no day as far as can be told, and no other value there is"
    );
    let formats = dates::formats(value).into_iter();
    let mut ways: Vec<Way> = formats
        .map(|format| Way::of(format!("--date-format {format}")))
        .collect();
    if ways.is_empty() {
        ways.push(Way::when(
            format!("--map {}={ANY}", field(watch)),
            "if another column has the days (else write them as 2026-10-31)",
        ));
    }
    Err(Unread::asks(name, open, ways))
}

/// The order of a file's dates. One column that settles it speaks for the others: they left one system together.
pub(super) fn order(
    watches: &[WatchedColumn],
    header: &Header,
    stated: bool,
    known: Option<DayOrder>,
    name: &str,
) -> Result<Option<DayOrder>, Unread> {
    if stated {
        return Ok(None);
    }
    let mut dates = watches.iter().filter(|w| w.shape == ValueShape::Day);
    let first = dates.clone().any(|w| w.seen.first);
    let second = dates.clone().any(|w| w.seen.second);
    let column = |w: &WatchedColumn| quoted(&header.columns.names[w.column], 40);
    if first && second {
        let columns: Vec<String> = dates.filter(|w| w.seen.proven()).map(column).collect();
        let open = format!(
            "some dates in {} have the day first and some the month: write them as 2026-10-31, or say which is right, \
             and the others are rejected by line",
            columns.join(" and ")
        );
        return Err(Unread::asks(name, open, orders()));
    }
    if !first && !second {
        if known.is_some() {
            return Ok(known);
        }
        return match dates.find_map(|w| Some((w, w.seen.open.as_ref()?))) {
            None => Ok(None),
            Some((w, value)) => Err(Unread::asks(
                name,
                format!(
                    "{} in {} could be two days, and no other row settles it",
                    quoted(value, 40),
                    column(w)
                ),
                orders(),
            )),
        };
    }
    Ok(Some(match first {
        true => DayOrder::DayFirst,
        false => DayOrder::MonthFirst,
    }))
}
