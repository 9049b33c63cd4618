//! What holds for a whole column and not for one value: the order of its dates, its decimal sign, its currency.
//! Must not guess: a column that could be read two ways is a sentence that says what to pass.

mod days;

use std::borrow::Cow;
use std::io;
use std::sync::OnceLock;

use crate::domain::failure::Failure;
use crate::domain::money::Currency;
use crate::exchange::safe::{quoted, shell};

use super::amounts::{self, Amounts};
use super::by_name::ticked_interval;
use super::columns::squeeze;
use super::counts::{CountsWay, Uncounted};
use super::dates::WrittenDays;
use super::fields::{BILLED, ValueShape, form};
use super::header::{Header, Mapping};
use super::headings;
use super::hints::Remembered;
use super::marks::{self, MoneyMark};
use super::price::Every;
use super::question::{Unread, Way};
use super::records::{FileRecord, Records};
use super::seen::{ColumnSeen, KnownSigns};
use super::sums::PartTotal;
use super::vendors::{self, Unit};
use super::written::Written;
use super::{foot, off, price, priced_as, values};

/// So many rows are looked at in any case; more only while a column can still be read two ways.
const SAMPLE: u64 = 2_000;

/// So many words for how often.
const MOST_WORDS: usize = 64;

/// How the columns of a file are written.
#[derive(Clone, Debug, Default)]
pub struct SettledColumns {
    /// How days are written: the columns of a file left one system together.
    pub days: WrittenDays,
    /// For each field of the form, how its amounts are written.
    pub amounts: Vec<Amounts>,
    /// For each field of the form, how its counts are written.
    pub(super) counts: Vec<CountsWay>,
    /// The first currencies named in the rows, each once.
    pub currencies: Vec<Currency>,
    /// The first currencies that were billed, each once, where the amounts are in another.
    pub billed: Vec<Currency>,
    /// The first signs of currencies that stand beside amounts, each once.
    pub marks: Vec<MoneyMark>,
    /// How often a price is due where the column that says it is ticked.
    pub(super) ticked: Option<Every>,
    /// The first words of how often prices are due, each once.
    pub(super) often: Vec<String>,
    /// Amounts that are not zero and have no currency of their own, neither beside them nor in their rows.
    pub bare: u64,
    /// Those that have one.
    pub marked: u64,
    /// The currency that a row of units below the header says.
    pub unit: Option<MoneyMark>,
    /// Of how many rows below it the first row is the sum, once somebody asked.
    pub(super) below_first: OnceLock<i64>,
    /// The lines at the foot that say something of the rows above them, once somebody asked.
    pub(super) feet: OnceLock<Vec<u64>>,
    /// The lines of rows that may add up the other parts of their account, once somebody asked.
    pub(super) part_totals: OnceLock<Vec<(u64, PartTotal)>>,
}

/// A column to look at: its field's place in the form, its column, what its values look like.
struct WatchedColumn {
    place: usize,
    column: usize,
    shape: ValueShape,
    seen: ColumnSeen,
    counts: CountsWay,
    /// Whether words may stand around its amounts, or how often they are due behind them.
    is_discount: bool,
    is_price: bool,
}

/// What is known of how a file is written before its rows are seen.
#[derive(Clone, Copy)]
pub struct ToldBefore<'a> {
    /// The date format.
    pub stated: Option<&'a str>,
    /// What else a person said.
    pub said: &'a Remembered,
    /// How the file was written that its rows come from.
    pub known: &'a Written,
    /// How the last file with the same columns was written, where nobody says now how the amounts of this one are.
    pub last: Option<&'a Written>,
}

/// Looks at the rows of a file until each column can be read one way only. `name` is the file's, for sentences;
/// `amounts_are_in` finds the currency, once their signs were seen.
///
/// # Errors
/// When a column can be read two ways, or mixes them, or the file cannot be read.
pub fn settle(
    mut records: Records,
    header: &Header,
    mapping: &Mapping,
    told: ToldBefore<'_>,
    name: &str,
    amounts_are_in: impl Fn(&SettledColumns) -> Option<Currency>,
) -> Result<SettledColumns, Unread> {
    let mut watches = watches(mapping);
    let fields = ["currency", BILLED, "interval", "amount"];
    let [said_in, billed, often, price] = fields.map(|field| mapping.column(field));
    let mut settled = SettledColumns {
        days: WrittenDays {
            stated: told.stated.map(str::to_owned),
            ..WrittenDays::default()
        },
        counts: vec![CountsWay::default(); mapping.places.len()],
        ticked: often.and_then(|at| ticked_interval(&header.columns.names[at])),
        ..SettledColumns::default()
    };
    let mut smaller = Vec::new();
    let unreadable = |e: io::Error| Failure::disk(&format!("reading {name}"), e);
    let mut record = FileRecord::default();
    let mut rows = 0;
    while records.next_into(&mut record).map_err(unreadable)? {
        rows += 1;
        if rows <= header.skip as u64 || record.broken {
            continue;
        }
        if rows == header.skip as u64 + 1 && headings::are_units(&record.cells) {
            (settled.unit, smaller) = units(&record, &watches);
            continue;
        }
        let is_day = |value: &str| days::is_day(value, &settled.days, mapping.kind);
        look(&record, &mut watches, said_in, &mut settled.marks, is_day);
        tell(&record, mapping, &watches, &mut settled);
        let cell = |column: Option<usize>| column.map_or("", |at| record.cell(at));
        marks::note(cell(said_in), &mut settled.currencies, &mut settled.marks);
        marks::note(cell(billed), &mut settled.billed, &mut Vec::new());
        if let Some(at) = often {
            note_word(record.cell(at), &mut settled.often);
        }
        let beside = price.filter(|_| often.is_none());
        if let Some((_, word)) = beside.and_then(|at| price::beside(record.cell(at))) {
            note_word(word, &mut settled.often);
        }
        if rows > SAMPLE && !watches.iter().any(|w| w.seen.wants_more(w.shape)) {
            break;
        }
    }
    days::are_days(&watches, header, mapping, name)?;
    let stated = told.stated.is_some();
    settled.days.order = days::order(&watches, header, stated, told.known.order, name)?;
    let currency = amounts_are_in(&settled);
    let of = (header, mapping, name);
    settled.amounts = amounts(&watches, of, told, (&smaller, currency.as_ref()))?;
    counts(&mut watches, &mut settled, (header, told.said), name)?;
    Ok(settled)
}

