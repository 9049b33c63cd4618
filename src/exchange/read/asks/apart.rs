//! Columns of which nothing is made and that say of some rows that they are no running revenue: once, not yet, not any
//! more. Must not decide.

use hashbrown::HashSet;

use crate::domain::cause::Cause;
use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::domain::money::counted;
use crate::exchange::read::columns::{is_among, squeeze, words};
use crate::exchange::read::{Source, values};
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, STATES, Way, each_row, is_asked};

/// What such cells say, whole.
const WORDS: &str = "oneoff onetime onetimefee nonrecurring setup setupfee implementation proposal proposed quote quoted draft \
    forecast forecasted projected planned budget lost closedlost void voided duplicate replaced superseded test dummy demo \
    creditnote creditmemo refund refunded chargeback gutschrift erstattung remboursement avoir reembolso trial trialing trialling \
    freetrial testaccount probe probeabo testabo essai einmalig einrichtung einrichtungsgebühr angebot entwurf prognose ponctuel devis prévision presupuesto";

/// The same in columns of the kind of a row; elsewhere they name plans, channels and places.
const KINDS: &str = "credit credits internal lead prospect opportunity sandbox staging development dev free freemium \
    partnerdemo intern interessent";

/// Words of such columns.
const OF_KINDS: &str =
    "type typ tipo kind stage stufe category kategorie class environment env mode record art phase";

/// The same where no column is the state of a row.
const OVER: &str = "churned churnedcustomer cancelled canceled terminated former formercustomer removed deleted gekündigt résilié";

/// Columns in which no says it.
const RECURRING: &str = "recurring isrecurring wiederkehrend";

/// Columns in which anything but no says it: yes, or which other row counts.
const FLAGS: &str = "voided isvoided void duplicate duplicateof isduplicate replaced replacedby superseded supersededby mergedinto \
    storniert isstorniert annulliert annulé anulado istest testaccount testkunde sandbox issandbox isdemo";

/// A column with more words than this says something else.
const MOST: usize = 12;

struct ApartColumn {
    at: usize,
    looks: LooksApart,
    /// Whether it says of which kind a row is.
    of_kinds: bool,
    rows: u64,
    seen: String,
    values: HashSet<String>,
}

/// By what a column could say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LooksApart {
    Words,
    Recurring,
    Flag,
    /// By any word: it is why somebody left.
    Reason,
}

impl ApartColumn {
    fn new(source: &Source, at: usize) -> ApartColumn {
        let name = squeeze(&source.names[at]);
        let looks = match name {
            _ if source.mapping.column("cause") == Some(at) => LooksApart::Reason,
            name if is_listed(RECURRING, &name) => LooksApart::Recurring,
            name if is_listed(FLAGS, &name) => LooksApart::Flag,
            _ => LooksApart::Words,
        };
        ApartColumn {
            at,
            looks,
            of_kinds: words(&source.names[at]).any(|word| is_listed(OF_KINDS, &word)),
            rows: 0,
            seen: String::new(),
            values: HashSet::new(),
        }
    }

    fn says(&self, source: &Source, cell: &str) -> bool {
        match self.looks {
            LooksApart::Recurring => values::tick(cell) == Some(false),
            LooksApart::Flag => values::tick(cell) != Some(false),
            LooksApart::Reason => values::tick(cell).is_none() && !Cause::is_running(cell),
            LooksApart::Words => {
                let inner = cell.rsplit_once('(').map_or(cell, |(_, inner)| inner);
                let kinds = if self.of_kinds { KINDS } else { "" };
                let over = if is_stated(source) { "" } else { OVER };
                is_among(&[WORDS, kinds, over], &squeeze(inner)) && !is_change(source, cell)
            }
        }
    }

    fn look(&mut self, source: &Source, cell: &str) {
        if values::is_nothing(cell) || self.is_of_too_many() {
            return;
        }
        if self.says(source, cell) {
            self.rows += 1;
            if self.seen.is_empty() {
                self.seen = quoted(cell, 20);
            }
        }
        self.values.insert(squeeze(cell));
    }

    fn is_of_too_many(&self) -> bool {
        self.looks == LooksApart::Words && self.values.len() > MOST
    }

    fn question(&self, source: &Source) -> Question {
        let name = &source.names[self.at];
        let open = format!(
            "{} says {} in {}, and those count as all others do: take them out of the file if they are no running revenue",
            quoted(name, 40),
            self.seen,
            counted(self.rows, "row")
        );
        let way = match source.mapping.column("plan") == Some(self.at) {
            true => format!("--map plan={}", shell(name)),
            false => format!("--ignore {}", shell(name)),
        };
        Question::new(&source.file, open, vec![Way::when(way, "if they are")]).proposing(0)
    }
}

/// Whether a column is the state of a row, which says better than words beside it who pays.
fn is_stated(source: &Source) -> bool {
    let subscriptions = source.kind == ImportKind::Subscriptions;
    let mut states = STATES.iter();
    !subscriptions || states.any(|field| source.mapping.column(field).is_some())
}

/// Whether a cell says how MRR changed: what is lost there is a change as others are.
fn is_change(source: &Source, cell: &str) -> bool {
    source.kind == ImportKind::Movements && source.goes(cell).is_some()
}

/// What is open about them, but for columns that other questions ask about.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn questions(source: &Source, asked: &[Question]) -> Result<Vec<Question>, Failure> {
    let open = source.kind.is_ledger() && source.mapping.shape.is_none();
    let column = |field: &str| source.mapping.column(field);
    let subscriptions = source.kind == ImportKind::Subscriptions;
    let reason = column("cause")
        .filter(|_| subscriptions)
        .filter(|at| !source.cause_is_status && !source.given.contains(at));
    let free = source.unused().filter(|at| !source.is_idle(*at));
    let columns = column("plan").into_iter().chain(reason).chain(free);
    let columns = columns.filter(|at| open && !is_asked(asked, &source.names[*at]));
    let columns = columns.map(|at| ApartColumn::new(source, at));
    let mut columns: Vec<ApartColumn> = columns.collect();
    if columns.is_empty() {
        return Ok(Vec::new());
    }
    let states: Vec<usize> = STATES.iter().filter_map(|field| column(field)).collect();
    let added = source.added();
    each_row(source, SAMPLE, |record| {
        let mut paid = source
            .amounts_of(&added, &record.cells)
            .into_iter()
            .flatten();
        let over = || states.iter().any(|at| Cause::is_over(record.cell(*at)));
        if paid.any(|paid| paid.0 != 0) && !source.belongs(&record.cells, false).ended && !over() {
            let look = |column: &mut ApartColumn| column.look(source, record.cell(column.at));
            columns.iter_mut().for_each(look);
        }
        true
    })?;
    let is_one = |column: &&ApartColumn| column.rows > 0 && !column.is_of_too_many();
    let asked = columns.iter().filter(is_one);
    Ok(asked.map(|column| column.question(source)).collect())
}
