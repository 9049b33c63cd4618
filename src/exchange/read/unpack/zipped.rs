//! What is in a ZIP archive, and whether it is safe to unpack: each part is unpacked once into nothing, and what would
//! fill the memory of whoever reads it is refused. Must not know what a part means beyond that.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::rc::Rc;

use zip::ZipArchive;
use zip::result::ZipError;

use crate::domain::failure::Failure;
use crate::exchange::safe::quoted;

use super::kind::{FileShape, SAVE};

/// The list of parts has to be found within so many bytes.
const LIST: u64 = 4 << 20;
/// All parts unpacked.
const MOST_BYTES: u64 = 2 << 30;
/// A part that unpacks to more than this, and to so many times what it takes packed, is a bomb.
const SMALL: u64 = 32 << 20;
const RATIO: u64 = 200;
/// A part that is read whole: styles, lists of parts.
const MOST_OF_ONE: u64 = 32 << 20;
/// The shared texts as they are held in memory.
const MOST_TEXTS: u64 = 512 << 20;
/// The longest stretch without a tag, and of one cell.
const LONGEST: u64 = 8 << 20;
/// The most sheets, names and links between parts; and the most looks that cells have.
const MOST_NAMES: u64 = 20_000;
const MOST_LOOKS: u64 = 200_000;
/// The most shared texts one may say it has: whoever reads them makes room for so many.
const MOST_SAID: u64 = 20_000_000;

/// What an archive is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArchiveKind {
    /// An Excel workbook.
    Xlsx,
    /// An OpenDocument spreadsheet.
    Ods,
    /// Something else.
    Other(FileShape),
}

/// What was found out about an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ArchiveParts {
    /// What it is.
    pub is: ArchiveKind,
    /// How many ranges of merged cells there are in all sheets.
    pub merged: u64,
}

/// Looks at all parts of an archive.
///
/// # Errors
/// When it is broken, encrypted, or would unpack beyond all measure.
pub fn look(file: &File) -> Result<ArchiveParts, Failure> {
    let left = Rc::new(Cell::new(Some(LIST)));
    let limited = Limited {
        file,
        left: Rc::clone(&left),
    };
    let mut archive = ZipArchive::new(limited).map_err(|error| broken("ZIP archive", &error))?;
    left.set(None);
    let mime = text_of(&mut archive, "mimetype", 100);
    let sealed = text_of(&mut archive, "META-INF/manifest.xml", 1 << 20);
    let names: Vec<String> = archive
        .file_names()
        .flatten()
        .map(|n| n.into_owned())
        .collect();
    let is = match mime.strip_prefix("application/vnd.oasis.opendocument.") {
        Some(kind) if kind.starts_with("spreadsheet") => ArchiveKind::Ods,
        Some(_) => ArchiveKind::Other(FileShape {
            name: "an OpenDocument file that is no spreadsheet",
            instead: SAVE,
        }),
        None => named(&names),
    };
    if sealed.contains("encryption-data") {
        return Err(protected());
    }
    let mut parts = ArchiveParts { is, merged: 0 };
    if matches!(is, ArchiveKind::Other(_)) {
        return Ok(parts);
    }
    let mut unpacked = 0;
    for at in 0..archive.len() {
        let mut part = archive
            .by_index(at)
            .map_err(|e| broken("Excel workbook", &e))?;
        let name = part.name().map(|n| n.to_lowercase()).unwrap_or_default();
        if !name.ends_with(".xml") && !name.ends_with(".rels") {
            continue;
        }
        let mut scan = Scan::of(&name, part.compressed_size());
        scan.all(&mut part, &mut unpacked)?;
        parts.merged += scan.merged;
    }
    Ok(parts)
}

