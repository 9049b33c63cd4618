//! `churnroom doctor`: what would be wrong here, before it goes wrong. It writes nothing and makes nothing.
//! Must not know how a room is opened.

use std::io::IsTerminal;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use serde_json::json;

use super::output::Shown;
use super::place;
use super::session::Session;
use crate::domain::failure::Failure;
use crate::domain::money::counted;

/// One thing looked at.
struct Finding {
    what: &'static str,
    ok: bool,
    words: String,
}

fn finding(what: &'static str, ok: bool, words: impl Into<String>) -> Finding {
    Finding {
        what,
        ok,
        words: words.into(),
    }
}

const COLUMNS: &str = "=sign|what|~found";

/// Runs it. What is wrong is listed, not failed: a sick room still gets its whole answer.
pub fn run(session: &mut Session) -> Result<Shown, Failure> {
    let mut findings = vec![
        finding("churnroom", true, env!("CARGO_PKG_VERSION")),
        configuration()?,
    ];
    findings.extend(terminal());
    findings.push(folder(&session.db));
    findings.extend(room(session));
    for finding in &mut findings {
        finding.words = session.covered(std::mem::take(&mut finding.words));
    }
    let wrong = findings.iter().filter(|f| !f.ok).count();
    let items = findings.iter().map(|f| {
        let sign = if f.ok { "ok" } else { "!" };
        json!({"what": f.what, "ok": f.ok, "found": f.words, "sign": sign})
    });
    let shown = Shown::list(COLUMNS, items.collect(), None);
    Ok(shown.noted((wrong > 0).then(|| format!("{wrong} to look at"))))
}

fn configuration() -> Result<Finding, Failure> {
    let path = place::config_file()?;
    let there = if path.exists() {
        ""
    } else {
        " (not there: defaults)"
    };
    let words = format!("{}{there}", path.display());
    Ok(finding("configuration", true, words))
}

fn terminal() -> Vec<Finding> {
    let term = std::env::var("TERM").unwrap_or_default();
    let utf8 = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|value| !value.is_empty())
        .is_some_and(|value| {
            let value = value.to_lowercase();
            value.contains("utf-8") || value.contains("utf8")
        });
    let size = rustix::termios::tcgetwinsize(std::io::stdout()).ok();
    let both = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let screen = match size.filter(|_| both) {
        None => (
            false,
            "none here: the room opens only in a terminal".to_owned(),
        ),
        Some(size) => {
            let (columns, rows) = (size.ws_col, size.ws_row);
            let words = format!("{columns} by {rows}, at home from 80 by 24");
            (columns >= 80 && rows >= 24, words)
        }
    };
    let kind = match term.as_str() {
        "" => (
            false,
            "not set: set it to what the terminal is, such as xterm-256color",
        ),
        "dumb" => (false, "dumb: it cannot place text; use the subcommands"),
        term => (true, term),
    };
    let words = if utf8 {
        "UTF-8"
    } else {
        "not UTF-8: set LANG, such as LANG=C.UTF-8, or accents may be wrong"
    };
    vec![
        finding("terminal", screen.0, screen.1),
        finding("TERM", kind.0, kind.1),
        finding("text", utf8, words),
    ]
}

fn folder(room: &Path) -> Finding {
    let folder = match room.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let name = folder.display();
    match std::fs::metadata(folder) {
        Err(_) => {
            let words = format!("{name} is not there yet; it is made when needed");
            finding("folder", true, words)
        }
        Ok(meta) if !meta.is_dir() => finding("folder", false, format!("{name} is not a folder")),
        Ok(meta) => {
            let writable = rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_ok();
            let words = match writable {
                true => "writable",
                false => "not writable: choose another with --db",
            };
            let words = format!("{name}, {words}, mode {:04o}", meta.mode() & 0o7777);
            finding("folder", writable, words)
        }
    }
}

fn room(session: &mut Session) -> Vec<Finding> {
    let name = session.db.display().to_string();
    if !session.db.exists() {
        let words = format!("{name} is not there yet; `churnroom import FILE...` makes it");
        return vec![finding("room", true, words)];
    }
    match session.room() {
        Err(failure) => vec![finding("room", false, failure.to_string())],
        Ok(room) => {
            let holds = format!(
                "{name}, {}, {} of feedback, data up to {}",
                counted(room.accounts, "account"),
                counted(room.feedback, "piece"),
                room.extent
                    .reach
                    .map_or_else(|| "no day yet".to_owned(), |day| day.to_string())
            );
            let mut findings = vec![finding("room", true, holds)];
            if let Some(why) = room.read_only {
                findings.push(finding("writing", false, why));
            }
            for warning in room.warnings.into_iter().chain(room.lacks) {
                findings.push(finding("place", false, warning));
            }
            findings
        }
    }
}
