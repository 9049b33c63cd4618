//! Files made to eat time and memory, and what waits under the name of a rejects file. A cost that grows with the
//! square of a file's columns would take minutes here, so that none of these needs a clock.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use churnroom::domain::import::{ImportKind, ImportRow};
use churnroom::exchange::read::Hints;
use churnroom::runtime::intake::FileReport;
use churnroom::store::Store;

use super::rooms::{options, take};
use super::{read, usd};

/// A header and a row of it.
fn wide(heads: impl IntoIterator<Item = String>, cells: &str) -> Vec<u8> {
    let heads: Vec<String> = heads.into_iter().collect();
    format!("{}\n{cells}\n", heads.join(",")).into_bytes()
}

fn of_kind(kind: ImportKind, map: Vec<(String, String)>) -> Hints {
    let kind = Some(kind);
    Hints { kind, map, ..usd() }
}

#[test]
fn many_columns_cost_what_they_hold() {
    let first = |name: &str| std::iter::once(name.to_owned());
    let named = (0..32_000).map(|n| format!("c{n}"));
    let cells = format!("a1{}", ",1".repeat(32_000));
    let hints = of_kind(ImportKind::Accounts, Vec::new());
    let (_, rows, _) = read(&wide(first("id").chain(named), &cells), &hints).unwrap();
    let [ImportRow::Account(row)] = rows.as_slice() else {
        panic!("{} rows", rows.len())
    };
    assert_eq!(row.thing.attributes.len(), 32_000);

    let same = (0..2_000).map(|_| "x".to_owned());
    let map = (0..2_000).map(|_| ("account".to_owned(), "X".to_owned()));
    let hints = of_kind(
        ImportKind::Feedback,
        map.chain([("text".into(), "x".into())]).collect(),
    );
    let (source, rows, _) = read(&wide(same, "hello"), &hints).unwrap();
    assert_eq!((source.names[1_999].as_str(), rows.len()), ("x (2000)", 1));

    let empty = (0..16_380).map(|_| String::new());
    let heads = ["account", "text"]
        .map(str::to_owned)
        .into_iter()
        .chain(empty);
    let (source, rows, _) = read(&wide(heads, "a,hello"), &usd()).unwrap();
    assert_eq!(
        (source.names[16_381].as_str(), rows.len()),
        ("column 16382", 1)
    );

    let months = (0..20_000).map(|_| "2026-01".to_owned());
    let (_, rows, _) = read(&wide(first("account").chain(months), "a,1,,2"), &usd()).unwrap();
    assert_eq!(rows.len(), 2);
}

#[test]
fn names_that_are_given_twice_are_counted_on() {
    let heads = ["id", "Plan", "plan (2)", "PLAN", "plan", "", "column 6"];
    let bytes = wide(heads.map(str::to_owned), "1,a,b,c,d,e,f");
    let (source, ..) = read(&bytes, &of_kind(ImportKind::Accounts, Vec::new())).unwrap();
    let names = [
        "id",
        "Plan",
        "plan (2)",
        "PLAN (3)",
        "plan (4)",
        "column 6",
        "column 6 (2)",
    ];
    assert_eq!(source.names, names);
}

#[test]
fn what_is_absurd_is_refused_with_a_sentence() {
    let columns = wide((0..100_000).map(|n| format!("c{n}")), "1");
    let long = wide(["id".to_owned(), "x".repeat(5_000)], "1,2");
    for (bytes, says) in [
        (columns, "100,000 columns, and no more than 65,536"),
        (long, "longer than 4,096 letters"),
        (vec![b'a'; 20_000_000], "longer than 4,096 letters"),
    ] {
        let refused = read(&bytes, &of_kind(ImportKind::Accounts, Vec::new())).unwrap_err();
        assert!(refused.to_string().contains(says), "{refused}");
    }
    let tags: Vec<String> = (0..2_000).map(|n| format!("t{n}")).collect();
    let rows = [
        ("good".to_owned(), "a;b".to_owned(), ""),
        (
            "many tags".to_owned(),
            tags.join(";"),
            "more than 1,000 tags",
        ),
        (
            "x".repeat((1 << 20) + 1),
            String::new(),
            "longer than 1,048,576 letters",
        ),
        (
            "huge tag".to_owned(),
            "x".repeat(70_000),
            "longer than 65,536 letters",
        ),
    ];
    let lines = rows
        .iter()
        .map(|(text, tags, _)| format!("{text},{tags}\n"));
    let text: String = std::iter::once("text,tags\n".to_owned())
        .chain(lines)
        .collect();
    let (_, good, bad) = read(text.as_bytes(), &Hints::default()).unwrap();
    assert_eq!((good.len(), bad.len()), (1, 3));
    for (row, (.., says)) in bad.iter().zip(&rows[1..]) {
        assert!(row.reason.contains(says), "{}", row.reason);
    }
}

