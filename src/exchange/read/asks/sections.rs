//! Lines of a ledger with nothing but a heading, which says of the rows below it that they left or do not pay yet; and rows
//! without the id that all others have. Must not decide.

use crate::domain::cause::Cause;
use crate::domain::failure::Failure;
use crate::domain::import::{ImportKind, ImportRow};
use crate::domain::listed::is_listed;
use crate::domain::money::{by_count, counted};
use crate::exchange::read::columns::{squeeze, words};
use crate::exchange::read::records::FileRecord;
use crate::exchange::read::{Source, values};
use crate::exchange::safe::quoted;

use super::{Question, SAMPLE, Way, each_row};

/// Words of such a heading.
const OVER: &str = "churned cancelled canceled lost ended former past inactive terminated expired left closed pipeline prospect \
    prospects forecast planned upcoming future trial trials paused gekündigt gekündigte ehemalige verloren beendet geplant \
    résiliés perdus bajas perdidos";

/// A heading has at most so many words.
const WORDS: usize = 6;

/// What is open about headings.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn question(source: &Source) -> Result<Option<Question>, Failure> {
    if !source.kind.is_ledger() || source.names.len() < 3 {
        return Ok(None);
    }
    let added = source.added();
    let own: Vec<String> = source.names.iter().map(|name| squeeze(name)).collect();
    let (mut heading, mut first, mut rows) = (false, None, 0_u64);
    each_row(source, u64::MAX, |record| {
        let amounts = source.amounts_of(&added, &record.cells);
        let alone = alone(source, record);
        let says = match alone {
            Some(said) => says_over(said),
            None => is_header(source, record, &added, &own),
        };
        if says || alone.is_some() {
            heading = says;
        }
        if says && first.is_none() {
            let said = alone.unwrap_or_else(|| source.label(record));
            first = Some((record.line, quoted(said, 40), alone.is_some()));
        } else if heading && amounts.iter().flatten().any(|amount| amount.0 != 0) {
            rows += 1;
        }
        true
    })?;
    let first = first.filter(|_| rows > 0);
    Ok(first.map(|first| asked(source, first, rows)))
}

fn asked(source: &Source, (line, said, alone): (u64, String, bool), rows: u64) -> Question {
    let is = match alone {
        true => "stands alone, as a heading of what is below",
        false => "begins a row of words alone, as another header does",
    };
    let open = format!(
        "{said} in line {line} {is}, and {} there {} as all others do: cut the file there, or write into the rows when they \
         end",
        counted(rows, "row"),
        by_count(rows, "counts", "count")
    );
    let way = Way::when("--ignore-rest".to_owned(), "if those pay");
    let asked = Question::new(&source.file, open, vec![way]);
    asked.of(&said).proposing(0)
}

/// Whether a row is the header of another table: words alone, also where an amount should stand, and not those of `own`.
fn is_header(
    source: &Source,
    record: &FileRecord,
    added: &[(usize, usize)],
    own: &[String],
) -> bool {
    let word = |cell: &str| {
        let digit = |c: char| c.is_ascii_digit();
        cell.contains(char::is_alphabetic) && !cell.contains(digit) && !values::is_nothing(cell)
    };
    let cells = record.cells.iter().enumerate().skip(source.mapping.ours);
    let mut filled = cells.filter(|(_, cell)| !cell.trim().is_empty());
    // The rows of its own header say parts of its names.
    let own = |at: usize, cell: &str| own.get(at).is_none_or(|own| own.contains(&squeeze(cell)));
    let other = |(at, cell): (usize, &str)| !own(at, cell);
    let named = |(at, _): &(usize, usize)| word(record.cell(*at));
    !added.is_empty()
        && added.iter().all(named)
        && filled.clone().all(|(_, cell)| word(cell))
        && filled.any(other)
}

/// The only cell of a record that has one.
fn alone<'r>(source: &Source, record: &'r FileRecord) -> Option<&'r str> {
    let cells = record.cells.iter().skip(source.mapping.ours);
    let mut filled = cells.map(str::trim).filter(|cell| !cell.is_empty());
    let said = filled.next()?;
    (filled.next().is_none() && said.contains(char::is_alphabetic)).then_some(said)
}

fn says_over(heading: &str) -> bool {
    let few = heading.split_whitespace().count() <= WORDS;
    few && (Cause::is_over(heading) || words(heading).any(|word| is_listed(OVER, &word)))
}

/// What is open about rows without an id.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn without_id(source: &Source) -> Result<Option<Question>, Failure> {
    /// So many others there are for each such row.
    const OTHERS: u64 = 4;
    let plain = source.kind == ImportKind::Subscriptions && source.mapping.shape.is_none();
    let Some(id) = source.mapping.column("id").filter(|_| plain) else {
        return Ok(None);
    };
    let (mut all, mut without, mut first) = (0, 0, None);
    for row in source.rows()?.take(SAMPLE as usize).flatten() {
        if let ImportRow::Subscription(sub) = row.row {
            all += 1;
            if sub.external.is_empty() {
                without += 1;
                first.get_or_insert((row.line, sub.account));
            }
        }
    }
    let few = without > 0 && all >= without * (OTHERS + 1);
    Ok(first.filter(|_| few).map(|(line, account)| {
        let open = format!(
            "{} {} no {}, which all others have ({} in line {line}, the first), and {} as they do: take {} out of the file \
             where it adds up or corrects others",
            counted(without, "row"),
            by_count(without, "has", "have"),
            quoted(&source.names[id], 40),
            quoted(&account, 40),
            by_count(without, "counts", "count"),
            by_count(without, "it", "each"),
        );
        let way = Way::when("--ignore-rest".to_owned(), "if it is one as they are");
        Question::new(&source.file, open, vec![way]).proposing(0)
    }))
}
