//! Leaves out of a release what only unwinding reads: a panic ends it where it is told (`runtime/fault.rs`), and those
//! tables are a thirteenth of the program. No key of `Cargo.toml` says so, and a flag of the compiler would hold for
//! tests too, which do unwind. Must not speak to a linker that somebody chose, or beside their own flags: not every
//! linker knows a script.

#![allow(clippy::print_stdout)]

use std::path::Path;
use std::{env, fs, io};

const WITHOUT: &str = "\
SECTIONS { /DISCARD/ : { *(.eh_frame .eh_frame_hdr .gcc_except_table .gcc_except_table.*) } }
INSERT AFTER .text;
";

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
    }
    Ok(())
}
