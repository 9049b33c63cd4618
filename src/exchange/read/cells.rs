//! The cells of one record as the fields of a row of each kind.
//! Must not know how columns were found (`header`) or settled (`settle`).

mod discounts;
mod ends;
mod feedback;
mod money;
mod movement;
mod subscription;
mod usage;

use std::cell::{Cell, RefCell};

use crate::domain::account::Account;
use crate::domain::cause::Cause;
use crate::domain::day::Day;
use crate::domain::field::{Holds, Thing};
use crate::domain::import::{BalanceRow, GivenThing, ImportKind, ImportRow};
use crate::domain::money::Cents;
use crate::domain::roadmap::{RoadmapItem, is_address, is_ease};
use crate::exchange::safe::{one_line, quoted, text_in};

use super::columns::squeeze;
use super::convert::{Running, converted};
use super::fields::ALSO;
use super::noticed::Noting;
use super::records::FileRecord;
use super::{ReadingWay, Source, dates, text, values};

pub(super) use ends::says_cancelled;
pub(super) use feedback::feedback;
use money::MoneyCell;
pub(super) use movement::movement;
pub(super) use subscription::subscription;
pub(super) use usage::usage;

/// One record with what is known of its columns. Errors are whole sentences.
pub struct RecordCells<'a> {
    /// The file.
    pub source: &'a Source,
    /// The record.
    pub record: &'a FileRecord,
    /// What changes in other currencies have come to.
    pub(super) running: &'a Running,
    /// Which way of reading its values is asked for.
    pub(super) reading: ReadingWay,
    /// Set when a value was read that an earlier version of this program would have read otherwise.
    pub(super) otherwise: &'a Cell<bool>,
    /// What is noticed on the way.
    pub(super) noting: &'a RefCell<Noting>,
}

