//! The filter: what narrows the queue, typed or taken from the searches that are kept. Must not know what is found by it.

use crate::app::cx::{Cx, Prompt};
use crate::app::searches;
use crate::domain::failure::Failure;
use crate::domain::sought::Sought;

use super::Tagging;

impl Tagging {
    /// Whether texts are read again, and not those that nobody has read.
    pub fn is_of_read(&self) -> bool {
        Sought::read(&self.filter).is_of_read()
    }

    /// Whether tags that were taken from a list are gone through, and not texts without any.
    pub fn is_of_taken(&self) -> bool {
        Sought::read(&self.filter).is_of_taken()
    }

    pub(super) fn ask_filter(&self, cx: &mut Cx<'_>) {
        let title = "Only texts with these words";
        let prompt = Prompt::new(cx.place, title, &self.filter, Tagging::look_for);
        let offer = |_: &mut Tagging, typed, cx: &mut Cx<'_>| Tagging::offer(typed, cx);
        let prompt = prompt.searches(cx.place, offer);
        cx.open(
            prompt
                .hint("words, \"a phrase\", -not this, source:nps, score:<7, @kept; empty for all"),
        );
    }

    /// Offers the searches that are kept, and to keep what is typed.
    pub(super) fn offer(typed: String, cx: &mut Cx<'_>) {
        searches::offer(typed, Tagging::look_for, cx);
    }

    /// Narrows the queue by words in which a search that is kept may be named.
    fn look_for(&mut self, words: String, cx: &mut Cx<'_>) {
        let then = |s: &mut Tagging, words: Result<String, Failure>, cx: &mut Cx<'_>| match words {
            Ok(words) => s.narrow(words, cx),
            Err(unknown) => cx.fail(unknown),
        };
        searches::spell(words, then, cx);
    }

    /// Narrows the queue. The whole one is kept, to go on from where it was left.
    fn narrow(&mut self, words: String, cx: &mut Cx<'_>) {
        let narrowed = self.queue.anew();
        let left = std::mem::replace(&mut self.queue, narrowed);
        if self.filter.is_empty() {
            self.whole = Some(left);
        }
        self.filter = words;
        if self.filter.is_empty()
            && let Some(whole) = self.whole.take()
        {
            self.queue = whole;
            let trail = &self.trail;
            self.queue
                .pass(|text| trail.iter().any(|one| one.text() == text));
        }
        self.visited();
        self.queue.of(self.period(cx.shared));
        self.claim(true, cx);
        // What was tagged under the filter is not to be read again, however short it stood.
        self.read(cx);
        self.refresh(cx);
    }
}
