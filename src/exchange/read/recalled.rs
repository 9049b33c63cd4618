//! What is kept of what somebody said of a file's columns and rows, for the next file with the same: it holds for what it
//! was said of. Names and words may be customers', so that only their hashes are kept.
//! Must not know how a file is read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::hash::Fnv;

/// The hashes of what columns said when they were passed over, by column; nothing of one that said this and that.
pub(super) type IgnoredAs = BTreeMap<String, Vec<i64>>;

/// A row that was asked about, since it is called like a total or adds up others: the hash of its name, and whether it
/// is a sum.
pub(super) type TotalAsked = (i64, bool);

/// What somebody said of such a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalSaid {
    pub(super) called: i64,
    pub(super) sum: bool,
    pub(super) out: bool,
}

/// What somebody said of a word for a kind of change: its hash, and whether MRR falls with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordSaid {
    pub(super) word: i64,
    pub(super) falls: bool,
}

/// How far what was said of files with the same columns holds for one.
#[derive(Debug, Default)]
pub(super) struct Recalled {
    /// The rows that what is said of totals is said of; none for all.
    pub(super) totals: Vec<TotalAsked>,
    /// The words of a kind of change of which somebody said what MRR does with them.
    pub(super) kinds: Vec<WordSaid>,
    /// Columns that say something else than when they were not to be used.
    pub(super) lapsed: Vec<Lapsed>,
}

/// A column that says something new.
#[derive(Clone, Debug)]
pub(super) struct Lapsed {
    /// Its place.
    pub(super) at: usize,
    /// The first that is new.
    pub(super) says: String,
}

/// The hash that a name or word is known by, whatever its capitals.
pub(super) fn hash(text: &str) -> i64 {
    let mut fnv = Fnv::new();
    fnv.text(&text.trim().to_lowercase());
    fnv.sum()
}
