//! Amounts as cells hold them: round ones, signs and codes of currencies, smaller units of any currency.

use churnroom::domain::import::{ImportRow, MovementAmount};
use churnroom::domain::money::Money;
use churnroom::exchange::read::Hints;
use rstest::rstest;

use super::read;

fn hints(room: &str, rates: &[(&str, &str)]) -> Hints {
    let rates = rates.iter();
    Hints {
        room_currency: (!room.is_empty()).then(|| room.parse().unwrap()),
        rates: rates
            .map(|(code, rate)| (code.parse().unwrap(), rate.parse().unwrap()))
            .collect(),
        ..Hints::default()
    }
}

/// The amounts of a file's rows, by account: `A 100.00`; rejected ones as their line and reason.
fn amounts(text: &str, hints: &Hints) -> Vec<String> {
    let (_, rows, bad) = read(text.as_bytes(), hints).unwrap();
    let money = Money::of(hints.room_currency.as_ref());
    let amount = |row: &ImportRow| {
        let cents = match row {
            ImportRow::Subscription(row) => row.amount,
            ImportRow::Balance(row) => row.mrr,
            ImportRow::Movement(row) => match row.amount {
                MovementAmount::Delta(cents) | MovementAmount::Balance(cents) => cents,
            },
            _ => panic!("{row:?}"),
        };
        format!("{} {}", row.account(), money.plain(cents))
    };
    let bad = bad
        .iter()
        .map(|bad| format!("{}: {}", bad.line, bad.reason));
    rows.iter().map(amount).chain(bad).collect()
}

const HEAD: &str = "account,start,amount\n";

fn prices(cells: &[&str]) -> String {
    let row = |(at, cell): (usize, &&str)| {
        format!("{},2026-01-01,\"{cell}\"\n", (b'A' + at as u8) as char)
    };
    HEAD.to_owned() + &cells.iter().enumerate().map(row).collect::<String>()
}

#[test]
fn signs_say_what_is_converted_and_what_is_not() {
    let text = prices(&["250.00 EUR", "kr 100", "C$50.00", "$20", "R$ 10", "9.99"]);
    let found = amounts(&text, &hints("CAD", &[("EUR", "1.5"), ("SEK", "0.1")]));
    let no_rate = |code| format!("It is in {code}, and the room counts in CAD; add {code} = ");
    assert_eq!(found[..4], ["A 375.00", "C 50.00", "D 20.00", "F 9.99"]);
    assert!(
        found[4].contains("SEK, NOK, DKK or ISK; say which"),
        "{}",
        found[4]
    );
    assert!(found[5].contains(&no_rate("BRL")), "{}", found[5]);
    assert_eq!(
        amounts(&prices(&["kr 100", "7"]), &hints("DKK", &[])),
        ["A 100.00", "B 7.00"]
    );
}

#[rstest]
#[case("€5,00", "7,00 €", "EUR")]
#[case("$5.00", "$7.00", "USD")]
#[case("¥500", "700 ¥", "JPY")]
#[case("5 PLN", "7 zł", "PLN")]
fn a_sign_alone_names_the_currency_of_a_new_room(
    #[case] a: &str,
    #[case] b: &str,
    #[case] code: &str,
) {
    let (source, rows, _) = read(prices(&[a, b]).as_bytes(), &Hints::default()).unwrap();
    assert_eq!((source.currency.unwrap().code(), rows.len()), (code, 2));
}

#[test]
fn a_sign_of_several_currencies_is_asked_about() {
    let asked = read(prices(&["100 kr", "50 kr"]).as_bytes(), &Hints::default()).unwrap_err();
    assert!(asked.message.contains("SEK, NOK, DKK or ISK"), "{asked}");
    assert!(asked.hint.contains("--currency SEK"), "{asked}");
    let told = Hints {
        currency: Some("NOK".parse().unwrap()),
        ..Hints::default()
    };
    assert_eq!(amounts(&prices(&["100 kr"]), &told), ["A 100.00"]);
    let other = read(prices(&["€100", "€50"]).as_bytes(), &hints("USD", &[])).unwrap_err();
    assert!(
        other.message.contains("it is in EUR, not in USD"),
        "{other}"
    );
}

