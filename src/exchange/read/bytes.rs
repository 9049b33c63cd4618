//! The bytes of a file as one stream of UTF-8 with LF line breaks, whatever they were; never whole in memory.
//! Must not know columns, quotes or separators.

use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::domain::failure::Failure;
use crate::exchange::safe::quoted;

/// How much is read from the file at once.
const BLOCK: usize = 128 * 1024;

/// What one pass over a file's bytes says about it.
#[derive(Clone, Copy, Debug)]
pub struct Bytes {
    /// How its bytes spell characters.
    pub encoding: &'static Encoding,
    /// Hash of all of them.
    pub hash: u64,
    /// Whether any CR is among them, so that line breaks have to be evened out.
    has_cr: bool,
    /// What the system said of the file before any of it was read.
    stamp: Stamp,
}

/// What tells without reading it whether a file is the one it was: its place on the disk, length and time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stamp([u64; 3], [i64; 2]);

impl Stamp {
    /// That of an open file.
    ///
    /// # Errors
    /// When the system does not say.
    pub fn of(file: &File) -> io::Result<Stamp> {
        Ok(Stamp::from(&file.metadata()?))
    }
}

impl From<&Metadata> for Stamp {
    fn from(meta: &Metadata) -> Stamp {
        Stamp(
            [meta.dev(), meta.ino(), meta.len()],
            [meta.mtime(), meta.mtime_nsec()],
        )
    }
}

/// What is said of a file that somebody wrote to meanwhile.
pub const CHANGED: &str = "it changed while it was read";

impl Bytes {
    /// Reads a whole file once, to hash it and to find its encoding: by its mark, by the zero bytes of UTF-16,
    /// as UTF-8 where it mostly is, else as Windows-1252.
    ///
    /// # Errors
    /// When it is missing, empty, not a plain file, or cannot be read.
    pub fn of(path: &Path) -> Result<Bytes, Failure> {
        let name = quoted(&path.display().to_string(), 200);
        let fail = |error: io::Error| {
            let doing = format!("reading {name}");
            let why = match error.kind() {
                io::ErrorKind::NotFound => "there is no such file",
                io::ErrorKind::PermissionDenied => "you may not read it",
                _ => return Failure::disk(&doing, error),
            };
            Failure::failed(format!("{doing}: {why}"))
                .hint("check the name and that you may read it")
        };
        let meta = std::fs::metadata(path).map_err(fail)?;
        if meta.is_dir() {
            return Err(Failure::usage(format!("reading {name}: it is a folder"))
                .hint("name the files in it"));
        }
        if !meta.is_file() {
            return Err(
                Failure::usage(format!("reading {name}: it is not a plain file"))
                    .hint("save what it gives as a file first"),
            );
        }
        let mut pass = Pass::default();
        let mut file = File::open(path).map_err(fail)?;
        let stamp = Stamp::of(&file).map_err(fail)?;
        let mut block = vec![0; BLOCK];
        loop {
            let n = file.read(&mut block).map_err(fail)?;
            if n == 0 {
                break;
            }
            pass.take(&block[..n]);
        }
        if !pass.some {
            return Err(Failure::failed(format!("reading {name}: it is empty"))
                .hint("export it again, with its header line"));
        }
        if Stamp::of(&file).map_err(fail)? != stamp {
            return Err(Failure::failed(format!("reading {name}: {CHANGED}"))
                .hint("import it again when it is written whole"));
        }
        Ok(pass.verdict(stamp))
    }

    /// Whether the file of that name is still the one that was read.
    pub fn is_same(&self, path: &Path) -> bool {
        std::fs::metadata(path).is_ok_and(|meta| Stamp::from(&meta) == self.stamp)
    }
}

/// The running figures of the first pass.
#[derive(Default)]
struct Pass {
    length: u64,
    /// Whether anything but blanks and ends of lines was in it.
    some: bool,
    hash: WideFnv,
    has_cr: bool,
    head: Vec<u8>,
    /// Bytes of a character that the next block goes on with.
    open: Vec<u8>,
    good: u64,
    bad: u64,
}

impl Pass {
    fn take(&mut self, block: &[u8]) {
        if self.length == 0 {
            self.head = block[..block.len().min(4096)].to_vec();
        }
        self.length += block.len() as u64;
        self.some = self.some || block.iter().any(|b| !b.is_ascii_whitespace());
        self.hash.take(block);
        self.has_cr = self.has_cr || block.contains(&b'\r');
        if self.open.is_empty() {
            self.validate(block);
        } else {
            let mut joined = std::mem::take(&mut self.open);
            joined.extend_from_slice(block);
            self.validate(&joined);
        }
    }

    /// Counts well-formed and broken characters beyond ASCII.
    fn validate(&mut self, mut bytes: &[u8]) {
        while let Err(error) = std::str::from_utf8(bytes) {
            let (valid, rest) = bytes.split_at(error.valid_up_to());
            self.good += beyond_ascii(valid);
            match error.error_len() {
                Some(n) => {
                    self.bad += 1;
                    bytes = &rest[n..];
                }
                None => {
                    self.open = rest.to_vec();
                    return;
                }
            }
        }
        self.good += beyond_ascii(bytes);
    }

