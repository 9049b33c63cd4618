//! The doors of the room as the worker uses them, so that a test can stand in for the store.
//! Must not know SQL, nor what a screen does with an answer.

use std::path::Path;

use crate::domain::change::{Applied, Author, Change};
use crate::domain::failure::Failure;
use crate::domain::meeting::Present;
use crate::domain::query::{Answer, Query};

/// What the worker needs of a room.
pub trait Doors {
    /// Answers a query.
    ///
    /// # Errors
    /// Those of the store.
    fn answer(&mut self, query: &Query) -> Result<Answer, Failure>;

    /// Carries a change out.
    ///
    /// # Errors
    /// Those of the store; a conflict writes nothing.
    fn apply(&mut self, author: &Author, change: &Change) -> Result<Applied, Failure>;

    /// A number that changes when another process has committed.
    ///
    /// # Errors
    /// Those of the store.
    fn version(&self) -> Result<i64, Failure>;

    /// Leaves a heartbeat.
    ///
    /// # Errors
    /// Those of the store.
    fn beat(&mut self, present: &Present) -> Result<(), Failure>;

    /// Writes nothing from now on.
    fn turn_read_only(&mut self, reason: String);

    /// Imports files, says how far it is, and answers in words.
    ///
    /// # Errors
    /// A file that cannot be used; nothing of it is kept.
    fn import(
        &mut self,
        author: &Author,
        paths: &[String],
        say: &mut dyn FnMut(String),
    ) -> Result<String, Failure>;

    /// Writes the minutes of a meeting and answers in words.
    ///
    /// # Errors
    /// The meeting's numbers are damaged, or the file cannot be written.
    fn minutes(
        &mut self,
        meeting: crate::domain::ids::MeetingId,
        today: crate::domain::day::Day,
        path: &Path,
        masked: bool,
    ) -> Result<String, Failure>;
}
