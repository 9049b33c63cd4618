//! Real exports and hostile files, where this machine has them; they read without a word of help.

use std::path::Path;

use churnroom::domain::import::{ImportKind, ImportRow, Interval};
use churnroom::exchange::read::{self, FileRecord, Hints, Records};
use serde_json::Value;

use super::{data, rows, usd};

#[test]
fn telco_reads_with_no_mapping() {
    let Some(folder) = data("telco") else { return };
    for (file, kind, count) in [
        ("accounts.csv", ImportKind::Accounts, 7_043),
        ("subscriptions.csv", ImportKind::Subscriptions, 7_043),
        ("exit_surveys.csv", ImportKind::Surveys, 1_869),
        ("feedback.csv", ImportKind::Feedback, 5_174),
    ] {
        let source = read::open(&folder.join(file), &usd()).unwrap();
        let (good, bad) = rows(&source);
        assert_eq!(
            (source.kind, good.len(), bad.len()),
            (kind, count, 0),
            "{file}"
        );
        let paid: i64 = good
            .iter()
            .map(|r| match &r.row {
                ImportRow::Subscription(s) => s.interval.monthly(s.amount).0,
                ImportRow::Feedback(f) => {
                    assert!(f.received.is_some() && !f.text.is_empty() && !f.account.is_empty());
                    0
                }
                _ => 0,
            })
            .sum();
        assert!(paid == 0 || paid == 45_611_660, "{paid}");
    }
}

#[test]
fn telco_categories_become_tags() {
    let Some(folder) = data("telco") else { return };
    let hints = Hints {
        tag_from: vec!["Category".into()],
        ..usd()
    };
    let sources: Vec<_> = ["accounts.csv", "exit_surveys.csv"]
        .iter()
        .map(|f| read::open(&folder.join(f), &hints).unwrap())
        .collect();
    read::all_used(&hints, &sources).unwrap();
    let (good, _) = rows(&sources[1]);
    let tagged = good
        .iter()
        .filter(|r| matches!(&r.row, ImportRow::Feedback(f) if f.tags.as_ref().is_some_and(|tags| tags.len() == 1)));
    assert_eq!(tagged.count(), 1_869);
    let missing = read::all_used(&hints, &sources[..1]).unwrap_err();
    assert!(missing.message.contains("Category"), "{missing}");
}

#[test]
fn ravenstack_reads_with_no_mapping() {
    let Some(folder) = data("ravenstack") else {
        return;
    };
    for (file, kind, count, left_out) in [
        ("accounts", ImportKind::Accounts, 500, 0),
        ("subscriptions", ImportKind::Subscriptions, 5_000, 0),
        ("churn_events", ImportKind::Surveys, 600, 0),
        ("support_tickets", ImportKind::Feedback, 2_000, 825),
    ] {
        let source = read::open(&folder.join(format!("ravenstack_{file}.csv")), &usd()).unwrap();
        let (good, bad) = rows(&source);
        assert_eq!(
            (source.kind, good.len(), bad.len()),
            (kind, count, 0),
            "{file}"
        );
        let out = good.iter().filter(|r| r.row == ImportRow::LeftOut).count();
        assert_eq!(out, left_out, "{file}");
        let trials = good
            .iter()
            .filter(|r| matches!(&r.row, ImportRow::Subscription(s) if s.trial));
        assert!(kind != ImportKind::Subscriptions || trials.count() == 778);
        let monthly = |r: &ImportRow| !matches!(r, ImportRow::Subscription(s) if s.interval != Interval::Month);
        assert!(good.iter().all(|r| monthly(&r.row)));
        let reasons = |r: &ImportRow| !matches!(r, ImportRow::Feedback(f) if f.exit_survey && f.reason.is_empty());
        assert!(good.iter().all(|r| reasons(&r.row)));
    }
}

#[test]
fn short_reviews_read_and_two_blank_ones_are_left_out() {
    let Some(path) = data("app_reviews.csv") else {
        return;
    };
    let hints = Hints {
        tag_from: vec!["class".into()],
        ..Hints::default()
    };
    let source = read::open(&path, &hints).unwrap();
    let (good, bad) = rows(&source);
    assert_eq!(
        (source.kind, good.len(), bad.len()),
        (ImportKind::Feedback, 5_081, 0)
    );
    assert_eq!(
        good.iter().filter(|r| r.row == ImportRow::LeftOut).count(),
        2
    );
    assert!(good.iter().all(|r| r.row == ImportRow::LeftOut
        || matches!(&r.row, ImportRow::Feedback(f) if f.tags.as_ref().is_some_and(|tags| tags.len() == 1))));
}

/// Ids with their words.
type Words = Vec<(String, String)>;

