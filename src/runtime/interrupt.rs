//! Signals for commands: Ctrl-C for one that can stop in order is a flag it looks at, and a file that grows too large
//! is a failed write. Must not know what stops.

use std::ops::Deref;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGTERM, SIGXFSZ};
use signal_hook::{SigId, flag, low_level};

use crate::domain::failure::Failure;

/// A flag that Ctrl-C and SIGTERM set for as long as this is held; a second one ends the process at once.
#[derive(Debug)]
pub struct Interrupt {
    flag: Arc<AtomicBool>,
    listening: Vec<SigId>,
}

impl Deref for Interrupt {
    type Target = AtomicBool;

    fn deref(&self) -> &AtomicBool {
        &self.flag
    }
}

impl Drop for Interrupt {
    /// A room opened afterwards answers signals its own way, and leaves the terminal whole.
    fn drop(&mut self) {
        self.listening.drain(..).for_each(|id| {
            low_level::unregister(id);
        });
    }
}

/// Listens from now on.
///
/// # Errors
/// The handlers cannot be set.
pub fn flag() -> Result<Interrupt, Failure> {
    let failed = |e: std::io::Error| Failure::failed(format!("listening for Ctrl-C: {e}"));
    let mut stop = Interrupt {
        flag: Arc::new(AtomicBool::new(false)),
        listening: Vec::new(),
    };
    for signal in [SIGINT, SIGTERM] {
        // The second is registered first: it ends the process only when the flag is set already.
        let now = Arc::clone(&stop.flag);
        let second = flag::register_conditional_shutdown(signal, 128 + signal, now);
        stop.listening.push(second.map_err(failed)?);
        let first = flag::register(signal, Arc::clone(&stop.flag));
        stop.listening.push(first.map_err(failed)?);
    }
    Ok(stop)
}

/// A file that outgrows what this process may write is an error of the write, which is said, and not the end of the
/// process in the middle of it.
///
/// # Errors
/// The handler cannot be set.
pub fn outgrown_is_an_error() -> Result<(), Failure> {
    let unused = Arc::new(AtomicBool::new(false));
    let set = flag::register(SIGXFSZ, unused);
    set.map(drop)
        .map_err(|e| Failure::failed(format!("listening for signals: {e}")))
}
