//! A ledger of which no account is in the list of accounts that came with it: one of them calls them otherwise.
//! Must not decide.

use hashbrown::HashMap;

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::money::counted;
use crate::exchange::read::Source;
use crate::exchange::read::columns::squeeze;
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, Way, each_row};

/// So many accounts of a ledger tell.
const FEW: usize = 2;

/// What is open about the ledgers and the lists of accounts of one call.
///
/// # Errors
/// When a file cannot be read.
pub fn strangers(sources: &[Source]) -> Result<Vec<Question>, Failure> {
    let lists = sources.iter().filter(|of| of.kind == ImportKind::Accounts);
    let lists: Vec<&Source> = lists.collect();
    let ledgers = sources.iter().filter(|of| of.kind.is_ledger());
    let mut asked = Vec::new();
    for ledger in ledgers.filter(|_| !lists.is_empty()) {
        let own = accounts_of(ledger)?;
        let mut known = false;
        for list in &lists {
            // What is called as a customer is, and ids that are written otherwise, the room asks about.
            let ids = ["id", "also", "name"].map(|field| list.mapping.columns(field));
            let ids: Vec<usize> = ids.into_iter().flatten().collect();
            let rows = rows_with(list, &own, &ids)?;
            known |= ids.iter().any(|at| rows[*at] > 0);
        }
        if own.len() >= FEW && !known {
            asked.push(question(ledger, lists[0], &own)?);
        }
    }
    Ok(asked)
}

/// The accounts of a ledger, as far as its first rows name them, by how they are known however they are written.
fn accounts_of(ledger: &Source) -> Result<HashMap<String, String>, Failure> {
    let mut own = HashMap::new();
    if let Some(at) = ledger.mapping.column("account") {
        each_row(ledger, SAMPLE, |record| {
            let id = record.cell(at);
            own.insert(bare(id), id.to_owned());
            true
        })?;
        own.remove("");
    }
    Ok(own)
}

/// In how many rows of a list each of some columns has one of some accounts.
fn rows_with(
    list: &Source,
    own: &HashMap<String, String>,
    columns: &[usize],
) -> Result<Vec<usize>, Failure> {
    let mut rows = vec![0; list.names.len()];
    each_row(list, u64::MAX, |record| {
        for at in columns {
            rows[*at] += usize::from(own.contains_key(&bare(record.cell(*at))));
        }
        true
    })?;
    Ok(rows)
}

/// An id however it is written: `0007`, `7.0`, `Acme-7` and `ACME 7` are one.
fn bare(id: &str) -> String {
    let id = squeeze(id.strip_suffix(".0").unwrap_or(id));
    id.trim_start_matches('0').to_owned()
}

fn question(
    ledger: &Source,
    list: &Source,
    own: &HashMap<String, String>,
) -> Result<Question, Failure> {
    let one = own.values().min().map_or("", String::as_str);
    let open = format!(
        "none of its {} is in {} (not {}, for one): a customer would stand there twice, once with its money and once \
         without",
        counted(own.len(), "account"),
        quoted(&list.file, 40),
        quoted(one, 40)
    );
    let all: Vec<usize> = (list.mapping.ours..list.names.len()).collect();
    let rows = rows_with(list, own, &all)?;
    let columns = all.into_iter().filter(|at| rows[*at] * 2 >= own.len());
    let also = columns.map(|at| {
        let map = format!("--map also={}", shell(&list.names[at]));
        Way::when(map, "if that is what they are called there, too")
    });
    let mut ways: Vec<Way> = also.collect();
    let proposed = ways.len();
    ways.push(Way::when("--ignore-rest".to_owned(), "if they are others"));
    Ok(Question::new(&ledger.file, open, ways).proposing(proposed))
}
