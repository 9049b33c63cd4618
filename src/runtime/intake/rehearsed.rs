//! The files of a call taken into a copy of the room that is thrown away: what is open in one of them is known before another
//! is written. Must not know what can be open.

use super::{Call, FileReport, Options, Progress};
use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::exchange::read::Source;
use crate::runtime::scratch;
use crate::store::{OpenOptions, Store};

/// How many of the files, from the first, have to be looked at together before one of them is written: up to the last
/// that could be refused for what it says.
pub(super) fn refusable(
    store: &Store,
    options: &Options,
    sources: &[Source],
) -> Result<usize, Failure> {
    if options.dry_run || options.expect.is_some() {
        return Ok(sources.len());
    }
    if !options.refuses_absent() {
        return Ok(0);
    }
    for (at, source) in sources.iter().enumerate().rev() {
        let is_one = match source.kind {
            ImportKind::Accounts
            | ImportKind::Subscriptions
            | ImportKind::Movements
            | ImportKind::Balances => true,
            // They may be there as the other of the two.
            ImportKind::Surveys | ImportKind::Feedback => {
                store.has_imported(source.kind.kept_with())?
            }
            ImportKind::Owners | ImportKind::Roadmap | ImportKind::Usage => false,
        };
        if is_one {
            return Ok(at + 1);
        }
    }
    Ok(0)
}

/// Takes everything into a copy of the room.
pub(super) fn reports(
    store: &Store,
    call: &Call<'_>,
    sources: &[Source],
    progress: &mut dyn FnMut(Progress<'_>) -> bool,
) -> Result<Vec<FileReport>, Failure> {
    let folder = scratch::folder().map_err(|e| Failure::disk("rehearsing the import", e))?;
    let path = folder.path().join("rehearsal.db");
    store.throw_away_copy(&path)?;
    let mut copy = Store::open(&path, &OpenOptions::default())?;
    copy.set_rules(store.rules().clone());
    store
        .today()
        .into_iter()
        .for_each(|day| copy.set_today(day));
    let mut reports = call.all(&mut copy, sources, progress)?;
    reports.iter_mut().for_each(|report| report.import = None);
    Ok(reports)
}
