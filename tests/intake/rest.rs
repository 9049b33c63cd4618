//! What is open in a file without days, accounts or ends, and what is settled by taking it as it stands.

use churnroom::domain::import::{ImportKind, ImportRow};
use churnroom::exchange::read::{Hints, open};
use churnroom::store::Store;
use rstest::rstest;

use super::asked::asked;
use super::rooms::{options, take};
use super::{read, usd};

fn ignoring(column: &str) -> Hints {
    Hints {
        ignore: vec![column.into()],
        ..usd()
    }
}

#[rstest]
#[case::cancelled("cancelled_on")]
#[case::churned("Churned")]
#[case::closed("Contract end date")]
#[case::left("termination day")]
fn days_beside_an_empty_end_are_asked_about(#[case] column: &str) {
    let text = format!(
        "sub,customer,fee,start,end,{column}\n1,elm,10,2026-01-02,,\n2,fir,20,2026-01-03,,2026-05-04\n"
    );
    let questions = asked(&text, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert!(
        questions[0]
            .open
            .contains("`end` is empty in 2 of 2 rows, and in 1"),
        "{questions:?}"
    );
    let way = &questions[0].settled_by[0].option;
    assert!(
        way.starts_with("--map end=") && !way.contains("--map end=end"),
        "{way}"
    );
    let hints = Hints {
        map: vec![("end".into(), column.into())],
        ..usd()
    };
    assert_eq!(asked(&text, &hints), []);
    let (_, rows, _) = read(text.as_bytes(), &hints).unwrap();
    let ImportRow::Subscription(row) = &rows[1] else {
        panic!("{rows:?}");
    };
    assert_eq!(row.end.unwrap().to_string(), "2026-05-04");
    assert_eq!(asked(&text, &ignoring(column)), []);
}

#[test]
fn two_columns_of_ends_can_be_used_together() {
    let text = "sub,customer,fee,start,end,churned\n1,elm,10,2026-01-02,2026-03-01,\n2,fir,20,2026-01-03,,2026-05-04\n3,oak,5,2026-01-03,,\n";
    let questions = asked(text, &usd());
    assert_eq!(
        questions[0].settled_by[0].option,
        "--map end=end --map end=churned"
    );
    let map = ["end", "churned"].map(|column| ("end".to_owned(), column.to_owned()));
    let hints = Hints {
        map: map.into(),
        ..usd()
    };
    assert_eq!(asked(text, &hints), []);
    let (_, rows, _) = read(text.as_bytes(), &hints).unwrap();
    let ends = rows.iter().map(|row| match row {
        ImportRow::Subscription(row) => row.end.map(|day| day.to_string()).unwrap_or_default(),
        other => panic!("{other:?}"),
    });
    assert_eq!(ends.collect::<Vec<_>>(), ["2026-03-01", "2026-05-04", ""]);
}

#[rstest]
#[case::no_days(
    "sub,customer,fee,start,end,churned\n1,elm,10,2026-01-02,,no\n2,fir,20,2026-01-03,,yes\n"
)]
#[case::said_the_same(
    "sub,customer,fee,start,end,churned_on\n1,elm,10,2026-01-02,2026-05-04,2026-05-04\n2,fir,2,2026-01-03,,\n"
)]
#[case::renewals(
    "sub,customer,fee,start,end,next renewal\n1,elm,10,2026-01-02,,2027-01-02\n2,fir,2,2026-01-03,,2027-01-03\n"
)]
fn other_columns_beside_an_empty_end_are_not(#[case] text: &str) {
    let ends: Vec<_> = asked(text, &usd());
    assert!(
        ends.iter().all(|of| !of.open.contains("is empty in")),
        "{ends:?}"
    );
}

