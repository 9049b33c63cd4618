//! Rows that are older versions of others, of which nothing says that they count no more. Must not decide.

use hashbrown::{HashMap, HashSet};

use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::listed::is_listed;
use crate::domain::money::{by_count, counted};
use crate::exchange::read::Source;
use crate::exchange::read::columns::squeeze;
use crate::exchange::safe::{quoted, shell};

use super::{Question, SAMPLE, Way, each_row};

/// What columns are called that number the versions of what was agreed.
const VERSIONS: &str = "version versionnumber subscriptionversion contractversion revision revisionnumber subscriptionrevision \
    contractrevision amendment amendmentnumber";

/// What is open about the subscriptions of accounts that have several versions: all are added up.
///
/// # Errors
/// When the file cannot be read.
pub(super) fn question(source: &Source) -> Result<Option<Question>, Failure> {
    let subscriptions = source.kind == ImportKind::Subscriptions;
    let account = source.mapping.column("account").filter(|_| subscriptions);
    // Its maker may know a column that says which of them count no more.
    let free = source.unused().filter(|_| source.leaves_out.is_none());
    let mut free = free.filter(|at| !source.is_ignored(*at));
    let numbers = free.find(|at| is_listed(VERSIONS, &squeeze(&source.names[*at])));
    let (Some(account), Some(at)) = (account, numbers) else {
        return Ok(None);
    };
    let mut versions: HashMap<String, HashSet<u32>> = HashMap::new();
    each_row(source, SAMPLE, |record| {
        if let Ok(version) = record.cell(at).parse() {
            versions
                .entry_ref(record.cell(account))
                .or_default()
                .insert(version);
        }
        true
    })?;
    let of_several = versions
        .values()
        .filter(|versions| versions.len() > 1)
        .count();
    if of_several == 0 {
        return Ok(None);
    }
    let name = &source.names[at];
    let open = format!(
        "{} numbers versions, {} {} several, and all of them are added up: bring a file with the last of each alone, or \
         with a column that says which have ended",
        quoted(name, 40),
        counted(of_several as u64, "account"),
        by_count(of_several, "has", "have"),
    );
    let way = Way::when(
        format!("--ignore {}", shell(name)),
        "if each is paid beside the others",
    );
    Ok(Some(
        Question::new(&source.file, open, vec![way]).proposing(0),
    ))
}
