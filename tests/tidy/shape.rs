//! The shape of the tree: what rustfmt reaches, and how long a function is.
//! Reads Rust by its lines, as rustfmt leaves them: it must not need a parser, and says so where it guesses.

use std::collections::{BTreeMap, BTreeSet};

use super::{files, report};

/// Rustfmt follows plain `mod name;` lines from the top; what a macro declares it never sees.
#[test]
fn rustfmt_sees_every_file() {
    for (top, folder) in [("src/lib.rs", "src"), ("tests/main.rs", "tests")] {
        let all = files(folder);
        let all: BTreeMap<&str, &str> = all.iter().map(|f| (&*f.path, &*f.text)).collect();
        let mut seen = BTreeSet::from([top.to_owned()]);
        let mut left = vec![top.to_owned()];
        while let Some(path) = left.pop() {
            for child in children(&path, all[&*path], |name| all.contains_key(name)) {
                if seen.insert(child.clone()) {
                    left.push(child);
                }
            }
        }
        // Programs of their own: each is where rustfmt begins anew.
        let starts = |path: &str| path == "src/main.rs" || path.starts_with("tests/bench/");
        let unseen = all
            .keys()
            .filter(|path| !seen.contains(**path) && !starts(path));
        report(
            unseen.map(|path| (*path).to_owned()).collect(),
            "`cargo fmt --check` does not look at it: declare it with a plain `mod name;`",
        );
    }
}

/// The files that a file declares with `mod name;` lines that stand by themselves.
fn children(path: &str, text: &str, is_file: impl Fn(&str) -> bool) -> Vec<String> {
    let folder = folder(path);
    let mut before = "";
    let mut found = Vec::new();
    for line in text.lines() {
        let words: Vec<&str> = line.trim_end_matches(';').split(' ').collect();
        let name = match words[..] {
            [.., "mod", name] if line.ends_with(';') => Some(name),
            _ => None,
        };
        if let Some(name) = name
            && !line.starts_with(' ')
            && !before.contains("rustfmt::skip")
        {
            let places = [
                format!("{folder}/{name}.rs"),
                format!("{folder}/{name}/mod.rs"),
            ];
            found.extend(places.into_iter().filter(|place| is_file(place)));
        }
        before = line;
    }
    found
}

/// Where the children of a file lie.
pub(super) fn folder(path: &str) -> &str {
    for top in ["/mod.rs", "/lib.rs", "/main.rs"] {
        if let Some(folder) = path.strip_suffix(top) {
            return folder;
        }
    }
    path.trim_end_matches(".rs")
}

#[test]
fn functions_stay_under_60_lines() {
    let mut broken = Vec::new();
    for file in files("src").into_iter().chain(files("tests")) {
        let lines: Vec<&str> = file.text.lines().collect();
        for (n, line) in lines.iter().enumerate() {
            let Some(name) = function(line) else { continue };
            let indent = line.len() - line.trim_start().len();
            let end = format!("{}}}", " ".repeat(indent));
            let declared = lines[n..].iter().position(|l| l.ends_with([';', '{', '}']));
            let has_body = declared.is_some_and(|at| lines[n + at].ends_with('{'));
            let length = lines[n..]
                .iter()
                .position(|l| **l == end)
                .map_or(1, |at| at + 1);
            if has_body && length > 60 && !(file.is_test() && length < 100) {
                broken.push(format!(
                    "{}:{}: `{name}` has {length} lines",
                    file.path,
                    n + 1
                ));
            }
        }
    }
    report(
        broken,
        "a function that does not fit on a screen is two functions",
    );
}

/// The name of the function that begins on a line.
fn function(line: &str) -> Option<&str> {
    let words = line.trim_start();
    let (before, after) = words.split_once("fn ")?;
    let known = [
        "pub", "const", "async", "unsafe", "(crate)", "(super)", "(in",
    ];
    let plain = before
        .split_whitespace()
        .all(|word| known.iter().any(|k| word.starts_with(k)));
    (plain && !words.starts_with("//")).then(|| after.split(['(', '<']).next().unwrap_or(after))
}
