//! What becomes of a fault of the program's own, or of one in what reads other programs' files. A release ends where it
//! panics instead of unwinding, so all that is to be done is done where the panic is told, by the thread that has it.
//! Must not know what is read or drawn.

use std::cell::RefCell;
use std::io;
use std::panic::{PanicHookInfo, set_hook, take_hook};
use std::sync::Once;
use std::sync::mpsc::channel;
use std::thread;

thread_local! {
    /// How a thread says that what it was given to read broke its reader; nothing on any other thread.
    static BROKEN: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
}

/// Has a panic be told in this way first; as before, where that returns.
fn first(told: impl Fn(&PanicHookInfo<'_>) + Send + Sync + 'static) {
    let otherwise = take_hook();
    set_hook(Box::new(move |panic| {
        told(panic);
        otherwise(panic);
    }));
}

/// Has a panic be told in this way from now on, but for those of a thread that reads a file of somebody else's format.
pub fn tell(told: impl Fn(&PanicHookInfo<'_>) + Send + Sync + 'static) {
    first(move |panic| {
        if BROKEN.with_borrow(Option::is_none) {
            told(panic);
        }
    });
}

/// What comes of reading a file of somebody else's format, on a thread of its own; nothing where its reader panics, as
/// one does over a workbook that was made to have it do so. That thread then waits for the end of the process, and
/// nobody is told of the panic but by a sentence about the file.
///
/// # Errors
/// The system has no thread to give.
pub fn guarded<T: Send + 'static>(
    read: impl FnOnce() -> T + Send + 'static,
) -> io::Result<Option<T>> {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        first(|panic| {
            if let Some(broken) = BROKEN.take() {
                let place = panic.location().map(ToString::to_string);
                tracing::warn!(place, "a broken file");
                broken();
                // Where a panic is the end of the process, this thread must not come back from here.
                while cfg!(panic = "abort") {
                    thread::park();
                }
            }
        });
    });
    let (done, outcome) = channel();
    let work = move || {
        let broken = done.clone();
        BROKEN.set(Some(Box::new(move || {
            let _ = broken.send(None);
        })));
        let _ = done.send(Some(read()));
        BROKEN.take();
    };
    thread::Builder::new()
        .name("unpacking".to_owned())
        .spawn(work)?;
    Ok(outcome.recv().ok().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_breaks_its_reader_is_nothing_and_the_next_is_read() {
        let broken: fn() -> usize = || Vec::<usize>::new()[Vec::<u8>::new().len()];
        for _ in 0..3 {
            assert_eq!(guarded(broken).unwrap(), None);
            assert_eq!(guarded(|| 7).unwrap(), Some(7));
        }
    }
}