#[test]
fn what_is_said_of_the_whole_file_does_not_change_a_sign() {
    let told = Hints {
        currency: Some("USD".parse().unwrap()),
        ..Hints::default()
    };
    let found = amounts(&prices(&["100", "£30", "US$ 5"]), &told);
    assert_eq!(found[..2], ["A 100.00", "C 5.00"]);
    assert!(found[2].starts_with("3: It is in GBP"), "{}", found[2]);
}

#[test]
fn a_sign_that_contradicts_its_rows_currency_is_rejected() {
    let text = "account,start,amount,currency\nA,2026-01-01,$5,CAD\nB,2026-01-01,€5,CAD\nC,2026-01-01,5,CA$\n";
    let found = amounts(text, &hints("CAD", &[]));
    assert_eq!(found[..2], ["A 5.00", "C 5.00"]);
    assert!(
        found[2].contains("is in EUR and its currency is CAD"),
        "{}",
        found[2]
    );
}

#[test]
fn smaller_units_are_each_of_its_own_currency() {
    let text = "account,day,mrr_cents,currency\nA,2026-01-31,5000,jpy\nB,2026-01-31,5125,KWD\nC,2026-01-31,5000,EUR\nD,2026-01-31,5000,HUF\n";
    let rates = [("JPY", "0.01"), ("KWD", "3"), ("HUF", "0.01")];
    let found = amounts(text, &hints("EUR", &rates));
    assert_eq!(found, ["A 50.00", "B 15.38", "C 50.00", "D 0.50"]);
    let whole = "account,day,mrr_cents\nA,2026-01-31,5000\n";
    assert_eq!(amounts(whole, &hints("KRW", &[])), ["A 5000"]);
    assert_eq!(amounts(whole, &hints("OMR", &[])), ["A 5.000"]);
    let plain = "account,day,mrr,currency\nA,2026-01-31,5000,JPY\n";
    assert_eq!(amounts(plain, &hints("JPY", &[])), ["A 5000"]);
}

#[rstest]
#[case("account;day;delta\nA;2026-01-05;2.500,-\nA;2026-02-05;-300,--\nB;2026-02-05;75,50\n", &["A 2500.00", "A -300.00", "B 75.50"])]
#[case("account;day;delta\nA;2026-01-05;CHF 1'250.-\nA;2026-02-05;50.00-\nB;2026-02-05;100.\u{2013}\n", &["A 1250.00", "A -50.00", "B 100.00"])]
fn round_amounts_are_no_falls(#[case] text: &str, #[case] expected: &[&str]) {
    assert_eq!(amounts(text, &hints("CHF", &[])), expected);
}

#[test]
fn a_header_or_a_row_of_units_says_the_currency_and_the_smaller_unit() {
    let other = "account,start,Price (€)\nA,2026-01-01,100\n";
    assert_eq!(amounts(other, &hints("USD", &[("EUR", "2")])), ["A 200.00"]);
    let own = "account,start,Amount ($)\nA,2026-01-01,100\n";
    assert_eq!(amounts(own, &hints("CAD", &[])), ["A 100.00"]);
    let units = "account,start,amount,plan\ntext,date,(cents),text\nA,2026-01-01,1250,Pro\nB,2026-01-01,500,Pro\n";
    assert_eq!(amounts(units, &hints("EUR", &[])), ["A 12.50", "B 5.00"]);
    let units = "account,start,amount,plan\ntext,date,GBP,text\nA,2026-01-01,12.50,Pro\n";
    assert_eq!(amounts(units, &hints("EUR", &[("GBP", "2")])), ["A 25.00"]);
    assert!(read(units.as_bytes(), &hints("EUR", &[])).is_err());
}

const BESIDE: [&str; 4] = ["70.00", "90.00", "", "GBP 40.00"];

