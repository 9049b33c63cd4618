//! JSON, packed files, spreadsheets of other programs, and everything that has no rows: what comes of each.

use std::io::Write as _;

use churnroom::domain::failure::Code;
use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use rstest::rstest;

use super::made::{Book, OldSheet, V, xls, zipped};
use super::usd;
use super::workbooks::{refused, table, taken};

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::default());
    out.write_all(bytes).unwrap();
    out.finish().unwrap()
}

fn rows(name: &str, text: &str) -> Vec<Vec<String>> {
    table(name, text.as_bytes(), &usd())
}

const CSV: &str = "id,account_id,start_date,mrr\ns1,a1,2024-01-01,49.9\n";

#[test]
fn what_is_packed_is_read_as_if_it_were_not() {
    let (reports, _) = taken("subs.csv.gz", &packed(CSV.as_bytes()), usd()).unwrap();
    assert_eq!(
        (reports.files[0].file.as_str(), reports.files[0].counts.new),
        ("subs.csv.gz", 1)
    );
    // Two packed files one behind the other are one.
    let (head, rest) = CSV.split_at(29);
    let two = [packed(head.as_bytes()), packed(rest.as_bytes())].concat();
    assert_eq!(taken("x.gz", &two, usd()).unwrap().0.files[0].counts.new, 1);
    let json = br#"[{"id":"s1","account_id":"a1","start_date":"2024-01-01","mrr":1}]"#;
    assert_eq!(
        taken("x.json.gz", &packed(json), usd()).unwrap().0.files[0]
            .counts
            .new,
        1
    );
}

#[test]
fn packed_files_that_are_cut_short_or_twice_packed_or_too_long_are_refused() {
    let whole = packed(CSV.as_bytes());
    for cut in [12, whole.len() / 2, whole.len() - 1] {
        let said = refused("x.csv.gz", &whole[..cut], usd()).to_string();
        assert!(
            said.contains("packed with gzip and cut short"),
            "{cut}: {said}"
        );
    }
    let mut flipped = whole.clone();
    let last = flipped.len() - 6;
    flipped[last] ^= 0x55;
    let said = refused("x.csv.gz", &flipped, usd()).to_string();
    assert!(said.contains("no readable gzip file"), "{said}");
    let behind = [&whole[..], b"\ntrailing\n"].concat();
    let said = refused("x.csv.gz", &behind, usd()).to_string();
    assert!(said.contains("behind its end"), "{said}");
    let filled = [&whole[..], &[0; 300]].concat();
    assert!(taken("y.csv.gz", &filled, usd()).is_ok());
    let said = refused("x.gz", &packed(&whole), usd()).to_string();
    assert!(said.contains("packed with gzip twice"), "{said}");
    let said = refused("x.gz", &packed(b""), usd()).to_string();
    assert!(said.contains("and empty"), "{said}");
    let said = refused("x.gz", &packed(&vec![b'a'; 70 << 20]), usd()).to_string();
    assert!(said.contains("200 times"), "{said}");
}

#[test]
fn things_of_json_are_rows() {
    let things = r#"[
        {"id":"s1","customer":{"id":"a1","geo":{"country":"DE"}},"amount":49.90,"tags":["a","b"]},
        null,
        {"id":"s2","customer":{"id":"a2"},"paid":true,"amount":1250000.0,"items":[{"x":1},{"x":2}],"note":null}
    ]"#;
    let expected = [
        [
            "id",
            "customer.id",
            "customer.geo.country",
            "amount",
            "tags",
            "paid",
            "items",
            "note",
        ],
        ["s1", "a1", "DE", "49.9", "a;b", "", "", ""],
        [
            "s2",
            "a2",
            "",
            "1250000",
            "",
            "true",
            "[{\"x\":1},{\"x\":2}]",
            "",
        ],
    ];
    assert_eq!(rows("x.json", things), expected);
    let cells = "[[\"id\",\"text\"],[\"a\",1],[\"b\",2]]";
    assert_eq!(
        rows("x.json", cells),
        [["id", "text"], ["a", "1"], ["b", "2"]]
    );
    let one = r#"{"id":"a1","name":"Acme"}"#;
    assert_eq!(rows("x.json", one), [["id", "name"], ["a1", "Acme"]]);
}

