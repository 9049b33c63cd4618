//! Rejects that come back mended: they are read as their file was, whatever the few rows of them say alone.

use std::path::Path;

use churnroom::domain::import::ImportRow;
use churnroom::exchange::read::{self, Hints, Source};
use churnroom::exchange::safe::guard;
use proptest::prelude::*;
use rstest::rstest;

use super::{rows, usd};

/// A file of these bytes under a name of its own.
fn source(folder: &Path, name: &str, text: &str, hints: &Hints) -> Source {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    read::open(&path, hints).unwrap()
}

/// What is known once a file was imported.
fn after(source: &Source, hints: &Hints) -> Hints {
    let mut later = Hints {
        room_currency: source.currency.clone(),
        rates: hints.rates.clone(),
        ..Hints::default()
    };
    let said = serde_json::to_string(&source.to_remember()).unwrap();
    let said = serde_json::from_str(&said).unwrap();
    later.remembered.insert(source.header_key.clone(), said);
    later
}

/// The rows of a file that are rejected, mended by `mend` in their rejects file, as they read then.
fn mended(text: &str, hints: &Hints, mend: impl Fn(&str) -> String) -> Vec<ImportRow> {
    let folder = tempfile::tempdir().unwrap();
    let first = source(folder.path(), "x.csv", text, hints);
    let rejects = read::write_rejects(&first, &[]).unwrap();
    let text = mend(&std::fs::read_to_string(rejects).unwrap());
    let second = source(folder.path(), "y.csv", &text, &after(&first, hints));
    assert_eq!(second.header_key, first.header_key);
    assert!(second.settled_before);
    let (good, bad) = rows(&second);
    assert!(bad.is_empty(), "{bad:?}\n{text}");
    good.into_iter().map(|row| row.row).collect()
}

fn all(text: &str, hints: &Hints) -> Vec<ImportRow> {
    let folder = tempfile::tempdir().unwrap();
    let (good, bad) = rows(&source(folder.path(), "x.csv", text, hints));
    assert!(bad.is_empty(), "{bad:?}");
    good.into_iter().map(|row| row.row).collect()
}

/// Files of which the second row is rejected for one cell, and what would be right there.
#[rstest]
#[case::order_and_comma(
    "id;account;start;amount\n1;A;25/04/2026;1.234,50\n2;B;03/04/2026;1.200x\n",
    "1.200x",
    "1.200"
)]
#[case::two_rows(
    "Customer,,Subscription,,\nID,Name,Start,End,MRR\n7,Al,2026-01-01,,19\n8,Bo,2026-01-01,,?x\n",
    "?x",
    "12"
)]
#[case::doubled_and_nameless(
    "account,Plan,,start,plan,mrr\nA,x,y,2026-01-01,z,5\nB,x,y,2026-01-01,z,five\n",
    "five",
    "5"
)]
#[case::guarded(
    "account,start,mrr,plan\nA,2026-01-01,5,=1+1\nB,2026-01-01,five,'-x\n",
    "five",
    "5"
)]
#[case::separator(
    "id,account,received,text,tags\n1,A,2026-01-01,Words,\"a;b\"\n2,B,someday,More words,\"c, d\"\n",
    "someday",
    "2026-01-02"
)]
#[case::questions(
    "id,account,received,text,Anything else?\n1,A,2026-01-01,Words,And more words\n2,B,someday,More,Slow\n",
    "someday",
    "2026-01-02"
)]
#[case::of_its_own_reason(
    "id,account,received,reason,text\n1,A,2026-01-01,Price,Words\n2,B,someday,Bugs,More\n",
    "someday",
    "2026-01-02"
)]
#[case::survey(
    "StartDate,EndDate,ResponseId,Q1,ExternalDataReference\nStart Date,End Date,Response ID,What could we do better?,External\n\"{\"\"ImportId\"\":\"\"s\"\"}\",\"{\"\"ImportId\"\":\"\"a\"\"}\",\"{\"\"ImportId\"\":\"\"b\"\"}\",\"{\"\"ImportId\"\":\"\"c\"\"}\",\"{\"\"ImportId\"\":\"\"d\"\"}\"\n2026-01-01,2026-01-01,R1,Exports,A\n2026-01-01,whenever,R2,Prices,B\n",
    "whenever",
    "2026-01-02"
)]
fn a_mended_row_reads_as_its_file_would(
    #[case] text: &str,
    #[case] wrong: &str,
    #[case] right: &str,
) {
    let found = mended(text, &usd(), |rejects| {
        rejects.replacen(&format!(",{wrong}"), &format!(",{right}"), 1)
    });
    let whole = all(&text.replace(wrong, right), &usd());
    assert_eq!(found, whole[1..]);
}

