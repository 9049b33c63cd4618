//! What the loop can do to the world outside the room: clipboard, editor, suspend, the clock.
//! A test gives it a world of its own. Must not know the model.

use std::fs::{File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::Sender;

use encoding_rs::{UTF_8, WINDOWS_1252};
use rustix::fs::OFlags;
use rustix::process::{Signal, kill_current_process_group};

use crate::domain::day::Moment;
use crate::domain::failure::Failure;

use super::clock::{self, MachineClock};
use super::event::Event;
use super::input::{self, Input};
use super::{scratch, signals, terminal};

/// The most that is read of what an editor left, in bytes: far more than a text may have.
const EDITED: u64 = 8 << 20;

/// What came of a text that was edited outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edited {
    /// What it is now; `None` when it was left as it was.
    pub text: Option<String>,
    /// What went wrong, whatever there is of the text.
    pub failure: Option<Failure>,
}

/// The world outside the room.
pub trait OutsideWorld {
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

    /// Lets a person edit a text elsewhere.
    fn edit(&mut self, text: &str) -> Edited;

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
    pub clock: MachineClock,
    /// The thread that reads keys.
    pub input: Option<Input>,
    /// Where keys go.
    pub events: Sender<Event>,
    /// Whether the terminal is asked for its background.
    pub detect: bool,
}

impl OutsideWorld for World {
    fn now(&self) -> Moment {
        self.clock.now()
    }

    fn to_next_second(&self) -> u64 {
        clock::to_next_second()
    }

    fn copy(&mut self, text: &str) -> Result<(), Failure> {
        terminal::copy(text).map_err(|e| Failure::failed(format!("copying: {e}")))
    }

    fn edit(&mut self, text: &str) -> Edited {
        let editor = ["VISUAL", "EDITOR"]
            .into_iter()
            .find_map(|name| std::env::var(name).ok().filter(|v| !v.is_empty()))
            .unwrap_or_else(|| "vi".to_owned());
        self.away(|| edit(&editor, text))
            .unwrap_or_else(|error| Edited {
                text: None,
                failure: Some(Failure::disk("editing outside", error)),
            })
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

/// Edits a text in an editor, in a folder only this person can read: editors leave copies beside a file.
fn edit(editor: &str, text: &str) -> io::Result<Edited> {
    let folder = scratch::folder()?;
    let file = folder.path().join("text.txt");
    private(&file)?.write_all(text.as_bytes())?;
    let status = Command::new("sh")
        .arg("-c")
        .arg(format!("{editor} \"$1\""))
        .arg("sh")
        .arg(&file)
        .spawn()
        .and_then(signals::wait_for)?;
    let left = left(&file);
    if status.success() {
        let text = Some(left?).filter(|edited| edited != text);
        return Ok(Edited {
            text,
            failure: None,
        });
    }
    // What somebody wrote and saved is not thrown away because the editor failed after it.
    let text = left.ok().filter(|edited| edited != text);
    let (became, hint) = match &text {
        Some(_) => (
            "what it had saved is in the line",
            "look at it before it is taken",
        ),
        None => (
            "the text is as it was",
            "set EDITOR to an editor that can be started",
        ),
    };
    let failure = format!("editing outside: `{editor}` ended with an error; {became}");
    Ok(Edited {
        text,
        failure: Some(Failure::failed(failure).hint(hint)),
    })
}

/// What an editor left of a text. From a pipe that it left instead one would read for ever.
fn left(path: &Path) -> io::Result<String> {
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(OFlags::NONBLOCK.bits().cast_signed())
        .open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other(
            "the editor left something that is no file",
        ));
    }
    let mut edited = Vec::new();
    file.take(EDITED).read_to_end(&mut edited)?;
    Ok(decoded(&edited).trim_end_matches('\n').to_owned())
}

/// A text in whatever encoding an editor writes: by its first bytes, else UTF-8, else what Western systems had before that.
fn decoded(bytes: &[u8]) -> String {
    let encoding = match std::str::from_utf8(bytes) {
        Ok(_) => UTF_8,
        Err(_) => WINDOWS_1252,
    };
    let (text, ..) = encoding.decode(bytes);
    text.replace("\r\n", "\n")
}

/// A new file that only this person can read.
fn private(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_in_whatever_encoding_an_editor_writes() {
        let wide = |text: &str| {
            text.encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect::<Vec<u8>>()
        };
        for (bytes, text) in [
            (b"M\xfcller".to_vec(), "Müller"),
            ("\u{feff}Müller\r\nnew".into(), "Müller\nnew"),
            (wide("\u{feff}Müller"), "Müller"),
            ("Müller".into(), "Müller"),
        ] {
            assert_eq!(decoded(&bytes), text);
        }
    }

    #[test]
    fn what_an_editor_saved_is_kept_whatever_it_ends_with() {
        for (editor, text, failure) in [
            ("true", None, None),
            ("printf 'new\\n' >", Some("new"), None),
            ("false", None, Some("the text is as it was")),
            ("/no/such/editor", None, Some("the text is as it was")),
            (
                "e() { printf new > \"$1\"; return 1; }; e",
                Some("new"),
                Some("in the line"),
            ),
            (
                "e() { printf new > \"$1\"; kill -9 $$; }; e",
                Some("new"),
                Some("in the line"),
            ),
            (
                "e() { rm \"$1\"; false; }; e",
                None,
                Some("the text is as it was"),
            ),
            (
                "e() { rm \"$1\"; mkfifo \"$1\"; false; }; e",
                None,
                Some("the text is as it was"),
            ),
        ] {
            let edited = edit(editor, "old").unwrap();
            assert_eq!(edited.text.as_deref(), text, "{editor}");
            let said = edited.failure.map(|failure| failure.message);
            assert_eq!(said.is_some(), failure.is_some(), "{editor}: {said:?}");
            assert!(
                said.unwrap_or_default().contains(failure.unwrap_or("")),
                "{editor}"
            );
        }
    }

    #[test]
    fn nothing_is_read_from_what_is_no_file() {
        for instead in ["mkfifo", "mkdir", "ln -s /dev/zero", "true"] {
            let editor = format!("e() {{ rm \"$1\"; {instead} \"$1\"; }}; e");
            assert!(edit(&editor, "old").is_err(), "{instead}");
        }
    }
}
