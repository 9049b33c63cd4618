//! The binary in a real pseudo-terminal: it starts, shows the lobby, leaves, and leaves no mode behind.
//! Must not test what any screen shows beyond that.

mod ends;
mod tagging;

use std::io::{Read, Write};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use churnroom::runtime::Guard;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long the program may take before the test gives up; no assertion depends on it.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program with a room of its own; its editor is left open.
fn command(folder: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_churnroom"));
    command.args(["--db", folder.join("room.db").to_str().unwrap()]);
    command.env("TERM", "xterm-256color");
    command.env("NO_COLOR", "1");
    command.env("EDITOR", "sleep 600 #");
    command.env("HOME", folder);
    command.env("XDG_STATE_HOME", folder);
    command
}

/// A terminal with a program in it, and what it shows.
struct Terminal {
    screen: vt100::Parser,
    read: Receiver<u8>,
    child: Box<dyn Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
}

impl Terminal {
    fn start(command: CommandBuilder) -> Terminal {
        let size = PtySize {
            rows: 24,
            cols: 80,
            ..PtySize::default()
        };
        let pty = native_pty_system().openpty(size).unwrap();
        let child = pty.slave.spawn_command(command).unwrap();
        drop(pty.slave);
        let mut reader = pty.master.try_clone_reader().unwrap();
        let (bytes, read) = channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(n @ 1..) = reader.read(&mut buffer) {
                if buffer[..n].iter().any(|byte| bytes.send(*byte).is_err()) {
                    return;
                }
            }
        });
        Terminal {
            screen: vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0),
            read,
            child,
            master: pty.master,
        }
    }

    /// The room of an empty file, seen to have taken the screen.
    fn room(folder: &Path) -> Terminal {
        let mut terminal = Terminal::start(command(folder));
        terminal.until(|s| s.contents().contains("This room is empty"));
        terminal.until(|s| s.alternate_screen() && s.bracketed_paste());
        terminal
    }

    /// Waits until the screen is as wanted. It is looked at behind every byte: what stands for a moment only is seen,
    /// however much comes at once.
    fn until(&mut self, wanted: impl Fn(&vt100::Screen) -> bool) {
        while !wanted(self.screen.screen()) {
            match self.read.recv_timeout(PATIENCE) {
                Ok(byte) => self.screen.process(&[byte]),
                Err(e) => panic!("{e}; the screen:\n{}", self.screen.screen().contents()),
            }
        }
    }

    /// Takes what comes until nothing does for a moment: a frame is then drawn whole.
    fn settle(&mut self) {
        while let Ok(byte) = self.read.recv_timeout(Duration::from_millis(40)) {
            self.screen.process(&[byte]);
        }
    }

    /// Every mode is given back.
    fn until_whole(&mut self) {
        self.until(|s| {
            !s.alternate_screen()
                && !s.bracketed_paste()
                && !s.hide_cursor()
                && s.mouse_protocol_mode() == vt100::MouseProtocolMode::None
        });
    }
}

#[test]
fn the_room_opens_and_leaves_the_terminal_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::room(folder.path());
    let mut keys = terminal.master.take_writer().unwrap();
    keys.write_all(b"q").unwrap();
    terminal.until_whole();
    assert_eq!(terminal.child.wait().unwrap().exit_code(), 0);
}

#[test]
fn a_signal_to_end_leaves_the_terminal_whole() {
    // Those of a failing power supply and for whatever one likes have no names everywhere.
    for signal in [
        "-TERM", "-QUIT", "-INT", "-USR1", "-XCPU", "-ABRT", "-BUS", "-16", "-30", "-34", "-50",
        "-64",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut terminal = Terminal::room(folder.path());
        let process = terminal.child.process_id().unwrap().to_string();
        kill(signal, &process);
        terminal.until_whole();
        // What ends a room in the middle of a step says so where its screen was.
        if ["-ABRT", "-BUS"].contains(&signal) {
            terminal.until(|s| s.contents().contains("churnroom check"));
        }
        terminal.child.wait().unwrap();
    }
}

fn kill(signal: &str, process: &str) {
    let sent = Command::new("kill").args([signal, process]).status();
    assert!(sent.unwrap().success());
}

/// The answer about the background comes late, in pieces, with a key between them; and nothing answers
/// where the cursor is.
#[test]
fn answers_are_no_keys_and_no_answer_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::room(folder.path());
    let mut keys = terminal.master.take_writer().unwrap();
    let mut write = |bytes: &[u8]| {
        keys.write_all(bytes).unwrap();
        keys.flush().unwrap();
        thread::sleep(Duration::from_millis(30));
    };
    write(b"\x1b]11;rgb:ff");
    write(b"?");
    write(b"ff/1e1e/1e1e\x1b");
    write(b"\\\x1b[?62;c");
    terminal.until(|s| s.contents().contains("Help: type"));
    // Redrawn, without asking.
    write(b"\x0c");
    write(b"zz");
    terminal.until(|s| s.contents().contains("zz"));
    assert!(!terminal.screen.screen().contents().contains("1e1e"));
    // What nobody asked for, long behind its Esc, which is a key by then.
    for late in [
        &b"]11;rgb:1e1e/1e1e/1e1e\x1b\\"[..],
        b"[?62;22c",
        b"P>|XTerm(390)\x1b\\",
    ] {
        write(b"\x1b");
        thread::sleep(Duration::from_millis(200));
        write(late);
    }
    write(b":yy");
    terminal.until(|s| s.contents().contains("yy"));
    let shown = terminal.screen.screen().contents();
    assert!(
        !["1e1e", "62", "XT"].iter().any(|late| shown.contains(late)),
        "{shown}"
    );
    write(b"\x03");
    terminal.until_whole();
    assert_eq!(terminal.child.wait().unwrap().exit_code(), 0);
}

