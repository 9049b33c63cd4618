//! What a file is by its first bytes, and what it is called. Must not know how any of it is read.

use std::fs::File;
use std::io::{self, Read};

use crate::domain::failure::Failure;

/// So much of a file tells what it is.
const HEAD: u64 = 8 * 1024;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Container {
    /// A text that may be a table.
    Text,
    /// A ZIP archive, as most workbooks are.
    Zip,
    /// What is in a file of Microsoft's own, as workbooks once were.
    Compound,
    /// A file packed with gzip.
    Gzip,
    /// JSON, a list or a thing a line.
    Json,
    /// Nothing that has rows for us.
    Other(FileShape),
}

/// Something that is not read, by its right name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileShape {
    /// With its article: `a PDF`.
    pub name: &'static str,
    /// What to do instead.
    pub instead: &'static str,
}

impl FileShape {
    /// The sentence about it.
    pub fn refused(self) -> Failure {
        Failure::failed(format!("it is {}", self.name)).hint(self.instead)
    }
}

const EXPORT: &str = "export the table as CSV";
/// The way with documents of office programs.
pub const SAVE: &str = "open it in the program it is from and save the table as CSV or XLSX";
const INSIDE: &str = "unpack it and import the files in it";
const DECRYPT: &str = "decrypt it first";

/// A file that begins with these bytes, at this place, is this.
type Magic = (usize, &'static [u8], &'static str, &'static str);

const MAGIC: &[Magic] = &[
    (0, b"%PDF-", "a PDF", EXPORT),
    (0, b"\x89PNG\r\n\x1a\n", "a picture (PNG)", EXPORT),
    (0, b"\xff\xd8\xff", "a picture (JPEG)", EXPORT),
    (0, b"GIF87a", "a picture (GIF)", EXPORT),
    (0, b"GIF89a", "a picture (GIF)", EXPORT),
    (0, b"II*\0", "a picture (TIFF)", EXPORT),
    (0, b"MM\0*", "a picture (TIFF)", EXPORT),
    (8, b"WEBP", "a picture (WebP)", EXPORT),
    (4, b"ftyphei", "a picture (HEIC)", EXPORT),
    (4, b"ftypavif", "a picture (AVIF)", EXPORT),
    (4, b"ftyp", "a film", EXPORT),
    (0, b"\x1aE\xdf\xa3", "a film", EXPORT),
    (0, b"ID3", "a sound file", EXPORT),
    (0, b"OggS", "a sound file", EXPORT),
    (8, b"WAVE", "a sound file", EXPORT),
    (0, b"PAR1", "a Parquet file", EXPORT),
    (0, b"ARROW1", "an Arrow file", EXPORT),
    (0, b"FEA1", "a Feather file", EXPORT),
    (0, b"Obj\x01", "an Avro file", EXPORT),
    (0, b"ORC\n", "an ORC file", EXPORT),
    (0, b"\x89HDF\r\n\x1a\n", "an HDF5 file", EXPORT),
    (0, b"$FL2", "an SPSS file", EXPORT),
    (0, b"$FL3", "an SPSS file", EXPORT),
    (0, b"<stata_dta>", "a Stata file", EXPORT),
    (
        0,
        b"SQLite format 3\0",
        "an SQLite database",
        "if it is a room, name it with --db; else export the table as CSV",
    ),
    (4, b"Standard Jet DB", "an Access database", EXPORT),
    (4, b"Standard ACE DB", "an Access database", EXPORT),
    (0, b"PGDMP", "a PostgreSQL dump", EXPORT),
    (4, b"1AY&SY", "packed with bzip2", INSIDE),
    (0, b"\xfd7zXZ\0", "packed with xz", INSIDE),
    (0, b"\x28\xb5\x2f\xfd", "packed with zstd", INSIDE),
    (0, b"\x04\x22\x4d\x18", "packed with lz4", INSIDE),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", INSIDE),
    (0, b"Rar!\x1a\x07", "a RAR archive", INSIDE),
    (257, b"ustar", "a tar archive", INSIDE),
    (0, b"\x7fELF", "a program", EXPORT),
    (0, b"\xfe\xed\xfa\xce", "a program", EXPORT),
    (0, b"\xfe\xed\xfa\xcf", "a program", EXPORT),
    (0, b"\xcf\xfa\xed\xfe", "a program", EXPORT),
    (0, b"\xca\xfe\xba\xbe", "a program", EXPORT),
    (0, b"MZ\x90\0", "a program", EXPORT),
    (0, b"{\\rtf", "a text document (RTF)", SAVE),
    (0, b"%!PS-Adobe", "a PostScript file", EXPORT),
    (0, b"-----BEGIN PGP ", "encrypted with PGP", DECRYPT),
    (0, b"age-encryption.org/", "encrypted with age", DECRYPT),
    (0, b"Salted__", "encrypted", DECRYPT),
    (0, b"bplist00", "a property list", EXPORT),
    (0, b"\x09\x00\x04\x00", OLD, SAVE),
    (0, b"\x09\x02\x06\x00", OLD, SAVE),
    (0, b"\x09\x04\x06\x00", OLD, SAVE),
    (0, b"\x09\x08\x08\x00", OLD, SAVE),
    (0, b"\x09\x08\x10\x00", OLD, SAVE),
];

const OLD: &str = "an Excel workbook of the nineties";

/// Looks at the beginning of a file.
///
/// # Errors
/// When it cannot be read.
pub fn of(file: &File) -> io::Result<Container> {
    let mut head = Vec::new();
    file.take(HEAD).read_to_end(&mut head)?;
    Ok(by_head(&head))
}

fn by_head(head: &[u8]) -> Container {
    let begins = |at: usize, magic: &[u8]| head.get(at..).is_some_and(|h| h.starts_with(magic));
    if begins(0, b"PK\x03\x04") || begins(0, b"PK\x05\x06") {
        return Container::Zip;
    }
    if begins(0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Container::Compound;
    }
    if begins(0, b"\x1f\x8b\x08") {
        return Container::Gzip;
    }
    let binary = head.iter().any(is_control);
    for &(at, magic, name, instead) in MAGIC {
        // Four letters can be the name of a column.
        let sure = binary || magic.len() > 4 || !magic.is_ascii();
        if sure && begins(at, magic) {
            return Container::Other(FileShape { name, instead });
        }
    }
    let ascii = head.iter().filter(|b| (1..128).contains(*b));
    let text: String = ascii.map(|b| char::from(b.to_ascii_lowercase())).collect();
    let text = text.trim_start();
    match marked_up(text).or_else(|| no_text(head)) {
        Some(what) => Container::Other(what),
        None if is_json(text) => Container::Json,
        None => Container::Text,
    }
}

/// Whether a text begins as JSON does, and not with a name in brackets as some headers do.
fn is_json(text: &str) -> bool {
    let then = |rest: &str| rest.trim_start().chars().next();
    match (text.strip_prefix('{'), text.strip_prefix('[')) {
        (Some(rest), _) => matches!(then(rest), Some('"' | '}') | None),
        (_, Some(rest)) => matches!(
            then(rest),
            Some('{' | '[' | ']' | '"' | '-' | '0'..='9') | None
        ),
        (None, None) => false,
    }
}

/// A page or a tree of tags, in any encoding of which the ASCII letters can be told; they are small here.
fn marked_up(text: &str) -> Option<FileShape> {
    let page = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<table",
        "<script",
        "<!--",
    ];
    if page.iter().any(|tag| text.starts_with(tag)) {
        return Some(FileShape {
            name: "a web page",
            instead: "it is probably a login page saved instead of the export, or a table saved as one: export it as CSV",
        });
    }
    let rest = text.strip_prefix("<?xml")?;
    Some(match () {
        () if rest.contains("urn:schemas-microsoft-com:office:spreadsheet") => FileShape {
            name: "an Excel workbook of 2003 as XML",
            instead: SAVE,
        },
        () if rest.contains("<html") => FileShape {
            name: "a web page",
            instead: EXPORT,
        },
        () => FileShape {
            name: "XML",
            instead: EXPORT,
        },
    })
}

