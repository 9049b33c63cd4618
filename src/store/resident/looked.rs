//! The texts of a queue looked at one after the other, each once, a slice at a time. Must not know what is looked for.

use hashbrown::HashMap;

use crate::domain::failure::Failure;
use crate::domain::ids::FeedbackId;
use crate::domain::query::QueueOf;

/// Texts looked at for one question.
const SLICE: usize = 200;

/// What was found of texts, each looked at once.
pub(super) struct LookedOnce<T> {
    found: HashMap<FeedbackId, T>,
    /// The queue that is being gone through, and its texts that are still to be looked at.
    under_way: Option<(QueueOf, Vec<FeedbackId>)>,
}

impl<T> Default for LookedOnce<T> {
    fn default() -> LookedOnce<T> {
        LookedOnce {
            found: HashMap::new(),
            under_way: None,
        }
    }
}

impl<T> LookedOnce<T> {
    /// Looks at some more texts of a queue, or at all that are left, and says how many still are.
    pub(super) fn go_on(
        &mut self,
        queue: &QueueOf,
        wait: bool,
        unread: impl FnOnce() -> Result<Vec<FeedbackId>, Failure>,
        find: impl Fn(FeedbackId) -> Result<T, Failure>,
    ) -> Result<u64, Failure> {
        let own = self.under_way.take().filter(|(of, _)| of == queue);
        let mut rest = match own {
            Some((_, rest)) => rest,
            None => unread()?,
        };
        let mut slice = if wait { usize::MAX } else { SLICE };
        while slice > 0
            && let Some(id) = rest.pop()
        {
            if !self.found.contains_key(&id) {
                self.found.insert(id, find(id)?);
                slice -= 1;
            }
        }
        let left = rest.len() as u64;
        self.under_way = (left > 0).then(|| (queue.clone(), rest));
        Ok(left)
    }

    /// What was found of a text.
    pub(super) fn of(&self, id: FeedbackId) -> Option<&T> {
        self.found.get(&id)
    }
}
