//! What becomes of a file once its questions are answered. Must not know which are asked.

use churnroom::domain::cause::Cause;
use churnroom::domain::import::{ImportRow, SubscriptionRow};
use churnroom::exchange::read::Hints;
use rstest::rstest;

use super::asked::asked;
use super::{mapped, read, usd};

fn subscriptions(text: &str, hints: &Hints) -> (Vec<SubscriptionRow>, Vec<String>) {
    let (source, rows, bad) = read(text.as_bytes(), hints).unwrap();
    let rows = rows.into_iter().map(|row| match row {
        ImportRow::Subscription(row) => row,
        other => panic!("{other:?}"),
    });
    let named: Vec<String> = source
        .read_as()
        .columns
        .into_iter()
        .map(|c| c.column)
        .collect();
    let mut once = named.clone();
    once.dedup();
    assert_eq!(named, once);
    (
        rows.collect(),
        bad.into_iter().map(|bad| bad.reason).collect(),
    )
}

fn monthly(rows: &[SubscriptionRow]) -> Vec<i64> {
    rows.iter()
        .map(|row| row.interval.monthly(row.amount).0)
        .collect()
}

#[test]
fn a_plan_that_says_how_often_stays_a_plan() {
    let text = "customer,start,price,plan\na,2026-01-01,1200,Pro (annual)\nb,2026-01-01,30,Pro\nc,2026-01-01,90,quarterly or yearly\n";
    let (rows, bad) = subscriptions(text, &mapped(&[("interval", "plan")]));
    assert_eq!(monthly(&rows), [10_000, 3_000]);
    assert_eq!(
        (rows[0].plan.as_str(), rows[1].plan.as_str()),
        ("Pro (annual)", "Pro")
    );
    assert!(bad[0].contains("is not an interval"), "{bad:?}");
    let text = "customer,start,price,turnus\na,2026-01-01,1200,annual\nb,2026-01-01,30,anual price\nc,2026-01-01,30,often\n";
    let (rows, bad) = subscriptions(text, &mapped(&[("interval", "turnus")]));
    assert_eq!(
        (rows.len(), bad.len()),
        (2, 1),
        "one of them says it in passing, and among plain ones `often` is none"
    );
    let text = "customer,start,price,turnus\na,2026-01-01,1200,annual\nc,2026-01-01,30,often\n";
    let (rows, bad) = subscriptions(text, &mapped(&[("interval", "turnus")]));
    assert_eq!(
        (rows.len(), bad.len()),
        (1, 1),
        "a column of intervals says nothing in passing"
    );
}

#[test]
fn words_say_a_currency_and_a_discount() {
    let text = "customer,start,price,interval,plan,note\na,2026-01-01,100,month,Team EUR,20% off\nb,2026-01-01,30,month,Team,VIP\nc,2026-01-01,$10,month,Team,\nd,2026-01-01,$10,month,Team GBP,\n";
    let hints = Hints {
        rates: [("EUR".parse().unwrap(), "1.5".parse().unwrap())].into(),
        ..mapped(&[("currency", "plan"), ("discount_percent", "note")])
    };
    let (rows, bad) = subscriptions(text, &hints);
    assert_eq!(monthly(&rows), [12_000, 3_000, 1_000]);
    assert_eq!(rows[0].plan, "Team EUR");
    assert!(bad[0].contains("another currency"), "{bad:?}");
}

#[rstest]
#[case("discount_fraction", "0.25", 7_500)]
#[case("discount_percent", "0.5", 9_950)]
#[case("discount", "0.25", 9_975)]
fn a_discount_is_what_a_person_says(#[case] field: &str, #[case] off: &str, #[case] cents: i64) {
    let text = format!("customer,start,price,interval,discount\na,2026-01-01,100,month,{off}\n");
    let (rows, _) = subscriptions(&text, &mapped(&[(field, "discount")]));
    assert_eq!(monthly(&rows), [cents]);
}

#[rstest]
#[case(&[("discount", "discount"), ("discount_percent", "discount")], "`discount` as discount and as discount_percent")]
#[case(&[("amount", "price"), ("amount", "discount")], "`price` and `discount` as amount")]
fn what_is_mapped_twice_is_refused(#[case] map: &[(&str, &str)], #[case] why: &str) {
    let text = "customer,start,price,interval,discount\na,2026-01-01,100,month,2\n";
    let refused = read(text.as_bytes(), &mapped(map)).unwrap_err();
    assert!(refused.message.contains(why), "{refused}");
}

#[test]
fn a_day_of_cancellation_ends_at_once_or_with_what_is_paid() {
    let text = "id,customer,start,mrr,Cancelled on,Paid until\n1,a,2026-01-01,10,2026-02-03,2026-02-28\n2,b,2026-01-01,10,,2026-03-31\n3,c,2026-01-01,10,2026-02-03,\n";
    let ends = |field: &str| {
        let hints = mapped(&[(field, "Cancelled on")]);
        assert_eq!(asked(text, &hints), []);
        let (rows, _) = subscriptions(text, &hints);
        let ends = rows
            .iter()
            .map(|row| row.end.map(|day| day.to_string()).unwrap_or_default());
        (ends.collect::<Vec<_>>(), rows[0].cause)
    };
    let on = "2026-02-03".to_owned();
    let nothing = String::new();
    let until = vec!["2026-02-28".to_owned(), nothing.clone(), on.clone()];
    assert_eq!(ends("at_period_end"), (until, Some(Cause::Cancelled)));
    assert_eq!(ends("end").0, [on.clone(), nothing, on]);
}

#[test]
fn a_flag_ends_on_the_day_a_person_names() {
    let text = "id,customer,start,mrr,is_active,updated\n1,a,2026-01-01,10,false,2026-03-01\n2,b,2026-01-01,10,true,2026-03-01\n3,c,2026-01-01,10,,2026-03-01\n";
    let hints = Hints {
        status_ends: Some("updated".into()),
        ..usd()
    };
    let (rows, bad) = subscriptions(text, &hints);
    let ended: Vec<bool> = rows.iter().map(|row| row.end.is_some()).collect();
    assert_eq!((ended, bad.len()), (vec![true, false, false], 0));
    let (rows, bad) = subscriptions(text, &usd());
    assert_eq!(rows.len(), 2);
    assert!(bad[0].contains("--status-ends"), "{bad:?}");
}
