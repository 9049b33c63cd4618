//! What a file is before it is a table: a plain text is left where it is, a workbook becomes a table of commas in a
//! private folder, and whatever else there is gets its right name. Must not know columns, nor the store.

mod book;
mod compound;
mod flat;
mod formats;
mod grid;
mod gzip;
mod json;
mod kind;
mod ods;
mod values;
mod xls;
mod xlsx;
mod zipped;

use std::fs::File;
use std::io::{self, IsTerminal, Seek};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use hashbrown::HashMap;

use crate::domain::failure::Failure;
use crate::exchange::safe::quoted;

use self::book::AnyWorkbook;
use self::grid::TOO_LONG;
use self::kind::Container;
use super::bytes::{Bytes, CHANGED, Stamp};
use super::dates::Epoch;
use super::hints::Hints;
use super::source::{Source, file_name};

/// What a person names to have standard input read.
const STANDARD_INPUT: &str = "-";

/// What it is called.
const STANDARD_INPUT_NAME: &str = "standard input";

/// No more than this is copied, or unpacked, of one file.
const MOST_BYTES: u64 = 4 << 30;

/// A file as it can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unpacked {
    /// The text to read: the file itself, or what was made of it.
    pub path: PathBuf,
    /// The name to show.
    pub file: String,
    /// What its rejects are written beside.
    pub original: PathBuf,
    /// Hash of the bytes of the original, where another file is read in its place.
    pub hash: Option<String>,
    /// What it was, where it was no plain text: `an Excel workbook, sheet `Customers``.
    pub what: Option<String>,
    /// The sheets of a workbook that are not hidden.
    pub sheets: Vec<String>,
    /// What was lost on the way, as sentences.
    pub notes: Vec<String>,
    /// Why rows of the text cannot be used, by the line that they begin on.
    pub(super) unsound: HashMap<u64, String>,
    /// What its days are counted from where they are numbers, as in a workbook.
    pub(super) epoch: Option<Epoch>,
}

/// Makes a new, private, empty folder.
pub type Folder<'a> = dyn FnMut() -> io::Result<PathBuf> + 'a;

/// Finds out what a file is. What is no plain text is written as one into a new folder. A file that cannot be
/// opened is given back as it is: whoever reads it says why.
///
/// # Errors
/// One sentence where it is nothing that has rows, is broken, protected or too large, or has several sheets that
/// could be meant.
pub fn unpack(path: &Path, folder: &mut Folder<'_>, hints: &Hints) -> Result<Unpacked, Failure> {
    let mut plain = Unpacked {
        path: path.to_owned(),
        file: file_name(path),
        original: path.to_owned(),
        ..Unpacked::default()
    };
    let named = |file: &str, failure: Failure| {
        let said = format!("reading {}: {}", quoted(file, 200), failure.message);
        Failure::new(failure.code, said).hint(failure.hint)
    };
    if path == Path::new(STANDARD_INPUT) {
        STANDARD_INPUT_NAME.clone_into(&mut plain.file);
        plain.original = PathBuf::from("stdin");
        plain.path = standard_input(folder).map_err(|f| named(&plain.file, f))?;
    }
    let file = plain.file.clone();
    opened(plain, folder, hints, false).map_err(|failure| named(&file, failure))
}

/// Copies standard input to where it can be read more than once.
fn standard_input(folder: &mut Folder<'_>) -> Result<PathBuf, Failure> {
    let mut input = io::stdin().lock();
    if io::stdin().is_terminal() {
        return Err(Failure::usage("it is the terminal").hint("name a file, or pipe one into it"));
    }
    let path = folder().map_err(no_room)?.join(STANDARD_INPUT_NAME);
    let mut copy = File::create_new(&path).map_err(no_room)?;
    let mut some = io::Read::take(&mut input, MOST_BYTES + 1);
    match io::copy(&mut some, &mut copy).map_err(no_room)? {
        0 => Err(Failure::failed("it is empty").hint("see that the command before it succeeds")),
        n if n > MOST_BYTES => Err(too_long()),
        _ => Ok(path),
    }
}

