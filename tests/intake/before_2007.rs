//! Workbooks of before 2007 and other files of their format. Must not know how they are walked.

use rstest::rstest;

use super::made::{OldSheet, V, compound, xls};
use super::usd;
use super::workbooks::{refused, table};

const OLD: [(u16, u16, V); 8] = [
    (0, 0, V::T("id")),
    (0, 1, V::T("account_id")),
    (0, 2, V::T("start_date")),
    (0, 3, V::T("mrr")),
    (1, 0, V::T("s1")),
    (1, 1, V::N("17")),
    (1, 2, V::D("43830")),
    (1, 3, V::N("49.900000000000006")),
];

fn old<'a>(name: &'a str, cells: &'a [(u16, u16, V<'a>)]) -> OldSheet<'a> {
    OldSheet {
        name,
        hidden: false,
        size: (2, 4),
        cells,
    }
}

#[test]
fn workbooks_of_before_2007_are_read() {
    let hidden = OldSheet {
        hidden: true,
        ..old("Old", &OLD)
    };
    for (is_1904, day) in [(false, "2019-12-31"), (true, "2024-01-01")] {
        let bytes = xls(is_1904, &[old("Subs", &OLD), old("None", &[])]);
        assert_eq!(
            table("x.xls", &bytes, &usd()),
            [
                ["id", "account_id", "start_date", "mrr"],
                ["s1", "17", day, "49.9"]
            ]
        );
    }
    let bytes = xls(false, &[hidden, old("Subs", &OLD), old("New", &OLD)]);
    let said = refused("x.xls", &bytes, usd());
    assert!(
        said.hint.ends_with("`Subs`, `New`, `Old` (hidden)"),
        "{said}"
    );
}

#[rstest]
#[case(u32::MAX, 4, "more cells than can be held")]
#[case(2, 4, "none of its sheets has rows")]
fn old_workbooks_do_not_fill_the_memory(
    #[case] rows: u32,
    #[case] columns: u16,
    #[case] why: &str,
) {
    let size = (rows, columns);
    let said = refused(
        "x.xls",
        &xls(
            false,
            &[OldSheet {
                size,
                ..old("S", &[])
            }],
        ),
        usd(),
    );
    assert!(said.to_string().contains(why), "{said}");
    let corners = [(0, 0, V::N("1")), (65_535, 255, V::N("1"))];
    let said = refused("x.xls", &xls(false, &[old("S", &corners)]), usd());
    assert!(
        said.to_string().contains("more cells than can be held"),
        "{said}"
    );
}

#[rstest]
#[case("EncryptedPackage", "is protected by a password; save it without one")]
#[case("WordDocument", "is a Word document")]
#[case("PowerPoint Document", "is a PowerPoint presentation")]
#[case("Contents", "a file of Microsoft's that is no workbook")]
#[case("Workbook", "no readable Excel workbook")]
fn other_files_of_that_format_have_their_right_name(#[case] stream: &str, #[case] name: &str) {
    let bytes = compound(&[(stream, b"\x09\x08\x01")]);
    let said = refused("x.doc", &bytes, usd()).to_string();
    let broken = ["none of its sheets", "it is broken"];
    let why = [&[name], &broken[..]].concat();
    assert!(why.iter().any(|why| said.contains(why)), "{said}");
    for cut in [8, 100, 600, 1100] {
        refused("x.doc", &bytes[..cut], usd());
    }
}
