//! CSV out, with the formula guard, and files written beside their target, synced and renamed.
//! Must not know what the rows are about.

use std::ffi::OsStr;
use std::fs::{File, Metadata, Permissions};
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::domain::failure::Failure;

use super::safe::{guard, quoted};

/// The mode of a file with customers in it: it is for the one who had it written.
const PRIVATE: u32 = 0o600;

/// How the names of those files end that SQLite keeps beside a room.
const LOGS: [&[u8]; 3] = [b"-wal", b"-shm", b"-journal"];

/// One cell of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CsvCell<'a> {
    /// Somebody's words: guarded against being read as a formula.
    Text(&'a str),
    /// A number, day or word of ours: written as it is.
    Plain(&'a str),
}

/// Rows of CSV on a writer.
pub struct CsvSheet<W: Write>(csv::Writer<W>);

impl<W: Write> CsvSheet<W> {
    /// A sheet with a comma between cells and LF after each row.
    pub fn new(out: W) -> CsvSheet<W> {
        CsvSheet(csv::WriterBuilder::new().flexible(true).from_writer(out))
    }

    /// Writes a row, if the writer takes it.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = CsvCell<'a>>) -> io::Result<()> {
        cells.into_iter().try_for_each(|cell| self.cell(cell))?;
        self.end_row()
    }

    /// Writes one cell of a row, if the writer takes it.
    pub fn cell(&mut self, cell: CsvCell<'_>) -> io::Result<()> {
        match cell {
            CsvCell::Text(text) => self.0.write_field(guard(text).as_bytes())?,
            CsvCell::Plain(text) => self.0.write_field(text)?,
        }
        Ok(())
    }

    /// Ends the row whose cells were written, if the writer takes it.
    pub fn end_row(&mut self) -> io::Result<()> {
        Ok(self.0.write_record(None::<&[u8]>)?)
    }

    /// Writes a row of which every cell is text, if the writer takes it.
    pub fn texts<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> io::Result<()> {
        self.row(cells.into_iter().map(CsvCell::Text))
    }

    /// Everything out of the buffer, if the writer takes it, and the writer back.
    pub fn finish(mut self) -> io::Result<W> {
        self.0.flush()?;
        self.0.into_inner().map_err(|e| e.into_error())
    }
}

/// Writes a file whole or not at all: beside the target, synced, then renamed over it. It is its owner's alone,
/// or has the mode of the file it replaces.
///
/// # Errors
/// When it exists and `force` is not given, or cannot be written; then the target is as it was.
pub fn write_file(
    path: &Path,
    force: bool,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let plain = path.symlink_metadata().ok().filter(Metadata::is_file);
    let mode = plain.map_or(PRIVATE, |meta| meta.permissions().mode());
    write(path, force, mode, fill)
}

/// Writes a file that has things out of another, over whatever plain file has its name: who may read the one may
/// read the other.
///
/// # Errors
/// When it cannot be written; then the target is as it was.
pub fn write_beside(
    path: &Path,
    source: &Path,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let mode = source
        .metadata()
        .map_or(PRIVATE, |m| m.permissions().mode());
    write(path, true, PRIVATE | mode & 0o666, fill)
}

/// Whether a plain file begins with a text. A link is not followed, and what is no plain file has no beginning.
///
/// # Errors
/// When there is nothing of the name, or it cannot be read.
pub fn begins(path: &Path, text: &str) -> io::Result<bool> {
    if !path.symlink_metadata()?.is_file() {
        return Ok(false);
    }
    let mut first = String::new();
    File::open(path)?
        .take(text.len() as u64)
        .read_to_string(&mut first)?;
    Ok(first == text)
}

fn write(
    path: &Path,
    force: bool,
    mode: u32,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let name = quoted(&path.display().to_string(), 200);
    let behind = path.metadata().ok().filter(|meta| !meta.is_file());
    if let Some(meta) = behind {
        let what = if meta.is_dir() {
            "a folder"
        } else {
            "no plain file"
        };
        return Err(
            Failure::usage(format!("writing {name}: it is {what}")).hint("give the name of a file")
        );
    }
    if is_of_a_room(path) {
        let message = format!("writing {name}: a room has its name, or its log would have");
        return Err(Failure::usage(message).hint("give the name of another file"));
    }
    if !force && path.symlink_metadata().is_ok() {
        return Err(exists(&name));
    }
    replace(path, force, mode, fill).map_err(|error| {
        if error.kind() == io::ErrorKind::AlreadyExists {
            return exists(&name);
        }
        Failure::disk(&format!("writing {name}"), error)
    })
}