/// A file of which one row is rejected, taken in beside whatever `before` put there.
fn rejecting(
    text: &str,
    before: impl FnOnce(&Path, &Path),
) -> (tempfile::TempDir, PathBuf, FileReport) {
    let folder = tempfile::tempdir().unwrap();
    let [file, beside] = ["in.csv", "in.csv.rejects.csv"].map(|name| folder.path().join(name));
    fs::write(&file, text).unwrap();
    before(&file, &beside);
    let mut store = Store::in_memory().unwrap();
    let mut reports = take(&mut store, &[file], &options(usd())).unwrap();
    (folder, beside, reports.files.remove(0))
}

const BAD: &str = "account,day,mrr\na,2026-01-31,1\nb,never,2\n";

#[test]
fn a_rejects_file_is_as_private_as_its_source() {
    for (source, expected) in [
        (0o600, 0o600),
        (0o640, 0o640),
        (0o444, 0o644),
        (0o755, 0o644),
    ] {
        let (_folder, beside, report) = rejecting(BAD, |file, beside| {
            fs::set_permissions(file, fs::Permissions::from_mode(source)).unwrap();
            // One of an earlier import is replaced, and gives nothing of its mode.
            fs::write(beside, "line,reason,account\n").unwrap();
            fs::set_permissions(beside, fs::Permissions::from_mode(0o666)).unwrap();
        });
        let mode = fs::symlink_metadata(&beside).unwrap().permissions().mode();
        assert_eq!((mode & 0o777, report.warnings.len()), (expected, 0));
        assert!(fs::read_to_string(&beside).unwrap().contains("3,"));
    }
}

#[test]
fn a_rejects_file_is_not_written_through_what_waits_there() {
    let (folder, beside, report) = rejecting(BAD, |file, beside| {
        let behind = file.with_file_name("behind");
        fs::write(&behind, "line,reason,mine\n").unwrap();
        symlink(&behind, beside).unwrap();
    });
    assert!(
        report.warnings[0].contains("move it away"),
        "{:?}",
        report.warnings
    );
    assert_eq!(
        fs::read(folder.path().join("behind")).unwrap(),
        b"line,reason,mine\n"
    );
    assert!(beside.is_symlink() && report.rejects_file.is_none());

    // A FIFO that nobody reads or writes would hold whoever opens it for ever.
    let (_folder, beside, report) = rejecting(BAD, |_, beside| {
        let made = std::process::Command::new("mkfifo").arg(beside).status();
        assert!(made.unwrap().success());
    });
    assert!(
        report.warnings[0].contains("move it away"),
        "{:?}",
        report.warnings
    );
    assert!(!fs::symlink_metadata(&beside).unwrap().is_file());
}

#[test]
fn a_wide_row_says_some_of_what_is_wrong_with_it() {
    let heads: String = (1..=12).map(|month| format!(",2026-{month:02}")).collect();
    let text = format!(
        "account{heads}\na{}\n{}\nb{}1\n",
        ",x".repeat(12),
        ",y".repeat(12),
        ",".repeat(12)
    );
    let (_folder, beside, report) = rejecting(&text, |_, _| ());
    assert_eq!((report.counts.rejected, report.counts.new), (13, 1));
    let rejects = fs::read_to_string(&beside).unwrap();
    let lines: Vec<&str> = rejects.lines().collect();
    assert_eq!(lines.len(), 3, "{rejects}");
    assert!(
        lines[1].contains("`2026-10`") && !lines[1].contains("`2026-11` is"),
        "{rejects}"
    );
    assert!(
        lines[1].contains(" 2 more values of it cannot be used."),
        "{rejects}"
    );
    assert!(lines[2].starts_with("3,"), "{rejects}");
}
