//! What an import proposes: each command it writes is taken, and leads to an import or to words that lead on. And what
//! it asks again though it was settled once. Must not know what each question is about.

use churnroom::domain::money::Cents;
use churnroom::exchange::read::{Hints, Unit};
use churnroom::runtime::intake::Options;
use churnroom::store::Store;
use rstest::rstest;

use super::asked::asked;
use super::rooms::{files, options, take};
use super::rounds::{answers, told, try_it};
use super::{mapped, read, usd};

/// Columns that leave something open, each with three cells.
const COLUMNS: [(&str, [&str; 3]); 20] = [
    ("seats", ["3", "1", "unlimited"]),
    ("team size", ["12", "4", "7"]),
    ("billing", ["monthly", "annual", "custom"]),
    ("plan", ["Pro (annual)", "Pro", "Team"]),
    ("discount", ["10", "0", "200"]),
    ("discount until", ["2026-05-01", "", "2026-08-01"]),
    ("coupon", ["SPRING", "", "VIP20"]),
    ("ccy", ["EUR", "USD", "mixed"]),
    ("addons", ["5.00", "", "2.00"]),
    ("term years", ["1", "3", "2"]),
    ("list price", ["99", "120", "80"]),
    ("paused_at", ["", "2026-05-02", ""]),
    ("status", ["active", "paused", "schwebend"]),
    ("is_active", ["yes", "no", "yes"]),
    ("renewal", ["2026-12-01", "2026-11-01", ""]),
    ("note", ["20% off", "yearly", "x"]),
    ("remaining_billing_cycles", ["0", "3", "2"]),
    ("plan_add_on_id", ["7", "9", "11"]),
    ("fee_percent", ["5.5", "6", "7.25"]),
    ("off", ["50% for 3 months", "once", "15-20%"]),
];

#[test]
fn every_proposed_command_leads_on() {
    for (at, one) in COLUMNS.iter().enumerate() {
        for two in &COLUMNS[at + 1..] {
            let mut text = format!("id,account,start,price,{},{}\n", one.0, two.0);
            for row in 0..3 {
                let price = ["17.00", "31.50", "8.00"][row];
                text += &format!(
                    "s{row},a{row},2026-01-0{},{price},{},{}\n",
                    row + 1,
                    one.1[row],
                    two.1[row]
                );
            }
            leads_on(&text);
        }
    }
}

/// Gives the command that is proposed, and so on, until it is in or a person has to think.
fn leads_on(text: &str) {
    let mut given = Options::default();
    let mut said: Vec<String> = Vec::new();
    for _ in 0..4 {
        let refused = match try_it(text, &given) {
            Err(refused) => refused,
            Ok(reports) => {
                assert_ne!(reports.files[0].counts.new, 0, "{text}{said:?}");
                return;
            }
        };
        assert!(
            refused.contains("settle it with") || refused.contains("currency.rates"),
            "{text}{said:?}\n{refused}"
        );
        if !refused.contains("\n    churnroom ") {
            return;
        }
        let more = answers(&refused);
        let ignored = |of: &String| {
            more.windows(2)
                .any(|two| two[0] == "--ignore" && two[1] == *of)
        };
        let mapped = more.windows(2).filter(|two| two[0] == "--map");
        for two in mapped {
            let (field, column) = two[1].split_once('=').unwrap();
            assert!(!ignored(&column.to_owned()), "{text}{refused}");
            let day = field.starts_with("discount") && column.contains("until");
            assert!(!day, "{text}{refused}");
        }
        said.extend(more);
        given = told(&said);
    }
    panic!("no end of questions:\n{text}{said:?}");
}

