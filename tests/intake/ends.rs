//! When subscriptions end: last days paid for, periods paid for, statuses without a day.

use churnroom::domain::import::{ImportRow, SubscriptionRow};
use churnroom::domain::money::Cents;
use churnroom::exchange::read::{Hints, Noticed};
use churnroom::store::Store;
use rstest::rstest;

use super::asked::asked;
use super::rooms::{files, options, take};
use super::usd;

/// The ends of a file's subscriptions, the reasons why others were rejected, and what was noticed.
fn ends(text: &str, hints: &Hints) -> (Vec<String>, Vec<String>, Noticed) {
    let (rows, bad, noticed) = taken(text, hints);
    let end = |row: &SubscriptionRow| row.end.map_or("-".to_owned(), |day| day.to_string());
    (rows.iter().map(end).collect(), bad, noticed)
}

fn taken(text: &str, hints: &Hints) -> (Vec<SubscriptionRow>, Vec<String>, Noticed) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, text).unwrap();
    let source = churnroom::exchange::read::open(&path, hints).unwrap();
    let mut rows = source.rows().unwrap();
    let (mut good, mut bad) = (Vec::new(), Vec::new());
    for row in rows.by_ref() {
        match row.map(|row| row.row) {
            Ok(ImportRow::Subscription(row)) => good.push(row),
            Ok(row) => panic!("{row:?}"),
            Err(rejected) => bad.push(rejected.reason),
        }
    }
    (good, bad, rows.noticed())
}

#[rstest]
#[case::ends_alone(
    "id,account,start,end,mrr\n1,A,2026-01-01,2026-06-30,10\n2,B,2026-02-01,,5\n",
    "2026-06-30"
)]
#[case::a_start_on_the_day_after(
    "id,account,start,end,mrr\n1,A,2026-01-01,2026-06-30,10\n2,A,2026-07-01,,15\n",
    "2026-07-01"
)]
#[case::taken_in_on_the_last_day(
    "id,account,start,end,mrr\n1,A,2026-01-01,2026-09-21,10\n2,B,2026-02-01,,5\n",
    "2026-09-21"
)]
fn the_last_days_paid_for_move_the_last_day_of_a_room_nowhere(
    #[case] text: &str,
    #[case] last: &str,
) {
    let folder = tempfile::tempdir().unwrap();
    let paths = files(folder.path(), &[("paid.csv", text)]);
    for last_day in [None, Some(true)] {
        let hints = Hints { last_day, ..usd() };
        let mut store = Store::in_memory().unwrap();
        let reports = take(&mut store, &paths, &options(hints)).unwrap();
        let holds = reports.files[0].read_as.holds.clone().unwrap();
        assert_eq!(holds.day.to_string(), last, "{last_day:?}");
    }
}

#[test]
fn what_was_paid_for_counts_until_its_period_ends() {
    let text = "id,customer,start,cancelled at,cancel at period end,current period end,mrr\n\
        1,A,2026-01-10,2026-05-02,TRUE,2026-07-10,10\n\
        2,B,2026-01-10,2026-05-02,no,2026-07-10,10\n\
        3,C,2026-01-10,,false,2026-07-10,10\n\
        4,D,2026-01-10,2026-05-02,1,,10\n\
        5,E,2026-01-10,,yes,2026-07-10,10\n";
    let (found, bad, noticed) = ends(text, &usd());
    assert_eq!(
        found,
        ["2026-07-10", "2026-05-02", "-", "2026-05-02", "2026-07-10"]
    );
    assert_eq!((bad.len(), noticed.paid_on), (0, 2));
}

#[test]
fn a_day_on_which_it_ended_says_more_than_a_period() {
    let text = "id,customer,start,ended at,canceled at,cancel_at_period_end,current_period_end,mrr\n\
        1,A,2026-01-10,2026-06-01,2026-05-02,true,2026-07-10,10\n\
        2,B,2026-01-10,,2026-05-02,true,2026-07-10,10\n\
        3,C,2026-01-10,,,false,2026-07-10,10\n";
    assert_eq!(ends(text, &usd()).0, ["2026-06-01", "2026-07-10", "-"]);
}

#[test]
fn a_status_without_a_day_is_rejected_unless_a_column_says_when() {
    let text = "id,customer,start,end,mrr,status,updated\n\
        1,A,2026-01-10,,10,active,2026-09-01\n\
        2,B,2026-01-10,,12,Cancelled,2026-09-02\n\
        3,C,2026-01-10,2026-03-01,10,canceled,2026-09-03\n\
        4,D,2026-01-10,,8.50,paused,\n\
        5,E,2026-01-10,,0,expired,2026-09-05\n\
        6,F,2026-01-10,,9,past_due,2026-09-05\n";
    let (found, bad, noticed) = ends(text, &usd());
    assert_eq!(found, ["-", "2026-03-01", "-", "-"]);
    assert!(
        bad.iter().all(|why| why.contains("--status-ends")),
        "{bad:?}"
    );
    assert_eq!((noticed.unended, noticed.unended_sum), (2, Cents(2_050)));
    let told = Hints {
        status_ends: Some("Updated".into()),
        ..usd()
    };
    let (found, bad, noticed) = ends(text, &told);
    assert_eq!(found, ["-", "2026-09-02", "2026-03-01", "-", "-"]);
    assert!(
        bad.len() == 1 && bad[0].contains("`updated` is empty"),
        "{bad:?}"
    );
    assert_eq!(noticed.unended, 1);
}

#[rstest]
#[case(false, "2026-03-31", 1, 0)]
#[case(true, "2026-04-01", 0, 1)]
fn last_days_are_days_that_count(
    #[case] last_day: bool,
    #[case] end: &str,
    #[case] after: u64,
    #[case] on: u64,
) {
    let text = "account,start,end,amount\nA,2026-01-01,2026-03-31,10\nA,2026-04-01,,12\nB,2026-02-01,2026-02-01,5\n";
    let hints = Hints {
        last_day: Some(last_day),
        ..usd()
    };
    let (found, _, noticed) = ends(text, &hints);
    assert_eq!(found[0], end);
    assert_eq!((noticed.next_day, noticed.same_day), (after, on));
}

#[test]
fn ended_for_nothing_and_ended_but_running_are_noticed() {
    let text = "account,start,end,amount,status\nA,2026-01-01,2026-03-31,0,canceled\nB,2026-01-01,2026-02-01,12,active\nC,2026-04-01,2026-12-31,5,active\n";
    let (_, bad, noticed) = ends(text, &usd());
    assert_eq!((bad.len(), noticed.ended_for_nothing), (0, 1));
    let open = &asked(text, &usd())[0].open;
    assert!(
        open.contains(
            "1 of 3 rows still runs as `status` says, 12.00 a month, and ended before 2026-04-01"
        ),
        "{open}"
    );
}
