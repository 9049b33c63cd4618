//! The log: a file a day in the XDG state folder, never the terminal, and no customer words in it.
//! Must not stop the program when it cannot be written.

use std::fmt::{self, Write as _};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, Utc};
use etcetera::BaseStrategy;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

use crate::domain::safe;
use crate::domain::sort::sort;

/// So many days are kept.
const DAYS: usize = 7;

/// Where the log is, if there is a home for it.
pub fn folder() -> Option<PathBuf> {
    let base = etcetera::choose_base_strategy().ok()?;
    Some(base.state_dir()?.join("churnroom"))
}

/// Starts logging, where there is a place for it.
pub fn start() {
    let begun = folder().and_then(|folder| LogWriter::begin(folder).ok());
    if let Some(log) = begun {
        // It fails only where another log was begun before, which then serves as well.
        let _ = tracing::subscriber::set_global_default(log);
    }
}

/// What writes it. Its file is opened for each line anew, as there are few, and tomorrow's is another.
struct LogWriter {
    folder: PathBuf,
}

impl LogWriter {
    /// Makes the folder and today's file, and lets the files of long ago go.
    fn begin(folder: PathBuf) -> io::Result<LogWriter> {
        fs::create_dir_all(&folder)?;
        let log = LogWriter { folder };
        log.file(Utc::now().date_naive())?;
        log.forget()?;
        Ok(log)
    }

    fn file(&self, day: NaiveDate) -> io::Result<File> {
        let path = self.folder.join(format!("churnroom.{day}.log"));
        OpenOptions::new().append(true).create(true).open(path)
    }

    fn forget(&self) -> io::Result<()> {
        let entries = fs::read_dir(&self.folder)?.flatten();
        let mut files: Vec<PathBuf> = entries.map(|e| e.path()).filter(|p| is_log(p)).collect();
        sort(&mut files);
        for old in files.iter().rev().skip(DAYS) {
            fs::remove_file(old)?;
        }
        Ok(())
    }
}

/// Whether a file was named by this one.
fn is_log(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    let day = name.and_then(|name| name.strip_prefix("churnroom.")?.strip_suffix(".log"));
    day.is_some_and(|day| day.parse::<NaiveDate>().is_ok()) && path.is_file()
}

impl Subscriber for LogWriter {
    fn enabled(&self, about: &Metadata<'_>) -> bool {
        *about.level() <= Level::INFO
    }

    fn event(&self, event: &Event<'_>) {
        let now = Utc::now();
        let time = now.format("%Y-%m-%dT%H:%M:%S%.6fZ");
        let mut line = LogLine(format!("{time} {:>5} ", event.metadata().level()));
        event.record(&mut line);
        let line = safe::one_line(&line.0).into_owned() + "\n";
        // In one piece, as other processes write into the same file.
        let written = self.file(now.date_naive());
        let _ = written.and_then(|mut file| file.write_all(line.as_bytes()));
    }

    // Nothing here lasts, so that there are no spans to tell of.
    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// One line while it is put together: what happened, then what it happened to.
struct LogLine(String);

impl Visit for LogLine {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        let _ = match field.name() {
            "message" => write!(self.0, "{value:?}"),
            name => write!(self.0, " {name}={value:?}"),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_when_how_grave_and_what_and_nothing_leaves_it() {
        let home = tempfile::tempdir().unwrap();
        let log = LogWriter::begin(home.path().to_owned()).unwrap();
        tracing::subscriber::with_default(log, || {
            let place = Some("src/a.rs:1:2".to_owned());
            tracing::warn!(place, "a broken file");
            tracing::error!(error = %"no\nroom", "not kept");
            tracing::debug!("nobody reads this");
        });
        let file = fs::read_dir(home.path()).unwrap().next().unwrap().unwrap();
        let text = fs::read_to_string(file.path()).unwrap();
        let lines: Vec<(&str, &str)> = text.lines().map(|line| line.split_at(27)).collect();
        let [(when, broken), (_, kept)] = lines[..] else {
            panic!("{text}");
        };
        assert!(when.ends_with('Z') && when.parse::<chrono::DateTime<Utc>>().is_ok());
        assert_eq!(broken, "  WARN a broken file place=\"src/a.rs:1:2\"");
        assert_eq!(kept, " ERROR not kept error=no room");
    }

    #[test]
    fn files_of_long_ago_go_and_those_of_others_stay() {
        let home = tempfile::tempdir().unwrap();
        let old = (1..=9).map(|day| format!("churnroom.2020-01-0{day}.log"));
        for name in old.chain(["churnroom.log".to_owned(), "churnroom.a.log".to_owned()]) {
            fs::write(home.path().join(name), "").unwrap();
        }
        LogWriter::begin(home.path().to_owned()).unwrap();
        let left = fs::read_dir(home.path()).unwrap().flatten();
        let mut left: Vec<_> = left
            .filter_map(|e| e.file_name().into_string().ok())
            .collect();
        left.sort_unstable();
        assert_eq!(left.len(), DAYS + 2);
        assert_eq!(left[0], "churnroom.2020-01-04.log");
        assert!(left.contains(&"churnroom.a.log".to_owned()));
    }
}