#[rstest]
#[case("id,account,start,invoice total\n1,acme,2026-01-02,120.50\n2,birch,2026-01-03,90\n")]
#[case("id,customer,begun,fee amount total\n1,acme,2026-01-02,120.50\n2,birch,2026-01-03,90\n")]
#[case(
    "id,company name,von,bis,Betrag\n1,acme,2026-01-02,2026-05-01,120.50\n2,birch,2026-01-03,,90\n"
)]
#[case(
    "id,organisation,from,to,value\n1,acme,2026-01-02,2026-05-01,120.50\n2,birch,2026-01-03,,90\n"
)]
#[case("id,member,from,to,value\n1,acme,2026-01-02,2026-05-01,120.50\n2,birch,2026-01-03,,90\n")]
#[case(
    "id,account name,signup date,churn date,mrr\n1,acme,2026-01-02,2026-05-01,120.50\n2,birch,2026-01-03,,90\n"
)]
fn no_id_of_a_row_is_proposed_for_the_customer_beside_it(#[case] text: &str) {
    if let Err(refused) = try_it(text, &options(usd())) {
        assert!(!refused.contains("--map account=id"), "{refused}");
    }
}

#[rstest]
#[case::all_of_a_contract("TCV", true)]
#[case::of_a_contract("contract value", true)]
#[case::of_a_bill("invoice_total", true)]
#[case::paid("amount_paid", true)]
#[case::german("Rechnungsbetrag", true)]
#[case::two_minds("bimonthly rate", true)]
#[case::an_hour("price per hour", true)]
#[case::a_month("monthly fee", false)]
#[case::plain("price", false)]
fn what_a_contract_or_a_bill_comes_to_is_no_price_of_a_month(
    #[case] name: &str,
    #[case] open: bool,
) {
    let text = format!("account,start,end,{name}\na,2026-01-01,,1200.50\nb,2026-01-02,,90\n");
    let hints = Hints {
        map: vec![("amount".into(), name.into())],
        ..usd()
    };
    let questions = asked(&text, &hints);
    assert_eq!(questions.len(), usize::from(open), "{questions:?}");
    assert!(!open || questions[0].open.contains("than a month"));
}

#[rstest]
#[case("ARR", "1200.60", 10_005)]
#[case("annual contract value", "1200.60", 10_005)]
#[case("Jahresbetrag", "1200.60", 10_005)]
#[case("tarif par an", "1200.60", 10_005)]
#[case("Weekly Rate", "30.00", 13_000)]
#[case("fee_per_day", "12.00", 36_500)]
#[case("two-weekly fee", "30.00", 6_500)]
#[case("HalfYearlyFee", "120.00", 2_000)]
#[case("price_3_years", "360.00", 1_000)]
#[case("fee (pence)", "1299", 1_299)]
#[case("Monatsgebühr in ct", "1299", 1_299)]
#[case("MRR (TEUR)", "1.25", 125_000)]
#[case("arr_k", "12", 100_000)]
#[case("revenue in millions", "0.5", 50_000_000)]
#[case("price_micros", "12990000", 1_299)]
fn what_the_name_of_a_price_says_goes_into_it(
    #[case] name: &str,
    #[case] amount: &str,
    #[case] monthly: i64,
) {
    let text = format!("account,start,{name}\na,2026-01-01,{amount}\nb,2026-01-02,{amount}\n");
    let hints = mapped(&[("amount", name)]);
    assert_eq!(asked(&text, &hints), []);
    let (_, rows, _) = read(text.as_bytes(), &hints).unwrap();
    let churnroom::domain::import::ImportRow::Subscription(row) = &rows[0] else {
        panic!("{rows:?}")
    };
    assert_eq!(row.interval.monthly(row.amount), Cents(monthly));
}

#[rstest]
#[case("mrr $m", Unit::Millions, 100_000_000)]
#[case("ARR bn", Unit::Whole, 8)]
fn what_it_may_say_is_asked(#[case] name: &str, #[case] unit: Unit, #[case] monthly: i64) {
    let text = format!("account,start,{name}\na,2026-01-01,1\n");
    let hints = mapped(&[("amount", name)]);
    let questions = asked(&text, &hints);
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert!(
        questions[0]
            .settled_by
            .iter()
            .any(|way| way.option == "--unit thousands")
    );
    let said = Hints {
        unit: Some(unit),
        ..hints
    };
    assert_eq!(asked(&text, &said), []);
    let (_, rows, _) = read(text.as_bytes(), &said).unwrap();
    let churnroom::domain::import::ImportRow::Subscription(row) = &rows[0] else {
        panic!("{rows:?}")
    };
    assert_eq!(row.interval.monthly(row.amount), Cents(monthly));
}