#[rstest]
#[case("{\"id\":\"a\",\"name\":\"A\"}\n{\"id\":\"b\",\"plan\":\"P\"}\n")]
#[case("\u{feff}  {\"id\":\"a\",\"name\":\"A\"}\r\n\r\n{\"id\":\"b\",\"plan\":\"P\"}")]
#[case(
    r#"{"object":"list","has_more":false,"data":[{"id":"a","name":"A"},{"id":"b","plan":"P"}]}"#
)]
#[case(r#"{"meta":{"page":1},"response":{"users":[{"id":"a","name":"A"},{"id":"b","plan":"P"}]},"errors":[]}"#)]
#[case(r#"{"links":[{"rel":"next"}],"results":[{"id":"a","name":"A"},{"id":"b","plan":"P"}],"ids":["a"]}"#)]
fn a_list_is_found_however_it_is_wrapped(#[case] text: &str) {
    let found = [["id", "name", "plan"], ["a", "A", ""], ["b", "", "P"]];
    assert_eq!(rows("x.json", text), found);
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(table("x.json", &wide, &usd()), found);
}

#[rstest]
#[case("[{\"id\":\"a\"},{\"id\":", "cut short")]
#[case("{\"id\":\"a\",", "cut short")]
#[case("[{\"id\":}]", "no readable JSON: `expected value at line 1 column 8`")]
#[case("[{\"id\":\"a\"}] and more", "no readable JSON")]
#[case("[]", "has no rows")]
#[case("{\"data\":[]}", "its list is empty")]
#[case("[1,2,3]", "has no columns")]
#[case("[[\"id\"],{\"id\":1}]", "mixes lists and things")]
#[case(
    "{\"users\":[{\"a\":1}],\"plans\":[{\"b\":1}]}",
    "it has several lists: `users`, `plans`"
)]
fn json_that_is_no_table_says_why(#[case] text: &str, #[case] why: &str) {
    let said = refused("x.json", text.as_bytes(), usd()).to_string();
    assert!(said.contains(why), "{said}");
}

#[test]
fn json_is_neither_too_deep_nor_too_wide() {
    for deep in [200, 100_000] {
        let nested = format!("{}1{}", "{\"a\":[".repeat(deep), "]}".repeat(deep));
        for text in [nested.clone(), format!("[{nested}]"), "[".repeat(deep)] {
            let said = refused("x.json", text.as_bytes(), usd()).to_string();
            assert!(
                said.contains("128 levels") || said.contains("cut short"),
                "{said}"
            );
        }
    }
    let ids = (0..5_000)
        .map(|n| format!("\"id{n}\":{n}"))
        .collect::<Vec<_>>();
    let said = refused("x.json", format!("{{{}}}", ids.join(",")).as_bytes(), usd()).to_string();
    assert!(said.contains("more than 4,000 names"), "{said}");
    let long = format!("[{{\"id\":\"{}\"}}]", "x".repeat(20 << 20));
    let said = refused("x.json", long.as_bytes(), usd()).to_string();
    assert!(said.contains("more than 16 MB"), "{said}");
}

const MANIFEST: &[u8] = b"<manifest:manifest/>";
const SPREADSHEET: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";

fn ods(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:automatic-styles>\
         <style:style style:name=\"no\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style>\
         </office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[
        ("mimetype", SPREADSHEET),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", MANIFEST),
    ])
}

