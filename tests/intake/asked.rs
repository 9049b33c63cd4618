//! What an import asks before it believes a file. Must not know the store.

use churnroom::domain::import::{ImportKind, ImportRow};
use churnroom::domain::word::Word;
use churnroom::exchange::read::{Hints, Question, open, questions};
use rstest::rstest;

use super::{read, usd};

pub fn asked(text: &str, hints: &Hints) -> Vec<Question> {
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
#[case::cadence(
    "customer,start,end,price,Payment Frequency\na,2026-01-01,,1200,annual\nb,2026-01-01,,100,monthly\n",
    "interval='Payment Frequency'"
)]
#[case::yearly(
    "customer,start,end,price,Turnus\na,2026-01-01,,1200,jährlich\n",
    "interval=Turnus"
)]
#[case::months(
    "customer,start,end,price,cycle\na,2026-01-01,,600,6\nb,2026-01-01,,1201,12\n",
    "interval_count=cycle"
)]
#[case::cancelled(
    "customer,start,mrr,Gekündigt am\na,2026-01-01,10,2026-05-02\nb,2026-01-01,10,\n",
    "end='Gekündigt am'"
)]
#[case::renewal(
    "customer,start,mrr,next renewal\na,2026-01-01,10,2026-05-02\nb,2026-01-01,10,\n",
    ""
)]
#[case::of_the_row(
    "customer,start,mrr,dataProximaRenovacao,dataCriacao\na,2026-01-01,10,2026-05-02,2026-01-01\nb,2026-01-02,10,2026-06-02,2026-01-02\n",
    ""
)]
#[case::stage(
    "customer,start,end,mrr,Stage\na,2026-01-01,,10,cancelled\nb,2026-01-01,,10,active\n",
    "status=Stage"
)]
#[case::licenses(
    "customer,start,end,unit_price,interval,licenses\na,2026-01-01,,10,month,3\nb,2026-01-01,,10,month,5\n",
    "quantity=licenses"
)]
#[case::payments_in_a_year(
    "customer,start,price,payments_per_year\na,2026-01-01,90,12\nb,2026-01-01,31,4\n",
    "interval_count=payments_per_year"
)]
#[case::instalments_in_a_year(
    "customer,start,price,Raten pro Jahr\na,2026-01-01,90,1\nb,2026-01-01,31,2\n",
    "interval_count='Raten pro Jahr'"
)]
#[case::logins_in_a_month(
    "customer,start,price,logins per month\na,2026-01-01,90,12\nb,2026-01-01,31,37\n",
    ""
)]
#[case::periodicity(
    "customer,start,price,periodicity\na,2026-01-01,90,1\nb,2026-01-01,31,12\n",
    "interval_count=periodicity"
)]
#[case::qty(
    "customer,start,price,interval,qté\na,2026-01-01,90,month,1\nb,2026-01-01,31,month,12\n",
    "quantity=qté"
)]
#[case::multiple(
    "customer,start,price,interval,Seats\na,2026-01-01,90,month,9\nb,2026-01-01,30,month,3\n",
    ""
)]
#[case::constant(
    "customer,start,price,interval,Seats\na,2026-01-01,90,month,1\nb,2026-01-01,30,month,1\n",
    ""
)]
#[case::always_three(
    "customer,start,price,interval,Seats\na,2026-01-01,90,month,3\nb,2026-01-01,31,month,3\n",
    ""
)]
#[case::beside_an_empty_one(
    "customer,start,price,interval,Billing Cycle\na,2026-01-01,1200,,annual\nb,2026-01-01,31,,monthly\n",
    "interval='Billing Cycle'"
)]
#[case::plan(
    "customer,start,price,plan\na,2026-01-01,1200,Pro (annual)\nb,2026-01-01,31,Pro\n",
    "interval=plan"
)]
#[case::note(
    "customer,start,price,note\na,2026-01-01,1200,pays annually by transfer\nb,2026-01-01,31,\n",
    "interval=note"
)]
#[case::a_currency_in_words(
    "customer,start,price,interval,plan\na,2026-01-01,90,month,Team EUR\nb,2026-01-01,31,month,Team\n",
    "currency=plan"
)]
#[case::its_own_currency_in_words(
    "customer,start,price,interval,plan\na,2026-01-01,90,month,Team USD\nb,2026-01-01,31,month,Team\n",
    ""
)]
#[case::a_discount_in_words(
    "customer,start,price,interval,note\na,2026-01-01,90,month,20% off\nb,2026-01-01,31,month,VIP\n",
    "discount_percent=note"
)]
#[case::a_plan_beside_its_interval(
    "customer,start,price,interval,plan\na,2026-01-01,1200,year,Pro (annual)\n",
    ""
)]
#[case::a_part(
    "customer,start,price,interval,discount\na,2026-01-01,90,month,0.2\nb,2026-01-01,31,month,0\n",
    "discount_fraction=discount"
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

