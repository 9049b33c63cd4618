//! What a price is multiplied with, what it loses and for how long it is: counts with signs between thousands, parts and
//! per cents, words and numbers that say one thing twice. Must not know the store.

use churnroom::domain::import::ImportRow;
use churnroom::domain::money::Money;
use churnroom::exchange::read::{Hints, Question, all_used, open};
use rstest::rstest;

use super::asked::asked;
use super::{mapped, read, usd};

/// What each row comes to a month; a rejected one as its reason.
pub fn monthly(text: &str, hints: &Hints) -> Vec<String> {
    let (_, rows, bad) = read(text.as_bytes(), hints).unwrap();
    let monthly = rows.iter().map(|row| match row {
        ImportRow::Subscription(row) => Money::of(None).plain(row.interval.monthly(row.amount)),
        other => panic!("{other:?}"),
    });
    monthly
        .chain(bad.into_iter().map(|bad| bad.reason))
        .collect()
}

pub fn ways(questions: &[Question]) -> Vec<&str> {
    let ways = questions.iter().flat_map(|question| &question.settled_by);
    ways.map(|way| way.option.as_str()).collect()
}

#[rstest]
#[case::beside_small_ones("4.50", &["2,400", "35"], &["10800.00", "157.50"])]
#[case::a_dot_beside_decimal_commas("4,50", &["2.400", "3.000"], &["10800.00", "13500.00"])]
#[case::blanks_and_apostrophes("4.50", &["2 400", "1'000"], &["10800.00", "4500.00"])]
#[case::with_decimals("4.50", &["2,400.00", "1.5"], &["10800.00", "6.75"])]
#[case::written_out("4.50", &["2.000", "7.000"], &["9.00", "31.50"])]
#[case::with_a_word("4.50", &["2,400 seats", "7 seats"], &["10800.00", "31.50"])]
fn a_quantity_of_thousands_is_one(
    #[case] price: &str,
    #[case] quantities: &[&str],
    #[case] comes_to: &[&str],
) {
    let row = |quantity: &&str| format!("a{quantity};2026-03-01;{price};{quantity}\n");
    let rows: String = quantities.iter().map(row).collect();
    let text = format!("account;start;price;Licences\n{rows}");
    assert_eq!(
        monthly(&text, &mapped(&[("quantity", "Licences")])),
        comes_to
    );
}

#[test]
fn counts_of_intervals_are_read_likewise() {
    let text = "account,start,price,interval,period_count\na,2026-03-01,1095.00,day,\"1,095\"\nb,2026-03-01,60.00,day,30\n";
    assert_eq!(monthly(text, &usd()), ["30.42", "60.83"]);
}

