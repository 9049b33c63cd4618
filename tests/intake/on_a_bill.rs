//! Prices beside what else stands on a bill: taxes, shipping, fees. Must not know the store.

use rstest::rstest;

use super::asked::asked;
use super::reckoned::ways;
use super::{read, usd};

#[rstest]
#[case::net(
    "price",
    "tax",
    Some("MRR is `price` alone: nothing of `tax` goes into it")
)]
#[case::german(
    "Betrag",
    "MwSt",
    Some("MRR is `Betrag` alone: nothing of `MwSt` goes into it")
)]
#[case::shipping(
    "amount",
    "shipping cost",
    Some("MRR is `amount` alone: nothing of `shipping cost` goes into it")
)]
#[case::setup(
    "price",
    "setup fee",
    Some("MRR is `price` alone: nothing of `setup fee` goes into it")
)]
#[case::gross(
    "total",
    "VAT amount",
    Some(
        "`total` is with `VAT amount`, and so is MRR: a column that is net can be named with --map amount=COLUMN"
    )
)]
#[case::mrr("mrr", "tax", None)]
#[case::an_id("price", "tax id", None)]
#[case::an_address("price", "shipping city", None)]
#[case::a_part("price", "tax rate", None)]
#[case::exempt("price", "tax exempt", None)]
fn what_is_on_the_bill_is_said(
    #[case] price: &str,
    #[case] other: &str,
    #[case] note: Option<&str>,
) {
    let text = format!(
        "customer,start,interval,{price},{other}\nElm,2026-02-01,month,40,7.60\nFir,2026-02-01,month,20,1.40\n"
    );
    let (source, ..) = read(text.as_bytes(), &usd()).unwrap();
    let notes: Vec<&str> = source.notes.iter().map(String::as_str).collect();
    assert_eq!(notes, note.into_iter().collect::<Vec<_>>());
    assert_eq!(asked(&text, &usd()), []);
}

#[rstest]
#[case::total("total,net value,vat", "48,40,8\n24,20,4", Some("net value"))]
#[case::other_rates("total,net value,vat", "48,40,8\n21.40,20,1.40", Some("net value"))]
#[case::two_of_them(
    "total,subtotal,tax,shipping",
    "50.50,40,8,2.50\n24,20,4,0",
    Some("subtotal")
)]
#[case::one_of_two("total,base,tax,shipping", "48,40,8,2.50\n24,20,4,3", Some("base"))]
#[case::net_is_taken("price,total,tax", "40,48,8\n20,21.40,1.40", None)]
#[case::no_sum("price,points,tax", "40,30,8\n20,19,1.40", None)]
fn a_price_with_what_is_on_the_bill_is_asked_about(
    #[case] columns: &str,
    #[case] rows: &str,
    #[case] net: Option<&str>,
) {
    let (first, second) = rows.split_once('\n').unwrap();
    let text = format!(
        "customer,start,interval,{columns}\nElm,2026-02-01,month,{first}\nFir,2026-02-01,month,{second}\n"
    );
    let questions = asked(&text, &usd());
    let Some(net) = net else {
        assert_eq!(questions, []);
        return;
    };
    let net = match net.contains(' ') {
        true => format!("'{net}'"),
        false => net.to_owned(),
    };
    let expected = [format!("--map amount={net}"), format!("--ignore {net}")];
    assert_eq!(ways(&questions), expected, "{questions:?}");
    assert!(
        questions[0].open.contains("and MRR is with it"),
        "{questions:?}"
    );
}