/// Looking at its file, a room must not let go of the locks that keep others from replacing it.
#[test]
fn a_room_on_a_screen_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::room(folder.path());
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_churnroom"));
        command.current_dir(folder.path()).args(["--db", "room.db"]);
        command.args(args).output().unwrap()
    };
    assert!(run(&["backup", "copy.db"]).status.success());
    for note in ["one", "two"] {
        assert!(run(&["notes", "add", note]).status.success());
        let db = rusqlite::Connection::open(folder.path().join("room.db")).unwrap();
        db.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
            .unwrap();
        drop(db);
        thread::sleep(Duration::from_millis(600));
    }
    let restored = run(&["restore", "copy.db", "--yes"]);
    let said = String::from_utf8_lossy(&restored.stderr);
    assert!(said.contains("the room is open"), "{said}");
    let mut keys = terminal.master.take_writer().unwrap();
    keys.write_all(b"q").unwrap();
    terminal.until_whole();
}

/// What the program says in a folder.
fn said(folder: &Path, args: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_churnroom"));
    let out = command.current_dir(folder).args(args).output();
    String::from_utf8(out.unwrap().stdout).unwrap()
}

/// Another room is put in its place: it is told, nothing goes into the room that is gone, and what is written
/// goes into the one that lies there.
#[test]
fn a_room_replaced_under_a_screen_is_opened_for_the_next_words() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::room(folder.path());
    let run = |args: &[&str]| said(folder.path(), args);
    run(&["--db", "other.db", "notes", "add", "of another team"]);
    std::fs::rename(
        folder.path().join("other.db"),
        folder.path().join("room.db"),
    )
    .unwrap();
    terminal.until(|s| s.contents().contains("was replaced"));
    let mut keys = terminal.master.take_writer().unwrap();
    keys.write_all(b"nquit the old\r").unwrap();
    terminal.until(|s| s.contents().contains("saved · "));
    let notes = run(&["--db", "room.db", "notes", "list"]);
    assert!(
        notes.contains("of another team") && notes.contains("quit the old"),
        "{notes}"
    );
    keys.write_all(b"q").unwrap();
    terminal.until_whole();
}

/// Another is copied over it, and words are sent before anybody can have noticed: they are told not to be saved, come
/// back, and go into the room that lies there.
#[test]
fn words_sent_right_after_a_room_was_copied_over_are_not_saved_until_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let mut terminal = Terminal::room(folder.path());
    let run = |args: &[&str]| said(folder.path(), args);
    run(&["--db", "other.db", "notes", "add", "of another team"]);
    let mut keys = terminal.master.take_writer().unwrap();
    keys.write_all(b"nquit the old").unwrap();
    terminal.until(|s| s.contents().contains("quit the old"));
    std::fs::copy(at("other.db"), at("room.db")).unwrap();
    keys.write_all(b"\r").unwrap();
    terminal.until(|s| s.contents().contains("not saved: "));
    assert!(!terminal.screen.screen().contents().contains("saved · "));
    // A message that came meanwhile hides it without being read: until the Esc is taken, an `n` behind it is no `n`.
    keys.write_all(b"\x1b").unwrap();
    terminal.until(|s| {
        !["not saved: ", "Esc: read"]
            .iter()
            .any(|it| s.contents().contains(it))
    });
    keys.write_all(b"n").unwrap();
    terminal.until(|s| {
        s.contents().contains("lies there now") && s.contents().contains("quit the old")
    });
    keys.write_all(b"\r").unwrap();
    terminal.until(|s| s.contents().contains("saved · "));
    keys.write_all(b"q").unwrap();
    terminal.until_whole();
    let notes = run(&["--db", "room.db", "notes", "list"]);
    assert!(
        notes.contains("of another team") && notes.contains("quit the old"),
        "{notes}"
    );
    assert!(run(&["--db", "room.db", "check"]).contains("is sound"));
}

/// Set for the child of the test below.
const PANICS: &str = "CHURNROOM_TEST_PANIC";

#[test]
#[ignore = "runs as the child of the test below"]
fn panics_with_the_screen_taken() {
    if std::env::var_os(PANICS).is_some() {
        // A release does not unwind: nothing is dropped on the way out.
        std::mem::forget(Guard::enter().unwrap());
        panic!("what nobody but the log is told");
    }
}

#[test]
fn a_panic_leaves_the_terminal_whole() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "pty::panics_with_the_screen_taken"]);
    command.args(["--ignored", "--nocapture"]);
    command.env("TERM", "xterm-256color");
    command.env(PANICS, "1");
    let mut terminal = Terminal::start(command);
    terminal.until(vt100::Screen::bracketed_paste);
    terminal.until_whole();
    terminal.until(|s| s.contents().contains("a fault of its own"));
    assert!(
        !terminal
            .screen
            .screen()
            .contents()
            .contains("nobody but the log")
    );
    assert_eq!(terminal.child.wait().unwrap().exit_code(), 1);
}
