//! A large paste, an editor and a terminal that takes nothing: each is answered, and a signal ends the room.
//! Must not test what a screen shows of it.

use std::io::Write;
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, PtySize, native_pty_system};
use rustix::termios::{LocalModes, tcgetattr};

use super::{PATIENCE, Terminal, command, kill};

/// Ends it, and waits until it has.
fn end(child: &mut Box<dyn Child + Send + Sync>) {
    kill("-TERM", &child.process_id().unwrap().to_string());
    let since = Instant::now();
    while child.try_wait().unwrap().is_none() {
        assert!(since.elapsed() < PATIENCE, "it does not end");
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_large_paste_is_answered_and_what_is_left_out_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::room(folder.path());
    let mut keys = terminal.master.take_writer().unwrap();
    keys.write_all(b"n").unwrap();
    terminal.until(|s| s.contents().contains("open question"));
    thread::spawn(move || {
        let text = "word ".repeat((1 << 20) / 5);
        keys.write_all(format!("\x1b[200~{text}\x1b[201~").as_bytes())
            .unwrap();
        keys.write_all(b"\x1b[D").unwrap();
        keys
    });
    terminal.until(|s| s.contents().contains("a text has at most 64 KiB"));
    end(&mut terminal.child);
    terminal.until_whole();
}

/// What is read is given up, as nobody waits for it any more; the room that has to be ended in spite of it answers 1.
#[test]
fn a_signal_ends_the_room_while_it_reads_a_large_file() {
    let folder = tempfile::tempdir().unwrap();
    let rows = "a1,2026-10-02,ticket,words\n".repeat(1_000_000);
    let large = folder.path().join("large.csv");
    std::fs::write(&large, format!("account,received,source,text\n{rows}")).unwrap();
    let mut terminal = Terminal::room(folder.path());
    let mut keys = terminal.master.take_writer().unwrap();
    keys.write_all(b"i").unwrap();
    terminal.until(|s| s.contents().contains("Import which files"));
    write!(keys, "{}\r", large.display()).unwrap();
    terminal.until(|s| s.contents().contains("reading 1 of 1"));
    end(&mut terminal.child);
    terminal.until_whole();
    assert_eq!(terminal.child.wait().unwrap().exit_code(), 0);
}

#[test]
fn a_signal_ends_the_room_under_an_editor() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::room(folder.path());
    let mut keys = terminal.master.take_writer().unwrap();
    keys.write_all(b"n").unwrap();
    terminal.until(|s| s.contents().contains("open question"));
    keys.write_all(b"\x05").unwrap();
    terminal.until(|s| !s.alternate_screen());
    end(&mut terminal.child);
    terminal.until_whole();
}

#[test]
fn a_signal_ends_the_room_on_a_terminal_that_takes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let size = PtySize {
        rows: 200,
        cols: 500,
        ..PtySize::default()
    };
    let pty = native_pty_system().openpty(size).unwrap();
    let line = std::fs::File::open(pty.master.tty_name().unwrap()).unwrap();
    let mut child = pty.slave.spawn_command(command(folder.path())).unwrap();
    let mut keys = pty.master.take_writer().unwrap();
    // Each draws the room again, and nobody reads it.
    for _ in 0..60 {
        keys.write_all(b"\x0c").unwrap();
        thread::sleep(Duration::from_millis(25));
    }
    end(&mut child);
    assert!(
        tcgetattr(&line)
            .unwrap()
            .local_modes
            .contains(LocalModes::ICANON)
    );
}
