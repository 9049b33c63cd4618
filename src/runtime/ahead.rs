//! Rows read ahead: one thread reads and understands the rows of a file while the store writes those before them.
//! Must not know what is in a row, nor what is done with it.

use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::{self, ScopedJoinHandle};
use std::vec;

use crate::domain::failure::Failure;
use crate::domain::import::{Rejected, SourceRow};
use crate::exchange::read::{Noticed, Rows, Source};
use crate::store::Errand;

/// A row, or why it cannot be used.
type ReadRow = Result<SourceRow, Rejected>;

/// So many rows are handed over at once: to hand over each by itself would cost as much as to read it.
const AT_ONCE: usize = 256;

/// Fewer of rows that are so long together: a row can be a whole ticket with all that was written back and forth.
const BYTES: usize = 1 << 20;

/// So many such batches may wait: enough that neither side stands still, and little memory.
const WAITING: usize = 8;

/// Gives all rows of a file to `write` while they are being read; then also says what was noticed of them.
///
/// # Errors
/// When the file cannot be opened any more, and those of `write`.
pub(super) fn of<T>(
    source: &Source,
    write: impl FnOnce(&mut dyn Iterator<Item = ReadRow>, &dyn Fn(Errand)) -> Result<T, Failure>,
) -> Result<(T, Noticed), Failure> {
    let mut rows = source.rows()?;
    let (hand_over, batches) = sync_channel(WAITING);
    thread::scope(|scope| {
        let reading = scope.spawn(move || {
            loop {
                let batch = batch(&mut rows);
                // Nobody takes it where the writing has failed: then there is nothing to go on for.
                if batch.is_empty() || hand_over.send(batch).is_err() {
                    return rows.noticed();
                }
            }
        });
        let mut ahead = RowsAhead {
            batches,
            batch: Vec::new().into_iter(),
            reading: Some(reading),
            noticed: Noticed::default(),
        };
        // One that cannot be begun is let go, and whoever waits for it sees that.
        let meanwhile = |job: Errand| drop(thread::Builder::new().spawn_scoped(scope, job));
        Ok((write(&mut ahead, &meanwhile)?, ahead.noticed))
    })
}

/// The next rows that are handed over together; none at the end.
fn batch(rows: &mut Rows<'_>) -> Vec<ReadRow> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while batch.len() < AT_ONCE && bytes < BYTES {
        let Some(row) = rows.next() else { break };
        bytes += rows.bytes();
        batch.push(row);
    }
    batch
}

/// The rows as they come.
struct RowsAhead<'scope> {
    batches: Receiver<Vec<ReadRow>>,
    batch: vec::IntoIter<ReadRow>,
    reading: Option<ScopedJoinHandle<'scope, Noticed>>,
    noticed: Noticed,
}

impl Iterator for RowsAhead<'_> {
    type Item = ReadRow;

    fn next(&mut self) -> Option<ReadRow> {
        loop {
            if let Some(row) = self.batch.next() {
                return Some(row);
            }
            match self.batches.recv() {
                Ok(batch) => self.batch = batch.into_iter(),
                // A reader that broke down has no last row: what it did not read must not look like the file's end.
                Err(_) => {
                    let noticed = self.reading.take()?.join();
                    self.noticed = noticed.unwrap_or_else(|panic| resume_unwind(panic));
                    return None;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;
    use crate::exchange::read::{Hints, open};

    /// A file of a few more batches than may wait, with a row that cannot be used in each.
    fn file() -> (tempfile::TempDir, Source) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("feedback.csv");
        let mut text = "id,account,received,text\n".to_owned();
        for n in 0..AT_ONCE * (WAITING + 4) + 1 {
            let day = if n % AT_ONCE == 7 {
                "2026-02-30"
            } else {
                "2026-02-03"
            };
            let _ = writeln!(text, "f{n},a,{day},said");
        }
        std::fs::write(&path, text).unwrap();
        let source = open(&path, &Hints::default()).unwrap();
        (folder, source)
    }

    #[test]
    fn all_rows_come_in_their_order_and_what_was_noticed_with_them() {
        let (_folder, source) = file();
        let ahead = of(&source, |rows, _| Ok(rows.collect::<Vec<_>>()));
        let (all, noticed) = ahead.unwrap();
        let mut alone = source.rows().unwrap();
        assert!(alone.by_ref().eq(all));
        assert_eq!(alone.noticed(), noticed);
        assert_eq!(noticed.rows as usize, AT_ONCE * (WAITING + 4) + 1);
    }

    #[test]
    fn long_rows_are_handed_over_in_small_numbers() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("feedback.csv");
        let mut text = "id,account,received,text\n".to_owned();
        for n in 0..12 {
            let _ = writeln!(text, "f{n},a,2026-02-03,{}", "x".repeat(BYTES / 4));
        }
        std::fs::write(&path, text).unwrap();
        let source = open(&path, &Hints::default()).unwrap();
        let mut rows = source.rows().unwrap();
        let batches = std::iter::from_fn(|| Some(batch(&mut rows).len()).filter(|n| *n > 0));
        assert_eq!(batches.collect::<Vec<_>>(), [4, 4, 4]);
    }

    #[test]
    fn nobody_reads_on_when_the_writing_has_failed() {
        let (_folder, source) = file();
        let failed = of(&source, |rows, _| {
            rows.next();
            Err::<(), _>(Failure::failed("no room on the disk"))
        });
        assert_eq!(failed.unwrap_err().message, "no room on the disk");
    }
}
