//! What types are called: a search for a name finds one thing. Must not judge names of fields and functions, which are
//! read beside what they belong to.

use std::collections::BTreeMap;

use super::{files, report};

/// Names that several types have, and why.
const SHARED: [(&str, &str); 2] = [
    (
        "Args",
        "clap's: the options of a subcommand, whose file is named after it",
    ),
    (
        "Verb",
        "clap's: what a subcommand does, whose file is named after it",
    ),
];

#[test]
fn types_have_names_of_their_own() {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for file in files("src") {
        for (n, line) in file.code() {
            if let Some(name) = defined(line) {
                let places = found.entry(name.to_owned()).or_default();
                places.push(format!("{}:{n}", file.path));
            }
        }
    }
    let shared = |name: &str| SHARED.iter().any(|(shared, _)| *shared == name);
    let several = found
        .into_iter()
        .filter(|(name, places)| places.len() > 1 && !shared(name));
    let broken = several.map(|(name, places)| format!("{name}: {}", places.join(", ")));
    report(broken.collect(), "call each by what it is");
}

/// The name of the type that a line begins to define; those that belong to a trait stand further in.
fn defined(line: &str) -> Option<&str> {
    let line = match line.strip_prefix("pub") {
        Some(line) => line.strip_prefix('(').map_or(line, |line| {
            line.split_once(')').map_or(line, |(_, rest)| rest)
        }),
        None => line,
    };
    let kinds = ["struct ", "enum ", "type ", "trait "];
    let rest = kinds
        .iter()
        .find_map(|kind| line.trim_start().strip_prefix(kind))?;
    // What stands further in belongs to a trait or a function.
    let own = !line.starts_with("  ");
    own.then(|| rest.split(|c: char| !c.is_alphanumeric()).next())?
}
