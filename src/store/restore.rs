//! A backup put back in a room's place: looked through first, the room that was there kept beside it, with
//! its log. Must not know which processes are alive, nor how a person is asked.

use std::fs::{self, Permissions};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use rustix::fs::{Access, access};

use super::fault::SaysDoing;
use super::held::Held;
use super::log::{self, LogWhose};
use super::place::{LOGS, OpenMode};
use super::unread::{self, LogExtent};
use super::{alone, backup, fault, open, place};
use crate::domain::failure::{Code, Failure};

/// A backup that was found sound, and the room it would stand in for.
#[derive(Debug)]
pub struct Restoring {
    room: PathBuf,
    backup: PathBuf,
    /// What the backup holds.
    pub then: Held,
    /// What the room holds: nothing where there is none, or why it cannot be read.
    pub now: Option<Result<Held, Failure>>,
    /// What of the room's log cannot be read.
    damaged: Option<LogExtent>,
}

impl Restoring {
    /// Looks through a backup, and at the room in its place.
    ///
    /// # Errors
    /// A backup that is no room, of a newer version, or not sound. Nothing has changed then.
    pub fn new(room: &Path, backup: &Path) -> Result<Restoring, Failure> {
        let doing = format!("restoring {}", backup.display());
        let there = fs::symlink_metadata(room).is_ok();
        if fs::symlink_metadata(backup).is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
        {
            return Err(
                Failure::not_found(format!("{doing}: there is no such file"))
                    .hint("check the path; `churnroom backup FILE` makes a backup of a room"),
            );
        }
        takes_a_room(&doing, &place::folder(room))?;
        if there && same(room, backup) {
            return Err(
                Failure::usage(format!("{doing}: that is the room itself")).hint(
                    "give the path of a backup; another name of the room (a hard link) is none",
                ),
            );
        }
        let then = sound(backup).doing(&doing).map_err(|failure| {
            // What helps a damaged room is of no use to a damaged backup.
            match failure.hint.is_empty() || fault::is_damage(&failure) {
                true => failure.hint("try an older backup; nothing was changed"),
                false => failure,
            }
        })?;
        if there {
            replaceable(&doing, room)?;
        }
        let damaged = unread::before(room);
        let now = there.then(|| open::reader(room).and_then(|db| Held::read(&db)));
        let (room, backup) = (room.to_path_buf(), backup.to_path_buf());
        Ok(Restoring {
            room,
            backup,
            then,
            now,
            damaged,
        })
    }

    /// Whether the room may hold more than is found in it: a part of its log cannot be read.
    pub fn is_damaged(&self) -> bool {
        self.damaged.is_some()
    }

    /// Whether the backup was made of this room; `None` where there is no room to be read.
    pub fn same_room(&self) -> Option<bool> {
        let now = self.now.as_ref()?.as_ref().ok()?;
        Some(now.is_of_the_room_of(&self.then))
    }

    /// How many changes of this room the backup lacks.
    pub fn lacks(&self) -> Option<usize> {
        let now = self.now.as_ref()?.as_ref().ok()?;
        let lacks = || now.lacking_in(&self.then);
        self.same_room()?.then(lacks)
    }

    /// The customers erased from the room that the backup still has, by their aliases.
    pub fn brings_back(&self) -> Vec<&str> {
        let Some(Ok(now)) = &self.now else {
            return Vec::new();
        };
        let customers = self.then.customers.iter();
        let erased = customers.filter(|(id, _)| now.erased.find(id).is_some());
        erased.map(|(_, alias)| alias.as_str()).collect()
    }

    /// Puts the backup in the room's place, and says where the room that was there is kept, or the log that was left of
    /// one. `is_gone` knows of a process that has the room open whether it has ended.
    ///
    /// # Errors
    /// Somebody has the room open (`Busy`), or the disk does not take the copy. Nothing has changed then.
    pub fn carry_out(&self, is_gone: &dyn Fn(i64) -> bool) -> Result<Option<PathBuf>, Failure> {
        let doing = format!("restoring {}", self.backup.display());
        let again = |failure: Failure| match failure.code == Code::Busy {
            true => failure.hint("ask them to leave it, then restore again; nothing was changed"),
            false => failure,
        };
        let held = match &self.now {
            Some(Ok(_)) => Some(
                alone::hold(&self.room, self.damaged, is_gone)
                    .doing(&doing)
                    .map_err(again)?,
            ),
            Some(Err(_)) | None => None,
        };
        backup::sweep(&self.room, is_gone);
        let placed = self.placed(&doing);
        match &placed {
            Ok(kept) if held.is_some() => {
                drop(held);
                clear(kept);
            }
            // Before others may come in again.
            Err(_) if held.is_some() => clear(&self.room),
            Ok(_) | Err(_) => {}
        }
        let kept = placed?;
        let log = place::beside(&kept, "-wal");
        Ok(match &self.now {
            Some(_) => Some(kept),
            None => log.exists().then_some(log),
        })
    }

