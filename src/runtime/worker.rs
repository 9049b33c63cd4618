//! The worker: one thread that owns the store, answers the loop, and listens for other processes.
//! Must not know screens; what it sends are messages of the model's own kind.

mod files;
mod present;

use std::collections::VecDeque;
use std::mem::discriminant;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, TryRecvError, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::app::{Job, Msg, Others, Ticket};
use crate::domain::against::Against;
use crate::domain::change::Author;
use crate::domain::failure::Failure;
use crate::domain::ids::{ChangeId, MeetingId};
use crate::domain::meeting::Present;
use crate::domain::period::Period;
use crate::domain::profile::Profile;
use crate::domain::query::{Answer, Query};

use super::clock::MachineClock;
use super::covered::{Cover, renames};
use super::doors::Doors;
use super::event::{Event, POLL};
use super::freeze;
use super::lists::{self, WantedList};

/// Seconds between heartbeats in a meeting, and outside one.
const BEATS: (u64, u64) = (5, 60);

/// Journal rows read from the feed at once.
const FEED: u32 = 500;

/// The worker's other end. Dropping it lets the worker finish and waits for it.
#[derive(Debug)]
pub struct Worker {
    jobs: Option<Sender<Job>>,
    /// Whether files are to be read no further.
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the worker; the room is opened on its thread, and whether that went well comes as an event.
    ///
    /// # Errors
    /// The system has no thread left.
    pub fn start<D: Doors>(
        process: i64,
        clock: MachineClock,
        events: Sender<Event>,
        open: impl FnOnce() -> Result<D, Failure> + Send + 'static,
    ) -> Result<Worker, Failure> {
        let (jobs, inbox) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let work = move || match open() {
            Err(failure) => {
                let _ = events.send(Event::Failed(failure));
            }
            Ok(doors) => {
                let _ = events.send(Event::Opened);
                let mut serving = Serving::new(doors, process, clock, events);
                serving.stop = stopped;
                serving.serve(&inbox);
            }
        };
        let thread = thread::Builder::new()
            .name("worker".to_owned())
            .spawn(work)
            .map_err(|e| Failure::failed(format!("starting the room's worker: {e}")))?;
        Ok(Worker {
            jobs: Some(jobs),
            stop,
            thread: Some(thread),
        })
    }

