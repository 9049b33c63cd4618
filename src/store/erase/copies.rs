//! Files near the room that may still hold a customer that was erased: backups, copies made by upgrades, logs
//! set aside, rejected rows. Must not open any of them as a room.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use crate::domain::import::ImportView;
use crate::domain::sort::sort;
use crate::store::{log, place};

/// How SQLite's logs begin, and its journals.
const LOGS: [[u8; 4]; 3] = [
    [0x37, 0x7f, 0x06, 0x82],
    [0x37, 0x7f, 0x06, 0x83],
    [0xd9, 0xd5, 0x05, 0xf9],
];

/// The files in the room's folder and the current one, and the rejects files that imports wrote elsewhere.
pub fn copies(room: &Path, imports: &[ImportView]) -> Vec<String> {
    let own = [
        room.to_path_buf(),
        place::beside(room, "-wal"),
        place::beside(room, "-shm"),
    ];
    let mut found: Vec<PathBuf> = Vec::new();
    let here = PathBuf::from(".");
    let mut folders = vec![place::folder(room)];
    if fs::canonicalize(&here).ok() != fs::canonicalize(&folders[0]).ok() {
        folders.push(here);
    }
    for entry in folders
        .iter()
        .filter_map(|folder| fs::read_dir(folder).ok())
        .flatten()
        .flatten()
    {
        let path = entry.path();
        if !own
            .iter()
            .any(|own| own.file_name() == path.file_name() && is_same(own, &path))
            && may_hold(&path, room, imports)
        {
            found.push(path);
        }
    }
    sort(&mut found);
    let mut names: Vec<String> = found
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    for import in imports
        .iter()
        .filter(|import| import.head.counts.rejected > 0)
    {
        let rejects = format!("{}.rejects.csv", import.head.file);
        if !found.iter().any(|path| path.ends_with(&rejects))
            && !names.iter().any(|name| name.starts_with(&rejects))
        {
            names.push(format!(
                "{rejects}, where {} was imported from",
                import.head.file
            ));
        }
    }
    names
}

fn is_same(one: &Path, other: &Path) -> bool {
    fs::canonicalize(one).ok() == fs::canonicalize(other).ok()
}

fn may_hold(path: &Path, room: &Path, imports: &[ImportView]) -> bool {
    let name = |path: &Path| {
        path.file_name()
            .map(|name| name.to_string_lossy().into_owned())
    };
    let (Some(name), Some(room)) = (name(path), name(room)) else {
        return false;
    };
    let imported = imports.iter().any(|import| import.head.file == name);
    imported
        || name.starts_with(".churnroom-")
        || name.ends_with(".rejects.csv")
        || name.starts_with(&room)
        || is_room_or_log(path)
}

/// Whether a plain file says in its header that it is a room, or a log: one that was left when its room was moved, or
/// set aside, may be of this one by whatever name.
fn is_room_or_log(path: &Path) -> bool {
    let plain = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file());
    plain
        && File::open(path).is_ok_and(|file| {
            let mut start = [0; 4];
            let read = file.read_exact_at(&mut start, 0);
            !log::is_empty_alone(&file) || read.is_ok() && LOGS.contains(&start)
        })
}