#[test]
fn a_code_beside_one_amount_is_that_of_its_row_alone() {
    let text = prices(&["70.00", "90.00", "0", "GBP 40.00", "8 zł"]);
    let rates = [("GBP", "2")];
    let found = amounts(&text, &hints("CHF", &rates));
    assert_eq!(found[..4], ["A 70.00", "B 90.00", "C 0.00", "D 80.00"]);
    assert!(found[4].starts_with("6: It is in PLN"), "{}", found[4]);
    let told = Hints {
        currency: Some("CHF".parse().unwrap()),
        ..Hints::default()
    };
    let (source, rows, bad) = read(text.as_bytes(), &told).unwrap();
    assert_eq!(
        (source.currency.unwrap().code(), rows.len(), bad.len()),
        ("CHF", 3, 2)
    );
    let headed = text.replace("amount", "amount (CHF)");
    let (source, rows, _) = read(headed.as_bytes(), &Hints::default()).unwrap();
    assert_eq!((source.currency.unwrap().code(), rows.len()), ("CHF", 3));
}

#[rstest]
#[case::beside_an_amount(prices(&BESIDE), "GBP")]
#[case::in_a_column("account,start,amount,currency\nA,2026-01-01,70,SEK\nB,2026-01-01,90,\n".to_owned(), "SEK")]
#[case::of_a_change("account,day,delta\nA,2026-01-31,£70\nB,2026-01-31,90\n".to_owned(), "GBP")]
#[case::of_months("account,2026-01,2026-02\nA,70,€90\nB,70,90\n".to_owned(), "EUR")]
fn what_says_no_currency_in_a_new_room_is_asked_about(#[case] text: String, #[case] code: &str) {
    let asked = read(text.as_bytes(), &Hints::default()).unwrap_err();
    let open = format!("some of its amounts say that they are in {code}, and others say nothing");
    assert!(asked.message.contains(&open), "{asked}");
    assert!(
        asked.hint.contains(&format!("--currency {code} ")),
        "{asked}"
    );
    let told = Hints {
        currency: Some("CHF".parse().unwrap()),
        ..Hints::default()
    };
    let (_, rows, bad) = read(text.as_bytes(), &told).unwrap();
    assert_eq!(
        (
            rows.is_empty(),
            bad.len() - usize::from(text.contains("\"\""))
        ),
        (false, 1)
    );
}

#[rstest]
#[case::nothing_is_paid("account,start,amount,currency\nA,2026-01-01,70,SEK\nB,2026-01-01,0,\n")]
#[case::a_total(
    "account,day,mrr,currency\nA,2026-01-31,70,SEK\nB,2026-01-31,60,SEK\nTotal,,130,\n"
)]
#[case::each_has_its_sign(
    "account,day,mrr\nA,2026-01-31,70 SEK\nB,2026-01-31,60 SEK\nC,2026-01-31,-\n"
)]
fn where_all_that_is_paid_says_its_currency_nothing_is_asked(#[case] text: &str) {
    let (source, ..) = read(text.as_bytes(), &Hints::default()).unwrap();
    assert_eq!(source.currency.unwrap().code(), "SEK");
}

#[test]
fn an_amount_that_could_be_two_is_quoted_with_its_own_column() {
    let text = "account,2026-01,2026-02,2026-03\nA,\"1,100\",90,1.300\nB,70,80,5\n";
    let asked = read(text.as_bytes(), &hints("EUR", &[])).unwrap_err();
    assert!(asked.message.contains("`1.300` in `2026-03`"), "{asked}");
}