const HEAD: &str = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>id</text:p></table:table-cell>\
    <table:table-cell office:value-type=\"string\"><text:p>account_id</text:p></table:table-cell>\
    <table:table-cell office:value-type=\"string\"><text:p>start_date</text:p></table:table-cell>\
    <table:table-cell office:value-type=\"string\"><text:p>mrr</text:p></table:table-cell></table:table-row>";

fn ods_row(id: &str, times: u32) -> String {
    format!(
        "<table:table-row table:number-rows-repeated=\"{times}\"><table:table-cell><text:p>{id}<office:annotation><text:p>why</text:p></office:annotation></text:p></table:table-cell>\
         <table:table-cell office:value-type=\"string\"><text:p>a<text:s text:c=\"2\"/>&amp;&#65;</text:p><text:p>b</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"date\" office:date-value=\"2024-01-31T00:00:00\"><text:p>31/01/24</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"currency\" office:value=\"0.30000000000000004\"><text:p>0,30 €</text:p></table:table-cell>\
         <table:table-cell table:number-columns-repeated=\"16380\"/></table:table-row>"
    )
}

#[test]
fn spreadsheets_of_other_programs_are_read() {
    let sheet = format!(
        "<table:table table:name=\"Notes\"><table:table-row><table:table-cell><text:p>hello</text:p></table:table-cell></table:table-row></table:table>\
         <table:table table:name=\"Old\" table:style-name=\"no\">{HEAD}{}</table:table>\
         <table:table table:name=\"Subs\">{HEAD}{}<table:table-row table:number-rows-repeated=\"1048000\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row></table:table>",
        ods_row("old", 1),
        ods_row("s1", 2),
    );
    let row = ["s1", "a  &A\nb", "2024-01-31", "0.3"];
    assert_eq!(
        table("x.ods", &ods(&sheet), &usd()),
        [["id", "account_id", "start_date", "mrr"], row, row]
    );
    let formula = "<table:table table:name=\"S\"><table:table-row><table:table-cell table:formula=\"of:=1+1\"/><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>";
    let said = refused("x.ods", &ods(formula), usd()).to_string();
    assert!(
        said.contains("1 cell holds a formula without a value"),
        "{said}"
    );
    let many = format!(
        "<table:table table:name=\"S\">{HEAD}{}</table:table>",
        ods_row("s", 4_000_000_000)
    );
    let said = refused("x.ods", &ods(&many), usd()).to_string();
    assert!(
        said.contains("beyond the end") || said.contains("cells"),
        "{said}"
    );
}

#[test]
fn protected_spreadsheets_say_so() {
    let manifest = b"<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    let bytes = zipped(&[
        ("mimetype", SPREADSHEET),
        ("content.xml", b"\x00\x01"),
        ("META-INF/manifest.xml", manifest),
    ]);
    assert_eq!(
        refused("x.ods", &bytes, usd()).to_string(),
        "reading `x.ods`: it is protected by a password; save it without one"
    );
}

#[rstest]
#[case(
    b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "a PDF; export the table as CSV"
)]
#[case(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a picture (PNG)")]
#[case(b"\xff\xd8\xff\xe0\0\x10JFIF\0", "a picture (JPEG)")]
#[case(b"PAR1\x15\x04\x15", "a Parquet file")]
#[case(b"SQLite format 3\0\x10\0", "an SQLite database; if it is a room")]
#[case(b"\x7fELF\x02\x01\x01\0", "a program")]
#[case(
    b"\n <!DOCTYPE html><html><head><title>Sign in",
    "a web page; it is probably a login page"
)]
#[case(b"\xef\xbb\xbf<html><body>", "a web page")]
#[case(b"<?xml version=\"1.0\"?><feed>", "XML")]
#[case(
    b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
    "an Excel workbook of 2003 as XML"
)]
#[case(b"{\\rtf1\\ansi", "a text document (RTF)")]
#[case(b"BZh91AY&SY", "packed with bzip2")]
#[case(b"7z\xbc\xaf\x27\x1c\0\x04", "a 7-Zip archive")]
#[case(
    b"\x09\x08\x08\x00\x00\x05\x05\x00",
    "an Excel workbook of the nineties"
)]
#[case(b"-----BEGIN PGP MESSAGE-----\n", "encrypted with PGP")]
#[case(b"\x01\x02\x03\x04\x05\x06\x07\x08\x00\x00\xfe\xdc", "no text")]
fn everything_else_has_its_right_name(#[case] bytes: &[u8], #[case] name: &str) {
    let failure = refused("export.csv", bytes, usd());
    assert!(
        failure.to_string().contains(&format!("it is {name}")),
        "{failure}"
    );
    assert_eq!(failure.code, Code::Failed);
    assert!(!failure.hint.is_empty());
}

