//! The same text is not offered to two people at once: the one in front and the next are claimed where anybody else is
//! in the room. Must not know how a claim is kept, nor do anything to a text.

use crate::app::cx::Cx;
use crate::domain::feedback::Untagged;
use crate::domain::ids::FeedbackId;
use crate::domain::meeting::{Claim, Present};

use super::Tagging;

/// What was claimed last.
#[derive(Debug, Default)]
pub struct Claims {
    /// Whether anything was ever asked for.
    begun: bool,
    /// The text that was in front then; `None` where nothing came of it.
    asked: Option<FeedbackId>,
    /// What came of it.
    own: Option<Claim>,
    /// Whether the text in front is not shown before it is known to be nobody else's.
    waits: bool,
    /// Whether another screen is looked at: then nothing is claimed.
    away: bool,
}

impl Tagging {
    /// Whether it is still to be known whether the text in front is somebody else's.
    pub fn is_claiming(&self) -> bool {
        self.claims.waits
    }

    /// Takes what the store has, and claims the text that comes in front by it.
    pub(super) fn filled(&mut self, found: Untagged, cx: &mut Cx<'_>) {
        let (before, shared) = (self.front(), cx.shared);
        if std::mem::take(&mut self.anew) {
            self.queue.cut();
        }
        self.queue.taught = self.teaches && self.suggesting.teachable();
        self.queue.fill(found, shared.time.now);
        let held = |text| shared.room.holder(text, shared.time.now).is_some();
        if self.blind.is_none() {
            self.queue.leave(held);
        }
        if self.front() != before || self.front().is_none() {
            self.claim(true, cx);
        }
    }

    /// Claims the text in front, and the next one with it. One that has only just come there is passed over where
    /// somebody else has it; any other stays, because a key may be on its way to it.
    ///
    /// Whoever is alone claims nothing, but for the first: somebody may have come this very moment. And nobody waits
    /// for what comes behind a long job.
    pub(super) fn claim(&mut self, comes: bool, cx: &mut Cx<'_>) {
        self.claims.waits = false;
        // Two tag the same texts blind.
        if self.blind.is_some() {
            return;
        }
        let (room, now) = (&cx.shared.room, cx.shared.time.now);
        let is_alone = self.claims.begun && room.alive(now).next().is_none();
        let Some(view) = self.view().filter(|_| !self.claims.away) else {
            if self.queue.known {
                self.let_go(cx);
            }
            return;
        };
        if room.others.is_none() || room.read_only().is_some() || is_alone {
            return;
        }
        let front = view.feedback.id;
        let own = self.claims.own.as_ref();
        let is_own = own.is_some_and(|own| !own.ages(now) && own.texts.contains(&front));
        let is_idle = cx.shared.messages.progress.is_empty();
        self.claims.waits = comes && !is_own && !view.is_touched() && is_idle;
        (self.claims.begun, self.claims.asked) = (true, Some(front));
        cx.claim(self.queue.rest().collect(), Tagging::claimed);
    }

    /// Lets go of what was claimed, so that others are offered it at once.
    fn let_go(&mut self, cx: &mut Cx<'_>) {
        let own = self.claims.own.take();
        let asked = self.claims.asked.take();
        if own.is_some_and(|own| !own.texts.is_empty()) || asked.is_some() {
            cx.claim(Vec::new(), |_: &mut Tagging, _, _| {});
        }
    }

    /// Another screen is looked at from now on.
    pub(super) fn go_away(&mut self, cx: &mut Cx<'_>) {
        (self.claims.waits, self.claims.away) = (false, true);
        self.let_go(cx);
    }

    /// Whether another screen was looked at until now, so that the text in front may be somebody else's.
    pub(super) fn comes_back(&mut self) -> bool {
        std::mem::take(&mut self.claims.away)
    }

    /// Claims the text in front where it was not; a key does so again before that lapses.
    pub(super) fn hold(&mut self, cx: &mut Cx<'_>) {
        let own = self.claims.own.as_ref();
        let ages = own.is_some_and(|own| own.ages(cx.shared.time.now));
        if ages || self.claims.asked != self.front() {
            self.claim(self.claims.waits, cx);
        }
    }

    /// Others came, went, or have other texts in front. What they have let go of at the end is read again.
    pub(super) fn make_way(&mut self, cx: &mut Cx<'_>) {
        let (room, now) = (&cx.shared.room, cx.shared.time.now);
        let mut passed = self.queue.passed.iter();
        let is_free = passed.any(|quote| room.holder(quote.view.feedback.id, now).is_none());
        match self.view() {
            None if is_free => self.read(cx),
            Some(_) if self.claims.asked != self.front() => self.claim(self.claims.waits, cx),
            Some(_) | None => {}
        }
    }

    /// It is known which texts are claimed: what comes before them others have, or have dealt with.
    fn claimed(&mut self, own: Vec<Present>, cx: &mut Cx<'_>) {
        let comes = std::mem::take(&mut self.claims.waits);
        self.claims.own = own.into_iter().find_map(|own| own.claim);
        let asked = self.claims.asked.take();
        let Some(own) = self.claims.own.as_ref().filter(|_| asked == self.front()) else {
            return;
        };
        if comes {
            self.queue.pass_over(0, &own.texts);
        }
        self.queue.pass_over(1, &own.texts);
        self.claims.asked = self.front();
        if self.queue.runs_short() {
            self.read(cx);
        }
        // One that was thought to be one's own may have been dealt with in a list.
        self.refresh(cx);
    }
}