    /// The copy of the backup where the room was, and where that is kept.
    fn placed(&self, doing: &str) -> Result<PathBuf, Failure> {
        let failed = |error: io::Error| {
            let failure = Failure::disk(doing, error);
            if failure.code == Code::ReadOnly {
                return failure.hint(YOURS);
            }
            let hint = format!("{}; nothing was changed", failure.hint);
            failure.hint(hint.trim_start_matches("; "))
        };
        let copy = place::unfinished(&self.room).map_err(failed)?;
        backup::fill(&open::reader(&self.backup)?, copy.path()).doing(doing)?;
        let kept = place::free_name(&self.room, ".replaced");
        copy.as_file().sync_all().map_err(failed)?;
        let placed = match &self.now {
            None => Ok(()),
            Some(_) => like(&self.room, copy.path()),
        };
        let placed = placed.and_then(|()| keep(&self.room, &kept));
        let placed = placed.and_then(|()| Ok(copy.persist(&self.room)?));
        if placed.is_err() {
            put_back(&self.room, &kept);
        }
        placed.map_err(failed)?;
        Ok(kept)
    }
}

fn same(one: &Path, other: &Path) -> bool {
    let file = |path: &Path| fs::metadata(path).map(|meta| (meta.dev(), meta.ino())).ok();
    file(one).is_some() && file(one) == file(other)
}

/// What is said to somebody who may not.
const YOURS: &str = "the room and its folder have to be yours to write; nothing was changed";

/// Somebody who may not write there cannot replace it.
fn not_ours(doing: &str, why: &str) -> Failure {
    Failure::new(Code::ReadOnly, format!("{doing}: {why}")).hint(YOURS)
}

/// A room needs a folder that is there and can be written.
fn takes_a_room(doing: &str, folder: &Path) -> Result<(), Failure> {
    if !folder.is_dir() {
        let message = format!(
            "{doing}: there is no folder {} for the room",
            folder.display()
        );
        return Err(
            Failure::not_found(message).hint("make it, or name another room with --db FILE")
        );
    }
    match access(folder, Access::WRITE_OK) {
        Ok(()) => Ok(()),
        Err(_) => Err(not_ours(
            doing,
            &format!("the folder {} cannot be written", folder.display()),
        )),
    }
}

/// Refuses to replace what is no room, or cannot be seen to be one, or is somebody else's.
fn replaceable(doing: &str, room: &Path) -> Result<(), Failure> {
    place::must_be_there(room)?;
    if let Err(error) = place::held(room) {
        let message = format!(
            "{doing}: {} cannot be read ({}), so nothing tells whether it is a room",
            room.display(),
            error.message
        );
        return Err(Failure::new(Code::ReadOnly, message).hint(
            "make it readable, as with `chmod 600`, and restore again; nothing was changed",
        ));
    }
    if !log::is_of_a_room(room) {
        let message = format!(
            "{doing}: {} is no room that churnroom made, and is not replaced",
            room.display()
        );
        return Err(Failure::failed(message).hint(
            "move it away if nobody needs it there, then restore again; nothing was changed",
        ));
    }
    if place::mode(room)? != OpenMode::ReadWrite || !may_replace(room) {
        return Err(not_ours(doing, "the room or its folder cannot be written"));
    }
    Ok(())
}

/// In a folder like `/tmp` each replaces only what is his own.
fn may_replace(room: &Path) -> bool {
    let own = rustix::process::geteuid().as_raw();
    let (file, folder) = (fs::metadata(room), fs::metadata(place::folder(room)));
    let (Ok(file), Ok(folder)) = (file, folder) else {
        return false;
    };
    folder.mode() & 0o1000 == 0 || own == 0 || [file.uid(), folder.uid()].contains(&own)
}

/// What goes with a room: its logs, and those that were damaged and kept.
fn endings() -> Vec<String> {
    let logs = LOGS.into_iter().map(str::to_owned);
    logs.chain(unread::endings()).collect()
}

/// Gives the room a second name, and its log with it; of a room that is gone, what it left.
fn keep(room: &Path, kept: &Path) -> io::Result<()> {
    fs::hard_link(room, kept).or_else(absent)?;
    for ending in &endings() {
        let moved = fs::rename(place::beside(room, ending), place::beside(kept, ending));
        moved.or_else(absent)?;
    }
    Ok(())
}

