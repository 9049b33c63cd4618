//! Files near the room that hold a customer that was erased, or may: backups, copies made by upgrades, logs set aside,
//! rejected rows, the files of imports by whatever ending. Must not change any of them.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, params};

use crate::domain::erasure::stand_in;
use crate::domain::import::ImportView;
use crate::domain::masking::Traces;
use crate::domain::sort::sort;
use crate::store::{log, place, tick};

use super::gather::{Customer, TELLING};

/// How SQLite's logs begin, and its journals.
const LOGS: [[u8; 4]; 3] = [
    [0x37, 0x7f, 0x06, 0x82],
    [0x37, 0x7f, 0x06, 0x83],
    [0xd9, 0xd5, 0x05, 0xf9],
];

/// So much of a file is read at a time, and so much again with the next: no name is longer.
const PIECE: usize = 1 << 18;
const OVERLAP: usize = 1 << 12;

/// Whether a room has the account: by its alias, which nothing else has, where it has its name still.
const KNOWS: &str = "SELECT EXISTS (SELECT 1 FROM accounts WHERE alias = ?1 AND name <> ?2)";
/// The same of one that is gone there already.
const KNEW: &str = "SELECT EXISTS (SELECT 1 FROM former_names WHERE alias = ?1 AND name <> ?2)";
/// Whether a room that may be another has a name or an id of it.
const CALLED: &str =
    "SELECT EXISTS (SELECT 1 FROM accounts WHERE external = ?1 OR name = ?1 COLLATE NOCASE)";

/// The customer, to be looked for in files: its names and its ids as they are, and every spelling that the room finds.
pub struct Spellings {
    /// Its names and its ids as they are: they are quick to be seen in any file.
    words: BTreeSet<String>,
    /// By which rooms know its accounts.
    aliases: Vec<String>,
    /// In texts and in the names of files.
    traces: Traces,
}

impl Spellings {
    /// All of a customer's, as it was before it was erased.
    pub fn of(customer: &Customer) -> Spellings {
        let called = customer.called();
        let words = called.iter().flat_map(|own| [&own.name, &own.external]);
        let aliases = customer.accounts.iter();
        Spellings {
            words: words.filter(|word| !word.is_empty()).cloned().collect(),
            aliases: aliases.map(|account| account.alias.clone()).collect(),
            traces: Traces::new(&called, std::iter::empty(), std::iter::empty()),
        }
    }

    /// Those that only rooms and plain texts are looked through for: so few letters may stand anywhere in other files.
    pub fn brief(&self) -> impl Iterator<Item = &str> {
        let words = self.words.iter().map(String::as_str);
        words.filter(|word| word.len() < TELLING)
    }

    /// Whether a room has the customer.
    fn is_in(&self, room: &Connection) -> rusqlite::Result<bool> {
        for alias in &self.aliases {
            let known = params![alias, stand_in(alias)];
            let knows: bool = room.query_row(KNOWS, known, |row| row.get(0))?;
            // An older room keeps no former names.
            let knew = room.query_row(KNEW, known, |row| row.get(0));
            if knows || knew.unwrap_or(false) {
                return Ok(true);
            }
        }
        for word in &self.words {
            if room.query_row(CALLED, [word], |row| row.get(0))? {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The files in the room's folder and the current one that hold the customer or may, and the rejects files that imports
/// wrote elsewhere.
pub fn copies(room: &Path, imports: &[ImportView], sought: &Spellings) -> Vec<String> {
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
            && may_hold(&path, room, imports, sought)
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

fn may_hold(path: &Path, room: &Path, imports: &[ImportView], sought: &Spellings) -> bool {
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
        || knows(path, sought)
        || sought.traces.taken_from(&name).is_some()
        || holds(path, &sought.words)
        || tells(path, &sought.traces)
}

/// Whether a plain file is a log of SQLite's: one that was left when its room was moved, or set aside, may be of this
/// one by whatever name.
fn is_log(path: &Path) -> bool {
    let mut start = [0; 4];
    plain(path).is_some_and(|file| file.read_exact_at(&mut start, 0).is_ok())
        && LOGS.contains(&start)
}

/// Whether a file is a room that has the customer, or one that cannot be read.
fn knows(path: &Path, sought: &Spellings) -> bool {
    if plain(path).is_none_or(|file| log::is_empty_alone(&file)) {
        return false;
    }
    let known = tick::alone(path).and_then(|room| sought.is_in(&room));
    known.unwrap_or(true)
}

fn plain(path: &Path) -> Option<File> {
    let is_plain = fs::symlink_metadata(path).is_ok_and(|meta| meta.is_file());
    is_plain.then(|| File::open(path).ok())?
}

/// Whether a plain file of texts, in the encodings that are read as such, has the customer in any spelling.
fn tells(path: &Path, traces: &Traces) -> bool {
    let Some(file) = plain(path) else {
        return false;
    };
    let (mut piece, mut at) = (vec![0; PIECE + OVERLAP], 0);
    let mut wide = None;
    while let Ok(read @ 1..) = file.read_at(&mut piece, at) {
        let piece = &piece[..read];
        let wide = wide.get_or_insert_with(|| wide_letters(piece));
        let text = match *wide {
            Some(letter) => String::from_utf16_lossy(
                &piece
                    .chunks_exact(2)
                    .map(|two| letter([two[0], two[1]]))
                    .collect::<Vec<u16>>(),
            ),
            None if piece.contains(&0) => return false,
            None => String::from_utf8_lossy(piece).into_owned(),
        };
        if traces.taken_from(&text).is_some() {
            return true;
        }
        at += PIECE as u64;
    }
    false
}

/// How two bytes are a letter, where a text says that they are.
fn wide_letters(start: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    match start {
        [0xff, 0xfe, ..] => Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] => Some(u16::from_be_bytes),
        _ => None,
    }
}

/// Whether a plain file can be seen to hold one of a few words: a room does, a list, minutes.
fn holds(path: &Path, words: &BTreeSet<String>) -> bool {
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
