//! What the room keeps of how it came to be: imports and the journal. Must not know what a change means.

use serde_json::{Value, json};

use super::{moment, said};
use crate::domain::change::JournalRow;
use crate::domain::import::ImportView;

/// An import, with what the room held once it was in, and the sum it was tied to while it stands.
pub fn import(view: &ImportView) -> Value {
    let (head, counts) = (&view.head, &view.head.counts);
    json!({
        "import": head.id, "at": moment(view.at), "person": view.person,
        "kind": head.kind, "file": head.file, "read": counts.read, "new": counts.new,
        "updated": counts.updated, "unchanged": counts.unchanged, "left_out": counts.left_out,
        "rejected": counts.rejected, "bare_accounts": counts.bare_accounts,
        "as_of": head.as_of, "currency": head.currency, "reverted": view.reverted,
        "holds": head.holds, "tied": head.tied.filter(|_| !view.reverted), "rates": head.rates,
    })
}

/// A change as the journal tells it.
pub fn change(row: &JournalRow) -> Value {
    json!({
        "change": row.id, "at": moment(row.at), "person": row.person,
        "words": said(&row.words), "undoes": row.undoes,
    })
}
