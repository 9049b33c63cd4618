//! Packs the demo's files, which would be a seventieth of the program: `exchange/company` unpacks them. Must not know what
//! stands in them.

use std::io::Write;
use std::path::Path;
use std::{env, fs, io};

use flate2::Compression;
use flate2::write::DeflateEncoder;

const FILES: &str = "fixtures/demo";

/// Each of the files as `NAME.deflated` where the compiler finds it.
pub(super) fn write() -> io::Result<()> {
    println!("cargo::rerun-if-changed={FILES}");
    let out = env::var_os("OUT_DIR").unwrap_or_default();
    for file in fs::read_dir(FILES)? {
        let path = file?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let to = fs::File::create(Path::new(&out).join(format!("{name}.deflated")))?;
        let mut packed = DeflateEncoder::new(to, Compression::best());
        packed.write_all(&fs::read(&path)?)?;
        packed.finish()?;
    }
    Ok(())
}
