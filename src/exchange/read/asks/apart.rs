//! Columns of which nothing is made and that say of some rows that they are no running revenue: once, not yet, not any
//! more. Must not decide.

use hashbrown::HashSet;

use crate::domain::cause::Cause;
use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::domain::money::counted;
use crate::exchange::read::columns::{is_among, squeeze, words};
use crate::exchange::read::{Source, price, values};
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, STATES, Way, each_row, is_asked};

/// What such cells say, whole: what is no running revenue at any time.
const WORDS: &str = "oneoff onetime onetimefee nonrecurring setup setupfee implementation proposal proposed quote quoted draft \
    forecast forecasted projected planned budget closedlost voided duplicate test dummy demo \
    creditnote creditmemo refund refunded chargeback gutschrift erstattung remboursement avoir reembolso trial trialing trialling \
    freetrial testaccount probe probeabo testabo essai einmalig einrichtung einrichtungsgebühr angebot entwurf prognose ponctuel devis prévision presupuesto";

/// The same in columns of the kind of a row; elsewhere they name plans, channels and places.
const KINDS: &str = "credit credits internal lead prospect opportunity sandbox staging development dev free freemium \
    partnerdemo intern interessent pilot poc proofofconcept negotiation";

/// What is sold once beside what runs, and what such words have beside them; and what runs. Lines of business of customers are
/// called likewise.
const ONCE: &str = "training trainings hardware setup onboarding consulting consultancy equipment installation workshop \
    workshops schulung beratung";
const BESIDE: &str = "fee fees service services package day days hours cost costs project sale sales one off onetime time \
    professional";
const RUNS: &str = "subscription subscriptions recurring licence licenses license licences maintenance abo abonnement usage";

/// Words of columns that say of which kind what is sold is, and not who buys it.
const OF_SALES: &str = "type typ tipo kind art product item line revenue charge sku service";
const OF_BUYERS: &str =
    "customer company account client business organization organisation user vertical";

/// Words of such columns.
const OF_KINDS: &str =
    "type typ tipo kind stage stufe category kategorie class environment env mode record art phase";

/// The same in parts of what an account pays: what is counted there is no money.
const OF_PARTS: &str = "seats seat users user licences licenses quantity qty units headcount arr";

/// Words of columns that say where somebody came from or to whom a row belongs: what stands there is none of its own.
const OF_OTHERS: &str = "source channel campaign medium utm referrer referral acquisition origin lead signup signed conversion \
    converted previous prev prior former old initial first department team industry sector branche tag tags label labels segment \
    owner rep manager region country quelle kanal abteilung canal";

/// What is no running revenue any more: of a row that has an end it says nothing new.
const GONE: &str = "lost replaced superseded";

/// The same where no column is the state of a row.
const OVER: &str = "churned churnedcustomer cancelled canceled terminated former formercustomer removed deleted gekündigt résilié";

/// Columns in which no says it.
const RECURRING: &str = "recurring isrecurring wiederkehrend";

/// Columns in which anything but no says it: yes, or which other row counts.
const FLAGS: &str = "voided isvoided void duplicate duplicateof isduplicate replaced replacedby superseded supersededby mergedinto \
    storniert isstorniert annulliert annulé anulado istest testaccount testkunde sandbox issandbox isdemo";

/// Columns in which yes says it, where they hold nothing but yes and no: with `is` before it or without.
const TICKS: &str = "forecast forecasted quote quoted proposal draft projected projection planned budget budgeted estimate estimated \
    onetime oneoff nonrecurring setup pilot poc trial demo freetrial freemium internal prognose angebot entwurf einmalig geplant devis";

/// Columns of how likely a row is ever paid.
const LIKELY: &str = "probability prob winprobability closeprobability dealprobability likelihood wahrscheinlichkeit probabilité \
    probabilidad probabilità";

/// A column with more words than this says something else.
const MOST: usize = 12;

/// So many of the words are named.
const NAMED: usize = 3;

