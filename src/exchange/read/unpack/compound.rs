//! Files of Microsoft's compound format: which streams are in one, and the bytes of a stream.
//! Must not know what is in a stream.

use std::fs::File;
use std::io::{self, Read};

/// No larger file is read: all of it is held in memory.
const LARGEST: u64 = 256 << 20;

/// What ends a chain of sectors, and whatever is above it.
const END: u32 = 0xFFFF_FFFA;

/// Streams shorter than this lie in the stream of small ones.
const SMALL: usize = 4096;

/// A file of streams.
pub struct Compound {
    bytes: Vec<u8>,
    sector: usize,
    next: Vec<u32>,
    streams: Vec<CompoundStream>,
    small_next: Vec<u32>,
    small: Vec<u8>,
}

struct CompoundStream {
    name: String,
    start: u32,
    length: usize,
}

impl Compound {
    /// Reads a file; nothing where it is broken.
    ///
    /// # Errors
    /// When it cannot be read, or is larger than any such file should be.
    pub fn read(file: &File) -> io::Result<Option<Compound>> {
        let mut bytes = Vec::new();
        file.take(LARGEST + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LARGEST {
            return Err(io::Error::other("it is larger than 256 MB"));
        }
        // A sector at the end that is not all there counts as empty from there on.
        bytes.resize(bytes.len() + SMALL, 0);
        Ok(Compound::of(bytes))
    }

    fn of(bytes: Vec<u8>) -> Option<Compound> {
        let sector = match u16_at(&bytes, 30)? {
            9 => 512,
            12 => 4096,
            _ => return None,
        };
        let mut file = Compound {
            bytes,
            sector,
            next: Vec::new(),
            streams: Vec::new(),
            small_next: Vec::new(),
            small: Vec::new(),
        };
        file.next = file.all_next()?;
        let head = |at| u32_at(&file.bytes, at);
        let folder = file.chain(head(48)?, usize::MAX)?;
        let (small, count) = (head(60)?, head(64)? as usize);
        file.streams = folder
            .as_chunks::<128>()
            .0
            .iter()
            .filter_map(stream)
            .collect();
        file.small_next = numbers(&file.chain(small, count.checked_mul(sector)?)?);
        let root = file.streams.first()?;
        file.small = file.chain(root.start, root.length)?;
        Some(file)
    }

    /// Which sector follows each: the table is in sectors itself, which a list in the header begins.
    fn all_next(&self) -> Option<Vec<u32>> {
        let mut tables = numbers(self.bytes.get(76..512)?);
        let mut more = u32_at(&self.bytes, 68)?;
        let mut left = self.bytes.len() / self.sector;
        while more < END {
            left = left.checked_sub(1)?;
            let mut list = numbers(self.sector_at(more)?);
            more = list.pop()?;
            tables.extend(list);
        }
        let mut next = Vec::new();
        for at in tables.into_iter().filter(|at| *at < END) {
            if next.len() > self.bytes.len() {
                return None;
            }
            next.extend(numbers(self.sector_at(at)?));
        }
        Some(next)
    }

    fn sector_at(&self, at: u32) -> Option<&[u8]> {
        let from = (at as usize).checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(from..from.checked_add(self.sector)?)
    }

    /// The bytes of a chain of sectors; nothing where it goes in a circle or beyond the file.
    fn chain(&self, start: u32, length: usize) -> Option<Vec<u8>> {
        let (mut bytes, mut at) = (Vec::new(), start);
        while at < END && bytes.len() < length {
            if bytes.len() > self.bytes.len() {
                return None;
            }
            bytes.extend_from_slice(self.sector_at(at)?);
            at = *self.next.get(at as usize)?;
        }
        bytes.truncate(length);
        Some(bytes)
    }

    /// Whether there is a stream of this name.
    pub fn has(&self, name: &str) -> bool {
        self.streams
            .iter()
            .any(|s| s.name.eq_ignore_ascii_case(name))
    }

    /// The bytes of a stream; nothing where it is not there or broken.
    pub fn stream(&self, name: &str) -> Option<Vec<u8>> {
        let mut streams = self.streams.iter();
        let found = streams.find(|s| s.name.eq_ignore_ascii_case(name))?;
        if found.length >= SMALL {
            return self.chain(found.start, found.length);
        }
        let (mut bytes, mut at) = (Vec::new(), found.start);
        while at < END && bytes.len() < found.length {
            let from = (at as usize).checked_mul(64)?;
            bytes.extend_from_slice(self.small.get(from..from + 64)?);
            at = *self.small_next.get(at as usize)?;
        }
        bytes.truncate(found.length);
        Some(bytes)
    }
}

fn stream(entry: &[u8; 128]) -> Option<CompoundStream> {
    let letters = usize::from(u16_at(entry, 64)?).checked_sub(2)? / 2;
    let wide = entry[..64].as_chunks::<2>().0.iter().take(letters);
    let wide: Vec<u16> = wide.map(|pair| u16::from_le_bytes(*pair)).collect();
    Some(CompoundStream {
        name: String::from_utf16_lossy(&wide),
        start: u32_at(entry, 116)?,
        length: u32_at(entry, 120)? as usize,
    })
}

fn numbers(bytes: &[u8]) -> Vec<u32> {
    let numbers = bytes.as_chunks::<4>().0.iter();
    numbers.map(|four| u32::from_le_bytes(*four)).collect()
}

/// Two bytes as a number.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_le_bytes(*two))
}

/// Four bytes as a number.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*four))
}
