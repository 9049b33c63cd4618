//! Workbooks into a room: what their cells become, which sheet is taken, and what is refused.

use std::path::{Path, PathBuf};

use churnroom::domain::failure::{Code, Failure};
use churnroom::exchange::read::{FileRecord, Hints, Records, unpack};
use churnroom::runtime::intake::Reports;
use churnroom::store::Store;
use rstest::rstest;

use super::made::{Book, V, zipped};
use super::rooms::{options, take};
use super::usd;

/// A file of these bytes into a new room.
pub fn taken(name: &str, bytes: &[u8], hints: Hints) -> Result<(Reports, Store), Failure> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let mut store = Store::in_memory().unwrap();
    let reports = take(&mut store, &[path], &options(hints))?;
    Ok((reports, store))
}

/// Why a file of these bytes is not taken.
pub fn refused(name: &str, bytes: &[u8], hints: Hints) -> Failure {
    let failure = taken(name, bytes, hints)
        .map(|(reports, _)| reports.files)
        .unwrap_err();
    let said = failure.to_string();
    assert!(said.contains(&format!("reading `{name}`")), "{said}");
    assert!(
        said.chars().all(|c| !c.is_control() && c != '\u{fffd}'),
        "{said:?}"
    );
    failure
}

/// The rows that are made of a file of these bytes.
pub fn table(name: &str, bytes: &[u8], hints: &Hints) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let unpacked = unpack(&path, &mut in_turn(folder.path()), hints).unwrap();
    let mut records = Records::of(&unpacked.path, b',').unwrap();
    let (mut rows, mut record) = (Vec::new(), FileRecord::default());
    while records.next_into(&mut record).unwrap() {
        rows.push(record.cells.iter().map(str::to_owned).collect());
    }
    rows
}

fn in_turn(folder: &Path) -> impl FnMut() -> std::io::Result<PathBuf> {
    let (folder, mut made) = (folder.to_owned(), 0);
    move || {
        made += 1;
        let new = folder.join(made.to_string());
        std::fs::create_dir(&new)?;
        Ok(new)
    }
}

fn sheet(name: &str) -> Hints {
    Hints {
        sheet: Some(name.to_owned()),
        ..usd()
    }
}

const HEAD: &[V] = &[
    V::T("id"),
    V::T("account_id"),
    V::T("start_date"),
    V::I("mrr"),
];

fn subscriptions() -> Book {
    Book::of(&[
        HEAD,
        &[
            V::T("s1"),
            V::T("a1"),
            V::D("45292"),
            V::N("49.900000000000006"),
        ],
        &[
            V::T("s2"),
            V::I("a2"),
            V::D("45323.5"),
            V::FN("D2*2", "99.8"),
        ],
    ])
}

#[test]
fn a_workbook_is_read_like_its_text() {
    let bytes = subscriptions().xlsx();
    let (reports, store) = taken("subs.xlsx", &bytes, usd()).unwrap();
    let file = &reports.files[0];
    assert_eq!(
        (file.file.as_str(), file.counts.new, file.counts.rejected),
        ("subs.xlsx", 2, 0)
    );
    assert_eq!(file.warnings, [""; 0]);
    drop(store);
    assert_eq!(
        table("subs.xlsx", &bytes, &usd()),
        [
            ["id", "account_id", "start_date", "mrr"],
            ["s1", "a1", "2024-01-01", "49.9"],
            ["s2", "a2", "2024-02-01 12:00:00", "99.8"],
        ]
    );
}

#[test]
fn values_of_every_kind_keep_their_meaning() {
    let book = Book::of(&[
        &[V::T("id"), V::T("text"), V::T("yes"), V::T("n"), V::T("m")],
        &[
            V::I("a,\"b\" & <c>\nd"),
            V::T("=1+1"),
            V::B(true),
            V::N("1E-3"),
            V::E("#N/A"),
        ],
        &[],
        &[V::O, V::I(" x "), V::B(false), V::N("12345678901234"), V::O],
    ]);
    assert_eq!(
        table("x.xlsm", &book.xlsx(), &usd()),
        [
            ["id", "text", "yes", "n", "m"],
            ["a,\"b\" & <c>\nd", "=1+1", "true", "0.001", ""],
            ["", "x", "false", "12345678901234", ""],
        ]
    );
}

