//! Where the room's file lies: what kind of thing the path is, and who may write there. Must not know what is in the
//! file.

use std::fs::{self, File, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};
use rustix::io::Errno;
use tempfile::NamedTempFile;

use super::frames;
use crate::domain::failure::{Code, Failure};

/// SQLite's smallest file is one page.
const SHORTEST: u64 = 512;

/// What goes with a room's file. Left beside another, SQLite would play it back into that one; a journal is what
/// another program leaves that wrote the room without a log.
pub const LOGS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// What stands behind the name of a room that was kept as it stood when its own file was not there any more.
pub const KEPT: &str = ".kept";

/// So many that were kept are looked for.
pub const FEW: usize = 9;

/// What a copy is called until it is whole; the process that makes it follows.
pub const UNFINISHED: &str = ".churnroom-copy-";

/// How the file can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenMode {
    /// Read and written.
    ReadWrite,
    /// Read through the write-ahead log that others keep.
    ReadOnly,
    /// Read as a picture that does not change: the folder takes no log.
    Immutable,
}

/// Refuses what is not a plain file, and says whether there is one.
pub fn is_there(path: &Path) -> Result<bool, Failure> {
    let doing = format!("opening the room {}", path.display());
    match fs::symlink_metadata(path) {
        Ok(meta) => match odd(&meta) {
            Some(what) => Err(Failure::failed(format!("{doing}: it is {what}"))
                .hint("give the path of the file itself")),
            // SQLite takes a file of one byte for an empty one, and would write over it.
            None if (1..SHORTEST).contains(&meta.len()) => {
                Err(Failure::failed(format!("{doing}: the file is not a room"))
                    .hint("give the path of a file that churnroom made"))
            }
            None => planted(path, &doing).map(|()| true),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(Failure::disk(&doing, error).hint("check the path and its permissions")),
    }
}

/// What a path leads to, if it is no plain file.
pub fn odd(meta: &fs::Metadata) -> Option<&'static str> {
    match meta.file_type() {
        kind if kind.is_symlink() => Some("a symbolic link"),
        kind if kind.is_dir() => Some("a folder"),
        kind if kind.is_fifo() => Some("a pipe"),
        kind if !kind.is_file() => Some("not a plain file"),
        _ => None,
    }
}

/// Refuses what somebody has put where the room's changes go: they would end up elsewhere, or be read from there.
fn planted(path: &Path, doing: &str) -> Result<(), Failure> {
    for suffix in LOGS {
        let at = beside(path, suffix);
        let Ok(meta) = fs::symlink_metadata(&at) else {
            continue;
        };
        let what = match odd(&meta) {
            Some(what) => what,
            None if meta.nlink() > 1 => "another name of some other file",
            None if is_denied(&at, Access::READ_OK) => "somebody else's and cannot be read",
            None if suffix == "-wal" && !frames::is_log(&at) => "no log of a room",
            None => continue,
        };
        let message = format!("{doing}: {} is {what}, and changes go there", at.display());
        return Err(Failure::failed(message).hint(
            "nothing was read or written; move it away unless somebody knows it, and open the room again",
        ));
    }
    Ok(())
}

/// Refuses what is not a plain file, and where there is none.
pub fn must_be_there(path: &Path) -> Result<(), Failure> {
    if is_there(path)? {
        return Ok(());
    }
    let message = format!("there is no room at {}", path.display());
    Err(Failure::not_found(message)
        .hint("check the path, or make one with `churnroom import FILE...`"))
}

/// Refuses a file with nothing in it: a room that was cut to nothing is not filled anew as if nothing had been there,
/// unless it is to be made a room. One whose log is left certainly was one.
pub fn must_hold_something(path: &Path, fill: bool) -> Result<(), Failure> {
    let size = |at: &Path| fs::metadata(at).map_or(0, |meta| meta.len());
    let doing = format!("opening the room {}", path.display());
    match (size(path), size(&beside(path, "-wal"))) {
        (1.., _) => Ok(()),
        (0, 1..) => Err(Failure::failed(format!(
            "{doing}: the file is empty, and the log beside it holds what was written last: it was cut to nothing"
        ))
        .hint("put a backup back with `churnroom restore FILE`, which keeps that log")),
        (0, 0) if fill => Ok(()),
        (0, 0) => Err(Failure::failed(format!("{doing}: the file is empty")).hint(
            "if there was a room in it, put a backup back with `churnroom restore FILE`; else remove it, and a room is made there, or make one in it with `churnroom import FILE...`",
        )),
    }
}

/// What to do about a file with several names.
pub const UNLINK: &str =
    "remove the other names, or go on in a copy made with `churnroom backup FILE`";

/// What is wrong with a file that has several names: SQLite keeps a log under each of them, and what is written under
/// one is missing, or lost, under the other.
pub fn linked(file: &File) -> Option<String> {
    let names = file.metadata().map_or(1, |meta| meta.nlink());
    (names > 1).then(|| {
        format!(
            "its file has {names} names (hard links), and what was written last under one of them may be missing under another"
        )
    })
}

/// Lets whoever may read or write the file do so with what SQLite keeps beside it: it takes the file's mode when it is
/// made, and keeps it when the file is given another. What is somebody else's stays as it is.
pub fn follow(path: &Path) {
    let Ok(file) = fs::metadata(path) else {
        return;
    };
    for suffix in ["-wal", "-shm"] {
        let at = beside(path, suffix);
        if let Ok(meta) = fs::symlink_metadata(&at)
            && meta.is_file()
            && meta.mode() & 0o777 != file.mode() & 0o777
        {
            let _ = fs::set_permissions(&at, Permissions::from_mode(file.mode() & 0o777));
        }
    }
}

