//! `churnroom check`: the room's file from end to end. Must not know what the checks are.

use serde_json::json;

use super::output::Shown;
use super::session::Session;
use crate::domain::failure::Failure;

/// Runs it; a room with faults is a failure.
pub fn run(session: &mut Session) -> Result<Shown, Failure> {
    let faults = session.store()?.check()?;
    let file = session.db.display().to_string();
    match faults.first() {
        None => {
            Ok(Shown::value(json!({"file": file, "faults": []})).line(format!("{file} is sound")))
        }
        Some(_) => Err(Failure::failed(format!(
            "the room {file} has {} fault{}: {}",
            faults.len(),
            if faults.len() == 1 { "" } else { "s" },
            faults.join("; ")
        ))
        .hint(session.store()?.mend(&faults))),
    }
}
