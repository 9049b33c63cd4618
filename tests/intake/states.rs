//! Statuses that contradict the days: what the answers to them count, and that none proposed counts who may be gone.
//! Must not know the store's tables.

use churnroom::domain::day::Day;
use churnroom::domain::import::ImportRow;
use churnroom::exchange::read::{Hints, Question, all_settled, look_at};
use rstest::rstest;

use super::asked::asked;
use super::{read, usd};

/// Two are over without a day of their own column, one of which has it elsewhere; another runs past its end.
const GONE: &str = "nr,client,begin,end,mrr,state,put on hold,over on\n\
    1,oak,2026-01-03,,11,live,,\n\
    2,ash,2026-01-03,,13,churned,,2026-04-02\n\
    3,fir,2026-01-03,,17,paused,2026-05-06,\n\
    4,yew,2026-01-03,,19,expired,,2026-06-07\n\
    5,elm,2026-01-03,2026-03-04,23,active,,\n";

fn mapped() -> Hints {
    Hints {
        map: [("id", "nr"), ("account", "client"), ("start", "begin")]
            .map(|(field, column)| (field.to_owned(), column.to_owned()))
            .into(),
        today: Some("2026-09-09".parse::<Day>().unwrap()),
        ..usd()
    }
}

/// The accounts that are taken in, each with its end, and how many rows are rejected.
fn taken(text: &str, hints: &Hints) -> (Vec<String>, usize) {
    let (_, rows, rejected) = read(text.as_bytes(), hints).unwrap();
    let rows = rows.iter().map(|row| match row {
        ImportRow::Subscription(row) => {
            let end = row
                .end
                .map_or_else(|| "-".to_owned(), |day| day.to_string());
            format!("{} {end}", row.account)
        }
        other => panic!("{other:?}"),
    });
    (rows.collect(), rejected.len())
}

/// What a command that answers everything says beyond the file's name; empty where there is none.
fn proposed(questions: &[Question]) -> String {
    let refused = all_settled(questions, "import x.csv").unwrap_err();
    let command = refused.message.split("import x.csv ").nth(1);
    command.unwrap_or_default().trim().to_owned()
}

fn ways(question: &Question) -> Vec<&str> {
    question
        .settled_by
        .iter()
        .map(|way| way.option.as_str())
        .collect()
}

#[test]
fn the_day_that_most_have_ends_them_and_the_others_are_rejected() {
    let questions = asked(GONE, &mapped());
    assert_eq!(
        ways(&questions[0]),
        [
            "--status-ends 'over on'",
            "--status-ends 'put on hold'",
            "--status-ends none",
            "--ignore state"
        ]
    );
    assert!(
        questions[0].open.ends_with(
            "3 of 5 rows ended, are unpaid or paused as `state` says, 49.00 a month, and no day says since when; \
             `over on` has a day in 2 of them; `put on hold` has a day in 1 of them"
        ),
        "{questions:?}"
    );
    assert_eq!(
        proposed(&questions),
        "--status-ends 'over on' --map end=end"
    );
    let mut told = mapped();
    told.status_ends = Some("over on".to_owned());
    told.map.push(("end".to_owned(), "end".to_owned()));
    assert_eq!(asked(GONE, &told), []);
    let ends = [
        "oak -",
        "ash 2026-04-02",
        "yew 2026-06-07",
        "elm 2026-03-04",
    ];
    assert_eq!(taken(GONE, &told), (ends.map(str::to_owned).into(), 1));
}

#[test]
fn without_a_day_they_are_rejected_or_a_person_says_that_they_pay() {
    let text = "client,begin,mrr,state\noak,2026-01-03,11,live\nash,2026-01-03,13,unpaid\n";
    let questions = asked(text, &mapped());
    assert_eq!(
        ways(&questions[0]),
        ["--status-ends none", "--ignore state"]
    );
    let told = Hints {
        status_ends: Some("none".to_owned()),
        ..mapped()
    };
    assert_eq!(
        (asked(text, &told), taken(text, &told)),
        (vec![], (vec!["oak -".to_owned()], 1))
    );
    let told = Hints {
        ignore: vec!["State".to_owned()],
        ..mapped()
    };
    assert_eq!(asked(text, &told), []);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, text).unwrap();
    let source = look_at(&path, &told).unwrap();
    let mut rows = source.rows().unwrap();
    assert_eq!(rows.by_ref().filter(Result::is_ok).count(), 2);
    // That they count on all the same is noticed each time.
    let noticed = rows.noticed();
    assert_eq!((noticed.overruled, noticed.overruled_sum.0), (1, 1_300));
}