    /// Asks for something; `false` when the worker is gone.
    pub fn send(&self, job: Job) -> bool {
        if matches!(job, Job::LookAtFiles { .. } | Job::ImportFiles { .. }) {
            self.stop.store(false, Ordering::Relaxed);
        }
        self.jobs
            .as_ref()
            .is_some_and(|jobs| jobs.send(job).is_ok())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.jobs.take();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The room on its own thread.
struct Serving<D> {
    doors: D,
    cover: Cover,
    events: Sender<Event>,
    clock: MachineClock,
    /// The last journal row seen; `None` until the room was asked for the first time.
    seen: Option<ChangeId>,
    version: i64,
    present: Present,
    beaten: Option<Instant>,
    /// Since when others can notice that it is there.
    since: Option<Instant>,
    /// Whether texts were ever claimed from here.
    claims: bool,
    others: Option<Others>,
    stop: Arc<AtomicBool>,
}

impl<D: Doors> Serving<D> {
    fn new(doors: D, process: i64, clock: MachineClock, events: Sender<Event>) -> Serving<D> {
        let version = doors.version().unwrap_or_default();
        Serving {
            doors,
            cover: Cover::default(),
            events,
            clock,
            seen: None,
            version,
            present: Present {
                process,
                ..Present::default()
            },
            beaten: None,
            since: None,
            claims: false,
            others: None,
            stop: Arc::default(),
        }
    }

    /// Works until nobody asks any more. What people do goes before what they look at, and questions
    /// outdated by a later one in line are passed over.
    fn serve(mut self, inbox: &Receiver<Job>) {
        let mut line: VecDeque<Job> = VecDeque::new();
        let mut looked = Instant::now();
        let mut closing = false;
        loop {
            line.extend(inbox.try_iter());
            match inbox.try_recv() {
                Ok(job) => line.push_back(job),
                Err(TryRecvError::Disconnected) => closing = true,
                Err(TryRecvError::Empty) => {}
            }
            match next(&mut line) {
                Some(Job::Ask { ticket, query }) if closing || outdated(ticket, &query, &line) => {}
                Some(job) => self.work(job),
                None => match inbox.recv_timeout(POLL) {
                    Ok(job) => line.push_back(job),
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => break,
                },
            }
            if looked.elapsed() >= POLL {
                looked = Instant::now();
                self.look();
            }
        }
        self.say_goodbye();
    }

    fn work(&mut self, job: Job) {
        match job {
            Job::Ask { ticket, query } => {
                let answer = self.cover.answer(&mut self.doors, &query);
                self.look_after(&answer);
                if let (Ok(Answer::Room(room)), None) = (&answer, self.seen) {
                    self.seen = Some(room.last_change);
                }
                self.tell(Msg::Answered(ticket, answer));
            }
            Job::Against {
                ticket,
                path,
                period,
                profile,
            } => {
                let found = self.hold_against(&path, period, profile);
                self.tell(Msg::Answered(ticket, found.map(Answer::Against)));
            }
            Job::Apply {
                ticket,
                person,
                change,
            } => {
                let author = self.author(person);
                let applied = self.cover.apply(&mut self.doors, &author, &change);
                self.look_after(&applied);
                self.tell(Msg::Applied(ticket, applied));
                self.feed();
            }
            Job::Freeze {
                person,
                meeting,
                end,
            } => self.freeze(person, meeting, end),
            Job::LookAtFiles { person, words } => self.look_at(person, words),
            Job::ImportFiles { person, words } => self.import(person, &words),
            Job::WriteMinutes { meeting, path } => self.write_minutes(meeting, &path),
            Job::MakeHalfPage(meeting) => self.make_half_page(meeting),
            Job::Beat { person, meeting } => self.beat_as(person, meeting),
            Job::Claim { ticket, texts } => self.claim(ticket, &texts),
            Job::Mask(on) => {
                self.cover = Cover::new(on);
                self.tell(Msg::Masked);
            }
            Job::OpenAnew => self.open_anew(),
            Job::Unsound => self.unsound(),
        }
    }

    fn beat_as(&mut self, person: String, meeting: Option<MeetingId>) {
        self.present.person = person;
        self.present.meeting = meeting;
        self.beat();
    }

    fn freeze(&mut self, person: String, meeting: MeetingId, end: bool) {
        let (author, today) = (self.author(person), self.clock.today());
        let frozen = freeze::freeze(&mut self.doors, &author, meeting, end, today);
        self.look_after(&frozen);
        if let Err(failure) = self.cover.told(&mut self.doors, frozen) {
            self.tell(Msg::Finished(Err(failure)));
        }
        self.feed();
    }

    fn hold_against(
        &mut self,
        path: &str,
        period: Period,
        profile: Option<Profile>,
    ) -> Result<Box<Against>, Failure> {
        let path = lists::home(path);
        let wanted = WantedList::plain(&path, period, profile, self.clock.today());
        let found = lists::against(&wanted, &mut |query| self.doors.answer(&query));
        self.cover.told(&mut self.doors, found)
    }

    /// Looks whether another process has committed, and leaves a heartbeat when one is due.
    fn look(&mut self) {
        self.look_at_file();
        match self.doors.version() {
            Ok(version) if version != self.version => {
                self.version = version;
                self.feed();
                self.read_others();
            }
            _ => {}
        }
        let every = match self.present.meeting {
            _ if self.since.is_none() => 0,
            Some(_) => BEATS.0,
            None => BEATS.1,
        };
        let beaten = |at: Instant| at.elapsed() >= Duration::from_secs(every);
        if self.beaten.is_some_and(beaten) {
            self.beat();
        }
    }

    /// Sends what the journal has grown by.
    fn feed(&mut self) {
        let Some(since) = self.seen else {
            return;
        };
        let query = Query::Feed { since, limit: FEED };
        let Ok(Answer::Feed(rows)) = self.doors.answer(&query) else {
            return;
        };
        if rows.iter().any(|row| renames(&row.forward)) {
            self.cover.renew();
        }
        if let Some(last) = rows.last().map(|row| row.id)
            && let Ok(rows) = self.cover.told(&mut self.doors, Ok(rows))
        {
            self.seen = Some(last);
            self.tell(Msg::Fed(rows));
        }
    }

    fn author(&self, person: String) -> Author {
        Author {
            person,
            at: self.clock.now(),
        }
    }

    fn tell(&self, msg: Msg) {
        let _ = self.events.send(Event::Msg(msg));
    }
}

/// The next job: a tag just set is not kept waiting by the themes still to be worked out for the one before.
fn next(line: &mut VecDeque<Job>) -> Option<Job> {
    let done = line.iter().position(|job| !matches!(job, Job::Ask { .. }));
    line.remove(done.unwrap_or(0))
}

/// Whether a later question of the same kind from the same place waits in line.
fn outdated(ticket: Ticket, query: &Query, line: &VecDeque<Job>) -> bool {
    let same = |later: &Ticket, of: &Query| {
        let from = (later.place, later.nth) == (ticket.place, ticket.nth);
        from && discriminant(of) == discriminant(query)
    };
    line.iter()
        .any(|job| matches!(job, Job::Ask { ticket, query } if same(ticket, query)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Place;
    use crate::domain::change::Change;

    #[test]
    fn what_is_done_goes_before_what_is_asked_and_both_keep_their_order() {
        let ticket = |serial| Ticket {
            place: Place::Frame,
            serial,
            nth: 0,
        };
        let ask = |serial, query| Job::Ask {
            ticket: ticket(serial),
            query,
        };
        let apply = |serial, change| Job::Apply {
            ticket: ticket(serial),
            person: "Dana".to_owned(),
            change,
        };
        let mut line = VecDeque::from([
            ask(1, Query::Tags),
            apply(2, Change::Undo),
            ask(3, Query::Owners),
            apply(4, Change::Redo),
        ]);
        assert!(outdated(ticket(0), &Query::Owners, &line));
        assert!(!outdated(ticket(0), &Query::Links, &line));
        let mut order = Vec::new();
        while let Some(job) = next(&mut line) {
            order.push(match job {
                Job::Ask { ticket, .. } | Job::Apply { ticket, .. } => ticket.serial,
                other => panic!("{other:?}"),
            });
        }
        assert_eq!(order, [2, 4, 1, 3]);
    }
}
