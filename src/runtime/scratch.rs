//! Folders for what is needed for a while: a text in an editor, a copy of the room to rehearse in.
//! What a killed process left in them is removed when another starts. Must not know what is in them.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};

use tempfile::TempDir;

use super::process;

/// What their names begin with; the number of the process follows.
const PREFIX: &str = "churnroom-";

/// A folder only this person can read, removed when it is dropped.
///
/// # Errors
/// The system's folder for temporary files cannot be written to.
pub fn folder() -> io::Result<TempDir> {
    let prefix = format!("{PREFIX}{}-", process::number());
    tempfile::Builder::new()
        .prefix(&prefix)
        .permissions(Permissions::from_mode(0o700))
        .tempdir()
}

/// Removes the folders of this person's processes that have ended. What cannot be removed stays.
pub fn sweep() {
    let own = rustix::process::getuid().as_raw();
    for entry in fs::read_dir(std::env::temp_dir())
        .into_iter()
        .flatten()
        .flatten()
    {
        let gone = entry.file_name().to_str().is_some_and(is_left_behind);
        let path = entry.path();
        if gone && fs::symlink_metadata(&path).is_ok_and(|m| m.is_dir() && m.uid() == own) {
            let _ = fs::remove_dir_all(&path);
        }
    }
}

/// Whether a name is that of a folder whose process has ended.
fn is_left_behind(name: &str) -> bool {
    let number = name
        .strip_prefix(PREFIX)
        .and_then(|rest| rest.split_once('-'));
    number.is_some_and(|(number, _)| number.parse().is_ok_and(process::is_gone))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_folders_of_ended_processes_are_left_behind() {
        let own = folder().unwrap();
        let mode = fs::metadata(own.path()).unwrap().mode();
        assert_eq!(mode & 0o777, 0o700, "editors leave copies in it");
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let ended = i64::from(child.id());
        child.wait().unwrap();
        let left = std::env::temp_dir().join(format!("{PREFIX}{ended}-left"));
        fs::create_dir_all(left.join("in")).unwrap();
        fs::write(left.join("in/text"), "a customer's words").unwrap();
        let other = std::env::temp_dir().join(format!("{PREFIX}of-somebody"));
        fs::create_dir_all(&other).unwrap();
        sweep();
        assert!(own.path().is_dir() && other.is_dir() && !left.exists());
        fs::remove_dir(other).unwrap();
    }
}
