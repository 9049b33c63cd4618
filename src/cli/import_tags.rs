//! Files of tags for `churnroom import`: what `tag export` wrote in another room. Must not know how they are written,
//! nor how the room settles what differs.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::output::{DRY_RUN, Shown};
use super::session::Session;
use crate::domain::carried::Settled;
use crate::domain::failure::Failure;
use crate::domain::money::counted;
use crate::exchange::safe::one_line;
use crate::exchange::tags_file;
use crate::store::Store;

/// How many differences are named for people; JSON has all of them.
const NAMED: usize = 20;

/// Those of some files that hold tags, with what stands between their cells, and the others.
pub fn apart(files: &[PathBuf]) -> (Vec<(&PathBuf, u8)>, Vec<PathBuf>) {
    let (mut tags, mut others) = (Vec::new(), Vec::new());
    for file in files {
        match tags_file::is_one(file) {
            Some(separator) => tags.push((file, separator)),
            None => others.push(file.clone()),
        }
    }
    (tags, others)
}

/// Takes files of tags in, each as one change, behind what was shown of the others.
pub fn run(
    session: &mut Session,
    files: &[(&PathBuf, u8)],
    dry_run: bool,
    shown: Shown,
) -> Result<Shown, Failure> {
    let mut shown = shown;
    if !shown.json["files"].is_array() {
        shown.json = json!({ "files": [] });
    }
    for (path, separator) in files {
        shown = one(session, path, *separator, dry_run, shown)?;
    }
    Ok(shown)
}

fn one(
    session: &mut Session,
    path: &Path,
    separator: u8,
    dry_run: bool,
    shown: Shown,
) -> Result<Shown, Failure> {
    let file = path.file_name().unwrap_or_default().to_string_lossy();
    let file = one_line(&file).into_owned();
    let (carried, refused) = tags_file::read(path, separator)?;
    let author = session.author();
    let (applied, settled) = match dry_run && !session.db.exists() {
        true => Store::in_memory()?.carry(&author, &carried, true)?,
        false => {
            session.may_create();
            session.store()?.carry(&author, &carried, dry_run)?
        }
    };
    let settled = session.covered(settled);
    let mut shown = shown;
    let item = json!({
        "file": file, "kind": "tags", "import": Value::Null, "change": applied.change,
        "read": settled.texts, "new": settled.given + settled.book + settled.added, "updated": 0,
        "unchanged": settled.known, "left_out": settled.missing, "rejected": refused.len(),
        "bare_accounts": 0, "rejects_file": Value::Null, "differences": settled.differences,
    });
    if let Some(files) = shown.json["files"].as_array_mut() {
        files.push(item.clone());
    }
    if let Some(records) = &mut shown.records {
        records.push(item);
    }
    let mut shown = told(shown, &file, &settled);
    let lines = refused.iter().take(NAMED);
    let lines = lines.map(|(line, why)| format!("{file}: line {line} was rejected: {why}"));
    shown = shown.noted(lines);
    shown.rejected |= !refused.is_empty();
    shown.notes.retain(|note| note != DRY_RUN);
    Ok(shown.noted(dry_run.then(|| DRY_RUN.to_owned())))
}

/// What became of a file, for people.
fn told(shown: Shown, file: &str, settled: &Settled) -> Shown {
    let said = format!(
        "{file}: {} with {}, {} for the codebook; {} there already",
        counted(settled.texts, "text"),
        counted(settled.given, "new tag or mark").replace("tag or marks", "tags or marks"),
        counted(settled.book, "tag"),
        settled.known
    );
    let mut shown = shown.line(said);
    if settled.added > 0 {
        let words = format!("{file}: {} added", counted(settled.added, "text"));
        shown = shown.note(words);
    }
    let differences = &settled.differences;
    if !differences.is_empty() {
        let words = format!(
            "{file}: {} to settle, nothing was done about them:",
            counted(differences.len(), "difference")
        );
        let named = differences.iter().take(NAMED).map(|one| format!("  {one}"));
        let more = differences.len().saturating_sub(NAMED);
        let more = (more > 0).then(|| format!("  ... and {more} more (--format json has all)"));
        shown = shown.note(words).noted(named).noted(more);
    }
    if settled.missing > 0 {
        shown = shown.note(format!(
            "{file}: {} not here: import the files they came from, and then this one again",
            counted(settled.missing, "text")
        ));
    }
    shown
}
