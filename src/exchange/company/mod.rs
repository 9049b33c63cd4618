//! A believable small company, built into the program, and a generator of larger ones.
//! Both are plain CSV files, because they go through the same importer as anybody's export.
//! Must not know the store: who imports these files is the caller's affair.

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

/// The demo's files by name, in import order, as they stand in `fixtures/demo`.
pub fn demo_files() -> &'static [(&'static str, &'static [u8])] {
    &[
        (
            "owners.csv",
            include_bytes!("../../../fixtures/demo/owners.csv"),
        ),
        (
            "accounts.csv",
            include_bytes!("../../../fixtures/demo/accounts.csv"),
        ),
        (
            "subscriptions.csv",
            include_bytes!("../../../fixtures/demo/subscriptions.csv"),
        ),
        (
            "roadmap.csv",
            include_bytes!("../../../fixtures/demo/roadmap.csv"),
        ),
        (
            "exit_surveys.csv",
            include_bytes!("../../../fixtures/demo/exit_surveys.csv"),
        ),
        (
            "feedback.csv",
            include_bytes!("../../../fixtures/demo/feedback.csv"),
        ),
        (
            "usage.csv",
            include_bytes!("../../../fixtures/demo/usage.csv"),
        ),
    ]
}