#[rstest]
#[case("word/document.xml", "a Word document")]
#[case("ppt/presentation.xml", "a PowerPoint presentation")]
#[case("xl/workbook.bin", "a binary Excel workbook")]
#[case("Index/Document.iwa", "Apple Numbers")]
#[case("export.csv", "a ZIP archive; unpack it and import the files in it")]
fn archives_that_are_no_workbook_have_their_right_name(#[case] part: &str, #[case] name: &str) {
    let said = refused("x.zip", &zipped(&[(part, b"x")]), usd()).to_string();
    assert!(said.contains(name), "{said}");
    let text = zipped(&[("mimetype", b"application/vnd.oasis.opendocument.text")]);
    let said = refused("x.odt", &text, usd()).to_string();
    assert!(said.contains("no spreadsheet"), "{said}");
}

#[test]
fn a_header_alone_is_no_success() {
    for (name, bytes) in [
        ("x.csv", b"id,name,plan\n".to_vec()),
        (
            "x.xlsx",
            Book::of(&[&[V::T("id"), V::T("name"), V::T("plan")]]).xlsx(),
        ),
    ] {
        let said = refused(name, &bytes, usd()).to_string();
        assert!(said.contains("it has a header and no rows"), "{said}");
    }
    let said = refused("x.xlsx", &Book::of(&[]).xlsx(), usd()).to_string();
    assert!(said.contains("none of its sheets has rows"), "{said}");
}

/// What bytes of each kind of container begin with, and some that are whole.
fn beginnings() -> Vec<Vec<u8>> {
    vec![
        Book::of(&[&[V::T("id"), V::T("name")], &[V::T("a"), V::N("1")]]).xlsx(),
        ods(&format!(
            "<table:table table:name=\"S\">{HEAD}{}</table:table>",
            ods_row("s", 2)
        )),
        packed(CSV.as_bytes()),
        br#"{"data":[{"id":"a","customer":{"name":"A"}},{"id":"b"}]}"#.to_vec(),
        xls(
            false,
            &[OldSheet {
                name: "S",
                hidden: false,
                size: (2, 2),
                cells: &[
                    (0, 0, V::T("id")),
                    (0, 1, V::T("name")),
                    (1, 0, V::T("a")),
                    (1, 1, V::N("1")),
                ],
            }],
        ),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn no_damage_makes_it_panic(of in 0usize..5, at in 0.0f64..1.0, new in prop::collection::vec(any::<u8>(), 0..12), cut in any::<bool>()) {
        let mut bytes = beginnings().swap_remove(of);
        let at = (at * bytes.len() as f64) as usize;
        if cut {
            bytes.truncate(at);
            bytes.extend(new);
        } else {
            for (place, byte) in bytes[at..].iter_mut().zip(new) {
                *place = byte;
            }
        }
        if let Err(failure) = taken("x.bin", &bytes, usd()) {
            let said = failure.to_string();
            prop_assert!(said.chars().all(|c| !c.is_control()), "{said:?}");
        }
    }
}

#[test]
fn a_file_of_empty_lines_is_empty() {
    let said = super::read(b"\n\r\n  \n", &usd()).unwrap_err().to_string();
    assert!(said.contains("it is empty"), "{said}");
}
