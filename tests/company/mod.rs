//! The built-in company and a generated one go through the real importer without a word of complaint.
//! Must not know how either is written.

use std::fs::File;
use std::path::Path;

use churnroom::domain::change::Author;
use churnroom::domain::day::Moment;
use churnroom::domain::import::{Counts, ImportHead};
use churnroom::exchange::company::{Company, demo_files, generate};
use churnroom::exchange::read::{Hints, open};
use churnroom::store::{ImportOptions, Store};

/// Imports a file as the room would, and gives what became of its rows.
fn take(store: &mut Store, path: &Path) -> Counts {
    let source = open(path, &Hints::default()).unwrap();
    let head = ImportHead {
        id: 0.into(),
        kind: source.kind,
        file: source.file.clone(),
        hash: source.hash.clone(),
        as_of: None,
        currency: source.currency.clone(),
        complete: false,
        counts: Counts::default(),
    };
    let author = Author {
        person: "Dana".to_owned(),
        at: Moment(1_793_900_000),
    };
    let options = ImportOptions::default();
    let mut rows = source.rows().unwrap();
    let outcome = store.import(&author, head, &options, &mut rows).unwrap();
    assert_eq!(outcome.rejected, [], "{}", source.file);
    outcome.head.counts
}

#[test]
fn the_demo_is_imported_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::in_memory().unwrap();
    let mut taken = Vec::new();
    for (name, bytes) in demo_files() {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let counts = take(&mut store, &path);
        assert_eq!(
            (counts.new, counts.bare_accounts),
            (counts.read, 0),
            "{name}"
        );
        taken.push(counts.new);
        assert_eq!(
            take(&mut store, &path).unchanged,
            counts.read,
            "{name} again"
        );
    }
    assert_eq!(taken, [10, 240, 434, 15, 77, 147]);
}

#[test]
fn a_generated_company_is_imported_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Store::in_memory().unwrap();
    let company = generate(300, 2_000, 4);
    let mut words = 0;
    for name in Company::FILES {
        let path = folder.path().join(name);
        company.write(name, File::create(&path).unwrap()).unwrap();
        let counts = take(&mut store, &path);
        assert_eq!(
            (counts.new, counts.bare_accounts),
            (counts.read, 0),
            "{name}"
        );
        if name == "feedback.csv" || name == "exit_surveys.csv" {
            words += counts.new;
        }
    }
    assert_eq!(words, 2_000);
}
