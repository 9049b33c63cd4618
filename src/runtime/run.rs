//! The loop: events in, messages to the model, effects out, a drawing when the queue is empty.
//! Backend, events, worker and world are parameters, so that the loop under test is the real one.
//! Must not know any screen.

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use ratatui::backend::Backend;
use ratatui::{Frame, Terminal};

use crate::app::{Job, Model, Msg, Task, update};
use crate::domain::failure::Failure;
use crate::ui::doubtful::Doubtful;
use crate::ui::{self, ClickHits};

use super::event::Event;
use super::outside::OutsideWorld;
use super::worker::Worker;

/// How the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// A person left.
    Left,
    /// A signal, or the terminal is gone.
    Sent,
}

/// Runs until a person leaves, a signal ends it, or the terminal is gone.
///
/// # Errors
/// The room cannot be opened, its worker is gone, or the terminal cannot be drawn on.
pub fn run<B: Backend>(
    model: &mut Model,
    terminal: &mut Terminal<B>,
    events: &Receiver<Event>,
    worker: &Worker,
    outside: &mut dyn OutsideWorld,
) -> Result<Ended, Failure> {
    let mut room = Loop {
        model,
        terminal,
        worker,
        outside,
        hits: ClickHits::new(),
        doubtful: Doubtful::default(),
        jobs: Vec::new(),
    };
    room.resized()?;
    room.draw()?;
    room.outside.drawn()?;
    let mut line = VecDeque::new();
    loop {
        for event in events.try_iter() {
            // It does not wait behind a text that somebody pastes.
            if matches!(event, Event::Terminated) {
                room.hand_over()?;
                return Ok(Ended::Sent);
            }
            line.push_back(event);
        }
        let event = match line.pop_front() {
            Some(event) => Some(event),
            None => {
                if room.model.changed {
                    room.draw()?;
                }
                room.hand_over()?;
                room.wait(events)?
            }
        };
        let now = room.outside.now();
        room.tell(Msg::Tick(now))?;
        if let Some(event) = event
            && let Some(ended) = room.take(event)?
        {
            return Ok(ended);
        }
    }
}

struct Loop<'a, B: Backend> {
    model: &'a mut Model,
    terminal: &'a mut Terminal<B>,
    worker: &'a Worker,
    outside: &'a mut dyn OutsideWorld,
    hits: ClickHits,
    doubtful: Doubtful,
    /// What the worker is to do, once what it was asked for is on the screen: it would take the time for that.
    jobs: Vec<Job>,
}

impl<B: Backend> Loop<'_, B> {
    /// Sleeps until something happens; in a meeting, and while something said is to go, at most until the clock shows
    /// another second.
    fn wait(&self, events: &Receiver<Event>) -> Result<Option<Event>, Failure> {
        let gone = || Failure::failed("the room's threads are gone");
        let shared = &self.model.shared;
        if shared.sitting.is_none() && shared.messages.until.is_none() {
            return events.recv().map(Some).map_err(|_| gone());
        }
        let rest = Duration::from_millis(self.outside.to_next_second());
        match events.recv_timeout(rest) {
            Ok(event) => Ok(Some(event)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
            Err(RecvTimeoutError::Disconnected) => Err(gone()),
        }
    }

    fn take(&mut self, event: Event) -> Result<Option<Ended>, Failure> {
        match event {
            Event::Msg(msg) => return self.tell(msg),
            Event::Click(column, row) => {
                if let Some(hit) = ui::hit(&self.hits, column, row) {
                    return self.tell(Msg::Click(hit));
                }
            }
            Event::Resized => self.resized()?,
            Event::Continued => {
                self.outside.restore();
                self.redraw()?;
            }
            Event::Opened => return self.tell(Msg::Opened),
            Event::Failed(failure) => return Err(failure),
            Event::Unsound => self.jobs.push(Job::Unsound),
            Event::Terminated | Event::HungUp => return self.ends(Ended::Sent),
        }
        Ok(None)
    }

    fn tell(&mut self, msg: Msg) -> Result<Option<Ended>, Failure> {
        for effect in update(self.model, msg) {
            if let Some(ended) = self.perform(effect)? {
                return Ok(Some(ended));
            }
        }
        Ok(None)
    }

    fn perform(&mut self, task: Task) -> Result<Option<Ended>, Failure> {
        match task {
            Task::Work(job) => self.jobs.push(job),
            Task::Copy(text) => {
                if let Err(failure) = self.outside.copy(&text) {
                    self.tell(Msg::Finished(Err(failure)))?;
                }
            }
            Task::EditOutside(text) => {
                self.hand_over()?;
                let edited = self.outside.edit(&text);
                self.redraw()?;
                self.tell(Msg::Edited(edited.text))?;
                if let Some(failure) = edited.failure {
                    self.tell(Msg::Finished(Err(failure)))?;
                }
            }
            Task::Suspend => {
                self.hand_over()?;
                self.outside.suspend();
                self.redraw()?;
            }
            Task::StopReading => {
                self.hand_over()?;
                self.worker.stop_reading();
            }
            Task::Redraw => self.redraw()?,
            Task::Quit => return self.ends(Ended::Left),
        }
        Ok(None)
    }

    /// Gives the worker what it is to do.
    fn hand_over(&mut self) -> Result<(), Failure> {
        if self.jobs.drain(..).all(|job| self.worker.send(job)) {
            return Ok(());
        }
        Err(Failure::failed("the room's worker has stopped")
            .hint("what was saved is saved; open the room again"))
    }

    /// What was done before the end is done.
    fn ends(&mut self, how: Ended) -> Result<Option<Ended>, Failure> {
        self.hand_over()?;
        Ok(Some(how))
    }

    /// Draws everything again. `Terminal::clear` would ask the terminal where its cursor is, and wait.
    fn redraw(&mut self) -> Result<(), Failure> {
        let size = self.terminal.size().map_err(lost)?;
        self.terminal.resize(size.into()).map_err(lost)?;
        self.model.changed = true;
        Ok(())
    }

    fn resized(&mut self) -> Result<(), Failure> {
        let size = self.terminal.size().map_err(lost)?;
        if self.terminal.get_frame().area().as_size() != size {
            self.terminal.resize(size.into()).map_err(lost)?;
        }
        self.tell(Msg::Resize(size.width, size.height))?;
        Ok(())
    }

    fn draw(&mut self) -> Result<(), Failure> {
        let model = &*self.model;
        let (hits, doubtful) = (&mut self.hits, &mut self.doubtful);
        let draw = |frame: &mut Frame<'_>| {
            *hits = ui::draw(frame, model);
            doubtful.settle(frame.buffer_mut());
        };
        self.terminal.draw(draw).map_err(lost)?;
        self.model.changed = false;
        Ok(())
    }
}

fn lost(error: impl std::fmt::Display) -> Failure {
    Failure::failed(format!("drawing on the terminal: {error}"))
}
