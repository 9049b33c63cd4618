//! One page of a list read by key. Must not know what is listed.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};
use traversable::{TraversableMut, VisitorMut};

/// One page of a list read by key.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// What to pass as `after` for the next page; `None` at the end.
    pub next: Option<String>,
}

/// The rows are gone through; the key is the store's own and comes back as it is.
impl<T: TraversableMut> TraversableMut for Page<T> {
    fn traverse_mut<V: VisitorMut>(&mut self, visitor: &mut V) -> ControlFlow<V::Break> {
        visitor.enter_mut(self)?;
        self.items.traverse_mut(visitor)
    }
}