#[test]
fn days_are_counted_from_either_beginning() {
    let mut book = Book::of(&[HEAD, &[V::T("s"), V::T("a"), V::D("43830"), V::N("1")]]);
    assert_eq!(table("x.xlsx", &book.xlsx(), &usd())[1][2], "2019-12-31");
    book.is_1904 = true;
    assert_eq!(table("x.xlsx", &book.xlsx(), &usd())[1][2], "2024-01-01");
}

#[test]
fn days_that_do_not_look_like_days_are_read_all_the_same() {
    let bytes = Book::of(&[HEAD, &[V::T("s"), V::T("a"), V::N("45292"), V::N("1")]]).xlsx();
    let (reports, _) = taken("x.xlsx", &bytes, usd()).unwrap();
    assert_eq!(reports.files[0].counts.new, 1);
}

#[test]
fn a_workbook_that_claims_too_much_is_refused() {
    let mut parts = subscriptions().parts();
    for said in ["99999999999", "99999999999999999999999"] {
        for (name, part) in &mut parts {
            if name == "xl/sharedStrings.xml" {
                let count = format!("{}uniqueCount=\"{said}\"><si>", " ".repeat(40_000));
                *part = format!(
                    "<!-- {} --><sst {count}<t>a</t></si></sst>",
                    "x".repeat(300_000)
                );
            }
        }
        let parts: Vec<(&str, &[u8])> = parts
            .iter()
            .map(|(name, part)| (name.as_str(), part.as_bytes()))
            .collect();
        let failure = refused("x.xlsx", &zipped(&parts), usd());
        assert!(
            failure.message.contains("more texts than can be held"),
            "{failure}"
        );
    }
}

fn several() -> Book {
    subscriptions()
        .sheet("Read me", "visible", &[&[V::T("made by finance")]])
        .sheet("Empty", "visible", &[])
        .sheet(
            "Old",
            "hidden",
            &[HEAD, &[V::T("h"), V::T("h"), V::D("45292"), V::N("1")]],
        )
}

#[test]
fn the_only_sheet_that_fits_is_taken_and_a_hidden_one_only_by_name() {
    let bytes = several().xlsx();
    assert_eq!(table("x.xlsx", &bytes, &usd())[1][0], "s1");
    let noticed = |hints| {
        taken("x.xlsx", &bytes, hints).unwrap().0.files[0]
            .read_as
            .noticed
            .clone()
    };
    let passed =
        "sheet `Old`, which is hidden, would fit as well: it is passed over without --sheet";
    assert_eq!(noticed(usd()), [passed]);
    assert_eq!(noticed(sheet("Sheet1")), [""; 0]);
    assert_eq!(table("x.xlsx", &bytes, &sheet("old"))[1][0], "h");
    let failure = refused("x.xlsx", &bytes, sheet("March"));
    assert_eq!(failure.code, Code::Usage);
    assert_eq!(
        failure.hint,
        "its sheets are `Sheet1`, `Read me`, `Empty`, `Old` (hidden)"
    );
    let hidden = Book::default().sheet("Nothing", "visible", &[]).sheet(
        "All",
        "veryHidden",
        &[HEAD, &[V::T("h")]],
    );
    let failure = refused("x.xlsx", &hidden.xlsx(), usd());
    assert!(
        failure.hint.ends_with("`Nothing`, `All` (hidden)"),
        "{failure}"
    );
}

#[test]
fn several_sheets_that_fit_are_asked_about() {
    let book = several().sheet(
        "New",
        "visible",
        &[HEAD, &[V::T("n"), V::T("n"), V::D("45300"), V::N("2")]],
    );
    let failure = refused("x.xlsx", &book.xlsx(), usd());
    assert_eq!(failure.code, Code::Usage);
    assert_eq!(
        failure.to_string(),
        "reading `x.xlsx`: 2 of its sheets could be meant; \
         choose one with --sheet NAME: `Sheet1`, `New`, `Old` (hidden)"
    );
    let (reports, _) = taken("x.xlsx", &book.xlsx(), sheet("New")).unwrap();
    assert_eq!(reports.files[0].counts.new, 1);
    let failure = taken("x.csv", b"id,name\na,b\n", sheet("New"))
        .map(drop)
        .unwrap_err();
    assert_eq!(failure.code, Code::Usage, "{failure}");
}