#[rstest]
#[case::of_a_group("Total EMEA,2026-09-30,90", true)]
#[case::behind("EMEA Total:,2026-09-30,90", true)]
#[case::of_all("All customers,2026-09-30,90", true)]
#[case::a_figure("Net MRR,2026-09-30,6", true)]
#[case::bare("Total,2026-09-30,90\nC,2026-09-30,3", true)]
#[case::of_one_row("Summe Nord,2026-09-30,5", true)]
#[case::the_sum("Total EMEA,2026-09-30,15", false)]
#[case::the_mean("Average,2026-09-30,7.50", false)]
#[case::a_name("TotalEnergies,2026-09-30,90", false)]
#[case::nobody(",2026-09-30,90", false)]
fn what_is_called_like_a_total_and_is_none_is_asked_about(#[case] row: &str, #[case] open: bool) {
    let text = format!("account,day,mrr\nA,2026-09-30,10\nB,2026-09-30,5\n{row}\n");
    let ways = if open {
        vec!["--totals out", "--totals in"]
    } else {
        vec![]
    };
    assert_eq!(ways_of(&asked(&text, &usd())), ways, "{row}");
    let name = row.split(',').next().unwrap();
    for totals in [true, false] {
        let told = Hints {
            totals: Some(totals),
            ..usd()
        };
        assert_eq!(asked(&text, &told), []);
        let (_, rows, _) = read(text.as_bytes(), &told).unwrap();
        let is_in = rows.iter().any(|row| row.account() == name);
        assert_eq!(is_in && open, !totals && open, "{row}");
    }
}

fn ways_of(asked: &[Question]) -> Vec<&str> {
    let ways = asked.iter().flat_map(|question| &question.settled_by);
    ways.map(|way| way.option.as_str()).collect()
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
#[case::ticket_number(
    "Ticket #,customer_id,category,created_at\n901,C1,Billing,2026-01-01\n",
    Some(ImportKind::Feedback)
)]
#[case::disputes("dispute_id,customer_id,created,reason\nd,C1,2026-01-01,fraud\n", None)]
#[case::credit_notes("Credit Note,customer_id,date,reason\nd,C1,2026-01-01,late\n", None)]
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
    "--status-ends none"
)]
#[case::running(
    "id,customer,start,end,mrr,Status\n1,a,2026-01-01,2026-02-01,10,active\n2,b,2026-05-01,,10,active\n",
    "--map end=end"
)]
#[case::unknown(
    "id,customer,start,end,mrr,Status\n1,a,2026-01-01,,10,aktiv\n2,b,2026-05-01,,10,schwebend\n",
    "--map trial=Status"
)]
#[case::german(
    "id,customer,start,end,mrr,Status\n1,a,2026-01-01,,10,aktiv\n2,b,2026-05-01,,10,Gekündigt\n",
    "--status-ends none"
)]
#[case::a_flag(
    "id,customer,start,mrr,is_active\n1,a,2026-01-01,10,false\n2,b,2026-01-01,10,true\n",
    "--status-ends none"
)]
#[case::a_flag_of_those_gone(
    "id,customer,start,mrr,Churned\n1,a,2026-01-01,10,Yes\n2,b,2026-01-01,10,\n",
    "--status-ends none"
)]
#[case::a_number(
    "id,customer,start,mrr,active,updated\n1,a,2026-01-01,10,0,2026-03-01\n2,b,2026-01-01,10,1,2026-03-01\n",
    "--status-ends updated"
)]
#[case::a_flag_that_holds_days(
    "id,customer,start,mrr,cancelled\n1,a,2026-01-01,10,2026-02-03\n2,b,2026-01-01,10,\n",
    "--map end=cancelled"
)]
#[case::paid_on(
    "id,customer,start,mrr,Cancelled on,Paid until\n1,a,2026-01-01,10,2026-02-03,2026-02-28\n2,b,2026-01-01,10,,2026-03-31\n",
    "--map at_period_end='Cancelled on'"
)]
#[case::a_flag_that_agrees(
    "id,customer,start,end,mrr,is_active\n1,a,2026-01-01,2026-02-01,10,false\n2,b,2026-05-01,,10,true\n",
    ""
)]
#[case::agreed(
    "id,customer,start,end,mrr,Status\n1,a,2026-01-01,2026-02-01,10,canceled\n2,b,2026-05-01,,10,active\n",
    ""
)]
#[case::a_flag(
    "id,customer,start,end,mrr,Status\n1,a,2026-01-01,,10,1\n2,b,2026-01-01,2026-05-01,20,0\n",
    "--map trial=Status"
)]
#[case::yes(
    "id,customer,start,end,mrr,subscription_status\n1,a,2026-01-01,,10,Y\n2,b,2026-01-01,2026-05-01,20,N\n",
    "--map trial=subscription_status"
)]
fn a_status_that_contradicts_the_days_is_asked_about(#[case] text: &str, #[case] way: &str) {
    let questions = asked(text, &usd());
    match way {
        "" => assert_eq!(questions, []),
        way => assert_eq!(questions[0].settled_by[0].option, way, "{questions:?}"),
    }
}