/// The same for a file that has its name. Nothing is unpacked out of what was unpacked.
fn opened(
    plain: Unpacked,
    folder: &mut Folder<'_>,
    hints: &Hints,
    inner: bool,
) -> Result<Unpacked, Failure> {
    // A pipe is not even opened: that waits for somebody who writes.
    let is_file = std::fs::metadata(&plain.path).is_ok_and(|meta| meta.is_file());
    let file = is_file.then(|| File::open(&plain.path));
    let Some(Ok(file)) = file else {
        return Ok(plain);
    };
    let kind = kind::of(&file).map_err(unreadable)?;
    if let Container::Text = kind {
        return Ok(plain);
    }
    let before = Stamp::of(&file).map_err(unreadable)?;
    (&file).rewind().map_err(unreadable)?;
    let mut to = || folder().map(|new| new.join(&plain.file)).map_err(no_room);
    let mut made = match kind {
        Container::Text => return Ok(plain),
        Container::Zip => {
            let parts = zipped::look(&file)?;
            match parts.is {
                zipped::ArchiveKind::Xlsx => sheet(&mut xlsx::open(&file, &parts)?, hints, to()?)?,
                zipped::ArchiveKind::Ods => sheet(&mut ods::open(&file)?, hints, to()?)?,
                zipped::ArchiveKind::Other(what) => return Err(what.refused()),
            }
        }
        Container::Compound => sheet(&mut xls::open(&file)?, hints, to()?)?,
        Container::Json => {
            let path = to()?;
            let made = json::table(&plain.path, &path)?;
            Unpacked {
                what: Some(made.what),
                notes: made.notes,
                unsound: made.unsound,
                path,
                ..Unpacked::default()
            }
        }
        Container::Gzip if inner => {
            return Err(Failure::failed("it is packed with gzip twice")
                .hint("unpack it once and import that"));
        }
        Container::Gzip => packed(&file, to()?, &plain, folder, hints)?,
        Container::Other(what) => return Err(what.refused()),
    };
    let hash = Bytes::of(&plain.path)?.hash;
    if Stamp::of(&file).map_err(unreadable)? != before {
        return Err(Failure::failed(CHANGED).hint("import it again when it is written whole"));
    }
    made.hash = Some(format!("{hash:016x}"));
    made.file = plain.file;
    made.original = plain.original;
    Ok(made)
}

/// A table of commas out of a workbook.
fn sheet(book: &mut dyn AnyWorkbook, hints: &Hints, path: PathBuf) -> Result<Unpacked, Failure> {
    let made = book::table(book, hints, &path)?;
    Ok(Unpacked {
        path,
        what: Some(made.what),
        sheets: made.sheets,
        notes: made.notes,
        epoch: Some(match book.is_1904() {
            true => Epoch::Of1904,
            false => Epoch::Of1900,
        }),
        ..Unpacked::default()
    })
}

/// What is packed with gzip, unpacked.
fn packed(
    file: &File,
    path: PathBuf,
    plain: &Unpacked,
    folder: &mut Folder<'_>,
    hints: &Hints,
) -> Result<Unpacked, Failure> {
    gzip::unpack(file, &path)?;
    let within = Unpacked {
        path,
        file: plain.file.clone(),
        ..Unpacked::default()
    };
    let mut made = opened(within, folder, hints, true)?;
    let what = made.what.as_deref().unwrap_or("a text");
    made.what = Some(format!("{what}, packed with gzip"));
    Ok(made)
}

fn too_long() -> Failure {
    Failure::failed("it has more than 4 GB").hint("import it in parts")
}

fn unreadable(error: io::Error) -> Failure {
    Failure::of_system(&error.to_string())
}

fn no_room(error: io::Error) -> Failure {
    // The writer of rows wraps what was wrong.
    if error.to_string().contains(TOO_LONG) {
        return Failure::failed(TOO_LONG).hint("export it as CSV, or in parts");
    }
    Failure::disk("it cannot be unpacked", error)
        .hint("see that the folder for temporary files exists and has room")
}

impl Source {
    /// Fails where there is no row below the header: nothing would be taken in, and nobody would know.
    ///
    /// # Errors
    /// When it has none, or cannot be opened any more.
    pub fn has_rows(&self) -> Result<(), Failure> {
        match self.rows()?.next() {
            Some(_) => Ok(()),
            None => {
                let file = quoted(&self.file, 200);
                Err(
                    Failure::failed(format!("reading {file}: it has a header and no rows"))
                        .hint("export it again, or leave it out"),
                )
            }
        }
    }

    /// Whether its rows, all of which were read, are those of the file: one to which somebody wrote meanwhile is of
    /// two minds.
    ///
    /// # Errors
    /// When it is not the file that was looked at.
    pub fn is_as_it_was(&self) -> Result<(), Failure> {
        match !self.has_changed.load(Ordering::Relaxed) && self.bytes.is_same(&self.path) {
            true => Ok(()),
            false => Err(Failure::failed(CHANGED).hint("import it again when it is written whole")),
        }
    }

    /// Says where what was read came from.
    pub fn came_from(&mut self, unpacked: Unpacked) {
        self.file = unpacked.file;
        self.original = unpacked.original;
        self.hash = unpacked.hash.unwrap_or_else(|| self.hash.clone());
        self.what = unpacked.what;
        self.sheets = unpacked.sheets;
        self.notes.extend(unpacked.notes);
        self.unsound = unpacked.unsound;
        self.settled.days.epoch = unpacked.epoch;
    }
}