/// The id and words of every review, and how many were rejected at which lines.
fn reviews(file: &str) -> Option<(Words, Vec<u64>)> {
    let folder = data("hostile/encodings")?;
    let source = read::open(
        &folder.join(format!("netflix200_{file}")),
        &Hints::default(),
    )
    .unwrap();
    assert_eq!(source.kind, ImportKind::Feedback, "{file}");
    let (good, bad) = rows(&source);
    let words = good.into_iter().filter_map(|r| match r.row {
        ImportRow::Feedback(f) => {
            assert!(f.received.is_some() && f.score.is_some(), "{file}");
            Some((f.external, f.text))
        }
        _ => None,
    });
    Some((words.collect(), bad.iter().map(|r| r.line).collect()))
}

#[test]
fn the_same_reviews_come_out_of_every_encoding_and_dialect() {
    let Some((expected, none)) = reviews("utf8_lf.csv") else {
        return;
    };
    assert_eq!((expected.len(), none.len()), (200, 0));
    for file in [
        "utf8_bom_crlf.csv",
        "cr_only.csv",
        "semicolon.csv",
        "tab.tsv",
        "utf16be_bom.csv",
        "utf16le_bom.csv",
    ] {
        let (found, rejected) = reviews(file).unwrap();
        assert_eq!(found, expected, "{file}");
        assert!(rejected.is_empty(), "{file}");
    }
}

#[test]
fn windows_1252_reads_as_far_as_it_goes() {
    let Some((expected, _)) = reviews("utf8_lf.csv") else {
        return;
    };
    let (found, rejected) = reviews("cp1252_lossy.csv").unwrap();
    assert_eq!((found.len(), rejected.len()), (200, 0));
    for ((id, text), (other, whole)) in found.iter().zip(&expected) {
        assert_eq!(id, other);
        // What Windows-1252 cannot spell was written as a question mark before it came here.
        let spelled: String = whole.chars().filter(char::is_ascii_alphanumeric).collect();
        let found: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
        assert_eq!(found, spelled);
    }
}

#[test]
fn a_file_cut_inside_a_quote_loses_its_last_row_only() {
    let Some((expected, _)) = reviews("utf8_lf.csv") else {
        return;
    };
    let (found, rejected) = reviews("cut_mid_quote.csv").unwrap();
    assert!(found.len() > 150 && found.len() < 200);
    assert_eq!(found[..], expected[..found.len()]);
    assert_eq!(rejected.len(), 1);
}

#[test]
fn no_payload_keeps_a_control_character() {
    let Some(path) = data("hostile/injection_payloads_handwritten.csv") else {
        return;
    };
    let source = read::open(&path, &Hints::default()).unwrap();
    let (good, bad) = rows(&source);
    assert_eq!(
        (source.kind, good.len(), bad.len()),
        (ImportKind::Feedback, 41, 0)
    );
    for row in good {
        let ImportRow::Feedback(feedback) = row.row else {
            continue;
        };
        let dangerous = |c: char| {
            (c.is_control() && c != '\n' && c != '\t')
                || matches!(c, '\u{200B}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
        };
        assert!(!feedback.text.contains(dangerous), "{:?}", feedback.text);
    }
}

#[test]
fn csv_spectrum_reads_as_its_json_says() {
    let Some(folder) = data("hostile/csv-spectrum") else {
        return;
    };
    for file in std::fs::read_dir(folder.join("csvs")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let json = std::fs::read(folder.join(format!("json/{name}.json"))).unwrap();
        let expected = match serde_json::from_str(&String::from_utf8_lossy(&json)).unwrap() {
            Value::Array(rows) => rows,
            one => vec![one],
        };
        let found = table(&path);
        assert_eq!(found.len(), expected.len() + 1, "{name}");
        for (row, object) in found[1..].iter().zip(&expected) {
            for (key, value) in object.as_object().unwrap() {
                // The collection blanked a telephone number in one of the two and not in the other.
                if key == "Contact Phone Number" {
                    continue;
                }
                let at = found[0].iter().position(|n| n == key).unwrap();
                assert_eq!(
                    row[at],
                    value.as_str().unwrap().replace("\r\n", "\n"),
                    "{name}"
                );
            }
        }
        if let Err(refused) = read::open(&path, &usd()) {
            assert!(refused.message.contains("no known kind"), "{refused}");
        }
    }
}

fn table(path: &Path) -> Vec<Vec<String>> {
    let mut records = Records::of(path, b',').unwrap();
    let mut record = FileRecord::default();
    let mut all = Vec::new();
    while records.next_into(&mut record).unwrap() {
        all.push(record.cells.iter().map(str::to_owned).collect());
    }
    all
}