fn is_control(byte: &u8) -> bool {
    matches!(*byte, 0..=8 | 14..=26 | 28..=31)
}

/// Bytes that no text has, whatever its encoding.
fn no_text(head: &[u8]) -> Option<FileShape> {
    let has_mark = head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff");
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let half = head.len() / 2;
    let wide = zeros(0).max(zeros(1)) * 2 > half && zeros(0).min(zeros(1)) * 8 < half;
    let controls = head.iter().filter(|b| is_control(b)).count();
    let is_text = has_mark || wide || controls < 8 || controls * 30 < head.len();
    (!is_text).then_some(FileShape {
        name: "no text, and nothing that is known here",
        instead: EXPORT,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_no_magic() {
        for text in [
            "ID3,name\na,b\n",
            "PAR1;PAR2\n1;2\n",
            "ORC\nazog\n",
            "BZh,x\n",
            "OggS,name\n",
            "[id],[name]\n",
            "[id] text,{name}\n",
            "{id},name\n",
            "\u{feff}sep=;\nid;name\n",
            "<name>,id\n",
        ] {
            assert_eq!(by_head(text.as_bytes()), Container::Text, "{text}");
            let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(by_head(&wide), Container::Text, "{text}");
        }
        for text in [
            "[]",
            "[ {\n",
            "{ \"a\": 1}",
            "[[1,2]]",
            "\u{feff}{\"a\":1}\n{\"a\":2}",
        ] {
            assert_eq!(by_head(text.as_bytes()), Container::Json, "{text}");
        }
        assert_eq!(by_head(b""), Container::Text);
    }
}