/// The beginning of a small part, if it is there and a text.
fn text_of(archive: &mut ZipArchive<Limited<'_>>, name: &str, most: u64) -> String {
    let mut bytes = Vec::new();
    if let Ok(part) = archive.by_name(name) {
        // What cannot be read to its end is a text all the same.
        let _ = part.take(most).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What an archive with parts of these names is.
fn named(names: &[String]) -> ArchiveKind {
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    let other = |name, instead| ArchiveKind::Other(FileShape { name, instead });
    match () {
        () if has("xl/workbook.bin") => other("a binary Excel workbook (XLSB)", SAVE),
        () if has("xl/") || names.iter().any(|n| n.ends_with("workbook.xml")) => ArchiveKind::Xlsx,
        () if has("word/") => other("a Word document", SAVE),
        () if has("ppt/") => other("a PowerPoint presentation", SAVE),
        () if has("Index/") || has("Index.zip") => {
            other("a document of Apple Numbers, Pages or Keynote", SAVE)
        }
        () => other("a ZIP archive", "unpack it and import the files in it"),
    }
}

/// The sentence about an archive that cannot be read.
pub fn broken(what: &str, error: &ZipError) -> Failure {
    if matches!(error, ZipError::UnsupportedArchive(said) if *said == ZipError::PASSWORD_REQUIRED) {
        return protected();
    }
    let said = quoted(&error.to_string(), 200);
    Failure::failed(format!("it is no readable {what}: {said}"))
        .hint("it may be cut short: export it again")
}

/// The sentence about a workbook with a password.
pub fn protected() -> Failure {
    Failure::failed("it is protected by a password").hint("save it without one")
}

fn bomb(says: &str) -> Failure {
    Failure::failed(format!("it unpacks to {says}")).hint("export it as CSV, or in parts")
}

/// One pass over the bytes of a part.
struct Scan {
    /// Held whole by whoever reads it.
    whole: bool,
    /// Shared texts.
    texts: bool,
    packed: u64,
    length: u64,
    /// Bytes since the last tag, and since the last cell or row.
    run: u64,
    cell: Option<u64>,
    items: u64,
    names: u64,
    looks: u64,
    merged: u64,
    /// How many texts it says it has.
    said: u64,
}

impl Scan {
    fn of(name: &str, packed: u64) -> Scan {
        let ends = |end: &str| name.ends_with(end);
        Scan {
            whole: ends("styles.xml") || ends(".rels") || ends("theme1.xml"),
            texts: ends("sharedstrings.xml"),
            packed,
            length: 0,
            run: 0,
            cell: None,
            items: 0,
            names: 0,
            looks: 0,
            merged: 0,
            said: 0,
        }
    }

    fn all(&mut self, part: &mut impl Read, unpacked: &mut u64) -> Result<(), Failure> {
        let unreadable = |e: io::Error| broken("Excel workbook", &ZipError::Io(e));
        let mut buffer = vec![0; 128 * 1024];
        let mut kept = 0;
        loop {
            let n = part.read(&mut buffer[kept..]).map_err(unreadable)?;
            self.length += n as u64;
            *unpacked += n as u64;
            let filled = kept + n;
            let done = self.tags(&buffer[..filled], n == 0);
            self.judge(*unpacked)?;
            if n == 0 {
                return Ok(());
            }
            buffer.copy_within(done..filled, 0);
            kept = filled - done;
        }
    }

    /// Goes from tag to tag, and says up to where: the name of the last may not be there in full.
    fn tags(&mut self, bytes: &[u8], last: bool) -> usize {
        let mut done = 0;
        for at in memchr::memchr_iter(b'<', bytes) {
            if at + 32 > bytes.len() && !last {
                self.pass(at - done, false);
                return at;
            }
            self.pass(at - done, true);
            done = at;
            let rest = &bytes[at + 1..bytes.len().min(at + 32)];
            let end = rest.iter().position(|b| b" \t\r\n/>".contains(b));
            let name = &rest[..end.unwrap_or(rest.len())];
            let local = name.iter().rposition(|b| *b == b':').map_or(0, |at| at + 1);
            if &name[local..] == b"sst" {
                let end = memchr::memchr(b'>', &bytes[at..]);
                if end.is_none() && !last && at > 0 {
                    return at;
                }
                self.said = said(&bytes[at..end.map_or(bytes.len(), |end| at + end)]);
            }
            self.tag(&name[local..], rest.first() == Some(&b'/'));
        }
        self.pass(bytes.len() - done, false);
        bytes.len()
    }

    fn pass(&mut self, bytes: usize, tag: bool) {
        let bytes = bytes as u64;
        self.run = if tag { 0 } else { self.run + bytes };
        self.cell = self.cell.map(|n| n + bytes);
    }

    fn tag(&mut self, name: &[u8], closes: bool) {
        match name {
            b"sheetData" | b"table" if closes => self.cell = None,
            b"row" | b"c" | b"table-row" | b"table-cell" => self.cell = Some(0),
            b"si" => self.items += 1,
            b"mergeCell" => self.merged += 1,
            b"xf" | b"font" | b"fill" | b"border" | b"numFmt" if self.whole => self.looks += 1,
            b"sheet" | b"definedName" | b"Relationship" | b"table" => self.names += 1,
            _ => {}
        }
    }

    fn judge(&self, unpacked: u64) -> Result<(), Failure> {
        let texts = self.length + 64 * self.items;
        match () {
            () if unpacked > MOST_BYTES => Err(bomb("more than 2 GB")),
            () if self.length > SMALL && self.length / RATIO > self.packed => {
                Err(bomb("more than 200 times its size"))
            }
            () if self.whole && self.length > MOST_OF_ONE => Err(bomb("a list without end")),
            () if self.texts && texts > MOST_TEXTS => Err(bomb("more texts than can be held")),
            () if self.run > LONGEST || self.cell.is_some_and(|n| n > LONGEST) => {
                Err(bomb("a cell of more than 8 MB"))
            }
            () if self.looks > MOST_LOOKS => Err(bomb("more looks than any workbook has")),
            () if self.said > MOST_SAID => Err(bomb("more texts than can be held")),
            () if self.names > MOST_NAMES => Err(bomb("more names than any workbook has")),
            () => Ok(()),
        }
    }
}

/// How many texts the first tag of the shared ones says there are.
fn said(tag: &[u8]) -> u64 {
    let tag = String::from_utf8_lossy(tag);
    let said = tag.split("uniqueCount").nth(1).unwrap_or_default();
    let said = said.trim_start_matches(|c: char| !c.is_ascii_digit());
    let digits = said
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(said.len());
    match said[..digits].parse() {
        Ok(number) => number,
        Err(_) if digits > 0 => u64::MAX,
        Err(_) => 0,
    }
}

/// A file of which no more than so much is read at first: a list of parts can be as long as the file.
struct Limited<'a> {
    file: &'a File,
    left: Rc<Cell<Option<u64>>>,
}

impl Read for Limited<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let n = self.file.read(into)?;
        if let Some(left) = self.left.get() {
            let left = left.checked_sub(n as u64);
            let left = left.ok_or_else(|| io::Error::other("its list of parts is too long"))?;
            self.left.set(Some(left));
        }
        Ok(n)
    }
}

impl Seek for Limited<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
