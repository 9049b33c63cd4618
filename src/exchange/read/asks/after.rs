//! MRR beside words for how it changed: what is paid after each change, or what it changed by.
//! Must not decide.

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::money::Cents;
use crate::exchange::read::columns::words;
use crate::exchange::read::fields::Goes;
use crate::exchange::read::records::Record;
use crate::exchange::read::{Source, kinds};
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, Way, each_row};

/// Words in the name of a column that say that it is what is paid afterwards.
const AFTER: [&str; 8] = [
    "after", "new", "balance", "ending", "closing", "current", "end", "total",
];

/// What is open about it.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn question(source: &Source) -> Result<Option<Question>, Failure> {
    let ledger = matches!(source.kind, ImportKind::Movements | ImportKind::Balances);
    let said = source.said.map.iter().any(|(field, _)| field == "mrr");
    let open = ledger && !said && source.mapping.shape.is_none();
    let changes = source.mapping.column("delta").is_some() || source.mapping.has_parts();
    let Some(mrr) = source.mapping.column("mrr").filter(|_| open && !changes) else {
        return Ok(None);
    };
    let free = source.unused().filter(|at| !source.is_idle(*at));
    let columns = source.mapping.column("kind").into_iter().chain(free);
    let mut columns: Vec<Column> = columns.map(Column::new).collect();
    let added = source.added();
    each_row(source, SAMPLE, |record| {
        let amounts = added.iter().zip(source.amounts_of(&added, &record.cells));
        let mut amounts = amounts.filter(|((at, _), _)| *at == mrr);
        let amount = amounts.next().and_then(|(_, amount)| amount);
        for column in amount.map(|_| &mut columns).into_iter().flatten() {
            column.look(record, amount.unwrap_or_default());
        }
        !columns.is_empty()
    })?;
    let bare = !words(&source.names[mrr]).any(|word| AFTER.contains(&word.as_str()));
    let found = columns.iter().find(|column| column.speaks_against(bare));
    Ok(found.map(|column| column.asked(source, mrr)))
}

/// A column that may say how MRR changed.
struct Column {
    at: usize,
    filled: u64,
    up: u64,
    down: u64,
    /// Rows in which MRR fell and some is left, by its amount.
    left: u64,
    /// The same of those in which all of it went, with the word of the first, and those without an amount.
    all_left: u64,
    word: String,
    none_left: u64,
}

impl Column {
    fn new(at: usize) -> Column {
        Column {
            at,
            filled: 0,
            up: 0,
            down: 0,
            left: 0,
            all_left: 0,
            word: String::new(),
            none_left: 0,
        }
    }

    fn look(&mut self, record: &Record, amount: Cents) {
        let cell = record.cell(self.at);
        self.filled += u64::from(!cell.is_empty());
        match kinds::goes(cell) {
            None => {}
            Some(Goes::Up) => self.up += 1,
            Some(Goes::Down) => {
                self.down += 1;
                let (all, some) = (kinds::ends(cell), amount > Cents::ZERO);
                let first = some && (self.word.is_empty() || (all && self.all_left == 0));
                if first {
                    self.word = quoted(cell, 20);
                }
                self.left += u64::from(some);
                self.all_left += u64::from(some && all);
                self.none_left += u64::from(!some && all);
            }
        }
    }

    /// Whether it says how MRR changed, and the amounts can hardly be what is left; `bare` where their name does not
    /// say that they are.
    fn speaks_against(&self, bare: bool) -> bool {
        let tells = self.up > 0 && (self.up + self.down) * 10 >= self.filled * 9;
        tells && (self.all_left > 0 || (bare && self.left > 0 && self.none_left == 0))
    }

    fn asked(&self, source: &Source, mrr: usize) -> Question {
        let [name, kind] = [mrr, self.at].map(|at| source.names[at].as_str());
        let open = format!(
            "{} reads as what is paid after each change, and stands above zero where {} says {}; is it the change",
            quoted(name, 40),
            quoted(kind, 40),
            self.word
        );
        let (name, kind) = (shell(name), shell(kind));
        let ways = match source.kind == ImportKind::Movements {
            true => [format!("--map delta={name}"), format!("--map mrr={name}")],
            false => [
                format!("--as-kind movements --map delta={name}"),
                format!("--ignore {kind}"),
            ],
        };
        let [change, after] = ways;
        let ways = vec![
            Way::when(change, "if it is"),
            Way::when(after, "if that is paid from then on"),
        ];
        Question::new(&source.file, open, ways)
    }
}
