//! What a person says about the files of one call. Must not know how they are taken in.

use crate::domain::day::Day;
use crate::domain::failure::Failure;
use crate::domain::import::Expect;
use crate::domain::known;
use crate::domain::reach;
use crate::exchange::read::Hints;

/// What a person said about the files of one call.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What helps to read them. The room's currency and remembered mappings are filled in here.
    pub hints: Hints,
    /// `--as-of`: how far they reach.
    pub as_of: Option<Day>,
    /// `--losses-since`: the first day of which all losses are on file.
    pub losses_since: Option<Day>,
    /// `--complete`: an account absent from a day's balances is at zero.
    pub complete: bool,
    /// `--dry-run`: say what would happen and write nothing.
    pub dry_run: bool,
    /// `--partial`: accounts that a file leaves out stay as they are.
    pub partial: bool,
    /// `--expect-mrr`, `--on`: what the ledger has to come to with all files of the call.
    pub expect: Option<Expect>,
    /// The call as it was typed, for one that answers what is open; empty where nobody typed it.
    pub typed: String,
}

impl Options {
    /// Refuses what cannot be, before any file is looked at.
    pub(super) fn is_possible(&self, today: Option<Day>) -> Result<(), Failure> {
        let (since, as_of) = (self.losses_since.zip(today), self.as_of.zip(today));
        since.map_or(Ok(()), |(day, today)| known::given(day, today).map(drop))?;
        as_of.map_or(Ok(()), |(day, today)| reach::given(day, today))
    }

    /// Whether what speaks against a file refuses it. A rehearsal shows it.
    pub(super) fn refuses_absent(&self) -> bool {
        !self.hints.ignore_rest && !self.dry_run
    }
}
