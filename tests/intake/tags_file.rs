//! The file in which tags go from room to room: read as it was written, and as far as it goes where it was changed.

use std::path::Path;

use churnroom::domain::carried::{Carried, CarriedGift, CarriedTag, CarriedText};
use churnroom::domain::day::Moment;
use churnroom::domain::feedback::{Mark, Tag};
use churnroom::domain::given::Taken;
use churnroom::exchange::tags_file::{is_one, read, write};
use churnroom::store::Store;
use proptest::prelude::*;

use super::rooms::{options, take};
use super::usd;

/// What a file says that says this.
pub fn through_a_file(carried: &Carried, folder: &Path) -> Carried {
    let path = folder.join("tags.csv");
    std::fs::write(&path, write(carried, Vec::new()).unwrap()).unwrap();
    let separator = is_one(&path).unwrap();
    let (read, refused) = read(&path, separator).unwrap();
    assert_eq!(refused, []);
    assert_eq!(&read, carried);
    read
}

proptest! {
    #![proptest_config(ProptestConfig { ..ProptestConfig::default() })]

    #[test]
    fn a_file_is_read_as_it_was_written(
        words in prop::collection::vec("[ -~\n;'=+@é-]{0,12}", 12),
        score in proptest::option::of(any::<f64>().prop_filter("a number", |s| s.is_finite())),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let line = |n: usize| words[n].replace('\n', " ").trim().to_owned();
        let name = |n: usize| Some(line(n)).filter(|name| !name.is_empty()).unwrap_or_else(|| "x".to_owned());
        let carried = Carried {
            book: vec![CarriedTag {
                before: vec![name(0), name(3)],
                theme: line(1),
                tag: Tag {
                    name: name(0),
                    key: "p".to_owned(),
                    description: words[2].clone(),
                    examples: words[11].clone(),
                    also: words[8].clone(),
                    archived: score.is_some(),
                    rules: "SSO OR \"single sign\"; dear -cheap".to_owned(),
                    ..Tag::default()
                },
            }],
            texts: vec![CarriedText {
                exit_survey: true,
                external: line(3),
                account: line(4),
                received: Some("2026-08-01".parse().unwrap()),
                source: words[5].clone(),
                reason: words[6].clone(),
                text: words[7].clone(),
                score,
                mark: Some(Mark::NoReason),
                pinned: true,
                tags: vec![
                    CarriedGift { tag: name(8), by: line(9), at: Some(Moment(1_790_000_000)), taken: Some(Taken::Sure) },
                    CarriedGift { tag: name(10), by: String::new(), at: None, taken: None },
                ],
                off: vec![name(9), name(1)],
                unmarked: None,
            }, CarriedText {
                external: "bare".to_owned(),
                text: words[7].clone(),
                off: vec![name(9)],
                unmarked: Some(Mark::Praise),
                ..CarriedText::default()
            }],
        };
        through_a_file(&carried, folder.path());
    }
}

#[test]
fn a_file_that_a_spreadsheet_wrote_or_somebody_broke_is_read_as_far_as_it_goes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tags.csv");
    let heads = "churnroom;tag;theme;key;description;by;at;n;mark;pinned;survey;id;account;received;source;reason;text;score";
    let rows = "\ntag;price;;;\ntext;price;;;;Dana;yesterday;1;;;;T1\ntext;price;;;;Dana;;1;;;;T1\nnote;x\ntext;;;;;;;2;liked;;;T1\n";
    std::fs::write(&path, format!("\u{FEFF}{heads}{rows}")).unwrap();
    let (carried, refused) = read(&path, is_one(&path).unwrap()).unwrap();
    assert_eq!((carried.book.len(), carried.texts.len()), (1, 1));
    let lines: Vec<u64> = refused.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [3, 5, 6]);
    std::fs::write(&path, heads.replace(";score", "")).unwrap();
    let failure = read(&path, b';').unwrap_err();
    assert!(
        failure.message.contains("its column `score` is missing"),
        "{failure}"
    );
    for other in ["", "churnroom", "id,text\n1,x\n", "churnroom,name\nx,y\n"] {
        std::fs::write(&path, other).unwrap();
        assert_eq!(is_one(&path), None, "{other}");
    }
    assert_eq!(is_one(folder.path()), None);
    // The screens read feedback, not tags.
    std::fs::write(&path, format!("{heads}{rows}")).unwrap();
    let mut store = Store::in_memory().unwrap();
    let failure = take(&mut store, &[path], &options(usd())).unwrap_err();
    assert!(
        failure.message.contains("holds tags of another room"),
        "{failure}"
    );
}
