//! Whether all that a person said about the files of one call was of use to at least one of them.
//! Must not know how a file is read.

use crate::domain::against::meant;
use crate::domain::failure::Failure;
use crate::domain::import::ImportKind;
use crate::domain::sort::sort;
use crate::domain::word::Word;
use crate::exchange::safe::quoted;

use super::falls;
use super::fields::{FORMS, form};
use super::hints::{Hints, NEVER};
use super::source::Source;

/// Checks that everything a person named was found in at least one file of the call.
///
/// # Errors
/// A sentence that lists the fields, or the columns, there are.
pub fn all_used(hints: &Hints, sources: &[Source]) -> Result<(), Failure> {
    let columns = |said: &str| nearest(said, sources);
    for (place, (field, header)) in hints.map.iter().enumerate() {
        if sources.iter().any(|s| s.used.get(place) == Some(&true)) {
            continue;
        }
        let in_kinds = |s: &Source| form(s.kind).place(field).is_some();
        if !sources.iter().any(in_kinds) {
            return Err(unknown_field(field, sources));
        }
        let named = quoted(header, 40);
        return Err(
            Failure::usage(format!("mapping {field}: no file has a column {named}"))
                .hint(columns(header)),
        );
    }
    if hints.sheet.is_some() && sources.iter().all(|s| s.sheets.is_empty()) {
        return Err(
            Failure::usage("choosing a sheet: no file is a workbook").hint("leave --sheet out")
        );
    }
    if hints.complete && sources.iter().all(|s| s.kind != ImportKind::Balances) {
        return Err(Failure::usage(
            "taking a list as complete: no file is a list of balances, of which --complete is said",
        )
        .hint("leave --complete out"));
    }
    for (place, column) in hints.ignore.iter().enumerate() {
        if !sources.iter().any(|s| s.ignores.get(place) == Some(&true)) {
            let named = quoted(column, 40);
            return Err(
                Failure::usage(format!("ignoring {named}: no file has such a column"))
                    .hint(columns(column)),
            );
        }
    }
    for (place, tag) in hints.tag_from.iter().enumerate() {
        if !sources
            .iter()
            .any(|s| s.tags_from.get(place) == Some(&true))
        {
            return Err(Failure::usage(format!(
                "making tags: no surveys or feedback file has a column {}",
                quoted(tag, 40)
            ))
            .hint(columns(tag)));
        }
    }
    ends_found(hints, sources)?;
    falls_found(hints, sources)
}

/// Checks that the column whose days end what a status calls ended is one of a file of subscriptions.
fn ends_found(hints: &Hints, sources: &[Source]) -> Result<(), Failure> {
    let found = |s: &Source| s.mapping.column("status_end").is_some();
    match &hints.status_ends {
        Some(column) if column != NEVER && !sources.iter().any(found) => {
            Err(Failure::usage(format!(
                "ending what a status calls ended: no file of subscriptions has a column {}",
                quoted(column, 40)
            ))
            .hint(nearest(column, sources)))
        }
        Some(_) | None => Ok(()),
    }
}

/// Checks that words with which MRR falls are some that a column of changes has.
fn falls_found(hints: &Hints, sources: &[Source]) -> Result<(), Failure> {
    let mut words = hints.falls.iter().flat_map(|words| falls::falling(words));
    let unknown = words.find(|word| !sources.iter().any(|source| source.falls_with(word)));
    let Some(word) = unknown else {
        return Ok(());
    };
    let mut columns = sources.iter().filter_map(|source| {
        let at = source.mapping.column("kind")?;
        Some(quoted(&source.names[at], 40))
    });
    let hint = match columns.next() {
        Some(column) => format!("write it as it stands in {column}"),
        None => "say which column names the changes with --map kind=COLUMN".to_owned(),
    };
    let word = quoted(word, 40);
    Err(Failure::usage(format!(
        "taking {word} for what MRR falls with: no change is called so"
    ))
    .hint(hint))
}

/// The columns there are, and the one of them that somebody may have meant.
fn nearest(said: &str, sources: &[Source]) -> String {
    let names = || sources.iter().flat_map(|s| &s.names);
    let mut all: Vec<String> = names().map(|n| quoted(n, 40)).collect();
    all.dedup();
    all.truncate(40);
    let all = format!("the columns are {}", all.join(", "));
    match meant(said, names().map(String::as_str)) {
        Some(near) => format!("nearest is {}; {all}", quoted(near, 40)),
        None => all,
    }
}

fn unknown_field(field: &str, sources: &[Source]) -> Failure {
    let mut kinds: Vec<ImportKind> = sources.iter().map(|s| s.kind).collect();
    sort(&mut kinds);
    kinds.dedup();
    let forms = FORMS.iter().filter(|f| kinds.contains(&f.kind));
    let lists = forms.map(|f| {
        let names: Vec<&str> = f.fields.iter().map(|f| f.name).collect();
        format!("{} has {}", f.kind.word(), names.join(", "))
    });
    let field = quoted(field, 40);
    Failure::usage(format!("mapping {field}: there is no such field"))
        .hint(lists.collect::<Vec<_>>().join("; "))
}
