//! Columns of which nothing is made and that say something of the amounts beside them: that they are in cents, or in
//! which currency, by a number that is no code. Must not decide.

use crate::domain::failure::Failure;
use crate::domain::listed::is_listed;
use crate::domain::money::{count, counted};
use crate::exchange::read::columns::{squeeze, words};
use crate::exchange::read::currency::named_currency;
use crate::exchange::read::fields::ValueShape;
use crate::exchange::read::records::FileRecord;
use crate::exchange::read::{Sign, Source, amounts, headings, priced_as, priced_in, values};
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, Way, each_row};

/// What a column of exchange rates is called.
const RATES: &str = "exchangerate exchange fxrate fx rateofexchange forexrate wechselkurs umrechnungskurs kurs \
    tauxdechange tipodecambio tassodicambio wisselkoers växelkurs valutakurs kurswymiany";

/// A column and what was seen of it.
struct ColumnTold {
    at: usize,
    /// Whether its name says currency or the rate of one.
    foreign: bool,
    filled: u64,
    minor: u64,
    numbers: u64,
    /// The first values, each once.
    values: Vec<String>,
}

/// What is open about them.
pub(super) fn questions(source: &Source) -> Result<Vec<Question>, Failure> {
    let shape = source.mapping.shape;
    if !source.kind.is_ledger() || shape.is_some_and(|shape| shape.amounts.is_some()) {
        return Ok(Vec::new());
    }
    let fields = source.mapping.fields();
    let fields = fields.filter(|(field, _)| field.shape == ValueShape::Amount);
    let amounts: Vec<&String> = fields.map(|(_, at)| &source.names[at]).collect();
    let says_currency = source.mapping.column("currency").is_some()
        || amounts.iter().any(|name| named_currency(name).is_some());
    let says_unit = source.said.unit.is_some()
        || amounts
            .iter()
            .all(|name| priced_as::unit(name) != Sign::None);
    let free = source.unused().filter(|at| !source.is_idle(*at));
    let mut told: Vec<ColumnTold> = free
        .map(|at| ColumnTold::new(at, &source.names[at]))
        .collect();
    each_row(source, SAMPLE, |record| {
        told.iter_mut().for_each(|told| told.look(record));
        true
    })?;
    let minor = told
        .iter()
        .filter(|told| !says_unit && told.minor > 0 && told.says_units());
    let foreign = told
        .iter()
        .filter(|told| !says_currency && told.is_foreign());
    Ok(minor
        .map(|told| told.in_minor(source))
        .chain(foreign.map(|told| told.in_another(source)))
        .collect())
}

impl ColumnTold {
    fn new(at: usize, name: &str) -> ColumnTold {
        let is_rate = is_listed(RATES, &squeeze(name));
        ColumnTold {
            at,
            foreign: is_rate || words(name).any(|word| priced_in::is_currency(&word)),
            filled: 0,
            minor: 0,
            numbers: 0,
            values: Vec::new(),
        }
    }

    fn look(&mut self, record: &FileRecord) {
        let value = record.cell(self.at);
        if values::is_nothing(value) {
            return;
        }
        self.filled += 1;
        self.minor += u64::from(headings::is_minor(value));
        let number = amounts::taken_apart(value).is_some_and(|written| written.mark.is_none());
        self.numbers += u64::from(number);
        if self.values.len() < 3 && !self.values.iter().any(|known| known == value) {
            self.values.push(value.to_owned());
        }
    }

    /// Whether it says units: hardly any words, and those of cents among them.
    fn says_units(&self) -> bool {
        self.values.len() < 3 && self.filled > 0
    }

    /// Whether numbers say which currency it is or at which rate: several, or one as codes have by number.
    fn is_foreign(&self) -> bool {
        let is_code =
            |value: &String| value.len() == 3 && value.bytes().all(|b| b.is_ascii_digit());
        let several = self.values.len() > 1 || self.values.iter().any(is_code);
        self.foreign && self.numbers > 0 && self.numbers == self.filled && several
    }

    fn named(&self, source: &Source) -> (String, String) {
        let name = &source.names[self.at];
        let seen: Vec<String> = self.values.iter().map(|value| quoted(value, 20)).collect();
        (
            format!("{} ({}) is not used", quoted(name, 40), seen.join(", ")),
            format!("--ignore {}", shell(name)),
        )
    }

    fn in_minor(&self, source: &Source) -> Question {
        let (column, ignore) = self.named(source);
        if self.minor < self.filled {
            let open = format!(
                "{column}, and says in {} of {} that the amount is in cents: write all in one unit",
                count(self.minor),
                counted(self.filled, "row")
            );
            let way = Way::when(ignore, "if all are in one");
            return Question::new(&source.file, open, vec![way]).proposing(0);
        }
        let ways = vec![
            Way::when("--unit minor".to_owned(), "if the amounts are in cents"),
            Way::when("--unit whole".to_owned(), "if they are not"),
        ];
        Question::new(&source.file, column, ways)
    }

    fn in_another(&self, source: &Source) -> Question {
        let (column, ignore) = self.named(source);
        let open = format!(
            "{column}, and no column says by a code, as EUR, in which currency each amount is: write those where they differ"
        );
        let way = Way::when(ignore, "if all amounts are in one currency");
        Question::new(&source.file, open, vec![way]).proposing(0)
    }
}
