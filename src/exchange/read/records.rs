//! The records of a file with the line each starts on, in any dialect; what breaks one breaks only that one.
//! Must not know which column means what.

use std::io::{self, Read};
use std::path::Path;

use csv::{Reader, ReaderBuilder, StringRecord, Terminator};

use crate::domain::failure::Failure;
use crate::exchange::safe::unguard;

use super::bytes::{Bytes, CHANGED, Text};

/// Put behind the end of every file: whoever finds it inside a field knows that a quote was left open.
const END: &str = "\u{10FFFE}the file ends here\u{10FFFE}";

/// A record longer than this is a quote that was never closed, not somebody's words.
const LONGEST: usize = 16 * 1024 * 1024;

/// One record as it stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileRecord {
    /// The line it starts on, the first line being 1.
    pub line: u64,
    /// Its cells.
    pub cells: StringRecord,
    /// Whether a quote opened in it is never closed.
    pub broken: bool,
    /// Whether the file ends with it, without a line break: it may have lost its end.
    pub last: bool,
}

impl FileRecord {
    /// A cell without its guard and the blanks around it; empty where there is no such column.
    pub fn cell(&self, column: usize) -> &str {
        unguard(self.cells.get(column).unwrap_or("").trim())
    }
}

/// The records of a file, one after another.
pub struct Records {
    reader: Reader<EndedText>,
    over: bool,
}

impl Records {
    /// The bare records of a file in any encoding; an error where `Bytes::of` has one.
    pub fn of(path: &Path, separator: u8) -> Result<Records, Failure> {
        let bytes = Bytes::of(path)?;
        Records::open(path, &bytes, separator).map_err(|e| Failure::disk("reading a file", e))
    }

    /// Opens a file, if it can be opened. Records are counted from its first line, whatever is to be skipped.
    pub(super) fn open(path: &Path, bytes: &Bytes, separator: u8) -> io::Result<Records> {
        Ok(Records::over(Box::new(Text::open(path, bytes)?), separator))
    }

    /// The records of any text with LF line breaks.
    pub fn over(text: Box<dyn Read + Send>, separator: u8) -> Records {
        let reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .terminator(Terminator::Any(b'\n'))
            .buffer_capacity(128 * 1024)
            .from_reader(EndedText {
                text,
                allowed: LONGEST,
                given: 0,
                end: format!("\n{END}\n").into_bytes(),
                ended: false,
            });
        Records {
            reader,
            over: false,
        }
    }

    /// Reads nothing more: what follows an error cannot be trusted.
    pub(super) fn stop(&mut self) {
        self.over = true;
    }

    /// Reads the next record that is not blank; `false` at the end, an error where the file cannot be read further.
    pub fn next_into(&mut self, record: &mut FileRecord) -> io::Result<bool> {
        record.broken = false;
        while !self.over {
            let line = self.reader.position().line();
            self.reader.get_mut().allowed = LONGEST;
            if !self.reader.read_record(&mut record.cells).map_err(to_io)? {
                self.over = true;
                break;
            }
            let cut = cut_short(&record.cells);
            self.find_line(line, record, cut.is_none());
            if let Some(broken) = cut {
                self.over = true;
                record.broken = broken;
                return Ok(broken);
            }
            // The line break it ended with is past the file's own bytes: it is the one we put there.
            record.last = self.reader.position().byte() > self.reader.get_ref().given;
            if record.cells.iter().any(|cell| !cell.is_empty()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The reader counts the line breaks it has passed. A record ends with one, unless it is cut short, and may
    /// hold more; blank lines before it do not belong to it.
    fn find_line(&self, before: u64, record: &mut FileRecord, ended: bool) {
        let after = self.reader.position().line() - u64::from(ended);
        record.line = if after == before {
            before
        } else {
            let inside = record.cells.as_byte_record().as_slice();
            after - inside.iter().filter(|&&b| b == b'\n').count() as u64
        };
    }
}

/// Whether a record holds the end of the file: `false` when it is nothing else, `true` when it stands inside a
/// quote.
fn cut_short(cells: &StringRecord) -> Option<bool> {
    let last = cells.iter().next_back()?;
    let ends = last.len() >= END.len() && last.trim_end_matches('\n').ends_with(END);
    ends.then(|| cells.len() > 1 || last.len() > END.len())
}

fn to_io(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => io::Error::new(io::ErrorKind::InvalidData, CHANGED),
    }
}

/// A text with [`END`] behind it, or where one record has taken all it is allowed.
struct EndedText {
    text: Box<dyn Read + Send>,
    allowed: usize,
    given: u64,
    end: Vec<u8>,
    ended: bool,
}

impl Read for EndedText {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if !self.ended {
            let n = into.len().min(self.allowed);
            let n = self.text.read(&mut into[..n])?;
            self.allowed -= n;
            self.given += n as u64;
            if n > 0 || into.is_empty() {
                return Ok(n);
            }
            self.ended = true;
        }
        let n = into.len().min(self.end.len());
        into[..n].copy_from_slice(&self.end[..n]);
        self.end.drain(..n);
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, separator: u8) -> Vec<(u64, Vec<String>, bool)> {
        let text = Box::new(io::Cursor::new(text.as_bytes().to_vec()));
        let mut records = Records::over(text, separator);
        let mut record = FileRecord::default();
        let mut all = Vec::new();
        while records.next_into(&mut record).unwrap() {
            let cells = record.cells.iter().map(str::to_owned).collect();
            all.push((record.line, cells, record.broken));
        }
        all
    }

    fn lines(text: &str) -> Vec<(u64, bool)> {
        read(text, b',').into_iter().map(|r| (r.0, r.2)).collect()
    }

    #[test]
    fn every_record_knows_the_line_it_starts_on() {
        let text = "a,b\n\n\n1,\"x\ny\n\"\n2,z\n,\n\n3,\"\n\"";
        assert_eq!(
            lines(text),
            [(1, false), (4, false), (7, false), (10, false)]
        );
    }

    #[test]
    fn a_file_cut_inside_a_quote_breaks_its_last_record_only() {
        assert_eq!(lines("a,b\n1,\"x\ny"), [(1, false), (2, true)]);
        assert_eq!(
            lines("a,b\n1,\"x\"\n\"\n\n"),
            [(1, false), (2, false), (3, true)]
        );
        assert_eq!(lines("a,b\n1,x"), [(1, false), (2, false)]);
        assert_eq!(lines(""), []);
        assert_eq!(lines("\""), [(1, true)]);
    }

    #[test]
    fn an_open_quote_does_not_take_the_whole_file_into_memory() {
        let text = format!("a,b\n1,\"{}", "word\n".repeat(LONGEST / 4));
        let all = read(&text, b',');
        assert_eq!((all.len(), all[1].0, all[1].2), (2, 2, true));
        assert!(all[1].1[1].len() <= LONGEST + 256 * 1024);
    }
}
