//! What became of the files of one call. Must not know how it is shown.

use std::collections::BTreeSet;

use serde::Serialize;
use traversable::TraversableMut;

use super::Receipt;
use crate::domain::failure::Failure;
use crate::domain::ids::ImportId;
use crate::domain::import::{Counts, ImportKind};
use crate::domain::money::Currency;
use crate::exchange::read::Question;

/// What became of one file, in the shape of `import --format json`.
#[derive(Clone, Debug, Serialize, TraversableMut)]
pub struct FileReport {
    /// The file's name without its folder.
    pub file: String,
    /// What its rows are.
    pub kind: ImportKind,
    /// The import's number; `null` after a dry run.
    pub import: Option<ImportId>,
    /// What became of its rows.
    #[serde(flatten)]
    pub counts: Counts,
    /// The currencies of converted rows with the rates used: `USD 0.92`.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    #[traverse(skip)]
    pub rates: BTreeSet<String>,
    /// Where the rejected rows were written, if any were and could be.
    pub rejects_file: Option<String>,
    /// Accounts that a complete list of balances no longer names and that go to zero.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub goes_to_zero: Vec<String>,
    /// How it was read, and what the room holds with it.
    pub read_as: Receipt,
    /// What went wrong beside the import and does not undo it, as sentences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

/// The reports of one call: `{"files":[...]}`.
#[derive(Clone, Debug, Serialize, TraversableMut)]
pub struct Reports {
    /// One for each file, in the order they were taken.
    pub files: Vec<FileReport>,
    /// The currency the room counts in.
    #[serde(skip)]
    #[traverse(skip)]
    pub currency: Option<Currency>,
    /// What has to be settled before any of it can be written; empty but in a dry run.
    #[serde(skip)]
    pub open: Vec<Question>,
}

impl Reports {
    /// Why files cannot be written as they are, which in a dry run is told after everything else.
    pub fn left_out(&self) -> Option<Failure> {
        left_out(&self.files)
    }

    /// Whether any row was rejected: the command line says so with its exit code.
    pub fn any_rejected(&self) -> bool {
        self.files.iter().any(|f| f.counts.rejected > 0)
    }
}

/// Why files cannot be written as they are.
pub(super) fn left_out(files: &[FileReport]) -> Option<Failure> {
    let of = |file: &FileReport| {
        let refusals = file.read_as.refusals.iter();
        let named = refusals.map(|refusal| Failure {
            message: format!("importing {}: {}", file.file, refusal.message),
            ..refusal.clone()
        });
        named.collect::<Vec<Failure>>()
    };
    Failure::together(files.iter().flat_map(of).collect())
}
