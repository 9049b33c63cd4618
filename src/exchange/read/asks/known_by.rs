//! Accounts that were known by another column of the same file before: taken by a new one, each would come twice.
//! Must not decide, nor know the room.

use crate::domain::import::ImportKind;
use crate::exchange::read::Source;
use crate::exchange::read::columns::squeeze;
use crate::exchange::safe::{quoted, shell};

use super::{Question, Way};

/// What is open where the ids of the last file with these columns stood in another that this one has as well.
pub(super) fn question(source: &Source) -> Option<Question> {
    let known = source.said.written.as_ref()?.id.as_deref()?;
    let now = source.mapping.column("id")?;
    let known_at = |at: &usize| squeeze(&source.names[*at]) == squeeze(known);
    let before = (source.mapping.ours..source.names.len()).find(known_at)?;
    let told = before == now || source.mapping.columns("also").any(|at| at == before);
    if source.kind != ImportKind::Accounts || told {
        return None;
    }
    let name = |at: usize| source.names[at].as_str();
    let open = format!(
        "its accounts are known by {}, those of the last file with these columns by {}: each would come twice",
        quoted(name(now), 40),
        quoted(name(before), 40)
    );
    let [before, now] = [before, now].map(|at| shell(name(at)));
    let ways = vec![
        Way::when(format!("--map id={before}"), "as before"),
        Way::when(
            format!("--map id={now} --map also={before}"),
            "if they are to be known by both",
        ),
    ];
    Some(Question::new(&source.file, open, ways))
}