#[rstest]
#[case::tenant("tenant", "account")]
#[case::uid("UID", "account")]
#[case::domain("Domain", "account")]
#[case::requester("requester", "account")]
#[case::unnamed("Betrieb", "account")]
#[case::day("gesagt", "received")]
fn answers_of_nobody_are_asked_about(#[case] column: &str, #[case] field: &str) {
    let other = if field == "account" {
        "submitted,2026-09-0"
    } else {
        "customer,c"
    };
    let (name, value) = other.split_once(',').unwrap();
    let cell = |n: u32| {
        if field == "account" {
            format!("x{n}")
        } else {
            format!("2026-09-0{n}")
        }
    };
    let rows: String = (1..4)
        .map(|n| format!("{value}{n},{},Far too slow,{n}\n", cell(n)))
        .collect();
    let text = format!("{name},{column},comments,nps\n{rows}");
    let questions = asked(&text, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert_eq!(
        questions[0].settled_by[0].option,
        format!("--map {field}={column}")
    );
    assert_eq!(asked(&text, &ignoring(column)), []);
}

#[test]
fn a_column_that_is_empty_is_answered_with_one_that_is_not() {
    let text = "id,customer,submitted,comments,workspace\n1,,2026-09-01,Slow,w1\n2,,2026-09-02,Dear,w2\n3,elm,2026-09-02,Dear,w3\n";
    let questions = asked(text, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    let ways: Vec<&str> = questions[0]
        .settled_by
        .iter()
        .map(|way| way.option.as_str())
        .collect();
    assert_eq!(ways, ["--map account=workspace", "--map account=customer"]);
}

#[test]
fn exit_surveys_without_days_are_asked_about_and_other_words_are_not() {
    let text = "id,account,comments\n1,elm,Far too slow\n2,fir,Too dear\n";
    let surveys = Hints {
        kind: Some(ImportKind::Surveys),
        ..usd()
    };
    let questions = asked(text, &surveys);
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert_eq!(questions[0].settled_by[0].option, "--ignore-rest");
    assert_eq!(
        asked("label,comments\nx,Far too slow\ny,Too dear\n", &usd()).len(),
        0
    );
}

#[test]
fn leaving_out_what_makes_a_file_what_it_is_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    for (text, column, says) in [
        (
            "sub,customer,plan,fee,start,end\n1,elm,Pro,10,2026-01-02,\n",
            "fee",
            "it has subscriptions, and without `fee` it would read as",
        ),
        (
            "account,day,mrr\nelm,2026-01-31,10\n",
            "mrr",
            "it has balances",
        ),
        (
            "account,date,reason,comment\nelm,2026-01-31,price,Dear\n",
            "reason",
            "without `reason` it would read as feedback",
        ),
    ] {
        std::fs::write(&path, text).unwrap();
        let failure = open(&path, &ignoring(column)).unwrap_err();
        assert!(failure.message.contains(says), "{failure}");
    }
    let feedback = Hints {
        kind: Some(ImportKind::Feedback),
        ..ignoring("reason")
    };
    assert_eq!(open(&path, &feedback).unwrap().kind, ImportKind::Feedback);
}

/// Questions of the next file, after one was taken as it stood.
#[rstest]
#[case::nothing_was_open("1,1", "3,1", 1)]
#[case::the_same("3,4", "3,5", 0)]
#[case::another("3,1", "3,9", 1)]
fn what_is_taken_as_it_stands_is_what_was_open(
    #[case] first: &str,
    #[case] then: &str,
    #[case] open: usize,
) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    let mut store = Store::in_memory().unwrap();
    let write = |more: &str| {
        let rows = format!(
            "sub,customer,fee,start,seats,Term Months\n1,elm,10,2026-01-02,{more}\n2,fir,17,2026-01-02,1,1\n"
        );
        std::fs::write(&path, rows).unwrap();
    };
    write(first);
    let rest = Hints {
        ignore_rest: true,
        ..usd()
    };
    take(&mut store, std::slice::from_ref(&path), &options(rest)).unwrap();
    write(then);
    let again = take(
        &mut store,
        std::slice::from_ref(&path),
        &options(Hints::default()),
    );
    match open {
        0 => assert_eq!(again.unwrap().files[0].counts.read, 2),
        _ => assert!(again.unwrap_err().message.contains("is not used")),
    }
}

#[test]
fn a_format_holds_whatever_stands_between_its_numbers() {
    let text = "customer;start;end;fee\nelm;01.02.2026;;10,00\nfir;03-02-2026;05/06/2026;9,00\n";
    for format in ["DD/MM/YYYY", "DD.MM.YYYY", "DD-MM-YYYY"] {
        let hints = Hints {
            date_format: Some(format.into()),
            ..usd()
        };
        let (_, rows, bad) = read(text.as_bytes(), &hints).unwrap();
        assert_eq!(bad, []);
        let ImportRow::Subscription(row) = &rows[1] else {
            panic!("{rows:?}");
        };
        assert_eq!(
            (row.start.to_string(), row.end.unwrap().to_string()),
            ("2026-02-03".into(), "2026-06-05".into())
        );
    }
}

#[test]
fn a_complete_list_of_a_day_to_come_needs_no_more_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    let mut store = Store::in_memory().unwrap();
    store.set_today("2026-10-20".parse().unwrap());
    std::fs::write(
        &path,
        "account,day,mrr\nelm,2026-09-30,10\nfir,2026-09-30,20\n",
    )
    .unwrap();
    take(&mut store, std::slice::from_ref(&path), &options(usd())).unwrap();
    std::fs::write(&path, "account,day,mrr\nelm,2026-10-31,10\n").unwrap();
    let mut complete = options(Hints::default());
    complete.complete = true;
    let reports = take(&mut store, std::slice::from_ref(&path), &complete).unwrap();
    assert_eq!(reports.files[0].goes_to_zero, ["fir"]);
}

#[test]
fn all_that_is_wrong_with_the_files_of_a_call_is_said_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let files = [
        (
            "a.csv",
            "customer,start,price,seats\nelm,2026-01-05,10,3\nfir,2026-01-05,10,1\n",
        ),
        ("b.csv", "account,received,text\nelm,01/02/2026,Slow\n"),
        ("c.csv", "flavour,colour\nx,y\n"),
    ];
    let paths = files.map(|(name, text)| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    });
    let failure = take(&mut Store::in_memory().unwrap(), &paths, &options(usd())).unwrap_err();
    for words in [
        "3 things are open",
        "`01/02/2026` in `received` could be two days",
        "reading `c.csv`: its columns are of no known kind",
        "a.csv: `seats` (`3`, `1`) is not used",
    ] {
        assert!(failure.message.contains(words), "{words}: {failure}");
    }
    let one = take(
        &mut Store::in_memory().unwrap(),
        &paths[1..2],
        &options(usd()),
    )
    .unwrap_err();
    assert!(
        one.message.starts_with("reading b.csv: `01/02/2026`"),
        "{one}"
    );
}

#[test]
fn the_day_of_a_status_is_no_beginning() {
    let text = "sub,customer,fee,start,status,period start,period_end\n1,elm,10,2026-01-02,active,2026-03-02,2026-04-02\n2,fir,20,2026-01-03,canceled,2026-03-02,2026-04-02\n";
    let questions = asked(text, &usd());
    let ways = questions.iter().flat_map(|of| &of.settled_by);
    let ways: Vec<&str> = ways
        .map(|way| way.option.as_str())
        .filter(|way| way.starts_with("--status"))
        .collect();
    assert_eq!(ways, ["--status-ends period_end", "--status-ends none"]);
}