/// Whether a file is a room or a backup, or what SQLite would take for the log of one: neither is written over, even by
/// force.
fn is_of_a_room(path: &Path) -> bool {
    let is_room = |path: &Path| begins(path, "SQLite format 3\0").unwrap_or(false);
    let name = path.as_os_str().as_bytes();
    let mut of = LOGS.iter().filter_map(|log| name.strip_suffix(*log));
    is_room(path) || of.any(|room| is_room(Path::new(OsStr::from_bytes(room))))
}

fn exists(name: &str) -> Failure {
    Failure::failed(format!("writing {name}: it is there already"))
        .hint("choose another name or add --force")
}

fn replace(
    path: &Path,
    force: bool,
    mode: u32,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut beside = tempfile::Builder::new()
        .prefix(".churnroom-")
        .tempfile_in(folder)?;
    let mut out = io::BufWriter::new(beside.as_file_mut());
    fill(&mut out)?;
    out.flush()?;
    drop(out);
    let own = Permissions::from_mode(mode & 0o777);
    beside.as_file().set_permissions(own)?;
    beside.as_file().sync_all()?;
    if force {
        beside.persist(path)?;
    } else {
        beside.persist_noclobber(path)?;
    }
    // The new name itself is durable only when the folder is; some file systems cannot sync one.
    let _ = File::open(folder).and_then(|f| f.sync_all());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_or_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.csv");
        write_file(&path, false, |out| out.write_all(b"one")).unwrap();
        let refused = write_file(&path, false, |out| out.write_all(b"two")).unwrap_err();
        assert!(refused.hint.contains("--force"), "{refused}");
        let broken = write_file(&path, true, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("no room"))
        });
        assert!(broken.is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"one");
        let mode = || path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(), 0o600, "nobody else's");
        std::fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        write_file(&path, true, |out| out.write_all(b"two")).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(mode(), 0o640, "as it was");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_room_and_its_log_are_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let room = folder.path().join("room.db");
        std::fs::write(&room, "SQLite format 3\0 and more").unwrap();
        for name in ["room.db", "room.db-wal", "room.db-journal"] {
            let path = folder.path().join(name);
            let refused = write_file(&path, true, |out| out.write_all(b"new")).unwrap_err();
            assert!(refused.message.contains("a room has its name"), "{refused}");
        }
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
        let other = folder.path().join("notes-wal");
        write_file(&other, true, |out| out.write_all(b"new")).unwrap();
    }

    #[test]
    fn nothing_behind_a_link_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let (path, behind) = (folder.path().join("x.csv"), folder.path().join("y"));
        std::fs::write(&behind, "mine").unwrap();
        std::os::unix::fs::symlink(&behind, &path).unwrap();
        write_file(&path, true, |out| out.write_all(b"new")).unwrap();
        assert_eq!(std::fs::read(&behind).unwrap(), b"mine");
        assert!(path.symlink_metadata().unwrap().is_file());
        let refused = write_file(Path::new("/dev/null"), true, |_| Ok(())).unwrap_err();
        assert!(refused.to_string().contains("no plain file"), "{refused}");
    }

    #[test]
    fn words_are_guarded_and_numbers_are_not() {
        let mut sheet = CsvSheet::new(Vec::new());
        let (formula, quoted) = (CsvCell::Text("=cmd"), CsvCell::Text("a,b\n\"c\""));
        sheet
            .row([formula, CsvCell::Plain("-5.00"), quoted])
            .unwrap();
        let out = String::from_utf8(sheet.finish().unwrap()).unwrap();
        assert_eq!(out, "'=cmd,-5.00,\"a,b\n\"\"c\"\"\"\n");
    }
}