#[rstest]
#[case::grows_with_its_months("start,price,Months\na,2026-03-01,50,1\nb,2026-03-01,300,6\n", &["--map interval_count=Months", "--ignore Months"])]
#[case::a_term("start,price,term\na,2026-03-01,50,1\nb,2026-03-01,500,12\n", &["--map interval_count=term", "--ignore term"])]
#[case::a_cycle("start,price,Billing Cycle\na,2026-03-01,50,3\nb,2026-03-01,51,3\n", &["--map interval_count='Billing Cycle'", "--ignore 'Billing Cycle'"])]
#[case::seats_in_italian("start,price,posti\na,2026-03-01,9,4\nb,2026-03-01,9,30\n", &["--map quantity=posti", "--ignore posti"])]
#[case::a_multiplier("start,price,multiplier\na,2026-03-01,9,4\nb,2026-03-01,9,1\n", &["--map quantity=multiplier", "--ignore multiplier"])]
#[case::items("start,price,Subscription Items\na,2026-03-01,9,4\nb,2026-03-01,9,1\n", &["--map quantity='Subscription Items'", "--ignore 'Subscription Items'"])]
#[case::plans_of_three_letters("start,price,tier\na,2026-03-01,9,PRO\nb,2026-03-01,9,BAS\n", &[])]
#[case::every_three_months("start,price,billing every\na,2026-03-01,9,3 months\nb,2026-03-01,9,1 month\n", &["--map interval='billing every'", "--ignore 'billing every'"])]
#[case::what_is_really_paid("start,list price,discounted price\na,2026-03-01,100,80\nb,2026-03-01,100,100\n", &["--map amount='discounted price'", "--ignore 'discounted price'", "--map addon='discounted price'"])]
#[case::with_its_tax("start,price,gross\na,2026-03-01,100,119\nb,2026-03-01,50,59.50\n", &[])]
#[case::a_word_of_another_language("start,price,Fakturering\na,2026-03-01,100,kvartalsvis\nb,2026-03-01,50,månadsvis\n", &["--map interval=Fakturering", "--ignore Fakturering"])]
#[case::a_fee_once("start,price,setup fee\na,2026-03-01,100,500\nb,2026-03-01,50,0\n", &[])]
#[case::said_twice("start,price,interval,interval_count\na,2026-03-01,50,monthly,1\nb,2026-03-01,300,half-yearly,6\n", &["--ignore interval", "--map interval_count=interval_count"])]
#[case::yearly_and_twelve("start,price,period,Period Count\na,2026-03-01,300,annually,12\n", &["--ignore period", "--map interval_count='Period Count'"])]
#[case::every_two_years("start,price,interval,interval_count\na,2026-03-01,300,year,2\nb,2026-03-01,30,month,3\n", &[])]
#[case::seats_beside_a_month("start,Monthly Fee,Licences\na,2026-03-01,9,4\nb,2026-03-01,9,30\n", &["--map quantity=Licences", "--ignore Licences"])]
#[case::users_beside_a_year("start,annual price,users\na,2026-03-01,96,4\nb,2026-03-01,96,30\n", &["--map quantity=users", "--ignore users"])]
#[case::seats_beside_mrr("start,mrr,Licences\na,2026-03-01,9,4\nb,2026-03-01,9,30\n", &[])]
#[case::seats_beside_revenue("start,monthly revenue,Licences\na,2026-03-01,9,4\nb,2026-03-01,9,30\n", &[])]
#[case::a_per_cent("start,price,interval,Rebate %\na,2026-03-01,9,month,15\nb,2026-03-01,8,month,\n", &["--map discount_percent='Rebate %'", "--ignore 'Rebate %'"])]
#[case::a_part_called_per_cent("start,price,interval,Rebate %\na,2026-03-01,9,month,0.15\nb,2026-03-01,8,month,\n", &["--map discount_fraction='Rebate %'", "--map discount_percent='Rebate %'", "--ignore 'Rebate %'"])]
fn what_goes_into_a_price_is_asked_about(#[case] text: &str, #[case] settled_by: &[&str]) {
    let text = format!("account,{text}");
    assert_eq!(ways(&asked(&text, &usd())), settled_by);
}

#[test]
fn each_way_to_settle_it_is_right_for_what_it_says() {
    let months = "account,start,price,interval,interval_count\na,2026-03-01,300,half-yearly,6\n";
    let ignoring = Hints {
        ignore: vec!["interval".into()],
        ..usd()
    };
    let counting = mapped(&[("interval_count", "interval_count")]);
    for (hints, is) in [(ignoring, "50.00"), (counting, "8.33")] {
        assert_eq!(asked(months, &hints), []);
        assert_eq!(monthly(months, &hints), [is]);
    }
    let part = "account,start,price,interval,Rebate %\na,2026-03-01,8,month,0.25\n";
    for (field, is) in [("discount_fraction", "6.00"), ("discount_percent", "7.98")] {
        let told = mapped(&[(field, "Rebate %")]);
        assert_eq!(asked(part, &told), []);
        assert_eq!(monthly(part, &told), [is]);
    }
    let signed = "account,start,price,interval,off\na,2026-03-01,8,month,25%\n";
    for field in ["discount_fraction", "discount_percent"] {
        assert_eq!(monthly(signed, &mapped(&[(field, "off")])), ["6.00"]);
    }
    let fee = "account,start,Monthly Fee,Licences\na,2026-03-01,9,4\n";
    assert_eq!(
        monthly(fee, &mapped(&[("quantity", "Licences")])),
        ["36.00"]
    );
    let mrr = "account,start,mrr,Licences\na,2026-03-01,9,4\n";
    assert_eq!(monthly(mrr, &mapped(&[("quantity", "Licences")])), ["9.00"]);
}

#[rstest]
#[case::a_flag("Is Suspended", ["no", "yes"], "--status-ends none")]
#[case::past_due("past_due", ["false", "true"], "--status-ends none")]
#[case::of_stripe("pause_collection", ["", "keep_as_draft"], "--status-ends none")]
#[case::a_phase("Lifecycle phase", ["Customer", "Former"], "--map status='Lifecycle phase'")]
#[case::running("Is Suspended", ["no", "no"], "")]
#[case::a_phase_of_customers("Lifecycle phase", ["Customer", "Onboarding"], "")]
fn a_column_that_says_who_no_longer_pays_is_asked_about(
    #[case] column: &str,
    #[case] values: [&str; 2],
    #[case] way: &str,
) {
    let [first, second] = values;
    let text = format!(
        "id,account,start,end,mrr,{column}\n1,a,2026-03-01,,10,{first}\n2,b,2026-03-02,,25,{second}\n"
    );
    let questions = asked(&text, &usd());
    match way {
        "" => assert_eq!(questions, []),
        way => {
            assert_eq!(questions.len(), 1, "{questions:?}");
            assert_eq!(questions[0].settled_by[0].option, way);
            let counted =
                questions[0].open.contains("1 of 2 rows") && questions[0].open.contains("25.00");
            assert!(counted || way.starts_with("--map"), "{questions:?}");
        }
    }
}