#[test]
fn formulas_errors_and_merged_cells_are_said() {
    let book = Book::of(&[HEAD, &[V::T("s"), V::T("a"), V::D("45292"), V::F("1+1")]]);
    assert_eq!(
        refused("x.xlsx", &book.xlsx(), usd()).to_string(),
        "reading `x.xlsx`: 1 cell holds a formula without a value in sheet `Sheet1`; \
         open it in the spreadsheet program and save it again"
    );
    let cells = [
        V::T("s"),
        V::T("a"),
        V::D("45292"),
        V::N("5"),
        V::E("#DIV/0!"),
    ];
    let merged = "<mergeCells><mergeCell ref=\"A4:A6\"/><mergeCell ref=\"B4:C4\"/></mergeCells>";
    let book = Book::of(&[HEAD, &cells]).behind(merged);
    let (reports, _) = taken("x.xlsx", &book.xlsx(), usd()).unwrap();
    assert_eq!(
        reports.files[0].read_as.noticed,
        [
            "1 cell holds an error, like #N/A, and is read as empty",
            "2 ranges of cells were merged: only the first cell of such has the value"
        ]
    );
}

#[rstest]
#[case("xl/workbook.xml", "<workbook/>")]
#[case(
    "xl/worksheets/sheet1.xml",
    "<worksheet><sheetData><row><c t=\"s\"><v>99</v></c>"
)]
#[case("xl/sharedStrings.xml", "<sst><si>")]
#[case("_rels/.rels", "no")]
#[case(
    "xl/worksheets/sheet1.xml",
    "<worksheet><sheetData><row r=\"9999999999\"><c r=\"ZZZZZ99999999999\"><v>1</v></c></row></sheetData></worksheet>"
)]
fn broken_ones_are_no_readable_workbook(#[case] part: &str, #[case] instead: &str) {
    let parts = subscriptions().parts();
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, text)| {
            (
                name.as_str(),
                if name == part { instead } else { text }.as_bytes(),
            )
        })
        .collect();
    let said = refused("x.xlsx", &zipped(&parts), usd()).to_string();
    assert!(
        said.contains("no readable Excel workbook")
            || said.contains("it is broken")
            || said.contains("none of its sheets"),
        "{said}"
    );
    let whole = subscriptions().xlsx();
    for cut in [10, 200, whole.len() / 2, whole.len() - 30] {
        refused("x.xlsx", &whole[..cut], usd());
    }
}

#[test]
fn rejects_are_written_beside_the_workbook_and_can_be_brought_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("subs.xlsx");
    let row = |id, day, mrr| [V::T(id), V::T("a1"), day, V::N(mrr)];
    let (bad, good) = (
        row("s1", V::N("45292"), "-5"),
        row("s2", V::D("45292"), "5"),
    );
    std::fs::write(&path, Book::of(&[HEAD, &bad, &good]).xlsx()).unwrap();
    let mut store = Store::in_memory().unwrap();
    let reports = take(&mut store, &[path], &options(usd())).unwrap();
    let beside = folder.path().join("subs.xlsx.rejects.csv");
    let said = beside.display().to_string();
    assert_eq!(reports.files[0].rejects_file, Some(said));
    let rejects = std::fs::read_to_string(&beside).unwrap();
    assert!(
        rejects.contains("\n2,") && rejects.contains(",2024-01-01,"),
        "{rejects}"
    );
    std::fs::write(&beside, rejects.replace("-5", "5")).unwrap();
    let reports = take(&mut store, &[beside], &options(usd())).unwrap();
    assert_eq!(reports.files[0].counts.new, 1);
}

#[test]
fn a_list_of_losses_may_be_a_workbook() {
    use churnroom::domain::day::Day;
    use churnroom::domain::period::Period;
    use churnroom::runtime::lists::{WantedList, against};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lost.xlsx");
    let lost: &[V] = &[V::T("Customer"), V::T("Lost MRR")];
    let book =
        Book::of(&[&[V::T("ours")]]).sheet("Lost", "visible", &[lost, &[V::T("a1"), V::N("50")]]);
    std::fs::write(&path, book.xlsx()).unwrap();
    let (_, mut store) = taken("subs.xlsx", &subscriptions().xlsx(), usd()).unwrap();
    let wanted = |sheet| WantedList {
        path: &path,
        sheet,
        map: &[],
        period: Period::month_of(Day::ymd(2024, 3, 1).unwrap()),
        profile: None,
        today: Day::ymd(2024, 4, 1).unwrap(),
    };
    let mut ask = |query| store.answer(&query);
    let failure = against(&wanted(None), &mut ask).map(drop).unwrap_err();
    assert!(failure.hint.contains("`Sheet1`, `Lost`"), "{failure}");
    let found = against(&wanted(Some("Lost")), &mut ask).unwrap();
    assert_eq!(found.file, "lost.xlsx");
}