    fn verdict(self, stamp: Stamp) -> Bytes {
        let zeros = |odd: usize| {
            let every_other = self.head.iter().skip(odd).step_by(2);
            every_other.filter(|&&b| b == 0).count()
        };
        let half = self.head.len() / 2;
        let encoding = match Encoding::for_bom(&self.head) {
            Some((encoding, _)) => encoding,
            None if half > 1 && zeros(1) * 2 > half && zeros(0) * 8 < half => UTF_16LE,
            None if half > 1 && zeros(0) * 2 > half && zeros(1) * 8 < half => UTF_16BE,
            None if self.bad == 0 || self.bad * 4 < self.good => UTF_8,
            None => WINDOWS_1252,
        };
        Bytes {
            encoding,
            hash: self.hash.finish(),
            has_cr: self.has_cr,
            stamp,
        }
    }
}

fn beyond_ascii(valid: &[u8]) -> u64 {
    if valid.is_ascii() {
        return 0;
    }
    valid.iter().filter(|&&b| b >= 0xC0).count() as u64
}

/// FNV-1a taken eight bytes at a step: a gigabyte is hashed in the time it takes to read it.
struct WideFnv {
    hash: u64,
    open: Vec<u8>,
    length: u64,
}

impl Default for WideFnv {
    fn default() -> WideFnv {
        WideFnv {
            hash: 0xcbf2_9ce4_8422_2325,
            open: Vec::with_capacity(8),
            length: 0,
        }
    }
}

impl WideFnv {
    fn step(&mut self, word: [u8; 8]) {
        self.hash = (self.hash ^ u64::from_le_bytes(word)).wrapping_mul(0x0000_0100_0000_01b3);
        // The multiplication only carries upwards; fold the high half back so that no bit is lost.
        self.hash ^= self.hash >> 32;
    }

    fn take(&mut self, mut bytes: &[u8]) {
        self.length += bytes.len() as u64;
        while !self.open.is_empty() && !bytes.is_empty() {
            self.open.push(bytes[0]);
            bytes = &bytes[1..];
            if let Ok(word) = <[u8; 8]>::try_from(self.open.as_slice()) {
                self.step(word);
                self.open.clear();
            }
        }
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.step(*word);
        }
        self.open.extend_from_slice(rest);
    }

    fn finish(mut self) -> u64 {
        let mut last = [0; 8];
        last[..self.open.len()].copy_from_slice(&self.open);
        self.step(last);
        self.step(self.length.to_le_bytes());
        self.hash
    }
}

/// A file as a stream of UTF-8 with LF line breaks and without its byte order mark.
pub struct Text {
    file: File,
    /// What its bytes came to when they were read first, and come to now.
    was: u64,
    now: WideFnv,
    decoder: Decoder,
    evens: bool,
    after_cr: bool,
    raw: Vec<u8>,
    ready: Vec<u8>,
    given: usize,
    done: bool,
}

impl Text {
    /// Opens a file, if it can be opened, as what [`Bytes::of`] found it to be.
    pub fn open(path: &Path, bytes: &Bytes) -> io::Result<Text> {
        Ok(Text {
            file: File::open(path)?,
            was: bytes.hash,
            now: WideFnv::default(),
            decoder: bytes.encoding.new_decoder_with_bom_removal(),
            evens: bytes.has_cr,
            after_cr: false,
            raw: vec![0; BLOCK],
            ready: Vec::with_capacity(BLOCK * 3 + 16),
            given: 0,
            done: false,
        })
    }

    fn refill(&mut self) -> io::Result<()> {
        self.given = 0;
        self.ready.clear();
        while self.ready.is_empty() && !self.done {
            let n = self.file.read(&mut self.raw)?;
            self.done = n == 0;
            self.now.take(&self.raw[..n]);
            if self.done && std::mem::take(&mut self.now).finish() != self.was {
                return Err(io::Error::new(io::ErrorKind::InvalidData, CHANGED));
            }
            self.decode(n);
            if self.evens {
                even_out(&mut self.ready, &mut self.after_cr);
            }
        }
        Ok(())
    }

    /// Decodes the first `n` bytes of the block; 0 ends the stream. What no encoding allows becomes U+FFFD.
    fn decode(&mut self, n: usize) {
        // A byte gives three bytes of UTF-8 at most, and something may be left from the block before.
        self.ready.resize(n * 3 + 16, 0);
        let (raw, ready) = (&self.raw[..n], &mut self.ready);
        let (_, _, written, _) = self.decoder.decode_to_utf8(raw, ready, n == 0);
        self.ready.truncate(written);
    }
}

/// CR LF and lone CR become LF, in place.
fn even_out(text: &mut Vec<u8>, after_cr: &mut bool) {
    let mut kept = 0;
    for at in 0..text.len() {
        let byte = text[at];
        let skip = byte == b'\n' && *after_cr;
        *after_cr = byte == b'\r';
        if !skip {
            text[kept] = if byte == b'\r' { b'\n' } else { byte };
            kept += 1;
        }
    }
    text.truncate(kept);
}

impl Read for Text {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.given == self.ready.len() {
            self.refill()?;
        }
        let n = into.len().min(self.ready.len() - self.given);
        into[..n].copy_from_slice(&self.ready[self.given..self.given + n]);
        self.given += n;
        Ok(n)
    }
}
