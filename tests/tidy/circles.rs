//! Which files import each other in a circle: nobody can understand one of them without the others.
//! Reads `use` lines and whole paths as rustfmt leaves them; a name that a macro makes it does not see.

use std::collections::{BTreeMap, BTreeSet};

use super::shape::folder;
use super::{File, files, report};

#[test]
fn files_import_each_other_in_no_circle() {
    let all = files("src");
    let house = House::new(&all);
    // A parent and its own children may need each other. A circle that leads on through them to others is one all the
    // same: their arrows are looked at one way at a time.
    let [mut broken, upward] = [below, above].map(|passed_over| circles(&all, &house, passed_over));
    broken.extend(upward);
    report(
        broken.into_iter().collect(),
        "lay the common ground lower: only a parent and its own children may need each other",
    );
}

/// Whether the second file is a child of the first, or a child's child.
fn below(file: &str, other: &str) -> bool {
    other.starts_with(&format!("{}/", folder(file)))
}

/// Whether the first file is a child of the second.
fn above(file: &str, other: &str) -> bool {
    below(other, file)
}

/// The arrows that lie in a circle, but for those that are passed over.
fn circles(
    all: &[File],
    house: &House<'_>,
    passed_over: fn(&str, &str) -> bool,
) -> BTreeSet<String> {
    let mut arrows: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in all {
        let others = house.imports(file).into_iter();
        let others = others.filter(|other| *other != file.path && !passed_over(&file.path, other));
        arrows.insert(&file.path, others.collect());
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> = arrows
        .keys()
        .map(|name| (*name, reach(&arrows, name)))
        .collect();
    let circle = |a: &str, b: &str| reached[a].contains(b) && reached[b].contains(a);
    let tied = arrows.iter().flat_map(|(name, others)| {
        let tied = others.iter().filter(|other| circle(name, other));
        tied.map(move |other| format!("{name} -> {other}"))
    });
    tied.collect()
}

/// Every file that can be come to from one, by one arrow or more.
fn reach<'a>(arrows: &BTreeMap<&'a str, BTreeSet<&'a str>>, from: &'a str) -> BTreeSet<&'a str> {
    let (mut found, mut left) = (BTreeSet::new(), vec![from]);
    while let Some(name) = left.pop() {
        left.extend(arrows[name].iter().filter(|next| found.insert(**next)));
    }
    found
}

/// The files of the house by their place among the modules.
struct House<'a> {
    files: BTreeMap<Vec<String>, &'a str>,
    uses: BTreeMap<Vec<String>, Vec<Vec<String>>>,
}

impl<'a> House<'a> {
    fn new(all: &'a [File]) -> House<'a> {
        let places = all.iter().filter(|file| file.path != "src/main.rs");
        House {
            files: places
                .clone()
                .map(|file| (place(&file.path), &*file.path))
                .collect(),
            uses: places.map(|file| (place(&file.path), uses(file))).collect(),
        }
    }

    /// The files that a file names in its `use` lines or by a whole path.
    fn imports(&self, file: &File) -> BTreeSet<&'a str> {
        let named = self.uses.get(&place(&file.path)).into_iter().flatten();
        named.filter_map(|path| self.home(path, 0)).collect()
    }

    /// The file a path leads to: the deepest module on it, or wherever that takes the name from.
    fn home(&self, path: &[String], depth: usize) -> Option<&'a str> {
        let deepest = (1..=path.len())
            .rev()
            .find(|n| self.files.contains_key(&path[..*n]))?;
        let module = &path[..deepest];
        let name = path.get(deepest);
        let handed_on = self.uses[module]
            .iter()
            .find(|used| used.last() == name && used[..] != path[..]);
        match handed_on {
            Some(used) if name.is_some() && depth < 4 => self.home(used, depth + 1),
            _ => self.files.get(module).copied(),
        }
    }
}

/// `src/store/rows/run.rs` is `store`, `rows`, `run`; `src/lib.rs` is nothing.
fn place(path: &str) -> Vec<String> {
    let folder = folder(path)
        .trim_start_matches("src")
        .trim_start_matches('/');
    folder
        .split('/')
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Every path of ours that a file's code names, from the top: in `use` lines and in the midst of the code.
fn uses(file: &File) -> Vec<Vec<String>> {
    let here = place(&file.path);
    let code: Vec<&str> = file.code().map(|(_, line)| line).collect();
    let children = code.iter().filter_map(|line| {
        let (_, child) = line.strip_suffix(';')?.split_once("mod ")?;
        Some(format!("{child}::"))
    });
    let starts = ["crate::", "super::", "self::"].map(str::to_owned);
    let code = code.join("\n");
    let mut found = Vec::new();
    for start in starts.into_iter().chain(children) {
        for (at, _) in code.match_indices(&start) {
            let before = code[..at].chars().next_back();
            if before.is_none_or(|c| !(c.is_alphanumeric() || c == ':' || c == '_')) {
                spread(&code[at..], &mut Vec::new(), &mut found);
            }
        }
    }
    found.iter().map(|path| absolute(&here, path)).collect()
}

/// Spreads `a::{b, c::d as e}` at the front of a text into `a::b` and `a::c::d`; gives what comes after it.
fn spread<'a>(text: &'a str, path: &mut Vec<String>, found: &mut Vec<Vec<String>>) -> &'a str {
    let word = |text: &str| {
        text.find(|c: char| !(c.is_alphanumeric() || c == '_'))
            .unwrap_or(text.len())
    };
    let (name, rest) = text.split_at(word(text));
    let depth = path.len();
    path.extend((!name.is_empty()).then(|| name.to_owned()));
    let mut rest = match rest.strip_prefix("::") {
        Some(inner) if inner.starts_with('{') => {
            let mut rest = inner;
            while let Some(next) = rest.strip_prefix(['{', ',']) {
                rest = next.trim_start();
                if !rest.starts_with('}') {
                    rest = spread(rest, path, found).trim_start();
                }
            }
            rest.strip_prefix('}').unwrap_or(rest)
        }
        Some(inner) => spread(inner, path, found),
        None => {
            found.push(path.clone());
            rest.strip_prefix('*').unwrap_or(rest)
        }
    };
    path.truncate(depth);
    if let Some(alias) = rest.strip_prefix(" as ") {
        rest = &alias[word(alias)..];
    }
    rest
}

/// A path from where it stands to one from the top.
fn absolute(here: &[String], path: &[String]) -> Vec<String> {
    let mut from = here.to_vec();
    let mut rest = path;
    while let Some((first, others)) = rest.split_first() {
        match first.as_str() {
            "crate" => from.clear(),
            "super" => drop(from.pop()),
            "self" => {}
            _ => break,
        }
        rest = others;
    }
    from.extend(rest.iter().cloned());
    from
}
