//! Currencies that a workbook shows beside its numbers and does not keep in their cells. Must not know formats' codes
//! beyond the few that are here.

use churnroom::domain::import::ImportRow;
use churnroom::exchange::read::{Hints, open, unpack};

use super::made::{Book, OldSheet, V, xls, zipped};
use super::workbooks::{refused, table, taken};
use super::{rows, usd};

/// A price in each of two formats and one without any.
fn prices(formats: [&'static str; 2]) -> Book {
    let head = [
        V::T("id"),
        V::T("account_id"),
        V::T("start_date"),
        V::T("mrr"),
    ];
    let row = |id, price| [V::T(id), V::T(id), V::D("45292"), price];
    let rows = [
        head,
        row("a", V::S(0, "10.5")),
        row("b", V::S(1, "20")),
        row("c", V::N("30")),
        row("d", V::S(0, "40")),
    ];
    let rows: Vec<&[V]> = rows.iter().map(|row| &row[..]).collect();
    let mut book = Book::of(&rows);
    book.formats = formats.into();
    book
}

#[test]
fn the_currency_of_a_format_is_read_with_its_number() {
    let bytes = prices(["[$€-407] #,##0.00", "\"CHF\" #,##0.00"]).xlsx();
    let rows = table("subs.xlsx", &bytes, &usd());
    let prices: Vec<&str> = rows.iter().map(|row| row[3].as_str()).collect();
    assert_eq!(prices, ["mrr", "10.5 €", "20 CHF", "30", "40 €"]);
    let euros = Hints {
        currency: Some("EUR".parse().unwrap()),
        ..Hints::default()
    };
    let (reports, _) = taken("subs.xlsx", &bytes, euros).unwrap();
    let counts = reports.files[0].counts;
    assert_eq!(
        (counts.new, counts.rejected),
        (3, 1),
        "there is no rate for CHF"
    );
    let said = refused("subs.xlsx", &bytes, usd()).to_string();
    assert!(said.contains("it is in EUR, not in USD"), "{said}");
}

#[test]
fn a_format_names_the_currency_of_a_new_room() {
    let bytes = prices(["$#,##0.00", "[$$-409]0"]).xlsx();
    // One of them has no format.
    let said = taken("subs.xlsx", &bytes, Hints::default());
    let said = said
        .map(|(reports, _)| reports.files)
        .unwrap_err()
        .to_string();
    assert!(said.contains("in USD, and others say nothing"), "{said}");
    let one = [V::T("a"), V::T("acc"), V::D("45292"), V::S(0, "10.5")];
    let head = ["id", "account_id", "start_date", "mrr"].map(V::T);
    let mut book = Book::of(&[&head, &one]);
    book.formats = vec!["$#,##0.00"];
    let (reports, store) = taken("subs.xlsx", &book.xlsx(), Hints::default()).unwrap();
    assert_eq!(reports.files[0].counts.new, 1);
    assert_eq!(store.currency().unwrap().unwrap().code(), "USD");
}

#[test]
fn old_workbooks_and_those_of_other_programs_show_them_too() {
    let cells = [
        (0, 0, V::T("account_id")),
        (0, 1, V::T("start_date")),
        (0, 2, V::T("mrr")),
        (1, 0, V::T("a")),
        (1, 1, V::D("43830")),
        (1, 2, V::S(0, "9.5")),
        (2, 0, V::T("b")),
        (2, 1, V::D("43830")),
        (2, 2, V::N("7")),
    ];
    let sheet = |name| OldSheet {
        name,
        hidden: false,
        size: (3, 3),
        cells: if name == "Subs" { &cells } else { &cells[..0] },
    };
    let rows = table(
        "x.xls",
        &xls(false, &[sheet("None"), sheet("Subs")]),
        &usd(),
    );
    assert_eq!((rows[1][2].as_str(), rows[2][2].as_str()), ("9.5 €", "7"));
    let text =
        |words: &str| format!("<table:table-cell><text:p>{words}</text:p></table:table-cell>");
    let head = ["account", "start", "mrr"].map(text).concat();
    let row = [text("a"), text("2024-01-01")].concat();
    let content = format!(
        "<office:spreadsheet><table:table table:name=\"S\"><table:table-row>{head}</table:table-row>\
         <table:table-row>{row}<table:table-cell office:value-type=\"currency\" office:currency=\"CHF\" \
         office:value=\"12\"><text:p>12</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>"
    );
    let mime = b"application/vnd.oasis.opendocument.spreadsheet";
    let bytes = zipped(&[("mimetype", &mime[..]), ("content.xml", content.as_bytes())]);
    assert_eq!(table("x.ods", &bytes, &usd())[1][2], "12 CHF");
}

#[test]
fn signs_of_usage_stay_numbers() {
    let head = [
        V::T("account_id"),
        V::T("day"),
        V::T("logins"),
        V::T("spend"),
    ];
    let row = [V::T("a"), V::D("45292"), V::N("3"), V::S(0, "120")];
    let mut book = Book::of(&[&head, &row]);
    book.formats = vec!["[$€-407]0"];
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("signs.xlsx");
    std::fs::write(&path, book.xlsx()).unwrap();
    let mut inside =
        || Ok(folder.path().join("in")).inspect(|path| std::fs::create_dir(path).unwrap());
    let unpacked = unpack(&path, &mut inside, &usd()).unwrap();
    let mut source = open(&unpacked.path, &usd()).unwrap();
    source.came_from(unpacked);
    let (rows, _) = rows(&source);
    match &rows[0].row {
        ImportRow::Usage(row) => assert_eq!(row.signs["spend"], "120"),
        other => panic!("{other:?}"),
    }
}

/// Customers whose ids are shown with zeros before them, and one that is not.
fn ids() -> Book {
    let row = |id| [id, V::D("45292"), V::N("30")];
    let rows = [
        [V::T("account_id"), V::T("start_date"), V::T("mrr")],
        row(V::S(0, "731")),
        row(V::S(0, "1000731")),
        row(V::N("731")),
    ];
    let rows: Vec<&[V]> = rows.iter().map(|row| &row[..]).collect();
    let mut book = Book::of(&rows);
    book.formats = vec!["000000"];
    book
}

#[test]
fn zeros_that_a_workbook_shows_belong_to_an_id() {
    let rows = table("subs.xlsx", &ids().xlsx(), &usd());
    let ids: Vec<&str> = rows.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(ids, ["account_id", "000731", "1000731", "731"]);
}

#[test]
fn accounts_that_differ_by_zeros_alone_are_said() {
    let (reports, _) = taken("subs.xlsx", &ids().xlsx(), usd()).unwrap();
    let noticed = &reports.files[0].read_as.noticed;
    assert_eq!(noticed.len(), 1, "{noticed:?}");
    assert!(
        noticed[0].contains("accounts same 731 000731"),
        "{noticed:?}"
    );
}
