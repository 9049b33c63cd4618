//! The doors of the room as the worker uses them, so that a test can stand in for the store.
//! Must not know SQL, nor what a screen does with an answer.

use crate::app::Looked;
use crate::domain::change::{Applied, Author, Change, Field, Record, Subject, Value};
use crate::domain::failure::Failure;
use crate::domain::ids::FeedbackId;
use crate::domain::masking::Mask;
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

    /// A thing as it is stored.
    ///
    /// # Errors
    /// Those of the store.
    fn record(&mut self, subject: Subject) -> Result<Option<Record>, Failure>;

    /// The value of a field as it is stored; `None` when there is no such thing, or no such field of it.
    ///
    /// # Errors
    /// Those of the store.
    fn value(&mut self, subject: Subject, field: Field) -> Result<Option<Value>, Failure>;

    /// A number that changes when another process has committed.
    ///
    /// # Errors
    /// Those of the store.
    fn version(&self) -> Result<i64, Failure>;

    /// Leaves a heartbeat; `false` where it could not be left at once.
    ///
    /// # Errors
    /// Those of the store.
    fn beat(&mut self, present: &Present) -> Result<bool, Failure>;

    /// Claims the first of some texts that are nobody else's, where anybody else is there.
    ///
    /// # Errors
    /// Those of the store; then nothing is claimed.
    fn claim(&mut self, own: &mut Present, texts: &[FeedbackId]) -> Result<(), Failure>;

    /// Writes nothing from now on.
    fn turn_read_only(&mut self, reason: String);

    /// What became of the room's file if it is not the one that was opened any more; from then on nothing
    /// is written.
    fn lost(&mut self) -> Option<Failure> {
        None
    }

    /// Whether the file is damaged, and is the one that was opened.
    fn damaged(&mut self) -> Option<Failure> {
        None
    }

    /// Opens what lies now where the room's file was.
    ///
    /// # Errors
    /// Nothing lies there, or it is no room.
    fn open_anew(&mut self) -> Result<(), Failure> {
        Err(Failure::failed("this room has no file"))
    }

    /// Looks at files, before anything of them is written; `say` is told how far it is and says whether to go on.
    ///
    /// # Errors
    /// A file that cannot be used.
    fn look(
        &mut self,
        author: &Author,
        words: &[String],
        mask: &Mask,
        say: &mut dyn FnMut(String) -> bool,
    ) -> Result<Looked, Failure>;

    /// What files call customers, which the room may not know yet.
    ///
    /// # Errors
    /// A file that cannot be read.
    fn names(&mut self, words: &[String]) -> Result<Vec<String>, Failure>;

    /// Imports files, says how far it is, and answers in words.
    ///
    /// # Errors
    /// A file that cannot be used; nothing of it is kept.
    fn import(
        &mut self,
        author: &Author,
        words: &[String],
        mask: &Mask,
        say: &mut dyn FnMut(String) -> bool,
    ) -> Result<String, Failure>;
}
