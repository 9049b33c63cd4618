//! The number of a process in the room: when it started and its id, so that the same host can tell
//! whether it still runs. Must not know what a process does in the room.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use rustix::io::Errno;
use rustix::process::{Pid, test_kill_process};

use super::clock;

/// Bits of the process id; the seconds of the start stand above them.
const PID_BITS: u32 = 22;

/// A number for this process that no other has.
pub fn number() -> i64 {
    (clock::machine().0 << PID_BITS) | i64::from(std::process::id() & ((1 << PID_BITS) - 1))
}

/// Whether a process of this host has certainly ended; one that cannot be asked may still run.
pub fn is_gone(number: i64) -> bool {
    let pid = i32::try_from(number & ((1 << PID_BITS) - 1)).ok();
    let pid = pid.and_then(Pid::from_raw);
    pid.is_some_and(|pid| test_kill_process(pid) == Err(Errno::SRCH) || is_dead(pid))
}

/// Whether a process has ended and only waits for its parent to ask how; where the system does not tell, it has not.
fn is_dead(pid: Pid) -> bool {
    let stat = fs::read_to_string(format!("/proc/{}/stat", pid.as_raw_nonzero()));
    // The name before the state may hold anything but a closing bracket behind the last.
    stat.is_ok_and(|stat| {
        stat.rsplit_once(") ")
            .is_some_and(|(_, rest)| rest.starts_with(['Z', 'X']))
    })
}

/// Whether another process has a file open, as far as this system tells.
pub fn has_open(path: &Path) -> bool {
    let file = |path: &Path| fs::metadata(path).map(|meta| (meta.dev(), meta.ino())).ok();
    let wanted = file(path);
    let own = std::process::id().to_string();
    let others = fs::read_dir("/proc").into_iter().flatten().flatten();
    let others = others.filter(|entry| {
        let name = entry.file_name();
        name.to_str()
            .is_some_and(|n| n.parse::<u32>().is_ok() && n != own)
    });
    let mut files = others.flat_map(|entry| {
        fs::read_dir(entry.path().join("fd"))
            .into_iter()
            .flatten()
            .flatten()
    });
    wanted.is_some() && files.any(|open| file(&open.path()) == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_is_not_gone() {
        assert!(!is_gone(number()));
    }

    /// Nobody has asked yet how it ended.
    #[test]
    #[cfg(target_os = "linux")]
    fn a_process_that_has_ended_is_gone() {
        let mut child = std::process::Command::new("sleep")
            .arg("60")
            .spawn()
            .unwrap();
        let number = i64::from(child.id());
        assert!(!is_gone(number));
        child.kill().unwrap();
        let ended = (0..200).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(10));
            is_gone(number)
        });
        child.wait().unwrap();
        assert!(ended && is_gone(number));
    }
}