#[rstest]
#[case::not_used("state", true)]
#[case::of_another("put on hold", false)]
fn a_status_is_not_ended_and_left_out_in_one_breath(#[case] ignored: &str, #[case] refused: bool) {
    let told = Hints {
        status_ends: Some("over on".to_owned()),
        ignore: vec![ignored.to_owned()],
        ..mapped()
    };
    let read = read(GONE.as_bytes(), &told);
    assert_eq!(read.is_err(), refused, "{:?}", read.map(|read| read.1));
}

#[test]
fn who_says_later_when_it_ended_means_the_status() {
    let before = Hints {
        ignore: vec!["state".to_owned()],
        ..mapped()
    };
    let (source, ..) = read(GONE.as_bytes(), &before).unwrap();
    let told = Hints {
        status_ends: Some("over on".to_owned()),
        remembered: [(source.header_key.clone(), source.to_remember())].into(),
        ..usd()
    };
    assert_eq!(taken(GONE, &told).1, 1);
}

#[test]
fn what_nobody_knows_is_not_proposed_to_pay() {
    let text =
        "client,begin,mrr,state,seats\noak,2026-01-03,11,live,2\nash,2026-01-03,13,dormant-x,5\n";
    let text = text.replace("mrr", "price");
    let questions = asked(&text, &mapped());
    assert!(questions.len() > 1, "{questions:?}");
    assert_eq!(proposed(&questions), "");
    let told = Hints {
        map: [
            mapped().map,
            vec![
                ("trial".to_owned(), "state".to_owned()),
                ("quantity".to_owned(), "seats".to_owned()),
            ],
        ]
        .concat(),
        ..mapped()
    };
    assert_eq!(asked(&text, &told), []);
}

#[test]
fn an_end_of_a_period_nobody_knows_is_not_proposed_to_be_none() {
    let text = "client,begin,end,price,cancel_at_period_end,seats\n\
        oak,2026-01-03,,11,no,2\nash,2026-01-03,,13,yes,7\n";
    let questions = asked(text, &mapped());
    assert_eq!(questions.len(), 2, "{questions:?}");
    assert_eq!(proposed(&questions), "");
}

#[test]
fn days_that_are_right_leave_another_end_open() {
    let text = "client,begin,end,mrr,state,closed on\n\
        oak,2026-01-03,2026-02-03,11,live,\n\
        ash,2026-01-03,,13,live,2026-03-04\n\
        fir,2026-01-03,,13,live,\n";
    let questions = asked(text, &mapped());
    assert_eq!(proposed(&questions), "--map end=end --map end='closed on'");
    let mut told = mapped();
    told.map.push(("end".to_owned(), "end".to_owned()));
    assert_eq!(asked(text, &told).len(), 1);
    told.map.push(("end".to_owned(), "closed on".to_owned()));
    assert_eq!(asked(text, &told), []);
}

#[rstest]
#[case::to_come("Next renewal", "2026-08-08", &["none"])]
#[case::after_today("Paid through", "2026-12-24", &["none"])]
#[case::gone_by("Paid through", "2026-08-08", &["'Paid through'", "none"])]
fn a_day_to_come_ended_nothing(#[case] column: &str, #[case] day: &str, #[case] ends: &[&str]) {
    let text = format!(
        "client,begin,mrr,state,{column}\noak,2026-01-03,11,live,{day}\nash,2026-01-03,13,paused,{day}\n"
    );
    let questions = asked(&text, &mapped());
    let ends: Vec<String> = ends
        .iter()
        .map(|day| format!("--status-ends {day}"))
        .collect();
    assert_eq!(ways(&questions[0])[..ends.len()], ends);
}