#[test]
fn currencies_without_a_smaller_unit_are_counted_whole_but_by_stripe() {
    let text = "account,day,mrr_cents\nA,2026-01-31,7500\n";
    for (code, amount) in [
        ("ISK", "A 7500"),
        ("UGX", "A 7500"),
        ("XPF", "A 7500"),
        ("LYD", "A 7.500"),
    ] {
        assert_eq!(amounts(text, &hints(code, &[])), [amount], "{code}");
    }
    let stripe = "id,customer,status,start_date,current_period_end,plan.amount,plan.interval,currency\n\
        sub_1,cus_1,active,2026-01-05,2026-02-05,750000,month,CODE\n";
    for (code, amount) in [
        ("ISK", "cus_1 7500"),
        ("JPY", "cus_1 750000"),
        ("NOK", "cus_1 7500.00"),
    ] {
        assert_eq!(
            amounts(&stripe.replace("CODE", code), &hints(code, &[])),
            [amount],
            "{code}"
        );
    }
}

#[test]
fn a_discount_in_another_currency_than_the_price_is_rejected() {
    let text = "account,start,amount,off,currency\n\
        A,2026-01-01,100,USD 10,\nB,2026-01-01,100,10,USD\nC,2026-01-01,100,7,\nD,2026-01-01,USD 50,$20,\nE,2026-01-01,90,USD 0,\n";
    let told = Hints {
        map: vec![("discount".to_owned(), "off".to_owned())],
        ..hints("EUR", &[("USD", "0.5")])
    };
    let found = amounts(text, &told);
    assert_eq!(found[..4], ["B 45.00", "C 93.00", "D 15.00", "E 90.00"]);
    assert_eq!(
        found[4],
        "2: `off` is in another currency than the price; write both in one."
    );
}

#[rstest]
#[case::after_the_price("mrr_currency")]
#[case::in_words("MRR Currency")]
#[case::short("ccy")]
#[case::of_json("mrr.currency")]
#[case::grown_together("mrrCurrency")]
#[case::with_code("Currency Code")]
#[case::billed("billing currency")]
#[case::of_another_word("price_currency")]
#[case::of_another_language("Währung")]
#[case::by_its_cells_alone("Kennzeichen")]
fn a_column_of_currencies_is_that_of_the_price_whatever_it_is_called(#[case] column: &str) {
    let rates = hints("EUR", &[("JPY", "0.01")]);
    for text in [
        "account,start,MRR,CCY\nA,2026-01-01,900,JPY\nB,2026-01-01,500,EUR\nC,2026-01-01,70,€\n",
        "account,day,mrr,CCY\nA,2026-01-31,900,jpy\nB,2026-01-31,500,Euro\nC,2026-01-31,70,\n",
        "account,day,delta,CCY\nA,2026-01-31,900,JPY\nB,2026-01-31,500,EUR\nC,2026-01-31,70,EUR\n",
    ] {
        let text = text.replace("CCY", column);
        assert_eq!(
            amounts(&text, &rates),
            ["A 9.00", "B 500.00", "C 70.00"],
            "{text}"
        );
    }
}

#[test]
fn a_new_room_counts_in_what_a_column_of_any_name_says() {
    let text = "account,start,MRR,MRR Currency\nA,2026-01-01,900,JPY\nB,2026-01-01,500,JPY\n";
    let (source, ..) = read(text.as_bytes(), &Hints::default()).unwrap();
    assert_eq!(source.currency.unwrap().code(), "JPY");
    let words = text.replace(",JPY", ",yen of Japan");
    let asked = read(words.as_bytes(), &Hints::default()).unwrap_err();
    assert!(
        asked
            .message
            .contains("`MRR Currency` says in which currency"),
        "{asked}"
    );
}

