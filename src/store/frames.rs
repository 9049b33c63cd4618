//! How a write-ahead log is laid out: its head, what stands before each page in it, what is summed up
//! (see <https://sqlite.org/fileformat2.html#walformat>). Must not know whose a log is, nor what is in its pages.

use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

/// The log's head, and what stands before each page in it.
pub const HEAD: usize = 32;
pub const FRAME: usize = 24;

/// How long the pages of our rooms are, where nothing says it any more.
pub const PAGE: usize = 4096;

/// Where the salts stand in what stands before a page.
const SALTS: usize = 8;

/// What is the same before each page of a log, and another in the next log.
pub type Salts = [u8; 8];

/// Two halves, each word of what is summed up goes into one and so into the other.
pub type LogSum = [u32; 2];

/// Whether a log begins as SQLite's do, whatever else its head says.
pub fn begins(head: &[u8]) -> bool {
    matches!(number_at(head, 0), 0x377f_0682 | 0x377f_0683)
}

/// Whether the head of a log is as it was written. (The sum of zeros is zero.)
pub fn is_whole(head: &[u8]) -> bool {
    let reckoned = summed([0; 2], &head[..24], number_at(head, 0) & 1 == 1);
    begins(head) && sum_at(head, 24) == reckoned
}

/// Whether a file is a log, of which the head may be damaged; one that is empty or all zeros after a power failure holds
/// nothing.
pub fn is_log(at: &Path) -> bool {
    let Ok(file) = File::open(at) else {
        return true;
    };
    let mut start = [0; 4];
    let read = file.read_exact_at(&mut start, 0);
    read.is_err() || start == [0; 4] || begins(&start) || salts(&file).is_some()
}

/// What stands alike before several of the first pages of a log: its head may be damaged, or a part of it gone.
pub fn salts(log: &File) -> Option<Salts> {
    let part = |nth: u64| {
        let mut part = [0; HEAD + SALTS + 8];
        let read = log.read_exact_at(&mut part, nth * (FRAME + PAGE) as u64);
        read.is_ok().then_some(part)
    };
    (0..4).find_map(|first| {
        let parts: Vec<_> = (first..first + 4).map_while(part).collect();
        let (one, others) = parts.split_first()?;
        (SALTS..=HEAD + SALTS).rev().find_map(|start| {
            let at = start..start + 8;
            let alike = others
                .iter()
                .all(|other| other[at.clone()] == one[at.clone()]);
            let found = Salts::try_from(&one[at.clone()]).ok()?;
            (alike && !others.is_empty() && found != [0; 8]).then_some(found)
        })
    })
}

/// Goes on with a sum.
pub fn summed(mut sum: LogSum, bytes: &[u8], big: bool) -> LogSum {
    for pair in bytes.chunks_exact(8) {
        sum[0] = sum[0]
            .wrapping_add(word(&pair[..4], big))
            .wrapping_add(sum[1]);
        sum[1] = sum[1]
            .wrapping_add(word(&pair[4..], big))
            .wrapping_add(sum[0]);
    }
    sum
}

pub fn word(bytes: &[u8], big: bool) -> u32 {
    let bytes = [bytes[0], bytes[1], bytes[2], bytes[3]];
    if big {
        u32::from_be_bytes(bytes)
    } else {
        u32::from_le_bytes(bytes)
    }
}

/// A number of four bytes, the highest first.
pub fn number_at(bytes: &[u8], at: usize) -> u32 {
    word(&bytes[at..at + 4], true)
}

pub fn sum_at(bytes: &[u8], at: usize) -> LogSum {
    [number_at(bytes, at), number_at(bytes, at + 4)]
}
