//! The room's memory: the only place that names SQLite. Must not know screens, files or formats.

mod error;
pub mod search;
