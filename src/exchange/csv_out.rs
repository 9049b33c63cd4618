//! CSV out, with the formula guard, and files written beside their target, synced and renamed.
//! Must not know what the rows are about.

use std::fs::{File, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::domain::failure::{Code, Failure};

use super::safe::{guard, quoted};

/// One cell of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Somebody's words: guarded against being read as a formula.
    Text(&'a str),
    /// A number, day or word of ours: written as it is.
    Plain(&'a str),
}

/// Rows of CSV on a writer.
pub struct Sheet<W: Write>(csv::Writer<W>);

impl<W: Write> Sheet<W> {
    /// A sheet with a comma between cells and LF after each row.
    pub fn new(out: W) -> Sheet<W> {
        Sheet(csv::WriterBuilder::new().flexible(true).from_writer(out))
    }

    /// Writes a row, if the writer takes it.
    pub fn row<'a>(&mut self, cells: impl IntoIterator<Item = Cell<'a>>) -> io::Result<()> {
        for cell in cells {
            match cell {
                Cell::Text(text) => self.0.write_field(guard(text).as_bytes())?,
                Cell::Plain(text) => self.0.write_field(text)?,
            }
        }
        Ok(self.0.write_record(None::<&[u8]>)?)
    }

    /// Writes a row of which every cell is text, if the writer takes it.
    pub fn texts<'a>(&mut self, cells: impl IntoIterator<Item = &'a str>) -> io::Result<()> {
        self.row(cells.into_iter().map(Cell::Text))
    }

    /// Everything out of the buffer, if the writer takes it, and the writer back.
    pub fn finish(mut self) -> io::Result<W> {
        self.0.flush()?;
        self.0.into_inner().map_err(|e| e.into_error())
    }
}

/// Writes a file whole or not at all: beside the target, synced, then renamed over it.
///
/// # Errors
/// When it exists and `force` is not given, or cannot be written; then the target is as it was.
pub fn write_file(
    path: &Path,
    force: bool,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let name = quoted(&path.display().to_string(), 200);
    if path.is_dir() {
        return Err(Failure::usage(format!("writing {name}: it is a folder"))
            .hint("give the name of a file"));
    }
    if !force && path.symlink_metadata().is_ok() {
        return Err(exists(&name));
    }
    replace(path, force, fill).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => exists(&name),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
            Failure::new(Code::ReadOnly, format!("writing {name}: {error}"))
                .hint("choose a folder you may write in")
        }
        _ => Failure::failed(format!("writing {name}: {error}"))
            .hint("nothing was changed; see that the folder exists and the disk has room"),
    })
}

fn exists(name: &str) -> Failure {
    Failure::failed(format!("writing {name}: it is there already"))
        .hint("choose another name or add --force")
}

fn replace(
    path: &Path,
    force: bool,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // The mask of the process takes away from these what it would take from any new file.
    let mut beside = tempfile::Builder::new()
        .prefix(".churnroom-")
        .permissions(Permissions::from_mode(0o666))
        .tempfile_in(folder)?;
    let mut out = io::BufWriter::new(beside.as_file_mut());
    fill(&mut out)?;
    out.flush()?;
    drop(out);
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
        write_file(&path, true, |out| out.write_all(b"two")).unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn words_are_guarded_and_numbers_are_not() {
        let mut sheet = Sheet::new(Vec::new());
        let (formula, quoted) = (Cell::Text("=cmd"), Cell::Text("a,b\n\"c\""));
        sheet.row([formula, Cell::Plain("-5.00"), quoted]).unwrap();
        let out = String::from_utf8(sheet.finish().unwrap()).unwrap();
        assert_eq!(out, "'=cmd,-5.00,\"a,b\n\"\"c\"\"\"\n");
    }
}
