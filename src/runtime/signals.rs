//! Signals as events: the process ends in order, and a window's new size or a `fg` is drawn.
//! Must not undo anything itself: the guard does.

use std::sync::mpsc::Sender;
use std::thread;

use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
use signal_hook::iterator::Signals;

use crate::domain::failure::Failure;

use super::event::Event;

/// Starts the thread that waits for signals.
///
/// # Errors
/// The handlers cannot be set.
pub fn start(events: Sender<Event>) -> Result<(), Failure> {
    let failed = |e: std::io::Error| Failure::failed(format!("listening for signals: {e}"));
    let mut signals =
        Signals::new([SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGWINCH, SIGCONT]).map_err(failed)?;
    let wait = move || {
        for signal in signals.forever() {
            let event = match signal {
                SIGWINCH => Event::Resized,
                SIGCONT => Event::Continued,
                SIGHUP => Event::HungUp,
                _ => Event::Terminated,
            };
            if events.send(event).is_err() {
                return;
            }
        }
    };
    thread::Builder::new()
        .name("signals".to_owned())
        .spawn(wait)
        .map_err(failed)?;
    Ok(())
}
