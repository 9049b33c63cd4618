//! Columns of which nothing is made and that say of some rows that they are no running revenue: once, not yet, not any
//! more. Must not decide.

use hashbrown::HashSet;

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::money::counted;
use crate::exchange::read::columns::{is_among, squeeze};
use crate::exchange::read::{Source, values};
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, Way, each_row};

/// What such cells say, whole.
const WORDS: &str = "oneoff onetime onetimefee nonrecurring setup setupfee implementation proposal proposed quote quoted draft \
    forecast forecasted projected planned budget lost closedlost void voided duplicate replaced superseded test dummy demo \
    einmalig einrichtung einrichtungsgebühr angebot entwurf prognose ponctuel devis prévision presupuesto";

/// Columns in which no says it.
const RECURRING: &str = "recurring isrecurring wiederkehrend";

/// A column with more words than this says something else.
const MOST: usize = 12;

struct ApartColumn {
    at: usize,
    recurring: bool,
    rows: u64,
    seen: String,
    values: HashSet<String>,
}

impl ApartColumn {
    fn look(&mut self, cell: &str) {
        if values::is_nothing(cell) || self.values.len() > MOST {
            return;
        }
        let word = squeeze(cell);
        let once = self.recurring && values::tick(cell) == Some(false);
        if once || is_among(&[WORDS], &word) {
            self.rows += 1;
            if self.seen.is_empty() {
                self.seen = quoted(cell, 20);
            }
        }
        self.values.insert(word);
    }
}

/// What is open about them.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn questions(source: &Source) -> Result<Vec<Question>, Failure> {
    let open = source.kind == ImportKind::Subscriptions && source.mapping.shape.is_none();
    let plan = source.mapping.column("plan");
    let free = source.unused().filter(|at| !source.is_idle(*at));
    let columns = plan.into_iter().chain(free).filter(|_| open);
    let columns = columns.map(|at| ApartColumn {
        at,
        recurring: is_among(&[RECURRING], &squeeze(&source.names[at])),
        rows: 0,
        seen: String::new(),
        values: HashSet::new(),
    });
    let mut columns: Vec<ApartColumn> = columns.collect();
    if columns.is_empty() {
        return Ok(Vec::new());
    }
    let added = source.added();
    each_row(source, SAMPLE, |record| {
        let paid = source.amounts_of(&added, &record.cells)[0].is_some_and(|paid| paid.0 != 0);
        if paid && !source.belongs(&record.cells, false).ended {
            let look = |column: &mut ApartColumn| column.look(record.cell(column.at));
            columns.iter_mut().for_each(look);
        }
        true
    })?;
    let is_one = |column: &&ApartColumn| column.rows > 0 && column.values.len() <= MOST;
    let asked = columns.iter().filter(is_one).map(|column| {
        let name = &source.names[column.at];
        let open = format!(
            "{} says {} in {}, and those count as all others do: take them out of the file if they are no running revenue",
            quoted(name, 40),
            column.seen,
            counted(column.rows, "row")
        );
        let way = match plan == Some(column.at) {
            true => format!("--map plan={}", shell(name)),
            false => format!("--ignore {}", shell(name)),
        };
        Question::new(&source.file, open, vec![Way::when(way, "if they are")]).proposing(0)
    });
    Ok(asked.collect())
}
