//! Small files that are written in every way people write them.

use churnroom::domain::import::{ImportKind, ImportRow};
use churnroom::domain::word::Word;
use churnroom::exchange::read::Hints;
use rstest::rstest;

use super::{feedback, read, usd};

const WORDS: &str = "Ça va, \"très\" bien;\nmerci | à vous";

fn quoted(separator: char, newline: &str) -> String {
    let words = WORDS.replace('"', "\"\"").replace('\n', newline);
    format!(
        "id{s}text{s}score{n}1{s}\"{words}\"{s}4{n}{n}2{s}ok{s}{n}",
        s = separator,
        n = newline
    )
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[rstest]
#[case::comma(quoted(',', "\n").into_bytes())]
#[case::semicolon_crlf(quoted(';', "\r\n").into_bytes())]
#[case::tab_cr(quoted('\t', "\r").into_bytes())]
#[case::pipe(quoted('|', "\n").into_bytes())]
#[case::mark(format!("\u{feff}{}", quoted(',', "\r\n")).into_bytes())]
#[case::little_endian(utf16(&format!("\u{feff}{}", quoted(';', "\r\n")), u16::to_le_bytes))]
#[case::big_endian(utf16(&format!("\u{feff}{}", quoted(',', "\r")), u16::to_be_bytes))]
#[case::little_endian_unmarked(utf16(&quoted(',', "\n"), u16::to_le_bytes))]
#[case::big_endian_unmarked(utf16(&quoted(',', "\n"), u16::to_be_bytes))]
#[case::windows(encoding_rs::WINDOWS_1252.encode(&quoted(';', "\r\n")).0.into_owned())]
#[case::told_by_excel(format!("sep=;\r\n{}", quoted(';', "\r\n")).into_bytes())]
#[case::titled(format!("Reviews of October;;\n\n{}", quoted(';', "\n")).into_bytes())]
fn the_same_words_come_out_of_every_dialect(#[case] bytes: Vec<u8>) {
    let (source, rows, rejected) = read(&bytes, &Hints::default()).unwrap();
    assert_eq!((source.kind, rejected.len()), (ImportKind::Feedback, 0));
    let found = feedback(&rows);
    assert_eq!((found.len(), found[0].text.as_str()), (2, WORDS));
    assert_eq!((found[0].score, found[1].score), (Some(4.0), None));
}

#[test]
fn headers_may_be_padded_doubled_and_in_two_rows() {
    let text = " Customer ID ,PLAN, Plan,,First seen,city\n7,Pro,x,y,z, Oslo \n";
    let hints = Hints {
        kind: Some(ImportKind::Accounts),
        ..Hints::default()
    };
    let (_, rows, _) = read(text.as_bytes(), &hints).unwrap();
    let ImportRow::Account(account) = &rows[0] else {
        panic!("{rows:?}")
    };
    assert_eq!(
        (
            account.thing.external.as_str(),
            Some(account.thing.plan.as_str())
        ),
        ("7", Some("Pro"))
    );
    let attributes: Vec<_> = account
        .thing
        .attributes
        .iter()
        .map(|(k, v)| format!("{k}={v}"))
        .collect();
    assert_eq!(
        attributes,
        ["First seen=z", "Plan (2)=x", "city=Oslo", "column 4=y"]
    );

    let two = "Customer,,Subscription,,\nID,Name,Start,End,MRR\n7,Acme,2026-01-01,,19\n";
    let (source, rows, _) = read(two.as_bytes(), &usd()).unwrap();
    assert_eq!((source.kind, rows.len()), (ImportKind::Subscriptions, 1));
}

#[test]
fn ragged_rows_load_where_nothing_is_in_doubt() {
    let text = "id,text,score\n1,short\n2,long,3,,\n3,too,4,many\n4,ok,5\n";
    let (_, rows, rejected) = read(text.as_bytes(), &Hints::default()).unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!(rejected[0].line, 4);
    assert!(
        rejected[0]
            .reason
            .contains("4 cells where the header has 3"),
        "{}",
        rejected[0].reason
    );
}

#[rstest]
#[case::open_quote("id,text\n1,ok\n2,\"cut of\nf he", 3)]
#[case::lost_end("id,text,score\n1,ok,1\n2,cut", 3)]
fn a_broken_end_is_one_rejected_row(#[case] text: &str, #[case] line: u64) {
    let (_, rows, rejected) = read(text.as_bytes(), &Hints::default()).unwrap();
    assert_eq!((rows.len(), rejected.len(), rejected[0].line), (1, 1, line));
}

#[test]
fn a_file_of_unknown_columns_is_refused_with_a_sentence() {
    let refused = read(b"a,b\n1,2\n", &Hints::default()).unwrap_err();
    assert!(refused.message.contains("`a`, `b`"), "{refused}");
    assert!(
        refused.hint.contains("--as-kind") && refused.message.contains(ImportKind::Surveys.word())
    );
}

#[test]
fn an_empty_file_a_folder_and_no_file_are_refused() {
    let empty = read(b"", &Hints::default()).unwrap_err();
    assert!(empty.message.contains("it is empty"), "{empty}");
    let header_only = read(b"id,text\n", &Hints::default()).unwrap();
    assert_eq!(header_only.1.len(), 0);
    for blank in ["\n\n\n", "\u{feff}", "\0\0\0\0", "\"", "\n\"\n"] {
        assert!(
            read(blank.as_bytes(), &Hints::default()).is_err(),
            "{blank:?}"
        );
    }
    let folder = tempfile::tempdir().unwrap();
    let is_folder = churnroom::exchange::read::open(folder.path(), &Hints::default()).unwrap_err();
    assert!(is_folder.message.contains("folder"), "{is_folder}");
    let missing = churnroom::exchange::read::open(&folder.path().join("no.csv"), &Hints::default());
    assert!(missing.unwrap_err().message.contains("no such file"));
}
