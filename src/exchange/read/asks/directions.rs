//! Amounts beside words for how MRR changed: whether it fell where they have no sign, and whether they are what it changed
//! by or what is paid afterwards.
//! Must not decide.

mod column;
mod unmoved;

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::domain::money::Cents;
use crate::exchange::read::Source;
use crate::exchange::read::columns::{squeeze, words};
use crate::exchange::read::fields::form;
use crate::exchange::read::records::FileRecord;
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, Way, each_row, lists};
use column::DirectionColumn;

/// Words in the name of a column that say that it is what is paid afterwards.
const AFTER: [&str; 8] = [
    "after", "new", "balance", "ending", "closing", "current", "end", "total",
];

/// What is open about them.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn questions(source: &Source, complete: bool) -> Result<Vec<Question>, Failure> {
    if source.mapping.shape.is_some() {
        return Ok(Vec::new());
    }
    let asked = [
        unsigned(source)?,
        after(source, complete)?,
        unmoved::question(source)?,
    ];
    Ok(asked.into_iter().flatten().collect())
}

/// A column that is called as changes of MRR are, beside reasons in what reads as surveys without words.
pub(super) fn of_survey(source: &Source) -> Option<Question> {
    let bare = source.kind == ImportKind::Surveys && source.mapping.column("text").is_none();
    let movements = form(ImportKind::Movements);
    let known = movements.fields[movements.place("delta")?].known;
    let is_change = |at: &usize| is_listed(known, &squeeze(&source.names[*at]));
    let at = source.unused().find(|at| bare && is_change(at))?;
    let name = quoted(&source.names[at], 40);
    let open =
        format!("{name} says by how much MRR changed, as movements do, and it reads as surveys");
    let ways = vec![
        Way::of("--as-kind movements".to_owned()),
        Way::when("--as-kind surveys".to_owned(), "if it is that all the same"),
    ];
    Some(Question::new(&source.file, open, ways))
}

/// Changes without a sign, of which nothing says whether MRR rose or fell: as they stand, all of them rise.
fn unsigned(source: &Source) -> Result<Option<Question>, Failure> {
    let movements = source.kind == ImportKind::Movements;
    let Some(delta) = source.mapping.column("delta").filter(|_| movements) else {
        return Ok(None);
    };
    let kind = source.mapping.column("kind");
    let (mut columns, mut signed) = (DirectionColumn::all(source), false);
    if let Some(at) = kind {
        columns.retain(|column| column.at == at);
    }
    let added = source.added();
    each_row(source, u64::MAX, |record| {
        let amount = source.amounts_of(&added, &record.cells)[0].unwrap_or_default();
        signed |= amount < Cents::ZERO;
        if amount > Cents::ZERO {
            let look = |column: &mut DirectionColumn| column.look(source, record, amount);
            columns.iter_mut().for_each(look);
        }
        !signed
    })?;
    if signed {
        return Ok(None);
    }
    let name = quoted(&source.names[delta], 40);
    let of_kind = |column: &DirectionColumn| {
        let repeats = column
            .repeats()
            .map(|word| repeats(source, column.at, word));
        column.unknown(source, &name).or(repeats)
    };
    let unused = |column: &DirectionColumn| column.unused(source, &name);
    Ok(match kind {
        Some(_) => columns.iter().find_map(of_kind),
        None => {
            let losses = columns.iter().find(|column| column.down > 0);
            let named = columns.iter().find(|column| column.is_named_loss(source));
            losses
                .and_then(unused)
                .or_else(|| named.and_then(unused))
                .or_else(|| columns.iter().find_map(unused))
        }
    })
}

/// What is paid again is no change, and who does not pay again has left.
fn repeats(source: &Source, kind: usize, word: &str) -> Question {
    let open = format!(
        "{} says {} of rows in which the same may be paid again, and of none that somebody left: bring what each pays by \
         month (balances), or the changes",
        quoted(&source.names[kind], 40),
        quoted(word, 20)
    );
    let by_month = lists::paid_by_month(source);
    let proposed = usize::from(by_month.is_some());
    let mut ways: Vec<Way> = by_month.into_iter().collect();
    ways.push(Way::when(
        "--ignore-rest".to_owned(),
        "if all are changes and nobody left",
    ));
    Question::new(&source.file, open, ways).proposing(proposed)
}

/// MRR that is taken for what is paid after each change, and may be what it changed by.
fn after(source: &Source, complete: bool) -> Result<Option<Question>, Failure> {
    let ledger = matches!(source.kind, ImportKind::Movements | ImportKind::Balances);
    let said = source.said.map.iter().any(|(field, _)| field == "mrr");
    let changes = source.mapping.column("delta").is_some() || source.mapping.has_parts();
    let Some(mrr) = source
        .mapping
        .column("mrr")
        .filter(|_| ledger && !said && !changes)
    else {
        return Ok(None);
    };
    let mut columns = DirectionColumn::all(source);
    let added = source.added();
    each_row(source, SAMPLE, |record: &FileRecord| {
        let amounts = added.iter().zip(source.amounts_of(&added, &record.cells));
        let mut amounts = amounts.filter(|((at, _), _)| *at == mrr);
        if let Some((_, Some(amount))) = amounts.next() {
            let look = |column: &mut DirectionColumn| column.look(source, record, amount);
            columns.iter_mut().for_each(look);
        }
        !columns.is_empty()
    })?;
    let bare = !words(&source.names[mrr]).any(|word| AFTER.contains(&word.as_str()));
    let found = columns
        .iter()
        .find(|column| column.speaks_against(bare) || column.shrinks());
    if let Some(column) = found {
        return Ok(Some(is_change(source, column, mrr)));
    }
    // Of a list by day is known who left: who is not on the next one.
    let words = columns.iter().filter(|column| column.rises());
    let mut again = words.filter_map(|column| Some(repeats(source, column.at, column.repeats()?)));
    Ok(match again.next() {
        Some(question) if !complete && !lists::is_by_day(source)? => Some(question),
        Some(_) | None => None,
    })
}

fn is_change(source: &Source, column: &DirectionColumn, mrr: usize) -> Question {
    let [name, kind] = [mrr, column.at].map(|at| source.names[at].as_str());
    let open = format!(
        "{} reads as what is paid after each change, and {} where {} says {}; is it the change",
        quoted(name, 40),
        match column.down {
            0 => "is less than before",
            _ => "stands above zero",
        },
        quoted(kind, 40),
        column.word
    );
    let (name, kind) = (shell(name), shell(kind));
    let ways = match source.kind == ImportKind::Movements {
        true => [format!("--map delta={name}"), format!("--map mrr={name}")],
        false => [
            format!("--as-kind movements --map delta={name} --map kind={kind}"),
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