struct ApartColumn {
    at: usize,
    looks: LooksApart,
    /// Whether it says of which kind a row is, and of which part.
    of_kinds: bool,
    of_parts: bool,
    /// Whether it says for sure of which kind what is sold is; those rows that are sold once, where nothing else says so.
    of_sales: bool,
    once: u64,
    rows: u64,
    seen: Vec<String>,
    values: HashSet<String>,
}

/// By what a column could say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LooksApart {
    Words,
    Recurring,
    Flag,
    /// By yes, among nothing but yes and no.
    Tick,
    /// By less than all of a hundred.
    Likely,
    /// By any word: it is why somebody left.
    Reason,
}

impl LooksApart {
    fn of(source: &Source, at: usize) -> LooksApart {
        let name = squeeze(&source.names[at]);
        let bare = name.strip_prefix("is").unwrap_or(&name);
        match name.as_str() {
            _ if source.mapping.column("cause") == Some(at) => LooksApart::Reason,
            name if is_listed(RECURRING, name) => LooksApart::Recurring,
            name if is_listed(FLAGS, name) => LooksApart::Flag,
            name if is_listed(LIKELY, name) => LooksApart::Likely,
            name if is_listed(TICKS, bare) || is_listed(TICKS, name) => LooksApart::Tick,
            _ => LooksApart::Words,
        }
    }
}

impl ApartColumn {
    fn new(source: &Source, at: usize) -> ApartColumn {
        let is = |list: &str| words(&source.names[at]).any(|word| is_listed(list, &word));
        ApartColumn {
            at,
            looks: LooksApart::of(source, at),
            of_kinds: is(OF_KINDS),
            of_sales: is(OF_SALES),
            once: 0,
            of_parts: source.mapping.column("part") == Some(at),
            rows: 0,
            seen: Vec::new(),
            values: HashSet::new(),
        }
    }

    /// Whether a cell says it; `over` is whether its row has an end, or a state that says so.
    fn says(&self, source: &Source, cell: &str, over: bool) -> bool {
        match self.looks {
            LooksApart::Recurring => values::tick(cell) == Some(false),
            LooksApart::Flag => !over && values::tick(cell) != Some(false),
            LooksApart::Tick => values::tick(cell) == Some(true),
            LooksApart::Likely => {
                price::thousandths(cell).is_some_and(|of| ![1_000, 100_000].contains(&of))
            }
            LooksApart::Reason => !over && values::tick(cell).is_none() && !Cause::is_running(cell),
            LooksApart::Words => {
                let inner = cell.rsplit_once('(').map_or(cell, |(_, inner)| inner);
                let kinds = if self.of_kinds { KINDS } else { "" };
                let parts = if self.of_parts { OF_PARTS } else { "" };
                let gone = if over { "" } else { GONE };
                let left = if over || is_stated(source) { "" } else { OVER };
                is_among(&[WORDS, kinds, parts, gone, left], &squeeze(inner))
                    && !is_change(source, cell)
            }
        }
    }

    fn look(&mut self, source: &Source, cell: &str, over: bool) {
        if values::is_nothing(cell) || self.is_of_others() {
            return;
        }
        let says = self.says(source, cell, over);
        let once = !says && self.of_kinds && self.is_sold_once(source, cell);
        self.rows += u64::from(says);
        self.once += u64::from(once);
        if says || once {
            let seen = quoted(cell, 20);
            if self.seen.len() < NAMED && !self.seen.contains(&seen) {
                self.seen.push(seen);
            }
        }
        self.values.insert(squeeze(cell));
    }

    /// Whether a cell says that something is sold once.
    fn is_sold_once(&self, source: &Source, cell: &str) -> bool {
        let buyers = || words(&source.names[self.at]).any(|word| is_listed(OF_BUYERS, &word));
        let all = || words(cell).all(|word| is_among(&[ONCE, BESIDE], &word));
        let once = || words(cell).any(|word| is_listed(ONCE, &word));
        let services = || squeeze(cell).ends_with("services") && words(cell).count() > 1;
        self.looks == LooksApart::Words && all() && (once() || services()) && !buyers()
    }

