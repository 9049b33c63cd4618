//! What the loop can do to the world outside the room: clipboard, editor, suspend, the clock.
//! A test gives it a world of its own. Must not know the model.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::Sender;

use rustix::process::{Signal, kill_current_process_group};

use crate::domain::day::Moment;
use crate::domain::failure::Failure;

use super::clock::{self, Clock};
use super::event::Event;
use super::input::{self, Input};
use super::{scratch, signals, terminal};

/// The most that is read of what an editor left, in bytes: far more than a text may have.
const EDITED: u64 = 8 << 20;

/// The world outside the room.
pub trait Outside {
    /// Now.
    fn now(&self) -> Moment;

    /// Milliseconds until the clock shows another second.
    fn to_next_second(&self) -> u64 {
        1000
    }

    /// Puts a text on the clipboard.
    ///
    /// # Errors
    /// The terminal does not take it.
    fn copy(&mut self, text: &str) -> Result<(), Failure>;

    /// Lets a person edit a text elsewhere; `None` when it was left as it was.
    ///
    /// # Errors
    /// The editor cannot be started, or failed.
    fn edit(&mut self, text: &str) -> Result<Option<String>, Failure>;

    /// Stops the process until it is continued.
    fn suspend(&mut self);

    /// Sets every terminal mode again.
    fn restore(&mut self) {}

    /// The first frame is out: the background may be asked for, and keys read.
    ///
    /// # Errors
    /// Keys cannot be read.
    fn drawn(&mut self) -> Result<(), Failure> {
        Ok(())
    }
}

/// The real world: this terminal and this machine.
#[derive(Debug)]
pub struct World {
    /// What time it is.
    pub clock: Clock,
    /// The thread that reads keys.
    pub input: Option<Input>,
    /// Where keys go.
    pub events: Sender<Event>,
    /// Whether the terminal is asked for its background.
    pub detect: bool,
}

impl Outside for World {
    fn now(&self) -> Moment {
        self.clock.now()
    }

    fn to_next_second(&self) -> u64 {
        clock::to_next_second()
    }

    fn copy(&mut self, text: &str) -> Result<(), Failure> {
        terminal::copy(text).map_err(|e| Failure::failed(format!("copying: {e}")))
    }

    fn edit(&mut self, text: &str) -> Result<Option<String>, Failure> {
        self.away(|| edit(text))
    }

    fn suspend(&mut self) {
        self.away(|| {
            let _ = kill_current_process_group(Signal::TSTP);
        });
    }

    fn restore(&mut self) {
        let _ = terminal::set();
    }

    fn drawn(&mut self) -> Result<(), Failure> {
        let asked = self.detect && terminal::ask_background().is_ok();
        self.input = Some(input::start(self.events.clone(), asked)?);
        Ok(())
    }
}

impl World {
    /// Does something while the terminal is as the shell left it.
    fn away<T>(&mut self, run: impl FnOnce() -> T) -> T {
        let with_shell = || {
            terminal::undo();
            let out = run();
            let _ = terminal::set();
            out
        };
        match &self.input {
            Some(input) => input.without(with_shell),
            None => with_shell(),
        }
    }
}

/// Edits a text in `$VISUAL` or `$EDITOR`, in a folder only this person can read: editors leave copies
/// beside a file.
fn edit(text: &str) -> Result<Option<String>, Failure> {
    let failed = |e: std::io::Error| Failure::disk("editing outside", e);
    let folder = scratch::folder().map_err(failed)?;
    let file = folder.path().join("text.txt");
    private(&file)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(failed)?;
    let editor = ["VISUAL", "EDITOR"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()))
        .unwrap_or_else(|| "vi".to_owned());
    let status = Command::new("sh")
        .arg("-c")
        .arg(format!("{editor} \"$1\""))
        .arg("sh")
        .arg(&file)
        .spawn()
        .and_then(signals::wait_for)
        .map_err(failed)?;
    if !status.success() {
        return Err(
            Failure::failed(format!("editing outside: `{editor}` failed"))
                .hint("set EDITOR to an editor that can be started"),
        );
    }
    let mut edited = Vec::new();
    File::open(&file)
        .and_then(|file| file.take(EDITED).read_to_end(&mut edited))
        .map_err(failed)?;
    let edited = String::from_utf8_lossy(&edited);
    let edited = edited.trim_end_matches('\n');
    Ok((edited != text).then(|| edited.to_owned()))
}

/// A new file that only this person can read.
fn private(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}
