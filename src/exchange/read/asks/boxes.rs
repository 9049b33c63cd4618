//! Columns of ticks that are called after an interval or a currency: how often a price is due, or in what, where no other
//! column says it. Must not decide.

use crate::domain::failure::Failure;
use crate::domain::import::{ImportKind, Interval};
use crate::domain::money::counted;
use crate::exchange::read::by_name::ticked_interval;
use crate::exchange::read::marks::{self, MoneyMark};
use crate::exchange::read::price::Every;
use crate::exchange::read::{Source, currency, values};
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, Way, each_row, is_asked};

/// What a column says where it is ticked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SaysTicked {
    Every(Every),
    In(MoneyMark),
}

struct BoxColumn {
    at: usize,
    says: SaysTicked,
    yes: u64,
    no: u64,
    /// Whether something else stands in it.
    words: bool,
}

impl BoxColumn {
    fn of(source: &Source, at: usize) -> Option<BoxColumn> {
        let name = &source.names[at];
        let has = |field: &str| source.mapping.column(field).is_some();
        let subscriptions = source.kind == ImportKind::Subscriptions && source.interval.is_none();
        let timed = has("interval") || has("interval_count") || has("period_start");
        let every = ticked_interval(name).filter(|_| subscriptions && !timed);
        let code = marks::of(name).filter(|_| currency::named_currency(name).is_some());
        let own = source.currency.as_ref();
        let code = code.filter(|code| own.is_some_and(|own| !code.can_be(own)));
        let code = code.filter(|_| !has("currency"));
        let says = every.map(SaysTicked::Every).or(code.map(SaysTicked::In))?;
        Some(BoxColumn {
            at,
            says,
            yes: 0,
            no: 0,
            words: false,
        })
    }

    fn look(&mut self, cell: &str) {
        match values::tick(cell) {
            Some(true) => self.yes += 1,
            Some(false) => self.no += 1,
            None => self.words = true,
        }
    }

    fn is_of_months(&self) -> bool {
        self.says == SaysTicked::Every(Every::one(Interval::Month))
    }

    fn is_one(&self) -> bool {
        let of_some = if self.is_of_months() {
            self.no
        } else {
            self.yes
        };
        !self.words && of_some > 0
    }

    fn question(&self, source: &Source, alone: bool) -> Question {
        let name = &source.names[self.at];
        let (column, shelled) = (quoted(name, 40), shell(name));
        let ticked = format!("{column} is ticked in {}", counted(self.yes, "row"));
        let (open, read) = match self.says {
            SaysTicked::Every(_) if alone => (
                format!("{ticked} and is not used; is it how often the price is due"),
                Some(Way::when(
                    format!("--map interval={shelled}"),
                    match self.is_of_months() {
                        true => "if it is; whoever does not pay so is rejected",
                        false => "if it is; the others are monthly",
                    },
                )),
            ),
            SaysTicked::Every(_) => (
                format!(
                    "{ticked} and is not used, as are others that say how often a price is due: write that in one column"
                ),
                None,
            ),
            SaysTicked::In(_) => (
                format!(
                    "{ticked} and is not used: write in one column which currency each price is in"
                ),
                None,
            ),
        };
        let proposed = if read.is_some() { usize::MAX } else { 0 };
        let mut ways: Vec<Way> = read.into_iter().collect();
        ways.push(Way::when(
            format!("--ignore {shelled}"),
            "if it changes no price",
        ));
        Question::new(&source.file, open, ways).proposing(proposed)
    }
}

/// What is open about them, but for columns that other questions ask about.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn questions(source: &Source, asked: &[Question]) -> Result<Vec<Question>, Failure> {
    let open = source.kind.is_ledger() && source.mapping.shape.is_none();
    let free = source.unused().filter(|at| open && !source.is_idle(*at));
    let free = free.filter(|at| !is_asked(asked, &source.names[*at]));
    let columns = free.filter_map(|at| BoxColumn::of(source, at));
    let mut columns: Vec<BoxColumn> = columns.collect();
    if columns.is_empty() {
        return Ok(Vec::new());
    }
    each_row(source, SAMPLE, |record| {
        let look = |column: &mut BoxColumn| column.look(record.cell(column.at));
        columns.iter_mut().for_each(look);
        true
    })?;
    columns.retain(BoxColumn::is_one);
    // What is not yearly is monthly: one column tells.
    let timed = |column: &&BoxColumn| matches!(column.says, SaysTicked::Every(_));
    let longer = columns.iter().filter(timed);
    let longer = longer.filter(|column| !column.is_of_months()).count();
    let asked = columns
        .iter()
        .filter(|column| longer == 0 || !column.is_of_months());
    Ok(asked
        .map(|column| column.question(source, longer < 2))
        .collect())
}
