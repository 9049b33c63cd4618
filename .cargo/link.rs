//! Leaves out of a release what only unwinding reads: a panic ends it where it is told (`runtime/fault.rs`), and those
//! tables are a thirteenth of the program. No key of `Cargo.toml` says so, and a flag of the compiler would hold for
//! tests too, which do unwind. What is moved when it is loaded is listed in a thirtieth of its place, where the C library
//! here reads such a list. Must not speak to a linker that somebody chose, or beside their own flags: not every linker
//! knows a script.

#![allow(clippy::print_stdout)]

use std::path::Path;
use std::process::Command;
use std::{env, fs, io};

const WITHOUT: &str = "\
SECTIONS { /DISCARD/ : { *(.eh_frame .eh_frame_hdr .gcc_except_table .gcc_except_table.*) } }
INSERT AFTER .text;
";

/// The first version of glibc that reads a packed list (<https://sourceware.org/glibc/wiki/Release/2.36>). A linker that
/// packs none says so and goes on.
const PACKED_SINCE: (u32, u32) = (2, 36);
const PACKED: &str = "-Wl,-z,pack-relative-relocs";

/// The version of glibc of this machine, `None` where it has another C library.
fn glibc() -> Option<(u32, u32)> {
    let said = Command::new("getconf")
        .arg("GNU_LIBC_VERSION")
        .output()
        .ok()?;
    let said = String::from_utf8(said.stdout).ok()?;
    let (major, minor) = said.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=.cargo/link.rs");
    let said = |name| env::var(name).unwrap_or_default();
    let usual = said("RUSTC_LINKER").is_empty() && said("CARGO_ENCODED_RUSTFLAGS").is_empty();
    if usual && said("PROFILE") == "release" && said("CARGO_CFG_TARGET_OS") == "linux" {
        let script = Path::new(&said("OUT_DIR")).join("without.ld");
        fs::write(&script, WITHOUT)?;
        for argument in ["-Wl,--no-eh-frame-hdr", "-T", &script.to_string_lossy()] {
            println!("cargo::rustc-link-arg-bins={argument}");
        }
        let runs_here = said("HOST") == said("TARGET");
        if runs_here && glibc().is_some_and(|version| version >= PACKED_SINCE) {
            println!("cargo::rustc-link-arg-bins={PACKED}");
        }
    }
    Ok(())
}