#[test]
fn what_was_said_of_the_file_holds_for_its_rejects() {
    let text = "who,since,price,labels,about\nA,01.02.2026,5,a,x\nB,03.04.2026,y,b,x\n";
    let map = [
        ("account", "who"),
        ("start", "since"),
        ("amount", "price"),
        ("plan", "about"),
    ];
    let hints = Hints {
        kind: Some(churnroom::domain::import::ImportKind::Subscriptions),
        map: map
            .map(|(field, column)| (field.to_owned(), column.to_owned()))
            .into(),
        date_format: Some("DD.MM.YYYY".into()),
        currency: Some("USD".parse().unwrap()),
        room_currency: Some("EUR".parse().unwrap()),
        rates: [("USD".parse().unwrap(), "0.5".parse().unwrap())].into(),
        ..Hints::default()
    };
    let found = mended(text, &hints, |rejects| rejects.replace(",y,b", ",7,b"));
    assert_eq!(found, all(&text.replace(",y,", ",7,"), &hints)[1..]);
    let text = "id,customer,text,class\n1,A,Words,Price\n2,B,Words,Bugs\n3,C,Words,Bugs\n"
        .replace("text,class", "text,score,class")
        .replace("Words,", "Words,1,")
        .replacen("B,Words,1", "B,,many", 1);
    let hints = Hints {
        tag_from: vec!["class".into()],
        ..Hints::default()
    };
    let found = mended(&text, &hints, |rejects| rejects.replace(",many,", ",2,"));
    assert_eq!(found, all(&text.replace("many", "2"), &hints)[1..2]);
}

/// A row of a random file: an account, a day, an amount in cents, and which of its cells is broken.
type Row = (u8, u16, u32, Option<u8>);

fn file(rows: &[Row], (comma, day_first, heads): (bool, bool, u8), mend: bool) -> String {
    let mut text = match heads {
        0 => "Customer ID;Start;Note;MRR\n".to_owned(),
        1 => "Customer;;;Subscription\nID;Start;Note;MRR\n".to_owned(),
        _ => "A list of ours;;;\nCustomer ID;Start;;MRR\n".to_owned(),
    };
    for (account, day, cents, broken) in rows {
        let broken = broken.filter(|_| !mend);
        let (month, day) = (day % 12 + 1, day / 12 % 28 + 1);
        let start = match day_first {
            true => format!("{day:02}/{month:02}/2026"),
            false => format!("{month:02}/{day:02}/2026"),
        };
        let (whole, part) = (cents / 100, cents % 100);
        let grouped = match whole {
            0..1000 => whole.to_string(),
            _ if comma => format!("{}.{:03}", whole / 1000, whole % 1000),
            _ => format!("{},{:03}", whole / 1000, whole % 1000),
        };
        let amount = match (part, comma) {
            (0, _) => grouped,
            (_, true) => format!("{grouped},{part:02}"),
            (_, false) => format!("{grouped}.{part:02}"),
        };
        let cells = [
            format!("=c{account}"),
            start,
            "-\u{e9}\u{1f600}".to_owned(),
            amount,
        ];
        let cells: Vec<String> = cells
            .iter()
            .enumerate()
            .map(|(at, cell)| match broken {
                Some(wrong) if usize::from(wrong) == at && at != 2 => {
                    if at == 0 {
                        String::new()
                    } else {
                        "nonsense".to_owned()
                    }
                }
                _ => guard(cell).into_owned(),
            })
            .collect();
        text.push_str(&cells.join(";"));
        text.push('\n');
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn rejects_of_any_file_come_back_as_the_file_would(
        rows in prop::collection::vec((0u8..9, 0u16..336, 0u32..999_999, prop::option::weighted(0.4, 0u8..4)), 1..12),
        comma: bool, day_first: bool, heads in 0u8..3,
    ) {
        // These settle how the file is written, whatever else is in it.
        let mut rows = rows;
        rows.push((0, 12 * 27, 123_456, None));
        let way = (comma, day_first, heads);
        let whole = all(&file(&rows, way, true), &usd());
        let mend = |rejects: &str| {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(rejects.as_bytes());
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            let right = file(&rows, way, true);
            for record in reader.records().map(Result::unwrap) {
                match record[0].parse::<usize>() {
                    Err(_) => writer.write_record(&record).unwrap(),
                    Ok(line) => {
                        let right = right.lines().nth(line - 1).unwrap();
                        writer.write_record(record.iter().take(2).chain(right.split(';'))).unwrap();
                    }
                }
            }
            String::from_utf8(writer.into_inner().unwrap()).unwrap()
        };
        let broken = rows.iter().map(|row| row.3.is_some_and(|at| at != 2));
        let expected: Vec<_> = whole.into_iter().zip(broken).filter(|(_, broken)| *broken).map(|(row, _)| row).collect();
        let text = file(&rows, way, false);
        if expected.is_empty() {
            return Ok(());
        }
        prop_assert_eq!(mended(&text, &usd(), mend), expected);
    }
}
