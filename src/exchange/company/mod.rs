//! A believable small company, built into the program, and a generator of larger ones.
//! Both are plain CSV files, because they go through the same importer as anybody's export.
//! Must not know the store: who imports these files is the caller's affair.

use std::io::Read;
use std::sync::LazyLock;

use flate2::read::DeflateDecoder;

use crate::domain::day::Day;

mod generate;
mod life;
mod prng;
mod speech;
mod words;

pub use generate::{Company, generate};

#[cfg(test)]
mod tests;

/// The demo's today, 2026-11-06: a week into the month after its last whole one.
pub const DEMO_TODAY: Day = Day(20_763);

/// One of the demo's files as it is built in: `.cargo/packed.rs` has packed it.
macro_rules! packed {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".deflated")),
        )
    };
}

static FILES: LazyLock<[(&str, Vec<u8>); 7]> = LazyLock::new(|| {
    let packed: [(&str, &[u8]); 7] = [
        packed!("owners.csv"),
        packed!("accounts.csv"),
        packed!("subscriptions.csv"),
        packed!("roadmap.csv"),
        packed!("exit_surveys.csv"),
        packed!("feedback.csv"),
        packed!("usage.csv"),
    ];
    packed.map(|(name, bytes)| {
        let mut file = Vec::new();
        // What was packed when the program was built is whole; the tests read each of them.
        let _ = DeflateDecoder::new(bytes).read_to_end(&mut file);
        (name, file)
    })
});

/// The demo's files by name, in import order, as they stand in `fixtures/demo`.
pub fn demo_files() -> &'static [(&'static str, Vec<u8>)] {
    &*FILES
}
