//! The log: a file in the XDG state folder, never the terminal, and no customer words in it.
//! Must not stop the program when it cannot be written.

use std::path::PathBuf;

use etcetera::BaseStrategy;
use tracing_appender::non_blocking::WorkerGuard;

/// Where the log is, if there is a home for it.
pub fn folder() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.state_dir()?.join("churnroom"))
}

/// Starts logging; the guard writes what is left when it is dropped.
pub fn start() -> Option<WorkerGuard> {
    let folder = folder()?;
    std::fs::create_dir_all(&folder).ok()?;
    let appender = tracing_appender::rolling::Builder::new()
        .rotation(tracing_appender::rolling::Rotation::DAILY)
        .filename_prefix("churnroom")
        .filename_suffix("log")
        .max_log_files(7)
        .build(folder)
        .ok()?;
    let (writer, guard) = tracing_appender::non_blocking(appender);
    let subscriber = tracing_subscriber::fmt()
        .with_writer(writer)
        .with_ansi(false)
        .with_target(false)
        .finish();
    tracing::subscriber::set_global_default(subscriber).ok()?;
    Some(guard)
}
