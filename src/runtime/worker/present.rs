//! Who else is in the room: heartbeats left and read, and the texts that are claimed from here.
//! Must not know SQL, nor which text is in front.

use std::thread;
use std::time::{Duration, Instant};

use super::Serving;
use crate::app::{Msg, Others, Ticket};
use crate::domain::day::Moment;
use crate::domain::ids::FeedbackId;
use crate::domain::query::{Answer, Query};
use crate::runtime::doors::Doors;
use crate::runtime::event::POLL;
use crate::runtime::process;

/// How often a heartbeat that was not left at once is tried again before somebody is offered a text.
const TRIES: u32 = 10;

impl<D: Doors> Serving<D> {
    pub(super) fn beat(&mut self) {
        self.beaten = Some(Instant::now());
        self.present.seen = self.clock.now();
        self.read_others();
        let said = self.doors.beat(&self.present);
        if !matches!(said, Ok(false)) {
            self.since.get_or_insert_with(Instant::now);
        }
        if let Err(failure) = said {
            tracing::warn!(code = ?failure.code, "no heartbeat was left");
        }
    }

    /// Other processes, stale ones too: a meeting left running is known by its last heartbeat.
    pub(super) fn read_others(&mut self) {
        let Ok(Answer::Presence(mut others)) = self
            .cover
            .answer(&mut self.doors, &Query::Presence { now: Moment(0) })
        else {
            return;
        };
        others.retain(|p| p.process != self.present.process);
        let (gone, alive) = others
            .into_iter()
            .partition(|p| process::is_gone(p.process));
        let others = Others { alive, gone };
        if self.others.as_ref() != Some(&others) {
            self.others = Some(others.clone());
            self.tell(Msg::Others(others));
        }
    }

    /// Claims texts, and answers with what it came to. Whoever has only just come lets the others notice first: they
    /// claim what they have in front.
    pub(super) fn claim(&mut self, ticket: Ticket, texts: &[FeedbackId]) {
        if !std::mem::replace(&mut self.claims, true) {
            self.be_noticed();
        }
        self.present.seen = self.clock.now();
        if let Err(failure) = self.doors.claim(&mut self.present, texts) {
            tracing::warn!(code = ?failure.code, "nothing was claimed");
        }
        self.read_others();
        let own = vec![self.present.clone()];
        self.tell(Msg::Answered(ticket, Ok(Answer::Presence(own))));
    }

    /// Waits until everybody there can have noticed that somebody came.
    fn be_noticed(&mut self) {
        for _ in 0..TRIES {
            if self.since.is_none() {
                thread::sleep(POLL / TRIES);
                self.beat();
            }
        }
        let others = self.others.as_ref();
        if others.is_some_and(|others| !others.alive.is_empty()) {
            let since = self.since.map_or(Duration::ZERO, |at| at.elapsed());
            thread::sleep((POLL * 3).saturating_sub(since));
        }
    }

    /// A terminal that was left in order is gone at once, unless its meeting is still running.
    pub(super) fn say_goodbye(&mut self) {
        if self.present.meeting.is_none() && self.beaten.is_some() {
            self.present.seen = Moment(0);
            let _ = self.doors.beat(&self.present);
        }
    }
}