/// How the columns of amounts are written; `smaller` are those of which a row of units says that they count in that.
fn amounts(
    watches: &[WatchedColumn],
    (header, mapping, name): (&Header, &Mapping, &str),
    ToldBefore {
        said, known, last, ..
    }: ToldBefore<'_>,
    (smaller, currency): (&[usize], Option<&Currency>),
) -> Result<Vec<Amounts>, Unread> {
    let mut amounts = vec![Amounts::default(); mapping.places.len()];
    for of_field in watches.chunk_by(|a, b| a.place == b.place) {
        let (first, end) = (&of_field[0], &of_field[of_field.len() - 1]);
        if first.shape != ValueShape::Amount {
            continue;
        }
        let field = form(mapping.kind).fields[first.place].name;
        let smaller = smaller.contains(&first.column) || known.is_in_cents(field);
        let says = priced_as::unit(&header.columns.names[end.column]).only();
        let signs = KnownSigns {
            said: said.decimal.or(known.decimal(field)),
            of_three: last.is_none_or(|last| last.has_fractions(field)),
            last: last.and_then(|last| last.decimal(field)),
        };
        let together = |all: ColumnSeen, watch: &WatchedColumn| all.and(&watch.seen);
        let seen = of_field.iter().fold(ColumnSeen::default(), together);
        let decimal = seen.decimal(signs, currency).map_err(|open| {
            // Of several columns the one that holds what is quoted.
            let shows =
                |watch: &&WatchedColumn| open.value().is_some_and(|it| watch.seen.signs.has(it));
            let shown_in = of_field.iter().find(shows).unwrap_or(first);
            open.asked(&header.columns.names[shown_in.column], name)
        })?;
        amounts[first.place] = Amounts {
            decimal,
            unit: unit(said.unit, mapping, says.or(smaller.then_some(Unit::Minor))),
            of_stripe: is_of_stripe(header, mapping),
            signed: seen.signs.any(),
            of_three: seen.signs.has_three(decimal),
        }
    }
    Ok(amounts)
}

/// How the columns of counts are written, where the amounts beside them have been seen.
fn counts(
    watches: &mut [WatchedColumn],
    SettledColumns {
        counts, amounts, ..
    }: &mut SettledColumns,
    (header, said): (&Header, &Remembered),
    name: &str,
) -> Result<(), Unread> {
    let mut shown = watches.iter().filter(|watch| watch.seen.proven());
    let shown = shown.find(|watch| watch.shape == ValueShape::Amount);
    let shown = shown.map(|watch| amounts[watch.place].decimal);
    for watch in watches.iter_mut().filter(|w| w.shape == ValueShape::Count) {
        watch.counts.amounts = shown;
        watch.counts.told = said.decimal;
        counts[watch.place] = watch.counts;
        let open = watch.seen.open.iter();
        let mut open =
            open.filter(|value| watch.counts.thousandths(value) == Err(Uncounted::Either));
        if let Some(value) = open.next() {
            let column = &header.columns.names[watch.column];
            let open = format!(
                "{} in {} could be thousands or a fraction, and no other row settles it",
                quoted(value, 40),
                quoted(column, 40)
            );
            let mut ways = CountsWay::ways(value).to_vec();
            ways.push(Way::when(
                format!("--ignore {}", shell(column)),
                "if the price is none of so many",
            ));
            return Err(Unread::asks(name, open, ways));
        }
    }
    Ok(())
}

/// Whether its amounts are counted as Stripe counts: it has one of its shapes, or was cut out of one.
fn is_of_stripe(header: &Header, mapping: &Mapping) -> bool {
    let squeezed = || -> Vec<String> { header.columns.names.iter().map(|n| squeeze(n)).collect() };
    let shape = mapping.shape.or_else(|| vendors::cut_from(&squeezed()));
    shape.is_some_and(|shape| shape.vendor == "Stripe")
}

