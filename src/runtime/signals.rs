//! Signals as events: the process ends in order, and a window's new size or a `fg` is drawn.
//! Must not undo anything itself: the guard does, and `terminal` where the loop cannot get there.

use std::io;
use std::mem::forget;
use std::process::{Child, ExitStatus};
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use rustix::fs::{OFlags, fcntl_setfl};
use rustix::pipe::{PipeFlags, pipe_with};
use rustix::process::{Pid, Signal, kill_process};
use signal_hook::consts::{
    SIGABRT, SIGALRM, SIGBUS, SIGCONT, SIGHUP, SIGINT, SIGIO, SIGPROF, SIGQUIT, SIGSYS, SIGTERM,
    SIGTRAP, SIGUSR1, SIGUSR2, SIGVTALRM, SIGWINCH, SIGXCPU,
};
use signal_hook::iterator::Signals;
use signal_hook::low_level;

use crate::domain::failure::Failure;

use super::event::Event;
use super::terminal;

/// How long the loop has to end in order; a terminal that takes nothing can keep it from that for ever.
const IN_ORDER: Duration = Duration::from_secs(2);

/// How long what was typed has after that to be saved; what goes on longer is a file that is read or imported.
const TO_SAVE: Duration = Duration::from_secs(8);

/// What is an event here. Whatever else ends a process and can be caught leaves the terminal whole too.
const HEARD: [i32; 17] = [
    SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGWINCH, SIGCONT, SIGUSR1, SIGUSR2, SIGALRM, SIGXCPU,
    SIGVTALRM, SIGPROF, SIGIO, SIGSYS, SIGTRAP, SIGABRT, SIGBUS,
];

/// What a thread raises that cannot go on: part of a file that it reads in was cut away, or it gives up by itself. Of
/// the others of the kind (a wild pointer, a forbidden instruction) nothing can be heard without unsafe code.
const FAULTS: [i32; 2] = [SIGABRT, SIGBUS];

/// Those that have a number only here: a stack fault, a failing power supply, and all that are there for whatever one
/// likes. What the system keeps for itself cannot be heard.
#[cfg(target_os = "linux")]
const NUMBERED: [std::ops::RangeInclusive<i32>; 3] = [16..=16, 30..=30, 34..=64];
#[cfg(not(target_os = "linux"))]
const NUMBERED: [std::ops::RangeInclusive<i32>; 0] = [];

/// The number of the program that has the terminal instead of the room; 0 for none.
static AWAY: AtomicI32 = AtomicI32::new(0);

/// Whether the process has been asked to end.
static ENDING: AtomicBool = AtomicBool::new(false);

/// Starts the thread that waits for signals.
///
/// # Errors
/// The handlers cannot be set.
pub fn start(events: Sender<Event>) -> Result<(), Failure> {
    let failed = |e: std::io::Error| Failure::failed(format!("listening for signals: {e}"));
    let mut signals = Signals::new(HEARD).map_err(failed)?;
    for signal in NUMBERED.into_iter().flatten() {
        let _ = signals.add_signal(signal);
    }
    hold_faults().map_err(failed)?;
    let wait = move || {
        for signal in signals.forever() {
            if FAULTS.contains(&signal) {
                end_by(signal);
            }
            if matches!(signal, SIGTERM | SIGHUP) {
                ENDING.store(true, Ordering::SeqCst);
            }
            let away = Pid::from_raw(AWAY.load(Ordering::SeqCst));
            let event = match signal {
                SIGWINCH => Event::Resized,
                SIGCONT => Event::Continued,
                SIGHUP => Event::HungUp,
                // Ctrl-C is for the program that has the terminal.
                SIGINT | SIGQUIT if away.is_some() => continue,
                _ => Event::Terminated,
            };
            if matches!(event, Event::Terminated | Event::HungUp) {
                if let Some(away) = away {
                    let _ = kill_process(away, Signal::TERM);
                }
                insist();
            }
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

/// A thread that raises a fault has to wait in its handler until the terminal is given back: it would raise it again at
/// once, and the second ends the process. So its handler writes into a pipe that is full and that nobody reads.
fn hold_faults() -> io::Result<()> {
    let (nobody, full) = pipe_with(PipeFlags::CLOEXEC | PipeFlags::NONBLOCK)?;
    for fault in FAULTS {
        low_level::pipe::register(fault, full.try_clone()?)?;
    }
    for bytes in [&[0; 4096][..], &[0]] {
        while rustix::io::write(&full, bytes).is_ok() {}
    }
    fcntl_setfl(&full, OFlags::empty())?;
    // Open as long as the process is: into one that nobody could read nothing can be written.
    forget(nobody);
    Ok(())
}

/// Gives the terminal back, and ends the process by the signal that it has got.
fn end_by(signal: i32) {
    if let Some(away) = Pid::from_raw(AWAY.load(Ordering::SeqCst)) {
        let _ = kill_process(away, Signal::TERM);
    }
    let name = low_level::signal_name(signal).unwrap_or_default();
    terminal::give_back(&format!(
        "churnroom: the system stopped the room ({name}), perhaps because one of its files was cut short while it was open; open it again, and `churnroom check` tells whether all of it is sound\r\n"
    ));
    let _ = low_level::emulate_default_handler(signal);
}

/// Ends the process if it has not ended in order after a while.
fn insist() {
    let insist = || {
        thread::sleep(IN_ORDER);
        terminal::abandon();
        thread::sleep(TO_SAVE);
        std::process::exit(1);
    };
    let started = thread::Builder::new().name("end".to_owned()).spawn(insist);
    if started.is_err() {
        tracing::warn!("nothing ends the process if it does not end in order");
    }
}

/// Waits for a program that has the terminal meanwhile. What ends the room ends it too.
///
/// # Errors
/// What the system says of it.
pub fn wait_for(mut child: Child) -> io::Result<ExitStatus> {
    let pid = Pid::from_child(&child);
    AWAY.store(pid.as_raw_nonzero().get(), Ordering::SeqCst);
    // Asked to end while the program was being started, the signal's thread did not know of it.
    if ENDING.load(Ordering::SeqCst) {
        let _ = kill_process(pid, Signal::TERM);
    }
    let status = child.wait();
    AWAY.store(0, Ordering::SeqCst);
    status
}