impl RecordCells<'_> {
    /// `now`, or what `before` gives where that is asked for. Says that the two differ: call it only where they do.
    pub(super) fn otherwise<T>(&self, now: T, before: impl FnOnce() -> T) -> T {
        self.otherwise.set(true);
        match self.reading {
            ReadingWay::Now => now,
            ReadingWay::Before => before(),
        }
    }

    /// Notes something about the row, once however often it is read.
    pub(super) fn note(&self, note: impl FnOnce(&mut Noting)) {
        match self.reading {
            ReadingWay::Now => note(&mut self.noting.borrow_mut()),
            ReadingWay::Before => {}
        }
    }

    pub(super) fn has(&self, field: &str) -> bool {
        self.source.mapping.column(field).is_some()
    }

    fn at(&self, column: usize) -> &str {
        self.record.cell(column)
    }

    /// A cell without its guard and the blanks around it; empty where there is no such column.
    fn raw(&self, field: &str) -> &str {
        let mut columns = self.source.mapping.columns(field).map(|at| self.at(at));
        let first = columns.next().unwrap_or("");
        match values::is_nothing(first) {
            true => columns
                .find(|cell| !values::is_nothing(cell))
                .unwrap_or(first),
            false => first,
        }
    }

    /// The further ids of the row's account: one for each column, or several in a cell.
    pub(super) fn also(&self) -> Vec<String> {
        let columns = self.source.mapping.columns(ALSO);
        let ids = columns.flat_map(|at| self.at(at).split('|'));
        let ids = ids.map(|id| self.clean(id)).chain(self.encoded());
        ids.filter(|id| !values::is_nothing(id)).collect()
    }

    /// The id of the row's account as it stands, where it is written with entities: it was known by that before.
    fn encoded(&self) -> Option<String> {
        let field = match self.source.kind {
            ImportKind::Accounts => "id",
            _ => "account",
        };
        let raw = self.raw(field);
        text::letters(raw).map(|_| key(raw))
    }

    /// The column that says that the row is none of a customer's: somebody who answers, a trial run of a survey.
    pub(super) fn not_theirs(&self) -> Option<usize> {
        let (at, words) = self.source.leaves_out.as_ref()?;
        words
            .contains(&squeeze(self.at(*at)).as_str())
            .then_some(*at)
    }

    /// The id of a row, or the part that it is, which several columns can make together.
    fn joined(&self, field: &str) -> String {
        let columns = self.source.mapping.columns(field);
        let columns = columns.map(|at| self.clean(self.at(at)));
        columns.collect::<Vec<_>>().join(" ").trim().to_owned()
    }

    /// Whether a field's cell says nothing.
    pub(super) fn is_empty(&self, field: &str) -> bool {
        values::is_nothing(self.raw(field))
    }

    /// A name or an id: one clean line.
    fn key(&self, field: &str) -> String {
        self.clean(self.raw(field))
    }

    /// The same of a cell: what one system writes as `AT&amp;T` is the `AT&T` of another.
    fn clean(&self, cell: &str) -> String {
        match text::letters(cell) {
            None => key(cell),
            Some(now) => self.otherwise(key(&now), || key(cell)),
        }
    }

    /// A name or an id that the row needs. An account without the id its file goes by has one of the further ones.
    pub(super) fn needed(&self, field: &str) -> Result<String, String> {
        let mut key = self.key(field);
        if key.is_empty() {
            key = self.also().into_iter().next().unwrap_or_default();
        }
        if key.is_empty() || (field == "account" && values::is_nobody(&key)) {
            return Err(format!("{} is empty; the row needs it.", self.title(field)));
        }
        Ok(key)
    }

    /// The account that the row names, whatever else is wrong with it.
    pub(super) fn account(&self) -> Option<String> {
        let account = self.key("account");
        (!values::is_nothing(&account)).then_some(account)
    }

    /// How the header calls a field, for sentences.
    fn title(&self, field: &str) -> String {
        let at = self.source.mapping.column(field);
        at.map_or_else(|| field.to_owned(), |at| quoted(&self.source.names[at], 40))
    }

    /// A value that cannot be read, in a sentence that says why.
    fn unread(&self, field: &str, value: &str, why: &str) -> String {
        format!("{} in {} {why}", quoted(value, 40), self.title(field))
    }

    fn day(&self, field: &str) -> Result<Option<Day>, String> {
        let value = self.raw(field);
        // A day before all time is none either, nor is the one from which machines count.
        let begin = ["0000-00", "1970-01-01"];
        let begin = begin.iter().any(|day| value.starts_with(day));
        let none = value == "0" || begin || is_end_of_time(value);
        if none || values::is_nothing(value) || text::says_nothing(value) {
            return Ok(None);
        }
        let days = &self.source.settled.days;
        let read = days.read(value).or_else(|| match self.source.kind {
            ImportKind::Balances | ImportKind::Movements => dates::month_end(value),
            _ => None,
        });
        // Ten thousand years either way are a broken cell, and the store counts days in 24 bits and more.
        let read = read.filter(|day| (1900..3000).contains(&day.year()));
        read.map(Some).ok_or_else(|| {
            let why =
                "is not a day; write it as 2026-10-31 or say how it is written with --date-format.";
            self.unread(field, value, why)
        })
    }

    fn needed_day(&self, field: &str) -> Result<Day, String> {
        self.day(field)?.ok_or_else(|| {
            let value = self.raw(field);
            match is_end_of_time(value) {
                true => self.unread(field, value, "is no day that comes; the row needs one."),
                false => format!("{} is empty; the row needs a day.", self.title(field)),
            }
        })
    }

    /// Why it ended: what its reason says, else what its status does.
    fn cause(&self) -> Option<Cause> {
        let reason = self.raw("cause");
        let said = if self.source.cause_is_status {
            Cause::of_status(reason)
        } else {
            Cause::of_reason(reason)
        };
        said.or_else(|| Cause::of_status(self.raw("trial")))
            .or_else(|| Cause::of_status(self.raw("kind")))
    }

    fn score(&self) -> Result<Option<f64>, String> {
        let value = self.raw("score");
        let why = "is not a number; leave it empty if there is no score.";
        values::score(value).ok_or_else(|| self.unread("score", value, why))
    }
}

/// Whether a day is at the end of time, as databases write an open end: that is none. A part of a second or of a day, or a
/// number of days, may have the same digits.
fn is_end_of_time(value: &str) -> bool {
    let is_decimal = value.contains('.') && value.parse::<f64>().is_ok();
    let day = value.split(':').next().unwrap_or_default();
    let mut numbers = day.split(|c: char| !c.is_ascii_digit());
    let ends = |number: &str| match number.len() {
        4 | 5 => number.starts_with("9999"),
        8 => number.starts_with("9999") || number.ends_with("9999"),
        _ => false,
    };
    !is_decimal && numbers.any(ends)
}

fn key(cell: &str) -> String {
    one_line(&text_in(cell)).trim().to_owned()
}

/// The fields of a thing that its file has, as its own table describes them.
fn given<T: Thing + Default>(cells: &RecordCells<'_>) -> Result<GivenThing<T>, String> {
    let mut given = GivenThing::<T>::default();
    for row in T::FIELDS {
        let Some(name) = row.is.import.map(|import| import.name) else {
            continue;
        };
        if !cells.has(name) {
            continue;
        }
        let value = match row.is.holds {
            Holds::Day | Holds::NeedsDay => cells.day(name)?.map(|day| i64::from(day.0)).into(),
            _ => cells.key(name).into(),
        };
        if !(row.get_mut)(&mut given.thing).put(value) {
            return Err(format!("{} cannot be read.", cells.title(name)));
        }
        given.fields.push(row.is.field);
    }
    Ok(given)
}

pub(super) fn owner(cells: &RecordCells<'_>) -> Result<ImportRow, String> {
    cells.needed("name")?;
    Ok(ImportRow::Owner(given(cells)?.thing))
}

