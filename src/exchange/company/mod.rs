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

const OWNERS: &[u8] = include_bytes!("../../../fixtures/demo/owners.csv");
const ACCOUNTS: &[u8] = include_bytes!("../../../fixtures/demo/accounts.csv");
const SUBSCRIPTIONS: &[u8] = include_bytes!("../../../fixtures/demo/subscriptions.csv");
const ROADMAP: &[u8] = include_bytes!("../../../fixtures/demo/roadmap.csv");
const EXIT_SURVEYS: &[u8] = include_bytes!("../../../fixtures/demo/exit_surveys.csv");
const FEEDBACK: &[u8] = include_bytes!("../../../fixtures/demo/feedback.csv");
const USAGE: &[u8] = include_bytes!("../../../fixtures/demo/usage.csv");

/// The demo's files by name, in import order, as they stand in `fixtures/demo`.
pub const fn demo_files() -> &'static [(&'static str, &'static [u8])] {
    &[
        ("owners.csv", OWNERS),
        ("accounts.csv", ACCOUNTS),
        ("subscriptions.csv", SUBSCRIPTIONS),
        ("roadmap.csv", ROADMAP),
        ("exit_surveys.csv", EXIT_SURVEYS),
        ("feedback.csv", FEEDBACK),
        ("usage.csv", USAGE),
    ]
}
