//! One page of a list read by key. Must not know what is listed.

use serde::{Deserialize, Serialize};

/// One page of a list read by key.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// What to pass as `after` for the next page; `None` at the end.
    pub next: Option<String>,
}