/// Takes away what whoever held a room alone left beside it: all of the room is in its file, and a journal whose head is
/// blank brings nothing back.
fn clear(room: &Path) {
    let journal = place::beside(room, "-journal");
    let blank =
        fs::read(&journal).is_ok_and(|journal| journal.iter().take(8).all(|byte| *byte == 0));
    if blank {
        let _ = fs::remove_file(journal);
        let _ = fs::remove_file(place::beside(room, "-shm"));
    }
}

/// Takes the second name away again, as far as it came.
fn put_back(room: &Path, kept: &Path) {
    for ending in &endings() {
        let _ = fs::rename(place::beside(kept, ending), place::beside(room, ending));
    }
    if same(room, kept) {
        let _ = fs::remove_file(kept);
    }
}

fn absent(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::NotFound {
        return Ok(());
    }
    Err(error)
}

/// Who may open the room that was there may open the one that takes its place.
fn like(room: &Path, copy: &Path) -> io::Result<()> {
    let meta = fs::metadata(room)?;
    // Only the group can be given on, and only to one of one's own: else it stays private.
    if chown(copy, None, Some(meta.gid())).is_ok() {
        fs::set_permissions(copy, Permissions::from_mode(meta.mode() & 0o7777))?;
    }
    Ok(())
}

/// Whether less of a file is there than its head says, which may be no more than the empty end of its last page (see
/// <https://sqlite.org/fileformat2.html#in_header_database_size>). What a log beside it holds is not in it yet.
fn cut_short(path: &Path) -> Result<Option<String>, Failure> {
    let mut head = [0; 100];
    let file = place::held(path)?;
    let read = file.read_exact_at(&mut head, 0);
    if read.is_err() || log::is_empty_alone(&file) || place::beside(path, "-wal").exists() {
        return Ok(None);
    }
    let page = match log::number_at(&head, 16) >> 16 {
        1 => 1 << 16,
        page => page,
    };
    let whole = u64::from(page) * u64::from(log::number_at(&head, 28));
    let there = fs::metadata(path).map_or(whole, |meta| meta.len());
    Ok((there < whole).then(|| {
        format!(
            "it is damaged (cut short: {there} bytes of {whole} are there, as when a disk is full)"
        )
    }))
}

/// What a backup holds, when every page of it is sound and this version reads it.
fn sound(path: &Path) -> Result<Held, Failure> {
    place::must_be_there(path)?;
    if log::whose(path, &place::held(path)?) == LogWhose::Foreign {
        return Err(Failure::failed("the log beside it belongs to another file")
            .hint("move that log away, and give the file by itself"));
    }
    if unread::before(path).is_some() {
        let lacks = "the log beside it is damaged, and what was saved last cannot be read";
        return Err(Failure::failed(lacks).hint(
            "open it once by itself, with `--db`: that log is kept then; try again after it, or with an older backup",
        ));
    }
    if let Some(cut) = cut_short(path)? {
        return Err(Failure::failed(cut));
    }
    let db = open::reader(path)?;
    match open::identify(&db)? {
        (true, _) => {
            return Err(Failure::failed("it is empty").hint("give the path of a backup"));
        }
        (false, Some(foreign)) => return Err(Failure::failed(foreign)),
        (false, None) => {}
    }
    match backup::check(&db)?.first() {
        None => Held::read(&db),
        Some(fault) => Err(Failure::failed(format!("it is damaged ({fault})"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{dana, note};
    use crate::store::{OpenOptions, Store};

    /// The backup goes bad between the look at it and the restore, when nobody else may have the room open any more.
    #[test]
    fn a_restore_that_fails_leaves_nothing_beside_the_room() {
        let folder = tempfile::tempdir().unwrap();
        let (room, copy) = (folder.path().join("room.db"), folder.path().join("copy.db"));
        let open = || Store::open(&room, &OpenOptions::default()).unwrap();
        let mut store = open();
        store.backup(&copy).unwrap();
        store.apply(&dana(), &note("after the backup")).unwrap();
        drop(store);
        let restoring = Restoring::new(&room, &copy).unwrap();
        fs::write(&copy, "no room any more").unwrap();
        restoring.carry_out(&|_| true).unwrap_err();
        let mut left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        left.sort_unstable();
        assert_eq!(left, ["copy.db", "room.db"]);
        assert_eq!(open().check().unwrap(), Vec::<String>::new());
    }
}
