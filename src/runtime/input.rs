//! The input thread: keys, the mouse and answers out of the terminal, and its hang-up out of `poll`.
//! Nothing is read before `poll` has said that there is something, and that it is no hang-up.
//! Must not know what a key means.

use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use crate::domain::failure::Failure;

use super::event::{Event, background, read};
use super::incoming::{Incoming, Splitter};
use crate::app::Msg;

/// Stops and restarts reading, so that an editor or the shell gets the keys meanwhile.
#[derive(Debug)]
pub struct Input {
    wake: OwnedFd,
    paused: Receiver<()>,
    resume: Sender<()>,
}

/// The most that is read at once.
const CHUNK: usize = 1 << 16;

/// How long the answer to a question may take over a slow line.
const AWAITED: Duration = Duration::from_secs(8);

/// Starts the input thread. It ends with the process, or when the terminal or the loop is gone.
/// `asked`: the terminal has been asked for its background.
///
/// # Errors
/// The system has no pipe or thread left.
pub fn start(events: Sender<Event>, asked: bool) -> Result<Input, Failure> {
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
        let mut splitter = Splitter::default();
        if asked {
            splitter.asked();
        }
        let mut chunk = vec![0; CHUNK];
        let since = Instant::now();
        loop {
            if since.elapsed() > AWAITED {
                splitter.given_up();
            }
            let goes_on = match wait(&woken, splitter.patience()) {
                Woken::Pause => pause(),
                Woken::Quiet => send(&events, splitter.quiet()),
                Woken::Keys => match rustix::io::read(io::stdin(), &mut chunk) {
                    Ok(0) => break,
                    Ok(n) => send(&events, splitter.feed(&chunk[..n])),
                    Err(_) => true,
                },
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
    Quiet,
    Pause,
    Ended,
}

/// Sleeps until there is something to read, nothing for so long, a wish to pause, or no terminal any more.
fn wait(woken: &OwnedFd, patience: Option<Duration>) -> Woken {
    let stdin = io::stdin();
    let patience = patience.and_then(|for_long| Timespec::try_from(for_long).ok());
    loop {
        let mut fds = [
            PollFd::from_borrowed_fd(stdin.as_fd(), PollFlags::IN),
            PollFd::new(woken, PollFlags::IN),
        ];
        match poll(&mut fds, patience.as_ref()) {
            Ok(0) => return Woken::Quiet,
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

/// Sends what came; `false` when nobody listens any more.
fn send(events: &Sender<Event>, came: Vec<Incoming>) -> bool {
    came.into_iter()
        .filter_map(|came| match came {
            Incoming::Done(raw) => read(raw),
            Incoming::Answer(answer) => background(&answer).map(|t| Event::Msg(Msg::Background(t))),
        })
        .all(|event| events.send(event).is_ok())
}