    /// How many rows say it.
    fn all_rows(&self) -> u64 {
        let runs = |value: &String| is_listed(RUNS, value);
        let sure = self.of_sales || self.values.iter().any(runs);
        self.rows + if sure { self.once } else { 0 }
    }

    /// Whether it holds too much for what it looks like.
    fn is_of_others(&self) -> bool {
        let ticks = |value: &String| values::tick(value).is_some();
        match self.looks {
            LooksApart::Words => self.values.len() > MOST,
            LooksApart::Tick => !self.values.iter().all(ticks),
            LooksApart::Recurring | LooksApart::Flag | LooksApart::Likely | LooksApart::Reason => {
                false
            }
        }
    }

    fn question(&self, source: &Source) -> Question {
        let name = &source.names[self.at];
        let open = format!(
            "{} says {} in {}, and those count as all others do: take them out of the file if they are no running revenue",
            quoted(name, 40),
            self.seen.join(", "),
            counted(self.all_rows(), "row")
        );
        let mut used = ["plan", "part", "kind"].into_iter();
        let field = used.find(|field| source.mapping.column(field) == Some(self.at));
        let way = match field {
            Some(field) => format!("--map {field}={}", shell(name)),
            None => format!("--ignore {}", shell(name)),
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

/// The columns that are looked at: what a plan, a part or a kind is called, why somebody left, and what is not used.
fn columns(source: &Source, asked: &[Question]) -> Vec<ApartColumn> {
    let column = |field: &str| source.mapping.column(field);
    let subscriptions = source.kind == ImportKind::Subscriptions;
    let named = ["plan", "part", "kind"].into_iter().filter_map(column);
    let reason = column("cause").filter(|_| subscriptions && !source.cause_is_status);
    let used = named.chain(reason);
    let used = used.filter(|at| !source.given.contains(at));
    let free = source.unused().filter(|at| !source.is_idle(*at));
    let of_others = |at: &usize| words(&source.names[*at]).any(|word| is_listed(OF_OTHERS, &word));
    let columns = used.chain(free.filter(|at| !of_others(at)));
    let open = columns.filter(|at| !is_asked(asked, &source.names[*at]));
    open.map(|at| ApartColumn::new(source, at)).collect()
}

/// What is open about them, but for columns that other questions ask about.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn questions(source: &Source, asked: &[Question]) -> Result<Vec<Question>, Failure> {
    let open = source.kind.is_ledger() && source.mapping.shape.is_none();
    let mut columns = match open {
        true => columns(source, asked),
        false => Vec::new(),
    };
    if columns.is_empty() {
        return Ok(Vec::new());
    }
    let column = |field: &str| source.mapping.column(field);
    let states: Vec<usize> = STATES.iter().filter_map(|field| column(field)).collect();
    let (trial, often) = (column("trial"), column("interval"));
    let added = source.added();
    each_row(source, SAMPLE, |record| {
        let paid = source.amounts_of(&added, &record.cells);
        let counts = paid.into_iter().flatten().any(|paid| paid.0 != 0);
        let is_trial = || trial.is_some_and(|at| values::trial(record.cell(at)) == Some(true));
        // What is due in no way that can be read is rejected.
        let is_unread = || {
            let often = often.map_or("", |at| record.cell(at));
            !values::is_nothing(often) && !source.worded.interval && price::every(often).is_none()
        };
        if counts && !is_trial() && !is_unread() {
            let over = || states.iter().any(|at| Cause::is_over(record.cell(*at)));
            let over = source.belongs(&record.cells, false).ended || over();
            let look = |column: &mut ApartColumn| column.look(source, record.cell(column.at), over);
            columns.iter_mut().for_each(look);
        }
        true
    })?;
    let is_one = |column: &&ApartColumn| column.all_rows() > 0 && !column.is_of_others();
    let asked = columns.iter().filter(is_one);
    Ok(asked.map(|column| column.question(source)).collect())
}
