//! Ctrl-C for a command that can stop in order: a flag it looks at. Must not know what stops.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;

use crate::domain::failure::Failure;

/// A flag that Ctrl-C and SIGTERM set; a second one ends the process at once.
///
/// # Errors
/// The handlers cannot be set.
pub fn flag() -> Result<Arc<AtomicBool>, Failure> {
    let failed = |e: std::io::Error| Failure::failed(format!("listening for Ctrl-C: {e}"));
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        // The second is registered first: it ends the process only when the flag is set already.
        flag::register_conditional_shutdown(signal, 128 + signal, Arc::clone(&stop))
            .map_err(failed)?;
        flag::register(signal, Arc::clone(&stop)).map_err(failed)?;
    }
    Ok(stop)
}