/// Three rows with these amounts.
fn amounts(amounts: [&str; 3]) -> String {
    let mut text = "id,account,start,amount\n".to_owned();
    for (at, amount) in amounts.iter().enumerate() {
        text += &format!("sub_00000000000{at},cus_00000000000{at},2026-01-02,{amount}\n");
    }
    text
}

#[rstest]
#[case::cents_and_then_parts(Some(Unit::Minor), ["1250", "1900", "2900"], ["12.50", "19.00", "29.00"], true)]
#[case::cents_and_then_whole(Some(Unit::Minor), ["1200", "1900", "2900"], ["12", "19", "29"], true)]
#[case::whole_and_then_cents(Some(Unit::Whole), ["12", "19", "29"], ["1200", "1900", "2900"], true)]
#[case::parts_and_then_cents(None, ["12.50", "19.10", "29.99"], ["1250", "1910", "2999"], true)]
#[case::cents_again(Some(Unit::Minor), ["1250", "1900", "2900"], ["1350", "1900", "3900"], false)]
#[case::whole_again(Some(Unit::Whole), ["12", "19", "29"], ["14", "19", "59"], false)]
#[case::parts_again(None, ["12.50", "19.10", "29.99"], ["13.50", "19.10", "199.99"], false)]
fn amounts_in_another_unit_than_those_of_the_last_file_are_asked_about(
    #[case] unit: Option<Unit>,
    #[case] first: [&str; 3],
    #[case] then: [&str; 3],
    #[case] open: bool,
) {
    let folder = tempfile::tempdir().unwrap();
    let paths = files(
        folder.path(),
        &[("a.csv", &amounts(first)), ("b.csv", &amounts(then))],
    );
    let mut store = Store::in_memory().unwrap();
    let hints = Hints { unit, ..usd() };
    take(&mut store, &paths[..1], &options(hints.clone())).unwrap();
    let again = take(&mut store, &paths[1..], &options(usd()));
    let refused = again
        .err()
        .map(|failure| format!("{failure} {}", failure.hint));
    let asks = refused
        .as_ref()
        .is_some_and(|said| said.contains("--unit minor"));
    assert_eq!(asks, open, "{refused:?}");
    if open {
        let whole = Hints {
            unit: Some(Unit::Whole),
            ..usd()
        };
        take(&mut store, &paths[1..], &options(whole)).unwrap();
    }
}

#[test]
fn all_of_a_contract_is_as_long_as_its_days() {
    let text = "account,begins on,ends on,start,end,TCV\na,,,2026-01-01,2026-12-31,1200.60\nb,,,2026-01-01,,90.10\n";
    let open = asked(text, &usd());
    let days = open.iter().flat_map(|question| &question.settled_by);
    let days = days.filter(|way| way.option.contains("period_start=start"));
    assert_eq!(days.count(), 1, "{open:?}");
    let hints = Hints {
        map: [
            ("start", "start"),
            ("end", "end"),
            ("period_start", "start"),
            ("period_end", "end"),
        ]
        .map(|(field, column)| (field.to_owned(), column.to_owned()))
        .into(),
        ..usd()
    };
    assert_eq!(asked(text, &hints), []);
    let (_, rows, rejected) = read(text.as_bytes(), &hints).unwrap();
    let churnroom::domain::import::ImportRow::Subscription(row) = &rows[0] else {
        panic!("{rows:?}")
    };
    assert_eq!(row.interval.monthly(row.amount), Cents(10_005));
    assert_eq!(rejected.len(), 1, "{rejected:?}");
}
