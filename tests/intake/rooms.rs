//! Whole calls: files into a room, in order, twice, and back out.

use std::path::{Path, PathBuf};

use churnroom::domain::change::{Author, Change};
use churnroom::domain::day::Moment;
use churnroom::domain::failure::Failure;
use churnroom::domain::import::ImportKind;
use churnroom::exchange::read::Hints;
use churnroom::runtime::intake::{Options, Reports, take_in};
use churnroom::store::Store;

use super::{data, usd};

pub fn dana() -> Author {
    Author {
        person: "Dana".into(),
        at: Moment(1_790_000_000),
    }
}

pub fn take(store: &mut Store, files: &[PathBuf], options: &Options) -> Result<Reports, Failure> {
    take_in(store, files, options, &dana(), &mut |_| true)
}

pub fn options(hints: Hints) -> Options {
    Options {
        hints,
        ..Options::default()
    }
}

/// Files of these names and texts in a folder of their own.
pub fn files(folder: &Path, texts: &[(&str, &str)]) -> Vec<PathBuf> {
    let write = |(name, text): &(&str, &str)| {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    texts.iter().map(write).collect()
}

#[test]
fn telco_goes_in_whole_is_known_again_and_comes_out() {
    let Some(folder) = data("telco") else { return };
    let names = [
        "feedback.csv",
        "exit_surveys.csv",
        "subscriptions.csv",
        "accounts.csv",
    ];
    let paths: Vec<PathBuf> = names.iter().map(|n| folder.join(n)).collect();
    let options = options(Hints {
        tag_from: vec!["Category".into()],
        ..usd()
    });
    let mut store = Store::in_memory().unwrap();
    let first = take(&mut store, &paths, &options).unwrap();
    let new: Vec<_> = first
        .files
        .iter()
        .map(|f| (f.kind, f.counts.new, f.counts.rejected))
        .collect();
    assert_eq!(
        new,
        [
            (ImportKind::Accounts, 7_043, 0),
            (ImportKind::Subscriptions, 7_043, 0),
            (ImportKind::Surveys, 1_869, 0),
            (ImportKind::Feedback, 5_174, 0)
        ]
    );
    let again = take(&mut store, &paths, &options).unwrap();
    assert!(
        again
            .files
            .iter()
            .all(|f| f.counts.unchanged == f.counts.read)
    );
    for _ in 0..8 {
        store.apply(&dana(), &Change::Undo).unwrap();
    }
    let third = take(&mut store, &paths, &options).unwrap();
    assert!(third.files.iter().all(|f| f.counts.new == f.counts.read));
}

#[test]
fn files_of_one_call_are_taken_in_order_and_rejects_lie_beside_them() {
    let folder = tempfile::tempdir().unwrap();
    let paths = files(
        folder.path(),
        &[
            (
                "said.csv",
                "id,customer id,text\n1,c1,=good\n2,,\n3,c9,fine\n",
            ),
            (
                "paid.csv",
                "account,start,amount\nc1,2026-01-01,19\nc2,yesterday,-cmd\nc3,2026-01-02,-5\n",
            ),
            ("who.csv", "id,name,plan\nc1,Acme,Pro\n"),
        ],
    );
    let mut store = Store::in_memory().unwrap();
    let refused = take(&mut store, &paths, &options(Hints::default())).unwrap_err();
    assert!(refused.hint.contains("--currency"), "{refused}");
    let reports = take(&mut store, &paths, &options(usd())).unwrap();
    let json = serde_json::to_value(&reports).unwrap();
    let beside = folder.path().join("paid.csv.rejects.csv");
    let mut paid = json["files"][1].clone();
    let read_as = paid.as_object_mut().unwrap().remove("read_as").unwrap();
    assert_eq!(
        read_as["holds"],
        serde_json::json!({"day": "2026-01-01", "accounts": 1, "mrr_cents": 1900, "largest": {"name": "Acme", "mrr_cents": 1900}})
    );
    assert_eq!(
        paid,
        serde_json::json!({"file": "paid.csv", "kind": "subscriptions", "import": 2, "read": 3, "new": 1,
            "updated": 0, "unchanged": 0, "left_out": 0, "rejected": 2, "bare_accounts": 0, "rejects_file": beside})
    );
    assert_eq!(json["files"][2]["left_out"], 1);
    assert_eq!(json["files"][2]["bare_accounts"], 1);
    assert!(reports.any_rejected());
    let text = std::fs::read_to_string(&beside).unwrap();
    assert!(
        text.starts_with("line,reason,account,start,amount\n3,"),
        "{text}"
    );
    assert!(text.contains(",c2,yesterday,'-cmd\n4,"), "{text}");

    // Mended and brought back, it is read by the customer's own columns.
    let mended = text
        .replace("yesterday,'-cmd", "2026-01-03,7")
        .replace("'-5", "5");
    std::fs::write(&beside, mended).unwrap();
    let reports = take(&mut store, &[beside], &options(usd())).unwrap();
    assert_eq!(
        (
            reports.files[0].counts.new,
            reports.files[0].counts.rejected
        ),
        (2, 0)
    );
}

#[test]
fn nothing_is_written_when_one_file_cannot_be_understood() {
    let folder = tempfile::tempdir().unwrap();
    let mut paths = files(folder.path(), &[("who.csv", "id,name\nc1,Acme\n")]);
    paths.push(folder.path().join("missing.csv"));
    let mut store = Store::in_memory().unwrap();
    assert!(take(&mut store, &paths, &Options::default()).is_err());
    let reports = take(&mut store, &paths[..1], &Options::default()).unwrap();
    assert_eq!(reports.files[0].import.unwrap().0, 1);
}

#[test]
fn a_rehearsal_writes_nothing_and_counts_as_the_real_thing() {
    let folder = tempfile::tempdir().unwrap();
    let paths = files(
        folder.path(),
        &[
            ("who.csv", "id,name\nc1,Acme\n"),
            (
                "paid.csv",
                "account,start,amount\nc1,2026-01-01,19\nc1,never,1\n",
            ),
        ],
    );
    let mut store = Store::in_memory().unwrap();
    let dry = Options {
        dry_run: true,
        ..options(usd())
    };
    let rehearsed = take(&mut store, &paths, &dry).unwrap();
    assert_eq!(rehearsed.files[1].counts.bare_accounts, 0);
    assert_eq!(
        (
            rehearsed.files[1].import,
            rehearsed.files[1].counts.rejected
        ),
        (None, 1)
    );
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    let real = take(&mut store, &paths, &options(usd())).unwrap();
    assert_eq!(real.files[1].import.unwrap().0, 2);
}

#[test]
fn a_mapping_is_remembered_by_the_columns() {
    let folder = tempfile::tempdir().unwrap();
    let paths = files(
        folder.path(),
        &[("odd.csv", "nr,who,was sie sagen\n1,c1,gut\n")],
    );
    let mut store = Store::in_memory().unwrap();
    let unknown = take(&mut store, &paths, &Options::default()).unwrap_err();
    assert!(unknown.message.contains("was sie sagen"), "{unknown}");
    let map = vec![
        ("text".to_owned(), "was sie sagen".to_owned()),
        ("account".to_owned(), "who".to_owned()),
    ];
    let hints = Hints {
        kind: Some(ImportKind::Feedback),
        map,
        ..Hints::default()
    };
    take(&mut store, &paths, &options(hints)).unwrap();
    let again = take(&mut store, &paths, &Options::default()).unwrap();
    assert_eq!(again.files[0].counts.unchanged, 1);
}

#[test]
fn an_import_that_is_stopped_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let lines: String = (0..3_000).map(|n| format!("{n},words\n")).collect();
    let paths = files(folder.path(), &[("said.csv", &format!("id,text\n{lines}"))]);
    let mut store = Store::in_memory().unwrap();
    let stopped = take_in(
        &mut store,
        &paths,
        &Options::default(),
        &dana(),
        &mut |_| false,
    );
    assert!(stopped.is_err());
    let reports = take(&mut store, &paths, &Options::default()).unwrap();
    assert_eq!(reports.files[0].counts.new, 3_000);
}

