//! What is made of rows that were written while those after them are: by whoever gives it a thread.
//! Must not know threads, nor what becomes of what was made.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rusqlite::Result;

use crate::domain::ids::ImportId;
use crate::store::search::index::TextIndex;
use crate::store::search::meanwhile::Meanwhile;
use crate::store::sums::SumsTold;

use super::piece::Pending;

/// Work that can be done by itself.
pub type Errand = Box<dyn FnOnce() + Send>;

/// So many batches may wait: they are in memory.
const WAITING: usize = 1;

/// Takes the rows that were written.
pub(super) struct HandOver(SyncSender<Vec<Pending>>);

/// What was made of all of them.
pub(super) struct MadeMeanwhile {
    pub index: Meanwhile,
    pub sums: SumsTold,
}

impl HandOver {
    /// From the first row of an empty table on. What is made comes when there are no more rows; nothing does where
    /// that failed.
    pub(super) fn begin(
        job: &dyn Fn(Errand),
        import: ImportId,
    ) -> (HandOver, Receiver<MadeMeanwhile>) {
        let (hand_over, pieces) = sync_channel(WAITING);
        let (done, made) = sync_channel(1);
        job(Box::new(move || match make(pieces, import) {
            // Nobody wants it any more where the import has failed.
            Ok(all) => drop(done.send(all)),
            Err(error) => tracing::warn!(%error, "the index is made after the rows"),
        }));
        (HandOver(hand_over), made)
    }

    /// Rows in the order of their numbers, those of a day behind all of that day before.
    pub(super) fn take(&self, pieces: Vec<Pending>) {
        // Whoever made nothing of the rows before has nothing to say at the end either.
        drop(self.0.send(pieces));
    }
}

fn make(batches: Receiver<Vec<Pending>>, import: ImportId) -> Result<MadeMeanwhile> {
    let (mut index, mut sums) = (Meanwhile::begin(TextIndex::Feedback)?, SumsTold::default());
    for pieces in batches {
        index.add(pieces.iter().map(|one| (one.id, one.words())))?;
        for one in &pieces {
            sums.row(one.id, one.values(import));
        }
    }
    let index = index.finish()?;
    Ok(MadeMeanwhile { index, sums })
}
