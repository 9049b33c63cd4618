//! The texts to tag: what was gone through, what is read now, what comes next, and the pace.
//! Must not know tags or keys.

use crate::domain::day::Moment;
use crate::domain::feedback::{FeedbackView, Quote, Untagged};
use crate::domain::ids::FeedbackId;
use crate::domain::money::Cents;
use crate::domain::period::Period;

/// Seconds after which the queue is read again when somebody else changed something.
const STALE: i64 = 5;

/// Seconds on one text beyond which somebody went for coffee.
const PAUSE: i64 = 120;

#[derive(Debug, Default)]
pub struct Queue {
    /// How many were left when it was read, less those touched since.
    pub left: u64,
    /// The lost MRR that waits for them, when it was read.
    pub mrr: Cents,
    /// Whether it was answered at all.
    pub known: bool,
    items: Vec<Quote>,
    at: usize,
    wanted: u32,
    /// Whether the store had as many as were wanted, so that there may be more.
    more: bool,
    period: Option<Period>,
    read: Moment,
    stepped: Option<Moment>,
    seconds: i64,
    steps: i64,
}

impl Queue {
    /// Whether the queue is of another period than this one, which it then is from now on.
    pub fn of(&mut self, period: Option<Period>) -> bool {
        if self.known && self.period == period {
            return false;
        }
        *self = Queue {
            period,
            ..Queue::default()
        };
        true
    }

    /// Whether it was read so long ago that others may have tagged some of it.
    pub fn is_stale(&self, now: Moment) -> bool {
        now.since(self.read) >= STALE
    }

    /// Whether more should be read ahead.
    pub fn runs_short(&self) -> bool {
        self.more && self.items.len() < self.at + 20
    }

    /// How many to ask for: those gone past untouched are among what the store answers.
    pub fn wants(&mut self, ahead: u32) -> u32 {
        let past = u32::try_from(self.at).unwrap_or(u32::MAX);
        self.wanted = ahead.saturating_add(past);
        self.wanted
    }

    /// Takes what the store has: everything up to the current text stays, the rest is replaced.
    pub fn fill(&mut self, found: Untagged, now: Moment) {
        // Of none there is none to keep.
        self.items.truncate(self.at + 1);
        self.more = found.items.len() >= self.wanted as usize;
        let seen: Vec<FeedbackId> = self.items.iter().map(|q| q.view.feedback.id).collect();
        let fresh = found.items.into_iter();
        self.items
            .extend(fresh.filter(|q| !seen.contains(&q.view.feedback.id)));
        self.left = found.left;
        self.mrr = found.mrr;
        self.known = true;
        self.read = now;
    }

    /// Takes what the store has of one text.
    pub fn correct(&mut self, view: FeedbackView) {
        let id = view.feedback.id;
        if let Some(quote) = self.items.iter_mut().find(|q| q.view.feedback.id == id) {
            quote.view = view;
        }
    }

    /// The text read now.
    pub fn current(&self) -> Option<&Quote> {
        self.items.get(self.at)
    }

    /// Shows a change of the current text before it is confirmed, and counts it off (or on again).
    pub fn edit<T>(&mut self, change: impl FnOnce(&mut FeedbackView) -> T) -> Option<T> {
        let view = &mut self.items.get_mut(self.at)?.view;
        let before = is_touched(view);
        let done = change(view);
        match (before, is_touched(view)) {
            (false, true) => self.left = self.left.saturating_sub(1),
            (true, false) => self.left += 1,
            _ => {}
        }
        Some(done)
    }

    /// The texts after it.
    pub fn later(&self) -> impl Iterator<Item = &Quote> {
        self.items.iter().skip(self.at + 1)
    }

    /// How many were gone through.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Takes texts out that were tagged along with the current one.
    pub fn leave_out(&mut self, ids: &[FeedbackId]) {
        self.items.retain(|q| !ids.contains(&q.view.feedback.id));
        self.left = self.left.saturating_sub(ids.len() as u64);
    }

    /// Goes on to the next text, and notes how long this one took.
    pub fn next(&mut self, now: Moment) {
        if let Some(stepped) = self.stepped {
            let took = now.since(stepped);
            if took <= PAUSE {
                self.seconds += took;
                self.steps += 1;
            }
        }
        self.stepped = Some(now);
        self.at = (self.at + 1).min(self.items.len());
    }

    /// Goes back to the text before.
    pub fn back(&mut self) {
        self.at = self.at.saturating_sub(1);
    }

    /// Minutes the rest takes at the pace so far; `None` before there is one.
    pub fn minutes_left(&self) -> Option<i64> {
        let left = i64::try_from(self.left).unwrap_or(i64::MAX);
        (self.steps >= 3).then(|| (left.saturating_mul(self.seconds) / self.steps + 59) / 60)
    }
}

/// Whether the team has said anything of a text.
fn is_touched(view: &FeedbackView) -> bool {
    !view.tags.is_empty() || view.feedback.mark.is_some()
}