#[test]
fn a_file_that_changes_while_it_is_read_is_taken_back() {
    use std::io::{Seek, Write};
    let folder = tempfile::tempdir().unwrap();
    let row = |n: usize| format!("fb-{n:06},acc-{n},It is too slow for the {n}th time.\n");
    let rows: String = (0..3_000).map(row).collect();
    let text = format!("id,account,text\n{rows}");
    let path = folder.path().join("feedback.csv");
    let append = |path: &Path| {
        let mut file = std::fs::File::options().append(true).open(path).unwrap();
        file.write_all(row(3_000).as_bytes()).unwrap();
    };
    // Of the same length and time: only its bytes tell.
    let rewrite = |path: &Path| {
        let mut file = std::fs::File::options().write(true).open(path).unwrap();
        let time = file.metadata().unwrap().modified().unwrap();
        file.seek(std::io::SeekFrom::End(-5)).unwrap();
        file.write_all(b"life").unwrap();
        file.set_modified(time).unwrap();
    };
    let replace = |path: &Path| {
        let new = folder.path().join("new");
        std::fs::write(&new, &text).unwrap();
        std::fs::rename(new, path).unwrap();
    };
    let remove = |path: &Path| std::fs::remove_file(path).unwrap();
    let ways: [&dyn Fn(&Path); 4] = [&append, &rewrite, &replace, &remove];
    for change in ways {
        std::fs::write(&path, &text).unwrap();
        let mut store = Store::in_memory().unwrap();
        let mut changed = false;
        let files = std::slice::from_ref(&path);
        let failure = take_in(&mut store, files, &options(usd()), &dana(), &mut |p| {
            if p.rows > 0 && !std::mem::replace(&mut changed, true) {
                change(&path);
            }
            true
        });
        let said = failure
            .map(|reports| reports.files)
            .unwrap_err()
            .to_string();
        assert_eq!(
            said,
            "importing feedback.csv: it changed while it was read; \
             import it again when it is written whole"
        );
        assert!(store.import_maps().unwrap().is_empty());
        std::fs::write(&path, &text).unwrap();
        let again = take(&mut store, files, &options(usd())).unwrap();
        assert_eq!(again.files[0].counts.new, 3_000, "nothing of it stayed");
    }
}
