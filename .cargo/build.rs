//! What is done before the program is compiled: the demo's files are packed, and the linker is told what to leave out.

#![allow(clippy::print_stdout)]

mod link;
mod packed;

fn main() -> std::io::Result<()> {
    packed::write()?;
    link::tell()
}
