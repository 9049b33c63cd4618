//! The one guard of every terminal mode: raw, alternate screen, mouse, paste, focus, cursor, title.
//! Whatever ends the program, the modes are undone, once. Must not know what is drawn.

use std::fs::OpenOptions;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::panic::PanicHookInfo;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{
    DisableBracketedPaste, DisableFocusChange, DisableMouseCapture, EnableBracketedPaste,
    EnableFocusChange, EnableMouseCapture,
};
use crossterm::style::Print;
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, SetTitle, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::layout::{Position, Rect};
use ratatui::{Terminal, TerminalOptions, Viewport};
use rustix::fs::OFlags;

use super::sure::Sure;
use super::{fault, log};
use crate::domain::failure::Failure;

/// Whether the modes are set: leaving twice must do nothing the second time.
static ENTERED: AtomicBool = AtomicBool::new(false);

static END_AT_A_PANIC: Once = Once::new();

/// The terminal asks for its title to be kept, and to be put back.
const KEEP_TITLE: &str = "\x1b[22;2t";
const PUT_TITLE_BACK: &str = "\x1b[23;2t";

/// What is drawn on: bytes are gathered and leave once a frame.
pub type TerminalScreen = Terminal<Sure<CrosstermBackend<BufWriter<Stdout>>>>;

/// Undoes every mode when it is dropped.
#[derive(Debug)]
pub struct Guard(());

impl Guard {
    /// Sets every mode.
    ///
    /// # Errors
    /// There is no terminal on standard input or output.
    pub fn enter() -> Result<Guard, Failure> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            return Err(no_terminal());
        }
        END_AT_A_PANIC.call_once(|| fault::tell(end_at_a_panic));
        set().map_err(|e| Failure::failed(format!("setting up the terminal: {e}")))?;
        Ok(Guard(()))
    }

    /// What to draw on.
    ///
    /// # Errors
    /// The terminal does not say how large it is.
    pub fn screen(&self) -> Result<TerminalScreen, Failure> {
        let backend = CrosstermBackend::new(BufWriter::with_capacity(1 << 16, io::stdout()));
        let backend = Sure(backend);
        // Its size is asked for when the terminal says that it changed, not with every key.
        let fixed = |size| TerminalOptions {
            viewport: Viewport::Fixed(Rect::from((Position::ORIGIN, size))),
        };
        let size = backend.size();
        let screen = size.and_then(|size| Terminal::with_options(backend, fixed(size)));
        screen.map_err(|e| Failure::failed(format!("opening the screen: {e}")))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        undo();
    }
}

/// No screen without a terminal; the command line can do everything.
pub fn no_terminal() -> Failure {
    Failure::usage("the room needs a terminal on standard input and output")
        .hint("run it in one, or use the commands: `churnroom --help`")
}

/// Sets every mode, at the start and after a stop.
pub fn set() -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    execute!(
        io::stdout(),
        Print(KEEP_TITLE),
        SetTitle("churnroom"),
        EnterAlternateScreen,
        // A process that was killed may have left the screen taken and full.
        Clear(ClearType::All),
        EnableMouseCapture,
        EnableBracketedPaste,
        EnableFocusChange,
    )
}

/// Undoes every mode that is set; an error has nobody left to be told to.
pub fn undo() {
    if !ENTERED.load(Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    let _ = say_undone(&mut out).and_then(|()| out.flush());
    let _ = disable_raw_mode();
    ENTERED.store(false, Ordering::SeqCst);
}

/// Ends the process if the modes are still set: whoever should undo them waits for a terminal that takes
/// nothing. What it does not take now is not said to it.
pub fn abandon() {
    if ENTERED.load(Ordering::SeqCst) {
        give_back("");
        std::process::exit(1);
    }
}

/// Where the screen is taken, nothing unwinds to the guard: gives it back, and ends the process with a sentence.
fn end_at_a_panic(panic: &PanicHookInfo<'_>) {
    if !ENTERED.load(Ordering::SeqCst) {
        return;
    }
    let place = panic.location().map(ToString::to_string);
    tracing::error!(place, "panic");
    give_back("");
    let log = log::folder().map_or(String::new(), |f| format!(" in {}", f.display()));
    let _ = writeln!(
        io::stderr(),
        "churnroom stopped at a fault of its own\neverything that was saved is saved; the place is in the log{log}"
    );
    std::process::exit(1);
}

/// Undoes every mode that is set as far as the terminal takes it now, beside whoever may be drawing, and says something
/// where the screen was.
pub fn give_back(words: &str) {
    if !ENTERED.load(Ordering::SeqCst) {
        return;
    }
    let _ = disable_raw_mode();
    let now = OFlags::NONBLOCK.bits().cast_signed();
    let terminal = OpenOptions::new()
        .write(true)
        .custom_flags(now)
        .open("/dev/tty");
    let _ = terminal.and_then(|mut terminal| {
        say_undone(&mut terminal)?;
        terminal.write_all(words.as_bytes())
    });
}

fn say_undone(out: &mut impl Write) -> io::Result<()> {
    queue!(
        out,
        DisableFocusChange,
        DisableBracketedPaste,
        DisableMouseCapture,
        LeaveAlternateScreen,
        Show,
        Print(PUT_TITLE_BACK),
    )
}

/// Asks for the background's colour. The answer comes when it comes, or never. It is asked for with
/// `BEL`, which terminals answer alike.
pub fn ask_background() -> io::Result<()> {
    execute!(io::stdout(), Print("\x1b]11;?\x07"))
}

/// Puts a text on the clipboard, through the terminal.
pub fn copy(text: &str) -> io::Result<()> {
    execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text))
}
