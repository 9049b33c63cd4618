//! The binary in a real pseudo-terminal: it starts, shows the lobby, leaves, and leaves no mode behind.
//! Must not test what any screen shows beyond that.

use std::io::{Read, Write};
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};

/// How long the program may take before the test gives up; no assertion depends on it.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn the_room_opens_and_leaves_the_terminal_whole() {
    let folder = tempfile::tempdir().unwrap();
    let size = PtySize {
        rows: 24,
        cols: 80,
        ..PtySize::default()
    };
    let pty = native_pty_system().openpty(size).unwrap();
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_churnroom"));
    command.args(["--db", folder.path().join("room.db").to_str().unwrap()]);
    command.env("TERM", "xterm-256color");
    command.env("NO_COLOR", "1");
    command.env("HOME", folder.path());
    command.env("XDG_STATE_HOME", folder.path());
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);

    let mut reader = pty.master.try_clone_reader().unwrap();
    let (bytes, read) = channel();
    thread::spawn(move || {
        let mut buffer = [0; 4096];
        while let Ok(n @ 1..) = reader.read(&mut buffer) {
            if bytes.send(buffer[..n].to_vec()).is_err() {
                return;
            }
        }
    });
    let mut screen = vt100::Parser::new(24.try_into().unwrap(), 80.try_into().unwrap(), 0);
    let mut until = |wanted: &dyn Fn(&vt100::Screen) -> bool| {
        while !wanted(screen.screen()) {
            match read.recv_timeout(PATIENCE) {
                Ok(bytes) => screen.process(&bytes),
                Err(e) => panic!("{e}; the screen:\n{}", screen.screen().contents()),
            }
        }
    };
    until(&|s| s.contents().contains("This room is empty"));
    until(&|s| s.alternate_screen() && s.bracketed_paste());
    let mut keys = pty.master.take_writer().unwrap();
    keys.write_all(b"q").unwrap();
    until(&|s| {
        !s.alternate_screen()
            && !s.bracketed_paste()
            && !s.hide_cursor()
            && s.mouse_protocol_mode() == vt100::MouseProtocolMode::None
    });
    assert_eq!(child.wait().unwrap().exit_code(), 0);
}