#[rstest]
#[case::of_the_price("MRR Currency,Invoice Currency", Some("A 9.00"))]
#[case::of_the_price_behind("Invoice Currency,MRR Currency", Some("A 900.00"))]
#[case::plain_before_it("Currency,MRR Currency", Some("A 900.00"))]
#[case::of_neither("Payout Currency,Invoice Currency", None)]
#[case::plain_and_another("Currency,Invoice Currency", None)]
fn of_several_columns_of_currencies_that_of_the_price_counts(
    #[case] columns: &str,
    #[case] is: Option<&str>,
) {
    let rates = hints("EUR", &[("JPY", "0.01")]);
    let text =
        format!("account,start,MRR,{columns}\nA,2026-01-01,900,JPY,EUR\nB,2026-01-01,5,EUR,EUR\n");
    match (is, read(text.as_bytes(), &rates)) {
        (Some(is), Ok(_)) => assert_eq!(amounts(&text, &rates)[0], is),
        (None, Err(asked)) => assert!(asked.hint.contains("--map currency='"), "{asked}"),
        (_, Ok(_)) => panic!("{:?}", amounts(&text, &rates)),
        (_, Err(asked)) => panic!("{asked}"),
    }
    let same = text.replace("JPY,EUR", "JPY,JPY");
    assert_eq!(amounts(&same, &rates)[0], "A 9.00");
    let empty = text.replace("JPY,EUR", ",JPY").replace("EUR,EUR", ",EUR");
    assert_eq!(amounts(&empty, &rates)[0], "A 9.00");
}

#[rstest]
#[case::words_that_are_codes("Plan", "Top", "All")]
#[case::amounts("Amount in local currency", "1200", "1300")]
#[case::ticks("multi_currency", "yes", "no")]
#[case::the_price_says_its_own("MRR (EUR)", "5", "5")]
fn what_is_no_column_of_currencies_changes_no_price(
    #[case] column: &str,
    #[case] a: &str,
    #[case] b: &str,
) {
    let text = format!("account,start,MRR,{column}\nA,2026-01-01,900,{a}\nB,2026-01-01,500,{b}\n");
    assert_eq!(amounts(&text, &hints("EUR", &[])), ["A 900.00", "B 500.00"]);
    let billed = "account,start,mrr_eur,billing_currency\nA,2026-01-01,900,JPY\n";
    assert_eq!(amounts(billed, &hints("EUR", &[])), ["A 900.00"]);
}

#[test]
fn a_column_says_the_currency_in_words_as_well_as_in_codes() {
    for (name, euro, yen) in [
        ("Denomination", "EUR - Euro", "JPY - Yen"),
        ("money", "Euro", "Japanese Yen"),
        ("currency", "EUR (€)", "Yen"),
        ("currency", "(EUR)", "JPY (¥)"),
    ] {
        let text = format!(
            "account,start,mrr,{name}\nA,2026-01-01,100.00,{euro}\nB,2026-01-01,900,{yen}\n"
        );
        let found = amounts(&text, &hints("EUR", &[("JPY", "0.01")]));
        assert_eq!(found, ["A 100.00", "B 9.00"], "{name} {yen}");
    }
    let text = "account,start,mrr,currency\nA,2026-01-01,100.00,EUR\nB,2026-01-01,900,QQQ\n";
    let found = amounts(text, &hints("EUR", &[]));
    assert!(
        found[1].contains("QQQ, which is no code of a currency"),
        "{}",
        found[1]
    );
}

#[test]
fn a_price_that_is_due_so_many_times_a_year_is_of_each_time() {
    let monthly = |text: &str, hints: &Hints| -> Vec<i64> {
        let (_, rows, bad) = read(text.as_bytes(), hints).unwrap();
        assert!(bad.len() < 2, "{bad:?}");
        let month = |row: &ImportRow| match row {
            ImportRow::Subscription(row) => row.interval.monthly(row.amount).0,
            _ => panic!("{row:?}"),
        };
        rows.iter().map(month).collect()
    };
    let text = "account,start,price,billing_interval\nA,2026-01-01,120.00,12/year\nB,2026-01-01,120.00,4/year\n\
                C,2026-01-01,120.00,1/year\nD,2026-01-01,120.00,2/month\n";
    assert_eq!(monthly(text, &super::usd()), [12_000, 4_000, 1_000]);
    let text = "account,start,price,payments_per_year\nA,2026-01-01,120.00,12\nB,2026-01-01,120.00,4\n\
                C,2026-01-01,120.00,5\n";
    let mapped = super::mapped(&[("interval_count", "payments_per_year")]);
    assert_eq!(monthly(text, &mapped), [12_000, 4_000]);
}
