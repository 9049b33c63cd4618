//! The input thread: keys and the mouse out of crossterm, and a hung-up terminal out of `poll`.
//! With SIGHUP ignored crossterm never returns after a hang-up and burns a core, so nothing is read
//! before `poll` has said that there is something, and that it is no hang-up.
//! Must not know what a key means.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};

use crate::domain::failure::Failure;

use super::event::{Event, read};

/// Stops and restarts reading, so that an editor or the shell gets the keys meanwhile.
#[derive(Debug)]
pub struct Input {
    wake: OwnedFd,
    paused: Receiver<()>,
    resume: Sender<()>,
}

/// Starts the input thread. It ends with the process, or when the terminal or the loop is gone.
///
/// # Errors
/// The system has no pipe or thread left.
pub fn start(events: Sender<Event>) -> Result<Input, Failure> {
    let failed = |e: io::Error| Failure::failed(format!("starting to read keys: {e}"));
    let (woken, wake) = rustix::pipe::pipe().map_err(|e| failed(e.into()))?;
    let (say_paused, paused) = channel();
    let (resume, resumed) = channel();
    let read = move || {
        let pause = || {
            let mut byte = [0];
            let _ = rustix::io::read(&woken, &mut byte);
            say_paused.send(()).is_ok() && resumed.recv().is_ok()
        };
        loop {
            let goes_on = match wait(&woken) {
                Woken::Pause => pause(),
                Woken::Keys => drain(&events),
                Woken::Ended => break,
            };
            if !goes_on {
                return;
            }
        }
        let _ = events.send(Event::HungUp);
    };
    thread::Builder::new()
        .name("input".to_owned())
        .spawn(read)
        .map_err(failed)?;
    Ok(Input {
        wake,
        paused,
        resume,
    })
}

impl Input {
    /// Lets something else read the terminal.
    pub fn without<T>(&self, run: impl FnOnce() -> T) -> T {
        let paused = rustix::io::write(&self.wake, b"p").is_ok() && self.paused.recv().is_ok();
        let out = run();
        if paused {
            let _ = self.resume.send(());
        }
        out
    }
}

enum Woken {
    Keys,
    Pause,
    Ended,
}

/// Sleeps until there is something to read, a wish to pause, or no terminal any more.
fn wait(woken: &OwnedFd) -> Woken {
    let stdin = io::stdin();
    loop {
        let mut fds = [
            PollFd::from_borrowed_fd(stdin.as_fd(), PollFlags::IN),
            PollFd::new(woken, PollFlags::IN),
        ];
        match poll(&mut fds, None) {
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => return Woken::Ended,
            Ok(_) => {}
        }
        let gone = PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL;
        if fds[0].revents().intersects(gone) {
            return Woken::Ended;
        }
        if fds[1].revents().contains(PollFlags::IN) {
            return Woken::Pause;
        }
        if fds[0].revents().contains(PollFlags::IN) {
            return Woken::Keys;
        }
    }
}

/// Sends what can be read without waiting; `false` when nobody listens any more.
fn drain(events: &Sender<Event>) -> bool {
    while crossterm::event::poll(Duration::ZERO).unwrap_or(false) {
        let Ok(raw) = crossterm::event::read() else {
            return false;
        };
        if let Some(event) = read(raw)
            && events.send(event).is_err()
        {
            return false;
        }
    }
    true
}
