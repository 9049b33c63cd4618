//! What an import asks before it believes a file. Must not know the store.

use churnroom::domain::import::{ImportKind, ImportRow};
use churnroom::domain::word::Word;
use churnroom::exchange::read::{Hints, Question, open, questions};
use rstest::rstest;

use super::{read, usd};

fn asked(text: &str, hints: &Hints) -> Vec<Question> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, text).unwrap();
    questions(&open(&path, hints).unwrap(), hints).unwrap()
}

const SEATS: &str = "sub,customer,start,price,interval,Licences\ns,a,2026-01-01,10,month,3\nt,b,2026-01-01,10,month,1\n";

#[rstest]
#[case::licences(SEATS, "quantity=Licences")]
#[case::count(
    "customer,start,price,interval,Period Count\na,2026-01-01,90,month,3\nb,2026-01-01,30,month,1\n",
    ""
)]
#[case::term(
    "customer,start,price,Term Months\na,2026-01-01,90,3\nb,2026-01-01,31,1\n",
    "interval_count='Term Months'"
)]
#[case::discount(
    "customer,start,price,interval,Discount %\na,2026-01-01,90,month,10\nb,2026-01-01,31,month,0\n",
    "discount_percent='Discount %'"
)]
#[case::currency(
    "customer,start,price,interval,Devise\na,2026-01-01,90,month,EUR\nb,2026-01-01,31,month,GBP\n",
    "currency=Devise"
)]
#[case::multiple(
    "customer,start,price,interval,Seats\na,2026-01-01,90,month,9\nb,2026-01-01,30,month,3\n",
    ""
)]
#[case::constant(
    "customer,start,price,interval,Seats\na,2026-01-01,90,month,1\nb,2026-01-01,30,month,1\n",
    ""
)]
#[case::mrr(
    "customer,start,mrr,seats,discount\na,2026-01-01,90,9,1\nb,2026-01-01,31,4,2\n",
    ""
)]
#[case::day(
    "ticket,comment,Survey Day\n1,Slow,2026-01-31\n2,Dear,2026-02-03\n",
    "received='Survey Day'"
)]
#[case::account(
    "response_id,date,comment,E-Mail\n1,2026-01-31,Slow,a@x.example\n",
    "account=E-Mail"
)]
fn a_column_that_could_change_it_is_asked_about(#[case] text: &str, #[case] way: &str) {
    let questions = asked(text, &usd());
    match way {
        "" => assert_eq!(questions, []),
        way => {
            assert_eq!(questions.len(), 1, "{questions:?}");
            assert_eq!(questions[0].settled_by[0].option, format!("--map {way}"));
        }
    }
}

#[test]
fn ignoring_mapping_or_taking_it_as_it_stands_settles_it() {
    let ignoring = Hints {
        ignore: vec!["licences".into()],
        ..usd()
    };
    let mapping = Hints {
        map: vec![("quantity".into(), "Licences".into())],
        ..usd()
    };
    let rest = Hints {
        ignore_rest: true,
        ..usd()
    };
    for (hints, cents) in [(ignoring, 1_000), (mapping, 3_000), (rest, 1_000)] {
        assert_eq!(asked(SEATS, &hints), []);
        let (_, rows, _) = read(SEATS.as_bytes(), &hints).unwrap();
        let ImportRow::Subscription(row) = &rows[0] else {
            panic!("{rows:?}")
        };
        assert_eq!(row.amount.0, cents);
    }
}

#[rstest]
#[case::tickets(
    "ticket_id,customer_id,issue_type,created_date\nT1,C1,Billing,2026-01-01\n",
    Some(ImportKind::Feedback)
)]
#[case::invoices("Invoice ID,Customer,Plan,Country\n1,a,Pro,DE\n", None)]
#[case::payments("payment_id,customer_id,date,reason\n1,a,2026-01-01,late\n", None)]
#[case::contacts("Contact ID,Company ID,Plan,Region\n1,Alder,Pro,DE\n", None)]
fn an_id_of_another_object_is_asked_about(#[case] text: &str, #[case] fits: Option<ImportKind>) {
    let questions = asked(text, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert!(questions[0].open.contains("first id"), "{questions:?}");
    if let Some(kind) = fits {
        let way = format!("--as-kind {}", kind.word());
        assert!(
            questions[0].settled_by.iter().any(|w| w.option == way),
            "{questions:?}"
        );
    }
}

#[rstest]
#[case::accounts("customer_id,name,plan\nC1,Alder,Pro\n")]
#[case::users_who_pay("user_id,start,mrr\nu1,2026-01-01,5\n")]
#[case::tickets("ticket_id,customer_id,created_at,comment\nT1,C1,2026-01-01,Slow\n")]
#[case::paid("paid,account,start,mrr\nyes,a,2026-01-01,5\n")]
fn its_own_id_is_not(#[case] text: &str) {
    assert_eq!(asked(text, &usd()), []);
}

#[rstest]
#[case::quarterly(
    "plan_oid,plan_amount,plan_interval,plan_interval_count,customer_oid,subscription_oid,subscription_started_at,subscription_quantity\np,30000,month,6,c,s,2026-01-01,2\n",
    10_000
)]
#[case::years("customer,start,price,interval\na,2026-01-01,2400,2 years\n", 10_000)]
#[case::weeks("customer,start,price,interval\na,2026-01-01,120,4 weeks\n", 13_000)]
#[case::intervals_of_mrr(
    "CUSTOMER_UUID,MRR,START_DATE,END_DATE,QUANTITY,SUBSCRIPTION_SET_UUID\nu,4200,2026-01-01,,7,s\n",
    4_200
)]
fn a_price_comes_to_so_much_a_month(#[case] text: &str, #[case] cents: i64) {
    let (_, rows, rejected) = read(text.as_bytes(), &usd()).unwrap();
    let ImportRow::Subscription(row) = &rows[0] else {
        panic!("{rows:?} {rejected:?}")
    };
    assert_eq!(row.interval.monthly(row.amount).0, cents);
    assert_eq!(asked(text, &usd()), []);
}

#[rstest]
#[case::ended(
    "id,customer,start,end,mrr,Status,Updated\n1,a,2026-01-01,,10,canceled,2026-03-01\n2,b,2026-01-01,,10,active,2026-04-01\n",
    "--status-ends Updated"
)]
#[case::unpaid(
    "id,customer,start,end,mrr,State\n1,a,2026-01-01,,10,unpaid\n2,b,2026-01-01,2026-02-01,10,canceled\n",
    "--status-ends COLUMN"
)]
#[case::running(
    "id,customer,start,end,mrr,Status\n1,a,2026-01-01,2026-02-01,10,active\n2,b,2026-05-01,,10,active\n",
    "--ignore Status"
)]
#[case::agreed(
    "id,customer,start,end,mrr,Status\n1,a,2026-01-01,2026-02-01,10,canceled\n2,b,2026-05-01,,10,active\n",
    ""
)]
fn a_status_that_contradicts_the_days_is_asked_about(#[case] text: &str, #[case] way: &str) {
    let questions = asked(text, &usd());
    match way {
        "" => assert_eq!(questions, []),
        way => assert_eq!(questions[0].settled_by[0].option, way, "{questions:?}"),
    }
}
