//! `churnroom undo` and `redo`: take back a person's latest change, and do it again.
//! Must not know what changes are.

use serde_json::json;

use super::output::Shown;
use super::session::Session;
use crate::domain::change::Change;
use crate::domain::failure::Failure;

/// Takes back the latest change of whoever asks, or does again what was taken back last.
pub fn run(session: &mut Session, change: &Change) -> Result<Shown, Failure> {
    let applied = session.apply(change)?;
    let item = json!({"words": applied.words, "subject": applied.subject});
    Ok(Shown::edit(&applied, item))
}
