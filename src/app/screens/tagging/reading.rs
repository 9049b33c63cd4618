//! The texts that wait are asked for, and asked for again once what is known of them is old. Must not know what is done to
//! a text.

use crate::app::cx::Cx;
use crate::app::shared::Shared;
use crate::domain::feedback::Untagged;
use crate::domain::period::Period;
use crate::domain::query::Query;

use super::queue::STALE;
use super::{AHEAD, DealtWith, Tagging, blind};

impl Tagging {
    pub(super) fn read(&mut self, cx: &mut Cx<'_>) {
        self.read_then(cx, Tagging::liken);
    }

    pub(super) fn read_then(
        &mut self,
        cx: &mut Cx<'_>,
        then: impl FnOnce(&mut Tagging, &mut Cx<'_>) + 'static,
    ) {
        if cx.shared.period.is_none() && cx.shared.room.facts.is_none() {
            return;
        }
        self.ask(cx, move |s, found, cx| {
            let Some(found) = found else {
                return s.read_then(cx, then);
            };
            s.filled(found, cx);
            if s.pending > 0 {
                // What is being written may not be in it: the money is read again behind that.
                s.queue.mrr = None;
            }
            if s.turns_to_all(cx.shared) {
                s.turn(cx);
            }
            then(s, cx);
            s.recount(cx);
            s.suggest(cx);
        });
    }

    /// Asks for them; nothing comes where they are still being put in order. What comes when somebody else tags by then
    /// is not for him.
    fn ask(
        &mut self,
        cx: &mut Cx<'_>,
        take: impl FnOnce(&mut Tagging, Option<Untagged>, &mut Cx<'_>) + 'static,
    ) {
        let (query, of) = (self.untagged(cx.shared), self.mode());
        cx.ask_nth(
            blind::TO_SAY,
            query,
            move |s: &mut Tagging, found: Untagged, cx| {
                if s.mode() == of {
                    s.reading = None;
                    take(s, Some(found).filter(|found| found.unjudged == 0), cx);
                }
            },
        );
    }

    fn untagged(&mut self, shared: &Shared) -> Query {
        (self.reading, self.outdated) = (Some(shared.time.now), false);
        let limit = self.queue.wants(AHEAD);
        match &self.blind {
            Some(mode) => mode.query(limit),
            None if self.teaches => self.unsure(limit, shared),
            None => Query::Untagged {
                period: self.period(shared),
                words: self.filter.clone(),
                limit,
            },
        }
    }

    /// Reads again what is left, where some of it was counted off or changed elsewhere since it was read: once the
    /// hand has gone on from what it did, as the next tag would wait behind it, and one reading after the other.
    pub(super) fn recount(&mut self, cx: &mut Cx<'_>) {
        let front = self.front();
        let still_on_it = front.is_some() && self.trail.last().map(DealtWith::text) == front;
        let wants = self.queue.known && (self.outdated || self.queue.mrr.is_none());
        let since = self.reading.map(|since| cx.shared.time.now.since(since));
        if !wants || self.pending > 0 || still_on_it || since.is_some_and(|since| since < STALE) {
            return;
        }
        self.ask(cx, |s, found, cx| {
            let Some(found) = found else {
                return s.read(cx);
            };
            if s.pending == 0 {
                s.filled(found, cx);
                s.liken(cx);
            }
            s.recount(cx);
        });
    }

    /// The period that is gone through; `None` for all there is.
    pub(super) fn period(&self, shared: &Shared) -> Option<Period> {
        shared.period.filter(|_| !self.everywhere)
    }

    /// Whether the period has nothing to read and other days have: once, so that nobody takes it for the end.
    pub(super) fn turns_to_all(&mut self, shared: &Shared) -> bool {
        let period = self.period(shared);
        let done = self.queue.left + self.queue.others == 0 && self.queue.at() == 0;
        let turns = done
            && period.is_some()
            && self.read_through != period
            && self.filter.is_empty()
            && self.queue.everywhere > 0;
        if turns {
            self.read_through = period;
        }
        turns
    }

    /// From the period to all there is, or back.
    pub(super) fn turn(&mut self, cx: &mut Cx<'_>) {
        self.everywhere = !self.everywhere;
        self.whole = None;
        self.visited();
        self.queue = self.queue.anew();
        self.queue.of(self.period(cx.shared));
        self.read(cx);
    }
}