#[test]
fn a_trial_that_was_paid_for_later_counts_from_its_end() {
    let text = "customer,start,end,mrr,Trial End\na,2026-01-01,,10,2026-01-15\nb,2026-01-01,2026-01-10,10,2026-01-15\n";
    let (_, rows, rejected) = read(text.as_bytes(), &usd()).unwrap();
    assert_eq!(rejected, []);
    let days: Vec<_> = rows
        .iter()
        .map(|row| match row {
            ImportRow::Subscription(row) => (row.start.to_string(), row.end.map(|d| d.to_string())),
            other => panic!("{other:?}"),
        })
        .collect();
    let day = |day: &str| day.to_owned();
    assert_eq!(days[0], (day("2026-01-15"), None));
    assert_eq!(days[1], (day("2026-01-10"), Some(day("2026-01-10"))));
}

#[test]
fn days_that_can_be_one_only_and_ends_of_time_are_read() {
    let text = "customer;start;end;mrr\na;01.01.2026;31.12.9999;10\nb;01.01.2026;--;10\nc;02.02.2026;unbefristet;10\n";
    let (_, rows, rejected) = read(text.as_bytes(), &usd()).unwrap();
    assert_eq!((rows.len(), rejected.len()), (3, 0), "{rejected:?}");
}

#[test]
fn a_currency_in_the_header_is_not_overruled_and_nobody_is_no_account() {
    let text = "account,start,end,Amount (GBP),interval\nA,2026-01-01,,100,month\n";
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, text).unwrap();
    assert!(open(&path, &usd()).unwrap_err().message.contains("GBP"));
    let text = "account,day,mrr\nn/a,2026-01-01,5\nA,2026-01-01,5\n";
    let (_, rows, rejected) = read(text.as_bytes(), &usd()).unwrap();
    assert_eq!((rows.len(), rejected.len()), (1, 1));
}

#[test]
fn all_that_a_kind_needs_and_a_file_lacks_is_said_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, "Kundennr,Beginn,Betrag netto\n1,2026-01-01,5\n").unwrap();
    let hints = Hints {
        kind: Some(ImportKind::Subscriptions),
        ..usd()
    };
    let refused = open(&path, &hints).unwrap_err();
    for field in ["account", "start", "amount"] {
        let lacks = refused.message.contains(&format!("for {field}"));
        assert_eq!(
            lacks,
            refused.hint.contains(&format!("--map {field}=")),
            "{refused}"
        );
    }
    assert!(refused.hint.matches("--map").count() > 1, "{refused}");
}
