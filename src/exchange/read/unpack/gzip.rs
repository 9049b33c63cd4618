//! A file packed with gzip, unpacked up to a limit. Must not know what is in it.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use flate2::bufread::GzDecoder;

use crate::domain::failure::Failure;
use crate::exchange::safe::quoted;

use super::{MOST_BYTES, no_room, too_long};

/// A file that unpacks to more than this, and to so many times its size, was made to fill the disk.
const SMALL: u64 = 64 << 20;
const RATIO: u64 = 200;

/// Unpacks a file.
///
/// # Errors
/// When it is cut short, broken or too long, or the disk is full.
pub fn unpack(file: &File, to: &Path) -> Result<(), Failure> {
    let packed = file.metadata().map_err(no_room)?.len();
    let mut from = GzDecoder::new(BufReader::new(file));
    let mut out = File::create_new(to).map_err(no_room)?;
    let mut block = vec![0; 128 * 1024];
    let mut length = 0;
    loop {
        let n = from.read(&mut block).map_err(broken)?;
        if n == 0 {
            let mut rest = from.into_inner();
            if !goes_on(&mut rest)? {
                break;
            }
            from = GzDecoder::new(rest);
            continue;
        }
        length += n as u64;
        if length > MOST_BYTES {
            return Err(too_long());
        }
        if length > SMALL && length / RATIO > packed {
            return Err(
                Failure::failed("it unpacks to more than 200 times its size")
                    .hint("unpack it yourself if it is right, and import what is in it"),
            );
        }
        out.write_all(&block[..n]).map_err(no_room)?;
    }
    match length {
        0 => Err(Failure::failed("it is packed with gzip and empty").hint("export it again")),
        _ => Ok(()),
    }
}

/// Whether another packed part follows one that is over; what is filled up with zeros is over, too.
fn goes_on(rest: &mut impl BufRead) -> Result<bool, Failure> {
    let next = rest.fill_buf().map_err(broken)?;
    match next.iter().all(|b| *b == 0) {
        true => Ok(false),
        false if next[0] == 0x1f => Ok(true),
        false => Err(Failure::failed(
            "it is packed with gzip, and other bytes follow behind its end",
        )
        .hint("download or export it again, or unpack it yourself if what is in it is right")),
    }
}

fn broken(error: io::Error) -> Failure {
    if error.kind() == io::ErrorKind::UnexpectedEof {
        return Failure::failed("it is packed with gzip and cut short")
            .hint("download or export it again");
    }
    let said = quoted(&error.to_string(), 200);
    Failure::failed(format!("it is no readable gzip file: {said}"))
        .hint("download or export it again")
}
