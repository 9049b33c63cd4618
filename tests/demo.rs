//! The demo's room for tests that only begin with it: made once by the program itself, then copied.
//! Must not know what is in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The bytes of the room.
static MADE: OnceLock<Vec<u8>> = OnceLock::new();

/// The demo's company and its past review, in a folder, as `demo.room`.
pub fn demo_room(folder: &Path) -> PathBuf {
    let file = folder.join("demo.room");
    fs::write(&file, MADE.get_or_init(made)).unwrap();
    file
}

fn made() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("demo.room");
    let made = assert_cmd::Command::cargo_bin("churnroom")
        .unwrap()
        .args(["demo", "--keep"])
        .arg(&file)
        .env("XDG_CONFIG_HOME", folder.path())
        .assert();
    made.success();
    fs::read(&file).unwrap()
}