#[test]
fn a_flag_beside_a_status_says_more() {
    let text = "id,account,start,end,mrr,status,on_hold\n1,a,2026-03-01,,10,active,\n2,b,2026-03-02,,25,active,1\n";
    let questions = asked(text, &usd());
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert!(
        questions[0]
            .open
            .contains("`status` or `on_hold` says, 25.00 a month"),
        "{questions:?}"
    );
    assert_eq!(
        ways(&questions),
        ["--status-ends none", "--ignore status", "--ignore on_hold"]
    );
}

#[test]
fn a_running_one_that_ended_before_today_is_asked_about_with_its_sum() {
    let text = "id,account,start,end,mrr,status\n1,a,2026-03-01,2026-06-30,10,active\n2,b,2026-03-02,2027-03-02,25,active\n";
    let on = |day: &str| Hints {
        today: Some(day.parse().unwrap()),
        ..usd()
    };
    assert_eq!(asked(text, &on("2026-06-01")), []);
    let questions = asked(text, &on("2026-08-01"));
    assert!(
        questions[0].open.contains(
            "1 of 2 rows still runs as `status` says, 10.00 a month, and ended before 2026-08-01"
        ),
        "{questions:?}"
    );
}

#[test]
fn a_cancelled_one_without_the_end_of_its_period_is_asked_about_with_its_sum() {
    let text = "id,account,start,end,mrr,cancel_at_period_end,Next term\n1,a,2026-03-01,,10,false,2026-09-01\n2,b,2026-03-02,,25,true,2026-08-02\n";
    let questions = asked(text, &usd());
    assert!(
        questions[0]
            .open
            .contains("1 of 2 rows is cancelled at the end of its period"),
        "{questions:?}"
    );
    assert!(questions[0].open.contains("25.00 a month"), "{questions:?}");
    assert_eq!(
        ways(&questions),
        [
            "--map period_end='Next term'",
            "--ignore cancel_at_period_end"
        ]
    );
    let told = mapped(&[("period_end", "Next term")]);
    assert_eq!(asked(text, &told), []);
    let (_, rows, _) = read(text.as_bytes(), &told).unwrap();
    let ends: Vec<_> = rows
        .iter()
        .map(|row| match row {
            ImportRow::Subscription(row) => row.end.map(|day| day.to_string()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(ends, [None, Some("2026-08-02".to_owned())]);
}

#[test]
fn a_day_that_ends_what_has_not_begun_is_rejected_and_a_misspelt_column_named() {
    let text = "id,account,start,end,mrr,status,Changed on\n1,a,2026-03-01,,10,canceled,2026-02-27\n2,b,2026-03-02,,25,canceled,2026-07-01\n";
    let told = |column: &str| Hints {
        status_ends: Some(column.into()),
        ..usd()
    };
    let (_, rows, bad) = read(text.as_bytes(), &told("Changed on")).unwrap();
    assert_eq!(rows.len(), 1);
    assert_eq!(
        bad[0].reason,
        "Its status is `canceled`, and `Changed on` says 2026-02-27, before it starts on 2026-03-01."
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.csv");
    std::fs::write(&path, text).unwrap();
    for (said, nearest) in [("Chnged on", true), ("closed", false)] {
        let hints = told(said);
        let source = open(&path, &hints).unwrap();
        let failure = all_used(&hints, &[source]).unwrap_err();
        assert!(failure.message.contains(said), "{failure}");
        assert_eq!(
            failure.hint.contains("nearest is `Changed on`"),
            nearest,
            "{failure}"
        );
    }
}

#[rstest]
#[case::words("voucher coupon", ["WELCOME", "PARTNER"], "", "no number says it")]
#[case::some_with_digits("coupon", ["AUTUMN26", "PARTNER"], "", "no number says it")]
#[case::one_word("Promo", ["", "vip"], "", "no number says it")]
#[case::a_number_among_words("coupon", ["PARTNER", "15%"], "--map discount_percent=coupon", "`PARTNER`, which is no number")]
#[case::a_voucher("Gutscheincode", ["", "FREUND"], "", "no number says it")]
#[case::a_flag("is_discounted", ["TRUE", "FALSE"], "", "no number says it")]
#[case::none_has_one("coupon", ["no", "None"], "-", "")]
fn a_discount_that_says_no_number_is_asked_about(
    #[case] column: &str,
    #[case] values: [&str; 2],
    #[case] map: &str,
    #[case] words: &str,
) {
    let [first, second] = values;
    let text = format!(
        "id,account,start,price,interval,{column}\n1,a,2026-03-01,80,month,{first}\n2,b,2026-03-02,25,month,{second}\n"
    );
    let questions = asked(&text, &usd());
    if map == "-" {
        assert_eq!(questions, []);
        return;
    }
    assert_eq!(questions.len(), 1, "{questions:?}");
    assert!(questions[0].open.contains(words), "{questions:?}");
    let column = match column.contains(' ') {
        true => format!("'{column}'"),
        false => column.to_owned(),
    };
    let expected: Vec<String> = [map.to_owned(), format!("--ignore {column}")].into();
    let expected: Vec<&str> = expected
        .iter()
        .map(String::as_str)
        .filter(|way| !way.is_empty())
        .collect();
    assert_eq!(ways(&questions), expected);
    let said = text.replace("price", "mrr");
    assert_eq!(asked(&said, &usd()), []);
}

#[rstest]
#[case::off("50% off", "50.00")]
#[case::less("-50 %", "50.00")]
#[case::short("50 pct", "50.00")]
#[case::short_and_close("12.5pct", "87.50")]
#[case::spelt("20 per cent discount", "80.00")]
#[case::german("Rabatt: 10 Prozent", "90.00")]
#[case::an_amount("$10 off", "90.00")]
#[case::a_code_behind("10 USD off", "90.00")]
#[case::a_word_before("less $1,000.00", "n/a")]
fn a_discount_is_read_with_its_words(#[case] cell: &str, #[case] left: &str) {
    let text = format!(
        "account;start;price;interval;discount\na;2026-03-01;100;month;{cell}\nb;2026-03-01;100;month;\n"
    );
    let questions = asked(&text, &usd());
    let way = ways(&questions)[0];
    let (field, _) = way.strip_prefix("--map ").unwrap().split_once('=').unwrap();
    let rows = monthly(&text, &mapped(&[(field, "discount")]));
    match left {
        "n/a" => assert!(rows[1].contains("is more than"), "{rows:?}"),
        left => assert_eq!(rows, [left, "100.00"], "{way}"),
    }
}

#[test]
fn amounts_and_per_cents_of_one_column_are_both_read() {
    let text = "account,start,price,interval,discount\na,2026-03-01,100,month,50% off\nb,2026-03-01,100,month,$10 off\n\
                c,2026-03-01,100,month,15\n";
    let questions = asked(text, &usd());
    assert_eq!(
        ways(&questions),
        ["--map discount=discount", "--ignore discount"]
    );
    let rows = monthly(text, &mapped(&[("discount", "discount")]));
    assert_eq!(rows, ["50.00", "90.00", "85.00"]);
    let rows = monthly(text, &mapped(&[("discount_percent", "discount")]));
    assert_eq!(rows[..2], ["50.00", "85.00"]);
    assert!(
        rows[2].contains("is no discount in per cent"),
        "an amount is not passed over: {rows:?}"
    );
}

#[test]
fn thousands_of_a_discount_are_none_of_its_own() {
    let text = "account;start;price;interval;discount\na;2026-03-01;9000,00;month;€1.200 off\n";
    let hints = Hints {
        currency: Some("EUR".parse().unwrap()),
        ..mapped(&[("discount", "discount")])
    };
    let asked = read(text.as_bytes(), &hints).unwrap_err();
    assert!(asked.message.contains("could be thousands"), "{asked:?}");
}

#[test]
fn the_receipt_says_what_each_word_for_how_often_became() {
    let words = "annual,monthly,Bimonthly,ANNUAL,biannual,bi-weekly,custom,P1Y,weekly,qtr,2 years";
    let rows: String = words
        .split(',')
        .map(|word| format!("a,2026-03-01,100,{word}\n"))
        .collect();
    let text = format!("account,start,price,interval\n{rows}");
    let (source, ..) = read(text.as_bytes(), &usd()).unwrap();
    let columns = source.read_as().columns;
    let how = columns
        .into_iter()
        .find(|column| column.became == "interval");
    assert_eq!(
        how.unwrap().how.unwrap(),
        "`Bimonthly` as 2 months, `biannual` as 6 months, `bi-weekly` as 2 weeks, `annual` as 1 year, \
         `monthly` as 1 month, `P1Y` as 1 year, 3 more"
    );
}
