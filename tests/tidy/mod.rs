//! The rules of the house, each with its reason. A rule that a person must remember is a rule
//! that is broken within a month. Must not know what any file does.

mod circles;
mod names;
mod shape;

use std::fs;
use std::path::{Path, PathBuf};

/// A Rust file of the house: its path from the top and its text.
struct File {
    path: String,
    text: String,
}

impl File {
    /// The room it stands in: `domain` for `src/domain/day.rs`.
    fn room(&self) -> Option<&str> {
        self.path
            .strip_prefix("src/")?
            .split_once('/')
            .map(|(room, _)| room)
    }

    /// Whether all of it is tests: `tests.rs`, a file below `tests/`, or one that says so in its first line.
    fn is_test(&self) -> bool {
        self.path.ends_with("tests.rs")
            || self.path.contains("/tests/")
            || self.path.starts_with("tests/")
            || self
                .text
                .lines()
                .next()
                .is_some_and(|line| line.starts_with("//! For tests"))
    }

    /// Its lines before the test module at its end, numbered from 1, without comment lines.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let program = match self.text.find("#[cfg(test)]\nmod tests {") {
            _ if self.is_test() => "",
            Some(start) => &self.text[..start],
            None => &self.text,
        };
        program
            .lines()
            .enumerate()
            .map(|(n, line)| (n + 1, line))
            .filter(|(_, line)| !line.trim_start().starts_with("//"))
    }
}

fn top() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &str) -> Vec<File> {
    let mut found = Vec::new();
    walk(&top().join(folder), &mut found);
    found.sort_by(|a: &File, b| a.path.cmp(&b.path));
    assert!(!found.is_empty(), "no Rust files under {folder}");
    found
}

fn walk(folder: &Path, found: &mut Vec<File>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let name = path.strip_prefix(top()).unwrap();
            found.push(File {
                path: name.to_string_lossy().replace('\\', "/"),
                text: fs::read_to_string(&path).unwrap(),
            });
        }
    }
}

fn report(broken: Vec<String>, why: &str) {
    assert!(broken.is_empty(), "{why}\n  {}", broken.join("\n  "));
}

/// Who may import whom. Data flows one way, so that a change in a screen cannot break a number.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("store", &["domain"]),
    ("exchange", &["domain"]),
    ("keys", &["domain"]),
    ("app", &["keys", "domain"]),
    ("ui", &["app", "keys", "domain"]),
    (
        "runtime",
        &["ui", "app", "store", "exchange", "keys", "domain"],
    ),
    ("cli", &["runtime", "store", "exchange", "keys", "domain"]),
];

#[test]
fn rooms_import_only_what_the_table_allows() {
    let mut broken = Vec::new();
    for file in files("src") {
        let Some(room) = file.room() else { continue };
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == room) else {
            broken.push(format!("{}: `{room}` is no room of the house", file.path));
            continue;
        };
        for (n, line) in file.code() {
            for (other, _) in MAY_IMPORT {
                let named = line.contains(&format!("crate::{other}"));
                if named && *other != room && !allowed.contains(other) {
                    broken.push(format!(
                        "{}:{n}: `{room}` may not know `{other}`",
                        file.path
                    ));
                }
            }
        }
    }
    report(
        broken,
        "an arrow points the wrong way; move the code or mend the seam",
    );
}

/// Names that belong to certain rooms, so that each can be replaced in one place.
const BELONGS: &[(&str, &[&str], &str)] = &[
    (
        "rusqlite",
        &["store"],
        "another engine must be able to stand behind the two doors",
    ),
    (
        "ratatui",
        &["ui", "runtime"],
        "the app is tested without a terminal",
    ),
    (
        "crossterm",
        &["runtime"],
        "one guard owns every terminal mode",
    ),
    (
        "std::thread",
        &["runtime"],
        "threads live where they are joined",
    ),
    (
        "thread::spawn",
        &["runtime"],
        "threads live where they are joined",
    ),
    ("Utc::now", &["runtime", "cli"], "time is an argument"),
    ("Local::now", &["runtime", "cli"], "time is an argument"),
    ("SystemTime", &["runtime", "cli"], "time is an argument"),
    ("Instant::now", &["runtime", "cli"], "time is an argument"),
];

#[test]
fn names_stay_in_their_rooms() {
    let mut broken = Vec::new();
    for file in files("src") {
        for (n, line) in file.code() {
            for (name, rooms, why) in BELONGS {
                let here = file.room().is_some_and(|room| rooms.contains(&room));
                if line.contains(name) && !here {
                    broken.push(format!(
                        "{}:{n}: `{name}` belongs to {rooms:?}: {why}",
                        file.path
                    ));
                }
            }
        }
    }
    report(broken, "a name left its room");
}

#[test]
fn every_file_says_what_it_is_for_and_must_not_know() {
    let mut broken = Vec::new();
    for file in files("src").into_iter().chain(files("tests")) {
        let head: String = file
            .text
            .lines()
            .take_while(|line| line.starts_with("//!"))
            .collect();
        if head.is_empty() {
            broken.push(format!("{}: starts without a //! page", file.path));
        } else if !file.is_test() && !head.contains("ust not ") {
            broken.push(format!(
                "{}: does not say what it must not know or do",
                file.path
            ));
        }
    }
    report(broken, "a stranger finds the room by its first line");
}

#[test]
fn files_stay_under_400_lines() {
    let broken = files("src")
        .into_iter()
        .chain(files("tests"))
        .filter(|file| file.text.lines().count() >= 400)
        .map(|file| format!("{}: {} lines", file.path, file.text.lines().count()))
        .collect();
    report(broken, "a file that does not fit in a head is two files");
}

#[test]
fn nothing_is_left_half_done() {
    let words = [
        "dbg!(",
        "todo!(",
        "unimplemented!(",
        ".unwrap()",
        ".expect(",
        "FIXME",
        "XXX:",
    ];
    let mut broken = Vec::new();
    for file in files("src") {
        for (n, line) in file.code() {
            for word in words.iter().filter(|word| line.contains(**word)) {
                broken.push(format!("{}:{n}: `{word}`", file.path));
            }
        }
    }
    report(
        broken,
        "no panic reaches a person, and nothing is left for later without an issue",
    );
}

#[test]
fn the_top_level_holds_what_was_asked_for() {
    let allowed = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "fixtures",
        "tests",
        "README.md",
        "LICENSE",
        "target",
    ];
    let broken = fs::read_dir(top())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.') && !allowed.contains(&name.as_str()))
        .collect();
    report(broken, "the top level is agreed");
}