/// What amounts count: what a person says, else the file itself, else their maker.
fn unit(said: Option<Unit>, mapping: &Mapping, says: Option<Unit>) -> Unit {
    let maker = mapping.shape.and_then(|shape| shape.amounts);
    said.or(says).or(maker).unwrap_or_default()
}

/// The currency that a row of units says, and the columns whose amounts it says are in the smaller one.
fn units(record: &FileRecord, watches: &[WatchedColumn]) -> (Option<MoneyMark>, Vec<usize>) {
    let cell = |watch: &WatchedColumn| record.cells.get(watch.column).unwrap_or("");
    let amounts = || {
        watches
            .iter()
            .filter(|watch| watch.shape == ValueShape::Amount)
    };
    let unit = amounts().find_map(|watch| marks::of(headings::bare(cell(watch))));
    let minor = amounts().filter(|watch| headings::is_minor(cell(watch)));
    (unit, minor.map(|watch| watch.column).collect())
}

/// Counts a row's amounts by whether anything says in which currency they are. A total of others is none.
fn tell(
    record: &FileRecord,
    mapping: &Mapping,
    watches: &[WatchedColumn],
    settled: &mut SettledColumns,
) {
    let mut filled = record.cells.iter().skip(mapping.ours);
    let first = filled.find(|cell| !cell.trim().is_empty());
    if first.is_some_and(|first| foot::called(first).is_some()) {
        return;
    }
    let mut said = mapping.columns("currency");
    let said = said.any(|at| !values::is_nothing(record.cell(at)));
    let amounts = watches
        .iter()
        .filter(|watch| watch.shape == ValueShape::Amount);
    for cell in amounts.map(|watch| record.cell(watch.column)) {
        let Some(written) = amounts::taken_apart(cell).filter(|_| values::is_some(cell)) else {
            continue;
        };
        match said || written.mark.is_some() {
            true => settled.marked += 1,
            false => settled.bare += 1,
        }
    }
}

/// Notes a word, whatever its capitals.
fn note_word(word: &str, found: &mut Vec<String>) {
    let known = |known: &String| known.eq_ignore_ascii_case(word);
    if !word.is_empty() && found.len() < MOST_WORDS && !found.iter().any(known) {
        found.push(word.to_owned());
    }
}

fn watches(mapping: &Mapping) -> Vec<WatchedColumn> {
    let fields = &form(mapping.kind).fields;
    let watch = |place: usize, column: usize, shape: ValueShape| WatchedColumn {
        place,
        column,
        shape,
        seen: ColumnSeen::default(),
        counts: CountsWay::default(),
        is_discount: fields[place].name == "discount",
        is_price: fields[place].name == "amount",
    };
    let places = fields.iter().zip(&mapping.places).enumerate();
    let mut watches: Vec<WatchedColumn> = places
        .filter(|(_, (field, _))| field.shape != ValueShape::Text)
        .filter_map(|(place, (field, column))| Some(watch(place, (*column)?, field.shape)))
        .collect();
    let further = mapping.more.iter();
    let further = further.filter(|(place, _)| fields[*place].shape == ValueShape::Day);
    watches.extend(further.map(|(place, at)| watch(*place, *at, ValueShape::Day)));
    // The month columns of a wide file are one column of amounts, as far as the way of writing goes.
    if let Some(place) = form(mapping.kind).place("mrr") {
        let months = mapping.months.iter();
        watches.extend(months.map(|(at, _)| watch(place, *at, ValueShape::Amount)));
    }
    watches
}

fn look(
    record: &FileRecord,
    watches: &mut [WatchedColumn],
    said_in: Option<usize>,
    marks: &mut Vec<MoneyMark>,
    is_day: impl Fn(&str) -> bool,
) {
    let own = || said_in.and_then(|at| record.cell(at).parse::<Currency>().ok());
    for watch in watches {
        let value = record.cell(watch.column);
        watch.seen.any |= !value.is_empty();
        match watch.shape {
            ValueShape::Text => {}
            ValueShape::Day => watch.seen.day(value, &is_day),
            ValueShape::Count => {
                let value = price::several(value).map_or(value, |(count, _)| count);
                watch.counts.see(value);
                if CountsWay::is_open(value) {
                    watch.seen.open.get_or_insert_with(|| value.to_owned());
                }
            }
            ValueShape::Amount => {
                let has_thousandths = || own().is_some_and(|own| own.decimals() == 3);
                let value = match watch.is_price {
                    true => price::alone(value),
                    false => Cow::Borrowed(value),
                };
                let value = value.as_ref();
                match watch.is_discount {
                    true => watch.seen.amount(&off::of(value).number, has_thousandths),
                    false => watch.seen.amount(value, has_thousandths),
                }
                let mark = amounts::taken_apart(value).and_then(|written| written.mark);
                mark.into_iter()
                    .for_each(|mark| marks::note_new(mark, marks));
            }
        }
    }
}
