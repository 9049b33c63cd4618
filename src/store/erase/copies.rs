//! Files near the room that hold a customer that was erased, or may: backups, copies made by upgrades, logs set aside,
//! rejected rows, the files of imports by whatever ending. Must not open any of them as a room.

use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use crate::domain::import::ImportView;
use crate::domain::sort::sort;
use crate::store::place;

/// How SQLite's logs begin, and its journals.
const LOGS: [[u8; 4]; 3] = [
    [0x37, 0x7f, 0x06, 0x82],
    [0x37, 0x7f, 0x06, 0x83],
    [0xd9, 0xd5, 0x05, 0xf9],
];

/// Shorter words may stand for anything.
const TELLING: usize = 4;

/// The files in the room's folder and the current one that hold one of the customer's `words` or may, and the rejects
/// files that imports wrote elsewhere.
pub fn copies(room: &Path, imports: &[ImportView], words: &[&str]) -> Vec<String> {
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
            && may_hold(&path, room, imports, words)
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

fn may_hold(path: &Path, room: &Path, imports: &[ImportView], words: &[&str]) -> bool {
    let name = |path: &Path| {
        path.file_name()
            .map(|name| name.to_string_lossy().into_owned())
    };
    let (Some(name), Some(room)) = (name(path), name(room)) else {
        return false;
    };
    // `accounts.csv`, and what it was packed or written into: `accounts.csv.gz`, `accounts.json`.
    let stem = |file: &str| file.split('.').next().unwrap_or_default().to_owned() + ".";
    let mut files = imports.iter().map(|import| &import.head.file);
    files.any(|file| *file == name || name.starts_with(&stem(file)))
        || name.starts_with(".churnroom-")
        || name.ends_with(".rejects.csv")
        || name.starts_with(&room)
        || is_log(path)
        || holds(path, words)
}

/// Whether a plain file is a log of SQLite's: one that was left when its room was moved, or set aside, may be of this
/// one by whatever name.
fn is_log(path: &Path) -> bool {
    let mut start = [0; 4];
    plain(path).is_some_and(|file| file.read_exact_at(&mut start, 0).is_ok())
        && LOGS.contains(&start)
}

fn plain(path: &Path) -> Option<File> {
    let is_plain = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file());
    is_plain.then(|| File::open(path).ok())?
}

/// Whether a plain file can be seen to hold one of a few words: a room does, a list, minutes.
fn holds(path: &Path, words: &[&str]) -> bool {
    let Some(file) = plain(path) else {
        return false;
    };
    let mut words = words.iter().filter(|word| word.len() >= TELLING);
    words.any(|word| {
        // Of two pieces the second begins before the first ends.
        let (mut piece, mut at) = (vec![0; (1 << 20) + word.len()], 0);
        while let Ok(read @ 1..) = file.read_at(&mut piece, at) {
            if memchr::memmem::find(&piece[..read], word.as_bytes()).is_some() {
                return true;
            }
            at += 1 << 20;
        }
        false
    })
}
