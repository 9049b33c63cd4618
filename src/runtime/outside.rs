//! What the loop can do to the world outside the room: clipboard, editor, suspend, the clock.
//! A test gives it a world of its own. Must not know the model.

use std::fs;
use std::io::Write as _;
use std::process::Command;
use std::sync::mpsc::Sender;
use std::time::Duration;

use rustix::process::{Signal, kill_current_process_group};

use crate::app::Tone;
use crate::domain::day::Moment;
use crate::domain::failure::Failure;

use super::clock::{self, Clock};
use super::event::Event;
use super::input::{self, Input};
use super::terminal;

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

    /// The first frame is out: keys may be read, and the background asked for.
    ///
    /// # Errors
    /// Keys cannot be read.
    fn drawn(&mut self) -> Result<Option<Tone>, Failure> {
        Ok(None)
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

    /// The terminal is asked before keys are read, so that its answer is not taken for keys.
    fn drawn(&mut self) -> Result<Option<Tone>, Failure> {
        let tone = if self.detect { background() } else { None };
        self.input = Some(input::start(self.events.clone())?);
        Ok(tone)
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

/// The terminal's background, if it says so at once. Keys typed ahead are never risked for it.
fn background() -> Option<Tone> {
    use terminal_colorsaurus::{QueryOptions, ThemeMode, theme_mode};
    if crossterm::event::poll(Duration::ZERO).unwrap_or(true) {
        return None;
    }
    let mut options = QueryOptions::default();
    options.timeout = Duration::from_millis(120);
    match theme_mode(options) {
        Ok(ThemeMode::Light) => Some(Tone::Light),
        Ok(ThemeMode::Dark) => Some(Tone::Dark),
        Err(_) => None,
    }
}

/// Edits a text in `$VISUAL` or `$EDITOR`, in a file only this person can read.
fn edit(text: &str) -> Result<Option<String>, Failure> {
    let failed = |e: std::io::Error| Failure::failed(format!("editing outside: {e}"));
    let mut file = tempfile::Builder::new()
        .prefix("churnroom-")
        .suffix(".txt")
        .tempfile()
        .map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    let editor = ["VISUAL", "EDITOR"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()))
        .unwrap_or_else(|| "vi".to_owned());
    let status = Command::new("sh")
        .arg("-c")
        .arg(format!("{editor} \"$1\""))
        .arg("sh")
        .arg(file.path())
        .status()
        .map_err(failed)?;
    if !status.success() {
        return Err(
            Failure::failed(format!("editing outside: `{editor}` failed"))
                .hint("set EDITOR to an editor that can be started"),
        );
    }
    let edited = fs::read_to_string(file.path()).map_err(failed)?;
    let edited = edited.trim_end_matches('\n').to_owned();
    Ok((edited != text).then_some(edited))
}
