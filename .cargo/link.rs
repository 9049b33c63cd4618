//! Leaves out of a release what only unwinding reads: a panic ends it where it is told (`runtime/fault.rs`), and those
//! tables are a thirteenth of the program. No key of `Cargo.toml` says so, and a flag of the compiler would hold for
//! tests too, which do unwind. What is moved when it is loaded is listed in a thirtieth of its place, where the C library
//! here reads such a list. Functions that came out as the same machine code are there once, where the linker is the one
//! that comes with the compiler; no address of a function is compared (the compiler warns of it). Must not speak to a
//! linker that somebody chose, or beside their own flags: not every linker knows a script.

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

/// Where the compiler comes with a linker of its own, under its root; it is taken by itself on this target alone, since
/// Rust 1.90 (<https://blog.rust-lang.org/2025/09/01/rust-lld-on-1.90.0-stable/>).
const OWN_LINKER: (&str, &str, u32) = (
    "x86_64-unknown-linux-gnu",
    "lib/rustlib/x86_64-unknown-linux-gnu/bin/gcc-ld/ld.lld",
    90,
);
const ALIKE_ONCE: &str = "-Wl,--icf=all";

/// What the compiler says of itself.
fn compiler(arguments: &[&str]) -> Option<String> {
    let said = Command::new(env::var_os("RUSTC")?).args(arguments).output();
    String::from_utf8(said.ok()?.stdout).ok()
}

/// Whether the linker is the one that comes with the compiler.
fn is_own_linker(target: &str) -> Option<bool> {
    let (only, place, since) = OWN_LINKER;
    let version = compiler(&["--version"])?;
    let minor = version.strip_prefix("rustc 1.")?.split('.').next()?;
    let root = compiler(&["--print", "sysroot"])?;
    let is_there = Path::new(root.trim()).join(place).exists();
    Some(target == only && is_there && minor.parse::<u32>().ok()? >= since)
}

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

/// Tells it, where it is the one that is known.
pub(super) fn tell() -> io::Result<()> {
    println!("cargo::rerun-if-changed=.cargo");
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
        if is_own_linker(&said("TARGET")).unwrap_or_default() {
            println!("cargo::rustc-link-arg-bins={ALIKE_ONCE}");
        }
    }
    Ok(())
}