/// What of a room cannot be written: its file, or what SQLite keeps beside it.
pub fn unwritable(path: &Path) -> Option<PathBuf> {
    let all = ["", "-wal", "-shm"].map(|suffix| beside(path, suffix));
    all.into_iter().find(|at| is_denied(at, Access::WRITE_OK))
}

/// Whether it is there and may not be had: whoever closes a room last removes what lay beside it.
fn is_denied(at: &Path, what: Access) -> bool {
    access(at, what).is_err_and(|error| error != Errno::NOENT)
}

/// How to open it, from what the file system allows.
pub fn mode(path: &Path) -> Result<OpenMode, Failure> {
    let log = beside(path, "-wal");
    let waiting = fs::metadata(&log).is_ok_and(|meta| meta.len() > 0);
    follow(path);
    let takes_log = access(folder(path), Access::WRITE_OK).is_ok();
    choose(unwritable(path).is_none(), takes_log, waiting).ok_or_else(|| {
        let message = format!(
            "opening the room {}: its folder cannot be written, and {} holds changes that are not in it yet",
            path.display(),
            log.display()
        );
        Failure::new(Code::ReadOnly, message)
            .hint("open it once where its folder can be written, or copy both files to such a folder")
    })
}

/// The decision by itself: `None` where a log with content cannot be read.
fn choose(file_writable: bool, folder_writable: bool, log_has_content: bool) -> Option<OpenMode> {
    match (file_writable, folder_writable, log_has_content) {
        (true, true, _) => Some(OpenMode::ReadWrite),
        (false, true, _) => Some(OpenMode::ReadOnly),
        (_, false, false) => Some(OpenMode::Immutable),
        (_, false, true) => None,
    }
}

/// Makes processes that make the same room do it one after the other: the first holds a lock on the
/// folder. (Not on the file: closing a second handle of it would drop SQLite's own locks.) A file with
/// something in it needs no turn, and where a folder cannot be locked there is none.
pub fn alone_if_empty(path: &Path) -> Option<File> {
    let holds = fs::metadata(path).is_ok_and(|meta| meta.len() > 0);
    if holds { None } else { alone(path) }
}

/// A turn of one's own at the room's file, as long as it is held.
pub fn alone(path: &Path) -> Option<File> {
    let folder = File::open(folder(path)).ok()?;
    folder.lock().ok()?;
    Some(folder)
}

/// The folder a path lies in.
pub fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// The file of the same name with something behind it: `-wal`, `.v1.bak`.
pub fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// The file, open beside SQLite: it must stay open as long as a connection does, because a process that
/// closes a file lets go of every lock it has on it.
pub fn held(path: &Path) -> Result<File, Failure> {
    File::open(path).map_err(|error| {
        Failure::of_system(&error.to_string()).hint("check the path and its permissions")
    })
}

/// A name beside the file that is not taken: `room.db.v1.bak`, `room.db.v1.bak-2`, ...
pub fn free_name(path: &Path, suffix: &str) -> PathBuf {
    let mut names = names(path, suffix);
    names.find(is_free).unwrap_or_else(|| beside(path, suffix))
}

/// The names of that kind that are taken, in their order.
pub fn taken_names(path: &Path, suffix: &str) -> impl Iterator<Item = PathBuf> {
    names(path, suffix).take_while(|name| !is_free(name))
}

fn names(path: &Path, suffix: &str) -> impl Iterator<Item = PathBuf> {
    numbered(suffix).map(|ending| beside(path, &ending))
}

/// What stands behind the name of a room for each of several that are kept: `.kept`, `.kept-2`, ...
pub fn numbered(suffix: &str) -> impl Iterator<Item = String> {
    let further = (2..).map(move |n| format!("{suffix}-{n}"));
    std::iter::once(suffix.to_owned()).chain(further)
}

fn is_free(name: &PathBuf) -> bool {
    fs::symlink_metadata(name).is_err()
}

/// A file for a copy that is not whole yet: mode 0600, beside the target so that the rename stays on one disk.
pub fn unfinished(to: &Path) -> io::Result<NamedTempFile> {
    let prefix = format!("{UNFINISHED}{}-", std::process::id());
    let mut file = tempfile::Builder::new();
    file.prefix(&prefix).tempfile_in(folder(to))
}

/// The path as a `file:` address for SQLite, with what it would misread escaped.
pub fn address(path: &Path, query: &str) -> String {
    let mut out = String::from("file:");
    // `//` at the start would be read as the name of a host.
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    for &byte in absolute.as_os_str().as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02x}")),
        }
    }
    format!("{out}?{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_be_written_decides_how_it_is_opened() {
        let cases = [
            ((true, true, true), Some(OpenMode::ReadWrite)),
            ((false, true, true), Some(OpenMode::ReadOnly)),
            ((false, true, false), Some(OpenMode::ReadOnly)),
            ((true, false, false), Some(OpenMode::Immutable)),
            ((false, false, false), Some(OpenMode::Immutable)),
            ((true, false, true), None),
            ((false, false, true), None),
        ];
        for ((file, folder, log), expected) in cases {
            assert_eq!(choose(file, folder, log), expected, "{file} {folder} {log}");
        }
    }

    #[test]
    fn an_address_keeps_every_character_of_a_path() {
        let address = address(Path::new("/tmp/a b?c#d%e.db"), "mode=ro");
        assert_eq!(address, "file:/tmp/a%20b%3fc%23d%25e.db?mode=ro");
    }
}
