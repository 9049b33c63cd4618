//! Days and months as other languages write them: in cells, and in the header of a wide table.

use churnroom::domain::import::ImportRow;
use churnroom::exchange::read::Hints;
use rstest::rstest;

use super::asked::asked;
use super::read;

fn euro() -> Hints {
    Hints {
        currency: Some("EUR".parse().unwrap()),
        ..Hints::default()
    }
}

/// The balances of a file: `a 2025-01-31 100`.
fn balances(text: &str) -> Vec<String> {
    let (_, rows, bad) = read(text.as_bytes(), &euro()).unwrap();
    assert!(bad.is_empty(), "{bad:?}");
    let row = |row: &ImportRow| match row {
        ImportRow::Balance(row) => format!("{} {} {}", row.account, row.day, row.mrr.0 / 100),
        other => panic!("{other:?}"),
    };
    rows.iter().map(row).collect()
}

#[rstest]
#[case::french("janv. 2025;févr. 2025;mars 2025")]
#[case::french_short("janv-25;févr-25;mars-25")]
#[case::german("Jan. 2025;Feb. 2025;März 2025")]
#[case::german_short("Jan 25;Feb 25;Mrz 25")]
#[case::spanish("ene-25;feb-25;mar-25")]
#[case::portuguese("jan/25;fev/25;mar/25")]
#[case::portuguese_long("Janeiro 2025;Fevereiro 2025;Março 2025")]
#[case::italian("gen 2025;feb 2025;mar 2025")]
#[case::dutch("jan. 2025;feb. 2025;mrt. 2025")]
#[case::swedish("januari 2025;februari 2025;mars 2025")]
#[case::danish("jan 2025;feb 2025;marts 2025")]
#[case::japanese("2025年1月;2025年2月;2025年3月")]
fn months_head_a_wide_table_in_any_of_these(#[case] months: &str) {
    let text = format!("Customer;{months}\na;100;100;150\nb;20;0;0\n");
    let expected = [
        "a 2025-01-31 100",
        "a 2025-02-28 100",
        "a 2025-03-31 150",
        "b 2025-01-31 20",
        "b 2025-02-28 0",
        "b 2025-03-31 0",
    ];
    assert_eq!(balances(&text), expected);
    assert!(asked(&text, &euro()).is_empty());
}

#[test]
fn days_of_rows_are_read_in_any_of_these() {
    for day in [
        "2025年1月5日",
        "令和7年1月5日",
        "5 janv. 2025",
        "5. Jän. 2025",
        "5 de enero de 2025",
        "5 gen 2025",
    ] {
        let text = format!("account,day,mrr\na,{day},100\n");
        assert_eq!(balances(&text), ["a 2025-01-05 100"], "{day}");
    }
}

#[test]
fn a_month_that_nobody_knows_leaves_no_gap_unasked() {
    let text = "Klient;mar 2025;kwi 2025;maj 2025;Total 2025;Plan\na;100;110;120;330;Pro\n";
    let open = asked(
        text,
        &Hints {
            map: vec![("account".into(), "Klient".into())],
            ..euro()
        },
    );
    let [question] = &open[..] else {
        panic!("{open:?}")
    };
    assert!(
        question.open.contains("`kwi 2025` could be months"),
        "{}",
        question.open
    );
    assert!(
        question.open.ends_with("write them as 2025-03"),
        "{}",
        question.open
    );
    assert_eq!(question.settled_by[0].option, "--ignore 'kwi 2025'");
}

#[rstest]
#[case::of_two_digits("31/12/25", "--date-format DD/MM/YY")]
#[case::that_may_be_two(
    "03.04.25",
    "--date-format DD.MM.YY, or --date-format MM.DD.YY, or --date-format YY.MM.DD"
)]
#[case::of_eight_digits("31122025", "--date-format DDMMYYYY")]
#[case::of_no_known_way("the third", "--map start=COLUMN")]
#[case::of_a_month("2026-10", "--map start=COLUMN")]
fn a_column_without_a_day_that_can_be_told_is_asked_about(#[case] day: &str, #[case] way: &str) {
    let text = format!("account,start,mrr\nA,{day},10\nB,,10\nC,{day},10\n");
    let asked = read(text.as_bytes(), &euro()).unwrap_err();
    assert!(
        asked.message.contains(&format!("`{day}` in `start`")),
        "{asked}"
    );
    assert!(asked.hint.contains(way), "{asked}");
    if let Some(format) = way
        .split(' ')
        .nth(1)
        .filter(|_| way.starts_with("--date-format"))
    {
        let told = Hints {
            date_format: Some(format.trim_end_matches(',').to_owned()),
            ..euro()
        };
        let (_, rows, bad) = read(text.as_bytes(), &told).unwrap();
        assert_eq!((rows.len(), bad.len()), (2, 1));
    }
    let one = text.replace(",,", ",2026-03-01,");
    assert_eq!(read(one.as_bytes(), &euro()).unwrap().2.len(), 2);
}