pub(super) fn account(cells: &RecordCells<'_>) -> Result<ImportRow, String> {
    let id = cells.needed("id")?;
    let mut given = given::<Account>(cells)?;
    given.thing.external = id;
    let (source, others) = (cells.source, cells.source.others.iter());
    let further = source.mapping.shape.map_or("", |shape| shape.further);
    let called = |at: usize| {
        let name = &source.names[at];
        let mut begun = further.split_whitespace();
        let own = begun.find_map(|begun| name.strip_prefix(begun));
        own.unwrap_or(name).to_owned()
    };
    let others = others.map(|&at| (called(at), cells.clean(cells.at(at))));
    given.thing.attributes = others.filter(|(_, value)| !value.is_empty()).collect();
    Ok(ImportRow::Account(Box::new(given)))
}

pub(super) fn balance(cells: &RecordCells<'_>) -> Result<ImportRow, String> {
    let account = cells.needed("account")?;
    let day = cells.needed_day("day")?;
    balance_row(cells, (account, day), cells.needed_money("mrr")?)
}

fn balance_row(
    cells: &RecordCells<'_>,
    (account, day): (String, Day),
    mrr: MoneyCell<'_>,
) -> Result<ImportRow, String> {
    Ok(ImportRow::Balance(BalanceRow {
        part: cells.has("part").then(|| cells.joined("part")),
        account,
        day,
        mrr: converted(mrr.conversion.as_ref(), mrr.amount)?,
        rate: mrr.conversion.map(|c| c.words()),
    }))
}

/// The balance in one month column of a wide file; an empty cell says nothing, unless a person said that it is none, or
/// as much as before: an import before may have said otherwise.
pub(super) fn wide_balance(
    cells: &RecordCells<'_>,
    column: usize,
    day: Day,
) -> Result<Option<ImportRow>, String> {
    let account = cells.needed("account")?;
    let said = cells.source.said.empty_is_zero;
    let zero = said == Some(true);
    let Some(mrr) = cells.money_at("mrr", column)? else {
        cells.note(|noting| {
            let noticed = &mut noting.noticed;
            noticed.zero_months += u64::from(zero);
            noticed.empty_months += u64::from(!zero);
        });
        let (amount, conversion) = (Cents::ZERO, None);
        let mrr = match said {
            Some(true) => Some(MoneyCell { amount, conversion }),
            Some(false) => cells.paid_before(day)?,
            None => None,
        };
        let row = |mrr| balance_row(cells, (account, day), mrr);
        return mrr.map(row).transpose();
    };
    cells.not_negative(mrr.amount, || quoted(&cells.source.names[column], 40))?;
    balance_row(cells, (account, day), mrr).map(Some)
}

impl<'a> RecordCells<'a> {
    /// What the last month of a wide row says before a day that says anything.
    fn paid_before(&self, day: Day) -> Result<Option<MoneyCell<'a>>, String> {
        let months = self.source.mapping.months.iter();
        let said = months.filter(|(at, of)| *of < day && !values::is_nothing(self.at(*at)));
        let last = said.max_by_key(|(_, of)| *of);
        last.map_or(Ok(None), |(at, _)| self.money_at("mrr", *at))
    }
}

/// An item without a key of its own is known by its title.
pub(super) fn roadmap(cells: &RecordCells<'_>) -> Result<ImportRow, String> {
    let title = cells.needed("title")?;
    let mut item = given::<RoadmapItem>(cells)?.thing;
    if !item.url.trim().is_empty() && !is_address(&item.url) {
        let url = quoted(&item.url, 40);
        return Err(format!(
            "{url} is no address of a page; write it whole, https://..., or leave it out."
        ));
    }
    // A word of before stays; a number that is none of these would mean something else.
    let number = item.ease.trim().parse::<f64>().is_ok();
    if number && !is_ease(&item.ease) {
        let ease = quoted(&item.ease, 40);
        return Err(format!(
            "an ease of {ease} is none: 1 is hard, 5 is easy; leave it out where nobody knows."
        ));
    }
    if item.external.is_empty() {
        item.external = title;
    }
    Ok(ImportRow::Roadmap(item))
}

#[cfg(test)]
mod tests {
    use super::is_end_of_time;

    #[test]
    fn the_end_of_time_is_a_day_and_no_part_of_one() {
        for value in [
            "9999-12-31",
            "31.12.9999 00:00",
            "99991231",
            "31129999",
            "99999-01-01",
        ] {
            assert!(is_end_of_time(value), "{value}");
        }
        let days = [
            "2026-10-31 23:59:59.999999",
            "46325.99999",
            "49999",
            "1699999999",
            "2026-09-09",
        ];
        for value in days {
            assert!(!is_end_of_time(value), "{value}");
        }
    }
}
